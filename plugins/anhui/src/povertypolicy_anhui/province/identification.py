"""三.10 至 三.12 识别: what a household has to be for the register, and who decides."""

from povertypolicy.authoring import (
    Household,
    Person,
    all_of,
    any_of,
    classification,
    count,
    criterion,
    none_of,
    number,
    parameter,
    since,
    standard,
    vocabulary,
    when,
    yes_no,
    yuan_per_head,
)
from povertypolicy.criteria import Criterion
from povertypolicy.expr.facts import FlagFact
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.province.income import PER_CAPITA
from povertypolicy_anhui.province.membership import MEMBERS, SINCE

ITEM = "三.12"
END_2017 = "2017-12-31"

# --- the steps are complete ----------------------------------------------------------------------

DELIBERATIONS = number(("评议次数", "deliberations"), high=100).on(Household, "deliberations")
PUBLICITIES = number(("公示次数", "publicities"), high=100).on(Household, "publicities")
COMPARISONS = number(("县级比对次数", "comparisons"), high=100).on(Household, "comparisons")
ANNOUNCEMENTS = number(("公告次数", "announcements"), high=100).on(Household, "announcements")
COUNTS = criterion(
    "anhui.household.identification.two_two_one_one_counts",
    (
        "两评议两公示一比对一公告",
        "two deliberations, two publicities, one comparison, one announcement",
    ),
    cite=DECK.at("三.10", "两评议", "两公示", "一比对", "一公告"),
    means=all_of(
        DELIBERATIONS.at_least(count(2, cite=DECK.at("三.10", "两评议"))),
        PUBLICITIES.at_least(count(2, cite=DECK.at("三.10", "两公示"))),
        COMPARISONS.at_least(count(1, cite=DECK.at("三.10", "一比对"))),
        ANNOUNCEMENTS.at_least(count(1, cite=DECK.at("三.10", "一公告"))),
    ),
    kind="formula",
    since=SINCE,
    assumes=(
        "疑点核实后重新评议的，次数可以更多。",
        "There may be more where a doubt is sent back for another deliberation.",
    ),
)

# --- two no-worries, three guarantees ------------------------------------------------------------

NO_WORRIES = "anhui.household.identification.two_no_worries"
GUARANTEES = "anhui.household.identification.three_guarantees"
BUYS_CLOTHING = yes_no(("能自主购买衣物", "buys its own clothing")).on(
    Household, "buys_own_clothing"
)
SEASONAL = yes_no(("有四季换季衣服", "clothes for each season")).on(Household, "seasonal_clothing")
DAILY = yes_no(("有日常换洗衣服", "a daily change of clothes")).on(
    Household, "daily_change_of_clothing"
)


def _item(id_: str, fragment: str, fact: FlagFact[Household]) -> Criterion[Household]:
    """Return one item of the two no-worries or three guarantees: a fact, and where it stands."""
    return criterion(id_, fact.info.label, cite=DECK.at(ITEM, fragment), means=fact)


GRAIN = _item(f"{NO_WORRIES}.staple_grain_secured", "主食细粮有保障", Household.food_assured)
BUYS = _item(f"{NO_WORRIES}.buys_own_clothing", "能够自主购买", BUYS_CLOTHING)
SEASONS = _item(f"{NO_WORRIES}.seasonal_clothing", "换季衣服", SEASONAL)
CHANGE = _item(f"{NO_WORRIES}.daily_change_of_clothing", "换洗衣服有保障", DAILY)
TWO_NO_WORRIES = criterion(
    NO_WORRIES,
    ("两不愁", "two no-worries"),
    cite=DECK.at(ITEM, "两不愁", "口粮不愁", "自主购买", "换季衣服", "换洗衣服"),
    means=all_of(GRAIN, BUYS, SEASONS, CHANGE),
    assumes=(
        "“能够自主购买”指衣还是食，标点不明，按衣理解。",
        "Whether it buys food or clothing for itself is not clear: read as clothing.",
    ),
)
EDUCATION = _item(f"{GUARANTEES}.compulsory_education", "义务教育", Household.education_assured)
MEDICAL = _item(f"{GUARANTEES}.basic_medical", "基本医疗", Household.medical_assured)
HOUSING = _item(f"{GUARANTEES}.safe_housing", "安全住房", Household.housing_assured)
THREE_GUARANTEES = criterion(
    GUARANTEES,
    ("三保障", "three guarantees"),
    cite=DECK.at(ITEM, "三保障", "义务教育", "基本医疗", "安全住房"),
    means=all_of(EDUCATION, MEDICAL, HOUSING),
    assumes=("各项没有量度，按登记。", "No item has a measure: as recorded."),
)
UNSOLVED = criterion(
    "anhui.household.identification.composite.unsolved",
    ("两不愁三保障没有完全解决", "two no-worries and three guarantees not fully solved"),
    cite=DECK.at(ITEM, "综合考虑", "两不愁", "三保障"),
    means=none_of(all_of(TWO_NO_WORRIES, THREE_GUARANTEES)),
    advisory=True,
    since=SINCE,
)

# --- income as the basis -------------------------------------------------------------------------

LINE = parameter(
    "anhui.household.identification.line",
    ("新识别贫困户收入线", "income line of new poor households"),
    since("2017-01-01", yuan_per_head(3300, cite=DECK.at(ITEM, "人均纯收入低于3300元"))),
    until=END_2017,
)
INCOME_LINE = criterion(
    "anhui.household.identification.income_line",
    ("人均纯收入低于3300元", "net income per head under 3300 yuan"),
    cite=DECK.at(ITEM, "人均纯收入低于3300元"),
    means=PER_CAPITA.below(LINE),
    since=SINCE,
    until=END_2017,
    assumes=(
        "没有写价格年份，按当年价格。",
        "No price year is printed: prices of the year.",
    ),
)
WEIGHING = vocabulary(
    ("识别依据", "basis of identification"),
    candidate_weigh=("收入依据具备，综合考虑后评议", "basis met: to be weighed and deliberated"),
    basis_not_met=("收入依据不具备", "basis not met"),
)
NOT_WEIGHED = (
    (
        "如何综合没有规定：两不愁三保障的情况交评议，不改变结果。",
        "How to weigh is not said: the state of worries and guarantees goes to the deliberation.",
    ),
    (
        "返贫认定不看收入，与本条不一致。",
        "A return to poverty looks at no income, in tension with this.",
    ),
)
COMPOSITE = classification(
    "anhui.household.identification.composite",
    ("收入为基本依据，综合考虑", "income as the basis, all else weighed"),
    WEIGHING,
    when(INCOME_LINE, "candidate_weigh"),
    otherwise="basis_not_met",
    cite=DECK.at(ITEM, "低于3300元", "基本依据", "综合考虑").derives(INCOME_LINE.info.id),
    kind="criterion",
    since=SINCE,
    until=END_2017,
    assumes=NOT_WEIGHED,
)
IDENTIFIED = yes_no(("本人被识别为贫困人口", "identified as poor")).on(Person, "identified")
WHOLE_HOUSEHOLD = criterion(
    "anhui.household.identification.whole_household",
    ("整户识别", "whole households are identified"),
    cite=DECK.at(ITEM, "坚持整户识别", "以户为单位"),
    means=any_of(MEMBERS.all(IDENTIFIED), none_of(MEMBERS.any(IDENTIFIED))),
    kind="constraint",
)

# --- who decides ---------------------------------------------------------------------------------

FLAGGED = yes_no(("县级比对有疑似问题", "flagged by the county's comparison")).on(
    Household, "comparison_flagged"
)
VERIFIED = yes_no(("疑似问题已逐户核实", "the flag was verified at the household")).on(
    Household, "comparison_verified"
)
ACCEPTED = yes_no(("村民代表大会评议通过", "accepted by the representative assembly")).on(
    Household, "assembly_accepts"
)
FLAG = criterion(
    "anhui.household.comparison.no_automatic_rejection.flag",
    ("比对疑似问题", "a flag of the comparison"),
    cite=DECK.at("三.11", "疑似问题", "逐户核实", "线索", "村民代表大会评议"),
    means=FLAGGED,
    advisory=True,
    since=SINCE,
)
DECISIONS = vocabulary(
    ("申请结果", "what becomes of the application"),
    verify_first=("先逐户核实", "verify first"),
    accept=("通过", "accepted"),
    reject=("不通过", "rejected"),
)
NO_REJECTION = classification(
    "anhui.household.comparison.no_automatic_rejection",
    ("比对不搞一刀切", "no flag rejects by itself"),
    DECISIONS,
    when(all_of(FLAGGED, none_of(VERIFIED)), "verify_first"),
    when(ACCEPTED, "accept"),
    otherwise="reject",
    cite=DECK.at("三.11/三.15", "逐户核实", "决策权交给群众", "村民评议结果", "最终依据"),
    kind="constraint",
    since=SINCE,
    assumes=(
        "经查证属实的，以再次评议的结果为准。",
        "Where a flag proves true, what counts is the deliberation after it.",
    ),
)
HOUSEHOLD = standard(
    "household.identification",
    ("贫困户识别", "identification of poor households"),
    all_of(INCOME_LINE, ACCEPTED),
    cite=DECK.at("三.12/三.15", "低于3300元", "基本依据", "村民评议结果", "最终依据"),
    since=SINCE,
    until=END_2017,
    leads=(UNSOLVED, FLAG),
    assumes=(
        "收入在线下的户由村民代表大会评议决定；没有评议结果的待核实。",
        "Under the line the representative assembly decides; without its result nothing is decided.",
    ),
)
