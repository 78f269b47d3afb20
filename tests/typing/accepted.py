"""Everything an author may write: mypy --strict and pyright accept each line and infer these types."""

import datetime as dt
from typing import assert_type

from povertypolicy import Decision, Household, Outcome, Person, Policy, Village, read, yuan
from povertypolicy.citations import document
from povertypolicy.clauses import (
    Classification,
    Formula,
    LineFormula,
    classification,
    formula,
    line,
    undefined_term,
)
from povertypolicy.criteria import Criterion, criterion
from povertypolicy.expr.facts import DayFact, FlagFact, NumberFact, WordFact
from povertypolicy.expr.fields import money
from povertypolicy.expr.nodes import (
    NOT_APPLICABLE,
    Condition,
    Constant,
    Members,
    Number,
    Relation,
    Up,
    Word,
    all_of,
    any_of,
    cases,
    classify,
    day,
    indicator,
    max_,
    min_,
    none_of,
    readings,
    undetermined,
    vocabulary,
    when,
    window,
)
from povertypolicy.parameters import Parameter, Supplied, parameter, since, supplied
from povertypolicy.policies import Rules, rules
from povertypolicy.quantities import (
    CitedQuantity,
    Count,
    Money,
    MoneyPerHead,
    Quantity,
    Share,
    Years,
    count,
    percent,
    years,
    yuan_per_head,
)
from povertypolicy.standards import Standard, standard
from povertypolicy.subjects import IncomeEntry

DOC = document("示〔2016〕1号", ("示例", "example"), issued="2016-01-01")
CITE = DOC.at("一")

# quantities: with a citation they can stand in a rule, without one they are values
assert_type(yuan(4000), Quantity[Money])
assert_type(yuan(4000, cite=CITE), CitedQuantity[Money])
assert_type(percent(45, cite=CITE), CitedQuantity[Share])

# facts: on the class the expression, on an instance the value
assert_type(Household.wage_income, NumberFact[Household, Money])
assert_type(Household.income_per_head, NumberFact[Household, MoneyPerHead])
assert_type(Household.registered, FlagFact[Household])
assert_type(Person.labour_capacity, WordFact[Person])
assert_type(Person.birth_date, DayFact[Person])
assert_type(Household.persons, Relation[Household, Person])
assert_type(Person.household, Up[Person, Household])

household = Household(wage_income=yuan(9000), persons=[Person(labour_capacity="able")])
assert_type(household.wage_income, int | None)
assert_type(household.registered, bool | None)
assert_type(household.persons, tuple[Person, ...] | None)
assert_type(Person().labour_capacity, str | None)
assert_type(Person().birth_date, dt.date | None)
assert_type(read(Village, {}), Village)
assert_type(household.with_(registered=True), Household)

# a fact of a plugin's own on a subject of the core
PENSION = money(("养老金", "pension")).on(Person, "pension")
assert_type(PENSION, NumberFact[Person, Money])

# numbers
NET = indicator(
    ("收入", "income"),
    Household.wage_income + Household.business_income - Household.production_expense,
)
SIZE = Household.persons.listed().count()
PER_HEAD = NET / SIZE
assert_type(NET, Number[Household, Money])
assert_type(SIZE, Number[Household, Count])
assert_type(PER_HEAD, Number[Household, MoneyPerHead])
assert_type(PER_HEAD * SIZE, Number[Household, Money])
assert_type(SIZE * PER_HEAD, Number[Household, Money])
assert_type(NET / Household.wage_income, Number[Household, Share])
assert_type(NET * percent(70, cite=CITE), Number[Household, Money])
assert_type(percent(70, cite=CITE) * NET, Number[Household, Money])
assert_type(NET + yuan(100, cite=CITE), Number[Household, Money])
assert_type(max_(NET, yuan(0, cite=CITE)), Number[Household, Money])
assert_type(min_(PER_HEAD, yuan_per_head(9000, cite=CITE)), Number[Household, MoneyPerHead])
assert_type(Person.birth_date.age(), Number[Person, Years])
assert_type(NET.at_prices_of(2014), Number[Household, Money])

# lines
LINE = parameter("x.line", ("线", "line"), since("2016-01-01", yuan_per_head(4000, cite=CITE)))
RURAL_AVERAGE = supplied("x.average", ("平均", "average"), MoneyPerHead, cite=CITE)
EXIT = line("x.exit", ("脱贫线", "exit"), RURAL_AVERAGE * percent(45, cite=CITE), cite=CITE)
assert_type(LINE, Parameter[MoneyPerHead])
assert_type(RURAL_AVERAGE, Supplied[MoneyPerHead])
assert_type(RURAL_AVERAGE * percent(45, cite=CITE), Constant[MoneyPerHead])
assert_type(percent(45, cite=CITE) * RURAL_AVERAGE, Constant[MoneyPerHead])
assert_type(LINE * SIZE, Number[Household, Money])
assert_type(EXIT, LineFormula[MoneyPerHead])
assert_type(formula("x.net", ("收入", "income"), NET, cite=CITE), Formula[Household, Money])

# conditions
POOR = PER_HEAD.below(LINE)
assert_type(POOR, Condition[Household])
assert_type(PER_HEAD.at_least(EXIT), Condition[Household])
assert_type(PER_HEAD.above(yuan_per_head(4000, cite=CITE)), Condition[Household])
assert_type(NET.at_most(LINE * SIZE), Condition[Household])
assert_type(SIZE.between(count(1, cite=CITE), count(9, cite=CITE)), Condition[Household])
assert_type(SIZE.equals(count(3, cite=CITE)), Condition[Household])
assert_type(Person.birth_date.age().at_least(years(16, cite=CITE)), Condition[Person])
assert_type(Person.birth_date.before(day("2000-01-01", cite=CITE)), Condition[Person])
assert_type(
    IncomeEntry.day.within(window("2016-01-01", "2016-12-31", cite=CITE)), Condition[IncomeEntry]
)
assert_type(Person.labour_capacity.equals("able"), Condition[Person])
assert_type(Person.labour_capacity.is_one_of("able", "partial"), Condition[Person])
assert_type(all_of(POOR, Household.registered), Condition[Household])
OPEN: Condition[Household] = any_of(POOR, undetermined(("未定", "open")))
assert_type(none_of(Household.on_allowance), Condition[Household])
assert_type(
    readings(
        "x.reading",
        ("读法", "reading"),
        strict=(("严", "strict"), Household.food_assured),
        wide=(("宽", "wide"), Household.clothing_assured),
    ),
    Condition[Household],
)

# relations: down to members and entries, up to the subject above
ABLE = Household.persons.where(Person.labour_capacity.equals("able"))
assert_type(ABLE, Members[Household, Person])
assert_type(ABLE.where(Person.insured).count(), Number[Household, Count])
assert_type(ABLE.any(Person.insured), Condition[Household])
assert_type(Household.persons.listed().all(Person.insured), Condition[Household])
assert_type(Household.persons.listed().sum(PENSION), Number[Household, Money])
assert_type(Household.entries.listed().sum(IncomeEntry.amount), Number[Household, Money])
assert_type(Person.household.of(Household.registered), Condition[Person])
assert_type(Person.household.of(NET), Number[Person, Money])
assert_type(Village.households.listed().any(POOR), Condition[Village])

# cases and classes
assert_type(
    cases(when(ABLE.any(Person.insured), POOR), otherwise=Household.on_allowance),
    Condition[Household],
)
NEUTRAL: Condition[Household] = cases(when(POOR, Household.registered), otherwise=NOT_APPLICABLE)
assert_type(
    cases(when(POOR, NET), otherwise=Household.wage_income),
    Number[Household, Money],
)
WORDS = vocabulary(("类", "class"), poor=("贫", "poor"), other=("其他", "other"))
assert_type(classify(WORDS, when(POOR, "poor"), otherwise="other"), Word[Household])
assert_type(
    classification(
        "x.class", ("类", "class"), WORDS, when(POOR, "poor"), otherwise="other", cite=CITE
    ),
    Classification[Household],
)

# clauses
IDENTIFIED = criterion("x.poor", ("贫困户", "poor"), cite=CITE, means=POOR)
assert_type(IDENTIFIED, Criterion[Household])
STANDARD = standard(
    "household.identification", ("识别", "identification"), all_of(IDENTIFIED, OPEN), cite=CITE
)
assert_type(STANDARD, Standard[Household])
TERM: Condition[Household] = all_of(
    IDENTIFIED, undefined_term("x.term", ("名词", "term"), cite=CITE)
)
assert_type(Village.households.where(IDENTIFIED).count(), Number[Village, Count])
RULES = rules("x", ("例", "example"), documents=[DOC], clauses=[LINE, IDENTIFIED, STANDARD])
assert_type(RULES, Rules)


def ask(policy: Policy) -> Outcome | None:
    """What a caller writes."""
    supplied_ = policy.supply("x.average", yuan_per_head(16000, prices_of=2014), source="表")
    decision = supplied_.ask("x.poor", policy.read(Household, {}))
    assert_type(decision, Decision)
    assert_type(policy.clause("x.poor").ask(household), Decision)
    return decision.outcome
