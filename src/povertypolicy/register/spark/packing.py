"""Rows of a table packed by bucket: of some hundred thousand rows, those of one bucket become one row of Spark.

So Spark moves few large rows instead of many small ones. Buckets are of keys as the register reads and compares them:
equal ids, as numbers or as text, are in one bucket.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from povertypolicy.register.keys import Keys, read_keys
from povertypolicy.register.parts.hashing import hashes

BUCKET, TABLE, ROWS = "bucket", "table", "rows"
SCHEMA = pa.schema([(BUCKET, pa.int32()), (TABLE, pa.int32()), (ROWS, pa.binary())])
"""Packed rows: the bucket, the place of the table among the large ones, the rows as an Arrow stream."""

_SMALL = pa.ipc.IpcWriteOptions(compression="lz4")
"""Spark moves fewer bytes, which saves it more than this costs."""

LEAST = 250_000
"""So many rows are packed at a time, where there are as many;"""

EACH = 500
"""or so many for each bucket."""


@attrs.frozen
class Packing:
    """How the rows of a table are packed: by the ids in columns `keys`, of which the first that has one holds.

    The first `width` columns are kept. `numeric` says that all tables concerned have whole numbers for ids.
    """

    table: int
    keys: tuple[int, ...]
    width: int
    buckets: int
    numeric: bool

    def pack(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Yield batches of packed rows."""
        held: list[Any] = []
        rows = 0
        for batch in batches:
            held.append(batch)
            rows += batch.num_rows
            if rows >= max(LEAST, EACH * self.buckets):
                yield self._packed(held)
                held, rows = [], 0
        if rows:
            yield self._packed(held)

    def _packed(self, batches: list[Any]) -> Any:
        whole = pa.Table.from_batches(batches).combine_chunks()
        places = self._places(whole)
        order = pa.array(np.argsort(places, kind="stable"))
        rows = whole.select(range(self.width)).take(order).combine_chunks()
        sizes = np.bincount(places, minlength=self.buckets)
        filled = np.flatnonzero(sizes)
        starts = np.cumsum(sizes) - sizes
        pieces = [_stream(rows.slice(int(starts[b]), int(sizes[b]))) for b in filled.tolist()]
        columns = [filled.astype(np.int32), np.full(len(filled), self.table, np.int32), pieces]
        return pa.record_batch(
            [pa.array(c, f.type) for c, f in zip(columns, SCHEMA, strict=True)], SCHEMA
        )

    def _places(self, rows: Any) -> NDArray[Any]:
        """Return the bucket of every row; rows without an id are spread."""
        keys = _first(rows, self.keys)
        kind = np.uint16 if self.buckets <= np.iinfo(np.uint16).max else np.uint32
        places = (hashes(keys, numeric=self.numeric) % np.uint64(self.buckets)).astype(kind)
        if keys.missing is not None:
            none = np.flatnonzero(keys.missing)
            places[none] = none % self.buckets
        return places


def _first(rows: Any, places: tuple[int, ...]) -> Keys:
    first, *more = (read_keys(rows.column(place)) for place in places)
    if not more:
        return first
    return read_keys(pc.coalesce(first.text, *(keys.text for keys in more)))


def _stream(rows: Any) -> Any:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema, options=_SMALL) as stream:
        stream.write_table(rows)
    return sink.getvalue().to_pybytes()


def unpacked(rows: Any, keys: Sequence[int]) -> dict[int, Any]:
    """Return the rows of one bucket, by the place of their table, of which `keys` is the column of keys.

    Pieces come in any order. In that of their first keys, a register that stood in order stands in order again,
    which is decided faster.
    """
    pieces: dict[int, list[Any]] = {}
    for table, packed in zip(rows.column(TABLE).to_pylist(), rows.column(ROWS), strict=True):
        pieces.setdefault(table, []).append(pa.ipc.open_stream(packed.as_buffer()).read_all())
    return {
        table: pa.concat_tables(sorted(some, key=lambda piece: _head(piece, keys[table])))
        for table, some in pieces.items()
    }


def _head(piece: Any, key: int) -> tuple[bool, Any]:
    head = piece.column(key)[0].as_py()
    return head is not None, head


def repeated(rows: Any) -> Any:
    """Return the ids that stand more than once in one bucket, as text."""
    (table,) = unpacked(rows, (0,)).values()
    return pa.table({"id": twice(table.column(0))})


def twice(ids: Any) -> Any:
    """Return the ids that stand more than once in a column, as text."""
    return _twice(read_keys(ids))


def _twice(keys: Keys) -> Any:
    return pc.unique(keys.take(keys.repeated[0]).text).cast(pa.string())


def looked_at(ids: Any) -> Any | None:
    """Return the ids that stand more than once in a whole column, as text; None where every row has an id of its own."""
    keys = read_keys(ids)
    found = _twice(keys)
    return found if len(found) or keys.bad or keys.missing is not None else None
