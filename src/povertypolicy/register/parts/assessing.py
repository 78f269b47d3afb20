"""Asking clauses about a register that is larger than memory."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from povertypolicy.columns.deciding import Progress
from povertypolicy.deciding.policy import Policy
from povertypolicy.errors import BadFile
from povertypolicy.register.assessing import asked_about, standards_about
from povertypolicy.register.parts.folders import ABOVE
from povertypolicy.register.parts.manifest import (
    Identity,
    go_on,
    inputs_of,
    software,
    start,
)
from povertypolicy.register.parts.results import answers_path, faults_path
from povertypolicy.register.parts.rowgroups import Kind, parquet_files
from povertypolicy.register.parts.running import Run
from povertypolicy.register.parts.tables import Files, PartTables, part_tables
from povertypolicy.register.reading import Source
from povertypolicy.register.reporting import faults_csv
from povertypolicy.register.writing import write_files
from povertypolicy.texts import LANGUAGES


@attrs.frozen(eq=False)
class PartsResult:
    """The results of a register in a folder: files of answers and of faults, in their order, and the manifest.

    `counts` says how many rows there are, how many were answered, and how many have each answer, by clause; `resumed`
    how many parts an earlier run had left done.
    """

    counts: dict[str, Any]
    legend: list[dict[str, Any]] = attrs.field(repr=False)
    answers: tuple[Path, ...] = attrs.field(repr=False)
    faults: tuple[Path, ...] = attrs.field(repr=False)
    manifest: Path
    resumed: int = 0


def assess_parts(
    policy: Policy,
    names: Iterable[str],
    tables: Mapping[Kind, Files],
    out: Path | str,
    *,
    prices_of: int | None = None,
    ignore: Iterable[str] = (),
    encoding: str | None = None,
    worksheets: Mapping[Kind, str] | None = None,
    threads: int = 2,
    progress: Progress | None = None,
    resume: bool = True,
) -> PartsResult:
    """Ask clauses about every row of a register in Parquet files, and write the answers to a folder.

    Tables are Parquet files or folders of them; those above, such as villages, are read whole and may be any
    table. `prices_of` is the year in whose prices all amounts are; columns named in `ignore` are passed over;
    `encoding` overrides what would be found out of text files; `worksheets` names the one to read of a workbook that
    holds several. `threads` parts are decided at a time. A run that was stopped goes on where it stood. Without
    `resume` it starts anew in a folder that holds nothing but the files of an earlier run, whatever that was about.

    Raises:
        UnknownClause: when the policy has no such clause.
        WrongSubject: when clauses are about different subjects.
        BadFile: when a file cannot be read or written.
        BadSetting: when a table has no place, or the folder holds results of another run.
        InvalidData: when the header of a table has faults.
    """
    first = next(iter(tables))
    asked = tuple(names) or standards_about(policy, first)
    together = policy.together(*asked) if asked else asked_about(policy, first)
    source = Source(encoding, prices_of, ignore, worksheets or {})
    found = part_tables(together.subject, tables, policy.rules.extensions, source)
    folder = Path(out)
    files = {kind.__name__: parquet_files(given) for kind, given in tables.items()}
    identity = _identity(policy, asked, found, files, source)
    inputs = [path for paths in files.values() for path in paths]
    _make(folder)
    manifest = (go_on if resume else start)(folder, identity, inputs)
    _write_above(folder, found)
    run = Run(found, (together, asked, policy.digest), manifest, threads, progress)
    run.all()
    return _result(run)


def _identity(
    policy: Policy,
    names: tuple[str, ...],
    found: PartTables,
    files: Mapping[str, Iterable[Path]],
    source: Source,
) -> Identity:
    return {
        "policy": policy.name,
        "digest": policy.digest,
        "about": found.main.__name__,
        "clauses": list(names),
        "reading": [
            source.encoding,
            source.prices_of,
            sorted(source.ignore),
            {kind.__name__: name for kind, name in source.worksheets.items()},
        ],
        "inputs": inputs_of(files),
        "software": software(),
    }


def _make(folder: Path) -> None:
    """Make a folder, about people and so for its owner alone; one that is there keeps its rights."""
    try:
        folder.mkdir(0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadFile(
            file=str(folder),
            zh=f"不能建立输出文件夹（{type(error).__name__}）；请换一个。",
            en=f"the folder for the results cannot be made ({type(error).__name__}); choose another.",
        ) from None


def _write_above(folder: Path, found: PartTables) -> None:
    """Write the faults of the tables above, if there are any."""
    if found.faults_above:
        write_files({folder / ABOVE: faults_csv(found.faults_above, LANGUAGES)})


def _result(run: Run) -> PartsResult:
    manifest = run.manifest
    folder, numbers = manifest.folder, range(1, manifest.parts + 1)
    faults = [folder / ABOVE, *(faults_path(folder, number) for number in numbers)]
    return PartsResult(
        manifest.counts,
        manifest.legend or [],
        tuple(answers_path(folder, number) for number in numbers),
        tuple(path for path in faults if path.exists()),
        manifest.path,
        run.resumed,
    )
