"""A run over a small register in many parts, in a process of its own, that tells of every slice: to be killed."""

import os
import sys
from pathlib import Path

import part_samples as samples
from register_samples import policy

from povertypolicy import Household, Person, Village
from povertypolicy.register.parts import assess_parts


def main(folder: Path, out: Path) -> None:
    """Decide the register of a folder."""
    tables = {
        Household: folder / "households",
        Person: folder / "persons",
        Village: folder / "villages.csv",
    }
    assess_parts(
        policy(),
        samples.ASKED,
        tables,
        out,
        progress=lambda *_: os.write(1, b"some\n"),
    )


if __name__ == "__main__":
    samples.make_small()
    main(Path(sys.argv[1]), Path(sys.argv[2]))
