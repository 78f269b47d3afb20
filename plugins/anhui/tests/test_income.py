"""三.19: net income, every yuan of it from an entry inside the window."""

from fractions import Fraction

import pytest

from povertypolicy import Household, Outcome

PER_CAPITA = "anhui.household.income.per_capita"
CHECK = "anhui.household.income.illness_and_schooling_check"
RESIDENT = {"member_class": "resident"}


def household(*entries, members=1, **facts):
    rows = [dict(zip(("day", "kind", "amount"), entry, strict=True)) for entry in entries]
    persons = [RESIDENT] * members
    return Household, {
        "net_income_record": "itemised",
        "entries": rows,
        "persons": persons,
        **facts,
    }


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2016-09-30", 0), ("2016-10-01", 1), ("2017-09-30", 1), ("2017-10-01", 0)],
)
def test_entries_count_from_october_to_september(ask, day, counts):
    subject = household((day, "wage", 3300))
    assert ask(PER_CAPITA, subject).value.number() == 3300 * counts


def test_four_sources_less_expense_by_those_who_count(ask):
    day = "2017-01-01"
    kinds = [("wage", 9000), ("business", 8000), ("property", 500), ("transfer", 500)]
    entries = [(day, *kind) for kind in kinds]
    subject = household(*entries, (day, "expense", "1500.01"), members=7)
    assert ask(PER_CAPITA, subject).value.number() == Fraction("16499.99") / 7


def test_spending_on_illness_and_schooling_is_a_lead_and_no_deduction(ask):
    subject = household(
        ("2017-01-01", "wage", 20000), illness_spending=15000, schooling_spending="5000.01"
    )
    assert ask(CHECK, subject).outcome is Outcome.YES
    assert ask(PER_CAPITA, subject).value.number() == 20000
