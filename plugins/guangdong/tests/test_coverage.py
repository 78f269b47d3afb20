"""一.4 and 五.23: full coverage is equal counts."""

import pytest

from povertypolicy import Outcome
from povertypolicy_guangdong.coverage import Coverage, VillageCoverage

YES, NO, UNKNOWN, _ = Outcome
FULL = (
    "guangdong.person.social_security.full_allowance_coverage",
    "guangdong.person.responsibility.full_link_coverage",
)


@pytest.mark.parametrize("clause", FULL)
@pytest.mark.parametrize(
    ("due", "covered", "outcome"),
    [(200, 199, NO), (200, 200, YES), (0, 0, YES), (200, 0, NO), (200, None, UNKNOWN)],
)
def test_nobody_is_left_out(ask, clause, due, covered, outcome):
    assert ask(clause, (Coverage, {"due": due, "covered": covered})).outcome is outcome


@pytest.mark.parametrize(
    ("helped", "outside_helped", "outcome"),
    [(100, 50, YES), (99, 50, NO), (100, 49, NO), (99, None, NO), (100, None, UNKNOWN)],
)
def test_both_groups_are_covered(ask, helped, outside_helped, outcome):
    facts = {
        "inside": 100,
        "inside_helped": helped,
        "outside": 50,
        "outside_helped": outside_helped,
    }
    clause = "guangdong.person.coverage.inside_and_outside_villages"
    assert ask(clause, (VillageCoverage, facts)).outcome is outcome
