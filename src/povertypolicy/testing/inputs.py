"""Questions to a clause, drawn from what it reads.

All its facts, known and missing, numbers on a line and one recorded step to either side, every word,
the days around the clause's days, values supplied or not, readings chosen or not.
The same seed draws the same questions; the people in them are invented.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from random import Random  # noqa: TID251 - invented people, from a seed; no decision
from types import MappingProxyType
from typing import Any

import attrs

from povertypolicy.checks import subject_of
from povertypolicy.deciding.compiled import Batch
from povertypolicy.deciding.policy import Policy
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.outcomes import Outcome
from povertypolicy.policies import Rules, Settings
from povertypolicy.subjects import Subject, build
from povertypolicy.testing.drawing import MISSING, Draw, recorded, settings_for

SUBJECTS = 120
"""How many subjects a clause is asked about under each settings."""


@attrs.frozen(eq=False)
class Question:
    """One input: the settings, the subject, the subjects above it."""

    settings: Settings
    subject: Subject | None
    above: tuple[Subject, ...]


def questions(rules: Rules, clause: str, seed: int = 0) -> Iterator[Question]:
    """Yield questions to a clause, `SUBJECTS` under each settings; the same seed gives the same ones."""
    draw = Draw(Random(f"{seed} {clause}"), tuple(n.walk(rules.by_id[clause])))  # noqa: S311 - invented people
    about = Policy(rules, Settings(dt.date.max, dt.date.max)).clause(clause).subject
    for settings in settings_for(rules, draw):
        years = [*draw.some(draw.years, 2), None]
        sides = _Sides(settings)
        for _ in range(SUBJECTS if about is not Subject else 1):
            yield _World(draw, sides, years).question(about)


@attrs.frozen(eq=False)
class _Sides:
    """On which side of a comparison subjects are, whatever its bound word; compiled once for each price year."""

    settings: Settings
    known: dict[Any, Batch] = attrs.field(factory=dict)

    def reaches(
        self, compare: n.Compare[Any], subject: Subject, above: dict[type[Subject], Subject]
    ) -> Outcome:
        """Whether the left of the comparison is at least the right."""
        prices = {type(item): item.prices_of for item in (subject, *above.values())}
        key = (id(compare), *prices.items())
        if key not in self.known:
            at_least = attrs.evolve(compare, bound="at_least")
            self.known[key] = Batch("side", (at_least,), type(subject), self.settings, prices)
        batch = self.known[key]
        related = (above.get(parent) for parent in batch.lowered.parents)
        return batch.clauses[0].answer(batch.run(subject, *related))


Values = dict[str, Any]


@attrs.frozen(eq=False)
class _Draft:
    """A subject still to be built; related drafts stand among its values."""

    kind: type[Subject]
    values: Values

    def holds(self, fact: f.Fact) -> bool:
        """Whether the fact is one of this subject."""
        return self.kind is fact.info.owner

    def place(self, fact: f.Fact) -> Values:
        """Where the value of a fact stands."""
        more: Values = self.values["more"]
        return self.values if fact.info.attribute else more

    def contradicts_itself(self) -> bool:
        """Whether no record could say this."""
        return any(True for _ in self.kind.contradictions(self.values))

    def build(self) -> Subject:
        """The subject."""
        return build(self.kind, {name: _built(value) for name, value in self.values.items()})


def _built(value: object) -> object:
    if isinstance(value, list):
        return tuple(draft.build() for draft in value)
    return MappingProxyType(value) if isinstance(value, dict) else value


@attrs.define(eq=False)
class _World:
    """A subject with everything that a clause reads above and below it."""

    draw: Draw
    sides: _Sides
    years: list[int | None]
    drafts: list[_Draft] = attrs.field(factory=list)

    def question(self, about: type[Subject]) -> Question:
        """Draw a question about a kind of subject."""
        if about is Subject:
            return Question(self.sides.settings, None, ())
        above = dict.fromkeys(node.parent for node in self.draw.of_kind(n.Up))
        seen = [kind for kind in above if kind is not about and not self.draw.chance(MISSING / 2)]
        top = [self.draft(kind) for kind in (about, *seen)]
        for compare in self.draw.some(self.draw.of_kind(n.Compare), self.draw.one((0, 1, 2, 2))):
            self.to_the_line(compare, top)
        subject, *others = (draft.build() for draft in top)
        return Question(self.sides.settings, subject, tuple(others))

    def draft(self, kind: type[Subject]) -> _Draft:
        """Draw a subject that does not contradict itself, and those below it."""
        draft = self.facts(kind)
        while draft.contradicts_itself():
            draft = self.facts(kind)
        draft.values["prices_of"] = self.draw.one(self.years)
        for relation in self.draw.of_kind(n.Relation):
            if relation.owner is kind and not self.draw.chance(MISSING / 2):
                draft.values[relation.name] = self.members(relation)
        self.drafts.append(draft)
        return draft

    def members(self, relation: n.Relation[Any, Any]) -> list[_Draft]:
        """Draw those below: a few who differ, or one who differs and many who are alike."""
        if self.draw.crowds and self.draw.chance(MISSING):
            size = min(self.draw.one(self.draw.crowds), relation.most)
            one, other = (self.draft(relation.member) for _ in range(2))
            return [one, *[other] * (size - 1)]
        size = self.draw.one((0, 1, 1, 2, 3, 4))
        return [self.draft(relation.member) for _ in range(size)]

    def facts(self, kind: type[Subject]) -> _Draft:
        """Draw the facts of a subject; what a record says of itself by its form is filled in."""
        draft = _Draft(kind, {**kind.blank, "more": {}})
        for fact in self.draw.facts:
            if draft.holds(fact):
                draft.place(fact)[fact.info.name] = self.draw.value(fact, self.sides.settings.as_of)
        kind.complete(draft.values)
        return draft

    def to_the_line(self, compare: n.Compare[Any], top: list[_Draft]) -> None:
        """Move one number that a comparison reads onto its line, or one recorded step to either side."""
        kind = subject_of(compare)
        asked = [draft for draft in self.drafts if draft.kind is kind]
        read = {id(node): node for node in n.walk(compare) if isinstance(node, f.NumberFact)}
        spots = [(d, fact) for fact in read.values() for d in self.drafts if d.holds(fact)]
        if not asked or not spots:
            return
        draft, fact = self.draw.one(spots)
        place, name = draft.place(fact), fact.info.name
        before = place[name]
        about = draft if draft.kind is kind else asked[0]
        above = [d for d in top if d.kind in kind.ancestors()]

        def reaches(value: int) -> Outcome:
            place[name] = value
            return self.sides.reaches(compare, about.build(), {d.kind: d.build() for d in above})

        turn = _turn(fact.low, fact.high, reaches)
        place[name] = before
        value = None if turn is None else turn + self.draw.one((-1, 0, 1))
        if value is not None and fact.low <= value <= fact.high:
            place[name] = recorded(fact, value)
            if draft.contradicts_itself():
                place[name] = before


def _turn(low: int, high: int, reaches: Callable[[int], Outcome]) -> int | None:
    """The value nearest to where an outcome turns from NO to YES, on the side of YES."""
    first, last = reaches(low), reaches(high)
    if {first, last} != {Outcome.YES, Outcome.NO}:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if reaches(middle) is first:
            low = middle
        else:
            high = middle
    return low if first is Outcome.YES else high
