"""What goes with what: identity and damage of the document, purses, supervision, land, levels, links."""

import datetime as dt

import pytest

from povertypolicy import Outcome
from povertypolicy.errors import InvalidData

YES, NO, UNKNOWN, _ = Outcome
IDENTITY = "guangdong.organisation.document.identity"
GAPS = "guangdong.organisation.document.text_gaps"
PURSES = [
    ("able", "industry", "per_head_fund"),
    ("able", "employment", "per_head_fund"),
    ("able", "education", "per_head_fund"),
    ("able", "basic_medical", "per_head_fund"),
    ("able", "housing", "special_fund"),
    ("none_on_allowance", "living", "allowance_scheme"),
    ("none_on_allowance", "education", "special_fund"),
    ("none_on_allowance", "basic_medical", "special_fund"),
    ("none_on_allowance", "housing", "special_fund"),
    ("other_poor", "housing", "special_fund"),
]
LEVELS = {
    "province": (
        "set_goals",
        "issue_projects",
        "provide_funds",
        "mobilise",
        "supervise_and_assess",
    ),
    "city": ("link_levels", "coordinate", "urge_and_check"),
    "county": ("schedule", "land_projects", "use_funds", "assign_staff", "carry_out"),
    "town": ("build_leading_team", "pick_cadres", "execute_measures"),
}


def test_the_document_says_who_it_is(policy):
    assert policy.look_up(IDENTITY, "document_no").value == "粤发〔2016〕13号"
    assert policy.look_up(IDENTITY, "成文日期").value == dt.date(2016, 6, 4)
    assert policy.look_up(IDENTITY, "issuers").value == len(["省委", "省人民政府"])
    assert policy.look_up(IDENTITY).outcome is UNKNOWN
    with pytest.raises(InvalidData):
        policy.look_up(IDENTITY, "commencement")


@pytest.mark.parametrize(
    ("state", "places"),
    [
        ("missing", ["二.5"]),
        ("truncated_tail", ["二.8", "五.24"]),
        ("scrambled", ["二.6", "二.7", "二.10", "四.19"]),
        ("letters_lost", ["二.9"]),
        ("misread", ["二.12", "三"]),
        ("intact", ["一.1", "一.2", "二.11", "三.13", "三.18", "四.20", "五.22", "五.25"]),
    ],
)
def test_damage_is_told_by_place(policy, state, places):
    assert {policy.look_up(GAPS, place).value for place in places} == {state}


def test_there_are_twenty_five_items_and_no_more(policy):
    assert policy.look_up(GAPS, "第25项").value == "intact"
    with pytest.raises(InvalidData):
        policy.look_up(GAPS, "五.26")


@pytest.mark.parametrize(("person", "need", "purse"), PURSES)
def test_each_need_has_its_purse(policy, person, need, purse):
    assert policy.look_up("guangdong.fund.finance.source_by_need", person, need).value == purse


@pytest.mark.parametrize(
    ("person", "need"),
    [
        ("able", "living"),
        ("none_on_allowance", "industry"),
        ("none_on_allowance", "employment"),
        ("other_poor", "education"),
        ("other_poor", "living"),
    ],
)
def test_needs_that_the_document_gives_no_purse(policy, person, need):
    reply = policy.look_up("guangdong.fund.finance.source_by_need", person, need)
    assert reply.outcome is UNKNOWN
    assert reply.reasons


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("审计", "audit_check"),
        ("纪检", "investigate_and_punish"),
        ("监察", "investigate_and_punish"),
        ("检察", "investigate_and_punish"),
        ("其他部门", "no_role"),
    ],
)
def test_who_supervises_funds(policy, body, role):
    assert policy.look_up("guangdong.organisation.supervision.fund_roles", body).value == role


@pytest.mark.parametrize(
    ("city", "tilt"), [("with_poor_area", "tilt"), ("without_poor_area", "no_tilt")]
)
def test_land_goes_to_cities_with_poor_areas(policy, city, tilt):
    reply = policy.look_up("guangdong.city.land.annual_plan_tilt", city)
    assert reply.value == tilt
    assert reply.info.recorded.en == "the moderate tilt has no figure"


@pytest.mark.parametrize(
    ("task", "level"), [(task, level) for level, tasks in LEVELS.items() for task in tasks]
)
def test_every_task_has_its_level(policy, task, level):
    clause = "guangdong.organisation.responsibility.division_by_level"
    assert policy.look_up(clause, task).value == level


@pytest.mark.parametrize(
    ("who", "linked_with"),
    [
        ("provincial_leader", "one_poor_village"),
        ("city_leader", "counties_of_city"),
        ("county_leader", "poor_villages_of_county"),
        ("designated_unit", "team_in_poor_village"),
        ("county_town_group", "poor_outside_poor_villages"),
    ],
)
def test_who_is_linked_with_whom(policy, who, linked_with):
    assert policy.look_up("guangdong.cadre.responsibility.linking", who).value == linked_with


def test_a_leader_of_no_level_that_is_named_is_refused(policy):
    with pytest.raises(InvalidData):
        policy.look_up("guangdong.cadre.responsibility.linking", "village_leader")
