"""三.19 贫困户收入计算: net income, which is a concept of its own, from the amounts that are recorded.

The four sources and the production expense are the household's own facts, a year's worth. They may be recorded by
source, as dated entries, which count inside the window of the year, or not at all beside the figure per head.
"""

from povertypolicy.authoring import (
    Household,
    IncomeEntry,
    Money,
    all_of,
    cases,
    criterion,
    formula,
    indicator,
    money,
    money_per_head,
    vocabulary,
    when,
    window,
    word,
)
from povertypolicy.expr.nodes import Number
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.province.membership import SINCE, SIZE

ITEM = "三.19"
WINDOW = window(
    "2016-10-01",
    "2017-09-30",
    cite=DECK.at("一.1", "农民人均收入计算", "2016年10月", "2017年9月"),
)

RECORDS = vocabulary(
    ("纯收入登记方式", "how net income is recorded"),
    by_source=("按来源登记", "by source"),
    itemised=("按明细登记", "as dated entries"),
    per_head=("按人均登记", "per head"),
)
RECORD = word(("纯收入登记方式", "how net income is recorded"), RECORDS).on(
    Household, "net_income_record"
)
RECORDED_PER_HEAD = money_per_head(
    ("登记的人均纯收入", "recorded net income per head"), "人均纯收入", low=-(10**9), priced=True
).on(Household, "net_income_per_head")
ILLNESS_SPENDING = money(("因病支出", "spending on illness"), priced=True).on(
    Household, "illness_spending"
)
SCHOOLING_SPENDING = money(("因学支出", "spending on schooling"), priced=True).on(
    Household, "schooling_spending"
)


def _in_window(words: tuple[str, str], kind: str) -> Number[Household, Money]:
    """Return the entries of one kind inside the window, summed."""
    meant = all_of(IncomeEntry.kind.equals(kind), IncomeEntry.day.within(WINDOW))
    return Household.entries.where(meant, words).sum(IncomeEntry.amount)


def _amount(
    words: tuple[str, str], recorded: Number[Household, Money], kind: str
) -> Number[Household, Money]:
    """Return one amount of the year: the entries of its kind, or what is recorded for the source."""
    itemised = when(RECORD.equals("itemised"), _in_window(words, kind))
    return indicator(words, cases(itemised, otherwise=recorded))


WAGE = _amount(("工资性收入", "wage income"), Household.wage_income, "wage")
OPERATING = _amount(("生产经营性收入", "operating income"), Household.business_income, "business")
PROPERTY = _amount(("财产性收入", "property income"), Household.property_income, "property")
TRANSFER = _amount(("转移性收入", "transfer income"), Household.transfer_income, "transfer")
EXPENSE = _amount(("生产经营性支出", "production expense"), Household.production_expense, "expense")

ENTRIES_IN_WINDOW = criterion(
    "anhui.household.income.entries_in_window",
    ("收支明细都在计算时段内", "entries within the year that counts"),
    cite=DECK.at("一.1", "农民人均收入计算", "2016年10月", "2017年9月"),
    applies_when=RECORD.equals("itemised"),
    means=Household.entries.listed().all(IncomeEntry.day.within(WINDOW)),
    kind="constraint",
    since=SINCE,
    assumes=(
        "时段以外的明细不计入收入；是登记错了日期还是属于别的年度，请核对。",
        "An entry outside is not counted; check whether its day is wrong or it belongs to another year.",
    ),
)

GROSS = formula(
    "anhui.household.income.gross",
    ("年收入", "yearly income"),
    WAGE + OPERATING + PROPERTY + TRANSFER,
    cite=DECK.at(ITEM, "年收入=工资性收入", "+生产经营性收入", "+财产性收入", "+转移性收入"),
    since=SINCE,
    assumes=(
        "明细只计2016年10月1日至2017年9月30日的，首尾两日在内；按来源登记的应是同一时段。",
        "Entries count from 2016-10-01 to 2017-09-30, both included; sums by source should be of the same year.",
    ),
)
NET = formula(
    "anhui.household.income.net",
    ("纯收入", "net income"),
    GROSS - EXPENSE,
    cite=DECK.at(ITEM, "纯收入=年收入", "-生产经营性支出").derives(GROSS.info.id),
    since=SINCE,
    assumes=(
        "亏损是否按零计，没有规定，照实为负。",
        "Whether a loss counts as nothing is not said: it stays negative.",
    ),
)
PER_CAPITA = formula(
    "anhui.household.income.per_capita",
    ("家庭年人均纯收入", "net income per head"),
    cases(when(RECORD.equals("per_head"), RECORDED_PER_HEAD), otherwise=NET / SIZE),
    cite=DECK.at(ITEM, "家庭年人均纯收入", "=纯收入/户人口数").derives(NET.info.id, SIZE.info.id),
    since=SINCE,
    assumes=("没有取整规定，不取整比较。", "No rounding rule is printed: compared unrounded."),
)
ILLNESS_AND_SCHOOLING = criterion(
    "anhui.household.income.illness_and_schooling_check",
    ("因病、因学支出超过纯收入", "spending on illness and schooling over net income"),
    cite=DECK.at(ITEM, "考虑因病、因学支出", "防止入不敷出"),
    means=(ILLNESS_SPENDING + SCHOOLING_SPENDING).above(NET),
    advisory=True,
    since=SINCE,
    assumes=(
        "没有公式，不从收入中扣除；超过纯收入的请核实，是我们的做法。",
        "No formula is given and nothing is deducted; to look where it exceeds net income is ours.",
    ),
)
