"""二.6 劳动力就业扶贫工程: skills, vocational schools, graduates."""

from povertypolicy.authoring import (
    Force,
    Person,
    all_of,
    count,
    criterion,
    none_of,
    number,
    vocabulary,
    word,
    yes_no,
)
from povertypolicy_guangdong.notice import IN_POOR_HOUSEHOLD, NOTICE, POOR_ASSUMES

ITEM = "二.6"

SCHOOLS = vocabulary(
    ("学校类型", "kind of school"),
    vocational_college=("职业院校", "vocational college"),
    technician_school=("技工学校", "technician school"),
    ordinary_senior_high=("普通高中", "ordinary senior high school"),
    junior_high=("初中", "junior high school"),
    other=("其他", "other"),
)
SCHOOL = word(("就读或报读学校", "school"), SCHOOLS).on(Person, "school")
IN_LABOUR_FORCE = yes_no(("属于劳动力", "in the labour force")).on(Person, "in_labour_force")
SKILLS = number(("掌握的致富技能数", "income-earning skills mastered"), high=100).on(
    Person, "skills"
)
COLLEGE_GRADUATE = yes_no(("高校毕业生", "college graduate")).on(Person, "college_graduate")
LEFT_SCHOOL = yes_no(("已离校", "has left school")).on(Person, "left_school")
EMPLOYED = yes_no(("已就业", "employed")).on(Person, "employed")

VOCATIONAL_ADMISSION = criterion(
    "guangdong.person.employment.vocational_admission",
    ("职业院校和技工学校招收", "admission to vocational and technician schools"),
    cite=NOTICE.at(ITEM, "鼓励职业院校和技工学校", "招收贫困家庭子女"),
    means=all_of(IN_POOR_HOUSEHOLD, SCHOOL.is_one_of("vocational_college", "technician_school")),
    kind="entitlement",
    force=Force.ENCOURAGED,
    assumes=POOR_ASSUMES,
)
ONE_SKILL = criterion(
    "guangdong.person.employment.one_skill",
    ("至少掌握一门致富技能", "at least one income-earning skill"),
    cite=NOTICE.at(ITEM, "贫困家庭劳动力", "至少掌握一门", "致富技能"),
    applies_when=IN_LABOUR_FORCE,
    means=SKILLS.at_least(count(1, cite=NOTICE.at(ITEM, "至少掌握一门"))),
    kind="constraint",
    assumes=(
        "按每个劳动力而不按每户计；如何证明掌握，文件没有规定。",
        "Every worker is meant, not every household; how mastery is proved is not said.",
    ),
)
GRADUATE_SUPPORT = criterion(
    "guangdong.person.employment.graduate_support",
    ("未就业高校毕业生就业支持", "employment support for graduates without a job"),
    cite=NOTICE.at(ITEM, "贫困家庭", "未就业的高校毕业生", "就业支持"),
    means=all_of(IN_POOR_HOUSEHOLD, COLLEGE_GRADUATE, LEFT_SCHOOL, none_of(EMPLOYED)),
    kind="entitlement",
    assumes=(
        POOR_ASSUMES,
        (
            "“校”字前缺一字，按“离校”理解；支持的形式和期限没有规定。",
            'A character before "school" is lost, read as "left"; form and length are not said.',
        ),
    ),
)
