"""一.4、三.32、三.33 数据、反馈、审计: figures of the system, feedback to the unit, audit of every province."""

from povertypolicy.authoring import Force, criterion, formula, number
from povertypolicy_national.deck import DECK
from povertypolicy_national.subjects import NationalInspection, SystemFigure
from povertypolicy_national.timing import FIRST_DAY

ITEM, AUDIT = "一.4", "三.32/三.33"

REPORTED = number(("上报数", "reported figure"), low=-(10**12), high=10**12).on(
    SystemFigure, "reported"
)
IN_SYSTEM = number(("系统数", "figure of the system"), low=-(10**12), high=10**12).on(
    SystemFigure, "in_system"
)
SYSTEM_ASSUMES = (
    "“主要”给其他来源留了余地；直接提取按两数相等检查，金额以分登记。",
    "Mainly leaves room for other sources; checked as equal figures, amounts in fen.",
)
FROM_SYSTEM = criterion(
    "national.data_record.source.national_system",
    ("数据从系统提取", "figures come from the system"),
    cite=DECK.at("一.4/三.14", "主要从", "信息系统中直接提取", "国家考核所用到的数据"),
    means=REPORTED.equals(IN_SYSTEM),
    kind="constraint",
    force=Force.IN_PRINCIPLE,
    assumes=SYSTEM_ASSUMES,
    since=FIRST_DAY,
)

FOUND = number(("发现的问题数", "problems found"), high=10**6).on(
    NationalInspection, "problems_found"
)
FED_BACK = number(("反馈到所属单位的问题数", "problems fed back to their own unit"), high=10**6).on(
    NationalInspection, "problems_fed_back"
)
POINT_TO_POINT = criterion(
    "national.inspection.feedback.point_to_point",
    ("点对点反馈", "feedback to the unit itself"),
    cite=DECK.at(ITEM, "对问题实行点对点的反馈"),
    means=FED_BACK.equals(FOUND),
    kind="constraint",
    assumes=(
        "“点对点”按直接反馈给问题所属单位理解，每个问题都要。",
        "Point to point is read as told to the unit that has the problem, each of them.",
    ),
    since=FIRST_DAY,
)

AUDITED = number(("已审计的省数", "provinces audited"), high=100).on(
    NationalInspection, "provinces_audited"
)
PROVINCES = number(("应审计的省数", "provinces there are"), high=100).on(
    NationalInspection, "provinces_total"
)
AUDIT_PROBLEMS = number(("审计发现的问题数", "problems found by audit"), high=10**6).on(
    NationalInspection, "audit_problems"
)
FULL_COVERAGE = criterion(
    "national.province.audit.full_coverage",
    ("审计全覆盖", "every province audited"),
    cite=DECK.at(AUDIT, "对各省扶贫资金使用管理", "审计实行全覆盖"),
    means=AUDITED.equals(PROVINCES),
    kind="scoring",
    assumes=("共有多少个省由使用者登记。", "How many provinces there are is recorded."),
    since=FIRST_DAY,
)
AUDIT_ITEMS = formula(
    "national.province.audit.full_coverage.deduction_items",
    ("审计扣分项数", "deduction items of audit"),
    AUDIT_PROBLEMS,
    cite=DECK.at(AUDIT, "审计中发现的问题", "也作为扣分项"),
    kind="scoring",
    assumes=(
        "每个问题是一个扣分项；扣几分没有印出。",
        "Each problem is one item; its points are not printed.",
    ),
    since=FIRST_DAY,
)
