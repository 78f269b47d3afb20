"""CSV text as a table: a header, and rows of text with the numbers a person sees."""

import csv
import re
from collections.abc import Iterator

import attrs

from povertypolicy.errors import BadFile, Fault

LONGEST = 131_072
"""The most characters of one row."""

HEADER_LINES = 32
"""The most lines of a header."""

_LINE_END = re.compile(r"\r\n|\n|\r")
PADDING = " \t\r\n\u3000\xa0\ufeff\u200b"


@attrs.frozen
class Row:
    """One row: its number (the header is row 1), its cells, and what makes it unreadable.

    The cells of an unreadable row are a guess, good only for finding out whom it may be about.
    """

    number: int
    cells: tuple[str, ...] = attrs.field(repr=False)
    fault: Fault | None = None


@attrs.frozen
class Table:
    """A header and the rows below it; rows without any content are left out, but counted."""

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_csv(text: str, file: str) -> Table:
    """Return CSV text as a table: commas, or tabs where the header has them; one record on one line.

    Raises:
        BadFile: when there is no readable header.
    """
    lines = _LINE_END.split(text)
    header, head_row, used, delimiter = read_header(lines, file)
    below = enumerate(lines[used:], head_row + 1)
    rows = (read_row(line, number, len(header), delimiter) for number, line in below)
    return Table(file, header, tuple(row for row in rows if any(row.cells) or row.fault))


def read_header(lines: list[str], file: str) -> tuple[tuple[str, ...], int, int, str]:
    """Return the header, the number of its row, how many lines it and what stands above it take, and the delimiter.

    Raises:
        BadFile: when it cannot be read.
    """
    blank = next((i for i, line in enumerate(lines) if line.strip(PADDING)), 0)
    for used in range(blank + 1, min(len(lines), blank + HEADER_LINES) + 1):
        head = "\n".join(lines[blank:used])
        delimiter = "\t" if "\t" in head else ","
        try:
            cells = _cells(head, delimiter, strict=True)
        except csv.Error:
            continue
        if "\0" in head:
            break
        return tuple(" ".join(cell.split()) for cell in cells), blank + 1, used, delimiter
    raise BadFile(
        file=file,
        zh="读不出表头；请检查首行的引号和文件编码。",
        en="the header cannot be read; check quotes in the first row, and the file's encoding.",
    )


def _cells(line: str, delimiter: str, *, strict: bool) -> tuple[str, ...]:
    reader = csv.reader([line], delimiter=delimiter, skipinitialspace=True, strict=strict)
    return tuple(cell.strip(PADDING) for cells in reader for cell in cells)


def read_row(line: str, number: int, width: int, delimiter: str) -> Row:
    """Return one line as a row."""
    if len(line) > LONGEST:
        cells = tuple(_guess(line[:LONGEST], delimiter))
        return Row(number, cells, Fault("too-long", parts={"most": LONGEST}))
    try:
        cells = _cells(line, delimiter, strict=True)
    except csv.Error:
        return Row(number, tuple(_guess(line, delimiter)), Fault("bad-quotes"))
    if "\0" in line:
        return Row(number, tuple(_guess(line.replace("\0", ""), delimiter)), Fault("nul-byte"))
    if any(cells) and len(cells) != width:
        return Row(number, cells, Fault("ragged-row", parts={"got": len(cells), "wanted": width}))
    return Row(number, cells)


def _guess(line: str, delimiter: str) -> Iterator[str]:
    for cell in line.split(delimiter):
        yield cell.strip(PADDING + '"')
