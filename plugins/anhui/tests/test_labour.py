"""三.38, 三.39: classes of labour by age, ability and certificate."""

import pytest

from povertypolicy import Outcome, Person

CLASSES = "anhui.person.labour.classes"
UNKNOWN = Outcome.UNKNOWN


def person(birth, capacity, *, lost=False, certificate=False, past=False):
    return Person, {
        "birth_date": birth,
        "labour_capacity": capacity,
        "ability_lost_to_illness": lost,
        "vocational_certificate": certificate,
        "past_working_age": past,
    }


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        (person("2001-12-31", "able"), "ordinary"),
        (person("2002-01-01", "able"), "no_labour"),
        (person("2001-12-31", "able", certificate=True), "skilled"),
        (person("1980-01-01", "none", lost=True), "lost_labour"),
        (person("1949-01-01", "none", past=True), "no_labour"),
    ],
)
def test_classes(ask, subject, answer):
    assert ask(CLASSES, subject).value == answer


@pytest.mark.parametrize(
    "subject",
    [
        person("2010-01-01", "none", lost=True),
        person("1949-01-01", "none", lost=True, past=True),
        person("1980-01-01", "partial"),
    ],
)
def test_what_the_deck_leaves_open_is_not_decided(ask, subject):
    decision = ask(CLASSES, subject)
    assert (decision.value, [r.kind for r in decision.reasons]) == (UNKNOWN, ["undetermined"])


@pytest.mark.parametrize(
    ("works", "income", "answer"),
    [(True, "0.01", "may_have_labour"), (True, 0, "no_labour"), (False, 3000, "no_labour")],
)
def test_from_65_on_both_time_and_income_are_needed(ask, works, income, answer):
    facts = {"birth_date": "1952-12-31", "still_works": works, "work_income": income}
    assert ask("anhui.person.labour.over_65", (Person, facts)).value == answer
