"""What every contender answers for a register, and whether two answer alike."""

from typing import Any

import attrs
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

NO, UNKNOWN, YES = 0, 1, 2
OUTCOMES = ("no", "unknown", "yes", "not_applicable")
IDENTIFIED, LEAVES = "household.identification", "household.exit"
INCOME_LINE = 1
"""The bit of the one criterion of identification."""

ASSURED, REACHES, ON_ALLOWANCE = 1, 2, 4
"""The bits of the criteria of exit, in reading order."""


@attrs.frozen(eq=False)
class Answered:
    """One standard, row by row: outcome codes, bits of criteria, and the distance to the income line.

    A bit is set where the criterion was reached. The distance is the fen of household income that flip the
    comparison, more of it being positive; it says nothing where `known` is False.
    """

    codes: NDArray[np.uint8]
    not_met: NDArray[Any]
    unknown: NDArray[Any]
    distance: NDArray[np.int64]
    known: NDArray[np.bool_]

    @classmethod
    def of_size(cls, count: int) -> "Answered":
        """Room for `count` rows."""
        kinds = (np.uint8, np.uint8, np.uint8, np.int64, np.bool_)
        return cls(*(np.empty(count, kind) for kind in kinds))

    def part(self, start: int, stop: int) -> "Answered":
        """Some rows, without copying."""
        return Answered(*(values[start:stop] for values in self.arrays()))

    def arrays(self) -> tuple[NDArray[Any], ...]:
        """The five arrays, in order."""
        return self.codes, self.not_met, self.unknown, self.distance, self.known

    def differs(self, other: "Answered") -> NDArray[np.bool_]:
        """Mark the rows that are not answered alike."""
        mine = (self.codes, self.not_met, self.unknown, self.known, self.distance * self.known)
        theirs = (
            other.codes,
            other.not_met,
            other.unknown,
            other.known,
            other.distance * other.known,
        )
        rows = np.zeros(len(self.codes), np.bool_)
        for one, two in zip(mine, theirs, strict=True):
            rows |= one != two
        return rows


Answers = tuple[Answered, Answered]
"""Identification, and exit."""


def names(standard: str) -> tuple[str, str, str, str]:
    """The columns of one standard in a table of answers: outcome, bits not met and unknown, distance."""
    return standard, f"{standard} not met", f"{standard} unknown", f"{standard} distance"


def of_table(table: pa.Table, distance: str = "distance") -> Answers:
    """Read the answers from a table; `distance` is what the name of that column ends in."""
    return _read(table, IDENTIFIED, distance), _read(table, LEAVES, distance)


def _read(table: pa.Table, standard: str, distance: str) -> Answered:
    columns = (*names(standard)[:3], f"{standard} {distance}")
    outcome, not_met, unknown, steps = (table.column(name).combine_chunks() for name in columns)
    words = outcome.dictionary.to_pylist()
    codes = np.array([OUTCOMES.index(word) if word in OUTCOMES else 255 for word in words])
    return Answered(
        codes.astype(np.uint8)[outcome.indices.to_numpy()],
        not_met.to_numpy(),
        unknown.to_numpy(),
        steps.fill_null(0).to_numpy(),
        steps.is_valid().to_numpy(zero_copy_only=False),
    )
