"""Texts that people read, kept in files, so that a change of wording is a change one can read.

``SNAPSHOTS=write python -m pytest tests/test_deciding_sentences.py`` writes them anew; read the difference.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"


def agrees(name: str, told: str) -> None:
    """Assert that a text is the one in the file."""
    path = FOLDER / name
    told = told.rstrip("\n") + "\n"
    if os.environ.get("SNAPSHOTS") == "write":
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")
