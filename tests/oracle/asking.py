"""A random question, put to the library."""

from typing import Any

import attrs

from oracle.lines import BOUNDS, CITE, DOC, LATER, UP
from oracle.records import Chooser, facts_of, forget, record
from oracle.settings import settings
from oracle.special import Bounded, Folding
from oracle.trees import Grower
from povertypolicy.clauses import classification, formula
from povertypolicy.criteria import criterion
from povertypolicy.deciding.asking import Answers
from povertypolicy.deciding.decision import Decision
from povertypolicy.deciding.policy import BoundClause, Policy
from povertypolicy.expr.facts import NumberFact
from povertypolicy.expr.nodes import Up, compare, walk, when
from povertypolicy.policies import Settings, rules
from povertypolicy.quantities import Area, Count, Money, MoneyPerHead, Points, Share
from povertypolicy.subjects import Household, Person, Subject, Village


@attrs.frozen
class Question:
    """A clause, the settings, a subject, and the subjects above it that the clause reads."""

    node: Any
    settings: Settings
    subject: Subject
    above: tuple[Subject, ...] = ()

    def clause(self) -> BoundClause:
        made = rules("test", ("测试", "test"), documents=[DOC, LATER], clauses=[self.node])
        return Policy(made, self.settings).clause(self.node.info.id)

    def ask(self) -> Decision:
        return self.clause().ask(self.subject, *self.above)


def several(questions: tuple[Question, ...]) -> Answers:
    """The clauses of several questions about the first one's subject, asked at once."""
    nodes = [
        attrs.evolve(q.node, info=attrs.evolve(q.node.info, id=f"test.root_{k}"))
        for k, q in enumerate(questions)
    ]
    made = rules("test", ("测试", "test"), documents=[DOC, LATER], clauses=nodes)
    first = questions[0]
    clauses = Policy(made, first.settings).together(*(node.info.id for node in nodes))
    return clauses.ask(first.subject, *first.above)


def root(chooser: Chooser, about: type[Subject], depth: int) -> Any:
    """A clause that yields an outcome, a number or a word."""
    grow = Grower(chooser)
    kind = chooser.pick(("condition", "condition", "condition", "number", "word"))
    if kind == "word":
        inner = grow.word(about, depth - 1, ())
        branch = (inner.branches if hasattr(inner, "branches") else inner.word.branches)[0]
        words = inner.vocabulary

        return classification(
            "test.root", grow.label(), words, when(*branch), otherwise="brick", cite=CITE
        )
    if kind == "number":
        unit = chooser.pick(grow.units(about))
        return formula("test.root", grow.label(), grow.number(about, unit, depth, ()), cite=CITE)
    return criterion("test.root", grow.label(), means=grow.condition(about, depth), cite=CITE)


def question(chooser: Chooser, depth: int = 4) -> Question:
    """A random question."""
    about = chooser.pick((Household, Household, Household, Village, Person))
    node = root(chooser, about, depth)
    read = {step.parent for step in walk(node) if isinstance(step, Up)}
    gaps = chooser.pick((0, 8, 3))
    above = [record(chooser, kind, gaps=gaps, most=2) for kind in _above(about) if kind in read]
    given = tuple(item for item in above if chooser.pick((True, True, True, False)))
    return Question(node, settings(chooser), record(chooser, about, gaps=gaps), given)


def bounded_question(chooser: Chooser) -> Question:
    """A random number or comparison of numbers with two ends: facts are known but for yes and no."""
    grow = Bounded(chooser)
    unit = chooser.pick((Money, Count, Share, MoneyPerHead))
    number = grow.number(Household, unit, 3, ())
    if chooser.pick((True, False)):
        node: Any = formula("test.root", grow.label(), number, cite=CITE)
    else:
        other = grow.either(Household, unit, 2, ())
        means = compare(chooser.pick(BOUNDS), number, other)
        node = criterion("test.root", grow.label(), means=means, cite=CITE)
    above = (record(chooser, Village, gaps=chooser.pick((0, 9)), most=2),)
    given = above if any(isinstance(step, Up) for step in walk(node)) else ()
    household = forget(chooser, record(chooser, Household, gaps=chooser.pick((0, 0, 0, 12))))
    return Question(node, settings(chooser), household, given)


def folding_question(chooser: Chooser) -> Question:
    """Several groups over the rows of a household, most of whose facts are known."""
    grow = Folding(chooser)
    if chooser.pick((True, True, False)):
        node: Any = criterion("test.root", grow.label(), means=grow.rule(), cite=CITE)
    else:
        node = formula("test.root", grow.label(), grow.sum_of_totals(), cite=CITE)
    household = record(chooser, Household, gaps=chooser.pick((0, 30, 6)))
    return Question(node, settings(chooser), household)


def _above(about: type[Subject]) -> tuple[type[Subject], ...]:
    found = [up.parent for up in UP.get(about, ())]
    return (*found, *(kind for parent in found for kind in _above(parent)))


DISTANT = (Money, MoneyPerHead, Count, Points, Area, Share)


def distance_question(chooser: Chooser) -> tuple[Question, Any]:
    """A comparison whose left side is a fact, a sum of facts, or their sum a head; and one of the facts."""
    grow = Grower(chooser)
    about = chooser.pick((Household, Village, Person))
    numbers = [x for x in facts_of(about) if isinstance(x, NumberFact) and x.unit in DISTANT]
    moved = chooser.pick(numbers)
    alike = [x for x in numbers if x.unit is moved.unit and x.priced == moved.priced]
    left: Any = moved
    for fact in (x for x in alike if x is not moved and chooser.pick((True, False))):
        left = chooser.pick((left + fact, left - fact))
    if about is Household and moved.unit is Money and chooser.pick((True, False)):
        left = left / Household.persons.listed().count()
    right = grow.line(left.unit, 2)
    means = compare(chooser.pick(("below", "at_most", "above", "at_least")), left, right)
    node = criterion("test.root", grow.label(), means=means, cite=CITE)
    return Question(
        node, settings(chooser), record(chooser, about, gaps=chooser.pick((0, 20)))
    ), moved
