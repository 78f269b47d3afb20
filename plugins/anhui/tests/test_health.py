"""三.39: schemes that are only named, and the rhythm of the family doctor."""

import pytest

from povertypolicy import Outcome, Person
from povertypolicy_anhui.province.health import DoctorService

YES, NO, UNKNOWN, _ = Outcome


@pytest.mark.parametrize("code", ["351", "180"])
def test_a_scheme_is_unknown_until_somebody_defines_it(ask, policy, code):
    term = f"anhui.person.health.codes_351_180.{code}"
    decision = ask(term, (Person, {}))
    assert (decision.outcome, decision.missing) == (UNKNOWN, ())
    defined = policy.define(term, Person.insured, source="invented")
    assert ask(term, (Person, {"insured": True}), of=defined).outcome is YES


@pytest.mark.parametrize(
    ("package", "visits", "outcome"),
    [
        ("quarterly", [1, 1, 1, 1], YES),
        ("quarterly", [1, 0, 1, 1], NO),
        ("monthly", [1] * 12, YES),
        ("monthly", [1] * 11, NO),
    ],
)
def test_every_period_of_the_year_has_its_visit(ask, package, visits, outcome):
    facts = {"package": package, "periods": [{"visits": number} for number in visits]}
    clause = "anhui.household.health.family_doctor_visits"
    assert ask(clause, (DoctorService, facts)).outcome is outcome
