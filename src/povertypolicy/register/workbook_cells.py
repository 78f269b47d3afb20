"""How far the cells of a worksheet reach, and how much text they show, found out without loading it.

Worksheets come in pieces of XML that cut no tag in two. The usual form of a cell is counted in bulk; a worksheet
with a cell in any other form is walked tag by tag, as a parser would.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise

import attrs

ROWS, COLUMNS = 1_048_576, 16_384
"""How many rows and columns a worksheet can have."""

_PLAIN = re.compile(rb'<c r="([A-Z]{1,3}+)([0-9]{1,7}+)"(?: [A-Za-z:]++="[^"<>]*+")*+(/?)>')
_USUAL = re.compile(
    rb'<(?:[A-Za-z]++:)?c(?: [A-Za-z:]++="[^"<>]*+")*? r="([A-Z]{1,3}+)([0-9]{1,7}+)"'
    rb'(?: [A-Za-z:]++="[^"<>]*+")*+(/?)>'
)
_CELL = re.compile(rb"<(?:(?!/)[^\s<>]*:)?c[\s/>]")
_TAG = re.compile(rb"<(/?)(?:(?!/)[^\s<>]*:)?(c|row)(?=[\s/>])((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>")
_ATTRIBUTE = re.compile(rb"([^\s=<>\"'/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ADDRESS = re.compile(rb"([A-Za-z]{0,3})([0-9]{1,7})")
_SHARED = re.compile(rb"\bt\s*=\s*[\"']s[\"']")
_SHOWN = re.compile(
    rb'<(?:[^\s<>]*:)?c(?: [A-Za-z:]++="[^"<>]*+")*? t="s"(?: [A-Za-z:]++="[^"<>]*+")*+>\s*'
    rb"<(?:[^\s<>]*:)?v>([0-9]{1,9})</(?:[^\s<>]*:)?v>\s*</(?:[^\s<>]*:)?c>"
)
_STRING = re.compile(rb"<(?:(?!/)[^\s<>]*:)?si[\s/>]")
_SIMPLE = re.compile(rb"</?[^\s<>!\"'/][^<>\"']*+(?:\"[^\"<>]*+\"[^<>\"']*+)*+>")


class Refused(Exception):
    """A workbook that no parser shall see; says why and what to do, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(en)


class Malformed(Refused):
    """XML that cannot be made out, or a cell whose place cannot be told."""

    def __init__(self) -> None:
        super().__init__(
            "工作簿已损坏；请在 Excel 里打开并重新保存。",
            "the workbook is damaged; open it in Excel and save it again.",
        )


@attrs.define
class Extent:
    """The block of cells with content: greatest and least row and column (from 1), and how many there are."""

    used: int = 0
    shared: int = 0
    bottom: int = 0
    right: int = 0
    top: int = ROWS
    left: int = COLUMNS

    @property
    def area(self) -> int:
        """How many cells the block has, the empty ones among them."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.used else 0

    def add(self, rows: Iterable[int], columns: Iterable[int], used: int) -> None:
        """Take in cells that stand in these rows and columns.

        Raises:
            Malformed: for a place that no worksheet has.
        """
        rows, columns = list(rows), list(columns)
        if not used:
            return
        self.used += used
        self.top, self.bottom = min(self.top, *rows), max(self.bottom, *rows)
        self.left, self.right = min(self.left, *columns), max(self.right, *columns)
        if self.top < 1 or self.bottom > ROWS or self.left < 1 or self.right > COLUMNS:
            raise Malformed


def letters(column: int) -> str:
    """Return the name of a column counted from 1.

    >>> letters(16384)
    'XFD'
    """
    name = ""
    while column:
        column, last = divmod(column - 1, 26)
        name = chr(ord("A") + last) + name
    return name


def number(name: bytes) -> int:
    """Return the place of a column, counted from 1.

    >>> number(b"XFD")
    16384
    """
    place = 0
    for letter in name.upper():
        place = place * 26 + letter - ord("A") + 1
    return place


def in_bulk(extent: Extent, piece: bytes) -> bool:
    """Take in the cells of a piece; return False, and mean nothing, when one is not in the usual form."""
    cells = _PLAIN.findall(piece)
    if b":c" in piece or piece.count(b"<c") != len(cells):
        cells = _USUAL.findall(piece)
        if len(_CELL.findall(piece)) != len(cells):
            return False
    extent.shared += len(_SHARED.findall(piece)) if b't="s"' in piece else 0
    used = [(column, row) for column, row, blank in cells if not blank]
    extent.add(
        [int(row) for row in {row for _, row in used}],
        [number(column) for column in {column for column, _ in used}],
        len(used),
    )
    return True


def walked(pieces: Iterable[bytes]) -> Extent:
    """Return the extent of a worksheet whose cells may lack an address: they stand after the one before.

    Raises:
        Malformed: for a cell whose place cannot be told.
    """
    extent, row, column = Extent(), 1, 1
    for piece in pieces:
        seen = 0
        for ends, name, rest in _TAG.findall(piece):
            closed = rest.endswith(b"/")
            if name == b"c" and not ends:
                seen += 1
                at, column = _place(rest) or (row, column)
                if not closed:
                    extent.add((at,), (column,), 1)
                column += 1
            elif name == b"row":
                if not ends:
                    row = (_place(rest) or (row,))[0]
                if ends or closed:
                    row, column = row + 1, 1
        extent.shared += len(_SHARED.findall(piece))
        if seen != len(_CELL.findall(piece)):
            raise Malformed
    return extent


def _place(rest: bytes) -> tuple[int, int] | None:
    for name, double, single in _ATTRIBUTE.findall(rest):
        if name == b"r":
            match = _ADDRESS.fullmatch(double or single)
            if match is None:
                raise Malformed
            return int(match[2]), number(match[1])
    return None


def strings(pieces: Iterable[bytes]) -> tuple[int, Sequence[int]]:
    """Return the size in bytes of the longest shared string, and of each one, its tags and all.

    There are no sizes where the strings cannot be told apart for certain.
    """
    starts, at, certain = array("Q"), 0, True
    for piece in pieces:
        starts.extend(at + match.start() for match in _STRING.finditer(piece))
        at += len(piece)
        certain = certain and len(_SIMPLE.findall(piece)) == piece.count(b"<")
    sizes = array("Q", (end - start for start, end in pairwise([*starts, at])))
    return max(sizes, default=0), sizes if certain else ()


def shown(pieces: Iterable[bytes], sizes: Sequence[int], longest: int) -> int:
    """Return how many bytes of shared strings the cells show together; a doubtful one counts as the longest."""
    total = 0
    for piece in pieces:
        places = [int(place) for place in _SHOWN.findall(piece)]
        total += sum(sizes[place] if place < len(sizes) else longest for place in places)
        total += longest * (len(_SHARED.findall(piece)) - len(places))
    return total
