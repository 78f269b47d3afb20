"""The tables of a register that is too large for memory: large ones in Parquet, small ones above them read whole."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from povertypolicy.columns.segments import Ints
from povertypolicy.errors import BadSetting, Fault, InvalidData
from povertypolicy.expr.facts import Fact
from povertypolicy.expr.values import squeeze
from povertypolicy.register.columnar import typed
from povertypolicy.register.headers import ID, Binding, bind, parents_of
from povertypolicy.register.joining import lacks_id, relation_to
from povertypolicy.register.joining_columns import join_columns
from povertypolicy.register.keys import Keys
from povertypolicy.register.linking_columns import Linked, link_columns
from povertypolicy.register.parts.repeats import Repeats
from povertypolicy.register.parts.rowgroups import (
    Kind,
    Large,
    batches_of,
    large,
    parquet_files,
    schema_of,
)
from povertypolicy.register.parts.slicing import Rows, Slice
from povertypolicy.register.reading import Source
from povertypolicy.register.registers import Register
from povertypolicy.register.sheets import Sheet
from povertypolicy.register.sources import load

FEW = 1_000
"""A table above of so many rows is joined whole to every slice; of a larger one, what the slice names."""

Files = Path | str | Iterable[Path | str]
"""A Parquet file, a folder of them, or several; for a table above also any other file that is a table."""


@attrs.frozen(eq=False)
class _Small:
    """A table that stands above: read once, whole. `ids` are those of its rows."""

    sheet: Sheet
    head: int | None
    binding: Binding
    ids: Keys | None

    def near(self, wanted: Keys) -> Sheet:
        """Return the rows that have one of the ids `wanted`, all of them where they are few."""
        if self.ids is None or len(self.ids) <= FEW:
            return self.sheet
        if self.ids.numeric and wanted.numeric:
            found = np.isin(self.ids.values, np.unique(wanted.values))
        else:
            texts = pc.unique(wanted.text)
            found = pc.is_in(self.ids.text, value_set=texts).to_numpy(zero_copy_only=False)
        rows = np.flatnonzero(found)
        numbers = np.asarray(self.sheet.numbers)[rows]
        columns = tuple(_taken(column, rows) for column in self.sheet.columns)
        return attrs.evolve(self.sheet, columns=columns, numbers=numbers)  # type: ignore[arg-type]


def _taken(column: Any, rows: Ints) -> Any:
    if isinstance(column, list | tuple):
        return [column[row] for row in rows.tolist()]
    return column.take(pa.array(rows))


@attrs.frozen(eq=False, slots=False)
class PartTables:
    """The tables of a register: `first` is the one whose rows are kept together with all rows `below`.

    `main` is the kind of subject that is asked about; `repeats` are the rows whose ids stand twice in different parts. `bindings` say what the columns of the large tables are.
    """

    main: Kind
    first: Large
    below: Mapping[Kind, Large]
    bindings: Mapping[Kind, Binding] = attrs.field(repr=False)
    above: Mapping[Kind, _Small] = attrs.field(repr=False)
    extensions: tuple[Fact, ...] = attrs.field(repr=False)
    prices_of: int | None
    repeats: dict[Kind, Repeats] = attrs.field(factory=dict, repr=False)

    @cached_property
    def ids(self) -> dict[Kind, int]:
        """The places of the columns of ids of the tables below."""
        return {
            kind: place
            for kind in self.below
            for place, key in self.bindings[kind].keys.items()
            if key == ID
        }

    @property
    def large(self) -> tuple[Large, ...]:
        """All large tables."""
        return (self.first, *self.below.values())

    @property
    def rows(self) -> int:
        """How many rows the main table has."""
        return next(table.rows for table in self.large if table.kind is self.main)

    def register(self, rows: Slice) -> Register:
        """Return some rows, with all that stand above them, as a register."""
        linked = self._linked(rows, self.main)
        return Register(self.main, linked, self.extensions, lambda table: table)

    @cached_property
    def faults_above(self) -> tuple[Fault, ...]:
        """The faults of the tables above, which every part would tell again."""
        if not self.above:
            return ()
        lowest = max(self.above, key=lambda kind: len(kind.ancestors()))
        return self._linked({}, lowest).all()

    def faults(self, register: Register) -> Iterable[Fault]:
        """Yield the faults of the large tables in some rows."""
        tables = register.linked.joined.tables
        return (fault for kind in self.bindings for fault in tables[kind].told.all())

    def _linked(self, rows: Slice, main: Kind) -> Linked:
        tables = {
            kind: typed(
                _sheet(self._large(kind), own), kind, self.bindings[kind], self.extensions, None
            )
            for kind, own in rows.items()
        }
        for kind, repeats in self.repeats.items():
            if kind in tables:
                repeats.tell(tables[kind])
        first = tables.get(self.first.kind)
        for kind, small in self.above.items():
            wanted = None if first is None else first.links.get(kind)
            sheet = small.sheet if wanted is None else small.near(wanted)
            tables[kind] = typed(sheet, kind, small.binding, self.extensions, small.head)
        others = [table for kind, table in tables.items() if kind is not main]
        return link_columns(join_columns(tables[main], others), self.extensions, self.prices_of)

    def _large(self, kind: Kind) -> Large:
        return self.first if kind is self.first.kind else self.below[kind]


def _sheet(table: Large, rows: Rows) -> Sheet:
    columns = tuple(
        column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
        for column in rows.table.unify_dictionaries().columns
    )
    return Sheet(table.label, tuple(table.schema.names), columns, rows.numbers)  # type: ignore[arg-type] # an array counts as well


def part_tables(
    main: Kind, tables: Mapping[Kind, Files], extensions: Iterable[Fact], source: Source
) -> PartTables:
    """Return the tables of a register whose rows about `main` are asked about.

    Raises:
        BadFile: when a file cannot be read.
        BadSetting: when a table is missing, or has no place beside the others.
        InvalidData: when the header of a table has faults, or a table no rows.
    """
    if main not in tables:
        raise BadSetting(
            setting="tables",
            zh=f"没有{main.label.zh}表；请给出它的文件。",
            en=f"the table of {main.label.en} is missing; give its files.",
        )
    reader = _Reader(tables, tuple(extensions), source, _first(main, tables))
    found = reader.read(main)
    if reader.faults:
        raise InvalidData(reader.faults)
    none = {one.kind: Rows(one.schema.empty_table(), np.zeros(0, np.int64)) for one in found.large}
    whole = found.register(none).linked.joined.faults
    if whole:
        raise InvalidData(list(whole))
    return found


def _first(main: Kind, tables: Iterable[Kind]) -> Kind:
    """Return the kind of subject whose rows are kept together: that of which `main` is a member, else itself."""
    holders = (kind for kind in tables if kind in main.ancestors() and relation_to(main, kind))
    return main if main.relations else next(holders, main)


@attrs.define
class _Reader:
    """Reads what can be known of tables without their rows, and collects what is wrong with them as a whole."""

    tables: Mapping[Kind, Files]
    extensions: tuple[Fact, ...]
    source: Source
    first: Kind
    bindings: dict[Kind, Binding] = attrs.field(factory=dict)
    faults: list[Fault] = attrs.field(factory=list)

    def read(self, main: Kind) -> PartTables:
        """Return all tables."""
        above = [kind for kind in self.tables if kind in self.first.ancestors()]
        kinds = [kind for kind in self.tables if kind not in (self.first, *above)]
        first = self.large(self.first)
        below = {kind: self.large(kind) for kind in kinds}
        small = {kind: self.small(kind) for kind in above}
        year = self.source.prices_of
        return PartTables(main, first, below, self.bindings, small, self.extensions, year)

    def large(self, kind: Kind) -> Large:
        """Return a table in Parquet files."""
        files = parquet_files(self.tables[kind])
        schema, label = schema_of(files), _label(self.tables[kind], files)
        columns = tuple(
            [] if squeeze(name) else _some(files, n) for n, name in enumerate(schema.names)
        )
        sheet = Sheet(label, tuple(schema.names), columns, ())
        binding = self.bindings[kind] = self.bound(sheet, kind, None)
        for parent in () if binding.faults else parents_of(kind, self.tables):
            if parent in self.tables and parent not in binding.links.values():
                self.faults.append(lacks_id(parent, label, None))
        table = large(kind, label, files, schema, self.key(kind, label, binding))
        if not table.rows:
            self.faults.append(Fault("no-rows", file=label))
        return table

    def key(self, kind: Kind, label: str, binding: Binding) -> int:
        """Return the place of the column by which the rows of a table are kept together."""
        if kind is self.first:
            places = [place for place, key in binding.keys.items() if key == ID]
        else:
            places = [place for place, parent in binding.links.items() if parent is self.first]
            if self.first not in parents_of(kind, self.tables):
                raise BadSetting(
                    setting=label,
                    zh=f"{kind.label.zh}表不写明所属的{self.first.label.zh}，不能分部分核查；请去掉它。",
                    en=f"rows about {kind.label.en} do not name their {self.first.label.en}, so that"
                    " they cannot be brought into parts; leave the table out.",
                )
        if len(places) > 1:
            raise BadSetting(
                setting=label,
                zh=f"有多个列写明所属的{self.first.label.zh}；请只保留一个。",
                en=f"several columns name the {self.first.label.en}; keep one of them.",
            )
        if not places and kind is self.first and not binding.faults:
            self.faults.append(lacks_id(self.first, label, None))
        return places[0] if places else 0

    def small(self, kind: Kind) -> _Small:
        """Return a table that is read whole."""
        source = self.tables[kind]
        if not isinstance(source, Path | str):
            raise BadSetting(
                setting=str(kind.label),
                zh="上级对象的表应为一个文件或文件夹。",
                en="a table of what stands above is one file or folder.",
            )
        worksheet = self.source.worksheets.get(kind)
        loaded = load(source, kind, self.source.encoding, worksheet)
        if not len(loaded.sheet.numbers):
            self.faults.append(Fault("no-rows", file=loaded.sheet.file))
        binding = self.bound(loaded.sheet, kind, loaded.head)
        ids = None
        if not (binding.faults or loaded.sheet.odd):
            ids = typed(loaded.sheet, kind, binding, self.extensions, loaded.head).ids
        return _Small(loaded.sheet, loaded.head, binding, ids)

    def bound(self, sheet: Sheet, kind: Kind, head: int | None) -> Binding:
        """Return what the columns of a table are."""
        stated = self.source.prices_of
        binding = bind(
            sheet,
            kind,
            self.extensions,
            given=self.tables,
            ignore=self.source.ignore,
            prices_stated=stated is not None,
            row=head,
        )
        self.faults += binding.faults
        if stated is not None and binding.year not in (None, stated):
            years = {"years": f"{binding.year}, {stated}"}
            self.faults.append(Fault("price-years-differ", file=sheet.file, row=head, parts=years))
        return binding


def _some(files: Iterable[Path], place: int) -> list[Any]:
    """Return the first cell with any content in a column, none where it is empty."""
    cells = (cell for batch in batches_of(files) for cell in batch.column(place).to_pylist())
    return list(islice((cell for cell in cells if cell not in (None, "")), 1))


def _label(source: Files, files: tuple[Path, ...]) -> str:
    """Return what messages call a table: its file, its folder, or the folder of its first file."""
    if isinstance(source, Path | str):
        return str(source)
    return str(files[0] if len(files) == 1 else files[0].parent)
