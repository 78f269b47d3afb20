"""三.14 金融扶贫: loan growth and what credit goes to first."""

from povertypolicy.authoring import (
    Subject,
    Text,
    all_of,
    any_of,
    criterion,
    share,
    undetermined,
    yes_no,
)
from povertypolicy_guangdong.notice import NOTICE
from povertypolicy_guangdong.subjects import Project

ITEM = "三.14"


class LoanGrowth(Subject):
    """How fast loans grow in an area and in the province 贷款增速."""

    label = Text("贷款增速", "loan growth")

    poor_area = share(("贫困地区贷款增速", "loan growth in poor areas"), low=-100, high=1000)
    province = share(
        ("全省贷款平均增速", "average loan growth in the province"), low=-100, high=1000
    )
    poor_households = share(
        ("贫困户贷款增速", "loan growth of poor households"), low=-100, high=1000
    )
    farm_households = share(
        ("农户贷款平均增速", "average loan growth of farmers"), low=-100, high=1000
    )


CHARACTERISTIC = yes_no(("属于特色产业", "characteristic industry")).on(
    Project, "characteristic_industry"
)
CARRIES = yes_no(("能带动贫困人口创业就业", "carries the poor into business or jobs")).on(
    Project, "carries_poor_people"
)

PERIOD = (
    "没有写期间，两个增速按同一期间。",
    "No period is stated: both rates are of the same one.",
)
POOR_AREA = criterion(
    "guangdong.loan.growth.poor_area",
    ("贫困地区贷款增速不低于全省", "loans in poor areas grow no slower"),
    cite=NOTICE.at(ITEM, "贫困地区贷款增速", "不低于", "平均增速"),
    means=LoanGrowth.poor_area.at_least(LoanGrowth.province),
    kind="constraint",
    assumes=PERIOD,
)
POOR_HOUSEHOLDS = criterion(
    "guangdong.loan.growth.poor_household",
    ("贫困户贷款增速高于农户", "loans of poor households grow faster"),
    cite=NOTICE.at(ITEM, "贫困户贷款增速", "高于", "平均增速"),
    means=LoanGrowth.poor_households.above(LoanGrowth.farm_households),
    kind="constraint",
    assumes=PERIOD,
)
OTHER_PROJECTS = undetermined(("重点项目以“等”结尾，没有列全", "the list of key projects is open"))
CREDIT_PRIORITY = criterion(
    "guangdong.project.finance.credit_priority",
    ("金融资源重点投向", "what finance goes to first"),
    cite=NOTICE.at(ITEM, "重点投向", "带动贫困人口创业就业", "特色产业", "等扶贫重点项目"),
    means=all_of(CARRIES, any_of(CHARACTERISTIC, OTHER_PROJECTS)),
    assumes=(
        "“带动”看作所有重点项目的条件。",
        "Carrying the poor is read as a condition of every key project.",
    ),
)
