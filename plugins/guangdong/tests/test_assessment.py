"""五.25: assessment, circulars, reports, interviews, what a cadre gets."""

import pytest

from povertypolicy import Outcome
from povertypolicy_guangdong.assessment import AnnualTask
from povertypolicy_guangdong.subjects import Cadre, Organisation

YES, NO, UNKNOWN, _ = Outcome
ID = "guangdong.organisation.assessment"
QUARTERS = ["q1", "q2", "q3", "q4"]


@pytest.mark.parametrize(
    ("schemes", "answer"),
    [
        (["area_province_city", "area_county", "department"], "apart"),
        (["all_in_one"], "together"),
        (["all_in_one", "department"], "together"),
        (["area_county", "department"], UNKNOWN),
        ([], UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_one_scale_for_all_is_certain_and_the_rest_recorded(ask, schemes, answer):
    decision = ask(f"{ID}.graded_classified", (Organisation, {"schemes": schemes}))
    assert decision.value == answer
    assert decision.info.recorded


@pytest.mark.parametrize(
    ("old", "new", "outcome"),
    [(10, 9, NO), (10, 10, NO), (10, "10.01", YES), (None, 10, UNKNOWN)],
)
def test_the_weight_rises(ask, old, new, outcome):
    facts = {"old_weight": old, "new_weight": new}
    decision = ask(f"{ID}.poverty_weight_raised", (Organisation, facts))
    assert decision.outcome is outcome
    assert decision.info.recorded


@pytest.mark.parametrize(
    ("quarters", "outcome"),
    [(QUARTERS, YES), (QUARTERS[:3], NO), (QUARTERS[1:], NO), ([], NO), (None, UNKNOWN)],
)
def test_no_quarter_is_without_a_circular(ask, quarters, outcome):
    facts = {"quarters_with_circular": quarters}
    assert ask(f"{ID}.quarterly_circular", (Organisation, facts)).outcome is outcome


@pytest.mark.parametrize(("reports", "outcome"), [(0, NO), (1, YES), (2, YES), (None, UNKNOWN)])
def test_a_report_is_due_every_year(ask, reports, outcome):
    facts = {"reports_in_year": reports}
    assert ask(f"{ID}.annual_report", (Organisation, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("level", "done", "outcome"),
    [
        ("county", 999, YES),
        ("county", 1000, NO),
        ("county", 1001, NO),
        ("city", 999, YES),
        ("town", 999, YES),
        ("province", 999, NO),
        ("village", 999, NO),
        ("village", None, NO),
        (None, 1000, NO),
        (None, 999, UNKNOWN),
        ("county", None, UNKNOWN),
    ],
)
def test_a_missed_task_has_an_interview(ask, level, done, outcome):
    facts = {"level": level, "task": 1000, "done": done}
    clause = "guangdong.county.accountability.missed_annual_task"
    assert ask(clause, (AnnualTask, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("finding", "consequences"),
    [
        ("slow_progress", ("named_before_province", "put_right_in_time")),
        ("poor_effect", ("named_before_province", "put_right_in_time")),
        ("annual_task_missed", ("interview_principal_leaders",)),
        ("not_acting", ("party_government_discipline",)),
        ("fraud", ("party_government_discipline",)),
        ("none", ()),
    ],
)
def test_what_follows(policy, finding, consequences):
    reply = policy.look_up("guangdong.cadre.accountability.ladder", finding)
    assert reply.value == consequences


@pytest.mark.parametrize(
    ("stationed", "first", "last", "outcome"),
    [
        (True, "2016-05-01", "2019-04-30", YES),
        (True, "2018-12-31", "2018-12-31", YES),
        (True, "2019-01-01", "2019-04-30", NO),
        (True, "2016-05-01", "2018-12-30", NO),
        (False, "2016-05-01", "2019-04-30", NO),
        (None, "2016-05-01", "2019-04-30", UNKNOWN),
        (True, None, "2019-04-30", UNKNOWN),
        (True, "2016-05-01", None, UNKNOWN),
    ],
)
def test_the_allowance_is_for_the_time_in_the_village(ask, stationed, first, last, outcome):
    cadre = {"stationed": stationed, "stationed_from": first, "stationed_to": last}
    clause = "guangdong.cadre.incentive.township_allowance"
    assert ask(clause, (Cadre, cadre)).outcome is outcome
