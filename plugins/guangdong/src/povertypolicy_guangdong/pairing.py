"""五.22 对口帮扶: paired cities, designated helpers."""

from povertypolicy.authoring import (
    Subject,
    Text,
    Village,
    all_of,
    any_of,
    criterion,
    none_of,
    number,
    vocabulary,
    word,
    yes_no,
)
from povertypolicy_guangdong.notice import NOTICE

ITEM = "五.22"

DONORS = vocabulary(
    ("捐赠人", "donor"),
    enterprise=("企业", "enterprise"),
    individual=("个人", "individual"),
    other=("其他", "other"),
)


class HelpLink(Subject):
    """The link of a designated helper with a village or household 定点帮扶关系."""

    label = Text("定点帮扶关系", "help link")

    target_out_of_poverty = yes_no(("帮扶对象已脱贫", "target out of poverty"))
    ended = yes_no(("已脱钩", "link ended"))


class Donation(Subject):
    """A donation 捐赠."""

    label = Text("捐赠", "donation")

    donor = word(("捐赠人", "donor"), DONORS)
    for_relief = yes_no(("公益扶贫捐赠", "for poverty relief and public good"))


HAS_PLAN = yes_no(("有帮扶方案", "has a plan of help")).on(Village, "has_plan")
HELPED_HOUSEHOLDS = number(("受帮扶户数", "helped households"), high=10**6).on(
    Village, "helped_households"
)
WITH_METHOD = number(("有帮扶办法的户数", "households with a method"), high=10**6).on(
    Village, "households_with_method"
)

ONE_PLAN = criterion(
    "guangdong.village.pairing.one_village_one_plan",
    ("一村一策、一户一法", "a plan for each village, a method for each household"),
    cite=NOTICE.at(ITEM, "定点帮扶", "一村一策、一户一法"),
    means=all_of(HAS_PLAN, WITH_METHOD.equals(HELPED_HOUSEHOLDS)),
    kind="constraint",
)
NO_UNHOOKING = criterion(
    "guangdong.organisation.pairing.no_unhooking",
    ("不脱贫不脱钩", "no end of help before the end of poverty"),
    cite=NOTICE.at(ITEM, "定点帮扶", "不脱贫不脱钩"),
    means=any_of(none_of(HelpLink.ended), HelpLink.target_out_of_poverty),
    kind="constraint",
)
DEDUCTION = criterion(
    "guangdong.organisation.pairing.donation_deduction",
    ("捐赠税前扣除", "deduction of donations before tax"),
    cite=NOTICE.at(ITEM, "企业和个人公益扶贫捐赠", "税前扣除"),
    means=all_of(Donation.donor.is_one_of("enterprise", "individual"), Donation.for_relief),
    kind="entitlement",
    assumes=("扣除限额由税法规定。", "The limit stands in tax law."),
)
