"""二.10 农村危房改造扶贫工程: whose houses come first, and where the helpless live."""

from povertypolicy.authoring import (
    NOT_APPLICABLE,
    Force,
    Household,
    all_of,
    any_of,
    classification,
    criterion,
    vocabulary,
    when,
    word,
    yes_no,
)
from povertypolicy_guangdong.notice import NOTICE

ITEM = "二.10"

SUPPORT = vocabulary(
    ("五保供养", "five-guarantee support"),
    dispersed=("分散供养五保户", "five-guarantee household supported at home"),
    institution=("集中供养五保户", "five-guarantee household in an institution"),
    none=("不是五保户", "no five-guarantee household"),
)
FIVE_GUARANTEE = word(("五保供养", "five-guarantee support"), SUPPORT).on(
    Household, "five_guarantee"
)
LONG_IN_DANGEROUS_HOUSE = yes_no(("长期居住危房", "has long lived in a dangerous house")).on(
    Household, "long_in_dangerous_house"
)
DANGEROUS_HOUSE = yes_no(("居住危房", "lives in a dangerous house")).on(
    Household, "dangerous_house"
)
ONLY_DWELLING = yes_no(("危房为唯一住所", "the dangerous house is the only dwelling")).on(
    Household, "only_dwelling"
)
PLACE_IN_HOME = yes_no(("能安排入住敬老机构", "a place in a home for the elderly is available")).on(
    Household, "place_in_home"
)

PRIORITY = criterion(
    "guangdong.household.housing.priority_target",
    ("危房改造重点对象", "priority for rebuilding"),
    cite=NOTICE.at(ITEM, "长期居住危房", "唯一住所", "分散供养五保户", "建档立卡贫困户", "为重点"),
    means=all_of(
        LONG_IN_DANGEROUS_HOUSE,
        ONLY_DWELLING,
        any_of(FIVE_GUARANTEE.equals("dispersed"), Household.registered),
    ),
    assumes=(
        (
            "“长期”没有年限，“危房”没有等级，按登记。",
            '"Long" has no duration and "dangerous" no grade: as recorded.',
        ),
        ("不是重点不等于不改造。", "Not being a priority does not exclude."),
    ),
)
PLACEMENTS = vocabulary(
    ("安置方式", "placement"),
    elderly_home=("入住敬老机构", "home for the elderly"),
    simple_apartment=("可建简易老人公寓集中安置", "simple apartments for the elderly may be built"),
)
PLACEMENT = classification(
    "guangdong.household.housing.five_guarantee_placement",
    ("居住危房的五保户安置", "placement of five-guarantee households"),
    PLACEMENTS,
    when(FIVE_GUARANTEE.equals("none"), NOT_APPLICABLE),
    when(all_of(DANGEROUS_HOUSE, PLACE_IN_HOME), "elderly_home"),
    when(DANGEROUS_HOUSE, "simple_apartment"),
    otherwise=NOT_APPLICABLE,
    cite=NOTICE.at(ITEM, "有条件的地区", "五保户", "入住敬老机构", "可建设简易老人公寓"),
    force=Force.CONDITIONAL,
    assumes=(
        "后一种方式是“可”，不是必须。",
        "The second way may be chosen, it is no duty.",
    ),
)
