"""一.1: over before the two sessions; which days count."""

import pytest

import povertypolicy
from povertypolicy import IncomeEntry, Outcome
from povertypolicy_national.subjects import Province, SystemFigure

YES, NO, UNKNOWN, NOT_APPLICABLE = Outcome
SESSIONS = "national.province.assessment.finish_before_two_sessions"
WINDOW = "national.household.income.accounting_window"
CALENDAR = "national.data_record.period.default_calendar_year"


@pytest.mark.parametrize(
    ("completed", "outcome"),
    [("2018-03-02", YES), ("2018-03-03", NO), ("2018-03-04", NO), (None, UNKNOWN)],
)
def test_the_assessment_is_over_before_the_sessions_open(policy, ask, completed, outcome):
    on_that_day = policy.on("2017-12-31", "2018-03-03")
    facts = {"completed_on": completed, "two_sessions_open": "2018-03-03"}
    assert ask(SESSIONS, (Province, facts), of=on_that_day).outcome is outcome


def test_asked_on_another_day_it_says_on_which_to_ask(ask):
    decision = ask(
        SESSIONS, (Province, {"completed_on": "2018-03-01", "two_sessions_open": "2018-03-03"})
    )
    assert decision.outcome is UNKNOWN
    assert "ask on the day the sessions open" in povertypolicy.explain(decision, "en")


@pytest.mark.parametrize(
    ("day", "year", "outcome"),
    [
        ("2016-09-30", 2017, NO),
        ("2016-10-01", 2017, YES),
        ("2017-09-30", 2017, YES),
        ("2017-10-01", 2017, NO),
        ("2016-10-01", 2018, UNKNOWN),
        ("2015-10-01", 2016, UNKNOWN),
    ],
)
def test_income_counts_from_october_to_september_and_for_2017_alone(ask, day, year, outcome):
    assert ask(WINDOW, (IncomeEntry, {"day": day, "assessment_year": year})).outcome is outcome


@pytest.mark.parametrize(
    ("figure", "day", "own", "outcome"),
    [
        ("other", "2016-12-31", False, NO),
        ("other", "2017-01-01", False, YES),
        ("other", "2017-12-31", False, YES),
        ("other", "2017-12-31", True, NOT_APPLICABLE),
        ("income_per_head", "2017-06-01", None, NOT_APPLICABLE),
    ],
)
def test_other_figures_go_by_calendar_year(ask, figure, day, own, outcome):
    facts = {"figure": figure, "dated": day, "assessment_year": 2017, "own_period": own}
    assert ask(CALENDAR, (SystemFigure, facts)).outcome is outcome
