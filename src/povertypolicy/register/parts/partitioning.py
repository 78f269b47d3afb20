"""Large tables in any order, brought into buckets on disk, each with whole households; memory stays bounded.

Equal ids have equal hashes, so all rows of a household are in one bucket, in the order in which they stood.
"""

import contextlib
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

import attrs
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from povertypolicy.register.keys import Keys, read_keys
from povertypolicy.register.parquet import unsound
from povertypolicy.register.parts.hashing import hashes, is_numeric
from povertypolicy.register.parts.ordering import Order
from povertypolicy.register.parts.rowgroups import Kind, batches
from povertypolicy.register.parts.slicing import Rows, Slice
from povertypolicy.register.parts.spilling import Spill

BUCKET = 600_000
"""Rows of all tables in one bucket, about."""

MOST_BUCKETS = 200
"""Of so many files a table is written at once; larger registers have larger buckets."""


@attrs.frozen(eq=False)
class Buckets:
    """Where the buckets of some tables stand, and how many there are; they are readable by their owner alone."""

    folder: Path
    spills: tuple[Spill, ...]
    count: int

    def rows(self, number: int) -> Slice:
        """Return one bucket.

        Raises:
            BadFile: when it is not there any more.
        """
        return {spill.kind: _read(self.path(spill.kind, number), spill) for spill in self.spills}

    def path(self, kind: Kind, number: int) -> Path:
        """Where a table's part of a bucket stands."""
        return self.folder / f"{kind.__name__.lower()}-{number:05d}.arrow"

    def remove(self, number: int) -> None:
        """Delete one bucket, which is not needed any more."""
        for spill in self.spills:
            self.path(spill.kind, number).unlink(missing_ok=True)

    def there(self, numbers: Iterable[int]) -> bool:
        """Whether some buckets are all there."""
        return all(
            self.path(spill.kind, number).exists() for number in numbers for spill in self.spills
        )


def buckets_of(folder: Path, spills: Iterable[Spill]) -> Buckets:
    """Return the buckets that tables are to be brought into."""
    large = tuple(spills)
    rows = sum(spill.table.rows for spill in large)
    return Buckets(folder, large, max(1, min(MOST_BUCKETS, -(-rows // BUCKET))))


def partition(buckets: Buckets, ids: Mapping[Kind, int]) -> frozenset[Kind]:
    """Write all buckets, from the start; return the tables whose own ids, in the columns `ids`, are not in order.

    Raises:
        BadFile: when a file is damaged.
    """
    shutil.rmtree(buckets.folder, ignore_errors=True)
    buckets.folder.mkdir(0o700)
    numeric = all(is_numeric(spill.table, spill.table.key) for spill in buckets.spills)
    disordered = set()
    for spill in buckets.spills:
        order = Order(ids.get(spill.kind))
        with contextlib.ExitStack() as stack:
            _partition(spill, buckets, stack, order, numeric=numeric)
        if not order.kept:
            disordered.add(spill.kind)
    return frozenset(disordered)


def _partition(
    spill: Spill, buckets: Buckets, stack: contextlib.ExitStack, order: Order, *, numeric: bool
) -> None:
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    writers = []
    for number in range(buckets.count):
        file = stack.enter_context(_private(buckets.path(spill.kind, number)))
        stack.callback(_sync, file)
        writers.append(stack.enter_context(pa.ipc.new_stream(file, spill.schema, options=options)))
    done = 0
    for batch in batches(spill.table):
        numbers = np.arange(done + 1, done + 1 + batch.num_rows, dtype=np.int64)
        done += batch.num_rows
        order.look(batch)
        places = _places(read_keys(batch.column(spill.table.key)), buckets.count, numeric=numeric)
        sorted_by = np.argsort(places, kind="stable")
        sorted_ = spill.packed(batch, numbers).take(pa.array(sorted_by))
        ends = np.cumsum(np.bincount(places, minlength=buckets.count)).tolist()
        for writer, start, end in zip(writers, [0, *ends], ends, strict=False):
            if end > start:
                writer.write_batch(sorted_.slice(start, end - start))


def _private(path: Path) -> IO[bytes]:
    """Return a new file to be written, readable by its owner alone."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _sync(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def _places(keys: Keys, count: int, *, numeric: bool) -> NDArray[np.uint8]:
    """Return the bucket of every row; rows without an id are in the first."""
    places: NDArray[np.uint8] = (hashes(keys, numeric=numeric) % np.uint64(count)).astype(np.uint8)
    if keys.missing is not None:
        places[keys.missing] = 0
    return places


def _read(path: Path, spill: Spill) -> Rows:
    try:
        with pa.OSFile(str(path)) as file, pa.ipc.open_stream(file) as stream:
            return spill.unpacked(stream.read_all())
    except (OSError, pa.ArrowException) as error:
        raise unsound(path, error) from None
