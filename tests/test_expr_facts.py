"""`povertypolicy.expr.facts`: values from files and from code become facts, or are refused without being told."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povertypolicy import Household, Person, Village, percent, yuan, yuan_per_head
from povertypolicy.errors import BadRule
from povertypolicy.expr.facts import Fact, NumberFact
from povertypolicy.expr.fields import (
    area,
    money,
    money_per_head,
    months_of,
    number,
    points_of,
    recorded_day,
    recorded_text,
    share,
    word_list,
    years_of,
    yes_no,
)
from povertypolicy.expr.nodes import vocabulary
from povertypolicy.expr.values import LARGEST, Reject, number_of, shape
from povertypolicy.quantities import (
    Area,
    Count,
    Fen,
    Money,
    MoneyPerHead,
    Months,
    Points,
    Share,
    Years,
)

WORDS = ("登记项", "fact")
MONEY = money(WORDS, low=-100, high=1000).on(Person, "money_fact")
HEADS = number(WORDS, high=20).on(Person, "count_fact")
SHARE = share(WORDS).on(Person, "share_fact")
AREA = area(WORDS).on(Person, "area_fact")
POINTS = points_of(WORDS).on(Person, "points_fact")
FLAG = yes_no(WORDS).on(Person, "flag_fact")
DAY = recorded_day(WORDS).on(Person, "day_fact")
TEXT = recorded_text(WORDS).on(Person, "text_fact")
LIST = word_list(WORDS, vocabulary(WORDS, a=("甲", "first"), b=("乙", "second"))).on(
    Person, "list_fact"
)
WORD = Person.labour_capacity


def refused(fact: Fact, value: object, *, code: bool = False) -> str:
    with pytest.raises(Reject) as caught:
        fact.read(value, code=code)
    return caught.value.code


# --- declarations --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "unit", "recorded", "base"),
    [
        (money(WORDS), Money, 1234, 1234),
        (money_per_head(WORDS), MoneyPerHead, 1234, 1234),
        (number(WORDS), Count, 7, 7),
        (share(WORDS), Share, 4550, Decimal("0.455")),
        (share(WORDS, decimals=0), Share, 45, Decimal("0.45")),
        (points_of(WORDS), Points, 8405, Decimal("84.05")),
        (points_of(WORDS, decimals=3), Points, 84050, Decimal("84.05")),
        (area(WORDS), Area, 8050, Decimal("80.5")),
        (months_of(WORDS), Months, 6, 6),
        (years_of(WORDS), Years, 16, 16),
    ],
)
def test_recorded_steps_are_exact_parts_of_the_unit(field, unit, recorded, base):
    fact = field.on(Person, "steps")
    assert fact.unit is unit
    assert fact.value_of(recorded) == base


def test_one_declaration_is_expression_and_value():
    assert isinstance(Household.wage_income, NumberFact)
    assert Household(wage_income=yuan(9000)).wage_income == 900000
    assert Household().wage_income is None
    assert Household.wage_income is Household.wage_income
    assert Household.wage_income.info.key == (Household, "wage_income")


def test_a_fact_of_a_plugin_is_no_attribute():
    assert not MONEY.info.attribute
    assert Household.wage_income.info.attribute
    assert not hasattr(Person, "money_fact")


def test_every_header_names_the_fact():
    assert Person.insured.info.all_headers() == (
        "insured",
        "参加基本医疗保险",
        "has basic medical insurance",
        "是否参加医保",
    )


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "fen"),
    [
        (12, 1200),
        ("12", 1200),
        (" 12.50 ", 1250),
        ("-12.5", -1250),
        ("+1", 100),
        (Decimal("0.01"), 1),
        (12.1, 1210),
        (0.07, 7),
        ("1,000", 100000),
        (yuan("12.34"), 1234),
        (Fen(99), 99),
        (-100, -10000),
        (1000, 100000),
        (-0.0, 0),
    ],
)
def test_money_is_read_to_the_fen(value, fen):
    read = MONEY.read(value)
    assert read == fen
    assert isinstance(read, Fen)


@pytest.mark.parametrize("fact", [MONEY, HEADS, SHARE, AREA, POINTS, LIST, DAY, TEXT, WORD, FLAG])
@pytest.mark.parametrize("value", [None, ""])
def test_nothing_is_missing_and_never_zero(fact, value):
    assert fact.read(value) is None


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("12.345", "too-fine"),
        (12.345, "too-fine"),
        (1000.01, "out-of-range"),
        ("-100.01", "out-of-range"),
        (Fen(100001), "out-of-range"),
        (float("nan"), "not-finite"),
        (float("inf"), "not-finite"),
        ("NaN", "not-finite"),
        ("-Infinity", "not-finite"),
        ("1e3", "not-finite"),
        (1e300, "not-finite"),
        (Decimal("1e99"), "not-finite"),
        ("１２", "full-width"),
        ("十二", "not-number"),
        ("12元", "not-number"),
        ("1,00", "not-number"),
        ("1_000", "not-number"),
        ("٣", "not-number"),
        ("-", "not-number"),
        (True, "not-number"),
        ([12], "not-number"),
        (b"12", "not-number"),
        (yuan_per_head(12), "wrong-unit"),
        (percent(12), "wrong-unit"),
    ],
)
def test_what_is_no_money_is_refused(value, code):
    assert refused(MONEY, value) == code


@pytest.mark.parametrize(
    ("fact", "call"),
    [
        (MONEY, "yuan(...)"),
        (Village.income_per_head, "yuan_per_head(...)"),
        (SHARE, "percent(...)"),
    ],
)
def test_code_spells_out_units(fact, call):
    with pytest.raises(Reject) as caught:
        fact.read(12, code=True)
    assert caught.value.code == "ambiguous-unit"
    assert caught.value.parts == {"call": call}


def test_code_may_give_counts_areas_and_points_bare():
    assert HEADS.read(3, code=True) == 3
    assert POINTS.read("84.05", code=True) == 8405
    assert AREA.read("80.5", code=True) == 8050


def test_a_share_is_written_in_percent():
    assert SHARE.read("45.5") == 4550
    assert SHARE.read(percent("45.5")) == 4550
    assert SHARE.value_of(4550) == Decimal("0.455")
    assert refused(SHARE, 101) == "out-of-range"
    assert refused(SHARE, "45.555") == "too-fine"


def test_a_count_is_whole_and_ranged():
    assert HEADS.read("20") == 20
    assert refused(HEADS, "20.5") == "too-fine"
    assert refused(HEADS, 21) == "out-of-range"
    assert refused(HEADS, -1) == "out-of-range"


def test_the_range_is_told_in_the_printed_unit():
    with pytest.raises(Reject) as caught:
        MONEY.read(5000)
    assert caught.value.parts == {"low": Decimal(-100), "high": Decimal(1000)}


@given(st.integers(-10000, 100000))
def test_what_is_written_is_read_back(steps):
    assert MONEY.read(MONEY.write(steps)) == steps
    assert MONEY.read(str(MONEY.printed_number(steps))) == steps


@given(st.integers(-10000, 100000))
def test_a_float_from_a_sheet_is_read_to_what_a_person_sees(fen):
    assert MONEY.read(fen / 100) == fen


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.binary()))
def test_reading_never_fails_in_another_way(value):
    for fact in (MONEY, HEADS, SHARE, FLAG, DAY, TEXT, LIST, WORD):
        try:
            fact.read(value)
        except Reject as reject:
            assert reject.code  # noqa: PT017 - each refusal has its code


def test_number_of_reads_floats_to_fifteen_digits():
    assert number_of(0.1 + 0.2) == Decimal("0.3")
    assert number_of(1234567.89) == Decimal("1234567.89")


# --- the other kinds -----------------------------------------------------------------------------


@pytest.mark.parametrize("value", [True, "是", "有", " TRUE ", "Yes", "y", 1, "1", "√"])
def test_yes(value):
    assert FLAG.read(value) is True


@pytest.mark.parametrize("value", [False, "否", "无", "没有", "false", "No", 0, "0", "×"])
def test_no(value):
    assert FLAG.read(value) is False


@pytest.mark.parametrize("value", ["也许", "2", 2, 1.0, "是的吗", [True]])
def test_neither_yes_nor_no(value):
    assert refused(FLAG, value) == "not-yes-no"


@pytest.mark.parametrize("value", ["是", 1, "yes"])
def test_code_gives_truth_values(value):
    assert refused(FLAG, value, code=True) == "not-yes-no"
    assert FLAG.read(False, code=True) is False


@pytest.mark.parametrize("value", ["able", "有劳动能力", " Able to work "])
def test_a_word_is_known_by_id_and_by_both_labels(value):
    assert WORD.read(value) == "able"


def test_a_strange_word_is_refused_with_the_known_ones():
    with pytest.raises(Reject) as caught:
        WORD.read("张三")
    assert caught.value.code == "not-a-word"
    assert caught.value.parts["known"].en == "able, partial, none"
    assert "张三" not in str(caught.value.parts)


@pytest.mark.parametrize(
    "value",
    [["a", "b"], ("b", "a"), {"a", "b"}, "a;b", "甲、乙", "甲，乙", "甲；乙", "first, second"],
)
def test_a_list_is_read_as_a_set(value):
    assert LIST.read(value) == {"a", "b"}


def test_an_empty_list_is_known():
    assert LIST.read([]) == frozenset()
    assert LIST.write(frozenset({"b", "a"})) == ["a", "b"]
    assert refused(LIST, 7) == "not-a-list"
    assert refused(LIST, ["c"]) == "not-a-word"


@pytest.mark.parametrize(
    "value",
    ["2016-02-29", "2016-2-29", "2016/2/29", "2016年2月29日", "20160229", dt.date(2016, 2, 29)],
)
def test_a_day_is_read_in_five_forms(value):
    assert DAY.read(value) == dt.date(2016, 2, 29)


@pytest.mark.parametrize("value", ["2015-02-29", "2016-13-01", "2016-00-10", "0000-01-01"])
def test_there_is_no_such_day(value):
    assert refused(DAY, value) == "no-such-day"


@pytest.mark.parametrize(
    "value",
    [
        "29.2.2016",
        "2016",
        "二〇一六年",
        42429,
        dt.datetime(2016, 2, 29, tzinfo=dt.UTC),
        "2016-2-29-",
    ],
)
def test_what_is_no_day_is_refused(value):
    assert refused(DAY, value) == "not-a-day"


def test_text_is_text():
    assert TEXT.read("某人") == "某人"
    assert refused(TEXT, 7) == "not-text"


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        (FLAG, True),
        (WORD, "able"),
        (DAY, dt.date(2016, 2, 29)),
        (TEXT, "某人"),
        (LIST, frozenset("ab")),
    ],
)
def test_each_kind_is_written_and_read_back(fact, value):
    assert fact.read(fact.write(value)) == value


@pytest.mark.parametrize("fact", [MONEY, HEADS, SHARE, AREA, POINTS, FLAG, WORD, DAY, TEXT, LIST])
def test_each_kind_has_a_schema(fact):
    schema = fact.schema()
    assert schema.keys() & {"type", "enum"}


# --- shapes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "zh"),
    [
        ("张三 4401", "文字“字字 9999”"),
        ("4401061990\x000", "文字“9999999999?9”"),
        ("A-1", "文字“a-9”"),
        ("é１", "文字“字9”"),
        ("9" * 30, "文字“" + "9" * 24 + "…”"),
        (12, "数"),
        (1.5, "数"),
        (True, "真假值"),
        ({}, "对象"),
        ([], "列表"),
        (None, "NoneType 值"),
    ],
)
def test_a_shape_tells_the_form_and_not_the_value(value, zh):
    assert shape(value).zh == zh


@given(st.text(alphabet="赵钱孙李0123456789", min_size=1, max_size=40))
def test_no_digit_or_name_survives(value):
    told = shape(value)
    for character in set(value) - {"9"}:
        assert character not in told.zh.removeprefix("文字")
        assert character not in told.en


@pytest.mark.parametrize("value", ["440106199001011234", "张三", "2015-02-30"])
def test_a_refusal_never_holds_the_value(value):
    for fact in (MONEY, FLAG, WORD, DAY, LIST):
        with pytest.raises(Reject) as caught:
            fact.read(value)
        assert value not in repr(caught.value.parts)


# --- ranges --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "declare",
    [
        lambda: money(WORDS, high=10**14).on(Person, "huge"),
        lambda: number(WORDS, high=LARGEST + 1).on(Person, "huge"),
        lambda: number(WORDS, low=2, high=1).on(Person, "empty"),
    ],
)
def test_a_range_that_is_too_wide_or_empty_is_refused(declare):
    with pytest.raises(BadRule):
        declare()
