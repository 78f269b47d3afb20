"""The inventory's worked cases, asked of our clauses through the reviewed map in `inventory/guangdong.toml`."""

from pathlib import Path

import pytest

import povertypolicy
from povertypolicy.cli.telling import coverage, status_of
from povertypolicy.testing.inventory import Listed, Mapped, proven

HERE = Path(__file__).parent
SHARED = HERE.parents[3] / "shared" / "clauses" / "guangdong.toml"
MAP = Mapped.read("guangdong", "2017-12-31", sorted(HERE.glob("inventory/*.toml")))
LISTED = Listed.read(SHARED, "guangdong")
INVENTORY = LISTED.clauses
POLICY = povertypolicy.policy("guangdong", rules_on="2016-06-04")
PROVEN = proven(POLICY.rules)
ASKED = [id_ for id_ in INVENTORY if id_ not in PROVEN]
EXAMPLES = [pytest.param(id_, case, id=f"{id_}-{n}") for id_, n, case in LISTED.examples(ASKED)]
with_inventory = pytest.mark.skipif(not INVENTORY, reason="../shared/clauses is not here")


@with_inventory
@pytest.mark.parametrize(("id_", "example"), EXAMPLES)
def test_an_example_of_the_inventory_has_the_same_answer_here(id_, example):
    reason = MAP.unlike(id_, example)
    same = MAP.same(id_, example)
    assert same is (reason is None), reason or "not reproduced, and not listed under `unlike`"


@with_inventory
def test_every_wanted_clause_is_mapped_and_nothing_else():
    assert set(MAP.entries) == set(ASKED)
    assert set(INVENTORY) >= PROVEN


@with_inventory
@pytest.mark.parametrize("id_", ASKED)
def test_every_input_is_used_or_said_to_be_unused(id_):
    assert MAP.inputs_of(id_) == set(INVENTORY[id_]["inputs"])


@with_inventory
@pytest.mark.parametrize("id_", INVENTORY)
def test_kind_force_and_last_day_are_those_of_the_inventory(id_):
    ours = POLICY.bound(id_).info
    theirs = INVENTORY[id_]
    assert ours.kind == theirs["kind"]
    assert theirs["force"] in (ours.force.value, "fact")
    assert ours.last == theirs.get("effective_to")
    assert ours.first == theirs["effective_from"]


@with_inventory
@pytest.mark.parametrize("id_", INVENTORY)
def test_what_must_compute_does_and_what_is_only_recorded_says_why(id_):
    bound, tier = POLICY.bound(id_), INVENTORY[id_]["tier"]
    status, _ = status_of(bound)
    assert (status == "recorded") is (tier == "record")
    assert (bound.info.recorded is not None) is (tier == "record")
    assert status in {"execute": ("computes", "data", "proven"), "data": ("computes", "data")}.get(
        tier, ("recorded",)
    )


@with_inventory
def test_all_clauses_of_the_inventory_are_there():
    counts = coverage(POLICY.bound(id_) for id_ in INVENTORY)
    assert sum(counts.values()) == len(INVENTORY) == 188
    assert counts["proven"] == 9
    assert counts["recorded"] == 10


def test_every_mapped_clause_is_built():
    for id_, entry in MAP.entries.items():
        assert POLICY.bound(id_).info.id == id_
        ask = entry.get("ask", id_)
        asked_ = [ask] if isinstance(ask, str) else [v for k, v in ask.items() if k != "choose"]
        assert all(POLICY.bound(each).info.id.startswith("guangdong.") for each in asked_)
