"""Random registers: columns say of every row what the library says of every subject, however the rows are cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle.records import Chooser, Seeded
from oracle.registers import Register, Table, alone, batch, register, wide_register
from strategies import Drawn

from povertypolicy.columns.data import Frame

pytestmark = pytest.mark.filterwarnings("error")


@st.composite
def registers(draw: st.DrawFn) -> tuple[Register, Chooser]:
    """Random clauses about random subjects, and chance to cut them."""
    chooser = Drawn(draw)
    return register(chooser, rows=4), chooser


def check(about: Register, chooser: Chooser) -> None:
    """Check that one by one, all at once, and in pieces the clauses say the same."""
    together, frame = about.together(), about.frame()
    expected = alone(about, together)
    assert batch(together, frame) == expected
    chunk = chooser.pick((1, 2, 3))
    assert batch(together, frame, chunk=chunk) == expected
    order = shuffled(chooser, frame.size)
    assert batch(together, frame.take(order)) == [[col[i] for i in order] for col in expected]
    assert in_parts(chooser, together, frame) == expected


def shuffled(chooser: Chooser, size: int) -> np.ndarray:
    """The places of rows in any order, some of them twice and some never."""
    every = list(range(size))
    order = [every.pop(chooser.pick(range(len(every)))) for _ in range(size)]
    again = [chooser.pick(range(size)) for _ in range(chooser.pick(range(3)))]
    return np.array(order[chooser.pick((0, 1)) :] + again, np.int64)


def in_parts(chooser: Chooser, together: object, frame: Frame) -> Table:
    """What is said of a frame cut into three, the middle one cut out of what is left."""
    first, second = sorted(chooser.pick(range(frame.size + 1)) for _ in "ab")
    rest = frame.part(first, frame.size)
    pieces = (frame.part(0, first), rest.part(0, second - first), frame.part(second, frame.size))
    told = [batch(together, piece) for piece in pieces]
    return [[row for column in columns for row in column] for columns in zip(*told, strict=True)]


@given(registers())
@settings(max_examples=80)
def test_random_registers_are_decided_as_their_subjects_are(
    drawn: tuple[Register, Chooser],
) -> None:
    check(*drawn)


def test_four_hundred_and_twenty_registers_are_decided_as_their_subjects_are() -> None:
    for seed in range(320):
        check(register(Seeded(seed)), Seeded(f"cut {seed}"))
    for seed in range(100):
        check(wide_register(Seeded(seed)), Seeded(f"cut {seed}"))


@pytest.mark.hard
def test_twenty_thousand_registers_are_decided_as_their_subjects_are() -> None:
    for seed in range(10_000, 22_000):
        check(register(Seeded(seed)), Seeded(f"cut {seed}"))
    for seed in range(10_000, 18_000):
        check(wide_register(Seeded(seed)), Seeded(f"cut {seed}"))
