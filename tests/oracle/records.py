"""Random subjects: small numbers that meet on purpose, every fact known or missing.

A `Chooser` draws; Hypothesis or a seeded generator stands behind it.
"""

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from povertypolicy.deciding.detail import with_fact
from povertypolicy.expr import facts as f
from povertypolicy.expr import fields
from povertypolicy.expr.nodes import vocabulary
from povertypolicy.quantities import Fen
from povertypolicy.subjects import Household, Person, Subject, Village, build

T = TypeVar("T")


class Chooser(Protocol):
    """Where chance comes from."""

    def pick(self, options: Sequence[T]) -> T:
        """One of several; the first is the simplest."""


class Seeded:
    """Chance from a seed."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)

    def pick(self, options: Sequence[T]) -> T:
        return self._random.choice(options)


GOODS = vocabulary(
    ("用具", "goods"), stove=("炉灶", "stove"), bed=("床", "bed"), quilt=("被子", "quilt")
)
HOUSES = vocabulary(("房屋", "house"), brick=("砖", "brick"), adobe=("土坯", "adobe"))

EXTENSIONS: tuple[Any, ...] = (
    fields.number(("房间数", "rooms"), high=4).on(Household, "test_rooms"),
    fields.money(("欠款或结余", "balance"), low=-(10**6), high=10**6, priced=True).on(
        Household, "test_balance"
    ),
    fields.share(("自筹比例", "own share")).on(Household, "test_share"),
    fields.area(("居住面积", "floor area"), high=1000).on(Household, "test_area"),
    fields.recorded_day(("建房日期", "day built")).on(Household, "test_built"),
    fields.word(("房屋类型", "kind of house"), HOUSES).on(Household, "test_house"),
    fields.word_list(("家中用具", "goods at home"), GOODS).on(Household, "test_goods"),
    fields.number(("受教育年数", "years of schooling"), high=20).on(Person, "test_schooling"),
    fields.money(("本人收入", "own income"), priced=True).on(Person, "test_income"),
    fields.money(("本人净额", "own balance"), low=-(10**6), high=10**6, priced=True).on(
        Person, "test_net"
    ),
    fields.share(("出勤率", "attendance")).on(Person, "test_attendance"),
    fields.yes_no(("通公路", "has a road")).on(Village, "test_road"),
    fields.money(("集体收入", "collective income"), priced=True).on(Village, "test_collective"),
)

FEN = (0, 1, 100, 150, 200, 300, 400_000, 12_345)
DAYS = tuple(map(dt.date.fromisoformat, ("2000-02-29", "2016-06-04", "2017-12-31", "2018-03-01")))
YEARS = (2014, None, 2016)


def facts_of(cls: type[Subject], extensions: tuple[Any, ...] = EXTENSIONS) -> list[Any]:
    """The facts of a subject that rules read."""
    own = [fact for fact in extensions if fact.info.owner is cls]
    return [x for x in (*cls.facts.values(), *own) if not isinstance(x, f.TextFact)]


def steps_of(fact: Any) -> tuple[int, ...]:
    """Recorded steps of a number fact that meet the lines of the random rules."""
    if fact.unit.base == 100:
        values: tuple[int, ...] = (*FEN, -100, -150)
    elif fact.steps > 1:
        values = (0, fact.steps, fact.steps // 2, 9 * fact.steps // 20, 1, 3 * fact.steps)
    else:
        values = (0, 1, 2, 3, 10)
    fit = tuple(value for value in values if fact.low <= value <= fact.high)
    return fit or (fact.low, fact.low + 67, fact.low + 69)  # of years: the first, 2016, 2018


def value_of(chooser: Chooser, fact: Any) -> Any:
    """A known value of a fact."""
    if isinstance(fact, f.NumberFact):
        steps = chooser.pick(steps_of(fact))
        return Fen(steps) if fact.unit.base == 100 else steps
    if isinstance(fact, f.FlagFact):
        return chooser.pick((True, False))
    if isinstance(fact, f.WordFact):
        return chooser.pick(fact.vocabulary.ids())
    if isinstance(fact, f.ListFact):
        return frozenset(x for x in fact.vocabulary.ids() if chooser.pick((True, False)))
    return chooser.pick(DAYS)


def record(
    chooser: Chooser,
    cls: type[Subject],
    *,
    gaps: int = 4,
    most: int = 3,
    dated: bool = True,
    extensions: tuple[Any, ...] = EXTENSIONS,
) -> Any:
    """A subject; one fact in `gaps` is missing, none where `gaps` is 0."""
    missing = (False,) * max(gaps - 1, 1) + (True,) * (gaps > 0)
    values: dict[str, Any] = {"prices_of": chooser.pick(YEARS) if dated else None}
    more: dict[str, Any] = {}
    for fact in facts_of(cls, extensions):
        known = None if chooser.pick(missing) else value_of(chooser, fact)
        (values if fact.info.attribute else more)[fact.info.name] = known
    for name, relation in cls.relations.items():
        rows = (
            record(
                chooser, relation.member(), gaps=gaps, most=2, dated=False, extensions=extensions
            )
            for _ in range(chooser.pick(range(most + 1)))
        )
        values[name] = None if chooser.pick(missing) else tuple(rows)
    return build(cls, {**values, "more": more})


def forget(chooser: Chooser, subject: Any) -> Any:
    """The subject with some of its yes-and-no facts missing, and of those of its rows."""
    values = dict(subject.__dict__)
    for fact in subject.facts.values():
        if isinstance(fact, f.FlagFact) and chooser.pick((True, False)):
            values[fact.info.name] = None
    for name in subject.relations:
        if values[name] is not None:
            values[name] = tuple(forget(chooser, row) for row in values[name])
    return build(type(subject), values)


def fill(
    chooser: Chooser,
    subject: Any,
    odds: tuple[bool, ...] = (True, False),
    extensions: tuple[Any, ...] = EXTENSIONS,
) -> Any:
    """The subject with some of its missing facts and tables known, and those of its rows."""
    values, more = dict(subject.__dict__), dict(subject.more)
    for fact in facts_of(type(subject), extensions):
        store = values if fact.info.attribute else more
        if store.get(fact.info.name) is None and chooser.pick(odds):
            store[fact.info.name] = value_of(chooser, fact)
    for name, relation in subject.relations.items():
        rows = values[name]
        if rows is not None:
            values[name] = tuple(fill(chooser, row, odds, extensions) for row in rows)
        elif chooser.pick(odds):
            values[name] = new_rows(chooser, relation.member(), extensions)
    return build(type(subject), {**values, "more": more})


def new_rows(
    chooser: Chooser, member: type[Subject], extensions: tuple[Any, ...] = EXTENSIONS
) -> tuple[Any, ...]:
    """Up to two rows, all of whose facts are known."""
    return tuple(
        record(chooser, member, gaps=0, most=1, dated=False, extensions=extensions)
        for _ in range(chooser.pick(range(3)))
    )


def settle(
    chooser: Chooser, subject: Any, missing: Any, extensions: tuple[Any, ...] = EXTENSIONS
) -> Any:
    """The subject with one missing fact or table known, of its own or of its rows."""
    if missing.fact is not None:
        return with_fact(subject, missing, value_of(chooser, missing.fact))
    *steps, name = missing.path.split(".")
    return _with_rows(
        chooser, subject, [step.rstrip("]").split("[") for step in steps], name, extensions
    )


def _with_rows(
    chooser: Chooser, subject: Any, steps: list[list[str]], name: str, extensions: tuple[Any, ...]
) -> Any:
    if not steps:
        rows = new_rows(chooser, subject.relations[name].member(), extensions)
        return build(type(subject), {**subject.__dict__, name: rows})
    (table, position), *rest = steps
    rows = list(getattr(subject, table))
    rows[int(position)] = _with_rows(chooser, rows[int(position)], rest, name, extensions)
    return build(type(subject), {**subject.__dict__, table: tuple(rows)})
