"""``assess``: a file in, every row answered or reported, files out."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from povertypolicy.cli.guarding import FAULTS
from povertypolicy.cli.helping import command
from povertypolicy.cli.options import FILE, Question, inputs_of, question, question_options
from povertypolicy.cli.speaking import Speaker, pass_speaker
from povertypolicy.deciding.explain import DISCLAIMER
from povertypolicy.errors import BadFile, Fault
from povertypolicy.expr.nodes import Word
from povertypolicy.outcomes import Outcome
from povertypolicy.register import (
    Line,
    Report,
    Summary,
    assess,
    check_targets,
    faults_csv,
    faults_json,
    write_files,
)
from povertypolicy.texts import LANGUAGES, Language, Text

MOST_TOLD = 20
"""How many rows or faults are told on the terminal."""

_OUTCOMES = [outcome.value for outcome in Outcome]
LONG = 2_000
"""From how many rows on progress is told."""


@command("assess", short_help="核查一个文件。 Assess a file.")
@question_options
@click.option(
    "--output", type=FILE, help="结果文件，.csv 或 .json。 File for the answers, .csv or .json."
)
@click.option(
    "--faults",
    "faults_file",
    type=FILE,
    help="问题文件；默认放在结果文件旁。 File for the faults; default: beside the answers.",
)
@pass_speaker
def assess_command(
    speaker: Speaker,
    /,
    output: Path | None,
    faults_file: Path | None,
    form: str,
    **options: Any,
) -> int:
    """核查一个文件（CSV 或 JSON）：每一行要么有结论，要么说明问题。

    Assess a file, CSV or JSON: every row is answered or reported.
    """
    targets = _targets(output, faults_file)
    check_targets(targets, inputs_of(options))
    run = _Run(speaker, question(options), targets)
    if targets:
        run.write()
    if form == "json":
        run.print_json()
    else:
        run.tell()
    return FAULTS if run.faults else 0


def _targets(output: Path | None, faults_file: Path | None) -> tuple[Path, ...]:
    """The files to write.

    Raises:
        BadFile: for a kind of file that is not written, such as a workbook.
    """
    for file in filter(None, (output, faults_file)):
        if file.suffix.lower() not in (".csv", ".json"):
            raise BadFile(
                file=str(file),
                zh="只能写成 .csv 或 .json；请改文件名。",
                en="only .csv and .json are written; change the name.",
            )
    if output is None:
        return () if faults_file is None else (faults_file,)
    return (output, faults_file or output.with_name(f"{output.stem}.faults{output.suffix}"))


def _is_json(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def _progress(done: int, all_: int) -> None:
    if done % max(all_ // 100, 1) == 0 or done == all_:
        end = "\n" if done == all_ else ""
        click.echo(f"\r核查 assessing {done * 100 // all_}%{end}", nl=False, err=True)


class _Run:
    """One run: the lines go by once, are counted, written or printed."""

    def __init__(self, speaker: Speaker, asked: Question, targets: tuple[Path, ...]) -> None:
        self.speaker = speaker
        self.asked = asked
        self.targets = targets
        self.report = Report(asked.policy, asked.names, speaker.languages)
        self.summary = Summary()
        self.few: list[Line] = []
        long = sys.stderr.isatty() and len(asked.register.entries) >= LONG
        lines = assess(
            asked.policy, asked.register, asked.names, progress=_progress if long else None
        )
        self.lines = self._first(self.summary.watch(lines))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All faults of all files."""
        return self.asked.register.faults

    def _first(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Keep the first lines, without ids: they may be people's, and the terminal is no place for them."""
        for line in lines:
            if len(self.few) <= MOST_TOLD:
                self.few.append(Line(line.row, None, line.decisions, line.faults))
            yield line

    def write(self) -> None:
        """Write the answers and the faults."""
        *answers, beside = self.targets
        contents: dict[Path, Iterable[str]] = {}
        for path in answers:
            contents[path] = (
                self.report.json(self.lines, self.faults, self.summary)
                if _is_json(path)
                else self.report.csv(self.lines)
            )
        contents[beside] = (
            faults_json(self.faults)
            if _is_json(beside)
            else faults_csv(self.faults, self.speaker.languages)
        )
        write_files(contents)

    def print_json(self) -> None:
        """Print the answers that are not written to a file, and the counts."""
        nameless = (Line(x.row, None, x.decisions, x.faults) for x in self.lines)
        click.echo("".join(self.report.json(nameless, self.faults, self.summary)), nl=False)

    def tell(self) -> None:
        """Tell the counts, the rows if they are few, the faults, and where the files are."""
        for _ in self.lines:
            pass
        say, summary, file = self.speaker.say, self.summary, self.asked.register.file
        say(
            f"{file}：共 {summary.rows} 条，已核查 {summary.answered} 条，有问题 {summary.faulty} 条。",
            f"{file}: {summary.rows} records, {summary.answered} answered, {summary.faulty} with faults.",
        )
        for name in self.asked.names:
            about = self.asked.policy.clause(name).info
            zh, en = (self._counts(name, language) for language in LANGUAGES)
            say(f"  {about.label.zh}（{name}）：{zh}", f"  {about.label.en} ({name}): {en}")
        if not self.targets and len(self.few) <= MOST_TOLD:
            self._tell_rows()
        self._tell_faults()
        if self.targets:
            files = [str(path) for path in self.targets]
            say(f"已写入：{'、'.join(files)}", f"Written: {', '.join(files)}")
        say(DISCLAIMER.zh, DISCLAIMER.en)

    def _counts(self, name: str, language: Language) -> str:
        counts = self.summary.answers.get(name, Counter[str]())
        first = {code: number for number, code in enumerate(_OUTCOMES)}
        ordered = sorted(counts.items(), key=lambda pair: (first.get(pair[0], -1), pair[0]))
        told = (f"{self._label(name, code).say(language)} {n}" for code, n in ordered)
        return ("，" if language == "zh" else ", ").join(told) or "-"

    def _label(self, name: str, code: str) -> Text:
        node = self.asked.policy.clause(name).node
        if code in _OUTCOMES:
            return Outcome(code).label
        if isinstance(node, Word):
            label: Text = node.vocabulary.term(code).label
            return label
        return Text("有数值", "a number")

    def _tell_rows(self) -> None:
        for line in self.few:
            if line.faults:
                self.speaker.say(
                    f"  第{line.row}行：有问题，见下", f"  row {line.row}: faults, see below"
                )
                continue
            zh = "；".join(f"{d.info.label.zh}：{d.value_label.zh}" for d in line.decisions)
            en = "; ".join(f"{d.info.label.en}: {d.value_label.en}" for d in line.decisions)
            self.speaker.say(f"  第{line.row}行：{zh}", f"  row {line.row}: {en}")

    def _tell_faults(self) -> None:
        say, faults = self.speaker.say, self.faults
        if faults:
            say(f"问题 {len(faults)} 处：", f"{len(faults)} fault(s):")
        for fault in faults[:MOST_TOLD]:
            say(f"- {fault.text('zh')}", f"- {fault.text('en')}")
        if len(faults) > MOST_TOLD:
            more = len(faults) - MOST_TOLD
            place = self.targets[-1] if self.targets else "--faults FILE"
            say(f"- 还有 {more} 处，见 {place}", f"- and {more} more, see {place}")
