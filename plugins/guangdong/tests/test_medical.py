"""二.9: insurance, assistance, stations, village doctors."""

from fractions import Fraction

import pytest

from povertypolicy import Household, InvalidData, Outcome, Person, Village, yuan
from povertypolicy_guangdong.medical import MedicalBill

YES, NO, UNKNOWN, NOT_APPLICABLE = Outcome
POOR = Household, {"registered": True}
OTHER = Household, {"registered": False}
ASSISTANCE = "guangdong.person.medical.assistance_ratio"
COMPLIANCE = "guangdong.person.medical.assistance_compliance"


@pytest.mark.parametrize(
    ("paid", "household", "outcome"),
    [
        ("179.99", POOR, NO),
        ("180", POOR, YES),
        (None, POOR, UNKNOWN),
        ("0", OTHER, NOT_APPLICABLE),
    ],
)
def test_the_whole_contribution_of_the_poor_is_paid(ask, paid, household, outcome):
    facts = {"personal_contribution": 180, "government_pays": paid}
    clause = "guangdong.person.medical.insurance_premium_full"
    assert ask(clause, (Person, facts), household).outcome is outcome


def test_poverty_alone_opens_serious_disease_assistance(ask):
    clause = "guangdong.person.medical.serious_disease_scope"
    assert [ask(clause, (Person, {}), h).outcome for h in (POOR, OTHER)] == [YES, NO]


def bill(cost, reimbursed, paid=None):
    facts = {"compliant_cost": cost, "reimbursed": reimbursed, "assistance_paid": paid}
    return (MedicalBill, facts), (Person, {})


@pytest.mark.parametrize(
    ("cost", "reimbursed", "least"),
    [
        ("10000", "6000", Fraction(2800)),
        ("10000", "6000.01", Fraction("2799.993")),
        ("10000", "10000", Fraction(0)),
        ("0.01", "0", Fraction("0.007")),
    ],
)
def test_70_percent_of_what_is_left_unrounded(ask, cost, reimbursed, least):
    assert ask(ASSISTANCE, *bill(cost, reimbursed), POOR).value.number() == least


def test_the_rule_opens_nothing_for_others(ask):
    assert ask(ASSISTANCE, *bill(10000, 6000), OTHER).value == yuan(0)
    assert ask(COMPLIANCE, *bill(10000, 6000, 0), OTHER).outcome is NOT_APPLICABLE


def test_whether_somebody_is_poor_must_be_known(ask):
    decision = ask(ASSISTANCE, *bill(10000, 6000), (Household, {}))
    assert decision.outcome is UNKNOWN
    assert [missing.path for missing in decision.missing] == ["household.registered"]


def test_a_reimbursement_above_the_cost_is_refused(policy):
    for cost, reimbursed in (("100", "100.01"), ("0", "1")):
        with pytest.raises(InvalidData) as caught:
            policy.read(MedicalBill, {"compliant_cost": cost, "reimbursed": reimbursed})
        assert [fault.code for fault in caught.value.faults] == ["contradiction"]
    with pytest.raises(InvalidData):
        policy.read(MedicalBill, {"compliant_cost": -1})


@pytest.mark.parametrize(("paid", "outcome"), [("2799.99", NO), ("2800", YES), ("2800.01", YES)])
def test_exactly_70_percent_complies(ask, paid, outcome):
    assert ask(COMPLIANCE, *bill(10000, 6000, paid), POOR).outcome is outcome


@pytest.mark.parametrize("changed", ["village_doctor", "in_poor_area", "meets_pension_conditions"])
def test_a_village_doctor_needs_every_condition(ask, changed):
    facts = {"village_doctor": True, "in_poor_area": True, "meets_pension_conditions": True}
    clause = "guangdong.person.medical.village_doctor_pension"
    assert ask(clause, (Person, facts)).outcome is YES
    assert ask(clause, (Person, {**facts, changed: False})).outcome is NO
    assert ask(clause, (Person, {**facts, changed: None})).outcome is UNKNOWN


@pytest.mark.parametrize(("stations", "outcome"), [(0, NO), (1, YES), (2, YES)])
def test_one_station_is_enough_and_only_striven_for(ask, stations, outcome):
    subject = Village, {"standardised_stations": stations}
    decision = ask("guangdong.village.medical.health_station", subject)
    assert decision.outcome is outcome
    assert decision.info.force.no_is.zh == "未做到，不算违反"


def test_the_station_is_a_goal_until_the_end_of_2018(ask, policy):
    subject = Village, {"standardised_stations": 0}
    clause = "guangdong.village.medical.health_station"
    outcomes = [
        ask(clause, subject, of=policy.on(day)).outcome for day in ("2018-12-31", "2019-01-01")
    ]
    assert outcomes == [NO, NOT_APPLICABLE]
