"""三.11 一比对: what the county's comparison flags, and what a notice of the adjustment may not say."""

from povertypolicy.authoring import Household, all_of, any_of, criterion, none_of, yes_no
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.subjects import Record

FIRST_DAY = "2017-01-01"
FLAGS = "anhui.county.comparison.flags"
BANNED = "anhui.data_record.adjustment_notice.banned_wording"

TOWN_HOUSE = yes_no(("比对发现在城镇购房", "found to have bought a house in a town")).on(
    Household, "found_town_house"
)
CAR = yes_no(("比对发现买车", "found to have bought a car")).on(Household, "found_car")
ENTERPRISE = yes_no(("比对发现参办企业", "found to share in or run an enterprise")).on(
    Household, "found_enterprise"
)
PAYROLL = yes_no(("比对发现有财政供养人员", "found to have a member on the public payroll")).on(
    Household, "found_public_payroll"
)
OTHER = yes_no(("比对发现其他疑似信息", "found to have other doubtful information")).on(
    Household, "found_other_doubt"
)
SCALE_CONTROL = yes_no(("含规模控制的表述", "has wording of scale control")).on(
    Record, "scale_control_wording"
)
FIXED_LIST = yes_no(("含比对后“几不准”的表述", "has a list of exclusions after comparison")).on(
    Record, "exclusion_list_wording"
)

# --- leads, for the assembly ---------------------------------------------------------------------

FLAG_TOWN_HOUSE = criterion(
    f"{FLAGS}.urban_house_purchase",
    ("在城镇购房", "house bought in a town"),
    cite=DECK.at("三.11", "在城镇购房", "认真筛查"),
    means=TOWN_HOUSE,
    kind="classification",
    since=FIRST_DAY,
    advisory=True,
)
FLAG_CAR = criterion(
    f"{FLAGS}.car_purchase",
    ("买车", "car bought"),
    cite=DECK.at("三.11", "买车", "认真筛查"),
    means=CAR,
    kind="classification",
    since=FIRST_DAY,
    advisory=True,
)
FLAG_ENTERPRISE = criterion(
    f"{FLAGS}.enterprise_participation",
    ("参办企业", "share in or running of an enterprise"),
    cite=DECK.at("三.11", "参办企业", "认真筛查"),
    means=ENTERPRISE,
    kind="classification",
    since=FIRST_DAY,
    advisory=True,
)
FLAG_PAYROLL = criterion(
    f"{FLAGS}.fiscally_supported_member",
    ("有财政供养人员", "member on the public payroll"),
    cite=DECK.at("三.11", "有财政供养人员", "认真筛查"),
    means=PAYROLL,
    kind="classification",
    since=FIRST_DAY,
    advisory=True,
)
COMPARISON_FLAGS = criterion(
    FLAGS,
    ("比对筛查出的线索", "leads of the comparison"),
    cite=DECK.at("三.11", "城镇购房、买车、参办企业", "财政供养人员等信息", "重新提交村民代表大会"),
    means=any_of(TOWN_HOUSE, CAR, ENTERPRISE, PAYROLL, OTHER),
    kind="classification",
    since=FIRST_DAY,
    advisory=True,
    assumes=(
        "只是线索：核实后交村民代表大会评议；清单有“等”，其他信息另作登记。",
        "Leads only, for the assembly once verified; the list is open: other findings are recorded apart.",
    ),
)

# --- no scale control, no fixed exclusions -------------------------------------------------------

NOTICE_ASSUMES = (
    "禁的是实质而不只是字眼，由人读通知后登记；重申这条禁令的不算。",
    "The substance is banned, not words alone: a reader records it; restating the ban does not count.",
)
NO_SCALE_CONTROL = criterion(
    f"{BANNED}.scale_control",
    ("不出现规模控制", "no scale control"),
    cite=DECK.at("三.15", "一律不得出现规模控制"),
    means=none_of(SCALE_CONTROL),
    kind="constraint",
    since=FIRST_DAY,
)
NO_FIXED_LIST = criterion(
    f"{BANNED}.fixed_exclusion_list",
    ("不出现比对后“几不准”", "no list of exclusions after comparison"),
    cite=DECK.at("三.15", "一律不得出现", "数据比对后“几不准”"),
    means=none_of(FIXED_LIST),
    kind="constraint",
    since=FIRST_DAY,
)
WORDING = criterion(
    BANNED,
    ("通知不得有规模控制和“几不准”", "no scale control and no fixed exclusions in a notice"),
    cite=DECK.at("三.15", "部署动态调整工作的文件", "规模控制", "几不准"),
    means=all_of(NO_SCALE_CONTROL, NO_FIXED_LIST),
    kind="constraint",
    since=FIRST_DAY,
    assumes=NOTICE_ASSUMES,
)
