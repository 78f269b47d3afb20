"""What a question about a register in Spark is before any row is read; it goes to every worker as it is."""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

import attrs
import pyarrow as pa

from povertypolicy.deciding.policy import Policy
from povertypolicy.errors import Fault, InvalidData
from povertypolicy.expr.facts import Fact
from povertypolicy.register.columnar import Kind
from povertypolicy.register.headers import ID, PRICES, Binding, bind
from povertypolicy.register.joining import edges, lacks_id, relation_to
from povertypolicy.register.price_cells import read_stated
from povertypolicy.register.reading import Source
from povertypolicy.register.sheets import Sheet

Prices = Mapping[Kind, int | None]
"""The price year of each kind of subject; None where none is stated."""

_NONE = -1
"""Stands for no subject above."""


@attrs.frozen(eq=False)
class Bound:
    """A table: what messages call it, the columns that are read and their places in the caller's, what they are."""

    kind: Kind
    label: str
    schema: Any
    places: tuple[int, ...]
    binding: Binding

    def sheet(self, columns: Iterable[Any], size: int) -> Sheet:
        """Return rows of the table. They have no order in which a person could count them."""
        return Sheet(self.label, tuple(self.schema.names), tuple(columns), range(1, size + 1))

    @property
    def id(self) -> int | None:
        """The column of ids."""
        return self._place(ID)

    @property
    def prices(self) -> int | None:
        """The column of price years."""
        return self._place(PRICES)

    def _place(self, wanted: str) -> int | None:
        return next((place for place, key in self.binding.keys.items() if key == wanted), None)

    def links(self, parent: Kind) -> tuple[int, ...]:
        """The columns that name the subject above; of several the last that names one holds, which comes first."""
        found = [place for place, kind in self.binding.links.items() if kind is parent]
        return tuple(reversed(found))


@attrs.frozen(eq=False)
class Plan:
    """A question about a register.

    The rows of the first of the `large` tables, which are those asked about or hold them, are kept together with
    all rows of the others that belong to them; the tables `above` are small and go to every worker whole, as `sheets`.
    `repeated` are ids that stand more than once in a table, `years` the price years that rows can have.
    """

    policy: Policy
    names: tuple[str, ...]
    main: Kind
    large: Mapping[Kind, Bound]
    above: Mapping[Kind, Bound]
    prices_of: int | None
    sheets: Mapping[Kind, Sheet] = attrs.field(factory=dict)
    repeated: Mapping[Kind, Any] = attrs.field(factory=dict)
    years: tuple[Prices, ...] = ()

    @property
    def extensions(self) -> tuple[Fact, ...]:
        """The facts that the policy adds."""
        return self.policy.rules.extensions

    @property
    def first(self) -> Bound:
        """The table whose rows are kept together."""
        return next(iter(self.large.values()))

    @property
    def below(self) -> tuple[Bound, ...]:
        """The large tables beside the first one."""
        return tuple(self.large.values())[1:]

    def holds(self, kind: Kind) -> bool:
        """Whether rows of another large table belong to those of this kind."""
        return any(kind in bound.binding.links.values() for bound in self.large.values())

    def parent(self, kind: Kind) -> Kind:
        """Return the kind of subject through which the rows of a table below come to those of the first one."""
        linked = set(self.large[kind].binding.links.values())
        return next(parent for parent in self.large if parent in linked)


def plan_of(
    policy: Policy,
    names: tuple[str, ...],
    main: Kind,
    schemas: Mapping[Kind, Any],
    source: Source,
) -> Plan:
    """Return a plan from the Arrow schemas of all tables.

    Raises:
        BadSetting: when a table has no place beside the main one.
        InvalidData: when a header has faults, or lacks a column of ids or links by which tables are joined.
    """
    facts = policy.rules.extensions
    tables = {
        kind: _bound(kind, schema, facts, schemas, source) for kind, schema in schemas.items()
    }
    first = _first(main, tables)
    faults = [fault for table in tables.values() for fault in _faults(table, source)]
    faults = faults or list(_lacking(main, first, tables))
    if faults:
        raise InvalidData(faults)
    kept = {kind: _kept(table, facts, schemas, source) for kind, table in tables.items()}
    above = {kind: table for kind, table in kept.items() if kind in first.ancestors()}
    large = {first: kept[first], **{k: table for k, table in kept.items() if k not in above}}
    return Plan(policy, names, main, large, above, source.prices_of)


def _bound(
    kind: Kind,
    schema: Any,
    facts: Iterable[Fact],
    given: Iterable[Kind],
    source: Source,
) -> Bound:
    header = tuple(schema.names)
    sheet = Sheet(str(kind.label), header, tuple([] for _ in header), ())
    binding = bind(
        sheet,
        kind,
        facts,
        given=given,
        ignore=source.ignore,
        prices_stated=source.prices_of is not None,
        row=None,
    )
    return Bound(kind, sheet.file, schema, tuple(range(len(header))), binding)


def _kept(table: Bound, facts: Iterable[Fact], given: Iterable[Kind], source: Source) -> Bound:
    """Return a table with those columns alone that are read."""
    places = tuple(sorted({*table.binding.keys, *table.binding.links}))
    schema = pa.schema([table.schema.field(place) for place in places])
    return attrs.evolve(_bound(table.kind, schema, facts, given, source), places=places)


def without_ids(plan: Plan, kind: Kind) -> Plan:
    """Return a plan in which a table goes without its ids, which nothing else needs any more."""
    table = plan.large[kind]
    places = [place for place in range(len(table.schema)) if place != table.id]
    schema = pa.schema([table.schema.field(place) for place in places])
    given = (*plan.large, *plan.above)
    bound = _bound(kind, schema, plan.extensions, given, Source(None, plan.prices_of))
    kept = attrs.evolve(bound, places=tuple(table.places[place] for place in places))
    return attrs.evolve(plan, large={**plan.large, kind: kept})


def _first(main: Kind, tables: Iterable[Kind]) -> Kind:
    """Return the kind of subject whose rows are kept together: that of which `main` is a member, else itself."""
    holders = (kind for kind in tables if kind in main.ancestors() and relation_to(main, kind))
    return main if main.relations else next(holders, main)


def _faults(table: Bound, source: Source) -> Iterable[Fault]:
    yield from table.binding.faults
    year = table.binding.year
    if source.prices_of is not None and year not in (None, source.prices_of):
        parts = {"years": f"{year}, {source.prices_of}"}
        yield Fault("price-years-differ", file=table.label, parts=parts)


def _lacking(main: Kind, first: Kind, tables: Mapping[Kind, Bound]) -> Iterable[Fault]:
    """Yield a fault for each table that lacks the column by which it would be joined."""
    labels = {kind: table.label for kind, table in tables.items()}
    lacking = {} if tables[first].id is not None else {(first, labels[first]): None}
    for child, parent, _ in edges(main, labels):
        if parent not in tables[child].binding.links.values():
            lacking[parent, labels[child]] = None
        if tables[parent].id is None:
            lacking[parent, labels[parent]] = None
    yield from (lacks_id(parent, label, None) for parent, label in lacking)


def years_of(plan: Plan, stated: Mapping[Kind, Any]) -> tuple[Prices, ...]:
    """Return the price years that rows can have together with those above them.

    `stated` holds, as Arrow, the distinct values of the columns of price years.
    """
    above = [kind for kind in (*plan.large, *plan.above) if kind in plan.main.ancestors()]
    kinds = (plan.main, *above)
    own = _years(plan, plan.large, stated)
    others = (_years(plan, plan.large if kind in plan.large else [kind], stated) for kind in above)
    return tuple(
        {kind: year for kind, year in zip(kinds, years, strict=True) if year != _NONE}
        for years in product(own, *([*years, _NONE] for years in others))
    )


def _years(plan: Plan, kinds: Iterable[Kind], stated: Mapping[Kind, Any]) -> list[int | None]:
    tables = (*plan.large.values(), *plan.above.values())
    fixed = {year for year in (plan.prices_of, *(t.binding.year for t in tables)) if year}
    columns = [read_stated(stated[kind]).read.tolist() for kind in kinds if kind in stated]
    rows = {year for column in columns for year in column if year}
    return [*sorted(fixed | rows), *([] if fixed else [None])]
