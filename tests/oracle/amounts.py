"""Random numbers about subjects: facts, arithmetic, counts and sums, cases, numbers of subjects above."""

from fractions import Fraction
from typing import Any

from oracle.lines import CITE, DOWN, PRICED, Lines, Rows
from oracle.records import facts_of
from povertypolicy.clauses import formula
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.quantities import (
    CitedQuantity,
    Count,
    Money,
    MoneyPerHead,
    Quantity,
    Share,
    Years,
)
from povertypolicy.subjects import Subject


class Amounts(Lines):
    """Grows numbers; the conditions in them come from `Grower`."""

    condition: Any
    plain_condition: Any
    members: Any
    ways_up: Any

    def units(self, about: type[Subject]) -> list[Any]:
        own = [x.unit for x in facts_of(about) if isinstance(x, f.NumberFact)]
        days = [Years for x in facts_of(about) if isinstance(x, f.DayFact)]
        return list(dict.fromkeys([*own, *days]))

    def either(self, about: type[Subject], unit: Any, depth: int, rows: Rows) -> Any:
        """A number or a line."""
        if self.pick(True, False):
            return self.line(unit, depth)
        return self.number(about, unit, depth, rows)

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
        return up.of(self.number(up.parent, unit, depth, around(up.parent, rows), flat=flat))

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


def around(kind: type[Subject], rows: Rows) -> Rows:
    """The subjects in whose rows one stands after looking up."""
    return rows[: rows.index(kind)] if kind in rows else ()
