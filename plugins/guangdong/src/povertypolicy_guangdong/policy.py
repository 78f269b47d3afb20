"""The policy: every clause, in the order of the document."""

from povertypolicy.authoring import clauses_of, in_order, rules
from povertypolicy_guangdong import (
    assessment,
    asset_income,
    coverage,
    education,
    employment,
    finance,
    funds,
    goals,
    housing,
    identification,
    infrastructure,
    living_environment,
    medical,
    micro_credit,
    pairing,
    priority_areas,
    relocation,
    responsibility,
    social_security,
    teams,
    town_leadership,
)
from povertypolicy_guangdong import exit as exit_
from povertypolicy_guangdong.notice import NOTICE
from povertypolicy_guangdong.printed import PRINTED

WRITTEN = clauses_of(
    goals,  # 一.1, 一.3, 一.4
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
    living_environment,  # 二.12
    funds,  # 三.13
    micro_credit,  # 三.14
    finance,  # 三.14
    asset_income,  # 三.17
    priority_areas,  # 三.18
    teams,  # 四.19
    town_leadership,  # 四.20
    pairing,  # 五.22
    responsibility,  # 五.23, 五.24
    assessment,  # 五.25
)

GUANGDONG = rules(
    "guangdong",
    ("广东省", "Guangdong"),
    documents=[NOTICE],
    clauses=in_order(WRITTEN, PRINTED.values()),
)
