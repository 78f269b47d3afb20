"""Random rules over the whole list of nodes, with numbers that meet those of `records`."""

import datetime as dt
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from oracle.records import EXTENSIONS, HOUSES, Chooser, facts_of
from povertypolicy.citations import document
from povertypolicy.clauses import classification, formula, line, undefined_term
from povertypolicy.criteria import criterion
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.parameters import (
    PriceIndex,
    SuppliedValue,
    parameter,
    price_index,
    since,
    supplied,
)
from povertypolicy.policies import Definition, Settings
from povertypolicy.provenance import Force
from povertypolicy.quantities import (
    Area,
    CitedQuantity,
    Count,
    Money,
    MoneyPerHead,
    Months,
    Quantity,
    Share,
    Years,
)
from povertypolicy.standards import standard
from povertypolicy.subjects import INCOME_KINDS, Household, IncomeEntry, Person, Subject, Village

DOC = document("测试〔2016〕1号", ("测试文件", "test document"), issued="2016-06-04")
LATER = document("测试〔2018〕2号", ("后来的文件", "a later document"), issued="2018-06-04")
CITE, CITE_LATER = DOC.at("一"), LATER.at("一")
RULES_ON = dt.date(2017, 12, 31)

PRICED = (Money, MoneyPerHead)
VALUES: dict[Any, tuple[int | str, ...]] = {
    Money: (0, 1, 2, 3, 4000, "1.50", "-1"),
    MoneyPerHead: (0, 1, 2, 3, 4000, "1.50"),
    Count: (0, 1, 2, 3, 10),
    Share: ("1", "0.45", "0.5", "0", "3", "-1"),
    Area: (0, 1, 3, "0.5"),
    Years: (0, 1, 17, 18, 16),
    Months: (1, 6),
}
DOWN = {Household: (Household.persons, Household.entries), Village: (Village.households,)}
UP: dict[Any, tuple[Any, ...]] = {
    Household: (Household.village,),
    Person: (Person.household,),
    IncomeEntry: (IncomeEntry.household,),
}
Rows = tuple[type[Subject], ...]
_BY_NAME = {fact.info.name: fact for fact in EXTENSIONS}
KINDS_OF_INCOME = (
    *((word,) for word in INCOME_KINDS.ids()),
    ("wage", "business"),
    ("wage", "expense"),
)
BOUNDS = ("below", "at_most", "above", "at_least", "equals")


class Grower:
    """Grows rules. `rows` are the subjects in whose rows it stands, outermost first."""

    def __init__(self, chooser: Chooser) -> None:
        self.chooser = chooser
        self.names = 0

    def pick(self, *options: Any) -> Any:
        return self.chooser.pick(options)

    def label(self) -> tuple[str, str]:
        self.names += 1
        return (f"名{self.names}", f"name {self.names}")

    def id(self) -> str:
        self.names += 1
        return f"test.clause_{self.names}"

    # conditions

    def condition(self, about: type[Subject], depth: int, rows: Rows = ()) -> Any:
        """A condition about a subject."""
        if depth <= 0:
            return self.plain_condition(about, rows)
        kinds = [
            self.joined,
            self.compared,
            self.clause,
            self.case,
            self.worded,
            self.read_twice,
            self.compared,
            self.joined,
        ]
        if about in DOWN:
            kinds += [self.quantified, self.quantified]
        if self.ways_up(about, rows):
            kinds += [self.above]
        return self.pick(*kinds)(about, depth - 1, rows)

    def plain_condition(self, about: type[Subject], rows: Rows) -> Any:
        plain = [x for x in facts_of(about) if not isinstance(x, f.NumberFact)]
        fact = self.pick(*plain, *(["open"] if about is not IncomeEntry else []), "compare")
        if fact == "open":
            term = f"term {about.__name__}"
            return self.pick(
                n.undefined(term, ("困难", "hardship"), cite=CITE),
                n.undetermined(("由县里定", "left to the county")),
                n.NOT_APPLICABLE,
                undefined_term(term, ("困难", "hardship"), cite=CITE),
            )
        if fact == "compare":
            return self.compared(about, 0, rows)
        if isinstance(fact, f.WordFact):
            some = fact.vocabulary.ids()[:2]
            listed = {id_: fact.vocabulary.term(id_).label for id_ in some}
            return self.pick(
                fact.equals(some[0]),
                fact.is_one_of(*some),
                fact.is_on(
                    n.vocabulary(("所列", "listed"), closed=self.pick(True, False), **listed)
                ),
            )
        if isinstance(fact, f.ListFact):
            return self.pick(fact.covers("stove"), fact.covers("bed", "quilt"), fact.covers())
        if isinstance(fact, f.DayFact):
            return self.dated(fact)
        return fact

    def dated(self, fact: Any) -> Any:
        line_ = n.day(self.pick("2016-06-04", "2000-02-29", "2018-03-01"), cite=CITE)
        return self.pick(
            fact.before(line_),
            fact.by(line_),
            fact.from_(line_),
            fact.after(line_),
            fact.within(n.window("2016-06-04", "2017-12-31", cite=CITE)),
        )

    def joined(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        parts = [self.condition(about, depth, rows) for _ in range(self.pick(2, 1, 3))]
        return self.pick(n.all_of, n.any_of, n.none_of)(*parts)

    def compared(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        unit = self.pick(*self.units(about))
        left = self.number(about, unit, depth, rows)
        right = self.either(about, unit, depth, rows)
        if self.pick(True, True, True, False):
            return n.compare(self.pick(*BOUNDS), left, right)
        return left.between(right, self.either(about, unit, depth, rows))

    def clause(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        means = self.condition(about, depth, rows)
        if self.pick(False, False, False, True):
            shape = n.when(self.condition(about, depth - 1, rows), means)
            means = n.cases(shape, otherwise=n.NOT_APPLICABLE)
        if self.pick(False, False, True):
            return standard(self.id(), self.label(), means, cite=self.pick(CITE, CITE, CITE_LATER))
        limits = self.pick(True, False)
        return criterion(
            self.id(),
            self.label(),
            means=means,
            applies_when=self.condition(about, depth - 1, rows) if limits else None,
            cite=self.pick(CITE, CITE, CITE, CITE_LATER),
            until=self.pick(None, None, "2017-12-31", "2017-12-30"),
            force=self.pick(Force.MUST, Force.IN_PRINCIPLE),
            assumes=self.pick((), ("我们的假定", "what we assume")),
        )

    def case(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        branches = [
            n.when(self.condition(about, depth, rows), self.condition(about, depth, rows))
            for _ in range(self.pick(1, 2))
        ]
        otherwise = self.pick(
            self.condition(about, depth, rows),
            n.NOT_APPLICABLE,
            n.undetermined(("文件没有说", "not said")),
        )
        return n.cases(*branches, otherwise=otherwise)

    def worded(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        said = self.word(about, depth, rows)
        if self.pick(True, True, False):
            return said.is_one_of(*self.pick(("brick",), ("brick", "adobe")))
        listed = n.vocabulary(
            ("所列", "listed"), closed=self.pick(False, True), adobe=("土坯", "adobe")
        )
        return said.is_on(listed)

    def word(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        """A classification, as a clause or not."""
        left_open = n.undetermined(("文件没有说", "not said"))
        answers = ("brick", "adobe", "adobe", n.NOT_APPLICABLE, left_open)
        branches = [
            n.when(self.condition(about, depth, rows), self.pick(*answers))
            for _ in range(self.pick(1, 2))
        ]
        otherwise = self.pick(*answers)
        if self.pick(True, False):
            return n.classify(HOUSES, *branches, otherwise=otherwise)
        return classification(
            self.id(),
            self.label(),
            HOUSES,
            *branches,
            otherwise=otherwise,
            cite=CITE,
            until=self.pick(None, None, "2017-12-30"),
        )

    def read_twice(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        third = {"as_said": (("照写", "as said"), self.condition(about, depth, rows))}
        return n.readings(
            self.pick("scope", "scope 2"),
            ("范围", "scope"),
            narrow=(("窄", "narrow"), self.condition(about, depth, rows)),
            wide=(("宽", "wide"), self.condition(about, depth, rows)),
            **self.pick({}, third),
        )

    def quantified(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        members = self.members(about, depth, rows)
        inner = self.condition(members.relation.member, depth, (*rows, about))
        return self.pick(members.any, members.all)(inner)

    def above(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        up = self.pick(*self.ways_up(about, rows))
        return up.of(self.condition(up.parent, depth, _around(up.parent, rows)))

    def ways_up(self, about: type[Subject], rows: Rows) -> list[Any]:
        """Rows of a table look up only to what they stand under."""
        return [up for up in UP.get(about, ()) if not rows or up.parent in rows]

    def members(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        relation = self.pick(*DOWN[about])
        members = relation.listed()
        for _ in range(self.pick(0, 1, 1, 2)):
            inner = self.condition(relation.member, depth - 1, (*rows, about))
            members = members.where(inner, self.pick(None, ("所指的人", "those meant")))
        return members

    # numbers

    def units(self, about: type[Subject]) -> list[Any]:
        own = [x.unit for x in facts_of(about) if isinstance(x, f.NumberFact)]
        days = [Years for x in facts_of(about) if isinstance(x, f.DayFact)]
        return list(dict.fromkeys([*own, *days]))

    def either(self, about: type[Subject], unit: Any, depth: int, rows: Rows) -> Any:
        """A number or a line."""
        if self.pick(True, False):
            return self.line(unit, depth)
        return self.number(about, unit, depth, rows)

    def line(self, unit: Any, depth: int) -> Any:
        """A figure, a parameter, a supplied number, or a line made of them."""
        kind = self.pick("figure", "parameter", "supplied", *(["formula", "part"] * (depth > 0)))
        if kind == "figure":
            return self.figure(unit)
        if kind == "supplied":
            name = f"supplied.{unit.__name__}.{self.pick(1, 2)}"
            return supplied(name, self.label(), unit, cite=self.pick(CITE, CITE, CITE, CITE_LATER))
        if kind == "parameter":
            values = [
                since(day, self.figure(unit))
                for day in self.pick(
                    ("2016-06-04",),
                    ("2018-01-01",),
                    ("2016-06-04", "2017-12-31"),
                    ("2017-01-01", "2018-01-01"),
                )
            ]
            until = self.pick(None, None, None, "2017-12-30")
            return parameter(self.id(), self.label(), *values, until=until)
        part = self.line(unit, depth - 1)
        if isinstance(part, CitedQuantity):
            part = n.operand(part)
        part = part * self.figure(Share)
        if kind == "part":
            return part
        until = self.pick(None, None, "2017-12-30")
        return line(self.id(), self.label(), part, cite=CITE, until=until)

    def figure(self, unit: Any) -> CitedQuantity[Any]:
        year = self.pick(None, 2014, 2016, 2017) if unit in PRICED else None
        scale = 100 if unit in PRICED else 1
        return CitedQuantity(
            Quantity(Fraction(str(self.pick(*VALUES[unit]))) * scale, unit, year), CITE
        )

    def number(
        self, about: type[Subject], unit: Any, depth: int, rows: Rows, *, flat: bool = False
    ) -> Any:
        """A number about a subject; a `flat` one has no quotient in it, so that it can be summed."""
        kinds: list[Any] = []
        if depth > 0:
            kinds = [self.sum_of, self.greatest, self.number_case, self.named, self.scaled]
            if unit in PRICED:
                kinds.append(self.restated)
            if about in DOWN and unit in (Count, Money, MoneyPerHead, Share):
                kinds += [self.summed, self.summed]
            if about in DOWN and unit is Count:
                kinds += [self.counted, self.counted]
            if any(unit in self.units(up.parent) for up in self.ways_up(about, rows)):
                kinds.append(self.number_above)
            if not flat and unit in (Share, MoneyPerHead):
                kinds += [self.quotient, self.quotient, self.quotient]
            if unit is Money and MoneyPerHead in self.units(about) and Count in self.units(about):
                kinds.append(self.heads)
        plain = self.leaf(about, unit)
        if not kinds or (plain is not None and self.pick(True, False, False)):
            return plain if plain is not None else self.fallback(about, unit, rows, flat=flat)
        return self.pick(*kinds)(about, unit, depth - 1, rows, flat=flat)

    def leaf(self, about: type[Subject], unit: Any) -> Any:
        """A number fact, or an age; None where the subject records nothing in this unit."""
        found = [x for x in facts_of(about) if isinstance(x, f.NumberFact) and x.unit is unit]
        if unit is Years:
            found = [x.age() for x in facts_of(about) if isinstance(x, f.DayFact)]
        return self.pick(*found) if found else None

    def fallback(self, about: type[Subject], unit: Any, rows: Rows, *, flat: bool) -> Any:
        """A number in a unit that the subject does not record."""
        shape = n.when(self.plain_condition(about, rows), n.operand(self.figure(unit)))
        return n.cases(shape, otherwise=n.operand(self.figure(unit)))

    def sum_of(self, about: Any, unit: Any, depth: int, rows: Rows, *, flat: bool) -> Any:
        left = self.number(about, unit, depth, rows, flat=flat)
        right = self.number(about, unit, depth, rows, flat=flat)
        return self.pick(left + right, left - right, left + self.line(unit, depth))

    def greatest(self, about: Any, unit: Any, depth: int, rows: Rows, *, flat: bool) -> Any:
        parts = [self.number(about, unit, depth, rows, flat=flat) for _ in range(self.pick(2, 1))]
        return self.pick(n.max_, n.min_)(*parts, self.line(unit, depth))

    def number_case(self, about: Any, unit: Any, depth: int, rows: Rows, *, flat: bool) -> Any:
        branches = [
            n.when(
                self.condition(about, depth, rows),
                self.number(about, unit, depth, rows, flat=flat),
            )
            for _ in range(self.pick(1, 2))
        ]
        return n.cases(*branches, otherwise=self.number(about, unit, depth, rows, flat=flat))

    def named(self, about: Any, unit: Any, depth: int, rows: Rows, *, flat: bool) -> Any:
        inner = self.number(about, unit, depth, rows, flat=flat)
        if self.pick(True, False):
            return n.indicator(self.label(), inner)
        until = self.pick(None, None, "2017-12-30")
        return formula(self.id(), self.label(), inner, cite=CITE, until=until)

    def scaled(self, about: Any, unit: Any, depth: int, rows: Rows, *, flat: bool) -> Any:
        inner = self.number(about, unit, depth, rows, flat=flat)
        if Share in self.units(about) and self.pick(True, False):
            return inner * self.number(about, Share, depth, rows, flat=flat)
        return self.pick(inner * self.figure(Share), self.figure(Share) * inner)

    def restated(self, about: Any, unit: Any, depth: int, rows: Rows, *, flat: bool) -> Any:
        return self.number(about, unit, depth, rows, flat=flat).at_prices_of(
            self.pick(2014, 2016, 2017)
        )

    def summed(self, about: Any, unit: Any, depth: int, rows: Rows, *, flat: bool) -> Any:
        members = self.members(about, depth, rows)
        return members.sum(
            self.number(members.relation.member, unit, depth, (*rows, about), flat=True)
        )

    def counted(self, about: Any, unit: Any, depth: int, rows: Rows, *, flat: bool) -> Any:
        return self.members(about, depth, rows).count()

    def number_above(self, about: Any, unit: Any, depth: int, rows: Rows, *, flat: bool) -> Any:
        up = self.pick(*self.ways_up(about, rows))
        around = _around(up.parent, rows)
        return up.of(self.number(up.parent, unit, depth, around, flat=flat))

    def heads(self, about: Any, unit: Any, depth: int, rows: Rows, *, flat: bool) -> Any:
        each = self.number(about, MoneyPerHead, depth, rows, flat=flat)
        return each * self.number(about, Count, depth, rows, flat=flat)

    def quotient(self, about: Any, unit: Any, depth: int, rows: Rows, *, flat: bool) -> Any:
        if unit is MoneyPerHead:
            return self.number(about, Money, depth, rows) / self.divisor(about, Count, depth, rows)
        shared = self.pick(*[u for u in self.units(about) if u is not Years] or [Count])
        return self.number(about, shared, depth, rows) / self.divisor(about, shared, depth, rows)

    def divisor(self, about: Any, unit: Any, depth: int, rows: Rows) -> Any:
        """A number that its declared range keeps from being negative."""
        found = [
            x
            for x in facts_of(about)
            if isinstance(x, f.NumberFact) and x.unit is unit and x.low >= 0
        ]
        options: list[Any] = [*found]
        if about in DOWN and unit is Count:
            options += [self.members(about, depth, rows).count()] * 2
        if not options:
            return self.fallback_divisor(about, unit, rows)
        first = self.pick(*options)
        case = n.cases(
            n.when(self.condition(about, depth - 1, rows), first), otherwise=self.pick(*options)
        )
        return self.pick(first, first + self.pick(*options), n.indicator(self.label(), first), case)

    def fallback_divisor(self, about: Any, unit: Any, rows: Rows) -> Any:
        figures = [CitedQuantity(Quantity(Fraction(self.pick(0, 1, 3)), unit), CITE) for _ in "ab"]
        then, otherwise = map(n.operand, figures)
        return n.cases(n.when(self.plain_condition(about, rows), then), otherwise=otherwise)


class Bounded(Grower):
    """Grows numbers out of counts and sums over members of whom it is not known whether they are meant."""

    def leaf(self, about: type[Subject], unit: Any) -> Any:
        if about is not Household or self.pick(True, False, False):
            return super().leaf(about, unit)
        members = Household.persons.where(self.plain_condition(Person, (Household,)))
        village = Household.village.of(
            Village.households.where(Household.registered).sum(Household.wage_income)
        )
        found: dict[Any, list[Any]] = {
            Count: [members.count(), members.sum(_BY_NAME["test_schooling"])],
            Money: [
                members.sum(_BY_NAME["test_income"]),
                members.sum(_BY_NAME["test_net"]),
                village,
            ],
            Share: [members.sum(_BY_NAME["test_attendance"])],
        }
        return self.pick(*found[unit]) if unit in found else super().leaf(about, unit)

    def plain_condition(self, about: type[Subject], rows: Rows) -> Any:
        return self.pick(
            *_flags(about), *([IncomeEntry.kind.equals("wage")] * (about is IncomeEntry))
        )

    def condition(self, about: type[Subject], depth: int, rows: Rows = ()) -> Any:
        return self.plain_condition(about, rows)

    def line(self, unit: Any, depth: int) -> Any:
        return self.figure(unit)


class Folding(Grower):
    """Grows rules like those of real documents: several groups over the same rows, of plain facts."""

    def group(self) -> Any:
        """The members of a household, or some of them."""
        relation = self.pick(Household.persons, Household.entries)
        narrowed = relation.where(self.plain_condition(relation.member, (Household,)))
        return self.pick(
            relation.listed(),
            narrowed,
            narrowed.where(self.plain_condition(relation.member, (Household,))),
            Household.entries.where(IncomeEntry.kind.is_one_of(*self.pick(*KINDS_OF_INCOME))),
            Household.entries.where(IncomeEntry.kind.is_one_of(*self.pick(*KINDS_OF_INCOME))),
        )

    def plain_condition(self, about: type[Subject], rows: Rows) -> Any:
        if self.pick(True, True, False):
            return super().plain_condition(about, rows)
        amount = self.leaf(about, Money)
        return amount.between(self.line(Money, 1), self.line(Money, 1))

    def folded(self) -> Any:
        """One group, folded to a condition."""
        members = self.group()
        inner = self.plain_condition(members.relation.member, (Household,))
        counted = n.compare(self.pick(*BOUNDS), members.count(), self.figure(Count))
        summed = n.compare(self.pick(*BOUNDS), self.total(members), self.figure(Money))
        return self.pick(members.any(inner), members.all(inner), counted, summed)

    def total(self, members: Any) -> Any:
        about = members.relation.member
        amount = self.leaf(about, Money)
        if self.pick(True, True, False):
            return members.sum(amount)
        met = self.plain_condition(about, (Household,))
        return members.sum(n.cases(n.when(met, amount), otherwise=n.operand(self.figure(Money))))

    def rule(self) -> Any:
        """Several groups, all asked at once."""
        parts = [self.folded() for _ in range(self.pick(2, 3, 4, 5))]
        return self.pick(n.all_of, n.any_of, n.none_of)(*parts)

    def sum_of_totals(self) -> Any:
        """Totals of several groups, added up."""
        number = self.total(self.group())
        for _ in range(self.pick(1, 2, 3)):
            more = self.total(self.group())
            number = self.pick(number + more, number - more)
        return number


def _around(kind: type[Subject], rows: Rows) -> Rows:
    """The subjects in whose rows one stands after looking up."""
    return rows[: rows.index(kind)] if kind in rows else ()


def _flags(about: type[Subject]) -> list[Any]:
    return [fact for fact in facts_of(about) if isinstance(fact, f.FlagFact)]


def settings(chooser: Chooser) -> Settings:
    """Random settings: days, supplied numbers, a price index, readings, definitions."""
    grow = Grower(chooser)
    given = {
        f"supplied.{unit.__name__}.1": SuppliedValue(grow.figure(unit).quantity, "source")
        for unit in VALUES
        if grow.pick(True, False)
    }
    indexes: tuple[PriceIndex | None, ...] = (
        None,
        price_index({2014: 100, 2016: "103.5", 2017: 110}, source="source"),
        price_index({2014: 100, 2016: 50}, source="source", assumed=True),
    )
    defined = {
        f"term {about.__name__}": Definition(grow.pick(*_flags(about)), "source")
        for about in (Household, Person, Village)
        if grow.pick(True, False)
    }
    chosen = grow.pick({}, {"scope": "narrow"}, {"scope": "wide", "scope 2": "narrow"})
    return Settings(
        RULES_ON,
        grow.pick(RULES_ON, dt.date(2018, 2, 28), dt.date(2018, 3, 1)),
        MappingProxyType(given),
        grow.pick(*indexes),
        MappingProxyType(chosen),
        MappingProxyType(defined),
    )


__all__ = ["CITE", "DOC", "EXTENSIONS", "Grower", "settings"]
