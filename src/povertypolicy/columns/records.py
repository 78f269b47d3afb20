"""From subjects to columns and back: for a few records, one after another."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from povertypolicy.columns.data import Above, Below, Column, Frame
from povertypolicy.columns.segments import Segments
from povertypolicy.expr.facts import (
    DayFact,
    Fact,
    FlagFact,
    ListFact,
    NumberFact,
    TextFact,
    WordFact,
)
from povertypolicy.quantities import Fen
from povertypolicy.subjects import Subject, build


def frame_of(
    kind: type[Subject],
    subjects: Sequence[Subject],
    extensions: Iterable[Fact] = (),
    above: Mapping[type[Subject], Sequence[Subject | None]] | None = None,
) -> Frame:
    """Return subjects as columns; `above` gives the subjects above, one or None for each."""
    more = list(extensions)
    columns = {}
    for fact in (*kind.facts.values(), *(fact for fact in more if fact.info.owner is kind)):
        if not isinstance(fact, TextFact):
            columns[fact.info.name] = column_of(fact, [_value(s, fact) for s in subjects])
    below = {
        name: _below(relation.member(), [s.__dict__[name] for s in subjects], more)
        for name, relation in kind.relations.items()
    }
    years = np.array([subject.prices_of or 0 for subject in subjects], np.int16)
    placed = {parent: _above(parent, given, more) for parent, given in (above or {}).items()}
    return Frame(kind, len(subjects), columns, below, placed, years)


def _value(subject: Subject, fact: Fact) -> Any:
    name = fact.info.name
    return subject.__dict__[name] if fact.info.attribute else subject.more.get(name)


def _below(member: type[Subject], groups: list[Any], more: list[Fact]) -> Below:
    unlisted = np.array([group is None for group in groups], np.bool_)
    sizes = np.array([len(group or ()) for group in groups], np.int64)
    rows = [row for group in groups for row in group or ()]
    segments = Segments.of_sizes(sizes, unlisted if unlisted.any() else None)
    return Below(frame_of(member, rows, more), segments)


def _above(kind: type[Subject], given: Sequence[Subject | None], more: list[Fact]) -> Above:
    distinct = {id(subject): subject for subject in given if subject is not None}
    places = {key: place for place, key in enumerate(distinct)}
    index = np.array([-1 if s is None else places[id(s)] for s in given], np.int64)
    return Above(frame_of(kind, list(distinct.values()), more), index)


def column_of(fact: Fact, values: Sequence[Any]) -> Column:
    """Return the values of a fact, None where missing, as a column."""
    lost = np.array([value is None for value in values], np.bool_)
    if isinstance(fact, FlagFact):
        codes = {None: 1, True: 2, False: 0}
        return Column(np.array([codes[value] for value in values], np.uint8))
    if isinstance(fact, WordFact):
        order = {word: place for place, word in enumerate(fact.vocabulary.ids())}
        return Column(np.array([order.get(value, -1) for value in values], np.int16))
    coded = [0 if value is None else _coded(fact, value) for value in values]
    return Column(np.array(coded, np.int64), lost if lost.any() else None)


def _coded(fact: Fact, value: Any) -> int:
    if isinstance(fact, ListFact):
        return sum(1 << place for place, word in enumerate(fact.vocabulary.ids()) if word in value)
    return value.toordinal() if isinstance(fact, DayFact) else int(value)


def subject_at(frame: Frame, row: int, extensions: Iterable[Fact] = ()) -> Subject:
    """Return the subject of one row, with the subjects below it; texts such as names are not kept."""
    more = list(extensions)
    values: dict[str, Any] = {"prices_of": _year(frame, row)}
    added: dict[str, Any] = {}
    facts = {fact.info.name: fact for fact in more if fact.info.owner is frame.kind}
    facts = {**frame.kind.facts, **facts}
    for name, column in frame.columns.items():
        fact = facts[name]
        (values if fact.info.attribute else added)[name] = value_at(fact, column, row)
    for name, below in frame.below.items():
        segments = below.segments
        listed = segments.unlisted is None or not segments.unlisted[row]
        rows = range(int(segments.offsets[row]), int(segments.offsets[row + 1]))
        values[name] = tuple(subject_at(below.frame, r, more) for r in rows) if listed else None
    known = {name: value for name, value in added.items() if value is not None}
    return build(frame.kind, {**values, "more": MappingProxyType(known)} if known else values)


def above_at(frame: Frame, row: int, extensions: Iterable[Fact] = ()) -> tuple[Subject, ...]:
    """Return the subjects above one row."""
    more = list(extensions)
    places = ((above, int(above.index[row])) for above in frame.above.values())
    return tuple(subject_at(above.frame, place, more) for above, place in places if place >= 0)


def _year(frame: Frame, row: int) -> int | None:
    year = frame.years if isinstance(frame.years, int) else int(frame.years[row])
    return year or None


def value_at(fact: Fact, column: Column, row: int) -> Any:
    """Return the value of a fact in one row, None where it is missing."""
    raw = int(column.values[row])
    if isinstance(fact, FlagFact):
        return {0: False, 1: None, 2: True}[raw]
    if isinstance(fact, WordFact):
        return None if raw < 0 else fact.vocabulary.ids()[raw]
    if column.missing is not None and column.missing[row]:
        return None
    if isinstance(fact, ListFact):
        return frozenset(word for i, word in enumerate(fact.vocabulary.ids()) if raw >> i & 1)
    if isinstance(fact, DayFact):
        return dt.date.fromordinal(raw)
    scaled = isinstance(fact, NumberFact) and fact.unit.base == 100  # noqa: PLR2004 - fen
    return Fen(raw) if scaled else raw
