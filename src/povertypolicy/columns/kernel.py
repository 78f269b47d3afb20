"""Clauses compiled for columns: one printed program for the outcomes, another with every value for what is missing."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from povertypolicy.columns.arithmetic import narrowed, same_ratio, whole
from povertypolicy.columns.data import NOT_APPLICABLE, UNKNOWN, YES, Frame
from povertypolicy.columns.planning import Told, Way, criteria_of, ways_of
from povertypolicy.columns.printing import print_program
from povertypolicy.columns.programs import EXACTLY, Printed, Run, compiled_program
from povertypolicy.columns.segments import Codes, Flags, Ints
from povertypolicy.columns.views import View
from povertypolicy.deciding.compiled import Batch, Compiled, result_ops
from povertypolicy.expr.facts import FACTS
from povertypolicy.expr.nodes import Word
from povertypolicy.lowering.algebra import Num
from povertypolicy.lowering.lower import Logic, Spoken
from povertypolicy.lowering.ops import Op
from povertypolicy.policies import nodes_read

FAULT = 4
"""The code of a row that is not decided."""
WORD_UNKNOWN, WORD_NOT_APPLICABLE, WORD_FAULT = -1, -2, -3


@attrs.frozen(eq=False)
class Value:
    """Numbers as fractions; in base steps of the unit (fen, persons). Where not `known`, the rest says nothing."""

    numerator: NDArray[Any]
    denominator: NDArray[Any]
    known: Flags


@attrs.frozen(eq=False)
class Distances:
    """The least change that flips a comparison, in steps; greater than 0, it takes more.

    Where not `known` there is none, and the value says nothing.
    """

    values: Ints
    known: Flags

    @property
    def leads(self) -> bool:
        """Whether there may be one in some row: not where one mark stands for all."""
        return any(self.known.strides)


NOWHERE = Distances(np.zeros((), np.int64), np.zeros((), np.bool_))
"""No distance in any row."""


def nowhere(size: int) -> Distances:
    """Return no distance for each of so many rows, without room for them."""
    values, known = NOWHERE.values, NOWHERE.known
    return Distances(np.broadcast_to(values, size), np.broadcast_to(known, size))


@attrs.frozen(eq=False)
class Answered:
    """What a clause says of every row. One of `codes`, `words` and `value` is given.

    Bit i of `not_met` and `unknown` is about the i-th criterion of the clause's `told`; sets of more than 62
    criteria go on in the next array.
    """

    codes: Codes | None
    words: NDArray[np.int16] | None
    value: Value | None
    not_met: tuple[Ints, ...]
    unknown: tuple[Ints, ...]
    distances: tuple[Distances, ...]


BITS = 62
"""How many bits of an integer are used."""


def narrowest(bits: int) -> Any:
    """Return the narrowest type that holds so many bits."""
    return next(kind for size, kind in _WIDTHS if bits <= size or size == BITS)


_WIDTHS = ((8, np.uint8), (16, np.uint16), (32, np.uint32), (BITS, np.int64))


def put_bit(bits: NDArray[Any], number: int, marked: Flags) -> None:
    """Set one bit where marked; the marks are taken over."""
    told = as_bits(marked, bits.dtype)
    np.left_shift(told, number, out=told)
    np.bitwise_or(bits, told, out=bits)


def as_bits(marked: Flags, kind: Any) -> NDArray[Any]:
    """Return the lowest bit set where marked; the marks are taken over."""
    return marked.view(np.uint8) if kind == np.uint8 else marked.astype(kind)


class ClauseColumns:
    """One clause of a kernel."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.result = compiled.result
        self.told: tuple[Told, ...] = criteria_of(compiled)
        self.ways: tuple[Way, ...] = ways_of(compiled)

    def outputs(self) -> list[Op]:
        """The operations whose values are needed."""
        ops = list(result_ops(self.result))
        for told in self.told:
            ops += _logic(told.part)
            ops += [op for path in told.paths for part, _ in path for op in _logic(part)]
        for way in self.ways:
            gap = way.compared.gap
            ops += [*([] if gap is None else [gap]), *(op for op, _ in way.taken)]
        return ops


def _logic(part: Logic) -> list[Op]:
    return [part.value, part.applies]


class Kernel:
    """Clauses over columns, for one day, one set of settings, one price year of each kind of subject."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.columns = tuple(ClauseColumns(compiled) for compiled in batch.clauses)
        outputs = [op for column in self.columns for op in column.outputs()]
        self.outputs = list(dict.fromkeys(op for op in outputs if not op.constant))
        lowered = batch.lowered
        self.printed: Printed = print_program(
            self.outputs, lowered.relations, lowered.parents, every=False
        )
        self._run = compiled_program(batch.name, self.printed, {})
        self._everything: dict[Compiled, tuple[Printed, Run, Run]] = {}

    @cached_property
    def _exactly(self) -> Run:
        return compiled_program(f"{self.batch.name}, exactly", self.printed, EXACTLY)

    def everything(self, compiled: Compiled) -> tuple[Printed, Run, Run]:
        """Return the program that keeps every value of one clause, and it compiled for 64 bits and for Python integers."""
        if compiled not in self._everything:
            lowered = self.batch.lowered
            printed = print_program(
                result_ops(compiled.result), lowered.relations, lowered.parents, every=True
            )
            name = f"{compiled.node.info.id}, every value"
            run, exactly = (compiled_program(name, printed, how) for how in ({}, EXACTLY))
            self._everything[compiled] = (printed, run, exactly)
        return self._everything[compiled]

    @cached_property
    def read(self) -> Mapping[type[Any], frozenset[str]]:
        """The facts that the clauses read, by subject."""
        found: dict[type[Any], set[str]] = {}
        for column in self.columns:
            for node in nodes_read(column.compiled.node, self.batch.settings):
                if isinstance(node, FACTS):
                    found.setdefault(node.info.owner, set()).add(node.info.name)
        return {owner: frozenset(names) for owner, names in found.items()}

    def run(self, frame: Frame) -> tuple[Answered, ...]:
        """Decide every row; rows whose numbers may leave 64 bits are decided in Python integers."""
        try:
            with np.errstate(all="ignore"):  # of what overflows, found below
                told, wide = self._run(View(frame))
        except OverflowError:  # a figure of the rule itself is wider
            return self.run_exactly(frame)
        answers = self._answers(told, frame.size)
        if wide is None or not np.any(wide):
            return answers
        rows = np.flatnonzero(np.broadcast_to(wide, frame.size))
        exact = self.run_exactly(frame.take(rows))
        return tuple(patched(a, rows, b, frame.size) for a, b in zip(answers, exact, strict=True))

    def run_exactly(self, frame: Frame) -> tuple[Answered, ...]:
        """Decide every row in Python integers."""
        told, _ = self._exactly(View(frame, exact=True))
        return self._answers(told, frame.size)

    def _answers(self, told: tuple[Any, ...], size: int) -> tuple[Answered, ...]:
        values = _Values(
            dict(zip((op.index for op in self.outputs), told, strict=True)), self, size
        )
        return tuple(values.answered(column) for column in self.columns)


@attrs.frozen(eq=False)
class _Values:
    """The outputs of one run, by operation."""

    by_index: dict[int, Any]
    kernel: Kernel
    size: int

    def code(self, op: Op) -> Codes:
        """The codes of a condition in every row."""
        if op.constant:
            return np.full(self.size, 2 * op.data[1], np.uint8)
        told = self.by_index[op.index]
        return self._filled(1 if told is None else told, np.uint8)

    def number(self, op: Op) -> tuple[NDArray[Any], Any]:
        """A number in every row, and where it is missing."""
        if op.constant:
            return self._filled(whole(op.data[1])), np.False_
        told = self.by_index[op.index]
        if told is None:
            return np.zeros(self.size, np.int64), np.True_
        values, missing = told
        return self._filled(whole(values)), np.False_ if missing is None else missing

    def _filled(self, value: Any, kind: Any = None) -> NDArray[Any]:
        array = np.asarray(value, kind)
        return array if array.shape == (self.size,) else np.broadcast_to(array, self.size).copy()

    def outcome(self, part: Logic | Spoken) -> Codes:
        """The outcomes of a condition."""
        codes, applies = self.code(part.value), part.applies
        if applies.constant:
            return codes if applies.data[1] else np.full(self.size, NOT_APPLICABLE, np.uint8)
        told = self.code(applies)
        return np.where(
            told == YES, codes, np.where(told == 0, np.uint8(NOT_APPLICABLE), np.uint8(UNKNOWN))
        )

    def answered(self, column: ClauseColumns) -> Answered:
        result = column.result
        codes = self.outcome(result) if isinstance(result, Logic) else None
        outcomes: dict[int, Codes] = {}
        not_met: list[Ints] = []
        unknown: list[Ints] = []
        kind = narrowest(len(column.told))
        for number, told in enumerate(column.told):
            outcome, reached = self.outcome(told.part), self.reached(told, outcomes)
            for sets, wanted in ((not_met, 0), (unknown, UNKNOWN)):
                marked = outcome == wanted
                if reached is not None:
                    marked &= reached
                if number % BITS:
                    put_bit(sets[-1], number % BITS, marked)
                else:
                    sets.append(as_bits(marked, kind))
        return Answered(
            codes,
            self.words(column) if isinstance(result, Spoken) else None,
            self.value(result) if isinstance(result, Num) else None,
            tuple(not_met),
            tuple(unknown),
            tuple(self.distance(way) for way in column.ways),
        )

    def reached(self, told: Told, outcomes: dict[int, Codes]) -> Flags | None:
        """The rows in which a criterion is reached; None for all."""
        found: Flags | None = None
        for path in told.paths:
            open_: Flags | None = None
            for part, holds in path:
                outcome = outcomes.get(id(part))
                if outcome is None:
                    outcome = outcomes[id(part)] = self.outcome(part)
                step = (outcome - np.uint8(1)) < 2 if holds else outcome != YES  # noqa: PLR2004 - unknown or yes
                open_ = step if open_ is None else np.logical_and(open_, step, out=open_)
            assert open_ is not None  # noqa: S101 - a path without steps is no path
            found = open_ if found is None else found | open_
        return found

    def words(self, column: ClauseColumns) -> NDArray[np.int16]:
        """The places of words in the vocabulary of a classification."""
        result, node = column.result, column.compiled.node
        assert isinstance(node, Word)  # noqa: S101 - what is spoken is a word
        program = self.kernel.printed.words
        order = {word: place for place, word in enumerate(node.vocabulary.ids())}
        table = np.array([*(order.get(word, -1) for word in program), -1, -1], np.int16)
        op = result.value
        if op.constant:
            places = np.full(self.size, -1 if op.data[1] is None else order[op.data[1]], np.int16)
        else:
            told = self.by_index[op.index]
            places = table[self._filled(-1 if told is None else told, np.int16)]
        applies = result.applies
        if applies.constant and applies.data[1]:
            return places
        codes = self.code(applies)
        places = np.where(codes == YES, places, np.int16(WORD_UNKNOWN))
        places[codes == 0] = WORD_NOT_APPLICABLE
        return places

    def value(self, number: Num) -> Value:
        """A number to its last step, where both ends are the same."""
        (low, under), (high, over) = number.low, number.high
        values = [self.number(op) for op in (low, under, high, over)]
        known = np.ones(self.size, np.bool_)
        for _, missing in values:
            known &= ~missing
        for guard in number.guards:
            known &= self.code(guard) == YES
        a, b, c, d = (array for array, _ in values)
        known &= (b != 0) & (d != 0)
        if not number.exact:
            known &= same_ratio((a, b), (c, d))
        return Value(narrowed(np.where(known, a, 0)), narrowed(np.where(known, b, 1)), known)

    def distance(self, way: Way) -> Distances:
        """A distance, signed."""
        gap = way.compared.gap
        assert gap is not None  # noqa: S101 - a way has one
        taken = [self.taken(op, holds=holds) for op, holds in way.taken]
        if any(not np.ndim(step) and not step for step in taken):
            return NOWHERE
        steps, missing = self.number(gap)
        if not np.ndim(missing) and missing:
            return NOWHERE
        known = np.logical_not(missing) if np.ndim(missing) else np.ones(self.size, np.bool_)
        for step in taken:
            known &= step
        return Distances(narrowed(steps), known)

    def taken(self, op: Op, *, holds: bool) -> Any:
        """Where a condition is as told; a single mark where it is the same in every row."""
        codes = 2 * op.data[1] if op.constant else self.by_index[op.index]
        return np.equal(1 if codes is None else codes, YES if holds else 0)


def patched(answers: Answered, rows: Ints, exact: Answered, size: int) -> Answered:
    """Return answers with some rows replaced."""

    def put(into: Any, new: Any) -> Any:
        if into is None:
            return None
        if not np.ndim(into):
            into = np.full(size, into)
        into = into.astype(object if new.dtype == object else into.dtype)
        into[rows] = new
        return into

    value = None
    if answers.value is not None and exact.value is not None:
        parts = ("numerator", "denominator", "known")
        value = Value(*(put(getattr(answers.value, p), getattr(exact.value, p)) for p in parts))
    return Answered(
        put(answers.codes, exact.codes),
        put(answers.words, exact.words),
        value,
        tuple(put(a, b) for a, b in zip(answers.not_met, exact.not_met, strict=True)),
        tuple(put(a, b) for a, b in zip(answers.unknown, exact.unknown, strict=True)),
        tuple(
            Distances(put(a.values, b.values), put(a.known, b.known))
            for a, b in zip(answers.distances, exact.distances, strict=True)
        ),
    )
