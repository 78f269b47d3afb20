"""三.8, 三.9, 三.11, 三.14, 三.17, 三.39: what records must show, and when they were made."""

from povertypolicy.authoring import (
    Force,
    Household,
    Subject,
    Text,
    all_of,
    calendar_year,
    criterion,
    day,
    many,
    recorded_day,
    undefined_term,
    window,
    year,
    yes_no,
)
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.province.labour import (
    ABLE,
    AGE,
    NOTHING,
    SIXTY_FIVE,
    STILL_WORKS,
    WORK_INCOME,
)
from povertypolicy_anhui.subjects import Record

FIRST_DAY = "2017-01-01"
ROUND_FIRST_DAY = "2014-05-11"
ROUND_LAST_DAY = "2014-07-31"
CONTRADICTIONS = "anhui.data_record.exit.system_contradictions"


class ProcedureStep(Subject):
    """A step of identification, removal or return to poverty 程序步骤."""

    label = Text("程序步骤", "step of a procedure")

    filed = yes_no(("有相对应的归档资料", "material of the step is filed"))


class ProcedureFile(Subject):
    """The file of a procedure 程序资料."""

    label = Text("程序资料", "file of a procedure")
    steps = many(lambda: ProcedureStep, ("程序步骤", "steps"), most=100)


class RecordedField(Subject):
    """One field that stands in the handbook and in the system, too 登记项."""

    label = Text("登记项", "recorded field")

    handbook_agrees = yes_no(("手册与户情一致", "handbook agrees with the household"))
    system_agrees = yes_no(("系统与户情一致", "system agrees with the household"))


class HouseholdRecord(Subject):
    """What is recorded of a household, field by field 一户的登记."""

    label = Text("一户的登记", "record of a household")
    fields = many(lambda: RecordedField, ("登记项", "fields"), most=1000)


class ListedYear(Subject):
    """One year of the list of time-limit targets 清单年份."""

    label = Text("清单年份", "year of the list")

    year = calendar_year(("清单年份", "year of the list"))
    filled = yes_no(("该年已填写", "filled in for the year"))


class TargetList(Subject):
    """A list of time-limit targets 时限目标清单."""

    label = Text("时限目标清单", "list of time-limit targets")
    years = many(lambda: ListedYear, ("清单年份", "years"), most=200)


STARTED = recorded_day(("2014年建档启动日期", "day on which the round of 2014 started")).on(
    Record, "round_2014_started_on"
)
HELPER_FIXED = recorded_day(("确定帮扶责任人日期", "day on which the helper was fixed")).on(
    Record, "helper_fixed_on"
)
PLAN_MADE = recorded_day(("制定帮扶计划日期", "day on which the plan was made")).on(
    Record, "plan_made_on"
)
HANDBOOK_FILLED = recorded_day(("填写扶贫手册日期", "day on which the handbook was filled in")).on(
    Record, "handbook_filled_on"
)
SYSTEM_INCOME = yes_no(("系统内收入达标", "income in the system reaches the standard")).on(
    Household, "system_income_reaches"
)
SYSTEM_WORRIES = yes_no(("系统内两不愁已解决", "no-worries solved in the system")).on(
    Household, "system_no_worries_solved"
)
SYSTEM_GUARANTEES = yes_no(("系统内三保障已解决", "guarantees solved in the system")).on(
    Household, "system_guarantees_solved"
)
# --- the round of 2014 ---------------------------------------------------------------------------

MID_MAY = window("2014-05-11", "2014-05-20", cite=DECK.at("三.8", "2014年5月中旬"))
START = criterion(
    "anhui.data_record.register_2014.start_mid_may",
    ("2014年5月中旬启动", "started in the middle of May 2014"),
    cite=DECK.at("三.8", "原则上2014年5月中旬启动", "申请评议公示"),
    means=STARTED.within(MID_MAY),
    kind="schedule",
    force=Force.IN_PRINCIPLE,
    since=ROUND_FIRST_DAY,
    until=ROUND_LAST_DAY,
    assumes=(
        "中旬指11日至20日；早于它的资料存疑，晚了算不算错没有规定。",
        "The middle ten days are 11 to 20; an earlier record is doubtful, a later one is not judged.",
    ),
)
END_OF_JULY = day("2014-07-31", cite=DECK.at("三.8", "2014年7月底前"))
BY_END_OF_JULY = criterion(
    "anhui.data_record.register_2014.helper_plan_handbook_by_end_july",
    ("2014年7月底前确定、制定、填写", "helper, plan and handbook by the end of July 2014"),
    cite=DECK.at("三.8", "原则上", "2014年7月底前", "帮扶责任人", "帮扶计划", "扶贫手册"),
    means=all_of(
        HELPER_FIXED.by(END_OF_JULY), PLAN_MADE.by(END_OF_JULY), HANDBOOK_FILLED.by(END_OF_JULY)
    ),
    kind="schedule",
    force=Force.IN_PRINCIPLE,
    since=ROUND_FIRST_DAY,
    until=ROUND_LAST_DAY,
    assumes=("7月底前含31日。", "The end of July includes the 31st."),
)

# --- files and fields ----------------------------------------------------------------------------

STEP_EVIDENCE = criterion(
    "anhui.data_record.procedure.step_evidence",
    ("每一步程序的资料齐全", "material for every step"),
    cite=DECK.at("三.11", "识别、清退和返贫", "每一步程序的资料", "纳入档案管理"),
    means=ProcedureFile.steps.listed().all(ProcedureStep.filed),
    kind="checklist",
    since=FIRST_DAY,
    assumes=(
        "“相对印”有字损，按相对应理解；返贫的步骤没有另列，按登记。",
        "A damaged word is read as corresponding; steps of a return are not listed: as recorded.",
    ),
)
THREE_IN_ONE = criterion(
    "anhui.data_record.consistency.three_in_one",
    ("户情、手册、系统三者合一", "household, handbook and system agree"),
    cite=DECK.at("三.14", "户情、手册信息和系统数据", "三者合一"),
    means=HouseholdRecord.fields.listed().all(
        all_of(RecordedField.handbook_agrees, RecordedField.system_agrees)
    ),
    kind="constraint",
    assumes=(
        "逐项以户情为准；一处有而另一处没有的，算不一致。",
        "Field by field against the household; what stands in one and not in another differs.",
    ),
)

# --- exited households in the system -------------------------------------------------------------

INCOME_SHOWN = criterion(
    f"{CONTRADICTIONS}.income_below_line",
    ("系统内收入达标", "income in the system reaches the standard"),
    cite=DECK.at("三.18", "不能出现收入不达标"),
    means=SYSTEM_INCOME,
    kind="constraint",
    since=FIRST_DAY,
)
WORRIES_SHOWN = criterion(
    f"{CONTRADICTIONS}.two_no_worries_unsolved",
    ("系统内两不愁已解决", "no-worries solved in the system"),
    cite=DECK.at("三.18", "不能出现", "两不愁", "未解决"),
    means=SYSTEM_WORRIES,
    kind="constraint",
    since=FIRST_DAY,
)
GUARANTEES_SHOWN = criterion(
    f"{CONTRADICTIONS}.three_guarantees_unsolved",
    ("系统内三保障已解决", "guarantees solved in the system"),
    cite=DECK.at("三.18", "不能出现", "三保障", "未解决"),
    means=SYSTEM_GUARANTEES,
    kind="constraint",
    since=FIRST_DAY,
)
NO_CONTRADICTION = criterion(
    CONTRADICTIONS,
    ("脱贫户的系统信息不自相矛盾", "the system does not contradict an exit"),
    cite=DECK.at("三.17/三.18", "2017年脱贫户", "及时更新", "收入不达标", "未解决"),
    means=all_of(INCOME_SHOWN, WORRIES_SHOWN, GUARANTEES_SHOWN),
    kind="constraint",
    since=FIRST_DAY,
    assumes=(
        "登记的是更新后系统里的情况。",
        "What the system holds after it was brought up to date is recorded.",
    ),
)

# --- 三.39 ---------------------------------------------------------------------------------------

OVER_65 = criterion(
    "anhui.data_record.labour.over_65_not_error",
    ("65岁以上务工者不算错误", "somebody of 65 or more who works is no error"),
    cite=DECK.at("三.39", "65岁以上", "务工时间和务工收入", "不作为错误信息筛查"),
    applies_when=all_of(AGE.at_least(SIXTY_FIVE), ABLE),
    means=all_of(STILL_WORKS, WORK_INCOME.above(NOTHING)),
    kind="constraint",
    assumes=(
        "不务工而登记有劳动力的要筛出来，是从“原则上无劳动力”推出的；65岁含本数。",
        "To flag those who do not work follows from the principle that they have no labour; 65 counts.",
    ),
)
FIRST_YEAR = year(2014, cite=DECK.at("三.39", "从2014年起填写"))
FILLED_SINCE_2014 = criterion(
    "anhui.data_record.four_lists.time_target_from_2014",
    ("时限目标清单从2014年填起", "targets filled in from 2014 on"),
    cite=DECK.at("三.39", "时限目标清单", "从2014年起填写"),
    means=all_of(
        TargetList.years.listed().any(ListedYear.year.equals(FIRST_YEAR)),
        TargetList.years.where(ListedYear.year.at_least(FIRST_YEAR)).all(ListedYear.filled),
    ),
    kind="constraint",
    since="2015-01-01",
    assumes=(
        "从2014年起每年登记一行，没有填写的也登记。",
        "Every year from 2014 on has a row, also one that is not filled in.",
    ),
)
TEN_PROJECTS = undefined_term(
    "anhui.organisation.measures.ten_projects.ten_projects",
    ("脱贫攻坚十大工程", "ten projects of poverty exit"),
    cite=DECK.at("三.38", "脱贫攻坚十大工程"),
    kind="vocabulary",
    assumes=(
        "十项没有列出；是否就是正面清单的十个方面，没有写。",
        "The ten are not listed; whether they are the ten fields of the positive list is not said.",
    ),
)
