"""Relations between subjects, as rules read them: members below, the subject above."""

from typing import Any, ClassVar, Generic, TypeVar, overload

import attrs

from povertypolicy.expr.base import Node
from povertypolicy.expr.numbers import AllOf, Condition, Number
from povertypolicy.expr.travelling import Declared, under
from povertypolicy.quantities import Count, Unit
from povertypolicy.texts import Text, Words, text

S = TypeVar("S")
M = TypeVar("M")
P = TypeVar("P")
U = TypeVar("U", bound=Unit)


@attrs.frozen(eq=False, repr=False)
class Members(Node, Generic[S, M]):
    """The members of a subject that a rule means: those listed, or those of them for whom `where` holds."""

    relation: "Relation[S, M]"
    condition: Condition[M] | None = None
    label: Text | None = None

    def where(self, condition: Condition[M], label: Words | None = None) -> "Members[S, M]":
        """Only those members for whom `condition` holds."""
        both = condition if self.condition is None else AllOf((self.condition, condition))
        return Members(self.relation, both, None if label is None else text(label))

    def count(self) -> Number[S, Count]:
        """How many they are."""
        return MembersCount(Count, self)

    def sum(self, term: Number[M, U]) -> Number[S, U]:
        """A number summed over them."""
        return MembersSum(term.unit, self, term)

    def any(self, condition: Condition[M]) -> Condition[S]:
        """The condition holds for at least one; with nobody, NO."""
        return MembersAny(self, condition)

    def all(self, condition: Condition[M]) -> Condition[S]:
        """The condition holds for every one; with nobody, YES."""
        return MembersAll(self, condition)


@attrs.frozen(eq=False, repr=False)
class Relation(Declared, Node, Generic[S, M]):
    """The subjects below a subject, such as the persons of a household.

    Say which of them a rule means: `listed()` for all that are recorded, `where(...)` for some.
    """

    owner: type[S]
    name: str
    label: Text
    member: type[M]
    most: int
    instead: ClassVar[str] = ".listed() or .where(condition)"

    def _stands(self) -> tuple[type[Any], str, str]:
        return under(self.owner, self.name)

    def listed(self) -> Members[S, M]:
        """All members that are recorded."""
        return Members(self)

    def where(self, condition: Condition[M], label: Words | None = None) -> Members[S, M]:
        """The members for whom `condition` holds."""
        return Members(self).where(condition, label)


@attrs.frozen(eq=False, repr=False)
class Up(Node, Generic[S, P]):
    """The subject above a subject, such as the household of a person."""

    owner: type[S]
    parent: type[P]

    @overload
    def of(self, expression: Number[P, U]) -> Number[S, U]: ...
    @overload
    def of(self, expression: Condition[P]) -> Condition[S]: ...
    def of(self, expression: Any) -> Any:
        """A number or condition of the subject above."""
        if isinstance(expression, Condition):
            return UpCondition(self, expression)
        return UpNumber(expression.unit, self, expression)


@attrs.frozen(eq=False, repr=False)
class MembersCount(Number[S, Count]):
    """How many members there are."""

    members: "Members[Any, Any]"


@attrs.frozen(eq=False, repr=False)
class MembersSum(Number[S, U]):
    """A number summed over members."""

    members: "Members[Any, Any]"
    term: Node


@attrs.frozen(eq=False, repr=False)
class MembersAny(Condition[S]):
    """The condition holds for at least one member; with no members, NO."""

    members: "Members[Any, Any]"
    condition: Condition[Any]


@attrs.frozen(eq=False, repr=False)
class MembersAll(Condition[S]):
    """The condition holds for every member it applies to; with no members, YES."""

    members: "Members[Any, Any]"
    condition: Condition[Any]


@attrs.frozen(eq=False, repr=False)
class UpNumber(Number[S, U]):
    """A number of a subject above: the household of a person, the village of a household."""

    parent: "Up[Any, Any]"
    number: Node


@attrs.frozen(eq=False, repr=False)
class UpCondition(Condition[S]):
    """A condition of a subject above."""

    parent: "Up[Any, Any]"
    condition: Condition[Any]
