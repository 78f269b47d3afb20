"""The results of one part: answers as Parquet, faults as CSV, written slice by slice."""

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import attrs
import pyarrow as pa
from pyarrow import parquet

from povertypolicy.errors import BadFile, BadSetting, Fault
from povertypolicy.register.parts.manifest import Done, added, digest
from povertypolicy.register.reporting import faults_csv
from povertypolicy.register.results import Result
from povertypolicy.register.writing import write_files
from povertypolicy.texts import LANGUAGES

LEVEL = 1
"""Of zstd."""

Legend = list[dict[str, Any]]

Decided = tuple[Result, Iterable[Fault]]
"""The answers of some rows, and the faults found in them."""


def answers_path(folder: Path, number: int) -> Path:
    """Return where the answers of a part stand."""
    return folder / f"part-{number:05d}.parquet"


def faults_path(folder: Path, number: int) -> Path:
    """Return where the faults of a part stand, if it has any."""
    return folder / f"part-{number:05d}.faults.csv"


def write_part(
    folder: Path, number: int, decided: Callable[[], Iterator[Decided]]
) -> tuple[Done, Legend | None]:
    """Write the results of a part; return what to note of it, and the legend of its bits, None where it has no rows.

    Raises:
        BadFile: when they cannot be written, or the input cannot be read.
        BadSetting: when one slice would need other columns or bits than another.
    """
    answers, faults = answers_path(folder, number), faults_path(folder, number)
    with tempfile.TemporaryFile(dir=folder) as told:
        writer = _Writer(told)
        try:
            write_files({answers: lambda file: writer.answers(file, decided())})
        except BadFile:
            if writer.unread is not None:
                raise writer.unread from None
            raise
        digests = {answers.name: writer.digest}
        faults.unlink(missing_ok=True)
        if told.tell():
            told.seek(0)
            write_files({faults: lambda file: shutil.copyfileobj(told, file)})
            digests[faults.name] = digest(faults)
    return Done(digests, added(writer.counts)), writer.legend


@attrs.define
class _Writer:
    told: IO[bytes]
    counts: list[dict[str, Any]] = attrs.field(factory=list)
    legend: Legend | None = None
    digest: str = ""
    unread: BadFile | None = None

    def answers(self, file: IO[bytes], decided: Iterator[Decided]) -> None:
        """Write the answers of all slices, and note everything else."""
        hashed = _Hashed(file)
        with contextlib.ExitStack() as stack:
            into: Any = None
            for result, faults in self.readable(decided):
                table = result.arrow
                if into is None:
                    into = stack.enter_context(_opened(hashed, table.schema))
                    self.legend = result.legend if len(result) else None
                if table.schema != into.schema or self.legend not in (None, result.legend):
                    raise unlike()
                into.write_table(table, row_group_size=max(1, table.num_rows))
                self.counts.append(result.counts())
                self.note(faults)
        self.digest = hashed.digest.hexdigest()

    def readable(self, decided: Iterator[Decided]) -> Iterator[Decided]:
        """Pass slices on; that one cannot be read is not to be taken for a failure to write."""
        try:
            yield from decided
        except BadFile as error:
            self.unread = error
            raise

    def note(self, faults: Iterable[Fault]) -> None:
        """Write faults, below one header."""
        lines = faults_csv(faults, LANGUAGES)
        header = next(lines)
        for line in lines:
            if not self.told.tell():
                self.told.write(header.encode())
            self.told.write(line.encode())


def unlike() -> BadSetting:
    """Return the error of slices that would need other columns or bits."""
    return BadSetting(
        setting="prices_of",
        zh="各行的价格年份不同，各部分的结果列因而不同；请按价格年份分开核查，或统一价格年份。",
        en="rows state several price years, so that parts would have different columns of results;"
        " assess each price year by itself, or state one for all.",
    )


class _Hashed:
    """A stream for Arrow whose bytes are digested on their way; whoever opened the file closes it."""

    closed = False

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def write(self, data: Any) -> int:
        """Write bytes."""
        self.digest.update(data)
        return self.file.write(data)

    def flush(self) -> None:
        """Do nothing: the file is forced to disk once it is complete."""

    close = flush


def _opened(file: Any, schema: Any) -> Any:
    words = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    numbers = [field.name for field in schema if pa.types.is_integer(field.type)]
    return parquet.ParquetWriter(
        pa.PythonFile(file, mode="w"),
        schema,
        compression="zstd",
        compression_level=LEVEL,
        use_dictionary=words,
        column_encoding=dict.fromkeys(numbers, "DELTA_BINARY_PACKED"),
        write_statistics=["id", "row"],
    )
