"""三.13, 三.15: who has to be struck off; a car or a house alone is no ground."""

import pytest

from povertypolicy import Household, Outcome

YES, NO, UNKNOWN, _ = Outcome


@pytest.mark.parametrize(
    ("known", "outside", "outcome"),
    [(True, True, YES), (False, True, NO), (True, False, NO), (True, None, UNKNOWN)],
)
def test_conditions_are_known_and_the_assembly_finds_so(ask, known, outside, outcome):
    facts = {"conditions_known": known, "assembly_finds_clearly_outside": outside}
    clause = "anhui.household.removal.asset_not_sole_ground"
    assert ask(clause, (Household, facts)).outcome is outcome


@pytest.mark.parametrize("ground", ["admitted_against_rules", "inaccurately_identified"])
def test_either_ground_suffices(ask, ground):
    facts = {"registered": True, ground: True}
    assert ask("anhui.household.removal.must_remove", (Household, facts)).outcome is YES
