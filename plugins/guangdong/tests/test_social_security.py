"""二.7: the allowance as the last resort."""

import pytest

from povertypolicy import Household, Outcome

YES, NO, UNKNOWN, _ = Outcome


@pytest.mark.parametrize(
    ("industry", "employment", "answer"),
    [
        (True, False, "development"),
        (False, True, "development"),
        (None, True, "development"),
        (False, False, "policy_guarantee"),
        (False, None, UNKNOWN),
    ],
)
def test_help_first_then_the_guarantee(ask, industry, employment, answer):
    facts = {"industry_can_lift": industry, "employment_can_lift": employment}
    clause = "guangdong.household.social_security.fallback_order"
    assert ask(clause, (Household, facts)).value == answer


@pytest.mark.parametrize(
    ("income", "on_allowance", "outcome"),
    [
        ("3999.99", True, YES),
        ("4000", True, YES),
        ("4000.01", True, NO),
        ("3000", False, NO),
        ("4000.01", None, NO),
    ],
)
def test_here_4000_itself_is_included(ask, income, on_allowance, outcome):
    facts = {"prices_of": 2014, "income_per_head": income, "on_allowance": on_allowance}
    clause = "guangdong.household.social_security.register_low_income_recipients"
    assert ask(clause, (Household, facts)).outcome is outcome


def test_items_2_and_7_contradict_each_other_at_exactly_4000(ask):
    subject = Household, {"prices_of": 2014, "income_per_head": 4000, "on_allowance": True}
    recipients = "guangdong.household.social_security.register_low_income_recipients"
    assert ask("household.identification", subject).outcome is NO
    assert ask(recipients, subject).outcome is YES


@pytest.mark.parametrize(
    ("verified", "qualifies", "answer"),
    [
        (True, True, "admit"),
        (True, False, "refuse"),
        (False, True, "verify_first"),
        (False, None, "verify_first"),
        (True, None, UNKNOWN),
    ],
)
def test_verification_comes_first(ask, verified, qualifies, answer):
    facts = {"verified": verified, "qualifies_for_allowance": qualifies}
    clause = "guangdong.household.social_security.verification_and_full_inclusion"
    assert ask(clause, (Household, facts)).value == answer
