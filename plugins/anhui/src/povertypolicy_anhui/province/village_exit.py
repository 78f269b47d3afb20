"""三.19 to 三.22 贫困村出列: the four conditions, how the rate and the income are counted, and who is asked."""

from povertypolicy.authoring import (
    Subject,
    Text,
    Village,
    all_of,
    count,
    criterion,
    formula,
    many,
    money,
    none_of,
    number,
    parameter,
    percent,
    recorded_day,
    since,
    standard,
    window,
    yes_no,
    yuan,
)
from povertypolicy_anhui.deck import DECK

FIRST_DAY = "2017-01-01"
LAST_DAY = "2017-12-31"
CONDITIONS = "三.19/三.20"
PAPERS = "三.21/三.22"


class CollectiveEntry(Subject):
    """One itemised income of a village collective 村集体收入明细."""

    label = Text("村集体收入明细", "income entry of a collective")

    day = recorded_day(("收入日期", "day of income"))
    amount = money(("收入金额", "amount of income"))
    transfer = yes_no(("属于转移性收入", "transfer income"))


class CollectiveAccount(Subject):
    """The account of a village collective 村级账册."""

    label = Text("村级账册", "account of a collective")
    entries = many(lambda: CollectiveEntry, ("村集体收入明细", "income entries"), most=4096)


REMAINING_POOR = number(
    ("剩余未脱贫人口数", "poor persons not yet out of poverty"), "未脱贫人口数", high=10**7
).on(Village, "remaining_poor")
TOTAL_POPULATION = number(
    ("公安证明的全村总人口数", "total population certified by the police"),
    "全村总人口数",
    high=10**7,
).on(Village, "total_population")
INDUSTRIES = number(("特色产业项数", "characteristic industries"), high=1000).on(
    Village, "characteristic_industries"
)
COLLECTIVE_INCOME = money(
    ("不含转移性收入的村集体年收入", "year's income of the collective without transfers")
).on(Village, "collective_income")
STABLE_SOURCE = yes_no(
    ("村集体有稳定经济收入来源", "the collective has a stable source of income")
).on(Village, "stable_source")
INFRASTRUCTURE = yes_no(("基础设施明显改善", "infrastructure clearly improved")).on(
    Village, "infrastructure_improved"
)
SERVICES = yes_no(("基本公共服务明显改善", "basic public services clearly improved")).on(
    Village, "services_improved"
)
QUALIFIED = number(("符合脱贫标准户数", "households that meet the standard"), high=10**6).on(
    Village, "qualified_households"
)
PROCESSED = number(
    ("已按程序脱贫户数", "qualified households taken through the procedure"), high=10**6
).on(Village, "processed_households")
PUBLICISED = yes_no(("已在县级主要媒体公示", "publicised in the main county media")).on(
    Village, "publicised_in_county_media"
)
OBJECTION = yes_no(("县级公示有异议", "an objection to the publicity")).on(
    Village, "publicity_objection"
)

ALL_QUALIFIED = criterion(
    "anhui.village.exit.process_all_qualified",
    ("符合标准的都按程序脱贫", "everybody who meets the standard goes through the procedure"),
    cite=DECK.at("三.17", "每个有未脱贫户的村", "符合脱贫标准", "按照规定程序予以脱贫"),
    means=PROCESSED.at_least(QUALIFIED),
    kind="constraint",
    since=FIRST_DAY,
    until=LAST_DAY,
)

# --- 1 贫困发生率 --------------------------------------------------------------------------------

RATE_LINE = parameter(
    "anhui.village.exit.poverty_rate.line",
    ("出列贫困发生率线", "poverty rate of villages leaving the list"),
    since(FIRST_DAY, percent(2, cite=DECK.at(CONDITIONS, "贫困发生率降至2%以下"))),
)
RATE_ASSUMES = (
    (
        "分母是公安部门证明的全村总人口，不是农业户籍人口。",
        "The denominator is the total certified by the police, not the registered population.",
    ),
    (
        "“2017年以后”指2017年脱贫之后仍未脱贫；没有取整规定，不取整比较。",
        '"After 2017" means after the exits of 2017; no rounding is printed: compared unrounded.',
    ),
)
POVERTY_RATE_FORMULA = formula(
    "anhui.village.exit.poverty_rate_formula",
    ("贫困发生率", "poverty rate"),
    REMAINING_POOR / TOTAL_POPULATION,
    cite=DECK.at("三.21", "2017年以后剩余贫困人口数", "全村总人口数"),
    since=FIRST_DAY,
    assumes=RATE_ASSUMES,
)
POVERTY_RATE = criterion(
    "anhui.village.exit.poverty_rate",
    ("贫困发生率降至2%以下", "poverty rate at 2 percent or less"),
    cite=DECK.at(CONDITIONS, "贫困发生率降至2%以下"),
    means=POVERTY_RATE_FORMULA.at_most(RATE_LINE),
    since=FIRST_DAY,
    assumes=(
        "第21块的算式在2%前缺一个符号，按标准的“以下”，含2%。",
        'In block 21 a sign before 2% is lost: read as "or less" of the standard, 2% included.',
    ),
)

# --- 2 特色产业 ----------------------------------------------------------------------------------

LEAST_INDUSTRIES = parameter(
    "anhui.village.exit.characteristic_industry.least",
    ("特色产业最少项数", "least number of characteristic industries"),
    since(FIRST_DAY, count(1, cite=DECK.at("三.20", "有1项以上特色产业"))),
)
INDUSTRY = criterion(
    "anhui.village.exit.characteristic_industry",
    ("有1项以上特色产业", "one characteristic industry or more"),
    cite=DECK.at("三.20", "有1项以上特色产业"),
    means=INDUSTRIES.at_least(LEAST_INDUSTRIES),
    since=FIRST_DAY,
    assumes=("什么算特色产业没有定义，按登记。", "What counts as one is not defined: as recorded."),
)

# --- 3 集体收入 ----------------------------------------------------------------------------------

INCOME_LINE = parameter(
    "anhui.village.exit.collective_income.line",
    ("出列村集体年收入线", "collective income of villages leaving the list"),
    since(FIRST_DAY, yuan(50_000, cite=DECK.at("三.20", "年收入在5万元以上"))),
)
YEAR_COUNTED = window(
    "2016-10-01", "2017-09-30", cite=DECK.at("三.21", "集体经济收入统计表", "201610-201709")
)
COUNTED = all_of(CollectiveEntry.day.within(YEAR_COUNTED), none_of(CollectiveEntry.transfer))
INCOME_ASSUMES = (
    (
        "支撑材料写8万元，按市里提高的标准理解；省里的线是5万元。",
        "The list of papers says 80,000: read as the city's raised line; the province's is 50,000.",
    ),
    (
        "年收入指2016年10月至2017年9月，不含转移性收入；“稳定”没有量度，按登记。",
        'October 2016 to September 2017, without transfers; "stable" has no measure: as recorded.',
    ),
)
INCOME = criterion(
    "anhui.village.exit.collective_income",
    ("村集体年收入5万元以上", "collective income of 50,000 yuan or more"),
    cite=DECK.at("三.20", "稳定经济收入来源", "年收入在5万元以上"),
    means=all_of(STABLE_SOURCE, COLLECTIVE_INCOME.at_least(INCOME_LINE)),
    since=FIRST_DAY,
    assumes=INCOME_ASSUMES,
)
ITEMISED_INCOME = formula(
    "anhui.village.exit.collective_income.itemised",
    ("按明细计算的村集体年收入", "collective income summed from its entries"),
    CollectiveAccount.entries.where(COUNTED).sum(CollectiveEntry.amount),
    cite=DECK.at(PAPERS, "201610-201709", "集体经济活动所得的全部收入", "不含转移性收入"),
    since=FIRST_DAY,
)
ITEMISED_INCOME_MET = criterion(
    "anhui.village.exit.collective_income.itemised.met",
    ("按明细计算达到5万元", "the entries reach 50,000 yuan"),
    cite=DECK.at("三.20", "年收入在5万元以上").derives(ITEMISED_INCOME.info.id),
    means=ITEMISED_INCOME.at_least(INCOME_LINE),
    since=FIRST_DAY,
)

# --- 4 基础设施和公共服务 ------------------------------------------------------------------------

IMPROVED = criterion(
    "anhui.village.exit.infrastructure_and_services",
    ("基础设施和基本公共服务明显改善", "infrastructure and services clearly improved"),
    cite=DECK.at("三.20", "基础设施", "基本公共服务明显改善"),
    means=all_of(INFRASTRUCTURE, SERVICES),
    since=FIRST_DAY,
    assumes=("“明显”没有量度，按登记。", '"Clearly" has no measure: as recorded.'),
)

# --- all four ------------------------------------------------------------------------------------

VILLAGE_EXIT = standard(
    "village.exit",
    ("贫困村出列", "poor villages leaving the list"),
    all_of(POVERTY_RATE, INDUSTRY, INCOME, IMPROVED),
    id="anhui.village.exit.all_conditions",
    kind="criterion",
    cite=DECK.at(CONDITIONS, "贫困村出列标准", "2%以下", "1项以上", "5万元以上", "明显改善"),
    since=FIRST_DAY,
    assumes=(
        "四项都要符合，是从编号列举推出的。",
        "That all four must hold follows from the numbered list.",
    ),
)
PUBLICITY_GATE = criterion(
    "anhui.village.exit.publicity_gate",
    ("县级媒体公示无异议才报审定", "for approval only after publicity without objection"),
    cite=DECK.at("三.20", "县级主要媒体", "公示无异议的", "党委、政府审定"),
    means=all_of(PUBLICISED, none_of(OBJECTION)),
    kind="constraint",
    since=FIRST_DAY,
    assumes=(
        "公示几天、有异议怎么办，没有规定。",
        "How long, and what follows an objection, is not said.",
    ),
)
