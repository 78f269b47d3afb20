"""Worksheets of .xlsx workbooks as sheets of columns."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from povertypolicy.errors import BadFile, BadSetting, PovertyPolicyError
from povertypolicy.register.sheets import Sheet
from povertypolicy.register.tables import PADDING
from povertypolicy.register.workbook_guard import LIMITS, Limits, guarded

_ROWS = 4096
_SHEETS = 255


def read_workbook(path: Path, sheet: str | None = None, limits: Limits = LIMITS) -> Sheet:
    """Read one worksheet of an .xlsx workbook: the one named, or the only visible one that holds anything.

    The first row with content is the header. A formula is read as what it last showed, an error as text such as
    ``#N/A``; of merged cells the first holds the value.

    Raises:
        BadFile: when it is no workbook or not a sound one, or the worksheet is not there, not the only one, or empty.
        BadSetting: when the library that reads workbooks is not installed.
    """
    try:
        import python_calamine as calamine  # noqa: PLC0415 - the border of an extra
    except ImportError:
        raise no_library() from None
    clean = guarded(path, limits)
    with _told(path):
        book = calamine.CalamineWorkbook.from_filelike(clean)
        tables = {
            meta.name: meta.visible == calamine.SheetVisibleEnum.Visible
            for meta in book.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        }
        return _sheet(_worksheet(book, tables, sheet, str(path)), str(path))


def no_library() -> BadSetting:
    """Return the error that says how to get the libraries for workbooks."""
    return BadSetting(
        setting="excel",
        zh='读写 Excel 工作簿需要另装：pip install "povertypolicy[excel]"；也可改用 CSV。',
        en='Excel workbooks need: pip install "povertypolicy[excel]"; or use CSV.',
    )


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell whatever a parser raises, a panic of its own too, as a file that cannot be read."""
    try:
        yield
    except (PovertyPolicyError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic of the parser is no Exception
        raise BadFile(
            file=str(path),
            zh="工作簿已损坏；请在 Excel 里打开并重新保存。",
            en="the workbook is damaged; open it in Excel and save it again.",
        ) from None


def _worksheet(book: Any, tables: Mapping[str, bool], wanted: str | None, file: str) -> Any:
    """Return the worksheet that is named, or the only one with content of those that are visible."""
    if wanted in tables:
        return book.get_sheet_by_name(wanted)
    visible = [name for name, is_visible in tables.items() if is_visible]
    if wanted is not None:
        raise BadFile(
            file=file,
            zh=f"没有这个名称的工作表；工作簿有 {len(tables)} 个工作表，请核对名称。",
            en=f"there is no worksheet of that name among {len(tables)}; check the name.",
        )
    filled = (book.get_sheet_by_name(name) for name in visible[:_SHEETS])
    found = list(islice((one for one in filled if one.start is not None), 2))
    if len(found) > 1:
        raise BadFile(
            file=file,
            zh=f"工作簿有 {len(visible)} 个工作表，不止一个有内容；请写明用哪一个："
            '命令行写 --worksheet 名称（其他表如 --worksheet persons=名称），Python 写 worksheets={Household: "名称"}。',
            en=f"the workbook has {len(visible)} worksheets, and more than one has content; name the one to read:"
            " --worksheet NAME on the command line (--worksheet persons=NAME for another table),"
            ' worksheets={Household: "NAME"} in Python.',
        )
    if not found:
        raise _empty(file)
    return found[0]


def _empty(file: str) -> BadFile:
    return BadFile(
        file=file,
        zh="工作表是空的；请检查是否选错了文件或工作表。",
        en="the worksheet is empty; check that it is the right file and worksheet.",
    )


def _sheet(worksheet: Any, file: str) -> Sheet:
    if worksheet.start is None:
        raise _empty(file)
    rows = enumerate(map(_cells, worksheet.iter_rows()), 1)
    filled = ((number, cells) for number, cells in rows if cells.count(None) < len(cells))
    _, head = next(filled, (0, []))
    if not head:
        raise _empty(file)
    numbers, columns = _columns(filled, len(head))
    header = [_header(cell) for cell in head]
    while not header[-1] and _blank(columns[-1]):
        header.pop()
        columns.pop()
    before = worksheet.start[1]
    return Sheet(
        file,
        ("",) * before + tuple(header),
        ([None] * len(numbers),) * before + tuple(columns),
        numbers,
    )


def _cells(row: Sequence[Any]) -> list[object]:
    return [(cell.strip(PADDING) or None) if isinstance(cell, str) else cell for cell in row]


def _columns(
    rows: Iterator[tuple[int, list[object]]], width: int
) -> tuple[list[int], list[list[object]]]:
    """Return the numbers of rows, and their cells by columns."""
    numbers: list[int] = []
    columns: list[list[object]] = [[] for _ in range(width)]
    while part := list(islice(rows, _ROWS)):
        numbers.extend(number for number, _ in part)
        for column, cells in zip(
            columns, zip(*(cells for _, cells in part), strict=True), strict=True
        ):
            column.extend(cells)
    return numbers, columns


def _header(cell: object) -> str:
    if isinstance(cell, float) and cell == int(cell):
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())


def _blank(column: list[object]) -> bool:
    return column.count(None) == len(column)
