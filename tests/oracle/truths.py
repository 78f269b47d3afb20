"""What conditions and words mean, in three values."""

from collections.abc import Callable
from itertools import product

from oracle.numbers import cases_of, common_year
from oracle.place import (
    Place,
    Span,
    Spoken,
    Truth,
    and_,
    either,
    holds,
    in_force,
    not_,
    or_,
    same,
    truth,
    word,
)
from povertypolicy.clauses import Classification, UndefinedTerm
from povertypolicy.criteria import Criterion
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.standards import Standard


@truth.register
def _(node: f.FlagFact, here: Place) -> Truth:
    return Truth(here.recorded(node))


_TESTS: dict[str, tuple[Callable[[Span, Span], bool], Callable[[Span, Span], bool]]] = {
    # surely so, surely not so
    "below": (lambda x, y: x.high < y.low, lambda x, y: x.low >= y.high),
    "at_most": (lambda x, y: x.high <= y.low, lambda x, y: x.low > y.high),
    "above": (lambda x, y: x.low > y.high, lambda x, y: x.high <= y.low),
    "at_least": (lambda x, y: x.low >= y.high, lambda x, y: x.high < y.low),
    "equals": (
        lambda x, y: x.low == x.high == y.low == y.high,
        lambda x, y: x.high < y.low or x.low > y.high,
    ),
}


@truth.register
def _(node: n.Compare, here: Place) -> Truth:
    year = common_year((node.left, node.right), here)
    sides = (list(cases_of(side, here, year)) for side in (node.left, node.right))
    return Truth(same([_compared(node.bound, x, y) for x, y in product(*sides)]))


def _compared(bound: str, x: Span | None, y: Span | None) -> bool | None:
    if x is None or y is None:
        return None
    surely, surely_not = _TESTS[bound]
    return True if surely(x, y) else False if surely_not(x, y) else None


@truth.register
def _(node: n.WordIs, here: Place) -> Truth:
    said, applies = word(node.word, here)
    return Truth(and_(applies, None if said is None else said in node.words), applies)


@truth.register
def _(node: n.SameWord, here: Place) -> Truth:
    (one, mine), (other, theirs) = word(node.word, here), word(node.other, here)
    applies = and_(mine, theirs)
    same = None if one is None or other is None else one == other
    return Truth(and_(applies, same), applies)


@truth.register
def _(node: n.OnList, here: Place) -> Truth:
    said, applies = word(node.word, here)
    on = None if said is None else said in node.listed.ids()
    return Truth(and_(applies, None if on is False and not node.listed.closed else on), applies)


@truth.register
def _(node: n.DayIs, here: Place) -> Truth:
    day = here.recorded(node.day)
    if day is None:
        return Truth(None)
    line = node.line or here.settings.as_of
    early, late = day < line, day > line
    return Truth({"before": early, "by": not late, "from_": not early, "after": late}[node.bound])


@truth.register
def _(node: n.Covers, here: Place) -> Truth:
    listed = here.recorded(node.words)
    return Truth(None if listed is None else all(item in listed for item in node.items))


def _applies(parts: tuple[n.Condition, ...], here: Place) -> bool | None:
    return or_(*(truth(part, here).applies for part in parts))


@truth.register
def _(node: n.AllOf, here: Place) -> Truth:
    parts = [truth(part, here) for part in node.parts]
    return Truth(and_(*(or_(not_(p.applies), p.value) for p in parts)), _applies(node.parts, here))


@truth.register
def _(node: n.AnyOf, here: Place) -> Truth:
    return Truth(or_(*(holds(part, here) for part in node.parts)), _applies(node.parts, here))


@truth.register
def _(node: n.NoneOf, here: Place) -> Truth:
    value = not_(or_(*(holds(part, here) for part in node.parts)))
    return Truth(value, _applies(node.parts, here))


@truth.register
def _(node: n.MembersAny, here: Place) -> Truth:
    rows = here.rows(node.members)
    if rows is None:
        return Truth(None)
    return Truth(or_(*(and_(meant, holds(node.condition, row)) for row, meant in rows), False))


@truth.register
def _(node: n.MembersAll, here: Place) -> Truth:
    rows = here.rows(node.members)
    if rows is None:
        return Truth(None)
    return Truth(and_(*(_stands(node.condition, row, meant) for row, meant in rows), True))


def _stands(condition: n.Condition, row: Place, meant: bool | None) -> bool | None:
    value, applies = truth(condition, row)
    return or_(not_(meant), not_(applies), value)


@truth.register
def _(node: n.ConditionCases, here: Place) -> Truth:
    result = truth(node.otherwise, here)
    for condition, then in reversed(node.branches):
        met, chosen = holds(condition, here), truth(then, here)
        result = Truth(*(either(met, a, b) for a, b in zip(chosen, result, strict=True)))
    return result


@truth.register
def _(node: n.UpCondition, here: Place) -> Truth:
    return truth(node.condition, here.up(node.parent.parent))


@truth.register
def _(node: n.Readings, here: Place) -> Truth:
    chosen = here.settings.chosen.get(node.name)
    read = [truth(c, here) for key, _, c in node.options if chosen in (None, key)]
    return Truth(*(same(list(side)) for side in zip(*read, strict=True)))


@truth.register
def _(_node: n.Open, _here: Place) -> Truth:
    return Truth(None)


@truth.register
def _(_node: n.NotApplicable, _here: Place) -> Truth:
    return Truth(value=False, applies=False)


@truth.register(n.Undefined)
@truth.register(UndefinedTerm)
def _(node: n.Undefined, here: Place) -> Truth:
    definition = here.settings.definitions.get(node.term)
    return Truth(None) if definition is None else truth(definition.condition, here)


@truth.register
def _(node: Criterion, here: Place) -> Truth:
    if not in_force(node, here):
        return Truth(value=False, applies=False)
    value, applies = truth(node.means, here)
    if node.applies_when is not None:
        applies = and_(applies, holds(node.applies_when, here))
    return Truth(value, applies)


@truth.register
def _(node: Standard, here: Place) -> Truth:
    return truth(node.means, here) if in_force(node, here) else Truth(value=False, applies=False)


# --- words ---------------------------------------------------------------------------------------


@word.register
def _(node: f.WordFact, here: Place) -> Spoken:
    return Spoken(here.recorded(node))


@word.register
def _(node: n.WordCases, here: Place) -> Spoken:
    result = _answer(node.otherwise)
    for condition, then in reversed(node.branches):
        met, chosen = holds(condition, here), _answer(then)
        result = Spoken(*(either(met, a, b) for a, b in zip(chosen, result, strict=True)))
    return result


def _answer(answer: n.Answer) -> Spoken:
    if isinstance(answer, str):
        return Spoken(answer)
    return Spoken(None, not isinstance(answer, n.NotApplicable))


@word.register
def _(node: Classification, here: Place) -> Spoken:
    return word(node.word, here) if in_force(node, here) else Spoken(None, applies=False)
