"""三.35/三.36: the day of poverty relief, helpers and what the handbook says of them."""

from povertypolicy.authoring import (
    Force,
    all_of,
    any_of,
    count,
    criterion,
    day,
    none_of,
    number,
    readings,
    recorded_day,
    undetermined,
    vocabulary,
    word,
    yes_no,
)
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.province.helpers import HOUSEHOLDS
from povertypolicy_anhui.subjects import Cadre, Organisation, Record

ITEM = "三.36"

ACTIVITY_MONTH = number(("活动月份", "month of the activity"), low=1, high=12).on(
    Organisation, "activity_month"
)
ACTIVITY_DAY = number(("活动日", "day of the activity"), low=1, high=31).on(
    Organisation, "activity_day"
)
RELIEF_DAY = DECK.at("三.35", "1017", "全国扶贫日")
POVERTY_DAY = criterion(
    "anhui/maanshan.organisation.social_help.poverty_day",
    ("10·17全国扶贫日", "day of poverty relief, 17 October"),
    cite=DECK.at("三.35", "1017", "全国扶贫日", "系列活动"),
    means=all_of(
        ACTIVITY_MONTH.equals(count(10, cite=RELIEF_DAY)),
        ACTIVITY_DAY.equals(count(17, cite=RELIEF_DAY)),
    ),
    kind="schedule",
    assumes=(
        "原文的“1017”脱落了点；活动是系列的，可以不止这一天。",
        'The dot of "1017" is lost; the activities are a series and may spread over more days.',
    ),
)

# --- helpers -------------------------------------------------------------------------------------

HELPER_LEVELS = vocabulary(
    ("帮扶人层级", "level of the helper"),
    village=("村级", "village"),
    township=("乡镇级", "township"),
    county=("县级", "county"),
    city=("市级", "city"),
    province=("省级", "province"),
    enterprise_manager=("企业中层以上", "middle manager of an enterprise or above"),
)
AND_ABOVE = ("township", "county", "city", "province")
HELPER_LEVEL = word(("帮扶人层级", "level of the helper"), HELPER_LEVELS).on(Cadre, "helper_level")
HELPER_RECORDED = recorded_day(("帮扶关系登记日期", "day of the record of help")).on(
    Cadre, "help_recorded_on"
)
MANAGERS = undetermined(
    (
        "省里允许的企业中层以上管理人员，市里没有写到",
        "managers of enterprises, whom the province allows, are not mentioned by the city",
    )
)
LEVEL_FITS = any_of(
    HELPER_LEVEL.is_one_of(*AND_ABOVE),
    all_of(HELPER_LEVEL.equals("enterprise_manager"), MANAGERS),
)
AFTER_JUNE = DECK.at(ITEM, "2017年6月后")
FROM_JUNE = HELPER_RECORDED.from_(day("2017-06-01", cite=AFTER_JUNE))
FROM_JULY = HELPER_RECORDED.from_(day("2017-07-01", cite=AFTER_JUNE))
RUNS = readings(
    "helper_rule_start",
    ("“6月后”从哪天起", '"after June" begins'),
    june=(("从6月1日起", "on 1 June"), FROM_JUNE),
    july=(("从7月1日起", "on 1 July"), FROM_JULY),
)
RANK_AND_CAP = criterion(
    "anhui/maanshan.cadre.helper.rank_and_cap",
    ("帮扶责任人层级和户数", "level and households of a helper"),
    cite=DECK.at(ITEM, "2017年6月后", "乡镇及以上人员", "不超过3户"),
    applies_when=FROM_JUNE,
    means=any_of(
        all_of(
            LEVEL_FITS,
            HOUSEHOLDS.at_most(count(3, cite=DECK.at(ITEM, "2017年6月后", "不超过3户"))),
        ),
        none_of(RUNS),
    ),
    kind="constraint",
    since="2017-06-01",
    assumes=(
        "此前的登记不按本条判断；已有的帮扶人也须调整。",
        "Earlier records are not judged; helpers already named are to be changed, too.",
    ),
)

# --- the handbook --------------------------------------------------------------------------------

HELPER_CHANGED = yes_no(("帮扶责任人有调整", "the helper has changed")).on(Record, "helper_changed")
CHANGE_NOTED = yes_no(("备注了何时调整", "a remark says from when")).on(Record, "change_noted")
CHANGE_NOTE = criterion(
    "anhui/maanshan.data_record.handbook.helper_change_note",
    ("帮扶人调整备注", "remark on a changed helper"),
    cite=DECK.at(ITEM, "扶贫手册帮扶责任人有调整", "备注", "何时调整更换"),
    means=any_of(none_of(HELPER_CHANGED), CHANGE_NOTED),
    kind="constraint",
)
HELPERS_SHOWN = number(("手册写入的帮扶人数", "helpers shown in the handbook"), high=100).on(
    Record, "helpers_shown"
)
MAIN_LEVEL = word(("手册主要帮扶人层级", "level of the main helper shown"), HELPER_LEVELS).on(
    Record, "main_helper_level"
)
SHOWN_ONE = count(1, cite=DECK.at(ITEM, "以县级或镇级1人为主"))
SEVERAL = undetermined(
    (
        "写“1人为主”，没有写不得多于1人",
        '"mainly one" does not say that there may be no more than one',
    )
)
MAIN_HELPER = criterion(
    "anhui/maanshan.data_record.handbook.main_helper_shown",
    ("手册帮扶人以1人为主", "one main helper in the handbook"),
    cite=DECK.at(ITEM, "原则上写入扶贫手册", "县级或镇级1人为主"),
    means=all_of(
        MAIN_LEVEL.is_one_of("county", "township"),
        any_of(HELPERS_SHOWN.equals(SHOWN_ONE), all_of(HELPERS_SHOWN.above(SHOWN_ONE), SEVERAL)),
    ),
    kind="constraint",
    force=Force.IN_PRINCIPLE,
)
HELPER_SIGNED = yes_no(("帮扶人签字", "signed by the helper")).on(Record, "helper_signed")
HELPED_SIGNED = yes_no(("被帮扶人签字", "signed by the household")).on(Record, "household_signed")
SIGNATURES = criterion(
    "anhui/maanshan.data_record.handbook.result_signatures",
    ("帮扶成效签字", "signatures under the results"),
    cite=DECK.at(ITEM, "帮扶成效签字", "帮扶人与被帮扶人签字"),
    means=all_of(HELPER_SIGNED, HELPED_SIGNED),
    kind="constraint",
)

# --- three agreements ----------------------------------------------------------------------------

IN_HANDBOOK = number(("扶贫手册的数", "figure in the handbook")).on(Record, "handbook_figure")
IN_SYSTEM = number(("信息系统的数", "figure in the system")).on(Record, "system_figure")
IN_FACT = number(("农户实际的数", "figure in fact")).on(Record, "household_figure")
AGREEMENTS = criterion(
    "anhui/maanshan.data_record.handbook.three_agreements",
    ("三个一致", "three agreements"),
    cite=DECK.at("三.38", "三个一致", "扶贫手册、信息系统、农户实际"),
    means=all_of(IN_SYSTEM.equals(IN_HANDBOOK), IN_FACT.equals(IN_HANDBOOK)),
    kind="constraint",
)
