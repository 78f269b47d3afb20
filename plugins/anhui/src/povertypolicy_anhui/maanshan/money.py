"""一.6/一.7, 三.24: projects filed and checked, audits, small loans."""

from povertypolicy.authoring import (
    County,
    classification,
    criterion,
    formula,
    number,
    share,
    vocabulary,
    when,
)
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.subjects import Project

PROJECTS = number(("2017年扶贫项目数", "poverty projects of 2017")).on(County, "projects_2017")
PROJECTS_FILED = number(("2017年已备案项目数", "projects of 2017 filed")).on(
    County, "projects_2017_filed"
)
FILED = criterion(
    "anhui/maanshan.fund.project.filing_2017",
    ("2017年扶贫项目备案", "poverty projects of 2017 filed"),
    cite=DECK.at("一.6", "各县(市、区)", "及时报送", "2017年扶贫项目备案"),
    means=PROJECTS_FILED.equals(PROJECTS),
    kind="schedule",
    since="2017-01-01",
    until="2017-12-31",
    assumes=("“及时”没有日期。", 'No day is given for "timely".'),
)
PLANNED_PROGRESS = share(("计划进度", "planned progress"), decimals=4).on(
    Project, "planned_progress"
)
ACTUAL_PROGRESS = share(("实际进度", "actual progress"), decimals=4).on(Project, "actual_progress")
PACES = vocabulary(
    ("项目进度", "pace of the project"),
    lagging=("迟缓滞后", "lagging"),
    on_track=("按计划", "on track"),
)
PACE = classification(
    "anhui/maanshan.project.self_check.lagging",
    ("项目自查", "self-check of projects"),
    PACES,
    when(ACTUAL_PROGRESS.below(PLANNED_PROGRESS), "lagging"),
    otherwise="on_track",
    cite=DECK.at("一.7", "2017年扶贫项目", "自查", "进度迟缓滞后", "抢抓进度"),
    kind="criterion",
    since="2017-01-01",
    until="2017-12-31",
    assumes=(
        "“迟缓滞后”没有界限，按低于计划进度理解。",
        "Lagging has no measure: read as behind the plan.",
    ),
)
PROBLEMS_FOUND = number(("审计发现问题数", "problems found in audits")).on(County, "audit_problems")
PROBLEMS_RECTIFIED = number(("审计问题已整改数", "audit problems rectified")).on(
    County, "audit_problems_rectified"
)
RECTIFIED = criterion(
    "anhui/maanshan.fund.audit.rectification",
    ("审计问题整改到位", "audit problems rectified"),
    cite=DECK.at("一.7", "审计发现的问题", "及时整改到位"),
    means=PROBLEMS_RECTIFIED.equals(PROBLEMS_FOUND),
    since="2017-01-01",
    assumes=("没有写整改期限。", "No day is set."),
)

# --- small loans ---------------------------------------------------------------------------------

QUALIFIED = number(("符合条件申请贷款户数", "households that qualify for a loan and want it")).on(
    County, "loan_qualified"
)
LENT = number(("已放贷户数", "households that got the loan")).on(County, "loans_granted")
SELF_USE_SHARE = share(("户贷户用占比", "share of loans used by the household"), decimals=4).on(
    County, "loan_self_use"
)
ALL_LENT = criterion(
    "anhui/maanshan.project.finance.lend_all_who_qualify",
    ("应贷尽贷", "all who qualify get the loan"),
    cite=DECK.at("三.24", "扶贫小额信贷", "未实现应贷尽贷"),
    means=LENT.equals(QUALIFIED),
)
SELF_USE = formula(
    "anhui/maanshan.project.finance.lend_all_who_qualify.self_use_share",
    ("户贷户用占比", "share of loans used by the household"),
    SELF_USE_SHARE,
    cite=DECK.at("三.24", "户贷户用占比不高").derives(ALL_LENT.info.id),
    assumes=(
        "“不高”没有界限，只报告，不判断。",
        'There is no measure for "not high": told, not judged.',
    ),
)
