"""What the province adds: clauses that compute, and what its slides list, map and order."""

from povertypolicy.authoring import clauses_of
from povertypolicy_anhui.province import (
    accuracy,
    after_exit,
    cause,
    comparison,
    health,
    helpers,
    identification,
    income,
    labour,
    membership,
    omission,
    records,
    removal,
    village_exit,
)
from povertypolicy_anhui.province import exit as exit_
from povertypolicy_anhui.province.printed import PRINTED

WRITTEN = clauses_of(
    identification,  # 三.10 to 三.12, 三.15
    comparison,  # 三.11, 三.15
    membership,  # 三.12
    accuracy,  # 二.7, 三.13 to 三.15
    removal,  # 三.13, 三.15
    omission,  # 三.13, 三.14
    exit_,  # 三.16 to 三.19
    income,  # 三.19
    village_exit,  # 三.17, 三.19 to 三.22
    helpers,  # 三.36
    after_exit,  # 三.37
    labour,  # 三.38, 三.39
    health,  # 三.39
    cause,  # 三.39
    records,  # 三.8 to 三.18, 三.39
)

__all__ = ["PRINTED", "WRITTEN"]
