"""From headers to facts, once for a whole table.

A header is a fact's name or a label, in Chinese or English, with an optional remark on unit and price year:
``工资性收入（元，2014年不变价）``, ``wage income (yuan, prices of 2014)``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import attrs

from povertypolicy.errors import Fault, hint
from povertypolicy.expr.facts import Fact, NumberFact
from povertypolicy.expr.relations import Parent
from povertypolicy.expr.values import shape, shown, squeeze
from povertypolicy.quantities import (
    Area,
    Count,
    Money,
    MoneyPerHead,
    Months,
    Points,
    Share,
    Unit,
    Year,
    Years,
)
from povertypolicy.register.sheets import Sheet
from povertypolicy.register.tables import Table
from povertypolicy.subjects import Subject, fact_columns
from povertypolicy.texts import Text

ID, PRICES = "id", "prices_of"

PRICE_HEADERS = ("价格年份", "price year")
"""The header of a column that states the price year of each row, in Chinese and in English."""

_SPECIAL = {ID: ("id", "编号"), PRICES: ("prices_of", *PRICE_HEADERS)}
_ALSO = {"Village": ("村编号",), "Person": ("人员编号",), "County": ("县编号",)}
_REMARK = re.compile(r"(.+?)\(([^()]*)\)$")
_YEAR = re.compile(
    r"(?:(\d{4})年(?:不变价|可比价|价格|价)|(?:constant)?pricesof(\d{4})|(?:constant)?(\d{4})prices)"
)

UNIT_WORDS: dict[type[Unit], tuple[str, str, *tuple[str, ...]]] = {
    Money: ("元", "yuan", "人民币元", "rmb", "cny"),
    MoneyPerHead: ("元", "yuan", "元/人", "元/人·年", "yuan per head", "yuan/head"),
    Share: ("%", "%", "百分比", "percent"),
    Count: ("个", "number", "人", "户", "名", "persons", "households"),
    Points: ("分", "points"),
    Area: ("平方米", "square metres", "m2"),
    Years: ("岁", "years", "年"),
    Months: ("个月", "months", "月"),
    Year: ("年", "year"),
}
"""How a header may write a unit: in Chinese, in English, and in other ways."""

FEN_WORDS = ("分", "fen")
"""How the header of an amount says that its numbers are whole fen, the steps in which money is recorded."""

_WANTED: dict[type[Unit], Text] = {
    Share: Text("百分比（%）", "percent"),
    Count: Text("个数", "a count"),
}


@attrs.frozen
class Binding:
    """What the columns of a table are.

    `keys` gives the fact, or the id or price year, of each column that is read; `links` the columns that name
    the subject a row belongs to; `faults` what is wrong with the header; `printed` the headers as messages show them;
    `fen` the columns whose amounts are in fen.
    """

    keys: Mapping[int, str] = attrs.field(factory=dict)
    links: Mapping[int, type[Subject]] = attrs.field(factory=dict)
    year: int | None = None
    faults: tuple[Fault, ...] = ()
    printed: Mapping[int, str] = attrs.field(factory=dict)
    fen: frozenset[int] = frozenset()

    def headers(self, header: Sequence[str]) -> dict[str, str]:
        """Return the header as messages show it, by the name of what stands in the column."""
        told = {key: self.printed.get(n, header[n]) for n, key in self.keys.items()}
        return told | {link_key(parent): header[n] for n, parent in self.links.items()}


def link_key(parent: type[Subject]) -> str:
    """Return the key under which a record names the subject it belongs to."""
    return f"{parent.__name__.lower()}_id"


def column_place(number: int) -> Text:
    """Return where a column stands, counted from 0, as spreadsheets name it and as a number from 1.

    >>> column_place(27).en
    'column AB (no. 28)'
    """
    letters, rest = "", number + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return Text(f"{letters}列（第{number + 1}列）", f"column {letters} (no. {number + 1})")


def parents_of(
    cls: type[Subject], given: Iterable[type[Subject]] = ()
) -> tuple[type[Subject], ...]:
    """Return the kinds of subject that one of `cls` can belong to, looking also at the kinds `given`."""
    kind: Any = cls  # for the type checker: it has a hash
    return _parents_of(kind, tuple(given))


@lru_cache(maxsize=256)
def _parents_of(cls: type[Subject], given: tuple[type[Subject], ...]) -> tuple[type[Subject], ...]:
    found = [value.parent() for value in vars(cls).values() if isinstance(value, Parent)]
    holders = [other for other in given if any(r.member() is cls for r in other.relations.values())]
    return tuple(dict.fromkeys([*found, *holders]))


def id_headers(cls: type[Subject]) -> tuple[str, ...]:
    """Return the headers that name the id of a kind of subject, in that table and in those linked to it."""
    name = cls.__name__.lower()
    return (
        f"{cls.label.zh}编号",
        f"{cls.label.en} id",
        f"{name}_id",
        *_ALSO.get(cls.__name__, ()),
    )


@attrs.frozen(eq=False)
class _Names:
    """What each squeezed header stands for."""

    facts: Mapping[str, Fact]
    special: Mapping[str, str]
    links: Mapping[str, type[Subject]]

    def knows(self, name: str) -> bool:
        return name in self.facts or name in self.special or name in self.links


@lru_cache(maxsize=64)
def _names(
    cls: type[Subject], extensions: tuple[Fact, ...], given: tuple[type[Subject], ...]
) -> _Names:
    facts = {squeeze(name): fact for name, fact in fact_columns(cls, extensions).items()}
    special = {squeeze(name): key for key, names in _SPECIAL.items() for name in names}
    special |= {squeeze(name): ID for name in id_headers(cls)}
    links = {
        squeeze(name): parent for parent in parents_of(cls, given) for name in id_headers(parent)
    }
    return _Names(facts, special, links)


def bind(
    table: Table | Sheet,
    cls: type[Subject],
    extensions: Iterable[Fact],
    *,
    given: Iterable[type[Subject]] = (),
    ignore: Iterable[str] = (),
    prices_stated: bool = False,
    row: int | None = 1,
) -> Binding:
    """Return what the columns of a table about `cls` are; columns named in `ignore` are passed over.

    `given` are the kinds of subject that other tables hold, to which rows may link. Unless the caller has stated
    the price year of all amounts (`prices_stated`), a year in one header must stand in every priced header.
    `row` is where the header stands, None for a table that has names of columns instead.
    """
    kind: Any = cls  # for the type checker: it has a hash
    names = _names(kind, tuple(extensions), tuple(given))
    passed = frozenset(map(squeeze, ignore))
    unnamed = (n for n, header in enumerate(table.header) if not squeeze(header))
    filled = frozenset(number for number in unnamed if _filled(table, number))
    return _bound(
        names,
        file=table.file,
        header=tuple(table.header),
        filled=filled,
        ignore=passed,
        stated=prices_stated,
        row=row,
    )


@lru_cache(maxsize=64)
def _bound(
    names: _Names,
    *,
    file: str,
    header: tuple[str, ...],
    filled: frozenset[int],
    ignore: frozenset[str],
    stated: bool,
    row: int | None,
) -> Binding:
    binder = _Binder(names, file, filled, ignore, stated, row)
    for number, name in enumerate(header):
        binder.column(number, name)
    return binder.binding()


@attrs.define
class _Binder:
    """Binds the columns of a table; `filled` are those without a name that have any content."""

    names: _Names
    file: str
    filled: frozenset[int]
    ignore: frozenset[str]
    stated: bool
    row: int | None
    keys: dict[int, str] = attrs.field(factory=dict)
    links: dict[int, type[Subject]] = attrs.field(factory=dict)
    years: dict[int, str] = attrs.field(factory=dict)
    priced: dict[int, NumberFact[Any, Any]] = attrs.field(factory=dict)
    printed: dict[int, str] = attrs.field(factory=dict)
    fen: set[int] = attrs.field(factory=set)
    faults: list[Fault] = attrs.field(factory=list)

    def column(self, number: int, header: str) -> None:
        """Say what one column is, or what is wrong with its header."""
        whole = squeeze(header)
        if whole in self.ignore:
            return
        if not whole:
            self.unnamed(number)
            return
        name, remark = whole, ""
        match = None if self.names.knows(whole) else _REMARK.match(whole)
        if match is not None:
            name, remark = match.groups()
        if name in self.names.facts:
            self.fact(number, header, self.names.facts[name], remark)
        elif name in self.names.special and not remark:
            self.take(number, self.names.special[name], Text(header, header))
        elif name in self.names.links and not remark:
            self.links[number] = self.names.links[name]
        else:
            self.unknown(number, header, name)

    def unnamed(self, number: int) -> None:
        if number in self.filled:
            self.fault("unnamed-header", number=number + 1)

    def fact(self, number: int, header: str, fact: Fact, remark: str) -> None:
        self.take(number, fact.info.name, fact.info.label)
        if isinstance(fact, NumberFact) and fact.priced:
            self.priced[number] = fact
        before = len(self.faults)
        for part in filter(None, re.split("[,、;]", remark)):
            self.remark(number, fact, part)
        understood = len(self.faults) == before
        self.printed[number] = header if understood else f"{fact.info.label.zh}（…）"

    def take(self, number: int, key: str, label: Text) -> None:
        if key in self.keys.values():
            self.fault("duplicate-header", place=column_place(number), fact=label)
        else:
            self.keys[number] = key

    def remark(self, number: int, fact: Fact, part: str) -> None:
        year = _YEAR.fullmatch(part)
        if not isinstance(fact, NumberFact):
            self.fault("header-remark", place=column_place(number), fact=fact.info.label)
        elif year is not None and fact.priced:
            self.years[number] = next(filter(None, year.groups()))
        elif part in FEN_WORDS and fact.unit.base == 100:  # noqa: PLR2004 - fen
            self.fen.add(number)
        elif part not in map(squeeze, UNIT_WORDS[fact.unit]):
            wanted = _WANTED.get(fact.unit, fact.unit.label)
            strange = "header-remark" if re.search(r"\d", part) else "header-unit"
            about = {"place": column_place(number), "fact": fact.info.label, "shape": shape(part)}
            self.fault(strange, **about, wanted=wanted)

    def unknown(self, number: int, header: str, name: str) -> None:
        """Report a header; it is printed only when it is near a known one: else it may be a person's name."""
        spoken = [label for fact in self.names.facts.values() for label in fact.info.all_headers()]
        near = hint(header, spoken)
        if not near["hint_zh"]:
            near = hint(name, [squeeze(label) for label in spoken])
        printed = shown(header) if near["hint_zh"] else None
        told = shape(header) if printed is None else Text(f"“{printed}”", f'"{printed}"')
        self.fault("unknown-header", place=column_place(number), key=told, **near)

    def fault(self, code: str, **parts: object) -> None:
        self.faults.append(Fault(code, file=self.file, row=self.row, parts=parts))

    def binding(self) -> Binding:
        if not self.keys and not self.links:
            first = next(iter(self.names.facts.values())).info.label
            parts = {"known": first}
            self.faults = [Fault("no-known-header", file=self.file, row=self.row, parts=parts)]
        years = sorted(set(self.years.values()))
        if len(years) > 1:
            self.fault("price-years-differ", years=", ".join(years))
        if years and not self.stated:
            for number in self.priced.keys() - self.years.keys():
                about = {"place": column_place(number), "fact": self.priced[number].info.label}
                self.fault("price-year-missing", **about, year=years[0])
        year = int(years[0]) if len(years) == 1 else None
        told = tuple(self.faults)
        return Binding(self.keys, self.links, year, told, self.printed, frozenset(self.fen))


def _filled(table: Table | Sheet, number: int) -> bool:
    """Whether a column has any content."""
    if isinstance(table, Table):
        return any(row.cells[number] for row in table.rows if row.fault is None)
    column = table.columns[number]
    cells = column.to_pylist() if hasattr(column, "to_pylist") else column
    return any(cell not in (None, "") for cell in cells)
