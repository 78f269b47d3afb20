"""The clauses of every province here: as columns they say what they say of each record."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from oracle.records import Seeded, record
from oracle.registers import Register, alone, batch, said, sealed

from povertypolicy.columns.records import frame_of
from povertypolicy.deciding.decision import Decision
from povertypolicy.deciding.policy import Policy, open_policy
from povertypolicy.parameters import price_index
from povertypolicy.plugins.loading import find_rules
from povertypolicy.subjects import Subject
from povertypolicy.testing import cases

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(ROOT.glob("plugins/*/cases/*.toml"))
PROVINCES = sorted({str(case.head["policy"]) for path in FILES for case in cases.load(path)})


def decisions(path: Path) -> Iterator[Decision]:
    """The decisions of the cases of a file that are about a subject."""
    for case in cases.load(path):
        if "subject" in case.data:
            yield cases.ask(case)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_golden_cases_grouped_by_clause_are_decided_as_one_by_one(path):
    groups: dict[Any, list[Decision]] = defaultdict(list)
    for decision in decisions(path):
        groups[decision.digest, decision.info.id, type(decision.subject)].append(decision)
    if not groups:
        pytest.skip("no case of this file is about a subject")
    for (_, clause, kind), told in groups.items():
        policy = Policy(told[0].rules, told[0].settings)
        subjects = [decision.subject for decision in told]
        above = {parent: given(told, parent) for parent in kind.ancestors()}
        frame = sealed(frame_of(kind, subjects, policy.rules.extensions, above))
        assert batch(policy.together(clause), frame) == [[said(decision) for decision in told]]


def given(told: list[Decision], parent: type[Subject]) -> list[Any]:
    """The subject of a kind that was given above each, or None."""
    return [next((x for x in one.related if type(x) is parent), None) for one in told]


INDEX = price_index({2014: 100, 2015: "101.5", 2016: "103.8", 2017: "105.5"}, source="invented")


def about(policy: Policy) -> dict[type[Subject], list[Any]]:
    """The clauses of a policy that are about subjects, by kind."""
    found: dict[type[Subject], list[Any]] = defaultdict(list)
    for node in policy.rules.clauses:
        kind = policy.bound(node.info.id).subject
        if kind is not Subject:
            found[kind].append(node)
    return found


@pytest.mark.parametrize("indexed", [True, pytest.param(False, marks=pytest.mark.hard)])
@pytest.mark.parametrize("name", PROVINCES)
def test_all_clauses_about_a_kind_are_decided_as_one_by_one(name, indexed):
    rules = find_rules(name)[0]
    policy = open_policy(rules, "2017-12-31")
    policy = policy.with_index(INDEX) if indexed else policy
    kinds = about(policy)
    assert len(kinds) >= 3
    for kind, nodes in kinds.items():
        chance = Seeded(f"{kind.__name__} {indexed}")
        subjects = tuple(a_record(chance, kind, rules.extensions) for _ in range(24))
        above = {
            parent: tuple(
                chance.pick((*(a_record(chance, parent, rules.extensions),) * 2, None))
                for _ in subjects
            )
            for parent in kind.ancestors()
        }
        told = Register(
            tuple(nodes), policy.settings, kind, subjects, above, rules.extensions, rules
        )
        together, frame = told.together(), told.frame()
        expected = alone(told, together)
        assert batch(together, frame) == expected
        assert batch(together, frame, chunk=7) == expected


def a_record(chance: Seeded, kind: type[Subject], extensions: Any) -> Any:
    return record(chance, kind, gaps=chance.pick((0, 0, 20, 4)), most=2, extensions=extensions)


def test_there_are_provinces_to_look_at():
    assert FILES
    assert PROVINCES
