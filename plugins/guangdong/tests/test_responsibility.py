"""五.23 and 五.24: who is linked with whom, who signs, who visits, who is surveyed."""

import pytest

from povertypolicy import County, Outcome
from povertypolicy_guangdong.responsibility import PolicySystem
from povertypolicy_guangdong.subjects import Cadre, Province

YES, NO, UNKNOWN, NOT_APPLICABLE = Outcome


@pytest.mark.parametrize(
    ("levels", "links", "outcome"),
    [
        (5, 4, YES),
        (5, 3, NO),
        (4, 3, YES),
        (4, 2, NO),
        (1, 0, YES),
        (None, 4, UNKNOWN),
        (5, None, UNKNOWN),
    ],
)
def test_every_two_neighbouring_levels_sign(ask, levels, links, outcome):
    facts = {"letter_levels": levels, "letter_links": links}
    clause = "guangdong.organisation.responsibility.letters"
    assert ask(clause, (Province, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("leader", "villages", "outcome"),
    [
        (True, 0, NO),
        (True, 1, YES),
        (True, 2, YES),
        (True, None, UNKNOWN),
        (False, 0, NOT_APPLICABLE),
    ],
)
def test_a_provincial_leader_has_a_village(ask, leader, villages, outcome):
    facts = {"provincial_leader": leader, "linked_poor_villages": villages}
    clause = "guangdong.cadre.responsibility.provincial_leader_one_village"
    assert ask(clause, (Cadre, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("principal", "visits", "outcome"),
    [
        (True, 1, NO),
        (True, 2, YES),
        (True, 3, YES),
        (True, None, UNKNOWN),
        (None, 1, UNKNOWN),
        (False, 0, NOT_APPLICABLE),
    ],
)
def test_two_visits_are_included(ask, principal, visits, outcome):
    facts = {"principal_leader": principal, "visits_in_year": visits}
    clause = "guangdong.cadre.responsibility.visits_per_year"
    assert ask(clause, (Cadre, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("body", "groups", "covered", "outcome"),
    [
        (True, True, 49, NO),
        (True, True, 50, YES),
        (False, True, 50, NO),
        (True, False, 50, NO),
        (None, True, 49, NO),
        (None, True, 50, UNKNOWN),
    ],
)
def test_the_poor_outside_villages_are_covered(ask, body, groups, covered, outcome):
    facts = {
        "county_body": body,
        "town_groups": groups,
        "scattered_poor": 50,
        "scattered_covered": covered,
    }
    clause = "guangdong.county.responsibility.scattered_poor"
    assert ask(clause, (County, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("issued", "outcome"),
    [
        ([True, True], YES),
        ([True, False], NO),
        ([False, None], NO),
        ([True, None], UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_every_department_has_its_plan(ask, issued, outcome):
    departments = None if issued is None else [{"plan_issued": done} for done in issued]
    clause = "guangdong.organisation.responsibility.one_plus_n"
    assert ask(clause, (PolicySystem, {"departments": departments})).outcome is outcome


@pytest.mark.parametrize(
    ("villages", "households", "outcome"),
    [(20, 4000, YES), (19, 4000, NO), (20, 3999, NO), (None, 3999, NO), (20, None, UNKNOWN)],
)
def test_nobody_is_left_out_of_the_survey(ask, villages, households, outcome):
    facts = {
        "villages_in_all": 20,
        "villages_surveyed": villages,
        "households_in_all": 4000,
        "households_surveyed": households,
    }
    clause = "guangdong.county.identification.survey_coverage"
    assert ask(clause, (County, facts)).outcome is outcome
