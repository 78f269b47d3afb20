"""A log replayed: corrections put in, every event judged, the state it leads to."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from povertypolicy.clauses.procedures import Procedure
from povertypolicy.errors import Fault
from povertypolicy.procedures.events import CORRECTION, DOCUMENT, STEP, Event
from povertypolicy.procedures.judging import judge
from povertypolicy.procedures.reading import place_of
from povertypolicy.procedures.states import Frame, State, applied

Numbered = tuple[int, Event]
"""An event with its number in the log, from 1."""


def replayed(
    procedure: Procedure, frame: Frame, events: Iterable[Numbered]
) -> tuple[State, tuple[Fault, ...]]:
    """Return the state that events lead to, and everything that was out of order on the way.

    What was out of order is taken to have happened all the same.
    """
    log = list(events)
    state, faults = State(procedure, frame), list(_correction_faults(frame, log))
    for number, event in corrected(log):
        faults += judge(state, number, event)
        state = applied(state, number, event)
    return state, tuple(sorted(faults, key=number_of))


def number_of(fault: Fault) -> int:
    """Return the number of the event that a fault is about."""
    return int(fault.path.partition("[")[2].partition("]")[0])


def corrected(log: Sequence[Numbered]) -> Iterator[Numbered]:
    """Yield the events as corrected, without those that were withdrawn; the last correction holds."""
    for number, event in log:
        if event.event == CORRECTION:
            continue
        for _, later in log:
            if later.event == CORRECTION and later.refers_to == number:
                event = _with(event, later)  # noqa: PLW2901 - corrected in turn
        if not event.withdrawn:
            yield number, event


def _with(event: Event, correction: Event) -> Event:
    if correction.withdrawn:
        return attrs.evolve(event, withdrawn=True)
    return attrs.evolve(
        event,
        day=correction.corrected_day or event.day,
        actor=correction.actor or event.actor,
        records=event.records if correction.records is None else correction.records,
    )


def _correction_faults(frame: Frame, log: Sequence[Numbered]) -> Iterator[Fault]:
    withdrawn: set[int | None] = set()
    for place, (number, event) in enumerate(log):
        if event.event != CORRECTION:
            continue
        earlier = dict(log[:place]).get(event.refers_to or 0)
        if earlier is None or earlier.event == CORRECTION or event.refers_to in withdrawn:
            parts = {"number": event.refers_to}
            yield Fault("correction-of-nothing", place_of(number, "refers_to"), parts=parts)
            continue
        yield from _own_faults(frame, number, event, earlier)
        if event.withdrawn:
            withdrawn.add(event.refers_to)


def _own_faults(frame: Frame, number: int, event: Event, earlier: Event) -> Iterator[Fault]:
    first = event.corrected_day or earlier.day
    if event.day < first:
        parts = {"day": event.day.isoformat(), "before": first.isoformat()}
        yield Fault("day-before", place_of(number, "day"), parts=parts)
    if event.day > frame.as_of:
        parts = {"day": event.day.isoformat(), "as_of": frame.as_of.isoformat()}
        yield Fault("day-after-facts", place_of(number, "day"), parts=parts)
    for key, kinds in (("actor", (STEP,)), ("records", (STEP, DOCUMENT))):
        if getattr(event, key) and earlier.event not in kinds:
            yield Fault("corrects-no-such-part", place_of(number, key), parts={"key": key})
