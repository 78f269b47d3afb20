"""What can change in each kind of node that computes, and in what all clauses say."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs

from povertypolicy.clauses import SHAPES, DocumentCheck
from povertypolicy.criteria import Criterion
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.parameters import Parameter, Since
from povertypolicy.provenance import ClauseInfo, Force
from povertypolicy.standards import Standard
from povertypolicy.testing.changing import (
    CHANGES,
    ONE_DAY,
    Change,
    changed,
    dropped,
    moved,
    mutates,
    named,
    put,
    stepped,
)
from povertypolicy.texts import Text

BOUNDS: tuple[n.Bound, ...] = ("below", "at_most", "equals", "at_least", "above")
DAY_BOUNDS: tuple[n.DayBound, ...] = ("before", "by", "from_", "after")
OPERATORS: dict[str, n.Operator] = {"+": "-", "-": "+", "*": "/", "/": "*"}
LEFT_OPEN = n.Open(Text("文件没有规定", "the document does not say"))

CHANGES.update(
    dict.fromkeys(
        (
            *f.FACTS,
            n.Age,
            n.Indicator,
            n.MembersCount,
            n.MembersSum,
            n.NotApplicable,
            n.Open,
            n.Relation,
            n.SameWord,
            n.Undefined,
            n.Up,
            n.UpCondition,
            n.UpNumber,
        ),
        (),
    )
)


# figures and days


@mutates(n.Literal_)
def _literal(node: n.Literal_[Any], _: dt.date) -> Iterator[Change]:
    for kind, quantity in stepped(node.quantity):
        yield changed(node, kind, "quantity", node.quantity, quantity)


@mutates(Parameter)
def _values(node: Parameter[Any], earliest: dt.date) -> Iterator[Change]:
    for index, since in enumerate(node.values):
        for kind, old, new, fresh in _dated(since, earliest):
            values = attrs.evolve(node, values=put(node.values, index, fresh))
            yield Change(kind, f"values[{index}]", str(old), str(new), values)
    yield from dropped(node, "values", node.values)


def _dated(
    since: Since[Any], earliest: dt.date
) -> Iterator[tuple[str, object, object, Since[Any]]]:
    old = since.value.quantity
    for kind, quantity in stepped(old):
        value = attrs.evolve(since.value, quantity=quantity)
        yield kind, old, quantity, attrs.evolve(since, value=value)
    for day in moved(since.day, earliest):
        yield "day", since.day, day, attrs.evolve(since, day=day)


@mutates(n.DayIs)
def _day(node: n.DayIs[Any], _: dt.date) -> Iterator[Change]:
    for bound in DAY_BOUNDS:
        if bound != node.bound:
            yield changed(node, "day bound", "bound", node.bound, bound)
    line = node.line
    for day in () if line is None else (line + ONE_DAY, line - ONE_DAY):
        yield changed(node, "day", "line", line, day)


@mutates(n.Restated)
def _year(node: n.Restated[Any, Any], _: dt.date) -> Iterator[Change]:
    for year in (node.year + 1, node.year - 1):
        yield changed(node, "price year", "year", node.year, year)


# arithmetic


@mutates(n.Arithmetic, n.LineArithmetic)
def _arithmetic(node: n.Arithmetic[Any, Any], _: dt.date) -> Iterator[Change]:
    yield changed(node, "operator", "operator", node.operator, OPERATORS[node.operator])
    left, right = node.left, node.right
    if node.operator in "-/":
        swapped = attrs.evolve(node, left=right, right=left)
        yield Change("operands", "", named((left, right)), named((right, left)), swapped)
    yield Change("term dropped", "right", named(right), "nothing", left)
    yield Change("term dropped", "left", named(left), "nothing", right)


@mutates(n.Extreme)
def _extreme(node: n.Extreme[Any, Any], _: dt.date) -> Iterator[Change]:
    yield changed(node, "extreme", "greatest", node.greatest, not node.greatest)
    yield from dropped(node, "parts", node.parts)


@mutates(n.Compare)
def _bound(node: n.Compare[Any], _: dt.date) -> Iterator[Change]:
    for bound in BOUNDS:
        if bound != node.bound:
            yield changed(node, "bound", "bound", node.bound, bound)


# parts and words


GROUPS = (n.AllOf, n.AnyOf, n.NoneOf)


@mutates(*GROUPS)
def _group(node: Any, _: dt.date) -> Iterator[Change]:
    for kind in GROUPS:
        if kind is not type(node):
            yield Change("group", "", type(node).__name__, kind.__name__, kind(node.parts))
    yield from dropped(node, "parts", node.parts)


@mutates(n.MembersAny, n.MembersAll)
def _quantifier(node: Any, _: dt.date) -> Iterator[Change]:
    other: Any = n.MembersAll if isinstance(node, n.MembersAny) else n.MembersAny
    fresh = other(node.members, node.condition)
    yield Change("quantifier", "", type(node).__name__, other.__name__, fresh)


@mutates(n.Members)
def _where(node: n.Members[Any, Any], _: dt.date) -> Iterator[Change]:
    if node.condition is not None:
        yield changed(node, "where dropped", "condition", node.condition, None)


def _words(
    node: n.Node, field: str, words: tuple[str, ...], known: n.Vocabulary
) -> Iterator[Change]:
    yield from dropped(node, field, words)
    for word in known.ids():
        if word not in words:
            yield changed(node, "word added", field, words, (*words, word))
            if len(words) == 1:
                yield changed(node, "word", field, words, (word,))


@mutates(n.WordIs)
def _word_is(node: n.WordIs[Any], _: dt.date) -> Iterator[Change]:
    yield from _words(node, "words", node.words, node.word.vocabulary)


@mutates(n.Covers)
def _covers(node: n.Covers[Any], _: dt.date) -> Iterator[Change]:
    yield from _words(node, "items", node.items, node.words.vocabulary)


@mutates(n.OnList)
def _on_list(node: n.OnList[Any], _: dt.date) -> Iterator[Change]:
    listed = node.listed
    opened = attrs.evolve(listed, closed=not listed.closed)
    fresh = attrs.evolve(node, listed=opened)
    yield Change("closed", "listed.closed", str(listed.closed), str(opened.closed), fresh)
    for term in listed.terms:
        rest = attrs.evolve(listed, terms=tuple(t for t in listed.terms if t is not term))
        shorter = attrs.evolve(node, listed=rest)
        yield Change("dropped", "listed", term.id, "nothing", shorter)


# cases and readings


@mutates(n.NumberCases, n.ConditionCases, n.WordCases)
def _branches(node: Any, _: dt.date) -> Iterator[Change]:
    pairs = node.branches
    for i, (condition, then) in enumerate(pairs):
        fresh = attrs.evolve(node, branches=put(pairs, i))
        yield Change("dropped", f"branches[{i}]", named((condition, then)), "nothing", fresh)
    for i in range(len(pairs) - 1):
        order = (*pairs[:i], pairs[i + 1], pairs[i], *pairs[i + 2 :])
        fresh = attrs.evolve(node, branches=order)
        yield Change("order", "branches", f"{i}, {i + 1}", f"{i + 1}, {i}", fresh)


@mutates(n.ConditionCases, n.WordCases)
def _results(node: Any, _: dt.date) -> Iterator[Change]:
    for i, (condition, then) in enumerate(node.branches):
        for other in _other_answers(node, then):
            branches = put(node.branches, i, (condition, other))
            fresh = attrs.evolve(node, branches=branches)
            yield Change("result", f"branches[{i}][1]", named(then), named(other), fresh)
    for other in _other_answers(node, node.otherwise):
        yield changed(node, "result", "otherwise", node.otherwise, other)


@mutates(n.NumberCases)
def _otherwise(node: n.NumberCases[Any, Any], _: dt.date) -> Iterator[Change]:
    for _condition, then in node.branches:
        if then is not node.otherwise:
            yield changed(node, "result", "otherwise", node.otherwise, then)


def _other_answers(node: Any, answer: object) -> Iterator[object]:
    """What could be answered instead: every other word, left open, not applicable."""
    words = node.vocabulary.ids() if isinstance(node, n.WordCases) else ()
    yield from (word for word in words if word != answer)
    if not isinstance(answer, n.Open):
        yield LEFT_OPEN
    if not isinstance(answer, n.NotApplicable):
        yield n.NOT_APPLICABLE


@mutates(n.Readings)
def _readings(node: n.Readings[Any], _: dt.date) -> Iterator[Change]:
    for key, _label, _condition in node.options:
        rest = tuple(option for option in node.options if option[0] != key)
        fresh = attrs.evolve(node, options=rest)
        yield Change("reading dropped", "options", key, "nothing", fresh)


# clauses


@mutates(Criterion, Standard)
def _meaning(node: Any, _: dt.date) -> Iterator[Change]:
    if not isinstance(node.means, n.Open):  # what is left open is so either way
        yield changed(node, "negated", "means", node.means, n.NoneOf((node.means,)))


@mutates(Criterion)
def _applies(node: Criterion[Any], _: dt.date) -> Iterator[Change]:
    about = node.applies_when
    if about is not None:
        yield changed(node, "applies_when dropped", "applies_when", about, None)
        yield changed(node, "negated", "applies_when", about, n.NoneOf((about,)))


@mutates(*(shape for shape in SHAPES if shape is not DocumentCheck))
def _in_force(node: Any, earliest: dt.date) -> Iterator[Change]:
    about: ClauseInfo = node.info
    for field, day in (("first", about.first), ("last", about.last)):
        for other in [] if day is None else moved(day, earliest):
            yield _about(node, "day in force", field, other)
    if about.last is not None:
        yield _about(node, "day in force", "last", None)
    force = Force.IN_PRINCIPLE if about.force is Force.MUST else Force.MUST
    yield _about(node, "force", "force", force)


def _about(node: Any, kind: str, field: str, new: object) -> Change:
    fresh = attrs.evolve(node, info=attrs.evolve(node.info, **{field: new}))
    return Change(kind, f"info.{field}", named(getattr(node.info, field)), named(new), fresh)
