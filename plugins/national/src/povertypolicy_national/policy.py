"""The national layer: every clause, in the order of the deck."""

from povertypolicy.authoring import clauses_of, in_order, rules
from povertypolicy_national.deck import DECK

WRITTEN = clauses_of()

NATIONAL = rules(
    "national",
    ("国家层面", "the national level"),
    documents=[DECK],
    clauses=in_order(WRITTEN),
)
