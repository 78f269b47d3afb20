"""二.11 基础设施建设扶贫工程: roads of natural villages, safe water."""

from povertypolicy.authoring import (
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
    yes_no,
)
from povertypolicy_guangdong.notice import NOTICE

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
WATER_STATE = classification(
    "guangdong.village.infrastructure.safe_water",
    ("农村饮水安全", "safe water in villages"),
    WATER,
    when(none_of(SAFE_WATER), "safe_water_due"),
    when(all_of(WATER_CONDITIONS, none_of(TAP_WATER)), "tap_water_due"),
    otherwise="meets",
    cite=NOTICE.at(ITEM, "饮水安全", "有条件的地区", "村村通自来水", "基本覆盖"),
    force=Force.CONDITIONAL,
    assumes=(
        "“有条件”没有定义，按登记；“基本覆盖”没有比例。",
        'When conditions allow is not defined: as recorded; "basically" has no percentage.',
    ),
)
