"""What is unknown: more facts never take an answer back, `missing` settles, `may_settle` keeps its word."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import attrs
import pytest
import sample_policy
from oracle.asking import Question, question
from oracle.checking import answer_agrees
from oracle.records import Seeded, fill, record, settle
from oracle.semantics import place

import povertypolicy
from povertypolicy.deciding.decision import Decision
from povertypolicy.deciding.detail import with_fact
from povertypolicy.deciding.policy import Policy
from povertypolicy.deciding.settling import Span
from povertypolicy.errors import UnknownPolicy
from povertypolicy.outcomes import Outcome
from povertypolicy.parameters import price_index
from povertypolicy.quantities import yuan_per_head
from povertypolicy.subjects import Household, Subject

INDEX = price_index({2014: 100, 2016: "103.5", 2017: 105}, source="invented", assumed=True)


def yunxi() -> Policy:
    policy = sample_policy.policy().with_index(INDEX)
    average = yuan_per_head("16366.20", prices_of=2017)
    return policy.supply("yunxi.average", average, source="invented")


def guangdong() -> Policy:
    try:
        policy = povertypolicy.policy("guangdong", rules_on="2017-12-31")
    except UnknownPolicy:
        pytest.skip("povertypolicy-guangdong is not installed")
    average = yuan_per_head("16366.20", prices_of=2016)
    policy = policy.supply("guangdong.rural_average", average, source="invented")
    return policy.with_index(INDEX)


POLICIES = [yunxi, guangdong]


def answer(decision: Decision) -> Any:
    return decision.outcome if decision.outcome is not None else decision.value


def above_free(policy: Policy) -> list[Any]:
    """The clauses about households."""
    return [clause for clause in policy if clause.subject is Household]


# --- the facts of policies -----------------------------------------------------------------------


@pytest.mark.parametrize("make", POLICIES)
def test_more_facts_never_take_an_answer_back(make):
    assert taken_back(make(), range(10_000)) > 10_000


def taken_back(policy: Policy, seeds: range) -> int:
    """Ask one clause of each household, again and again with more facts; return how many answers were settled."""
    clauses, extensions = above_free(policy), policy.rules.extensions
    settled = 0
    for seed in seeds:
        chooser = Seeded(seed)
        household = record(chooser, Household, gaps=3, most=2, extensions=extensions)
        some = [clauses[(seed + k) % len(clauses)] for k in range(3)]
        before = [answer(clause.ask(household)) for clause in some]
        for odds in ((True, False, False), (True, False), (True,)):
            household = fill(chooser, household, odds, extensions)
            after = [answer(clause.ask(household)) for clause in some]
            for old, new in zip(before, after, strict=True):
                assert old is Outcome.UNKNOWN or old == new
            before = after
        settled += sum(item is not Outcome.UNKNOWN for item in before)
    return settled


@pytest.mark.parametrize("make", POLICIES)
def test_the_oracle_reads_the_policy_alike(make):
    policy = make()
    for seed in range(150):
        household = record(
            Seeded(seed), Household, gaps=(0, 3, 8)[seed % 3], extensions=policy.rules.extensions
        )
        for clause in above_free(policy):
            answer_agrees(clause.ask(household), place(policy.settings, household))


@pytest.mark.parametrize("make", POLICIES)
def test_what_is_missing_settles_and_what_may_settle_does(make):
    policy = make()
    clauses, extensions = above_free(policy), policy.rules.extensions
    settled = named = 0
    for seed in range(600):
        household = record(Seeded(seed), Household, gaps=3, most=2, extensions=extensions)
        asked = Asked(clauses[seed % len(clauses)], household, extensions=extensions)
        settled += missing_settles(asked, seed)
        named += may_settle_holds(asked)
    assert settled > 50
    assert named > 50


# --- random rules --------------------------------------------------------------------------------


@attrs.frozen
class Asked:
    """A clause and whom it is asked about."""

    clause: Any
    subject: Subject
    above: tuple[Subject, ...] = ()
    extensions: Any = None

    def ask(self) -> Decision:
        decision: Decision = self.clause.ask(self.subject, *self.above)
        return decision

    def more(self) -> dict[str, Any]:
        return {} if self.extensions is None else {"extensions": self.extensions}

    def settled(self, chooser: Any, missing: Any) -> "Asked | None":
        """The same with one missing fact known; None where it is of a subject above that was not given."""
        if not missing.source.startswith("^"):
            known = settle(chooser, self.subject, missing, **self.more())
            return attrs.evolve(self, subject=known)
        kind, _, table = missing.source[1:].partition(".")
        if kind not in {type(item).__name__ for item in self.above}:
            return None
        inside = attrs.evolve(missing, source=table, path=missing.path.partition(".")[2])
        above = (
            settle(chooser, item, inside, **self.more()) if type(item).__name__ == kind else item
            for item in self.above
        )
        return attrs.evolve(self, above=tuple(above))


def asked(made: Question) -> Asked:
    return Asked(made.clause(), made.subject, made.above)


def missing_settles(start: Asked, seed: int) -> bool:
    """Check that the answer is settled once all of `missing` is known; return whether there was any."""
    before = start.ask()
    if before.outcome is not Outcome.UNKNOWN:
        assert (before.missing, before.reasons, before.may_settle) == ((), (), ())
        return False
    assert before.missing or before.reasons
    now: Asked | None = start
    for missing in before.missing:
        now = None if now is None else now.settled(Seeded(f"{seed} {missing.path}"), missing)
    if now is None or before.reasons:
        return False
    after = now.ask()
    assert after.outcome is not Outcome.UNKNOWN or (after.reasons and not after.missing)
    return bool(before.missing)


def values_of(named: Any) -> Iterator[Any]:
    if not isinstance(named, Span):
        yield named
        return
    yield from sorted({named.low, (named.low + named.high) // 2, named.high})


def may_settle_holds(start: Asked) -> int:
    """Put in each value that a settlement names; return how many settlements there were."""
    found = start.ask().may_settle
    for settlement in found:
        facts = [missing for missing, _ in settlement.values]
        for values in product(*(values_of(value) for _, value in settlement.values)):
            subject = start.subject
            for missing, value in zip(facts, values, strict=True):
                subject = with_fact(subject, missing, value)
            assert attrs.evolve(start, subject=subject).ask().outcome is settlement.outcome
    return len(found)


def random_rules_hold(seeds: range) -> int:
    """Check all three of random rules; return how many open answers could be settled, so that no run is empty."""
    opened = 0
    for seed in seeds:
        made = question(Seeded(seed), depth=3)
        start = asked(made)
        old = answer(start.ask())
        chooser = Seeded(f"more {seed}")
        later = attrs.evolve(
            start,
            subject=fill(chooser, start.subject),
            above=tuple(fill(chooser, item) for item in start.above),
        )
        new = answer(later.ask())
        assert old is Outcome.UNKNOWN or old == new, seed
        opened += missing_settles(start, seed)
        may_settle_holds(start)
    return opened


def test_random_rules_keep_their_answers_and_tell_what_is_missing():
    assert random_rules_hold(range(1500)) > 80


@pytest.mark.hard
def test_many_random_rules_keep_their_answers_and_tell_what_is_missing():
    assert random_rules_hold(range(5000, 20_000)) > 1000
