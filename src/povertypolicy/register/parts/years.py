"""The price years that rows of a register may have, so that the results of all parts have the same columns and bits."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

import pyarrow.compute as pc

from povertypolicy.register.headers import PRICES, Binding
from povertypolicy.register.linking import YEAR
from povertypolicy.register.parts.rowgroups import Kind, batches
from povertypolicy.register.parts.tables import PartTables
from povertypolicy.subjects import PRICE_YEARS

Prices = dict[Kind, int | None]


def years_of(tables: PartTables) -> tuple[Prices, ...]:
    """Return the price years by kind of subject to be ready for; none where all rows have one, or none.

    Raises:
        BadFile: when a file is damaged.
    """
    stated = tables.prices_of is not None
    if stated or not any(PRICES in binding.keys.values() for binding in _bindings(tables)):
        whole = {binding.year for binding in _bindings(tables)} - {None}
        if stated or not whole or tables.bindings[tables.main].year is not None:
            return ()
    years = [None, *sorted(set(_stated(tables)))]
    above = [kind for kind in (*tables.bindings, *tables.above) if kind in tables.main.ancestors()]
    choices: Iterable[tuple[Any, ...]] = product(years, *([*years, ...] for _ in above))
    return tuple(
        {
            kind: year
            for kind, year in zip((tables.main, *above), choice, strict=True)
            if year is not ...
        }
        for choice in choices
    )


def _bindings(tables: PartTables) -> Iterator[Binding]:
    yield from tables.bindings.values()
    yield from (small.binding for small in tables.above.values())


def _stated(tables: PartTables) -> Iterator[int]:
    """Yield every year that is stated anywhere, perhaps several times."""
    yield from (binding.year for binding in _bindings(tables) if binding.year is not None)
    for table in tables.large:
        for place in _places(tables.bindings[table.kind].keys):
            for batch in batches(table, [table.schema.names[place]]):
                yield from _years(pc.unique(batch.column(0)).to_pylist())
    for small in tables.above.values():
        for place in _places(small.binding.keys):
            column = small.sheet.columns[place]
            yield from _years(column if isinstance(column, list | tuple) else column.to_pylist())


def _places(keys: Mapping[int, str]) -> list[int]:
    return [place for place, key in keys.items() if key == PRICES]


def _years(cells: Iterable[object]) -> Iterator[int]:
    for cell in cells:
        told = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()
        if YEAR.fullmatch(told) and int(told) in PRICE_YEARS:
            yield int(told)
