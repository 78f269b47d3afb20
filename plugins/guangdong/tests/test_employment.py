"""二.6: skills, schools, graduates, posts and tenders."""

import pytest

from povertypolicy import Household, InvalidData, Outcome, Person
from povertypolicy_guangdong.employment import PublicPosts
from povertypolicy_guangdong.subjects import Project

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


QUOTA = "guangdong.organisation.employment.public_post_quota"


@pytest.mark.parametrize(
    ("posts", "poor", "outcome"),
    [
        (100, 0, NO),
        (100, 1, UNKNOWN),
        (100, 99, UNKNOWN),
        (100, 100, YES),
        (100, None, UNKNOWN),
        (None, 0, UNKNOWN),
        (0, 0, NOT_APPLICABLE),
    ],
)
def test_only_none_and_all_of_the_posts_decide(ask, posts, poor, outcome):
    assert ask(QUOTA, (PublicPosts, {"posts": posts, "poor_placed": poor})).outcome is outcome


def test_between_them_the_proportion_is_not_printed(ask):
    decision = ask(QUOTA, (PublicPosts, {"posts": 100, "poor_placed": 50}))
    assert (decision.missing, [r.kind for r in decision.reasons]) == ((), ["undetermined"])


def test_more_poor_persons_than_posts_are_refused(policy):
    with pytest.raises(InvalidData):
        policy.read(PublicPosts, {"posts": 1, "poor_placed": 2})


@pytest.mark.parametrize(
    ("kind", "passed_over", "outcome"),
    [
        ("new_countryside", False, YES),
        ("new_countryside", True, NO),
        ("poverty_development", True, NO),
        ("poverty_development", False, YES),
        ("new_countryside", None, UNKNOWN),
        ("other", True, NOT_APPLICABLE),
        (None, False, UNKNOWN),
    ],
)
def test_local_poor_persons_come_first_in_two_kinds_of_tender(ask, kind, passed_over, outcome):
    facts = {"tender_kind": kind, "poor_applicant_passed_over": passed_over}
    clause = "guangdong.project.employment.tender_hire_local_poor"
    assert ask(clause, (Project, facts)).outcome is outcome
