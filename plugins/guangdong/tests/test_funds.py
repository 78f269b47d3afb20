"""三.13 and 五.22: how much, who pays, what for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import povertypolicy
from povertypolicy import Household, Outcome, Person, yuan, yuan_per_head
from povertypolicy.errors import InvalidData
from povertypolicy.quantities import Fen
from povertypolicy_guangdong.subjects import Fund

YES, NO, UNKNOWN, _ = Outcome
PER_HEAD = "guangdong.fund.finance.per_head_amount"
BASE = "guangdong.fund.finance.funding_base"
TOTAL = "guangdong.fund.finance.total_formula"
SHARING = "guangdong.fund.finance.sharing_ratio"
HELPER = "guangdong.fund.finance.sharing_without_helper"
PLAN = "guangdong.city.finance.funding_plan"
PAID = "guangdong.fund.finance.own_level_share_paid"
RAISED = "guangdong.fund.finance.raised_by_units"
EARMARKED = "guangdong.fund.supervision.earmarked_use"
PAYERS = ("province", "helping_city", "home_city")
ALONE = ("shantou", "huizhou", "jiangmen")
PAIRED = (
    "meizhou qingyuan heyuan shanwei yangjiang maoming "
    "zhanjiang yunfu shaoguan jieyang zhaoqing chaozhou"
)


@pytest.mark.parametrize(
    ("per_head", "outcome"),
    [("20000", YES), ("19999.99", NO), ("20000.01", YES), (None, UNKNOWN)],
)
def test_20000_yuan_per_head_are_included(policy, ask, per_head, outcome):
    assert policy[PER_HEAD].ask().value == yuan_per_head(20000)
    assert ask(f"{PER_HEAD}.met", (Fund, {"per_head": per_head})).outcome is outcome


@pytest.mark.parametrize(
    ("capacity", "allowance", "word"),
    [
        ("able", False, "counted"),
        ("able", True, "counted"),
        ("able", None, "counted"),
        ("none", True, "allowance_scheme"),
    ],
)
def test_who_counts(ask, capacity, allowance, word):
    person, household = {"labour_capacity": capacity}, {"on_allowance": allowance}
    assert ask(BASE, (Person, person), (Household, household)).value == word


@pytest.mark.parametrize(
    ("capacity", "allowance"),
    [("partial", True), ("partial", False), ("none", False), ("none", None), (None, True)],
)
def test_who_counts_is_open_otherwise(ask, capacity, allowance):
    person, household = {"labour_capacity": capacity}, {"on_allowance": allowance}
    assert ask(BASE, (Person, person), (Household, household)).outcome is UNKNOWN


@pytest.mark.parametrize(
    ("persons", "total"), [(1000, 20_000_000), (1_765_000, 35_300_000_000), (0, 0)]
)
def test_the_total_follows_from_the_average(ask, persons, total):
    assert ask(TOTAL, (Fund, {"persons": persons})).value == yuan(total)


def test_no_total_without_persons(ask):
    assert ask(TOTAL, (Fund, {"persons": None})).outcome is UNKNOWN


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("20000", ("12000", "6000", "2000")),
        ("15", ("9", "4.50", "1.50")),
        ("0", ("0", "0", "0")),
        ("0.01", ("0.01", "0", "0")),
        ("0.05", ("0.03", "0.02", "0")),
        ("0.09", ("0.05", "0.03", "0.01")),
    ],
)
def test_six_three_one(policy, total, parts):
    expected = {payer: yuan(part).value for payer, part in zip(PAYERS, parts, strict=True)}
    assert policy.look_up(SHARING, yuan(total)).value == expected


def test_half_a_fen_is_refused(policy):
    with pytest.raises(InvalidData):
        policy.look_up(SHARING, yuan("0.005"))


@given(st.integers(0, 10**14))
def test_the_three_parts_add_up(fen):
    policy = povertypolicy.policy("guangdong", rules_on="2017-12-31")
    parts = policy.look_up(SHARING, Fen(fen)).value
    assert sum(parts.values()) == fen
    for payer, shares in zip(PAYERS, (6, 3, 1), strict=True):
        assert abs(10 * parts[payer] - shares * fen) < 10


@pytest.mark.parametrize("city", PAIRED.split())
def test_a_helped_city_shares(policy, city):
    assert policy.look_up(HELPER, city).value == "six_three_one"


@pytest.mark.parametrize("city", [*ALONE, "guangzhou", "zhongshan"])
def test_without_a_helping_city_three_parts_have_no_payer(policy, city):
    reply = policy.look_up(HELPER, city)
    assert reply.outcome is UNKNOWN
    assert reply.reasons


def test_a_city_of_another_province_is_refused(policy):
    with pytest.raises(InvalidData):
        policy.look_up(HELPER, "changsha")


@pytest.mark.parametrize(
    ("city", "persons", "helper"),
    [("meizhou", 1, "guangzhou"), ("jieyang", 1000, "dongguan"), ("chaozhou", 3, "zhongshan")],
)
def test_the_plan_names_who_pays(policy, city, persons, helper):
    parts = policy.look_up(PLAN, count=persons, city=city).value
    assert {payer: part.yuan for payer, part in parts.items()} == {
        "province": 12_000 * persons,
        helper: 6_000 * persons,
        city: 2_000 * persons,
    }


@pytest.mark.parametrize("city", ALONE)
def test_a_city_that_helps_itself_has_no_plan(policy, city):
    reply = policy.look_up(PLAN, count=1000, city=city)
    assert reply.outcome is UNKNOWN
    assert "3 parts" in reply.reasons[0].en


def test_a_plan_needs_city_and_persons(policy):
    assert policy.look_up(PLAN, city="meizhou").outcome is UNKNOWN
    assert policy.look_up(PLAN, count=1).outcome is UNKNOWN


@pytest.mark.parametrize(
    ("due", "provided", "outcome"),
    [
        (2_000_000, "2000000", YES),
        (2_000_000, "1999999.99", NO),
        (2_000_000, "2000000.01", YES),
        (21_180_000_000, "21180000000", YES),
        (2_000_000, None, UNKNOWN),
    ],
)
def test_a_level_provides_what_is_due(ask, due, provided, outcome):
    assert ask(PAID, (Fund, {"share_due": due, "share_provided": provided})).outcome is outcome


@pytest.mark.parametrize(
    ("lawful", "use", "outcome"),
    [
        (True, "household", YES),
        (True, "village", YES),
        (True, "other", NO),
        (False, "village", NO),
        (None, "other", NO),
        (None, "village", UNKNOWN),
        (True, None, UNKNOWN),
    ],
)
def test_money_of_helping_units(ask, lawful, use, outcome):
    fund = {"raised_lawfully": lawful, "raised_for": use}
    assert ask(RAISED, (Fund, fund)).outcome is outcome


@pytest.mark.parametrize(
    ("approved", "actual", "outcome"),
    [
        ("industry", "industry", YES),
        ("living", "living", YES),
        ("industry", "housing", NO),
        ("industry", "other", NO),
        ("other", "industry", NO),
        ("other", "other", UNKNOWN),
        ("industry", None, UNKNOWN),
        (None, "industry", UNKNOWN),
    ],
)
def test_special_money_goes_where_it_was_approved_for(ask, approved, actual, outcome):
    fund = {"approved_purpose": approved, "actual_purpose": actual}
    assert ask(EARMARKED, (Fund, fund)).outcome is outcome
