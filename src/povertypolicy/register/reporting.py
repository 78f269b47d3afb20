"""Lines of a register as tables and as plain data."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from povertypolicy.deciding.decision import Decision
from povertypolicy.deciding.explain import DISCLAIMER
from povertypolicy.deciding.plain import both
from povertypolicy.deciding.policy import Policy
from povertypolicy.errors import Fault
from povertypolicy.quantities import Quantity
from povertypolicy.register.assessing import Line, Summary
from povertypolicy.register.writing import Cell, csv_text
from povertypolicy.texts import LANGUAGES, Language, Text

EDITION = 1
"""The edition of the JSON form."""

_ANSWER = (
    Text("结论", "answer"),
    Text("缺少", "missing"),
    Text("待定原因", "open because"),
    Text("差距", "distance"),
)
_FAULT = Text("问题", "fault")


@attrs.frozen
class Report:
    """How lines are told: under which names of clauses, in which languages."""

    policy: Policy
    names: tuple[str, ...]
    languages: tuple[Language, ...] = LANGUAGES

    def csv(self, lines: Iterable[Line]) -> Iterator[str]:
        """Yield the answers as a CSV file."""
        return csv_text(self.table(lines))

    def table(self, lines: Iterable[Line]) -> Iterator[list[Cell]]:
        """Yield a header, then a row for every line."""
        yield self.header()
        for line in lines:
            cells: list[Cell] = [line.id or "", line.row, line.status]
            for decision in line.decisions or [None] * len(self.names):
                cells += self._answer(decision)
            cells += [_joined(line.faults, language) for language in self.languages]
            yield [*cells, self.policy.digest]

    def header(self) -> list[Cell]:
        """Return the headers of the answers."""
        cells: list[Cell] = ["id", "row", "status"]
        for name in self.names:
            cells.append(name)
            cells += [f"{name} {w.say(lang)}" for w in _ANSWER for lang in self.languages]
        return [*cells, *(_FAULT.say(lang) for lang in self.languages), "digest"]

    def _answer(self, decision: Decision | None) -> list[Cell]:
        if decision is None:
            return [""] * (1 + len(_ANSWER) * len(self.languages))
        told = (_label, _missing, _reasons, _distances)
        return [
            code_of(decision),
            *(tell(decision, lang) for tell in told for lang in self.languages),
        ]

    def json(
        self, lines: Iterable[Line], faults: Iterable[Fault], summary: Summary
    ) -> Iterator[str]:
        """Yield the answers as one JSON object, a line of text for every record; `summary` counts what passes by."""
        yield _dump(self.head())[:-1] + ', "rows": [\n'
        for number, line in enumerate(lines):
            yield (",\n" if number else "") + _dump(self.line(line))
        tail = {"summary": summary.as_json(), "faults": [fault.as_json() for fault in faults]}
        yield "\n], " + _dump(tail)[1:] + "\n"

    def head(self) -> dict[str, Any]:
        """Return what the answers rest on, as plain data."""
        settings = self.policy.settings
        clauses = [self.policy.clause(name).info for name in self.names]
        return {
            "edition": EDITION,
            "policy": self.policy.name,
            "digest": self.policy.digest,
            "rules_on": settings.rules_on.isoformat(),
            "as_of": settings.as_of.isoformat(),
            "settings": [both(note) for note in self.policy.context.notes],
            "clauses": [
                {"name": name, "clause": about.id, "label": both(about.label)}
                for name, about in zip(self.names, clauses, strict=True)
            ],
            "notice": both(DISCLAIMER),
        }

    def line(self, line: Line) -> dict[str, Any]:
        """Return a line as plain data."""
        answers = zip(self.names, line.decisions, strict=False)
        return {
            "id": line.id,
            "row": line.row,
            "status": line.status,
            "answers": {name: answer_json(decision) for name, decision in answers},
            "faults": [fault.as_json() for fault in line.faults],
        }


def answer_json(decision: Decision) -> dict[str, Any]:
    """Return an answer in brief as plain data."""
    return {
        "answer": code_of(decision),
        "label": both(decision.value_label),
        "missing": [{"path": m.path, "label": both(m.label)} for m in decision.missing],
        "reasons": [{"kind": r.kind, "label": both(r.label)} for r in decision.reasons],
        "distances": [both(text) for text in distances_of(decision)],
    }


def code_of(decision: Decision) -> str:
    """Return an answer as a code: an outcome, a word's id, or a number in the printed unit."""
    value = decision.value
    if isinstance(value, Quantity):
        return value.plain()
    if isinstance(value, str):
        return value
    return "unknown" if decision.outcome is None else str(decision.outcome.value)


def distances_of(decision: Decision) -> Iterator[Text]:
    """Yield, for each criterion that was reached, how far the subject is from the line."""
    for finding in decision.findings:
        for distance in finding.distances if finding.reached else ():
            label = finding.info.label
            yield Text(f"{label.zh}：{distance.say('zh')}", f"{label.en}: {distance.say('en')}")


def _label(decision: Decision, language: Language) -> str:
    return decision.value_label.say(language)


def _missing(decision: Decision, language: Language) -> str:
    return _list((missing.say(language) for missing in decision.missing), language)


def _reasons(decision: Decision, language: Language) -> str:
    return _list((reason.label.say(language) for reason in decision.reasons), language)


def _distances(decision: Decision, language: Language) -> str:
    return _list((text.say(language) for text in distances_of(decision)), language)


def _joined(faults: Iterable[Fault], language: Language) -> str:
    return ("" if language == "zh" else " ").join(fault.text(language) for fault in faults)


def _list(items: Iterable[str], language: Language) -> str:
    return ("；" if language == "zh" else "; ").join(items)


def faults_csv(faults: Iterable[Fault], languages: tuple[Language, ...]) -> Iterator[str]:
    """Yield the faults of a register as a CSV file."""
    return csv_text(_fault_rows(faults, languages))


def _fault_rows(faults: Iterable[Fault], languages: tuple[Language, ...]) -> Iterator[list[Cell]]:
    yield ["file", "row", "column", "path", "code", *(_FAULT.say(lang) for lang in languages)]
    for fault in faults:
        row = "" if fault.row is None else fault.row
        told = [fault.text(language) for language in languages]
        yield [fault.file, row, fault.column, fault.path, fault.code, *told]


def faults_json(faults: Iterable[Fault]) -> Iterator[str]:
    """Yield the faults of a register as a JSON list."""
    yield "[\n" + ",\n".join(_dump(fault.as_json()) for fault in faults) + "\n]\n"


def _dump(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)
