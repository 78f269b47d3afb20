"""What the document lists, maps and orders: rows of the tables beside this module."""

from pathlib import Path

from povertypolicy.authoring import County, Household, Person, Village, load
from povertypolicy_guangdong.notice import NOTICE
from povertypolicy_guangdong.subjects import (
    Cadre,
    City,
    Fund,
    Organisation,
    Project,
    Province,
    WorkTeam,
)

HERE = Path(__file__).parent
PRINTED = load(
    *(HERE / f"{name}.toml" for name in ("lists", "steps", "tables", "checks")),
    document=NOTICE,
    subjects=[
        Cadre,
        City,
        County,
        Fund,
        Household,
        Organisation,
        Person,
        Project,
        Province,
        Village,
        WorkTeam,
    ],
)
