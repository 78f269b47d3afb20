"""三.8 to 三.18 and 三.39: files, fields, the round of 2014, lists, labour."""

import datetime as dt

import pytest

import povertypolicy
from povertypolicy import Outcome, Person
from povertypolicy_anhui.province.records import HouseholdRecord, ProcedureFile, TargetList
from povertypolicy_anhui.subjects import Record

YES, NO, UNKNOWN, NOT_APPLICABLE = Outcome


@pytest.mark.parametrize(
    ("filed", "outcome"),
    [([True, True], YES), ([True, False], NO), ([True, None], UNKNOWN), ([], YES)],
)
def test_every_step_has_its_material(ask, filed, outcome):
    steps = [{"filed": step} for step in filed]
    clause = "anhui.data_record.procedure.step_evidence"
    assert ask(clause, (ProcedureFile, {"steps": steps})).outcome is outcome


@pytest.mark.parametrize(("handbook", "system"), [(True, False), (False, True)])
def test_household_handbook_and_system_agree_field_by_field(ask, handbook, system):
    clause = "anhui.data_record.consistency.three_in_one"
    same = {"handbook_agrees": True, "system_agrees": True}
    other = {"handbook_agrees": handbook, "system_agrees": system}
    assert ask(clause, (HouseholdRecord, {"fields": [same, same]})).outcome is YES
    assert ask(clause, (HouseholdRecord, {"fields": [same, other]})).outcome is NO


@pytest.mark.parametrize(
    ("day", "outcome"), [("05-10", NO), ("05-11", YES), ("05-20", YES), ("05-21", NO)]
)
def test_the_round_of_2014_started_in_the_middle_of_may(ask, day, outcome):
    then = povertypolicy.policy("anhui", rules_on="2014-07-31")
    record = {"round_2014_started_on": dt.date.fromisoformat(f"2014-{day}")}
    clause = "anhui.data_record.register_2014.start_mid_may"
    assert ask(clause, (Record, record), of=then).outcome is outcome
    assert ask(clause, (Record, record)).outcome is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("filled", "outcome"),
    [
        ({2014: True, 2015: True}, YES),
        ({2013: False, 2014: True}, YES),
        ({2014: True, 2015: False}, NO),
        ({2015: True}, NO),
        ({2014: None}, UNKNOWN),
    ],
)
def test_targets_are_filled_in_from_2014_on(ask, filled, outcome):
    years = [{"year": year, "filled": done} for year, done in filled.items()]
    clause = "anhui.data_record.four_lists.time_target_from_2014"
    assert ask(clause, (TargetList, {"years": years})).outcome is outcome


@pytest.mark.parametrize(
    ("born", "works", "outcome"),
    [
        ("1952-12-31", True, YES),
        ("1952-12-31", False, NO),
        ("1953-01-01", False, NOT_APPLICABLE),
    ],
)
def test_somebody_of_65_who_works_is_no_error(ask, born, works, outcome):
    person = {
        "birth_date": dt.date.fromisoformat(born),
        "labour_capacity": "able",
        "still_works": works,
        "work_income": 100,
    }
    clause = "anhui.data_record.labour.over_65_not_error"
    assert ask(clause, (Person, person)).outcome is outcome


def test_the_ten_projects_are_named_and_not_listed(policy):
    reply = policy.clause("anhui.organisation.measures.ten_projects.ten_projects").ask()
    assert reply.outcome is UNKNOWN
