"""What numbers mean: spans of fractions, in the prices of a year."""

import datetime as dt
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from typing import Any

from oracle.place import Place, Span, holds, in_force, number, year_of
from povertypolicy.clauses import Formula, LineFormula
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.parameters import Parameter, Supplied
from povertypolicy.quantities import Share


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


def cases_of(node: Any, here: Place, year: object) -> Iterator[Span | None]:
    """The numbers that a number may be while it is not known by which case it is chosen."""
    own = year_of(node, here)
    if isinstance(node, n.UpNumber):
        yield from cases_of(node.number, here.up(node.parent.parent), year)
    elif isinstance(node, n.NumberCases) and own in (None, year):
        for condition, then in node.branches:
            met = holds(condition, here)
            if met is not False:
                yield from cases_of(then, here, own)
            if met:
                return
        yield from cases_of(node.otherwise, here, own)
    elif (isinstance(node, NAMED) and _stands_today(node, here)) or (
        isinstance(node, n.Restated) and year_of(node.number, here) in (None, node.year)
    ):
        yield from cases_of(node.number, here, year)
    else:
        yield number_in(node, here, year)


NAMED = (n.Indicator, Formula, LineFormula)


def common_year(parts: tuple[Any, ...], here: Place) -> object:
    """The year in whose prices numbers meet: that of a record if there is one; a line follows."""
    recorded = [p for p in parts if not isinstance(p, n.Constant)]
    years = [year_of(p, here) for p in (*recorded, *parts)]
    return next((year for year in years if year is not None), None)


def _exactly(value: Fraction | int) -> Span:
    return Span(Fraction(value), Fraction(value))


@number.register
def _(node: f.NumberFact, here: Place) -> Span | None:
    steps = here.recorded(node)
    return None if steps is None else _exactly(node.value_of(steps))


@year_of.register
def _(node: f.NumberFact, here: Place) -> object:
    return here.year if node.priced else None


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
    return year_of(node.term, here.row(node.members))


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
    if born is None or born > here.settings.as_of:
        return None
    return _exactly(_full_years(born, here.settings.as_of))


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
