"""三.13 和 三.15 清退: who has to be struck off, and what is not enough for it."""

from povertypolicy.authoring import Household, all_of, any_of, criterion, yes_no
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.province.membership import SINCE

AGAINST_RULES = yes_no(("违规纳入", "admitted against the rules")).on(
    Household, "admitted_against_rules"
)
INACCURATE = yes_no(("识别不精准", "inaccurately identified")).on(
    Household, "inaccurately_identified"
)
CONDITIONS_KNOWN = yes_no(
    ("已掌握基本生产生活条件", "basic living and production conditions are known")
).on(Household, "conditions_known")
CLEARLY_OUTSIDE = yes_no(
    ("评议认为明显不符合识别标准", "the assembly finds it clearly outside the standard")
).on(Household, "assembly_finds_clearly_outside")

ALLOWED = criterion(
    "anhui.household.removal.asset_not_sole_ground",
    ("可以清退", "may be struck off"),
    cite=DECK.at("三.15", "不能简单以其", "买车、买房", "基本生产生活条件", "村民代表大会", "明显"),
    means=all_of(CONDITIONS_KNOWN, CLEARLY_OUTSIDE),
    kind="constraint",
    since=SINCE,
    assumes=(
        "“由于”按“由”理解。有车有房本身不决定。",
        'One character is read as "by". To own a car or a house decides nothing by itself.',
    ),
)
MUST_REMOVE = criterion(
    "anhui.household.removal.must_remove",
    ("应退尽退", "to be struck off"),
    cite=DECK.at("三.13", "应退尽退", "坚决剔除违规纳入", "识别不精准", "建档立卡户"),
    means=all_of(Household.registered, any_of(AGAINST_RULES, INACCURATE)),
    assumes=(
        "须同时符合清退的条件和程序。",
        "Subject to the conditions and the steps of removal.",
    ),
)
