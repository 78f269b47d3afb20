"""Guangdong: the opinions of 2016 (粤发〔2016〕13号) as clauses."""

from povertypolicy.authoring import Rules, impl
from povertypolicy_guangdong.policy import GUANGDONG


@impl
def povertypolicy_policies() -> list[Rules]:
    """Return Guangdong's policy."""
    return [GUANGDONG]
