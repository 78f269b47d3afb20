"""三.10 to 三.12: income is the basis, the assembly decides, flags and assets decide nothing."""

import pytest

from povertypolicy import Household, Outcome

YES, NO, UNKNOWN, _ = Outcome


def household(income, **facts):
    return Household, {
        "net_income_record": "per_head",
        "net_income_per_head": income,
        **facts,
    }


@pytest.mark.parametrize(
    ("income", "accepts", "outcome"),
    [
        ("3299.99", True, YES),
        ("3299.99", False, NO),
        ("3299.99", None, UNKNOWN),
        ("3300", True, NO),
        ("3300.01", None, NO),
    ],
)
def test_under_the_line_the_assembly_decides(ask, income, accepts, outcome):
    decision = ask("household.identification", household(income, assembly_accepts=accepts))
    assert decision.outcome is outcome
    open_ = ["assembly_accepts"] if outcome is UNKNOWN else []
    assert [missing.path for missing in decision.missing] == open_


@pytest.mark.parametrize("solved", [True, False])
def test_worries_and_guarantees_are_beside_it_and_never_decide(ask, solved):
    subject = household("3299.99", assembly_accepts=True, food_assured=solved)
    assert ask("household.identification", subject).outcome is YES
    answer = ask("anhui.household.identification.composite", subject).value
    assert answer == "candidate_weigh"


def test_a_flag_of_the_comparison_never_rejects(ask):
    subject = household("3299.99", assembly_accepts=True, comparison_flagged=True)
    assert ask("household.identification", subject).outcome is YES
