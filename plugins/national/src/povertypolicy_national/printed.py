"""What the deck lists and maps of the national level: rows of the tables beside this module."""

from pathlib import Path

from povertypolicy.authoring import load
from povertypolicy_national.deck import DECK
from povertypolicy_national.subjects import NationalInspection, Province, SpecialFund

HERE = Path(__file__).parent
PRINTED = load(
    *(HERE / f"{name}.toml" for name in ("lists", "tables", "steps")),
    document=DECK,
    subjects=[NationalInspection, Province, SpecialFund],
)
