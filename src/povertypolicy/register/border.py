"""The border: Arrow arrays and lists of mixed cells as typed columns.

Every cell comes to what `fact.read` makes of it as a file gives it, value or Reject; whole arrays at once.
Three kinds of cells mean what no text file can say: a date and time at midnight is that day,
text is stripped, and text of nothing but space is missing.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from povertypolicy.columns.data import YES
from povertypolicy.columns.segments import Flags
from povertypolicy.expr.facts import DayFact, Fact, FlagFact, ListFact, NumberFact, WordFact
from povertypolicy.expr.values import Reject, shape, word_of
from povertypolicy.register.buffers import is_text, lacking, like, raw, refused_alike, truths
from povertypolicy.register.cells import EPOCH, Cells, Read
from povertypolicy.register.figures import read_decimals, read_floats, read_texts, read_whole

_LAST = dt.date.max.toordinal()
_DAY = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
_TYPES: dict[type[Any], Any] = {
    str: pa.large_string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    dt.date: pa.date32(),
    Decimal: None,
}
_MOST_PLACES = 24


def read_column(fact: Fact, data: Any, *, fen: bool = False) -> Read:
    """Return the column of a fact from an Arrow array, chunked or not, or a list of mixed Python values.

    With `fen`, numbers are whole recorded steps instead of printed units. Facts that are text have no column.

    Raises:
        BadSetting: when a list fact has more terms than fit into a bit set.
    """
    cells = Cells.of(fact, fen=fen)
    if isinstance(data, list | tuple):
        return _mixed(cells, list(data))
    parts = data.chunks if isinstance(data, pa.ChunkedArray) else [data]
    return cells.joined([_array(cells, part) for part in parts])


def arrow_of(values: list[Any], kind: type[Any]) -> Any:
    """Return values of one Python type, or None, as an Arrow array; None where Arrow would not keep them as they are."""
    if kind not in _TYPES:
        return None
    try:
        array = pa.array(values, _TYPES[kind])
    except (pa.ArrowException, OverflowError, TypeError, ValueError):
        return None
    kept = kind is not Decimal or 0 <= array.type.scale <= _MOST_PLACES
    return array if kept else None


def _mixed(cells: Cells, values: list[Any]) -> Read:
    """Read a list type by type."""
    types = list(map(type, values))
    kinds = [kind for kind in dict.fromkeys(types) if kind is not type(None)]
    if len(kinds) == 1:
        return _alike(cells, values, kinds[0])
    read = cells.nothing(len(values))
    for kind in kinds:
        rows = [row for row, own in enumerate(types) if own is kind]
        part = _alike(cells, [values[row] for row in rows], kind)
        read = cells.patched(read, np.array(rows, np.int64), part)
    return read


def _alike(cells: Cells, values: list[Any], kind: type[Any]) -> Read:
    array = arrow_of(values, kind)
    return cells.each(values) if array is None else _array(cells, array)


def _array(cells: Cells, array: Any) -> Read:
    kind = array.type
    if pa.types.is_null(kind):
        return cells.nothing(len(array))
    if pa.types.is_dictionary(kind):
        return cells.spread(_array(cells, array.dictionary), array.indices)
    if pa.types.is_run_end_encoded(kind):
        return _array(cells, pc.run_end_decode(array))
    if pa.types.is_string_view(kind):
        array = array.cast(pa.large_string())
    return _READERS[type(cells.fact)](cells, array)


def _numbers(cells: Cells, array: Any) -> Read:
    kind = array.type
    if pa.types.is_integer(kind):
        return read_whole(cells, array)
    if pa.types.is_floating(kind):
        return read_floats(cells, array)
    if pa.types.is_decimal(kind):
        return read_decimals(cells, array)
    return read_texts(cells, array) if is_text(kind) else _other(cells, array)


def _flags(cells: Cells, array: Any) -> Read:
    if pa.types.is_boolean(array.type):
        return cells.made(_codes(truths(array)), lacking(array))
    if not pa.types.is_integer(array.type):
        return _other(cells, array)
    numbers, missing = raw(array, array.type.to_pandas_dtype()), lacking(array)
    yes = numbers == 1
    known = yes | (numbers == 0)
    rows = np.flatnonzero(~known if missing is None else ~(known | missing)).tolist()
    return cells.made(_codes(yes), missing, dict.fromkeys(rows, cells.refusal(-1)))


def _codes(yes: Flags) -> NDArray[np.uint8]:
    codes = yes.astype(np.uint8)
    codes *= YES
    return codes


def _days(cells: Cells, array: Any) -> Read:
    kind, missing = array.type, lacking(array)
    bad: dict[int, Reject] = {}
    if pa.types.is_date32(kind):
        days = raw(array, np.int32).astype(np.int64)
    elif pa.types.is_date64(kind) or (pa.types.is_timestamp(kind) and kind.tz is None):
        days, rest = np.divmod(raw(array, np.int64), _DAY[getattr(kind, "unit", "ms")])
        late = rest != 0 if missing is None else (rest != 0) & ~missing
        rows = np.flatnonzero(late).tolist()
        bad = dict.fromkeys(rows, Reject("not-a-day", shape=shape(dt.datetime.min)))  # noqa: DTZ901
    else:
        return _other(cells, array)
    days += EPOCH
    strange = (days < 1) | (days > _LAST)
    if missing is not None:
        strange &= ~missing
    beyond = dict.fromkeys(
        np.flatnonzero(strange).tolist(), Reject("no-such-day", shape=shape(dt.date.min))
    )
    return cells.made(days, missing, {**beyond, **bad})


def _lists(cells: Cells, array: Any) -> Read:
    kind = array.type
    if not _is_list(kind):
        return _other(cells, array)
    items, sizes = pc.list_flatten(array), pc.list_value_length(array).fill_null(0)
    if pa.types.is_dictionary(items.type):
        items = items.cast(items.type.value_type)
    if pa.types.is_string_view(items.type):  # whose nulls Arrow encodes as empty text
        items = items.cast(pa.large_string())
    if not is_text(items.type):
        return cells.each(array.to_pylist())
    sets = np.zeros(len(array), np.int64)
    encoded = items.dictionary_encode(null_encoding="encode")
    words = [_bit(cells, word) for word in encoded.dictionary.to_pylist()]
    places = raw(encoded.indices, np.int32)
    bits = np.array([0 if isinstance(bit, Reject) else bit for bit in words], np.int64)
    owners = np.repeat(np.arange(len(array)), sizes.to_numpy())
    np.bitwise_or.at(sets, owners, bits[places])
    spoilt = np.array([isinstance(bit, Reject) for bit in words], np.bool_)
    bad: dict[int, Reject] = {}
    for item in np.flatnonzero(spoilt[places]).tolist() if spoilt.any() else ():
        bad.setdefault(int(owners[item]), words[places[item]])
    return cells.made(sets, lacking(array), bad)


def _bit(cells: Cells, word: object) -> int | Reject:
    try:
        return cells.code([word_of(cells.fact.vocabulary, word)])
    except Reject as reject:
        return Reject(reject.code, **reject.parts)


def _other(cells: Cells, array: Any) -> Read:
    """Read text, each distinct one once; refuse what no fact of the kind is made of."""
    kind = array.type
    if is_text(kind):
        return cells.distinct(array)
    if not refused_alike(kind):
        return cells.each(array.to_pylist())
    missing = lacking(array)
    rows = np.flatnonzero(~missing if missing is not None else np.ones(len(array), np.bool_))
    if not len(rows):
        return cells.nothing(len(array))
    refusal = cells.refusal(like(kind))
    values = np.full(len(array), cells.empty, cells.dtype)
    return cells.made(values, missing, dict.fromkeys(rows.tolist(), refusal))


def _is_list(kind: Any) -> bool:
    tests = ("is_list", "is_large_list", "is_fixed_size_list", "is_list_view", "is_large_list_view")
    return any(getattr(pa.types, test)(kind) for test in tests)


_READERS: dict[type[Any], Callable[[Cells, Any], Read]] = {
    NumberFact: _numbers,
    FlagFact: _flags,
    WordFact: _other,
    DayFact: _days,
    ListFact: _lists,
}
