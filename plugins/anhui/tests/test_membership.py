"""三.12: who counts as a member, and the "or" that can be read in two ways."""

import pytest

from povertypolicy import Household, Outcome, Person

YES, NO, UNKNOWN, _ = Outcome
DEFINITION = "anhui.household.membership.definition"
SIZE = "anhui.household.membership.household_size"
SHARES_FROM_AFAR = {
    "same_dwelling": False,
    "permanent_resident": False,
    "shares_income_or_expense": True,
}


@pytest.mark.parametrize(("option", "outcome"), [("dwelling_for_both", NO), ("sharing_alone", YES)])
def test_the_scope_of_or_is_a_reading(ask, policy, option, outcome):
    decision = ask(DEFINITION, (Person, SHARES_FROM_AFAR))
    assert decision.outcome is UNKNOWN
    assert [reason.kind for reason in decision.reasons] == ["readings-differ"]
    chosen = policy.choose("anhui.membership.scope", option)
    assert ask(DEFINITION, (Person, SHARES_FROM_AFAR), of=chosen).outcome is outcome


@pytest.mark.parametrize(
    ("classes", "size"),
    [
        (["resident", "resident", "supported_student_away", "conscripted"], 3),
        (["resident", "married_out", "divided_child"], 1),
        (["hired_help"], 0),
    ],
)
def test_the_size_follows_from_who_counts(ask, classes, size):
    persons = [{"member_class": word} for word in classes]
    assert ask(SIZE, (Household, {"persons": persons})).value.number() == size
