"""五.25 考核问责: circulars, reports, consequences, incentives."""

from povertypolicy.authoring import (
    Subject,
    Text,
    all_of,
    classification,
    count,
    criterion,
    day_of_facts,
    number,
    recorded_day,
    share,
    undetermined,
    vocabulary,
    when,
    word,
    word_list,
    yes_no,
)
from povertypolicy_guangdong.notice import NOTICE
from povertypolicy_guangdong.subjects import Cadre, Organisation

ITEM = "五.25"

LEVELS = vocabulary(
    ("级别", "level"),
    province=("省", "province"),
    city=("市", "city"),
    county=("县", "county"),
    town=("镇", "town"),
    village=("村", "village"),
)
SCHEMES = vocabulary(
    ("考核办法", "schemes of assessment"),
    area_province_city=("省考市", "province on cities"),
    area_county=("考县", "on counties"),
    department=("考部门", "on departments"),
    all_in_one=("同一办法", "one for all"),
)
GRADING = vocabulary(
    ("考核划分", "kind of assessment"),
    apart=("分级分类", "by level and class"),
    together=("同一尺度", "on one scale"),
)
QUARTERS = vocabulary(
    ("季度", "quarter"),
    q1=("一季度", "first quarter"),
    q2=("二季度", "second quarter"),
    q3=("三季度", "third quarter"),
    q4=("四季度", "fourth quarter"),
)


class AnnualTask(Subject):
    """What an area has to do in a year, and did 年度任务."""

    label = Text("年度任务", "annual task")

    level = word(("级别", "level"), LEVELS)
    task = number(("任务数", "task"))
    done = number(("完成数", "done"))


SCHEMES_USED = word_list(("考核办法", "schemes in use"), SCHEMES).on(Organisation, "schemes")
OLD_WEIGHT = share(("减贫指标原权重", "earlier weight of poverty reduction")).on(
    Organisation, "old_weight"
)
NEW_WEIGHT = share(("减贫指标新权重", "new weight of poverty reduction")).on(
    Organisation, "new_weight"
)
CIRCULARS = word_list(("有通报的季度", "quarters with a circular"), QUARTERS).on(
    Organisation, "quarters_with_circular"
)
REPORTS = number(("当年年度报告数", "annual reports in the year"), high=100).on(
    Organisation, "reports_in_year"
)
STATIONED = yes_no(("驻村干部", "stationed in a village")).on(Cadre, "stationed")
FIRST_DAY = recorded_day(("驻村首日", "first day in the village")).on(Cadre, "stationed_from")
LAST_DAY = recorded_day(("驻村末日", "last day in the village")).on(Cadre, "stationed_to")
THE_DAY = day_of_facts(cite=NOTICE.at(ITEM, "驻村期间"))

GRADED = classification(
    "guangdong.organisation.assessment.graded_classified",
    ("分级分类考核", "assessment by level and class"),
    GRADING,
    when(SCHEMES_USED.covers("all_in_one"), "together"),
    when(SCHEMES_USED.covers("area_province_city", "area_county", "department"), "apart"),
    otherwise=undetermined(
        ("分几级、分几类没有写", "how many levels and classes there are is not said")
    ),
    cite=NOTICE.at(ITEM, "各地区各部门", "分级分类考核"),
    recorded=("只有方向，级和类没有列出", "a direction: levels and classes are not listed"),
)
WEIGHT_RAISED = criterion(
    "guangdong.organisation.assessment.poverty_weight_raised",
    ("减贫指标权重提高", "more weight for poverty reduction"),
    cite=NOTICE.at(ITEM, "提高减贫指标", "权重"),
    means=NEW_WEIGHT.above(OLD_WEIGHT),
    kind="scoring",
    recorded=("只说提高，没有数值", "higher is all it says: no figure"),
)
CIRCULAR = criterion(
    "guangdong.organisation.assessment.quarterly_circular",
    ("按季度通报", "a circular every quarter"),
    cite=NOTICE.at(ITEM, "定期通报制度", "按季度通报"),
    means=CIRCULARS.covers(),
    kind="schedule",
    assumes=("四个季度各至少一次，按公历年计。", "One for each quarter of a calendar year."),
)
REPORT = criterion(
    "guangdong.organisation.assessment.annual_report",
    ("年度报告", "a report every year"),
    cite=NOTICE.at(ITEM, "年度报告"),
    means=REPORTS.at_least(count(1, cite=NOTICE.at(ITEM, "年度报告"))),
    kind="schedule",
    assumes=("何时提交没有写。", "When it is due is not said."),
)
INTERVIEW = criterion(
    "guangdong.county.accountability.missed_annual_task",
    ("未完成年度任务约谈", "interview for a missed annual task"),
    cite=NOTICE.at(ITEM, "未完成年度任务的市县镇", "党政主要领导", "约谈"),
    means=all_of(
        AnnualTask.level.is_one_of("city", "county", "town"),
        AnnualTask.done.below(AnnualTask.task),
    ),
    kind="procedure",
    assumes=("正好完成不约谈。", "A task that is just met has no interview."),
)
ALLOWANCE = criterion(
    "guangdong.cadre.incentive.township_allowance",
    ("乡镇工作补贴", "township work allowance"),
    cite=NOTICE.at(ITEM, "驻村干部驻村期间", "乡镇工作补贴"),
    means=all_of(STATIONED, FIRST_DAY.by(THE_DAY), LAST_DAY.from_(THE_DAY)),
    kind="entitlement",
    assumes=(
        "驻村首日和末日都计入；补贴数额没有写。",
        "First and last day count; the amount is not said.",
    ),
)
