"""三.13, 三.14: what was missed or wrongly done, and who returns to poverty."""

import pytest

from povertypolicy import Household, Outcome

YES, NO, UNKNOWN, _ = Outcome
SOLVED = dict.fromkeys(
    [
        "food_assured",
        "buys_own_clothing",
        "seasonal_clothing",
        "daily_change_of_clothing",
        "education_assured",
        "medical_assured",
        "housing_assured",
    ],
    True,
)
RETURN = "anhui.household.return_to_poverty.criterion"


@pytest.mark.parametrize("unsolved", SOLVED)
def test_whatever_is_unsolved_means_a_return_whatever_the_income(ask, unsolved):
    facts = {**SOLVED, "exit_year": 2016}
    assert ask(RETURN, (Household, facts)).outcome is NO
    assert ask(RETURN, (Household, {**facts, unsolved: False})).outcome is YES


@pytest.mark.parametrize(("year", "outcome"), [(2013, NO), (2014, YES), (2016, YES), (2017, NO)])
def test_only_exits_of_2014_to_2016(ask, year, outcome):
    facts = {**SOLVED, "housing_assured": False, "exit_year": year}
    assert ask(RETURN, (Household, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("group", "outcome"), [("petitioner", YES), ("ordinary", NO), ("other", UNKNOWN)]
)
def test_the_focus_is_an_open_list(ask, group, outcome):
    facts = {"registered": False, "permanent_rural_resident": True, "household_class": group}
    clause = "anhui.household.omission.focus_groups"
    assert ask(clause, (Household, facts)).outcome is outcome
