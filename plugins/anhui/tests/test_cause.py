"""三.39: one main cause, two others at most, none of them the main one."""

import pytest

from povertypolicy import Outcome
from povertypolicy_anhui.province.cause import CauseForm

MAIN = {"main": True, "secondary": False}
OTHER = {"main": False, "secondary": True}
BOTH = {"main": True, "secondary": True}


@pytest.mark.parametrize(
    ("causes", "outcome"),
    [
        ([MAIN], Outcome.YES),
        ([MAIN, OTHER, OTHER], Outcome.YES),
        ([MAIN, OTHER, OTHER, OTHER], Outcome.NO),
        ([MAIN, MAIN], Outcome.NO),
        ([OTHER], Outcome.NO),
        ([BOTH], Outcome.NO),
    ],
)
def test_how_causes_are_filled_in(ask, causes, outcome):
    clause = "anhui.household.cause.cardinality"
    assert ask(clause, (CauseForm, {"causes": causes})).outcome is outcome
