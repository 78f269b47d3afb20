"""三.25, 三.39: a single visit is a defect; codes are named and not defined."""

import pytest

from povertypolicy import Household, Outcome

YES, NO, UNKNOWN, _ = Outcome
CODES = "anhui/maanshan.person.health.codes_051_190"


@pytest.mark.parametrize(("visits", "outcome"), [(0, NO), (1, NO), (2, YES), (None, UNKNOWN)])
def test_one_visit_is_not_enough(ask, city, visits, outcome):
    clause = "anhui/maanshan.data_record.health.family_doctor_single_record"
    assert ask(clause, (Household, {"doctor_visits_2017": visits}), of=city).outcome is outcome


def test_051_is_a_code_and_no_number(city):
    assert city.look_up(CODES, "051").outcome is YES
    assert city.look_up(CODES, "51").outcome is NO


@pytest.mark.parametrize("code", ["051", "190", "out_of_province_extension"])
def test_a_code_means_something_once_somebody_defines_it(ask, city, code):
    term, subject = f"{CODES}.{code}", (Household, {"registered": True})
    assert ask(term, subject, of=city).outcome is UNKNOWN
    defined = city.define(term, Household.registered, source="invented")
    assert ask(term, subject, of=defined).outcome is YES
