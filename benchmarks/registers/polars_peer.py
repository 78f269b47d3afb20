"""The rules by hand in lazy Polars, Arrow in and Arrow out: group the persons, join, then codes 0, 1, 2.

`grouped` is what the documentation teaches, rows in any order. `ordered` promises Polars that the rows stand
in the order of the households, which it does not check, and joins as of the id. `summed` promises the same and
puts differences of running sums in place of the groups, as numpy would.
"""

from collections.abc import Callable, Iterable

import polars as pl
import pyarrow as pa
from answers import IDENTIFIED, LEAVES, ON_ALLOWANCE, OUTCOMES, REACHES, names
from generating import header
from households import ASSURED, ENTRY, EXIT, SOURCES
from polars import col

OUTCOME = pl.Enum(OUTCOMES)
ID, OF = "id", "household_id"
UNDETERMINED = pl.lit(1, pl.UInt8)


def grouped(households: pa.Table, persons: pa.Table) -> pa.Table:
    """Rows in any order, also those that come out."""
    joined = _lazy(households).join(_members(_lazy(persons)), left_on=ID, right_on=OF, how="left")
    return _decided(joined).collect(engine="streaming").to_arrow()


def ordered(households: pa.Table, persons: pa.Table) -> pa.Table:
    """Rows in the order of the households."""
    members = _members(_lazy(persons, OF), maintain_order=True)
    return _as_of(households, members).collect(engine="streaming").to_arrow()


def summed(households: pa.Table, persons: pa.Table) -> pa.Table:
    """Rows in the order of the households, and no groups at all."""
    last = col(OF).ne_missing(col(OF).shift(-1))
    weight = ((col("labour_capacity") == "able").cast(pl.UInt32) * 65).fill_null(1)
    running = (
        _lazy(persons, OF)
        .select(OF, size=pl.int_range(1, pl.len() + 1), sums=weight.cum_sum())
        .filter(last)
        .select(OF, *(col(name) - col(name).shift(1, fill_value=0) for name in ("size", "sums")))
    )
    able = (col("sums") >= 65).cast(pl.UInt8) + (col("sums") > 0).cast(pl.UInt8)
    members = running.select(OF, "size", able=able)
    return _as_of(households, members).collect(engine="in-memory").to_arrow()


FORMS: dict[str, Callable[[pa.Table, pa.Table], pa.Table]] = {
    "Polars, grouped and joined": grouped,
    "Polars, told the order": ordered,
    "Polars, running sums": summed,
}


def _lazy(table: pa.Table, promised: str | None = None) -> pl.LazyFrame:
    frame = pl.from_arrow(table).lazy()
    return frame if promised is None else frame.with_columns(col(promised).set_sorted())


def _members(persons: pl.LazyFrame, *, maintain_order: bool = False) -> pl.LazyFrame:
    """How many there are, and the code of whether one of them is able to work."""
    coded = persons.select(OF, able=_code(col("labour_capacity") == "able"))
    groups = coded.group_by(OF, maintain_order=maintain_order)
    return groups.agg(size=pl.len().cast(pl.Int64), able=col("able").max())


def _as_of(households: pa.Table, members: pl.LazyFrame) -> pl.LazyFrame:
    joined = _lazy(households, ID).join_asof(
        members.with_columns(col(OF).set_sorted()), left_on=ID, right_on=OF, tolerance=0
    )
    return _decided(joined)


def _code(truth: pl.Expr) -> pl.Expr:
    return (truth.cast(pl.UInt8) * 2).fill_null(1)


def _decided(joined: pl.LazyFrame) -> pl.LazyFrame:
    """Everything once the households know their members."""
    net = pl.sum_horizontal([col(header(name)) for name in SOURCES], ignore_nulls=False)
    size = pl.when(col("size") > 0).then(col("size"))
    sources = joined.with_columns(
        able=col("able").fill_null(1), size=size, net=net - col(header("production_expense"))
    )
    gaps = sources.with_columns(
        to_entry=ENTRY * col("size") - col("net"), to_exit=EXIT * col("size") - col("net")
    )
    coded = gaps.with_columns(
        below=_code(col("to_entry") > 0),
        reaches=_code(col("to_exit") <= 0),
        assured=pl.min_horizontal([_code(col(name)) for name in ASSURED]),
        meets=_code(col("meets_allowance_policy")),
        allowance=_code(col("on_allowance")),
    ).with_columns(
        otherwise=pl.when(col("meets") == 2).then(col("allowance")).otherwise(UNDETERMINED)
    )
    route = (
        pl.when(col("able") == 2)
        .then(col("reaches"))
        .when(col("able") == 0)
        .then(col("otherwise"))
        .when(col("reaches") == col("otherwise"))
        .then(col("reaches"))
        .otherwise(UNDETERMINED)
    )
    told = coded.with_columns(
        leaves=pl.min_horizontal("assured", route),
        to_income=col("able") != 0,
        to_allowance=(col("able") != 2) & (col("meets") != 0),
    )
    below = (_is("below", 0), _is("below", 1))
    return told.select(
        ID,
        *_columns(IDENTIFIED, "below", below, "to_entry"),
        *_columns(LEAVES, "leaves", (_bits(0), _bits(1)), "to_exit"),
    )


def _is(name: str, code: int) -> pl.Expr:
    return (col(name) == code).cast(pl.UInt8)


def _bits(code: int) -> pl.Expr:
    """The bits of the criteria that were reached and have a code."""
    income = _is("reaches", code) * col("to_income").cast(pl.UInt8)
    allowance = _is("allowance", code) * col("to_allowance").cast(pl.UInt8)
    return _is("assured", code) + income * REACHES + allowance * ON_ALLOWANCE


def _columns(
    standard: str, code: str, bits: tuple[pl.Expr, pl.Expr], gap: str
) -> Iterable[pl.Expr]:
    distance = col(gap) - (col(gap) <= 0).cast(pl.Int64)
    for name, told in zip(
        names(standard), (col(code).cat.to(OUTCOME), *bits, distance), strict=True
    ):
        yield told.alias(name)
