"""一.2: the lines of households and villages, to the fen."""

import pytest

from povertypolicy import Household, Outcome, Person, Village, price_index, yuan_per_head

YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN
AT_THE_LINE = [("3999.99", YES), ("4000.00", NO), ("4000.01", NO)]
NONE = {"business_income": 0, "property_income": 0, "transfer_income": 0, "production_expense": 0}


def per_head(amount, year=2014):
    return Household, {"prices_of": year, "income_per_head": amount}


@pytest.mark.parametrize(("amount", "outcome"), AT_THE_LINE)
@pytest.mark.parametrize(
    "clause", ["household.identification", "guangdong.household.identification.income_line"]
)
def test_under_4000_is_poor_and_4000_is_not(ask, clause, amount, outcome):
    assert ask(clause, per_head(amount)).outcome is outcome


@pytest.mark.parametrize(
    ("fen_more", "outcome"), [("11999.99", YES), ("12000", NO), ("12000.01", NO)]
)
def test_income_per_head_is_never_rounded(ask, fen_more, outcome):
    facts = {"prices_of": 2014, "wage_income": fen_more, "persons": [{}] * 3, **NONE}
    assert ask("household.identification", (Household, facts)).outcome is outcome


def test_household_size_is_the_listed_persons(ask):
    facts = {"prices_of": 2014, "wage_income": 15999, **NONE}
    outcomes = [
        ask("household.identification", (Household, {**facts, "persons": [{}] * size})).outcome
        for size in (3, 4, 5)
    ]
    assert outcomes == [NO, YES, YES]


def test_a_recorded_figure_per_head_needs_no_persons_and_itemised_income_prevails(ask):
    itemised = {"prices_of": 2014, "wage_income": 9000, "persons": [{}], **NONE}
    assert ask("household.identification", per_head("3999.99")).outcome is YES
    both = {**itemised, "income_per_head": 100, "income_record": "by_source"}
    assert ask("household.identification", (Household, both)).outcome is NO


def test_an_index_restates_the_line_and_never_the_income(ask, policy):
    index = price_index({2014: 100, 2017: "103.5"}, source="invented", assumed=True)
    indexed = policy.with_index(index)
    asked = [
        ask("household.identification", per_head(amount, 2017), of=indexed)
        for amount in ("4139.99", "4140")
    ]
    assert [decision.outcome for decision in asked] == [YES, NO]
    without = ask("household.identification", per_head("3000", 2017))
    assert (without.outcome, [r.kind for r in without.reasons]) == (UNKNOWN, ["no-price-index"])


def test_income_in_prices_of_2014(ask, policy):
    index = price_index({2014: 100, 2016: 110}, source="invented", assumed=True)
    clause = "guangdong.household.identification.constant_price_income"
    value = ask(clause, per_head(4411, 2016), of=policy.with_index(index)).value
    assert value == yuan_per_head(4010, prices_of=2014)


def test_only_rural_households_where_a_register_has_others(ask):
    clause = "guangdong.household.identification.rural"
    cls, facts = per_head(100)
    answers = [ask(clause, (cls, {**facts, "rural": rural})).outcome for rural in (True, False)]
    assert answers == [YES, NO]
    assert ask(clause, (cls, facts)).outcome is UNKNOWN


def test_a_person_counts_with_the_household(ask):
    clause = "guangdong.person.identification.member_counted"
    answers = [ask(clause, (Person, {}), per_head(amount)).outcome for amount, _ in AT_THE_LINE]
    assert answers == [outcome for _, outcome in AT_THE_LINE]


@pytest.mark.parametrize(
    ("amount", "due", "tier"),
    [
        ("2999.99", YES, "poor_and_allowance"),
        ("3000", YES, "poor_and_allowance"),
        ("3000.01", NO, "relatively_poor"),
        ("3999.99", NO, "relatively_poor"),
        ("4000", NO, "not_relatively_poor"),
    ],
)
def test_the_national_standard_itself_is_included(ask, policy, amount, due, tier):
    national = policy.supply(
        "guangdong.national_line", yuan_per_head(3000, prices_of=2014), source="invented"
    )
    subjects = (Person, {}), per_head(amount)
    entitled = "guangdong.person.social_security.below_national_line_into_allowance"
    assert ask(entitled, *subjects, of=national).outcome is due
    assert ask("guangdong.person.identification.income_tier", *subjects, of=national).value == tier


def test_the_national_standard_is_not_printed(ask):
    decision = ask(
        "guangdong.person.social_security.below_national_line_into_allowance",
        (Person, {}),
        per_head(100),
    )
    assert [reason.kind for reason in decision.reasons] == ["not-supplied"]


def village(income, poor, everybody=1000):
    facts = {"prices_of": 2014, "income_per_head": income}
    return Village, {**facts, "poor_persons": poor, "registered_population": everybody}


@pytest.mark.parametrize(
    ("subject", "outcome"),
    [
        (village("7999.99", 50), YES),
        (village("8000", 50), NO),
        (village("8000.01", 50), NO),
        (village("7999.99", 49), NO),
        (village("7999.99", 51), YES),
        (village("7999.99", 49999, 10**6), NO),
        (village("7999.99", 0, 0), UNKNOWN),
        (village(None, 49), NO),
        (village(None, 50), UNKNOWN),
    ],
)
def test_a_village_needs_both_conditions(ask, subject, outcome):
    assert ask("village.identification", subject).outcome is outcome
    by_id = ask("guangdong.village.identification.relative_poor_village", subject)
    assert by_id.outcome is outcome


def test_the_denominator_is_the_registered_population(ask):
    cls, facts = village("7000", 50)
    assert (
        ask("village.identification", (cls, {**facts, "resident_population": 400})).outcome is YES
    )
    facts = {**facts, "registered_population": None, "resident_population": 400}
    decision = ask("village.identification", (cls, facts))
    assert [missing.path for missing in decision.missing] == ["registered_population"]
