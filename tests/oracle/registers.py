"""Random registers: several clauses about many subjects, decided one by one and as columns, in one form to compare."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from re import sub
from typing import Any

import attrs
import numpy as np

from oracle.asking import bounded_question, folding_question, root
from oracle.lines import BOUNDS, CITE, DOC, LATER, UP
from oracle.records import EXTENSIONS, Chooser, facts_of, record
from oracle.settings import settings
from oracle.trees import Grower
from povertypolicy.checks import reads_facts
from povertypolicy.clauses import formula
from povertypolicy.columns.data import Above, Below, Column, Frame
from povertypolicy.columns.deciding import Answer, decide
from povertypolicy.columns.kernel import BITS, WORD_NOT_APPLICABLE, WORD_UNKNOWN, Value
from povertypolicy.columns.records import frame_of
from povertypolicy.criteria import criterion
from povertypolicy.deciding.asking import Together
from povertypolicy.deciding.decision import Decision
from povertypolicy.deciding.policy import Policy
from povertypolicy.expr.facts import NumberFact
from povertypolicy.expr.nodes import Word, cases, compare, operand, when
from povertypolicy.outcomes import Outcome
from povertypolicy.parameters import price_index
from povertypolicy.policies import Rules, Settings, rules
from povertypolicy.quantities import CitedQuantity, Fen, Money, Quantity
from povertypolicy.subjects import Household, Person, Subject, Village, build

CODES = {Outcome.NO: 0, Outcome.UNKNOWN: 1, Outcome.YES: 2, Outcome.NOT_APPLICABLE: 3}
WORDLESS = {Outcome.UNKNOWN: WORD_UNKNOWN, Outcome.NOT_APPLICABLE: WORD_NOT_APPLICABLE}


@attrs.frozen
class Said:
    """What a clause says of one subject: everything that columns tell."""

    answer: Any
    not_met: tuple[str, ...]
    unknown: tuple[str, ...]
    missing: frozenset[str]
    reasons: frozenset[Any]
    distances: Any


GAPS = (0, 0, 12, 4)
"""One fact in so many of a subject is missing; none where it is 0."""

Table = list[list[Said]]
"""What every clause says of every subject: by clause, by row."""


@attrs.frozen
class Register:
    """Clauses about one kind of subject, the subjects, and for each kind above the subject above each, or None."""

    nodes: tuple[Any, ...]
    settings: Settings
    kind: type[Subject]
    subjects: tuple[Any, ...]
    above: dict[type[Subject], tuple[Any, ...]] = attrs.field(factory=dict)
    extensions: tuple[Any, ...] = EXTENSIONS
    rules: Rules | None = None
    """The rules that hold the clauses, where they are not just these."""

    def together(self) -> Together:
        """The clauses, not compiled yet."""
        made = self.rules or rules(
            "test", ("测试", "test"), documents=[DOC, LATER], clauses=self.nodes
        )
        names = (node.info.id for node in self.nodes)
        return Policy(made, self.settings).together(*names)

    def frame(self) -> Frame:
        """The subjects as columns that cannot be written to."""
        return sealed(frame_of(self.kind, self.subjects, self.extensions, self.above))


def renamed(nodes: Sequence[Any]) -> tuple[Any, ...]:
    """Clauses with an id each."""
    return tuple(
        attrs.evolve(node, info=attrs.evolve(node.info, id=f"test.root_{place}"))
        for place, node in enumerate(nodes)
    )


# random registers


def register(chooser: Chooser, clauses: int = 2, rows: int = 9, depth: int = 3) -> Register:
    """Random clauses about random subjects, some of which stand under the same subject above or under none."""
    kind = chooser.pick((Household, Household, Household, Village, Person))
    nodes = renamed([_node(chooser, kind, depth) for _ in range(chooser.pick(range(clauses)) + 1)])
    years = chooser.pick(STATED)
    subjects = tuple(
        _record(chooser, kind, chooser.pick(years)) for _ in range(chooser.pick(range(rows)) + 1)
    )
    above = _above(chooser, kind, subjects) if any(map(reads_facts, nodes)) else {}
    return Register(nodes, settings(chooser), kind, subjects, above)


STATED = ((2014,), (2014,), (2016,), (None,), (2014, 2016), (2014, None, 2016))
"""The price years of the records of one register."""


def _record(chooser: Chooser, kind: type[Subject], year: int | None) -> Any:
    made = record(chooser, kind, gaps=chooser.pick(GAPS), most=2, dated=False)
    return build(kind, {**made.__dict__, "prices_of": year})


def _node(chooser: Chooser, kind: type[Subject], depth: int) -> Any:
    if kind is Household:
        made = chooser.pick((None, bounded_question, folding_question))
        if made is not None:
            return made(chooser).node
    return root(chooser, kind, depth)


def _above(
    chooser: Chooser, kind: type[Subject], subjects: tuple[Any, ...]
) -> dict[type[Subject], tuple[Any, ...]]:
    given = {}
    for parent in _ancestors(kind):
        if chooser.pick((True, True, True, False)):
            years = chooser.pick(STATED)
            few = [_record(chooser, parent, chooser.pick(years)) for _ in "ab"]
            given[parent] = tuple(chooser.pick((few[0], few[1], None)) for _ in subjects)
    return given


def _ancestors(kind: type[Subject]) -> Iterator[type[Subject]]:
    for up in UP.get(kind, ()):
        yield up.parent
        yield from _ancestors(up.parent)


# numbers that 64 bits do not hold

FIGURES = (
    10**10 + 1,
    10**13 + 7,
    2**62,
    2**63 - 1,
    2**63,
    2**63 + 5,
    2**64 - 1,
    2**64 + 1,
    10**20,
    Fraction(10**15, 7),
)
FINE_INDEX = price_index({2014: "100.0007", 2016: "103.5123", 2017: "110.9999"}, source="source")


class Wide(Grower):
    """Grows rules whose own figures are large now and then."""

    def number_case(self, about: Any, unit: Any, depth: int, rows: Any, *, flat: bool) -> Any:
        if self.pick(True, False):
            return super().number_case(about, unit, depth, rows, flat=flat)
        chosen = self.leaf(about, unit)
        chosen = operand(self.figure(unit)) if chosen is None else chosen
        shape = when(self.plain_condition(about, rows), chosen)
        return cases(shape, otherwise=operand(self.figure(unit)))

    def figure(self, unit: Any) -> CitedQuantity[Any]:
        plain = super().figure(unit)
        if self.pick(True, True, False):
            return plain
        large = Fraction(self.pick(*FIGURES)) * self.pick(1, 1, -1 if unit is Money else 1)
        return attrs.evolve(plain, quantity=attrs.evolve(plain.quantity, value=large))


def wide_register(chooser: Chooser, rows: int = 9) -> Register:
    """Random clauses with large figures about subjects some of whose numbers are as large as they can be."""
    drawn = register(chooser, rows=rows)
    nodes = renamed([_wide_node(chooser, drawn.kind, node) for node in drawn.nodes])
    index = chooser.pick((FINE_INDEX, FINE_INDEX, drawn.settings.index))
    above = drawn.above if any(map(reads_facts, nodes)) else {}
    return attrs.evolve(
        drawn,
        nodes=nodes,
        above=above,
        settings=attrs.evolve(drawn.settings, index=index),
        subjects=tuple(widened(chooser, subject) for subject in drawn.subjects),
    )


def _wide_node(chooser: Chooser, kind: type[Subject], plain: Any) -> Any:
    grow = Wide(chooser)
    shape = chooser.pick(("plain", "number", "number", "comparison", "condition"))
    if shape == "plain":
        return plain
    if shape == "condition":
        return criterion("test.root", grow.label(), means=grow.condition(kind, 3), cite=CITE)
    unit = chooser.pick(grow.units(kind))
    number = grow.number(kind, unit, 4, ())
    if shape == "number":
        return formula("test.root", grow.label(), number, cite=CITE)
    means = compare(chooser.pick(BOUNDS), number, grow.either(kind, unit, 2, ()))
    return criterion("test.root", grow.label(), means=means, cite=CITE)


def widened(chooser: Chooser, subject: Any) -> Any:
    """The subject with some of its numbers as large, or as small, as they can be, and those of its rows."""
    values, more = dict(subject.__dict__), dict(subject.more)
    for fact in facts_of(type(subject)):
        store = values if fact.info.attribute else more
        known = isinstance(fact, NumberFact) and store.get(fact.info.name) is not None
        if known and chooser.pick((True, True, False)):
            steps = chooser.pick((fact.high, fact.high - 1, fact.low, fact.high // 3))
            store[fact.info.name] = Fen(steps) if fact.unit.base == FEN_IN_A_YUAN else steps
    for name in subject.relations:
        if values[name] is not None:
            values[name] = tuple(widened(chooser, row) for row in values[name])
    return build(type(subject), {**values, "more": more})


FEN_IN_A_YUAN = 100


# one by one


def alone(register: Register, together: Together | None = None) -> Table:
    """What the clauses say when every subject is asked about alone."""
    asked = together or register.together()
    told = []
    for row, subject in enumerate(register.subjects):
        above = [given[row] for given in register.above.values() if given[row] is not None]
        told.append([said(decision) for decision in asked.ask(subject, *above)])
    return [list(column) for column in zip(*told, strict=True)]


def said(decision: Decision) -> Said:
    """What a decision says."""
    reached = [finding for finding in decision.findings if finding.reached]

    def told(outcome: Outcome) -> tuple[str, ...]:
        return tuple(
            f"{place} {finding.info.id}"
            for place, finding in enumerate(decision.findings)
            if finding in reached and finding.outcome is outcome
        )

    return Said(
        _answer(decision),
        told(Outcome.NO),
        told(Outcome.UNKNOWN),
        frozenset(sub(r"\[\d+\]", "", missing.path) for missing in decision.missing),
        frozenset(decision.reasons),
        Counter(
            (finding.info.id, distance.of, _signed(distance), distance.quantity.unit)
            for finding in decision.findings
            for distance in finding.distances
        ),
    )


def _answer(decision: Decision) -> Any:
    value = decision.value
    if isinstance(value, Quantity):
        return value.value
    node = decision.compiled.node
    if isinstance(node, Word):
        found = WORDLESS.get(decision.outcome)  # type: ignore[arg-type]
        return node.vocabulary.ids().index(value) if found is None else found
    return None if value is None else CODES[decision.outcome]  # type: ignore[index]


def _signed(distance: Any) -> Fraction:
    amount: Fraction = distance.quantity.value
    return amount if distance.more else -amount


# as columns


def batch(together: Together, frame: Frame, **how: Any) -> Table:
    """What the clauses say of every row of a frame."""
    return [rows_of(answer, frame.size) for answer in decide(together, frame, **how)]


def rows_of(answer: Answer, size: int) -> list[Said]:
    """What an answer says of every row."""
    return [said_of(answer, row) for row in range(size)]


def said_of(answer: Answer, row: int) -> Said:
    """What an answer says of one row."""
    told, given = answer.answered, [f"{i} {t.info.id}" for i, t in enumerate(answer.told)]
    return Said(
        _answered(told, row),
        tuple(_marked(given, told.not_met, row)),
        tuple(_marked(given, told.unknown, row)),
        frozenset(fact.path for fact in _marked(answer.legend.facts, answer.missing, row)),
        frozenset(_marked(answer.legend.reasons, answer.reasons, row)),
        Counter(
            (way.info.id, way.of, Fraction(int(found.values[row]), way.steps), way.unit)
            for way, found in zip(answer.ways, told.distances, strict=True)
            if found.known[row]
        ),
    )


def _answered(told: Any, row: int) -> Any:
    if told.codes is not None:
        return int(told.codes[row])
    if told.words is not None:
        return int(told.words[row])
    value: Value = told.value
    if not value.known[row]:
        return None
    return Fraction(int(value.numerator[row]), int(value.denominator[row]))


def _marked(items: Sequence[Any], bits: Sequence[Any], row: int) -> list[Any]:
    return [
        item
        for place, item in enumerate(items)
        if bits and int(bits[place // BITS][row]) >> place % BITS & 1
    ]


# frames


def sealed(frame: Frame) -> Frame:
    """The frame, whose arrays cannot be written to any more, as those of files cannot."""
    for column in frame.columns.values():
        _seal(column.values, column.missing)
    for below in frame.below.values():
        _seal(below.segments.offsets, below.segments.unlisted)
        sealed(below.frame)
    for above in frame.above.values():
        _seal(above.index)
        sealed(above.frame)
    _seal(frame.years)
    return frame


def _seal(*arrays: Any) -> None:
    for array in arrays:
        if isinstance(array, np.ndarray):
            array.flags.writeable = False


def same_frame(one: Frame, other: Frame) -> bool:
    """Whether two frames say the same, array by array."""
    if (one.kind, one.size) != (other.kind, other.size) or not _alike(_years(one), _years(other)):
        return False
    parts = ((one.columns, other.columns, _columns), (one.below, other.below, _belows))
    return all(
        a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
        for a, b, same in (*parts, (one.above, other.above, _aboves))
    )


def _years(frame: Frame) -> Any:
    return np.broadcast_to(np.asarray(frame.years), frame.size)


def _alike(one: Any, other: Any) -> bool:
    return bool(np.array_equal(one, other))


def _columns(one: Column, other: Column) -> bool:
    lost = [np.zeros(len(c), bool) if c.missing is None else c.missing for c in (one, other)]
    return _alike(*lost) and _alike(one.values[~lost[0]], other.values[~lost[0]])


def _belows(one: Below, other: Below) -> bool:
    a, b = one.segments, other.segments
    lost = [np.zeros(len(s), bool) if s.unlisted is None else s.unlisted for s in (a, b)]
    return _alike(*lost) and _alike(a.offsets, b.offsets) and same_frame(one.frame, other.frame)


def _aboves(one: Above, other: Above) -> bool:
    return _alike(one.index, other.index) and same_frame(one.frame, other.frame)
