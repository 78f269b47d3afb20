"""Hold the library's answer against the oracle's, part by part."""

from collections.abc import Iterator
from typing import Any

from oracle.asking import Question
from oracle.semantics import Place, number, outcome, place, truth, word, year_of
from povertypolicy.criteria import Criterion
from povertypolicy.deciding.decision import Decision
from povertypolicy.deciding.explain import explain
from povertypolicy.deciding.findings import end_value
from povertypolicy.expr.nodes import Condition, Node, Number, Word, walk
from povertypolicy.lowering.algebra import Num
from povertypolicy.lowering.lower import Logic, Spoken
from povertypolicy.outcomes import Outcome
from povertypolicy.quantities import Quantity
from povertypolicy.texts import LANGUAGES

NUMBERS = {"size", "linear", "times", "least", "greatest", "count", "total", "age", "gap", "if"}
"""Kinds of operation whose value lies between the bounds that were worked out for it."""


def check(question: Question) -> Decision:
    """Ask, compare everything, return the decision."""
    decision = question.ask()
    here = place(question.settings, question.subject, *question.above)
    answer_agrees(decision, here)
    nodes_agree(decision, here)
    programs_agree(decision)
    findings_agree(decision, here)
    explanation_agrees(decision)
    return decision


def answer_agrees(decision: Decision, here: Place) -> None:
    """The answer itself is the oracle's."""
    node: Any = decision.compiled.node
    if isinstance(node, Condition):
        assert decision.outcome is decision.value is outcome(node, here)
    elif isinstance(node, Number):
        span = number(node, here)
        plain = span is not None and span.low == span.high
        assert decision.outcome is (None if plain else Outcome.UNKNOWN)
        if plain:
            assert isinstance(decision.value, Quantity)
            dated = isinstance(year_of(node, here), int)
            assert isinstance(decision.value.prices_of, int) is dated
            assert decision.value.unit is node.unit
            assert decision.value.value in (
                span.low,
                *_at(decision.value.prices_of, node, here, span),
            )
    elif isinstance(node, Word):
        said, applies = word(node, here)
        if applies and said is not None:
            assert (decision.outcome, decision.value) == (None, said)
        else:
            left = Outcome.NOT_APPLICABLE if applies is False else Outcome.UNKNOWN
            assert decision.outcome is decision.value is left


def _at(year: Any, node: Any, here: Place, ends: Any) -> tuple[Any, ...]:
    """The ends in the prices of `year`: where only lines meet, any of their years will do."""
    own, index = year_of(node, here), here.settings.index
    if None in ends or index is None or not {own, year} <= set(index.values):
        return ()
    return tuple(end * index.values[year] / index.values[own] for end in ends)


def _sources(decision: Decision, here: Place) -> Iterator[tuple[str, Place]]:
    yield "", here
    for parent in decision.compiled.lowered.parents:
        yield f"^{parent.__name__}", here.up(parent)


def nodes_agree(decision: Decision, here: Place) -> None:
    """Every node outside the rows has the oracle's value, not only the root."""
    memo = decision.compiled.lowered.memo
    for source, spot in _sources(decision, here):
        for node in walk(decision.compiled.node):
            lowered = memo.get((id(node), source))
            if lowered is not None:
                _node_agrees(decision, node, lowered, spot)


def _node_agrees(decision: Decision, node: Node, lowered: Any, spot: Place) -> None:
    detail = decision.detail
    if isinstance(lowered, Num):
        found = tuple(end_value(detail, end, lowered) for end in (lowered.low, lowered.high))
        wanted = number(node, spot) or (None, None)
        assert found == wanted or found == _at(lowered.year, node, spot, wanted), node
    elif isinstance(lowered, Logic):
        assert (detail.value(lowered.value), detail.value(lowered.applies)) == truth(node, spot)
    elif isinstance(lowered, Spoken):
        said, applies = word(node, spot)
        assert detail.value(lowered.applies) is applies
        if applies is not False:
            assert detail.value(lowered.value) == said


def programs_agree(decision: Decision) -> None:
    """The fast program and the full one yield the same, within the bounds."""
    batch = decision.compiled.batch
    ops = {op.index: op for op in decision.compiled.lowered.builder.ops}
    for index, at in batch.fast.places.items():
        if index in batch.full.places:
            assert decision.trace[at] == decision.detail.value(ops[index])
    for index in batch.full.places:
        op = ops[index]
        value = decision.detail.value(op)
        if op.kind in NUMBERS and type(value) is int:
            assert op.low <= value <= op.high


def findings_agree(decision: Decision, here: Place) -> None:
    """Each criterion's finding has the oracle's outcome."""
    spots = dict(_sources(decision, here))
    wanted = [
        (node.info.id, outcome(node, spots[source]))
        for node, source in decision.compiled.criteria
        if isinstance(node, Criterion)
    ]
    found = [(finding.info.id, finding.outcome) for finding in decision.findings]
    assert [item for item in found if item in wanted] == wanted
    for finding in decision.findings:
        if finding.outcome is not Outcome.UNKNOWN:
            assert not finding.missing
            assert {reason.kind for reason in finding.reasons} <= {"not-in-force"}


def explanation_agrees(decision: Decision) -> None:
    """Both languages can be told, and tell the outcomes that were found."""
    for language in LANGUAGES:
        told = explain(decision, language)
        assert decision.value_label.say(language) in told.splitlines()[0]
        for finding in decision.findings:
            verdict = finding.info.no_is if finding.outcome is Outcome.NO else finding.outcome.label
            line = f"{finding.info.label.say(language)}{'：' if language == 'zh' else ': '}{verdict.say(language)}"
            assert not finding.reached or line in told.replace(
                ":", "：" if language == "zh" else ":"
            )
