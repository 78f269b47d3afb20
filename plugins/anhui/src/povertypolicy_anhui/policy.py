"""The policies: every clause of the province and of the city, in the order of the deck."""

from povertypolicy.authoring import in_order, rules
from povertypolicy_anhui import maanshan, province
from povertypolicy_anhui.deck import DECK

ANHUI = rules(
    "anhui",
    ("安徽省", "Anhui"),
    documents=[DECK],
    clauses=in_order(province.WRITTEN, province.PRINTED.values()),
)
MAANSHAN = rules(
    "anhui/maanshan",
    ("安徽省马鞍山市", "Ma'anshan in Anhui"),
    documents=[DECK],
    clauses=in_order(
        province.WRITTEN,
        province.PRINTED.values(),
        maanshan.WRITTEN,
        maanshan.PRINTED.values(),
    ),
)
