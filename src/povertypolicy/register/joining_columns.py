"""Joining typed tables by id, as `joining` joins records: who belongs to whom, and which rows cannot be placed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import attrs
import numpy as np
import pyarrow as pa

from povertypolicy.columns.segments import Flags, Ints, Segments
from povertypolicy.errors import Fault
from povertypolicy.register.columnar import Kind, Typed
from povertypolicy.register.complaints import Stage
from povertypolicy.register.headers import ID, link_key
from povertypolicy.register.joining import edges, filled, lacks_id
from povertypolicy.register.keys import NONE, Keys, match, read_keys, repeats, run_starts


@attrs.frozen(eq=False, slots=False)
class Edge:
    """How the rows of a table stand under those of another.

    Rows that name the same row above one after the other are a run: `starts` says where each begins, `heads` which row
    above it names, -1 for none; None where the first run is of the first row, and so on. `relation` is what they fill in the table above, None where they fill nothing; with
    `upward` a row is decided with the row above it.
    """

    child: Typed
    parent: Typed
    starts: Ints
    heads: Ints | None
    relation: str | None
    upward: bool

    @cached_property
    def index(self) -> Ints:
        """The row above each row, -1 for none."""
        heads = np.arange(len(self.starts)) if self.heads is None else self.heads
        return np.repeat(heads, self._lengths)

    @property
    def _lengths(self) -> Ints:
        ends = np.empty_like(self.starts)
        ends[:-1], ends[-1:] = self.starts[1:], len(self.child)
        return ends - self.starts

    @cached_property
    def placed(self) -> tuple[Ints | None, Segments]:
        """The order in which rows stand in one piece under those above, None where they do; and the pieces.

        Rows above without any are not listed: nothing is recorded of what is below them.
        """
        heads = self.heads
        if heads is None:
            return None, Segments(np.append(self.starts, len(self.child)))
        if not len(heads) or (int(heads[0]) >= 0 and (heads[1:] > heads[:-1]).all()):
            order, sizes = None, np.zeros(len(self.parent), np.int64)
            sizes[heads] = self._lengths
        else:
            order = _sorted(self.index)
            sizes = np.bincount(self.index[order], minlength=len(self.parent))
        none = sizes == 0
        return order, Segments.of_sizes(sizes, none if none.any() else None)

    def rows(self, row: int) -> Ints:
        """Return the rows below one row."""
        order, segments = self.placed
        start, stop = (int(end) for end in segments.offsets[row : row + 2])
        return np.arange(start, stop) if order is None else order[start:stop]

    def up(self, marked: Flags) -> Flags:
        """Mark the rows above rows that are marked."""
        out = np.zeros(len(self.parent), np.bool_)
        if not marked.any():
            return out
        rows = self.index[marked]
        out[rows[rows >= 0]] = True
        return out


@attrs.frozen(eq=False)
class JoinedColumns:
    """The tables of a register, joined.

    `suspects` holds, by table and row, the unreadable rows that may be its members, or may be what it belongs to;
    `faults` are those of whole tables, such as a header that nobody can use.
    """

    main: Typed
    tables: Mapping[Kind, Typed]
    edges: tuple[Edge, ...]
    suspects: Mapping[Kind, Mapping[int, list[tuple[Typed, int]]]]
    faults: tuple[Fault, ...]

    def members(self, table: Typed) -> Iterator[Edge]:
        """Yield the edges that fill the relations of a table."""
        return (edge for edge in self.edges if edge.parent is table and edge.relation is not None)

    def above(self, table: Typed) -> Iterator[Edge]:
        """Yield the edges from a table to those above it."""
        return (edge for edge in self.edges if edge.child is table and edge.upward)


def join_columns(main: Typed, others: Iterable[Typed]) -> JoinedColumns:
    """Join other tables to the main one, telling what cannot be placed.

    Raises:
        BadSetting: when a table is given that has no place beside the main one.
    """
    tables = {table.kind: table for table in (main, *others)}
    joiner = _Joiner(main, tables)
    for table in tables.values():
        _index(table)
    files = {kind: table.file for kind, table in tables.items()}
    for child, parent, name in edges(main.kind, files):
        joiner.link(tables[child], tables[parent], name)
    joiner.one_year()
    broken = [fault for table in tables.values() for fault in table.faults]
    faults = (*broken, *joiner.faults)
    return JoinedColumns(main, tables, tuple(joiner.edges), joiner.suspects, faults)


def _index(table: Typed) -> None:
    """Tell ids that are missing or stand twice."""
    ids = table.ids
    if ids is None:
        return
    if ids.missing is not None:
        none = ids.missing & ~table.told.marked(Stage.ROW)
        table.told.one(Stage.KEYS, np.flatnonzero(none), ID, "missing-key")
    repeated, firsts = repeats(ids)
    if len(repeated):
        once, places = np.unique(firsts, return_index=True)
        other = dict(zip(once.tolist(), repeated[places].tolist(), strict=True))
        other |= dict(zip(repeated.tolist(), firsts.tolist(), strict=True))
        rows = np.sort(np.concatenate([repeated, once]))
        numbers = table.numbers
        table.told.add(
            Stage.KEYS,
            rows,
            ID,
            lambda row: ("duplicate-key", {"other": int(numbers[other[row]])}),
        )


@attrs.define
class _Joiner:
    main: Typed
    tables: Mapping[Kind, Typed]
    edges: list[Edge] = attrs.field(factory=list)
    suspects: dict[Kind, dict[int, list[tuple[Typed, int]]]] = attrs.field(
        factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    faults: list[Fault] = attrs.field(factory=list)

    def link(self, children: Typed, parents: Typed, name: str | None) -> None:
        """Link every row of a table to the row above it, filling the relation `name`."""
        lacking = list(_lacking(children, parents))
        self.faults += lacking
        if lacking:
            return
        wanted = children.links.get(parents.kind)
        starts, heads = _runs(wanted, parents.ids, len(children))
        fills = filled(self.main.kind, children.kind, parents.kind) if name is None else name
        edge = Edge(children, parents, starts, heads, fills, upward=name is None)
        self.edges.append(edge)
        if heads is None or (len(heads) and int(heads.min()) >= 0):
            return
        rows = np.flatnonzero(edge.index < 0)
        names = np.zeros(len(rows), np.bool_)
        if wanted is not None:
            names[:] = True if wanted.missing is None else ~wanted.missing[rows]
        self.lost(children, parents, rows[names], held=name is None)
        if fills is not None:
            self.suspect(children, parents)
        if name is not None:
            rows = rows[~names]
            clean = rows[~children.told.marked(Stage.ROW, Stage.KEYS, Stage.LINKS)[rows]]
            key = link_key(parents.kind)
            children.told.one(Stage.LINKS, clean, key, "missing-link", parent=parents.kind.label)

    def lost(self, children: Typed, parents: Typed, rows: Ints, *, held: bool) -> None:
        """Tell rows that name what is not there; what may be an unreadable row above is `held` up by it."""
        unreadable = {cell: place for place, row in parents.odd.items() for cell in row.cells}
        wanted = children.links.get(parents.kind)
        if unreadable and wanted is not None:
            told = wanted.take(rows).text.to_pylist()
            found = np.array([cell in unreadable for cell in told], np.bool_)
            for row, cell in zip(rows.tolist(), told, strict=True) if held else ():
                if cell in unreadable:
                    self.suspects[children.kind][row].append((parents, unreadable[cell]))
            rows = rows[~found]
        key = link_key(parents.kind)
        children.told.one(Stage.LINKS, rows, key, "no-parent", table=parents.kind.label)

    def suspect(self, children: Typed, parents: Typed) -> None:
        """Hold up every row that an unreadable row names in any cell: it may be its member."""
        if not children.odd or parents.ids is None:
            return
        named = [(place, cell) for place, row in children.odd.items() for cell in row.cells]
        cells = pa.array([cell for _, cell in named], pa.large_string())
        holders = match(read_keys(cells), parents.ids)
        for (place, _), holder in zip(named, holders.tolist(), strict=True):
            if holder != NONE:
                self.suspects[parents.kind][holder].append((children, place))

    def one_year(self) -> None:
        """Tell a table whose headers state another price year than those of the main one."""
        years = {table.year: table for table in self.tables.values() if table.year}
        if len(years) > 1:
            told = ", ".join(map(str, sorted(filter(None, years))))
            *_, last = years.values()
            parts = {"years": told}
            self.faults.append(
                Fault("price-years-differ", file=last.file, row=last.head, parts=parts)
            )


def _runs(wanted: Keys | None, ids: Keys | None, size: int) -> tuple[Ints, Ints | None]:
    """Return where runs of rows with the same row above start, and that row; None where these are all, in order."""
    if wanted is None or ids is None:
        return np.zeros(min(size, 1), np.int64), np.full(min(size, 1), NONE, np.int64)
    starts = run_starts(wanted)
    heads = wanted.take(starts)
    numeric = heads.numeric and ids.numeric and heads.missing is None and ids.increasing
    if numeric and np.array_equal(heads.values, ids.values):
        return starts, None
    return starts, match(heads, ids)


def _sorted(index: Ints) -> Ints:
    """Return the rows that have one above them, in the order of these, and of the file under each.

    The row above and the row make one number: sorting numbers is far faster than a stable sort of places.
    """
    rows = np.flatnonzero(index >= 0)
    bits = len(index).bit_length()
    numbers = (index[rows] << bits) | rows
    numbers.sort()
    numbers &= (1 << bits) - 1
    return numbers


def _lacking(children: Typed, parents: Typed) -> Iterator[Fault]:
    """Yield a fault for each table that lacks the column by which it would be joined."""
    without = []
    if len(children) and parents.kind not in children.links:
        without.append(children)
    if len(parents) and parents.ids is None:
        without.append(parents)
    for table in without:
        if not table.faults:
            yield lacks_id(parents.kind, table.file, table.head)
