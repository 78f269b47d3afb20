"""Schedules: what is to be reached year by year."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import attrs

from povertypolicy.citations import Citation
from povertypolicy.clauses.told import LookedUp, Told, not_given
from povertypolicy.errors import BadRule, Fault, InvalidData, Uncited
from povertypolicy.expr.nodes import Condition, Number, cases, undetermined, when
from povertypolicy.parameters import Parameter
from povertypolicy.provenance import Force, here, info
from povertypolicy.quantities import CitedQuantity, Quantity, Unit, Year, amount, year
from povertypolicy.texts import Text, Words

S = TypeVar("S")
U = TypeVar("U", bound=Unit)

YEAR = Text("年份", "year")
NO_TARGET = Text("文件没有为这一年定任务", "the document sets no target for that year")


@attrs.frozen
class Target(Generic[U]):
    """What one year has to bring, that year alone."""

    year: int
    value: CitedQuantity[U]


@attrs.frozen(eq=False, repr=False)
class Schedule(LookedUp, Generic[U]):
    """Targets year by year, oldest first. `total` is what there is to do in all."""

    targets: tuple[Target[U], ...]
    total: Parameter[U] | None = None

    @property
    def wanted(self) -> dict[str, Text]:
        """What it is asked with."""
        return {"year": YEAR}

    def read(self, name: str, value: object) -> object:  # noqa: ARG002 - there is one
        """Return a year written in digits."""
        return int(value) if isinstance(value, str) and value.isdecimal() else value

    def answer(self, day: dt.date, /, year: object = None) -> Told:
        """Return what a year has to bring, what all years up to its end have to, and what remains of the total.

        `target` is None for a year without one; before the first year nothing is due, after the last all of it.

        Raises:
            InvalidData: when the year is no whole number.
        """
        if year is None:
            return not_given([YEAR])
        if isinstance(year, Quantity) and year.unit is Year:
            year = int(year.number())
        if type(year) is not int:
            raise InvalidData([Fault("no-year", path="year")])
        own = next((t.value.quantity for t in self.targets if t.year == year), None)
        until = self._sum(year)
        found = {"target": own, "cumulative": until}
        whole = None if self.total is None else self.total.on(day)
        if whole is not None:
            found["remaining"] = Quantity(whole.quantity.value - until.value, self.unit)
        lines = [(label, _said(found[name])) for name, label in _LABELS.items() if name in found]
        return Told(value=found, lines=tuple(lines))

    def _sum(self, year: int) -> Quantity[U]:
        values = [t.value.quantity.value for t in self.targets if t.year <= year]
        return Quantity(sum(values, start=self.targets[0].value.quantity.value * 0), self.unit)

    @property
    def unit(self) -> type[U]:
        """The unit of the targets."""
        return self.targets[0].value.quantity.unit

    def met(self, of: Number[S, Year], done: Number[S, U]) -> Condition[S]:
        """What was done in a year is at least its target, which is included; a year without one is left open."""
        branches = [
            when(of.equals(year(t.year, cite=t.value.cite)), done.at_least(t.value))
            for t in self.targets
        ]
        return cases(*branches, otherwise=undetermined(NO_TARGET))


_LABELS = {
    "target": Text("当年任务", "target of the year"),
    "cumulative": Text("到年底累计", "by the end of the year in all"),
    "remaining": Text("到年底剩余", "remaining at the end of the year"),
}


def _said(value: Quantity[Any] | None) -> Text:
    if value is None:
        return NO_TARGET
    return Text(*(amount(value.value, value.unit, language) for language in ("zh", "en")))


def schedule(
    id: str,
    words: Words,
    targets: Mapping[int, CitedQuantity[U]],
    *,
    cite: Citation,
    total: Parameter[U] | None = None,
    kind: str = "schedule",
    force: Force = Force.MUST,
    assumes: Words | tuple[Words, ...] = (),
    since: str | None = None,
    until: str | None = None,
) -> Schedule[U]:
    """Declare targets by year, each with its citation.

    Raises:
        BadRule: without targets, with years out of order, or in different units, the total's too.
        Uncited: when a target carries no citation.
    """
    years = list(targets)
    for value in targets.values():
        if not isinstance(value, CitedQuantity):
            raise Uncited(value=value, where=here(2))
    units = {value.quantity.unit for value in targets.values()}
    units |= set() if total is None else {total.unit}
    whole = all(type(year) is int for year in years)
    if not years or not whole or years != sorted(years) or len(units) != 1:
        raise BadRule(
            zh=f"“{id}”须至少有一年的任务，年份为整数、按先后排列，单位相同。",
            en=f'"{id}" needs targets of one unit, in the order of the years, which are whole numbers.',
            where=here(2),
        )
    about = info(
        id,
        words,
        cite=cite,
        shape="schedule",
        kind=kind,
        force=force,
        assumes=assumes,
        since=since,
        until=until,
    )
    return Schedule(about, tuple(Target(y, value) for y, value in targets.items()), total)
