"""二.10: dangerous houses, rates and the last day."""

import pytest

from povertypolicy import Household, InvalidData, Outcome
from povertypolicy_guangdong.housing import RebuildingSubsidy
from povertypolicy_guangdong.subjects import Province

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


DIFFERENTIAL = "guangdong.household.housing.differential_subsidy"


@pytest.mark.parametrize(
    ("rates", "outcome"),
    [
        ([10000, 20000, 30000], YES),
        ([20000, "20000.01"], YES),
        ([10000, 20000, 20000], YES),
        ([20000, 10000], YES),
        ([20000, 20000], NO),
        ([1, 1, 1], NO),
        ([20000], NO),
        ([], NO),
        ([20000, None], UNKNOWN),
    ],
)
def test_one_rate_for_all_classes_is_no_difference(ask, rates, outcome):
    facts = {"classes": [{"rate": rate} for rate in rates]}
    assert ask(DIFFERENTIAL, (RebuildingSubsidy, facts)).outcome is outcome


def test_the_classes_must_be_known_and_a_rate_is_at_least_a_yuan(ask):
    assert ask(DIFFERENTIAL, (RebuildingSubsidy, {})).outcome is UNKNOWN
    with pytest.raises(InvalidData):
        ask(DIFFERENTIAL, (RebuildingSubsidy, {"classes": [{"rate": "0.99"}]}))


@pytest.mark.parametrize(
    ("done", "outcome"),
    [("2018-12-30", YES), ("2018-12-31", YES), ("2019-01-01", NO), (None, UNKNOWN)],
)
def test_all_houses_are_rebuilt_by_the_end_of_2018(ask, done, outcome):
    clause = "guangdong.province.housing.completion_deadline"
    assert ask(clause, (Province, {"houses_rebuilt_on": done})).outcome is outcome


def test_the_duty_to_rebuild_is_in_force_until_its_last_day(ask, policy):
    subject = Province, {"houses_rebuilt_on": "2018-12-31"}
    clause = "guangdong.province.housing.completion_deadline"
    outcomes = [
        ask(clause, subject, of=policy.on(day)).outcome for day in ("2018-12-31", "2019-01-01")
    ]
    assert outcomes == [YES, NOT_APPLICABLE]
