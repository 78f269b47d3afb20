"""Decisions told as plain data; ``schemas/decision.json`` describes the form."""

from typing import Any

from povertypolicy.deciding.decision import Decision
from povertypolicy.deciding.explain import DISCLAIMER
from povertypolicy.deciding.findings import Distance, Finding
from povertypolicy.deciding.origins import changed_below
from povertypolicy.deciding.settling import Settlement
from povertypolicy.quantities import Quantity
from povertypolicy.texts import Text

EDITION = 1
"""The edition of the form."""


def both(text: Text) -> dict[str, str]:
    """A text as plain data."""
    return {"zh": text.zh, "en": text.en}


def as_json(decision: Decision) -> dict[str, Any]:
    """Tell a decision as plain data."""
    settings, info = decision.settings, decision.info
    return {
        "edition": EDITION,
        "policy": decision.rules.name,
        "digest": decision.digest,
        "rules_on": settings.rules_on.isoformat(),
        "as_of": settings.as_of.isoformat(),
        "clause": info.id,
        "label": both(info.label),
        "citation": {"zh": info.cite.say("zh"), "en": info.cite.say("en")},
        "outcome": None if decision.outcome is None else decision.outcome.value,
        "value": _value(decision),
        "value_label": both(decision.value_label),
        "findings": [_finding(finding) for finding in decision.findings],
        "missing": [{"path": m.path, "label": both(m.label)} for m in decision.missing],
        "reasons": [{"kind": r.kind, "label": both(r.label)} for r in decision.reasons],
        "may_settle": [_settlement(settlement) for settlement in decision.may_settle],
        "layers": [both(note) for note in changed_below(decision.rules, decision.compiled.node)],
        "settings": [both(note) for note in decision.context.notes],
        "notice": both(DISCLAIMER),
    }


def _value(decision: Decision) -> str | None:
    value = decision.value
    if isinstance(value, Quantity):
        return value.plain()
    return value if isinstance(value, str) else None


def _settlement(settlement: Settlement) -> dict[str, Any]:
    return {
        "paths": [missing.path for missing, _ in settlement.values],
        "outcome": settlement.outcome.value,
        "zh": settlement.say("zh"),
        "en": settlement.say("en"),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    info = finding.info
    return {
        "clause": info.id,
        "label": both(info.label),
        "outcome": finding.outcome.value,
        "verdict": both(finding.verdict),
        "reached": finding.reached,
        "force": info.force.value,
        "sentence": both(finding.sentence),
        "citation": {"zh": info.cite.say("zh"), "en": info.cite.say("en")},
        "seen": [
            {"label": both(s.label), "zh": s.say("zh"), "en": s.say("en")} for s in finding.seen
        ],
        "distances": [_distance(distance) for distance in finding.distances],
        "missing": [missing.path for missing in finding.missing],
        "reasons": [{"kind": r.kind, "label": both(r.label)} for r in finding.reasons],
    }


def _distance(distance: Distance) -> dict[str, Any]:
    return {
        "amount": distance.quantity.plain(),
        "unit": distance.quantity.unit.label.en,
        "direction": "more" if distance.more else "less",
        "of": both(distance.of),
    }
