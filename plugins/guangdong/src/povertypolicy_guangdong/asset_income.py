"""三.17 探索建立资产收益扶持机制: income of collective assets, income by share."""

from povertypolicy.authoring import (
    Force,
    Subject,
    Text,
    Village,
    all_of,
    criterion,
    formula,
    many,
    money,
    number,
    percent,
    share,
    up,
    vocabulary,
    word,
    yes_no,
)
from povertypolicy_guangdong.notice import NOTICE
from povertypolicy_guangdong.printed import PRINTED

ITEM = "三.17"
FIELDS = PRINTED["guangdong.project.asset_income.eligible_fields"].vocabulary
MONEY = vocabulary(
    ("形成资产的资金", "money that formed the asset"),
    special_poverty=("财政专项扶贫资金", "special poverty money"),
    other_farm_related=("其他涉农资金", "other farm-related money"),
    other=("其他资金", "other money"),
)
ASSET_FIELDS = vocabulary(
    ("资产所属领域", "field of the asset"),
    **{term.id: term.label for term in FIELDS.terms},
    other=("其他领域", "another field"),
)


class AssetProject(Subject):
    """A project in which households hold shares 资产收益项目."""

    label = Text("资产收益项目", "asset project")
    holdings = many(lambda: ShareHolding, ("持股", "holdings"), most=100_000)

    distributable = money(("可分配经营收益", "distributable income"))
    formed_with = word(("形成资产的资金", "money that formed the asset"), MONEY)
    purpose_unchanged = yes_no(("没有改变资金用途", "purpose of the money unchanged"))
    field = word(("资产所属领域", "field of the asset"), ASSET_FIELDS)
    meets_conditions = yes_no(("具备折股条件", "meets the conditions for shares"))
    original_value = money(("资产原值", "original value"))
    present_value = money(("资产现值", "present value"))
    paid_in_time = yes_no(("收益及时发放", "income paid in time"))


class ShareHolding(Subject):
    """The shares of one household in a project 持股."""

    label = Text("持股", "holding")
    project = up(lambda: AssetProject)

    shares = number(("股数", "shares"))


VILLAGE_ABLE = yes_no(("有条件", "able to give")).on(Village, "able_to_give")
SHARE_GIVEN = share(("用于贫困户的集体资产收益比例", "share of collective asset income given")).on(
    Village, "share_given"
)

COLLECTIVE_SHARE_ASSUMES = (
    "“部分”没有比例，大于零即可。",
    '"Part" is not quantified: anything over nothing.',
)
COLLECTIVE_SHARE = criterion(
    "guangdong.village.asset_income.collective_share",
    ("村集体资产收益帮扶", "collective asset income for the poor"),
    cite=NOTICE.at(ITEM, "鼓励有条件的村", "拿出部分", "村内贫困户"),
    applies_when=VILLAGE_ABLE,
    means=SHARE_GIVEN.above(percent(0, cite=NOTICE.at(ITEM, "拿出部分"))),
    kind="entitlement",
    force=Force.ENCOURAGED,
    assumes=COLLECTIVE_SHARE_ASSUMES,
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
FARM_MONEY = AssetProject.formed_with.is_one_of("special_poverty", "other_farm_related")
FORMED_FITTINGLY = all_of(FARM_MONEY, AssetProject.purpose_unchanged)
IN_FIELD = AssetProject.field.is_on(FIELDS)
NOT_LISTED = ("没有列出条件，按登记。", "The conditions are not listed: as recorded.")
NO_ORDER = (
    "优先丧失劳动能力的贫困户，本条只判断资产，不排先后。",
    "Households unable to work come first: this clause is about the asset, not the order.",
)
QUANTIFIABLE = criterion(
    "guangdong.project.asset_income.quantifiable_asset",
    ("资产折股量化", "assets turned into shares"),
    cite=NOTICE.at(ITEM, "不改变用途", "其他涉农资金", "具备条件的", "可折股量化"),
    means=all_of(FORMED_FITTINGLY, IN_FIELD, AssetProject.meets_conditions),
    force=Force.MAY,
    assumes=(NOT_LISTED, NO_ORDER),
)
KEEPS_VALUE = AssetProject.present_value.at_least(AssetProject.original_value)
PRESERVES_VALUE = criterion(
    "guangdong.organisation.asset_income.preserve_value",
    ("资产保值增值", "assets keep their value"),
    cite=NOTICE.at(ITEM, "资产运营方", "保值增值责任", "及时回馈"),
    means=all_of(KEEPS_VALUE, AssetProject.paid_in_time),
    kind="constraint",
    assumes=("折旧和发放期限没有规定。", "Depreciation and dates of payment are not treated."),
)
