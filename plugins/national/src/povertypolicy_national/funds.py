"""一.4、一.5 资金绩效评价: spending progress with full marks, projects aimed at the poor, key counties."""

from povertypolicy.authoring import (
    County,
    Points,
    all_of,
    cases,
    criterion,
    formula,
    indicator,
    money,
    percent,
    points,
    supplied,
    undetermined,
    when,
    yes_no,
    yuan,
)
from povertypolicy_national.deck import DECK
from povertypolicy_national.subjects import SampledProject, SpecialFund
from povertypolicy_national.timing import FIRST_DAY, LAST_DAY

PRECISE, ITEM = "一.4", "一.5"
LARGEST = 10**12

# --- precise use ---------------------------------------------------------------------------------

DRAWN = yes_no(("从项目库抽中", "drawn from the project library")).on(SampledProject, "drawn")
AIMED = yes_no(("瞄准贫困户", "aimed at poor households")).on(SampledProject, "aimed_at_poor")
LINKED = yes_no(("与脱贫成效挂钩", "tied to results")).on(SampledProject, "tied_to_results")
PRECISE_ASSUMES = (
    "两项都要符合；分值没有印出。下一页写从信息系统抽取，这里写从项目库。",
    "Both must hold; no points are printed. The next slide draws from the system, this from the library.",
)
PRECISE_USE = criterion(
    "national.fund.performance.precise_use_check",
    ("精准使用情况", "precise use"),
    cite=DECK.at(PRECISE, "项目库抽查扶贫项目", "瞄准贫困户", "与脱贫成效挂钩"),
    means=cases(
        when(DRAWN, all_of(AIMED, LINKED)),
        otherwise=undetermined(("没有抽中的项目不评", "a project that is not drawn is not judged")),
    ),
    assumes=PRECISE_ASSUMES,
    since=FIRST_DAY,
)

# --- pooling -------------------------------------------------------------------------------------

KEY_COUNTY = yes_no(("重点贫困县", "key poor county")).on(County, "key_poor_county")
POOLING = criterion(
    "national.fund.integration.key_counties_only",
    ("统筹整合针对重点贫困县", "pooling of funds is for key poor counties"),
    cite=DECK.at(ITEM, "加大统筹整合力度", "针对重点贫困县"),
    means=KEY_COUNTY,
    assumes=(
        "哪些是重点贫困县、整合多少没有写；“不符合”只表示不针对该县。",
        "Which counties, and how much, is not said; NO only means that a county is not meant.",
    ),
    since=FIRST_DAY,
)

# --- progress ------------------------------------------------------------------------------------

PROGRESS_ASSUMES = (
    "支出进度没有定义，按已支出除以已安排计算，不取整。",
    "Progress is not defined: spent by allocated, unrounded.",
)
BELOW_ASSUMES = (
    "没有得满分时给几分没有写，由使用者提供；不当作0分。",
    "What less than full marks is worth is not said: it is supplied, and not taken as 0.",
)

SPENT_2017 = money(("2017年扶贫资金已支出", "money of 2017 spent"), high=LARGEST).on(
    SpecialFund, "spent_2017"
)
ALLOCATED_2017 = money(("2017年扶贫资金已安排", "money of 2017 allocated"), high=LARGEST).on(
    SpecialFund, "allocated_2017"
)
PROGRESS_2017 = indicator(
    ("2017年支出进度", "spending progress of 2017"), SPENT_2017 / ALLOCATED_2017
)
FULL_2017 = criterion(
    "national.fund.progress.year_2017",
    ("2017年支出进度得满分", "full marks for the spending progress of 2017"),
    cite=DECK.at(ITEM, "2017年扶贫资金支出进度", "高于92%", "不含本数", "满分7分"),
    means=PROGRESS_2017.above(percent(92, cite=DECK.at(ITEM, "高于92%", "不含本数"))),
    kind="scoring",
    assumes=PROGRESS_ASSUMES,
    since=FIRST_DAY,
    until=LAST_DAY,
)
BELOW_2017 = supplied(
    "national.points_below_full.year_2017",
    ("2017年支出进度未得满分的得分", "points for the spending progress of 2017 below full marks"),
    Points,
    cite=DECK.at(ITEM, "高于92%", "满分7分"),
)
POINTS_2017 = formula(
    "national.fund.progress.year_2017.points",
    ("2017年支出进度得分", "points for the spending progress of 2017"),
    cases(
        when(FULL_2017, points(7, cite=DECK.at(ITEM, "高于92%", "满分7分"))), otherwise=BELOW_2017
    ),
    cite=DECK.at(ITEM, "高于92%", "满分7分").derives(FULL_2017.info.id),
    kind="scoring",
    assumes=BELOW_ASSUMES,
    since=FIRST_DAY,
    until=LAST_DAY,
)

SPENT_2016 = money(("2016年扶贫资金已支出", "money of 2016 spent"), high=LARGEST).on(
    SpecialFund, "spent_2016"
)
ALLOCATED_2016 = money(("2016年扶贫资金已安排", "money of 2016 allocated"), high=LARGEST).on(
    SpecialFund, "allocated_2016"
)
PROGRESS_2016 = indicator(
    ("2016年支出进度", "spending progress of 2016"), SPENT_2016 / ALLOCATED_2016
)
FULL_2016 = criterion(
    "national.fund.progress.year_2016",
    ("2016年支出进度得满分", "full marks for the spending progress of 2016"),
    cite=DECK.at(ITEM, "2016年扶贫资金支出进度", "大于98%", "不含本数", "满分3分"),
    means=PROGRESS_2016.above(percent(98, cite=DECK.at(ITEM, "大于98%", "不含本数"))),
    kind="scoring",
    assumes=PROGRESS_ASSUMES,
    since=FIRST_DAY,
    until=LAST_DAY,
)
BELOW_2016 = supplied(
    "national.points_below_full.year_2016",
    ("2016年支出进度未得满分的得分", "points for the spending progress of 2016 below full marks"),
    Points,
    cite=DECK.at(ITEM, "大于98%", "满分3分"),
)
POINTS_2016 = formula(
    "national.fund.progress.year_2016.points",
    ("2016年支出进度得分", "points for the spending progress of 2016"),
    cases(
        when(FULL_2016, points(3, cite=DECK.at(ITEM, "大于98%", "满分3分"))), otherwise=BELOW_2016
    ),
    cite=DECK.at(ITEM, "大于98%", "满分3分").derives(FULL_2016.info.id),
    kind="scoring",
    assumes=BELOW_ASSUMES,
    since=FIRST_DAY,
    until=LAST_DAY,
)

BALANCE = money(("2015年及以前资金结余结转", "left over from 2015 and before"), high=LARGEST).on(
    SpecialFund, "balance_2015_and_before"
)
FULL_2015 = criterion(
    "national.fund.progress.year_2015_and_before",
    ("2015年及以前没有结余结转得满分", "full marks where nothing is left from 2015 and before"),
    cite=DECK.at(ITEM, "2015年及以前年度", "没有结余结转", "满分2分"),
    means=BALANCE.equals(yuan(0, cite=DECK.at(ITEM, "没有结余结转"))),
    kind="scoring",
    since=FIRST_DAY,
    until=LAST_DAY,
)
BELOW_2015 = supplied(
    "national.points_below_full.year_2015_and_before",
    ("2015年及以前有结余结转的得分", "points where something is left from 2015 and before"),
    Points,
    cite=DECK.at(ITEM, "没有结余结转", "满分2分"),
)
TWO_POINTS = points(2, cite=DECK.at(ITEM, "没有结余结转", "满分2分"))
POINTS_2015 = formula(
    "national.fund.progress.year_2015_and_before.points",
    ("2015年及以前结余结转得分", "points for what is left from 2015 and before"),
    cases(when(FULL_2015, TWO_POINTS), otherwise=BELOW_2015),
    cite=DECK.at(ITEM, "没有结余结转", "满分2分").derives(FULL_2015.info.id),
    kind="scoring",
    assumes=BELOW_ASSUMES,
    since=FIRST_DAY,
    until=LAST_DAY,
)
