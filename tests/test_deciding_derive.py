"""Facts that are worked out from other records: the poor persons of a village from its households."""

from typing import Any

import pytest

from povertypolicy.citations import document
from povertypolicy.criteria import criterion
from povertypolicy.deciding.policy import Policy, open_policy
from povertypolicy.errors import BadSetting, Cycle
from povertypolicy.expr.nodes import operand
from povertypolicy.outcomes import Outcome
from povertypolicy.policies import rules
from povertypolicy.quantities import percent
from povertypolicy.subjects import Household, Person, Village

CITE = document("示〔2016〕1号", ("示例", "example"), issued="2016-01-01").at("一")
LOW = criterion(
    "test.low",
    ("贫困发生率低", "low incidence"),
    cite=CITE,
    means=(Village.poor_persons / Village.registered_population).below(
        operand(percent(10, cite=CITE))
    ),
)
POOR = Village.households.where(Household.registered).sum(Household.persons.listed().count())


def policy() -> Policy:
    made = rules("test", ("试", "test"), documents=[CITE.document], clauses=[LOW])
    return open_policy(made, "2017-12-31")


def village(**facts: Any) -> Village:
    households = [
        Household(registered=registered, persons=[Person()] * size)
        for registered, size in ((True, 3), (False, 5), (None, 2))
    ]
    return Village(households=households, **facts)


@pytest.mark.parametrize(
    ("population", "outcome"),
    [
        (29, Outcome.NO),
        (30, Outcome.NO),
        (31, Outcome.UNKNOWN),
        (50, Outcome.UNKNOWN),
        (51, Outcome.YES),
    ],
)
def test_a_derived_count_keeps_its_two_ends(population, outcome):
    """Three are poor for sure, two more may be: below a tenth of 51, not below a tenth of 30."""
    derived = policy().derive(Village.poor_persons, POOR)
    decision = derived.ask("test.low", village(registered_population=population))
    assert decision.outcome is outcome


def test_what_is_recorded_does_not_count_then():
    asked = village(registered_population=1000, poor_persons=900)
    assert policy().ask("test.low", asked).outcome is Outcome.NO
    assert policy().derive(Village.poor_persons, POOR).ask("test.low", asked).outcome is Outcome.YES


def test_the_facts_asked_and_missing_are_those_below():
    derived = policy().derive(Village.poor_persons, POOR)
    asks = derived.clause("test.low").asks()
    assert Village.poor_persons not in asks[Village]
    assert asks[Household] == (Household.registered,)
    missing = derived.ask("test.low", village(registered_population=40)).missing
    assert [item.path for item in missing] == ["households[2].registered"]


def test_a_derivation_is_part_of_the_digest_and_of_the_notes():
    plain, derived = policy(), policy().derive(Village.poor_persons, POOR)
    assert plain.digest != derived.digest
    assert derived.digest == policy().derive(Village.poor_persons, POOR).digest
    assert any("相对贫困人口数" in note.zh for note in derived.context.notes)


def test_the_same_in_columns():
    pytest.importorskip("numpy")
    from povertypolicy.columns.deciding import decide
    from povertypolicy.columns.records import frame_of

    villages = [village(registered_population=n) for n in (29, 30, 31, 50, 51)]
    derived = policy().derive(Village.poor_persons, POOR)
    (answer,) = decide(derived.together("test.low"), frame_of(Village, villages))
    assert answer.answered.codes.tolist() == [0, 0, 1, 1, 2]


def test_what_does_not_fit_is_refused():
    with pytest.raises(BadSetting, match="行政村"):
        policy().derive(Village.poor_persons, Household.persons.listed().count())
    with pytest.raises(BadSetting, match="单位"):
        policy().derive(Village.poor_persons, Village.income_per_head)
    with pytest.raises(BadSetting, match="条件"):
        policy().derive(Household.registered, Household.persons.listed().count())
    with pytest.raises(BadSetting, match="单位"):
        policy().derive(Village.poor_persons, Household.registered)


def test_a_name_is_no_fact():
    with pytest.raises(BadSetting, match="登记项本身"):
        policy().derive("poor_persons", POOR)


def test_a_circle_is_refused():
    half = policy().derive(Village.poor_persons, Village.resident_population)
    with pytest.raises(Cycle, match="resident_population"):
        half.derive(Village.resident_population, Village.poor_persons)
    with pytest.raises(Cycle):
        policy().derive(Village.poor_persons, Village.poor_persons)
