"""The manifest of a folder of results: what was asked, of which files, and which parts are done.

It holds no time of any run, so that a run that was interrupted and resumed ends with the same bytes.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa

from povertypolicy._version import __version__
from povertypolicy.errors import BadFile, BadSetting
from povertypolicy.register.parts.folders import NAME, empty, refuse_strangers, sweep
from povertypolicy.register.writing import write_files
from povertypolicy.texts import Text

EDITION = 2
AS_GIVEN, PARTITIONED = "as given", "partitioned"

Identity = dict[str, Any]


@attrs.frozen
class Done:
    """A part that is done: its files with their digests, and what it counted."""

    files: dict[str, str]
    counts: dict[str, Any]


@attrs.define
class Manifest:
    """What is known of a folder of results.

    `way` says whether parts are those of the input or buckets; `doubtful` are the tables in which ids may stand twice in different parts.
    """

    folder: Path
    identity: Identity
    way: str = AS_GIVEN
    doubtful: list[str] = attrs.field(factory=list)
    ready: bool = False
    parts: int = 0
    legend: list[dict[str, Any]] | None = None
    done: dict[int, Done] = attrs.field(factory=dict)

    @property
    def path(self) -> Path:
        """Where it stands."""
        return self.folder / NAME

    @property
    def counts(self) -> dict[str, Any]:
        """The counts of all parts that are done, added up."""
        return added(done.counts for done in self.done.values())

    @property
    def open(self) -> list[int]:
        """The numbers of the parts that are not done."""
        return [number for number in range(1, self.parts + 1) if number not in self.done]

    def check(self) -> None:
        """Forget the parts whose files are not what they were."""
        for number, done in list(self.done.items()):
            if any(digest(self.folder / name) != told for name, told in done.files.items()):
                del self.done[number]

    def write(self) -> None:
        """Put it in its place, complete."""
        data = {
            "edition": EDITION,
            **self.identity,
            "way": self.way,
            "doubtful": self.doubtful,
            "ready": self.ready,
            "parts": self.parts,
            "counts": self.counts,
            "legend": self.legend,
            "done": {str(number): attrs.asdict(self.done[number]) for number in sorted(self.done)},
        }
        write_files({self.path: [json.dumps(data, ensure_ascii=False, indent=1), "\n"]})


def start(folder: Path, identity: Identity, inputs: Collection[Path]) -> Manifest:
    """Return a new manifest in a folder, without the results that an earlier run has left there.

    Raises:
        BadFile: when the folder holds something that is not ours to remove, or cannot be written to.
    """
    refuse_strangers(folder, inputs)
    empty(folder)
    manifest = Manifest(folder, identity)
    manifest.write()
    return manifest


def go_on(folder: Path, identity: Identity, inputs: Collection[Path]) -> Manifest:
    """Return the manifest of a folder, with the parts that are done and as they were; a new one where it has none.

    Raises:
        BadFile: when the manifest is damaged, or the folder holds something else.
        BadSetting: when the folder holds results of other files, of other rules or of another question.
    """
    if not (folder / NAME).exists():
        return start(folder, identity, inputs)
    manifest = _read(folder, identity)
    sweep(folder)
    manifest.check()
    return manifest


def _read(folder: Path, identity: Identity) -> Manifest:
    path = folder / NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        manifest = Manifest(
            folder,
            {key: data[key] for key in identity},
            data["way"],
            data["doubtful"],
            data["ready"],
            data["parts"],
            data["legend"],
            {int(number): Done(**done) for number, done in data["done"].items()},
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        raise BadFile(
            file=str(path),
            zh=f"这份清单已损坏；{_ANEW.zh}。",
            en=f"this manifest is damaged; {_ANEW.en}.",
        ) from None
    here = {"edition": EDITION, **identity}
    different = next((key for key in here if data[key] != here[key]), None)
    if different is not None:
        zh, en = _SAID[different]
        raise BadSetting(
            setting=str(folder),
            zh=f"这个文件夹里是另一次核查的结果（{zh}不同）；{_ANEW.zh}。",
            en=f"this folder holds the results of another run (of other {en}); {_ANEW.en}.",
        )
    return manifest


_ANEW = Text(
    "请换一个输出文件夹，或用 --restart（resume=False）从头做",
    "choose another folder, or start anew with --restart (resume=False)",
)

_SAID = {
    "policy": ("政策", "rules"),
    "digest": ("政策或其设定", "rules or settings"),
    "about": ("对象", "subjects"),
    "clauses": ("所问条款", "clauses"),
    "reading": ("读取方式", "ways of reading"),
    "inputs": ("输入文件", "input files"),
    "edition": ("软件版本", "versions of this library"),
    "software": ("软件版本", "versions of this library"),
}


def inputs_of(files: Mapping[str, Iterable[Path]]) -> dict[str, list[list[Any]]]:
    """Return name, size and time of change of the files of every table."""
    return {table: [_input(path) for path in paths] for table, paths in files.items()}


def _input(path: Path) -> list[Any]:
    told = path.stat()
    return [path.name, told.st_size, told.st_mtime_ns]


def software() -> list[str]:
    """Return what determines the bytes that are written."""
    return [__version__, pa.__version__]


def digest(path: Path) -> str:
    """Return the digest of a file, empty where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def added(counts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the counts of several results added up."""
    totals = {"rows": 0, "answered": 0, "faulty": 0}
    answers: dict[str, Counter[str]] = {}
    for told in counts:
        for key in totals:
            totals[key] += told[key]
        for name, words in told["answers"].items():
            answers.setdefault(name, Counter()).update(words)
    sums = {name: dict(sorted(words.items())) for name, words in sorted(answers.items())}
    return {**totals, "answers": sums}
