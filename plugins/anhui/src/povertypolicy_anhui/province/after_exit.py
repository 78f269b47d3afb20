"""三.37 脱贫以后: visits, policies that stay, and the mark of a stable exit."""

from povertypolicy.authoring import (
    Household,
    all_of,
    count,
    criterion,
    none_of,
    number,
    vocabulary,
    word,
    yes_no,
)
from povertypolicy_anhui.deck import DECK

ITEM = "三.37"
ONCE = count(1, cite=DECK.at(ITEM, "每半年至少", "1"))

VISITS_FIRST_HALF = number(("上半年回访次数", "visits in the first half year"), high=1000).on(
    Household, "visits_first_half"
)
VISITS_SECOND_HALF = number(("下半年回访次数", "visits in the second half year"), high=1000).on(
    Household, "visits_second_half"
)
SUPPORT_BEFORE = number(("脱贫前享受政策数", "policies enjoyed before the exit"), high=1000).on(
    Household, "support_before_exit"
)
SUPPORT_AFTER = number(("脱贫后享受政策数", "policies enjoyed after the exit"), high=1000).on(
    Household, "support_after_exit"
)
MARKED = yes_no(("标注稳定脱贫户", "marked as stably exited")).on(Household, "stably_exited_mark")
IN_SYSTEM = yes_no(("仍在全国系统中", "kept in the national system")).on(
    Household, "in_national_system"
)
GOOD_CONDITIONS = yes_no(("经济条件较好", "in good economic condition")).on(
    Household, "good_economic_condition"
)
STABLY_OUT = yes_no(("稳定脱贫", "stably out of poverty")).on(Household, "stably_out_of_poverty")
EXIT_ROUTES = vocabulary(
    ("脱贫路径", "route out of poverty"),
    social_security=("社会保障兜底一批", "social security"),
    other=("其他", "other"),
)
EXIT_ROUTE = word(("脱贫路径", "route out of poverty"), EXIT_ROUTES).on(Household, "exit_route")

REVISIT = criterion(
    "anhui.household.after_exit.half_yearly_revisit",
    ("每半年回访1次", "a visit every half year"),
    cite=DECK.at(ITEM, "脱贫以后", "每半年至少", "上门回访", "1"),
    means=all_of(VISITS_FIRST_HALF.at_least(ONCE), VISITS_SECOND_HALF.at_least(ONCE)),
    kind="schedule",
    assumes=(
        "按日历半年还是从脱贫起算，由谁回访，没有规定；按日历半年登记。",
        "Calendar half years or from the exit on, and who visits, is not said: calendar half years.",
    ),
)
UNCHANGED = criterion(
    "anhui.household.after_exit.policy_unchanged",
    ("政策不变力度不减", "policies unchanged, support not less"),
    cite=DECK.at(ITEM, "继续保持不变", "支持力度不减", "防范返贫"),
    applies_when=none_of(MARKED),
    means=SUPPORT_AFTER.at_least(SUPPORT_BEFORE),
    kind="entitlement",
    assumes=(
        "力度如何衡量没有规定，按享受的政策数；稳定脱贫户另有规定；没有截止日期。",
        "How to measure support is not said: by the number of policies. Stably exited: a rule of its own.",
    ),
)
LABEL = criterion(
    "anhui.household.stable_exit.label",
    ("稳定脱贫户", "stably exited household"),
    cite=DECK.at(ITEM, "家庭经济条件较好", "稳定脱贫", "社会保障兜底一批", "不得标注"),
    means=all_of(
        IN_SYSTEM, GOOD_CONDITIONS, STABLY_OUT, none_of(EXIT_ROUTE.equals("social_security"))
    ),
    kind="classification",
    assumes=(
        "“较好”“稳定”没有量度，按登记；标注须走清退的程序。",
        '"Good" and "stable" have no measure: as recorded. Marking follows the steps of removal.',
    ),
)
