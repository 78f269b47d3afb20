"""In whose prices the amounts of each row are: by argument, by header, by row, by what the rows below state."""

from collections.abc import Iterator
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from povertypolicy.columns.segments import Flags, Ints
from povertypolicy.register.columnar import Kind, Typed
from povertypolicy.register.complaints import Stage
from povertypolicy.register.headers import PRICES
from povertypolicy.register.joining_columns import Edge, JoinedColumns
from povertypolicy.subjects import PRICE_YEARS

Years = NDArray[np.int16] | int
"""The years of rows, 0 for none; or the one year of all."""

_LATE = np.iinfo(np.int16).max


@attrs.frozen(eq=False)
class _Span:
    """The first and the last year that is stated in or below each row; in the wrong order where there is none."""

    first: Years
    last: Years

    @classmethod
    def of(cls, years: Years | None) -> "_Span":
        if years is None or isinstance(years, int):
            return cls(years or _LATE, years or 0)
        return cls(np.where(years == 0, np.int16(_LATE), years), years)

    def __or__(self, other: "_Span") -> "_Span":
        if all(isinstance(y, int) for y in (self.first, self.last, other.first, other.last)):
            return _Span(min(self.first, other.first), max(self.last, other.last))
        return _Span(np.minimum(self.first, other.first), np.maximum(self.last, other.last))

    @property
    def none(self) -> Any:
        """Where no year is stated."""
        return np.equal(self.last, 0)

    @property
    def one(self) -> Any:
        """Where one year is stated."""
        return np.equal(self.first, self.last)

    @property
    def several(self) -> Any:
        """Where more than one year is stated."""
        return np.less(self.first, self.last)

    def above(self, edge: Edge) -> "_Span":
        """The years of the rows below, for the rows above."""
        if isinstance(self.last, int) and not self.last:
            return self
        first = np.full(len(edge.parent), _LATE, np.int16)
        last = np.zeros(len(edge.parent), np.int16)
        placed = edge.index >= 0
        rows = edge.index[placed]
        np.minimum.at(first, rows, self._rows(self.first, placed))
        np.maximum.at(last, rows, self._rows(self.last, placed))
        return _Span(first, last)

    @staticmethod
    def _rows(years: Years, marked: Flags) -> Any:
        return np.int16(years) if isinstance(years, int) else years[marked]


@attrs.frozen(eq=False)
class Priced:
    """The price years of a table: as `written`, which other rows are compared with, and as `read`; 0 where none."""

    written: Years
    read: Years
    below: _Span


def settle_years(joined: JoinedColumns, year: int | None) -> dict[Kind, Priced]:
    """Return the price years of all tables, telling rows that state several; `year` is that of all, where given."""
    pricer = _Pricer(joined, year)
    return {table.kind: pricer.of(table) for table in joined.tables.values()}


@attrs.frozen(eq=False)
class _Pricer:
    joined: JoinedColumns
    year: int | None
    known: dict[Kind, Priced] = attrs.field(factory=dict)

    def of(self, table: Typed) -> Priced:
        """Return the price years of a table, those below first."""
        if table.kind not in self.known:
            self.known[table.kind] = self.settle(table)
        return self.known[table.kind]

    def settle(self, table: Typed) -> Priced:
        """State the price year of each row.

        The rows below state the year of a row only where it holds no priced amount itself.
        """
        own = _Span.of(self.year) | _Span.of(table.year)
        if table.stated is not None:
            own |= _Span.of(table.stated.written)
        whole, below = own, _Span.of(None)
        for edge in self.joined.members(table):
            under = self.of(edge.child).below
            below |= under.above(edge)
            whole |= (under | _Span.of(edge.child.year)).above(edge)
        taken = whole.one
        if (whole.one & own.none).any():
            taken = taken & (~own.none | ~table.amounts())
        written = np.where(taken, whole.last, 0).astype(np.int16)
        self.several(table, whole.several)
        read = self.readable(table, written)
        if table.stated is not None:
            written = np.where(table.stated.empty, written, table.stated.written)
            read = np.where(table.stated.empty, read, table.stated.read)
        told = _plain(written)
        return Priced(told, _plain(read), _Span.of(told) | below)

    def several(self, table: Typed, marked: Any) -> None:
        """Tell the rows for which several years are stated."""
        if not np.any(marked):
            return
        rows = np.flatnonzero(marked & table.readable())

        def tell(row: int) -> tuple[str, dict[str, str]]:
            return "price-years-differ", {
                "years": ", ".join(map(str, sorted(self.all(table, row))))
            }

        table.told.add(Stage.YEARS, rows, PRICES, tell)

    def readable(self, table: Typed, written: NDArray[np.int16]) -> NDArray[np.int16]:
        """Return the years that are some, telling the rows for which none is stated."""
        within = (written == 0) | ((written >= PRICE_YEARS.start) & (written < PRICE_YEARS.stop))
        if within.all():
            return written
        empty = True if table.stated is None else table.stated.empty
        rows = np.flatnonzero(~within & empty & table.readable())
        table.told.one(Stage.CELLS, rows, PRICES, "not-a-year")
        return np.where(within, written, 0)

    def all(self, table: Typed, row: int) -> set[int]:
        """Return every year that is stated for a row."""
        years = {self.year, table.year}
        if table.stated is not None:
            years.add(int(table.stated.written[row]))
        for edge in self.joined.members(table):
            rows = edge.rows(row)
            years.add(edge.child.year if len(rows) else None)
            for below in rows.tolist():
                years |= set(self.written(edge.child, below))
        return {year for year in years if year}

    def written(self, table: Typed, row: int) -> Iterator[int]:
        """Yield the years that a row and those below it have."""
        written = self.of(table).written
        yield written if isinstance(written, int) else int(written[row])
        for edge in self.joined.members(table):
            for below in edge.rows(row).tolist():
                yield from self.written(edge.child, below)


def _plain(years: NDArray[np.int16]) -> Years:
    return int(years) if years.ndim == 0 else years


def at(years: Years, rows: Ints) -> Years:
    """Return the years of some rows, where there are rows."""
    if isinstance(years, int):
        return years
    return years[rows] if len(years) else 0
