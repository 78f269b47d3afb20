"""Python source from the list of operations.

One function a program: straight-line code for the subject and the subjects above it, one fused loop for each
table of rows below. The fast program returns the outputs asked for; the full one returns every value, with a
list of tuples for each loop, so that a finding can be told member by member.
"""

import datetime as dt
import linecache
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from povertypolicy.lowering.forks import Fork, forks
from povertypolicy.lowering.ops import AGGREGATES, Block, Op, closure
from povertypolicy.lowering.quick import quick_rows
from povertypolicy.lowering.source import Names, arms, expression, is_day, opened, read_once
from povertypolicy.outcomes import Outcome, outcome_of


def age_in_years(born: int, on: int) -> int:
    """Completed years between two days given as ordinals; who is born on 29 February completes them on 1 March."""
    birth, day = dt.date.fromordinal(born), dt.date.fromordinal(on)
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def least_flip(left: int, right: int, step: int, bound: str) -> int:
    """The least number of steps, each worth `step` on the left, that flips ``left <bound> right``."""
    met, distance = {
        "below": (left < right, left - right),
        "at_most": (left <= right, left - right),
        "above": (left > right, right - left),
        "at_least": (left >= right, right - left),
    }[bound]
    inclusive = bound.startswith("at_")
    if step == 0:
        return 0
    if met:
        return -(distance // step) if not inclusive else -distance // step + 1
    return -(-distance // step) if inclusive else distance // step + 1


ENVIRONMENT: dict[str, Any] = {
    "age_in_years": age_in_years,
    "least_flip": least_flip,
    "outcome_of": outcome_of,
    **{outcome.name: outcome for outcome in Outcome},
}


@attrs.frozen(eq=False)
class Loop:
    """One loop of a full program: the aggregates it serves, where each value stands in a row's tuple."""

    rows: Op
    serves: tuple[Op, ...]
    places: dict[int, int]
    loops: tuple["Loop", ...]


@attrs.frozen(eq=False)
class Program:
    """A compiled function ``run(subject, *subjects_above)`` and the map of the tuple that it returns.

    Where outcomes were told, `ask` returns the tuple of `run` and theirs.
    """

    run: Callable[..., tuple[Any, ...]]
    ask: Callable[..., tuple[tuple[Any, ...], tuple[Outcome, ...]]] | None
    source: str
    filename: str
    places: dict[int, int]
    loops: tuple[Loop, ...]


def compile_program(
    name: str,
    outputs: Iterable[Op],
    parents: Iterable[type[Any]],
    *,
    full: bool,
    told: Iterable[tuple[Op, Op]] = (),
) -> Program:
    """Print and compile a program; the source is registered so that tracebacks show it.

    `told` are conditions whose outcomes are wanted: value, and whether it applies.
    """
    wanted = list(outputs)
    needed = closure(wanted)
    folded = frozenset[int]() if full else read_once(needed, wanted)
    kept = frozenset(op.index for op in wanted)
    printer = _Printer(
        full=full, parents=tuple(parents), name=Names(folded, opened=opened(needed)), kept=kept
    )
    if "" in printer.name.opened:
        printer.put(1, "of_s = s.__dict__")
    printer.block((), needed, 1)
    returned, places = printer.returned(wanted)
    source = printer.source(returned, list(told))
    filename = f"<povertypolicy {name}{' full' if full else ''}>"
    space = dict(ENVIRONMENT)
    exec(compile(source, filename, "exec"), space)  # noqa: S102 - the source was printed just above from frozen data
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    run, ask = space["run"], space.get("ask")
    return Program(run, ask, source, filename, places, tuple(printer.loops))


@attrs.define(eq=False)
class _Printer:
    full: bool
    parents: tuple[type[Any], ...]
    name: Names
    kept: frozenset[int]
    lines: list[str] = attrs.field(factory=list)
    loops: list[Loop] = attrs.field(factory=list)
    lists: int = 0
    root: list[Op] = attrs.field(factory=list)
    root_lists: list[str] = attrs.field(factory=list)

    def source(self, returned: str, told: list[tuple[Op, Op]]) -> str:
        """The whole source: one function, or two where outcomes are told beside what is returned."""
        above = [f"u_{parent.__name__}" for parent in self.parents]
        taken = ", ".join(["s", *(f"{name}=None" for name in above)])
        if not told:
            return "\n".join([f"def run({taken}):", *self.lines, f"    return ({returned})", ""])
        outcomes = "".join(f"{self.outcome(*parts)}, " for parts in told)
        asking = [f"def ask({taken}):", *self.lines, f"    return ({returned}), ({outcomes})"]
        running = [f"def run({taken}):", f"    return ask({', '.join(['s', *above])})[0]"]
        return "\n".join([*asking, "", *running, ""])

    def outcome(self, value: Op, applies: Op) -> str:
        name = self.name(value)
        if applies.constant and applies.data[1]:
            return f"YES if {name} else NO if {name} is False else UNKNOWN"
        return f"outcome_of({name}, {self.name(applies)})"

    def put(self, depth: int, line: str) -> None:
        self.lines.append("    " * depth + line)

    def block(
        self, block: Block, ops: list[Op], depth: int
    ) -> tuple[list[Op], list[tuple[str, Loop]]]:
        """Print all operations of a block, its loops level by level; return them with the loops' lists."""
        here = [op for op in ops if op.block == block and not op.constant]
        levels = _levels(block, here)
        if not (self.full or block):
            levels = _late(levels, here)
        lists: list[tuple[str, Loop]] = []
        for level in sorted(set(levels.values())):
            due = [op for op in here if levels[op.index] == level]
            groups: dict[int, list[Op]] = {}
            for op in due:
                if op.kind in AGGREGATES:
                    groups.setdefault(op.args[0].index, []).append(op)
            lists.extend(self.loop(group, depth) for group in groups.values())
            plain = [op for op in due if op.kind not in AGGREGATES]
            if self.full or block:
                self.values(plain, depth)
            else:
                self.forked(plain, ops, depth)
        if block == ():
            self.root = here
            self.loops = [loop for _, loop in lists]
            self.root_lists = [name for name, _ in lists]
        return here, lists

    def values(self, ops: Iterable[Op], depth: int) -> None:
        for op in ops:
            if op.index not in self.name.folded:
                self.put(depth, f"{self.name(op)} = {expression(op, self.name)}")

    def forked(self, ops: list[Op], needed: list[Op], depth: int) -> None:
        """Print operations, those that only one arm of a choice needs inside that arm."""
        found = forks(ops, needed, self.kept)
        places = {fork.place: fork for fork in found}
        inside = {op for fork in found for op in (*fork.choices, *fork.then, *fork.otherwise)}
        for op in ops:
            if op.index in places:
                self.fork(places[op.index], depth)
            elif op not in inside:
                self.values([op], depth)

    def fork(self, fork: Fork, depth: int) -> None:
        """Print choices by one condition as branches."""
        condition = self.name(fork.condition)
        branches = [("if {}:", fork.then), ("elif {} is False:", fork.otherwise)]
        if fork.condition.maybe:
            branches.append(("else:", (*fork.then, *fork.otherwise)))
        else:
            branches[1] = ("else:", fork.otherwise)
        for arm, (head, ops) in enumerate(branches):
            self.put(depth, head.format(condition))
            self.values(ops, depth + 1)
            for op in fork.choices:
                self.put(depth + 1, f"{self.name(op)} = {arms(op, self.name)[arm]}")

    def loop(self, group: list[Op], depth: int) -> tuple[str, Loop]:
        """Print one fused loop that serves several aggregates."""
        rows = group[0].args[0]
        inside: Block = tuple(rows.data[2].split("/"))
        row, table = f"r{len(inside)}", self.name(rows)
        for op in group:
            self.put(depth, f"{self.name(op)} = {_START[op.kind]}")
        list_name = f"rows{self.lists}"
        self.lists += 1
        if self.full:
            self.put(depth, f"{list_name} = []")
        missing = [op for op in group if op.kind == "total" and op.args[2].maybe]
        for flag in dict.fromkeys(map(_flag, missing)):
            self.put(depth, f"{flag} = False")
        self.put(depth, f"for {row} in {table} or ():")
        needed = [
            op
            for op in closure(arg for op in group for arg in op.args[1:])
            if op.block[: len(inside)] == inside
        ]
        if rows.data[2] in self.name.opened:
            self.put(depth + 1, f"of_{row} = {row}.__dict__")
        here, nested = self.row(group, inside, needed, depth + 1)
        if self.full:
            values = [self.name(op) for op in here] + [name for name, _ in nested]
            self.put(
                depth + 1, f"{list_name}.append(({''.join(value + ', ' for value in values)}))"
            )
        for op in missing:
            self.put(depth, f"if {_flag(op)}: {self.name(op)} = None")
        names = " = ".join(self.name(op) for op in group)
        self.put(depth, f"if {table} is None: {names} = None")
        places = {op.index: place for place, op in enumerate(here)}
        return list_name, Loop(rows, tuple(group), places, tuple(loop for _, loop in nested))

    def row(
        self, group: list[Op], inside: Block, needed: list[Op], depth: int
    ) -> tuple[list[Op], list[tuple[str, Loop]]]:
        """Print what is done for a row: in a fast program quickly, where everything that is read is known."""
        quick = None if self.full else quick_rows(group, needed, self.name)
        if quick is not None:
            for op in quick.reads:
                self.put(depth, f"{self.name(op)} = {self.name.read(op)}")
            self.put(depth, f"if {quick.test}:")
            for line in quick.lines:
                self.put(depth + 1, line)
            self.put(depth, "else:")
            depth += 1
            for op in filter(is_day, quick.reads):
                name = self.name(op)
                self.put(depth, f"{name} = None if {name} is None else {name}.toordinal()")
            needed = [op for op in needed if op not in quick.reads]
        here, nested = self.block(inside, needed, depth)
        for op in group:
            self.accumulate(op, depth, alone=len(group) == 1 and not self.full)
        return here, nested

    def accumulate(self, op: Op, depth: int, *, alone: bool) -> None:
        """Print how one row enters an aggregate; `alone`, the loop ends with the row that settles it."""
        settled = "; break" if alone else ""
        total, each = self.name(op), self.name(op.args[1])
        maybe = op.args[1].maybe
        if op.kind == "some":
            self.put(depth, f"if {each}: {total} = True{settled}")
            if maybe:
                self.put(depth, f"elif {each} is None and {total} is False: {total} = None")
        elif op.kind == "every":
            self.put(depth, f"if {each} is False: {total} = False{settled}")
            if maybe:
                self.put(depth, f"elif {each} is None and {total}: {total} = None")
        elif op.kind == "count":
            test = f"{each} is not False" if op.data[0] == "high" else each
            self.put(depth, f"if {test}: {total} += 1")
        else:
            self.add_term(op, depth)

    def add_term(self, op: Op, depth: int) -> None:
        """Print how one row enters a sum; an end of a bounded sum takes what is certain and the worst of the rest."""
        _, meant, term = op.args
        total, value = self.name(op), self.name(term)
        if not (meant.constant and meant.data[1]):
            self.put(depth, f"if {self.name(meant)} is not False:")
            depth += 1
        add = f"{total} += {value}"
        test = self.enters(op)
        if term.maybe:
            self.put(depth, f"if {value} is None: {_flag(op)} = True")
            self.put(depth, f"elif {test}: {add}" if test else f"else: {add}")
        else:
            self.put(depth, f"if {test}: {add}" if test else add)

    def enters(self, op: Op) -> str:
        """The test for a row that may be meant to enter an end of a bounded sum, or nothing where it always does."""
        _, meant, term = op.args
        if not meant.maybe or op.data[0] == "exact":
            return ""
        helps = term.high <= 0 if op.data[0] == "low" else term.low >= 0
        if helps:
            return ""
        hurts = term.low >= 0 if op.data[0] == "low" else term.high <= 0
        sign = "<" if op.data[0] == "low" else ">"
        return self.name(meant) if hurts else f"{self.name(meant)} or {self.name(term)} {sign} 0"

    def returned(self, wanted: list[Op]) -> tuple[str, dict[int, int]]:
        """What the program returns: the outputs, or everything, and where each value stands."""
        ops = list(dict.fromkeys([*wanted, *self.root])) if self.full else wanted
        names = [self.name(op) for op in ops] + (self.root_lists if self.full else [])
        return "".join(name + ", " for name in names), {
            op.index: place for place, op in enumerate(ops)
        }


def _flag(op: Op) -> str:
    """What tells that a term is missing; both ends of a bounded sum have it in common."""
    return "m" + "_".join(str(arg.index) for arg in op.args[1:])


_START = {"some": "False", "every": "True", "count": "0", "total": "0"}


def _levels(block: Block, here: list[Op]) -> dict[int, int]:
    """How many loops have to be finished before each operation of a block can be computed."""
    levels: dict[int, int] = {}
    for op in here:
        aggregate = op.kind in AGGREGATES
        needs = _outer(op, block) if aggregate else [arg for arg in op.args if arg.block == block]
        levels[op.index] = max((levels.get(need.index, 0) for need in needs), default=0) + aggregate
    return levels


def _late(levels: dict[int, int], here: list[Op]) -> dict[int, int]:
    """The same, as late as possible: then more of it may turn out to be needed by one arm of a choice only."""
    last = max(levels.values(), default=0)
    latest: dict[int, int] = {}
    for op in reversed(here):
        aggregate = op.kind in AGGREGATES
        if aggregate:
            latest[op.index] = levels[op.index]
        level = latest.setdefault(op.index, last)
        for need in _outer(op, ()) if aggregate else op.args:
            latest[need.index] = min(latest.get(need.index, last), level - aggregate)
    return latest


def _outer(op: Op, block: Block) -> list[Op]:
    """The operations of `block` that an aggregate reads, also from inside its loop."""
    found: dict[int, Op] = {}
    stack = list(op.args)
    seen: set[int] = set()
    while stack:
        arg = stack.pop()
        if arg.index in seen:
            continue
        seen.add(arg.index)
        if arg.block == block:
            found[arg.index] = arg
        elif len(arg.block) > len(block):
            stack.extend(arg.args)
    return list(found.values())
