"""What Guangdong's clauses are about, beside persons, households, villages and counties."""

from povertypolicy.authoring import Subject, Text


class Province(Subject):
    """The province 省."""

    label = Text("省", "province")


class City(Subject):
    """A prefecture-level city 地级市."""

    label = Text("地级市", "prefecture-level city")


class Organisation(Subject):
    """An organisation of Party, government or society 单位."""

    label = Text("单位", "organisation")


class Project(Subject):
    """A project of poverty alleviation 扶贫项目."""

    label = Text("扶贫项目", "project")


class Fund(Subject):
    """Money for poverty alleviation and what is done with it 扶贫资金."""

    label = Text("扶贫资金", "fund")


class WorkTeam(Subject):
    """A work team in a village 驻村工作队."""

    label = Text("驻村工作队", "work team")


class Cadre(Subject):
    """A leader or cadre 干部."""

    label = Text("干部", "cadre")
