"""Splits: who pays which part of an amount. The parts add up to the fen."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs

from povertypolicy.apportioning import apportion
from povertypolicy.citations import Citation
from povertypolicy.clauses.tables import Table
from povertypolicy.clauses.told import LookedUp, Told, left_open, not_given
from povertypolicy.errors import BadRule, Fault, InvalidData
from povertypolicy.expr.values import Reject, number_of
from povertypolicy.parameters import Parameter
from povertypolicy.provenance import Force, info
from povertypolicy.quantities import Count, Fen, Money, MoneyPerHead, Quantity, count, yuan
from povertypolicy.texts import Text, Words, text

_NO_AMOUNT = Text("这一天还没有人均数", "there is no amount per head on that day")
TOTAL = Text("总额（元）", "total in yuan")
COUNT = Text("人数", "number of persons")


@attrs.frozen
class Payer:
    """One part: who pays it, and how many shares it has."""

    name: str
    label: Text
    shares: int


@attrs.frozen(eq=False, repr=False)
class Split(LookedUp):
    """An amount divided by shares, to the fen: what does not divide goes by largest remainder, the first of equals first.

    With `each`, an amount per head, it is asked with a number of persons instead of a total. `named` is the table
    that names one of the payers, `payer` which; the word that the table is asked with names the payer `asker`.
    `nobody` holds the words of the table that name no payer, and why the split is then left open.
    """

    payers: tuple[Payer, ...]
    each: Parameter[Any] | None = None
    named: Table | None = None
    payer: str = ""
    asker: str = ""
    nobody: tuple[tuple[str, Text], ...] = ()

    @property
    def wanted(self) -> dict[str, Text]:
        """What it is asked with."""
        base = {"total": TOTAL} if self.each is None else {"count": COUNT}
        return base if self.named is None else {**base, **self.named.wanted}

    def read(self, name: str, value: object) -> object:
        """Return the total in yuan and the count as whole numbers; words as they are.

        Raises:
            InvalidData: for what is no number.
        """
        if name not in ("total", "count"):
            return value
        try:
            return (yuan if name == "total" else count)(number_of(value))
        except Reject as reject:
            raise InvalidData([Fault(reject.code, path=name, parts=reject.parts)]) from None

    def answer(self, day: dt.date, /, **given: Any) -> Told:
        """Return the amount of each part in fen, by payer.

        `total` is money such as ``yuan(20000)``, `count` a number of persons.

        Raises:
            InvalidData: when the total is no money of whole fen, or the count no whole number.
        """
        lacking = [label for name, label in self.wanted.items() if given.get(name) is None]
        if lacking:
            return not_given(lacking)
        names = {payer.name: (payer.name, payer.label) for payer in self.payers}
        if self.named is not None:
            told = self.named.answer(day, **{name: given[name] for name in self.named.wanted})
            open_ = dict(self.nobody).get(told.value)
            if told.reasons or open_ is not None:
                return told if open_ is None else left_open(open_)
            names |= self._named(self.named, given, told.value)
        total = self._total(day, given)
        if total is None:
            return left_open(_NO_AMOUNT)
        parts: dict[str, Fen] = {}
        labels = dict(names.values())
        shares = apportion(total, [payer.shares for payer in self.payers])
        for payer, fen in zip(self.payers, shares, strict=True):
            name = names[payer.name][0]
            parts[name] = Fen(parts.get(name, 0) + fen)
        lines = [
            (labels[name], Text(f"{fen}", f"{fen.yuan:,} yuan")) for name, fen in parts.items()
        ]
        return Told(value=parts, lines=tuple(lines))

    def _named(self, table: Table, given: Mapping[str, Any], found: str) -> dict[str, Any]:
        (key,), (value,) = table.keys, table.values
        asked = key.word(given[key.name])
        return {self.asker: (asked, key.said(asked)), self.payer: (found, value.said(found))}

    def _total(self, day: dt.date, given: Mapping[str, Any]) -> int | None:
        if self.each is None:
            return _whole(given["total"], Money, "total", "yuan(...)")
        persons, each = given["count"], self.each.on(day)
        if type(persons) is int:
            persons = count(persons)
        whole = _whole(persons, Count, "count", "count(...)")
        return None if each is None else int(whole * each.quantity.value)


def _whole(amount: object, unit: type[Any], path: str, call: str) -> int:
    """Return whole steps.

    Raises:
        InvalidData: for another unit, a bare number, parts of a step, or less than 0.
    """
    if isinstance(amount, Fen) and unit is Money:
        amount = yuan(amount.yuan)
    if not isinstance(amount, Quantity) or amount.unit is not unit:
        raise InvalidData([Fault("ambiguous-unit", path=path, parts={"call": call})])
    if amount.prices_of is not None:
        raise InvalidData([Fault("no-prices", path=path)])
    if amount.value.denominator != 1:
        places = unit.decimals
        raise InvalidData([Fault("too-fine", path=path, parts={"places": places})])
    if amount.value < 0:
        parts = {"low": 0, "high": "∞"}
        raise InvalidData([Fault("out-of-range", path=path, parts=parts)])
    return int(amount.value)


def split(
    id: str,
    words: Words,
    shares: Mapping[str, tuple[Words, int]],
    *,
    cite: Citation,
    each: Parameter[Any] | None = None,
    named: tuple[str, Table] | None = None,
    asker: str = "",
    nobody: Mapping[str, Words] | None = None,
    kind: str = "allocation",
    force: Force = Force.MUST,
    assumes: Words | tuple[Words, ...] = (),
    since: str | None = None,
    until: str | None = None,
) -> Split:
    """Declare a split: ``{"province": (("省", "province"), 6), ...}``; `named` is a payer and the table that names it.

    The word with which that table is asked names the payer `asker`; words of it that are `nobody` leave the split open.

    Raises:
        BadRule: when it could not be asked: shares that are not positive whole numbers, payers that there are not, a
            table of several keys or values, an amount per head that is no money.
    """
    payer, table = named or ("", None)
    about = info(
        id,
        words,
        cite=cite,
        shape="split",
        kind=kind,
        force=force,
        assumes=assumes,
        since=since,
        until=until,
    )
    payers = tuple(Payer(name, text(label), number) for name, (label, number) in shares.items())
    open_ = tuple((name, text(reason)) for name, reason in (nobody or {}).items())
    made = Split(about, payers, each, table, payer, asker, open_)
    if not _is_usable(made):
        raise BadRule(
            zh=f"分担“{id}”：每份须为正整数，人均数须是金额，named、asker 须是其中的出资方，表须一对一。",
            en=f'The split "{id}": shares are positive whole numbers, the amount per head is money, '
            "`named` and `asker` are among the payers, and the table has one key and one word.",
            where=about.where,
        )
    return made


def _is_usable(split: Split) -> bool:
    shares = [payer.shares for payer in split.payers]
    good = bool(shares) and all(type(number) is int and number > 0 for number in shares)
    return good and _has_money(split.each) and (split.named is None or _names_payers(split))


def _has_money(each: Parameter[Any] | None) -> bool:
    """Whether an amount per head is money of whole fen."""
    if each is None:
        return True
    whole = all(value.value.quantity.value.denominator == 1 for value in each.values)
    return whole and each.unit in (Money, MoneyPerHead)


def _names_payers(split: Split) -> bool:
    """Whether the table names one payer by one word, and another is named by what it is asked with."""
    assert split.named is not None  # noqa: S101 - asked about splits with a table
    names = {payer.name for payer in split.payers}
    if split.payer == split.asker or not {split.payer, split.asker} <= names:
        return False
    table = split.named
    words = table.values[0].vocabulary
    single = all(isinstance(row.values[0], str) for row in table.rows if row.open_ is None)
    if len(table.keys) != 1 or len(table.values) != 1 or words is None or not single:
        return False
    return set(dict(split.nobody)) <= set(words.ids())
