"""The national level as a deck of 2017 reports it."""

from povertypolicy.authoring import Rules, impl
from povertypolicy_national.policy import NATIONAL


@impl
def povertypolicy_policies() -> list[Rules]:
    """Return the national layer."""
    return [NATIONAL]
