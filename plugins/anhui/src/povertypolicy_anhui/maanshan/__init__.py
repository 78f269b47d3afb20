"""What Ma'anshan adds: clauses that compute, and what its slides list, map and order."""

from povertypolicy.authoring import clauses_of
from povertypolicy_anhui.maanshan.printed import PRINTED

WRITTEN = clauses_of()

__all__ = ["PRINTED", "WRITTEN"]
