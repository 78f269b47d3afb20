"""How strongly each clause of a layer binds: what `force.toml` does not list must be done."""

import tomllib
from pathlib import Path

import pytest

import povertypolicy

LISTED = tomllib.loads((Path(__file__).parent / "force.toml").read_text(encoding="utf-8"))
FORCES = {clause: force for force, clauses in LISTED.items() for clause in clauses}


def own(name):
    """Return the clauses that a layer itself has set."""
    rules = povertypolicy.policy(name, rules_on="2017-12-31").rules
    return [c for c in rules.clauses if rules.origin(c.info.id)[-1].layer == name]


OWN = [*own("anhui"), *own("anhui/maanshan")]


@pytest.mark.parametrize("clause", OWN, ids=lambda clause: clause.info.id)
def test_a_clause_binds_as_the_document_says(clause):
    assert clause.info.force.value == FORCES.get(clause.info.id, "must")


def test_every_listed_clause_is_there():
    assert set(FORCES) <= {clause.info.id for clause in OWN}
