"""三.16 to 三.23, 三.39 退出: the city's line, the collective income of villages, and the stock after sales."""

from povertypolicy.authoring import (
    Household,
    all_of,
    criterion,
    formula,
    money_per_head,
    none_of,
    number,
    parameter,
    readings,
    recorded_day,
    since,
    undetermined,
    window,
    yes_no,
    yuan,
    yuan_per_head,
)
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.maanshan.printed import PRINTED
from povertypolicy_anhui.province.exit import STABLE
from povertypolicy_anhui.province.identification import TWO_NO_WORRIES
from povertypolicy_anhui.province.income import PER_CAPITA
from povertypolicy_anhui.province.village_exit import (
    COLLECTIVE_INCOME,
    STABLE_SOURCE,
    CollectiveAccount,
    CollectiveEntry,
)

LINES = "三.16/三.17"
PAPERS = "三.21/三.22"

# --- households ----------------------------------------------------------------------------------

CITY_LINE = parameter(
    "anhui/maanshan.household.exit.income_standard",
    ("市脱贫标准", "exit standard of the city"),
    since("2017-01-01", yuan_per_head(4200, cite=DECK.at("三.16/三.17/三.39", "市标4200元"))),
    until="2017-12-31",
    assumes=(
        "讲稿没有写市内退出按哪条线核查，按较高的市标。",
        "Which line is checked in the city is not said: the higher one of the city.",
    ),
)
STATED_PROVINCE = money_per_head(("户说出的省标", "standard of the province as stated")).on(
    Household, "stated_province_line"
)
STATED_CITY = money_per_head(("户说出的市标", "standard of the city as stated")).on(
    Household, "stated_city_line"
)
EXPLAINS = yes_no(("能讲清两不愁三保障", "can explain the two no-worries and three guarantees")).on(
    Household, "explains_guarantees"
)
KNOWS = criterion(
    "anhui/maanshan.household.exit.knows_standard",
    ("脱贫标准知晓", "knows the exit standard"),
    cite=DECK.at(LINES, "脱贫标准表述不准", "省标3300元、市标4200元", "两不愁三保障"),
    means=all_of(
        STATED_PROVINCE.equals(yuan_per_head(3300, cite=DECK.at(LINES, "2017年省标3300元"))),
        STATED_CITY.equals(CITY_LINE),
        EXPLAINS,
    ),
    since="2017-01-01",
    until="2017-12-31",
)
OVER_CITY_LINE = readings(
    "anhui.exit.income",
    ("脱贫看哪种收入", "which income counts for an exit"),
    disposable=(
        ("登记的人均可支配收入", "recorded disposable income per head"),
        Household.income_per_head.above(CITY_LINE),
    ),
    net=(
        ("公式算出的人均纯收入", "net income per head by the formula"),
        PER_CAPITA.above(CITY_LINE),
    ),
)
INCOME_AND_BASICS = criterion(
    "anhui/maanshan.household.exit.income_and_basics",
    (
        "收入稳定超过市标且吃穿不愁",
        "income stably over the city's line, food and clothing no worry",
    ),
    cite=DECK.at("三.16/三.17/三.18", "市标4200元", "年人均可支配收入", "稳定超过", "吃穿不愁"),
    means=all_of(OVER_CITY_LINE, STABLE, TWO_NO_WORRIES),
    since="2017-01-01",
    until="2017-12-31",
    assumes=(
        "“超过”和市标不在一处，合在一起是我们的理解。",
        '"Exceed" and the city\'s line do not stand together: joining them is our reading.',
    ),
)

# --- livestock -----------------------------------------------------------------------------------

SALES = "一.1/三.39"
SOLD_ON = recorded_day(("养殖产品销售日期", "day of the sale of livestock")).on(
    Household, "livestock_sold_on"
)
STOCK = number(("12月存栏数", "livestock in December")).on(Household, "december_stock")
REQUIRED_STOCK = number(("存栏达标数", "livestock required")).on(Household, "required_stock")
YEAR_OF_INCOME = window(
    "2016-10-01", "2017-09-30", cite=DECK.at(SALES, "2016年10月到2017年9月", "9月底前销售")
)
COUNTS_2017 = criterion(
    "anhui/maanshan.household.income.breeding_sales_cutoff",
    ("养殖销售计入2017年", "livestock sales count for 2017"),
    cite=DECK.at(SALES, "2016年10月到2017年9月", "9月底前销售算2017年收入"),
    means=SOLD_ON.within(YEAR_OF_INCOME),
    kind="schedule",
    since="2016-10-01",
    until="2017-12-31",
    assumes=(
        "这里只写了终点，起点依收入计算的时段。",
        "Only the end stands here; the start is that of the year of income.",
    ),
)
RESTOCKED = criterion(
    "anhui/maanshan.household.income.breeding_sales_cutoff.stock",
    ("12月存栏数达标", "the stock of December is enough"),
    cite=DECK.at("三.39", "12月省验收存栏数达标", "补栏").derives(COUNTS_2017.info.id),
    means=STOCK.at_least(REQUIRED_STOCK),
    since="2016-10-01",
    until="2017-12-31",
    assumes=("达标数没有写，按登记。", "The number required is not written: as recorded."),
)

# --- villages ------------------------------------------------------------------------------------

STANDARD_LINE = yuan(50_000, cite=DECK.at("三.20", "稳定经济收入来源", "年收入在5万元以上"))
EVIDENCE_LINE = yuan(80_000, cite=DECK.at("三.21", "稳定经济收入来源", "年收入在8万元以上"))
OVER_A_LINE = readings(
    "collective_income_line",
    ("村集体年收入看哪条线", "which line of collective income counts"),
    standard=(
        ("出列标准的5万元", "50,000 yuan of the standard"),
        COLLECTIVE_INCOME.at_least(STANDARD_LINE),
    ),
    evidence=(
        ("支撑材料的8万元", "80,000 yuan of the evidence list"),
        COLLECTIVE_INCOME.at_least(EVIDENCE_LINE),
    ),
)
VILLAGE_INCOME = criterion(
    "anhui/maanshan.village.exit.collective_income",
    ("村集体年收入8万元以上", "collective income of 80,000 yuan or more"),
    cite=DECK.at("三.20/三.21", "年收入在5万元以上", "年收入在8万元以上"),
    means=all_of(OVER_A_LINE, STABLE_SOURCE),
    since="2017-01-01",
    assumes=(
        "标准写5万元，支撑材料写8万元，没有说明；8万元可能是市标，像3300元和4200元那样。",
        "50,000 in the standard and 80,000 in the evidence list, unexplained: it may be the city's, as 4,200 is.",
    ),
)
COLLECTIVE_YEAR = window("2016-10-01", "2017-09-30", cite=DECK.at(PAPERS, "201610-201709"))
COUNTED = all_of(CollectiveEntry.day.within(COLLECTIVE_YEAR), none_of(CollectiveEntry.transfer))
DEFINITION = formula(
    "anhui/maanshan.village.collective_income.definition",
    ("村集体经济收入口径", "what counts as collective income"),
    CollectiveAccount.entries.where(COUNTED).sum(CollectiveEntry.amount),
    cite=DECK.at(PAPERS, "201610-201709", "归本村全体村民所有", "全部收入", "不含转移性收入"),
    since="2017-01-01",
    assumes=(
        "时段写在统计表上，用于口径是我们的理解；各笔都应是集体经济活动所得、归全体村民所有。",
        "The window is that of the table; every entry should be of the collective's own and all villagers'.",
    ),
)

# --- public services of villages -----------------------------------------------------------------

NAMED = PRINTED["anhui/maanshan.village.exit_evidence.named.public_services"]
EIGHTH = undetermined(
    (
        "写八个方面，只列出七个，另一个不知道",
        "eight fields are counted and seven named: one is not known",
    )
)
PUBLIC_SERVICES = criterion(
    "anhui/maanshan.village.exit_evidence.public_services",
    ("八个方面公共服务", "public services in eight fields"),
    cite=DECK.at("三.23", "基本公共服务", "等八个方面").derives(NAMED.info.id),
    means=all_of(*NAMED.means.parts, EIGHTH),
    kind="checklist",
    since="2017-01-01",
)
