"""What a record says of itself by its form, and facts that contradict each other: in every row of a table.

Subjects declare both (`Subject.forms`, `Subject.at_most`). One that computes them instead is read row by row.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from povertypolicy.columns.data import Column, Frame
from povertypolicy.columns.records import column_of, subject_at
from povertypolicy.columns.segments import Flags
from povertypolicy.errors import Fault
from povertypolicy.expr.facts import Fact, TextFact, WordFact
from povertypolicy.register.columnar import Kind, Typed
from povertypolicy.register.complaints import Stage
from povertypolicy.subjects import exceeding
from povertypolicy.subjects.base import Form, Forms


def agree(table: Typed, extensions: Iterable[Fact], frame: Callable[[], Frame]) -> None:
    """Fill in what rows say by their form, and tell contradictions; `frame` gives the table with the rows below it."""
    if _computes(table.kind):
        _one_by_one(table, list(extensions), frame())
        return
    if table.kind.forms is not None:
        _forms(table, table.kind.forms)
    for first, second in table.kind.at_most:
        if first in table.columns and second in table.columns:
            small, large = table.columns[first].values, table.columns[second].values
            both = table.known(first) & table.known(second)
            rows = np.flatnonzero(both & (small > large))
            _tell(table, rows, exceeding(table.kind, first, second))


def _computes(kind: Kind) -> bool:
    """Whether a subject does it by code of its own."""
    return any(name in vars(kind) for name in ("complete", "contradictions"))


def _tell(table: Typed, rows: Any, fault: Fault) -> None:
    table.told.add(Stage.FORM, rows, fault.path, lambda _row: (fault.code, fault.parts))


def _forms(table: Typed, forms: Forms) -> None:
    used = [(form, _uses(table, form)) for form in forms.forms]
    count = sum(np.asarray(marks, np.uint8) for _, marks in used)
    fact = table.kind.facts[forms.said]
    assert isinstance(fact, WordFact)  # noqa: S101 - for the type checker
    places = {word: place for place, word in enumerate(fact.vocabulary.ids())}
    shown: Any = np.int16(-1)
    for form, marks in used:
        shown = np.where(marks & (count == 1), np.int16(places[form.word]), shown)
    said = table.columns.get(forms.said)
    if said is None:
        silent: Any = np.True_
        words = np.broadcast_to(shown, len(table))
    else:
        silent = said.values < 0
        words = np.where(silent, shown, said.values)
    table.columns[forms.said] = Column(words)
    if np.any(silent & (count > 1)):
        whole = [(form, np.broadcast_to(marks, len(table))) for form, marks in used]
        _contradict(table, forms, whole, silent & (count > 1))


def _contradict(table: Typed, forms: Forms, used: list[tuple[Form, Flags]], open_: Flags) -> None:
    """Tell the rows that use several forms, by the first two of them."""
    for number, (first, marks) in enumerate(used):
        for second, others in used[number + 1 :]:
            rows = open_ & marks & others
            _tell(table, np.flatnonzero(rows), forms.contradiction(table.kind, first, second))
            open_ = open_ & ~rows


def _uses(table: Typed, form: Form) -> Any:
    """Mark the rows that give a fact of a form; one mark for all where it is the same."""
    given = [name for name in form.facts if name in table.columns]
    if any(_full(table.columns[name]) for name in given):
        return np.True_
    marks: Any = np.False_
    for name in given:
        marks = marks | table.known(name)
        if marks.all():
            return np.True_
    return marks


def _full(column: Column) -> bool:
    return column.missing is None and column.values.dtype == np.int64


def _one_by_one(table: Typed, extensions: list[Fact], frame: Frame) -> None:
    """Let a subject complete and check each of its rows. Slow; texts are not seen."""
    kind = table.kind
    facts = {name: fact for name, fact in kind.facts.items() if not isinstance(fact, TextFact)}
    completed: dict[str, list[Any]] = {name: [] for name in facts}
    found: dict[int, list[Fault]] = {}
    for row in range(len(table)):
        values = {**kind.blank, **vars(subject_at(frame, row, extensions))}
        if row not in table.odd:
            kind.complete(values)
            found[row] = list(kind.contradictions(values))
        for name in facts:
            completed[name].append(values[name])
    for name, fact in facts.items():
        if name in table.columns or any(value is not None for value in completed[name]):
            table.columns[name] = column_of(fact, completed[name])
    for place in range(max(map(len, found.values()), default=0)):
        _tell_each(
            table, {row: faults[place] for row, faults in found.items() if place < len(faults)}
        )


def _tell_each(table: Typed, faults: dict[int, Fault]) -> None:
    for key in dict.fromkeys(fault.path for fault in faults.values()):
        rows = np.array([row for row, fault in faults.items() if fault.path == key])
        table.told.add(Stage.FORM, rows, key, lambda row: (faults[row].code, faults[row].parts))
