"""二.9 医疗保险和医疗救助保障扶贫工程: insurance, assistance, stations, village doctors."""

from povertypolicy.authoring import (
    Force,
    Person,
    Subject,
    Text,
    Village,
    all_of,
    cases,
    count,
    criterion,
    formula,
    indicator,
    money,
    number,
    percent,
    up,
    when,
    yes_no,
    yuan,
)
from povertypolicy_guangdong.notice import IN_POOR_HOUSEHOLD, NOTICE, POOR_ASSUMES

ITEM = "二.9"


class MedicalBill(Subject):
    """The medical cost of a person and what was paid of it 医疗费用."""

    label = Text("医疗费用", "medical bill")
    at_most = (("reimbursed", "compliant_cost"),)
    person = up(lambda: Person)

    compliant_cost = money(("合规医疗费用", "compliant medical cost"))
    reimbursed = money(("各项医保报销", "reimbursed by all insurance"))
    assistance_paid = money(("医疗救助", "assistance paid"))


CONTRIBUTION = money(("个人缴费", "personal contribution")).on(Person, "personal_contribution")
GOVERNMENT_PAYS = money(("政府资助参保", "paid by the government")).on(Person, "government_pays")
VILLAGE_DOCTOR = yes_no(("乡村医生", "village doctor")).on(Person, "village_doctor")
IN_POOR_AREA = yes_no(("在贫困地区工作", "works in a poor area")).on(Person, "in_poor_area")
PENSION_CONDITIONS = yes_no(("符合参保条件", "meets the pension conditions")).on(
    Person, "meets_pension_conditions"
)
STATIONS = number(("标准化卫生站数", "standardised health stations"), high=1000).on(
    Village, "standardised_stations"
)

INSURANCE_PAID = criterion(
    "guangdong.person.medical.insurance_premium_full",
    ("全额资助参加基本医疗保险", "basic medical insurance paid in full"),
    cite=NOTICE.at(ITEM, "政府全额资助", "城乡居民基本医疗保险"),
    applies_when=IN_POOR_HOUSEHOLD,
    means=GOVERNMENT_PAYS.at_least(CONTRIBUTION),
    kind="entitlement",
    assumes=POOR_ASSUMES,
)
SERIOUS_DISEASE = criterion(
    "guangdong.person.medical.serious_disease_scope",
    ("纳入重特大疾病救助", "in the scope of serious-disease assistance"),
    cite=NOTICE.at(ITEM, "贫困人口", "纳入重特大疾病救助"),
    means=IN_POOR_HOUSEHOLD,
    kind="entitlement",
    assumes=(
        POOR_ASSUMES,
        ("“部”字前缺一字，按“全部”理解。", 'A character is lost, read as "all".'),
    ),
)
ASSISTANCE_RATIO = percent(70, cite=NOTICE.at(ITEM, "不低于70%", "给予补助"))
NOTHING_DUE = yuan(0, cite=NOTICE.at(ITEM, "贫困人口"))
REMAINING_COST = indicator(
    ("报销后的合规医疗费用", "compliant cost after reimbursement"),
    MedicalBill.compliant_cost - MedicalBill.reimbursed,
)
PATIENT_IS_POOR = MedicalBill.person.of(IN_POOR_HOUSEHOLD)
ONLY_SERIOUS = (
    "写在重特大疾病救助一句中，是否及于其他疾病，以及起付线、封顶线、取整，都没有规定。",
    "Whether it reaches beyond serious diseases is not said, nor deductible, ceiling, rounding.",
)
ASSISTANCE_ASSUMES = (
    ONLY_SERIOUS,
    (
        "非贫困人口为0，只表示本条没有规定补助。",
        "Zero for others only means that this rule opens nothing.",
    ),
)
ASSISTANCE = formula(
    "guangdong.person.medical.assistance_ratio",
    ("最低医疗救助", "least medical assistance"),
    cases(when(PATIENT_IS_POOR, REMAINING_COST * ASSISTANCE_RATIO), otherwise=NOTHING_DUE),
    cite=NOTICE.at(ITEM, "医保政策报销后", "不低于70%", "给予补助"),
    assumes=ASSISTANCE_ASSUMES,
)
ASSISTANCE_COMPLIES = criterion(
    "guangdong.person.medical.assistance_compliance",
    ("医疗救助比例达标", "assistance reaches its ratio"),
    cite=NOTICE.at(ITEM, "不低于70%", "给予补助"),
    applies_when=PATIENT_IS_POOR,
    means=MedicalBill.assistance_paid.at_least(ASSISTANCE),
    kind="constraint",
    assumes=ONLY_SERIOUS,
)
DOCTOR_PENSION = criterion(
    "guangdong.person.medical.village_doctor_pension",
    ("乡村医生参加职工养老保险", "village doctors in the employees' pension"),
    cite=NOTICE.at(ITEM, "符合条件", "乡村医生", "城镇职工基本养老保险"),
    means=all_of(VILLAGE_DOCTOR, IN_POOR_AREA, PENSION_CONDITIONS),
    kind="entitlement",
    force=Force.CONDITIONAL,
    assumes=("文件没有列出条件，按登记。", "The conditions are not listed: as recorded."),
)
HEALTH_STATION_ASSUMES = (
    "“标准化”没有定义；“有”按至少一个理解。",
    '"Standardised" is not defined; "has" is read as at least one.',
)
HEALTH_STATION = criterion(
    "guangdong.village.medical.health_station",
    ("村村有标准化卫生站", "a standardised health station in every village"),
    cite=NOTICE.at(ITEM, "到2018年", "力争", "村村有标准化卫生站"),
    means=STATIONS.at_least(count(1, cite=NOTICE.at(ITEM, "村村有标准化卫生站"))),
    kind="schedule",
    force=Force.STRIVE,
    assumes=HEALTH_STATION_ASSUMES,
    until="2018-12-31",
)
