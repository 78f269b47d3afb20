"""Large Parquet tables, seen as their row groups: what can be known of them without reading their rows."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa

from povertypolicy.errors import BadFile
from povertypolicy.register import parquet
from povertypolicy.register.buffers import is_text
from povertypolicy.register.parquet import ENDING, unsound
from povertypolicy.subjects import Subject

Kind = type[Subject]

BATCH = 262_144
"""Rows that are read at a time when a whole table is gone through."""

BUFFER = 1 << 20
"""Bytes of a column that are read at once from a file; a whole column of a row group need not fit into memory."""


@attrs.frozen
class Group:
    """One row group: its place in its file, how many rows, and how many rows of the table stand before it.

    `least` and `greatest` bound the ids in it, both inclusive; None where the file does not say.
    """

    file: Path
    place: int
    rows: int
    before: int
    least: Any = attrs.field(default=None, repr=False)
    greatest: Any = attrs.field(default=None, repr=False)

    @property
    def bounded(self) -> bool:
        """Whether the file says which ids there may be."""
        return self.least is not None and self.greatest is not None


@attrs.frozen(eq=False)
class Large:
    """A table about subjects of a kind in Parquet files, one after the other.

    `key` is the place of the column by whose ids its rows are kept together; `label` is what messages call the table.
    """

    kind: Kind
    label: str
    files: tuple[Path, ...]
    schema: Any = attrs.field(repr=False)
    key: int
    groups: tuple[Group, ...] = attrs.field(repr=False)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(group.rows for group in self.groups)

    @property
    def sortable(self) -> str:
        """How ids are compared: as numbers, as texts, or not at all, which is an empty text."""
        kind = self.schema.field(self.key).type
        if pa.types.is_integer(kind):
            return "number"
        return "text" if is_text(kind) else ""


def parquet_files(source: Path | str | Iterable[Path | str]) -> tuple[Path, ...]:
    """Return the files of a table: those of a folder in the order of their names, or those given.

    Raises:
        BadFile: when there is none.
    """
    if not isinstance(source, Path | str):
        return tuple(Path(file) for file in source)
    path = Path(source)
    if not path.is_dir():
        return (path,)
    files = sorted(file for file in path.iterdir() if file.suffix.lower() == ENDING)
    if not files:
        raise BadFile(
            file=str(path),
            zh="文件夹中没有 Parquet 文件；请检查路径。",
            en="there is no Parquet file in this folder; check the path.",
        )
    return tuple(files)


def opened(path: Path) -> Any:
    """Return a Parquet file to be read piece by piece, of which nothing is read but its end.

    Raises:
        BadFile: when it cannot be read.
    """
    return parquet.opened(path, buffer_size=BUFFER, pre_buffer=False)


def schema_of(files: Iterable[Path]) -> Any:
    """Return the columns of a table.

    Raises:
        BadFile: when a file cannot be read, or its columns are others than those of the first.
    """
    first, *others = files
    schema = opened(first).schema_arrow
    for other in others:
        if not opened(other).schema_arrow.equals(schema):
            raise BadFile(
                file=str(other),
                zh=f"与 {first.name} 的列不同；同一张表的文件须有相同的列。",
                en=f"its columns are not those of {first.name}; files of one table have the same columns.",
            )
    return schema


def large(kind: Kind, label: str, files: tuple[Path, ...], schema: Any, key: int) -> Large:
    """Return a table by its row groups."""
    return Large(kind, label, files, schema, key, tuple(_groups(files, schema.names[key])))


def _groups(files: Iterable[Path], key: str) -> Iterator[Group]:
    before = 0
    for file in files:
        with opened(file) as whole:
            metadata = whole.metadata
        leaves = [metadata.schema.column(i).path for i in range(metadata.num_columns)]
        column = leaves.index(key)
        for place in range(metadata.num_row_groups):
            group = metadata.row_group(place)
            bounds = _bounds(group.column(column).statistics)
            yield Group(file, place, group.num_rows, before, *bounds)
            before += group.num_rows


def ascending(table: Large, place: int) -> bool:
    """Whether the ids in a column may be in order: those of a row group all greater than those of the one before."""
    filled = [g for g in _groups(table.files, table.schema.names[place]) if g.rows]
    if not all(group.bounded for group in filled):
        return False
    return all(one.greatest < two.least for one, two in pairwise(filled))


def batches(table: Large, columns: list[str] | None = None) -> Iterator[Any]:
    """Yield all rows of a table, in their order, with some columns or with all.

    Raises:
        BadFile: when a file is damaged.
    """
    return batches_of(table.files, columns)


def batches_of(files: Iterable[Path], columns: list[str] | None = None) -> Iterator[Any]:
    """Yield all rows of some files, as `batches` does.

    Raises:
        BadFile: when a file is damaged.
    """
    for path in files:
        file = opened(path)
        try:
            yield from file.iter_batches(BATCH, columns=columns)
        except (OSError, pa.ArrowException) as error:
            raise unsound(path, error) from None
        finally:
            file.close()


def _bounds(statistics: Any) -> tuple[Any, Any]:
    if statistics is None or not statistics.has_min_max:
        return None, None
    return statistics.min, statistics.max
