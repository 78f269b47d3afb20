"""三.14: loan growth, what credit goes to first."""

import pytest

from povertypolicy import Outcome
from povertypolicy_guangdong.finance import LoanGrowth
from povertypolicy_guangdong.subjects import Project

YES, NO, UNKNOWN, _ = Outcome


@pytest.mark.parametrize(
    ("poor", "average", "area", "household"),
    [
        ("10", "10", YES, NO),
        ("10.01", "10", YES, YES),
        ("9.99", "10", NO, NO),
        ("120", "110", YES, YES),
        ("0", "0", YES, NO),
        (None, "10", UNKNOWN, UNKNOWN),
        ("10", None, UNKNOWN, UNKNOWN),
    ],
)
def test_areas_may_equal_the_average_and_households_exceed_it(ask, poor, average, area, household):
    growth = {
        "poor_area": poor,
        "province": average,
        "poor_households": poor,
        "farm_households": average,
    }
    subject = LoanGrowth, growth
    assert ask("guangdong.loan.growth.poor_area", subject).outcome is area
    assert ask("guangdong.loan.growth.poor_household", subject).outcome is household


@pytest.mark.parametrize(
    ("characteristic", "carries", "outcome"),
    [
        (True, True, YES),
        (False, True, UNKNOWN),
        (True, False, NO),
        (False, False, NO),
        (True, None, UNKNOWN),
        (None, False, NO),
    ],
)
def test_credit_goes_first_to_industries_that_carry_the_poor(ask, characteristic, carries, outcome):
    project = {"characteristic_industry": characteristic, "carries_poor_people": carries}
    clause = "guangdong.project.finance.credit_priority"
    assert ask(clause, (Project, project)).outcome is outcome
