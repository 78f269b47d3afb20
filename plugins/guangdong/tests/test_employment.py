"""二.6: skills, schools, graduates."""

import pytest

from povertypolicy import Household, Outcome, Person

YES, NO, UNKNOWN, NOT_APPLICABLE = Outcome


@pytest.mark.parametrize(
    ("in_force", "skills", "outcome"),
    [
        (True, 0, NO),
        (True, 1, YES),
        (True, 2, YES),
        (True, None, UNKNOWN),
        (False, 0, NOT_APPLICABLE),
        (None, 1, UNKNOWN),
    ],
)
def test_one_skill_for_every_worker(ask, in_force, skills, outcome):
    facts = {"in_labour_force": in_force, "skills": skills}
    assert ask("guangdong.person.employment.one_skill", (Person, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("school", "registered", "outcome"),
    [
        ("vocational_college", True, YES),
        ("technician_school", True, YES),
        ("ordinary_senior_high", True, NO),
        ("technician_school", False, NO),
        ("technician_school", None, UNKNOWN),
    ],
)
def test_vocational_and_technician_schools(ask, school, registered, outcome):
    decision = ask(
        "guangdong.person.employment.vocational_admission",
        (Person, {"school": school}),
        (Household, {"registered": registered}),
    )
    assert decision.outcome is outcome
    assert decision.info.force.no_is.en == "not followed, no breach"


@pytest.mark.parametrize("changed", ["registered", "college_graduate", "left_school", "employed"])
def test_a_graduate_needs_every_condition(ask, changed):
    facts = {"college_graduate": True, "left_school": True, "employed": False}
    household = {"registered": True}
    clause = "guangdong.person.employment.graduate_support"
    assert ask(clause, (Person, facts), (Household, household)).outcome is YES
    part = household if changed == "registered" else facts
    part[changed] = not part[changed]
    assert ask(clause, (Person, facts), (Household, household)).outcome is NO
