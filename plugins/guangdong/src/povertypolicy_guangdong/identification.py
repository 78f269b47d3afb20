"""一.2 对象范围: which households, persons and villages are relatively poor."""

from povertypolicy.authoring import (
    Household,
    MoneyPerHead,
    Person,
    Village,
    all_of,
    classification,
    criterion,
    formula,
    parameter,
    percent,
    since,
    standard,
    supplied,
    vocabulary,
    when,
    yes_no,
    yuan_per_head,
)
from povertypolicy_guangdong.notice import HOUSEHOLD_ASSUMES, INCOME_PER_HEAD, NOTICE

ITEM = "一.2"

# --- households ----------------------------------------------------------------------------------

HOUSEHOLD_LINE = parameter(
    "guangdong.household.identification.line",
    ("相对贫困户收入线", "income line of relatively poor households"),
    since(
        "2016-06-04",
        yuan_per_head(4000, prices_of=2014, cite=NOTICE.at(ITEM, "低于4000元", "2014年不变价")),
    ),
)
INCOME_LINE_ASSUMES = (
    *HOUSEHOLD_ASSUMES,
    (
        "登记的都是农村户；兼有城镇户时请用 guangdong.household.identification.rural。",
        "Every household is rural; else ask guangdong.household.identification.rural.",
    ),
    (
        "第7项的“以下”包括4000元本身，与本项的“低于”不一致；识别依本项。",
        "Item 7 includes 4000 itself and contradicts this item; identification follows this item.",
    ),
)
INCOME_LINE = criterion(
    "guangdong.household.identification.income_line",
    ("相对贫困人口收入线", "income line of the relatively poor"),
    cite=NOTICE.at(ITEM, "农村居民年人均可支配收入", "低于4000元", "2014年不变价"),
    means=INCOME_PER_HEAD.below(HOUSEHOLD_LINE),
    assumes=INCOME_LINE_ASSUMES,
)
RURAL = yes_no(("农村居民户", "rural household")).on(Household, "rural")
RURAL_AND_POOR = criterion(
    "guangdong.household.identification.rural",
    ("农村相对贫困户", "relatively poor rural household"),
    cite=NOTICE.at(ITEM, "农村居民", "相对贫困人口").derives(INCOME_LINE.info.id),
    means=all_of(RURAL, INCOME_LINE),
)
HOUSEHOLD = standard(
    "household.identification",
    ("相对贫困户识别", "identification of relatively poor households"),
    INCOME_LINE,
    cite=NOTICE.at(ITEM, "低于4000元", "相对贫困人口"),
)
CONSTANT_PRICE_INCOME = formula(
    "guangdong.household.identification.constant_price_income",
    ("2014年不变价人均可支配收入", "disposable income per head in 2014 prices"),
    INCOME_PER_HEAD.at_prices_of(2014),
    cite=NOTICE.at(ITEM, "2014年不变价").derives(INCOME_LINE.info.id),
    assumes=(
        "文件没有给出价格指数，由使用者提供。",
        "The price index is not printed: the caller supplies it.",
    ),
)

# --- persons -------------------------------------------------------------------------------------

MEMBER_COUNTED = criterion(
    "guangdong.person.identification.member_counted",
    ("相对贫困人口", "relatively poor person"),
    cite=NOTICE.at(ITEM, "70.8万户", "176.5万人", "相对贫困人口").derives(INCOME_LINE.info.id),
    means=Person.household.of(HOUSEHOLD),
    kind="classification",
    assumes=(
        "户贫则其成员都计入，不看本人收入；谁算家庭成员文件没有规定。",
        "All members of a poor household count, whatever they earn; membership is not defined.",
    ),
)
NATIONAL_LINE = supplied(
    "guangdong.national_line",
    ("国家扶贫标准", "national poverty standard"),
    MoneyPerHead,
    cite=NOTICE.at(ITEM, "国家扶贫标准以下"),
)
HOUSEHOLD_INCOME = Person.household.of(INCOME_PER_HEAD)
INTO_ALLOWANCE = criterion(
    "guangdong.person.social_security.below_national_line_into_allowance",
    ("国家标准以下纳入低保", "at or under the national standard: into the allowance"),
    cite=NOTICE.at(ITEM, "国家扶贫标准以下", "纳入低保范围"),
    means=HOUSEHOLD_INCOME.at_most(NATIONAL_LINE),
    kind="entitlement",
    assumes=(
        "“不符合”只表示本条不强制纳入，其他各项另有途径。",
        "NO only means that this rule does not force it; other items open other ways.",
    ),
)
INCOME_TIERS = vocabulary(
    ("收入分层", "income tier"),
    poor_and_allowance=("相对贫困并应纳入低保", "relatively poor and due for the allowance"),
    relatively_poor=("相对贫困", "relatively poor"),
    not_relatively_poor=("非相对贫困", "not relatively poor"),
)
INCOME_TIER = classification(
    "guangdong.person.identification.income_tier",
    ("收入分层", "income tier"),
    INCOME_TIERS,
    when(HOUSEHOLD_INCOME.at_most(NATIONAL_LINE), "poor_and_allowance"),
    when(HOUSEHOLD_INCOME.below(HOUSEHOLD_LINE), "relatively_poor"),
    otherwise="not_relatively_poor",
    cite=NOTICE.at(ITEM, "低于4000元", "国家扶贫标准以下").derives(
        INCOME_LINE.info.id, INTO_ALLOWANCE.info.id
    ),
)

# --- villages ------------------------------------------------------------------------------------

VILLAGE_LINE = parameter(
    "guangdong.village.identification.line",
    ("相对贫困村收入线", "income line of relatively poor villages"),
    since(
        "2016-06-04",
        yuan_per_head(8000, prices_of=2014, cite=NOTICE.at(ITEM, "低于8000元", "2014年不变价")),
    ),
)
POOR_SHARE_LINE = parameter(
    "guangdong.village.identification.poor_share_line",
    ("相对贫困村贫困人口占比线", "poor share of relatively poor villages"),
    since("2016-06-04", percent(5, cite=NOTICE.at(ITEM, "占村户籍人口", "5%以上"))),
)
POOR_SHARE = formula(
    "guangdong.village.identification.poor_share",
    ("贫困人口占比", "poor share"),
    Village.poor_persons / Village.registered_population,
    cite=NOTICE.at(ITEM, "相对贫困人口", "占村户籍人口"),
    assumes=(
        "文件没有取整规定，不取整比较。",
        "No rounding rule is printed: compared unrounded.",
    ),
)
VILLAGE_INCOME_LOW = criterion(
    "guangdong.village.identification.income_line",
    ("村人均可支配收入低于8000元", "income per head of the village under 8000 yuan"),
    cite=NOTICE.at(ITEM, "村年人均可支配收入", "低于8000元", "2014年不变价"),
    means=Village.income_per_head.below(VILLAGE_LINE),
)
VILLAGE_SHARE_HIGH = criterion(
    "guangdong.village.identification.poor_share_reached",
    ("贫困人口占比5%以上", "poor share of 5 percent or more"),
    cite=NOTICE.at(ITEM, "占村户籍人口", "5%以上"),
    means=POOR_SHARE.at_least(POOR_SHARE_LINE),
)
VILLAGE = standard(
    "village.identification",
    ("相对贫困村识别", "identification of relatively poor villages"),
    all_of(VILLAGE_INCOME_LOW, VILLAGE_SHARE_HIGH),
    id="guangdong.village.identification.relative_poor_village",
    kind="criterion",
    cite=NOTICE.at(ITEM, "低于8000元", "5%以上", "相对贫困村"),
    assumes=(
        "分母是户籍人口，不是常住人口。",
        "The denominator is the registered, not the resident, population.",
    ),
)
