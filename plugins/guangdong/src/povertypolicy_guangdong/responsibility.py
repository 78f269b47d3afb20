"""四.19 and 五.23: work teams in every village, a linked duty for every person."""

from povertypolicy.authoring import Village, all_of, criterion, yes_no
from povertypolicy_guangdong.coverage import Coverage
from povertypolicy_guangdong.notice import NOTICE

HAS_TEAM = yes_no(("有驻村工作队", "has a work team")).on(Village, "has_team")
HAS_FIRST_SECRETARY = yes_no(("有第一书记", "has a first secretary")).on(
    Village, "has_first_secretary"
)

TEAMS = criterion(
    "guangdong.village.team.coverage",
    ("驻村工作队和第一书记全覆盖", "a work team and a first secretary in every village"),
    cite=NOTICE.at("四.19", "全部相对贫困村", "驻村工作队和第一书记"),
    means=all_of(HAS_TEAM, HAS_FIRST_SECRETARY),
    kind="constraint",
)
FULL_LINKS = criterion(
    "guangdong.person.responsibility.full_link_coverage",
    ("挂钩联系帮扶责任全覆盖", "a linked duty for every poor person"),
    cite=NOTICE.at("五.23", "相对贫困人口全覆盖", "挂钩联系帮扶责任"),
    means=Coverage.covered.equals(Coverage.due),
    kind="constraint",
)
