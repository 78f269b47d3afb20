"""Events and logs from plain data, such as rows of JSON, TOML or CSV; every fault is told, no value is."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from povertypolicy.clauses.procedures import Procedure
from povertypolicy.errors import Fault, InvalidData, choices, hint
from povertypolicy.expr.nodes import Term, Vocabulary
from povertypolicy.expr.values import Reject, day_of, flag_of, masked, shape, word_of
from povertypolicy.procedures.events import (
    BACK,
    CORRECTION,
    DOCUMENT,
    EVENTS,
    FORMS,
    KEYS,
    RESOLUTION,
    RESULTS,
    STEP,
    Event,
    event_data,
)

_LONGEST = 200
"""A name or a source of more characters than this was put into the wrong place."""


@attrs.frozen
class Entry:
    """One entry of a log: its number, and the event, or what is wrong with it."""

    number: int
    event: Event | None
    faults: tuple[Fault, ...] = ()


def place_of(number: int, key: str = "") -> str:
    """Return where an event, or a part of it, stands in a log."""
    return f"event[{number}]" + (f".{key}" if key else "")


def read_entries(procedure: Procedure, data: object) -> tuple[Entry, ...]:
    """Return the entries of a log: a list of events, or an object that holds it as ``event``.

    Raises:
        InvalidData: when it is no list of events at all.
    """
    rows = data.get("event") if isinstance(data, Mapping) and set(data) == {"event"} else data
    if not isinstance(rows, list | tuple):
        raise InvalidData([Fault("not-a-list", path="event", parts={"shape": shape(rows)})])
    return tuple(read_entry(procedure, row, number) for number, row in enumerate(rows, 1))


def read_entry(procedure: Procedure, row: object, number: int) -> Entry:
    """Return one entry, from plain data or an event."""
    data = event_data(row) if isinstance(row, Event) else row
    if not isinstance(data, Mapping):
        parts = {"wanted": EVENTS.term(STEP).label, "shape": shape(data)}
        return Entry(number, None, (Fault("not-an-object", place_of(number), parts=parts),))
    reader = _Reader(procedure, number)
    event = reader.event({k: v for k, v in data.items() if v is not None and v != ""})
    return Entry(number, event, tuple(reader.faults))


@attrs.define
class _Reader:
    """Reads one event and collects what is wrong with it."""

    procedure: Procedure
    number: int
    faults: list[Fault] = attrs.field(factory=list)

    def event(self, said: Mapping[Any, Any]) -> Event | None:
        kind = self._value("event", lambda: word_of(EVENTS, said.get("event", STEP)))
        self._unknown(said)
        values: dict[str, Any] = {}
        if kind is not None:
            self._form(kind, said)
        for key, read in self._readers(kind or "").items():
            if key in said:
                values[key] = self._value(key, lambda read=read, key=key: read(said[key]))  # type: ignore[misc] # bound at once
        if self.faults or kind is None:
            return None
        event = Event(kind, **values)
        return self._whole(event)

    def _value(self, key: str, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except Reject as reject:
            self._fault(reject.code, key, **reject.parts)
            return None

    def _fault(self, code: str, path: str, /, **parts: Any) -> None:
        self.faults.append(Fault(code, place_of(self.number, path), parts=parts))

    def _unknown(self, said: Mapping[Any, Any]) -> None:
        """A key that is not near any of ours may be somebody's name, and is not shown."""
        for key in said:
            if key not in KEYS:
                near = hint(str(key), KEYS)
                told = str(key) if near["hint_en"] else masked(str(key))
                self._fault("unknown-key", told, key=told, known=choices(KEYS, len(KEYS)), **near)

    def _form(self, kind: str, said: Mapping[Any, Any]) -> None:
        needed, allowed = FORMS[kind]
        for key in needed:
            if key not in said:
                self._fault("missing-part", "", key=key)
        label = EVENTS.term(kind).label
        for key in KEYS[1:]:
            if key in said and key not in (*needed, *allowed):
                self._fault("not-of-event", key, key=key, event=label)

    def _whole(self, event: Event) -> Event | None:
        """Refuse an event whose parts do not go together."""
        if event.event == RESOLUTION and (event.result == BACK) is not bool(event.step):
            self._fault("back-to-a-step", "step")
        if event.event == DOCUMENT and not event.records:
            self._fault("missing-part", "", key="records")
        changes = (event.corrected_day, event.actor or None, event.records)
        changed = any(change is not None for change in changes)
        if event.event == CORRECTION and changed is event.withdrawn:
            self._fault("corrects-nothing", "")
        return None if self.faults else event

    # how each part is read

    def _readers(self, kind: str) -> dict[str, Callable[[Any], Any]]:
        return {
            "day": day_of,
            "step": lambda value: word_of(self.procedure.words, value),
            "actor": self._actor,
            "records": self._records,
            "refers_to": self._number,
            "result": lambda value: word_of(RESULTS, value),
            "lead": self._lead,
            "source": _text,
            "corrected_day": day_of,
            "withdrawn": flag_of if kind == CORRECTION else lambda value: value,
        }

    def _actor(self, value: object) -> str:
        return _known(self.procedure.actors, value)

    def _records(self, value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            value = [part for part in value.replace("；", ";").split(";") if part.strip()]
        if not isinstance(value, list | tuple):
            raise Reject("not-a-list", shape=shape(value))
        words = Vocabulary(self.procedure.info.label, tuple(_papers(self.procedure)))
        return tuple(dict.fromkeys(_known(words, paper) for paper in value))

    def _number(self, value: object) -> int:
        digits = str(value).strip() if isinstance(value, int | str) else ""
        if isinstance(value, bool) or not digits.isascii() or not digits.isdigit():
            raise Reject("not-an-event", shape=shape(value))
        return int(digits[:9])

    def _lead(self, value: object) -> str:
        leads = self.procedure.leads
        if leads is None:
            raise Reject("no-leads")
        return word_of(leads.words, value)


def _papers(procedure: Procedure) -> Iterator[Term]:
    return (paper for step in procedure.steps for paper in step.records)


def _known(words: Vocabulary, value: object) -> str:
    """Return the id of a word, or the text itself where it is none: whether it may be is judged later."""
    try:
        return word_of(words, value)
    except Reject:
        return _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        raise Reject("not-text", shape=shape(value))
    return value.strip()


def write_log(events: Iterable[Event]) -> str:
    """Return events as JSON, always the same for the same events; reading it gives them back."""
    rows = [json.dumps(event_data(event), ensure_ascii=False) for event in events]
    return '{"event": [' + ",".join(f"\n  {row}" for row in rows) + "\n]}\n"
