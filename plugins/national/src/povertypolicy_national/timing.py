"""一.1 考核评估时间安排: when the assessment has to be over, and which days its figures cover."""

from povertypolicy.authoring import (
    IncomeEntry,
    all_of,
    any_of,
    calendar_year,
    cases,
    criterion,
    day_of_facts,
    none_of,
    recorded_day,
    undetermined,
    vocabulary,
    when,
    window,
    word,
    year,
    yes_no,
)
from povertypolicy_national.deck import DECK
from povertypolicy_national.subjects import Province, SystemFigure

ITEM = "一.1"
FIRST_DAY, LAST_DAY = "2017-01-01", "2017-12-31"

YEAR_2017 = year(2017, cite=DECK.at(ITEM, "2017年国家考核"))
ONLY_2017 = undetermined(
    ("讲稿只说2017年度的考核", "the deck speaks of the assessment of 2017 alone")
)

# --- when it is over -----------------------------------------------------------------------------

COMPLETED_ON = recorded_day(("考核评估结束日期", "day the assessment was over")).on(
    Province, "completed_on"
)
SESSIONS_OPEN = recorded_day(("全国两会开幕日期", "day the two sessions open")).on(
    Province, "two_sessions_open"
)
THE_DAY = day_of_facts(cite=DECK.at(ITEM, "全国“两会”前结束"))
IN_TIME = all_of(COMPLETED_ON.before(THE_DAY), SESSIONS_OPEN.from_(THE_DAY))
TOO_LATE = all_of(COMPLETED_ON.from_(THE_DAY), SESSIONS_OPEN.by(THE_DAY))
NOT_BETWEEN = undetermined(
    (
        "资料日不在两个日期之间，请以开幕之日为资料日来问",
        "the day of the facts is not between the two days: ask on the day the sessions open",
    )
)
BEFORE_SESSIONS = criterion(
    "national.province.assessment.finish_before_two_sessions",
    ("全国两会前结束", "over before the two sessions"),
    cite=DECK.at(ITEM, "整体考核评估工作", "全国“两会”前结束"),
    means=any_of(IN_TIME, all_of(none_of(TOO_LATE), NOT_BETWEEN)),
    kind="schedule",
    assumes=(
        "开幕日期没有印出，由使用者登记；以开幕之日为资料日来问，开幕当天才结束的不算。",
        "The opening day is not printed and is recorded; ask on it. Over on that day is too late.",
    ),
)

# --- which days count ----------------------------------------------------------------------------

ASSESSED_FOR = calendar_year(("考核年度", "year of the assessment")).on(
    IncomeEntry, "assessment_year"
)
INCOME_DAYS = window("2016-10-01", "2017-09-30", cite=DECK.at(ITEM, "2016年10月", "到2017年9月"))
WINDOW_ASSUMES = (
    "首尾两月都是整月；只写了2017年度，其他年度不类推。",
    "Both months count whole. Written for 2017 alone: no other year is inferred.",
)
INCOME_COUNTED = criterion(
    "national.household.income.accounting_window",
    ("收入计算期间", "days whose income counts"),
    cite=DECK.at(ITEM, "农民人均收入计算", "2016年10月", "到2017年9月"),
    means=cases(
        when(ASSESSED_FOR.equals(YEAR_2017), IncomeEntry.day.within(INCOME_DAYS)),
        otherwise=ONLY_2017,
    ),
    kind="schedule",
    assumes=WINDOW_ASSUMES,
    since=FIRST_DAY,
)

FIGURES = vocabulary(
    ("考核指标", "figure assessed"),
    income_per_head=("农民人均收入", "farmers' income per head"),
    village_collective_income=("村集体经济收入", "collective income of a village"),
    other=("其他指标", "another figure"),
)
FIGURE = word(("考核指标", "figure assessed"), FIGURES).on(SystemFigure, "figure")
DATED = recorded_day(("数据日期", "day of the figure")).on(SystemFigure, "dated")
FIGURE_FOR = calendar_year(("考核年度", "year of the assessment")).on(
    SystemFigure, "assessment_year"
)
OWN_PERIOD = yes_no(("另有规定期间", "has a period of its own")).on(SystemFigure, "own_period")
CALENDAR_2017 = window("2017-01-01", "2017-12-31", cite=DECK.at(ITEM, "2017年", "自然年度"))
PERIOD_ASSUMES = (
    "讲稿自己另有规定的是农民人均收入和村集体经济收入，其余由使用者登记。",
    "Farmers' and collective income have periods in the deck; others are recorded as such.",
)
NO_PERIOD_OF_ITS_OWN = none_of(
    FIGURE.is_one_of("income_per_head", "village_collective_income"), OWN_PERIOD
)
IN_THE_YEAR = cases(
    when(FIGURE_FOR.equals(YEAR_2017), DATED.within(CALENDAR_2017)), otherwise=ONLY_2017
)
BY_CALENDAR_YEAR = criterion(
    "national.data_record.period.default_calendar_year",
    ("其他指标按自然年度", "other figures by calendar year"),
    cite=DECK.at("一.1/三.21", "其他除另有规定外", "自然年度", "201610-201709"),
    means=IN_THE_YEAR,
    applies_when=NO_PERIOD_OF_ITS_OWN,
    kind="schedule",
    assumes=PERIOD_ASSUMES,
    since=FIRST_DAY,
    until=LAST_DAY,
)
