"""三.18 三类重点地区: regular allowances."""

from povertypolicy.authoring import Person, criterion, money
from povertypolicy_guangdong.notice import NOTICE

ITEM = "三.18"

DUE = money(("应发定期补助", "regular allowance due")).on(Person, "regular_allowance_due")
PAID = money(("实发定期补助", "regular allowance paid")).on(Person, "regular_allowance_paid")

PAID_IN_FULL = criterion(
    "guangdong.person.priority_area.veteran_paid_in_full",
    ("定期补助足额", "regular allowance paid in full"),
    cite=NOTICE.at(ITEM, "足额落实", "定期补助"),
    means=PAID.at_least(DUE),
    kind="constraint",
    assumes=("应发多少由别的文件规定。", "What is due is set elsewhere."),
)
