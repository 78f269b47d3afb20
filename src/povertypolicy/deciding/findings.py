"""Findings: one criterion's outcome, with the values seen, the line, the distance and what is missing."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from povertypolicy.criteria import Criterion
from povertypolicy.deciding.compiled import Compiled
from povertypolicy.deciding.detail import ZERO, Detail, Missing
from povertypolicy.deciding.sentences import clause_sentence, say
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.lowering.algebra import Num
from povertypolicy.lowering.lower import Logic, Reason, Spoken
from povertypolicy.lowering.ops import Op
from povertypolicy.outcomes import Outcome, outcome_of
from povertypolicy.provenance import ClauseInfo
from povertypolicy.quantities import Quantity
from povertypolicy.standards import Standard
from povertypolicy.texts import Language, Text


@attrs.frozen
class Seen:
    """A value that a criterion looked at; `low` and `high` differ for a bounded number, both None when missing."""

    label: Text
    low: Any
    high: Any

    def say(self, language: Language) -> str:
        """The value in words."""
        if self.low is None:
            return "未知" if language == "zh" else "not known"
        if self.low != self.high:
            joint = " 到 " if language == "zh" else " to "
            return joint.join((_value(self.low, language), _value(self.high, language)))
        return _value(self.low, language)


def _value(value: Any, language: Language) -> str:
    if isinstance(value, bool):
        return ("是" if value else "否") if language == "zh" else ("yes" if value else "no")
    return str(value.say(language))


@attrs.frozen
class Distance:
    """The least change that flips a comparison: this much of what stands on its left.

    For income per head it is money of the whole household, in fen; `more` tells the direction.
    """

    quantity: Quantity[Any]
    more: bool
    of: Text

    def say(self, language: Language) -> str:
        """The distance in words."""
        amount = self.quantity.say(language)
        if language == "zh":
            return f"{self.of.zh}{'增加' if self.more else '减少'}{amount}即改变结论"
        return f"{amount} {'more' if self.more else 'less'} of {self.of.en} would change the answer"


@attrs.frozen
class Finding:
    """One criterion's outcome for one subject.

    `reached` is False for a criterion in a case that was not taken.
    """

    info: ClauseInfo
    outcome: Outcome
    sentence: Text
    seen: tuple[Seen, ...]
    distances: tuple[Distance, ...]
    missing: tuple[Missing, ...]
    reasons: tuple[Reason, ...]
    reached: bool
    advisory: bool

    @property
    def distance(self) -> Distance | None:
        """The distance, where the criterion is a single comparison of plain numbers."""
        return self.distances[0] if len(self.distances) == 1 else None

    @property
    def verdict(self) -> Text:
        """The outcome in words, with what a NO is under the clause's force."""
        if self.advisory and self.outcome is Outcome.YES:
            return Text("线索：请人工核查", "a lead: for people to check")
        return self.info.no_is if self.outcome is Outcome.NO else self.outcome.label


def findings_of(compiled: Compiled, detail: Detail) -> tuple[Finding, ...]:
    """Return the finding of every criterion of a clause, in reading order."""
    reached = _reached(compiled, detail)
    return tuple(
        _finding(compiled, detail, node, source, (id(node), source) in reached)
        for node, source in compiled.criteria
        if isinstance(node, Criterion) or node is compiled.node
        if not (isinstance(node, Standard) and len(compiled.criteria) > 1)
    )


def _finding(
    compiled: Compiled,
    detail: Detail,
    node: Criterion[Any] | Standard[Any],
    source: str,
    reached: bool,  # noqa: FBT001
) -> Finding:
    part: Logic = compiled.lowered.memo[id(node), source]
    value, applies = detail.value(part.value), detail.value(part.applies)
    outcome = outcome_of(value, applies)
    blamed = list(dict.fromkeys(blame(detail, part))) if outcome is Outcome.UNKNOWN else []
    if not node.info.in_force(compiled.batch.settings.rules_on):
        blamed = [out_of_force(node.info)]
    evidence = _Evidence(compiled, detail)
    evidence.look(node.means, source)
    applies_when = getattr(node, "applies_when", None)
    if applies_when is not None:
        evidence.look(applies_when, source)
    return Finding(
        info=node.info,
        outcome=outcome,
        sentence=Text(clause_sentence(node, "zh"), clause_sentence(node, "en")),
        seen=tuple(dict.fromkeys(evidence.seen)),
        distances=tuple(evidence.distances),
        missing=tuple(item for item in blamed if isinstance(item, Missing)),
        reasons=tuple(item for item in blamed if isinstance(item, Reason)),
        reached=reached,
        advisory=getattr(node, "advisory", False),
    )


def out_of_force(about: ClauseInfo) -> Reason:
    """Why a clause says nothing on a day outside its days in force."""
    first, last = (day.isoformat() if day else "…" for day in (about.first, about.last))
    return Reason(
        "not-in-force",
        Text(
            f"当日未生效（有效期 {first} 至 {last}）",
            f"not in force that day (from {first} to {last})",
        ),
    )


def blame(detail: Detail, part: Any) -> Iterator[Missing | Reason]:
    """Yield why a result is unknown."""
    if isinstance(part, Num):
        for guard in part.guards:
            if detail.value(guard) is False:
                yield ZERO
            yield from detail.blame(guard)
        for op in (*part.low, *part.high):
            yield from detail.blame(op)
        for op in () if part.exact else (*part.low, *part.high):
            yield from detail.uncertain(op, ())
    else:
        yield from detail.blame(part.applies)
        if detail.value(part.applies) is not False:
            yield from detail.blame(part.value)


# --- what a criterion looked at ------------------------------------------------------------------


@attrs.define
class _Evidence:
    compiled: Compiled
    detail: Detail
    seen: list[Seen] = attrs.field(factory=list)
    distances: list[Distance] = attrs.field(factory=list)

    def look(self, node: n.Node, source: str) -> None:
        """Collect the named values below a condition, without opening other criteria."""
        lowered = self.compiled.lowered.memo.get((id(node), source))
        if lowered is None:
            return
        if isinstance(node, n.Compare):
            self.compared(node, lowered, source)
        elif isinstance(node, n.UpCondition | n.UpNumber):
            inner = node.condition if isinstance(node, n.UpCondition) else node.number
            self.look(inner, f"^{node.parent.parent.__name__}")
        elif isinstance(node, Criterion | Standard | f.FlagFact):
            self.seen.append(self.truth(node, lowered))
        elif isinstance(node, n.MembersAny | n.MembersAll):
            self.seen.append(self.members(node, lowered))
        elif isinstance(node, f.DayFact | f.ListFact):
            self.seen.append(self.recorded(node, lowered))
        elif isinstance(lowered, Num) and not isinstance(node, n.Literal_):
            self.seen.append(self.number(node, lowered))
        elif isinstance(lowered, Spoken):
            self.seen.append(self.word(node, lowered))
        else:
            for child in self.compiled.below(node):
                self.look(child, source)

    def compared(self, node: n.Compare[Any], lowered: Logic, source: str) -> None:
        self.look(node.left, source)
        self.look(node.right, source)
        self.restated(node, source)
        gap = None if lowered.gap is None else self.detail.value(lowered.gap)
        left = self.taken(self.compiled.lowered.memo[id(node.left), source])
        if gap is not None and left is not None:
            met = self.detail.value(lowered.value)
            more = met is (node.bound in ("below", "at_most"))
            self.distances.extend(self.distance(node.left, left, gap, more=more))

    def distance(self, node: n.Node, left: Num, steps: int, *, more: bool) -> Iterator[Distance]:
        """The change that flips a comparison."""
        told = changed(self.compiled, node, left)
        if told is not None:
            of, per = told
            change = Quantity(Fraction(steps, per), n.unit_of(of))
            yield Distance(change, more, Text(say(of, "zh"), say(of, "en")))

    def restated(self, node: n.Compare[Any], source: str) -> None:
        """Show a line as it was compared, where the price index restated it."""
        memo, index = self.compiled.lowered.memo, self.compiled.batch.settings.index
        left, right = memo[id(node.left), source], memo[id(node.right), source]
        years = (right.year, left.year)
        if index is None or years[0] == years[1] or not right.constant:
            return
        if not all(isinstance(year, int) for year in years):
            return
        ratio = index.ratio(*years)
        if ratio is not None:
            line = Quantity(right.fraction() * ratio, n.unit_of(node.right), left.year)
            self.seen.append(Seen(Text("折算后的线", "the line restated"), line, line))

    def taken(self, number: Num) -> Num | None:
        """The number that stands for one chosen by conditions, or None while a condition is unknown."""
        if number.cases is None:
            return number
        condition, then, otherwise = number.cases
        met = self.detail.value(condition)
        return None if met is None else self.taken(then if met else otherwise)

    def number(self, node: n.Node, lowered: Num) -> Seen:
        label = node.info.label if hasattr(node, "info") else Text(say(node, "zh"), say(node, "en"))
        ends = [end_value(self.detail, end, lowered) for end in (lowered.low, lowered.high)]
        if None in ends:
            return Seen(label, None, None)
        unit = n.unit_of(node)
        year = lowered.year if isinstance(lowered.year, int) else None
        low, high = (Quantity(end, unit, year) for end in ends if end is not None)
        return Seen(label, low, high)

    def truth(self, node: n.Node, lowered: Logic) -> Seen:
        value = self.detail.value(lowered.value)
        if isinstance(node, Criterion | Standard):
            outcome = outcome_of(value, self.detail.value(lowered.applies))
            return Seen(node.info.label, outcome, outcome)
        return Seen(Text(say(node, "zh"), say(node, "en")), value, value)

    def recorded(self, node: f.DayFact[Any] | f.ListFact[Any], op: Op) -> Seen:
        value = self.detail.value(op)
        if value is None:
            said = None
        elif node.info.personal:
            said = Text("已登记", "recorded")
        elif isinstance(node, f.ListFact):
            terms = [term for term in node.vocabulary.terms if term.id in value]
            said = Text(
                "、".join(t.label.zh for t in terms) or "无",
                ", ".join(t.label.en for t in terms) or "none",
            )
        else:
            day = dt.date.fromordinal(value).isoformat()
            said = Text(day, day)
        return Seen(node.info.label, said, said)

    def word(self, node: n.Node, lowered: Spoken) -> Seen:
        word = self.detail.value(lowered.value)
        label = Text(say(node, "zh"), say(node, "en"))
        said = None if word is None else node.vocabulary.term(word).label  # type: ignore[attr-defined] # a Word
        return Seen(label, said, said)

    def members(self, node: n.MembersAny[Any] | n.MembersAll[Any], lowered: Logic) -> Seen:
        label = Text(say(node, "zh"), say(node, "en"))
        op = lowered.value
        if op.constant or self.detail.value(op.args[0]) is None:
            return Seen(label, None, None)
        return Seen(label, *(2 * (_told(node, op, self.detail),)))


def changed(compiled: Compiled, node: n.Node, left: Num) -> tuple[n.Node, int] | None:
    """What is changed to flip a comparison of `node`, and how many steps of the gap make one of its base steps.

    It is the number itself, or what a quotient divides, or nothing where that cannot be told exactly.
    """
    denominator = left.low[1]
    if denominator.constant:
        return node, denominator.data[1]
    of = _divided(compiled, node, left)
    return None if of is None else (of, 1)


def _divided(compiled: Compiled, node: n.Node, left: Num) -> n.Node | None:
    """The dividend of a quotient, where it stands in the comparison as it is and apart from the divisor."""
    memo = compiled.lowered.memo
    sources = ["", *(f"^{parent.__name__}" for parent in compiled.lowered.parents)]
    for below in n.walk(node):
        if not isinstance(below, n.Arithmetic) or below.operator != "/":
            continue
        tops = (memo.get((id(below.left), source)) for source in sources)
        plain = any(
            isinstance(top, Num) and top.low[0] is left.low[0] and _is_one(top.low[1])
            for top in tops
        )
        if plain and not _facts(below.left) & _facts(below.right):
            return below.left
    return None


def _is_one(op: Op) -> bool:
    return bool(op.constant and op.data[1] == 1)


def _told(node: n.MembersAny[Any] | n.MembersAll[Any], op: Op, detail: Detail) -> Text:
    """Say for how many members a condition holds, and which ones settle or leave open the answer."""
    values = [detail.value(op.args[1], rows) for rows in detail.rows_of(op)]
    telling = not isinstance(node, n.MembersAll)
    told = [str(i + 1) for i, value in enumerate(values) if value is telling]
    unknown = [str(i + 1) for i, value in enumerate(values) if value is None]
    zh = [f"登记{len(values)}项"]
    en = [f"{len(values)} recorded"]
    if told:
        zh.append(f"{'不符合' if telling is False else '符合'}：第{'、'.join(told)}项")
        en.append(f"{'not met' if telling is False else 'met'} by no. {', '.join(told)}")
    if unknown:
        zh.append(f"待核实：第{'、'.join(unknown)}项")
        en.append(f"to be verified: no. {', '.join(unknown)}")
    return Text("；".join(zh), "; ".join(en))


def _facts(node: n.Node) -> set[int]:
    return {id(below) for below in n.walk(node) if isinstance(below, f.NumberFact)}


def end_value(detail: Detail, end: tuple[Op, Op], number: Num) -> Fraction | None:
    """The value of one end of a number, or None when it is missing or has a zero divisor."""
    numerator, denominator = detail.value(end[0]), detail.value(end[1])
    guarded = all(detail.value(guard) is True for guard in number.guards)
    return (
        None
        if numerator is None or denominator in (None, 0) or not guarded
        else Fraction(numerator, denominator)
    )


# --- which criteria were reached -----------------------------------------------------------------


def _reached(compiled: Compiled, detail: Detail) -> set[tuple[int, str]]:
    found: set[tuple[int, str]] = set()
    _reach(compiled, detail, compiled.node, "", found)
    return found


def _reach(
    compiled: Compiled, detail: Detail, node: n.Node, source: str, found: set[tuple[int, str]]
) -> None:
    if (id(node), source) in found or (id(node), source) not in compiled.lowered.memo:
        return
    found.add((id(node), source))
    for child, where in _taken(compiled, detail, node, source):
        _reach(compiled, detail, child, where, found)


def _taken(
    compiled: Compiled, detail: Detail, node: n.Node, source: str
) -> Iterator[tuple[n.Node, str]]:
    """Yield the children that a node's value depends on: of cases, those up to the first that holds."""
    if isinstance(node, n.ConditionCases | n.NumberCases):
        for condition, then in node.branches:
            part: Logic = compiled.lowered.memo[id(condition), source]
            holds = outcome_of(detail.value(part.value), detail.value(part.applies))
            yield condition, source
            if holds in (Outcome.YES, Outcome.UNKNOWN):
                yield then, source
            if holds is Outcome.YES:
                return
        yield node.otherwise, source
    elif isinstance(node, n.UpCondition):
        yield node.condition, f"^{node.parent.parent.__name__}"
    elif isinstance(node, n.UpNumber):
        yield node.number, f"^{node.parent.parent.__name__}"
    else:
        for child in compiled.below(node):
            yield child, source
