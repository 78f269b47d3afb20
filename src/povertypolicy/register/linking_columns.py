"""From joined tables to a frame: which rows can be decided, and what keeps the others from it."""

from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from typing import Any

import attrs
import numpy as np

from povertypolicy.columns.data import Above, Below, Frame
from povertypolicy.columns.segments import Flags, Ints
from povertypolicy.errors import Fault
from povertypolicy.expr.facts import Fact
from povertypolicy.register.agreeing import agree
from povertypolicy.register.columnar import Kind, Typed
from povertypolicy.register.complaints import Reason, Stage, Tell
from povertypolicy.register.joining_columns import Edge, JoinedColumns
from povertypolicy.register.linking import Places
from povertypolicy.register.pricing import Priced, Years, at, settle_years
from povertypolicy.subjects import Subject, differing_years


def link_columns(joined: JoinedColumns, extensions: Iterable[Fact], year: int | None) -> "Linked":
    """Settle price years, forms and contradictions of all tables; `year` is the price year of all, where given."""
    linked = Linked(joined, settle_years(joined, year))
    facts = list(extensions)
    for table in reversed(list(joined.tables.values())):
        agree(table, facts, partial(linked.below, table))
    for table in joined.tables.values():
        _too_many(linked, table)
    _Members(linked).check()
    return linked


@attrs.frozen(eq=False, slots=False)
class Linked:
    """The tables of a register, ready to be decided: frames, and the rows that have no part in it."""

    joined: JoinedColumns
    years: dict[Kind, Priced]

    # frames

    @cached_property
    def frame(self) -> Frame:
        """The rows of the main table, with those below and above them."""
        return self.above(self.joined.main)

    def below(self, table: Typed) -> Frame:
        """Return a table in the order of its file, with the rows below its rows."""
        below = {}
        for edge in self.joined.members(table):
            order, segments = edge.placed
            rows = self.below(edge.child)
            name = edge.relation or ""
            below[name] = Below(rows if order is None else rows.take(order), segments)
        return Frame(
            table.kind, len(table), table.columns, below, years=self.years[table.kind].read
        )

    def above(self, table: Typed) -> Frame:
        """Return a table in the order of its file, with the rows below its rows and all those above them."""
        above: dict[type[Subject], Above] = {}
        for edge in self.joined.above(table):
            holders = self.above(edge.parent)
            above[edge.parent.kind] = Above(holders, edge.index)
            for kind, further in holders.above.items():
                above.setdefault(kind, Above(further.frame, _through(edge.index, further.index)))
        return attrs.evolve(self.below(table), above=above)

    # faults

    @cached_property
    def good(self) -> Flags:
        """Mark the rows of the main table that nothing keeps from being decided."""
        main = self.joined.main
        if self.joined.faults:
            return np.zeros(len(main), np.bool_)
        return ~(self.held(main) | self.held_above(main))

    def held(self, table: Typed) -> Flags:
        """Mark the rows with faults of their own or of rows that are, or may be, below them."""
        marks = table.told.marked()
        marks[list(self.joined.suspects.get(table.kind, ()))] = True
        for edge in self.joined.members(table):
            marks |= edge.up(self.held(edge.child))
        return marks

    def held_above(self, table: Typed) -> Flags:
        """Mark the rows that belong to a row with faults."""
        marks = np.zeros(len(table), np.bool_)
        for edge in self.joined.above(table):
            spoilt = self.held(edge.parent) | self.held_above(edge.parent)
            if spoilt.any():
                marks |= (edge.index >= 0) & spoilt[edge.index]
        return marks

    def all(self) -> tuple[Fault, ...]:
        """Return the faults of all tables."""
        tables = self.joined.tables.values()
        return (*self.joined.faults, *(fault for table in tables for fault in table.told.all()))

    def of(self, row: int) -> tuple[Fault, ...]:
        """Return what keeps a row of the main table from being decided."""
        main = self.joined.main
        faults = main.told.of(row)
        elsewhere = [*self.joined.faults, *self._below(main, row), *self._above(main, row)]
        if elsewhere:
            parts = {"places": Places(tuple(elsewhere))}
            number = int(main.numbers[row])
            faults.append(Fault("other-faults", file=main.file, row=number, parts=parts))
        return tuple(faults)

    def _below(
        self, table: Typed, row: int, but: tuple[Typed, int] | None = None
    ) -> Iterator[Fault]:
        """Yield the faults of rows below a row, all `but` one, and of rows that may be below it."""
        for source, place in self.joined.suspects.get(table.kind, {}).get(row, ()):
            yield from source.told.of(place, Stage.ROW)
        for edge in self.joined.members(table):
            for member in edge.rows(row).tolist():
                if (edge.child, member) != but:
                    yield from edge.child.told.of(member)
                    yield from self._below(edge.child, member)

    def _above(self, table: Typed, row: int) -> Iterator[Fault]:
        """Yield the faults of the rows above a row, and of what is below those."""
        main = (self.joined.main, row) if table is self.joined.main else None
        for edge in self.joined.above(table):
            holder = int(edge.index[row])
            if holder >= 0:
                yield from edge.parent.told.of(holder)
                yield from self._below(edge.parent, holder, but=main)
                yield from self._above(edge.parent, holder)


def _through(first: Ints, second: Ints) -> Ints:
    """Follow two lookups one after the other."""
    if not len(second):
        return np.full(len(first), -1, np.int64)
    return np.where(first < 0, -1, second[first])


def _too_many(linked: Linked, table: Typed) -> None:
    """Tell the rows with more rows below them than a relation can have."""
    for edge in linked.joined.members(table):
        name, sizes = edge.relation or "", edge.placed[1].sizes
        most = table.kind.relations[name].most
        rows = np.flatnonzero(sizes > most)
        table.told.add(Stage.CELLS, rows, name, _counting(sizes, most))


def _counting(sizes: Ints, most: int) -> Tell:
    return lambda row: ("too-many", {"count": int(sizes[row]), "most": most})


@attrs.frozen(eq=False)
class _Members:
    """Tells rows whose price year is another than that of the row above them, once they can be read."""

    linked: Linked
    known: dict[Kind, Flags] = attrs.field(factory=dict)

    def check(self) -> None:
        for table in self.linked.joined.tables.values():
            self.failing(table)

    def failing(self, table: Typed) -> Flags:
        """Mark the rows that cannot be read, or have rows below them that cannot."""
        if table.kind not in self.known:
            marks = table.told.marked(Stage.CELLS, Stage.FORM)
            for edge in self.linked.joined.members(table):
                below = self.failing(edge.child)
                marks |= edge.up(below | self.differing(edge, below))
            self.known[table.kind] = marks
        return self.known[table.kind]

    def differing(self, edge: Edge, failing: Flags) -> Any:
        """Mark the rows with another price year than that of the row above, and tell them."""
        above, other = (
            self.linked.years[edge.parent.kind].read,
            self.linked.years[edge.child.kind].read,
        )
        if isinstance(above, int) and isinstance(other, int) and other in (0, above):
            return False
        own = at(above, edge.index)
        differ = (edge.index >= 0) & ~failing & np.not_equal(other, 0) & np.not_equal(own, other)
        edge.child.told.add(Stage.MEMBERS, np.flatnonzero(differ), "", _differing(own, other))
        return differ


def _differing(own: Years, other: Years) -> Tell:
    def tell(row: int) -> Reason:
        years = [y if isinstance(y, int) else int(y[row]) for y in (own, other)]
        return "price-years-differ", {"years": differing_years(years[0] or None, years[1])}

    return tell
