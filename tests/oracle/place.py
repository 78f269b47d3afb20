"""Where a rule is read and in what: a subject's place, three values, spans of fractions.

`truth`, `word`, `number` and `year_of` are told apart by kind of node; `truths` and `numbers` fill them in.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import singledispatch
from itertools import pairwise
from typing import Any, NamedTuple

import attrs

from povertypolicy.expr import nodes as n
from povertypolicy.outcomes import Outcome
from povertypolicy.policies import Settings


def stated(record: Any) -> object:
    """The price year of a record; one that states none has a year of its own, which is not known."""
    return record.prices_of or f"the year of a {type(record).__name__}"


class Truth(NamedTuple):
    """The value of a condition where it applies, and whether it applies."""

    value: bool | None
    applies: bool | None = True


class Spoken(NamedTuple):
    """The word of a classification, and whether it applies."""

    word: str | None
    applies: bool | None = True


class Span(NamedTuple):
    """A number between two fractions, both included; a plain number has one twice."""

    low: Fraction
    high: Fraction


@attrs.frozen
class Place:
    """Whose facts are read: those of a subject of some kind, None where it was not given.

    `year` is that of the record it stands in, `outer` where the table of its row stands.
    """

    settings: Settings
    kind: type
    subject: Any
    year: object
    above: Mapping[type, Any] = attrs.field(factory=dict)
    outer: "Place | None" = None

    def up(self, kind: type) -> "Place":
        """The subject whose rows are being read, or one given beside the subject asked about."""
        around = self.outer
        while around is not None:
            if around.kind is kind:
                return around
            around = around.outer
        found = self.above.get(kind)
        year = None if found is None else stated(found)
        return attrs.evolve(self, kind=kind, subject=found, year=year)

    def recorded(self, fact: Any) -> Any:
        if self.subject is None:
            return None
        if fact.info.attribute:
            return getattr(self.subject, fact.info.name)
        return self.subject.more.get(fact.info.name)

    def row(self, members: n.Members, member: Any = None) -> "Place":
        """The place of one member."""
        return attrs.evolve(self, kind=members.relation.member, subject=member, outer=self)

    def rows(self, members: n.Members) -> "list[tuple[Place, bool | None]] | None":
        """The members with whether each is meant, or None when they are not recorded."""
        listed = None if self.subject is None else getattr(self.subject, members.relation.name)
        if listed is None:
            return None
        places = [self.row(members, member) for member in listed]
        if members.condition is None:
            return [(place, True) for place in places]
        return [(place, holds(members.condition, place)) for place in places]


def place(settings: Settings, subject: Any, *above: Any) -> Place:
    """The place where a question is asked."""
    beside = {type(item): item for item in above}
    return Place(settings, type(subject), subject, stated(subject), beside)


# --- three values --------------------------------------------------------------------------------


def not_(a: bool | None) -> bool | None:
    return None if a is None else not a


def and_(*parts: bool | None) -> bool | None:
    if any(part is False for part in parts):
        return False
    return None if any(part is None for part in parts) else True


def or_(*parts: bool | None) -> bool | None:
    return not_(and_(*(not_(part) for part in parts)))


def same(values: list[Any]) -> Any:
    """The value that all have, or None."""
    return values[0] if all(a == b for a, b in pairwise(values)) else None


def outcome(node: n.Condition, here: Place) -> Outcome:
    value, applies = truth(node, here)
    if applies is None:
        return Outcome.UNKNOWN
    if not applies:
        return Outcome.NOT_APPLICABLE
    return {True: Outcome.YES, False: Outcome.NO, None: Outcome.UNKNOWN}[value]


def holds(node: n.Condition, here: Place) -> bool | None:
    value, applies = truth(node, here)
    return and_(applies, value)


def in_force(node: Any, here: Place) -> bool:
    return bool(node.info.in_force(here.settings.rules_on))


def either(met: bool | None, then: Any, otherwise: Any) -> Any:
    """One of two values; while it is not known which, what both are."""
    return {True: then, False: otherwise, None: same([then, otherwise])}[met]


@singledispatch
def truth(node: Any, here: Place) -> Truth:
    raise NotImplementedError(type(node).__name__)


@singledispatch
def word(node: Any, here: Place) -> Spoken:
    raise NotImplementedError(type(node).__name__)


@singledispatch
def number(node: Any, here: Place) -> Span | None:
    raise NotImplementedError(type(node).__name__)


@singledispatch
def year_of(node: Any, here: Place) -> object:
    """The year in whose prices a number is: None where prices do not matter."""
    raise NotImplementedError(type(node).__name__)
