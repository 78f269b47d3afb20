"""二.7, 三.8: a date that no calendar has, and the target of the year."""

import pytest

from povertypolicy import InvalidData, Outcome
from povertypolicy_anhui.subjects import City, Record

YES, NO, UNKNOWN, _ = Outcome


DATE_EXISTS = "anhui/maanshan.data_record.publicity_2014.calendar_date_exists"


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2014-09-30", YES), ("2016-02-29", YES), ("2017-12-31", YES), ("2018-01-01", NO)],
)
def test_a_publicity_lies_before_the_day_of_the_facts(ask, city, day, outcome):
    assert ask(DATE_EXISTS, (Record, {"publicised_on": day}), of=city).outcome is outcome


@pytest.mark.parametrize("day", ["2014-09-31", "2014-02-29", "2014-13-01"])
def test_a_publicity_on_a_day_that_does_not_exist_is_told_when_it_is_read(ask, city, day):
    with pytest.raises(InvalidData) as caught:
        ask(DATE_EXISTS, (Record, {"publicised_on": day}), of=city)
    assert "没有这一天" in caught.value.text("zh")
    assert "no such day" in caught.value.text("en")


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
