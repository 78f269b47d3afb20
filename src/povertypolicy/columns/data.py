"""Subjects as columns: what a kernel reads.

Numbers are whole recorded steps (fen, persons, hundredths of a percent) as int64, days are ordinals, answers are
codes (0 no, 1 unknown, 2 yes), words are places in the vocabulary (-1 missing), lists are bit sets.
"""

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from povertypolicy.columns.segments import Flags, Ints, Segments
from povertypolicy.subjects import Subject

NO, UNKNOWN, YES, NOT_APPLICABLE = 0, 1, 2, 3
"""The codes of outcomes; what is unknown lies between no and yes."""


@attrs.frozen(eq=False)
class Column:
    """The values of one fact in every row.

    ======================  ========  ==========================================================================
    fact                    `values`  missing
    ======================  ========  ==========================================================================
    NumberFact              int64     where `missing` is True (recorded steps, within the declared range elsewhere)
    DayFact                 int64     where `missing` is True (proleptic ordinals)
    ListFact                int64     where `missing` is True (bit i set: the i-th term of the vocabulary is listed)
    FlagFact                uint8     code 1; `missing` is None
    WordFact                int16     -1; `missing` is None (else the place of the term in the vocabulary)
    ======================  ========  ==========================================================================

    `missing` is None where nothing is. Values under it are within range too, so that nothing overflows there.
    """

    values: NDArray[Any]
    missing: Flags | None = None

    def __len__(self) -> int:
        return len(self.values)

    def part(self, start: int, stop: int) -> "Column":
        """Return some rows, without copying."""
        missing = None if self.missing is None else self.missing[start:stop]
        return Column(self.values[start:stop], missing)

    def take(self, rows: NDArray[Any]) -> "Column":
        """Return the rows at some places."""
        return Column(self.values[rows], None if self.missing is None else self.missing[rows])


@attrs.frozen(eq=False)
class Below:
    """The rows of a relation, such as the persons of households."""

    frame: "Frame"
    segments: Segments


@attrs.frozen(eq=False)
class Above:
    """The subjects above, such as the villages of households: which row of `frame` it is, -1 for none."""

    frame: "Frame"
    index: Ints


@attrs.frozen(eq=False)
class Frame:
    """Subjects of one kind as columns.

    `columns` are by the name of the fact (facts that plugins add too); a fact without a column is missing
    in every row, and so is a relation without rows in `below`. `years` is the price year of every row,
    0 where it states none.
    """

    kind: type[Subject]
    size: int
    columns: Mapping[str, Column] = attrs.field(factory=dict)
    below: Mapping[str, Below] = attrs.field(factory=dict)
    above: Mapping[type[Subject], Above] = attrs.field(factory=dict)
    years: NDArray[np.int16] | int = 0

    def __len__(self) -> int:
        return self.size

    def only(self, names: Mapping[type[Any], frozenset[str]]) -> "Frame":
        """Return the frame with no columns but those named, by subject, here and below and above."""
        wanted = names.get(self.kind, frozenset())
        return Frame(
            self.kind,
            self.size,
            {name: column for name, column in self.columns.items() if name in wanted},
            {
                name: Below(below.frame.only(names), below.segments)
                for name, below in self.below.items()
            },
            {
                kind: Above(above.frame.only(names), above.index)
                for kind, above in self.above.items()
            },
            self.years,
        )

    def part(self, start: int, stop: int) -> "Frame":
        """Return the rows from `start` up to, without, `stop`, with the rows below them; nothing is copied."""
        return Frame(
            self.kind,
            stop - start,
            {name: column.part(start, stop) for name, column in self.columns.items()},
            {name: _below(below, start, stop) for name, below in self.below.items()},
            {k: Above(above.frame, above.index[start:stop]) for k, above in self.above.items()},
            self.years if isinstance(self.years, int) else self.years[start:stop],
        )

    def take(self, rows: Ints) -> "Frame":
        """Return the rows at some places, with the rows below them."""
        return Frame(
            self.kind,
            len(rows),
            {name: column.take(rows) for name, column in self.columns.items()},
            {name: _taken(below, rows) for name, below in self.below.items()},
            {kind: Above(above.frame, above.index[rows]) for kind, above in self.above.items()},
            self.years if isinstance(self.years, int) else self.years[rows],
        )


def _below(below: Below, start: int, stop: int) -> Below:
    offsets = below.segments.offsets
    rows = below.frame.part(int(offsets[start]), int(offsets[stop]))
    return Below(rows, below.segments.part(start, stop))


def _taken(below: Below, rows: Ints) -> Below:
    segments = below.segments
    sizes = segments.sizes[rows]
    unlisted = None if segments.unlisted is None else segments.unlisted[rows]
    taken = Segments.of_sizes(sizes, unlisted)
    places = np.arange(taken.rows, dtype=np.int64)
    places += taken.lift(segments.offsets[:-1][rows] - taken.offsets[:-1])
    return Below(below.frame.take(places), taken)
