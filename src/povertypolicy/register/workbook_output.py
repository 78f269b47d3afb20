"""Tables as .xlsx workbooks: no formula, no link, the same bytes for the same cells."""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from povertypolicy.errors import BadFile
from povertypolicy.register.workbook_cells import COLUMNS, ROWS
from povertypolicy.register.workbooks import no_library
from povertypolicy.register.writing import harmless, write_files

OutputCell = str | int | float | Decimal | dt.date | None
"""What a workbook is written of: text is made harmless, a day is written as 2017-12-31, None is an empty cell."""

_DIGITS = 15
_GREATEST = 10**_DIGITS
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the form of a workbook has no zone; one day for all files
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(
    header: Sequence[str], rows: Iterable[Sequence[OutputCell]], target: Path | str | IO[bytes]
) -> None:
    """Write a table as a workbook of one worksheet: a file complete or absent, or bytes to a stream.

    To write several files together, hand `as_workbook` to `write_files`.

    Raises:
        BadFile: when there are too many rows, columns or characters for a worksheet, or it cannot be written.
        BadSetting: when the library that writes workbooks is not installed.
    """
    if isinstance(target, Path | str):
        path = Path(target)
        write_files({path: as_workbook(header, rows, path)})
    else:
        as_workbook(header, rows)(target)


def as_workbook(
    header: Sequence[str], rows: Iterable[Sequence[OutputCell]], file: Path | None = None
) -> Callable[[IO[bytes]], None]:
    """Return a function that writes a table as a workbook to a stream, for `write_files`.

    While it works, rows wait in a folder of their own beside `file`, else where temporary files go.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 - the border of an extra
    except ImportError:
        raise no_library() from None
    name = str(file) if file is not None else "xlsx"

    def write(stream: IO[bytes]) -> None:
        where = file.parent if file is not None else None
        with tempfile.TemporaryDirectory(prefix=".xlsx.", dir=where) as scratch:
            book = xlsxwriter.Workbook(stream, {**_OPTIONS, "tmpdir": scratch})
            try:
                _fill(book, header, rows, name)
                book.close()
            except xlsxwriter.exceptions.FileCreateError as error:
                raise OSError(*error.args) from None
            finally:
                for worksheet in book.worksheets():
                    worksheet._opt_close()  # noqa: SLF001 - nothing else closes it after a failure

    return write


def _fill(
    book: Any, header: Sequence[str], rows: Iterable[Sequence[OutputCell]], name: str
) -> None:
    book.set_properties({"created": _CREATED})
    if len(header) > COLUMNS:
        raise _too_many(name)
    worksheet = book.add_worksheet()
    worksheet.freeze_panes(1, 0)
    for column, text in enumerate(header):
        _put(worksheet, 0, column, text, name)
    for number, row in enumerate(rows, 1):
        if number >= ROWS or len(row) > COLUMNS:
            raise _too_many(name)
        for column, cell in enumerate(row):
            _put(worksheet, number, column, cell, name)


def _put(worksheet: Any, row: int, column: int, cell: OutputCell, name: str) -> None:
    if cell is None:
        return
    if isinstance(cell, int | float | Decimal) and _is_exact(cell):
        worksheet.write_number(row, column, cell)
    elif worksheet.write_string(row, column, harmless(str(cell))):
        raise BadFile(
            file=name,
            zh=f"第{row + 1}行有一格超过 32767 个字符，工作表放不下；请改写为 CSV 或 Parquet。",
            en=f"a cell of row {row + 1} has more than 32767 characters, too many for a worksheet;"
            " write CSV or Parquet.",
        )


def _is_exact(number: float | Decimal) -> bool:
    """Return whether a worksheet keeps a number as it is: fifteen digits at most."""
    if isinstance(number, Decimal) and (not number.is_finite() or _digits(number) > _DIGITS):
        return False
    return not isinstance(number, bool) and abs(number) < _GREATEST


def _digits(number: Decimal) -> int:
    return len(number.as_tuple().digits)


def _too_many(name: str) -> BadFile:
    return BadFile(
        file=name,
        zh=f"工作表最多 {ROWS} 行（含表头）、{COLUMNS} 列，放不下；请改写为 CSV 或 Parquet。",
        en=f"a worksheet holds at most {ROWS} rows, the header among them, and {COLUMNS} columns;"
        " write CSV or Parquet.",
    )
