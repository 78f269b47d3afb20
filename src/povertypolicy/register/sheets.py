"""What one table of a file holds, by columns, whatever kind of file it was."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

import attrs

from povertypolicy.errors import BadFile
from povertypolicy.register.tables import Row

ID_DIGITS = 15
"""A number of so many digits is no id any more: a spreadsheet keeps the first fifteen and makes the rest zero."""

_ERROR = re.compile(r"#(?:[A-Z][A-Z0-9/_]*[!?]|N/A|GETTING_DATA)")


@attrs.frozen(eq=False)
class Sheet:
    """A header and the columns below it, all of one length; rows without any content are left out, but counted.

    `numbers` are the rows as a person counts them, the first row of the file being 1; `odd` are unreadable rows,
    which stand in no column. The cells of a column are text, numbers, True and False, days, times, or None for
    an empty cell; the column itself is a list or an Arrow array.
    """

    file: str
    header: tuple[str, ...]
    columns: tuple[Any, ...] = attrs.field(repr=False)
    numbers: Sequence[int] = attrs.field(repr=False)
    odd: tuple[Row, ...] = attrs.field(default=(), repr=False)


def damaged(value: object) -> bool:
    """Return whether a cell can be no id, because a spreadsheet has changed what was typed.

    A number of 15 or more digits has lost its end, a fraction its zeros; ``3-1`` has become a day.

    >>> damaged(440101199001011234.0), damaged(12.0), damaged("440101199001011234")
    (True, False, False)
    """
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        return True
    if isinstance(value, int | float):
        return not (abs(value) < 10 ** (ID_DIGITS - 1) and value == int(value))
    return isinstance(value, str) and _ERROR.fullmatch(value) is not None


def id_text(value: object) -> str:
    """Return an id that is not damaged as text; an empty cell is an empty text.

    >>> id_text(12.0), id_text("0012"), id_text(None)
    ('12', '0012', '')
    """
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) else str(value)


def no_workbook(file: str) -> BadFile:
    """Return the error of a worksheet that is named of what is no workbook."""
    return BadFile(
        file=file,
        zh="这不是 Excel 工作簿，没有工作表可选；请去掉工作表名称。",
        en="this is no Excel workbook and has no worksheets; leave the name of one out.",
    )
