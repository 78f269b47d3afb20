"""A folder of results: which of its files are ours, and how it is emptied."""

import re
import shutil
from collections.abc import Collection
from pathlib import Path

from povertypolicy.errors import BadFile

NAME = "manifest.json"
ABOVE = "tables-above.faults.csv"
SPILL = ".buckets"

_PART = re.compile(r"part-\d{5,}\.(?:parquet|faults\.csv)", re.ASCII)


def refuse_strangers(folder: Path, inputs: Collection[Path]) -> None:
    """Refuse a folder that is not ours to empty; hidden files in it are nobody's and stay.

    It is ours when it holds nothing, or a manifest and only files of the names that we write, none of them an input.

    Raises:
        BadFile: when the folder holds something else.
    """
    read = {path.resolve() for path in inputs}
    seen = [path for path in folder.iterdir() if not path.name.startswith(".")]
    ours = [path for path in seen if _is_ours(path) and path.resolve() not in read]
    if seen and (len(ours) < len(seen) or folder / NAME not in ours):
        raise BadFile(
            file=str(folder),
            zh="输出文件夹里已有其他文件；请换一个空文件夹。",
            en="the folder for the results holds other files; choose an empty one.",
        )


def _is_ours(path: Path) -> bool:
    named = path.name in (NAME, ABOVE) or _PART.fullmatch(path.name) is not None
    return named and path.is_file()


def empty(folder: Path) -> None:
    """Remove all results, and all that was needed on the way to them; the manifest stays until it is written anew."""
    clear(folder)
    (folder / ABOVE).unlink(missing_ok=True)
    shutil.rmtree(folder / SPILL, ignore_errors=True)


def clear(folder: Path) -> None:
    """Remove the parts of a folder, and what a run that was killed has left."""
    for path in folder.iterdir():
        if _PART.fullmatch(path.name):
            path.unlink()
    sweep(folder)


def sweep(folder: Path) -> None:
    """Remove what a run that was killed has left unfinished."""
    for pattern in (".part-*", f".{NAME}.*", f".{ABOVE}.*"):
        for path in folder.glob(pattern):
            path.unlink()
    for path in folder.glob(".ids-*"):
        shutil.rmtree(path)
