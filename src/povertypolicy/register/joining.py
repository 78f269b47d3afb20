"""Joining tables by id: who belongs to whom, and which rows cannot be placed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import attrs

from povertypolicy.errors import BadSetting, Fault
from povertypolicy.register.headers import ID, id_headers, link_key, parents_of
from povertypolicy.register.records import Record, Records
from povertypolicy.subjects import Subject

Kind = type[Subject]


@attrs.frozen(eq=False)
class Joined:
    """The tables of a register, joined.

    `suspects` holds, by record, the faults of unreadable rows that may be its members;
    `faults` are those of whole tables, such as a header that nobody can use.
    """

    main: Records
    tables: Mapping[Kind, Records]
    suspects: Mapping[int, list[Fault]]
    above: Mapping[int, list[Record]]
    faults: tuple[Fault, ...]


def join(main: Records, others: Iterable[Records]) -> Joined:
    """Join the records of other tables to those of the main one, reporting what cannot be placed.

    Raises:
        BadSetting: when a table is given that has no place beside the main one.
    """
    tables = {records.cls: records for records in (main, *others)}
    joiner = _Joiner(main, tables)
    for records in tables.values():
        joiner.index(records)
    files = {cls: records.file for cls, records in tables.items()}
    for child, parent, name in edges(main.cls, files):
        joiner.link(tables[child], tables[parent], name)
    joiner.one_year()
    broken = [fault for records in tables.values() for fault in records.faults]
    return Joined(main, tables, joiner.suspects, joiner.above, tuple(broken + joiner.table_faults))


def edges(main: Kind, files: Mapping[Kind, str]) -> Iterator[tuple[Kind, Kind, str | None]]:
    """Yield which table links to which, with the relation it fills; None for a table above the main one.

    Raises:
        BadSetting: when a table is given that has no place beside the main one.
    """
    ancestors = main.ancestors()
    for cls in files:
        upward = cls is main or cls in ancestors
        parents = [parent for parent in parents_of(cls, files) if parent in files]
        if cls is not main and not _has_place(main, cls, parents, files):
            raise BadSetting(
                setting=files[cls],
                zh=f"{cls.label.zh}表与{main.label.zh}表没有关系；请去掉它。",
                en=f"a table of {cls.label.en} has no place beside one of {main.label.en}; leave it out.",
            )
        for parent in parents:
            if upward and parent in ancestors:
                yield cls, parent, None
            elif cls is not main and (name := relation_to(cls, parent)):
                yield cls, parent, name


def _has_place(main: Kind, cls: Kind, parents: Iterable[Kind], kinds: Iterable[Kind]) -> bool:
    """Whether a table beside the main one is linked to another: downward by what it fills, upward by a child."""
    ancestors = main.ancestors()
    if cls not in ancestors:
        return any(relation_to(cls, parent) for parent in parents)
    return any(cls in parents_of(child, kinds) for child in kinds if child in {main, *ancestors})


def filled(main: Kind, child: Kind, parent: Kind) -> str | None:
    """Return the relation that the main records fill in the table above: persons that of their household.

    Households do not fill that of their village: one faulty row would hold up the whole village.
    """
    last = child is main and not child.relations
    return relation_to(child, parent) if last else None


def lacks_id(parent: Kind, file: str, row: int | None = 1) -> Fault:
    """Return the fault of a table without the column that names the ids of `parent`."""
    zh, en, *_ = id_headers(parent)
    return Fault("missing-header", file=file, row=row, parts={"key": f"{zh} {en}"})


@attrs.define
class _Joiner:
    main: Records
    tables: Mapping[Kind, Records]
    by_id: dict[Kind, dict[str, Record]] = attrs.field(factory=dict)
    suspects: dict[int, list[Fault]] = attrs.field(factory=lambda: defaultdict(list))
    above: dict[int, list[Record]] = attrs.field(factory=lambda: defaultdict(list))
    table_faults: list[Fault] = attrs.field(factory=list)

    def index(self, records: Records) -> None:
        """Index records by id, reporting ids that are missing or stand twice; damaged ones are none."""
        groups: dict[str, list[Record]] = defaultdict(list)
        for record in records.records if records.has_ids else ():
            spoilt = any((f.code, f.path) == ("damaged-id", ID) for f in record.faults)
            if record.id is not None and not spoilt:
                groups[record.id].append(record)
            elif not record.faults and record.readable:
                record.fault("missing-key", ID)
        for first, *repeats in groups.values():
            for record in repeats:
                record.fault("duplicate-key", ID, other=first.row)
            if repeats:
                first.fault("duplicate-key", ID, other=repeats[0].row)
        self.by_id[records.cls] = {key: group[0] for key, group in groups.items()}

    def one_year(self) -> None:
        """Report a table whose headers state another price year than those of the main one."""
        years = {records.year: records for records in self.tables.values() if records.year}
        if len(years) > 1:
            told = ", ".join(map(str, sorted(filter(None, years))))
            *_, last = years.values()
            fault = Fault("price-years-differ", file=last.file, row=1, parts={"years": told})
            self.table_faults.append(fault)

    def link(self, children: Records, parents: Records, name: str | None) -> None:
        """Link every record of a table to the record above it, filling the relation `name`."""
        lacking = self.lacking(children, parents)
        self.table_faults += lacking
        unreadable = {cell: r.faults for r in parents.records for cell in r.guesses}
        fills = filled(self.main.cls, children.cls, parents.cls) if name is None else None
        for record in () if lacking else children.records:
            wanted = record.links.get(parents.cls)
            holder = None if wanted is None else self.by_id[parents.cls].get(wanted)
            if holder is not None:
                self.place(record, holder, name)
                if fills is not None and not lists(holder, fills):
                    holder.members.setdefault(fills, []).append(record)
            elif wanted in unreadable:
                self.suspects[id(record)] += unreadable[wanted] if name is None else ()
            elif wanted is not None:
                record.fault("no-parent", link_key(parents.cls), table=parents.cls.label)
            elif record.guesses and (name or fills):
                self.suspect(record, parents.cls)
            elif name is not None and not record.faults:
                record.fault("missing-link", link_key(parents.cls), parent=parents.cls.label)

    def lacking(self, children: Records, parents: Records) -> list[Fault]:
        """Return a fault for each table that lacks the column by which it would be joined."""
        without = []
        if children.records and parents.cls not in children.linked:
            without.append(children)
        if parents.records and not parents.has_ids:
            without.append(parents)
        return [lacks_id(parents.cls, table.file) for table in without if not table.faults]

    def place(self, record: Record, holder: Record, name: str | None) -> None:
        """Make a record a member of another, or put the other above it."""
        if name is None:
            self.above[id(record)].append(holder)
        elif lists(holder, name):
            if not any(fault.code == "given-twice" for fault in holder.faults):
                holder.fault("given-twice", name, relation=holder.cls.relations[name].label)
        else:
            holder.members.setdefault(name, []).append(record)
            record.held = True

    def suspect(self, record: Record, parent: Kind) -> None:
        """Hold up every record that an unreadable row names in any cell: it may be its member."""
        for cell in record.guesses:
            holder = self.by_id[parent].get(cell)
            if holder is not None:
                self.suspects[id(holder)] += record.faults


def lists(holder: Record, name: str) -> bool:
    """Whether a record lists the members of a relation itself."""
    return isinstance(holder.data, Mapping) and holder.data.get(name) is not None


def relation_to(cls: Kind, parent: Kind) -> str | None:
    """Return the name of the relation of `parent` that holds subjects of `cls`."""
    return next((key for key, r in parent.relations.items() if r.member() is cls), None)
