"""`povertypolicy.deciding.decision`: the answer, and what it rests on."""

import pytest
import sample_policy

from povertypolicy import Decision, Household, Outcome, Person, Village, yuan, yuan_per_head
from povertypolicy.errors import NoTruthValue

BASE = sample_policy.policy()
FAMILY = sample_policy.family()


def paths(decision):
    return [item.path for item in decision.missing]


def test_a_decision_has_no_truth_value():
    with pytest.raises(NoTruthValue) as caught:
        bool(BASE.ask("yunxi.poor", FAMILY))
    assert "decision.outcome is Outcome.YES" in caught.value.text("en")


def test_the_line_itself_is_not_below_and_one_fen_is():
    at = FAMILY.with_(wage_income=yuan(7000))
    assert BASE.ask("yunxi.poor", at).outcome is Outcome.NO
    assert BASE.ask("yunxi.poor", at.with_(wage_income=yuan("6999.99"))).outcome is Outcome.YES
    assert BASE.ask("yunxi.poor", at.with_(wage_income=yuan("7000.01"))).outcome is Outcome.NO


def test_a_decision_knows_its_clause_rules_settings_and_digest():
    decision = BASE.ask("yunxi.poor", FAMILY)
    assert isinstance(decision, Decision)
    assert decision.info is sample_policy.POOR.info
    assert decision.rules.name == "yunxi"
    assert decision.settings == BASE.settings
    assert decision.digest == BASE.digest
    assert decision.subject == FAMILY


@pytest.mark.parametrize(
    ("name", "subject", "outcome", "value", "zh"),
    [
        ("yunxi.poor", FAMILY, Outcome.YES, Outcome.YES, "符合"),
        ("yunxi.kind", FAMILY, None, "a", "甲类"),
        (
            "yunxi.kind",
            FAMILY.with_(wage_income=yuan(9000)),
            Outcome.NOT_APPLICABLE,
            Outcome.NOT_APPLICABLE,
            "不适用",
        ),
        ("yunxi.kind", FAMILY.with_(wage_income=None), Outcome.UNKNOWN, Outcome.UNKNOWN, "待核实"),
        ("yunxi.gift", FAMILY, None, yuan(102), "102.00元"),
        ("yunxi.gift", FAMILY.with_(persons=None), Outcome.UNKNOWN, None, "待核实"),
        (
            "yunxi.loss",
            FAMILY.with_(registered=False),
            Outcome.NOT_APPLICABLE,
            Outcome.NOT_APPLICABLE,
            "不适用",
        ),
    ],
)
def test_the_answer_is_an_outcome_a_quantity_or_a_word(name, subject, outcome, value, zh):
    decision = BASE.ask(name, subject)
    assert decision.outcome is outcome
    assert decision.value == value
    assert decision.value_label.zh == zh
    assert name in repr(decision)


def test_a_line_is_a_quantity_without_subject():
    asked = BASE.supply("yunxi.average", yuan_per_head("16366.21", prices_of=2017), source="表")
    decision = asked["yunxi.exit_line"].ask()
    assert decision.value == yuan_per_head("6546.484", prices_of=2017)
    assert decision.value_label.en == "6,546.484 yuan per head (prices of 2017)"


# --- missing -------------------------------------------------------------------------------------


def test_missing_facts_are_those_that_still_matter():
    decision = BASE.ask("yunxi.poor", FAMILY.with_(wage_income=None, registered=None))
    assert decision.outcome is Outcome.UNKNOWN
    assert decision.open
    assert paths(decision) == ["wage_income"]
    assert decision.missing[0].say("zh") == "工资性收入"
    assert decision.reasons == ()


def test_a_settled_answer_misses_nothing():
    decision = BASE.ask("yunxi.poor", FAMILY.with_(registered=None))
    assert (decision.open, decision.missing, decision.reasons, decision.may_settle) == (
        False,
        (),
        (),
        (),
    )


def test_a_no_is_not_taken_back_by_what_is_unknown():
    persons = [Person(insured=False, on_allowance=False, birth_date="1950-01-01"), Person()]
    assert BASE.ask("yunxi.insured", FAMILY.with_(persons=persons)).outcome is Outcome.NO


def test_missing_facts_of_members_are_told_by_position():
    persons = [
        Person(insured=True, on_allowance=False),
        Person(on_allowance=False, birth_date="1990-01-01"),
    ]
    decision = BASE.ask("yunxi.insured", FAMILY.with_(persons=persons))
    assert paths(decision) == ["persons[1].insured"]
    assert decision.missing[0].say("zh") == "第2项的参加基本医疗保险"
    assert decision.missing[0].say("en") == "has basic medical insurance of no. 2"


def test_a_missing_table_is_one_missing_thing():
    decision = BASE.ask("yunxi.insured", FAMILY.with_(persons=None))
    assert paths(decision) == ["persons"]
    assert decision.missing[0].label.en == "household members"


def test_nobody_to_divide_by_is_a_reason():
    decision = BASE.ask("yunxi.poor", FAMILY.with_(persons=[]))
    assert decision.outcome is Outcome.UNKNOWN
    assert [reason.kind for reason in decision.reasons] == ["zero"]
    assert decision.missing == ()


def test_facts_of_the_subject_above_are_missing_with_its_name():
    assert paths(BASE.ask("yunxi.small", FAMILY)) == ["village.registered_population"]
    assert paths(BASE.ask("yunxi.small", FAMILY, Village())) == ["village.registered_population"]


def test_what_the_document_leaves_open_is_a_reason_and_no_missing_fact():
    decision = BASE.ask("yunxi.open", None)
    assert decision.missing == ()
    assert [reason.kind for reason in decision.reasons] == ["undetermined"]
    assert decision.reasons[0].label.en == "the county decides"


def test_facts_and_reasons_stand_side_by_side():
    decision = BASE.ask("household.exit", FAMILY.with_(on_allowance=None, housing_assured=None))
    assert "housing_assured" in paths(decision)
    assert {reason.kind for reason in decision.reasons} == {"not-supplied", "readings-differ"}


def test_once_all_missing_facts_are_known_the_answer_is_settled():
    subject = FAMILY.with_(wage_income=None, transfer_income=None)
    decision = BASE.ask("yunxi.poor", subject)
    known = subject.with_(**{path: yuan(1) for path in paths(decision)})
    assert BASE.ask("yunxi.poor", known).outcome is Outcome.YES


def test_rules_out_of_force_say_so():
    decision = BASE.on("2021-01-01").ask("yunxi.small", FAMILY, Village())
    assert decision.outcome is Outcome.NOT_APPLICABLE


def test_a_word_off_an_open_list_is_unknown_with_that_reason():
    able = [Person(labour_capacity="able")]
    decision = BASE.ask("yunxi.care", FAMILY.with_(persons=able))
    assert decision.outcome is Outcome.UNKNOWN
    assert len(decision.reasons) == 1
    assert paths(decision) == []
    unable = [Person(labour_capacity="able"), Person(labour_capacity="none")]
    assert BASE.ask("yunxi.care", FAMILY.with_(persons=unable)).outcome is Outcome.YES


def test_what_is_asked_is_not_changed_by_looking_at_it():
    decision = BASE.ask("household.exit", FAMILY.with_(housing_assured=None))
    before = (decision.outcome, decision.trace)
    assert decision.findings
    assert decision.may_settle is not None
    assert (decision.outcome, decision.trace) == before
    assert decision.detail is decision.detail
    assert decision.findings is decision.findings


def test_households_of_different_price_years_do_not_share_an_answer():
    assert BASE.ask("yunxi.poor", FAMILY).outcome is Outcome.YES
    assert BASE.ask("yunxi.poor", FAMILY.with_(prices_of=2016)).outcome is Outcome.UNKNOWN
    assert BASE.ask("yunxi.poor", FAMILY).outcome is Outcome.YES


def test_a_village_decides_by_the_standard_of_its_households():
    poor, rich = FAMILY, FAMILY.with_(wage_income=yuan(99999))
    village = Village(prices_of=2017, households=[poor, *[rich] * 49])
    assert BASE.ask("village.exit", village).outcome is Outcome.NO
    assert (
        BASE.ask("village.exit", village.with_(households=[poor, *[rich] * 50])).outcome
        is Outcome.YES
    )
    open_ = village.with_(households=[rich.with_(wage_income=None), *[rich] * 50])
    assert BASE.ask("village.exit", open_).outcome is Outcome.YES
    closer = village.with_(households=[rich.with_(wage_income=None), *[rich] * 49])
    decision = BASE.ask("village.exit", closer)
    assert decision.outcome is Outcome.UNKNOWN
    assert paths(decision) == ["households[0].wage_income"]
    assert isinstance(decision.subject, Village)
    assert Household.village.owner is Household
