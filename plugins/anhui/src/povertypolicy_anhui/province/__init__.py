"""What the province adds: clauses that compute, and what its slides list, map and order."""

from povertypolicy.authoring import clauses_of
from povertypolicy_anhui.province.printed import PRINTED

WRITTEN = clauses_of()

__all__ = ["PRINTED", "WRITTEN"]
