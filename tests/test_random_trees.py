"""Random rules about random subjects: the library against the oracle, part by part."""

import datetime as dt
from itertools import product

import pytest
from hypothesis import given, settings
from oracle.asking import (
    Question,
    bounded_question,
    distance_question,
    folding_question,
    several,
)
from oracle.asking import question as random_question
from oracle.checking import answer_agrees, check, findings_agree, nodes_agree
from oracle.lines import CITE
from oracle.records import EXTENSIONS, Seeded
from oracle.semantics import place
from strategies import bounded_questions, folding_questions, questions

from povertypolicy.clauses import formula
from povertypolicy.deciding.detail import Missing, with_fact
from povertypolicy.expr.nodes import cases, operand, when
from povertypolicy.outcomes import Outcome
from povertypolicy.parameters import supplied
from povertypolicy.policies import Settings
from povertypolicy.quantities import Fen, Money, percent, yuan
from povertypolicy.subjects import Household, IncomeEntry, Person, build

NET = next(fact for fact in EXTENSIONS if fact.info.name == "test_net")
PLAIN = Settings(dt.date(2017, 12, 31), dt.date(2017, 12, 31))
FLIPPED = {Outcome.YES: Outcome.NO, Outcome.NO: Outcome.YES}


@given(questions())
@settings(max_examples=500)
def test_random_rules_are_decided_as_the_oracle_reads_them(question: Question) -> None:
    check(question)


@given(bounded_questions())
@settings(max_examples=200)
def test_numbers_with_two_ends_are_what_the_oracle_says(question: Question) -> None:
    check(question)


def together_is_apart(seed: int) -> None:
    """Check that clauses asked at once answer as the oracle reads each of them."""
    makers = (folding_question, bounded_question, folding_question)
    asked = tuple(make(Seeded(f"{seed} {k}")) for k, make in enumerate(makers))
    first = asked[1]
    here = place(first.settings, first.subject, *first.above)
    for decision in several((first, asked[0], asked[2])):
        answer_agrees(decision, here)
        nodes_agree(decision, here)
        findings_agree(decision, here)


def test_clauses_asked_at_once_answer_as_they_do_alone() -> None:
    for seed in range(120):
        together_is_apart(seed)


@given(folding_questions())
@settings(max_examples=200)
def test_groups_over_the_same_rows_are_what_the_oracle_says(question: Question) -> None:
    check(question)


def test_a_sum_with_two_ends_of_either_sign_over_a_count_with_two_ends():
    meant, counted = Person.insured, Person.out_of_school
    each = Household.persons.where(meant).sum(NET) / Household.persons.where(counted).count()
    asked = Question(formula("test.each", ("人均", "a head"), each, cite=CITE), PLAIN, Household())
    clause = asked.clause()
    rows = [
        build(Person, {"insured": insured, "out_of_school": out, "more": {"test_net": Fen(net)}})
        for insured, out, net in product((True, None), (True, None), (-2, 3))
    ]
    for persons in product(rows, repeat=2):
        household = build(Household, {"persons": (*persons, rows[0])})
        decision = clause.ask(household)
        answer_agrees(decision, place(PLAIN, household))
        nodes_agree(decision, place(PLAIN, household))


@pytest.mark.parametrize("factor", [100, -100])
def test_a_case_that_hangs_on_an_open_line_leaves_two_ends(factor):
    line = supplied("test.open", ("未给的线", "a line not given"), Money, cite=CITE)
    one, two = (operand(yuan(value, cite=CITE)) for value in (1, 2))
    inside = IncomeEntry.amount.between(line, two)
    term = cases(when(inside, one), otherwise=two) * percent(factor, cite=CITE)
    total = Household.entries.where(IncomeEntry.kind.equals("wage")).sum(term)
    node = formula("test.total", ("合计", "total"), total, cite=CITE)
    for kinds in product(("wage", "expense", None), repeat=2):
        entries = [build(IncomeEntry, {"kind": kind, "amount": Fen(100)}) for kind in kinds]
        check(Question(node, PLAIN, build(Household, {"entries": tuple(entries)})))


@pytest.mark.hard
@given(questions(depth=5))
@settings(max_examples=5000)
def test_many_deeper_rules_are_decided_as_the_oracle_reads_them(question: Question) -> None:
    check(question)


@pytest.mark.hard
def test_five_thousand_seeded_rules_of_each_sort_are_decided_as_the_oracle_reads_them() -> None:
    for seed in range(5000):
        check(random_question(Seeded(seed)))
        check(bounded_question(Seeded(seed)))
        check(folding_question(Seeded(seed)))
        together_is_apart(seed)


def distances_hold(seed: int) -> bool:
    """Check one comparison of plain facts; return whether it had a distance to check."""
    question, moved = distance_question(Seeded(seed))
    clause = question.clause()
    decision = clause.ask(question.subject)
    (finding,) = decision.findings
    if decision.outcome is Outcome.UNKNOWN:
        assert not finding.distances
        return False
    (distance,) = finding.distances
    before = place(question.settings, question.subject).recorded(moved)
    there = Missing("", moved.info.label, moved)

    def outcome_after(steps: int) -> Outcome | None:
        after = before + steps if distance.more else before - steps
        return clause.ask(with_fact(question.subject, there, after)).outcome

    steps = distance.quantity.value * moved.steps
    assert steps.denominator == 1
    assert outcome_after(steps.numerator) is FLIPPED[decision.outcome]
    for fewer in {0, 1, steps.numerator // 2, steps.numerator - 1}:
        if 0 <= fewer < steps:
            assert outcome_after(fewer) is decision.outcome
    return True


def test_applying_the_distance_flips_a_comparison_and_one_step_less_does_not() -> None:
    assert sum(map(distances_hold, range(1200))) > 400


@pytest.mark.hard
def test_applying_the_distance_flips_many_comparisons() -> None:
    assert sum(map(distances_hold, range(2000, 22_000))) > 6000
