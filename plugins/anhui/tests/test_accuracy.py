"""二.7 and 三.13 to 三.15: nobody missed, everybody looked at, cities audited by one another."""

import pytest

from povertypolicy import County, Outcome
from povertypolicy_anhui.subjects import City

YES, NO, UNKNOWN, NOT_APPLICABLE = Outcome
COUNTS = ("households_missed", "households_wrongly_listed", "households_wrongly_exited")


@pytest.mark.parametrize("count", COUNTS)
def test_one_household_is_too_many(ask, count):
    county = dict.fromkeys(COUNTS, 0)
    clause = "anhui.county.accuracy.zero_targets"
    assert ask(clause, (County, county)).outcome is YES
    assert ask(clause, (County, {**county, count: 1})).outcome is NO
    assert ask(clause, (County, {**county, count: None})).outcome is UNKNOWN


@pytest.mark.parametrize(("screened", "outcome"), [(899, NO), (900, YES), (None, UNKNOWN)])
def test_nobody_is_left_out_of_the_screening(ask, screened, outcome):
    county = {"permanent_households": 900, "households_screened": screened}
    assert ask("anhui.county.omission.full_screening", (County, county)).outcome is outcome


@pytest.mark.parametrize(("included", "outcome"), [(49, NO), (50, YES)])
def test_no_limit_keeps_anybody_out(ask, included, outcome):
    county = {"households_eligible": 50, "households_included": included}
    assert ask("anhui.county.adjustment.no_scale_cap", (County, county)).outcome is outcome


@pytest.mark.parametrize(
    ("auditor", "outcome"), [("another_city", YES), ("itself", NO), ("nobody", NO), (None, UNKNOWN)]
)
def test_no_city_audits_itself(ask, auditor, outcome):
    city = {"funds_audited_by": auditor}
    assert ask("anhui.fund.audit.cross_check_coverage", (City, city)).outcome is outcome
