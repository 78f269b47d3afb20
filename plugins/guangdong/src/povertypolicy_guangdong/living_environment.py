"""二.12 人居环境改善扶贫工程: micro projects built by the village itself."""

from povertypolicy.authoring import Force, all_of, criterion, yes_no
from povertypolicy_guangdong.notice import NOTICE
from povertypolicy_guangdong.subjects import Project

FISCAL_SUPPORT = yes_no(("财政支持", "supported by public money")).on(Project, "fiscal_support")
MICRO = yes_no(("微小型建设项目", "micro or small construction")).on(Project, "micro")
CONCERNS_POOR_VILLAGE = yes_no(("涉及贫困村", "concerns a poor village")).on(
    Project, "concerns_poor_village"
)
DELIBERATED = yes_no(("经一事一议", "deliberated case by case")).on(Project, "deliberated")

SELF_BUILD = criterion(
    "guangdong.project.living_environment.self_build_permission",
    ("村组织自建自管", "built and managed by the village organisation"),
    cite=NOTICE.at("二.12", "财政支持", "微小型", "涉及贫困村", "一事一议", "自建自管"),
    means=all_of(FISCAL_SUPPORT, MICRO, CONCERNS_POOR_VILLAGE, DELIBERATED),
    kind="entitlement",
    force=Force.MAY,
    assumes=(
        "“微小型”没有金额上限；与第13项的招标制度如何衔接没有规定。",
        "Micro has no ceiling in money; how it goes with the tenders of item 13 is not said.",
    ),
)
