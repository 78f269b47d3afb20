"""Parquet files, and folders of them, as columns."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from povertypolicy.errors import BadFile
from povertypolicy.register.decoding import trouble
from povertypolicy.register.sheets import Sheet

ENDING = ".parquet"


def is_parquet(path: Path) -> bool:
    """Whether a path is a Parquet file, or a folder that holds some."""
    if path.is_dir():
        return next(_parts(path), None) is not None
    return path.suffix.lower() == ENDING


def _parts(folder: Path) -> Iterator[Path]:
    return (part for part in folder.iterdir() if part.suffix.lower() == ENDING)


def read_parquet(path: Path) -> Sheet:
    """Return a Parquet file as columns, or a folder of them, one after the other in the order of their names.

    Raises:
        BadFile: when one cannot be read, or its columns are others than those of the first.
    """
    parts = sorted(_parts(path)) if path.is_dir() else [path]
    tables = [_read(part) for part in parts]
    for part, table in zip(parts, tables, strict=True):
        if not table.schema.equals(tables[0].schema):
            raise BadFile(
                file=str(part),
                zh=f"与 {parts[0].name} 的列不同；同一文件夹中的文件须有相同的列。",
                en=f"its columns are not those of {parts[0].name}; files of one folder have the same columns.",
            )
    return sheet_of(pa.concat_tables(tables), str(path))


def sheet_of(table: Any, file: str) -> Sheet:
    """Return an Arrow table as columns; its rows count from 1, since it has no header row."""
    columns = tuple(whole(column) for column in table.columns)
    return Sheet(file, tuple(table.column_names), columns, range(1, table.num_rows + 1))


def whole(column: Any) -> Any:
    """Return a column in one piece, without a copy where it is in one already."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _read(path: Path) -> Any:
    file = opened(path, memory_map=True)
    try:
        return file.read()
    except (OSError, pa.ArrowException) as error:
        raise unsound(path, error) from None


def opened(path: Path, **how: Any) -> Any:
    """Return a Parquet file, of which nothing is read but its end.

    Raises:
        BadFile: when it cannot be read.
    """
    try:
        return parquet.ParquetFile(path, **how)
    except (FileNotFoundError, PermissionError) as error:
        raise BadFile(file=str(path), **trouble(error)) from None
    except (OSError, pa.ArrowException) as error:
        raise unsound(path, error) from None


def unsound(path: Path, error: Exception) -> BadFile:
    """Return the error of a file that is damaged."""
    return BadFile(
        file=str(path),
        zh=f"不是完好的 Parquet 文件（{type(error).__name__}）；请重新导出。",
        en=f"it is no sound Parquet file ({type(error).__name__}); export it again.",
    )
