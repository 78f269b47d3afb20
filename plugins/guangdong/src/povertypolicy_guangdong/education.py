"""二.8 教育文化扶贫工程: fees of senior high school."""

from povertypolicy.authoring import Person, all_of, criterion, yes_no
from povertypolicy_guangdong.employment import SCHOOL
from povertypolicy_guangdong.notice import IN_POOR_HOUSEHOLD, NOTICE

ITEM = "二.8"

IN_DIFFICULTY = yes_no(("家庭经济困难学生", "student in economic difficulty")).on(
    Person, "economic_difficulty"
)

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
