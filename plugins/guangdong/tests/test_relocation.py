"""二.12: scattered households."""

import pytest

from povertypolicy import Household, Outcome

CLAUSE = "guangdong.household.living_environment.relocation_choice"
UNKNOWN, NOT_APPLICABLE = Outcome.UNKNOWN, Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("scattered", "lacks", "willing", "capacity", "answer"),
    [
        (True, True, True, "none", "interspersed_relocation"),
        (True, True, False, "able", "ecological_compensation_post"),
        (True, True, False, "none", UNKNOWN),
        (True, True, False, None, UNKNOWN),
        (True, False, True, "able", NOT_APPLICABLE),
        (False, True, True, "able", NOT_APPLICABLE),
        (False, None, None, None, NOT_APPLICABLE),
        (True, None, True, "able", UNKNOWN),
    ],
)
def test_relocation_or_a_post(ask, scattered, lacks, willing, capacity, answer):  # noqa: PLR0917 - one row of the table above
    facts = {
        "scattered": scattered,
        "lacks_living_conditions": lacks,
        "willing_to_move": willing,
        "persons": [{"labour_capacity": capacity}],
    }
    assert ask(CLAUSE, (Household, facts)).value == answer


def test_the_reason_is_the_documents_silence_and_not_a_missing_fact(ask):
    facts = {
        "scattered": True,
        "lacks_living_conditions": True,
        "willing_to_move": False,
        "persons": [],
    }
    decision = ask(CLAUSE, (Household, facts))
    assert (decision.missing, [r.kind for r in decision.reasons]) == ((), ["undetermined"])
