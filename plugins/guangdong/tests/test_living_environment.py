"""二.12: micro projects built by the village itself."""

import pytest

from povertypolicy import Outcome
from povertypolicy_guangdong.subjects import Project

CLAUSE = "guangdong.project.living_environment.self_build_permission"
CONDITIONS = ["fiscal_support", "micro", "concerns_poor_village", "deliberated"]


@pytest.mark.parametrize("changed", CONDITIONS)
def test_every_condition_is_needed(ask, changed):
    facts = dict.fromkeys(CONDITIONS, True)
    assert ask(CLAUSE, (Project, facts)).outcome is Outcome.YES
    assert ask(CLAUSE, (Project, {**facts, changed: False})).outcome is Outcome.NO
    assert ask(CLAUSE, (Project, {**facts, changed: None})).outcome is Outcome.UNKNOWN


def test_it_is_a_permission(ask):
    decision = ask(CLAUSE, (Project, {"deliberated": False}))
    assert (decision.outcome, decision.info.no_is.en) == (Outcome.NO, "not followed, no breach")
