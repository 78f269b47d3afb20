"""The files of a question: which are JSON, what goes together, and whether they have what is named of them."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from povertypolicy.errors import BadFile, BadSetting, nearest
from povertypolicy.expr.values import shown, squeeze
from povertypolicy.register import Source
from povertypolicy.register.decoding import read_text
from povertypolicy.register.objects import is_json
from povertypolicy.register.tables import HEADER_LINES, PADDING, read_header
from povertypolicy.subjects import Subject

_WORKBOOKS = (".xlsx", ".xlsm")
_PARQUET = ".parquet"


def holds_json(path: Path) -> bool:
    """Whether a file is JSON, by its name or by how it begins."""
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError:
        start = b""
    return is_json(path, start.decode("utf-8-sig", "replace"))


def refuse_mixed(files: Iterable[Path]) -> None:
    """Refuse tables that cannot be read together with JSON.

    Raises:
        BadFile: for a workbook or Parquet beside JSON.
    """
    paths = list(files)
    columnar = [path for path in paths if _parquet(path) or path.suffix.lower() in _WORKBOOKS]
    if columnar and any(map(holds_json, paths)):
        raise BadFile(
            file=str(columnar[0]),
            zh="JSON 只能与 JSON 或 CSV 一起读，不能与 Excel 或 Parquet 一起；请把这张表另存为 CSV。",
            en="JSON goes with JSON and CSV, not with Excel or Parquet; save this table as CSV.",
        )


def refuse_unused(source: Source, files: Mapping[type[Subject], Path]) -> None:
    """Refuse a column to be passed over that no table has.

    Raises:
        BadSetting: with a suggestion, when there is one.
        BadFile: when a file cannot be read.
    """
    if not source.ignore:
        return
    found = [_header(path, source, kind) for kind, path in files.items() if not holds_json(path)]
    headers = [name for header in found for name in header]
    known = set(map(squeeze, headers))
    for name in source.ignore:
        if squeeze(name) not in known:
            near = _nearest(name, headers)
            raise BadSetting(
                setting=f"--ignore {shown(name)}",
                zh="没有一张表有这一列。"
                + (f"您是否想写“{shown(near)}”？" if near else "请核对。"),
                en="no table has such a column."
                + (f' Did you mean "{shown(near)}"?' if near else " Check it."),
            )


def _nearest(name: str, headers: list[str]) -> str | None:
    """Return the header that was most likely meant; its remark on unit and price year may have been left out."""
    short = {squeeze(header).partition("(")[0]: header for header in headers}
    return nearest(name, headers) or short.get(nearest(squeeze(name), short) or "")


def _header(path: Path, source: Source, kind: type[Subject]) -> Iterable[str]:
    """Return the headers of a table."""
    if _parquet(path):
        from povertypolicy.register.parquet import opened  # noqa: PLC0415 - the border of an extra

        parts = sorted(path.glob(f"*{_PARQUET}")) if path.is_dir() else [path]
        return [name for part in parts[:1] for name in opened(part).schema_arrow.names]
    if path.suffix.lower() in _WORKBOOKS:
        from povertypolicy.register.workbooks import read_workbook  # noqa: PLC0415 - the same

        return read_workbook(path, source.worksheets.get(kind)).header
    text = read_text(path, source.encoding).lstrip(PADDING)
    return read_header(re.split(r"\r\n|\n|\r", text, maxsplit=HEADER_LINES), str(path))[0]


def _parquet(path: Path) -> bool:
    return path.suffix.lower() == _PARQUET or path.is_dir()
