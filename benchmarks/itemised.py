"""A policy of the benchmark's own: income as dated entries, summed by kind inside a year."""

from households import ASSURED, PRICES_OF, RULES_ON

from povertypolicy import Household, IncomeEntry, Person, Policy, yuan_per_head
from povertypolicy.citations import document
from povertypolicy.criteria import criterion
from povertypolicy.deciding.policy import open_policy
from povertypolicy.expr.nodes import Number, all_of, cases, indicator, undetermined, when, window
from povertypolicy.parameters import parameter, since
from povertypolicy.policies import rules
from povertypolicy.quantities import Money
from povertypolicy.standards import standard

PAPER = document("基准〔2017〕1号", ("基准", "benchmark"), issued="2017-01-01")
HERE = PAPER.at("一")
WINDOW = window("2017-01-01", "2017-12-31", cite=HERE)


def _kind(zh: str, word: str) -> Number[Household, Money]:
    """One kind of entry summed inside the window."""
    meant = all_of(IncomeEntry.day.within(WINDOW), IncomeEntry.kind.equals(word))
    return indicator((zh, word), Household.entries.where(meant).sum(IncomeEntry.amount))


NET = indicator(
    ("可支配收入", "disposable income"),
    _kind("工资", "wage")
    + _kind("经营", "business")
    + _kind("财产", "property")
    + _kind("转移", "transfer")
    - _kind("支出", "expense"),
)
PER_HEAD = indicator(("人均", "per head"), NET / Household.persons.listed().count())
LINE = parameter(
    "bench.line",
    ("脱贫线", "exit line"),
    since("2017-01-01", yuan_per_head("7364.79", prices_of=PRICES_OF, cite=HERE)),
)
REACHES = criterion("bench.income", ("收入", "income"), cite=HERE, means=PER_HEAD.at_least(LINE))
ASSURANCES = criterion(
    "bench.assured",
    ("保障", "assured"),
    cite=HERE,
    means=all_of(*(getattr(Household, name) for name in ASSURED)),
)
ON_ALLOWANCE = criterion(
    "bench.allowance", ("低保", "allowance"), cite=HERE, means=Household.on_allowance
)
ABLE = Household.persons.listed().any(Person.labour_capacity.equals("able"))
EXIT = standard(
    "household.exit",
    ("脱贫", "exit"),
    all_of(
        ASSURANCES,
        cases(
            when(ABLE, REACHES),
            when(Household.registered, ON_ALLOWANCE),
            otherwise=undetermined(("未规定", "not said")),
        ),
    ),
    cite=HERE,
)
RULES = rules(
    "bench",
    ("基准", "benchmark"),
    documents=[PAPER],
    clauses=[LINE, REACHES, ASSURANCES, ON_ALLOWANCE, EXIT],
)


def policy() -> Policy:
    """Return the policy on the day of the benchmark."""
    return open_policy(RULES, RULES_ON)
