"""Registers as columns: tables in, every row answered or told what is wrong, the same kind of table out.

>>> import pyarrow as pa
>>> from povertypolicy import Household
>>> reg = register({Household: pa.table({"户编号": ["h1"], "工资性收入": ["9000"]})})
>>> len(reg), reg.faults
(1, ())
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from povertypolicy.columns.data import Frame
from povertypolicy.columns.deciding import Progress, decide
from povertypolicy.columns.records import above_at, subject_at
from povertypolicy.columns.segments import Flags, Ints
from povertypolicy.deciding.decision import Decision
from povertypolicy.deciding.policy import Policy
from povertypolicy.errors import BadSetting, Fault, InvalidData
from povertypolicy.expr.facts import Fact
from povertypolicy.register.assessing import asked_about, standards_about
from povertypolicy.register.columnar import Kind, Typed, typed
from povertypolicy.register.headers import bind
from povertypolicy.register.joining_columns import join_columns
from povertypolicy.register.keys import match, read_keys
from povertypolicy.register.linking import Entry
from povertypolicy.register.linking_columns import Linked, link_columns
from povertypolicy.register.reading import Source
from povertypolicy.register.results import Result
from povertypolicy.register.sources import Loaded, load


@attrs.frozen(eq=False, slots=False)
class Register:
    """A register about subjects of one `kind`: a row for every row of its main table, whether it can be decided or not."""

    kind: Kind
    linked: Linked = attrs.field(repr=False)
    extensions: tuple[Fact, ...] = attrs.field(repr=False)
    back: Callable[[Any], Any] = attrs.field(repr=False)

    def __len__(self) -> int:
        return len(self._main)

    @property
    def _main(self) -> Typed:
        return self.linked.joined.main

    @property
    def frame(self) -> Frame:
        """The rows as columns, in the order of the file, with the rows below and above them."""
        return self.linked.frame

    @property
    def good(self) -> Flags:
        """Which rows can be decided: no fault in them, in the rows below and above them, or in a whole table."""
        return self.linked.good

    @property
    def ids(self) -> Any:
        """The ids as an Arrow array of text, None when the table has none."""
        return None if self._main.ids is None else self._main.ids.text

    @property
    def given(self) -> Any:
        """The column of ids as it came, as text from a workbook; None when the table has none."""
        return self.ids if isinstance(self._main.given, list) else self._main.given

    @cached_property
    def rows(self) -> Ints:
        """The rows as a person counts them in the file."""
        numbers = self._main.numbers
        if isinstance(numbers, range):
            return np.arange(numbers.start, numbers.stop, numbers.step, dtype=np.int64)
        return np.asarray(numbers, np.int64)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault of every table."""
        return self.linked.all()

    def faults_of(self, row: int) -> tuple[Fault, ...]:
        """Return what keeps one row, counted from 0, from being decided; nothing for a good one.

        Raises:
            BadSetting: when there is no such row.
        """
        if not 0 <= row < len(self):
            raise BadSetting(
                setting="row",
                zh=f"没有这一行；共 {len(self)} 行，从 0 数起。",
                en=f"there is no such row; there are {len(self)}, counted from 0.",
            )
        return self.linked.of(row)

    def places(self, *, row: int | None = None, key: str | int | None = None) -> Ints:
        """Return the places, counted from 0, of the rows with a number in the file, or with an id; all by default."""
        found = np.ones(len(self), np.bool_) if row is None else self.rows == row
        if key is not None:
            ids = self.ids
            same = None if ids is None else pc.equal(ids.cast(pa.string()), str(key))
            found &= False if same is None else np.asarray(same.fill_null(False))  # noqa: FBT003 - no id is no match
        return np.flatnonzero(found)

    def entry(self, place: int) -> Entry:
        """Return one row, counted from 0, as a subject with those above it, or the faults that keep it from being one.

        Raises:
            BadSetting: when there is no such row.
        """
        faults, number, ids = self.faults_of(place), int(self.rows[place]), self.ids
        id_ = None if ids is None else ids[place].as_py()
        if not self.good[place]:
            return Entry(number, id_, None, (), faults)
        subject = subject_at(self.frame, place, self.extensions)
        return Entry(number, id_, subject, above_at(self.frame, place, self.extensions))

    def find(self, key: str | int) -> int:
        """Return the row, counted from 0, that has an id.

        Raises:
            BadSetting: when no row has it.
        """
        ids = self._main.ids
        row = -1 if ids is None else int(match(read_keys([key]), ids)[0])
        if row < 0:
            raise BadSetting(
                setting="key",
                zh="没有这个编号；请核对。",
                en="there is no such id; check it.",
            )
        return row

    def assess(
        self,
        policy: Policy,
        names: Iterable[str] = (),
        *,
        missing: bool = True,
        progress: Progress | None = None,
    ) -> Result:
        """Ask clauses about every row; they default to all standards about its kind.

        Without `missing` the columns are left out that tell what an unknown answer still hangs on; it is faster.

        Raises:
            UnknownClause: when the policy has no such clause, or no standard about such subjects.
            WrongSubject: when a clause is about something else.
        """
        asked = tuple(names) or standards_about(policy, self.kind)
        together = asked_about(policy, self.kind, asked)
        answers = decide(
            together,
            self.frame,
            names=asked,
            good=self.good,
            missing=missing,
            progress=progress,
        )
        return Result(policy.digest, asked, answers, self.given, self.rows, self.good, self.back)

    def explain(self, policy: Policy, name: str, key: str | int) -> Decision:
        """Return the decision of one clause about the row with an id, with every reason.

        Raises:
            BadSetting: when no row has the id.
            InvalidData: when the row has faults.
        """
        entry = self.entry(self.find(key))
        if entry.subject is None:
            raise InvalidData(entry.faults)
        return policy.ask(name, entry.subject, *entry.above)


@attrs.frozen(eq=False)
class Tables:
    """Tables that were read and not joined yet: of them, registers about each of their kinds are made."""

    read: Mapping[Kind, Typed] = attrs.field(repr=False)
    backs: Mapping[Kind, Callable[[Any], Any]] = attrs.field(repr=False)
    facts: tuple[Fact, ...] = attrs.field(repr=False)
    prices_of: int | None

    def about(self, kind: Kind) -> Register:
        """Return the register about one kind of subject, with the tables below and above it.

        Raises:
            BadSetting: when a table has no place beside that of `kind`.
        """
        main, *others = (self.read[other].unjoined() for other in self._first(kind))
        linked = link_columns(join_columns(main, others), self.facts, self.prices_of)
        return Register(kind, linked, self.facts, self.backs[kind])

    def _first(self, kind: Kind) -> Iterable[Kind]:
        return (kind, *(other for other in self.read if other is not kind))


def register(
    tables: Mapping[Kind, Any],
    *,
    about: Kind | None = None,
    policy: Policy | None = None,
    extensions: Iterable[Fact] = (),
    prices_of: int | None = None,
    ignore: Iterable[str] = (),
    encoding: str | None = None,
    worksheets: Mapping[Kind, str] | None = None,
) -> Register:
    """Return tables as a register about the first kind of subject, or about that which `about` names.

    A table is a frame (Polars, pandas, PyArrow, DuckDB) or a path (CSV, Excel, Parquet, a folder of Parquet files).
    The facts that a `policy` adds are those of its rules and `extensions`; `prices_of` is the year in whose prices all
    amounts are; columns named in `ignore` are passed over; `encoding` overrides what would be found out; `worksheets`
    names the one to read of a workbook that holds several.

    Raises:
        BadFile: when a file cannot be read at all.
        BadSetting: when a table is none, or has no place beside the main one.
    """
    main = about or next(iter(tables), None)
    if main is None or main not in tables:
        raise BadSetting(
            setting="tables",
            zh="没有主表；请给出它所关于的对象的表。",
            en="the main table is missing; give the table of what the register is about.",
        )
    how = Source(encoding, prices_of, ignore, worksheets or {})
    return read_tables(tables, policy, extensions, how).about(main)


def read_tables(
    tables: Mapping[Kind, Any],
    policy: Policy | None = None,
    extensions: Iterable[Fact] = (),
    how: Source | None = None,
) -> Tables:
    """Return tables read as for `register`, about each of whose kinds a register can be made.

    Raises:
        BadFile: when a file cannot be read at all.
        BadSetting: when a table is none.
    """
    source = how or Source()
    added = () if policy is None else policy.rules.extensions
    told = (fact for fact in (*added, *extensions) if fact.info.owner in tables)
    facts = tuple({fact.info.key: fact for fact in told}.values())
    loaded = {
        kind: load(table, kind, source.encoding, source.worksheets.get(kind))
        for kind, table in tables.items()
    }
    read = {kind: _read(one, kind, facts, tables, source) for kind, one in loaded.items()}
    return Tables(read, {kind: one.back for kind, one in loaded.items()}, facts, source.prices_of)


def _read(
    loaded: Loaded, kind: Kind, facts: tuple[Fact, ...], given: Iterable[Kind], how: Source
) -> Typed:
    """Return a table typed; what is wrong with it as a whole stands in its `faults`."""
    sheet, head, stated = loaded.sheet, loaded.head, how.prices_of
    binding = bind(
        sheet,
        kind,
        facts,
        given=given,
        ignore=how.ignore,
        prices_stated=stated is not None,
        row=head,
    )
    table = typed(sheet, kind, binding, facts, head)
    faults = list(table.faults)
    if not len(table):
        faults.append(Fault("no-rows", file=sheet.file))
    if stated is not None and table.year not in (None, stated):
        years = {"years": f"{table.year}, {stated}"}
        faults.append(Fault("price-years-differ", file=sheet.file, row=head, parts=years))
        table.year = None
    table.faults = tuple(faults)
    return table
