"""Callers' tables as Arrow columns, and answers back as the caller's kind of table.

No library is imported that the caller has not imported: only the type of the table is looked at.
"""

import datetime as dt
import sys
from collections.abc import Callable
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from povertypolicy.errors import BadSetting
from povertypolicy.register.border import arrow_of


@attrs.frozen(eq=False)
class Given:
    """A table as it was given: headers, columns in the same order, rows, and the way back.

    A column is an Arrow array, chunked or not, or a list where Arrow cannot hold its values as one type.
    `back` makes an Arrow table into the caller's kind of table.
    """

    header: tuple[str, ...]
    columns: tuple[Any, ...] = attrs.field(repr=False)
    size: int
    back: Callable[[Any], Any] = attrs.field(repr=False)


def to_arrow(table: Any, setting: str = "tables") -> Given:
    """Return a table of Polars, pandas, PyArrow, DuckDB or any other that exports Arrow streams.

    `setting` names it in the message when it is none of these.

    Raises:
        BadSetting: when it is no such table.
    """
    homes = {base.__module__.partition(".")[0] for base in type(table).__mro__}
    reader = next((reader for home, reader in _READERS.items() if home in homes), _exported)
    given = reader(table)
    if given is not None:
        return given
    raise BadSetting(
        setting=setting,
        zh=f"不能把 {type(table).__name__} 当作表；可用 Polars 的 DataFrame 或 LazyFrame、"
        "pandas 的 DataFrame、PyArrow 的 Table、RecordBatch 或 RecordBatchReader、"
        "DuckDB 的查询结果、其他能导出 Arrow 流的表，或文件路径。",
        en=f"{type(table).__name__} is no table; give a Polars DataFrame or LazyFrame, "
        "a pandas DataFrame, a PyArrow Table, RecordBatch or RecordBatchReader, "
        "a DuckDB relation, another table that exports Arrow streams, or the path of a file.",
    )


def _exported(table: Any) -> Given | None:
    if not hasattr(table, "__arrow_c_stream__"):
        return None
    try:
        reader = pa.RecordBatchReader.from_stream(table)
    except pa.ArrowInvalid:  # a single column exports a stream too
        return None
    return _of_arrow(reader.read_all(), _same)


def _of_arrow(table: Any, back: Callable[[Any], Any]) -> Given:
    return Given(tuple(table.column_names), tuple(table.columns), table.num_rows, back)


def _same(table: Any) -> Any:
    return table


# PyArrow


def _pyarrow(table: Any) -> Given | None:
    if isinstance(table, pa.Table):
        return _of_arrow(table, _same)
    if isinstance(table, pa.RecordBatch):
        return _of_arrow(pa.Table.from_batches([table]), _batch)
    if isinstance(table, pa.RecordBatchReader):
        return _of_arrow(table.read_all(), pa.Table.to_reader)
    return None


def _batch(table: Any) -> Any:
    columns = [pa.concat_arrays(c.chunks) if c.num_chunks else pa.array([], c.type) for c in table]
    return pa.RecordBatch.from_arrays(columns, schema=table.schema)


# DuckDB


def _duckdb(table: Any) -> Given | None:
    duckdb = sys.modules["duckdb"]
    if not isinstance(table, duckdb.DuckDBPyRelation):
        return None
    return _of_arrow(table.to_arrow_table(), duckdb.from_arrow)


# Polars


def _polars(table: Any) -> Given | None:
    polars = sys.modules["polars"]
    if isinstance(table, polars.LazyFrame):
        return _of_polars(table.collect(), lambda answer: polars.from_arrow(answer).lazy())
    return _of_polars(table, polars.from_arrow) if isinstance(table, polars.DataFrame) else None


def _of_polars(table: Any, back: Callable[[Any], Any]) -> Given:
    objects = sys.modules["polars"].Object
    strange = {name for name, kind in table.schema.items() if kind == objects}
    arrow = table.drop(strange).to_arrow()  # of objects it would give addresses in memory
    columns = [table[name].to_list() if name in strange else arrow[name] for name in table.columns]
    return Given(tuple(table.columns), tuple(columns), table.height, back)


# pandas


def _pandas(table: Any) -> Given | None:
    pandas = sys.modules["pandas"]
    if not isinstance(table, pandas.DataFrame):
        return None
    columns = tuple(_of_series(table.iloc[:, place]) for place in range(table.shape[1]))
    of_arrow = [isinstance(dtype, pandas.ArrowDtype) for dtype in table.dtypes]
    mapper = pandas.ArrowDtype if of_arrow and all(of_arrow) else None

    def back(answer: Any) -> Any:
        return answer.to_pandas(types_mapper=mapper)

    return Given(tuple(map(str, table.columns)), columns, len(table), back)


def _of_series(series: Any) -> Any:
    """Return a pandas column as Arrow; every kind of missing is null."""
    if series.dtype == object:
        return _of_objects(series)
    try:
        array = pa.array(series, from_pandas=True)
    except (pa.ArrowException, TypeError, ValueError):  # a type that Arrow does not have
        return _of_objects(series)
    if pa.types.is_floating(array.type):
        nan = pc.is_nan(array)
        if pc.any(nan).as_py():
            return pc.if_else(nan, pa.scalar(None, array.type), array)
    return array


def _of_objects(series: Any) -> Any:
    missing = series.isna().to_numpy(dtype=bool)
    values = [None if no else _plain(v) for v, no in zip(series, missing, strict=True)]
    kinds = set(map(type, values)) - {type(None)}
    array = arrow_of(values, kinds.pop()) if len(kinds) == 1 else None
    return values if array is None else array


def _plain(value: Any) -> Any:
    """Return what NumPy and pandas wrap as Python's own value."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic) and not isinstance(value, np.datetime64 | np.timedelta64):
        return value.item()
    if isinstance(value, dt.datetime) and hasattr(value, "to_pydatetime"):
        return value.to_pydatetime(warn=False)
    return value


_READERS: dict[str, Callable[[Any], Given | None]] = {
    "pyarrow": _pyarrow,
    "polars": _polars,
    "duckdb": _duckdb,
    "_duckdb": _duckdb,
    "pandas": _pandas,
}
