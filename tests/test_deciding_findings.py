"""`povertypolicy.deciding.findings`: one criterion after the other, with values, line and distance."""

import pytest
import sample_policy

from povertypolicy import Household, Outcome, Person, count, percent, yuan, yuan_per_head
from povertypolicy.citations import document
from povertypolicy.criteria import criterion
from povertypolicy.deciding.policy import open_policy
from povertypolicy.policies import rules
from povertypolicy.provenance import Force
from povertypolicy.quantities import Count, Money

BASE = sample_policy.policy()
FAMILY = sample_policy.family()
CITE = document("示〔2020〕1号", ("示例", "example"), issued="2018-01-01").at("一")
WORDS = ("例", "example")


def finding(decision, id):
    return next(found for found in decision.findings if found.info.id == id)


def only(means, subject, **more):
    made = criterion("x.c", WORDS, cite=CITE, means=means, **more)
    loaded = rules("x", WORDS, documents=[CITE.document], clauses=[made])
    (found,) = open_policy(loaded, "2018-12-31").ask("x.c", subject).findings
    return found


def test_findings_come_in_the_order_in_which_the_rule_reads():
    decision = BASE.ask("household.exit", FAMILY)
    assert [found.info.id for found in decision.findings] == [
        "yunxi.insured",
        "yunxi.school",
        "yunxi.housed",
        "yunxi.exit_income",
    ]


def test_a_finding_holds_the_values_seen_and_the_line():
    found = finding(BASE.ask("yunxi.poor", FAMILY), "yunxi.poor")
    assert [(seen.label.zh, seen.say("en")) for seen in found.seen] == [
        ("人均收入", "3,499.00 yuan per head (prices of 2017)"),
        (found.seen[1].label.zh, "3,500.00 yuan per head (prices of 2017)"),
    ]
    assert "帮扶线" in found.seen[1].label.zh
    assert found.info.cite.place == "一.1"
    assert found.reached
    assert found.outcome is Outcome.YES


def test_a_value_that_is_missing_is_said_to_be():
    found = finding(BASE.ask("yunxi.poor", FAMILY.with_(wage_income=None)), "yunxi.poor")
    assert (found.seen[0].say("zh"), found.seen[0].say("en")) == ("未知", "not known")
    assert [item.path for item in found.missing] == ["wage_income"]


# --- distances -----------------------------------------------------------------------------------


def test_income_per_head_is_missed_by_money_of_the_household():
    found = finding(BASE.ask("yunxi.poor", FAMILY), "yunxi.poor")
    assert found.distance.quantity.unit is Money
    assert found.distance.quantity.value == 200
    assert found.distance.more
    assert found.distance.say("zh") == "全年收入增加2.00元即改变结论"


@pytest.mark.parametrize("wage", ["6998", "6999.99", "7000", "7000.01", "0", "100000"])
def test_applying_the_distance_flips_the_finding_and_a_fen_less_does_not(wage):
    subject = FAMILY.with_(wage_income=yuan(wage))
    decision = BASE.ask("yunxi.poor", subject)
    distance = decision.findings[0].distance
    sign = 1 if distance.more else -1

    def after(fen):
        moved = subject.with_(transfer_income=yuan(10**6), wage_income=yuan(wage))
        base = moved.with_(production_expense=yuan(10**6))
        if sign > 0:
            changed = base.with_(transfer_income=yuan(10**6) if fen == 0 else yuan_of(10**8 + fen))
        else:
            changed = base.with_(production_expense=yuan_of(10**8 + fen))
        return BASE.ask("yunxi.poor", changed).outcome

    steps = int(distance.quantity.value)
    assert after(0) is decision.outcome
    assert after(steps) not in (decision.outcome, Outcome.UNKNOWN)
    assert after(steps - 1) is decision.outcome


def yuan_of(fen):
    from povertypolicy.quantities import Fen

    return Fen(fen)


@pytest.mark.parametrize(
    ("bound", "persons", "amount", "more"),
    [
        ("below", 2, 1, True),
        ("below", 3, 1, False),
        ("at_most", 3, 1, True),
        ("at_most", 4, 1, False),
        ("above", 3, 1, True),
        ("above", 4, 1, False),
        ("at_least", 2, 1, True),
        ("at_least", 3, 1, False),
        ("at_least", 0, 3, True),
    ],
)
def test_a_count_is_missed_by_persons(bound, persons, amount, more):
    size = Household.persons.listed().count()
    line = count(3, cite=CITE)
    found = only(getattr(size, bound)(line), Household(persons=[Person()] * persons))
    assert found.distance.quantity.unit is Count
    assert (found.distance.quantity.value, found.distance.more) == (amount, more)


def test_a_comparison_without_a_value_has_no_distance():
    assert (
        finding(BASE.ask("yunxi.poor", FAMILY.with_(wage_income=None)), "yunxi.poor").distance
        is None
    )
    equal = only(
        Household.persons.listed().count().equals(count(3, cite=CITE)),
        Household(persons=[Person()]),
    )
    assert equal.distances == ()


def test_two_comparisons_have_two_distances():
    size = Household.persons.listed().count()
    found = only(
        size.between(count(2, cite=CITE), count(4, cite=CITE)), Household(persons=[Person()] * 3)
    )
    assert found.distance is None
    assert [(d.quantity.value, d.more) for d in found.distances] == [(2, False), (2, True)]


def test_a_share_of_a_whole_is_missed_by_its_numerator():
    able = Household.persons.where(Person.labour_capacity.equals("able")).count()
    share = able / Household.persons.listed().count()
    persons = [Person(labour_capacity="able")] + [Person(labour_capacity="none")] * 3
    found = only(share.at_least(percent(50, cite=CITE)), Household(persons=persons))
    assert found.outcome is Outcome.NO
    assert (found.distance.quantity.value, found.distance.more) == (1, True)
    assert "able to work" in found.distance.of.en


# --- members -------------------------------------------------------------------------------------


def test_the_members_that_fail_or_are_open_are_told():
    persons = [
        Person(insured=True, on_allowance=False),
        Person(insured=False, on_allowance=False, birth_date="1990-01-01"),
        Person(on_allowance=False, birth_date="1990-01-01"),
    ]
    found = finding(BASE.ask("yunxi.insured", FAMILY.with_(persons=persons)), "yunxi.insured")
    (seen,) = found.seen
    assert found.outcome is Outcome.NO
    assert seen.say("zh") == "登记3项；不符合：第2项；待核实：第3项"
    assert seen.say("en") == "3 recorded; not met by no. 2; to be verified: no. 3"


# --- cases ---------------------------------------------------------------------------------------


def test_a_criterion_in_a_case_not_taken_is_not_reached():
    unable = FAMILY.with_(
        persons=[Person(labour_capacity="none", insured=True, on_allowance=False)]
    )
    assert not finding(BASE.ask("household.exit", unable), "yunxi.exit_income").reached
    assert finding(BASE.ask("household.exit", FAMILY), "yunxi.exit_income").reached
    open_ = FAMILY.with_(persons=[Person(insured=True, on_allowance=False)])
    assert finding(BASE.ask("household.exit", open_), "yunxi.exit_income").reached


# --- what a no is called -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "force", "zh"),
    [
        ("criterion", Force.MUST, "不符合"),
        ("constraint", Force.MUST, "违反"),
        ("constraint", Force.IN_PRINCIPLE, "偏离原则"),
        ("constraint", Force.STRIVE, "未做到，不算违反"),
    ],
)
def test_force_decides_what_a_no_is_called(kind, force, zh):
    found = only(Household.registered, Household(registered=False), kind=kind, force=force)
    assert found.outcome is Outcome.NO
    assert found.verdict.zh == zh
    assert only(Household.registered, Household(registered=True), force=force).verdict.zh == "符合"


def test_a_criterion_that_is_not_met_is_no_breach():
    found = only(Household.registered, Household(registered=False))
    assert found.verdict.en == "not met"
    breach = only(Household.registered, Household(registered=False), kind="constraint")
    assert breach.verdict.en == "breach"


def test_a_lead_is_for_people_to_check():
    lost = FAMILY.with_(more={sample_policy.LOSS_SHARE: percent(31)})
    found = finding(BASE.ask("household.identification", lost), "yunxi.loss")
    assert found.advisory
    assert found.verdict.zh == "线索：请人工核查"
    assert BASE.ask("household.identification", lost).outcome is Outcome.YES
    quiet = FAMILY.with_(more={sample_policy.LOSS_SHARE: percent(30)})
    assert finding(BASE.ask("household.identification", quiet), "yunxi.loss").outcome is Outcome.NO
    assert BASE.ask("household.identification", quiet).outcome is Outcome.YES


def test_a_criterion_out_of_force_says_so():
    found = finding(BASE.on("2021-01-01").ask("yunxi.small", FAMILY), "yunxi.small")
    assert found.outcome is Outcome.NOT_APPLICABLE
    assert [reason.kind for reason in found.reasons] == ["not-in-force"]


def test_the_outcome_of_a_finding_is_that_of_its_criterion():
    asked = BASE.supply("yunxi.average", yuan_per_head(8000, prices_of=2017), source="表")
    for subject in (FAMILY, FAMILY.with_(persons=None), FAMILY.with_(wage_income=yuan(99999))):
        for found in asked.ask("household.exit", subject).findings:
            assert asked.ask(found.info.id, subject).outcome is found.outcome
