"""Anhui and Ma'anshan: the requirements of 2017 as clauses."""

from povertypolicy.authoring import Layer, impl
from povertypolicy_anhui.policy import ANHUI, MAANSHAN


@impl
def povertypolicy_policies() -> list[Layer]:
    """Return the province's layer and the city's."""
    return [ANHUI, MAANSHAN]
