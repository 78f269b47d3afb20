"""二.7 社会保障扶贫工程: the allowance as the last resort."""

from povertypolicy.authoring import (
    Household,
    all_of,
    any_of,
    classification,
    criterion,
    vocabulary,
    when,
    yes_no,
)
from povertypolicy_guangdong.identification import HOUSEHOLD_LINE, INCOME_LINE
from povertypolicy_guangdong.notice import HOUSEHOLD_ASSUMES, INCOME_PER_HEAD, NOTICE

ITEM = "二.7"

INDUSTRY_CAN_LIFT = yes_no(("依靠产业扶持能脱贫", "industry support can lift it")).on(
    Household, "industry_can_lift"
)
EMPLOYMENT_CAN_LIFT = yes_no(("依靠就业帮助能脱贫", "job help can lift it")).on(
    Household, "employment_can_lift"
)
VERIFIED = yes_no(("家庭经济状况已核查", "economic condition verified")).on(Household, "verified")
QUALIFIES = yes_no(("符合低保条件", "qualifies for the allowance")).on(
    Household, "qualifies_for_allowance"
)

WAYS = vocabulary(
    ("帮扶方式", "way of help"),
    development=("产业扶持或就业帮助", "industry support or job help"),
    policy_guarantee=("政策性保障兜底", "guarantee by policy"),
)
FALLBACK_ORDER = classification(
    "guangdong.household.social_security.fallback_order",
    ("兜底顺序", "order of help"),
    WAYS,
    when(any_of(INDUSTRY_CAN_LIFT, EMPLOYMENT_CAN_LIFT), "development"),
    otherwise="policy_guarantee",
    cite=NOTICE.at(ITEM, "无法依靠产业扶持", "就业帮助脱贫", "政策性保障兜底"),
    assumes=(
        "第3项以丧失劳动能力为界，本项以能否带动脱贫为界，两者可能不一致。",
        "Item 3 asks for lost labour capacity, this one whether help can lift: they may disagree.",
    ),
)
REGISTER_RECIPIENTS_ASSUMES = (
    *HOUSEHOLD_ASSUMES,
    (
        f"“以下”包括4000元本身，与第2项的“低于”（{INCOME_LINE.info.id}）不一致。",
        f"Here 4000 itself is included, against item 2 ({INCOME_LINE.info.id}).",
    ),
    (
        "“不符合”只表示本条不强制建档立卡；句中有两字损坏。",
        "NO only means that this rule does not force registration; two characters are damaged.",
    ),
)
REGISTER_RECIPIENTS = criterion(
    "guangdong.household.social_security.register_low_income_recipients",
    ("低保户须建档立卡", "allowance households that must be registered"),
    cite=NOTICE.at(ITEM, "省扶贫标准以下", "全部纳入扶贫范围", "建档立卡"),
    means=all_of(Household.on_allowance, INCOME_PER_HEAD.at_most(HOUSEHOLD_LINE)),
    kind="constraint",
    assumes=REGISTER_RECIPIENTS_ASSUMES,
)
ADMISSIONS = vocabulary(
    ("低保审批", "decision on the allowance"),
    admit=("纳入低保", "admit"),
    refuse=("不予纳入", "refuse"),
    verify_first=("先核查", "verify first"),
)
VERIFICATION_ASSUMES = (
    "低保条件由别的文件规定，按登记。",
    "The conditions stand in other rules: as recorded.",
)
VERIFICATION = classification(
    "guangdong.household.social_security.verification_and_full_inclusion",
    ("先核查、应保尽保", "verify, then admit all who qualify"),
    ADMISSIONS,
    when(all_of(VERIFIED, QUALIFIES), "admit"),
    when(VERIFIED, "refuse"),
    otherwise="verify_first",
    cite=NOTICE.at(ITEM, "家庭经济状况核查", "所有符合条件", "应保尽保"),
    kind="procedure",
    assumes=VERIFICATION_ASSUMES,
)
