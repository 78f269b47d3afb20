"""What a rule means, by plain recursion: intervals of fractions for numbers, three values for truth.

Written from the design (Kleene logic, exact numbers, prices, bounds of unknown groups), not from the lowering:
nothing is folded, shared, cross-multiplied or compiled here. Slow and obvious.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import singledispatch
from itertools import pairwise, product
from typing import Any, NamedTuple

import attrs

from povertypolicy.clauses import Classification, Formula, LineFormula, UndefinedTerm
from povertypolicy.criteria import Criterion
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.outcomes import Outcome
from povertypolicy.parameters import Parameter, Supplied
from povertypolicy.policies import Settings
from povertypolicy.quantities import Share
from povertypolicy.standards import Standard

UNSTATED = "a year that the record does not state"


class Truth(NamedTuple):
    """The value of a condition where it applies, and whether it applies."""

    value: bool | None
    applies: bool | None = True


class Spoken(NamedTuple):
    """The word of a classification, and whether it applies."""

    word: str | None
    applies: bool | None = True


class Span(NamedTuple):
    """A number between two fractions, both included; a plain number has one twice."""

    low: Fraction
    high: Fraction


@attrs.frozen
class Place:
    """Whose facts are read: a subject (None: one above that was not given) of the record that `year` dates."""

    settings: Settings
    subject: Any
    year: int | None
    above: Mapping[type, Any] = attrs.field(factory=dict)
    outer: "Place | None" = None

    def up(self, kind: type) -> "Place":
        """The subject whose rows are being read, or one given beside the subject asked about."""
        around = self.outer
        while around is not None:
            if isinstance(around.subject, kind):
                return around
            around = around.outer
        found = self.above.get(kind)
        return attrs.evolve(
            self, subject=found, year=self.year if found is None else found.prices_of
        )

    def recorded(self, fact: Any) -> Any:
        if self.subject is None:
            return None
        if fact.info.attribute:
            return getattr(self.subject, fact.info.name)
        return self.subject.more.get(fact.info.name)

    def rows(self, members: n.Members) -> "list[tuple[Place, bool | None]] | None":
        """The members with whether each is meant, or None when they are not recorded."""
        listed = None if self.subject is None else getattr(self.subject, members.relation.name)
        if listed is None:
            return None
        places = [attrs.evolve(self, subject=member, outer=self) for member in listed]
        if members.condition is None:
            return [(place, True) for place in places]
        return [(place, holds(members.condition, place)) for place in places]


def place(settings: Settings, subject: Any, *above: Any) -> Place:
    """The place where a question is asked."""
    return Place(settings, subject, subject.prices_of, {type(item): item for item in above})


# --- three values --------------------------------------------------------------------------------


def not_(a: bool | None) -> bool | None:
    return None if a is None else not a


def and_(*parts: bool | None) -> bool | None:
    if any(part is False for part in parts):
        return False
    return None if any(part is None for part in parts) else True


def or_(*parts: bool | None) -> bool | None:
    return not_(and_(*(not_(part) for part in parts)))


def same(values: list[Any]) -> Any:
    """The value that all have, or None."""
    return values[0] if all(a == b for a, b in pairwise(values)) else None


def outcome(node: n.Condition, here: Place) -> Outcome:
    value, applies = truth(node, here)
    if applies is None:
        return Outcome.UNKNOWN
    if not applies:
        return Outcome.NOT_APPLICABLE
    return {True: Outcome.YES, False: Outcome.NO, None: Outcome.UNKNOWN}[value]


def holds(node: n.Condition, here: Place) -> bool | None:
    value, applies = truth(node, here)
    return and_(applies, value)


# --- conditions ----------------------------------------------------------------------------------


@singledispatch
def truth(node: Any, here: Place) -> Truth:
    raise NotImplementedError(type(node).__name__)


@truth.register
def _(node: f.FlagFact, here: Place) -> Truth:
    return Truth(here.recorded(node))


_TESTS: dict[str, tuple[Callable[[Span, Span], bool], Callable[[Span, Span], bool]]] = {
    # surely so, surely not so
    "below": (lambda x, y: x.high < y.low, lambda x, y: x.low >= y.high),
    "at_most": (lambda x, y: x.high <= y.low, lambda x, y: x.low > y.high),
    "above": (lambda x, y: x.low > y.high, lambda x, y: x.high <= y.low),
    "at_least": (lambda x, y: x.low >= y.high, lambda x, y: x.high < y.low),
    "equals": (
        lambda x, y: x.low == x.high == y.low == y.high,
        lambda x, y: x.high < y.low or x.low > y.high,
    ),
}


@truth.register
def _(node: n.Compare, here: Place) -> Truth:
    year = common_year((node.left, node.right), here)
    x, y = number_in(node.left, here, year), number_in(node.right, here, year)
    if x is None or y is None:
        return Truth(None)
    surely, surely_not = _TESTS[node.bound]
    return Truth(True if surely(x, y) else False if surely_not(x, y) else None)


@truth.register
def _(node: n.WordIs, here: Place) -> Truth:
    said, applies = word(node.word, here)
    return Truth(and_(applies, None if said is None else said in node.words), applies)


@truth.register
def _(node: n.OnList, here: Place) -> Truth:
    said, applies = word(node.word, here)
    on = None if said is None else said in node.listed.ids()
    return Truth(and_(applies, None if on is False and not node.listed.closed else on), applies)


@truth.register
def _(node: n.DayIs, here: Place) -> Truth:
    day = here.recorded(node.day)
    if day is None:
        return Truth(None)
    early, late = day < node.line, day > node.line
    return Truth({"before": early, "by": not late, "from_": not early, "after": late}[node.bound])


@truth.register
def _(node: n.Covers, here: Place) -> Truth:
    listed = here.recorded(node.words)
    return Truth(None if listed is None else all(item in listed for item in node.items))


def _applies(parts: tuple[n.Condition, ...], here: Place) -> bool | None:
    return or_(*(truth(part, here).applies for part in parts))


@truth.register
def _(node: n.AllOf, here: Place) -> Truth:
    parts = [truth(part, here) for part in node.parts]
    return Truth(and_(*(or_(not_(p.applies), p.value) for p in parts)), _applies(node.parts, here))


@truth.register
def _(node: n.AnyOf, here: Place) -> Truth:
    return Truth(or_(*(holds(part, here) for part in node.parts)), _applies(node.parts, here))


@truth.register
def _(node: n.NoneOf, here: Place) -> Truth:
    value = not_(or_(*(holds(part, here) for part in node.parts)))
    return Truth(value, _applies(node.parts, here))


@truth.register
def _(node: n.MembersAny, here: Place) -> Truth:
    rows = here.rows(node.members)
    if rows is None:
        return Truth(None)
    return Truth(or_(*(and_(meant, holds(node.condition, row)) for row, meant in rows), False))


@truth.register
def _(node: n.MembersAll, here: Place) -> Truth:
    rows = here.rows(node.members)
    if rows is None:
        return Truth(None)
    return Truth(and_(*(_stands(node.condition, row, meant) for row, meant in rows), True))


def _stands(condition: n.Condition, row: Place, meant: bool | None) -> bool | None:
    value, applies = truth(condition, row)
    return or_(not_(meant), not_(applies), value)


def _either(met: bool | None, then: Any, otherwise: Any) -> Any:
    """One of two values; while it is not known which, what both are."""
    return {True: then, False: otherwise, None: same([then, otherwise])}[met]


@truth.register
def _(node: n.ConditionCases, here: Place) -> Truth:
    result = truth(node.otherwise, here)
    for condition, then in reversed(node.branches):
        met, chosen = holds(condition, here), truth(then, here)
        result = Truth(*(_either(met, a, b) for a, b in zip(chosen, result, strict=True)))
    return result


@truth.register
def _(node: n.UpCondition, here: Place) -> Truth:
    return truth(node.condition, here.up(node.parent.parent))


@truth.register
def _(node: n.Readings, here: Place) -> Truth:
    chosen = here.settings.chosen.get(node.name)
    read = [truth(c, here) for key, _, c in node.options if chosen in (None, key)]
    return Truth(*(same(list(side)) for side in zip(*read, strict=True)))


@truth.register
def _(_node: n.Open, _here: Place) -> Truth:
    return Truth(None)


@truth.register
def _(_node: n.NotApplicable, _here: Place) -> Truth:
    return Truth(value=False, applies=False)


@truth.register(n.Undefined)
@truth.register(UndefinedTerm)
def _(node: n.Undefined, here: Place) -> Truth:
    definition = here.settings.definitions.get(node.term)
    return Truth(None) if definition is None else truth(definition.condition, here)


def in_force(node: Any, here: Place) -> bool:
    return bool(node.info.in_force(here.settings.rules_on))


@truth.register
def _(node: Criterion, here: Place) -> Truth:
    if not in_force(node, here):
        return Truth(value=False, applies=False)
    value, applies = truth(node.means, here)
    if node.applies_when is not None:
        applies = and_(applies, holds(node.applies_when, here))
    return Truth(value, applies)


@truth.register
def _(node: Standard, here: Place) -> Truth:
    return truth(node.means, here) if in_force(node, here) else Truth(value=False, applies=False)


# --- words ---------------------------------------------------------------------------------------


@singledispatch
def word(node: Any, here: Place) -> Spoken:
    raise NotImplementedError(type(node).__name__)


@word.register
def _(node: f.WordFact, here: Place) -> Spoken:
    return Spoken(here.recorded(node))


@word.register
def _(node: n.WordCases, here: Place) -> Spoken:
    result = _answer(node.otherwise)
    for condition, then in reversed(node.branches):
        met, chosen = holds(condition, here), _answer(then)
        result = Spoken(*(_either(met, a, b) for a, b in zip(chosen, result, strict=True)))
    return result


def _answer(answer: n.Answer) -> Spoken:
    if isinstance(answer, str):
        return Spoken(answer)
    return Spoken(None, not isinstance(answer, n.NotApplicable))


@word.register
def _(node: Classification, here: Place) -> Spoken:
    return word(node.word, here) if in_force(node, here) else Spoken(None, applies=False)


# --- numbers -------------------------------------------------------------------------------------


def number_in(node: Any, here: Place, year: object) -> Span | None:
    """A number in the prices of a year; unknown when no index leads there."""
    span, own = number(node, here), year_of(node, here)
    if span is None or own is None or year is None or own == year:
        return span
    index = here.settings.index
    if index is None or not {own, year} <= set(index.values):
        return None
    factor = index.values[year] / index.values[own]
    return Span(span.low * factor, span.high * factor)


def common_year(parts: tuple[Any, ...], here: Place) -> object:
    """The year in whose prices numbers meet: that of a record if there is one; a line follows."""
    recorded = [p for p in parts if not isinstance(p, n.Constant)]
    years = [year_of(p, here) for p in (*recorded, *parts)]
    return next((year for year in years if year is not None), None)


@singledispatch
def year_of(node: Any, here: Place) -> object:
    """The year in whose prices a number is: None where prices do not matter."""
    raise NotImplementedError(type(node).__name__)


@singledispatch
def number(node: Any, here: Place) -> Span | None:
    raise NotImplementedError(type(node).__name__)


def _exactly(value: Fraction | int) -> Span:
    return Span(Fraction(value), Fraction(value))


@number.register
def _(node: f.NumberFact, here: Place) -> Span | None:
    steps = here.recorded(node)
    return None if steps is None else _exactly(node.value_of(steps))


@year_of.register
def _(node: f.NumberFact, here: Place) -> object:
    return (here.year or UNSTATED) if node.priced else None


def _quantity(node: Any, here: Place) -> Any:
    """The quantity of a literal or parameter, or None where there is none."""
    if isinstance(node, n.Literal_):
        return node.quantity
    if not in_force(node, here):
        return None
    if isinstance(node, Parameter):
        so_far = [s.value.quantity for s in node.values if s.day <= here.settings.rules_on]
        return so_far[-1] if so_far else None
    given = here.settings.supplied.get(node.info.id)
    return None if given is None else given.quantity


@number.register(n.Literal_)
@number.register(Parameter)
@number.register(Supplied)
def _(node: Any, here: Place) -> Span | None:
    quantity = _quantity(node, here)
    return None if quantity is None else _exactly(quantity.value)


@year_of.register(n.Literal_)
@year_of.register(Parameter)
@year_of.register(Supplied)
def _(node: Any, here: Place) -> object:
    return getattr(_quantity(node, here), "prices_of", None)


def _times(x: Span, y: Span) -> Span:
    corners = [a * b for a, b in product(x, y)]
    return Span(min(corners), max(corners))


def _over(x: Span, y: Span) -> Span | None:
    return _times(x, Span(1 / y.high, 1 / y.low)) if y.low > 0 else None


_OPERATIONS: dict[str, Callable[[Span, Span], Span | None]] = {
    "+": lambda x, y: Span(x.low + y.low, x.high + y.high),
    "-": lambda x, y: Span(x.low - y.high, x.high - y.low),
    "*": _times,
    "/": _over,
}


@number.register(n.Arithmetic)
@number.register(n.LineArithmetic)
def _(node: Any, here: Place) -> Span | None:
    year = common_year((node.left, node.right), here)
    x, y = number_in(node.left, here, year), number_in(node.right, here, year)
    return None if x is None or y is None else _OPERATIONS[node.operator](x, y)


@year_of.register(n.Arithmetic)
@year_of.register(n.LineArithmetic)
def _(node: Any, here: Place) -> object:
    if node.operator == "/" and node.unit is Share:
        return None
    return common_year((node.left, node.right), here)


@number.register
def _(node: n.Extreme, here: Place) -> Span | None:
    year = common_year(node.parts, here)
    spans = [number_in(part, here, year) for part in node.parts]
    if None in spans:
        return None
    pick = max if node.greatest else min
    return Span(*(pick(ends) for ends in zip(*spans, strict=True)))


@year_of.register
def _(node: n.Extreme, here: Place) -> object:
    return common_year(node.parts, here)


@number.register
def _(node: n.MembersCount, here: Place) -> Span | None:
    rows = here.rows(node.members)
    if rows is None:
        return None
    surely = sum(meant is True for _, meant in rows)
    return Span(Fraction(surely), Fraction(surely + sum(meant is None for _, meant in rows)))


@year_of.register(n.MembersCount)
@year_of.register(n.Age)
def _(_node: Any, _here: Place) -> object:
    return None


@number.register
def _(node: n.MembersSum, here: Place) -> Span | None:
    rows = here.rows(node.members)
    if rows is None:
        return None
    low = high = Fraction(0)
    for row, meant in rows:
        if meant is False:
            continue
        term = number(node.term, row)
        if term is None:
            return None
        low += term.low if meant else min(0, term.low)
        high += term.high if meant else max(0, term.high)
    return Span(low, high)


@year_of.register
def _(node: n.MembersSum, here: Place) -> object:
    return year_of(node.term, here)


@number.register
def _(node: n.NumberCases, here: Place) -> Span | None:
    year = year_of(node, here)
    result = number_in(node.otherwise, here, year)
    for condition, then in reversed(node.branches):
        met, chosen = holds(condition, here), number_in(then, here, year)
        if met is True or (met is None and None in (chosen, result)):
            result = chosen if met else None
        elif met is None:
            result = Span(min(chosen.low, result.low), max(chosen.high, result.high))
    return result


@year_of.register
def _(node: n.NumberCases, here: Place) -> object:
    return common_year((*(then for _, then in node.branches), node.otherwise), here)


@number.register
def _(node: n.Restated, here: Place) -> Span | None:
    return number_in(node.number, here, year_of(node, here))


@year_of.register
def _(node: n.Restated, here: Place) -> object:
    return None if year_of(node.number, here) is None else node.year


@number.register
def _(node: n.Age, here: Place) -> Span | None:
    born = here.recorded(node.day)
    return None if born is None else _exactly(_full_years(born, here.settings.as_of))


def _full_years(born: dt.date, day: dt.date) -> int:
    """How many birthdays have come; that of 29 February comes on 1 March in other years."""
    years = day.year - born.year
    try:
        birthday = born.replace(year=day.year)
    except ValueError:
        birthday = dt.date(day.year, 3, 1)
    return years if birthday <= day else years - 1


@number.register(n.Indicator)
@number.register(Formula)
@number.register(LineFormula)
def _(node: Any, here: Place) -> Span | None:
    return number(node.number, here) if _stands_today(node, here) else None


def _stands_today(node: Any, here: Place) -> bool:
    return isinstance(node, n.Indicator) or in_force(node, here)


@year_of.register(n.Indicator)
@year_of.register(Formula)
@year_of.register(LineFormula)
def _(node: Any, here: Place) -> object:
    return year_of(node.number, here) if _stands_today(node, here) else None


@number.register
def _(node: n.UpNumber, here: Place) -> Span | None:
    return number(node.number, here.up(node.parent.parent))


@year_of.register
def _(node: n.UpNumber, here: Place) -> object:
    return year_of(node.number, here.up(node.parent.parent))
