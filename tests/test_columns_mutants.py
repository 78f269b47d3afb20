"""Faults in what decides columns are noticed: every mutant is killed by the random registers."""

from functools import cache

import numpy as np
import pytest
from oracle import mutants
from oracle.mutants import Mutant, survivors
from oracle.records import Seeded
from oracle.registers import Register, Table, alone, batch, register, wide_register
from test_columns_rules import HOUSEHOLD, PERSON, random_register
from test_columns_wide import NUMBERS, registers_about

from povertypolicy.subjects import Household, Person

SMALL = [
    Mutant("printing", 'sign = "<" if op.kind == "less" else "<="', 'sign = "<="'),
    Mutant("printing", 'f"2 - {self.code(', 'f"{self.code('),
    Mutant("printing", "{'-' if factor < 0 else '+'}= {term", "+= {term"),
    Mutant("arithmetic", "codes[segments.unlisted] = 1", "pass"),
    Mutant("arithmetic", "np.where(low == high, low, np.uint8(1))", "low"),
    Mutant("arithmetic", "missing = missing & (meant != 0)", "pass"),
    Mutant(
        "segments", "return np.repeat(values, self.sizes)", "return np.resize(values, self.rows)"
    ),
]

MANY = [
    # the printer
    Mutant(
        "printing",
        'name = "minimum" if op.kind == "and" else "maximum"',
        'name = "maximum" if op.kind == "and" else "minimum"',
    ),
    Mutant(
        "printing",
        '"lesser" if op.kind == "least" else "greater"',
        '"greater" if op.kind == "least" else "lesser"',
    ),
    Mutant("printing", "{term if abs(factor) == 1 else f'{abs(factor)} * {term}'}", "{term}"),
    Mutant("printing", "{'-' if plus < 0 else '+'}= {abs(plus)}", "+= {abs(plus)}"),
    Mutant("printing", 'return frozenset({"ALL"})', "return frozenset()"),
    Mutant("printing", 'return next(iter(masks), "None")', 'return "None"'),
    Mutant("printing", "rest -= known", "rest = frozenset()"),
    Mutant(
        "printing", "crossed if gap.data in MET_ON_LINE else", "crossed if gap.data in BACK else"
    ),
    Mutant(
        "printing",
        "self.masks(value.args, op.block) | {refused}",
        "self.masks(value.args, op.block)",
    ),
    Mutant(
        "printing",
        "self.masks_of(value, op.block) | {self.refusal(condition, op.block)}",
        "self.masks_of(value, op.block)",
    ),
    Mutant(
        "printing",
        'return f"guard_codes(2 - {code}, {otherwise})"',
        'return f"guard_codes({code}, {otherwise})"',
    ),
    Mutant("printing", "{'<=' if back else '>='} 0", "{'<' if back else '>'} 0"),
    Mutant("printing", "{'-' if back else '+'}= {crossed}", "{'+' if back else '-'}= {crossed}"),
    Mutant(
        "printing",
        "if max(abs(op.low), abs(op.high)) > _LARGEST:",
        "if max(abs(op.low), abs(op.high)) > _LARGEST**4:",
    ),
    Mutant("printing", "self.wide.setdefault(block[:-1], []).append(name)", "pass"),
    Mutant(
        "printing",
        'key = (op.index if letter == "t" else -1 - op.index, block)',
        "key = (op.index, block)",
    ),
    Mutant("printing", "bits = sum(1 << order", "bits = sum(2 << order"),
    Mutant(
        "printing",
        "choose_codes({code}, {then}, {otherwise})",
        "choose_codes({code}, {otherwise}, {then})",
    ),
    Mutant(
        "printing",
        "{self.word(then, block)}, {self.word(otherwise, block)}",
        "{self.word(otherwise, block)}, {self.word(then, block)}",
    ),
    Mutant("printing", "if op.constant and abs(op.data[1]) > _LARGEST:", "if False:"),
    # conditions
    Mutant("arithmetic", "np.greater(answer, missing, out=answer)", "pass"),
    Mutant("arithmetic", "codes |= missing.view(np.uint8)", "pass"),
    Mutant("arithmetic", "answer |= words == place", "answer = words == place"),
    Mutant("arithmetic", "codes |= (words < 0).view(np.uint8)", "pass"),
    Mutant("arithmetic", "(sets & wanted) == wanted", "(sets & wanted) != 0"),
    Mutant(
        "arithmetic",
        "np.minimum(then, otherwise, out=other)",
        "np.minimum(then, condition, out=other)",
    ),
    Mutant(
        "arithmetic",
        "np.where((condition == 1) & np.not_equal(then, otherwise), np.int16(-1), chosen)",
        "chosen",
    ),
    Mutant("arithmetic", "told |= met", "pass"),
    # numbers
    Mutant("arithmetic", "values: Any = np.where(yes, a, b)", "values: Any = np.where(yes, b, a)"),
    Mutant(
        "arithmetic", "missing = np.where(yes, _mask(ma), _mask(mb))", "missing = either(ma, mb)"
    ),
    Mutant(
        "arithmetic",
        'np.minimum(a, b) if mode == "low" else np.maximum(a, b)',
        'np.maximum(a, b) if mode == "low" else np.minimum(a, b)',
    ),
    Mutant("arithmetic", "apart = np.not_equal(first, other)", "apart = np.equal(first, other)"),
    Mutant("arithmetic", 'meant != 0 if mode == "high"', 'meant == 2 if mode == "high"'),
    Mutant(
        "arithmetic",
        '{"low": np.minimum, "high": np.maximum}',
        '{"low": np.maximum, "high": np.minimum}',
    ),
    Mutant("arithmetic", "lost = segments.any(missing)", "lost = None"),
    Mutant("arithmetic", "either(lost, segments.unlisted)", "lost"),
    Mutant("arithmetic", "(anniversary < birthday)", "(anniversary <= birthday)"),
    Mutant(
        "arithmetic",
        "np.abs(np.asarray(second, float)) > WIDE",
        "np.abs(np.asarray(second, float)) > WIDE**4",
    ),
    Mutant("arithmetic", "return size > WIDE", "return None"),
    Mutant(
        "arithmetic", "return segments.total(np.abs(values.astype(float))) > WIDE", "return None"
    ),
    Mutant("arithmetic", "raise OverflowError(figure)", "return figure"),
    Mutant(
        "arithmetic", "room = -(-room // step) if back else room // step", "room = room // step"
    ),
    Mutant("arithmetic", "crossed = room <= 0 if back", "crossed = room < 0 if back"),
    Mutant("arithmetic", "lost = open_ & (apart | _mask(ma) | _mask(mb))", "lost = open_ & apart"),
    # rows
    Mutant("segments", "out[groups[told == 1]] = 1", "pass"),
    Mutant("segments", "out[groups[told == 2 - identity]] = 2 - identity", "pass"),
    Mutant(
        "segments",
        "part = Segments(offsets, None if self.unlisted is None else self.unlisted[start:stop])",
        "part = Segments(offsets, None)",
    ),
    Mutant("views", "sizes = np.where(self.absent, 0, sizes)", "pass"),
    Mutant("views", "values[self.absent] = unknown", "pass"),
    Mutant("views", "(values == values[0]).all()", "True"),
    Mutant(
        "views",
        "missing = self.absent if missing is None else missing | self.absent",
        "missing = self.absent if missing is None else missing",
    ),
    Mutant("views", "unlisted = told if unlisted is None else told | unlisted", "unlisted = told"),
    Mutant(
        "data", "Above(above.frame, above.index[start:stop])", "Above(above.frame, above.index)"
    ),
    Mutant("data", "segments.offsets[:-1][rows] - taken.offsets[:-1]", "taken.offsets[:-1] * 0"),
    # answers and what they rest on
    Mutant("kernel", "(outcome - np.uint8(1)) < 2 if", "outcome == YES if"),
    Mutant("kernel", "known &= step", "pass"),
    Mutant("kernel", "if holds else outcome != YES", "if holds else outcome == 0"),
    Mutant(
        "blaming", "== 0)\n        self.reason(op.data if", "!= 2)\n        self.reason(op.data if"
    ),
    Mutant(
        "blaming",
        "self.blame(then, mask & (met != 0), op.block)",
        "self.blame(then, mask, op.block)",
    ),
    Mutant("blaming", "self.blame(outer, unlisted, op.block)", "pass"),
    Mutant("blaming", "self.blame(otherwise, mask & (met != 2), op.block)", "pass"),
    Mutant("planning", "return () if () in paths else tuple(paths)", "return tuple(paths[:1])"),
]
"""All must be killed; a mutant that cannot change any answer has no place here."""


@cache
def known(plain: int, wide: int) -> list[tuple[Register, Table]]:
    """Registers and what is said of their subjects one by one, which no fault in columns changes."""
    drawn = [
        *(register(Seeded(f"mutants {seed}")) for seed in range(plain)),
        *(wide_register(Seeded(f"mutants {seed}")) for seed in range(wide)),
    ]
    return [(about, alone(about)) for about in drawn]


def check(about: Register, expected: Table) -> None:
    """Check the rows at once, in chunks, and in the opposite order."""
    together, frame = about.together(), about.frame()
    assert batch(together, frame) == expected
    assert batch(together, frame, chunk=2) == expected
    back = np.arange(frame.size)[::-1]
    assert batch(together, frame.take(back)) == [rows[::-1] for rows in expected]


def few() -> None:
    for about, expected in known(60, 0):
        check(about, expected)


@cache
def rare() -> list[tuple[Register, Table]]:
    """What plain chance seldom draws.

    Wide numbers of rows, a figure among cases, nobody above with rows below,
    criteria in cases.
    """
    names = (
        "product",
        "sum over rows of products",
        "rows that are wide only together",
        "a figure or a fact",
        "one of two figures",
    )
    drawn = [about for name in names for about in registers_about(NUMBERS[name])]
    drawn += [random_register(Person, [node]) for node in PERSON.values()]
    drawn += [random_register(Household, HOUSEHOLD)]
    return [(about, alone(about)) for about in drawn]


def many() -> None:
    for about, expected in rare():
        check(about, expected)
    for about, expected in known(600, 300):
        check(about, expected)


@pytest.fixture(autouse=True)
def columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutants, "PACKAGE", "povertypolicy.columns")


def test_a_few_faults_are_noticed():
    few()
    assert survivors(SMALL, few) == []


@pytest.mark.hard
def test_every_fault_is_noticed():
    many()
    assert survivors(SMALL + MANY, many) == []
