"""What the clauses are about, beside persons, households, income entries, villages and counties."""

from povertypolicy.authoring import County, Household, Person, Subject, Text, Village


class City(Subject):
    """A prefecture-level city 地级市."""

    label = Text("地级市", "prefecture-level city")


class Township(Subject):
    """A township or town 乡镇."""

    label = Text("乡镇", "township")


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
    """A work team in a village or township 工作队."""

    label = Text("工作队", "work team")


class Cadre(Subject):
    """A cadre, helper or leader 干部."""

    label = Text("干部", "cadre")


class Inspection(Subject):
    """An inspection or evaluation 检查评估."""

    label = Text("检查评估", "inspection")


class Record(Subject):
    """A record: file, ledger, handbook, or what the system holds 档案资料."""

    label = Text("档案资料", "record")


LISTED = (
    Cadre,
    City,
    County,
    Fund,
    Household,
    Inspection,
    Organisation,
    Person,
    Project,
    Record,
    Township,
    Village,
    WorkTeam,
)
"""Whom checklists and procedures may be about."""
