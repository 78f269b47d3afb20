"""What a clause mentions, and chance: values, days and settings on and beside every figure."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from random import Random  # noqa: TID251 - invented people, from a seed; no decision
from types import MappingProxyType
from typing import Any, TypeVar

import attrs

from povertypolicy.citations import Document
from povertypolicy.clauses import SHAPES
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.parameters import Parameter, PriceIndex, Supplied, SuppliedValue
from povertypolicy.policies import Definition, Rules, Settings
from povertypolicy.quantities import Count, Fen, Money, MoneyPerHead, Quantity, Share, Unit, Years
from povertypolicy.texts import Text

K = TypeVar("K", bound=n.Node)

SETTINGS = 40
"""How many settings a clause is asked under."""

MISSING = 0.1
"""The share of facts that are missing."""

LARGEST_CROWD = 200
INDEXED = range(2010, 2021)
ONE_DAY = dt.timedelta(days=1)
PLAIN_COUNTS = (0, 1, 2, 3, 4, 5, 7, 10, 50, 100, 1000, 10_000)


@attrs.frozen(eq=False)
class Draw:
    """What a clause mentions, and chance."""

    random: Random
    nodes: tuple[n.Node, ...]
    figures: list[Quantity[Any]] = attrs.field(init=False)
    years: list[int] = attrs.field(init=False)
    days: list[dt.date] = attrs.field(init=False)
    facts: list[f.Fact] = attrs.field(init=False)
    crowds: list[int] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        put = object.__setattr__
        put(self, "figures", list(self._figures()))
        mentioned = {q.prices_of for q in self.figures} | set(self.of("year"))
        years = sorted(year for year in mentioned if year is not None) or [2014]
        put(self, "years", sorted({year + change for year in years for change in (-1, 0, 1)}))
        put(self, "days", [day for day in self.of("line") if day is not None])
        put(self, "crowds", list(self._crowds()))
        put(self, "facts", [node for node in self.nodes if isinstance(node, f.FACTS)])

    def of(self, name: str) -> Iterator[Any]:
        """The values of a field, wherever a node has it."""
        return (getattr(node, name) for node in self.nodes if hasattr(node, name))

    def of_kind(self, kind: type[K]) -> list[K]:
        """The nodes of one kind."""
        return [node for node in self.nodes if isinstance(node, kind)]

    def _figures(self) -> Iterator[Quantity[Any]]:
        for node in self.nodes:
            if isinstance(node, n.Literal_):
                yield node.quantity
            elif isinstance(node, Parameter):
                yield from (since.value.quantity for since in node.values)

    def _crowds(self) -> Iterator[int]:
        """Sizes of groups that stand on a figure: as many as a count, or of whom one is a share."""
        for quantity in self.figures:
            size = (
                1 / quantity.value if quantity.unit is Share and quantity.value else quantity.value
            )
            if quantity.unit in (Share, Count) and 0 < size <= LARGEST_CROWD:
                yield from (max(1, int(size) + change) for change in (-1, 0, 1))

    def chance(self, share: float) -> bool:
        """Whether something of this likelihood happens."""
        return self.random.random() < share

    def one(self, pool: Any) -> Any:
        """One of several."""
        return self.random.choice(list(pool))

    def some(self, pool: Any, most: int) -> list[Any]:
        """At most `most` of several."""
        items = list(pool)
        return self.random.sample(items, min(most, len(items)))

    def value(self, fact: f.Fact, as_of: dt.date) -> Any:
        """A value of a fact, or None."""
        if self.chance(MISSING):
            return None
        if isinstance(fact, f.NumberFact):
            return self._number(fact)
        if isinstance(fact, f.FlagFact):
            return self.chance(0.6)
        if isinstance(fact, f.WordFact):
            return self.one(fact.vocabulary.ids())
        if isinstance(fact, f.ListFact):
            words = fact.vocabulary.ids()
            return frozenset(self.some(words, self.one((0, 1, len(words) - 1, len(words)))))
        return self._day(as_of) if isinstance(fact, f.DayFact) else None

    def _number(self, fact: f.NumberFact[Any, Any]) -> int:
        near = [int(q.value * fact.steps) + c for q in self.figures for c in (-1, 0, 1)]
        plain = [count * fact.printed for count in PLAIN_COUNTS]
        spread = [self.random.randrange(10**exponent) for exponent in (3, 5, 7)]
        pool = [v for v in (*near, *plain, *spread, fact.low) if fact.low <= v <= fact.high]
        return recorded(fact, self.one(pool))

    def _day(self, as_of: dt.date) -> dt.date:
        stated = [int(q.value) + c for q in self.figures for c in (-1, 0, 1) if q.unit is Years]
        ages = [*stated, self.random.randrange(90)]
        birthdays = [as_of.replace(year=as_of.year - age, day=min(as_of.day, 28)) for age in ages]
        day: dt.date = self.one([*self.days, *birthdays, as_of])
        return dt.date.fromordinal(day.toordinal() + self.one((-1, 0, 1)))


def recorded(fact: f.NumberFact[Any, Any], value: int) -> int:
    """A number of recorded steps as a subject holds it."""
    return Fen(value) if issubclass(fact.unit, Money | MoneyPerHead) else value


# --- settings ------------------------------------------------------------------------------------


def settings_for(rules: Rules, draw: Draw) -> Iterator[Settings]:
    """Yield `SETTINGS` settings; the days on which the clause changes come first."""
    days = _days(rules, draw)
    for index in range(SETTINGS):
        day = days[index] if index < len(days) else draw.one(days)
        options = {name: (None, *keys) for name, keys in rules.reading_options().items()}
        chosen = {name: key for name, keys in options.items() if (key := draw.one(keys))}
        yield Settings(
            day,
            day,
            supplied=MappingProxyType(dict(_supplied(draw))),
            index=draw.one((None, *_INDEXES)),
            chosen=MappingProxyType(chosen),
            definitions=MappingProxyType(dict(_definitions(draw))),
        )


def _days(rules: Rules, draw: Draw) -> list[dt.date]:
    """The days around every day on which the clause changes, and one in between."""
    earliest = rules.issued or dt.date(2016, 1, 1)
    turns = {earliest}
    for node in draw.nodes:
        if isinstance(node, SHAPES):
            turns.update(day for day in (node.info.first, node.info.last) if day is not None)
        if isinstance(node, Parameter):
            turns.update(since.day for since in node.values)
    days = {turn + ONE_DAY * change for turn in turns for change in (-1, 0, 1)}
    middle = earliest + dt.timedelta(days=400)
    return [middle, *sorted(day for day in days if day >= earliest)]


def _supplied(draw: Draw) -> Iterator[tuple[str, SuppliedValue]]:
    for node in draw.nodes:
        if isinstance(node, Supplied) and not draw.chance(MISSING):
            yield node.info.id, SuppliedValue(_amount(draw, node.unit), "-")


def _amount(draw: Draw, unit: type[Unit]) -> Quantity[Any]:
    if issubclass(unit, Money | MoneyPerHead):
        fen = draw.one((1_000_000, 1_636_620, 400_000, draw.random.randrange(1, 3_000_000)))
        return Quantity(Fraction(fen), unit, draw.one(draw.years))
    number = Fraction(draw.one((1, 2, 5, 30, 50, 100)))
    return Quantity(number / 100 if unit is Share else number, unit)


def _definitions(draw: Draw) -> Iterator[tuple[str, Definition]]:
    for node in draw.nodes:
        if isinstance(node, n.Undefined) and not draw.chance(1 / 3):
            yield node.term, Definition(draw.one((ALWAYS, n.NoneOf((ALWAYS,)))), "-")


_NOWHERE = Document("-", Text("-", "-"), dt.date.min).at("-")
_ONE = n.Literal_(Count, Quantity(Fraction(1), Count), _NOWHERE)
ALWAYS: n.Condition[Any] = n.Compare("equals", _ONE, _ONE)
"""A condition that holds for everybody."""

_INDEXES = (
    PriceIndex(MappingProxyType(dict.fromkeys(INDEXED, Fraction(100))), "-"),
    PriceIndex(MappingProxyType({year: Fraction(year - 1910) for year in INDEXED}), "-"),
)
