"""一.4、一.5: precise use; progress for 7, 3 and 2 points, and no figure below full marks."""

import pytest

from povertypolicy import County, Outcome, points
from povertypolicy_national.subjects import SampledProject, SpecialFund

YES, NO, UNKNOWN, _ = Outcome
ID = "national.fund.progress"


@pytest.mark.parametrize(
    ("year", "spent", "outcome"),
    [
        (2017, "92", NO),
        (2017, "92.01", YES),
        (2017, "91.99", NO),
        (2016, "98", NO),
        (2016, "98.01", YES),
    ],
)
def test_the_line_itself_is_not_above_it(ask, year, spent, outcome):
    fund = (SpecialFund, {f"spent_{year}": spent, f"allocated_{year}": 100})
    assert ask(f"{ID}.year_{year}", fund).outcome is outcome
    told = ask(f"{ID}.year_{year}.points", fund)
    full = {2017: points(7), 2016: points(3)}[year]
    assert (told.value, told.outcome) == ((full, None) if outcome is YES else (None, UNKNOWN))


@pytest.mark.parametrize(("balance", "outcome"), [("0", YES), ("0.01", NO), (None, UNKNOWN)])
def test_nothing_may_be_left_from_2015(ask, balance, outcome):
    fund = (SpecialFund, {"balance_2015_and_before": balance})
    assert ask(f"{ID}.year_2015_and_before", fund).outcome is outcome
    told = ask(f"{ID}.year_2015_and_before.points", fund)
    assert told.value == (points(2) if outcome is YES else None)


def test_points_below_full_marks_are_the_callers(policy, ask):
    given = policy.supply("national.points_below_full.year_2017", points(5), source="invented")
    fund = (SpecialFund, {"spent_2017": 80, "allocated_2017": 100})
    assert ask(f"{ID}.year_2017.points", fund, of=given).value == points(5)


@pytest.mark.parametrize(
    ("drawn", "aimed", "tied", "outcome"),
    [(True, True, True, YES), (True, False, True, NO), (False, False, False, UNKNOWN)],
)
def test_a_project_that_is_not_drawn_is_not_judged(ask, drawn, aimed, tied, outcome):
    facts = {"drawn": drawn, "aimed_at_poor": aimed, "tied_to_results": tied}
    clause = "national.fund.performance.precise_use_check"
    assert ask(clause, (SampledProject, facts)).outcome is outcome


@pytest.mark.parametrize(("key", "outcome"), [(True, YES), (False, NO), (None, UNKNOWN)])
def test_pooling_is_for_key_counties(ask, key, outcome):
    county = (County, {"key_poor_county": key})
    assert ask("national.fund.integration.key_counties_only", county).outcome is outcome
