"""What can change in each kind of clause that is looked up: words, rows, shares, targets."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs

from povertypolicy.clauses import DocumentCheck, Listing, Schedule, Split, Table
from povertypolicy.clauses.tables import Row
from povertypolicy.expr import nodes as n
from povertypolicy.testing.changing import (
    CHANGES,
    ONE_DAY,
    Change,
    changed,
    mutates,
    named,
    put,
    stepped,
)

CHANGES[DocumentCheck] = ()


@mutates(Listing)
def _members(node: Listing, _: dt.date) -> Iterator[Change]:
    words = node.vocabulary
    opened = attrs.evolve(words, closed=not words.closed)
    fresh = attrs.evolve(node, vocabulary=opened)
    yield Change("closed", "vocabulary.closed", str(words.closed), str(opened.closed), fresh)
    for index, term in enumerate(words.terms):
        rest = attrs.evolve(words, terms=put(words.terms, index))
        shorter = attrs.evolve(node, vocabulary=rest)
        yield Change("dropped", f"vocabulary[{index}]", term.id, "nothing", shorter)
        other = attrs.evolve(term, id=f"other_{term.id}")
        renamed = attrs.evolve(words, terms=put(words.terms, index, other))
        fresh = attrs.evolve(node, vocabulary=renamed)
        yield Change("word", f"vocabulary[{index}]", term.id, other.id, fresh)


@mutates(Table)
def _rows(node: Table, _: dt.date) -> Iterator[Change]:
    for index, row in enumerate(node.rows):
        told = row.values or (row.open_,)
        if row.open_ is None:
            dropped = attrs.evolve(node, rows=put(node.rows, index))
            yield Change("dropped", f"rows[{index}]", named(told), "nothing", dropped)
        for place, old, new in _cells(node, row):
            fresh = attrs.evolve(node, rows=put(node.rows, index, new))
            yield Change("cell", f"rows[{index}][{place}]", named(old), named(new.values), fresh)
    rest = node.otherwise
    if rest is not None:
        yield changed(node, "otherwise dropped", "otherwise", named(rest.values), None)
        for place, old, new in _cells(node, rest):
            fresh = attrs.evolve(node, otherwise=new)
            yield Change("cell", f"otherwise[{place}]", named(old), named(new.values), fresh)


def _cells(node: Table, row: Row) -> Iterator[tuple[int, object, Row]]:
    """Each cell of a row replaced by the next word of its column or, where it holds no word, by another value."""
    if row.open_ is not None:
        other = next((r.values for r in node.rows if r.open_ is None), None)
        if other is not None:
            yield 0, row.open_.en, attrs.evolve(row, values=other, open_=None)
        return
    for place, (heading, value) in enumerate(zip(node.values, row.values, strict=True)):
        for instead in _instead(heading.vocabulary, value):
            yield place, value, attrs.evolve(row, values=put(row.values, place, instead))


def _instead(words: n.Vocabulary | None, value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        for index in range(len(value)):
            yield put(value, index)
    elif words is not None:
        yield from (word for word in words.ids() if word != value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1)
    elif isinstance(value, dt.date):
        yield from (value + ONE_DAY, value - ONE_DAY)
    else:
        yield f"{value}?"


@mutates(Split)
def _shares(node: Split, _: dt.date) -> Iterator[Change]:
    for index, payer in enumerate(node.payers):
        for shares in (payer.shares + 1, payer.shares - 1):
            payers = put(node.payers, index, attrs.evolve(payer, shares=shares))
            fresh = attrs.evolve(node, payers=payers)
            yield Change("figure", f"payers[{index}]", str(payer.shares), str(shares), fresh)
    for index, (name, _reason) in enumerate(node.nobody):
        fresh = attrs.evolve(node, nobody=put(node.nobody, index))
        yield Change("dropped", f"nobody[{index}]", name, "nothing", fresh)


@mutates(Schedule)
def _targets(node: Schedule[Any], _: dt.date) -> Iterator[Change]:
    for index, target in enumerate(node.targets):
        for kind, quantity in stepped(target.value.quantity):
            value = attrs.evolve(target.value, quantity=quantity)
            targets = put(node.targets, index, attrs.evolve(target, value=value))
            fresh = attrs.evolve(node, targets=targets)
            told = str(target.value.quantity), str(quantity)
            yield Change(kind, f"targets[{index}]", *told, fresh)
        for year in (target.year + 1, target.year - 1):
            targets = put(node.targets, index, attrs.evolve(target, year=year))
            fresh = attrs.evolve(node, targets=targets)
            yield Change("year", f"targets[{index}]", str(target.year), str(year), fresh)
    for index, target in enumerate(node.targets if len(node.targets) > 1 else ()):
        fresh = attrs.evolve(node, targets=put(node.targets, index))
        yield Change("dropped", f"targets[{index}]", str(target.year), "nothing", fresh)
    if node.total is not None:
        yield changed(node, "total dropped", "total", node.total, None)
