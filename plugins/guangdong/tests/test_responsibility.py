"""四.19: work teams."""

import pytest

from povertypolicy import Outcome, Village


@pytest.mark.parametrize(
    ("team", "secretary", "outcome"),
    [
        (True, True, Outcome.YES),
        (False, True, Outcome.NO),
        (True, False, Outcome.NO),
        (None, False, Outcome.NO),
        (True, None, Outcome.UNKNOWN),
    ],
)
def test_both_posts_are_filled(ask, team, secretary, outcome):
    subject = Village, {"has_team": team, "has_first_secretary": secretary}
    assert ask("guangdong.village.team.coverage", subject).outcome is outcome
