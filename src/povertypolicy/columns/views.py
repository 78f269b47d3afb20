"""Frames as a kernel reads them: the subject's own rows, rows above brought down to it, rows below taken when needed."""

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from povertypolicy.columns.data import Column, Frame
from povertypolicy.columns.segments import Codes, Flags, Ints, Segments
from povertypolicy.subjects import Subject

Number = tuple[Any, Any]
"""Values, and where they are missing."""

NOUGHT = np.int64(0)
"""The value of a number that is missing everywhere; its mask is True."""


def one_of_all(values: NDArray[Any]) -> Any:
    """Return the value that all rows have, else the values."""
    alike = values.size and values.ndim and values[0] == values[-1] and (values == values[0]).all()
    return values[0] if alike else values


@attrs.frozen(eq=False)
class View:
    """The rows of `frame` at some `places` (all, in order, where None); `absent` marks those that there are not.

    In an `exact` view numbers are Python integers, which never overflow.
    """

    frame: Frame
    places: Ints | None = None
    absent: Flags | None = None
    exact: bool = False

    @property
    def size(self) -> int:
        """How many rows there are."""
        return self.frame.size if self.places is None else len(self.places)

    def column(self, name: str) -> Column | None:
        """Return a column, or None where the table has none or no row."""
        column = self.frame.columns.get(name)
        if column is None or self.places is None:
            return column
        return None if self.frame.size == 0 else column.take(self.places)

    def number(self, name: str) -> Number:
        """Return numbers, days or lists."""
        column = self.column(name)
        if column is None:
            return 0 if self.exact else NOUGHT, np.True_
        values, missing = column.values, column.missing
        if self.absent is not None:
            missing = self.absent if missing is None else missing | self.absent
        return values.astype(object) if self.exact else values, missing

    def truth(self, name: str) -> Codes:
        """Return answers as codes; a single one where the table has no such column."""
        codes: Codes = self._coded(name, np.uint8(1))
        return codes

    def word(self, name: str) -> NDArray[np.int16]:
        """Return words as places in their vocabulary; a single one where all rows have it."""
        places: NDArray[np.int16] = one_of_all(self._coded(name, np.int16(-1)))
        return places

    def _coded(self, name: str, unknown: Any) -> Any:
        column = self.column(name)
        if column is None:
            return unknown
        if self.absent is None:
            return column.values
        values = column.values.copy()
        values[self.absent] = unknown
        return values

    def up(self, kind: type[Subject]) -> "View":
        """Return the subjects above, one for every row."""
        above = self.frame.above.get(kind)
        if above is None:
            nowhere = np.zeros(self.size, np.int64), np.ones(self.size, np.bool_)
            return View(Frame(kind, 0), *nowhere, self.exact)
        index = above.index if self.places is None else above.index[self.places]
        absent = index < 0
        if not absent.any():
            return View(above.frame, index, None, self.exact)
        return View(above.frame, np.where(absent, 0, index), absent, self.exact)

    def rows(self, name: str, member: type[Subject]) -> tuple[Segments, "View"]:
        """Return the rows of a relation, and how they stand under these."""
        below = self.frame.below.get(name)
        if below is None or (self.places is not None and self.frame.size == 0):
            none = Segments.of_sizes(np.zeros(self.size, np.int64), np.ones(self.size, np.bool_))
            return none, View(Frame(member, 0), exact=self.exact)
        if self.places is None:
            return below.segments, View(below.frame, exact=self.exact)
        sizes, unlisted = below.segments.sizes[self.places], self.absent
        if self.absent is not None:
            sizes = np.where(self.absent, 0, sizes)
        if below.segments.unlisted is not None:
            told = below.segments.unlisted[self.places]
            unlisted = told if unlisted is None else told | unlisted
        segments = Segments.of_sizes(sizes, unlisted)
        places = np.arange(segments.rows, dtype=np.int64)
        places += segments.lift(below.segments.offsets[:-1][self.places] - segments.offsets[:-1])
        return segments, View(below.frame, places, None, self.exact)
