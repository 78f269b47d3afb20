"""三.16 至 三.19 退出: which households leave poverty in 2017, and what may stop it."""

from povertypolicy.authoring import (
    Household,
    MoneyPerHead,
    Person,
    all_of,
    classification,
    criterion,
    none_of,
    parameter,
    readings,
    recorded_day,
    since,
    standard,
    supplied,
    vocabulary,
    when,
    window,
    word,
    yes_no,
    yuan_per_head,
)
from povertypolicy.expr.nodes import Condition, Constant
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.province.identification import END_2017, TWO_NO_WORRIES
from povertypolicy_anhui.province.income import ILLNESS_AND_SCHOOLING, PER_CAPITA
from povertypolicy_anhui.province.membership import COUNTED, MEMBERS, SINCE

ITEM = "三.18"

# --- the line ------------------------------------------------------------------------------------

INCOME_STANDARD = parameter(
    "anhui.household.exit.income_standard",
    ("省脱贫标准", "exit standard of the province"),
    since("2017-01-01", yuan_per_head(3300, cite=DECK.at("三.16/三.39", "2017年省标3300元"))),
    until=END_2017,
)
NATIONAL_STANDARD = supplied(
    "anhui.national_standard",
    ("国家扶贫标准", "national poverty standard"),
    MoneyPerHead,
    cite=DECK.at(ITEM, "超过国家扶贫标准"),
    assumes=("讲稿没有给出数值。", "The deck does not print its figure."),
)


def _over(line: Constant[MoneyPerHead]) -> Condition[Household]:
    """Return that income per head is over a line, by either concept of income."""
    return readings(
        "anhui.exit.income",
        ("脱贫看哪种收入", "which income counts for an exit"),
        disposable=(
            ("登记的人均可支配收入", "recorded disposable income per head"),
            Household.income_per_head.above(line),
        ),
        net=(
            ("公式算出的人均纯收入", "net income per head by the formula"),
            PER_CAPITA.above(line),
        ),
    )


OVER_THE_LINE = readings(
    "anhui.exit.standard",
    ("脱贫看哪条线", "which line counts for an exit"),
    national=(("国家扶贫标准", "the national standard"), _over(NATIONAL_STANDARD)),
    provincial=(("省标", "the standard of the province"), _over(INCOME_STANDARD)),
)

# --- the four conditions -------------------------------------------------------------------------

STABLE = yes_no(("收入稳定超过标准", "income is stably over the standard")).on(
    Household, "income_stable"
)
DROPOUTS = vocabulary(
    ("辍学情况", "dropping out of school"),
    none=("未辍学", "none"),
    poverty=("因贫辍学", "because of poverty"),
    other_reason=("其他原因辍学", "for another reason"),
)
DROPOUT = word(("辍学情况", "dropping out of school"), DROPOUTS).on(Person, "dropout")
QUALIFIES = yes_no(("符合基本医保条件", "qualifies for basic medical insurance")).on(
    Person, "qualifies_for_insurance"
)

INCOME_ASSUMES = (
    (
        "条文写可支配收入和国家扶贫标准，公式算的是纯收入，省标另有3300元：两处各有两种读法。",
        "It says disposable income and national standard; the formula gives net income, the province 3300.",
    ),
    (
        "“稳定”没有量度，按核实后的登记。",
        '"Stably" has no measure: as recorded by those who verify.',
    ),
)
INCOME_AND_BASICS = criterion(
    "anhui.household.exit.income_and_basics",
    ("收入稳定超过标准且吃穿不愁", "income stably over the standard, food and clothing no worry"),
    cite=DECK.at(ITEM, "年人均可支配收入", "稳定超过国家扶贫标准", "吃穿不愁"),
    means=all_of(OVER_THE_LINE, STABLE, TWO_NO_WORRIES),
    since=SINCE,
    assumes=INCOME_ASSUMES,
)
SAFE_HOUSING = criterion(
    "anhui.household.exit.safe_housing",
    ("有安全住房", "has safe housing"),
    cite=DECK.at(ITEM, "有安全住房"),
    means=Household.housing_assured,
)
NO_DROPOUT = criterion(
    "anhui.household.exit.no_dropout",
    ("无因贫辍学学生", "no student dropped out because of poverty"),
    cite=DECK.at(ITEM, "家庭无因贫辍学学生"),
    means=none_of(MEMBERS.any(DROPOUT.equals("poverty"))),
    assumes=("不限于义务教育阶段。", "Not limited to compulsory schooling."),
)
INSURED = criterion(
    "anhui.household.exit.medical_insurance",
    ("符合条件的成员全部参加基本医保", "all who qualify have basic medical insurance"),
    cite=DECK.at(ITEM, "符合基本医保", "家庭成员全部参加"),
    means=Household.persons.where(all_of(COUNTED, QUALIFIES)).all(Person.insured),
)
HOUSEHOLD_EXIT = standard(
    "household.exit",
    ("贫困户脱贫", "exit of poor households"),
    all_of(INCOME_AND_BASICS, SAFE_HOUSING, NO_DROPOUT, INSURED),
    id="anhui.household.exit.all_conditions",
    kind="criterion",
    cite=DECK.at(ITEM, "以户为单位", "吃穿不愁", "安全住房", "因贫辍学", "基本医保"),
    since=SINCE,
    leads=(ILLNESS_AND_SCHOOLING,),
)

# --- when, and what stops it ---------------------------------------------------------------------

STEP_DAY = recorded_day(("脱贫工作日期", "day of work on exits")).on(Household, "exit_step_day")
PHASES = vocabulary(
    ("脱贫工作阶段", "phase of the exits"),
    exit_procedure=("评议公示公告和信息采集", "deliberation, publicity and collection of data"),
    third_party_and_entry=("第三方评估和信息录入", "outside evaluation and entry"),
    outside=("不在其中", "outside"),
)
PROCEDURE_DAYS = window(
    "2017-10-01", "2017-11-30", cite=DECK.at("三.17", "10-11月份", "预计11月底完成")
)
DECEMBER = window("2017-12-01", "2017-12-31", cite=DECK.at("三.17", "12月开展省第三方"))
TIMELINE = classification(
    "anhui.household.exit.timeline_2017",
    ("2017年脱贫程序时间", "when exits of 2017 are worked on"),
    PHASES,
    when(STEP_DAY.within(PROCEDURE_DAYS), "exit_procedure"),
    when(STEP_DAY.within(DECEMBER), "third_party_and_entry"),
    otherwise="outside",
    cite=DECK.at("三.17", "10-11月份", "预计11月底完成", "12月"),
    kind="schedule",
    since="2017-10-01",
    until=END_2017,
    assumes=("据初步了解，是预计。", "A forecast, by first information."),
)
AGREED = yes_no(("拟退出户认可", "the household agrees to its exit")).on(
    Household, "agrees_to_exit"
)
FIRST_OBJECTION = yes_no(("首次公示有异议", "objection at the first publicity")).on(
    Household, "objection_first_publicity"
)
SECOND_OBJECTION = yes_no(("审核意见公示有异议", "objection at the publicity of the review")).on(
    Household, "objection_second_publicity"
)
GATES = vocabulary(
    ("脱贫程序可否继续", "whether the exit may go on"),
    stop_before_publicity=("不得公示", "stop before publicity"),
    stop_before_review=("不得审核", "stop before review"),
    stop_before_approval=("不得审定", "stop before approval"),
    go_on=("可以审定", "may be approved"),
)
GATE = classification(
    "anhui.household.exit.publicity_gate",
    ("公示无异议", "publicity without objection"),
    GATES,
    when(none_of(AGREED), "stop_before_publicity"),
    when(FIRST_OBJECTION, "stop_before_review"),
    when(SECOND_OBJECTION, "stop_before_approval"),
    otherwise="go_on",
    cite=DECK.at("三.18/三.19", "拟退出贫困户认可后", "公示无异议", "报乡镇", "无异议的", "审定"),
    kind="constraint",
    since=SINCE,
    assumes=("有异议之后如何，没有规定。", "What follows an objection is not said."),
)
