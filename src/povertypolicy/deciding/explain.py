"""Decisions told to people as text.

`as_text` is what `povertypolicy.explain` gives; `plain` and `sheet` tell the same as data and as a page.
Every form says that it is a reading and not an official decision.
"""

from collections.abc import Iterable, Iterator

from povertypolicy.deciding.courses import course_lines
from povertypolicy.deciding.decision import Decision
from povertypolicy.deciding.findings import Finding
from povertypolicy.deciding.origins import changed_below
from povertypolicy.deciding.proceedings import Course
from povertypolicy.deciding.replies import Reply
from povertypolicy.outcomes import Outcome
from povertypolicy.provenance import ClauseInfo
from povertypolicy.texts import Language, Text

DISCLAIMER = Text(
    "本结果是对文件的一种解读，不是官方认定。",
    "This is a reading of the document, not an official decision.",
)
MARKS = {Outcome.YES: "✓", Outcome.NO: "✗", Outcome.UNKNOWN: "?", Outcome.NOT_APPLICABLE: "-"}
COLON = Text("：", ": ")
SEMICOLON = Text("；", "; ")


def explain(decision: Decision | Reply | Course, language: Language = "en") -> str:
    """Tell a decision as text: the answer, each criterion with values, line, distance and citation.

    Of a clause that was looked up it tells what was found, why it is open, and what was assumed;
    of the case of a procedure, where it stands.
    """
    if isinstance(decision, Course):
        return _explain_course(decision, language)
    if isinstance(decision, Reply):
        return _explain_reply(decision, language)
    lines = [
        decision.info.label.say(language)
        + COLON.say(language)
        + decision.value_label.say(language),
        f"  [{decision.info.cite.say(language)}]",
    ]
    for finding in decision.findings:
        if finding.reached:
            lines += _finding_lines(finding, language)
    return "\n".join([*lines, *(note.say(language) for note in notes_of(decision))])


def notes_of(decision: Decision) -> Iterator[Text]:
    """Yield what stands below a decision: what is open, what was changed and assumed, what it rests on."""
    yield from open_notes(decision)
    yield from changed_below(decision.rules, decision.compiled.node)
    yield from assumptions(decision)
    yield from decision.context.notes
    yield DISCLAIMER


def _explain_reply(reply: Reply, language: Language) -> str:
    info = reply.info
    lines = [
        info.label.say(language) + COLON.say(language) + reply.value_label.say(language),
        f"  [{info.cite.say(language)}]",
        *(f"    … {reason.say(language)}" for reason in reply.reasons),
    ]
    changed = changed_below(reply.context.rules, reply.context.rules.find(info.id))
    notes = [
        *changed,
        *_assumed(info.assumes),
        *_recorded([info]),
        *reply.context.notes,
        DISCLAIMER,
    ]
    return "\n".join([*lines, *(note.say(language) for note in notes)])


def _explain_course(course: Course, language: Language) -> str:
    info = course.procedure.info
    notes = [*course.rests_on, *_assumed(info.assumes), *_recorded([info]), *course.context.notes]
    told = (note.say(language) for note in (*notes, DISCLAIMER))
    return "\n".join([*course_lines(course, language), *told])


def _finding_lines(finding: Finding, language: Language) -> list[str]:
    verdict = finding.verdict.say(language)
    head = (
        f"{MARKS[finding.outcome]} {finding.info.label.say(language)}{COLON.say(language)}{verdict}"
    )
    return [
        head,
        f"    {finding.sentence.say(language)}",
        *(f"    · {seen.label.say(language)} = {seen.say(language)}" for seen in finding.seen),
        *(f"    → {distance.say(language)}" for distance in finding.distances),
        *(f"    … {reason.label.say(language)}" for reason in finding.reasons),
        f"    [{finding.info.cite.say(language)}]",
    ]


def open_notes(decision: Decision) -> Iterator[Text]:
    """Yield what keeps an answer open and what would settle it."""
    missing = decision.missing
    if missing:
        zh = "、".join(f"{item.say('zh')}（{item.path}）" for item in missing)
        en = ", ".join(f"{item.say('en')} ({item.path})" for item in missing)
        yield Text(f"尚缺：{zh}", f"Missing: {en}")
    if decision.reasons:
        zh, en = (
            SEMICOLON.say(language).join(r.label.say(language) for r in decision.reasons)
            for language in ("zh", "en")
        )
        yield Text(f"待定原因：{zh}", f"Left open because: {en}")
    for settlement in decision.may_settle:
        yield Text(f"可定：{settlement.say('zh')}", f"May settle: {settlement.say('en')}")


def assumptions(decision: Decision) -> Iterator[Text]:
    """Yield what we assumed in the clauses that the answer rests on."""
    infos = [decision.info, *(finding.info for finding in decision.findings if finding.reached)]
    yield from _assumed(dict.fromkeys(text for info in infos for text in info.assumes))
    yield from _recorded(infos)


def _recorded(infos: Iterable[ClauseInfo]) -> Iterator[Text]:
    for text in dict.fromkeys(info.recorded for info in infos if info.recorded is not None):
        yield Text(f"只作记录：{text.zh}", f"Only recorded: {text.en}")


def _assumed(texts: Iterable[Text]) -> Iterator[Text]:
    for text in texts:
        yield Text(f"我们的假定：{text.zh}", f"We assume: {text.en}")
