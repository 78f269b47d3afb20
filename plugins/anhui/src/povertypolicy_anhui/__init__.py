"""Anhui and Ma'anshan: the requirements of 2017 as clauses."""

from povertypolicy.authoring import Rules, impl
from povertypolicy_anhui.policy import ANHUI, MAANSHAN


@impl
def povertypolicy_policies() -> list[Rules]:
    """Return the province's policy and the city's."""
    return [ANHUI, MAANSHAN]
