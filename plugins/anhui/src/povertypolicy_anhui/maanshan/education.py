"""三.30 教育扶贫: the top grade of every aid, added up."""

from povertypolicy.authoring import (
    Money,
    Subject,
    Text,
    any_of,
    cases,
    criterion,
    formula,
    many,
    money,
    supplied,
    undetermined,
    when,
    yes_no,
)
from povertypolicy_anhui.deck import DECK

ITEM = "三.30"


class StudentAid(Subject):
    """One aid for which a student is eligible 学生资助项目."""

    label = Text("学生资助项目", "aid of a student")

    top_grade = money(("该项资助最高档金额", "top grade of the aid"))


class Student(Subject):
    """A student 学生; the aids are those for which the student is eligible."""

    label = Text("学生", "student")
    aids = many(lambda: StudentAid, ("可享受的资助", "aids"), most=100)

    registered = yes_no(("建档立卡学生", "registered student"))


NOT_REGISTERED = undetermined(
    (
        "只写了建档立卡学生，其他学生没有写",
        "only registered students are addressed, others are not",
    )
)
ENTITLED = criterion(
    "anhui/maanshan.person.education.aid_amount.entitled",
    ("最高档叠加资助对象", "entitled to the top grade of every aid"),
    cite=DECK.at(ITEM, "全覆盖、最高档、可叠加", "建档立卡学生资助"),
    means=any_of(Student.registered, NOT_REGISTERED),
    kind="entitlement",
)
OTHER_STUDENTS = supplied(
    "anhui/maanshan.other_students_aid",
    ("其他学生的资助", "aid of other students"),
    Money,
    cite=DECK.at(ITEM, "建档立卡学生资助政策"),
    assumes=("讲稿只写建档立卡学生。", "The deck speaks of registered students only."),
)
AID_AMOUNT = formula(
    "anhui/maanshan.person.education.aid_amount",
    ("最高档叠加计算", "top grades added up"),
    cases(
        when(Student.registered, Student.aids.listed().sum(StudentAid.top_grade)),
        otherwise=OTHER_STUDENTS,
    ),
    cite=DECK.at(ITEM, "全覆盖", "最高档", "可叠加").derives(ENTITLED.info.id),
    assumes=(
        "各档金额讲稿没有，按登记的最高档。",
        "The deck prints no amounts: the top grade is as recorded.",
    ),
)
