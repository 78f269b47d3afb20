"""三.17 探索建立资产收益扶持机制: income of collective assets, income by share."""

from povertypolicy.authoring import (
    Force,
    Subject,
    Text,
    Village,
    criterion,
    formula,
    many,
    money,
    number,
    percent,
    share,
    up,
    yes_no,
)
from povertypolicy_guangdong.notice import NOTICE

ITEM = "三.17"


class AssetProject(Subject):
    """A project in which households hold shares 资产收益项目."""

    label = Text("资产收益项目", "asset project")
    holdings = many(lambda: ShareHolding, ("持股", "holdings"), most=100_000)

    distributable = money(("可分配经营收益", "distributable income"))


class ShareHolding(Subject):
    """The shares of one household in a project 持股."""

    label = Text("持股", "holding")
    project = up(lambda: AssetProject)

    shares = number(("股数", "shares"))


VILLAGE_ABLE = yes_no(("有条件", "able to give")).on(Village, "able_to_give")
SHARE_GIVEN = share(("用于贫困户的集体资产收益比例", "share of collective asset income given")).on(
    Village, "share_given"
)

COLLECTIVE_SHARE = criterion(
    "guangdong.village.asset_income.collective_share",
    ("村集体资产收益帮扶", "collective asset income for the poor"),
    cite=NOTICE.at(ITEM, "鼓励有条件的村", "拿出部分", "村内贫困户"),
    applies_when=VILLAGE_ABLE,
    means=SHARE_GIVEN.above(percent(0, cite=NOTICE.at(ITEM, "拿出部分"))),
    kind="entitlement",
    force=Force.ENCOURAGED,
    assumes=(
        "“部分”没有比例，大于零即可。",
        '"Part" is not quantified: anything over nothing.',
    ),
)
ALL_SHARES = ShareHolding.project.of(AssetProject.holdings.listed().sum(ShareHolding.shares))
INCOME_BY_SHARE = formula(
    "guangdong.household.asset_income.income_by_share",
    ("按股分享经营收益", "operating income by share"),
    ShareHolding.project.of(AssetProject.distributable) * (ShareHolding.shares / ALL_SHARES),
    cite=NOTICE.at(ITEM, "可依法自愿", "按股分享经营收益"),
    kind="allocation",
    force=Force.MAY,
    assumes=(
        "“按股”即按持股比例；可分配的范围、期间和分的取整没有规定，不取整。",
        '"By share" is in proportion; what is distributable, when, and rounding are not said: unrounded.',
    ),
)
