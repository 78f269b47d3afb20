"""The list of whole-number operations that a clause is lowered to.

Values are whole numbers, truth values, words or sets; `None` stands for missing.
Each operation has a home block: ``()`` for the subject and the subjects above it,
``("persons",)`` inside the loop over its persons, and so on; deeper values are aggregated upward by
operations that belong to the block above. Equal operations are one operation.
"""

from collections.abc import Iterable
from typing import Any

import attrs

from povertypolicy.errors import BadRule

Block = tuple[str, ...]

AGGREGATES = frozenset({"some", "every", "count", "total"})
"""The operations that fold the rows of a block below."""

KINDS = AGGREGATES | {
    "const", "open", "get", "rows", "size", "linear", "times", "least", "greatest", "less", "less_equal", "is_one_of",
    "covers", "not", "and", "or", "if", "agree", "guard", "age", "gap",
}  # fmt: skip
"""All kinds of operation; printers know each of them."""


@attrs.frozen(eq=False)
class Op:
    """One operation. `low` and `high` bound a number, `maybe` tells whether it can be missing."""

    index: int
    kind: str
    args: tuple["Op", ...]
    data: Any
    block: Block
    low: int
    high: int
    maybe: bool

    @property
    def constant(self) -> bool:
        """Whether the value is fixed."""
        return self.kind == "const"


@attrs.frozen(eq=False)
class Builder:
    """Makes operations, each once."""

    ops: list[Op] = attrs.field(factory=list)
    known: dict[Any, Op] = attrs.field(factory=dict)

    def make(
        self,
        kind: str,
        args: Iterable[Op] = (),
        data: Any = None,
        *,
        block: Block | None = None,
        bounds: tuple[int, int] = (0, 0),
        maybe: bool | None = None,
    ) -> Op:
        """Return the operation, made now or before."""
        arguments = tuple(args)
        home = deepest(a.block for a in arguments) if block is None else block
        key = (kind, tuple(a.index for a in arguments), data, home)
        found = self.known.get(key)
        if found is None:
            missing = any(a.maybe for a in arguments) if maybe is None else maybe
            found = Op(len(self.ops), kind, arguments, data, home, *bounds, missing)
            self.ops.append(found)
            self.known[key] = found
        return found

    # numbers

    def const(self, value: Any) -> Op:
        """A fixed value."""
        bounds = (value, value) if type(value) is int else (0, 0)
        return self.make("const", data=(type(value).__name__, value), bounds=bounds)

    def open(self, reason: Any) -> Op:
        """A value that no fact can settle, with the reason."""
        return self.make("open", data=reason, maybe=True)

    def linear(self, terms: Iterable[tuple[int, Op]], plus: int = 0) -> Op:
        """A sum of multiples; nothing unknown is ever cancelled."""
        kept: dict[int, tuple[int, Op]] = {}
        for factor, op in terms:
            if op.constant:
                plus += factor * op.data[1]
            else:
                before = kept.get(op.index, (0, op))[0]
                kept[op.index] = (before + factor, op)
        if not kept:
            return self.const(plus)
        factors = tuple(factor for factor, _ in kept.values())
        args = tuple(op for _, op in kept.values())
        if factors == (1,) and plus == 0:
            return args[0]
        ends = [sorted((f * a.low, f * a.high)) for f, a in zip(factors, args, strict=True)]
        bounds = (plus + sum(low for low, _ in ends), plus + sum(high for _, high in ends))
        return self.make("linear", args, (factors, plus), bounds=bounds)

    def times(self, first: Op, second: Op) -> Op:
        """A product."""
        if first.constant:
            first, second = second, first
        if second.constant:
            return self.linear([(second.data[1], first)])
        ends = [a * b for a in (first.low, first.high) for b in (second.low, second.high)]
        return self.make(
            "times", sorted((first, second), key=lambda a: a.index), bounds=(min(ends), max(ends))
        )

    def extreme(self, kind: str, args: Iterable[Op]) -> Op:
        """The least or greatest of several numbers."""
        unique = list(dict.fromkeys(args))
        if len(unique) == 1:
            return unique[0]
        pick = min if kind == "least" else max
        return self.make(
            kind, unique, bounds=(pick(a.low for a in unique), pick(a.high for a in unique))
        )

    # truth values

    def less(self, first: Op, second: Op, *, equal: bool) -> Op:
        """Whether the first number is less than (or equal to) the second."""
        if first.constant and second.constant:
            a, b = first.data[1], second.data[1]
            return self.const(a <= b if equal else a < b)
        return self.make("less_equal" if equal else "less", (first, second))

    def not_(self, op: Op) -> Op:
        """The opposite; unknown stays unknown."""
        if op.constant:
            return self.const(not op.data[1])
        return op.args[0] if op.kind == "not" else self.make("not", (op,))

    def all(self, args: Iterable[Op]) -> Op:
        """True when all are, False when one is not, else unknown."""
        return self._junction("and", args, absorbing=False)

    def any(self, args: Iterable[Op]) -> Op:
        """True when one is, False when none is, else unknown."""
        return self._junction("or", args, absorbing=True)

    def _junction(self, kind: str, args: Iterable[Op], *, absorbing: bool) -> Op:
        kept: list[Op] = []
        for arg in args:
            if arg.constant and arg.data[1] is absorbing:
                return arg
            if not arg.constant and arg not in kept:
                kept.append(arg)
        if not kept:
            return self.const(not absorbing)
        return kept[0] if len(kept) == 1 else self.make(kind, kept)

    def choose(
        self, condition: Op, then: Op, otherwise: Op, mode: str, unknown: Op | None = None
    ) -> Op:
        """One of two values; while the condition is unknown, what both agree on, or `unknown` if given.

        `mode` is ``exact``, or ``low`` or ``high`` for an end of a bounded number.
        """
        if condition.constant:
            return then if condition.data[1] else otherwise
        if then is otherwise:
            return then
        bounds = (min(then.low, otherwise.low), max(then.high, otherwise.high))
        arms = (then, otherwise, *(() if unknown is None else (unknown,)))
        maybe = any(arm.maybe for arm in arms) or (condition.maybe and mode == "exact")
        return self.make("if", (condition, *arms), mode, bounds=bounds, maybe=maybe)

    def agree(self, args: Iterable[Op], reason: Any = None) -> Op:
        """The value that all have; unknown where they differ, for `reason` or because a bounded number is open."""
        unique = list(dict.fromkeys(args))
        if len(unique) == 1:
            return unique[0]
        return self.make("agree", unique, reason, maybe=True, bounds=_hull(unique))

    def guard(self, condition: Op, value: Op, reason: Any) -> Op:
        """The value where `condition` holds, else missing for `reason`."""
        if condition.constant and condition.data[1]:
            return value
        return self.make(
            "guard", (condition, value), reason, maybe=True, bounds=(value.low, value.high)
        )


def _hull(ops: Iterable[Op]) -> tuple[int, int]:
    known = list(ops)
    return min(op.low for op in known), max(op.high for op in known)


def deepest(blocks: Iterable[Block]) -> Block:
    """Return the deepest of several blocks, which must lie on one path.

    Raises:
        BadRule: when they do not.
    """
    best: Block = ()
    for block in blocks:
        longer, shorter = (block, best) if len(block) > len(best) else (best, block)
        if longer[: len(shorter)] != shorter:
            raise BadRule(
                zh="一条规则不能把两张不同明细表的行直接放在一起。",
                en="A rule cannot put rows of two different tables side by side.",
            )
        best = longer
    return best


def closure(ops: Iterable[Op]) -> list[Op]:
    """Return operations and everything they read, in the order in which they were made."""
    seen: dict[int, Op] = {}
    stack = list(ops)
    while stack:
        op = stack.pop()
        if op.index not in seen:
            seen[op.index] = op
            stack.extend(op.args)
    return [seen[index] for index in sorted(seen)]
