"""三.18: four conditions, and a line and an income that can each be read in two ways."""

import pytest

from povertypolicy import Household, IncomeEntry, Outcome, Person, yuan_per_head
from povertypolicy.register import register

YES, NO, UNKNOWN, _ = Outcome
MEMBER = {
    "member_class": "resident",
    "dropout": "none",
    "qualifies_for_insurance": True,
    "insured": True,
}
BASICS = dict.fromkeys(
    [
        "income_stable",
        "food_assured",
        "buys_own_clothing",
        "seasonal_clothing",
        "daily_change_of_clothing",
        "housing_assured",
    ],
    True,
)


def household(income, **facts):
    return Household, {
        "net_income_record": "per_head",
        "net_income_per_head": income,
        "persons": [MEMBER],
        **BASICS,
        **facts,
    }


@pytest.fixture
def chosen(policy):
    return policy.choose("anhui.exit.standard", "provincial").choose("anhui.exit.income", "net")


@pytest.mark.parametrize(
    ("income", "identified", "exits"),
    [("3299.99", YES, NO), ("3300", NO, NO), ("3300.01", NO, YES)],
)
def test_at_exactly_3300_a_household_neither_enters_nor_leaves(
    ask, chosen, income, identified, exits
):
    subject = household(income, assembly_accepts=True)
    assert ask("household.identification", subject, of=chosen).outcome is identified
    assert ask("household.exit", subject, of=chosen).outcome is exits


def test_without_a_choice_the_readings_are_named(ask, policy):
    national = yuan_per_head(3000, prices_of=2017)
    supplied = policy.supply("anhui.national_standard", national, source="invented")
    subject = household("3300", prices_of=2017, income_per_head="3300")
    decision = ask("household.exit", subject, of=supplied)
    assert decision.outcome is UNKNOWN
    assert {reason.kind for reason in decision.reasons} == {"readings-differ"}
    for income, outcome in (("3000", NO), ("3300.01", YES)):
        subject = household(income, prices_of=2017, income_per_head=income)
        assert ask("household.exit", subject, of=supplied).outcome is outcome


@pytest.mark.parametrize("fact", BASICS)
def test_every_condition_is_needed(ask, chosen, fact):
    assert ask("household.exit", household("3300.01", **{fact: False}), of=chosen).outcome is NO
    decision = ask("household.exit", household("3300.01", **{fact: None}), of=chosen)
    assert [missing.path for missing in decision.missing] == [fact]


def rows():
    """Households at and around the line, by source, itemised, per head, and with something missing."""
    day = "2017-01-01"
    for income in ("3299.99", "3300", "3300.01"):
        yield {**household(income)[1], "assembly_accepts": True}
        entries = [
            {"day": day, "kind": "wage", "amount": income},
            {"day": "2017-10-01", "kind": "wage", "amount": 1000},
        ]
        itemised = {"net_income_record": "itemised", "entries": entries}
        yield {**household(None, **itemised)[1], "assembly_accepts": True}
        amounts = {"wage_income": income, "business_income": 1, "production_expense": 1}
        source = {**amounts, "property_income": 0, "transfer_income": 0}
        facts = household(None, net_income_record="by_source", **source)[1]
        yield {**facts, "persons": [MEMBER, {**MEMBER, "member_class": "married_out"}]}
    yield {**household("3300.01", housing_assured=None)[1], "persons": [MEMBER, {}]}


def frame(pl, rows_):
    """Return rows as a frame of text, as a sheet gives them."""
    texts = [{k: None if v is None else str(v) for k, v in row.items()} for row in rows_]
    return pl.DataFrame(texts, infer_schema_length=None)


def test_a_register_answers_as_one_by_one(chosen):
    pl = pytest.importorskip("polars")
    data = [{"id": f"h{place}", **row} for place, row in enumerate(rows())]
    names = ("household.identification", "household.exit")
    below = {Person: "persons", IncomeEntry: "entries"}
    tables = {Household: [{k: row[k] for k in row if k not in below.values()} for row in data]}
    for kind, name in below.items():
        tables[kind] = [{"household_id": r["id"], **m} for r in data for m in r.get(name, ())]
    frames = {kind: frame(pl, rows_) for kind, rows_ in tables.items()}
    result = register(frames, about=Household, policy=chosen).assess(chosen, names).table
    for name in names:
        asked = [chosen.ask(name, chosen.read(Household, row)).outcome for row in data]
        assert list(result[name]) == [outcome.value for outcome in asked]
        assert {YES, NO, UNKNOWN} == set(asked)
