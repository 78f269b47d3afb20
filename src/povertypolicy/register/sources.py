"""Tables of a register as callers give them: their own frames, or paths of CSV, Excel and Parquet files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from povertypolicy.errors import BadFile
from povertypolicy.register.decoding import read_text
from povertypolicy.register.delimited import read_delimited
from povertypolicy.register.frames import to_arrow
from povertypolicy.register.parquet import is_parquet, read_parquet, whole
from povertypolicy.register.sheets import Sheet, no_workbook
from povertypolicy.register.workbooks import read_workbook
from povertypolicy.subjects import Subject

_WORKBOOKS = (".xlsx", ".xlsm")


@attrs.frozen(eq=False)
class Loaded:
    """A table as columns; `head` is the row of its header, None where columns have names instead.

    `back` makes an Arrow table into the caller's kind of table.
    """

    sheet: Sheet
    head: int | None
    back: Callable[[Any], Any]


def load(
    table: Any, kind: type[Subject], encoding: str | None = None, worksheet: str | None = None
) -> Loaded:
    """Return a table about subjects of a kind: a frame, or the path of a file or of a folder of Parquet files.

    Raises:
        BadFile: when a file cannot be read at all, or a `worksheet` is named of what is no workbook.
        BadSetting: when it is no table.
    """
    path = Path(table) if isinstance(table, str | Path) else None
    workbook = path is not None and path.suffix.lower() in _WORKBOOKS
    if worksheet is not None and not workbook:
        raise no_workbook(str(path or kind.label))
    if path is not None:
        return _file(path, encoding, worksheet)
    given = to_arrow(table, setting=str(kind.label))
    columns = tuple(
        whole(column) if hasattr(column, "chunks") else column for column in given.columns
    )
    sheet = Sheet(str(kind.label), given.header, columns, range(1, given.size + 1))
    return Loaded(sheet, None, given.back)


def _file(path: Path, encoding: str | None, worksheet: str | None) -> Loaded:
    if is_parquet(path):
        return Loaded(read_parquet(path), None, _same)
    if path.suffix.lower() in _WORKBOOKS:
        return Loaded(read_workbook(path, worksheet), 1, _same)
    if path.suffix.lower() == ".json":
        raise BadFile(
            file=str(path),
            zh="JSON 不是表；请用 read_register 读取。",
            en="JSON is no table; read it with read_register.",
        )
    return Loaded(read_delimited(read_text(path, encoding), str(path)), 1, _same)


def _same(table: Any) -> Any:
    return table
