"""二.7, 三.8: the day of the screening, the target of the year, the publicity of 2014."""

from povertypolicy.authoring import (
    County,
    all_of,
    count,
    criterion,
    day,
    day_of_facts,
    number,
    recorded_day,
)
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.subjects import City, Record

SCREENED_ON = recorded_day(("大排查完成日期", "day on which the screening was completed")).on(
    County, "screening_completed"
)
SCREENED = criterion(
    "anhui/maanshan.county.screening.deadline",
    ("大排查10月底前完成", "screening completed by the end of October"),
    cite=DECK.at("二.7", "县级大排查工作", "10月底前完成"),
    means=SCREENED_ON.by(day("2017-10-31", cite=DECK.at("二.7", "10月底前完成"))),
    kind="schedule",
    until="2017-10-31",
    assumes=(
        "年份没有写，是2017年讲稿的当年。",
        "The year is not written: that of the deck, 2017.",
    ),
)
RANK = number(("省考核排名", "rank in the provincial assessment"), low=1, high=100).on(
    City, "assessment_rank"
)
TOP_FOUR = criterion(
    "anhui/maanshan.organisation.target.rank_top_four",
    ("省考核排名前四位", "among the first four of the provincial assessment"),
    cite=DECK.at("三.8", "今年省考核", "排名前四位"),
    means=RANK.at_most(count(4, cite=DECK.at("三.8", "排名前四位"))),
    since="2017-01-01",
    until="2017-12-31",
)

# --- publicity of 2014 ---------------------------------------------------------------------------

COUNTY_FIGURE = number(("县公告的数", "figure in the county's announcement")).on(
    Record, "county_figure"
)
TOWNSHIP_FIGURE = number(("镇公示的数", "figure in the township's publicity")).on(
    Record, "township_figure"
)
VILLAGE_FIGURE = number(("村公示的数", "figure in the village's publicity")).on(
    Record, "village_figure"
)
SHOWN_2014 = number(("公示的2014年户数", "households of 2014 shown")).on(Record, "shown_2014")
REGISTERED_2014 = number(("2014年建档立卡户数", "households registered in 2014")).on(
    Record, "registered_2014"
)
SAME_FIGURES = criterion(
    "anhui/maanshan.data_record.publicity_2014.cross_level_match",
    ("公示公告数据一致", "announcement and publicity agree"),
    cite=DECK.at("三.8", "县公告与镇、村公示", "数据不一致"),
    means=all_of(
        TOWNSHIP_FIGURE.equals(COUNTY_FIGURE),
        VILLAGE_FIGURE.equals(COUNTY_FIGURE),
    ),
    kind="constraint",
    assumes=("文件写的是错误，反过来就是要求。", "A defect is told; the rule is its negation."),
)
COUNT_OF_2014 = criterion(
    "anhui/maanshan.data_record.publicity_2014.historical_count",
    ("2014年户数用当年数", "the count of 2014 is that of 2014"),
    cite=DECK.at("三.8", "镇公示2014年", "动态调整后最新数字"),
    means=SHOWN_2014.equals(REGISTERED_2014),
    kind="constraint",
    assumes=("文件写的是错误，反过来就是要求。", "A defect is told; the rule is its negation."),
)

# --- a day of the calendar -----------------------------------------------------------------------

PUBLICISED_ON = recorded_day(("公示日期", "day of the publicity")).on(Record, "publicised_on")
DAY_EXISTS = criterion(
    "anhui/maanshan.data_record.publicity_2014.calendar_date_exists",
    ("公示日期须真实", "the day of the publicity exists"),
    cite=DECK.at("三.8", "镇公示时间", "9月31日"),
    means=PUBLICISED_ON.by(day_of_facts(cite=DECK.at("三.8", "镇公示时间"))),
    kind="constraint",
    assumes=(
        "文件只说日期写成9月31日；历书上没有的日期读入时即报错，晚于事实日的也不真实，是我们的理解。",
        "The deck only tells of 31 September: a day that does not exist is refused when read, one after the day of the facts is NO.",
    ),
)
