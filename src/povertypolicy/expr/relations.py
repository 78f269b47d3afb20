"""Relations between subjects, declared in the body of a subject.

``persons = many(lambda: Person, ...)`` leads down, ``household = up(lambda: Household)`` leads up.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

import attrs

from povertypolicy.expr.nodes import Relation, Up
from povertypolicy.texts import Text, Words, text

S = TypeVar("S")
M = TypeVar("M")
P = TypeVar("P")


@attrs.define
class Many(Generic[M]):
    """The declaration of the subjects below; at most `most` under one parent."""

    member: Callable[[], type[M]]
    label: Text
    most: int
    owner: Any = attrs.field(default=None, init=False)
    name: str = attrs.field(default="", init=False)
    bound: Any = attrs.field(default=None, init=False)

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self.owner, self.name = owner, name

    def relation(self) -> Relation[Any, M]:
        """Return the relation as a node."""
        if self.bound is None:
            self.bound = Relation(self.owner, self.name, self.label, self.member(), self.most)
        relation: Relation[Any, M] = self.bound
        return relation

    @overload
    def __get__(self, instance: None, owner: type[S]) -> Relation[S, M]: ...
    @overload
    def __get__(self, instance: object, owner: type[S]) -> tuple[M, ...] | None: ...
    def __get__(self, instance: object, owner: Any = None) -> Any:
        return self.relation() if instance is None else None


@attrs.define
class Parent(Generic[P]):
    """The declaration of the subject above."""

    parent: Callable[[], type[P]]

    @overload
    def __get__(self, instance: None, owner: type[S]) -> Up[S, P]: ...
    @overload
    def __get__(self, instance: object, owner: type[S]) -> None: ...
    def __get__(self, instance: object, owner: Any = None) -> Any:
        return Up(owner, self.parent()) if instance is None else None


def many(member: Callable[[], type[M]], words: Words, *, most: int) -> Many[M]:
    """Declare the subjects below, known or missing as a whole; at most `most` of them."""
    return Many(member, text(words), most)


def up(parent: Callable[[], type[P]]) -> Parent[P]:
    """Declare the subject above, which is given beside the subject when a question is asked."""
    return Parent(parent)
