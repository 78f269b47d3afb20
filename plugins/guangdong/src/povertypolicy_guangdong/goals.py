"""一.1、一.3、一.4 总体目标: what the campaign is to reach, year by year."""

from povertypolicy.authoring import (
    all_of,
    any_of,
    calendar_year,
    cases,
    count,
    criterion,
    day,
    money_per_head,
    number,
    parameter,
    percent,
    recorded_day,
    schedule,
    share,
    since,
    undetermined,
    when,
    year,
)
from povertypolicy_guangdong.identification import NATIONAL_LINE
from povertypolicy_guangdong.notice import NOTICE
from povertypolicy_guangdong.subjects import Province

SIZE, GOALS = "一.2", "一.3"
LAST_DAY = "2018-12-31"

YEAR = calendar_year(("年份", "year")).on(Province, "year")
YEAR_2018 = year(2018, cite=NOTICE.at(GOALS, "2018年年底"))

# --- how many there are --------------------------------------------------------------------------

ROUNDED = (
    "按万为单位印一位小数，只精确到千。",
    "Printed in ten thousands with one decimal: exact to the nearest thousand.",
)
POOR_PERSONS = parameter(
    "guangdong.province.identification.poor_population",
    ("全省相对贫困人口数", "relatively poor persons of the province"),
    since("2016-06-04", count(1765000, cite=NOTICE.at(SIZE, "176.5万人"))),
    assumes=ROUNDED,
)
POOR_HOUSEHOLDS = parameter(
    "guangdong.province.identification.poor_population.households",
    ("全省相对贫困户数", "relatively poor households of the province"),
    since("2016-06-04", count(708000, cite=NOTICE.at(SIZE, "70.8万户"))),
    assumes=ROUNDED,
)
POOR_VILLAGES = parameter(
    "guangdong.province.identification.poor_village_total",
    ("相对贫困村总数", "relatively poor villages of the province"),
    since("2016-06-04", count(2277, cite=NOTICE.at(SIZE, "2277条村"))),
)
ALLOWANCE_STANDARD = money_per_head(
    ("省农村低保标准", "provincial standard of the rural allowance"), priced=True
).on(Province, "allowance_standard")
ALLOWANCE_ABOVE = criterion(
    "guangdong.province.social_security.allowance_above_national_line",
    ("省低保标准高于国家线", "provincial allowance standard over the national line"),
    cite=NOTICE.at(SIZE, "我省低保标准", "已高于", "国家扶贫标准"),
    means=ALLOWANCE_STANDARD.above(NATIONAL_LINE),
    kind="constraint",
    assumes=(
        "两个标准的数额都没有印出；写的是2016年的事实，不是任务。",
        "Neither standard is printed; it is stated as a fact of 2016, not as a duty.",
    ),
)

# --- persons, year by year -----------------------------------------------------------------------

PERSONS_OUT = number(("当年脱贫人数", "persons out of poverty in the year")).on(
    Province, "persons_out"
)
REMAINING_POOR = number(("尚未脱贫人数", "persons still poor")).on(Province, "remaining_poor")
COUNTED_ON = recorded_day(("统计日期", "day of the count")).on(Province, "counted_on")

TARGETS = {
    2016: count(500000, cite=NOTICE.at(GOALS, "2016年年底", "50万")),
    2017: count(600000, cite=NOTICE.at(GOALS, "2017年年底", "60万")),
    2018: count(665000, cite=NOTICE.at(GOALS, "2018年年底", "66.5万")),
}
EXITS = schedule(
    "guangdong.province.goal.cumulative_schedule",
    ("累计脱贫与剩余", "exits in all and what remains"),
    TARGETS,
    cite=NOTICE.at(GOALS, "50万", "60万", "66.5万").derives(POOR_PERSONS.info.id),
    total=POOR_PERSONS,
    kind="formula",
    until=LAST_DAY,
)
YEARLY_EXITS = criterion(
    "guangdong.province.goal.yearly_exit_schedule",
    ("年度脱贫任务", "exits of the year"),
    cite=NOTICE.at(GOALS, "2016年年底", "2017年年底", "2018年年底"),
    means=EXITS.met(YEAR, PERSONS_OUT),
    kind="schedule",
    assumes=(
        "各数是当年的任务而非累计，这样合计才等于总数；没有分到各市。",
        "Each figure is its year's own: only so do they make the total. No split by city.",
    ),
    until=LAST_DAY,
)
LAST_OF_2018 = day("2018-12-31", cite=NOTICE.at(GOALS, "2018年年底"))
OUT_IN_TIME = all_of(
    REMAINING_POOR.equals(count(0, cite=NOTICE.at("一.1", "全部脱贫"))),
    COUNTED_ON.by(LAST_OF_2018),
)
NOT_DUE_YET = all_of(
    COUNTED_ON.before(LAST_OF_2018),
    undetermined(
        ("期限未到，还有人没有脱贫", "some are still poor, and the last day has not come")
    ),
)
ALL_OUT = criterion(
    "guangdong.province.goal.all_poor_out_deadline",
    ("全部脱贫时限", "all out of poverty in time"),
    cite=NOTICE.at("一.1", "到2018年", "全部脱贫"),
    means=any_of(OUT_IN_TIME, NOT_DUE_YET),
    kind="schedule",
    assumes=(
        "第1项只写年份，到年底依第3项；年底以后才统计的不算按期。",
        "Item 1 names the year alone, item 3 its end; a count after it does not show it was met.",
    ),
    until=LAST_DAY,
)
CAMPAIGN = criterion(
    "guangdong.organisation.campaign.period",
    ("三年攻坚期", "the three years of the campaign"),
    cite=NOTICE.at("title", "三年攻坚").derives(EXITS.info.id),
    means=YEAR.between(year(2016, cite=NOTICE.at(GOALS, "2016年年底")), YEAR_2018),
    kind="parameter",
    assumes=(
        "起止年份由年度任务推出；2016年按全年算。",
        "Which years they are follows from the yearly targets; 2016 counts whole.",
    ),
    until=LAST_DAY,
)

# --- villages ------------------------------------------------------------------------------------

VILLAGES_OUT = number(("累计出列村数", "villages off the list in all")).on(Province, "villages_out")
VILLAGES_LEFT_OPEN = undetermined(
    ("只规定到2018年年底全部出列", "all by the end of 2018, and no number for another year")
)
VILLAGE_EXITS = criterion(
    "guangdong.province.goal.village_exit_schedule",
    ("相对贫困村全部出列", "all relatively poor villages off the list"),
    cite=NOTICE.at(GOALS, "2018年年底", "全部相对贫困村出列"),
    means=cases(
        when(YEAR.equals(YEAR_2018), VILLAGES_OUT.at_least(POOR_VILLAGES)),
        otherwise=VILLAGES_LEFT_OPEN,
    ),
    kind="schedule",
    until=LAST_DAY,
)

# --- services and income -------------------------------------------------------------------------

SERVICE = share(("贫困人口公共服务指标", "service indicator of the poor"), high=10**6).on(
    Province, "service_indicator"
)
AVERAGE_SERVICE = share(
    ("全省平均公共服务指标", "provincial average of the service indicator"), high=10**6
).on(Province, "average_service_indicator")
INCOME_GROWTH = share(("城乡居民收入增速", "income growth of residents"), low=-100).on(
    Province, "income_growth"
)
ECONOMIC_GROWTH = share(("同期经济增速", "economic growth of the same period"), low=-100).on(
    Province, "economic_growth"
)

SERVICE_PARITY = criterion(
    "guangdong.province.goal.service_parity",
    ("基本公共服务相当", "basic public services comparable"),
    cite=NOTICE.at(GOALS, "基本公共服务", "相当于全省平均水平"),
    means=any_of(
        SERVICE.at_least(AVERAGE_SERVICE),
        undetermined(("“相当”容许差多少没有规定", "how far below is still comparable is not said")),
    ),
    kind="constraint",
    assumes=("指标没有列出，按越高越好比较。", "No indicator is named; higher is taken as better."),
    until=LAST_DAY,
)
PLANNED_GROWTH = parameter(
    "guangdong.province.goal.planned_growth",
    ("规划年均增速", "planned yearly growth"),
    since("2016-06-04", percent(7, cite=NOTICE.at(GOALS, "同期经济增长速度", "7%"))),
)
INCOME_GROWS = criterion(
    "guangdong.province.goal.income_growth_not_below_gdp",
    ("收入增长不低于经济增长", "income grows no slower than the economy"),
    cite=NOTICE.at(GOALS, "收入增长不低于", "同期经济增长速度"),
    means=INCOME_GROWTH.at_least(ECONOMIC_GROWTH),
    kind="constraint",
    assumes=(
        "与实际增速比，不与括号内的规划数比；名义还是实际没有规定。",
        "Compared with actual growth, not the planned figure; nominal or real is not said.",
    ),
)
