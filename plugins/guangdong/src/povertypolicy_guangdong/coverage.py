"""一.4 基本原则: nobody is left out; full coverage means equal counts."""

from povertypolicy.authoring import Subject, Text, all_of, criterion, number
from povertypolicy_guangdong.notice import NOTICE


class Coverage(Subject):
    """How many are to be covered in an area, and how many are 覆盖情况."""

    label = Text("覆盖情况", "coverage")

    due = number(("应覆盖人数", "persons to be covered"))
    covered = number(("已覆盖人数", "persons covered"))


class VillageCoverage(Subject):
    """Help for the poor inside and outside the listed villages of an area 村内村外帮扶情况."""

    label = Text("村内村外帮扶情况", "help inside and outside villages")

    inside = number(("村内贫困人口", "poor persons inside listed villages"))
    inside_helped = number(("村内受帮扶人口", "persons helped inside"))
    outside = number(("村外贫困人口", "poor persons outside listed villages"))
    outside_helped = number(("村外受帮扶人口", "persons helped outside"))


FULL_ALLOWANCE = criterion(
    "guangdong.person.social_security.full_allowance_coverage",
    ("丧失劳动能力者全部纳入低保", "all who lost labour capacity in the allowance"),
    cite=NOTICE.at("一.4", "符合政策", "完全或部分丧失", "全部纳入农村低保"),
    means=Coverage.covered.equals(Coverage.due),
    kind="constraint",
    assumes=(
        "应覆盖的是符合政策的完全或部分丧失劳动能力的贫困人口。",
        "To be covered are the poor who meet the policy and wholly or partly lost labour capacity.",
    ),
)
INSIDE_AND_OUTSIDE = criterion(
    "guangdong.person.coverage.inside_and_outside_villages",
    ("村内村外同步帮扶", "help inside and outside listed villages alike"),
    cite=NOTICE.at("一.4", "同步帮扶", "贫困村内", "贫困村外", "不落一人"),
    means=all_of(
        VillageCoverage.inside_helped.equals(VillageCoverage.inside),
        VillageCoverage.outside_helped.equals(VillageCoverage.outside),
    ),
    kind="constraint",
)
