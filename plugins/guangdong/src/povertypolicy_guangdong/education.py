"""二.8 教育文化扶贫工程: fees and aid by stage of schooling."""

from povertypolicy.authoring import Person, all_of, criterion, money, yes_no
from povertypolicy_guangdong.employment import SCHOOL
from povertypolicy_guangdong.notice import IN_POOR_HOUSEHOLD, NOTICE

ITEM = "二.8"

IN_DIFFICULTY = yes_no(("家庭经济困难学生", "student in economic difficulty")).on(
    Person, "economic_difficulty"
)
IN_SECONDARY_VOCATIONAL = yes_no(("就读中等职业学校", "attends a secondary vocational school")).on(
    Person, "secondary_vocational"
)
WAIVER_OPENED = yes_no(
    ("别的规定已轮到其免学杂费", "another rule has reached the student with the waiver")
).on(Person, "waiver_opened")
EXISTING_AID = money(("现有政策的资助", "aid of the existing policy")).on(Person, "existing_aid")
TOTAL_AID = money(("实得资助总额", "aid received in all")).on(Person, "total_aid")

SENIOR_HIGH_FEES = criterion(
    "guangdong.person.education.senior_high_fee_exemption",
    ("普通高中免除学杂费", "fees of ordinary senior high school waived"),
    cite=NOTICE.at(ITEM, "建档立卡", "家庭经济困难学生", "普通高中免除学杂费"),
    means=all_of(IN_POOR_HOUSEHOLD, IN_DIFFICULTY, SCHOOL.equals("ordinary_senior_high")),
    kind="entitlement",
    assumes=(
        "“率先”：以后可扩大到其他学生，没有日期。",
        '"Beginning with": others may follow, no date is given.',
    ),
)
VOCATIONAL_FEES = criterion(
    "guangdong.person.education.vocational_fee_exemption",
    ("中职逐步免除学杂费", "fees of vocational school waived step by step"),
    cite=NOTICE.at(ITEM, "分类推进", "中等职业教育免除"),
    means=all_of(IN_SECONDARY_VOCATIONAL, WAIVER_OPENED),
    kind="entitlement",
    recorded=("次序和日期没有规定", "order and dates are not stated"),
)
AID_IS_FLOOR = criterion(
    "guangdong.person.education.existing_aid_is_floor",
    ("不低于现有资助", "no less than the existing aid"),
    cite=NOTICE.at(ITEM, "在落实现有", "家庭经济困难学生", "资助政策的基础上"),
    applies_when=IN_DIFFICULTY,
    means=TOTAL_AID.at_least(EXISTING_AID),
    kind="constraint",
    assumes=(
        "增加的数额在缺失的一页上，不知道；此前等于现有资助即可。",
        "What is added stood on the lost page: until it is known the existing amount will do.",
    ),
)
