"""What the slides list, map and order: rows of the tables beside this module."""

from pathlib import Path

from povertypolicy.authoring import load
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.subjects import LISTED

HERE = Path(__file__).parent
PRINTED = load(
    *(
        HERE / f"{name}.toml"
        for name in ("lists", "tables", "household_lists", "household_tables", "steps")
    ),
    document=DECK,
    subjects=LISTED,
)
