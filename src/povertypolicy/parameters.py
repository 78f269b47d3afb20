"""Parameters: numbers that a document sets from a day on, and numbers that it only points to."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Generic, TypeVar

import attrs

from povertypolicy.citations import Citation
from povertypolicy.errors import BadRule, BadSetting, Uncited
from povertypolicy.expr.nodes import Constant
from povertypolicy.provenance import ClauseInfo, Force, info
from povertypolicy.quantities import CitedQuantity, Exact, Quantity, Unit, exact
from povertypolicy.texts import Words

U = TypeVar("U", bound=Unit)


@attrs.frozen
class Since(Generic[U]):
    """A value of a parameter, in force from `day` on."""

    day: dt.date
    value: CitedQuantity[U]


def since(day: str, value: CitedQuantity[U]) -> Since[U]:
    """A value of a parameter, from an ISO day on; the value carries its own citation.

    Raises:
        Uncited: when it carries none.
    """
    if not isinstance(value, CitedQuantity):
        raise Uncited(value=value if isinstance(value, Quantity) else type(value).__name__)
    return Since(dt.date.fromisoformat(day), value)


@attrs.frozen(eq=False, repr=False)
class Parameter(Constant[U]):
    """A number that a document sets; its dated values, oldest first."""

    info: ClauseInfo
    values: tuple[Since[U], ...]

    def on(self, day: dt.date) -> CitedQuantity[U] | None:
        """Return the value in force on `day`, or None before the first."""
        dated = [value for value in self.values if value.day <= day]
        return dated[-1].value if dated else None


def parameter(
    id: str,
    words: Words,
    *values: Since[U],
    force: Force = Force.MUST,
    assumes: Words | tuple[Words, ...] = (),
    until: str | None = None,
) -> Parameter[U]:
    """Declare a parameter.

    Raises:
        BadRule: without a value, with values out of order, or of two units.
    """
    days = [value.day for value in values]
    units = {value.value.quantity.unit for value in values}
    if not values or days != sorted(set(days)) or len(units) != 1:
        raise BadRule(
            zh=f"参数“{id}”须至少有一个值，按日期先后排列且单位相同。",
            en=f'The parameter "{id}" needs values of one unit, oldest first.',
        )
    cite = values[0].value.cite
    about = info(
        id,
        words,
        cite=cite,
        shape="parameter",
        force=force,
        assumes=assumes,
        since=values[0].day.isoformat(),
        until=until,
    )
    return Parameter(values[0].value.quantity.unit, about, values)


def moved(old: Parameter[U], new: Parameter[U], *, up: bool) -> Parameter[U]:
    """Return `new` with, on every day, the higher of the two values that are in force, or the lower.

    Raises:
        BadRule: when there are days in between on which neither is.
    """
    days = sorted({*_turns(old), *_turns(new)})
    values: list[Since[U]] = []
    ended: dt.date | None = None
    for turn in days:
        value = _further(old, new, turn, up=up)
        if value is None and values:
            ended = turn
        elif value is not None and ended is not None:
            raise BadRule(
                zh=f"参数“{old.info.id}”和“{new.info.id}”之间有几天都没有值。",
                en=f'Between "{old.info.id}" and "{new.info.id}" there are days without a value.',
                where=new.info.where,
            )
        elif value is not None and (not values or values[-1].value is not value):
            values.append(Since(turn, value))
    last = None if ended is None else ended - _DAY
    return Parameter(
        new.unit, attrs.evolve(new.info, first=values[0].day, last=last), tuple(values)
    )


_DAY = dt.timedelta(days=1)


def _turns(parameter: Parameter[Any]) -> list[dt.date]:
    """Return the days on which what is in force may change."""
    last = parameter.info.last
    return [since.day for since in parameter.values] + ([] if last is None else [last + _DAY])


def _further(
    old: Parameter[U], new: Parameter[U], day: dt.date, *, up: bool
) -> CitedQuantity[U] | None:
    found = [one.on(day) for one in (old, new) if one.info.in_force(day)]
    known = [value for value in found if value is not None]
    return (max if up else min)(known, key=_value, default=None)


def _value(value: CitedQuantity[Any]) -> Fraction:
    return value.quantity.value


@attrs.frozen(eq=False, repr=False)
class Supplied(Constant[U]):
    """A number that a document points to and does not print: UNKNOWN until the caller supplies it."""

    info: ClauseInfo


def supplied(
    id: str,
    words: Words,
    unit: type[U],
    *,
    cite: Citation,
    assumes: Words | tuple[Words, ...] = (),
) -> Supplied[U]:
    """Declare a number that the caller has to supply."""
    return Supplied(unit, info(id, words, cite=cite, shape="supplied", assumes=assumes))


@attrs.frozen
class SuppliedValue:
    """A value that the caller supplied, with its source."""

    quantity: Quantity[Any]
    source: str


def _copied(values: Mapping[int, Fraction]) -> Mapping[int, Fraction]:
    return MappingProxyType(dict(values))


@attrs.frozen
class PriceIndex:
    """A price index by year, from a source that the caller names.

    Only ratios matter. `assumed` marks an index that is no published one; every result then says so.
    """

    values: Mapping[int, Fraction] = attrs.field(hash=False, converter=_copied)
    source: str
    assumed: bool = False

    def __reduce__(self) -> tuple[Any, ...]:
        return PriceIndex, (dict(self.values), self.source, self.assumed)

    def ratio(self, from_year: int, to_year: int) -> Fraction | None:
        """Return the factor that restates an amount of `from_year` in prices of `to_year`, if both are known."""
        if from_year == to_year:
            return Fraction(1)
        base, target = self.values.get(from_year), self.values.get(to_year)
        return None if base is None or target is None else target / base


def price_index(
    values: Mapping[int, Exact | Decimal], *, source: str, assumed: bool = False
) -> PriceIndex:
    """Return a price index, such as ``{2014: 100, 2016: "103.5"}``.

    Raises:
        BadSetting: when a value is not positive or the source is empty.
    """
    read = {year: exact(value) for year, value in values.items()}
    if any(value <= 0 for value in read.values()) or not source.strip():
        raise BadSetting(
            setting="price index",
            zh="指数须为正数，并写明来源。",
            en="index values are positive and need a source.",
        )
    return PriceIndex(read, source, assumed)
