"""三.14: micro-credit, service points, credit villages."""

import pytest

from povertypolicy import Household, Outcome, Village, months, yuan
from povertypolicy_guangdong.micro_credit import Loan

YES, NO, UNKNOWN, _ = Outcome
LOAN = {"meets_lending_conditions": True, "unsecured": True, "amount": 50000, "term": 36}
ELIGIBLE = "guangdong.loan.micro_credit.eligibility"


def loan(registered=True, **changes):
    return (Loan, {**LOAN, **changes}), (Household, {"registered": registered})


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, YES),
        ({"amount": "49999.99"}, YES),
        ({"amount": "50000.01"}, NO),
        ({"term": 35}, YES),
        ({"term": 37}, NO),
        ({"unsecured": False}, NO),
        ({"meets_lending_conditions": False}, NO),
        ({"registered": False}, NO),
        ({"meets_lending_conditions": None}, UNKNOWN),
        ({"meets_lending_conditions": None, "term": 37}, NO),
    ],
)
def test_50000_yuan_and_three_years_are_included(ask, changes, outcome):
    assert ask(ELIGIBLE, *loan(**changes)).outcome is outcome


def test_the_distance_to_the_line_is_one_fen(ask):
    decision = ask(ELIGIBLE, *loan(amount="50000.01"))
    (finding,) = decision.findings
    assert yuan("0.01") in [distance.quantity for distance in finding.distances]


def test_the_limits_are_parameters(policy):
    assert policy["guangdong.loan.micro_credit.largest_amount"].ask().value == yuan(50000)
    assert policy["guangdong.loan.micro_credit.longest_term"].ask().value == months(36)


@pytest.mark.parametrize(
    ("micro", "registered", "outcome"),
    [(True, True, YES), (False, True, NO), (True, False, NO), (None, True, UNKNOWN)],
)
def test_micro_loans_of_the_poor_get_subsidy_and_guarantee(ask, micro, registered, outcome):
    subjects = loan(registered, micro_credit=micro)
    clause = "guangdong.loan.micro_credit.interest_and_guarantee"
    assert ask(clause, *subjects).outcome is outcome


@pytest.mark.parametrize(
    ("stations", "points", "outcome"),
    [(1, 1, YES), (0, 1, NO), (1, 0, NO), (2, 2, YES), (0, None, NO), (1, None, UNKNOWN)],
)
def test_a_village_has_a_station_and_a_cash_point(ask, stations, points, outcome):
    subject = Village, {"service_stations": stations, "cash_points": points}
    assert ask("guangdong.village.finance.service_points", subject).outcome is outcome


@pytest.mark.parametrize(
    ("listed", "conditions", "outcome"),
    [(True, True, YES), (True, False, NO), (False, True, NO), (True, None, UNKNOWN)],
)
def test_credit_villages(ask, listed, conditions, outcome):
    subject = Village, {"listed_poor": listed, "meets_credit_conditions": conditions}
    assert ask("guangdong.village.finance.credit_village", subject).outcome is outcome
