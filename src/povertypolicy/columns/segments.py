"""Rows grouped under the row above them: all work on groups goes through one class.

It owns empty groups, order, and the choice of algorithm: `reduceat` on an empty group silently returns the next
group's first row, so nothing else may call it.
"""

from functools import cached_property
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Codes = NDArray[np.uint8]
Flags = NDArray[np.bool_]

FEW = 4
"""Of that many rows at most one may differ from the identity for looking at these rows alone to pay."""


@attrs.frozen(eq=False, slots=False)
class Segments:
    """How the rows of a table stand under those of another: in its order, each group in one piece.

    `offsets`, one more than there are groups, says where each group starts; it begins with 0.
    `unlisted` marks the groups whose rows are not recorded, which is something else than no rows; None where all are.
    """

    offsets: Ints
    unlisted: Flags | None = None

    @classmethod
    def of_sizes(cls, sizes: NDArray[Any], unlisted: Flags | None = None) -> "Segments":
        """Return segments of given sizes."""
        offsets = np.zeros(len(sizes) + 1, np.int64)
        np.cumsum(sizes, out=offsets[1:])
        return _sized(cls(offsets, unlisted), np.asarray(sizes, np.int64))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def rows(self) -> int:
        """How many rows there are in all groups."""
        return int(self.offsets[-1])

    @cached_property
    def sizes(self) -> Ints:
        """How many rows each group has."""
        return self.offsets[1:] - self.offsets[:-1]

    @cached_property
    def parents(self) -> Ints:
        """The group of each row."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.sizes)

    def part(self, start: int, stop: int) -> "Segments":
        """Return the groups from `start` up to, without, `stop`."""
        offsets = self.offsets[start : stop + 1] - self.offsets[start]
        part = Segments(offsets, None if self.unlisted is None else self.unlisted[start:stop])
        return _sized(part, self.sizes[start:stop]) if "sizes" in self.__dict__ else part

    # down and up

    def lift(self, values: NDArray[Any]) -> NDArray[Any]:
        """Give every row the value of its group."""
        return np.repeat(values, self.sizes)

    def add(self, values: NDArray[Any]) -> Ints:
        """The sum of each group; 0 where it is empty. Python integers are summed as such."""
        kind = np.dtype(object if values.dtype == object else np.int64)
        running = np.zeros(self.rows + 1, kind)
        np.cumsum(values, out=running[1:], dtype=kind)
        total: Ints = running[self.offsets[1:]]
        total -= running[self.offsets[:-1]]
        return total

    def total(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """The sum of each group in floating point, for an estimate of size only."""
        running = np.zeros(self.rows + 1)
        np.cumsum(values, out=running[1:], dtype=np.float64)
        return running[self.offsets[1:]] - running[self.offsets[:-1]]

    def count(self, marked: Flags) -> Ints:
        """How many rows of each group are marked."""
        rows = np.flatnonzero(marked)
        if len(rows) * FEW < self.rows:
            return np.bincount(self.parents[rows], minlength=len(self)).astype(np.int64, copy=False)
        return self.add(marked)

    def any(self, marked: Flags) -> Flags:
        """Whether a row of each group is marked."""
        out = np.zeros(len(self), np.bool_)
        rows = np.flatnonzero(marked)
        if len(rows):
            out[self._above(rows)] = True
        return out

    def least(self, codes: Codes) -> Codes:
        """The least code of each group; 2 where it is empty."""
        return self._extreme(codes, 2)

    def greatest(self, codes: Codes) -> Codes:
        """The greatest code of each group; 0 where it is empty."""
        return self._extreme(codes, 0)

    def _extreme(self, codes: Codes, identity: int) -> Codes:
        out = np.full(len(self), identity, np.uint8)
        marked = codes != identity
        some = np.count_nonzero(marked)
        if not some:
            return out
        if some * FEW < self.rows:
            rows = np.flatnonzero(marked)
            groups, told = self._above(rows), codes[rows]
            out[groups[told == 1]] = 1
            out[groups[told == 2 - identity]] = 2 - identity
            return out
        if not identity:
            return self._found(codes)
        found = self._found(np.subtract(2, codes))
        return np.subtract(2, found, out=found)

    def _found(self, codes: Codes) -> Codes:
        """The greatest code of each group, from one running sum that may wrap around.

        A row of 2 weighs more than all rows of 1 in a group together.
        """
        kind, weight = self._weight
        weights = np.multiply(codes >> 1, kind(weight - 2))
        weights += codes
        running = np.zeros(self.rows + 1, kind)
        np.add.accumulate(weights, out=running[1:])
        ends = running.take(self.offsets)
        sums = ends[1:] - ends[:-1]
        found: Codes = (sums >= weight).view(np.uint8)
        found += (sums > 0).view(np.uint8)
        return found

    @cached_property
    def _weight(self) -> tuple[Any, Any]:
        """A number greater than any group, and a type in which a group of that weight each does not wrap around."""
        largest = int(self.sizes.max(initial=0))
        kinds = (np.uint8, np.uint16, np.uint32, np.uint64)
        kind = next(k for k in kinds if largest * (largest + 1) <= np.iinfo(k).max)
        return kind, kind(largest + 1)

    def _above(self, rows: Ints) -> Ints:
        """The groups of some rows, in order."""
        if "parents" in self.__dict__ or len(rows) * 16 > self.rows:
            found: Ints = self.parents[rows]
            return found
        return np.searchsorted(self.offsets, rows, side="right") - 1


def _sized(segments: Segments, sizes: Ints) -> Segments:
    """Return segments that need not find out their sizes, which are known."""
    segments.__dict__["sizes"] = sizes
    return segments
