"""Households exactly on the line, one fen below it and one fen above: not one may be decided wrongly.

What is expected is counted in whole fen here, without the library.
"""

import random
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

import povertypolicy
from povertypolicy.citations import document
from povertypolicy.clauses import line
from povertypolicy.criteria import criterion
from povertypolicy.deciding.policy import Policy, open_policy
from povertypolicy.errors import UnknownPolicy
from povertypolicy.expr.nodes import indicator
from povertypolicy.parameters import parameter, since, supplied
from povertypolicy.policies import rules
from povertypolicy.quantities import Fen, MoneyPerHead, percent, yuan_per_head
from povertypolicy.subjects import Household, Person, build

YES, NO = povertypolicy.Outcome.YES, povertypolicy.Outcome.NO

DOC = document("测试〔2016〕1号", ("测试文件", "test document"), issued="2016-06-04")
CITE = DOC.at("一")
NET = indicator(
    ("可支配收入", "disposable income"),
    Household.wage_income
    + Household.business_income
    + Household.property_income
    + Household.transfer_income
    - Household.production_expense,
)
PER_HEAD = NET / indicator(("家庭人口", "size"), Household.persons.listed().count())
LINE = parameter(
    "test.line",
    ("收入线", "income line"),
    since("2016-06-04", yuan_per_head(4000, prices_of=2014, cite=CITE)),
)
AVERAGE = supplied("test.average", ("平均收入", "average income"), MoneyPerHead, cite=CITE)
EXIT_LINE = line(
    "test.exit_line", ("脱贫线", "exit line"), AVERAGE * percent(45, cite=CITE), cite=CITE
)
POOR = criterion("test.poor", ("贫困", "poor"), cite=CITE, means=PER_HEAD.below(LINE))
OUT = criterion(
    "test.out", ("脱贫", "out of poverty"), cite=CITE, means=PER_HEAD.at_least(EXIT_LINE)
)

AVERAGES = ("16366.20", "13360.44", "14512.15", "15779.70", "17167.77", "9999.99", "0.01")
SOURCES = ("wage_income", "business_income", "property_income", "transfer_income")
PERSON = build(Person, {})


@attrs.frozen
class Subject:
    """A policy and the names that it gives to the three clauses."""

    policy: Policy
    poor: str
    out: str
    average: str


def of_the_test() -> Subject:
    clauses = [LINE, AVERAGE, EXIT_LINE, POOR, OUT]
    made = rules("test", ("测试", "test"), documents=[DOC], clauses=clauses)
    return Subject(open_policy(made, "2017-12-31"), "test.poor", "test.out", "test.average")


def of_guangdong() -> Subject:
    try:
        policy = povertypolicy.policy("guangdong", rules_on="2017-12-31")
    except UnknownPolicy:
        pytest.skip("povertypolicy-guangdong is not installed")
    return Subject(
        policy,
        "guangdong.household.identification.income_line",
        "guangdong.household.exit.income_ratio",
        "guangdong.rural_average",
    )


def household(total: int, size: int, year: int, chance: random.Random) -> Household:
    """A household of `size` whose income less expense is `total` fen, split over all four sources."""
    expense = chance.randrange(0, 900_000)
    cuts = sorted(chance.randrange(0, total + expense + 1) for _ in range(3))
    parts = [b - a for a, b in zip([0, *cuts], [*cuts, total + expense], strict=True)]
    values: dict[str, Any] = dict(zip(SOURCES, map(Fen, parts), strict=True))
    values |= {"production_expense": Fen(expense), "income_record": "by_source"}
    return build(Household, {**values, "prices_of": year, "persons": (PERSON,) * size})


def at_the_line(count: int, seed: int) -> Iterator[tuple[int, random.Random]]:
    chance = random.Random(seed)
    for _ in range(count):
        yield chance.randrange(1, 13), chance


def wrong_below(asked: Subject, count: int) -> int:
    """How many of `count` households on 4,000.00 yuan a head are wrong, there or a fen beside it."""
    clause = asked.policy.clause(asked.poor)
    wrong = 0
    for size, chance in at_the_line(count, 4000):
        for beside, expected in ((-1, YES), (0, NO), (1, NO)):
            there = household(size * 400_000 + beside, size, 2014, chance)
            wrong += clause.ask(there).outcome is not expected
    return wrong


def wrong_at_least(asked: Subject, average: str, count: int) -> int:
    """How many of `count` households are wrong around 45 % of an average that splits into no whole fen."""
    quantity = yuan_per_head(average, prices_of=2017)
    clause = asked.policy.supply(asked.average, quantity, source="invented").clause(asked.out)
    fen, wrong = int(average.replace(".", "")), 0
    for size, chance in at_the_line(count, fen):
        least = -(-size * fen * 45 // 100)  # the least whole fen that reach size times 45 %
        for beside, expected in ((-1, NO), (0, YES), (1, YES)):
            there = household(least + beside, size, 2017, chance)
            wrong += clause.ask(there).outcome is not expected
    return wrong


@pytest.mark.parametrize("make", [of_the_test, of_guangdong])
def test_of_50_000_households_on_4000_yuan_a_head_nobody_is_wrong(make):
    assert wrong_below(make(), 50_000) == 0


@pytest.mark.parametrize("make", [of_the_test, of_guangdong])
def test_of_50_000_households_on_45_percent_of_odd_averages_nobody_is_wrong(make):
    asked, each = make(), 50_000 // len(AVERAGES) + 1
    assert {average: wrong_at_least(asked, average, each) for average in AVERAGES} == dict.fromkeys(
        AVERAGES, 0
    )


def test_the_count_in_whole_fen_is_right_at_a_figure_worked_out_by_hand():
    """45 % of 16,366.20 is 7,364.79; of 9,999.99 it is 4,499.9955, so that one person needs 4,500.00."""
    asked = of_the_test()
    for average, below, reached in (
        ("16366.20", 736_478, 736_479),
        ("9999.99", 449_999, 450_000),
    ):
        quantity = yuan_per_head(average, prices_of=2017)
        clause = asked.policy.supply(asked.average, quantity, source="invented").clause(asked.out)
        chance = random.Random(1)
        assert clause.ask(household(below, 1, 2017, chance)).outcome is NO
        assert clause.ask(household(reached, 1, 2017, chance)).outcome is YES
