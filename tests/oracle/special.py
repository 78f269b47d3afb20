"""Random rules of two sorts that plain chance seldom grows."""

from typing import Any

from oracle.lines import BOUNDS, Rows
from oracle.records import EXTENSIONS, facts_of
from oracle.trees import Grower
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.quantities import (
    Count,
    Money,
    Share,
)
from povertypolicy.subjects import INCOME_KINDS, Household, IncomeEntry, Person, Subject, Village

BY_NAME = {fact.info.name: fact for fact in EXTENSIONS}
KINDS_OF_INCOME = (
    *((word,) for word in INCOME_KINDS.ids()),
    ("wage", "business"),
    ("wage", "expense"),
)


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
            Count: [members.count(), members.sum(BY_NAME["test_schooling"])],
            Money: [
                members.sum(BY_NAME["test_income"]),
                members.sum(BY_NAME["test_net"]),
                village,
            ],
            Share: [members.sum(BY_NAME["test_attendance"])],
        }
        return self.pick(*found[unit]) if unit in found else super().leaf(about, unit)

    def plain_condition(self, about: type[Subject], rows: Rows) -> Any:
        return self.pick(
            *flags_of(about), *([IncomeEntry.kind.equals("wage")] * (about is IncomeEntry))
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


def flags_of(about: type[Subject]) -> list[Any]:
    return [fact for fact in facts_of(about) if isinstance(fact, f.FlagFact)]
