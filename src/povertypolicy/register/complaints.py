"""What is wrong in the rows of one table: kept as places and reasons, put into faults when somebody asks."""

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from povertypolicy.columns.segments import Flags, Ints
from povertypolicy.errors import Fault
from povertypolicy.expr.values import Reject

Reason = tuple[str, Mapping[str, Any]]
"""The code and the parts of a fault."""

Tell = Callable[[int], Reason]
"""Says what is wrong in a row."""


class Stage(enum.IntEnum):
    """The order in which the faults of a row are told."""

    ROW = 0
    KEYS = 1
    LINKS = 2
    YEARS = 3
    CELLS = 4
    FORM = 5
    MEMBERS = 6


@attrs.frozen(eq=False)
class _Part:
    stage: Stage
    rows: Ints
    key: str
    tell: Tell


@attrs.define(eq=False)
class Complaints:
    """The faults of the rows of a table. `columns` are the headers by the name of what stands in the column."""

    file: str
    numbers: Sequence[int]
    columns: Mapping[str, str]
    parts: list[_Part] = attrs.field(factory=list)

    def add(self, stage: Stage, rows: Ints, key: str, tell: Tell) -> None:
        """Add one kind of fault in some rows, given in ascending order."""
        if len(rows):
            self.parts.append(_Part(stage, rows, key, tell))
            self.parts.sort(key=lambda part: part.stage)

    def one(self, stage: Stage, rows: Ints, key: str, code: str, **parts: object) -> None:
        """Add the same fault in some rows."""
        self.add(stage, rows, key, lambda _row: (code, parts))

    def rejects(self, stage: Stage, bad: Mapping[int, Reject], key: str) -> None:
        """Add the faults of cells that cannot be read, by row."""
        if bad:
            rows = np.sort(np.fromiter(bad, np.int64, len(bad)))
            self.add(stage, rows, key, lambda row: (bad[row].code, bad[row].parts))

    def marked(self, *stages: Stage) -> Flags:
        """Mark the rows that have faults, of some stages or of any."""
        marks = np.zeros(len(self.numbers), np.bool_)
        for part in self.parts:
            if not stages or part.stage in stages:
                marks[part.rows] = True
        return marks

    def of(self, row: int, stage: Stage | None = None) -> list[Fault]:
        """Return the faults of one row, counted from 0."""
        return [
            self._fault(part, row)
            for part in self.parts
            if stage in (None, part.stage) and _has(part.rows, row)
        ]

    def all(self) -> Iterator[Fault]:
        """Yield all faults, row by row."""
        if not self.parts:
            return
        rows = np.concatenate([part.rows for part in self.parts])
        owners = np.repeat(np.arange(len(self.parts)), [len(part.rows) for part in self.parts])
        order = np.argsort(rows, kind="stable")
        for row, owner in zip(rows[order].tolist(), owners[order].tolist(), strict=True):
            yield self._fault(self.parts[owner], row)

    def _fault(self, part: _Part, row: int) -> Fault:
        code, parts = part.tell(row)
        return Fault(
            code, part.key, self.file, int(self.numbers[row]), self.columns.get(part.key, ""), parts
        )


def _has(rows: Ints, row: int) -> bool:
    place = int(np.searchsorted(rows, row))
    return place < len(rows) and bool(rows[place] == row)
