"""`povertypolicy.parameters`: dated figures, supplied figures, price indexes."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from povertypolicy import Outcome, price_index
from povertypolicy.citations import document
from povertypolicy.clauses import line
from povertypolicy.deciding.policy import open_policy
from povertypolicy.errors import BadRule, BadSetting, NotANumber
from povertypolicy.parameters import PriceIndex, parameter, since, supplied
from povertypolicy.policies import rules
from povertypolicy.provenance import Force
from povertypolicy.quantities import MoneyPerHead, count, percent, yuan_per_head

DOC = document("示〔2016〕1号", ("示例", "example"), issued="2016-06-04")
OLD = yuan_per_head(4000, prices_of=2014, cite=DOC.at("一", "4000元"))
NEW = yuan_per_head(5000, prices_of=2014, cite=DOC.at("二", "5000元"))
LINE = parameter("x.line", ("线", "line"), since("2016-06-04", OLD), since("2018-01-01", NEW))


@pytest.mark.parametrize(
    ("on", "value"),
    [
        ("2016-06-03", None),
        ("2016-06-04", OLD),
        ("2017-12-31", OLD),
        ("2018-01-01", NEW),
        ("2030-01-01", NEW),
    ],
)
def test_a_value_is_in_force_from_its_day_on(on, value):
    assert LINE.on(dt.date.fromisoformat(on)) == value


def test_each_value_keeps_its_own_citation():
    assert [value.value.cite.place for value in LINE.values] == ["一", "二"]
    assert LINE.info.cite == OLD.cite
    assert LINE.unit is MoneyPerHead


@pytest.mark.parametrize(
    "values",
    [
        (),
        (since("2018-01-01", NEW), since("2016-06-04", OLD)),
        (since("2016-06-04", OLD), since("2016-06-04", NEW)),
        (since("2016-06-04", OLD), since("2018-01-01", count(1, cite=OLD.cite))),
    ],
)
def test_values_are_dated_in_order_and_of_one_unit(values):
    with pytest.raises(BadRule) as caught:
        parameter("x.line", ("线", "line"), *values)
    assert "x.line" in caught.value.text("zh")


def test_a_parameter_is_asked_like_any_clause():
    policy = open_policy(rules("x", ("例", "x"), documents=[DOC], clauses=[LINE]), "2017-12-31")
    assert policy["x.line"].ask().value == OLD.quantity
    assert policy.on("2018-01-01")["x.line"].ask().value == NEW.quantity


def test_a_parameter_ends_with_its_last_day():
    ended = parameter("x.line", ("线", "line"), since("2016-06-04", OLD), until="2016-12-31")
    policy = open_policy(rules("x", ("例", "x"), documents=[DOC], clauses=[ended]), "2016-12-31")
    assert policy["x.line"].ask().value == OLD.quantity
    after = policy.on("2017-01-01")["x.line"].ask()
    assert after.outcome is Outcome.UNKNOWN
    assert [reason.kind for reason in after.reasons] == ["not-in-force"]


def test_force_and_assumptions_are_kept():
    made = parameter(
        "x.line", ("线", "line"), since("2016-06-04", OLD), force=Force.STRIVE, assumes=("甲", "a")
    )
    assert made.info.force is Force.STRIVE
    assert made.info.assumes[0].en == "a"


def test_a_supplied_number_is_unknown_until_the_caller_gives_it():
    average = supplied("x.average", ("平均", "average"), MoneyPerHead, cite=DOC.at("三"))
    exit_line = line(
        "x.exit", ("线", "line"), average * percent(45, cite=DOC.at("三", "45%")), cite=DOC.at("三")
    )
    clauses = [average, exit_line]
    policy = open_policy(rules("x", ("例", "x"), documents=[DOC], clauses=clauses), "2017-12-31")
    open_ = policy["x.exit"].ask()
    assert open_.outcome is Outcome.UNKNOWN
    assert [reason.kind for reason in open_.reasons] == ["not-supplied"]
    assert "x.average" in open_.reasons[0].label.zh
    given = policy.supply("x.average", yuan_per_head("16366.20", prices_of=2016), source="公报")
    assert given["x.exit"].ask().value == yuan_per_head("7364.79", prices_of=2016)
    assert given.settings.supplied["x.average"].source == "公报"


# --- price indexes -------------------------------------------------------------------------------


def test_only_ratios_of_an_index_matter():
    index = price_index({2014: 100, 2016: "103.5"}, source="公报")
    assert index.ratio(2014, 2016) == Fraction(1035, 1000)
    assert index.ratio(2016, 2014) == Fraction(1000, 1035)
    assert index.ratio(2014, 2014) == 1
    assert price_index({2014: 1, 2016: Decimal("1.035")}, source="公报").ratio(
        2014, 2016
    ) == Fraction(1035, 1000)


def test_a_year_that_the_index_does_not_hold_has_no_ratio():
    index = price_index({2014: 100}, source="公报")
    assert index.ratio(2014, 2016) is None
    assert index.ratio(2012, 2014) is None
    assert index.ratio(2012, 2012) == 1


@pytest.mark.parametrize("value", [0, -1, "0"])
def test_an_index_is_positive(value):
    with pytest.raises(BadSetting):
        price_index({2014: value}, source="公报")


@pytest.mark.parametrize("source", ["", "  "])
def test_an_index_names_its_source(source):
    with pytest.raises(BadSetting):
        price_index({2014: 100}, source=source)


def test_an_index_is_exact():
    with pytest.raises(NotANumber):
        price_index({2014: 100.0}, source="公报")


def test_an_index_is_frozen():
    given = {2014: 100, 2016: 103}
    index = price_index(given, source="公报", assumed=True)
    given[2016] = 200
    assert index.ratio(2014, 2016) == Fraction(103, 100)
    assert index.assumed
    with pytest.raises(TypeError):
        index.values[2016] = 200


def test_an_index_that_is_built_directly_keeps_its_own_values():
    given = {2014: Fraction(100), 2016: Fraction(103)}
    index = PriceIndex(given, "公报")
    policy = open_policy(rules("x", ("例", "x"), documents=[DOC], clauses=[LINE]), "2017-12-31")
    indexed = policy.with_index(index)
    given[2016] = Fraction(200)
    assert index.ratio(2014, 2016) == Fraction(103, 100)
    assert indexed == policy.with_index(price_index({2014: 100, 2016: 103}, source="公报"))
    with pytest.raises(TypeError):
        index.values[2016] = 200
