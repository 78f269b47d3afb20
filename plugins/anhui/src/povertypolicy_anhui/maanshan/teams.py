"""三.33/三.34 精准帮扶: teams, pairing and the posts in townships and villages."""

from povertypolicy.authoring import (
    Household,
    Subject,
    Text,
    Village,
    all_of,
    any_of,
    count,
    criterion,
    many,
    none_of,
    number,
    undetermined,
    vocabulary,
    word,
    yes_no,
)
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.subjects import Cadre, City, Township

ROLES = vocabulary(
    ("工作队岗位", "post in the team"),
    leader=("队长", "leader"),
    deputy_leader=("副队长", "deputy leader"),
    specialist=("扶贫专干", "specialist"),
    other=("其他", "other"),
)
RANKS = vocabulary(
    ("职级", "rank"),
    section_member=("科员", "section member"),
    deputy_section_chief=("副科级", "deputy section chief"),
    section_chief=("正科级", "section chief"),
    deputy_county=("副县级", "deputy county"),
    county=("正县级", "county"),
    deputy_prefecture=("副厅级", "deputy prefecture"),
    prefecture=("正厅级", "prefecture"),
)
ABOVE_DEPUTY_COUNTY = ("county", "deputy_prefecture", "prefecture")
DEPARTMENTS = vocabulary(
    ("选派单位", "unit that sends"),
    paired_city_department=("结对市直部门", "paired department of the city"),
    other_city_department=("其他市直部门", "other department of the city"),
    county_department=("县（园区）部门", "department of county or zone"),
    township=("乡镇机关", "township office"),
    other=("其他", "other"),
)
OFFICES = vocabulary(
    ("扶贫专干来源", "where the specialists come from"),
    county=("县（园区）机关", "office of county or zone"),
    township=("乡镇机关", "township office"),
    other=("其他", "other"),
)


class TeamMember(Subject):
    """A member of a resident team 驻村工作队队员."""

    label = Text("驻村工作队队员", "member of a resident team")

    role = word(("工作队岗位", "post in the team"), ROLES)


class ResidentTeam(Subject):
    """The team that resides in a poor village 贫困村驻村工作队."""

    label = Text("贫困村驻村工作队", "resident team of a poor village")
    members = many(lambda: TeamMember, ("队员", "members"), most=100)


# --- pairing -------------------------------------------------------------------------------------

PAIRED = "三.33"
POOR_VILLAGES = number(("全市贫困村数", "poor villages of the city")).on(City, "poor_villages")
CITY_TEAMS = number(("市级帮扶团队数", "help teams of the city")).on(City, "city_teams")
TWENTY_EIGHT = criterion(
    "anhui/maanshan.work_team.pairing.twenty_eight",
    ("28个帮扶团队", "twenty-eight help teams"),
    cite=DECK.at(PAIRED, "对应28个贫困村", "组建28个", "市级帮扶团队"),
    means=all_of(
        POOR_VILLAGES.equals(count(28, cite=DECK.at(PAIRED, "28个贫困村"))),
        CITY_TEAMS.equals(count(28, cite=DECK.at(PAIRED, "组建28个市级帮扶团队"))),
    ),
    kind="allocation",
    since="2017-01-01",
)
CITY_LEADERS = number(("联系的市领导数", "city leaders linked"), high=1000).on(
    Village, "city_leaders"
)
CITY_DEPARTMENTS = number(("结对的市直部门数", "city departments paired"), high=1000).on(
    Village, "city_departments"
)
ENTERPRISES = number(("帮扶的企业数", "enterprises that help"), high=1000).on(
    Village, "helping_enterprises"
)
ONE_TWO_ONE = criterion(
    "anhui/maanshan.village.pairing.one_two_one",
    ("1+2+1结对帮扶", "pairing 1+2+1"),
    cite=DECK.at(PAIRED, "1+2+1", "1名市领导", "2个市有关部门", "1个有关企业"),
    means=all_of(
        CITY_LEADERS.equals(count(1, cite=DECK.at(PAIRED, "1名市领导"))),
        CITY_DEPARTMENTS.equals(count(2, cite=DECK.at(PAIRED, "2个市有关部门"))),
        ENTERPRISES.equals(count(1, cite=DECK.at(PAIRED, "1个有关企业"))),
    ),
    kind="constraint",
    assumes=(
        "多于所写的数是否违反没有写，按恰好理解。",
        "More than written is not addressed: read as exactly.",
    ),
)
HELPERS = number(("帮扶责任人数", "helpers of the household"), high=1000).on(Household, "helpers")
CITY_HELPED = yes_no(("有市级帮扶团队", "has a help team of the city")).on(Village, "has_city_team")
IS_POOR = yes_no(("是贫困村", "is a poor village")).on(Village, "is_poor_village")
VILLAGE_COVERED = any_of(CITY_HELPED, none_of(IS_POOR))
BOTH_COVERED = criterion(
    "anhui/maanshan.household.pairing.two_full_coverages",
    ("帮扶两个全覆盖", "every village and every household helped"),
    cite=DECK.at("三.33/三.34", "两个全覆盖", "每个贫困户至", "少有一名帮扶责任人"),
    means=all_of(
        HELPERS.at_least(count(1, cite=DECK.at("三.33/三.34", "每个贫困户至少有一名"))),
        Household.village.of(VILLAGE_COVERED),
    ),
    kind="constraint",
    assumes=(
        "非贫困村没有市级团队，只看户。",
        "Other villages have no team of the city: the household alone counts.",
    ),
)

# --- posts ---------------------------------------------------------------------------------------

POSTED = "三.34"
POSTED_RANK = word(("选派干部职级", "rank of the cadre posted"), RANKS).on(Cadre, "posted_rank")
PARTY_MEMBER = yes_no(("中共党员", "Party member")).on(Cadre, "party_member")
SENT_BY = word(("选派单位", "unit that sends"), DEPARTMENTS).on(Cadre, "sent_by")
FIRST_SECRETARY = yes_no(("兼任村党组织第一书记", "is first secretary of the village, too")).on(
    Cadre, "is_first_secretary"
)
TOWNSHIP_LEADER = criterion(
    "anhui/maanshan.cadre.posting.township_team_leader",
    ("乡镇扶贫工作队队长", "team leader of a township"),
    cite=DECK.at(POSTED, "各县(园区)", "1名副县级以上党员干部", "乡镇扶贫工作队队长"),
    means=all_of(
        POSTED_RANK.is_one_of("deputy_county", *ABOVE_DEPUTY_COUNTY),
        PARTY_MEMBER,
    ),
)
HAS_EXIT_TASKS = yes_no(("有脱贫任务", "has exit tasks")).on(Township, "has_exit_tasks")
TEAM_LEADERS = number(("工作队队长数", "team leaders"), high=1000).on(Township, "team_leaders")
ONE_LEADER = criterion(
    "anhui/maanshan.cadre.posting.township_team_leader.one",
    ("每个乡镇一名队长", "one team leader in each township"),
    cite=DECK.at(POSTED, "有脱贫任务的所有乡镇", "选派1名").derives(TOWNSHIP_LEADER.info.id),
    applies_when=HAS_EXIT_TASKS,
    means=TEAM_LEADERS.equals(count(1, cite=DECK.at(POSTED, "选派1名副县级以上"))),
)
ONE = count(1, cite=DECK.at(POSTED, "扶贫工作队队长、副队长、扶贫专干"))
ROLE = TeamMember.role
THREE = criterion(
    "anhui/maanshan.work_team.posting.poor_village_three",
    ("驻村工作队3人", "resident team of three"),
    cite=DECK.at(POSTED, "对贫困村", "队长、副队长", "扶贫专干3人", "驻村工作队"),
    means=all_of(
        ResidentTeam.members.listed().count().equals(count(3, cite=DECK.at(POSTED, "3人组成"))),
        ResidentTeam.members.where(ROLE.equals("leader")).count().equals(ONE),
        ResidentTeam.members.where(ROLE.equals("deputy_leader")).count().equals(ONE),
        ResidentTeam.members.where(ROLE.equals("specialist")).count().equals(ONE),
    ),
)
HIGHER = undetermined(
    (
        "只写“副县级”，没有“以上”；更高职级是否可以没有写",
        'only "deputy county" is written, without "or above": a higher rank is not addressed',
    )
)
RANK_FITS = any_of(
    POSTED_RANK.equals("deputy_county"),
    all_of(POSTED_RANK.is_one_of(*ABOVE_DEPUTY_COUNTY), HIGHER),
)
VILLAGE_LEADER = criterion(
    "anhui/maanshan.cadre.posting.poor_village_leader",
    ("贫困村工作队队长", "team leader of a poor village"),
    cite=DECK.at(POSTED, "结对市直部门", "1名副县级党员干部", "工作队队长", "第一书记"),
    means=all_of(
        SENT_BY.equals("paired_city_department"),
        RANK_FITS,
        PARTY_MEMBER,
        FIRST_SECRETARY,
    ),
)
SPECIALISTS = number(("扶贫专干人数", "specialists of the village"), high=1000).on(
    Village, "specialists"
)
SPECIALISTS_FROM = word(("扶贫专干来源", "where the specialists come from"), OFFICES).on(
    Village, "specialists_from"
)
OTHER_VILLAGE = criterion(
    "anhui/maanshan.work_team.posting.non_poor_village_specialists",
    ("非贫困村扶贫专干1-3名", "one to three specialists of other villages"),
    cite=DECK.at(POSTED, "对非贫困村", "县(园区)、乡镇机关", "1-3名干部"),
    means=all_of(
        SPECIALISTS.between(
            count(1, cite=DECK.at(POSTED, "1-3名干部")),
            count(3, cite=DECK.at(POSTED, "3名干部")),
        ),
        SPECIALISTS_FROM.is_one_of("county", "township"),
    ),
    kind="constraint",
)
