"""The state to which events lead: what was done, what is open, what is next, what is missing."""

import datetime as dt
from typing import Any

import attrs

from povertypolicy.clauses.procedures import ALL_DONE, DONE, Procedure, Step
from povertypolicy.procedures.events import (
    BACK,
    DOCUMENT,
    END,
    LEAD,
    OBJECTION,
    RESOLUTION,
    STEP,
    STOP,
    Event,
)
from povertypolicy.texts import Text

NOT_SAID = Text(
    "文件没有写出现异议以后怎么办：由人处理，并作为“处理”登记",
    "the document does not say what happens after an objection: people settle it, and record a resolution",
)
DAY = dt.timedelta(days=1)


@attrs.frozen
class Frame:
    """What a log is read under, besides the procedure.

    `as_of` is the day of the facts. `days` is the length of publicities where the document sets none, on the caller's
    word, with its `source`. `first_counts` says whether the first day is one of them; None leaves both readings open.
    """

    as_of: dt.date
    days: int | None = None
    source: str = ""
    first_counts: bool | None = None

    def length(self, step: Step) -> int | None:
        """Return the length of a step's publicity, the document's first; None: nobody says."""
        return self.days if step.days is None else step.days

    def last_days(self, step: Step, first: dt.date) -> tuple[dt.date, dt.date] | None:
        """Return the last day of a publicity in the shorter and in the longer reading; None: no length is known."""
        length = self.length(step)
        if length is None:
            return None
        counted, not_counted = first + (length - 1) * DAY, first + length * DAY
        if self.first_counts is None:
            return counted, not_counted
        return (counted, counted) if self.first_counts else (not_counted, not_counted)


@attrs.frozen
class Taken:
    """A step that was taken: the number of its event, and the last day of its publicity, when that was recorded."""

    number: int
    step: Step
    event: Event
    ended: dt.date | None = None
    papers: tuple[str, ...] = ()


@attrs.frozen
class Missing:
    """Something that is still to come: what kind of thing, for which step, and in words."""

    kind: str
    step: str
    label: Text


@attrs.frozen
class Next:
    """What is next: a step, the end of a publicity, the resolution of an objection; or `DONE`, or the end.

    `id` is the step, `DONE`, or empty where nothing can come.
    """

    kind: str
    id: str
    label: Text
    not_before: dt.date | None = None


@attrs.frozen(eq=False)
class State:
    """Where a procedure stands. Equal states say the same; `taken` is in the order in which it happened."""

    procedure: Procedure
    frame: Frame
    taken: tuple[Taken, ...] = ()
    objections: tuple[tuple[int, Event], ...] = ()
    leads: tuple[tuple[int, Event], ...] = ()
    stopped: int | None = None
    doubts: tuple[tuple[int, str], ...] = ()
    resolved: tuple[int, ...] = ()
    latest: dt.date | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, State) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> tuple[Any, ...]:
        names = (field.name for field in attrs.fields(State) if field.name != "procedure")
        return (self.procedure.info, *(getattr(self, name) for name in names))

    # what was done

    @property
    def done(self) -> tuple[str, ...]:
        """The steps that stand as done, in the order in which they were taken."""
        return tuple(taken.step.id for taken in self.taken)

    def of(self, step: str) -> Taken | None:
        """Return what is known of a step that was taken."""
        return next((taken for taken in self.taken if taken.step.id == step), None)

    def after(self) -> Step | None:
        """Return the first step that was not taken."""
        return next((step for step in self.procedure.steps if step.id not in self.done), None)

    def publicity(self) -> Taken | None:
        """Return the step taken last when it is a publicity: what follows waits for it."""
        last = self.taken[-1] if self.taken else None
        return last if last is not None and last.step.is_publicity else None

    def awaited(self, step: Step | None) -> Taken | None:
        """Return the publicity that a step, or with None the end, has to wait for."""
        shown, place = self.publicity(), self.procedure.place
        late = shown is not None and step is not None and place(shown.step.id) >= place(step.id)
        return None if late else shown

    def last_days(self, taken: Taken) -> tuple[dt.date, dt.date] | None:
        """Return the last day of a publicity in both readings; None: it is not known."""
        if taken.ended is not None:
            return taken.ended, taken.ended
        return self.frame.last_days(taken.step, taken.event.day)

    # what is next

    @property
    def is_over(self) -> bool:
        """Whether every step was taken, whatever else is open."""
        return self.after() is None

    @property
    def is_final(self) -> bool:
        """Whether no step, no end of a publicity and no resolution can come any more."""
        return self.next.kind in ("done", "ended")

    @property
    def next(self) -> Next:
        """What is next."""
        if self.stopped is not None:
            return Next("ended", "", Text("已终止", "ended"))
        if self.objections:
            label = Text("处理异议", "resolution of the objection")
            return Next("resolution", self.objections[0][1].step, label)
        step = self.after()
        shown = self.awaited(step)
        days = None if shown is None else self.last_days(shown)
        if shown is not None and (days is None or (step is None and days[1] >= self.frame.as_of)):
            said = shown.step.label
            label = Text(f"{said.zh}结束", f"end of: {said.en}")
            return Next("publicity_end", shown.step.id, label)
        if step is None:
            return Next("done", DONE, ALL_DONE)
        return Next("step", step.id, step.label, None if days is None else days[0] + DAY)

    @property
    def standing(self) -> Text:
        """How it stands, in words; left open while an objection is."""
        if self.objections:
            return Text("待处理", "left open")
        if self.is_final:
            return self.next.label
        return Text("进行中", "under way") if self.taken else Text("未开始", "not begun")

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Why it is left open."""
        return (NOT_SAID,) if self.objections else ()


# --- events --------------------------------------------------------------------------------------


def applied(state: State, number: int, event: Event) -> State:
    """Return the state after an event, whether it should have happened or not."""
    changes = _APPLY[event.event](state, number, event)
    if event.event != DOCUMENT:
        changes["latest"] = max(event.day, state.latest or event.day)
    return attrs.evolve(state, **changes)


def _step(state: State, number: int, event: Event) -> dict[str, Any]:
    step = state.procedure.step(event.step)
    shown, doubts = state.awaited(step), state.doubts
    days = None if shown is None else state.last_days(shown)
    if shown is not None and days is not None and days[0] < event.day <= days[1]:
        doubts = (*doubts, (number, shown.step.id))
    leads = state.procedure.leads
    decided = leads is not None and leads.back_to == event.step
    kept = tuple(taken for taken in state.taken if taken.step is not step)
    return {
        "taken": (*kept, Taken(number, step, event, papers=event.records or ())),
        "leads": () if decided else state.leads,
        "doubts": doubts,
    }


def _end(state: State, number: int, event: Event) -> dict[str, Any]:
    taken = state.of(event.step)
    if taken is None:
        return {}
    days, doubts = state.last_days(taken), state.doubts
    if days is not None and days[0] <= event.day < days[1]:
        doubts = (*doubts, (number, event.step))
    return {"taken": _with(state, attrs.evolve(taken, ended=event.day)), "doubts": doubts}


def _document(state: State, _: int, event: Event) -> dict[str, Any]:
    taken = state.of(event.step)
    if taken is None:
        return {}
    papers = tuple(dict.fromkeys((*taken.papers, *(event.records or ()))))
    return {"taken": _with(state, attrs.evolve(taken, papers=papers))}


def _with(state: State, new: Taken) -> tuple[Taken, ...]:
    return tuple(new if taken.number == new.number else taken for taken in state.taken)


def _objection(state: State, number: int, event: Event) -> dict[str, Any]:
    return {"objections": (*state.objections, (number, event))}


def _resolution(state: State, number: int, event: Event) -> dict[str, Any]:
    still = tuple(one for one in state.objections if one[0] != event.refers_to)
    changes: dict[str, Any] = {"objections": still, "resolved": (*state.resolved, number)}
    if event.result == STOP:
        changes |= {"stopped": number, "objections": ()}
    if event.result == BACK:
        changes["taken"] = _before(state, event.step)
    return changes


def _lead(state: State, number: int, event: Event) -> dict[str, Any]:
    leads = state.procedure.leads
    if leads is None:
        return {}
    back = leads.back_to in state.done
    changes: dict[str, Any] = {"leads": (*state.leads, (number, event))}
    return changes | ({"taken": _before(state, leads.back_to)} if back else {})


def _before(state: State, step: str) -> tuple[Taken, ...]:
    """What stands when everything from a step on has to be done again."""
    place = state.procedure.place
    return tuple(taken for taken in state.taken if place(taken.step.id) < place(step))


_APPLY = {
    STEP: _step,
    END: _end,
    DOCUMENT: _document,
    OBJECTION: _objection,
    RESOLUTION: _resolution,
    LEAD: _lead,
}
