"""The values behind a decision, and what is still missing.

The full program of a clause runs once, when somebody asks for more than the outcome.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from povertypolicy.errors import BadRule
from povertypolicy.expr.facts import Fact
from povertypolicy.lowering.lower import Lowered, Reason
from povertypolicy.lowering.ops import AGGREGATES, Op
from povertypolicy.lowering.printing import Loop, Program
from povertypolicy.subjects import Subject, build
from povertypolicy.texts import Language, Text

Rows = tuple[tuple[Loop, tuple[Any, ...], int], ...]
"""The loops that lead to a row: the loop, the row's values, its position."""


@attrs.frozen
class Missing:
    """A fact, or a whole table of rows, that is not known and still matters.

    `path` leads to it from the subject: ``persons[2].insured``; a leading ``household.`` is the subject above.
    """

    path: str
    label: Text
    fact: Fact | None = attrs.field(default=None, eq=False, repr=False)
    source: str = attrs.field(default="", eq=False, repr=False)
    positions: tuple[int, ...] = attrs.field(default=(), eq=False, repr=False)

    def say(self, language: Language) -> str:
        """Return the fact in words, with the position of the member it belongs to."""
        label = self.label.say(language)
        if not self.positions:
            return label
        places = ".".join(str(position + 1) for position in self.positions)
        return f"第{places}项的{label}" if language == "zh" else f"{label} of no. {places}"


@attrs.frozen(eq=False)
class Detail:
    """All values of a full program for one subject."""

    lowered: Lowered
    program: Program
    values: tuple[Any, ...]

    def value(self, op: Op, rows: Rows = ()) -> Any:
        """The value of an operation, in the row that `rows` leads to."""
        if op.constant:
            return op.data[1]
        if not op.block:
            return self.values[self.program.places[op.index]]
        for loop, row, _ in reversed(rows):
            if op.index in loop.places:
                return row[loop.places[op.index]]
        raise BadRule(zh="内部错误：找不到明细值。", en="Internal: no such row value.")

    def rows_of(self, aggregate: Op, rows: Rows = ()) -> list[Rows]:
        """The rows that an aggregate folds."""
        outer = rows[: len(aggregate.block)]
        loops = outer[-1][0].loops if outer else self.program.loops
        for index, loop in enumerate(loops):
            if aggregate in loop.serves:
                if outer:
                    table = outer[-1][1][len(outer[-1][0].places) + index]
                else:
                    table = self.values[len(self.program.places) + index]
                return [(*outer, (loop, row, i)) for i, row in enumerate(table)]
        raise BadRule(zh="内部错误：找不到明细表。", en="Internal: no such table.")

    # what is missing

    def blame(self, op: Op, rows: Rows = ()) -> Iterator[Missing | Reason]:
        """Yield the missing facts and reasons because of which an operation is unknown."""
        if self.value(op, rows) is None:
            yield from _BLAME.get(op.kind, Detail._blame_args)(self, op, rows)

    def _blame_args(self, op: Op, rows: Rows) -> Iterator[Missing | Reason]:
        for arg in op.args:
            yield from self.blame(arg, rows)

    def _blame_open(self, op: Op, _: Rows) -> Iterator[Missing | Reason]:
        yield op.data

    def _blame_get(self, op: Op, rows: Rows) -> Iterator[Missing | Reason]:
        source, fact = op.data
        positions = _positions(op, rows)
        yield Missing(
            _path(source, positions, fact.info.name), fact.info.label, fact, source, positions
        )

    def _blame_rows(self, op: Op, rows: Rows) -> Iterator[Missing | Reason]:
        source, name, inside = op.data
        positions = _positions(op, rows)
        yield Missing(
            _path(source, positions, name),
            self.lowered.relations[inside].label,
            None,
            source,
            positions,
        )

    def _blame_if(self, op: Op, rows: Rows) -> Iterator[Missing | Reason]:
        condition, then, otherwise = op.args[:3]
        met = self.value(condition, rows)
        if met is None:
            yield from self.blame(condition, rows)
        if met is not False:
            yield from self.blame(then, rows)
        if met is not True:
            yield from self.blame(otherwise, rows)

    def _blame_guard(self, op: Op, rows: Rows) -> Iterator[Missing | Reason]:
        condition, value = op.args
        if self.value(condition, rows) is False:
            yield op.data if isinstance(op.data, Reason) else ZERO
        yield from self.blame(condition, rows)
        yield from self.blame(value, rows)

    def _blame_agree(self, op: Op, rows: Rows) -> Iterator[Missing | Reason]:
        for arg in op.args:
            yield from self.blame(arg, rows)
        if op.data is not None:
            yield op.data
        for arg in op.args if op.data is None else ():
            yield from self.uncertain(arg, rows)

    def _blame_fold(self, op: Op, rows: Rows) -> Iterator[Missing | Reason]:
        yield from self.blame(op.args[0], rows)
        for outer in outside(op) if self.value(op.args[0], rows) is None else ():
            yield from self.blame(outer, rows)
        for row in self.rows_of(op, rows):
            yield from self.blame(op.args[1], row)
            if op.kind == "total" and self.value(op.args[1], row) is not False:
                yield from self.blame(op.args[2], row)

    def uncertain(self, op: Op, rows: Rows) -> Iterator[Missing | Reason]:
        """Yield what keeps the ends of a bounded number apart."""
        if op.kind in ("count", "total"):
            for row in self.rows_of(op, rows):
                yield from self.blame(op.args[1], row)
                if op.kind == "total" and self.value(op.args[1], row) is not False:
                    yield from self.uncertain(op.args[2], row)
            return
        for arg in op.args if op.kind != "if" else self._arms(op, rows):
            yield from self.uncertain(arg, rows)
        if op.kind == "if":
            yield from self.blame(op.args[0], rows)

    def _arms(self, op: Op, rows: Rows) -> tuple[Op, ...]:
        """The numbers that a choice may still be."""
        condition, then, otherwise = op.args[:3]
        met = self.value(condition, rows)
        return (then, otherwise) if met is None else (then if met else otherwise,)


ZERO = Reason(
    "zero",
    Text("没有可计入的人数或基数（除数为零）", "nobody and nothing counts (division by zero)"),
)

_BLAME = {
    "open": Detail._blame_open,  # noqa: SLF001 - the table of this class
    "get": Detail._blame_get,  # noqa: SLF001
    "rows": Detail._blame_rows,  # noqa: SLF001
    "if": Detail._blame_if,  # noqa: SLF001
    "guard": Detail._blame_guard,  # noqa: SLF001
    "agree": Detail._blame_agree,  # noqa: SLF001
    **dict.fromkeys(AGGREGATES, Detail._blame_fold),  # noqa: SLF001
}


def outside(aggregate: Op) -> list[Op]:
    """What the rows of an aggregate read from outside; it matters as soon as there are rows."""
    seen: dict[int, Op] = {}
    stack = list(aggregate.args[1:])
    while stack:
        op = stack.pop()
        if op.index not in seen:
            seen[op.index] = op
            stack.extend(op.args if len(op.block) > len(aggregate.block) else ())
    return [seen[i] for i in sorted(seen) if len(seen[i].block) <= len(aggregate.block)]


def _positions(op: Op, rows: Rows) -> tuple[int, ...]:
    """Where the row stands whose fact an operation reads; it may lie outside the rows looked at."""
    return tuple(position for _, _, position in rows[: len(op.block)])


def _path(source: str, positions: tuple[int, ...], name: str) -> str:
    if source.startswith("^"):
        above, _, table = source[1:].partition(".")
        return ".".join([above.lower(), *_steps(table, positions), name])
    return ".".join([*_steps(source, positions), name])


def _steps(source: str, positions: tuple[int, ...]) -> list[str]:
    return (
        [f"{step}[{i}]" for step, i in zip(source.split("/"), positions, strict=False)]
        if source
        else []
    )


def with_fact(subject: Subject, missing: Missing, value: Any) -> Subject:
    """Return the subject with one missing fact filled in; the fact must be its own or its members'."""
    steps = missing.source.split("/") if missing.source else []
    return _filled(subject, list(zip(steps, missing.positions, strict=True)), missing.fact, value)


def _filled(subject: Subject, steps: list[tuple[str, int]], fact: Any, value: Any) -> Subject:
    if not steps:
        if fact.info.attribute:
            return build(type(subject), {**subject.__dict__, fact.info.name: value})
        return build(
            type(subject), {**subject.__dict__, "more": {**subject.more, fact.info.name: value}}
        )
    (name, position), *rest = steps
    members = list(subject.__dict__[name])
    members[position] = _filled(members[position], rest, fact, value)
    return build(type(subject), {**subject.__dict__, name: tuple(members)})
