"""Which facts an unknown answer still hangs on, for many rows at once.

Every value of the program is computed, then the list of operations is gone through backwards: a value that is
unknown and matters passes the blame to what it is made of, by the rules of `deciding.detail`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import attrs
import numpy as np

from povertypolicy.columns.data import Frame
from povertypolicy.columns.kernel import BITS, Kernel
from povertypolicy.columns.printing import ANY, NUMBER, WORD
from povertypolicy.columns.programs import Printed
from povertypolicy.columns.segments import Ints, Segments
from povertypolicy.columns.views import View
from povertypolicy.deciding.compiled import Compiled, result_ops
from povertypolicy.deciding.detail import ZERO, outside
from povertypolicy.lowering.algebra import Num
from povertypolicy.lowering.lower import Logic, Reason, Spoken
from povertypolicy.lowering.ops import AGGREGATES, Block, Op, closure
from povertypolicy.texts import Text

T = TypeVar("T")


@attrs.frozen
class MissingFact:
    """A fact, or a whole relation, that may be missing; `path` leads to it: ``persons.insured``."""

    path: str
    label: Text
    owner: type[Any]


@attrs.frozen(eq=False)
class Legend:
    """What the bits of missing facts and of other reasons are about, in the order in which the rule reads."""

    facts: tuple[MissingFact, ...]
    reasons: tuple[Reason, ...]
    fact_bits: dict[str, int]
    reason_bits: dict[Reason, int]

    @property
    def fact_words(self) -> int:
        """How many integers the bits of facts take."""
        return -(-len(self.facts) // BITS)

    @property
    def reason_words(self) -> int:
        """How many integers the bits of reasons take."""
        return -(-len(self.reasons) // BITS)


def legend_of(versions: Iterable[Compiled]) -> Legend:
    """Return what can be missing behind the answer of a clause, compiled for one price year or for several."""
    facts: dict[str, MissingFact] = {}
    reasons: dict[Reason, None] = {}
    for compiled in versions:
        for op in closure(result_ops(compiled.result)):
            if op.kind in ("get", "rows"):
                told = _fact(compiled, op)
                facts.setdefault(told.path, told)
            reasons.update(dict.fromkeys(_reasons(op)))
        if isinstance(compiled.result, Num) and compiled.result.guards:
            reasons[ZERO] = None
    return Legend(tuple(facts.values()), tuple(reasons), _places(facts), _places(reasons))


def _places(items: Iterable[T]) -> dict[T, int]:
    return {item: place for place, item in enumerate(items)}


def _fact(compiled: Compiled, op: Op) -> MissingFact:
    source = op.data[0]
    if op.kind == "get":
        fact = op.data[1]
        return MissingFact(_path(source, fact.info.name), fact.info.label, fact.info.owner)
    relation = compiled.lowered.relations[op.data[2]]
    return MissingFact(_path(source, op.data[1]), relation.label, relation.owner)


def _path(source: str, name: str) -> str:
    if source.startswith("^"):
        above, _, table = source[1:].partition(".")
        return ".".join(filter(None, [above.lower(), table.replace("/", "."), name]))
    return ".".join(filter(None, [source.replace("/", "."), name]))


def _reasons(op: Op) -> Iterator[Reason]:
    if op.kind in ("open", "agree") and isinstance(op.data, Reason):
        yield op.data
    elif op.kind == "guard":
        yield op.data if isinstance(op.data, Reason) else ZERO


def missing_of(
    kernel: Kernel, number: int, legend: Legend, frame: Frame
) -> tuple[list[Ints], list[Ints]]:
    """Return, for rows that are unknown, the bits of the facts and of the reasons that the answer hangs on."""
    blame = _Blame(kernel, kernel.batch.clauses[number], legend, frame)
    blame.run()
    return blame.bits(blame.facts, legend.fact_words), blame.bits(
        blame.reasons, legend.reason_words
    )


class _Blame:
    def __init__(self, kernel: Kernel, compiled: Compiled, legend: Legend, frame: Frame) -> None:
        self.compiled, self.legend = compiled, legend
        self.ops = closure(result_ops(compiled.result))
        self.values, self.printed = _values(kernel, compiled, frame)
        self.size = frame.size
        self.tables: dict[Block, Segments] = {
            block: self.values[f"g{number}"] for block, number in self.printed.tables.items()
        }
        self.blamed: dict[int, Any] = {}
        self.apart: dict[int, Any] = {}
        self.facts: dict[int, Any] = {}
        self.reasons: dict[int, Any] = {}

    # values

    def rows(self, block: Block) -> int:
        return self.tables[block].rows if block else self.size

    def codes(self, op: Op) -> Any:
        if op.constant:
            return np.full(self.rows(op.block), 2 * op.data[1], np.uint8)
        value = 1 if self.printed.kinds.get(op.index) == ANY else self.values[f"t{op.index}"]
        return np.broadcast_to(np.asarray(value), self.rows(op.block))

    def unknown(self, op: Op) -> Any:
        """Where an operation is unknown."""
        size = self.rows(op.block)
        if op.constant:
            return np.zeros(size, np.bool_)
        if op.kind == "rows":
            unlisted = self.tables[tuple(op.data[2].split("/"))].unlisted
            return np.zeros(size, np.bool_) if unlisted is None else unlisted
        kind = self.printed.kinds[op.index]
        if kind == ANY:
            return np.ones(size, np.bool_)
        if kind == NUMBER:
            mask = self.values.get(f"m{op.index}")
            return np.broadcast_to(np.False_ if mask is None else mask, size)
        return np.broadcast_to(
            np.asarray(self.values[f"t{op.index}"] == (-1 if kind == WORD else 1)), size
        )

    def lift(self, mask: Any, start: Block, block: Block) -> Any:
        """Bring a mask of one block to a deeper one."""
        for depth in range(len(start) + 1, len(block) + 1):
            mask = self.tables[block[:depth]].lift(mask)
        return mask

    def lower(self, mask: Any, start: Block, block: Block) -> Any:
        """Bring a mask of one block up to one above."""
        for depth in range(len(start), len(block), -1):
            mask = self.tables[start[:depth]].any(mask)
        return mask

    def add(self, into: dict[int, Any], key: int, mask: Any) -> None:
        if mask.any():
            into[key] = into[key] | mask if key in into else mask

    def blame(self, op: Op, mask: Any, block: Block) -> None:
        """Blame an operation where it is unknown and `mask` says that it matters."""
        if op.constant:
            return
        if len(block) > len(op.block):
            mask = self.lower(mask, block, op.block)
        mask = mask & self.unknown(op)
        self.add(self.blamed, op.index, mask)

    def part(self, op: Op, mask: Any, block: Block) -> None:
        """Say where the ends of a bounded number are apart."""
        if not op.constant:
            self.add(
                self.apart,
                op.index,
                self.lower(mask, block, op.block) if len(block) > len(op.block) else mask,
            )

    # from the answer down

    def run(self) -> None:
        everywhere = np.ones(self.size, np.bool_)
        result = self.compiled.result
        if isinstance(result, Num):
            for guard in result.guards:
                self.reason(ZERO, self.codes(guard) == 0, ())
                self.blame(guard, everywhere, ())
            for op in (*result.low, *result.high):
                self.blame(op, everywhere, ())
                if not result.exact:
                    self.part(op, everywhere, ())
        else:
            assert isinstance(result, Logic | Spoken)  # noqa: S101 - the third kind of result
            self.blame(result.applies, everywhere, ())
            self.blame(result.value, self.codes(result.applies) != 0, ())
        for op in reversed(self.ops):
            if op.index in self.blamed:
                _BLAME.get(op.kind, _Blame.to_args)(self, op, self.blamed[op.index])
            if op.index in self.apart:
                self.uncertain(op, self.apart[op.index])

    def to_args(self, op: Op, mask: Any) -> None:
        for arg in op.args:
            self.blame(arg, mask, op.block)

    def to_open(self, op: Op, mask: Any) -> None:
        self.reason(op.data, mask, op.block)

    def to_fact(self, op: Op, mask: Any) -> None:
        bit = self.legend.fact_bits[_fact(self.compiled, op).path]
        self.add(self.facts, bit, self.lower(mask, op.block, ()))

    def to_if(self, op: Op, mask: Any) -> None:
        condition, then, otherwise = op.args[:3]
        met = self.codes_at(condition, op.block)
        self.blame(condition, mask, op.block)
        self.blame(then, mask & (met != 0), op.block)
        self.blame(otherwise, mask & (met != 2), op.block)  # noqa: PLR2004 - yes

    def codes_at(self, op: Op, block: Block) -> Any:
        return self.lift(self.codes(op), op.block, block)

    def to_guard(self, op: Op, mask: Any) -> None:
        condition, value = op.args
        refused = mask & (self.codes_at(condition, op.block) == 0)
        self.reason(op.data if isinstance(op.data, Reason) else ZERO, refused, op.block)
        self.blame(condition, mask, op.block)
        self.blame(value, mask, op.block)

    def to_agree(self, op: Op, mask: Any) -> None:
        self.to_args(op, mask)
        if op.data is not None:
            self.reason(op.data, mask, op.block)
        else:
            for arg in op.args:
                self.part(arg, mask, op.block)

    def to_rows(self, op: Op, mask: Any) -> None:
        rows = op.args[0]
        inside: Block = tuple(rows.data[2].split("/"))
        unlisted = mask & self.unknown(rows)
        self.blame(rows, mask, op.block)
        for outer in outside(op):
            self.blame(outer, unlisted, op.block)
        below = self.tables[inside].lift(mask)
        self.blame(op.args[1], below, inside)
        if op.kind == "total":
            self.blame(op.args[2], below & (self.codes_at(op.args[1], inside) != 0), inside)

    def uncertain(self, op: Op, mask: Any) -> None:
        """Blame what keeps the ends of a bounded number apart."""
        if op.kind in ("count", "total"):
            inside: Block = tuple(op.args[0].data[2].split("/"))
            below = self.tables[inside].lift(mask)
            self.blame(op.args[1], below, inside)
            if op.kind == "total":
                self.part(op.args[2], below & (self.codes_at(op.args[1], inside) != 0), inside)
        elif op.kind == "if":
            condition, then, otherwise = op.args[:3]
            met = self.codes_at(condition, op.block)
            self.part(then, mask & (met != 0), op.block)
            self.part(otherwise, mask & (met != 2), op.block)  # noqa: PLR2004 - yes
            self.blame(condition, mask, op.block)
        else:
            for arg in op.args:
                self.part(arg, mask, op.block)

    def reason(self, reason: Reason, mask: Any, block: Block) -> None:
        self.add(self.reasons, self.legend.reason_bits[reason], self.lower(mask, block, ()))

    def bits(self, found: dict[int, Any], words: int) -> list[Ints]:
        packed = [np.zeros(self.size, np.int64) for _ in range(words)]
        for number, mask in found.items():
            packed[number // BITS] |= mask.astype(np.int64) << (number % BITS)
        return packed


_BLAME: dict[str, Callable[[_Blame, Op, Any], None]] = {
    "open": _Blame.to_open,
    "get": _Blame.to_fact,
    "rows": _Blame.to_fact,
    "if": _Blame.to_if,
    "guard": _Blame.to_guard,
    "agree": _Blame.to_agree,
    **dict.fromkeys(AGGREGATES, _Blame.to_rows),
}


def _values(kernel: Kernel, compiled: Compiled, frame: Frame) -> tuple[dict[str, Any], Printed]:
    """Every value of a clause, and the program; in Python integers where one may leave 64 bits."""
    printed, run, exactly = kernel.everything(compiled)
    try:
        with np.errstate(all="ignore"):  # of what overflows, found below
            values = run(View(frame))
    except OverflowError:  # a figure of the rule itself is wider
        return exactly(View(frame, exact=True)), printed
    checks = (value for name, value in values.items() if name.startswith("h"))
    if any(np.any(wide) for wide in checks if wide is not None):
        values = exactly(View(frame, exact=True))
    return values, printed
