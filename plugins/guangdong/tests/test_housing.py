"""二.10: dangerous houses."""

import pytest

from povertypolicy import Household, Outcome

YES, NO, UNKNOWN, NOT_APPLICABLE = Outcome
PRIORITY = "guangdong.household.housing.priority_target"
PLACEMENT = "guangdong.household.housing.five_guarantee_placement"
HOUSE = {"long_in_dangerous_house": True, "only_dwelling": True}


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"registered": True}, YES),
        ({"registered": False, "five_guarantee": "dispersed"}, YES),
        ({"registered": False, "five_guarantee": "institution"}, NO),
        ({"registered": False, "five_guarantee": "none"}, NO),
        ({"registered": True, "only_dwelling": False}, NO),
        ({"registered": True, "long_in_dangerous_house": False}, NO),
        ({"five_guarantee": "dispersed"}, YES),
        ({"five_guarantee": "institution"}, UNKNOWN),
    ],
)
def test_priority_for_rebuilding(ask, facts, outcome):
    assert ask(PRIORITY, (Household, {**HOUSE, **facts})).outcome is outcome


@pytest.mark.parametrize(
    ("support", "dangerous", "place", "answer"),
    [
        ("dispersed", True, True, "elderly_home"),
        ("dispersed", True, False, "simple_apartment"),
        ("institution", True, True, "elderly_home"),
        ("dispersed", True, None, UNKNOWN),
        ("dispersed", False, True, NOT_APPLICABLE),
        ("none", True, True, NOT_APPLICABLE),
        (None, True, True, UNKNOWN),
    ],
)
def test_placement_of_five_guarantee_households(ask, support, dangerous, place, answer):
    facts = {"five_guarantee": support, "dangerous_house": dangerous, "place_in_home": place}
    assert ask(PLACEMENT, (Household, facts)).value == answer
