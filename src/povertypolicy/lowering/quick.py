"""The quick way through a row of a loop: every fact that is read of it is known, so nothing can be missing."""

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from povertypolicy.lowering.ops import AGGREGATES, Op
from povertypolicy.lowering.source import Names, expression, is_day

UNSURE = AGGREGATES | {"get", "rows", "open", "guard", "agree"}
"""Kinds that can be missing although their arguments are known."""


@attrs.frozen
class Quick:
    """What is read of a row, the test that all of it is known, and what is done then."""

    reads: tuple[Op, ...]
    test: str
    lines: tuple[str, ...]


@attrs.frozen(eq=False)
class _Step:
    """What rows enter some aggregates: those for which every factor holds, or `negated` does not."""

    factors: tuple[Op, ...]
    serves: tuple[Op, ...]
    negated: bool = False

    def test(self, name: Names) -> str:
        return ("not " if self.negated else "") + " and ".join(map(name, self.factors))


def quick_rows(group: list[Op], needed: list[Op], name: Names) -> Quick | None:
    """Return the quick way for the aggregates of one loop, or None where there is none."""
    reads = tuple(op for op in needed if op.kind == "get")
    sure = _sure(needed, reads, name)
    read_by_group = [arg for op in group for arg in op.args[1:]]
    if not reads or any(sure.maybe(arg) for arg in read_by_group):
        return None
    common, steps = _steps(group)
    wanted = [*common, *(op for step in steps for op in step.factors), *_terms(steps)]
    inside = [op for op in _below(wanted, needed) if op not in reads]
    uses = Counter(arg.index for op in inside for arg in op.args)
    uses.update(op.index for op in wanted)
    folded = frozenset(op.index for op in inside if uses[op.index] == 1 and not sure.maybe(op))
    quick = attrs.evolve(sure, folded=folded)
    test = " and ".join(f"{name(op)} is not None" for op in reads)
    return Quick(reads, test, tuple(_lines(reads, inside, common, steps, quick)))


def _sure(needed: list[Op], reads: tuple[Op, ...], name: Names) -> Names:
    sure = {op.index for op in reads}
    for op in needed:
        if op.kind not in UNSURE and not any(
            name.maybe(arg) and arg.index not in sure for arg in op.args
        ):
            sure.add(op.index)
    return attrs.evolve(name, sure=name.sure | sure)


def _factors(op: Op) -> tuple[Op, ...]:
    """The conditions that all hold for a row that enters."""
    meant = op.args[1]
    if meant.constant:
        return () if meant.data[1] else (meant,)
    return meant.args if meant.kind == "and" else (meant,)


def _steps(group: list[Op]) -> tuple[list[Op], list[_Step]]:
    """Return the conditions that all aggregates share, and the steps with what is left of theirs."""
    if any(op.kind == "every" for op in group):
        return [], [
            _Step((op.args[1],), (op,), negated=True)
            if op.kind == "every"
            else _Step(_factors(op), (op,))
            for op in group
        ]
    first, *others = map(_factors, group)
    common = [factor for factor in first if all(factor in other for other in others)]
    served: dict[tuple[Op, ...], list[Op]] = {}
    for op in group:
        served.setdefault(tuple(f for f in _factors(op) if f not in common), []).append(op)
    return common, [_Step(factors, tuple(ops)) for factors, ops in served.items()]


def _terms(steps: Iterable[_Step]) -> list[Op]:
    return [op.args[2] for step in steps for op in step.serves if op.kind == "total"]


def _below(ops: Iterable[Op], needed: list[Op]) -> list[Op]:
    """The operations of a row on which others depend, in their order."""
    stack, found = list(ops), set[int]()
    here = {op.index for op in needed}
    while stack:
        op = stack.pop()
        if op.index in here and op.index not in found:
            found.add(op.index)
            stack.extend(op.args)
    return [op for op in needed if op.index in found and not op.constant]


def _lines(
    reads: tuple[Op, ...], inside: list[Op], common: list[Op], steps: list[_Step], name: Names
) -> Iterator[str]:
    for op in filter(is_day, reads):
        yield f"{name(op)} = {name(op)}.toordinal()"
    before = _below(common, inside)
    yield from _values(before, name)
    indent = ""
    if common:
        yield f"if {' and '.join(map(name, common))}:"
        indent = "    "
    for line in _values([op for op in inside if op not in before], name):
        yield indent + line
    alone = sum(len(step.serves) for step in steps) == 1
    exclusive = _exclusive(steps)
    for position, step in enumerate(steps):
        deeper = indent
        if step.factors:
            yield f"{indent}{'elif' if exclusive and position else 'if'} {step.test(name)}:"
            deeper += "    "
        for op in step.serves:
            yield deeper + _enter(op, name)
        if alone and step.serves[0].kind in ("some", "every"):
            yield deeper + "break"


def _values(ops: Iterable[Op], name: Names) -> Iterator[str]:
    return (f"{name(op)} = {expression(op, name)}" for op in ops if op.index not in name.folded)


def _enter(op: Op, name: Names) -> str:
    if op.kind in ("some", "every"):
        return f"{name(op)} = {op.kind == 'some'}"
    return f"{name(op)} += {'1' if op.kind == 'count' else name(op.args[2])}"


def _exclusive(steps: list[_Step]) -> bool:
    """Whether no row can take two steps: each wants other words of the same fact."""
    if any(len(step.factors) != 1 or step.factors[0].kind != "is_one_of" for step in steps):
        return False
    tests = [step.factors[0] for step in steps]
    words = [word for test in tests for word in test.data]
    return len({test.args[0].index for test in tests}) == 1 and len(words) == len(set(words))
