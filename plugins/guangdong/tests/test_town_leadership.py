"""四.20: leaders are stationed in person."""

import pytest

from povertypolicy import Outcome, Village

YES, NO, UNKNOWN, NOT_APPLICABLE = Outcome


@pytest.mark.parametrize(
    ("poor", "rank", "outcome"),
    [
        (True, "principal", YES),
        (True, "deputy", NO),
        (True, "other", NO),
        (True, "nobody", NO),
        (True, None, UNKNOWN),
        (None, "deputy", UNKNOWN),
        (False, "deputy", NOT_APPLICABLE),
    ],
)
def test_a_deputy_does_not_do(ask, poor, rank, outcome):
    subject = Village, {"listed_poor": poor, "stationed_rank": rank}
    clause = "guangdong.cadre.town_leadership.stationed_in_poor_village"
    assert ask(clause, subject).outcome is outcome
