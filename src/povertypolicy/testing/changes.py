"""What can change in each kind of node: one figure, word or part at a time.

A day before the first document cannot be asked about, so no change moves a day there.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import attrs

from povertypolicy.clauses import SHAPES
from povertypolicy.criteria import Criterion
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.parameters import Parameter, Since
from povertypolicy.provenance import ClauseInfo, Force
from povertypolicy.quantities import Area, Quantity, Share, Unit
from povertypolicy.standards import Standard
from povertypolicy.texts import Text

STEPS: dict[type[Unit], Fraction] = {Share: Fraction(1, 10_000), Area: Fraction(1, 100)}
"""The step of a figure, in base steps of its unit: a hundredth of a percent point; fen and counts step by 1."""

BOUNDS: tuple[n.Bound, ...] = ("below", "at_most", "equals", "at_least", "above")
DAY_BOUNDS: tuple[n.DayBound, ...] = ("before", "by", "from_", "after")
OPERATORS: dict[str, n.Operator] = {"+": "-", "-": "+", "*": "/", "/": "*"}
ONE_DAY = dt.timedelta(days=1)
LEFT_OPEN = n.Open(Text("文件没有规定", "the document does not say"))


@attrs.frozen(eq=False)
class Change:
    """One change of one node: its kind, the field, what stood there, what stands there now."""

    kind: str
    field: str
    before: str
    after: str
    node: n.Node


Changer = Callable[[Any, dt.date], Iterator[Change]]
CHANGES: dict[type[n.Node], tuple[Changer, ...]] = {}
"""What can change in each kind of node; a kind that holds no figure and no word of its own has nothing."""


def changes(node: n.Node, earliest: dt.date) -> Iterator[Change]:
    """Yield every change of one node; `earliest` is the first day that can be asked about."""
    for changer in CHANGES[type(node)]:
        yield from changer(node, earliest)


def mutates(*kinds: type[n.Node]) -> Callable[[Changer], Changer]:
    """Register what can change in kinds of node."""

    def register(changer: Changer) -> Changer:
        for kind in kinds:
            CHANGES[kind] = (*CHANGES.get(kind, ()), changer)
        return changer

    return register


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
            n.Undefined,
            n.Up,
            n.UpCondition,
            n.UpNumber,
        ),
        (),
    )
)


def _change(node: n.Node, kind: str, field: str, old: object, new: object) -> Change:
    """The node with `new` in one field."""
    fresh = attrs.evolve(node, **{field: new})
    return Change(kind, field, _named(old), _named(new), fresh)


def _put(items: tuple[Any, ...], index: int, *instead: object) -> tuple[Any, ...]:
    """The tuple with `instead`, which may be nothing, in one place."""
    return (*items[:index], *instead, *items[index + 1 :])


def _named(value: object) -> str:
    if isinstance(value, SHAPES):
        return value.info.id
    if isinstance(value, f.FACTS):
        return f"{value.info.owner.__name__}.{value.info.name}"
    if isinstance(value, Since):
        return f"since {value.day}"
    if isinstance(value, tuple):
        return f"({', '.join(map(_named, value))})"
    if isinstance(value, n.Node):
        return type(value).__name__
    return getattr(value, "name", None) or str(value)


# figures and days


def _stepped(quantity: Quantity[Any]) -> Iterator[tuple[str, Quantity[Any]]]:
    step = STEPS.get(quantity.unit, Fraction(1))
    for change in (step, -step):
        yield "figure", attrs.evolve(quantity, value=quantity.value + change)
    if quantity.prices_of is not None:
        for year in (1, -1):
            yield "price year", attrs.evolve(quantity, prices_of=quantity.prices_of + year)


def _moved(day: dt.date, earliest: dt.date) -> list[dt.date]:
    return [moved for moved in (day + ONE_DAY, day - ONE_DAY) if moved >= earliest]


@mutates(n.Literal_)
def _literal(node: n.Literal_[Any], _: dt.date) -> Iterator[Change]:
    for kind, quantity in _stepped(node.quantity):
        yield _change(node, kind, "quantity", node.quantity, quantity)


@mutates(Parameter)
def _values(node: Parameter[Any], earliest: dt.date) -> Iterator[Change]:
    for index, since in enumerate(node.values):
        for kind, old, new, fresh in _dated(since, earliest):
            values = attrs.evolve(node, values=_put(node.values, index, fresh))
            yield Change(kind, f"values[{index}]", str(old), str(new), values)
    yield from _dropped(node, "values", node.values)


def _dated(
    since: Since[Any], earliest: dt.date
) -> Iterator[tuple[str, object, object, Since[Any]]]:
    old = since.value.quantity
    for kind, quantity in _stepped(old):
        value = attrs.evolve(since.value, quantity=quantity)
        yield kind, old, quantity, attrs.evolve(since, value=value)
    for day in _moved(since.day, earliest):
        yield "day", since.day, day, attrs.evolve(since, day=day)


@mutates(n.DayIs)
def _day(node: n.DayIs[Any], _: dt.date) -> Iterator[Change]:
    for bound in DAY_BOUNDS:
        if bound != node.bound:
            yield _change(node, "day bound", "bound", node.bound, bound)
    for day in (node.line + ONE_DAY, node.line - ONE_DAY):
        yield _change(node, "day", "line", node.line, day)


@mutates(n.Restated)
def _year(node: n.Restated[Any, Any], _: dt.date) -> Iterator[Change]:
    for year in (node.year + 1, node.year - 1):
        yield _change(node, "price year", "year", node.year, year)


# arithmetic


@mutates(n.Arithmetic, n.LineArithmetic)
def _arithmetic(node: n.Arithmetic[Any, Any], _: dt.date) -> Iterator[Change]:
    yield _change(node, "operator", "operator", node.operator, OPERATORS[node.operator])
    left, right = node.left, node.right
    if node.operator in "-/":
        swapped = attrs.evolve(node, left=right, right=left)
        yield Change("operands", "", _named((left, right)), _named((right, left)), swapped)
    yield Change("term dropped", "right", _named(right), "nothing", left)
    yield Change("term dropped", "left", _named(left), "nothing", right)


@mutates(n.Extreme)
def _extreme(node: n.Extreme[Any, Any], _: dt.date) -> Iterator[Change]:
    yield _change(node, "extreme", "greatest", node.greatest, not node.greatest)
    yield from _dropped(node, "parts", node.parts)


@mutates(n.Compare)
def _bound(node: n.Compare[Any], _: dt.date) -> Iterator[Change]:
    for bound in BOUNDS:
        if bound != node.bound:
            yield _change(node, "bound", "bound", node.bound, bound)


# parts and words


def _dropped(node: n.Node, field: str, parts: tuple[Any, ...]) -> Iterator[Change]:
    """Each of several parts dropped; the last one stays."""
    for index, part in enumerate(parts if len(parts) > 1 else ()):
        fresh = attrs.evolve(node, **{field: _put(parts, index)})
        yield Change("dropped", f"{field}[{index}]", _named(part), "nothing", fresh)


GROUPS = (n.AllOf, n.AnyOf, n.NoneOf)


@mutates(*GROUPS)
def _group(node: Any, _: dt.date) -> Iterator[Change]:
    for kind in GROUPS:
        if kind is not type(node):
            yield Change("group", "", type(node).__name__, kind.__name__, kind(node.parts))
    yield from _dropped(node, "parts", node.parts)


@mutates(n.MembersAny, n.MembersAll)
def _quantifier(node: Any, _: dt.date) -> Iterator[Change]:
    other: Any = n.MembersAll if isinstance(node, n.MembersAny) else n.MembersAny
    fresh = other(node.members, node.condition)
    yield Change("quantifier", "", type(node).__name__, other.__name__, fresh)


@mutates(n.Members)
def _where(node: n.Members[Any, Any], _: dt.date) -> Iterator[Change]:
    if node.condition is not None:
        yield _change(node, "where dropped", "condition", node.condition, None)


def _words(
    node: n.Node, field: str, words: tuple[str, ...], known: n.Vocabulary
) -> Iterator[Change]:
    yield from _dropped(node, field, words)
    for word in known.ids():
        if word not in words:
            yield _change(node, "word added", field, words, (*words, word))
            if len(words) == 1:
                yield _change(node, "word", field, words, (word,))


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
        fresh = attrs.evolve(node, branches=_put(pairs, i))
        yield Change("dropped", f"branches[{i}]", _named((condition, then)), "nothing", fresh)
    for i in range(len(pairs) - 1):
        order = (*pairs[:i], pairs[i + 1], pairs[i], *pairs[i + 2 :])
        fresh = attrs.evolve(node, branches=order)
        yield Change("order", "branches", f"{i}, {i + 1}", f"{i + 1}, {i}", fresh)


@mutates(n.ConditionCases, n.WordCases)
def _results(node: Any, _: dt.date) -> Iterator[Change]:
    for i, (condition, then) in enumerate(node.branches):
        for other in _other_answers(node, then):
            branches = _put(node.branches, i, (condition, other))
            fresh = attrs.evolve(node, branches=branches)
            yield Change("result", f"branches[{i}][1]", _named(then), _named(other), fresh)
    for other in _other_answers(node, node.otherwise):
        yield _change(node, "result", "otherwise", node.otherwise, other)


@mutates(n.NumberCases)
def _otherwise(node: n.NumberCases[Any, Any], _: dt.date) -> Iterator[Change]:
    for _condition, then in node.branches:
        if then is not node.otherwise:
            yield _change(node, "result", "otherwise", node.otherwise, then)


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
        yield _change(node, "negated", "means", node.means, n.NoneOf((node.means,)))


@mutates(Criterion)
def _applies(node: Criterion[Any], _: dt.date) -> Iterator[Change]:
    about = node.applies_when
    if about is not None:
        yield _change(node, "applies_when dropped", "applies_when", about, None)
        yield _change(node, "negated", "applies_when", about, n.NoneOf((about,)))


@mutates(*SHAPES)
def _in_force(node: Any, earliest: dt.date) -> Iterator[Change]:
    about: ClauseInfo = node.info
    for field, day in (("first", about.first), ("last", about.last)):
        for moved in [] if day is None else _moved(day, earliest):
            yield _about(node, "day in force", field, moved)
    if about.last is not None:
        yield _about(node, "day in force", "last", None)
    force = Force.IN_PRINCIPLE if about.force is Force.MUST else Force.MUST
    yield _about(node, "force", "force", force)


def _about(node: Any, kind: str, field: str, new: object) -> Change:
    fresh = attrs.evolve(node, info=attrs.evolve(node.info, **{field: new}))
    return Change(kind, f"info.{field}", _named(getattr(node.info, field)), _named(new), fresh)
