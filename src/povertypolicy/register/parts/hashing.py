"""Hashes of ids: equal ids have equal ones, in every run and on every machine."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from povertypolicy.register.buffers import characters
from povertypolicy.register.keys import Keys
from povertypolicy.register.parts.rowgroups import Large

_PRIME = 1_099_511_628_211
_ODD = 0x9E37_79B9_7F4A_7C15


def is_numeric(table: Large, place: int) -> bool:
    """Whether the ids in a column are all whole numbers of 64 bits."""
    kind = table.schema.field(place).type
    return bool(pa.types.is_integer(kind) and not pa.types.is_uint64(kind))


def hashes(keys: Keys, *, numeric: bool) -> NDArray[np.uint64]:
    """Return a hash of every id: as numbers, where all tables concerned are `numeric`, else as texts."""
    mixed = keys.values.astype(np.uint64) if numeric else _sums(keys.text)
    with np.errstate(over="ignore"):
        for _ in range(2):
            mixed ^= mixed >> np.uint64(32)
            mixed *= np.uint64(_ODD)
        mixed ^= mixed >> np.uint64(29)
    hashed: NDArray[np.uint64] = mixed
    return hashed


def _sums(texts: Any) -> NDArray[np.uint64]:
    """Return a sum over each text in which every character has a weight by its place."""
    told = characters(texts)
    ends = np.frombuffer(texts.buffers()[1], np.int64, len(texts) + 1, texts.offset * 8)
    ends = ends - ends[0]
    places = np.arange(len(told), dtype=np.int64) - np.repeat(ends[:-1], np.diff(ends))
    running = np.zeros(len(told) + 1, np.uint64)
    with np.errstate(over="ignore"):
        weights = np.cumprod(np.full(int(np.diff(ends).max(initial=0)) + 1, _PRIME, np.uint64))
        np.cumsum((told + np.uint64(1)) * weights[places], out=running[1:])
        sums: NDArray[np.uint64] = running[ends[1:]] - running[ends[:-1]]
    return sums
