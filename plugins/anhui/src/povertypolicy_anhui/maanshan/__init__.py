"""What Ma'anshan adds: clauses that compute, and what its slides list, map and order."""

from povertypolicy.authoring import clauses_of
from povertypolicy_anhui.maanshan import (
    education,
    health,
    helpers,
    ledgers,
    money,
    screening,
    teams,
)
from povertypolicy_anhui.maanshan import exit as exit_
from povertypolicy_anhui.maanshan.printed import PRINTED

WRITTEN = clauses_of(
    money,  # 一.6, 一.7, 三.24
    screening,  # 二.7, 三.8
    exit_,  # 三.16 to 三.23, 三.39
    health,  # 三.24, 三.25, 三.39
    ledgers,  # 三.28 to 三.30
    education,  # 三.30
    teams,  # 三.33, 三.34
    helpers,  # 三.35, 三.36, 三.38
)

__all__ = ["PRINTED", "WRITTEN"]
