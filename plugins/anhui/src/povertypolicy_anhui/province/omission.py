"""三.13 漏评、错评、错退: what to look for after the adjustment, and who returns to poverty."""

from povertypolicy.authoring import (
    Household,
    all_of,
    any_of,
    calendar_year,
    classification,
    criterion,
    none_of,
    vocabulary,
    when,
    word,
    year,
    yes_no,
)
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.province.exit import HOUSEHOLD_EXIT
from povertypolicy_anhui.province.identification import (
    HOUSEHOLD,
    THREE_GUARANTEES,
    TWO_NO_WORRIES,
)
from povertypolicy_anhui.province.membership import SINCE
from povertypolicy_anhui.province.removal import AGAINST_RULES, INACCURATE

ITEM = "三.13"
RETURN = "三.13/三.14"

EXITED = yes_no(("已标注脱贫", "marked as exited")).on(Household, "exited")
EXIT_YEAR = calendar_year(("认定脱贫年度", "year of exit")).on(Household, "exit_year")
RURAL_RESIDENT = yes_no(("农村常住", "permanent rural residents")).on(
    Household, "permanent_rural_resident"
)

OBJECTS = vocabulary(
    ("排查对象", "object of the search"),
    missed=("漏评户", "missed"),
    wrongly_included=("错评户", "wrongly listed"),
    wrongly_exited=("错退户", "wrongly exited"),
    none=("均不是", "none of them"),
)
OBJECTS_ASSUMES = (
    (
        "三个名称没有定义，按下文的零漏评、零错评、零错退理解；先错评后错退，是我们的次序。",
        "The names are not defined: read by the paragraph after them; wrongly listed comes first.",
    ),
    (
        "错评看纳入时是否违规、是否精准，不看现在的收入。",
        "Wrongly listed looks at how it was listed, not at what it earns now.",
    ),
)
THREE_OBJECTS = classification(
    "anhui.household.omission.three_work_objects",
    ("漏评错评错退", "missed, wrongly listed, wrongly exited"),
    OBJECTS,
    when(all_of(none_of(Household.registered, EXITED), HOUSEHOLD), "missed"),
    when(all_of(Household.registered, any_of(AGAINST_RULES, INACCURATE)), "wrongly_included"),
    when(all_of(EXITED, none_of(HOUSEHOLD_EXIT)), "wrongly_exited"),
    otherwise="none",
    cite=DECK.at(ITEM, "漏评户", "错评户", "错退户", "零漏评", "零错评", "零错退"),
    assumes=OBJECTS_ASSUMES,
)

FOCUS = vocabulary(
    ("重点关注对象", "focus groups"),
    closed=False,
    minimum_living=("低保户", "on the minimum living allowance"),
    severely_disabled=("重残户", "severely disabled"),
    major_illness=("大病户", "seriously ill"),
    elderly=("老人户", "elderly"),
    applicant=("申请户", "applicant"),
    petitioner=("信访户", "petitioner"),
)
GROUPS = vocabulary(
    ("户的类别", "class of household"),
    closed=True,
    ordinary=("一般户", "ordinary"),
    **{term.id: term.label for term in FOCUS.terms},
    other=("其他类别", "another class"),
)
GROUP = word(("户的类别", "class of household"), GROUPS).on(Household, "household_class")
FOCUS_GROUPS = criterion(
    "anhui.household.omission.focus_groups",
    ("漏评重点关注对象", "focus of the search for missed households"),
    cite=DECK.at(ITEM, "农村常住人口", "低保户、重残户", "大病户、老人户", "申请户、信访户"),
    means=all_of(
        none_of(Household.registered),
        RURAL_RESIDENT,
        none_of(GROUP.equals("ordinary")),
        GROUP.is_on(FOCUS),
    ),
    assumes=(
        "清单没有封闭，其他类别由人判断；重残、大病、老人没有量度，按登记。",
        "The list is open: another class is for people to judge; no class has a measure.",
    ),
)
RETURN_TO_POVERTY = criterion(
    "anhui.household.return_to_poverty.criterion",
    ("返贫认定", "return to poverty"),
    cite=DECK.at(RETURN, "2014年至2016年", "脱贫户", "凡是尚未", "完全解决", "及时返贫"),
    means=all_of(
        EXIT_YEAR.between(
            year(2014, cite=DECK.at(ITEM, "2014年至")), year(2016, cite=DECK.at(ITEM, "至2016年"))
        ),
        none_of(all_of(TWO_NO_WORRIES, THREE_GUARANTEES)),
    ),
    since=SINCE,
    assumes=(
        "不看收入；其他年度脱贫的没有写到。",
        "Income is not looked at; other years are not mentioned.",
    ),
)
