"""三.17: collective assets, assets turned into shares, income by share."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import povertypolicy
from povertypolicy import Outcome, Village
from povertypolicy_guangdong.asset_income import AssetProject, ShareHolding

BY_SHARE = "guangdong.household.asset_income.income_by_share"
COLLECTIVE = "guangdong.village.asset_income.collective_share"
QUANTIFIABLE = "guangdong.project.asset_income.quantifiable_asset"
PRESERVED = "guangdong.organisation.asset_income.preserve_value"
ASSET = {
    "formed_with": "special_poverty",
    "purpose_unchanged": True,
    "field": "solar",
    "meets_conditions": True,
}


@pytest.mark.parametrize(
    ("able", "given_", "outcome"),
    [
        (True, "0", Outcome.NO),
        (True, "0.01", Outcome.YES),
        (True, "1", Outcome.YES),
        (False, "0", Outcome.NOT_APPLICABLE),
        (True, None, Outcome.UNKNOWN),
    ],
)
def test_any_part_will_do_for_a_village_that_is_able(ask, able, given_, outcome):
    decision = ask(COLLECTIVE, (Village, {"able_to_give": able, "share_given": given_}))
    assert decision.outcome is outcome
    assert decision.info.force.no_is.en == "not followed, no breach"


def parts(income, shares):
    policy = povertypolicy.policy("guangdong", rules_on="2017-12-31")
    holdings = [{"shares": number} for number in shares]
    project = policy.read(AssetProject, {"distributable": income, "holdings": holdings})
    return [policy.ask(BY_SHARE, policy.read(ShareHolding, h), project) for h in holdings]


def test_income_is_divided_by_share():
    numbers = [part.value.number() for part in parts(10000, [50, 30, 20])]
    assert numbers == [5000, 3000, 2000]
    assert [part.value.number() for part in parts("0.01", [1, 2])] == [
        Fraction(1, 300),
        Fraction(2, 300),
    ]


def test_without_shares_there_is_no_part():
    (first, second) = parts(10000, [0, 0])
    assert first.outcome is second.outcome is Outcome.UNKNOWN
    assert [reason.kind for reason in first.reasons] == ["zero"]


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_the_parts_add_up_to_the_income(income, shares):
    if sum(shares):
        assert sum(part.value.number() for part in parts(income, shares)) == income


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, Outcome.YES),
        ({"formed_with": "other_farm_related"}, Outcome.YES),
        ({"formed_with": "other"}, Outcome.NO),
        ({"purpose_unchanged": False}, Outcome.NO),
        ({"meets_conditions": False}, Outcome.NO),
        ({"field": "rural_tourism"}, Outcome.YES),
        ({"field": "other"}, Outcome.UNKNOWN),
        ({"field": "other", "purpose_unchanged": False}, Outcome.NO),
        ({"meets_conditions": None}, Outcome.UNKNOWN),
    ],
)
def test_which_assets_may_become_shares(ask, changes, outcome):
    assert ask(QUANTIFIABLE, (AssetProject, {**ASSET, **changes})).outcome is outcome


@pytest.mark.parametrize(
    ("present", "in_time", "outcome"),
    [
        ("100000", True, Outcome.YES),
        ("99999.99", True, Outcome.NO),
        ("100000.01", True, Outcome.YES),
        ("100000", False, Outcome.NO),
        ("100000", None, Outcome.UNKNOWN),
        (None, True, Outcome.UNKNOWN),
    ],
)
def test_an_asset_keeps_its_value_and_pays_in_time(ask, present, in_time, outcome):
    facts = {"original_value": 100000, "present_value": present, "paid_in_time": in_time}
    assert ask(PRESERVED, (AssetProject, facts)).outcome is outcome
