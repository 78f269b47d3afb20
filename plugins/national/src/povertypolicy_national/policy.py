"""The national layer: every clause, in the order of the deck."""

from povertypolicy.authoring import clauses_of, in_order, rules
from povertypolicy_national import (
    data_quality,
    deductions,
    focus,
    funds,
    spending,
    timing,
    weighting,
)
from povertypolicy_national.deck import DECK
from povertypolicy_national.printed import PRINTED

WRITTEN = clauses_of(
    timing,  # 一.1
    weighting,  # 一.2
    deductions,  # 一.2, 一.3
    focus,  # 一.3, 三.9
    funds,  # 一.4, 一.5
    spending,  # 一.5, 一.6
    data_quality,  # 一.4, 三.32
)

NATIONAL = rules(
    "national",
    ("国家层面", "the national level"),
    documents=[DECK],
    clauses=in_order(WRITTEN, PRINTED.values()),
)
