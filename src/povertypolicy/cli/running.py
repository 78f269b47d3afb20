"""One run over a register: tables as columns, JSON record by record; both are told and written alike."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

import attrs

from povertypolicy.cli.counting import summary_of
from povertypolicy.cli.options import Question
from povertypolicy.cli.outputs import MOST_TOLD
from povertypolicy.errors import BadFile, Fault
from povertypolicy.register import Line, Report, Summary, assess
from povertypolicy.register.assessing import Progress
from povertypolicy.register.writing import Content
from povertypolicy.texts import Language, Text


@attrs.frozen
class Row:
    """What became of one row: its answers in words, by clause, or nothing when it has faults."""

    number: int
    answers: tuple[tuple[Text, Text], ...]


class Run(Protocol):
    """The answers of one file."""

    @property
    def faults(self) -> Sequence[Fault]:
        """All faults of all files."""

    @property
    def summary(self) -> Summary:
        """The counts, complete once the answers have been written or `finish` was called."""

    def content(self, path: Path) -> Content:
        """What the file of the answers is written of."""

    def json(self) -> Iterator[str]:
        """The answers as JSON, without ids: the terminal is no place for them."""

    def finish(self) -> None:
        """See to it that every row is decided."""

    def few(self) -> list[Row]:
        """The first rows, one more than are told."""


def run_of(asked: Question, languages: tuple[Language, ...], progress: Progress | None) -> Run:
    """Return the run of a question."""
    if asked.tabular:
        return ColumnsRun(asked, languages, progress)
    return RecordsRun(asked, languages, progress)


class RecordsRun:
    """JSON: the lines go by once, are counted, written or printed."""

    def __init__(
        self, asked: Question, languages: tuple[Language, ...], progress: Progress | None
    ) -> None:
        self.register = asked.register
        self.faults = self.register.faults
        self.report = Report(asked.policy, asked.names, languages)
        self.summary = Summary()
        self.first: list[Line] = []
        lines = assess(asked.policy, self.register, asked.names, progress=progress)
        self.lines = self._first(self.summary.watch(lines))

    def _first(self, lines: Iterable[Line]) -> Iterator[Line]:
        for line in lines:
            if len(self.first) <= MOST_TOLD:
                self.first.append(line)
            yield line

    def content(self, path: Path) -> Content:
        """Return what the file of the answers is written of."""
        if path.suffix.lower() == ".json":
            return self.report.json(self.lines, self.faults, self.summary)
        if path.suffix.lower() == ".csv":
            return self.report.csv(self.lines)
        raise BadFile(
            file=str(path),
            zh="JSON 的核查结果只能写成 .csv 或 .json；请改文件名。",
            en="answers about JSON are written as .csv or .json; change the name.",
        )

    def json(self) -> Iterator[str]:
        """Yield the answers as JSON, without ids."""
        nameless = (Line(x.row, None, x.decisions, x.faults, x.names) for x in self.lines)
        return self.report.json(nameless, self.faults, self.summary)

    def finish(self) -> None:
        """See to it that every row is decided."""
        for _ in self.lines:
            pass

    def few(self) -> list[Row]:
        """Return the first rows, one more than are told."""
        return [
            Row(line.row, tuple((d.info.label, d.value_label) for d in line.decisions))
            for line in self.first
        ]


class ColumnsRun:
    """Tables: all rows are decided at once, as columns."""

    def __init__(
        self, asked: Question, languages: tuple[Language, ...], progress: Progress | None
    ) -> None:
        from povertypolicy.register.told import ToldTable  # noqa: PLC0415 - the border of an extra

        self.asked = asked
        self.register = asked.columns
        self.faults = self.register.faults
        self.result = self.register.assess(asked.policy, asked.names, progress=progress)
        self.told = ToldTable(self.register, self.result, languages)

    @cached_property
    def summary(self) -> Summary:
        """The counts."""
        return summary_of(self.result.counts())

    def content(self, path: Path) -> Content:
        """Return what the file of the answers is written of."""
        kind = path.suffix.lower()
        if kind == ".json":
            return self.told.json(self._report, self.faults)
        if kind == ".xlsx":
            return self.told.workbook(path)
        return self.told.parquet() if kind == ".parquet" else self.told.csv()

    def json(self) -> Iterator[str]:
        """Yield the answers as JSON, without ids."""
        return self.told.json(self._report, self.faults, named=False)

    @property
    def _report(self) -> Report:
        return Report(self.asked.policy, self.asked.names, self.told.languages)

    def finish(self) -> None:
        """All is decided."""

    def few(self) -> list[Row]:
        """Return the first rows, one more than are told."""
        return [Row(number, answers) for number, answers in self.told.first(MOST_TOLD + 1)]
