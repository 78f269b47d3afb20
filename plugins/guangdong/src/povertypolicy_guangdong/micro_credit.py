"""三.14 加大金融支持力度: micro-credit of poor households, service points of villages."""

from povertypolicy.authoring import (
    Force,
    Household,
    Subject,
    Text,
    Village,
    all_of,
    count,
    criterion,
    money,
    months,
    months_of,
    number,
    parameter,
    since,
    up,
    yes_no,
    yuan,
)
from povertypolicy_guangdong.notice import NOTICE, POOR_ASSUMES

ITEM = "三.14"


class Loan(Subject):
    """A loan to a household 贷款."""

    label = Text("贷款", "loan")
    household = up(lambda: Household)

    meets_lending_conditions = yes_no(("符合贷款条件", "meets the lending conditions"))
    unsecured = yes_no(("信用贷款", "unsecured"))
    micro_credit = yes_no(("扶贫小额贷款", "micro-credit for the poor"))
    amount = money(("贷款金额", "amount of the loan"))
    term = months_of(("贷款期限", "term of the loan"))


SERVICE_STATIONS = number(("金融（保险）服务站数", "finance service stations"), high=1000).on(
    Village, "service_stations"
)
CASH_POINTS = number(("助农取款点数", "cash-withdrawal points"), high=1000).on(
    Village, "cash_points"
)
LISTED = yes_no(("相对贫困村", "listed as a relatively poor village")).on(Village, "listed_poor")
CREDIT_CONDITIONS = yes_no(("符合信用村条件", "meets the conditions of a credit village")).on(
    Village, "meets_credit_conditions"
)

LARGEST_LOAN = parameter(
    "guangdong.loan.micro_credit.largest_amount",
    ("小额信用贷款额度", "largest micro-credit"),
    since("2016-06-04", yuan(50_000, cite=NOTICE.at(ITEM, "5万元以下"))),
)
LONGEST_TERM = parameter(
    "guangdong.loan.micro_credit.longest_term",
    ("小额信用贷款期限", "longest term of micro-credit"),
    since("2016-06-04", months(36, cite=NOTICE.at(ITEM, "期限3年以内"))),
)
TO_POOR_HOUSEHOLD = Loan.household.of(Household.registered)
ELIGIBLE_ASSUMES = (
    POOR_ASSUMES,
    ("文件没有列出贷款条件，按登记。", "The lending conditions are not listed: as recorded."),
    (
        "按每笔贷款而不按每户余额计；3年为36个月；续贷没有规定。",
        "Each loan is meant, not a balance; 3 years are 36 months; renewals are not addressed.",
    ),
)
ELIGIBLE_MEANS = all_of(
    TO_POOR_HOUSEHOLD,
    Loan.meets_lending_conditions,
    Loan.unsecured,
    Loan.amount.at_most(LARGEST_LOAN),
    Loan.term.at_most(LONGEST_TERM),
)
ELIGIBLE = criterion(
    "guangdong.loan.micro_credit.eligibility",
    ("扶贫小额信用贷款", "micro-credit for the poor"),
    cite=NOTICE.at(ITEM, "符合贷款条件的贫困户", "5万元以下", "期限3年以内", "信用贷款"),
    means=ELIGIBLE_MEANS,
    force=Force.ENCOURAGED,
    assumes=ELIGIBLE_ASSUMES,
)
INTEREST_AND_GUARANTEE = criterion(
    "guangdong.loan.micro_credit.interest_and_guarantee",
    ("小额贷款贴息和担保", "interest subsidy and guarantee"),
    cite=NOTICE.at(ITEM, "贫困户小额贷款", "贴息和担保"),
    means=all_of(TO_POOR_HOUSEHOLD, Loan.micro_credit),
    kind="entitlement",
    assumes=(
        "贴息和担保都给予；贴息率和担保比例没有规定。",
        "Both are given; the rates are not stated.",
    ),
)
SERVICE_POINTS = criterion(
    "guangdong.village.finance.service_points",
    ("村村设金融服务站和取款点", "a finance station and a cash point in every village"),
    cite=NOTICE.at(ITEM, "贫困村村村设立", "服务站和助农取款点"),
    means=all_of(
        SERVICE_STATIONS.at_least(count(1, cite=NOTICE.at(ITEM, "村村设立", "服务站"))),
        CASH_POINTS.at_least(count(1, cite=NOTICE.at(ITEM, "村村设立", "助农取款点"))),
    ),
    kind="constraint",
)
CREDIT_VILLAGE = criterion(
    "guangdong.village.finance.credit_village",
    ("信用村建设", "credit village"),
    cite=NOTICE.at(ITEM, "符合条件的贫困村", "信用村建设"),
    means=all_of(LISTED, CREDIT_CONDITIONS),
    kind="entitlement",
    force=Force.CONDITIONAL,
    assumes=("文件没有列出条件，按登记。", "The conditions are not listed: as recorded."),
)
