"""三.36: who may help from June 2017 on, and what the handbook shows."""

import pytest

from povertypolicy import Outcome
from povertypolicy_anhui.subjects import Cadre, Record

YES, NO, UNKNOWN, NOT_APPLICABLE = Outcome


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        (("2017-05-31", "village", 4), NOT_APPLICABLE),
        (("2017-06-01", "township", 4), UNKNOWN),
        (("2017-06-02", "township", 3), YES),
        (("2017-06-30", "township", 4), UNKNOWN),
        (("2017-07-01", "township", 4), NO),
        (("2017-07-01", "village", 3), NO),
        (("2017-07-01", "enterprise_manager", 3), UNKNOWN),
    ],
)
def test_after_june_may_begin_in_june_or_july(ask, city, record, outcome):
    names = ("help_recorded_on", "helper_level", "linked_households")
    cadre = dict(zip(names, record, strict=True))
    clause = "anhui/maanshan.cadre.helper.rank_and_cap"
    assert ask(clause, (Cadre, cadre), of=city).outcome is outcome


@pytest.mark.parametrize(
    ("shown", "level", "outcome"),
    [(1, "county", YES), (1, "village", NO), (2, "county", UNKNOWN), (0, "county", NO)],
)
def test_one_helper_is_the_main_one(ask, city, shown, level, outcome):
    record = Record, {"helpers_shown": shown, "main_helper_level": level}
    clause = "anhui/maanshan.data_record.handbook.main_helper_shown"
    assert ask(clause, record, of=city).outcome is outcome
