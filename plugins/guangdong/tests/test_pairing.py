"""五.22: who helps whom, and how long."""

import pytest

from povertypolicy import Outcome, Village
from povertypolicy.errors import InvalidData
from povertypolicy_guangdong.pairing import Donation, HelpLink

YES, NO, UNKNOWN, _ = Outcome
HELPED = {
    "guangzhou": ("meizhou", "qingyuan"),
    "shenzhen": ("heyuan", "shanwei"),
    "zhuhai": ("yangjiang", "maoming"),
    "foshan": ("zhanjiang", "yunfu"),
    "dongguan": ("shaoguan", "jieyang"),
    "zhongshan": ("zhaoqing", "chaozhou"),
    "self": ("shantou", "huizhou", "jiangmen"),
}
PAIRS = [(city, helper) for helper, cities in HELPED.items() for city in cities]


@pytest.mark.parametrize(("city", "helper"), PAIRS)
def test_every_city_has_its_helper(policy, city, helper):
    assert policy.look_up("guangdong.city.pairing.map", city).value == helper


@pytest.mark.parametrize(("helper", "cities"), HELPED.items())
def test_a_helper_has_its_cities(policy, helper, cities):
    assert policy.look_up("guangdong.city.pairing.by_helper", helper).value == cities


def test_there_are_no_other_pairs(policy):
    assert len(policy.lookup("guangdong.city.pairing.map").node.rows) == 15
    assert len(policy.lookup("guangdong.city.pairing.by_helper").node.rows) == 7


@pytest.mark.parametrize("city", ["changsha", "guangzhou"])
def test_a_city_that_is_not_helped_is_refused(policy, city):
    with pytest.raises(InvalidData):
        policy.look_up("guangdong.city.pairing.map", city)


def test_a_helped_city_is_no_helper(policy):
    with pytest.raises(InvalidData):
        policy.look_up("guangdong.city.pairing.by_helper", "meizhou")


@pytest.mark.parametrize(
    ("plan", "households", "with_method", "outcome"),
    [
        (True, 10, 9, NO),
        (True, 10, 10, YES),
        (False, 10, 10, NO),
        (None, 10, 9, NO),
        (True, 10, None, UNKNOWN),
        (True, 0, 0, YES),
    ],
)
def test_every_household_has_a_method(ask, plan, households, with_method, outcome):
    facts = {
        "has_plan": plan,
        "helped_households": households,
        "households_with_method": with_method,
    }
    clause = "guangdong.village.pairing.one_village_one_plan"
    assert ask(clause, (Village, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("out", "ended", "outcome"),
    [
        (True, True, YES),
        (False, True, NO),
        (False, False, YES),
        (True, None, YES),
        (None, True, UNKNOWN),
        (False, None, UNKNOWN),
    ],
)
def test_help_ends_after_poverty(ask, out, ended, outcome):
    facts = {"target_out_of_poverty": out, "ended": ended}
    clause = "guangdong.organisation.pairing.no_unhooking"
    assert ask(clause, (HelpLink, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("donor", "for_relief", "outcome"),
    [
        ("enterprise", True, YES),
        ("individual", True, YES),
        ("other", True, NO),
        ("individual", False, NO),
        ("other", None, NO),
        (None, True, UNKNOWN),
    ],
)
def test_donations_of_firms_and_persons_are_deducted(ask, donor, for_relief, outcome):
    facts = {"donor": donor, "for_relief": for_relief}
    clause = "guangdong.organisation.pairing.donation_deduction"
    assert ask(clause, (Donation, facts)).outcome is outcome
