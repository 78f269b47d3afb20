"""Every kind of operation as columns: the truth tables of `test_operations`, over words to length three, asked anew."""

import operator
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
import test_operations as operations
from oracle.registers import sealed
from test_operations import Bench, Row, Table

from povertypolicy.columns.printing import _PRINT, ANY, NUMBER, print_program
from povertypolicy.columns.programs import EXACTLY, Printed, compiled_program
from povertypolicy.columns.records import frame_of
from povertypolicy.columns.views import View
from povertypolicy.lowering.ops import KINDS, Op
from povertypolicy.subjects import build

RELATIONS = {"rows": Table.rows}
TESTS = {
    "below": operator.lt,
    "at_most": operator.le,
    "above": operator.gt,
    "at_least": operator.ge,
}
SILENT = build(Table, {})
"""A table of which nothing is known, not even its rows."""
CROWD = build(Table, {"rows": tuple(build(Row, {"truth": t, "amount": 3}) for t in (True, None))})

AS_COLUMNS = {
    name: test
    for name, test in vars(operations).items()
    if name.startswith("test_")
    and {"Bench", "each_spelling", "numbers"} & set(test.__code__.co_names)
    and "compile_program" not in test.__code__.co_names
}
SIGNED = "test_the_gap_is_the_least_number_of_steps_that_flips"
"""Columns tell the direction by the sign; see below."""
globals().update({name: test for name, test in AS_COLUMNS.items() if name != SIGNED})


def runner(_: Bench, op: Op) -> Callable[..., Any]:
    """Return what runs an operation on a table with given facts, as columns, between other tables."""
    if op.constant:
        return lambda **_: op.data[1]
    printed = print_program([op], RELATIONS, (), every=False)
    kept = print_program([op], RELATIONS, (), every=True)
    program, exactly = (compiled_program("bench", printed, how) for how in ({}, EXACTLY))
    everything = compiled_program("bench", kept, {})

    def run(**facts: Any) -> Any:
        if facts.get("rows") is not None:
            facts["rows"] = tuple(build(Row, row) for row in facts["rows"])
        table = build(Table, facts)
        frame = sealed(frame_of(Table, [CROWD, SILENT, table, SILENT, CROWD, table]))
        returned = program(View(frame)), exactly(View(frame, exact=True))
        found = [told(op, printed, one, row, frame.size) for one in returned for row in (2, 5)]
        assert all(type(one) is type(found[0]) and one == found[0] for one in found)
        everything(View(frame))
        return found[0]

    return run


def told(op: Op, printed: Printed, returned: Any, row: int, size: int) -> Any:
    """The value of an operation in one row, as the scalar programs have it."""
    (value,), wide = returned
    assert wide is None or not np.any(wide)
    kind = printed.kinds[op.index]
    if kind == ANY:
        assert value is None
        return None
    if kind == NUMBER:
        values, missing = value
        if missing is not None and np.broadcast_to(missing, size)[row]:
            return None
        return int(np.broadcast_to(values, size)[row])
    return {0: False, 1: None, 2: True}[int(np.broadcast_to(value, size)[row])]


@pytest.fixture(autouse=True)
def as_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Bench.__init__

    def with_rows(bench: Bench) -> None:
        plain(bench)
        bench.rows()  # as in every lowered rule, rows are made before what is read in them

    monkeypatch.setattr(Bench, "__init__", with_rows)
    monkeypatch.setattr(Bench, "runner", runner)


@pytest.mark.parametrize("bound", sorted(TESTS))
def test_the_gap_is_the_least_number_of_steps_that_flips(bound):
    holds = TESTS[bound]
    bench = Bench()
    args = [bench.get("x"), bench.get("y"), bench.get("z")]
    run = bench.runner(bench.b.make("gap", args, bound, bounds=(-99, 99)))
    for left, right, step in product(range(-4, 5), range(-4, 5), (1, 2, 3)):
        met = holds(left, right)
        flipped = min(
            (k for k in range(-99, 100) if holds(left + k * step, right) is not met), key=abs
        )
        assert run(x=left, y=right, z=step) == flipped
    assert run(x=None, y=1, z=1) is run(x=1, y=None, z=1) is run(x=1, y=1, z=None) is None
    assert run(x=1, y=1, z=0) == 0


def test_a_comparison_that_others_read_too_stands_beside_its_guard():
    bench = Bench()
    x, y, z = (bench.get(name) for name in "xyz")
    less = bench.b.less(x, y, equal=False)
    guarded = bench.b.guard(bench.b.less(bench.b.const(0), z, equal=False), less, "zero")
    run = bench.runner(bench.b.any((guarded, less)))
    assert run(x=1, y=2, z=0) is run(x=1, y=2, z=1) is True
    assert run(x=2, y=1, z=1) is False
    assert run(x=2, y=1, z=0) is run(x=None, y=1, z=1) is None


def test_the_tables_are_those_of_every_kind_of_operation():
    assert len(AS_COLUMNS) >= 24
    assert set(_PRINT) == KINDS - {"const", "open"}
