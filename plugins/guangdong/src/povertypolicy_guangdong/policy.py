"""The policy: every clause, in the order of the document."""

from povertypolicy.authoring import clauses_of, rules
from povertypolicy_guangdong import (
    asset_income,
    coverage,
    education,
    employment,
    housing,
    identification,
    infrastructure,
    medical,
    micro_credit,
    relocation,
    responsibility,
    social_security,
)
from povertypolicy_guangdong import exit as exit_
from povertypolicy_guangdong.notice import NOTICE

GUANGDONG = rules(
    "guangdong",
    ("广东省", "Guangdong"),
    documents=[NOTICE],
    clauses=clauses_of(
        identification,  # 一.2
        exit_,  # 一.3
        coverage,  # 一.4
        employment,  # 二.6
        social_security,  # 二.7
        education,  # 二.8
        medical,  # 二.9
        housing,  # 二.10
        infrastructure,  # 二.11
        relocation,  # 二.12
        micro_credit,  # 三.14
        asset_income,  # 三.17
        responsibility,  # 四.19, 五.23
    ),
)
