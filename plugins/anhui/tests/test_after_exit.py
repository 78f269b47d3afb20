"""三.37: visits, policies that stay, and who may not be marked as stably exited."""

import pytest

from povertypolicy import Household, Outcome

YES, NO, _, NOT_APPLICABLE = Outcome


@pytest.mark.parametrize(
    ("visits", "outcome"), [((1, 1), YES), ((2, 0), NO), ((0, 2), NO), ((2, 2), YES)]
)
def test_a_visit_in_every_half_year(ask, visits, outcome):
    facts = dict(zip(("visits_first_half", "visits_second_half"), visits, strict=True))
    clause = "anhui.household.after_exit.half_yearly_revisit"
    assert ask(clause, (Household, facts)).outcome is outcome


def test_the_marked_have_a_rule_of_their_own(ask):
    clause = "anhui.household.after_exit.policy_unchanged"
    facts = {"support_before_exit": 3, "support_after_exit": 2}
    for marked, outcome in ((False, NO), (True, NOT_APPLICABLE)):
        told = {**facts, "stably_exited_mark": marked}
        assert ask(clause, (Household, told)).outcome is outcome


@pytest.mark.parametrize(("route", "outcome"), [("social_security", NO), ("other", YES)])
def test_who_exited_by_social_security_is_not_marked(ask, route, outcome):
    facts = dict.fromkeys(
        ["in_national_system", "good_economic_condition", "stably_out_of_poverty"], True
    )
    subject = Household, {**facts, "exit_route": route}
    assert ask("anhui.household.stable_exit.label", subject).outcome is outcome


def test_guaranteed_households_come_last_and_none_of_them_first(policy):
    rank = policy.lookup("anhui.household.exit.late_order_for_guaranteed")
    words = ("ordinary", "minimum_living", "five_guarantee")
    assert [rank.ask(word).value for word in words] == [1, 2, 2]
