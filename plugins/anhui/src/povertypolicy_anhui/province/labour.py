"""三.38 和 三.39 第1问: classes of labour, and the elderly who still work."""

from povertypolicy.authoring import (
    NOT_APPLICABLE,
    Force,
    Person,
    all_of,
    classification,
    money,
    none_of,
    undetermined,
    vocabulary,
    when,
    years,
    yes_no,
    yuan,
)
from povertypolicy_anhui.deck import DECK

ITEM = "三.38/三.39"
SIXTEEN = years(16, cite=DECK.at("三.38", "16周岁及以上"))
SIXTY_FIVE = years(65, cite=DECK.at("三.39", "65岁以上", "原则上无劳动力"))
NOTHING = yuan(0, cite=DECK.at("三.39", "仍有务工时间和务工收入"))

AGE = Person.birth_date.age()
ABLE = Person.labour_capacity.equals("able")
UNABLE = Person.labour_capacity.equals("none")
CERTIFIED = yes_no(
    ("有人社部门颁发的执业资格证书", "holds a certificate of the human-resources authority")
).on(Person, "vocational_certificate")
LOST = yes_no(("因疾病、残疾丧失劳动能力", "ability lost by illness or disability")).on(
    Person, "ability_lost_to_illness"
)
PAST_AGE = yes_no(("超过劳动年龄", "past working age")).on(Person, "past_working_age")
STILL_WORKS = yes_no(("仍有务工时间", "still has working time")).on(Person, "still_works")
WORK_INCOME = money(("本人务工收入", "own work income")).on(Person, "work_income")

CLASSES = vocabulary(
    ("劳动力类型", "class of labour"),
    ordinary=("普通劳动力", "ordinary labour"),
    skilled=("技能劳动力", "skilled labour"),
    lost_labour=("丧失劳动力", "lost ability"),
    no_labour=("无劳动力", "no labour"),
)
BOTH = undetermined(
    (
        "未成年或超过劳动年龄，又因病因残丧失劳动能力的，归哪一类没有规定",
        "under or past working age and ability lost by illness too: which goes first is not said",
    )
)
NEITHER = undetermined(
    (
        "部分丧失，或不能劳动而四类都不合的，没有规定",
        "nothing is said of ability partly lost, or lost for none of the reasons named",
    )
)
CLASSES_ASSUMES = (
    (
        "“16岁以下”与“16周岁及以上”都含16岁，按不满16周岁理解。",
        '"16 or under" and "16 or older" both name 16: read as under 16.',
    ),
    (
        "劳动年龄的上限没有写，按登记。",
        "The upper working age is not printed: as recorded.",
    ),
)
LABOUR_CLASS = classification(
    "anhui.person.labour.classes",
    ("劳动力类型", "class of labour"),
    CLASSES,
    when(all_of(AGE.below(SIXTEEN), none_of(LOST)), "no_labour"),
    when(AGE.below(SIXTEEN), BOTH),
    when(all_of(ABLE, CERTIFIED), "skilled"),
    when(ABLE, "ordinary"),
    when(all_of(UNABLE, PAST_AGE, none_of(LOST)), "no_labour"),
    when(all_of(LOST, none_of(PAST_AGE)), "lost_labour"),
    when(LOST, BOTH),
    otherwise=NEITHER,
    cite=DECK.at(ITEM, "16周岁及以上", "执业资格证书", "丧失劳动力", "16岁以下", "超过劳动年龄"),
    assumes=CLASSES_ASSUMES,
)
OVER_65_CLASSES = vocabulary(
    ("65岁以上有无劳动力", "labour at 65 or older"),
    may_have_labour=("可填写有劳动力", "may be recorded as having labour"),
    no_labour=("无劳动力", "no labour"),
)
OVER_65 = classification(
    "anhui.person.labour.over_65",
    ("65岁以上有无劳动力", "labour at 65 or older"),
    OVER_65_CLASSES,
    when(AGE.below(SIXTY_FIVE), NOT_APPLICABLE),
    when(all_of(STILL_WORKS, WORK_INCOME.above(NOTHING)), "may_have_labour"),
    otherwise="no_labour",
    cite=DECK.at("三.39", "65岁以上", "原则上无劳动力", "务工时间和务工收入", "据实填写有劳动力"),
    force=Force.IN_PRINCIPLE,
    assumes=(
        "务工时间和务工收入都要有，才可填写，也不作为错误信息。",
        "Both working time and work income are needed; the record is then no error.",
    ),
)
