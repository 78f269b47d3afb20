"""What became of all rows, in words."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from povertypolicy.cli.options import Question
from povertypolicy.cli.speaking import Speaker
from povertypolicy.expr.nodes import Word
from povertypolicy.outcomes import Outcome
from povertypolicy.register import Summary
from povertypolicy.texts import LANGUAGES, Language, Text

_OUTCOMES = [outcome.value for outcome in Outcome]


def summary_of(counts: Mapping[str, Any]) -> Summary:
    """Return the counts of a result as a summary: rows with faults have no answer."""
    answers = {
        name: Counter({word: n for word, n in told.items() if word != "fault"})
        for name, told in counts["answers"].items()
    }
    kept = {name: told for name, told in answers.items() if told}
    return Summary(counts["rows"], counts["answered"], kept)


def tell_summary(speaker: Speaker, asked: Question, summary: Summary) -> None:
    """Tell how many rows there were, and how many have each answer."""
    say, file = speaker.say, asked.file
    say(
        f"{file}：共 {summary.rows} 条，已核查 {summary.answered} 条，有问题 {summary.faulty} 条。",
        f"{file}: {summary.rows} records, {summary.answered} answered, {summary.faulty} with faults.",
    )
    for name in asked.names:
        about = asked.policy.clause(name).info
        zh, en = (_counts(asked, summary, name, language) for language in LANGUAGES)
        say(f"  {about.label.zh}（{name}）：{zh}", f"  {about.label.en} ({name}): {en}")


def _counts(asked: Question, summary: Summary, name: str, language: Language) -> str:
    counts = summary.answers.get(name, Counter[str]())
    first = {code: number for number, code in enumerate(_OUTCOMES)}
    ordered = sorted(counts.items(), key=lambda pair: (first.get(pair[0], -1), pair[0]))
    told = (f"{_label(asked, name, code).say(language)} {n}" for code, n in ordered)
    return ("，" if language == "zh" else ", ").join(told) or "-"


def _label(asked: Question, name: str, code: str) -> Text:
    node = asked.policy.clause(name).node
    if code in _OUTCOMES:
        return Outcome(code).label
    if isinstance(node, Word):
        label: Text = node.vocabulary.term(code).label
        return label
    return Text("有数值", "a number")
