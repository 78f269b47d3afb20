"""五.23 and 五.24: links, letters, visits, plans of departments, the survey."""

from povertypolicy.authoring import (
    County,
    Subject,
    Text,
    all_of,
    count,
    criterion,
    many,
    number,
    parameter,
    since,
    yes_no,
)
from povertypolicy_guangdong.coverage import Coverage
from povertypolicy_guangdong.notice import NOTICE
from povertypolicy_guangdong.subjects import Cadre, Province

ITEM = "五.23"


class Department(Subject):
    """A department whose work touches poverty 有关部门."""

    label = Text("有关部门", "department")

    plan_issued = yes_no(("已出台配套方案", "has issued its plan"))


class PolicySystem(Subject):
    """The main document and the plans of departments 政策措施体系."""

    label = Text("“1+N”政策体系", "system of policies")
    departments = many(lambda: Department, ("有关部门", "departments"), most=200)


LETTER_LEVELS = number(("签订责任书的层级数", "levels that sign letters"), low=1, high=10).on(
    Province, "letter_levels"
)
LETTER_LINKS = number(("已签订的上下级数", "neighbouring levels that signed"), high=10).on(
    Province, "letter_links"
)
PROVINCIAL_LEADER = yes_no(("省领导", "provincial leader")).on(Cadre, "provincial_leader")
LINKED_VILLAGES = number(("挂钩联系的贫困村数", "poor villages linked with"), high=1000).on(
    Cadre, "linked_poor_villages"
)
PRINCIPAL_LEADER = yes_no(("党政主要领导", "principal leader")).on(Cadre, "principal_leader")
VISITS = number(("当年带队走访次数", "visits led in the year"), high=1000).on(
    Cadre, "visits_in_year"
)
COUNTY_BODY = yes_no(("有县帮扶工作班子", "has a help body of the county")).on(
    County, "county_body"
)
TOWN_GROUPS = yes_no(("有镇帮扶工作组", "has help groups of towns")).on(County, "town_groups")
SCATTERED_POOR = number(("村外贫困人口", "poor outside poor villages")).on(County, "scattered_poor")
SCATTERED_COVERED = number(("已帮扶的村外贫困人口", "poor outside who are helped")).on(
    County, "scattered_covered"
)
VILLAGES = number(("全县村数", "villages in all"), high=10**5).on(County, "villages_in_all")
VILLAGES_SURVEYED = number(("已调查村数", "villages surveyed"), high=10**5).on(
    County, "villages_surveyed"
)
HOUSEHOLDS = number(("全县户数", "households in all")).on(County, "households_in_all")
HOUSEHOLDS_SURVEYED = number(("已调查户数", "households surveyed")).on(
    County, "households_surveyed"
)

LETTERS = criterion(
    "guangdong.organisation.responsibility.letters",
    ("层层签订责任书", "letters of responsibility level by level"),
    cite=NOTICE.at(ITEM, "层层签订", "责任书"),
    means=LETTER_LINKS.at_least(LETTER_LEVELS - count(1, cite=NOTICE.at(ITEM, "层层签订"))),
    kind="procedure",
    assumes=(
        "每相邻两级签一次；签到哪一级没有写，按登记。",
        "Each pair of neighbouring levels signs; down to which is not said: as recorded.",
    ),
)
FULL_LINKS = criterion(
    "guangdong.person.responsibility.full_link_coverage",
    ("挂钩联系帮扶责任全覆盖", "a linked duty for every poor person"),
    cite=NOTICE.at(ITEM, "相对贫困人口全覆盖", "挂钩联系帮扶责任"),
    means=Coverage.covered.equals(Coverage.due),
    kind="constraint",
)
LEADER_LINKED = criterion(
    "guangdong.cadre.responsibility.provincial_leader_one_village",
    ("省领导联系1个贫困村", "a poor village for each provincial leader"),
    cite=NOTICE.at(ITEM, "省领导", "挂钩联系1个贫困村"),
    applies_when=PROVINCIAL_LEADER,
    means=LINKED_VILLAGES.at_least(count(1, cite=NOTICE.at(ITEM, "挂钩联系1个贫困村"))),
    kind="constraint",
    assumes=("联系1个是下限，没有禁止更多。", "One is the least; more is not forbidden."),
)
SCATTERED = criterion(
    "guangdong.county.responsibility.scattered_poor",
    ("村外贫困人口帮扶", "help for the poor outside poor villages"),
    cite=NOTICE.at(ITEM, "帮扶工作班子", "镇帮扶工作组", "分散在贫困村外"),
    means=all_of(COUNTY_BODY, TOWN_GROUPS, SCATTERED_COVERED.equals(SCATTERED_POOR)),
    kind="constraint",
)
PLANS = criterion(
    "guangdong.organisation.responsibility.one_plus_n",
    ("“1+N”政策体系", "the main document and a plan of each department"),
    cite=NOTICE.at(ITEM, "各部门", "实施计划方案", "1+N"),
    means=PolicySystem.departments.listed().all(Department.plan_issued),
    kind="constraint",
    assumes=(
        "有关部门没有列出，N是多少、何时出台都没有写，按登记。",
        "Neither the departments nor N nor a day is said: as recorded.",
    ),
)
LEAST_VISITS = parameter(
    "guangdong.cadre.responsibility.least_visits",
    ("每年最少走访次数", "least visits a year"),
    since("2016-06-04", count(2, cite=NOTICE.at(ITEM, "每年至少2次"))),
)
VISITS_MADE = criterion(
    "guangdong.cadre.responsibility.visits_per_year",
    ("每年走访不少于2次", "at least two visits a year"),
    cite=NOTICE.at(ITEM, "各级党政主要领导", "每年至少2次"),
    applies_when=PRINCIPAL_LEADER,
    means=VISITS.at_least(LEAST_VISITS),
    kind="constraint",
    assumes=(
        "按公历年计；每次是否村和户都要走到没有写。",
        "A calendar year is meant; whether each visit reaches village and household is not said.",
    ),
)
SURVEYED = criterion(
    "guangdong.county.identification.survey_coverage",
    ("调查全覆盖", "everybody is surveyed"),
    cite=NOTICE.at("五.24", "逐村逐户", "调查摸底"),
    means=all_of(VILLAGES_SURVEYED.equals(VILLAGES), HOUSEHOLDS_SURVEYED.equals(HOUSEHOLDS)),
    kind="constraint",
)
