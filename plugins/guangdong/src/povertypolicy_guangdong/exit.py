"""一.3 目标任务: who leaves poverty by 2018, and by which route."""

from povertypolicy.authoring import (
    Household,
    MoneyPerHead,
    Person,
    Village,
    all_of,
    cases,
    classification,
    criterion,
    line,
    parameter,
    percent,
    since,
    standard,
    supplied,
    undetermined,
    vocabulary,
    when,
    yes_no,
    yuan_per_head,
)
from povertypolicy_guangdong.identification import HOUSEHOLD_LINE, INCOME_LINE
from povertypolicy_guangdong.notice import (
    HAS_ABLE_MEMBER,
    HOUSEHOLD_ASSUMES,
    INCOME_PER_HEAD,
    NOTICE,
)

ITEM = "一.3"
LAST_DAY = "2018-12-31"
EVERY_YEAR = (
    "目标写的是2018年；2016、2017年脱贫也按当年平均的同一比例，是我们的理解。",
    "The goal is set for 2018; the same share for exits of 2016 and 2017 is our reading.",
)
PROJECTION = (
    "括号内的数是预计，不是标准；当年平均公布后以比例为准。",
    "The bracketed figure is a projection, not the line; the ratio prevails.",
)
NEITHER_WAY = undetermined(
    (
        "没有劳动能力又不符合低保政策的，文件没有规定",
        "nothing is said of those unable to work who do not meet the allowance policy",
    )
)

ASSURED_MEANS = all_of(
    Household.food_assured,
    Household.clothing_assured,
    Household.education_assured,
    Household.medical_assured,
    Household.housing_assured,
)
ASSURED = criterion(
    "guangdong.household.exit.assurances",
    ("两不愁三保障", "five basic assurances"),
    cite=NOTICE.at(ITEM, "不愁吃、不愁穿", "义务教育", "基本医疗", "住房安全有保障"),
    means=ASSURED_MEANS,
    until=LAST_DAY,
)
RURAL_AVERAGE = supplied(
    "guangdong.rural_average",
    ("当年全省农村居民人均可支配收入", "the year's provincial rural disposable income per head"),
    MoneyPerHead,
    cite=NOTICE.at(ITEM, "当年全省农村居民", "人均可支配收入"),
)
EXIT_LINE = line(
    "guangdong.person.exit.line_formula",
    ("脱贫收入线", "income line for leaving poverty"),
    RURAL_AVERAGE * percent(45, cite=NOTICE.at(ITEM, "当年全省农村居民", "45%")),
    cite=NOTICE.at(ITEM, "不低于", "当年全省农村居民", "45%"),
    assumes=EVERY_YEAR,
    until=LAST_DAY,
)
PROJECTED_LINE = parameter(
    "guangdong.person.exit.projected_line_2018",
    ("2018年预计脱贫收入线", "projected income line of 2018"),
    since("2016-06-04", yuan_per_head(7365, prices_of=2018, cite=NOTICE.at(ITEM, "7365元"))),
    assumes=PROJECTION,
    until=LAST_DAY,
)
HOUSEHOLD_REACHES = criterion(
    "guangdong.household.exit.income_ratio",
    ("户人均可支配收入达45%", "income per head of the household reaches 45 percent"),
    cite=NOTICE.at(ITEM, "有劳动能力", "不低于", "45%"),
    means=INCOME_PER_HEAD.at_least(EXIT_LINE),
    assumes=HOUSEHOLD_ASSUMES,
    until=LAST_DAY,
)
ABLE = Person.labour_capacity.equals("able")
INCOME_RATIO_ASSUMES = (
    EVERY_YEAR,
    (
        "按每户而不按全体的平均收入计算，用当年价格。",
        "Each household's income is meant, not the group's average, in prices of the year.",
    ),
)
INCOME_RATIO = criterion(
    "guangdong.person.exit.income_ratio",
    ("有劳动能力者收入达45%", "those able to work reach 45 percent"),
    cite=NOTICE.at(ITEM, "有劳动能力", "人均可支配收入", "不低于", "45%"),
    applies_when=ABLE,
    means=Person.household.of(HOUSEHOLD_REACHES),
    assumes=INCOME_RATIO_ASSUMES,
    until=LAST_DAY,
)
PROJECTED_LINE_MET = criterion(
    "guangdong.person.exit.projected_line_2018.met",
    ("达到2018年预计脱贫收入线", "reaches the projected income line of 2018"),
    cite=NOTICE.at(ITEM, "不低于", "7365元").derives(PROJECTED_LINE.info.id),
    means=Person.household.of(INCOME_PER_HEAD).at_least(PROJECTED_LINE),
    until=LAST_DAY,
)
MEETS_ALLOWANCE_POLICY = yes_no(("符合低保政策", "meets the allowance policy")).on(
    Household, "meets_allowance_policy"
)
ROUTES = vocabulary(
    ("脱贫路径", "route out of poverty"),
    development_income_test=("开发帮扶，收入达45%", "development measures and the income test"),
    low_income_allowance=("纳入低保", "low-income allowance"),
)
ROUTE_ASSUMES = (
    "“符合政策”和劳动能力如何认定，文件没有规定，按登记。",
    "How the policy is met and how labour capacity is tested is not said: as recorded.",
)
ROUTE = classification(
    "guangdong.person.exit.route_by_labour_capacity",
    ("按劳动能力分路脱贫", "route out of poverty by labour capacity"),
    ROUTES,
    when(ABLE, "development_income_test"),
    when(Person.household.of(MEETS_ALLOWANCE_POLICY), "low_income_allowance"),
    otherwise=NEITHER_WAY,
    cite=NOTICE.at(ITEM, "有劳动能力", "完全或部分丧失", "纳入低保"),
    assumes=ROUTE_ASSUMES,
    until=LAST_DAY,
)

# --- households ----------------------------------------------------------------------------------

ON_ALLOWANCE = criterion(
    "guangdong.household.exit.on_allowance",
    ("已享受低保", "receives the allowance"),
    cite=NOTICE.at(ITEM, "符合政策", "纳入低保"),
    means=Household.on_allowance,
    until=LAST_DAY,
)
ROUTE_TEST = cases(
    when(HAS_ABLE_MEMBER, HOUSEHOLD_REACHES),
    when(MEETS_ALLOWANCE_POLICY, ON_ALLOWANCE),
    otherwise=NEITHER_WAY,
)
JOINING = (
    (
        "文件对“人口”分别规定，没有合成户的脱贫条件；合成是我们的理解。",
        "The document states the parts for persons and never joins them: the joining is ours.",
    ),
    (
        "既有劳动力又有丧失劳动能力成员的户，文件没有规定；按有劳动力的户看收入。",
        "Mixed households are not addressed: one able member makes it the income test.",
    ),
    ("“稳定”没有量度，不计。", '"Stably" has no measure and is left out.'),
)
HOUSEHOLD_EXIT = standard(
    "household.exit",
    ("贫困户脱贫", "exit of poor households"),
    all_of(ASSURED, ROUTE_TEST),
    id="guangdong.household.exit.composite",
    kind="criterion",
    cite=NOTICE.at(ITEM, "稳定实现", "不低于", "45%", "纳入低保").derives(
        INCOME_RATIO.info.id, ROUTE.info.id
    ),
    assumes=JOINING,
    until=LAST_DAY,
)
INCOME_ZONES = vocabulary(
    ("收入区间", "income zone"),
    under_entry=("低于识别线", "under the entry line"),
    between=("两线之间", "between the lines"),
    at_or_over_exit=("达到脱贫线", "at or over the exit line"),
)
ENTRY_EXIT_GAP_ASSUMES = (
    "两线之间：已登记的不退出，未登记的不新增。",
    "Between the lines a registered household stays and an unregistered one is not added.",
)
ENTRY_EXIT_GAP = classification(
    "guangdong.household.consistency.entry_exit_gap",
    ("识别线与脱贫线的落差", "gap between entry and exit line"),
    INCOME_ZONES,
    when(INCOME_PER_HEAD.below(HOUSEHOLD_LINE), "under_entry"),
    when(INCOME_PER_HEAD.at_least(EXIT_LINE), "at_or_over_exit"),
    otherwise="between",
    cite=NOTICE.at(ITEM, "不低于", "45%").derives(INCOME_LINE.info.id, INCOME_RATIO.info.id),
    assumes=ENTRY_EXIT_GAP_ASSUMES,
)

# --- villages ------------------------------------------------------------------------------------

VILLAGE_EXIT_LINE = line(
    "guangdong.village.exit.line_formula",
    ("出列收入线", "income line for villages leaving the list"),
    RURAL_AVERAGE * percent(60, cite=NOTICE.at(ITEM, "当年全省农村居民", "60%")),
    cite=NOTICE.at(ITEM, "相对贫困村", "不低于", "60%"),
    assumes=EVERY_YEAR,
    until=LAST_DAY,
)
PROJECTED_VILLAGE_LINE = parameter(
    "guangdong.village.exit.projected_line_2018",
    ("2018年预计出列收入线", "projected village income line of 2018"),
    since("2016-06-04", yuan_per_head(9820, prices_of=2018, cite=NOTICE.at(ITEM, "9820元"))),
    assumes=PROJECTION,
    until=LAST_DAY,
)
VILLAGE_INCOME_RATIO_ASSUMES = (
    EVERY_YEAR,
    (
        "出列只写了收入，没有贫困人口占比条件。",
        "Only income is printed for leaving the list, no condition on the poor share.",
    ),
)
VILLAGE_INCOME_RATIO = criterion(
    "guangdong.village.exit.income_ratio",
    ("相对贫困村收入达60%", "relatively poor villages reach 60 percent"),
    cite=NOTICE.at(ITEM, "相对贫困村", "人均可支配收入", "不低于", "60%"),
    means=Village.income_per_head.at_least(VILLAGE_EXIT_LINE),
    assumes=VILLAGE_INCOME_RATIO_ASSUMES,
    until=LAST_DAY,
)
VILLAGE_EXIT = standard(
    "village.exit",
    ("相对贫困村出列", "relatively poor villages leaving the list"),
    VILLAGE_INCOME_RATIO,
    cite=NOTICE.at(ITEM, "不低于", "60%", "全部出列"),
    until=LAST_DAY,
)
PROJECTED_VILLAGE_LINE_MET = criterion(
    "guangdong.village.exit.projected_line_2018.met",
    ("达到2018年预计出列收入线", "reaches the projected village income line of 2018"),
    cite=NOTICE.at(ITEM, "不低于", "9820元").derives(PROJECTED_VILLAGE_LINE.info.id),
    means=Village.income_per_head.at_least(PROJECTED_VILLAGE_LINE),
    until=LAST_DAY,
)
