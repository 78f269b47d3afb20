"""From joined records to subjects: every record of the main file becomes an entry, decidable or with its faults."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from povertypolicy.errors import Fault
from povertypolicy.expr.facts import Fact, NumberFact
from povertypolicy.register.headers import PRICES
from povertypolicy.register.joining import Joined
from povertypolicy.register.records import Record, stated_years
from povertypolicy.subjects import Subject, read_into
from povertypolicy.texts import Language

_MOST_PLACES = 3
YEAR = re.compile(r"\d{4}", re.ASCII)
"""A price year as it is written."""


@attrs.frozen
class Entry:
    """One record of the main file: its subject with the subjects above it, or the faults that keep it from being one."""

    row: int
    id: str | None = attrs.field(repr=False)
    subject: Subject | None
    above: tuple[Subject, ...] = ()
    faults: tuple[Fault, ...] = ()


@attrs.frozen
class RecordRegister:
    """A register as it was read: an entry for every record of the main file, and all faults of all files."""

    cls: type[Subject]
    file: str
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...] = ()
    given: frozenset[str] = attrs.field(default=frozenset(), repr=False)
    """What some record of the main file has a value for, good or bad."""


@attrs.frozen
class Places:
    """The places of faults elsewhere that keep a record from being decided, in words."""

    faults: tuple[Fault, ...]

    def say(self, language: Language) -> str:
        """Name the places, a few of them."""
        told = list(dict.fromkeys(fault.where(language) for fault in self.faults))
        zh = language == "zh"
        more = ("等处" if zh else " and others") if len(told) > _MOST_PLACES else ""
        return ("；" if zh else "; ").join(told[:_MOST_PLACES]) + more


def read_joined(joined: Joined, extensions: Iterable[Fact], year: int | None) -> RecordRegister:
    """Return the register; `year` is the price year of all files, where the caller states one."""
    reader = _Reader(joined, list(extensions), year)
    entries = tuple(reader.entry(record) for record in joined.main.records)
    for records in joined.tables.values():
        for record in records.records:
            if not record.held:
                reader.subject(record)
    told = [
        fault
        for records in joined.tables.values()
        for record in records.records
        for fault in record.faults
    ]
    faults, main = (*joined.faults, *told), joined.main
    return RecordRegister(main.cls, main.file, entries, faults, frozenset(_given(main.records)))


@attrs.define
class _Reader:
    joined: Joined
    extensions: list[Fact]
    year: int | None
    subjects: dict[int, Subject | None] = attrs.field(factory=dict)

    def entry(self, record: Record) -> Entry:
        """Return what the register has for one record."""
        subject = self.subject(record)
        holders = list(self.above(record))
        above = [self.subject(holder) for holder in holders]
        elsewhere = [*self.joined.faults, *self.held_up(record)]
        for holder in holders:
            elsewhere += [*holder.faults, *self.held_up(holder, but=record)]
        faults = list(record.faults)
        if elsewhere:
            parts = {"places": Places(tuple(elsewhere))}
            faults.append(record.placed(Fault("other-faults", parts=parts)))
        if faults or subject is None:
            return Entry(record.row, record.id, None, (), tuple(faults))
        return Entry(record.row, record.id, subject, tuple(a for a in above if a is not None))

    def above(self, record: Record) -> Iterator[Record]:
        """Yield the records above a record, the nearest first."""
        for holder in self.joined.above.get(id(record), ()):
            yield holder
            yield from self.above(holder)

    def held_up(self, record: Record, but: Record | None = None) -> list[Fault]:
        """Return the faults of members, all `but` one, and of unreadable rows that may be members, of a record."""
        found = list(self.joined.suspects.get(id(record), ()))
        for members in record.members.values():
            for member in (member for member in members if member is not but):
                found += [*member.faults, *self.held_up(member)]
        return found

    def subject(self, record: Record) -> Subject | None:
        """Read a record with its members, once."""
        if id(record) not in self.subjects:
            faults: list[Fault] = []
            read = None
            if record.readable:
                read = read_into(record.cls, self.whole(record), self.extensions, "", faults)
            for fault in faults:
                owner, path = record.owner(fault.path)
                owner.add(attrs.evolve(fault, path=path))
            self.subjects[id(record)] = read
        return self.subjects[id(record)]

    def whole(self, record: Record) -> Any:
        """Return the data of a record with those of its members, in the prices of one year."""
        if not isinstance(record.data, Mapping):
            return record.data
        data = dict(record.data)
        for name, members in record.members.items():
            data[name] = [self.whole(member) for member in members]
        self.priced(record, data)
        return data

    def priced(self, record: Record, data: dict[str, Any]) -> None:
        """State the price year of a record, or report that several are stated.

        Members state the year of a record only where it holds no priced amount itself; else reading reports them.
        """
        tables = self.joined.tables
        below = [tables[members[0].cls].year for members in record.members.values()]
        own = _years([self.year, tables[record.cls].year, data.get(PRICES)])
        years = _years([*own, *below, *stated_years(data)])
        if len(years) == 1 and data.get(PRICES) in (None, ""):
            if own or not self.amounts(record, data):
                data[PRICES] = years[0]
        elif len(years) > 1:
            record.fault("price-years-differ", PRICES, years=", ".join(years))

    def amounts(self, record: Record, data: Mapping[str, Any]) -> bool:
        """Whether a record itself holds amounts that depend on a price year."""
        facts = (
            *record.cls.facts.values(),
            *(f for f in self.extensions if f.info.owner is record.cls),
        )
        priced = (f.info.name for f in facts if isinstance(f, NumberFact) and f.priced)
        return any(data.get(name) not in (None, "") for name in priced)


def _given(records: Iterable[Record]) -> Iterator[str]:
    for record in records:
        if isinstance(record.data, Mapping):
            yield from (key for key, value in record.data.items() if value not in (None, ""))


def _years(stated: Iterable[object]) -> list[str]:
    told = (str(year).strip() for year in stated)
    return sorted({year for year in told if YEAR.fullmatch(year)})
