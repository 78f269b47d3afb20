"""三.18: regular allowances are paid in full."""

import pytest

from povertypolicy import Outcome, Person

YES, NO, UNKNOWN, _ = Outcome


@pytest.mark.parametrize(
    ("due", "paid", "outcome"),
    [
        ("500", "500", YES),
        ("500", "499.99", NO),
        ("500", "500.01", YES),
        ("500", None, UNKNOWN),
        (None, "500", UNKNOWN),
    ],
)
def test_what_is_paid_is_at_least_what_is_due(ask, due, paid, outcome):
    person = {"regular_allowance_due": due, "regular_allowance_paid": paid}
    clause = "guangdong.person.priority_area.veteran_paid_in_full"
    assert ask(clause, (Person, person)).outcome is outcome
