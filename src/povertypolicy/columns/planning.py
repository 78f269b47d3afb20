"""What is told of a clause for every row: its criteria with the paths that reach them, and its distances."""

from collections.abc import Iterator
from typing import Any

import attrs

from povertypolicy.criteria import Criterion
from povertypolicy.deciding.compiled import Compiled
from povertypolicy.deciding.findings import changed
from povertypolicy.deciding.sentences import say
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.lowering.algebra import Num
from povertypolicy.lowering.lower import Logic, Spoken
from povertypolicy.lowering.ops import Op
from povertypolicy.provenance import ClauseInfo
from povertypolicy.quantities import Unit
from povertypolicy.standards import Standard
from povertypolicy.texts import Text

Step = tuple[Logic, bool]
"""A condition of cases on the way: True, it holds or may; False, it does not hold for sure."""
Path = tuple[Step, ...]


@attrs.frozen(eq=False)
class Told:
    """A criterion: its outcome, and the paths of which one must be open for it to be reached; none, always."""

    info: ClauseInfo
    part: Logic
    paths: tuple[Path, ...]


@attrs.frozen(eq=False)
class Way:
    """A distance: the least change of `of`, in steps of which `steps` make a base step of the unit, that flips a comparison.

    It is that one where the conditions of `taken` are as told. `place` is the same for every price year.
    """

    info: ClauseInfo
    of: Text
    unit: type[Unit]
    steps: int
    compared: Logic
    taken: tuple[tuple[Op, bool], ...]
    place: tuple[Any, ...]


def criteria_of(compiled: Compiled) -> tuple[Told, ...]:
    """Return the criteria of a clause, as its findings have them."""
    paths: dict[tuple[int, str], list[Path]] = {}
    _reach(compiled, compiled.node, "", (), paths)
    return tuple(
        Told(node.info, compiled.lowered.memo[id(node), source], _shortest(paths[id(node), source]))
        for node, source in found_in(compiled)
        if (id(node), source) in paths
    )


def found_in(compiled: Compiled) -> Iterator[tuple[Criterion[Any] | Standard[Any], str]]:
    """Yield the criteria that findings are about, with their source."""
    for node, source in compiled.criteria:
        alone = isinstance(node, Criterion) or len(compiled.criteria) == 1
        if alone and (isinstance(node, Criterion) or node is compiled.node):
            yield node, source


def _shortest(paths: list[Path]) -> tuple[Path, ...]:
    return () if () in paths else tuple(paths)


def _reach(
    compiled: Compiled,
    node: n.Node,
    source: str,
    path: Path,
    found: dict[tuple[int, str], list[Path]],
) -> None:
    key = (id(node), source)
    if key not in compiled.lowered.memo:
        return
    known = found.setdefault(key, [])
    if () in known or path in known:
        return
    known.append(path)
    for child, where, steps in _children(compiled, node, source):
        _reach(compiled, child, where, (*path, *(s for s in steps if s not in path)), found)


def _children(compiled: Compiled, node: n.Node, source: str) -> Iterator[tuple[n.Node, str, Path]]:
    if isinstance(node, n.ConditionCases | n.NumberCases):
        past: Path = ()
        for condition, then in node.branches:
            part: Logic = compiled.lowered.memo[id(condition), source]
            yield condition, source, past
            yield then, source, (*past, (part, True))
            past = (*past, (part, False))
        yield node.otherwise, source, past
    elif isinstance(node, n.UpCondition):
        yield node.condition, _above(node), ()
    elif isinstance(node, n.UpNumber):
        yield node.number, _above(node), ()
    else:
        for child in compiled.below(node):
            yield child, source, ()


def _above(node: n.UpCondition[Any] | n.UpNumber[Any, Any]) -> str:
    return f"^{node.parent.parent.__name__}"


# distances


def ways_of(compiled: Compiled) -> tuple[Way, ...]:
    """Return the distances of a clause, as its findings have them."""
    return tuple(
        way
        for node, source in found_in(compiled)
        for below in (node.means, getattr(node, "applies_when", None))
        if below is not None
        for compare, where in _compares(compiled, below, source)
        for way in _ways(compiled, node.info, compare, where)
    )


def _compares(
    compiled: Compiled, node: n.Node, source: str
) -> Iterator[tuple[n.Compare[Any], str]]:
    lowered = compiled.lowered.memo.get((id(node), source))
    if isinstance(node, n.Compare):
        yield node, source
    elif isinstance(node, n.UpCondition):
        yield from _compares(compiled, node.condition, _above(node))
    elif (
        lowered is not None
        and not isinstance(lowered, Num | Spoken)
        and not isinstance(node, _CLOSED)
    ):
        for child in compiled.below(node):
            yield from _compares(compiled, child, source)


_CLOSED = (Criterion, Standard, f.FlagFact, n.MembersAny, n.MembersAll, f.DayFact, f.ListFact)
"""What is looked at as a whole."""


def _ways(
    compiled: Compiled, info: ClauseInfo, compare: n.Compare[Any], source: str
) -> Iterator[Way]:
    compared = compiled.lowered.memo.get((id(compare), source))
    if compared is None or compared.gap is None:
        return
    left: Num = compiled.lowered.memo[id(compare.left), source]
    for number, taken in _leaves(left, ()):
        told = changed(compiled, compare.left, number)
        if told is not None:
            of, steps = told
            words = Text(say(of, "zh"), say(of, "en"))
            place = (info.id, id(compare), source, words, steps, tuple(met for _, met in taken))
            yield Way(info, words, n.unit_of(of), steps, compared, taken, place)


def _leaves(
    number: Num, taken: tuple[tuple[Op, bool], ...]
) -> Iterator[tuple[Num, tuple[tuple[Op, bool], ...]]]:
    if number.cases is None:
        yield number, taken
        return
    condition, then, otherwise = number.cases
    yield from _leaves(then, (*taken, (condition, True)))
    yield from _leaves(otherwise, (*taken, (condition, False)))
