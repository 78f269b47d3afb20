"""四.19 驻村工作队: teams, first secretaries, their terms."""

from povertypolicy.authoring import (
    Force,
    Village,
    all_of,
    count,
    criterion,
    formula,
    months,
    months_of,
    number,
    parameter,
    since,
    yes_no,
)
from povertypolicy_guangdong.notice import NOTICE
from povertypolicy_guangdong.subjects import Province, WorkTeam

ITEM = "四.19"

HAS_TEAM = yes_no(("有驻村工作队", "has a work team")).on(Village, "has_team")
HAS_FIRST_SECRETARY = yes_no(("有第一书记", "has a first secretary")).on(
    Village, "has_first_secretary"
)
VILLAGES_TO_STAFF = number(("须派工作队的贫困村数", "poor villages that need a team")).on(
    Province, "villages_to_staff"
)
TERM_SERVED = months_of(("队长和第一书记任期", "term of leader and first secretary")).on(
    WorkTeam, "term"
)
CADRES_SENT = number(("选派干部数", "cadres sent"), high=1000).on(WorkTeam, "cadres_sent")

TEAMS = criterion(
    "guangdong.village.team.coverage",
    ("驻村工作队和第一书记全覆盖", "a work team and a first secretary in every village"),
    cite=NOTICE.at(ITEM, "全部相对贫困村", "驻村工作队和第一书记"),
    means=all_of(HAS_TEAM, HAS_FIRST_SECRETARY),
    kind="constraint",
)
TEAMS_NEEDED = formula(
    "guangdong.province.team.number_needed",
    ("须派工作队数", "work teams needed"),
    VILLAGES_TO_STAFF,
    cite=NOTICE.at(ITEM, "全部相对贫困村", "驻村工作队").derives(TEAMS.info.id),
)
FIRST_SECRETARIES_NEEDED = formula(
    "guangdong.province.team.first_secretaries_needed",
    ("须派第一书记数", "first secretaries needed"),
    VILLAGES_TO_STAFF,
    cite=NOTICE.at(ITEM, "全部相对贫困村", "第一书记").derives(TEAMS.info.id),
    assumes=("队长可以兼任；这里数的是岗位。", "A leader may hold both: posts are counted here."),
)
TERM = parameter(
    "guangdong.work_team.team.term",
    ("任期", "term"),
    since("2016-06-04", months(36, cite=NOTICE.at(ITEM, "任期原则上为3年"))),
    force=Force.IN_PRINCIPLE,
)
TERM_KEPT = criterion(
    "guangdong.work_team.team.term.met",
    ("任期三年", "term of three years"),
    cite=NOTICE.at(ITEM, "队长和第一书记", "任期原则上为3年").derives(TERM.info.id),
    means=TERM_SERVED.equals(TERM),
    force=Force.IN_PRINCIPLE,
    assumes=(
        "3年按36个月计；偏离须说明，任期仍有效。",
        "Three years are 36 months; another term is to be explained and stays valid.",
    ),
)
EXTRA_CADRES = criterion(
    "guangdong.work_team.team.extra_cadres",
    ("可增派干部", "more cadres may be sent"),
    cite=NOTICE.at(ITEM, "选派1名优秀干部", "可选派多名干部"),
    means=CADRES_SENT.at_least(count(1, cite=NOTICE.at(ITEM, "选派1名优秀干部"))),
    kind="entitlement",
    force=Force.MAY,
    assumes=(
        "先有必派的1名才谈得上增派；没有上限。",
        "The one who must be sent comes first; there is no upper number.",
    ),
)
