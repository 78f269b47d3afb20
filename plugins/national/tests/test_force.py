"""How strongly each clause binds: what `force.toml` does not list must be done."""

import tomllib
from pathlib import Path

import pytest

from povertypolicy_national.policy import NATIONAL

LISTED = tomllib.loads((Path(__file__).parent / "force.toml").read_text(encoding="utf-8"))
FORCES = {clause: force for force, clauses in LISTED.items() for clause in clauses}


@pytest.mark.parametrize("clause", NATIONAL.clauses, ids=lambda clause: clause.info.id)
def test_a_clause_binds_as_the_document_says(clause):
    assert clause.info.force.value == FORCES.get(clause.info.id, "must")


def test_every_listed_clause_is_there():
    assert set(FORCES) <= set(NATIONAL.by_id)
