"""二.7, 三.8: a date that no calendar has, and the target of the year."""

import pytest

from povertypolicy import Outcome
from povertypolicy_anhui.subjects import City, Record

YES, NO, UNKNOWN, _ = Outcome


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        ((2014, 9, 30), YES),
        ((2014, 9, 31), NO),
        ((2014, 2, 29), NO),
        ((2016, 2, 29), YES),
        ((2024, 2, 29), UNKNOWN),
        ((2014, 13, 1), NO),
    ],
)
def test_a_publicity_date_exists(ask, city, day, outcome):
    facts = dict(zip(("publicity_year", "publicity_month", "publicity_day"), day, strict=True))
    clause = "anhui/maanshan.data_record.publicity_2014.calendar_date_exists"
    assert ask(clause, (Record, facts), of=city).outcome is outcome


@pytest.mark.parametrize(("rank", "outcome"), [(1, YES), (4, YES), (5, NO), (None, UNKNOWN)])
def test_the_city_is_among_the_first_four(ask, city, rank, outcome):
    clause = "anhui/maanshan.organisation.target.rank_top_four"
    assert ask(clause, (City, {"assessment_rank": rank}), of=city).outcome is outcome


@pytest.mark.parametrize(
    ("level", "task"),
    [("county", "screening"), ("city", "supervision"), ("province", "unannounced_spot_check")],
)
def test_each_level_has_its_part_in_the_screening(city, level, task):
    clause = "anhui/maanshan.inspection.screening.supervision_levels"
    assert city.look_up(clause, level).value == task
