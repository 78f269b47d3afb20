"""一.7, 三.24: behind the plan is lagging; the share of loans is told and not judged."""

import pytest

from povertypolicy import County, Outcome
from povertypolicy_anhui.subjects import Project

LOANS = "anhui/maanshan.project.finance.lend_all_who_qualify"


@pytest.mark.parametrize(
    ("actual", "pace"), [(80, "on_track"), (81, "on_track"), ("79.9999", "lagging")]
)
def test_behind_the_plan_is_lagging(ask, city, actual, pace):
    project = Project, {"planned_progress": 80, "actual_progress": actual}
    assert ask("anhui/maanshan.project.self_check.lagging", project, of=city).value == pace


@pytest.mark.parametrize(("lent", "outcome"), [(30, Outcome.YES), (29, Outcome.NO)])
def test_everybody_who_qualifies_gets_the_loan(ask, city, lent, outcome):
    county = County, {"loan_qualified": 30, "loans_granted": lent, "loan_self_use": 10}
    assert ask(LOANS, county, of=city).outcome is outcome
    assert ask(f"{LOANS}.self_use_share", county, of=city).value.number() * 100 == 10
