"""Ids that stand twice in a large table, in whatever parts: found by their hashes on disk, in bounded memory."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from povertypolicy.columns.segments import Ints
from povertypolicy.errors import BadSetting
from povertypolicy.register.columnar import Typed
from povertypolicy.register.complaints import Reason, Stage
from povertypolicy.register.headers import ID
from povertypolicy.register.keys import Keys, read_keys
from povertypolicy.register.parts.hashing import hashes, is_numeric
from povertypolicy.register.parts.rowgroups import Large, batches

FILES = 64
MOST = 5_000_000
"""Ids that may stand twice; of more, the column holds no ids."""

Hashes = NDArray[np.uint64]


@attrs.frozen(eq=False)
class Repeats:
    """The rows whose ids stand twice, as numbers in the table, in order; `others` is another row with the same id."""

    rows: Ints
    others: Ints

    def tell(self, table: Typed) -> None:
        """Tell ids that are missing or stand twice anywhere, and keep the joiner from looking for them in one slice."""
        ids = table.ids
        if ids is None:
            return
        if ids.missing is not None:
            none = np.flatnonzero(ids.missing & ~table.told.marked(Stage.ROW))
            table.told.one(Stage.KEYS, none, ID, "missing-key")
        numbers = np.asarray(table.numbers)
        places = np.minimum(np.searchsorted(self.rows, numbers), max(0, len(self.rows) - 1))
        found = np.flatnonzero(self.rows[places] == numbers) if len(self.rows) else places[:0]
        others = dict(zip(found.tolist(), self.others[places[found]].tolist(), strict=True))

        def told(row: int) -> Reason:
            return "duplicate-key", {"other": others[row]}

        table.told.add(Stage.KEYS, found, ID, told)
        table.ids = None


def find_repeats(table: Large, place: int, folder: Path) -> Repeats:
    """Return the rows of a table whose ids, in the column at a place, stand twice.

    Raises:
        BadFile: when a file is damaged.
        BadSetting: when there are so many that the column holds no ids.
    """
    numeric = is_numeric(table, place)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".ids-") as spilled:
        twice = _twice(table, place, Path(spilled), numeric=numeric)
    rows: list[Ints] = []
    keys: list[str] = []
    for first, ids in _ids(table, place) if len(twice) else ():
        told = hashes(ids, numeric=numeric)
        places = np.minimum(np.searchsorted(twice, told), len(twice) - 1)
        found = twice[places] == told
        if ids.missing is not None:
            found &= ~ids.missing
        some = np.flatnonzero(found)
        rows.append(some + first)
        keys += ids.take(some).text.to_pylist()
    return _matched(np.concatenate([np.zeros(0, np.int64), *rows]), keys)


def _matched(rows: Ints, keys: list[str]) -> Repeats:
    firsts: dict[str, int] = {}
    others: dict[int, int] = {}
    for row, key in zip(rows.tolist(), keys, strict=True):
        first = firsts.setdefault(key, row)
        if first != row:
            others[row] = first
            others.setdefault(first, row)
    ordered = sorted(others)
    return Repeats(
        np.array(ordered, np.int64), np.array([others[row] for row in ordered], np.int64)
    )


def _ids(table: Large, place: int) -> Iterator[tuple[int, Keys]]:
    """Yield the number of the first row, and the ids, of batches of a table."""
    done = 1
    for batch in batches(table, [table.schema.names[place]]):
        yield done, read_keys(batch.column(0))
        done += batch.num_rows


def _twice(table: Large, place: int, folder: Path, *, numeric: bool) -> Hashes:
    """Return the hashes that stand twice, in order."""
    files = [(folder / str(number)).open("w+b") for number in range(FILES)]
    try:
        for _, ids in _ids(table, place):
            told = hashes(ids, numeric=numeric)
            told = told if ids.missing is None else told[~ids.missing]
            homes = (told % np.uint64(FILES)).astype(np.uint8)
            told = told[np.argsort(homes, kind="stable")]
            ends = np.cumsum(np.bincount(homes, minlength=FILES)).tolist()
            for file, start, end in zip(files, [0, *ends], ends, strict=False):
                file.write(told[start:end].tobytes())
        found = []
        for file in files:
            file.seek(0)
            sorted_ = np.sort(np.frombuffer(file.read(), np.uint64))
            found.append(np.unique(sorted_[1:][sorted_[1:] == sorted_[:-1]]))
    finally:
        for file in files:
            file.close()
    twice = np.sort(np.concatenate(found))
    if len(twice) > MOST:
        raise BadSetting(
            setting=table.label,
            zh="编号列中有几百万个重复的编号；请核对哪一列是编号。",
            en="millions of ids stand twice; check which column holds the ids.",
        )
    return twice
