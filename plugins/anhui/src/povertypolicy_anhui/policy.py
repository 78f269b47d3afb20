"""The layers: the province over what the nation assesses, the city over the province."""

from povertypolicy.authoring import in_order, layer, raise_to, replace
from povertypolicy_anhui import maanshan, province
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.maanshan.exit import CITY_LINE, INCOME_AND_BASICS, VILLAGE_INCOME
from povertypolicy_anhui.maanshan.health import CODES
from povertypolicy_anhui.maanshan.helpers import RANK_AND_CAP

CHANGES = [
    raise_to("anhui.household.exit.income_standard", CITY_LINE),
    replace("anhui.household.exit.income_and_basics", INCOME_AND_BASICS),
    replace("anhui.village.exit.collective_income", VILLAGE_INCOME),
    replace("anhui.cadre.helper.household_cap", RANK_AND_CAP),
    replace("anhui.person.health.codes_351_180", maanshan.PRINTED[CODES]),
]
CHANGED = {change.clause.info.id for change in CHANGES if change.clause is not None}
"""What stands in the place of the province's clauses is a change, and is not added besides."""

ANHUI = layer(
    "anhui",
    ("安徽省", "Anhui"),
    extends="national",
    documents=[DECK],
    clauses=in_order(province.WRITTEN, province.PRINTED.values()),
)
PROVINCIAL = {clause.info.id for clause in ANHUI.clauses}
"""The city's modules use clauses of the province, which are there already."""

MAANSHAN = layer(
    "anhui/maanshan",
    ("安徽省马鞍山市", "Ma'anshan in Anhui"),
    extends="anhui",
    documents=[DECK],
    clauses=[
        clause
        for clause in in_order(maanshan.WRITTEN, maanshan.PRINTED.values())
        if clause.info.id not in CHANGED | PROVINCIAL
    ],
    changes=CHANGES,
)
