"""二.11: roads and water."""

import pytest

from povertypolicy import Outcome, Village
from povertypolicy_guangdong.infrastructure import NaturalVillage

YES, NO, UNKNOWN, _ = Outcome


@pytest.mark.parametrize(
    ("in_poor_village", "population", "outcome"),
    [
        (True, 199, NO),
        (True, 200, YES),
        (True, 201, YES),
        (False, 500, NO),
        (None, 199, NO),
        (None, 200, UNKNOWN),
    ],
)
def test_200_people_are_included(ask, in_poor_village, population, outcome):
    facts = {"in_poor_village": in_poor_village, "population": population}
    clause = "guangdong.village.infrastructure.hardening_threshold"
    assert ask(clause, (NaturalVillage, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("safe", "tap", "conditions", "answer"),
    [
        (True, True, True, "meets"),
        (True, False, False, "meets"),
        (True, True, None, "meets"),
        (True, False, True, "tap_water_due"),
        (False, False, True, "safe_water_due"),
        (False, None, None, "safe_water_due"),
        (True, False, None, UNKNOWN),
    ],
)
def test_water(ask, safe, tap, conditions, answer):
    facts = {"safe_water": safe, "tap_water": tap, "tap_water_conditions": conditions}
    clause = "guangdong.village.infrastructure.safe_water"
    assert ask(clause, (Village, facts)).value == answer
