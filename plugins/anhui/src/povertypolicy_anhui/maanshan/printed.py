"""What the slides list, map and order: rows of the tables beside this module."""

from pathlib import Path

from povertypolicy.authoring import County, Household, Person, Village, load
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.subjects import (
    Cadre,
    City,
    Fund,
    Inspection,
    Organisation,
    Project,
    Record,
    Township,
    WorkTeam,
)

HERE = Path(__file__).parent
PRINTED = load(
    *(HERE / f"{name}.toml" for name in ("lists", "tables", "steps")),
    document=DECK,
    subjects=[
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
    ],
)
