"""三.16 to 三.23: the city's line, the income of village collectives, and the eighth public service."""

import pytest

from povertypolicy import Household, Outcome, Village, explain
from povertypolicy_anhui.province.village_exit import CollectiveAccount

YES, NO, UNKNOWN, _ = Outcome
VILLAGE = "anhui/maanshan.village.exit"
FINE = {
    "net_income_record": "per_head",
    "income_stable": True,
    "food_assured": True,
    "buys_own_clothing": True,
    "seasonal_clothing": True,
    "daily_change_of_clothing": True,
}
SERVICES = (
    "public_education",
    "employment_and_startup",
    "social_insurance",
    "medical_and_health",
    "social_services",
    "housing_security",
    "disability_services",
)


@pytest.mark.parametrize(
    ("income", "outcome"), [("4199.99", NO), (4200, NO), ("4200.01", YES), (3301, NO)]
)
def test_income_has_to_exceed_the_line_of_the_city(ask, city, income, outcome):
    facts = {**FINE, "income_per_head": income, "net_income_per_head": income}
    clause = "anhui/maanshan.household.exit.income_and_basics"
    assert ask(clause, (Household, facts), of=city).outcome is outcome


@pytest.mark.parametrize(
    ("income", "outcome"),
    [("49999.99", NO), (50_000, UNKNOWN), ("79999.99", UNKNOWN), (80_000, YES)],
)
def test_between_two_lines_the_deck_does_not_decide(ask, city, income, outcome):
    subject = Village, {"collective_income": income, "stable_source": True}
    assert ask(f"{VILLAGE}.collective_income", subject, of=city).outcome is outcome


@pytest.mark.parametrize(("line", "outcome"), [("standard", YES), ("evidence", NO)])
def test_a_caller_may_choose_the_line(ask, city, line, outcome):
    chosen = city.choose("collective_income_line", line)
    subject = Village, {"collective_income": 50_000, "stable_source": True}
    assert ask(f"{VILLAGE}.collective_income", subject, of=chosen).outcome is outcome


def test_transfers_and_other_years_are_left_out(ask, city):
    entries = [
        {"day": "2016-09-30", "amount": 1, "transfer": False},
        {"day": "2016-10-01", "amount": 60_000, "transfer": False},
        {"day": "2017-09-30", "amount": 20_000, "transfer": False},
        {"day": "2017-09-30", "amount": 500, "transfer": True},
    ]
    clause = "anhui/maanshan.village.collective_income.definition"
    told = ask(clause, (CollectiveAccount, {"entries": entries}), of=city)
    assert told.value.number() == 80_000


def test_seven_services_leave_the_eighth_open(ask, city):
    facts = {f"public_services_{name}": True for name in SERVICES}
    decision = ask(f"{VILLAGE}_evidence.public_services", (Village, facts), of=city)
    assert decision.outcome is UNKNOWN
    assert "七" in explain(decision, "zh")
    facts["public_services_social_services"] = False
    assert ask(f"{VILLAGE}_evidence.public_services", (Village, facts), of=city).outcome is NO
