"""Numbers from Arrow as whole recorded steps: exact, ranges checked before anything is multiplied.

What cannot be told to be right at once is read cell by cell, as the fact itself reads it.
"""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from povertypolicy.columns.segments import Flags
from povertypolicy.expr.values import Reject
from povertypolicy.register.buffers import lacking, raw
from povertypolicy.register.cells import Cells, Read

DIGITS = 18
"""Any number of so many digits fits into 64 bits."""

_SHOWN = 1e15
"""Whole numbers below it have the 15 digits that a person sees of a float."""

_CLOSE = 3e-16
"""How far, relatively, a float may lie from a number of 15 digits and surely be printed as that number.

Half a unit of the 15th digit is at least 5e-16; dividing adds at most 1.2e-16 to what is measured.
"""

_MOST_PLACES = 24


def read_whole(cells: Cells, array: Any) -> Read:
    """Read an array of integers of any width."""
    numbers = raw(array, array.type.to_pandas_dtype())
    return _ranged(cells, array, numbers, lacking(array), cells.fact.printed)


def read_floats(cells: Cells, array: Any) -> Read:
    """Read an array of floats: to the 15 digits people see."""
    numbers = raw(array, array.type.to_pandas_dtype()).astype(np.float64, copy=False)
    missing, printed = lacking(array), cells.fact.printed
    with np.errstate(all="ignore"):
        steps = np.rint(numbers * printed)
        sure = np.abs(numbers - steps / printed) <= _CLOSE * np.abs(numbers)
        sure &= np.abs(steps) < _SHOWN
    if sure.all():
        return _ranged(cells, array, steps.astype(np.int64), missing, 1)
    steps[~sure] = cells.empty
    read = _ranged(cells, array, steps.astype(np.int64), missing, 1)
    rows = np.flatnonzero(~sure if missing is None else ~(sure | missing))
    values, places = np.unique(numbers[rows], return_inverse=True)
    return cells.patched(read, rows, cells.spread(cells.each(values.tolist()), pa.array(places)))


def read_decimals(cells: Cells, array: Any) -> Read:
    """Read an array of decimals of any width."""
    places = array.type.scale - _places(cells)
    if not 0 <= array.type.scale <= _MOST_PLACES or places > DIGITS:
        return cells.each(array.to_pylist())
    if pa.types.is_decimal256(array.type):
        try:
            array = array.cast(pa.decimal128(38, array.type.scale))
        except pa.ArrowInvalid:
            return cells.each(array.to_pylist())
    numbers, wide = _unscaled(array)
    missing = lacking(array)
    if wide.any():
        numbers = np.where(wide, cells.empty, numbers)
    if places > 0:
        read = _cut(cells, array, numbers, missing, 10**places)
    else:
        read = _ranged(cells, array, numbers, missing, 10**-places)
    rows = np.flatnonzero(wide if missing is None else wide & ~missing)
    if len(rows):
        read = cells.patched(read, rows, cells.each(array.take(rows).to_pylist()))
    return read


def read_texts(cells: Cells, array: Any) -> Read:
    """Read an array of text: plain numbers at once, every other distinct text once."""
    places = _places(cells)
    if places >= DIGITS:
        return cells.distinct(array)
    fraction = rf"(?:\.[0-9]{{1,{places}}})?" if places else ""
    pattern = rf"^[+-]?[0-9]{{1,{DIGITS - places}}}{fraction}$"
    plain = pc.match_substring_regex(array, pattern)
    if pc.all(plain, skip_nulls=True).as_py() is not False:
        return read_decimals(cells, array.cast(pa.decimal128(DIGITS, places)))
    plain = plain.fill_null(False)  # noqa: FBT003 - of arrow
    numbers = pc.if_else(plain, array, pa.scalar(None, array.type))
    read = read_decimals(cells, numbers.cast(pa.decimal128(DIGITS, places)))
    rest = pc.and_(pc.invert(plain), array.is_valid())
    rows = np.flatnonzero(rest.to_numpy(zero_copy_only=False))
    return cells.patched(read, rows, cells.distinct(array.filter(rest)))


def _places(cells: Cells) -> int:
    return len(str(cells.fact.printed)) - 1


def _unscaled(array: Any) -> tuple[NDArray[Any], Flags]:
    """Return decimals times the power of ten of their scale, and which do not fit into 64 bits."""
    if pa.types.is_decimal128(array.type):
        halves = raw(array, np.int64, 2).reshape(-1, 2)
        low, high = halves[:, 0], halves[:, 1]
        return low, high != low >> 63
    dtype = np.int32 if pa.types.is_decimal32(array.type) else np.int64
    return raw(array, dtype), np.zeros(len(array), np.bool_)


def _cut(
    cells: Cells, array: Any, numbers: NDArray[Any], missing: Flags | None, factor: int
) -> Read:
    """Divide, refusing what leaves a rest."""
    steps, rest = np.divmod(numbers.astype(np.int64), factor)
    fine = rest != 0
    if missing is not None:
        fine &= ~missing
    bad = _refused(cells, array, fine)
    steps[fine] = cells.empty
    read = _ranged(cells, array, steps, missing, 1)
    return cells.made(read.column.values, read.column.missing, {**read.bad, **bad})


def _ranged(
    cells: Cells, array: Any, numbers: NDArray[Any], missing: Flags | None, factor: int
) -> Read:
    """Multiply what lies within the range of the fact, refusing the rest."""
    lowest, highest = -(-cells.fact.low // factor), cells.fact.high // factor
    bad: dict[int, Reject] = {}
    if len(numbers) and not lowest <= int(numbers.min()) <= int(numbers.max()) <= highest:
        outside = (numbers < lowest) | (numbers > highest)
        if missing is not None:
            outside &= ~missing
        bad = _refused(cells, array, outside)
    if factor != 1 or numbers.dtype != np.int64:
        numbers = np.multiply(numbers, factor, dtype=np.int64, casting="unsafe")
    return cells.made(np.ascontiguousarray(numbers), missing, bad)


def _refused(cells: Cells, array: Any, marked: Flags) -> dict[int, Reject]:
    """Return the reason, one for all, why the marked rows are refused."""
    rows = np.flatnonzero(marked).tolist()
    return dict.fromkeys(rows, cells.refusal(array[rows[0]].as_py())) if rows else {}
