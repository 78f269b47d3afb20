"""三.24/三.25, 三.39: two rates under the average, single visits, and codes that are only named."""

from povertypolicy.authoring import (
    Household,
    any_of,
    count,
    criterion,
    number,
    share,
    undefined_term,
)
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.subjects import City

PLACE = "三.24/三.25"
CODES = "anhui/maanshan.person.health.codes_051_190"
BELOW = "anhui/maanshan.inspection.health.below_province_average"

REIMBURSED = share(("综合医保实际补偿比", "actual reimbursement ratio"), decimals=4).on(
    City, "reimbursement_ratio"
)
REIMBURSED_ON_AVERAGE = share(
    ("全省平均实际补偿比", "average reimbursement ratio of the province"), decimals=4
).on(City, "average_reimbursement_ratio")
TREATED = share(("县域内就诊率", "share of treatment inside the county"), decimals=4).on(
    City, "in_county_visit_rate"
)
TREATED_ON_AVERAGE = share(
    ("全省平均县域内就诊率", "average share of treatment inside the county"), decimals=4
).on(City, "average_in_county_visit_rate")
REIMBURSED_LESS = criterion(
    f"{BELOW}.reimbursement_ratio",
    ("实际补偿比低于全省平均", "reimbursement under the average of the province"),
    cite=DECK.at(PLACE, "综合医保平均实际补偿比", "低于全省平均水平"),
    means=REIMBURSED.below(REIMBURSED_ON_AVERAGE),
)
TREATED_LESS = criterion(
    f"{BELOW}.in_county_visit_rate",
    ("县域内就诊率低于全省平均", "treatment inside the county under the average of the province"),
    cite=DECK.at(PLACE, "县域类就诊率低于全省平均"),
    means=TREATED.below(TREATED_ON_AVERAGE),
)
BELOW_AVERAGE = criterion(
    BELOW,
    ("健康扶贫低于全省平均", "health rates under the average of the province"),
    cite=DECK.at(PLACE, "实际补偿比", "县域类就诊率低于全省平均").derives(
        REIMBURSED_LESS.info.id, TREATED_LESS.info.id
    ),
    means=any_of(REIMBURSED_LESS, TREATED_LESS),
    assumes=(
        "“符合”表示有问题；“县域类”按县域内理解；全省平均没有印出，由使用者登记。",
        "YES is a defect; a word is damaged and read as inside the county; averages are not printed.",
    ),
)
VISITS = number(("2017年签约医生走访记录数", "visits of the family doctor in 2017"), high=1000).on(
    Household, "doctor_visits_2017"
)
MORE_THAN_ONE = criterion(
    "anhui/maanshan.data_record.health.family_doctor_single_record",
    ("签约走访记录不止一次", "more than one visit of the family doctor"),
    cite=DECK.at("三.25", "2017年家庭签约医生", "走访记录仅一次"),
    means=VISITS.above(count(1, cite=DECK.at("三.25", "走访记录仅一次"))),
    kind="constraint",
    since="2017-01-01",
    until="2017-12-31",
    assumes=(
        "只看是否多于一次；每月或每季一次的要求另有条款。",
        "Only whether there was more than one; the monthly or quarterly rhythm is another clause.",
    ),
)

# --- named and not defined -----------------------------------------------------------------------

CODE_051 = undefined_term(
    f"{CODES}.051",
    ("市标“051”", 'the city\'s "051"'),
    cite=DECK.at("三.39", "市标", "051"),
    since="2017-01-01",
)
CODE_190 = undefined_term(
    f"{CODES}.190",
    ("市标“190”", 'the city\'s "190"'),
    cite=DECK.at("三.39", "市标", "190"),
    since="2017-01-01",
)
EXTENSION = undefined_term(
    f"{CODES}.out_of_province_extension",
    ("省外就医一扩展", "extension for care outside the province"),
    cite=DECK.at("三.39", "省外就医一扩展"),
    since="2017-01-01",
)
CITY_DOCUMENT = undefined_term(
    "anhui/maanshan.organisation.reference.city_document_68.office_2017_68",
    ("办〔2017〕68号文件的要求", "what office document 68 of 2017 asks for"),
    cite=DECK.at("三.25", "办201768号文件"),
)
