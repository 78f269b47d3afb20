"""Reconciliation: the record beside the rule, every bound against every way in which the unknown may turn out."""

import csv
import io
import json
import pickle
from collections import Counter
from fractions import Fraction
from itertools import product

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povertypolicy import Household, Person
from povertypolicy.authoring import (
    all_of,
    any_of,
    criterion,
    document,
    open_policy,
    parameter,
    rules,
    since,
    standard,
    vocabulary,
    word,
    yes_no,
    yuan_per_head,
)
from povertypolicy.columns.data import NO, NOT_APPLICABLE, UNKNOWN, YES
from povertypolicy.columns.kernel import FAULT
from povertypolicy.columns.records import frame_of
from povertypolicy.errors import BadSetting, UnknownClause
from povertypolicy.register.reconciling import (
    AT_RISK,
    CERTAINTIES,
    CLASSES,
    FINDINGS,
    IDENTIFIED,
    MEASURES,
    MISSED,
    WRONGLY_EXITED,
    WRONGLY_LISTED,
    Grouping,
    Interval,
    Recorded,
    RecordedWord,
    Share,
    add,
    reconcile,
    reconcile_frame,
)
from povertypolicy.register.reconciling.settling import BEYOND, Field, Open, settling
from povertypolicy.register.reconciling.sums import kinds_of, summed
from povertypolicy.texts import Text

NAMES = tuple(CLASSES)
DEGREES = tuple(CERTAINTIES)
GIVEN_CODES = (NO, UNKNOWN, YES, NOT_APPLICABLE)


def codes(*values):
    return np.array(values, np.uint8)


# --- an interpreter of the table that shares no code with it ---------------------------------------


def worlds(listed, exited, stay):
    """The statuses that two flags leave, by the meaning of the flags."""
    found = []
    for status in ("never", "listed", "exited"):
        is_exited = status == "exited"
        is_listed = status == "listed" or (is_exited and stay)
        fits = [
            code == UNKNOWN or (code == YES) == truth
            for code, truth in ((listed, is_listed), (exited, is_exited))
        ]
        if all(fits):
            found.append(status)
    return found


def sure(code):
    """What an answer may turn out to be: yes, no, or that the rule is not about it."""
    return {NO: ["no"], YES: ["yes"], NOT_APPLICABLE: ["na"], UNKNOWN: ["no", "yes", "na"]}[code]


def finding_of(measure, status, identified, exits, listing):
    """Whether a household is found; None, it is in no part of the rate."""
    if measure is WRONGLY_LISTED:
        if status != "listed":
            return None
        if "yes" in (identified, listing):
            return False
        return None if "na" in (identified, listing) else True
    wanted = {MISSED: "never", WRONGLY_EXITED: "exited", AT_RISK: "exited"}.get(measure, status)
    answer, against = (exits, "no") if measure is WRONGLY_EXITED else (identified, "yes")
    if status != wanted or answer == "na":
        return None
    return answer == against


def outcomes(measure, row, stay):
    listed, exited, identified, exits, listing = row
    statuses = worlds(listed, exited, stay) or (["?"] if measure is IDENTIFIED else [])
    return {
        finding_of(measure, *world)
        for world in product(statuses, sure(identified), sure(exits), sure(listing))
    }


def rates(measure, rows, weights, stay):
    """Every rate that some way of completing the unknown comes to."""
    ways = [outcomes(measure, row, stay) or {None} for row in rows]
    for world in product(*ways):
        found = sum(w for w, told in zip(weights, world, strict=True) if told)
        whole = sum(w for w, told in zip(weights, world, strict=True) if told is not None)
        if whole:
            yield Fraction(found, whole)


ROWS = st.tuples(
    st.sampled_from((NO, UNKNOWN, YES)),
    st.sampled_from((NO, NO, UNKNOWN, YES)),
    st.sampled_from(GIVEN_CODES),
    st.sampled_from(GIVEN_CODES),
    st.sampled_from(GIVEN_CODES),
)
REGISTERS = st.lists(st.tuples(ROWS, st.integers(0, 4)), min_size=1, max_size=5)


def of_rows(rows, persons=None, *, stay=True, **more):
    listed, exited, identified, exits, listing = (
        codes(*column) for column in zip(*rows, strict=True)
    )
    return reconcile(
        Recorded(listed, exited, stay),
        identified,
        exits,
        at_listing=listing,
        persons=None if persons is None else np.array(persons, np.int64),
        **more,
    )


def check(amount, expected):
    every = list(expected)
    if not every:
        assert amount.rate == Interval(None, None)
        return
    assert (amount.rate.low.fraction, amount.rate.high.fraction) == (min(every), max(every))


@settings(max_examples=200, deadline=None)
@given(REGISTERS, st.booleans())
def test_the_bounds_of_every_rate_are_reached_and_never_passed(register, stay):
    rows, persons = zip(*register, strict=True)
    totals = of_rows(rows, persons, stay=stay).totals
    for measure in MEASURES:
        check(totals[measure].households, rates(measure, rows, [1] * len(rows), stay))
        check(totals[measure].persons, rates(measure, rows, persons, stay))


@settings(max_examples=200, deadline=None)
@given(REGISTERS, st.booleans())
def test_certain_is_what_is_found_in_every_world_and_possible_in_some(register, stay):
    rows, persons = zip(*register, strict=True)
    told = of_rows(rows, persons, stay=stay)
    for measure in FINDINGS:
        ways = [outcomes(measure, row, stay) for row in rows]
        degree = [2 if way == {True} else 1 if True in way else 0 for way in ways]
        assert told.rows.of(measure).tolist() == degree
        amounts = told.totals[measure]
        for wanted, code in (("certain", 2), ("possible", 1)):
            found = [p for p, d in zip(persons, degree, strict=True) if d == code]
            assert getattr(amounts.households, wanted) == len(found)
            assert getattr(amounts.persons, wanted) == sum(found)


def learned(row, answer):
    """A row of which everything is known: of a status left open, one that fits."""
    listed, exited, *answers = row
    listed = exited if listed == UNKNOWN else listed
    flags = [NO if code == UNKNOWN else code for code in (listed, exited)]
    return (*flags, *(answer if code == UNKNOWN else code for code in answers))


@given(REGISTERS, st.sampled_from((NO, YES, NOT_APPLICABLE)))
def test_learning_more_never_widens_a_rate_nor_takes_back_what_is_certain(register, answer):
    rows, persons = zip(*register, strict=True)
    before = of_rows(rows, persons)
    after = of_rows([learned(row, answer) for row in rows], persons)
    for measure in MEASURES:
        wide, narrow = before.totals[measure].persons.rate, after.totals[measure].persons.rate
        if narrow.low is not None:
            assert (
                wide.low.fraction
                <= narrow.low.fraction
                <= narrow.high.fraction
                <= wide.high.fraction
            )
    for measure in FINDINGS:
        was, is_ = before.rows.of(measure), after.rows.of(measure)
        assert (is_[was == 2] == 2).all()
        assert (is_[was == 0] == 0).all()


# --- what is found ---------------------------------------------------------------------------------

FOUND = [
    # listed, exited, identified, exit, listing -> class, degree
    ((NO, NO, YES, NO, UNKNOWN), "missed", "certain"),
    ((NO, NO, UNKNOWN, YES, UNKNOWN), "missed", "possible"),
    ((NO, NO, NO, YES, UNKNOWN), "consistent", "none"),
    ((NO, NO, NOT_APPLICABLE, YES, UNKNOWN), "not_judged", "none"),
    ((YES, NO, NO, YES, NO), "wrongly_listed", "certain"),
    ((YES, NO, NO, YES, UNKNOWN), "wrongly_listed", "possible"),
    ((YES, NO, NO, YES, YES), "consistent", "none"),
    ((YES, NO, YES, YES, NO), "consistent", "none"),
    ((YES, NO, NOT_APPLICABLE, YES, NO), "not_judged", "none"),
    ((YES, YES, NO, NO, NO), "wrongly_exited", "certain"),
    ((YES, YES, YES, NO, NO), "wrongly_exited", "certain"),
    ((YES, YES, YES, YES, NO), "at_risk", "certain"),
    ((YES, YES, UNKNOWN, YES, NO), "at_risk", "possible"),
    ((YES, YES, YES, UNKNOWN, NO), "at_risk", "certain"),
    ((YES, YES, NO, NOT_APPLICABLE, NO), "consistent", "none"),
    ((YES, YES, NOT_APPLICABLE, NOT_APPLICABLE, NO), "not_judged", "none"),
    ((YES, UNKNOWN, NO, NO, NO), "wrongly_exited", "possible"),
    ((UNKNOWN, NO, YES, NO, NO), "missed", "possible"),
    ((UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN), "wrongly_exited", "possible"),
    ((NO, YES, YES, NO, NO), "contradictory", "none"),
    ((YES, NO, FAULT, FAULT, NO), "fault", "none"),
]


@pytest.mark.parametrize(("row", "name", "degree"), FOUND)
def test_what_becomes_of_a_household(row, name, degree):
    rows = of_rows([row]).rows
    assert (NAMES[rows.classes[0]], DEGREES[rows.certainties[0]]) == (name, degree)


def test_without_the_facts_of_the_listing_nobody_is_wrongly_listed_for_sure():
    told = reconcile(Recorded(codes(YES), None), codes(NO), codes(NO))
    amount = told.totals["wrongly_listed"].households
    assert (amount.certain, amount.possible) == (0, 1)
    assert "当时可能是对的" in told.say("zh")
    sure_ = reconcile(Recorded(codes(YES), None), codes(NO), codes(NO), at_listing=codes(NO))
    assert sure_.totals["wrongly_listed"].households.certain == 1
    assert "当时可能是对的" not in sure_.say("zh")


def test_a_record_without_exits_has_no_rate_of_wrong_exits():
    totals = reconcile(Recorded(codes(YES, NO), None), codes(YES, YES), codes(NO, NO)).totals
    assert (totals.listed, totals.never, totals.exited) == (1, 1, 0)
    assert totals["wrongly_exited"].households.rate == Interval(None, None)
    assert totals["at_risk"].households.rate == Interval(None, None)


def test_a_standard_that_was_not_asked_finds_nothing():
    totals = reconcile(Recorded(codes(YES), codes(YES)), codes(YES)).totals
    assert totals["wrongly_exited"].households.rate.low is None
    assert totals["at_risk"].households.certain == 1


def test_what_an_exit_means_for_the_list_is_said_by_the_caller():
    flags = codes(NO), codes(YES)
    ever = reconcile(Recorded(*flags), codes(YES), codes(YES)).totals
    today = reconcile(Recorded(*flags, exited_stay_listed=False), codes(YES), codes(YES)).totals
    assert (ever.contradictory, ever.exited) == (1, 0)
    assert (today.contradictory, today.exited, today["at_risk"].households.certain) == (0, 1, 1)
    # the incidence asks no status
    assert ever["identified"].households.certain == 1


def test_faulty_rows_are_in_no_figure_but_their_own():
    rows = [(NO, NO, YES, YES, NO), (NO, NO, FAULT, FAULT, NO)]
    totals = of_rows(rows, [3, 5]).totals
    assert (totals.households, totals.faults, totals.persons, totals.never) == (2, 1, 3, 1)
    assert totals["missed"].persons.rate.low == Share(3, 3)


def test_households_of_unknown_size_count_as_households_only():
    rows = [(NO, NO, YES, YES, NO), (NO, NO, NO, YES, NO)]
    totals = of_rows(rows, [-1, 4]).totals
    assert (totals.unsized, totals.persons) == (1, 4)
    assert totals["missed"].households.rate.low == Share(1, 2)
    assert totals["missed"].persons.rate.low == Share(0, 4)


# --- words for a status -----------------------------------------------------------------------------

STATUS = word(
    ("状态", "status"),
    vocabulary(
        ("状态", "status"),
        none=("未建档", "none"),
        on=("在册", "on the list"),
        out=("已脱贫", "out"),
        odd=("其他", "other"),
    ),
).on(Household, "reconciled_status")


def test_a_status_in_words():
    records = [Household(more={STATUS: w} if w else {}) for w in ("none", "on", "out", "odd", None)]
    frame = frame_of(Household, records, [STATUS])
    recorded = RecordedWord(STATUS, never=("none",), listed=("on",), exited=("out",))
    totals = reconcile(recorded, codes(*[YES] * 5), frame=frame).totals
    assert (totals.never, totals.listed, totals.exited, totals.unclear) == (1, 1, 1, 2)
    given_ = attrs.evolve(recorded, words=np.array([2, -1], np.int16))
    assert reconcile(given_, codes(YES, YES)).totals.exited == 1


def test_a_word_that_is_none_of_the_vocabulary_is_refused():
    with pytest.raises(BadSetting, match="reconciled_status"):
        RecordedWord(STATUS, never=("nothing",)).standings(frame_of(Household, []))


def test_a_status_of_which_the_table_has_no_column_is_open():
    frame = frame_of(Household, [Household()] * 2)
    del frame.columns["registered"]
    assert reconcile(None, codes(YES, NO), frame=frame).totals.unclear == 2


# --- groups, parts ---------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(ROWS, st.integers(-1, 4), st.sampled_from("甲乙丙")), min_size=1, max_size=12
    ),
    st.data(),
)
def test_groups_and_parts_come_to_the_same_as_asking_each_alone(register, data):
    rows, persons, villages = zip(*register, strict=True)
    whole = of_rows(rows, persons, by={"village": villages})
    groups = whole.by("village")
    assert sorted(groups) == sorted(set(villages))
    for name, group in groups.items():
        own = [place for place, village in enumerate(villages) if village == name]
        alone = of_rows([rows[i] for i in own], [persons[i] for i in own]).totals
        assert attrs.evolve(group, name="") == attrs.evolve(alone, name="")
    cut = data.draw(st.integers(0, len(rows)))
    parts = [
        of_rows(rows[part], persons[part], by={"village": list(villages[part])})
        for part in (slice(0, cut), slice(cut, None))
        if len(rows[part])
    ]
    joined = add(parts)
    assert joined.as_json() == whole.as_json()
    assert joined.rows is None


def test_rows_without_a_group_stand_under_an_empty_name():
    rows = [(NO, NO, YES, YES, NO)] * 4
    unread = np.array([False, False, True, False])
    for given_ in (
        ["甲", "", None, "甲"],
        Grouping.of(["甲", "", "乙", "甲"], unread),
        Grouping.of(np.array([7, 8, 8, 7]), unread | np.array([False, True, False, False])),
    ):
        groups = of_rows(rows, by={"village": given_}).by("village")
        assert groups[""].households == 2
        assert len(list(groups)) == len(set(groups)) == 2


def test_a_register_without_rows():
    empty = np.zeros(0, np.uint8)
    told = reconcile(Recorded(empty, empty), empty, empty, by={"village": []})
    assert told.totals.households == 0
    assert len(told.by("village")) == 0
    assert told.would_settle().steps == ()
    assert "0户" in told.say("zh", by="village")


def test_parts_that_were_asked_otherwise_are_not_added():
    one = of_rows([(NO, NO, YES, YES, NO)])
    other = of_rows([(NO, NO, YES, YES, NO)], by={"village": ["甲"]})
    with pytest.raises(BadSetting):
        add([one, other])
    with pytest.raises(BadSetting):
        add([])


@pytest.mark.parametrize(
    "ask",
    [
        lambda: reconcile(Recorded(codes(YES), None)),
        lambda: reconcile(None, codes(YES)),
        lambda: reconcile(Recorded(codes(YES), None), codes(YES, NO)),
        lambda: reconcile(Recorded(codes(YES), codes(NO, NO)), codes(YES)),
        lambda: reconcile(Recorded(codes(YES), None), codes(9)),
        lambda: reconcile(Recorded(codes(9), None), codes(YES)),
        lambda: reconcile(Recorded(codes(YES), None), np.array([1.5])),
        lambda: reconcile(Recorded(codes(YES), None), codes(YES), persons=np.array([2.5])),
        lambda: reconcile(Recorded(codes(YES), None), codes(YES), persons=np.array([10**9])),
        lambda: reconcile(Recorded(codes(YES), None), codes(YES), by={"village": ["甲", "乙"]}),
        lambda: reconcile(Recorded(codes(YES), None), codes(YES)).by("county"),
    ],
)
def test_what_does_not_fit_is_refused(ask):
    with pytest.raises(BadSetting):
        ask()


# --- rates shown -----------------------------------------------------------------------------------


def test_a_rate_is_shown_so_that_it_is_held():
    wide = Interval(Share(1, 3), Share(2, 3))
    assert wide.percents() == ("33.33", "66.67")
    assert wide.say("zh") == "33.33%至66.67%"
    assert wide.say("en") == "33.33% to 66.67%"
    assert Interval(Share(1, 8), Share(2, 16)).percents() == ("12.50", "12.50")
    assert Interval(Share(2, 3), Share(2, 3)).say("en") == "66.67%"
    assert Interval(Share(1, 20_000), Share(1, 20_000)).percents() == ("0.01", "0.01")
    assert Interval(None, None).percents() == ("", "")


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_rounding_for_display(numerator, denominator):
    numerator = min(numerator, denominator)
    exact = Fraction(numerator, denominator) * 10_000
    share = Share(numerator, denominator)
    assert share.hundredths("down") == exact.__floor__()
    assert share.hundredths("up") == exact.__ceil__()
    assert share.hundredths("half-up") == (exact + Fraction(1, 2)).__floor__()


# --- what to ask first -----------------------------------------------------------------------------

SOME_FIELDS = {path: Field(path, Text(path, path)) for path in "abcde" + BEYOND}


@given(
    st.dictionaries(
        st.frozensets(st.sampled_from("abcde" + BEYOND), min_size=1, max_size=3),
        st.integers(1, 9),
        max_size=8,
    )
)
def test_each_step_settles_what_it_says(sets):
    told = settling(Open(sets), SOME_FIELDS, most=9)
    assert told.open == sum(sets.values())
    assert told.beyond == sum(n for paths, n in sets.items() if BEYOND in paths)
    known, settled = set(), 0
    for step in told.steps:
        new = {field.path for field in step.fields}
        gains = {
            field: sum(
                n for paths, n in sets.items() if paths <= known | {field} and not paths <= known
            )
            for field in "abcde"
        }
        known |= new
        now = sum(n for paths, n in sets.items() if paths <= known)
        assert (step.settles, step.settled) == (now - settled, now)
        assert step.settles >= max(gains.values()) * len(new)
        settled = now
    assert settled == told.open - told.beyond
    assert {field.path: n for field, n in told.alone} == {
        next(iter(paths)): n for paths, n in sets.items() if len(paths) == 1 and paths != {BEYOND}
    }


def test_of_equals_the_first_in_the_order_of_reading_is_asked():
    told = settling(Open({frozenset("b"): 2, frozenset("a"): 2, frozenset("cd"): 4}), SOME_FIELDS)
    assert [[f.path for f in step.fields] for step in told.steps] == [["a"], ["b"], ["c", "d"]]


# --- with a policy ---------------------------------------------------------------------------------

MEASURE = document(
    "青溪发〔2016〕9号", ("青溪省扶贫办法", "Measures of Qingxi"), issued="2016-03-01"
)
AT = MEASURE.at("一.1", "贫困户")
LINE = parameter(
    "qingxi.line",
    ("贫困线", "poverty line"),
    since("2016-03-01", yuan_per_head(3000, prices_of=2016, cite=MEASURE.at("一.1", "3000元"))),
)
LOW = criterion(
    "qingxi.low", ("收入低", "low income"), cite=AT, means=Household.income_per_head.below(LINE)
)
BAD_HOUSE = criterion(
    "qingxi.house",
    ("住房不安全", "unsafe housing"),
    cite=AT,
    applies_when=Household.food_assured,
    means=Household.on_allowance,
)
INSURED = criterion(
    "qingxi.insured",
    ("全员参保", "all insured"),
    cite=AT,
    means=Household.persons.listed().all(Person.insured),
)
HOUSED = criterion(
    "qingxi.housed", ("住房安全", "safe housing"), cite=AT, means=Household.housing_assured
)
POOR = standard(
    "household.identification", ("贫困户识别", "identification"), any_of(LOW, BAD_HOUSE), cite=AT
)
OUT = standard("household.exit", ("贫困户退出", "exit"), all_of(INSURED, HOUSED), cite=AT)
LEFT = yes_no(("已脱贫", "has left poverty")).on(Household, "has_left")
POLICY = open_policy(
    rules(
        "qingxi",
        ("青溪省", "Qingxi"),
        documents=[MEASURE],
        clauses=[LINE, LOW, BAD_HOUSE, INSURED, HOUSED, POOR, OUT],
    ),
    "2016-12-31",
)


def household(
    income=4000, insured=(True,), *, registered=True, left=False, housed=True, food=False
):
    return Household(
        prices_of=2016,
        income_per_head=None if income is None else yuan_per_head(income),
        registered=registered,
        housing_assured=housed,
        food_assured=food,
        on_allowance=False,
        persons=None if insured is None else [Person(insured=one) for one in insured],
        more={LEFT: left},
    )


def reconciled(households, policy=POLICY, **more):
    frame = frame_of(Household, households, [LEFT])
    return reconcile_frame(policy, frame, Recorded(exited=LEFT), **more)


REGISTER = [
    household(2999, (True, True), registered=False),  # missed
    household(None, (True,), registered=False),  # may be missed: income
    household(3000, (True,), registered=False),
    household(3000, (True,), registered=True),  # wrongly listed, if it was so at the listing
    household(
        2000, (None,), registered=True, housed=None
    ),  # rightly listed; what it would exit by does not matter
    household(5000, (True, False), left=True),  # wrongly exited
    household(5000, (True, None), left=True),  # perhaps: insurance
    household(2000, (True, None, None), left=True, housed=None),  # perhaps, and at risk for sure
    household(5000, None, left=True),  # perhaps: members are not listed
    household(None, (True,), registered=None, left=False),  # income and status
]


def test_a_register_is_asked_and_reconciled():
    told = reconciled(REGISTER, by={"village": list("甲甲甲甲甲乙乙乙乙乙")})
    assert [NAMES[code] for code in told.rows.classes] == [
        "missed",
        "missed",
        "consistent",
        "wrongly_listed",
        "consistent",
        "wrongly_exited",
        "wrongly_exited",
        "at_risk",
        "wrongly_exited",
        "missed",
    ]
    assert told.rows.certainties.tolist() == [2, 1, 0, 1, 0, 2, 1, 2, 1, 1]
    totals = told.totals
    assert (totals.households, totals.persons, totals.unsized) == (10, 14, 1)
    assert (totals.never, totals.listed, totals.exited, totals.unclear) == (3, 2, 4, 1)
    # three or four never listed, of whom one to three are poor: 1/3 (the last one listed, or never and not poor: 1/4)
    missed = totals["missed"].households
    assert (missed.certain, missed.possible) == (1, 2)
    assert (missed.rate.low, missed.rate.high) == (Share(1, 4), Share(3, 4))
    exited = totals["wrongly_exited"].persons
    assert (exited.rate.low, exited.rate.high) == (Share(2, 7), Share(7, 7))
    assert told.by("village")["乙"]["missed"].households.rate.high == Share(1, 1)


def test_on_the_facts_of_the_listing_it_is_wrongly_listed_for_sure():
    told = reconciled(REGISTER, same_facts=True)
    assert told.totals["wrongly_listed"].households.certain == 1


def test_reasons_name_the_criteria_behind_a_finding():
    told = reconciled(REGISTER, by={"village": list("甲甲甲甲甲乙乙乙乙乙")})

    def named(group, finding):
        return {(reason.id, reason.side): n for reason, n in group.top(finding, 9)}

    assert named(told.totals, MISSED) == {
        ("qingxi.low", "met"): 1,
        ("qingxi.low", "unknown"): 2,
        ("recorded", "unknown"): 1,
    }
    assert named(told.totals, WRONGLY_LISTED) == {
        ("qingxi.low", "not_met"): 1,
        ("qingxi.low", "unknown"): 1,
        ("at_listing", "unknown"): 2,
        ("recorded", "unknown"): 1,
    }
    assert named(told.totals, WRONGLY_EXITED) == {
        ("qingxi.insured", "not_met"): 1,
        ("qingxi.insured", "unknown"): 3,
        ("qingxi.housed", "unknown"): 1,
    }
    assert named(told.totals, AT_RISK) == {("qingxi.low", "met"): 1}
    assert named(told.by("village")["甲"], MISSED) == {
        ("qingxi.low", "met"): 1,
        ("qingxi.low", "unknown"): 1,
    }


def test_a_criterion_that_may_not_apply_is_not_told_as_met():
    # identified by the income alone; unsafe housing does not apply, and is no reason
    reasons = [reason for reason, _ in reconciled(REGISTER[:1]).totals.reasons]
    assert [(reason.id, reason.side) for reason in reasons] == [("qingxi.low", "met")]


def test_what_would_settle_most():
    told = reconciled(REGISTER, same_facts=True).would_settle()
    assert (told.open, told.beyond) == (5, 0)
    assert {field.path: n for field, n in told.alone} == {
        "income_per_head": 1,
        "persons.insured": 1,
        "persons": 1,
    }
    assert [([f.path for f in step.fields], step.settles) for step in told.steps] == [
        (["income_per_head"], 1),
        (["recorded"], 1),
        (["persons"], 1),
        (["persons.insured"], 1),
        (["housing_assured"], 1),
    ]
    insured = told.steps[3].fields[0].label
    assert (insured.zh, insured.en) == (
        "参加基本医疗保险（人口）",
        "has basic medical insurance (person)",
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(REGISTER), min_size=1, max_size=6), st.randoms())
def test_households_settled_alone_are_settled_by_any_answer(households, draw):
    """Filling in the one field that a household hangs on leaves nothing merely possible."""
    told = reconciled(households, same_facts=True)
    alone = {field.path for field, _ in told.would_settle().alone}
    fill = {
        "income_per_head": lambda h: h.with_(income_per_head=yuan_per_head(draw.choice((1, 9000)))),
        "persons.insured": lambda h: (
            h.with_(persons=[Person(insured=draw.random() < 0.5) for _ in h.persons or ()])
            if h.persons
            else h
        ),
        "persons": lambda h: (
            h.with_(persons=[Person(insured=draw.random() < 0.5)]) if h.persons is None else h
        ),
    }
    open_ = np.flatnonzero(told.rows.certainties == 1)
    one_by_one = 0
    for row in open_:
        single = reconciled([households[row]], same_facts=True).would_settle()
        for field, _ in single.alone:
            one_by_one += 1
            changed = fill[field.path](households[row])
            assert reconciled([changed], same_facts=True).would_settle().open == 0
    assert one_by_one == sum(n for _, n in told.would_settle().alone)
    assert alone <= set(fill)


def test_what_no_fact_settles_is_named():
    old = POLICY.read(
        Household, {"registered": False, "income_per_head": 2000, "food_assured": False}
    )
    told = reconciled([old])  # of which year the prices are is not stated
    assert told.totals["missed"].households.possible == 1
    waiting = told.would_settle()
    assert (waiting.open, waiting.beyond, waiting.steps) == (1, 1, ())
    assert [n for _, n in waiting.reasons] == [1]
    assert "补问登记项也不能定" in told.say("zh")


def test_bare_codes_do_not_tell_what_is_missing():
    waiting = reconcile(Recorded(codes(NO), None), codes(UNKNOWN)).would_settle()
    assert (waiting.open, waiting.beyond) == (1, 1)


def test_rows_that_were_not_read_are_faults():
    good = np.array([False] + [True] * 9)
    totals = reconciled(REGISTER, good=good).totals
    assert (totals.faults, totals["missed"].households.certain) == (1, 0)


def test_one_standard_may_be_left_out_but_must_exist():
    told = reconciled(REGISTER, exit=None)
    assert told.totals["wrongly_exited"].households.rate.low is None
    assert told.totals["at_risk"].households.certain == 1
    with pytest.raises(UnknownClause):
        reconciled(REGISTER, exit="household.leaving")


def test_a_standard_of_yes_and_no_is_wanted():
    answers = reconciled(REGISTER)  # as a whole it works
    assert answers.asked.policy == "qingxi"
    with pytest.raises(BadSetting, match="at least one"):
        reconciled(REGISTER, identification=None, exit=None)


# --- told ------------------------------------------------------------------------------------------


def test_the_text_says_what_was_found_and_what_it_is_not():
    told = reconciled(REGISTER, same_facts=True, by={"village": list("甲甲甲甲甲乙乙乙乙乙")})
    zh, en = told.say("zh", by="village"), told.say("en", by="village")
    for part in (
        "贫困户识别（household.identification）",
        "共10户、14人。",
        "漏评：确定1户2人，可能另有2户2人",
        "按户25.00%至75.00%",
        "不是官方核查认定",
        "可信度：弱",
        "1. 登记的人均可支配收入：可定1户，累计1户",
        "甲：漏评 确定1户、可能1户",
    ):
        assert part in zh, zh
    for part in (
        "identification (household.identification)",
        "Households: 10, persons: 14.",
        "by households 25.00% to 75.00%",
        "not an official verification",
        "(weak)",
    ):
        assert part in en, en
    assert len(zh.splitlines()) == len(en.splitlines())


def test_only_the_worst_groups_are_told():
    told = reconciled(REGISTER * 8, by={"village": [f"{i % 8}村" for i in range(80)]})
    assert "还有7处" in told.say("zh", by="village", most=1)


def test_the_table_adds_up_and_is_harmless():
    told = reconciled(REGISTER, by={"village": ["=1+1"] * 5 + ["乙"] * 5})
    text = "".join(told.csv("village"))
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert header[:2] == ["层级 level", "村 village"]
    assert [row[:2] for row in rows] == [
        ["village", "'=1+1"],
        ["village", "乙"],
        ["total", "合计 total"],
    ]
    assert {len(row) for row in rows} == {len(header)}
    for column in ("户数 households", "漏评 确定户 missed certain households"):
        place = header.index(column)
        first, second, total = (int(row[place]) for row in rows)
        assert first + second == total
    assert header[2] == "户数 households"
    assert next(iter(told.csv("village", ["zh"]))).startswith("\ufeff层级,村,户数,")


@pytest.mark.parametrize("level", ["", "total"])
def test_no_level_is_called_what_the_whole_is(level):
    with pytest.raises(BadSetting) as refused:
        reconciled(REGISTER, by={level: ["甲"] * len(REGISTER)})
    assert "也不能叫“total”" in refused.value.text("zh")
    assert "groups need a name" in refused.value.text("en")


def test_plain_data():
    told = reconciled(REGISTER, by={"village": list("甲甲甲甲甲乙乙乙乙乙")}).as_json()
    assert json.loads(json.dumps(told, ensure_ascii=False)) == told
    assert told["edition"] == 1
    assert told["digest"] == POLICY.digest
    missed = told["totals"]["measures"]["missed"]["households"]
    assert missed["rate"] == {
        "low": {"numerator": 1, "denominator": 4},
        "high": {"numerator": 3, "denominator": 4},
        "display": ["25.00", "75.00"],
    }
    assert [group["name"] for group in told["groups"]["village"]] == ["乙", "甲"]
    assert {m["id"] for m in told["measures"]} == {m.id for m in MEASURES}


def test_no_id_of_a_household_is_told():
    secret = "fangHu-7719"
    households = [household(2000, registered=False).with_(id=secret, head_name="方无名")] * 3
    told = reconciled(households, by={"village": ["甲"] * 3})
    said = [
        *(told.say(language, by="village") for language in ("zh", "en")),
        "".join(told.csv("village")),
        json.dumps(told.as_json(), ensure_ascii=False),
        repr(told),
        repr(told.totals),
    ]
    for text in said:
        assert secret not in text
        assert "方无名" not in text


# --- adding up -------------------------------------------------------------------------------------


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 2**54)), max_size=12),
    st.sampled_from((1, 10**6)),
)
def test_sums_are_exact_whatever_their_size(rows, stretch):
    first, second, amounts = (
        np.array(column, np.int64) for column in ([r[i] for r in rows] for i in range(3))
    )
    expected = {}
    for a, b, amount in rows:
        expected[a * stretch, b] = expected.get((a * stretch, b), 0) + amount
    told = summed(first * stretch, second, amounts, kinds=4)
    assert told.tolist() == [[*pair, total] for pair, total in sorted(expected.items())]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2**60), st.integers(0, 1)), min_size=1))
def test_rows_that_are_alike_are_counted_together(rows):
    ones, counts = kinds_of([np.array(column, np.int64) for column in zip(*rows, strict=True)])
    assert {rows[one]: n for one, n in zip(ones, counts, strict=True)} == Counter(rows)


def test_parts_come_back_from_other_processes():
    parts = [reconciled(REGISTER[:4]), reconciled(REGISTER[4:])]
    returned = [pickle.loads(pickle.dumps(part)) for part in parts]
    assert add(returned).as_json() == add([reconciled(REGISTER)]).as_json()
