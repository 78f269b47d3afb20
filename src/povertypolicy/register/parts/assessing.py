"""Asking clauses about a register that is larger than memory."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from povertypolicy.columns.deciding import Progress
from povertypolicy.deciding.policy import Policy
from povertypolicy.errors import BadFile
from povertypolicy.register.assessing import asked_about, standards_about
from povertypolicy.register.parts.manifest import (
    Identity,
    Manifest,
    inputs_of,
    read_manifest,
    software,
)
from povertypolicy.register.parts.results import answers_path, faults_path
from povertypolicy.register.parts.rowgroups import Kind, parquet_files
from povertypolicy.register.parts.running import Run, clear, sweep
from povertypolicy.register.parts.tables import Files, PartTables, part_tables
from povertypolicy.register.reading import Source
from povertypolicy.register.reporting import faults_csv
from povertypolicy.register.writing import write_files
from povertypolicy.texts import LANGUAGES

ABOVE = "tables-above.faults.csv"


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
    worksheets: Mapping[Kind, str] | None = None,
    threads: int = 2,
    progress: Progress | None = None,
    resume: bool = True,
) -> PartsResult:
    """Ask clauses about every row of a register in Parquet files, and write the answers to a folder.

    Tables are Parquet files or folders of them; those above, such as villages, are read whole and may be any
    table. `prices_of` is the year in whose prices all amounts are; columns named in `ignore` are passed over;
    `worksheets` names the one to read of a workbook that holds several. `threads` parts are decided at a time.
    A run that was stopped goes on where it stood; without `resume` it starts anew.

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
    source = Source(None, prices_of, tuple(ignore), worksheets or {})
    found = part_tables(together.subject, tables, policy.rules.extensions, source)
    folder = Path(out)
    manifest = _manifest(folder, _identity(policy, asked, found, tables, source), resume=resume)
    resumed = sum(
        all((folder / name).exists() for name in done.files) for done in manifest.done.values()
    )
    _write_above(folder, found)
    Run(found, (together, asked, policy.digest), manifest, threads, progress).all()
    return attrs.evolve(_result(manifest), resumed=resumed)


def _identity(
    policy: Policy,
    names: tuple[str, ...],
    found: PartTables,
    tables: Mapping[Kind, Files],
    source: Source,
) -> Identity:
    files = {kind.__name__: parquet_files(given) for kind, given in tables.items()}
    return {
        "policy": policy.name,
        "digest": policy.digest,
        "about": found.main.__name__,
        "clauses": list(names),
        "reading": [
            source.prices_of,
            sorted(source.ignore),
            {kind.__name__: name for kind, name in source.worksheets.items()},
        ],
        "inputs": inputs_of(files),
        "software": software(),
    }


def _manifest(folder: Path, identity: Identity, *, resume: bool) -> Manifest:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadFile(
            file=str(folder),
            zh=f"不能建立输出文件夹（{type(error).__name__}）；请换一个。",
            en=f"the folder for the results cannot be made ({type(error).__name__}); choose another.",
        ) from None
    manifest = read_manifest(folder, identity)
    if resume and manifest.path.exists():
        sweep(folder)
        return manifest
    manifest = Manifest(folder, identity)
    manifest.write()
    clear(folder)
    return manifest


def _write_above(folder: Path, found: PartTables) -> None:
    """Write the faults of the tables above, if there are any."""
    if found.faults_above:
        write_files({folder / ABOVE: faults_csv(found.faults_above, LANGUAGES)})


def _result(manifest: Manifest) -> PartsResult:
    folder, numbers = manifest.folder, range(1, manifest.parts + 1)
    faults = [folder / ABOVE, *(faults_path(folder, number) for number in numbers)]
    return PartsResult(
        manifest.counts,
        manifest.legend or [],
        tuple(answers_path(folder, number) for number in numbers),
        tuple(path for path in faults if path.exists()),
        manifest.path,
    )
