"""Cutting large tables into parts that hold whole households, from what row groups say of themselves.

A part is some row groups of the first table; it owns all ids from its least one to the least one of the next part.
Rows below belong to the part that owns the id they name, wherever they stand: one that names nobody is missed
once, and no household can have rows elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import attrs

from povertypolicy.register.parts.rowgroups import Group, Kind, Large

PART = 1_000_000
"""Rows of the first table in one part, unless a single row group has more."""

MOST_READ_TWICE = 1.5
"""Row groups that several parts share are read for each; up to so many times the rows, cutting pays."""


@attrs.frozen(eq=False)
class Part:
    """One part: its row groups in each table, and the ids it owns: from `low`, inclusive, to `high`, exclusive.

    None is no bound.
    """

    groups: dict[Kind, tuple[Group, ...]] = attrs.field(repr=False)
    low: Any = attrs.field(repr=False)
    high: Any = attrs.field(repr=False)

    def rows(self, kind: Kind) -> int:
        """How many rows of a table have to be read."""
        return sum(group.rows for group in self.groups[kind])


def cut(first: Large, below: Iterable[Large]) -> tuple[Part, ...] | None:
    """Return the parts of tables in the order of `first`, or None where they cannot be told from the files.

    They can where the row groups of `first` bound their ids, those of one part apart from those of another,
    and the row groups below are in something like the same order.
    """
    tables = tuple(below)
    orders = {table.sortable for table in (first, *tables)}
    filled = [group for group in first.groups if group.rows]
    if len(orders) != 1 or orders == {""} or not all(group.bounded for group in filled):
        return None
    if not all(group.bounded for table in tables for group in table.groups if group.rows):
        return None
    runs = list(_runs(filled))
    lows = [min(group.least for group in run) for run in runs]
    order = sorted(range(len(runs)), key=lows.__getitem__)
    for one, two in pairwise(order):
        if max(group.greatest for group in runs[one]) >= lows[two]:
            return None
    owned: dict[int, tuple[Any, Any]] = {}
    for place, number in enumerate(order):
        low = lows[number] if place else None
        owned[number] = (low, lows[order[place + 1]] if place + 1 < len(order) else None)
    parts = tuple(
        Part({first.kind: tuple(run), **_below(tables, *owned[number])}, *owned[number])
        for number, run in enumerate(runs)
    )
    return parts if _pays(parts, tables) else None


def _runs(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """Yield row groups of one file that follow each other, those together that share ids."""
    run: list[Group] = []
    held = 0
    for group in groups:
        joined = bool(run) and run[-1].file == group.file
        meets = joined and group.least <= max(other.greatest for other in run)
        if run and not meets and not (joined and held + group.rows <= PART):
            yield run
            run, held = [], 0
        run.append(group)
        held += group.rows
    if run:
        yield run


def _below(tables: Iterable[Large], low: Any, high: Any) -> dict[Kind, tuple[Group, ...]]:
    return {
        table.kind: tuple(group for group in table.groups if _meets(group, low, high))
        for table in tables
    }


def _meets(group: Group, low: Any, high: Any) -> bool:
    """Whether a row group may hold ids of a range."""
    if not group.rows:
        return False
    return (low is None or group.greatest >= low) and (high is None or group.least < high)


def _pays(parts: Iterable[Part], tables: Iterable[Large]) -> bool:
    read = {table.kind: sum(part.rows(table.kind) for part in parts) for table in tables}
    return all(read[table.kind] <= MOST_READ_TWICE * table.rows for table in tables)
