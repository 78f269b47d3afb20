"""Keys: ids and links as they are joined, by number where they are numbers and by text where they are not."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from povertypolicy.columns.segments import Flags, Ints
from povertypolicy.expr.values import Reject, shape
from povertypolicy.register.buffers import characters, is_text, lacking, like, raw, refused_alike
from povertypolicy.register.records import SCIENTIFIC
from povertypolicy.register.tables import PADDING

NONE = -1
"""Stands for no row."""

SPACE = PADDING + "".join(chr(i) for i in range(0x3001) if chr(i).isspace())
"""What is taken off both ends of an id."""
_DENSE = 4
"""A table of all whole numbers between the least and the greatest id pays up to so many times the ids."""

_FEW_RUNS = 2
"""Runs of one id are looked up instead of rows when there are that many times fewer."""


@attrs.frozen(eq=False, slots=False)
class Keys:
    """Ids as 64-bit numbers or as Arrow text; an id of 5 is the same as one of "5".

    `missing` marks the rows without one, None where all have one; `bad` says why an id is unusable, and so missing.
    """

    values: Any
    missing: Flags | None = None
    bad: Mapping[int, Reject] = attrs.field(factory=dict)

    def __len__(self) -> int:
        return len(self.values)

    @property
    def numeric(self) -> bool:
        """Whether the ids are numbers."""
        return isinstance(self.values, np.ndarray)

    @cached_property
    def text(self) -> Any:
        """The ids as Arrow text, null where missing."""
        return self.arrow.cast(pa.large_string())

    @cached_property
    def arrow(self) -> Any:
        """The ids as an Arrow array, null where missing."""
        return pa.array(self.values, mask=self.missing) if self.numeric else self.values

    def at(self, row: int) -> str | None:
        """Return one id as text."""
        value = self.arrow[row].as_py()
        return None if value is None else str(value)

    def take(self, rows: NDArray[Any]) -> "Keys":
        """Return the ids at some places, without what is bad."""
        missing = None if self.missing is None else self.missing[rows]
        return Keys(self.values.take(rows), missing)

    @cached_property
    def increasing(self) -> bool:
        """Whether every row has an id greater than the one before."""
        if self.missing is not None:
            return False
        if self.numeric:
            return bool((self.values[1:] > self.values[:-1]).all())
        return bool(pc.all(pc.less(self.values[:-1], self.values[1:]), min_count=0).as_py())

    @cached_property
    def repeated(self) -> tuple[Ints, Ints]:
        """The rows that repeat the id of an earlier one, and the first row with that id for each."""
        if self.increasing:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        first = _found(self, self)
        rows = np.flatnonzero((first != np.arange(len(self))) & (first != NONE))
        return rows, first[rows]


def read_keys(data: Any) -> Keys:
    """Return ids or links from an Arrow array, chunked or not, or a list of mixed Python values.

    Text is stripped; empty text is none. Floats and text in scientific notation have lost digits: `damaged-id`.
    """
    if isinstance(data, list | tuple):
        return _mixed(list(data))
    if not isinstance(data, pa.ChunkedArray):
        return _array(data)
    if not data.num_chunks:
        return _array(pa.array([], data.type))
    return _joined([_array(part) for part in data.chunks])


def match(children: Keys, parents: Keys) -> Ints:
    """Return the row of `parents`, the first one, with the id of each of the `children`; -1 where there is none."""
    if not children.numeric or not parents.numeric:
        children, parents = _as_text(children), _as_text(parents)
    starts = run_starts(children)
    if len(starts) * _FEW_RUNS > len(children) and len(starts) != len(parents):
        return _found(children, parents)
    heads = children.take(starts)
    aligned = len(heads) == len(parents) and parents.missing is None and _equal(heads, parents)
    if aligned and not len(parents.repeated[0]):
        rows = np.arange(len(heads), dtype=np.int64)
    else:
        rows = _found(heads, parents)
    return np.repeat(rows, np.diff(starts, append=len(children)))


def repeats(keys: Keys) -> tuple[Ints, Ints]:
    """Return the rows that repeat the id of an earlier row, and the first row with that id for each."""
    return keys.repeated


# looking up


def _as_text(keys: Keys) -> Keys:
    return Keys(keys.text, keys.missing) if keys.numeric else keys


def run_starts(keys: Keys) -> Ints:
    """Return the rows whose id is not that of the row before."""
    if not len(keys):
        return np.zeros(0, np.int64)
    changed = np.ones(len(keys), np.bool_)
    if keys.numeric:
        np.not_equal(keys.values[1:], keys.values[:-1], out=changed[1:])
    else:
        differ = pc.not_equal(keys.values[1:], keys.values[:-1])
        changed[1:] = differ.fill_null(True).to_numpy(zero_copy_only=False)  # noqa: FBT003 - of arrow
    if keys.missing is not None:
        changed[1:] |= keys.missing[1:] != keys.missing[:-1]
    return np.flatnonzero(changed)


def _equal(first: Keys, second: Keys) -> bool:
    if first.missing is not None and first.missing.any():
        return False
    if first.numeric:
        return bool(np.array_equal(first.values, second.values))
    return bool(first.values.equals(second.values))


def _found(children: Keys, parents: Keys) -> Ints:
    found: Ints
    if parents.numeric and children.increasing and parents.increasing:
        return _merged(children.values, parents.values)
    span = _span(parents) if parents.numeric else None
    if span is None:
        places = pc.index_in(children.arrow, value_set=parents.arrow, skip_nulls=True)
        found = places.fill_null(NONE).to_numpy().astype(np.int64)
        return found
    least, greatest = span
    table = np.full(greatest - least + 2, NONE, np.int64)  # the last place is for what is not there
    rows = np.arange(len(parents), dtype=np.int64)
    if parents.missing is not None:
        rows = rows[~parents.missing]
    table[parents.values[rows[::-1]] - least] = rows[
        ::-1
    ]  # of several the first row, put last, stays
    there = (children.values >= least) & (children.values <= greatest)
    if children.missing is not None:
        there &= ~children.missing
    found = table[np.where(there, children.values, greatest + 1) - least]
    return found


def _merged(wanted: Ints, held: Ints) -> Ints:
    """Look up numbers where both sides increase, as many at a time as stay in the cache."""
    found = np.full(len(wanted), NONE, np.int64)
    for start in range(0, len(wanted) if len(held) else 0, _AT_ONCE):
        stop = start + _AT_ONCE
        _merge(wanted[start:stop], held, found[start:stop])
    return found


def _merge(wanted: Ints, held: Ints, rows: Ints) -> None:
    """Look up numbers piece by piece, and one by one only where a piece has gaps."""
    first = held.searchsorted(wanted[::_PIECE])
    likely = (first[:, np.newaxis] + np.arange(_PIECE)).ravel()[: len(wanted)]
    np.minimum(likely, len(held) - 1, out=rows)
    lost = np.flatnonzero(held.take(rows) != wanted)
    rows[lost] = np.minimum(held.searchsorted(wanted[lost]), len(held) - 1)
    rows[lost[held[rows[lost]] != wanted[lost]]] = NONE


_AT_ONCE = 32_768
_PIECE = 64


def _span(keys: Keys) -> tuple[int, int] | None:
    """The least and the greatest number, where a table of all between them is small enough."""
    values = keys.values if keys.missing is None else keys.values[~keys.missing]
    if not len(values):
        return 0, 0
    least, greatest = int(values.min()), int(values.max())
    small = greatest - least <= _DENSE * len(values) and greatest < np.iinfo(np.int64).max
    return (least, greatest) if small else None


# reading


def _array(array: Any) -> Keys:
    kind = array.type
    if pa.types.is_dictionary(kind):
        return _array(array.dictionary_decode())
    if pa.types.is_null(kind):
        return Keys(np.zeros(len(array), np.int64), lacking(array))
    if pa.types.is_integer(kind):
        return _numbers(array)
    if is_text(kind):
        return _texts(array)
    if pa.types.is_decimal(kind) and kind.scale == 0:  # what DuckDB makes of a sum of integers
        return _texts(array.cast(pa.string()))
    return _refused(array) if refused_alike(kind) else _mixed(array.to_pylist())


def _refused(array: Any) -> Keys:
    missing = lacking(array)
    rows = np.arange(len(array)) if missing is None else np.flatnonzero(~missing)
    code = "damaged-id" if pa.types.is_floating(array.type) else "not-text"
    bad = dict.fromkeys(rows.tolist(), Reject(code, shape=shape(like(array.type))))
    return Keys(np.zeros(len(array), np.int64), np.ones(len(array), np.bool_), bad)


def _numbers(array: Any) -> Keys:
    numbers, missing = raw(array, array.type.to_pandas_dtype()), lacking(array)
    if numbers.dtype == np.uint64 and numbers.max(initial=0) > np.iinfo(np.int64).max:
        return _texts(array.cast(pa.large_string()))
    return Keys(numbers.astype(np.int64, copy=False), missing)


def _texts(array: Any) -> Keys:
    array = array.cast(pa.large_string())
    told = characters(array)
    if not _is_tight(told):
        array = pc.utf8_trim(array, characters=SPACE)
    empty = pc.equal(pc.binary_length(array), 0)
    bad: dict[int, Reject] = {}
    if pc.any(empty).as_py():
        array = pc.if_else(empty, pa.scalar(None, array.type), array)
    if ((told | 0x20) == ord("e")).any():
        damaged = pc.match_substring_regex(array, f"^(?:{SCIENTIFIC.pattern})$").fill_null(False)  # noqa: FBT003
        rows = np.flatnonzero(damaged.to_numpy(zero_copy_only=False)).tolist()
        bad = {row: Reject("damaged-id", shape=shape(array[row].as_py())) for row in rows}
        array = pc.if_else(damaged, pa.scalar(None, array.type), array) if rows else array
    return Keys(array, lacking(array), bad)


def _is_tight(told: NDArray[np.uint8]) -> bool:
    """Whether there is nothing but printed ASCII."""
    return not len(told) or (ord(" ") < int(told.min()) and int(told.max()) < 0x7F)  # noqa: PLR2004


def _mixed(values: list[Any]) -> Keys:
    bad: dict[int, Reject] = {}
    kept: list[int | str | None] = []
    for row, value in enumerate(values):
        try:
            kept.append(_usable(value))
        except Reject as reject:
            kept.append(None)
            bad[row] = Reject(reject.code, **reject.parts)
    if any(isinstance(value, str) for value in kept):
        keys = _texts(pa.array([None if v is None else str(v) for v in kept], pa.large_string()))
    else:
        try:
            keys = _numbers(pa.array(kept, pa.int64()))
        except OverflowError:
            keys = _mixed([None if v is None else str(v) for v in kept])
    return attrs.evolve(keys, bad={**bad, **keys.bad})


def _usable(value: object) -> int | str | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeError:
            raise Reject("not-text", shape=shape(value)) from None
        return value
    raise Reject("damaged-id" if isinstance(value, float) else "not-text", shape=shape(value))


def _joined(parts: list[Keys]) -> Keys:
    if len(parts) == 1:
        return parts[0]
    starts = np.cumsum([0, *map(len, parts)]).tolist()
    bad = {
        start + row: reject
        for start, part in zip(starts, parts, strict=False)
        for row, reject in part.bad.items()
    }
    missing = np.concatenate(
        [np.zeros(len(part), np.bool_) if part.missing is None else part.missing for part in parts]
    )
    if all(part.numeric for part in parts):
        values = np.concatenate([part.values for part in parts])
    else:
        values = pa.concat_arrays([part.text for part in parts])
    return Keys(values, missing if missing.any() else None, bad)
