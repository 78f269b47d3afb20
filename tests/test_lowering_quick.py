"""`povertypolicy.lowering.quick` and `forks`: the short ways give what the long way gives."""

import itertools

import pytest

from povertypolicy.citations import document
from povertypolicy.criteria import criterion
from povertypolicy.deciding.detail import Detail
from povertypolicy.deciding.policy import open_policy
from povertypolicy.expr.nodes import all_of, any_of, cases, indicator, when, window
from povertypolicy.parameters import parameter, since
from povertypolicy.policies import rules
from povertypolicy.quantities import yuan, yuan_per_head
from povertypolicy.standards import standard
from povertypolicy.subjects import Household, IncomeEntry, Person

PAPER = document("测试〔2017〕1号", ("测试", "test"), issued="2017-01-01")
HERE = PAPER.at("一")
YEAR = window("2017-01-01", "2017-12-31", cite=HERE)


def summed(word):
    meant = all_of(IncomeEntry.day.within(YEAR), IncomeEntry.kind.equals(word))
    return Household.entries.where(meant).sum(IncomeEntry.amount)


SIZE = Household.persons.listed().count()
NET = indicator(("净", "net"), summed("wage") + summed("transfer") - summed("expense"))
INCOME = cases(
    when(Household.income_record.equals("per_head"), Household.income_per_head),
    otherwise=NET / SIZE,
)
LINE = parameter(
    "x.line",
    ("线", "line"),
    since("2017-01-01", yuan_per_head(100, prices_of=2017, cite=HERE)),
)
LOW = criterion("x.low", ("低", "low"), cite=HERE, means=INCOME.below(LINE))
HIGH = criterion("x.high", ("高", "high"), cite=HERE, means=INCOME.at_least(LINE))
EVERYBODY = Household.persons.listed().all(
    any_of(Person.insured, Person.labour_capacity.equals("none"))
)
ANSWER = standard(
    "household.exit",
    ("退", "exit"),
    all_of(HIGH, cases(when(EVERYBODY, Household.food_assured), otherwise=Household.on_allowance)),
    cite=HERE,
)
POLICY = open_policy(
    rules("x", ("测试", "test"), documents=[PAPER], clauses=[LINE, LOW, HIGH, ANSWER]), "2017-12-31"
)

DAYS = ("2017-01-01", "2017-12-31", "2016-12-31", None)
KINDS = ("wage", "transfer", "expense", None)
AMOUNTS = (yuan(0), yuan(250), None)
ENTRIES = [
    IncomeEntry(day=day, kind=kind, amount=amount)
    for day, kind, amount in itertools.product(DAYS, KINDS, AMOUNTS)
]
PERSONS = [
    Person(insured=insured, labour_capacity=word)
    for insured, word in itertools.product((True, False, None), ("able", "none", None))
]


def households():
    for first, second in itertools.product(ENTRIES, ENTRIES[::5]):
        yield Household(prices_of=2017, entries=[first, second], persons=PERSONS[:2])
    for first, second in itertools.product(PERSONS, PERSONS):
        yield Household(prices_of=2017, persons=[first, second], entries=[], food_assured=True)
    for record, per_head, persons, entries in itertools.product(
        ("per_head", "by_source", None),
        (yuan_per_head(99), yuan_per_head(100), None),
        (None, (), PERSONS[:1]),
        (None, (), ENTRIES[:2]),
    ):
        household = Household(
            prices_of=2017, income_per_head=per_head, persons=persons, entries=entries
        )
        yield household if record is None else household.with_(income_record=record)


@pytest.mark.parametrize("names", [["x.low"], ["x.low", "x.high"], ["x.low", "household.exit"]])
def test_the_fast_program_gives_the_values_of_the_full_one(names):
    together, seen = POLICY.together(*names), set()
    for household in households():
        answers = together.ask(household)
        batch = answers.batch
        detail = Detail(batch.lowered, batch.full, batch.full.run(household))
        for op in batch.lowered.builder.ops:
            place = batch.fast.places.get(op.index)
            if place is not None:
                assert answers.trace[place] == detail.value(op)
        assert answers.outcomes == tuple(decision.outcome for decision in answers)
        seen.add(answers.outcomes[0])
    assert len(seen) == 3


def fast_source(*names):
    return POLICY.together(*names).ask(next(households())).batch.fast.source


def test_a_row_of_which_all_is_known_goes_the_short_way():
    source = fast_source("x.low")
    assert source.count("is not None and") >= 2
    assert "elif" in source


def test_a_loop_that_settles_one_question_ends_with_the_row_that_settles_it():
    assert "break" in fast_source("household.exit")


def test_what_one_case_needs_is_read_in_its_branch():
    lines = fast_source("x.low", "x.high").splitlines()
    reads = [line for line in lines if "income_per_head" in line]
    assert reads
    assert all(line.startswith("        ") for line in reads)


def test_an_income_per_head_needs_no_members_and_keeps_its_distance():
    policy = POLICY.clause("x.low")
    for persons in (None, (), PERSONS[:2]):
        poor = Household(prices_of=2017, income_per_head=yuan_per_head(99), persons=persons)
        decision = policy.ask(poor)
        assert decision.outcome.name == "YES"
        (distance,) = decision.findings[0].distances
        assert distance.quantity == yuan_per_head(1)
        assert distance.more
