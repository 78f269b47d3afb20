"""三.13 to 三.15 and 二.7: nobody missed, nobody wrongly in or out; everybody looked at; data in one hand; audits."""

from povertypolicy.authoring import (
    County,
    all_of,
    count,
    criterion,
    number,
    vocabulary,
    word,
    yes_no,
)
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.subjects import City

FIRST_DAY = "2017-01-01"
TARGETS = "anhui.county.accuracy.zero_targets"

MISSED = number(("漏评户数", "households missed")).on(County, "households_missed")
WRONGLY_LISTED = number(("错评户数", "households wrongly listed")).on(
    County, "households_wrongly_listed"
)
WRONGLY_EXITED = number(("错退户数", "households wrongly exited")).on(
    County, "households_wrongly_exited"
)
ELIGIBLE = number(("符合识别条件户数", "households that meet the conditions")).on(
    County, "households_eligible"
)
INCLUDED = number(("符合条件已纳入户数", "of these, households taken in")).on(
    County, "households_included"
)
PERMANENT = number(("农村常住户数", "permanent rural households")).on(
    County, "permanent_households"
)
SCREENED = number(("已排查常住户数", "permanent households screened")).on(
    County, "households_screened"
)
OPERATOR = yes_no(("有专人负责系统数据", "somebody looks after system data")).on(
    County, "operator_named"
)
INFORMATICS = yes_no(
    ("系统数据负责人熟悉信息化", "who looks after system data knows informatics")
).on(County, "operator_knows_informatics")
AUDITORS = vocabulary(
    ("扶贫资金审计方", "auditor of poverty funds"),
    another_city=("另一市的审计局", "audit bureau of another city"),
    itself=("本市审计局", "its own audit bureau"),
    nobody=("没有审计", "nobody"),
)
AUDITED_BY = word(("扶贫资金审计方", "auditor of poverty funds"), AUDITORS).on(
    City, "funds_audited_by"
)

CROSS_CHECK = criterion(
    "anhui.fund.audit.cross_check_coverage",
    ("审计交叉互查全覆盖", "cities audit one another, every one audited"),
    cite=DECK.at("二.7", "省审计厅今年委托各市审计局", "交叉互查全覆盖"),
    means=AUDITED_BY.equals("another_city"),
    kind="constraint",
    since=FIRST_DAY,
    until="2017-12-31",
    assumes=("不由本市审计，是从“交叉”推出的。", 'Never by itself follows from "cross-check".'),
)

# --- zero targets --------------------------------------------------------------------------------

NO_MISSED = criterion(
    f"{TARGETS}.zero_missed",
    ("零漏评", "nobody missed"),
    cite=DECK.at("三.13", "应纳尽纳“零漏评”"),
    means=MISSED.at_most(count(0, cite=DECK.at("三.13", "“零漏评”"))),
    since=FIRST_DAY,
)
NO_WRONGLY_LISTED = criterion(
    f"{TARGETS}.zero_wrong_inclusion",
    ("零错评", "nobody wrongly listed"),
    cite=DECK.at("三.13", "应退尽退“零错评”"),
    means=WRONGLY_LISTED.at_most(count(0, cite=DECK.at("三.13", "“零错评”"))),
    since=FIRST_DAY,
)
NO_WRONGLY_EXITED = criterion(
    f"{TARGETS}.zero_wrong_exit",
    ("零错退", "nobody wrongly exited"),
    cite=DECK.at("三.13", "应扶尽扶“零错退”"),
    means=WRONGLY_EXITED.at_most(count(0, cite=DECK.at("三.13", "“零错退”"))),
    since=FIRST_DAY,
)
ZERO_TARGETS = criterion(
    TARGETS,
    ("零漏评、零错评、零错退", "nobody missed, nobody wrongly listed or exited"),
    cite=DECK.at("三.13", "零漏评", "零错评", "零错退"),
    means=all_of(NO_MISSED, NO_WRONGLY_LISTED, NO_WRONGLY_EXITED),
    since=FIRST_DAY,
)

# --- everybody -----------------------------------------------------------------------------------

FULL_SCREENING = criterion(
    "anhui.county.omission.full_screening",
    ("农村常住人口全面排查", "every permanent rural household is screened"),
    cite=DECK.at("三.13", "农村常住人口实行全面排查", "不留“死角”"),
    means=SCREENED.at_least(PERMANENT),
    since=FIRST_DAY,
    assumes=(
        "文件写人口，按户核对。",
        "The document speaks of people; they are checked by household.",
    ),
)
NO_CAP = criterion(
    "anhui.county.adjustment.no_scale_cap",
    ("不设规模上限，应纳尽纳", "no upper limit: everybody eligible is taken in"),
    cite=DECK.at("三.15", "不设规模上限", "应纳尽纳"),
    means=INCLUDED.at_least(ELIGIBLE),
    kind="constraint",
    since=FIRST_DAY,
)
DATA_OPERATOR = criterion(
    "anhui.county.system.operator",
    ("熟悉信息化的人负责系统数据", "somebody at home with informatics looks after system data"),
    cite=DECK.at("三.14", "熟悉信息化工作的同志", "负责系统数据"),
    means=all_of(OPERATOR, INFORMATICS),
    since=FIRST_DAY,
)
