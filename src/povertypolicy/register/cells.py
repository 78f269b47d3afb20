"""Cells of one fact: what single values come to in its column, and columns put together from parts."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from povertypolicy.columns.data import NO, UNKNOWN, YES, Column
from povertypolicy.columns.segments import Flags
from povertypolicy.errors import BadSetting
from povertypolicy.expr.facts import DayFact, Fact, FlagFact, ListFact, NumberFact, WordFact
from povertypolicy.expr.nodes import Vocabulary
from povertypolicy.expr.values import Reject
from povertypolicy.quantities import Count
from povertypolicy.register.buffers import lacking, raw
from povertypolicy.register.tables import PADDING

EPOCH = dt.date(1970, 1, 1).toordinal()
"""The ordinal of the day from which Arrow counts."""

_FEW = 64
"""So many values are read sooner than it is found out which of them are the same."""

MOST_TERMS = 62
"""The most terms of a vocabulary whose lists fit into a bit set."""

Said = int | Reject | None


@attrs.frozen(eq=False)
class Read:
    """The column of one fact, and why some of its rows are `bad`; these are missing in the column."""

    column: Column
    bad: Mapping[int, Reject] = attrs.field(factory=dict)

    def __len__(self) -> int:
        return len(self.column)


@attrs.frozen(eq=False)
class Cells:
    """Reads the cells of one fact, each distinct text once, and builds its column.

    `empty` stands where a value is missing; `masked` columns tell that by a mask, the others by `empty`.
    """

    fact: Any
    dtype: Any
    empty: int
    masked: bool
    code: Callable[[Any], int]
    known: dict[str, Said] = attrs.field(factory=dict)

    @classmethod
    def of(cls, fact: Fact, *, fen: bool = False) -> "Cells":
        """Return the reader of a fact; with `fen`, numbers are whole recorded steps.

        Raises:
            BadSetting: when a list has more terms than fit into a bit set.
        """
        if isinstance(fact, NumberFact):
            read = _in_steps(fact) if fen else fact
            return cls(read, np.int64, min(max(0, fact.low), fact.high), masked=True, code=int)
        if isinstance(fact, DayFact):
            return cls(fact, np.int64, EPOCH, masked=True, code=dt.date.toordinal)
        if isinstance(fact, FlagFact):
            return cls(fact, np.uint8, UNKNOWN, masked=False, code=(NO, YES).__getitem__)
        if isinstance(fact, WordFact):
            places = _places(fact.vocabulary)
            return cls(fact, np.int16, -1, masked=False, code=places.__getitem__)
        if isinstance(fact, ListFact):
            return cls(fact, np.int64, 0, masked=True, code=_bit_set(fact))
        raise TypeError(type(fact).__name__)  # text is not decided on: it has no column

    # single cells

    def cell(self, value: object) -> Said:
        """Return what a cell holds in the column: None when missing, a Reject when it cannot be the fact.

        Text is stripped as in a CSV file; a date and time is a day at midnight.
        """
        if isinstance(value, str):
            if value not in self.known:
                self.known[value] = self._cell(value.strip(PADDING))
            return self.known[value]
        midnight = isinstance(value, dt.datetime) and value.timetz() == dt.time()
        if midnight and isinstance(self.fact, DayFact):
            return self._cell(value.date())  # type: ignore[attr-defined]
        return self._cell(value)

    def _cell(self, value: object) -> Said:
        try:
            got = self.fact.read(value)
        except Reject as reject:
            return Reject(
                reject.code, **reject.parts
            )  # one that remembers no frame, and so no value
        return None if got is None else self.code(got)

    def refusal(self, value: object) -> Reject:
        """Return why a value cannot be the fact."""
        said = self.cell(value)
        if not isinstance(said, Reject):
            raise AssertionError(type(value).__name__)  # noqa: TRY004 - the fast path disagrees: ours
        return said

    # columns

    def each(self, values: Sequence[Any]) -> Read:
        """Read values one by one."""
        out = np.full(len(values), self.empty, self.dtype)
        missing = np.zeros(len(values), np.bool_)
        bad: dict[int, Reject] = {}
        for row, value in enumerate(values):
            said = self.cell(value)
            if isinstance(said, int):
                out[row] = said
                continue
            missing[row] = True
            if said is not None:
                bad[row] = said
        return self.made(out, missing if missing.any() else None, bad)

    def distinct(self, array: Any) -> Read:
        """Read an Arrow array, each distinct value once."""
        if len(array) <= _FEW:
            return self.each(array.to_pylist())
        encoded = array.dictionary_encode()
        return self.spread(self.each(encoded.dictionary.to_pylist()), encoded.indices)

    def nothing(self, size: int) -> Read:
        """Return a column in which every row is missing."""
        return self.made(np.full(size, self.empty, self.dtype), np.ones(size, np.bool_))

    def made(
        self, values: NDArray[Any], missing: Flags | None, bad: Mapping[int, Reject] | None = None
    ) -> Read:
        """Return a column of values; rows that are `bad` become missing too."""
        if bad:
            missing = np.zeros(len(values), np.bool_) if missing is None else missing
            missing[_rows(bad)] = True
        if missing is not None:
            values = values if values.flags.writeable else values.copy()
            values[missing] = self.empty
        return Read(Column(values, missing if self.masked else None), bad or {})

    def spread(self, read: Read, indices: Any) -> Read:
        """Give every row the value of its place in `read`; null `indices` are missing."""
        null = lacking(indices)
        places = raw(indices, indices.type.to_pandas_dtype())
        if self._in_order(read) and _within(places, len(read)):
            return self.made(places.astype(self.dtype), null)
        values, missing = read.column.values, read.column.missing
        if null is not None:
            places = np.where(null, len(read), places)
            values = np.append(values, np.array(self.empty, self.dtype))
        if self.masked and (missing is not None or null is not None):
            missing = np.zeros(len(read), np.bool_) if missing is None else missing
            missing = np.append(missing, True)[places]  # the last: null
        spoilt = np.zeros(len(read) + 1, np.bool_)
        spoilt[_rows(read.bad)] = True
        rows = np.flatnonzero(spoilt[places]) if read.bad else np.zeros(0, np.int64)
        at = zip(rows.tolist(), places[rows].tolist(), strict=True)
        return Read(Column(values[places], missing), {row: read.bad[place] for row, place in at})

    def _in_order(self, read: Read) -> bool:
        """Whether the places of values are what stands for them in the column."""
        values = read.column.values
        plain = not read.bad and read.column.missing is None
        return plain and bool((values == np.arange(len(values))).all())

    def patched(self, base: Read, rows: NDArray[np.int64], part: Read) -> Read:
        """Put the rows of `part` at the given rows of `base`."""
        values = base.column.values
        values = values if values.flags.writeable else values.copy()
        values[rows] = part.column.values
        missing = base.column.missing
        if self.masked and (missing is not None or part.column.missing is not None):
            missing = np.zeros(len(base), np.bool_) if missing is None else missing
            missing[rows] = False if part.column.missing is None else part.column.missing
            missing = missing if missing.any() else None
        bad = {**base.bad, **{int(rows[row]): reject for row, reject in part.bad.items()}}
        return Read(Column(values, missing), bad)

    def joined(self, reads: Sequence[Read]) -> Read:
        """Return several columns one below the other."""
        if len(reads) == 1:
            return reads[0]
        starts = np.cumsum([0, *map(len, reads)]).tolist()
        missing = np.zeros(starts[-1], np.bool_)
        bad: dict[int, Reject] = {}
        for start, read in zip(starts, reads, strict=False):
            if read.column.missing is not None:
                missing[start : start + len(read)] = read.column.missing
            bad |= {start + row: reject for row, reject in read.bad.items()}
        values = np.concatenate([np.zeros(0, self.dtype), *(read.column.values for read in reads)])
        return Read(Column(values, missing if missing.any() else None), bad)


def _within(places: NDArray[Any], size: int) -> bool:
    """Whether all places lie among so many; one below zero is read as one far above."""
    unsigned = places.view(np.dtype(f"u{places.dtype.itemsize}"))
    return int(unsigned.max(initial=0)) < max(size, 1)


@lru_cache(maxsize=1024)
def _in_steps(fact: NumberFact[Any, Any]) -> NumberFact[Any, Any]:
    """Return a fact whose numbers are written in the steps in which they are recorded."""
    return attrs.evolve(fact, unit=Count, decimals=0)


def _rows(bad: Mapping[int, Reject]) -> NDArray[np.int64]:
    return np.fromiter(bad, np.int64, len(bad))


def _places(words: Vocabulary) -> dict[str, int]:
    return {name: place for place, name in enumerate(words.ids())}


def _bit_set(fact: ListFact[Any]) -> Callable[[Iterable[str]], int]:
    places = _places(fact.vocabulary)
    if len(places) > MOST_TERMS:
        label = fact.info.label
        raise BadSetting(
            setting=fact.info.name,
            zh=f"“{label.zh}”有 {len(places)} 个词，成批核查最多 {MOST_TERMS} 个；请逐条核查。",
            en=f"{label.en} has {len(places)} words, tables at most {MOST_TERMS}; decide one by one.",
        )
    return lambda listed: sum(1 << places[name] for name in listed)
