"""What the clauses about the national level are about, beside households, income entries and counties."""

from povertypolicy.authoring import Subject, Text


class Province(Subject):
    """A province as the national assessment sees it 省（市、区）."""

    label = Text("省（市、区）", "province")


class NationalInspection(Subject):
    """A national review, audit or check 国家检查考核."""

    label = Text("国家检查考核", "national inspection")


class SpecialFund(Subject):
    """A province's special fund for poverty alleviation 财政专项扶贫资金."""

    label = Text("财政专项扶贫资金", "special fund")


class SampledProject(Subject):
    """A project that a check of fund performance may draw 抽查项目."""

    label = Text("抽查项目", "sampled project")


class Spending(Subject):
    """One spending out of poverty-alleviation money 资金支出."""

    label = Text("资金支出", "spending")


class SystemFigure(Subject):
    """A figure that the assessment uses 考核数据."""

    label = Text("考核数据", "figure of the assessment")
