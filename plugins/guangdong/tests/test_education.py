"""二.8: fees of ordinary senior high school."""

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
