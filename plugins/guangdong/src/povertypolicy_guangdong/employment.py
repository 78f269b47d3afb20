"""二.6 劳动力就业扶贫工程: skills, vocational schools, graduates, posts and tenders."""

from povertypolicy.authoring import (
    Force,
    Person,
    Subject,
    Text,
    all_of,
    any_of,
    count,
    criterion,
    none_of,
    number,
    undetermined,
    vocabulary,
    word,
    yes_no,
)
from povertypolicy_guangdong.notice import IN_POOR_HOUSEHOLD, NOTICE, POOR_ASSUMES
from povertypolicy_guangdong.subjects import Project

ITEM = "二.6"


class PublicPosts(Subject):
    """The public-welfare posts of an employer, and how many poor persons hold one 公益性岗位."""

    label = Text("公益性岗位", "public-welfare posts")
    at_most = (("poor_placed", "posts"),)

    posts = number(("岗位数", "posts"))
    poor_placed = number(("安排的贫困人口数", "poor persons placed"))


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
GRADUATE_SUPPORT_ASSUMES = (
    POOR_ASSUMES,
    (
        "“校”字前缺一字，按“离校”理解；支持的形式和期限没有规定。",
        'A character before "school" is lost, read as "left"; form and length are not said.',
    ),
)
GRADUATE_SUPPORT = criterion(
    "guangdong.person.employment.graduate_support",
    ("未就业高校毕业生就业支持", "employment support for graduates without a job"),
    cite=NOTICE.at(ITEM, "贫困家庭", "未就业的高校毕业生", "就业支持"),
    means=all_of(IN_POOR_HOUSEHOLD, COLLEGE_GRADUATE, LEFT_SCHOOL, none_of(EMPLOYED)),
    kind="entitlement",
    assumes=GRADUATE_SUPPORT_ASSUMES,
)

# --- posts and tenders ---------------------------------------------------------------------------

NOBODY = count(0, cite=NOTICE.at(ITEM, "一定比例"))
NO_PROPORTION = undetermined(
    (
        "“一定比例”没有数字，由地方规定",
        '"a certain proportion" has no figure: local rules have to give it',
    )
)
PUBLIC_POSTS = criterion(
    "guangdong.organisation.employment.public_post_quota",
    ("公益性岗位安排贫困人口", "poor persons in public-welfare posts"),
    cite=NOTICE.at(ITEM, "公益性岗位安置", "优先安排", "一定比例"),
    applies_when=PublicPosts.posts.above(NOBODY),
    means=all_of(
        PublicPosts.poor_placed.above(NOBODY),
        any_of(PublicPosts.poor_placed.equals(PublicPosts.posts), NO_PROPORTION),
    ),
    kind="allocation",
    recorded=("比例没有数字", "the proportion has no figure"),
)
TENDER_KINDS = vocabulary(
    ("招标建设项目类型", "kind of tendered construction"),
    new_countryside=("新农村建设", "new countryside"),
    poverty_development=("扶贫开发", "poverty development"),
    other=("其他", "other"),
)
TENDER_KIND = word(("招标建设项目类型", "kind of tendered construction"), TENDER_KINDS).on(
    Project, "tender_kind"
)
PASSED_OVER = yes_no(
    ("越过合适的当地贫困应聘人", "a suitable local poor applicant was passed over")
).on(Project, "poor_applicant_passed_over")
LOCAL_POOR_FIRST = criterion(
    "guangdong.project.employment.tender_hire_local_poor",
    ("优先吸纳当地贫困人口", "local poor persons hired first"),
    cite=NOTICE.at(ITEM, "新农村建设", "招标建设", "优先吸纳当地贫困人口"),
    applies_when=TENDER_KIND.is_one_of("new_countryside", "poverty_development"),
    means=none_of(PASSED_OVER),
    kind="constraint",
    assumes=(
        "没有写程序；“优先”按不越过合适的当地贫困应聘人理解。",
        "No procedure is written; first means that no suitable local poor applicant is passed over.",
    ),
)
