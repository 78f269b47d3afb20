"""一.2: six results, six weights that are not printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import povertypolicy
from povertypolicy import Outcome, percent, points
from povertypolicy_national.subjects import Province

ID = "national.province.assessment.weighted_inputs"
RESULTS = {
    "third_party_evaluation": (90, 30),
    "inter_provincial_cross": (80, 30),
    "fund_performance": (85, 20),
    "nbs_income_growth": (88, 10),
    "relocation_special": (70, 5),
    "health_special": (75, 5),
}
SCORES = {f"score_{name}": score for name, (score, _) in RESULTS.items()}


def weighted(policy, names=tuple(RESULTS)):
    for name in names:
        weight = percent(RESULTS[name][1])
        policy = policy.supply(f"national.weight.{name}", weight, source="invented")
    return policy


def test_the_sum_is_exact(policy, ask):
    assert ask(ID, (Province, SCORES), of=weighted(policy)).value == points("84.05")


@pytest.mark.parametrize("left_out", RESULTS)
def test_no_weight_may_be_missing(policy, ask, left_out):
    others = weighted(policy, [name for name in RESULTS if name != left_out])
    decision = ask(ID, (Province, SCORES), of=others)
    assert decision.outcome is Outcome.UNKNOWN
    assert f"supply national.weight.{left_out}" in povertypolicy.explain(decision, "en")


@given(st.integers(0, 10_000))
def test_a_score_of_all_six_is_the_score_of_the_whole(hundredths):
    policy = weighted(povertypolicy.policy("national", rules_on="2017-12-31"))
    alike = {name: Decimal(hundredths) / 100 for name in SCORES}
    told = policy.ask(ID, policy.read(Province, alike))
    assert told.value == points(Decimal(hundredths) / 100)
