"""Asking clauses about a register whose tables are in Spark."""

import pickle
from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

import attrs

from povertypolicy.deciding.policy import Policy
from povertypolicy.errors import BadSetting, Fault, InvalidData
from povertypolicy.register.assessing import asked_about, standards_about
from povertypolicy.register.columnar import Kind
from povertypolicy.register.parquet import whole
from povertypolicy.register.reading import Source
from povertypolicy.register.results import STATUS
from povertypolicy.register.sheets import Sheet
from povertypolicy.register.spark.moving import Moved, functions
from povertypolicy.register.spark.planning import Bound, Plan, plan_of, without_ids, years_of
from povertypolicy.register.spark.working import FAULTS, job_of, metadata

ROWS = 200_000
"""Rows of all tables in one bucket, about: some 50,000 households with their persons."""


def assess_spark(
    policy: Policy,
    names: Iterable[str],
    tables: Mapping[Kind, Any],
    *,
    about: Kind | None = None,
    prices_of: int | None = None,
    ignore: Iterable[str] = (),
    rows: int = ROWS,
    buckets: int | None = None,
    check_ids: bool = True,
) -> Any:
    """Ask clauses about every row of a register in Spark DataFrames, and return the answers as one.

    The first table, or that which `about` names, is asked about; `names` default to all standards about its kind.
    Tables of what stands above, such as villages, are small and go to every worker whole. The answers have
    the columns of ``Register.assess(...).arrow`` without row numbers, words as text and exact numbers as decimals,
    and ``faults``: what kept a row from being decided. The metadata of a clause's column hold its legend.

    `prices_of` is the year in whose prices all amounts are; columns named in `ignore` are passed over. All rows
    of the large tables are counted for buckets of about so many `rows`, unless the number of `buckets` is given.
    With `check_ids` the ids of rows below, such as persons, are read once more than all else, so that those are found
    that stand twice anywhere; without, ids that nothing belongs to are not read at all.

    Raises:
        UnknownClause: when the policy has no such clause, or no standard about such subjects.
        WrongSubject: when a clause is about something else.
        BadSetting: when a table has no place beside the main one, or is none of Spark.
        InvalidData: when the header of a table has faults, or a table no rows.
    """
    main = about or next(iter(tables), None)
    if main is None or main not in tables:
        raise BadSetting(
            setting="tables",
            zh="没有主表；请给出它所关于的对象的表。",
            en="the main table is missing; give the table of what the register is about.",
        )
    asked = tuple(names) or standards_about(policy, main)
    asked_about(policy, main, asked)
    schemas = {kind: _schema(table) for kind, table in tables.items()}
    plan = plan_of(policy, asked, main, schemas, Source(None, prices_of, ignore))
    frames = {kind: _read(bound, tables[kind]) for kind, bound in plan.large.items()}
    counts = {} if buckets else _counts(plan, frames)
    moved = Moved(plan, frames, buckets or -(-sum(counts.values()) // rows))
    plan = _looked_at(moved, tables, counts, check_ids=check_ids)
    frames = {kind: _read(bound, tables[kind]) for kind, bound in plan.large.items()}
    moved = attrs.evolve(moved, plan=plan, frames=frames)
    packed = pickle.dumps(plan)
    return _whole(plan, moved.answers(packed, _fields(packed)))


def _schema(table: Any) -> Any:
    """Return the Arrow schema of a DataFrame of Spark."""
    from pyspark.sql.pandas.types import to_arrow_schema  # noqa: PLC0415 - heavy, and only for those who have Spark

    if not all(hasattr(table, name) for name in ("columns", "toDF", "toArrow")):
        kind = type(table).__name__
        raise BadSetting(
            setting="tables",
            zh=f"{kind} 不是 Spark 的 DataFrame。",
            en=f"{kind} is no DataFrame of Spark.",
        )
    return to_arrow_schema(table.schema)


def _read(bound: Bound, table: Any) -> Any:
    """Return the columns that are read, named by their place."""
    every = [f"c{place}" for place in range(len(table.columns))]
    chosen = table.toDF(*every).select(*(every[place] for place in bound.places))
    return chosen.toDF(*(f"c{place}" for place in range(len(bound.places))))


def _counts(plan: Plan, frames: Mapping[Kind, Any]) -> dict[Kind, int]:
    """Return how many rows the large tables have.

    Raises:
        InvalidData: when a table has no rows.
    """
    f = functions()
    first, *more = (
        frame.agg(f.count("*").alias("rows")).select(f.lit(place).alias("place"), "rows")
        for place, frame in enumerate(frames.values())
    )
    told = dict(map(tuple, reduce(lambda one, other: one.union(other), more, first).collect()))
    counts = {kind: int(told[place]) for place, kind in enumerate(frames)}
    none = [Fault("no-rows", file=plan.large[k].label) for k, n in counts.items() if not n]
    if none:
        raise InvalidData(none)
    return counts


def _looked_at(
    moved: Moved, tables: Mapping[Kind, Any], counts: Mapping[Kind, int], *, check_ids: bool
) -> Plan:
    """Return the plan with what has to be known of all rows before any is decided."""
    plan = moved.plan
    sheets = {kind: _sheet(bound, tables[kind]) for kind, bound in plan.above.items()}
    stated = {
        kind: sheet.columns[place]
        for kind, sheet in sheets.items()
        if (place := plan.above[kind].prices) is not None
    }
    stated |= {b.kind: moved.stated(b.kind) for b in plan.large.values() if b.prices is not None}
    with_ids = [bound.kind for bound in plan.below if bound.id is not None]
    last = {kind for kind in with_ids if kind is not plan.main and not plan.holds(kind)}
    checked = [kind for kind in with_ids if check_ids or kind not in last]
    repeated = {kind: moved.repeated(kind, counts.get(kind)) for kind in checked}
    looked_at = attrs.evolve(plan, sheets=sheets, repeated=repeated, years=years_of(plan, stated))
    return reduce(without_ids, (k for k in last if repeated.get(k) is None), looked_at)


def _sheet(bound: Bound, table: Any) -> Sheet:
    rows = _read(bound, table).toArrow()
    return bound.sheet(map(whole, rows.columns), rows.num_rows)


def _fields(packed: bytes) -> Any:
    """Return the columns of the answers as workers give them, with the legend of each clause in its metadata."""
    from pyspark.sql import types  # noqa: PLC0415 - heavy, and only for those who have Spark
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 - the same

    job = job_of(packed)
    return types.StructType(
        [
            types.StructField(field.name, field.dataType, metadata=metadata(job.legend, field.name))
            for field in from_arrow_schema(job.nothing.schema)
        ]
    )


def _whole(plan: Plan, answers: Any) -> Any:
    """Return the answers with the columns that follow from the others."""
    f = functions()
    status = f.when(f.col(FAULTS).isNull(), STATUS[1]).otherwise(STATUS[0])
    ids = [] if plan.large[plan.main].id is None else ["id"]
    told = [answers[f"`{name}`"] for name in answers.columns if name not in ids]
    return answers.select(
        *ids, status.alias("status"), *told, f.lit(plan.policy.digest).alias("digest")
    )
