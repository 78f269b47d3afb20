"""`povertypolicy.outcomes`: four outcomes, none of them true or false."""

import pytest

from povertypolicy import Outcome
from povertypolicy.errors import NoTruthValue

WORDS = {
    Outcome.YES: ("符合", "met"),
    Outcome.NO: ("不符合", "not met"),
    Outcome.UNKNOWN: ("待核实", "to be verified"),
    Outcome.NOT_APPLICABLE: ("不适用", "not applicable"),
}


def test_there_are_four():
    assert set(Outcome) == set(WORDS)


@pytest.mark.parametrize("outcome", Outcome)
def test_each_has_its_words(outcome):
    assert (outcome.say("zh"), outcome.say("en")) == WORDS[outcome]
    assert (outcome.label.zh, outcome.label.en) == WORDS[outcome]


@pytest.mark.parametrize("outcome", Outcome)
def test_none_has_a_truth_value(outcome):
    with pytest.raises(NoTruthValue) as caught:
        bool(outcome)
    assert outcome.name in caught.value.text("en")
    assert "outcome is Outcome.YES" in caught.value.text("zh")


def test_the_values_are_stable_names_for_data():
    assert [outcome.value for outcome in Outcome] == ["yes", "no", "unknown", "not_applicable"]
    assert Outcome("unknown") is Outcome.UNKNOWN
