"""Records: one row or object of a file as plain data, with its place, before it becomes a subject."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, localcontext
from typing import Any

import attrs

from povertypolicy.errors import Fault
from povertypolicy.expr.facts import Fact, TextFact
from povertypolicy.expr.values import Reject, number_of, shape
from povertypolicy.register.headers import ID, PRICES, Binding, link_key, parents_of
from povertypolicy.register.objects import known_keys, repeated_keys
from povertypolicy.register.tables import Row, Table
from povertypolicy.subjects import Subject

SCIENTIFIC = re.compile(r"\d+(\.\d+)?[eE]\+?\d+", re.ASCII)
"""An id as a spreadsheet shows it once it has taken it for a number."""

_EXACT = 64
_MEMBER = re.compile(r"(\w+)\[(\d+)\]\.?(.*)")


@attrs.define(eq=False)
class Record:
    """One row or object.

    `row` counts from 1: for a table the row as a person sees it, for JSON the position of the object.
    `guesses` are the cells of an unreadable row; `members` the records that other tables hold for it;
    a `held` record is such a member.
    """

    cls: type[Subject]
    file: str
    row: int
    data: Any = attrs.field(repr=False)
    path: str | None = None
    columns: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    links: dict[type[Subject], str] = attrs.field(factory=dict, repr=False)
    readable: bool = True
    guesses: tuple[str, ...] = attrs.field(default=(), repr=False)
    faults: list[Fault] = attrs.field(factory=list)
    members: dict[str, list["Record"]] = attrs.field(factory=dict, repr=False)
    held: bool = False

    @property
    def id(self) -> str | None:
        """The id, as text."""
        value = self.data.get(ID) if isinstance(self.data, Mapping) else None
        kept = isinstance(value, str | int) and not isinstance(value, bool)
        return (str(value).strip() or None) if kept else None

    def fault(self, code: str, key: str = "", **parts: object) -> None:
        """Add a fault of this record."""
        self.add(Fault(code, key, parts=parts))

    def add(self, fault: Fault) -> None:
        """Add a fault with its place, once."""
        placed = self.placed(fault)
        if placed not in self.faults:
            self.faults.append(placed)

    def owner(self, path: str) -> tuple["Record", str]:
        """Return the record of this or another table that a path leads to, and the path within it."""
        step = _MEMBER.fullmatch(path)
        if step is not None and step[1] in self.members:
            return self.members[step[1]][int(step[2])].owner(step[3])
        return self, path

    def placed(self, fault: Fault) -> Fault:
        """Return a fault of the record with its place in the file."""
        if self.path is not None:
            joint = "" if fault.path.startswith("[") or not fault.path else "."
            whole = f"{self.path}{joint}{fault.path}".strip(".")
            return attrs.evolve(fault, path=whole, file=self.file)
        return fault.at(file=self.file, row=self.row, column=self.columns.get(fault.path, ""))


@attrs.frozen
class Records:
    """All records of one file, with the faults of the file as a whole.

    `linked` are the kinds of subject that its rows name; `year` is the price year that its headers state.
    """

    cls: type[Subject]
    file: str
    records: tuple[Record, ...]
    faults: tuple[Fault, ...] = ()
    linked: frozenset[type[Subject]] = frozenset()
    has_ids: bool = False
    year: int | None = None


def from_table(
    table: Table, cls: type[Subject], binding: Binding, extensions: Iterable[Fact]
) -> Records:
    """Return the rows of a table as records."""
    facts = {**cls.facts, **{f.info.name: f for f in extensions if f.info.owner is cls}}
    exact_text = {name for name, fact in facts.items() if isinstance(fact, TextFact)} | {ID}
    columns = binding.headers(table.header)
    records = [Record(cls, table.file, row.number, {}, columns=columns) for row in table.rows]
    for record, row in zip(records, table.rows, strict=True):
        _fill(record, row, binding, exact_text)
    return Records(
        cls,
        table.file,
        tuple(records),
        binding.faults,
        frozenset(binding.links.values()),
        ID in binding.keys.values(),
        binding.year,
    )


def _fill(record: Record, row: Row, binding: Binding, exact_text: set[str]) -> None:
    if row.fault is not None:
        record.readable, record.guesses = False, row.cells
        record.faults.append(record.placed(row.fault))
        return
    for number, key in binding.keys.items():
        cell = row.cells[number]
        record.data[key] = _in_yuan(cell) if number in binding.fen else cell
        if key in exact_text and SCIENTIFIC.fullmatch(cell):
            record.fault("damaged-id", key, shape=shape(cell))
    for number, parent in binding.links.items():
        cell = row.cells[number]
        if SCIENTIFIC.fullmatch(cell):
            record.fault("damaged-id", link_key(parent), shape=shape(cell))
        elif cell:
            record.links[parent] = cell


def _in_yuan(cell: str) -> Decimal | str:
    """Return an amount in fen as yuan; what is no number stays as it is, to be reported."""
    try:
        with localcontext(prec=_EXACT):
            return number_of(cell).scaleb(-2)
    except Reject:
        return cell


def from_objects(
    items: list[Any],
    root: str,
    cls: type[Subject],
    file: str,
    *,
    given: Iterable[type[Subject]],
    extensions: Iterable[Fact] = (),
) -> Records:
    """Return JSON objects as records; keys such as ``household_id`` link to the subjects above, some of them `given`."""
    keys = {link_key(parent): parent for parent in parents_of(cls, given)}
    records = [
        Record(cls, file, number, item, path=f"{root}[{number - 1}]")
        for number, item in enumerate(items, 1)
    ]
    linked: set[type[Subject]] = set()
    known = {*known_keys(cls), *keys, *(fact.info.name for fact in extensions)}
    for record in records:
        record.faults.extend(record.placed(fault) for fault in repeated_keys(record.data, known))
        if isinstance(record.data, dict):
            record.data, links = _split(record.data, keys)
            linked |= set(links)
            record.links = {p: str(v) for p, v in links.items() if v not in (None, "")}
    has_ids = any(record.id is not None for record in records)
    return Records(cls, file, tuple(records), (), frozenset(linked), has_ids)


def _split(
    data: dict[str, Any], keys: Mapping[str, type[Subject]]
) -> tuple[dict[str, Any], dict[type[Subject], Any]]:
    kept = {key: value for key, value in data.items() if key not in keys}
    return kept, {keys[key]: value for key, value in data.items() if key in keys}


def stated_years(data: object) -> Iterator[object]:
    """Yield every price year that plain data state, their members' too."""
    stack = [data]
    while stack:
        value = stack.pop()
        if isinstance(value, Mapping):
            yield value.get(PRICES)
            stack.extend(item for item in value.values() if isinstance(item, list))
        elif isinstance(value, list):
            stack.extend(item for item in value if isinstance(item, Mapping))
