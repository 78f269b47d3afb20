"""三.11 and 三.15: leads of the comparison, and what a notice may not say."""

import pytest

from povertypolicy import Household, Outcome
from povertypolicy_anhui.subjects import Record

YES, NO, UNKNOWN, _ = Outcome
FLAGS = "anhui.county.comparison.flags"
FOUND = ("found_town_house", "found_car", "found_enterprise", "found_public_payroll")
NOTHING = {**dict.fromkeys(FOUND, False), "found_other_doubt": False}


@pytest.mark.parametrize("fact", NOTHING)
def test_each_finding_is_a_lead(ask, fact):
    assert ask(FLAGS, (Household, NOTHING)).outcome is NO
    assert ask(FLAGS, (Household, {**NOTHING, fact: True})).outcome is YES
    assert ask(FLAGS, (Household, {**NOTHING, fact: None})).outcome is UNKNOWN


def test_leads_decide_nothing(policy):
    leads = [clause for id_, clause in policy.rules.by_id.items() if id_.startswith(FLAGS)]
    assert len(leads) == 1 + len(FOUND)
    assert all(clause.advisory for clause in leads)


@pytest.mark.parametrize(
    ("scale", "fixed", "outcome"),
    [(False, False, YES), (True, False, NO), (False, True, NO), (None, False, UNKNOWN)],
)
def test_a_notice_has_neither_wording(ask, scale, fixed, outcome):
    notice = {"scale_control_wording": scale, "exclusion_list_wording": fixed}
    clause = "anhui.data_record.adjustment_notice.banned_wording"
    assert ask(clause, (Record, notice)).outcome is outcome
