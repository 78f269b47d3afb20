"""Reading a part slice by slice: some households, and all rows below them."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from povertypolicy.columns.segments import Ints
from povertypolicy.register.buffers import is_text
from povertypolicy.register.keys import read_keys
from povertypolicy.register.parquet import unsound
from povertypolicy.register.parts.cutting import Part
from povertypolicy.register.parts.ordering import unpadded
from povertypolicy.register.parts.rowgroups import Group, Kind, Large, opened

BATCH = 32_768
"""Rows that are read from a file at a time."""

SLICE = 200_000
"""Rows of all tables in a slice, as far as households can be told apart."""


class OutOfOrderError(Exception):
    """Rows do not stand in the order of their ids, so that no slice of them holds whole households."""


@attrs.frozen(eq=False)
class Rows:
    """Rows of a table, with their numbers in it, the first row being 1."""

    table: Any = attrs.field(repr=False)
    numbers: Ints = attrs.field(repr=False)


Slice = dict[Kind, Rows]


def slices(part: Part, first: Large, below: Mapping[Kind, Large]) -> Iterator[Slice]:
    """Yield a part in slices, or in one piece where it is small, when rows need not stand in any order.

    Raises:
        OutOfOrderError: when rows do not stand in the order of their ids.
        BadFile: when a file is damaged.
    """
    rows = {kind: part.rows(kind) for kind in part.groups}
    total = sum(rows.values())
    if total <= SLICE:
        yield {
            table.kind: _joined(table, list(_owned(part, table)))
            for table in (first, *below.values())
        }
        return
    size = max(1, SLICE * rows[first.kind] // total)
    households = _Ordered(first, _owned(part, first))
    streams = {kind: _Ordered(table, _owned(part, table)) for kind, table in below.items()}
    while households.more():
        own, bound = households.some(size)
        yield {first.kind: own, **{kind: rest.below(bound) for kind, rest in streams.items()}}


@attrs.frozen(eq=False)
class _Piece:
    """A batch with its row numbers, and the ids that its rows stand at."""

    batch: Any
    numbers: Ints
    ids: Any

    def part(self, start: int, stop: int) -> "_Piece":
        return _Piece(
            self.batch.slice(start, stop - start),
            self.numbers[start:stop],
            self.ids.slice(start, stop - start),
        )


def _owned(part: Part, table: Large) -> Iterator[_Piece]:
    """Yield the rows of a table that a part owns."""
    for group in part.groups[table.kind]:
        whole = _inside(group, part)
        for piece in _pieces(table, group):
            yield piece if whole else _within(piece, part)


def _inside(group: Group, part: Part) -> bool:
    return (part.low is None or group.least >= part.low) and (
        part.high is None or group.greatest < part.high
    )


def _within(piece: _Piece, part: Part) -> _Piece:
    kept = np.ones(len(piece.ids), np.bool_)
    if part.low is not None:
        kept &= _flags(pc.greater_equal(piece.ids, _scalar(piece.ids, part.low)))
    if part.high is not None:
        kept &= _flags(pc.less(piece.ids, _scalar(piece.ids, part.high)))
    rows = np.flatnonzero(kept)
    if len(rows) == len(kept):
        return piece
    if len(rows) and rows[-1] - rows[0] + 1 == len(rows):
        return piece.part(int(rows[0]), int(rows[-1]) + 1)
    return _Piece(piece.batch.take(pa.array(rows)), piece.numbers[rows], piece.ids.take(rows))


def _pieces(table: Large, group: Group) -> Iterator[_Piece]:
    """Yield a row group in batches; a row without an id stands at that of the row before it."""
    last, done = group.least, group.before
    file = opened(group.file)
    try:
        for batch in file.iter_batches(BATCH, row_groups=[group.place], use_threads=False):
            ids = _filled(batch.column(table.key), last)
            numbers = np.arange(done + 1, done + 1 + batch.num_rows, dtype=np.int64)
            yield _Piece(batch, numbers, ids)
            last, done = ids[-1].as_py(), done + batch.num_rows
    except (OSError, pa.ArrowException) as error:
        raise unsound(group.file, error) from None
    finally:
        file.close()


def _filled(column: Any, last: Any) -> Any:
    """Return ids without gaps.

    Raises:
        OutOfOrderError: when texts are padded, so that they do not stand where their ids would.
    """
    if is_text(column.type):
        column = column.cast(pa.large_string())
        keys = read_keys(column)
        if keys.numeric or not unpadded(column, keys):
            raise OutOfOrderError
    if not column.null_count:
        return column
    return pc.fill_null(pc.fill_null_forward(column), pa.scalar(last, column.type))


class _Ordered:
    """Rows in the order of their ids, handed out up to an id."""

    def __init__(self, table: Large, pieces: Iterator[_Piece]) -> None:
        self.table = table
        self.pieces = (piece for piece in pieces if len(piece.ids))
        self.held: list[_Piece] = []
        self.last: Any = None

    def more(self) -> bool:
        """Whether there are rows left."""
        return bool(self.held) or self._read()

    def some(self, size: int) -> tuple[Rows, Any]:
        """Return about `size` rows, and the id of the first row that is left, None where none is."""
        while sum(len(piece.ids) for piece in self.held) <= size or not self._apart():
            if not self._read():
                return self._take(None), None
        bound = self.held[-1].ids[-1].as_py()
        return self._take(bound), bound

    def _apart(self) -> bool:
        """Whether the rows held have several ids."""
        return bool(self.held[0].ids[0].as_py() != self.held[-1].ids[-1].as_py())

    def below(self, bound: Any) -> Rows:
        """Return the rows whose ids are less than a bound; all that are left where there is none."""
        while bound is None or not self.held or self.held[-1].ids[-1].as_py() < bound:
            if not self._read():
                break
        return self._take(bound)

    def _take(self, bound: Any) -> Rows:
        taken, kept = [], []
        for piece in self.held:
            place = len(piece.ids) if bound is None else _before(piece.ids, bound)
            if place:
                taken.append(piece.part(0, place))
            if place < len(piece.ids):
                kept.append(piece.part(place, len(piece.ids)))
        self.held = kept
        return _joined(self.table, taken)

    def _read(self) -> bool:
        piece = next(self.pieces, None)
        if piece is None:
            return False
        head = piece.ids[0].as_py()
        if (self.last is not None and head < self.last) or not _ordered(piece.ids):
            raise OutOfOrderError
        self.last = piece.ids[-1].as_py()
        self.held.append(piece)
        return True


def _ordered(ids: Any) -> bool:
    if is_text(ids.type):
        return bool(pc.all(pc.less_equal(ids[:-1], ids[1:]), min_count=0).as_py())
    values = ids.to_numpy()
    return bool((values[:-1] <= values[1:]).all())


def _before(ids: Any, bound: Any) -> int:
    """How many of some ids in order are less than a bound."""
    if is_text(ids.type):
        return int(pc.sum(pc.less(ids, _scalar(ids, bound)), min_count=0).as_py())
    return int(np.searchsorted(ids.to_numpy(), bound))


def _joined(table: Large, pieces: list[_Piece]) -> Rows:
    numbers = [piece.numbers for piece in pieces] or [np.zeros(0, np.int64)]
    return Rows(
        pa.Table.from_batches([piece.batch for piece in pieces], table.schema),
        np.concatenate(numbers),
    )


def _scalar(ids: Any, value: Any) -> Any:
    return pa.scalar(value, ids.type)


def _flags(array: Any) -> Any:
    return array.to_numpy(zero_copy_only=False)
