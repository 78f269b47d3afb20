"""The subjects that every province shares."""

from povertypolicy.expr.fields import (
    money,
    money_per_head,
    number,
    recorded_day,
    recorded_text,
    word,
    yes_no,
)
from povertypolicy.expr.nodes import vocabulary
from povertypolicy.expr.relations import many, up
from povertypolicy.subjects.base import Form, Forms, Subject
from povertypolicy.texts import Text

LABOUR_CAPACITY = vocabulary(
    ("劳动能力", "labour capacity"),
    able=("有劳动能力", "able to work"),
    partial=("部分丧失劳动能力", "partly unable to work"),
    none=("完全丧失劳动能力", "wholly unable to work"),
)
INCOME_KINDS = vocabulary(
    ("收支类别", "kind of income or expense"),
    wage=("工资性收入", "wage income"),
    business=("经营性收入", "business income"),
    property=("财产性收入", "property income"),
    transfer=("转移性收入", "transfer income"),
    expense=("生产经营性支出", "production and business expense"),
)
SOURCES = (
    "wage_income",
    "business_income",
    "property_income",
    "transfer_income",
    "production_expense",
)
INCOME_PER_HEAD = Text("登记的人均可支配收入", "recorded disposable income per head")
INCOME_RECORDS = vocabulary(
    ("收入登记方式", "how income is recorded"),
    by_source=("按来源登记", "by source"),
    per_head=("按人均登记", "per head"),
)


class Person(Subject):
    """A person 人口; the household above it is given beside it when a question needs it."""

    label = Text("人口", "person")
    household = up(lambda: Household)

    name = recorded_text(("姓名", "name"), personal=True)
    identity_number = recorded_text(("身份证号", "identity number"), "证件号码", personal=True)
    birth_date = recorded_day(("出生日期", "date of birth"), personal=True)
    labour_capacity = word(("劳动能力", "labour capacity"), LABOUR_CAPACITY, "劳动技能")
    insured = yes_no(("参加基本医疗保险", "has basic medical insurance"), "是否参加医保")
    out_of_school = yes_no(("义务教育阶段失学辍学", "out of compulsory school"), "是否辍学")
    on_allowance = yes_no(("本人享受低保", "receives the low-income allowance"))


class IncomeEntry(Subject):
    """One itemised income or expense of a household 收支明细."""

    label = Text("收支明细", "income entry")
    household = up(lambda: Household)

    day = recorded_day(("日期", "day"))
    kind = word(("类别", "kind"), INCOME_KINDS)
    amount = money(("金额", "amount"), priced=True)


class Household(Subject):
    """A household 户.

    Incomes are disposable income by source, a year's worth, in the prices that `prices_of` states;
    `income_per_head` is for records that give nothing but the figure per head.
    """

    label = Text("户", "household")
    forms = Forms(
        "income_record",
        (
            Form("per_head", ("income_per_head",), INCOME_PER_HEAD),
            Form("by_source", SOURCES, Text("分来源的收入", "income by source")),
        ),
    )
    village = up(lambda: Village)
    persons = many(lambda: Person, ("家庭成员", "household members"), most=64)
    entries = many(lambda: IncomeEntry, ("收支明细", "income entries"), most=4096)

    head_name = recorded_text(("户主姓名", "name of the head"), "户主", personal=True)
    registered = yes_no(("建档立卡", "registered poor household"), "是否建档立卡")
    income_record = word(("收入登记方式", "how income is recorded"), INCOME_RECORDS)
    wage_income = money(("工资性收入", "wage income"), priced=True)
    business_income = money(
        ("经营性收入", "business income"), "生产经营性收入", "家庭经营收入", priced=True
    )
    property_income = money(("财产性收入", "property income"), priced=True)
    transfer_income = money(("转移性收入", "transfer income"), priced=True)
    production_expense = money(
        ("生产经营性支出", "production and business expense"), "生产经营支出", priced=True
    )
    income_per_head = money_per_head(
        INCOME_PER_HEAD,
        "人均可支配收入",
        low=-(10**9),
        priced=True,
    )
    food_assured = yes_no(("不愁吃", "no worry about food"))
    clothing_assured = yes_no(("不愁穿", "no worry about clothing"))
    education_assured = yes_no(("义务教育有保障", "compulsory education assured"))
    medical_assured = yes_no(("基本医疗有保障", "basic medical care assured"))
    housing_assured = yes_no(("住房安全有保障", "safe housing assured"), "住房安全")
    on_allowance = yes_no(("享受低保", "receives the low-income allowance"), "是否低保户")


class Village(Subject):
    """An administrative village 行政村."""

    label = Text("行政村", "village")
    at_most = (("poor_persons", "registered_population"),)
    county = up(lambda: County)
    households = many(lambda: Household, ("农户", "households"), most=100_000)

    name = recorded_text(("村名", "village name"))
    income_per_head = money_per_head(
        ("村人均可支配收入", "disposable income per head of the village"),
        "人均可支配收入",
        priced=True,
    )
    registered_population = number(("户籍人口", "registered population"), "村户籍人口", high=10**7)
    resident_population = number(("常住人口", "resident population"), high=10**7)
    poor_persons = number(("相对贫困人口数", "relatively poor persons"), "贫困人口", high=10**7)


class County(Subject):
    """A county, district or county-level city 县（市、区）."""

    label = Text("县（市、区）", "county")
    villages = many(lambda: Village, ("行政村", "villages"), most=10_000)

    name = recorded_text(("县名", "county name"))
    registered_population = number(("户籍人口", "registered population"), high=10**8)
    income_per_head = money_per_head(
        ("农村居民人均可支配收入", "rural disposable income per head"), priced=True
    )
