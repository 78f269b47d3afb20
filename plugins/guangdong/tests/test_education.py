"""二.8: fees and aid by stage of schooling."""

import pytest

from povertypolicy import Household, Outcome, Person


@pytest.mark.parametrize(
    ("registered", "difficulty", "school", "outcome"),
    [
        (True, True, "ordinary_senior_high", Outcome.YES),
        (False, True, "ordinary_senior_high", Outcome.NO),
        (True, False, "ordinary_senior_high", Outcome.NO),
        (True, True, "junior_high", Outcome.NO),
        (True, True, "vocational_college", Outcome.NO),
        (True, None, "ordinary_senior_high", Outcome.UNKNOWN),
    ],
)
def test_fees_are_waived_for_registered_students_in_difficulty(
    ask, registered, difficulty, school, outcome
):
    decision = ask(
        "guangdong.person.education.senior_high_fee_exemption",
        (Person, {"economic_difficulty": difficulty, "school": school}),
        (Household, {"registered": registered}),
    )
    assert decision.outcome is outcome


@pytest.mark.parametrize(
    ("vocational", "opened", "outcome"),
    [
        (True, True, Outcome.YES),
        (True, False, Outcome.NO),
        (True, None, Outcome.UNKNOWN),
        (False, True, Outcome.NO),
        (False, None, Outcome.NO),
    ],
)
def test_the_waiver_of_vocational_schools_waits_for_other_rules(ask, vocational, opened, outcome):
    facts = {"secondary_vocational": vocational, "waiver_opened": opened}
    clause = "guangdong.person.education.vocational_fee_exemption"
    assert ask(clause, (Person, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("difficulty", "total", "outcome"),
    [
        (True, "999.99", Outcome.NO),
        (True, "1000", Outcome.YES),
        (True, "1000.01", Outcome.YES),
        (True, None, Outcome.UNKNOWN),
        (None, "1000", Outcome.UNKNOWN),
        (False, "0", Outcome.NOT_APPLICABLE),
    ],
)
def test_the_existing_aid_is_the_floor(ask, difficulty, total, outcome):
    facts = {"economic_difficulty": difficulty, "existing_aid": 1000, "total_aid": total}
    clause = "guangdong.person.education.existing_aid_is_floor"
    assert ask(clause, (Person, facts)).outcome is outcome
