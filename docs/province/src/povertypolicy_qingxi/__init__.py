"""Qingxi, a province that does not exist."""

from povertypolicy.authoring import Rules, clauses_of, impl, rules
from povertypolicy_qingxi import identification

QINGXI = rules(
    "qingxi",
    ("青溪省", "Qingxi"),
    documents=[identification.MEASURES],
    clauses=clauses_of(identification),
)


@impl
def povertypolicy_policies() -> list[Rules]:
    """Return Qingxi's policy."""
    return [QINGXI]
