"""`povertypolicy.quantities`: exact numbers with a unit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povertypolicy import count, months, percent, points, square_metres, years, yuan, yuan_per_head
from povertypolicy.citations import document
from povertypolicy.errors import NotANumber
from povertypolicy.quantities import (
    Area,
    CitedQuantity,
    Count,
    Fen,
    Money,
    MoneyPerHead,
    Months,
    Points,
    Quantity,
    Share,
    Year,
    Years,
    amount,
    decimal_text,
    exact,
    percent_text,
    year,
)

CITE = document("示〔2020〕1号", ("示例", "example"), issued="2020-01-01").at("一")

DOORS = [
    (yuan, Money, 100),
    (yuan_per_head, MoneyPerHead, 100),
    (percent, Share, Fraction(1, 100)),
    (count, Count, 1),
    (points, Points, 1),
    (square_metres, Area, 1),
    (years, Years, 1),
    (months, Months, 1),
    (year, Year, 1),
]


@pytest.mark.parametrize(("door", "unit", "scale"), DOORS)
def test_each_door_gives_its_unit_in_base_steps(door, unit, scale):
    quantity = door(45)
    assert quantity.unit is unit
    assert quantity.value == 45 * scale
    assert door(45, cite=CITE) == CitedQuantity(quantity, CITE)


def test_exact_takes_exact_numbers_only():
    assert exact(3) == 3
    assert exact("16366.20") == Fraction(1636620, 100)
    assert exact(Decimal("0.1")) == Fraction(1, 10)
    assert exact(Fraction(1, 3)) == Fraction(1, 3)


@pytest.mark.parametrize(
    "value",
    [
        0.1,
        True,
        None,
        "",
        "abc",
        "1,000",
        "nan",
        "inf",
        "1/3",
        Decimal("nan"),
        Decimal("inf"),
        b"1",
        [1],
    ],
)
def test_exact_refuses_what_is_not_exact(value):
    with pytest.raises(NotANumber) as caught:
        exact(value)
    assert caught.value.parts == {"value": type(value).__name__}


def test_a_float_is_refused_by_every_door():
    for door, _, _ in DOORS:
        with pytest.raises(NotANumber):
            door(0.5)


def test_money_knows_its_prices():
    assert yuan(4000) != yuan(4000, prices_of=2014)
    assert yuan(4000, prices_of=2014) == yuan("4000.00", prices_of=2014)


def test_money_is_not_money_per_head():
    assert yuan(1) != yuan_per_head(1)


@pytest.mark.parametrize(
    ("quantity", "zh", "en"),
    [
        (yuan(4000), "4,000.00元", "4,000.00 yuan"),
        (yuan("-0.5"), "-0.50元", "-0.50 yuan"),
        (
            yuan_per_head(4000, prices_of=2014),
            "4,000.00元/人（2014年价格）",
            "4,000.00 yuan per head (prices of 2014)",
        ),
        (percent(45), "45%", "45%"),
        (percent("0.5"), "0.5%", "0.5%"),
        (percent("12.3456"), "12.3456%", "12.3456%"),
        (count(1234), "1,234", "1,234"),
        (points(7), "7.00分", "7.00 points"),
        (points("84.055"), "84.055分", "84.055 points"),
        (square_metres("80.5"), "80.50平方米", "80.50 m²"),
        (years(16), "16岁", "16 years"),
        (months(6), "6个月", "6 months"),
        (year(2016), "2016年", "2016"),
        (year(12016), "12016年", "12016"),
    ],
)
def test_a_quantity_is_said_in_both_languages(quantity, zh, en):
    assert quantity.say("zh") == zh
    assert quantity.say("en") == str(quantity) == en


def test_a_quotient_is_never_rounded_away():
    third = Fraction(10000, 3)
    assert amount(third, Money, "en") == "≈33.3333 yuan"
    assert decimal_text(Fraction(1, 3), 2) == "≈0.3333"
    assert percent_text(Fraction(1, 3)) == "≈33.3333"


@given(st.integers(-(10**14), 10**14))
def test_yuan_and_fen_are_one_amount(fen):
    assert Fen(fen).yuan * 100 == fen
    assert yuan(Fen(fen).yuan).value == fen
    assert Quantity(Fraction(fen), Money).number() == Fraction(fen, 100)
    assert eval(repr(Fen(fen)), {"yuan": yuan}).value == fen


def test_fen_is_a_whole_number_that_prints_as_yuan():
    assert Fen(123456) == 123456
    assert str(Fen(123456)) == "1,234.56元"
    assert Fen(1) + Fen(2) == 3
