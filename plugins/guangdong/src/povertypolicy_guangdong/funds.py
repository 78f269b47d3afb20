"""三.13 财政投入: 20,000 yuan a head, who pays, and what it is for."""

from povertypolicy.authoring import (
    Force,
    Household,
    Person,
    all_of,
    cases,
    classification,
    criterion,
    formula,
    money,
    money_per_head,
    number,
    parameter,
    since,
    split,
    undetermined,
    vocabulary,
    when,
    word,
    yes_no,
    yuan_per_head,
)
from povertypolicy_guangdong.notice import NOTICE
from povertypolicy_guangdong.printed import PRINTED
from povertypolicy_guangdong.subjects import Fund

ITEM = "三.13"
PLAN = "三.13/五.22"
PAIRING = "guangdong.city.pairing.map"
LARGEST = 10**11

PER_HEAD_SET = money_per_head(("人均安排资金", "set aside per head")).on(Fund, "per_head")
PERSONS = number(("计算人数", "persons in the base")).on(Fund, "persons")
SHARE_DUE = money(("本级应负担", "share due of this level"), high=LARGEST).on(Fund, "share_due")
SHARE_PROVIDED = money(("本级已落实", "share provided by this level"), high=LARGEST).on(
    Fund, "share_provided"
)
RAISED_LAWFULLY = yes_no(("依法筹集", "lawfully raised")).on(Fund, "raised_lawfully")

# --- how much ------------------------------------------------------------------------------------

PER_HEAD = parameter(
    "guangdong.fund.finance.per_head_amount",
    ("人均财政投入", "public money per head"),
    since("2016-06-04", yuan_per_head(20_000, cite=NOTICE.at(ITEM, "按人均2万元"))),
    assumes=(
        "没有写明是一次、每年还是三年，按一次总额；这是平均数，可以多于它。",
        "Once, yearly or for three years is not said: one total; an average, and more is allowed.",
    ),
)
PER_HEAD_MET = criterion(
    "guangdong.fund.finance.per_head_amount.met",
    ("人均投入达2万元", "20,000 yuan per head set aside"),
    cite=NOTICE.at(ITEM, "按人均2万元").derives(PER_HEAD.info.id),
    means=PER_HEAD_SET.at_least(PER_HEAD),
)
BASE = vocabulary(
    ("计算基数", "base"),
    counted=("计入人均投入", "counted"),
    allowance_scheme=("由低保制度保障", "paid by the allowance scheme"),
)
ON_ALLOWANCE = Person.household.of(Household.on_allowance)
LOST_ON_ALLOWANCE = all_of(Person.labour_capacity.equals("none"), ON_ALLOWANCE)
NOT_SAID = undetermined(
    (
        "部分丧失劳动能力的，以及丧失劳动能力而没有低保的，文件没有规定是否计入",
        "of partly lost capacity, and of lost capacity without the allowance, nothing is said",
    )
)
TARGETED = (
    "“帮扶对象”没有定义，按与低保人员相对的有劳动能力者理解。",
    "Who is targeted is not defined: those able to work, as against allowance recipients.",
)
FUNDING_BASE = classification(
    "guangdong.fund.finance.funding_base",
    ("人均投入的计算基数", "who counts for the money per head"),
    BASE,
    when(Person.labour_capacity.equals("able"), "counted"),
    when(LOST_ON_ALLOWANCE, "allowance_scheme"),
    otherwise=NOT_SAID,
    cite=NOTICE.at(ITEM, "扶贫开发帮扶对象", "丧失劳动能力低保人员", "兜底脱贫"),
    assumes=TARGETED,
)
TOTAL = formula(
    "guangdong.fund.finance.total_formula",
    ("投入总额", "total to set aside"),
    PERSONS * PER_HEAD,
    cite=NOTICE.at(ITEM, "按人均2万元").derives(PER_HEAD.info.id, FUNDING_BASE.info.id),
    assumes=("总额没有印出，由人均数推算。", "No total is printed: it follows from the average."),
)

# --- who pays ------------------------------------------------------------------------------------

SHARES = {
    "province": (("省", "province"), 6),
    "helping_city": (("对口帮扶市", "helping city"), 3),
    "home_city": (("属地市", "city of the poor"), 1),
}
ROUNDING = (
    "除不尽的分如何归属没有规定，按最大余数法，余数相同的按省、帮扶市、属地市的顺序。",
    "How to round to the fen is not said: by largest remainder, of equals the first in this order.",
)
SHARING = split(
    "guangdong.fund.finance.sharing_ratio",
    ("省和两市按6：3：1分担", "shared 6:3:1"),
    SHARES,
    cite=NOTICE.at(ITEM, "所需资金由省", "对口帮扶市", "属地市", "6:3:1"),
    assumes=ROUNDING,
)
PLANNED = (PER_HEAD.info.id, SHARING.info.id, PAIRING)
JOINED = ("两项的衔接是我们的推算。", "That the two items join is our inference.")
NO_HELPER = ("自行帮扶，三成由谁负担没有规定", "it helps itself: who pays the 3 parts is not said")
FUNDING_PLAN = split(
    "guangdong.city.finance.funding_plan",
    ("地市筹资测算", "funding plan of a city"),
    SHARES,
    cite=NOTICE.at(PLAN, "人均2万元", "6:3:1", "对口帮扶关系").derives(*PLANNED),
    each=PER_HEAD,
    named=("helping_city", PRINTED[PAIRING]),
    asker="home_city",
    nobody={"self": NO_HELPER},
    kind="formula",
    assumes=(ROUNDING, JOINED),
)
SHARE_PAID = criterion(
    "guangdong.fund.finance.own_level_share_paid",
    ("本级负担足额落实", "share of this level provided in full"),
    cite=NOTICE.at(ITEM, "严格落实", "本级财政负担"),
    means=SHARE_PROVIDED.at_least(SHARE_DUE),
    kind="constraint",
    assumes=("没有写支付日期。", "No day of payment is set."),
)

# --- what for ------------------------------------------------------------------------------------

USES = vocabulary(
    ("筹集资金用途", "use of money raised"),
    village=("到村帮扶", "help to the village"),
    household=("到户帮扶", "help to households"),
    other=("其他", "other"),
)
RAISED_FOR = word(("筹集资金用途", "use of money raised"), USES).on(Fund, "raised_for")
RAISED = criterion(
    "guangdong.fund.finance.raised_by_units",
    ("定点单位筹集资金", "money raised by helping units"),
    cite=NOTICE.at(ITEM, "定点帮扶单位可", "依法筹集", "到村到户帮扶"),
    means=all_of(RAISED_LAWFULLY, RAISED_FOR.is_one_of("village", "household")),
    kind="constraint",
    force=Force.MAY,
)
NEEDS = PRINTED["guangdong.fund.finance.source_by_need"].keys[1].vocabulary
PURPOSES = vocabulary(
    ("专项资金用途", "purpose of special money"),
    **{term.id: term.label for term in NEEDS.terms},
    other=("其他", "other"),
)
APPROVED = word(("批准用途", "purpose approved"), PURPOSES).on(Fund, "approved_purpose")
ACTUAL = word(("实际用途", "purpose in fact"), PURPOSES).on(Fund, "actual_purpose")
BOTH_OTHER = all_of(APPROVED.equals("other"), ACTUAL.equals("other"))
SEE_APPROVAL = undetermined(("两项都登记为其他，须看批复", "both are other: see the approval"))
EARMARKED = criterion(
    "guangdong.fund.supervision.earmarked_use",
    ("专项资金专项使用", "special money used as approved"),
    cite=NOTICE.at(ITEM, "坚持", "专项资金专项使用"),
    means=cases(when(BOTH_OTHER, SEE_APPROVAL), otherwise=ACTUAL.same_as(APPROVED)),
    kind="constraint",
)
