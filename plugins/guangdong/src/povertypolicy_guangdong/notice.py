"""The document, and the words that its items share."""

from povertypolicy.authoring import Household, Person, cases, document, indicator, when

NOTICE = document(
    "粤发〔2016〕13号",
    (
        "新时期精准扶贫精准脱贫三年攻坚实施意见",
        "Opinions on three years of targeted poverty alleviation in the new period",
    ),
    issued="2016-06-04",
)

NET_INCOME = indicator(
    ("家庭可支配收入", "disposable income of the household"),
    Household.wage_income
    + Household.business_income
    + Household.property_income
    + Household.transfer_income
    - Household.production_expense,
)
SIZE = indicator(("家庭人口", "household size"), Household.persons.listed().count())
INCOME_PER_HEAD = indicator(
    ("人均可支配收入", "disposable income per head"),
    cases(
        when(Household.income_record.equals("per_head"), Household.income_per_head),
        otherwise=NET_INCOME / SIZE,
    ),
)

IN_POOR_HOUSEHOLD = Person.household.of(Household.registered)
HAS_ABLE_MEMBER = Household.persons.listed().any(Person.labour_capacity.equals("able"))

HOUSEHOLD_ASSUMES = (
    (
        "文件没有规定谁算家庭成员，按登记的家庭成员全部计算。",
        "Who is a household member is not said: everybody recorded counts.",
    ),
    (
        "可支配收入按四类收入之和减生产经营性支出计算。",
        "Disposable income is the four kinds of income less production and business expense.",
    ),
)
POOR_ASSUMES = (
    "“贫困人口”“贫困家庭”指建档立卡户及其成员。",
    "The poor are registered poor households and their members.",
)
