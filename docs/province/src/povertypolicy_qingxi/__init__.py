"""Qingxi, a province that does not exist."""

from pathlib import Path

from povertypolicy.authoring import Household, Rules, clauses_of, impl, in_order, load, rules
from povertypolicy_qingxi import identification
from povertypolicy_qingxi.identification import MEASURES

HERE = Path(__file__).parent
LISTS = load(HERE / "lists.toml", HERE / "steps.toml", document=MEASURES, subjects=[Household])

QINGXI = rules(
    "qingxi",
    ("青溪省", "Qingxi"),
    documents=[MEASURES],
    clauses=in_order(clauses_of(identification), LISTS.values()),
)


@impl
def povertypolicy_policies() -> list[Rules]:
    """Return Qingxi's policy."""
    return [QINGXI]
