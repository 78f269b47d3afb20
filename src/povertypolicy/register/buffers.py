"""The memory of Arrow arrays as numpy arrays: no copies, offsets of slices minded."""

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from povertypolicy.columns.segments import Flags


def raw(array: Any, dtype: Any, width: int = 1) -> NDArray[Any]:
    """Return the numbers of an array, `width` of them a row; under nulls stands whatever stands there."""
    buffer, size = array.buffers()[1], np.dtype(dtype).itemsize
    if buffer is None or not len(array):
        return np.zeros(len(array) * width, dtype)
    return np.frombuffer(buffer, dtype, len(array) * width, array.offset * width * size)


def lacking(array: Any) -> Flags | None:
    """Mark the nulls of an array; None where there are none."""
    if not array.null_count:
        return None
    if pa.types.is_null(array.type):
        return np.ones(len(array), np.bool_)
    known = _bits(array.buffers()[0], array.offset, len(array))
    return np.logical_not(known, out=known)


def truths(array: Any) -> Flags:
    """Return the values of a Boolean array; under nulls stands whatever stands there."""
    return _bits(array.buffers()[1], array.offset, len(array))


def characters(array: Any) -> NDArray[np.uint8]:
    """Return the bytes of all texts of an array of large strings."""
    ends, text = array.buffers()[1:]
    if text is None or not len(array):
        return np.zeros(0, np.uint8)
    ends = np.frombuffer(ends, np.int64, len(array) + 1, array.offset * 8)
    return np.frombuffer(text, np.uint8, int(ends[-1] - ends[0]), int(ends[0]))


def is_text(kind: Any) -> bool:
    """Whether an Arrow type is text."""
    tests = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    return any(test(kind) for test in tests)


def refused_alike(kind: Any) -> bool:
    """Whether a reader that refuses one value of an Arrow type refuses all, and for the same reason.

    So it is with truth values, numbers, days and times, and with types of other people's own, whose storage says
    nothing of their meaning.
    """
    plain = pa.types.is_primitive(kind) or pa.types.is_decimal(kind)
    own = isinstance(kind, pa.BaseExtensionType)
    return bool(own or (plain and not pa.types.is_interval(kind)))


def like(kind: Any) -> object:
    """Return a Python value like those of an Arrow type that are `refused_alike`."""
    found = (value for test, value in _LIKE if test(kind))
    return next(found, object() if isinstance(kind, pa.BaseExtensionType) else 0.5)


_LIKE: tuple[tuple[Any, object], ...] = (
    (pa.types.is_boolean, False),
    (pa.types.is_date, dt.date.min),
    (pa.types.is_timestamp, dt.datetime(1970, 1, 1, 1)),  # noqa: DTZ001 - any, but no midnight
    (pa.types.is_time, dt.time()),
    (pa.types.is_duration, dt.timedelta()),
)


def _bits(buffer: Any, offset: int, size: int) -> Flags:
    if buffer is None or not size:
        return np.zeros(size, np.bool_)
    packed = np.frombuffer(buffer, np.uint8)[offset // 8 : (offset + size + 7) // 8]
    spread = np.unpackbits(packed, bitorder="little")
    return spread[offset % 8 : offset % 8 + size].view(np.bool_)
