"""Numbers that 64 bits do not hold: columns neither wrap nor refuse them, and say what the library says."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from oracle.lines import CITE
from oracle.records import EXTENSIONS, Seeded
from oracle.registers import FINE_INDEX, Register, alone, batch, renamed, wide_register

from povertypolicy.clauses import formula
from povertypolicy.columns.arithmetic import narrowed, same_ratio, whole
from povertypolicy.columns.deciding import decide
from povertypolicy.columns.kernel import Kernel
from povertypolicy.criteria import criterion
from povertypolicy.expr import fields
from povertypolicy.expr import nodes as n
from povertypolicy.parameters import supplied
from povertypolicy.policies import Settings
from povertypolicy.quantities import (
    CitedQuantity,
    Fen,
    Money,
    MoneyPerHead,
    Quantity,
    Share,
    Years,
)
from povertypolicy.subjects import Household, IncomeEntry, Person, Village, build

pytestmark = pytest.mark.filterwarnings("error")

MOST = 10**14
"""The largest number that a fact may be declared to hold, in fen."""
WEALTH, DEBT = (
    fields.money((zh, en), low=-(10**12), high=10**12, priced=True).on(Household, f"wide_{en}")
    for zh, en in (("财产", "wealth"), ("债", "debt"))
)
OWN = fields.money(("本人财产", "own"), low=-(10**12), high=10**12, priced=True).on(
    Person, "wide_own"
)
PART = fields.share(("份额", "part"), decimals=8, high=100).on(Household, "wide_part")
FACTS = (*EXTENSIONS, WEALTH, DEBT, OWN, PART)
DAY = dt.date(2017, 12, 31)
SETTINGS = Settings(DAY, DAY, index=FINE_INDEX)

AMOUNTS = (MOST, MOST - 1, -MOST, 0, 1, 12_345, MOST // 3, None)
SHARES = (10**10, 10**10 - 1, 0, 3, 12_345_678, None)


def figure(value: Any, unit: Any = Money, year: int | None = None) -> CitedQuantity[Any]:
    return CitedQuantity(Quantity(Fraction(value), unit, year), CITE)


def chained(number: Any) -> Any:
    """The number restated time and again: its denominator grows each time."""
    for year in (2016, 2017, 2014, 2017, 2016):
        number = number.at_prices_of(year)
    return number


def household(chance: Seeded, members: int = 9) -> Any:
    """A household whose amounts are as large as facts may be, or small."""
    more = {fact.info.name: chance.pick(AMOUNTS) for fact in (WEALTH, DEBT)}
    more["wide_part"] = chance.pick(SHARES)
    persons = [
        build(
            Person,
            {
                "insured": chance.pick((True, True, False, None)),
                "more": {"wide_own": chance.pick((MOST, -MOST, MOST - 7, 5, None, MOST))},
            },
        )
        for _ in range(chance.pick(range(members)))
    ]
    entries = [
        build(
            IncomeEntry, {"kind": chance.pick(("wage", "expense", None)), "amount": Fen(10**11 - i)}
        )
        for i in range(chance.pick((0, 3, 40)))
    ]
    values = {
        "prices_of": chance.pick((2014, 2014, 2016, None)),
        "registered": chance.pick((True, False, None)),
        "persons": chance.pick((tuple(persons), tuple(persons), None)),
        "entries": tuple(entries),
        "more": {key: value for key, value in more.items() if value is not None},
    }
    return build(Household, values)


INSURED = Household.persons.where(Person.insured)
HUGE, OVER, BEYOND = figure(10**20), figure(2**63 + 5), figure(2**64 + 1)
OPEN = supplied("test.open", ("未给的数", "a number not given"), Money, cite=CITE)
OPEN_HEAD = supplied("test.open_head", ("未给的数", "not given"), MoneyPerHead, cite=CITE)
BUILT = next(fact for fact in EXTENSIONS if fact.info.name == "test_built")
VILLAGE_INCOME = Household.village.of(Village.income_per_head)
WAGES = Household.entries.where(IncomeEntry.kind.equals("wage"))
IS_WAGE = IncomeEntry.kind.equals("wage")


def case(then: Any, otherwise: Any) -> Any:
    """One of two numbers, by a fact that may be missing."""
    return n.cases(n.when(Household.registered, then), otherwise=otherwise)


NUMBERS: dict[str, Any] = {
    "chain": chained(WEALTH),
    "chain of a sum": chained(WEALTH + DEBT) - chained(DEBT),
    "product": WEALTH * PART * PART,
    "products apart": WEALTH * PART - DEBT * PART * PART,
    "sum over rows": INSURED.sum(OWN) + WEALTH,
    "chain of a sum over rows": chained(Household.persons.listed().sum(OWN)),
    "sum over rows of products": INSURED.sum(OWN * figure("33.3333333", Share)),
    "rows that are wide only together": Household.persons.listed().sum(OWN * figure(2**15, Share)),
    "sum over rows of a figure": WAGES.sum(
        n.cases(n.when(IS_WAGE, n.operand(OVER)), otherwise=n.operand(figure(1)))
    ),
    "sum over rows of either": WAGES.sum(
        n.cases(n.when(IS_WAGE, n.operand(OVER)), otherwise=IncomeEntry.amount)
    ),
    "a figure or a fact": case(WEALTH, n.operand(OVER)),
    "one of two figures": case(n.operand(BEYOND), n.operand(OVER)),
    "figures alone": case(n.operand(figure(2**62)), n.operand(figure(2**63))) + HUGE,
    "a case of nothing known": n.cases(
        n.when(WEALTH.at_least(OPEN), n.operand(figure(2**61))), otherwise=n.operand(figure(3))
    )
    * figure(2**61, Share),
    "an age": BUILT.age() + figure(2**63 - 1, Years),
    "figures of a village that nobody knows": n.cases(
        n.when(VILLAGE_INCOME.at_least(OPEN_HEAD), n.operand(figure(2**61, MoneyPerHead))),
        otherwise=n.operand(figure(-(2**63) - 5, MoneyPerHead)),
    )
    + VILLAGE_INCOME.at_prices_of(2017),
    "greatest": n.max_(WEALTH, OVER, DEBT),
    "least": n.min_(chained(WEALTH), HUGE, chained(DEBT)),
    "least of figures": n.min_(n.operand(figure(2**61)), figure(2**60), WEALTH)
    * figure(2**50, Share),
    "count": (INSURED.count() * n.operand(figure(2**61, MoneyPerHead))) + WEALTH,
    "everybody": Household.persons.listed().count() * figure(2**62, MoneyPerHead),
    "quotient": chained(WEALTH) / Household.persons.listed().count(),
    "share": Household.persons.listed().sum(OWN)
    / n.max_(INSURED.count() * figure(10**13, MoneyPerHead), figure(0)),
}


def clauses_about(number: Any) -> list[Any]:
    """The number itself, and what it is compared with."""
    line = figure(10**13, number.unit)
    lines = {
        "below": line,
        "at_most": figure(10**20, number.unit),
        "above": figure(2**63 + 5, number.unit),
        "at_least": figure(0, number.unit),
        "equals": figure(MOST, number.unit),
    }
    name = ("数", "number")
    compared = [
        criterion("test.root", name, means=n.compare(bound, number, right), cite=CITE)
        for bound, right in lines.items()
    ]
    return [formula("test.root", name, number, cite=CITE), *compared]


def registers_about(number: Any) -> list[Register]:
    subjects = tuple(household(Seeded(f"wide {seed}")) for seed in range(16))
    return [
        Register((*renamed([node]),), SETTINGS, Household, subjects, extensions=FACTS)
        for node in clauses_about(number)
    ]


@pytest.mark.parametrize("name", NUMBERS)
def test_wide_numbers_are_what_the_library_says(name):
    for about in registers_about(NUMBERS[name]):
        together, frame = about.together(), about.frame()
        expected = alone(about, together)
        assert batch(together, frame) == expected
        assert batch(together, frame, chunk=5) == expected
        assert batch(together, frame, chunk=1) == expected


def test_only_rows_that_may_leave_64_bits_are_decided_in_python_integers(monkeypatch):
    asked: list[int] = []
    plain = Kernel.run_exactly

    def noted(kernel: Kernel, frame: Any) -> Any:
        asked.append(frame.size)
        return plain(kernel, frame)

    monkeypatch.setattr(Kernel, "run_exactly", noted)
    (node,) = renamed([formula("test.root", ("数", "number"), WEALTH * PART, cite=CITE)])
    pairs = [(MOST, 10**10), (5, 7), (10**8, 3), (-MOST, 10**9), (MOST, 1), (None, 10**10)]
    subjects = [
        build(
            Household,
            {"more": {k: v for k, v in (("wide_wealth", a), ("wide_part", b)) if v is not None}},
        )
        for a, b in pairs
    ]
    about = Register((node,), SETTINGS, Household, tuple(subjects), extensions=FACTS)
    assert batch(about.together(), about.frame()) == alone(about)
    assert asked == [2]


def test_a_figure_that_fits_into_unsigned_64_bits_is_not_taken_for_a_negative_one():
    about = registers_about(case(n.operand(OVER), n.operand(figure(2**63 + 6))))[0]
    told = batch(about.together(), about.frame())[0]
    assert {said.answer for said in told} == {2**63 + 5, 2**63 + 6, None}


@pytest.mark.parametrize(("factor", "kept"), [(1, np.int64), (2**20, object)])
def test_answers_that_fit_are_kept_in_64_bits(factor, kept):
    about = registers_about(WEALTH * figure(factor, Share))[0]
    (answer,) = decide(about.together(), about.frame())
    assert answer.answered.value.numerator.dtype == kept
    huge = registers_about(n.min_(WEALTH, HUGE) * figure(factor, Share))[0]
    (answer,) = decide(huge.together(), huge.frame())
    assert answer.answered.value.numerator.dtype == kept


def test_many_threads_may_ask_one_question_at_a_time():
    chance = Seeded("threads")
    subjects = tuple(household(chance) for _ in range(120))
    nodes = renamed([clauses_about(chained(WEALTH))[i] for i in (0, 1)])
    about = Register(nodes, SETTINGS, Household, subjects, extensions=FACTS)
    together, frame = about.together(), about.frame()
    expected = batch(together, frame)
    assert expected == alone(about, together)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(batch, about.together(), frame, chunk=2) for _ in range(5)]
        asked += [pool.submit(batch, together, frame, chunk=2) for _ in range(5)]
        assert all(answer.result() == expected for answer in asked)


def test_what_is_missing_is_told_right_where_numbers_are_wide():
    """A condition is decided by numbers that 64 bits would turn round: the other case is not blamed."""
    turned = (WEALTH * figure(2**20, Share)).at_least(figure(1))
    means = n.cases(n.when(turned, Household.food_assured), otherwise=Household.clothing_assured)
    (node,) = renamed([criterion("test.root", ("数", "number"), means=means, cite=CITE)])
    subjects = tuple(build(Household, {"more": {"wide_wealth": MOST - i}}) for i in range(40))
    about = Register((node,), SETTINGS, Household, subjects, extensions=FACTS)
    told = batch(about.together(), about.frame())
    assert told == alone(about)
    assert {said.missing for said in told[0]} == {frozenset({"food_assured"})}


def test_what_is_missing_is_told_right_beside_a_figure_of_the_rule_that_is_wide():
    number = case(n.max_(WEALTH, HUGE), DEBT)
    for about in registers_about(number):
        assert batch(about.together(), about.frame()) == alone(about)


def test_ratios_are_compared_without_wrapping():
    halves = [np.array(values, np.int64) for values in ([2**33, 6], [5, 4], [0, 3], [2**33, 2])]
    a, b, c, d = halves
    assert same_ratio((a, b), (c, d)).tolist() == [False, True]
    assert same_ratio((b, b), (d, d)).tolist() == [True, True]


def test_whole_numbers_are_narrow_or_python_integers():
    assert whole(2**63).dtype == whole(10**30).dtype == object
    assert whole(2**63 - 1).dtype == np.int64
    assert narrowed(np.array([2**63 - 1, -(2**63)], object)).dtype == np.int64
    assert narrowed(np.array([2**63], object)).tolist() == [2**63]
    assert narrowed(np.array([-(2**63) - 1], object)).dtype == object


@pytest.mark.parametrize("seed", range(40))
def test_random_rules_about_wide_numbers_agree(seed):
    about = wide_register(Seeded(f"wide rules {seed}"), rows=6)
    together = about.together()
    assert batch(together, about.frame()) == alone(about, together)
