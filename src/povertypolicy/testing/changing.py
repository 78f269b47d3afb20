"""Changes of nodes, one figure, word or part at a time: what a change is, and how the kinds of node say theirs.

A day before the first document cannot be asked about, so no change moves a day there.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import attrs

from povertypolicy.clauses import SHAPES
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.parameters import Since
from povertypolicy.quantities import Area, Points, Quantity, Share, Unit

STEPS: dict[type[Unit], Fraction] = {
    Share: Fraction(1, 10_000),
    Points: Fraction(1, 100),
    Area: Fraction(1, 100),
}
"""The step of a figure, in base steps of its unit: a hundredth of a percent point; fen and counts step by 1."""

ONE_DAY = dt.timedelta(days=1)


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


def changed(node: n.Node, kind: str, field: str, old: object, new: object) -> Change:
    """The node with `new` in one field."""
    fresh = attrs.evolve(node, **{field: new})
    return Change(kind, field, named(old), named(new), fresh)


def put(items: tuple[Any, ...], index: int, *instead: object) -> tuple[Any, ...]:
    """The tuple with `instead`, which may be nothing, in one place."""
    return (*items[:index], *instead, *items[index + 1 :])


def named(value: object) -> str:
    """Return what a value is called in the name of a mutant."""
    if isinstance(value, SHAPES):
        return value.info.id
    if isinstance(value, f.FACTS):
        return f"{value.info.owner.__name__}.{value.info.name}"
    if isinstance(value, Since):
        return f"since {value.day}"
    if isinstance(value, tuple):
        return f"({', '.join(map(named, value))})"
    if isinstance(value, n.Node):
        return type(value).__name__
    return getattr(value, "name", None) or str(value)


def stepped(quantity: Quantity[Any]) -> Iterator[tuple[str, Quantity[Any]]]:
    """Yield a quantity one step up and one down, and in the prices of the years beside its own."""
    step = STEPS.get(quantity.unit, Fraction(1))
    for change in (step, -step):
        yield "figure", attrs.evolve(quantity, value=quantity.value + change)
    if quantity.prices_of is not None:
        for year in (1, -1):
            yield "price year", attrs.evolve(quantity, prices_of=quantity.prices_of + year)


def moved(day: dt.date, earliest: dt.date) -> list[dt.date]:
    """Return the days beside a day, none before the earliest."""
    return [other for other in (day + ONE_DAY, day - ONE_DAY) if other >= earliest]


def dropped(node: n.Node, field: str, parts: tuple[Any, ...]) -> Iterator[Change]:
    """Each of several parts dropped; the last one stays."""
    for index, part in enumerate(parts if len(parts) > 1 else ()):
        fresh = attrs.evolve(node, **{field: put(parts, index)})
        yield Change("dropped", f"{field}[{index}]", named(part), "nothing", fresh)
