"""Procedures put to use: a case recorded event by event, a whole log replayed, a log from an archive checked."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import attrs

from povertypolicy.citations import Citation
from povertypolicy.clauses.procedures import Procedure
from povertypolicy.deciding.context import Context
from povertypolicy.deciding.replies import BoundLookup
from povertypolicy.errors import BadSetting, Fault, InvalidData
from povertypolicy.procedures.events import Event
from povertypolicy.procedures.missing import missing, rests_on
from povertypolicy.procedures.reading import Entry, read_entries, read_entry, write_log
from povertypolicy.procedures.replaying import number_of, replayed
from povertypolicy.procedures.states import Frame, Missing, Next, State
from povertypolicy.texts import Language, Text

MOST_DAYS = 366
"""A publicity of more days is taken for a slip."""


@attrs.frozen
class Irregularity:
    """Something out of order in a log: the number of the event, what is wrong, and the clause that says so."""

    number: int
    fault: Fault
    cite: Citation

    def say(self, language: Language) -> str:
        """Return it in words, with the clause."""
        return f"{self.fault.text(language)} [{self.cite.say(language)}]"


@attrs.frozen(eq=False)
class Course:
    """Where one procedure stands after some events."""

    context: Context = attrs.field(repr=False)
    procedure: Procedure = attrs.field(repr=False)
    frame: Frame
    events: tuple[Event, ...] = ()

    @cached_property
    def state(self) -> State:
        """The state: what was done and when, what is open."""
        return replayed(self.procedure, self.frame, enumerate(self.events, 1))[0]

    @property
    def digest(self) -> str:
        """The digest of the policy."""
        return self.context.digest

    @property
    def next(self) -> Next:
        """What is next."""
        return self.state.next

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is not yet there: papers, actors, ends of publicities, answers to objections and leads."""
        return tuple(missing(self.state))

    @property
    def is_final(self) -> bool:
        """Whether no step, no end of a publicity and no resolution can come any more."""
        return self.state.is_final

    @property
    def rests_on(self) -> tuple[Text, ...]:
        """What it rests on besides the document: lengths, days and words of the caller."""
        return tuple(rests_on(self.state))

    def log(self) -> str:
        """Return the events as JSON; the same events always give the same bytes."""
        return write_log(self.events)


@attrs.frozen(eq=False)
class Proceeding(Course):
    """One case: a log in which every event was in order. Frozen: `record` gives a new one, and nothing is deleted."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Proceeding) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> tuple[Any, ...]:
        return self.digest, self.procedure.info.id, self.frame, self.events

    def record(
        self, event: Event | Mapping[str, Any] | None = None, /, **said: Any
    ) -> "Proceeding":
        """Return the case with one event more: ``case.record(step="review", day="2017-11-03", actor="township")``.

        Raises:
            InvalidData: with everything that is wrong with the event.
        """
        number = len(self.events) + 1
        entry = read_entry(self.procedure, said if event is None else event, number)
        return self._with([entry])

    def _with(self, entries: Iterable[Entry]) -> "Proceeding":
        """Return the case with entries that were read.

        Raises:
            InvalidData: with everything that is wrong.
        """
        entries = list(entries)
        faults = [fault for entry in entries for fault in entry.faults]
        events = (*self.events, *(entry.event for entry in entries if entry.event is not None))
        if not faults:
            _, found = replayed(self.procedure, self.frame, enumerate(events, 1))
            faults = list(found)
        if faults:
            raise InvalidData(faults)
        return attrs.evolve(self, events=events)


class BoundProcedure(BoundLookup):
    """A procedure of a policy: looked up with the steps done, or run as a case."""

    def open(
        self,
        *,
        publicity_days: int | None = None,
        source: str = "",
        first_counts: bool | None = None,
    ) -> Proceeding:
        """Open a case without events, on the policy's day of the facts.

        `publicity_days` is the length of publicities where the document sets none, with its `source`; every result
        says that it is the caller's. `first_counts` says whether the first day is one of them.

        Raises:
            BadSetting: when the clause is not in force, or the length is not usable.
        """
        frame = self._frame(publicity_days, source, first_counts)
        return Proceeding(self.context, self.node, frame)

    def replay(self, events: object, **how: Any) -> Proceeding:
        """Return the case that a log tells: events, or plain data such as rows of a file. `how` is as in `open`.

        Raises:
            InvalidData: with everything that is wrong in the log.
            BadSetting: as `open` does.
        """
        return self.open(**how)._with(read_entries(self.node, events))  # noqa: SLF001 - our own class

    def check(self, events: object, **how: Any) -> "Checked":
        """Return where a log from an archive leads to, and everything that was out of order in it.

        Entries that cannot be read are told and left out; what was out of order is taken to have happened.

        Raises:
            InvalidData: when it is no list of events at all.
            BadSetting: as `open` does.
        """
        opened = self.open(**how)
        entries = read_entries(self.node, events)
        known = [(entry.number, entry.event) for entry in entries if entry.event is not None]
        _, found = replayed(self.node, opened.frame, known)
        faults = [(entry.number, fault) for entry in entries for fault in entry.faults]
        faults += [(number_of(fault), fault) for fault in found]
        told = sorted(faults, key=lambda pair: pair[0])
        cite = self.info.cite
        return Checked(
            self.context,
            self.node,
            opened.frame,
            tuple(event for _, event in known),
            tuple(number for number, _ in known),
            tuple(Irregularity(number, fault, cite) for number, fault in told),
        )

    def _frame(self, days: int | None, source: str, first_counts: bool | None) -> Frame:  # noqa: FBT001 - a reading
        settings = self.context.settings
        if not self.info.in_force(settings.rules_on):
            raise BadSetting(
                setting=self.info.id,
                zh=f"{settings.rules_on} 不在条款有效期内；请用有效期内的规则日。",
                en=f"the clause is not in force on {settings.rules_on}; use a day of the rules on which it is.",
            )
        if days is not None:
            self._refuse_length(days, source)
        return Frame(settings.as_of, days, source.strip(), first_counts)

    def _refuse_length(self, days: object, source: str) -> None:
        zh = en = ""
        if type(days) is not int or not 0 < days <= MOST_DAYS:
            zh, en = (
                f"应为 1 到 {MOST_DAYS} 的整数。",
                f"a whole number from 1 to {MOST_DAYS} is wanted.",
            )
        elif not source.strip():
            zh, en = "请写明来源。", "name its source."
        elif not any(step.is_publicity and step.days is None for step in self.node.steps):
            zh, en = (
                "没有一次公示要由使用者给天数。",
                "no publicity here takes its length from the caller.",
            )
        if zh:
            raise BadSetting(setting="publicity_days", zh=zh, en=en)


@attrs.frozen(eq=False)
class Checked(Course):
    """A log from an archive: `numbers` are the places in it of the events that could be read."""

    numbers: tuple[int, ...] = ()
    irregularities: tuple[Irregularity, ...] = ()

    @cached_property
    def state(self) -> State:
        """The state: what was done and when, what is open."""
        log = zip(self.numbers, self.events, strict=True)
        return replayed(self.procedure, self.frame, log)[0]
