"""Procedures and their cases told to people and as plain data."""

from collections.abc import Iterator
from typing import Any

from povertypolicy.clauses.procedures import Leads, Procedure, Step
from povertypolicy.deciding.proceedings import Checked, Course
from povertypolicy.deciding.sentences import step_words
from povertypolicy.procedures.events import event_data
from povertypolicy.texts import LANGUAGES, Language, Text

_NEXT, _MISSING, _WRONG = (
    Text("下一步", "next"),
    Text("缺", "missing"),
    Text("不合程序", "out of order"),
)
_FROM = Text("最早 ", "not before ")
_COLON = Text("：", ": ")


def course_lines(course: Course, language: Language) -> Iterator[str]:
    """Yield where a case stands, in lines: every step, what is next, what is missing, what was out of order."""
    info, state = course.procedure.info, course.state
    yield info.label.say(language) + _COLON.say(language) + state.standing.say(language)
    yield f"  [{info.cite.say(language)}]"
    yield from _steps(course, language)
    yield _line(_NEXT, _next(course, language), language)
    yield from (f"    … {reason.say(language)}" for reason in state.reasons)
    yield from (_line(_MISSING, one.label.say(language), language) for one in course.missing)
    for one in course.irregularities if isinstance(course, Checked) else ():
        yield _line(_WRONG, one.say(language), language)


def _steps(course: Course, language: Language) -> Iterator[str]:
    for number, step in enumerate(course.procedure.steps, 1):
        taken = course.state.of(step.id)
        day = "" if taken is None else f"  {taken.event.day.isoformat()}"
        yield f"  {'✓' if taken else '·'} {_step(number, step, language)}{day}"


def _step(number: int, step: Step, language: Language) -> str:
    return f"{number}. {step.label.say(language)}  {step.id}  {step_words(step, language)}"


def _line(label: Text, said: str, language: Language) -> str:
    return f"  {label.say(language)}{_COLON.say(language)}{said}"


def _next(course: Course, language: Language) -> str:
    after = course.next
    said = after.label.say(language)
    if after.not_before is None:
        return said
    room = Text("（{}）", " ({})").say(language)
    return said + room.format(_FROM.say(language) + after.not_before.isoformat())


def procedure_lines(procedure: Procedure, language: Language) -> Iterator[str]:
    """Yield the steps of a procedure, in lines."""
    yield procedure.info.label.say(language)
    yield f"  [{procedure.info.cite.say(language)}]"
    for number, step in enumerate(procedure.steps, 1):
        yield f"  {_step(number, step, language)}"
    leads = procedure.leads
    if leads is not None:
        label = Text("线索", "leads")
        yield _line(label, _led(procedure, leads, language), language)


def _led(procedure: Procedure, leads: Leads, language: Language) -> str:
    words = [term.label.say(language) for term in leads.words.terms]
    back = procedure.step(leads.back_to).label.say(language)
    if language == "zh":
        return f"{'、'.join(words)}，回到“{back}”"
    return f'{", ".join(words)}: back to "{back}"'


# --- plain data ----------------------------------------------------------------------------------


def _both(text: Text) -> dict[str, str]:
    return {language: text.say(language) for language in LANGUAGES}


def procedure_data(procedure: Procedure) -> dict[str, Any]:
    """Return a procedure as plain data."""
    leads = procedure.leads
    return {
        "clause": procedure.info.id,
        "label": _both(procedure.info.label),
        "citation": {language: procedure.info.cite.say(language) for language in LANGUAGES},
        "steps": [
            {
                "step": step.id,
                "label": _both(step.label),
                "actor": None if step.actor is None else step.actor.id,
                "kinds": list(step.kinds),
                "records": [paper.id for paper in step.records],
                "days": step.days,
            }
            for step in procedure.steps
        ],
        "leads": None
        if leads is None
        else {"step": leads.step, "back_to": leads.back_to, "words": list(leads.words.ids())},
    }


def course_data(course: Course) -> dict[str, Any]:
    """Return where a case stands as plain data, with its events."""
    state, after = course.state, course.next
    day = None if after.not_before is None else after.not_before.isoformat()
    wrong = course.irregularities if isinstance(course, Checked) else ()
    return {
        **procedure_data(course.procedure),
        "standing": _both(state.standing),
        "done": list(state.done),
        "next": {
            "kind": after.kind,
            "id": after.id,
            "not_before": day,
            "label": _both(after.label),
        },
        "is_final": course.is_final,
        "reasons": [_both(reason) for reason in state.reasons],
        "missing": [
            {"kind": one.kind, "step": one.step, "label": _both(one.label)}
            for one in course.missing
        ],
        "irregularities": [
            {"event": one.number, **one.fault.as_json(), "citation": one.cite.say("zh")}
            for one in wrong
        ],
        "rests_on": [_both(text) for text in course.rests_on],
        "as_of": course.frame.as_of.isoformat(),
        "events": [event_data(event) for event in course.events],
        "digest": course.digest,
    }
