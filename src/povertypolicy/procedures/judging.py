"""Whether an event may happen in a state: everything that is out of order, each with its place in the log."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from povertypolicy.clauses.procedures import CONSENT, Step
from povertypolicy.errors import Fault
from povertypolicy.expr.values import masked
from povertypolicy.procedures.events import (
    BACK,
    DOCUMENT,
    END,
    LEAD,
    OBJECTION,
    RESOLUTION,
    STEP,
    Event,
)
from povertypolicy.procedures.reading import place_of
from povertypolicy.procedures.states import State, Taken
from povertypolicy.texts import Text


def judge(state: State, number: int, event: Event) -> Iterator[Fault]:
    """Yield what is wrong with an event that comes next."""
    if event.day > state.frame.as_of:
        yield _fault(number, "day", "day-after-facts", day=event.day, as_of=state.frame.as_of)
    if event.event != DOCUMENT and state.latest is not None and event.day < state.latest:
        yield _fault(number, "day", "day-before", day=event.day, before=state.latest)
    if event.event != DOCUMENT and (state.stopped is not None or _is_final(state, event)):
        yield _fault(number, "", "procedure-over")
        return
    yield from _JUDGE[event.event](state, number, event)


def _is_final(state: State, event: Event) -> bool:
    """Whether nothing can come any more on the day of an event."""
    shown = state.publicity()
    if not state.is_over or state.objections:
        return False
    days = None if shown is None else state.last_days(shown)
    return shown is None or shown.ended is not None or (days is not None and event.day > days[1])


def _fault(number: int, key: str, code: str, /, **parts: Any) -> Fault:
    return Fault(code, place_of(number, key), parts={k: _plain(v) for k, v in parts.items()})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


# --- steps ---------------------------------------------------------------------------------------


def _step(state: State, number: int, event: Event) -> Iterator[Fault]:
    step = state.procedure.step(event.step)
    yield from _order(state, number, step)
    for open_, _ in state.objections:
        yield _fault(number, "", "objection-open", number=open_)
    yield from _after_publicity(state, number, event)
    yield from _actor(number, step, event.actor)
    yield from _papers(number, step, event.records)


def _order(state: State, number: int, step: Step) -> Iterator[Fault]:
    steps, place = state.procedure.steps, state.procedure.place(step.id)
    if step.id in state.done:
        yield _fault(number, "step", "step-again", step=step.label)
        return
    first = state.after()
    if first is not None and first is not step and state.procedure.place(first.id) < place:
        yield _fault(number, "step", "step-before-predecessor", step=step.label, first=first.label)
    later = next((s for s in steps[place + 1 :] if s.id in state.done), None)
    if later is not None:
        yield _fault(number, "step", "step-after-successor", step=step.label, later=later.label)


def _after_publicity(state: State, number: int, event: Event) -> Iterator[Fault]:
    shown = state.awaited(state.procedure.step(event.step))
    if shown is None:
        return
    days = state.last_days(shown)
    if days is None:
        yield _fault(number, "day", "publicity-without-end", step=shown.step.label)
    elif event.day <= days[0]:
        said = {"step": shown.step.label, "last": days[0], "day": event.day}
        yield _fault(number, "day", "publicity-not-over", **said)


def _actor(number: int, step: Step, actor: str) -> Iterator[Fault]:
    if actor and step.actor is not None and actor != step.actor.id:
        said = {"step": step.label, "actor": step.actor.label}
        yield _fault(number, "actor", "wrong-actor", **said)


def _papers(number: int, step: Step, papers: tuple[str, ...] | None) -> Iterator[Fault]:
    """Papers are checked where the document names them; else any may be recorded."""
    if not step.records:
        return
    known = [paper.id for paper in step.records]
    for paper in papers or ():
        if paper not in known:
            names = Text(
                "、".join(p.label.zh for p in step.records),
                ", ".join(p.label.en for p in step.records),
            )
            told = {"shape": masked(paper), "known": names, "step": step.label}
            yield _fault(number, "records", "strange-record", **told)


def _document(state: State, number: int, event: Event) -> Iterator[Fault]:
    step, taken = state.procedure.step(event.step), state.of(event.step)
    if taken is None:
        yield _fault(number, "step", "not-taken", step=step.label)
        return
    if event.day < taken.event.day:
        yield _fault(number, "day", "day-before", day=event.day, before=taken.event.day)
    yield from _papers(number, step, event.records)


# --- publicities and objections ------------------------------------------------------------------


def _end(state: State, number: int, event: Event) -> Iterator[Fault]:
    step, taken = state.procedure.step(event.step), state.of(event.step)
    if not step.is_publicity:
        yield _fault(number, "step", "no-publicity", step=step.label)
        return
    if taken is None:
        yield _fault(number, "step", "not-taken", step=step.label)
        return
    if taken is not state.publicity():
        yield _fault(number, "step", "publicity-passed", step=step.label)
    if taken.ended is not None:
        yield _fault(number, "step", "publicity-ended", step=step.label)
        return
    days = state.last_days(taken)
    if days is not None and event.day < days[0]:
        said = {"step": step.label, "length": state.frame.length(step), "last": days[0]}
        yield _fault(number, "day", "publicity-too-short", **said)


def _objection(state: State, number: int, event: Event) -> Iterator[Fault]:
    step = state.procedure.step(event.step)
    shown = state.publicity()
    if shown is not None and shown.step is step:
        yield from _in_time(state, shown, number, event)
    elif CONSENT not in step.kinds or state.after() is not step:
        yield _fault(number, "step", "objection-to-nothing", step=step.label)
    else:
        yield from _after_publicity(state, number, event)


def _in_time(state: State, shown: Taken, number: int, event: Event) -> Iterator[Fault]:
    days = state.last_days(shown)
    if days is not None and event.day > days[1]:
        yield _fault(number, "day", "objection-late", step=shown.step.label, last=days[1])


def _resolution(state: State, number: int, event: Event) -> Iterator[Fault]:
    if event.refers_to not in [open_ for open_, _ in state.objections]:
        yield _fault(number, "refers_to", "resolves-nothing", number=event.refers_to)
    if event.result == BACK and event.step not in state.done:
        step = state.procedure.step(event.step)
        yield _fault(number, "step", "not-taken", step=step.label)


def _lead(state: State, number: int, _: Event) -> Iterator[Fault]:
    leads = state.procedure.leads
    if leads is not None and leads.step not in state.done:
        step = state.procedure.step(leads.step)
        yield _fault(number, "step", "not-taken", step=step.label)


_JUDGE = {
    STEP: _step,
    END: _end,
    DOCUMENT: _document,
    OBJECTION: _objection,
    RESOLUTION: _resolution,
    LEAD: _lead,
}
