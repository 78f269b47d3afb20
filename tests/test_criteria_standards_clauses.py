"""Criteria, standards and the other shapes: what they hold and what they answer."""

from typing import get_args, get_origin

import pytest

from povertypolicy import Household, Outcome, Person, count, yuan, yuan_per_head
from povertypolicy.citations import document
from povertypolicy.clauses import (
    LOOKED_UP,
    SHAPES,
    Clause,
    classification,
    formula,
    line,
    undefined_term,
)
from povertypolicy.clauses.told import LookedUp
from povertypolicy.criteria import criterion
from povertypolicy.deciding.policy import open_policy
from povertypolicy.errors import BadRule
from povertypolicy.expr.nodes import (
    NOT_APPLICABLE,
    all_of,
    any_of,
    none_of,
    undetermined,
    vocabulary,
    when,
)
from povertypolicy.parameters import parameter, since
from povertypolicy.policies import rules
from povertypolicy.provenance import Force
from povertypolicy.standards import SHARED_NAMES, standard

YES, NO, UNKNOWN, OFF = Outcome.YES, Outcome.NO, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE
DOC = document("示〔2020〕1号", ("示例", "example"), issued="2020-01-01")
CITE = DOC.at("一")
WORDS = ("例", "example")


def outcome(clause, subject, on="2020-06-30"):
    policy = open_policy(rules("x", WORDS, documents=[DOC], clauses=[clause]), on)
    return policy.ask(clause.info.id, subject).outcome


@pytest.mark.parametrize(("fact", "expected"), [(True, YES), (False, NO), (None, UNKNOWN)])
def test_a_criterion_answers_what_it_means(fact, expected):
    made = criterion("x.c", WORDS, cite=CITE, means=Household.food_assured)
    assert outcome(made, Household(food_assured=fact)) is expected


@pytest.mark.parametrize(
    ("about", "means", "expected"),
    [
        (True, True, YES),
        (True, False, NO),
        (True, None, UNKNOWN),
        (False, True, OFF),
        (False, None, OFF),
        (None, True, UNKNOWN),
        (None, False, UNKNOWN),
    ],
)
def test_a_criterion_says_whom_it_is_about(about, means, expected):
    made = criterion(
        "x.c", WORDS, cite=CITE, means=Household.food_assured, applies_when=Household.registered
    )
    assert outcome(made, Household(registered=about, food_assured=means)) is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2020-01-01", YES), ("2020-12-31", YES), ("2021-01-01", OFF)],
)
def test_outside_its_days_a_criterion_does_not_apply(on, expected):
    subject = Household(food_assured=True)
    ended = criterion("x.c", WORDS, cite=CITE, means=Household.food_assured, until="2020-12-31")
    assert outcome(ended, subject, on) is expected
    over = standard("x.s", WORDS, Household.food_assured, cite=CITE, until="2020-12-31")
    assert outcome(over, subject, on) is expected


def test_what_does_not_apply_is_neutral_and_never_a_yes():
    off = criterion("x.off", WORDS, cite=CITE, means=NOT_APPLICABLE)
    subject = Household(food_assured=True, registered=False)
    for join, parts, expected in [
        (all_of, (off, Household.food_assured), YES),
        (all_of, (off, Household.registered), NO),
        (all_of, (off, off), OFF),
        (any_of, (off, Household.food_assured), YES),
        (any_of, (off, Household.registered), NO),
        (any_of, (off, off), OFF),
        (none_of, (off, Household.registered), YES),
        (none_of, (off, Household.food_assured), NO),
        (none_of, (off, off), OFF),
    ]:
        made = standard("x.s", WORDS, join(*parts), cite=CITE)
        assert outcome(made, subject) is expected, (join, parts)


def test_a_standard_has_a_name_and_may_have_an_id_of_the_inventory():
    made = standard("household.exit", WORDS, Household.registered, cite=CITE, id="x.exit")
    assert (made.name, made.info.id) == ("household.exit", "x.exit")
    assert (
        standard("household.exit", WORDS, Household.registered, cite=CITE).info.id
        == "household.exit"
    )
    policy = open_policy(rules("x", WORDS, documents=[DOC], clauses=[made]), "2020-01-01")
    assert policy.clause("household.exit").node is policy.clause("x.exit").node is made


def test_shared_names_are_the_same_for_every_province():
    assert SHARED_NAMES == (
        "household.identification",
        "household.exit",
        "village.identification",
        "village.exit",
        "county.exit",
    )


def test_a_standard_is_a_condition_of_another():
    inner = standard("x.inner", WORDS, Household.food_assured, cite=CITE)
    outer = standard("x.outer", WORDS, all_of(inner, Household.registered), cite=CITE)
    assert outcome(outer, Household(food_assured=True, registered=True)) is YES


def test_force_kind_and_lead_are_kept():
    made = criterion(
        "x.c",
        WORDS,
        cite=CITE,
        means=Household.food_assured,
        force=Force.IN_PRINCIPLE,
        kind="constraint",
        advisory=True,
    )
    assert (made.info.force, made.info.kind, made.advisory) == (
        Force.IN_PRINCIPLE,
        "constraint",
        True,
    )


def test_a_lead_never_decides():
    lead = criterion("x.lead", WORDS, cite=CITE, means=Household.food_assured, advisory=True)
    deciding = standard("x.s", WORDS, all_of(lead, Household.registered), cite=CITE)
    with pytest.raises(BadRule):
        rules("x", WORDS, documents=[DOC], clauses=[lead, deciding])


def test_a_formula_gives_a_quantity():
    net = formula("x.net", WORDS, Household.wage_income - Household.production_expense, cite=CITE)
    policy = open_policy(rules("x", WORDS, documents=[DOC], clauses=[net]), "2020-01-01")
    subject = Household(prices_of=2019, wage_income=yuan(10), production_expense=yuan("12.5"))
    decision = policy.ask("x.net", subject)
    assert decision.value == yuan("-2.5", prices_of=2019)
    assert decision.outcome is None
    open_ = policy.ask("x.net", subject.with_(wage_income=None))
    assert (open_.value, open_.outcome) == (None, UNKNOWN)
    assert [item.path for item in open_.missing] == ["wage_income"]


def test_a_line_is_asked_about_nobody():
    base = parameter("x.base", WORDS, since("2020-01-01", yuan_per_head(100, cite=CITE)))
    twice = line("x.line", WORDS, base, cite=CITE)
    policy = open_policy(rules("x", WORDS, documents=[DOC], clauses=[base, twice]), "2020-01-01")
    assert policy["x.line"].ask().value == yuan_per_head(100)


KINDS = vocabulary(WORDS, a=("甲", "kind A"), b=("乙", "kind B"))
SMALL = Household.persons.listed().count().at_most(count(2, cite=CITE))


@pytest.mark.parametrize(
    ("otherwise", "persons", "registered", "value", "outcome_"),
    [
        ("b", 2, False, "a", None),
        ("b", 3, False, "b", None),
        ("b", None, False, None, UNKNOWN),
        (NOT_APPLICABLE, 3, False, OFF, OFF),
        (undetermined(("未定", "open")), 3, False, None, UNKNOWN),
        (undetermined(("未定", "open")), 2, False, "a", None),
        ("b", 3, True, "a", None),
        ("b", None, True, "a", None),
    ],
)
def test_a_classification_names_the_word_of_the_first_case(
    otherwise, persons, registered, value, outcome_
):
    made = classification(
        "x.kind",
        WORDS,
        KINDS,
        when(SMALL, "a"),
        when(Household.registered, "a"),
        otherwise=otherwise,
        cite=CITE,
    )
    members = None if persons is None else [Person()] * persons
    policy = open_policy(rules("x", WORDS, documents=[DOC], clauses=[made]), "2020-01-01")
    decision = policy.ask("x.kind", Household(persons=members, registered=registered))
    assert decision.outcome is outcome_
    assert decision.value == (UNKNOWN if value is None else value)


def test_a_classification_ends_with_its_last_day():
    made = classification(
        "x.kind", WORDS, KINDS, when(SMALL, "a"), otherwise="b", cite=CITE, until="2020-12-31"
    )
    subject = Household(persons=[])
    assert outcome(made, subject, "2020-12-31") is None
    assert outcome(made, subject, "2021-01-01") is OFF


def test_an_undefined_term_is_unknown():
    term = undefined_term("x.term", ("名词", "term"), cite=CITE)
    policy = open_policy(rules("x", WORDS, documents=[DOC], clauses=[term]), "2020-01-01")
    decision = policy["x.term"].ask()
    assert decision.outcome is UNKNOWN
    assert [reason.kind for reason in decision.reasons] == ["undefined"]
    assert "名词" in decision.reasons[0].label.zh


def test_there_are_fourteen_shapes():
    assert {shape.__name__ for shape in SHAPES} == {
        "Parameter",
        "Supplied",
        "Criterion",
        "Standard",
        "Formula",
        "LineFormula",
        "Classification",
        "UndefinedTerm",
        "Listing",
        "Table",
        "Split",
        "Schedule",
        "Procedure",
        "DocumentCheck",
    }
    assert {get_origin(shape) or shape for shape in get_args(Clause)} == set(SHAPES)
    assert {shape for shape in SHAPES if issubclass(shape, LookedUp)} == set(LOOKED_UP)
