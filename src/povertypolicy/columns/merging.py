"""Operations that columns do in one go: a comparison with the distance to its line, and with what guards it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs

from povertypolicy.lowering.ops import Op

BACK = ("below", "at_least")
"""The bounds whose line is crossed on the way down, one step below it."""

MET_ON_LINE = ("at_least", "at_most")
"""The bounds that are met where their line is crossed; the others are met where it is not."""

_COMPARISONS = ("less", "less_equal")
_BOUNDS = {
    ("less", True): "below",
    ("less", False): "above",
    ("less_equal", True): "at_most",
    ("less_equal", False): "at_least",
}
"""The bound of a comparison, by its kind and by whether its sides stand as in the distance."""


@attrs.frozen
class Merged:
    """What is printed together: the distance of a comparison, and the comparison that only a guard reads."""

    gaps: Mapping[int, Op] = attrs.field(factory=dict)
    guards: Mapping[int, Op] = attrs.field(factory=dict)


def merged(ops: Sequence[Op], outputs: Iterable[Op]) -> Merged:
    """Return what can be printed together; both are by the comparison."""
    readers = Counter(arg.index for op in ops for arg in op.args)
    readers.update(op.index for op in outputs)
    comparisons = {op.index: op for op in ops if op.kind in _COMPARISONS}
    sides = {_sides(op): op for op in ops if op.kind == "gap" and _single(op)}
    gaps = ((index, sides.get(key)) for index, op in comparisons.items() for key in _keys(op))
    guards = {
        op.args[1].index: op
        for op in ops
        if op.kind == "guard"
        and op.args[1].index in comparisons
        and op.args[1].block == op.block
        and readers[op.args[1].index] == 1
    }
    return Merged({index: gap for index, gap in gaps if gap is not None}, guards)


def _single(gap: Op) -> bool:
    """Whether a step of a distance is one step on the left."""
    step = gap.args[2]
    return step.constant and bool(step.data[1] == 1)


def _sides(gap: Op) -> tuple[str, int, int]:
    return gap.data, gap.args[0].index, gap.args[1].index


def _keys(comparison: Op) -> Iterable[tuple[str, int, int]]:
    first, second = (arg.index for arg in comparison.args)
    yield _BOUNDS[comparison.kind, True], first, second
    yield _BOUNDS[comparison.kind, False], second, first
