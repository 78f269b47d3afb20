"""Clauses compiled for one policy: the fast program with its flat trace, the full one on demand."""

from collections.abc import Callable
from fractions import Fraction
from functools import cached_property
from typing import Any

from povertypolicy.criteria import Criterion
from povertypolicy.expr.nodes import Node, children, walk
from povertypolicy.lowering.algebra import Num
from povertypolicy.lowering.lower import Logic, Spoken, lower_all
from povertypolicy.lowering.ops import Op
from povertypolicy.lowering.printing import Program, compile_program
from povertypolicy.outcomes import OUTCOMES, Outcome, outcome_of
from povertypolicy.policies import Settings
from povertypolicy.standards import Standard

Prices = dict[type[Any], int | None]
Trace = tuple[Any, ...]
"""What a fast program returns: the values of all criteria and named numbers, flat."""
Outcomes = tuple[Outcome | None, ...]


class Batch:
    """Clauses about one subject, compiled together for one day, one set of settings, one price year."""

    def __init__(
        self,
        name: str,
        nodes: tuple[Any, ...],
        subject: type[Any],
        settings: Settings,
        prices: Prices,
    ) -> None:
        self.name = name
        self.subject = subject
        self.settings = settings
        self.lowered = lower_all(nodes, subject, settings, prices)
        self.clauses = tuple(Compiled(self, node) for node in nodes)
        self.fast = compile_program(
            name, self._outputs(), self.lowered.parents, full=False, told=self._told()
        )
        self.run = self.fast.run
        self.ask = self._ask_apart if self.fast.ask is None else self.fast.ask

    def _told(self) -> list[tuple[Op, Op]]:
        """What the outcomes are made of where all clauses are conditions."""
        results = [clause.result for clause in self.clauses]
        if not all(isinstance(result, Logic) for result in results):
            return []
        return [(result.value, result.applies) for result in results]

    def _ask_apart(self, *subjects: Any) -> tuple[Trace, Outcomes]:
        """The trace, and the outcomes read from it: as `fast.ask`, for clauses that have values."""
        trace = self.run(*subjects)
        return trace, tuple(clause.outcome_in(trace) for clause in self.clauses)

    @cached_property
    def full(self) -> Program:
        """The program that returns every value."""
        parts = self.lowered.memo.values()
        gaps = (part.gap for part in parts if isinstance(part, Logic) and part.gap is not None)
        found = (*(op for part in parts for op in result_ops(part)), *gaps)
        ops = dict.fromkeys(op for op in found if not op.block)
        return compile_program(self.name, ops, self.lowered.parents, full=True)

    def _outputs(self) -> list[Op]:
        ops = [op for clause in self.clauses for op in result_ops(clause.result)]
        for clause in self.clauses:
            for node, source in clause.criteria:
                part: Logic = self.lowered.memo[id(node), source]
                ops += [part.value, part.applies]
        ops += [op for part in self.lowered.memo.values() for op in _named(part)]
        return [op for op in dict.fromkeys(ops) if not op.constant]


def _named(part: Any) -> list[Op]:
    """The named sums of a lowered number, which stand in the trace."""
    ends = part.low if isinstance(part, Num) else ()
    return [op for op in ends if not op.block and op.kind == "linear" and op.data[2:]]


class Compiled:
    """One clause of a batch."""

    def __init__(self, batch: Batch, node: Any) -> None:
        self.batch = batch
        self.lowered = batch.lowered
        self.node = node
        self.result: Any = batch.lowered.memo[id(node), ""]
        self.criteria = tuple(self._criteria())
        self._below: dict[int, tuple[Node, ...]] = {}

    def below(self, node: Node) -> tuple[Node, ...]:
        """The nodes directly below a node of the clause, looked up once."""
        found = self._below.get(id(node))
        if found is None:
            found = self._below[id(node)] = tuple(children(node))
        return found

    def _criteria(self) -> list[tuple[Criterion[Any] | Standard[Any], str]]:
        """The criteria and standards that stand outside loops, in reading order, with their source."""
        scalar = ["", *(f"^{parent.__name__}" for parent in self.lowered.parents)]
        return [
            (node, source)
            for node in walk(self.node)
            if isinstance(node, Criterion | Standard)
            for source in scalar
            if (id(node), source) in self.lowered.memo
        ]

    def outcome_in(self, trace: Trace) -> Outcome | None:
        """The outcome in a trace; None for a formula or classification that has a value."""
        result = self.result
        if isinstance(result, Logic):
            return self.answer(trace)
        if isinstance(result, Num):
            return Outcome.UNKNOWN if self.number_in(trace) is None else None
        applies = self.traced(result.applies, trace)
        if applies is False:
            return Outcome.NOT_APPLICABLE
        known = applies and self.traced(result.value, trace) is not None
        return None if known else Outcome.UNKNOWN

    def number_in(self, trace: Trace) -> Fraction | None:
        """The number of a formula in a trace, or None while it is not known to the last step."""
        number: Num = self.result
        ops = (*number.low, *number.high)
        low, under, high, over = (self.traced(op, trace) for op in ops)
        guarded = all(self.traced(guard, trace) is True for guard in number.guards)
        if None in {low, under, high, over} or not (guarded and under and over):
            return None
        return Fraction(low, under) if low * over == high * under else None

    @cached_property
    def answer(self) -> Callable[[Trace], Outcome]:
        """How the outcome of a condition is read from a trace."""
        return _reads(self.outcome_source())

    def outcome_source(self) -> str:
        """The source that reads the outcome of a condition from a trace `t`."""
        value, applies = (self._place(op) for op in (self.result.value, self.result.applies))
        return f"met[{value}]" if applies == "True" else f"outcome_of({value}, {applies})"

    def _place(self, op: Op) -> str:
        return repr(op.data[1]) if op.constant else f"t[{self.batch.fast.places[op.index]}]"

    def traced(self, op: Op, trace: Trace) -> Any:
        """The value of an operation in a trace."""
        return op.data[1] if op.constant else trace[self.batch.fast.places[op.index]]


def result_ops(result: Any) -> list[Op]:
    """The operations that carry a result, in the order in which a trace starts."""
    if isinstance(result, Num):
        return [*result.low, *result.high, *result.guards]
    if isinstance(result, Logic | Spoken):
        return [result.value, result.applies]
    return [result]


def _reads(source: str) -> Callable[[Trace], Any]:
    """Compile what is read from a trace `t`."""
    space = {"met": OUTCOMES, "outcome_of": outcome_of}
    read: Callable[[Trace], Any] = eval(f"lambda t: ({source})", space)  # noqa: S307 - printed just above from places
    return read
