"""`povertypolicy.deciding.settling`: what would settle an open answer, tried and not guessed."""

import pytest
import sample_policy

from povertypolicy import Household, Outcome, Person, yuan, yuan_per_head
from povertypolicy.citations import document
from povertypolicy.criteria import criterion
from povertypolicy.deciding.policy import open_policy
from povertypolicy.deciding.settling import Span
from povertypolicy.expr.facts import NumberFact
from povertypolicy.expr.nodes import all_of, any_of, cases, when
from povertypolicy.policies import rules
from povertypolicy.quantities import Fen, Quantity

BASE = sample_policy.policy()
FAMILY = sample_policy.family()
CITE = document("示〔2018〕1号", ("示例", "example"), issued="2018-01-01").at("一")
A, B, C = Household.food_assured, Household.clothing_assured, Household.registered
INCOME = Household.wage_income


def ask(means, subject):
    made = criterion("x.c", ("例", "x"), cite=CITE, means=means)
    loaded = rules("x", ("例", "x"), documents=[CITE.document], clauses=[made])
    return open_policy(loaded, "2018-12-31").ask("x.c", subject)


def told(decision):
    return {
        (tuple((missing.path, value) for missing, value in settlement.values), settlement.outcome)
        for settlement in decision.may_settle
    }


YES, NO = Outcome.YES, Outcome.NO


@pytest.mark.parametrize(
    ("means", "subject", "settled"),
    [
        (A, Household(), {((("food_assured", True),), YES), ((("food_assured", False),), NO)}),
        (all_of(A, B), Household(food_assured=True), {((("clothing_assured", True),), YES), ((("clothing_assured", False),), NO)}),
        (all_of(A, B), Household(), {((("food_assured", False),), NO)}),
        (any_of(A, B), Household(), {((("food_assured", True),), YES)}),
        (all_of(A, any_of(B, C)), Household(clothing_assured=False), {((("food_assured", False),), NO)}),
        (cases(when(A, B), otherwise=C), Household(clothing_assured=True, registered=True), set()),
        (cases(when(A, B), otherwise=C), Household(clothing_assured=True, registered=False), {((("food_assured", True),), YES), ((("food_assured", False),), NO)}),
    ],
)  # fmt: skip
def test_the_smallest_set_of_facts_and_their_values(means, subject, settled):
    assert told(ask(means, subject)) == settled


def test_a_number_settles_on_both_sides_of_the_line():
    line = INCOME.below(yuan(4000, cite=CITE))
    settlements = ask(line, Household()).may_settle
    spans = {s.outcome: s.values[0][1] for s in settlements}
    assert spans == {YES: Span(0, 399999), NO: Span(400000, Household.facts["wage_income"].high)}
    assert [s.say("zh") for s in settlements] == [
        "若工资性收入不超过3,999.99元，则符合",
        "若工资性收入不低于4,000.00元，则不符合",
    ]
    assert settlements[0].say("en") == "with wage income at most 3,999.99 yuan: met"


@pytest.mark.parametrize("fen", [0, 399999, 400000, 10**11])
def test_the_ends_of_a_span_hold_and_the_next_fen_does_not(fen):
    line = INCOME.below(yuan(4000, cite=CITE))
    for settlement in ask(line, Household()).may_settle:
        span = settlement.values[0][1]
        inside = span.low <= fen <= span.high
        outcome = ask(line, Household(wage_income=Fen(fen))).outcome
        assert (outcome is settlement.outcome) == inside


def test_a_fact_of_a_member_is_filled_in_where_it_belongs():
    persons = [
        Person(insured=True, on_allowance=False),
        Person(on_allowance=False, birth_date="1990-01-01"),
    ]
    decision = BASE.ask("yunxi.insured", FAMILY.with_(persons=persons))
    assert told(decision) == {
        ((("persons[1].insured", True),), YES),
        ((("persons[1].insured", False),), NO),
    }
    assert decision.may_settle[0].say("zh").startswith("若第2项的参加基本医疗保险为")


def test_a_word_settles_with_a_word():
    means = Household.persons.listed().any(Person.labour_capacity.equals("able"))
    decision = ask(means, Household(persons=[Person()]))
    outcomes = {settlement.outcome: settlement.values[0][1] for settlement in decision.may_settle}
    assert outcomes[YES] == "able"
    assert outcomes[NO] in ("partial", "none")
    assert "有劳动能力" in next(s for s in decision.may_settle if s.outcome is YES).say("zh")


def test_what_no_fact_settles_is_not_promised():
    assert BASE.ask("yunxi.open", None).may_settle == ()
    assert BASE.ask("yunxi.hardship", None).may_settle == ()
    only_no = BASE.ask("household.exit", FAMILY.with_(housing_assured=None, on_allowance=False))
    assert {settlement.outcome for settlement in only_no.may_settle} <= {NO}


def test_a_whole_missing_table_is_not_filled_in():
    assert BASE.ask("yunxi.insured", FAMILY.with_(persons=None)).may_settle == ()


SUBJECTS = [
    FAMILY.with_(wage_income=None),
    FAMILY.with_(housing_assured=None),
    FAMILY.with_(housing_assured=None, on_allowance=None),
    FAMILY.with_(persons=[Person()]),
    FAMILY.with_(persons=[Person(labour_capacity="able", insured=True), Person()]),
    FAMILY.with_(registered=None, transfer_income=None),
]


@pytest.mark.parametrize("number", range(len(SUBJECTS)))
@pytest.mark.parametrize(
    "name", ["household.exit", "household.identification", "yunxi.loss", "yunxi.gross"]
)
def test_every_promise_holds_when_the_values_are_put_in(number, name):
    """Put each settlement's values in by hand, and ask again."""
    asked = BASE.supply("yunxi.average", yuan_per_head(8000, prices_of=2017), source="表")
    subject = SUBJECTS[number]
    decision = asked.ask(name, subject)
    for settlement in decision.may_settle:
        for end in ("low", "high"):
            filled = subject
            for missing, value in settlement.values:
                filled = put(filled, missing, getattr(value, end, value))
            assert asked.ask(name, filled).outcome is settlement.outcome


def put(subject, missing, value):
    if missing.path.startswith("persons["):
        place, _, fact = missing.path.partition("].")
        at = int(place.removeprefix("persons["))
        persons = list(subject.persons)
        persons[at] = persons[at].with_(**{fact: value})
        return subject.with_(persons=persons)
    if isinstance(missing.fact, NumberFact):
        value = Quantity(missing.fact.value_of(value), missing.fact.unit)
    if not missing.fact.info.attribute:
        return subject.with_(more={missing.fact: value})
    return subject.with_(**{missing.path: value})
