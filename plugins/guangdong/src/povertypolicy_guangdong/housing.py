"""二.10 农村危房改造扶贫工程: priority, placement, rates of the subsidy, the last day."""

from povertypolicy.authoring import (
    NOT_APPLICABLE,
    Force,
    Household,
    Subject,
    Text,
    all_of,
    any_of,
    classification,
    count,
    criterion,
    day,
    indicator,
    many,
    money,
    recorded_day,
    up,
    vocabulary,
    when,
    word,
    yes_no,
)
from povertypolicy_guangdong.notice import NOTICE
from povertypolicy_guangdong.subjects import Province

ITEM = "二.10"


class RebuildingSubsidy(Subject):
    """The rates of the subsidy for rebuilding, class by class 危房改造补助标准."""

    label = Text("危房改造补助标准", "rebuilding subsidy")
    classes = many(lambda: SubsidyClass, ("补助类别", "classes"), most=1000)


class SubsidyClass(Subject):
    """One class of cases and its rate 补助类别."""

    label = Text("补助类别", "class of the subsidy")
    subsidy = up(lambda: RebuildingSubsidy)

    rate = money(("补助标准", "rate"), low=1)


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

PRIORITY_ASSUMES = (
    (
        "“长期”没有年限，“危房”没有等级，按登记。",
        '"Long" has no duration and "dangerous" no grade: as recorded.',
    ),
    ("不是重点不等于不改造。", "Not being a priority does not exclude."),
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
    assumes=PRIORITY_ASSUMES,
)
PLACEMENTS = vocabulary(
    ("安置方式", "placement"),
    elderly_home=("入住敬老机构", "home for the elderly"),
    simple_apartment=("可建简易老人公寓集中安置", "simple apartments for the elderly may be built"),
)
PLACEMENT_ASSUMES = (
    "后一种方式是“可”，不是必须。",
    "The second way may be chosen, it is no duty.",
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
    assumes=PLACEMENT_ASSUMES,
)

# --- rates and the last day ----------------------------------------------------------------------

CLASSES = RebuildingSubsidy.classes.listed()
TO_THE_MEAN = indicator(
    ("与平均标准之比", "ratio to the mean rate"),
    SubsidyClass.rate
    / SubsidyClass.subsidy.of(CLASSES.sum(SubsidyClass.rate))
    * SubsidyClass.subsidy.of(CLASSES.count()),
)
DIFFERENTIAL = criterion(
    "guangdong.household.housing.differential_subsidy",
    ("差异化补助", "rates that differ by class"),
    cite=NOTICE.at(ITEM, "分类补助标准", "差异化补助"),
    means=CLASSES.any(TO_THE_MEAN.above(count(1, cite=NOTICE.at(ITEM, "差异化")))),
    kind="classification",
    assumes=(
        "只有各类全都一样才算没有差异；几类相同不算。",
        "Only one rate for all classes is no difference; some alike are no breach.",
    ),
    recorded=("类别和金额没有规定", "classes and amounts are not stated"),
)
REBUILT_ON = recorded_day(("贫困户危房改造全部完成日", "day on which all were rebuilt")).on(
    Province, "houses_rebuilt_on"
)
COMPLETION = criterion(
    "guangdong.province.housing.completion_deadline",
    ("贫困户危房改造完成时限", "last day for rebuilding"),
    cite=NOTICE.at(ITEM, "2018年年底", "全面完成贫困户", "危房改造"),
    means=REBUILT_ON.by(day("2018-12-31", cite=NOTICE.at(ITEM, "2018年年底"))),
    kind="schedule",
    until="2018-12-31",
)
