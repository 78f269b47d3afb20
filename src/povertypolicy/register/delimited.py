"""CSV text as columns: lines in the usual form are read all at once, every other one as `tables` reads it.

One record stands on one line, so the two ways mix freely: a line is in the usual form when it has as many cells as
the header, no quotes and no NUL.
"""

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

from povertypolicy.columns.segments import Flags, Ints
from povertypolicy.register.sheets import Sheet
from povertypolicy.register.tables import HEADER_LINES, LONGEST, PADDING, Row, read_header, read_row

_BLOCK = 4 << 20


def read_delimited(text: str, file: str) -> Sheet:
    """Return CSV text as columns of text: commas, or tabs where the header has them; one record on one line.

    Raises:
        BadFile: when there is no readable header.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    blank = text.count("\n", 0, len(text) - len(text.lstrip(PADDING)))
    head = text.split("\n", blank + HEADER_LINES)
    header, head_row, used, delimiter = read_header(head, file)
    start = sum(len(line) + 1 for line in head[:used])
    lines = _Lines.of(text[start:], delimiter, len(header))
    columns, places = _usual(lines, delimiter, len(header))
    rows = [row for row in _others(lines, delimiter, len(header), head_row + 1) if _told(row)]
    columns, numbers = _merged(columns, places + head_row + 1, [r for r in rows if not r.fault])
    told: Any = numbers
    return Sheet(file, header, columns, told, tuple(row for row in rows if row.fault))


@attrs.frozen(eq=False)
class _Lines:
    """Lines of text, as bytes: where each one ends, and which are in another than the usual form."""

    text: bytes
    data: NDArray[np.uint8]
    ends: Ints
    odd: Flags

    @classmethod
    def of(cls, text: str, delimiter: str, width: int) -> "_Lines":
        """Look at every line of `text`."""
        if text and not text.endswith("\n"):
            text += "\n"
        whole = text.encode("utf-8", "replace")
        data = np.frombuffer(whole, np.uint8)
        ends = np.flatnonzero(data == ord("\n"))
        between = np.flatnonzero(data == ord(delimiter))
        cells = np.diff(np.searchsorted(between, ends), prepend=0) + 1
        odd = (cells != width) | (np.diff(ends, prepend=-1) > LONGEST)
        for mark in ('"', "\0"):
            if mark in text:
                odd[np.searchsorted(ends, np.flatnonzero(data == ord(mark)))] = True
        return cls(whole, data, ends, odd)

    def starts(self) -> Ints:
        """Where each line starts."""
        starts = np.zeros(len(self.ends), np.int64)
        starts[1:] = self.ends[:-1] + 1
        return starts

    def usual(self) -> Any:
        """Return the lines in the usual form, as one buffer."""
        if not self.odd.any():
            return pa.py_buffer(self.data)
        lengths = np.diff(self.ends, prepend=-1)
        return pa.py_buffer(self.data[np.repeat(~self.odd, lengths)])


def _usual(lines: _Lines, delimiter: str, width: int) -> tuple[tuple[Any, ...], Ints]:
    """Return the columns of the lines in the usual form that have content, and which lines these are."""
    names = [str(number) for number in range(width)]
    places = np.flatnonzero(~lines.odd)
    if not len(places):
        return tuple(pa.array([], pa.string()) for _ in names), places
    table = csv.read_csv(
        pa.BufferReader(lines.usual()),
        csv.ReadOptions(column_names=names, block_size=_BLOCK),
        csv.ParseOptions(delimiter=delimiter, quote_char=False, ignore_empty_lines=False),
        csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), null_values=[]),
    )
    padded = _padded(lines.text, delimiter)
    columns = [column.combine_chunks() for column in table.columns]
    if padded:
        columns = [pc.utf8_trim(column, characters=PADDING) for column in columns]
    empty = _empty(columns)
    if len(empty):
        keep = np.ones(len(places), np.bool_)
        keep[empty] = False
        columns = [column.filter(pa.array(keep)) for column in columns]
        places = places[keep]
    return tuple(columns), places


def _padded(text: bytes, delimiter: str) -> bool:
    """Whether there may be something to take off the ends of cells."""
    return any(mark.encode() in text for mark in PADDING if mark not in ("\n", delimiter))


def _empty(columns: Sequence[Any]) -> Ints:
    """Return the rows without any content."""
    found = np.arange(len(columns[0]))
    for column in columns:
        found = found[_lengths(column)[found] == 0]
        if not len(found):
            break
    return found


def _lengths(column: Any) -> NDArray[Any]:
    lengths: NDArray[Any] = pc.binary_length(column).to_numpy(zero_copy_only=False)
    return lengths


def _others(lines: _Lines, delimiter: str, width: int, first: int) -> list[Row]:
    """Return the lines in another form as rows, read one by one; `first` is the number of the first line."""
    starts = lines.starts()
    rows = []
    for place in np.flatnonzero(lines.odd).tolist():
        line = lines.text[starts[place] : lines.ends[place]].decode()
        rows.append(read_row(line, first + place, width, delimiter))
    return rows


def _told(row: Row) -> bool:
    return row.fault is not None or any(row.cells)


def _merged(
    columns: tuple[Any, ...], numbers: Ints, rows: list[Row]
) -> tuple[tuple[Any, ...], Ints]:
    """Return columns with rows that were read one by one put in their places."""
    if not rows:
        return columns, numbers
    numbers = np.concatenate([numbers, np.array([row.number for row in rows], np.int64)])
    order = np.argsort(numbers, kind="stable")
    places = pa.array(order)
    whole = (
        pa.concat_arrays([column, pa.array([row.cells[n] for row in rows], pa.string())])
        for n, column in enumerate(columns)
    )
    return tuple(column.take(places) for column in whole), numbers[order]
