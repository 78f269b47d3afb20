"""What a worker does with one bucket: Arrow in, answers as Arrow out, nothing of Spark."""

import json
import pickle
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pyarrow as pa

from povertypolicy.columns.deciding import decide, kernels
from povertypolicy.columns.kernel import ClauseColumns
from povertypolicy.columns.segments import Ints
from povertypolicy.errors import Fault
from povertypolicy.lowering.algebra import Num
from povertypolicy.register.assessing import asked_about
from povertypolicy.register.columnar import Kind, Typed, typed
from povertypolicy.register.complaints import Stage
from povertypolicy.register.headers import ID
from povertypolicy.register.joining_columns import join_columns
from povertypolicy.register.keys import match, read_keys
from povertypolicy.register.linking import Places
from povertypolicy.register.linking_columns import link_columns
from povertypolicy.register.parquet import whole
from povertypolicy.register.parts.results import unlike
from povertypolicy.register.parts.running import calm
from povertypolicy.register.registers import Register
from povertypolicy.register.results import Result
from povertypolicy.register.spark.packing import unpacked
from povertypolicy.register.spark.planning import Bound, Plan

FAULTS = "faults"
"""The column that says what keeps a row from being decided."""

ADDED = ("row", "status", "digest")
"""Columns that do not go through the workers: rows have no numbers in Spark, and the others follow from the rest."""

_EXACT = pa.decimal128(38, 0)
_KEPT = 4


@lru_cache(maxsize=_KEPT)
def job_of(packed: bytes) -> "Job":
    """Return the job of a pickled plan: compiled once in a process, for all its buckets."""
    return Job(pickle.loads(packed))  # noqa: S301 - from the driver of the same session


class Job:
    """A question about a register, ready to be asked about any part of it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.together = asked_about(plan.policy, plan.main, plan.names)

    def answer(self, packed: Any) -> Any:
        """Return the answers about the rows of one bucket.

        Raises:
            BadSetting: when rows are in the prices of years that no column states, so that bits would differ.
        """
        kinds = list(self.plan.large)
        rows = {kinds[table]: some for table, some in unpacked(packed, self.keys).items()}
        if self.plan.main not in rows:
            return self.nothing
        register = self._register(rows)
        result = self._result(register)
        if result.legend != self.legend:
            raise unlike()
        return self._told(register, result)

    @cached_property
    def nothing(self) -> Any:
        """The answers about no rows, which show the columns."""
        return self._told(*self._empty)

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """A column of each large table by which its rows stand together."""
        first, *below = self.plan.large.values()
        links = (bound.links(self.plan.parent(bound.kind)) for bound in below)
        return (first.id or 0, *(places[0] for places in links))

    @cached_property
    def wide(self) -> frozenset[str]:
        """The clauses whose numbers and distances may not fit into 64 bits."""
        programs = (kernels(self.together).of(self.plan.main, years) for years in self.plan.years)
        clauses = zip(*(program.columns for program in programs), strict=True)
        named = zip(self.plan.names, clauses, strict=True)
        return frozenset(name for name, years in named if not all(map(_fits, years)))

    @property
    def legend(self) -> list[dict[str, Any]]:
        """What bits and distances are."""
        return self._empty[1].legend

    @cached_property
    def _empty(self) -> tuple[Register, Result]:
        register = self._register({})
        return register, self._result(register)

    def _register(self, rows: Mapping[Kind, Any]) -> Register:
        plan = self.plan
        tables = {kind: self._table(bound, rows.get(kind)) for kind, bound in plan.large.items()}
        for kind, bound in plan.above.items():
            tables[kind] = typed(plan.sheets[kind], kind, bound.binding, plan.extensions, None)
        others = [table for kind, table in tables.items() if kind is not plan.main]
        joined = join_columns(tables[plan.main], others)
        linked = link_columns(joined, plan.extensions, plan.prices_of)
        return Register(plan.main, linked, plan.extensions, lambda table: table)

    def _table(self, bound: Bound, rows: Any) -> Typed:
        rows = bound.schema.empty_table() if rows is None else rows
        sheet = bound.sheet(map(whole, rows.columns), rows.num_rows)
        table = typed(sheet, bound.kind, bound.binding, self.plan.extensions, None)
        repeated = self.plan.repeated.get(bound.kind)
        if repeated is not None and table.ids is not None:
            places = np.flatnonzero(match(table.ids, read_keys(repeated)) >= 0)
            table.told.one(Stage.KEYS, places, ID, "duplicate-key", other="?")
        return table

    def _result(self, register: Register) -> Result:
        plan = self.plan
        rows, good = register.rows, register.good
        answers = decide(
            self.together,
            calm(register.frame, good),
            names=plan.names,
            good=good,
            years=plan.years,
        )
        return Result(plan.policy.digest, plan.names, answers, register.given, rows, good, _same)

    def _told(self, register: Register, result: Result) -> Any:
        """Return a result in types that do not depend on the rows, with the faults of each row."""
        table = result.arrow.drop_columns(list(ADDED))
        columns = dict(zip(table.column_names, map(_plain, table.columns), strict=True))
        for name in filter(_is_number, table.column_names):
            wide = name.partition(" ")[0] in self.wide
            columns[name] = columns[name].cast(_EXACT if wide else pa.int64())
        bad = np.flatnonzero(~register.good)
        told = [_said(register.faults_of(row)) for row in bad.tolist()]
        return pa.table({**columns, FAULTS: _spread(told, bad, len(result))})


def _fits(clause: ClauseColumns) -> bool:
    ops = [way.compared.gap for way in clause.ways]
    if isinstance(clause.result, Num):
        ops += [*clause.result.low, *clause.result.high]
    return all(op is None or -(2**63) <= op.low <= op.high < 2**63 for op in ops)


def _same(table: Any) -> Any:
    return table


def _plain(column: Any) -> Any:
    """Return words as text and bits as signed numbers, which Spark knows."""
    if pa.types.is_dictionary(column.type):
        return column.cast(pa.string())
    return column.cast(pa.int64()) if pa.types.is_unsigned_integer(column.type) else column


def _is_number(name: str) -> bool:
    return name.endswith((" numerator", " denominator")) or " distance " in name


def _spread(told: list[str], rows: Ints, size: int) -> Any:
    places = np.zeros(size, np.int64)
    places[rows] = np.arange(len(told))
    none = np.ones(size, np.bool_)
    none[rows] = False
    return pa.array(told, pa.string()).take(pa.array(places, mask=none))


def _said(faults: tuple[Fault, ...]) -> str:
    """Return the codes of faults, each with the table and the column; rows have no numbers in Spark."""
    return "; ".join(dict.fromkeys(_each(faults)))


def _each(faults: tuple[Fault, ...]) -> Iterator[str]:
    for fault in faults:
        places = fault.parts.get("places")
        if isinstance(places, Places):
            yield from _each(places.faults)
        else:
            yield f"{fault.code} ({', '.join(filter(None, (fault.file, fault.column or fault.path)))})"


def metadata(legend: list[dict[str, Any]], name: str) -> dict[str, str]:
    """Return the legend of one clause as the metadata of its column."""
    told = next((entry for entry in legend if entry["name"] == name), None)
    return {} if told is None else {"legend": json.dumps(told, ensure_ascii=False)}
