"""一.5、一.6 资金使用清单: what poverty-alleviation money may pay for, and what it must not."""

from povertypolicy.authoring import (
    all_of,
    any_of,
    classification,
    criterion,
    none_of,
    undetermined,
    vocabulary,
    when,
    word_list,
    yes_no,
)
from povertypolicy_national.deck import DECK
from povertypolicy_national.printed import PRINTED
from povertypolicy_national.subjects import Spending
from povertypolicy_national.timing import FIRST_DAY

ITEM = "一.6"

POSITIVE_LIST = "national.fund.use.positive_list"
POSITIVE = PRINTED[POSITIVE_LIST].vocabulary
NAMED = PRINTED["national.fund.use.negative_list.named"].vocabulary
USES = vocabulary(
    ("资金用途", "use of the money"),
    **{term.id: term.label for term in (*POSITIVE.terms, *NAMED.terms)},
    other=("其他用途", "another use"),
)
USED_FOR = word_list(("资金用途", "use of the money"), USES).on(Spending, "used_for")
RELATED = yes_no(("与脱贫攻坚有关", "related to poverty alleviation")).on(Spending, "related")

PROHIBITED = any_of(*(USED_FOR.covers(use) for use in NAMED.ids()), none_of(RELATED))
PROHIBITED_ASSUMES = (
    (
        "写明的用途即使登记为与脱贫攻坚有关也不行；“等于”按“等与”读。",
        "A named use is forbidden even where it is recorded as related. A misprint before the last words is mended.",
    ),
    (
        "“符合”只表示不在负面清单之内，能否支出见“资金能否支出”。",
        "YES only means that nothing forbids it; whether it is allowed is a clause of its own.",
    ),
)
NOT_PROHIBITED = criterion(
    "national.fund.use.negative_list",
    ("资金负面清单", "uses that are forbidden"),
    cite=DECK.at(ITEM, "不得用于", "行政事业单位", "脱贫攻坚无关的支出"),
    means=none_of(PROHIBITED),
    kind="constraint",
    assumes=PROHIBITED_ASSUMES,
    since=FIRST_DAY,
)

VERDICTS = vocabulary(
    ("资金能否支出", "whether money may be spent"),
    allowed=("可以", "allowed"),
    prohibited=("不得", "prohibited"),
)
LISTED = any_of(*(USED_FOR.covers(use) for use in POSITIVE.ids()))
TWO_USES = (
    "兼有两种用途的，不得的优先。",
    "Where a spending has two uses, the forbidden one decides.",
)
NOT_LISTED = undetermined(
    (
        "用途不全在正面清单之内，而清单没有封闭，须由人判断",
        "not every use is on the list of what is allowed, and that list is open: a person decides",
    )
)
BOTH_LISTS = DECK.at("一.5/一.6", "正面清单", "负面清单").derives(
    POSITIVE_LIST, NOT_PROHIBITED.info.id
)
PERMITTED = classification(
    "national.fund.use.negative_list.permitted",
    ("资金能否支出", "whether money may be spent"),
    VERDICTS,
    when(PROHIBITED, "prohibited"),
    when(all_of(LISTED, none_of(USED_FOR.covers("other"))), "allowed"),
    otherwise=NOT_LISTED,
    cite=BOTH_LISTS,
    assumes=TWO_USES,
    since=FIRST_DAY,
)
