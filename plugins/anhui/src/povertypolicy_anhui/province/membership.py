"""三.12 家庭成员: who counts as a member of a household, and how many do."""

from povertypolicy.authoring import (
    Household,
    Person,
    all_of,
    any_of,
    criterion,
    formula,
    none_of,
    readings,
    vocabulary,
    word,
    yes_no,
)
from povertypolicy_anhui.deck import DECK

ITEM = "三.12"
SINCE = "2017-01-01"

CLASSES = vocabulary(
    ("成员类别", "class of member"),
    resident=("同宅常住", "lives permanently in the same dwelling"),
    supported_student_away=("在外学生，仍供养", "student away, supported by the family"),
    undivided_migrant_worker=("外出从业，未分家", "works away and has not split off"),
    accompanying_family=("随同外出的家属", "family that goes with such a worker"),
    rotating_elder=("轮流居住的老人", "elder who lives in rotation"),
    temporarily_away=("临时外出人员", "away for a time"),
    unsupported_student_away=("在外学生，已不供养", "student away, no longer supported"),
    divided_child=("子女，已分家", "child who has split off"),
    married_out=("已出嫁", "married out"),
    affiliated_or_lodger=("挂靠或寄宿", "hanger-on or lodger"),
    hired_help=("帮工", "hired hand"),
    conscripted=("应征入伍", "conscript"),
    serving_sentence=("正在服刑", "serves a sentence"),
    other=("其他", "other"),
)
CLASS = word(("成员类别", "class of member"), CLASSES).on(Person, "member_class")
SAME_DWELLING = yes_no(("居住在同一住宅内", "lives in the same dwelling")).on(
    Person, "same_dwelling"
)
RESIDENT = yes_no(("常住", "resides permanently")).on(Person, "permanent_resident")
SHARES = yes_no(("与户主共享开支或收入", "shares expenses or income with the head")).on(
    Person, "shares_income_or_expense"
)

DEFINITION = criterion(
    "anhui.household.membership.definition",
    ("家庭成员", "household member"),
    cite=DECK.at(ITEM, "居住在同一住宅内", "常住或者", "共享开支或收入"),
    means=readings(
        "anhui.membership.scope",
        ("“或者”及于何处", 'what "or" reaches'),
        dwelling_for_both=(
            ("同宅，且常住或共享", "same dwelling, and resident or sharing"),
            all_of(SAME_DWELLING, any_of(RESIDENT, SHARES)),
        ),
        sharing_alone=(
            ("同宅常住，或者共享", "resident in the same dwelling, or sharing"),
            any_of(all_of(SAME_DWELLING, RESIDENT), SHARES),
        ),
    ),
    assumes=(
        "列名的包括和不包括优先于定义。",
        "The kinds named as included or excluded go before the definition.",
    ),
)
INCLUDED = criterion(
    "anhui.household.membership.inclusions",
    ("家庭成员包括", "counted though away"),
    cite=DECK.at(ITEM, "供养的在外学生", "未分家农村外出从业人员", "随同家属", "老人", "临时外出"),
    means=CLASS.is_one_of(
        "supported_student_away",
        "undivided_migrant_worker",
        "accompanying_family",
        "rotating_elder",
        "temporarily_away",
    ),
    assumes=(
        "轮流居住的老人算在哪一户，没有规定；登记在哪户就算哪户。",
        "In which of the households a rotating elder counts is not said: where recorded.",
    ),
)
EXCLUDED = criterion(
    "anhui.household.membership.exclusions",
    ("家庭成员不包括", "never counted"),
    cite=DECK.at(ITEM, "不包括不再供养", "已分家子女", "出嫁", "寄宿者", "帮工", "入伍者", "服刑"),
    means=CLASS.is_one_of(
        "unsupported_student_away",
        "divided_child",
        "married_out",
        "affiliated_or_lodger",
        "hired_help",
        "conscripted",
        "serving_sentence",
    ),
)
COUNTED = criterion(
    "anhui.household.membership.counted",
    ("算作家庭成员", "counts as a member"),
    cite=DECK.at(ITEM, "家庭成员是指", "包括由本家庭", "不包括不再供养").derives(
        DEFINITION.info.id, INCLUDED.info.id, EXCLUDED.info.id
    ),
    means=all_of(none_of(EXCLUDED), any_of(CLASS.equals("resident"), INCLUDED, DEFINITION)),
)
MEMBERS = Household.persons.where(COUNTED, ("家庭成员", "household members"))
SIZE = formula(
    "anhui.household.membership.household_size",
    ("户人口数", "household size"),
    MEMBERS.count(),
    cite=DECK.at(f"{ITEM}/三.19", "家庭成员是指", "户人口数").derives(COUNTED.info.id),
    assumes=(
        "成员的定义写给已识别的贫困户，也用于申请户；以它为人均的分母，是我们的理解。",
        "Written for identified households, used for applicants too; that it divides income is ours.",
    ),
)
