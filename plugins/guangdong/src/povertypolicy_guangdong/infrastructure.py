"""二.11 基础设施建设扶贫工程: roads, land quota, water, solar power."""

from povertypolicy.authoring import (
    County,
    Force,
    Subject,
    Text,
    Village,
    all_of,
    classification,
    count,
    criterion,
    none_of,
    number,
    parameter,
    since,
    vocabulary,
    when,
    word,
    yes_no,
)
from povertypolicy_guangdong.notice import NOTICE
from povertypolicy_guangdong.subjects import City, Project

ITEM = "二.11"


class NaturalVillage(Subject):
    """A natural village, part of an administrative village 自然村."""

    label = Text("自然村", "natural village")

    in_poor_village = yes_no(("属于贫困村", "belongs to a poor village"))
    population = number(("人口", "population"), high=10**6)


SAFE_WATER = yes_no(("饮水安全", "has safe water")).on(Village, "safe_water")
TAP_WATER = yes_no(("通自来水", "has tap water")).on(Village, "tap_water")
WATER_CONDITIONS = yes_no(("有通自来水的条件", "conditions allow tap water")).on(
    Village, "tap_water_conditions"
)

ROAD_LINE = parameter(
    "guangdong.village.infrastructure.hardening_population",
    ("路面硬化人口线", "population for road hardening"),
    since("2016-06-04", count(200, cite=NOTICE.at(ITEM, "200人以上的自然村"))),
)
HARDENING = criterion(
    "guangdong.village.infrastructure.hardening_threshold",
    ("200人以上自然村道路硬化", "road hardening for natural villages of 200 people or more"),
    cite=NOTICE.at(ITEM, "重点推进", "200人以上的自然村", "路面硬化"),
    means=all_of(NaturalVillage.in_poor_village, NaturalVillage.population.at_least(ROAD_LINE)),
    assumes=(
        "“重点推进”不排除较小的村；是户籍还是常住人口没有写明。",
        "Smaller villages are not excluded; registered or resident population is not said.",
    ),
)
WATER = vocabulary(
    ("饮水状况", "water"),
    meets=("达到要求", "meets the item"),
    tap_water_due=("应通自来水", "tap water due"),
    safe_water_due=("应解决饮水安全", "safe water due"),
)
WATER_STATE_ASSUMES = (
    "“有条件”没有定义，按登记；“基本覆盖”没有比例。",
    'When conditions allow is not defined: as recorded; "basically" has no percentage.',
)
WATER_STATE = classification(
    "guangdong.village.infrastructure.safe_water",
    ("农村饮水安全", "safe water in villages"),
    WATER,
    when(none_of(SAFE_WATER), "safe_water_due"),
    when(all_of(WATER_CONDITIONS, none_of(TAP_WATER)), "tap_water_due"),
    otherwise="meets",
    cite=NOTICE.at(ITEM, "饮水安全", "有条件的地区", "村村通自来水", "基本覆盖"),
    force=Force.CONDITIONAL,
    assumes=WATER_STATE_ASSUMES,
)

# --- land quota, the plan for water, solar power -------------------------------------------------

CONTAINS_POOR_AREA = yes_no(("辖有贫困地区", "contains a poor area")).on(City, "contains_poor_area")
QUOTA_TILT = vocabulary(
    ("用地指标", "land quota"),
    tilt=("倾斜，并优先安排", "leans, and roads come first"),
    no_tilt=("本条不倾斜", "no lean under this rule"),
)
LAND_QUOTA = classification(
    "guangdong.city.infrastructure.land_quota_tilt",
    ("道路用地指标倾斜", "land quota for roads"),
    QUOTA_TILT,
    when(CONTAINS_POOR_AREA, "tilt"),
    otherwise="no_tilt",
    cite=NOTICE.at(ITEM, "用地指标", "贫困地区所在地级以上市", "倾斜照顾"),
    kind="allocation",
    recorded=("没有比例", "no ratio is given"),
)
PLAN_YEARS = number(
    ("农村水利行动计划年数", "years of the plan for rural water works"), high=100
).on(County, "water_plan_years")
WATER_PLAN = criterion(
    "guangdong.county.infrastructure.water_action_plan",
    ("农村水利三年行动计划", "three-year plan for rural water works"),
    cite=NOTICE.at(ITEM, "农村水利", "三年行动计划"),
    means=PLAN_YEARS.equals(count(3, cite=NOTICE.at(ITEM, "三年行动计划"))),
    kind="schedule",
    assumes=(
        "起止没有写明，不一定是攻坚的三年。",
        "Start and end are not given; they need not be the three years of the campaign.",
    ),
)
FARM_SOLAR = ("农光互补", "solar power with farming")
FISHERY_SOLAR = ("渔光互补", "solar power with fishing")
ENERGIES = vocabulary(
    ("新能源类型", "kind of new energy"),
    farm_solar=FARM_SOLAR,
    fishery_solar=FISHERY_SOLAR,
    other=("其他新能源", "other new energy"),
)
NAMED_ENERGIES = vocabulary(
    ("所列新能源", "new energies named"),
    closed=False,
    farm_solar=FARM_SOLAR,
    fishery_solar=FISHERY_SOLAR,
)
ENERGY = word(("新能源类型", "kind of new energy"), ENERGIES).on(Project, "energy")
RURAL_AREA = yes_no(("位于农村地区", "in a rural area")).on(Project, "rural_area")
SOLAR_ACCESS = criterion(
    "guangdong.project.infrastructure.solar_access",
    ("新能源无障碍接入", "new energy connected without obstacle"),
    cite=NOTICE.at(ITEM, "农光互补", "渔光互补等新能源", "无障碍接入与消化"),
    means=all_of(RURAL_AREA, ENERGY.is_on(NAMED_ENERGIES)),
    kind="entitlement",
)
