"""二.11: roads, land quota, water, solar power."""

import pytest

from povertypolicy import County, Outcome, Village
from povertypolicy_guangdong.infrastructure import NaturalVillage
from povertypolicy_guangdong.subjects import City, Project

YES, NO, UNKNOWN, _ = Outcome


@pytest.mark.parametrize(
    ("in_poor_village", "population", "outcome"),
    [
        (True, 199, NO),
        (True, 200, YES),
        (True, 201, YES),
        (False, 500, NO),
        (None, 199, NO),
        (None, 200, UNKNOWN),
    ],
)
def test_200_people_are_included(ask, in_poor_village, population, outcome):
    facts = {"in_poor_village": in_poor_village, "population": population}
    clause = "guangdong.village.infrastructure.hardening_threshold"
    assert ask(clause, (NaturalVillage, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("safe", "tap", "conditions", "answer"),
    [
        (True, True, True, "meets"),
        (True, False, False, "meets"),
        (True, True, None, "meets"),
        (True, False, True, "tap_water_due"),
        (False, False, True, "safe_water_due"),
        (False, None, None, "safe_water_due"),
        (True, False, None, UNKNOWN),
    ],
)
def test_water(ask, safe, tap, conditions, answer):
    facts = {"safe_water": safe, "tap_water": tap, "tap_water_conditions": conditions}
    clause = "guangdong.village.infrastructure.safe_water"
    assert ask(clause, (Village, facts)).value == answer


@pytest.mark.parametrize(
    ("poor_area", "answer"), [(True, "tilt"), (False, "no_tilt"), (None, UNKNOWN)]
)
def test_the_land_quota_leans_to_cities_with_a_poor_area(ask, poor_area, answer):
    clause = "guangdong.city.infrastructure.land_quota_tilt"
    assert ask(clause, (City, {"contains_poor_area": poor_area})).value == answer


@pytest.mark.parametrize(("years", "outcome"), [(2, NO), (3, YES), (4, NO), (None, UNKNOWN)])
def test_the_plan_for_water_works_is_of_three_years(ask, years, outcome):
    clause = "guangdong.county.infrastructure.water_action_plan"
    assert ask(clause, (County, {"water_plan_years": years})).outcome is outcome


@pytest.mark.parametrize(
    ("rural", "energy", "outcome"),
    [
        (True, "farm_solar", YES),
        (True, "fishery_solar", YES),
        (True, "other", UNKNOWN),
        (False, "farm_solar", NO),
        (False, "other", NO),
        (True, None, UNKNOWN),
        (None, "farm_solar", UNKNOWN),
    ],
)
def test_new_energy_in_rural_areas_where_others_are_left_open(ask, rural, energy, outcome):
    facts = {"rural_area": rural, "energy": energy}
    clause = "guangdong.project.infrastructure.solar_access"
    assert ask(clause, (Project, facts)).outcome is outcome
