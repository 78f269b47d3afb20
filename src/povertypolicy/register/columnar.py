"""One table of a register as typed columns: facts, ids, links, price years, and what is wrong in its rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from povertypolicy.columns.data import Column
from povertypolicy.columns.segments import Flags, Ints
from povertypolicy.errors import Fault
from povertypolicy.expr.facts import Fact, NumberFact, TextFact
from povertypolicy.expr.values import Reject, shape
from povertypolicy.register.border import read_column
from povertypolicy.register.buffers import is_text
from povertypolicy.register.complaints import Complaints, Stage
from povertypolicy.register.headers import ID, PRICES, Binding, link_key
from povertypolicy.register.keys import Keys, read_keys
from povertypolicy.register.price_cells import Stated, read_stated
from povertypolicy.register.records import SCIENTIFIC
from povertypolicy.register.sheets import Sheet, damaged
from povertypolicy.register.tables import Row
from povertypolicy.subjects import Subject

Kind = type[Subject]


@attrs.define(eq=False)
class Typed:
    """A table about subjects of one kind, a row for every row of the sheet, unreadable ones too.

    `head` is the row of the header, None where there is none; `numbers` are the rows as a person counts them;
    `ids` the ids as they are joined, `given` as they came; `odd` are the unreadable rows by place, `refused` the
    rows of priced amounts that cannot be read; `year` is the price year of the headers, `stated` that of each row.
    """

    kind: Kind
    file: str
    head: int | None
    numbers: Sequence[int]
    told: Complaints
    faults: tuple[Fault, ...]
    year: int | None
    columns: dict[str, Column] = attrs.field(factory=dict)
    priced: dict[str, Ints] = attrs.field(factory=dict)
    ids: Keys | None = None
    given: Any = None
    links: dict[Kind, Keys] = attrs.field(factory=dict)
    stated: Stated | None = None
    odd: Mapping[int, Row] = attrs.field(factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    def unjoined(self) -> "Typed":
        """Return the table as it was read, to be joined: that adds to its faults and fills in its columns."""
        told = attrs.evolve(self.told, parts=list(self.told.parts))
        return attrs.evolve(self, told=told, columns=dict(self.columns))

    def readable(self) -> Flags:
        """Mark the rows that could be read."""
        marks = np.ones(len(self), np.bool_)
        marks[list(self.odd)] = False
        return marks

    def amounts(self) -> Flags:
        """Mark the rows that hold an amount which depends on a price year."""
        marks = np.zeros(len(self), np.bool_)
        for name, refused in self.priced.items():
            missing = self.columns[name].missing
            if missing is None:
                marks[:] = True
            else:
                marks |= ~missing
                marks[refused] = True
        return marks

    def known(self, name: str) -> Flags:
        """Mark the rows in which a fact is known."""
        column = self.columns.get(name)
        if column is None:
            return np.zeros(len(self), np.bool_)
        if column.values.dtype == np.uint8:
            return np.asarray(column.values != 1)
        if column.values.dtype == np.int16:
            return np.asarray(column.values >= 0)
        return np.ones(len(self), np.bool_) if column.missing is None else ~column.missing


def typed(
    sheet: Sheet, kind: Kind, binding: Binding, extensions: Iterable[Fact], head: int | None
) -> Typed:
    """Return a sheet as typed columns; what cannot be read is missing there and told as a fault."""
    sheet, odd = _whole(sheet)
    told = Complaints(sheet.file, sheet.numbers, binding.headers(sheet.header))
    table = Typed(kind, sheet.file, head, sheet.numbers, told, binding.faults, binding.year)
    table.odd = odd
    reasons = {place: (row.fault.code, row.fault.parts) for place, row in odd.items() if row.fault}
    told.add(Stage.ROW, np.array(list(reasons), np.int64), "", reasons.__getitem__)
    facts = {**kind.facts, **{f.info.name: f for f in extensions if f.info.owner is kind}}
    reader = _Reader(table, facts)
    for number, key in binding.keys.items():
        reader.column(key, sheet.columns[number], fen=number in binding.fen)
    for number, parent in binding.links.items():
        reader.link(parent, sheet.columns[number])
    return table


@attrs.frozen(eq=False)
class _Reader:
    table: Typed
    facts: Mapping[str, Fact]

    def column(self, key: str, data: Any, *, fen: bool) -> None:
        table = self.table
        if key == ID:
            table.given, table.ids = data, _keys(data)
            table.told.rejects(Stage.ROW, table.ids.bad, ID)
        elif key == PRICES:
            table.stated = read_stated(data)
            table.told.rejects(Stage.CELLS, table.stated.bad(), PRICES)
        elif isinstance(fact := self.facts[key], TextFact):
            table.told.rejects(Stage.ROW, _spoilt(data), key)
        else:
            read = read_column(fact, data, fen=fen)
            table.columns[key] = read.column
            table.told.rejects(Stage.CELLS, read.bad, key)
            if isinstance(fact, NumberFact) and fact.priced:
                table.priced[key] = np.fromiter(read.bad, np.int64, len(read.bad))

    def link(self, parent: Kind, data: Any) -> None:
        """Read the ids by which rows are linked; of two columns the last that names one holds."""
        keys, before = _keys(data), self.table.links.get(parent)
        self.table.told.rejects(Stage.ROW, keys.bad, link_key(parent))
        if before is not None:
            keys = read_keys(pc.coalesce(keys.text, before.text))
        self.table.links[parent] = keys


def _keys(data: Any) -> Keys:
    """Read ids; what a spreadsheet shows as a small whole number is one."""
    if not isinstance(data, list | tuple):
        return read_keys(data)
    bad = {
        row: value for row, value in enumerate(data) if isinstance(value, str) and damaged(value)
    }
    whole = [
        int(value) if isinstance(value, float) and not damaged(value) else value for value in data
    ]
    keys = read_keys([None if row in bad else value for row, value in enumerate(whole)])
    rejects = {row: Reject("damaged-id", shape=shape(value)) for row, value in bad.items()}
    return attrs.evolve(keys, bad={**keys.bad, **rejects})


def _spoilt(data: Any) -> dict[int, Reject]:
    """Return what is wrong with recorded text: a spreadsheet has taken it for a number, or it is none."""
    if isinstance(data, list | tuple):
        found = ((row, _spoilt_cell(value)) for row, value in enumerate(data))
        return {row: reject for row, reject in found if reject is not None}
    if isinstance(data, pa.ChunkedArray):
        data = data.combine_chunks()
    if pa.types.is_dictionary(data.type):
        words = _spoilt(data.dictionary)
        places = data.indices.to_pylist() if words else ()
        return {row: words[place] for row, place in enumerate(places) if place in words}
    if pa.types.is_null(data.type) or pa.types.is_integer(data.type):
        return {}
    if is_text(data.type):
        suspect = pc.match_substring_regex(data, rf"^(?:{SCIENTIFIC.pattern})$")
    else:
        suspect = pc.is_valid(data)
    rows = np.flatnonzero(suspect.fill_null(False).to_numpy(zero_copy_only=False)).tolist()  # noqa: FBT003 - of arrow
    found = ((row, _spoilt_cell(data[row].as_py())) for row in rows)
    return {row: reject for row, reject in found if reject is not None}


def _spoilt_cell(value: object) -> Reject | None:
    if isinstance(value, str):
        spoilt = SCIENTIFIC.fullmatch(value) is not None or damaged(value)
        return Reject("damaged-id", shape=shape(value)) if spoilt else None
    if value is None:
        return None
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and not damaged(value):
        return None
    return Reject("damaged-id" if number else "not-text", shape=shape(value))


def _whole(sheet: Sheet) -> tuple[Sheet, dict[int, Row]]:
    """Put the unreadable rows of a sheet in their places, without any content."""
    if not sheet.odd:
        return sheet, {}
    size = len(sheet.numbers)
    numbers = np.concatenate([sheet.numbers, np.array([row.number for row in sheet.odd])])
    order = np.argsort(numbers, kind="stable")
    columns = tuple(_spread(column, order, size) for column in sheet.columns)
    places = np.flatnonzero(order >= size)
    odd = {place: sheet.odd[order[place] - size] for place in places.tolist()}
    told: Any = numbers[order]
    return attrs.evolve(sheet, columns=columns, numbers=told, odd=()), odd


def _spread(column: Any, order: Ints, size: int) -> Any:
    if isinstance(column, list | tuple):
        return [column[place] if place < size else None for place in order.tolist()]
    return column.take(pa.array(order, mask=order >= size))
