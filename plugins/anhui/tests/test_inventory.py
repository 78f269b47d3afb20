"""The inventory's worked cases, asked of our clauses through the reviewed maps in `inventory/`."""

from pathlib import Path

import pytest

import povertypolicy
from povertypolicy.cli.telling import status_of
from povertypolicy.testing.inventory import Listed, Mapped, proven

HERE = Path(__file__).parent
SHARED = HERE.parents[3] / "shared" / "clauses" / "anhui.toml"
LAYERS = {
    "anhui": ("2017-12-31", "province"),
    "anhui/maanshan": ("2017-12-31", "maanshan"),
}
"""The policy of each layer, the day on which it is asked, and what its maps are called first."""
MAPS = {
    layer: Mapped.read(layer, day, sorted((HERE / "inventory").glob(f"{name}*.toml")))
    for layer, (day, name) in LAYERS.items()
}
POLICIES = {layer: povertypolicy.policy(layer, rules_on=day) for layer, (day, _) in LAYERS.items()}
LISTED = Listed.read(SHARED, *LAYERS)
INVENTORY = LISTED.clauses
PROVEN = set().union(*(proven(policy.rules) for policy in POLICIES.values()))
ASKED = [id_ for id_ in INVENTORY if id_ not in PROVEN]
EXAMPLES = [pytest.param(id_, case, id=f"{id_}-{n}") for id_, n, case in LISTED.examples(ASKED)]
with_inventory = pytest.mark.skipif(not INVENTORY, reason="../shared/clauses is not here")


def bound(id_):
    return POLICIES[INVENTORY[id_]["jurisdiction"]].bound(id_)


def mapped(id_):
    return MAPS[INVENTORY[id_]["jurisdiction"]]


@with_inventory
@pytest.mark.parametrize(("id_", "example"), EXAMPLES)
def test_an_example_of_the_inventory_has_the_same_answer_here(id_, example):
    reason = mapped(id_).unlike(id_, example)
    same = mapped(id_).same(id_, example)
    assert same is (reason is None), reason or "not reproduced, and not listed under `unlike`"


@with_inventory
def test_every_wanted_clause_is_mapped_and_nothing_else():
    entries = {id_ for each in MAPS.values() for id_ in each.entries}
    assert sorted(entries ^ set(ASKED)) == []
    assert set(INVENTORY) >= PROVEN


@with_inventory
@pytest.mark.parametrize("id_", ASKED)
def test_every_input_is_used_or_said_to_be_unused(id_):
    assert mapped(id_).inputs_of(id_) == set(INVENTORY[id_]["inputs"])


@with_inventory
@pytest.mark.parametrize("id_", INVENTORY)
def test_kind_and_days_are_those_of_the_inventory(id_):
    ours, theirs = bound(id_).info, INVENTORY[id_]
    assert ours.kind == theirs["kind"]
    assert ours.first == theirs.get("effective_from")
    assert ours.last == theirs.get("effective_to")


@with_inventory
@pytest.mark.parametrize("id_", INVENTORY)
def test_what_must_compute_does_and_what_is_only_recorded_says_why(id_):
    clause, tier = bound(id_), INVENTORY[id_]["tier"]
    status, _ = status_of(clause)
    assert (clause.info.recorded is not None) is (status == "recorded")
    assert status != "recorded" or tier != "execute"
