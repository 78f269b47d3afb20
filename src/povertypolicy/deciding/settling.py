"""What would settle an unknown answer: the smallest set of missing facts, and for which values."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import attrs

from povertypolicy.deciding.compiled import Compiled, result_ops
from povertypolicy.deciding.detail import Detail, Missing, Rows, with_fact
from povertypolicy.expr import facts as f
from povertypolicy.lowering.lower import Logic, Reason
from povertypolicy.lowering.ops import Op, closure
from povertypolicy.outcomes import Outcome
from povertypolicy.quantities import Quantity
from povertypolicy.subjects import Subject
from povertypolicy.texts import Language, Text

MOST_TRIED = 64
"""How many combinations of values are tried for one set of facts."""


@attrs.frozen
class Span:
    """Values of a number fact from `low` to `high`, both included, in recorded steps."""

    low: int
    high: int


@attrs.frozen
class Settlement:
    """A smallest set of facts that settles the answer for the values named, and the answer then."""

    values: tuple[tuple[Missing, Any], ...]
    outcome: Outcome

    def say(self, language: Language) -> str:
        """The settlement in words."""
        zh = language == "zh"
        parts = [f"{m.say(language)}{_said(m.fact, v, language)}" for m, v in self.values]
        joined = ("、" if zh else ", ").join(parts)
        outcome = self.outcome.say(language)
        return f"若{joined}，则{outcome}" if zh else f"with {joined}: {outcome}"


def _said(fact: Any, value: Any, language: Language) -> str:
    if isinstance(fact, f.NumberFact) and isinstance(value, Span):
        return _span(fact, value).say(language)
    if isinstance(value, bool):
        told = Text("为是", " = yes") if value else Text("为否", " = no")
        return told.say(language)
    if isinstance(fact, f.WordFact):
        label = fact.vocabulary.term(value).label
        return Text(f"为“{label.zh}”", f" = {label.en}").say(language)
    return f" = {value}"


def _span(fact: f.NumberFact[Any, Any], span: Span) -> Text:
    low, high = (Quantity(fact.value_of(end), fact.unit) for end in (span.low, span.high))
    if span.low == span.high:
        return Text(f"为{low.say('zh')}", f" = {low.say('en')}")
    if (span.low, span.high) == (fact.low, fact.high):
        return Text("为任意值", " of any amount")
    if span.low == fact.low:
        return Text(f"不超过{high.say('zh')}", f" at most {high.say('en')}")
    if span.high == fact.high:
        return Text(f"不低于{low.say('zh')}", f" at least {low.say('en')}")
    return Text(
        f"为{low.say('zh')}至{high.say('zh')}", f" from {low.say('en')} to {high.say('en')}"
    )


def settlements(
    compiled: Compiled, detail: Detail, subject: Subject, related: tuple[Subject | None, ...]
) -> tuple[Settlement, ...]:
    """Return the smallest sets of facts that settle a condition for some values, each value tried."""
    part = compiled.result
    if not isinstance(part, Logic):
        return ()
    wanted = [_demand(detail, part, target) for target in (True, False)]
    found = [demand for demand in wanted if demand]
    if not found:
        return ()
    fewest = min(len(demand) for demand in found)
    tries = [demand for demand in found if len(demand) == fewest]
    settled = (s for demand in tries for s in _tried(compiled, subject, related, demand))
    return tuple(dict.fromkeys(settled))


Demand = dict[Missing, Any]
"""Facts that must be known, with the value demanded or None for "some value"."""


def _demand(detail: Detail, part: Logic, target: bool) -> Demand | None:  # noqa: FBT001
    applies = _settle(detail, part.applies, True, ())  # noqa: FBT003
    value = _settle(detail, part.value, target, ())
    return _union([applies, value])


def _union(demands: Iterable[Demand | None]) -> Demand | None:
    together: Demand = {}
    for demand in demands:
        if demand is None:
            return None
        for fact, value in demand.items():
            if together.get(fact) is not None and value is not None and together[fact] != value:
                return None
            together[fact] = together.get(fact) if value is None else value
    return together


def _least(demands: Iterable[Demand | None]) -> Demand | None:
    return min((demand for demand in demands if demand is not None), key=len, default=None)


def _settle(detail: Detail, op: Op, target: Any, rows: Rows) -> Demand | None:  # noqa: PLR0911
    """Return the fewest facts with which an operation can have the value `target`, or None if none can."""
    value = detail.value(op, rows)
    if value is not None:
        return {} if value == target else None
    if op.kind in ("and", "or"):
        parts = (_settle(detail, arg, target, rows) for arg in op.args)
        return _union(parts) if target is (op.kind == "and") else _least(parts)
    if op.kind in ("some", "every"):
        if detail.value(op.args[0], rows) is None:
            return _all_of(detail.blame(op, rows))
        each = (_settle(detail, op.args[1], target, row) for row in detail.rows_of(op, rows))
        return _union(each) if target is (op.kind == "every") else _least(each)
    if op.kind == "agree" and op.data is not None:
        return _union([_settle(detail, arg, target, rows) for arg in op.args])
    if op.kind == "not":
        return _settle(detail, op.args[0], not target, rows)
    if op.kind == "guard":
        return _union(
            [_settle(detail, op.args[0], True, rows), _settle(detail, op.args[1], target, rows)]  # noqa: FBT003 - the value itself
        )
    if op.kind == "if":
        return _least(_branch(detail, op, target, rows))
    return _leaf(detail, op, target, rows)


def _branch(detail: Detail, op: Op, target: Any, rows: Rows) -> Iterator[Demand | None]:
    condition, then, otherwise = op.args[:3]
    for met, arm in ((True, then), (False, otherwise)):
        yield _union([_settle(detail, condition, met, rows), _settle(detail, arm, target, rows)])


def _leaf(detail: Detail, op: Op, target: Any, rows: Rows) -> Demand | None:
    if op.kind == "get":
        blamed = next(iter(detail.blame(op, rows)))
        return {blamed: target} if isinstance(blamed, Missing) else None
    if op.kind == "is_one_of" and op.args[0].kind == "get":
        blamed = next(iter(detail.blame(op.args[0], rows)))
        words = op.args[0].data[1].vocabulary.ids()
        possible = any((word in op.data) is target for word in words)
        return {blamed: None} if possible and isinstance(blamed, Missing) else None
    return _all_of(detail.blame(op, rows))


def _all_of(blamed: Iterable[Missing | Reason]) -> Demand | None:
    found = list(blamed)
    return (
        None
        if any(isinstance(item, Reason) for item in found)
        else {m: None for m in found if isinstance(m, Missing)}
    )


# --- trying values -------------------------------------------------------------------------------


def _tried(
    compiled: Compiled, subject: Subject, related: tuple[Subject | None, ...], demand: Demand
) -> Iterator[Settlement]:
    """Yield the settlements that hold when the values are really put in."""
    if any(m.fact is None or m.source.startswith("^") for m in demand):
        return
    facts = list(demand)
    choices = [_candidates(m, demand[m]) for m in facts]
    seen: set[Outcome] = set()
    for values in list(product(*choices))[:MOST_TRIED]:
        outcome = _outcome(compiled, subject, related, facts, values)
        if outcome is Outcome.UNKNOWN or outcome in seen:
            continue
        seen.add(outcome)
        named = tuple(
            _named(compiled, subject, related, m, v, outcome, alone=len(facts) == 1)
            for m, v in zip(facts, values, strict=True)
        )
        yield Settlement(tuple(zip(facts, named, strict=True)), outcome)


def _candidates(missing: Missing, demanded: Any) -> list[Any]:
    fact = missing.fact
    if demanded is not None:
        return [demanded]
    if isinstance(fact, f.NumberFact):
        return [fact.low, fact.high]
    if isinstance(fact, f.FlagFact):
        return [True, False]
    if isinstance(fact, f.WordFact):
        return list(fact.vocabulary.ids())
    return []


def _outcome(
    compiled: Compiled,
    subject: Subject,
    related: tuple[Subject | None, ...],
    facts: list[Missing],
    values: tuple[Any, ...],
) -> Outcome:
    for missing, value in zip(facts, values, strict=True):
        subject = with_fact(subject, missing, value)
    return compiled.answer(compiled.batch.run(subject, *related))


def _named(  # noqa: PLR0917 - the question, the fact, the answer
    compiled: Compiled, subject: Subject, related: tuple[Subject | None, ...],
    missing: Missing, value: Any, outcome: Outcome, *, alone: bool,
) -> Any:  # fmt: skip
    """Widen a single number to all values with the same outcome, where one comparison alone decides on it."""
    fact = missing.fact
    if not isinstance(fact, f.NumberFact):
        return value
    if not alone or _comparisons(compiled, fact) != 1:
        return Span(value, value)
    inside, outside = value, fact.high if value == fact.low else fact.low

    def same(steps: int) -> bool:
        return _outcome(compiled, subject, related, [missing], (steps,)) is outcome

    if same(outside):
        return Span(fact.low, fact.high)
    while abs(outside - inside) > 1:
        middle = (inside + outside) // 2
        inside, outside = (middle, outside) if same(middle) else (inside, middle)
    return Span(min(value, inside), max(value, inside))


def _comparisons(compiled: Compiled, fact: f.Fact) -> int:
    """How many comparisons of a clause read a fact; a product of two readings counts as two."""
    reads: set[int] = set()
    count = 0
    for op in closure(result_ops(compiled.result)):
        touching = [arg for arg in op.args if arg.index in reads]
        if op.kind == "get" and op.data[1] is fact:
            reads.add(op.index)
        elif op.kind in ("less", "less_equal", "is_one_of", "covers"):
            count += bool(touching)
        elif op.kind in ("times", "least", "greatest") and len(touching) > 1:
            count += 2
        elif touching and op.kind != "gap":
            reads.add(op.index)
    return count
