"""三.36: who may be a helper, and of how many households."""

import pytest

from povertypolicy import Outcome, explain
from povertypolicy_anhui.subjects import Cadre

YES, NO, UNKNOWN, _ = Outcome
ID = "anhui.cadre.helper"
OFFICIAL = {"employer": "government", "employer_level": "township", "on_establishment": True}


@pytest.mark.parametrize(
    ("cadre", "outcome"),
    [
        (OFFICIAL, YES),
        ({**OFFICIAL, "on_establishment": False}, NO),
        ({**OFFICIAL, "employer_level": "village"}, NO),
        ({**OFFICIAL, "employer": "village_committee"}, NO),
        ({**OFFICIAL, "employer_level": None}, UNKNOWN),
        ({"employer": "enterprise", "enterprise_rank": "middle"}, YES),
        ({"employer": "enterprise", "enterprise_rank": "staff"}, NO),
    ],
)
def test_officials_from_townships_up_and_managers_may_help(ask, cadre, outcome):
    assert ask(f"{ID}.eligibility", (Cadre, cadre)).outcome is outcome


@pytest.mark.parametrize(("households", "outcome"), [(3, YES), (4, NO), (None, UNKNOWN)])
def test_three_households_are_allowed(ask, households, outcome):
    decision = ask(f"{ID}.household_cap", (Cadre, {"linked_households": households}))
    assert decision.outcome is outcome


def test_a_fourth_departs_from_the_principle(ask):
    decision = ask(f"{ID}.household_cap", (Cadre, {"linked_households": 4}))
    assert "偏离原则" in explain(decision, "zh")
    assert "departure" in explain(decision, "en")
