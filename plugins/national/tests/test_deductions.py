"""一.2、一.3: points off, critical instructions, the veto that may come, the grade."""

import pytest

import povertypolicy
from povertypolicy import Outcome, points
from povertypolicy.errors import InvalidData
from povertypolicy_national.subjects import Province

YES, NO, UNKNOWN, NOT_APPLICABLE = Outcome
ID = "national.province.assessment"
SOURCES = [
    "central_leader_instructions",
    "supervision",
    "inspection_tour",
    "democratic_party_monitoring",
    "national_audit",
    "discipline_and_procuratorate_cases",
]
NOTHING_OFF = {f"deduction_{source}": 0 for source in SOURCES}


def test_points_come_off_for_six_sources_and_no_other(policy, ask):
    asked = {f.info.name for f in policy[f"{ID}.deduction_sources"].asks()[Province]}
    assert asked == {"base_score", *NOTHING_OFF}
    facts = {**NOTHING_OFF, "base_score": 84}
    facts |= {"deduction_national_audit": 2, "deduction_supervision": "1.5"}
    assert ask(f"{ID}.deduction_sources", (Province, facts)).value == points("80.5")


def test_what_is_not_recorded_is_not_nothing(ask):
    facts = {**NOTHING_OFF, "base_score": 84, "deduction_supervision": None}
    decision = ask(f"{ID}.deduction_sources", (Province, facts))
    assert decision.outcome is UNKNOWN
    assert [missing.path for missing in decision.missing] == ["deduction_supervision"]


@pytest.mark.parametrize(
    ("instructions", "grave", "item", "veto"),
    [
        (0, True, NO, NOT_APPLICABLE),
        (1, False, YES, NO),
        (3, True, YES, YES),
        (1, None, YES, UNKNOWN),
    ],
)
def test_a_veto_is_a_lead_and_needs_an_instruction(ask, instructions, grave, item, veto):
    province = (Province, {"negative_instructions": instructions, "instruction_grave": grave})
    assert ask(f"{ID}.negative_instruction_deduction", province).outcome is item
    decision = ask(f"{ID}.negative_instruction_veto", province)
    assert decision.outcome is veto
    if veto is YES:
        assert "a lead: for people to check" in povertypolicy.explain(decision, "en")


def test_grades_have_an_order_and_no_printed_scores(policy, ask):
    ranks = [policy.look_up(f"{ID}.grades", g).value for g in ("好", "较好", "一般", "较差")]
    assert ranks == [1, 2, 3, 4]
    with pytest.raises(InvalidData):
        policy.look_up(f"{ID}.grades", "excellent")
    best = (Province, {**NOTHING_OFF, "base_score": 100})
    assert ask(f"{ID}.grades.of_a_score", best).outcome is UNKNOWN


@pytest.mark.parametrize(
    ("score", "grade"),
    [("90", "good"), ("89.99", "fairly_good"), ("79.99", "ordinary"), ("59.99", "poor")],
)
def test_lines_that_are_supplied_give_the_grade(policy, ask, score, grade):
    for name, line in (("good", 90), ("fairly_good", 80), ("ordinary", 60)):
        policy = policy.supply(f"national.grade_from.{name}", points(line), source="invented")
    facts = {**NOTHING_OFF, "base_score": score}
    assert ask(f"{ID}.grades.of_a_score", (Province, facts), of=policy).value == grade
