"""一 识别: which households are poor."""

from povertypolicy.authoring import (
    Force,
    Household,
    all_of,
    criterion,
    document,
    none_of,
    parameter,
    since,
    standard,
    yes_no,
    yuan_per_head,
)

MEASURES = document(
    "青溪发〔2016〕9号", ("青溪省扶贫办法", "Measures of Qingxi"), issued="2016-03-01"
)

LINE = parameter(
    "qingxi.household.identification.line",
    ("贫困户收入线", "income line of poor households"),
    since(
        "2016-03-01",
        yuan_per_head(3500, prices_of=2015, cite=MEASURES.at("一.1", "低于3500元", "2015年不变价")),
    ),
)
INCOME_LOW = criterion(
    "qingxi.household.identification.income",
    ("收入低于贫困户收入线", "income under the line"),
    cite=MEASURES.at("一.1", "人均可支配收入", "低于3500元"),
    means=Household.income_per_head.below(LINE),
    assumes=(
        "文件没有规定谁算家庭成员，用登记的人均数。",
        "Who is a member is not said: the recorded figure per head is used.",
    ),
)
OWNS_CAR = yes_no(("有机动车", "owns a motor vehicle"), "机动车").on(Household, "owns_car")
NO_CAR = criterion(
    "qingxi.household.identification.no_car",
    ("没有机动车", "no motor vehicle"),
    cite=MEASURES.at("一.2", "原则上", "机动车"),
    means=none_of(OWNS_CAR),
    force=Force.IN_PRINCIPLE,
)
IDENTIFICATION = standard(
    "household.identification",
    ("贫困户识别", "identification of poor households"),
    all_of(INCOME_LOW, NO_CAR),
    id="qingxi.household.identification",
    cite=MEASURES.at("一", "贫困户").derives(INCOME_LOW.info.id, NO_CAR.info.id),
)
