"""``assess``: a file in, every row answered or reported, files out."""

from pathlib import Path
from typing import Any

import click

from povertypolicy.cli.counting import tell_summary
from povertypolicy.cli.engines import ENGINES, MEMORY, engine_of
from povertypolicy.cli.folders import assess_folder
from povertypolicy.cli.guarding import FAULTS
from povertypolicy.cli.helping import command
from povertypolicy.cli.options import FILE, Question, inputs_of, question, question_options
from povertypolicy.cli.outputs import (
    MOST_TOLD,
    faults_content,
    progress,
    targets_of,
    tell_faults,
    tell_targets,
)
from povertypolicy.cli.running import run_of
from povertypolicy.cli.speaking import Speaker, pass_speaker
from povertypolicy.deciding.explain import DISCLAIMER
from povertypolicy.register import check_targets, write_files
from povertypolicy.register.writing import Content

ANSWERS = (".csv", ".xlsx", ".json", ".parquet")
"""The kinds of file that answers are written to."""

FOLDERS = (
    "（主文件是 Parquet 时也可写成文件夹）",
    " (or a folder, where the file assessed is Parquet)",
)


@command("assess", short_help="核查一个文件。 Assess a file.")
@question_options
@click.option(
    "--output",
    type=FILE,
    help="结果文件：.csv、.xlsx、.json 或 .parquet；名册是 Parquet 时也可是文件夹，逐部分写，中断后可接着做。"
    " File for the answers: .csv, .xlsx, .json or .parquet; of Parquet also a folder, written part by part,"
    " and gone on with after a stop.",
)
@click.option(
    "--faults",
    "faults_file",
    type=FILE,
    help="问题文件，.csv 或 .json；默认放在结果文件旁。"
    " File for the faults, .csv or .json; default: beside the answers.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="核查方式：memory 在内存中；parts 逐部分，写成文件夹；spark 用 Spark，写成文件夹。"
    "默认 memory，Parquet 写成文件夹时为 parts。"
    " memory: all at once; parts: part by part, into a folder; spark: in Spark, into a folder."
    " Default: memory, and parts where Parquet goes into a folder.",
)
@click.option(
    "--restart",
    is_flag=True,
    help="不接着上次，从头做（用于 parts）：文件夹里只有以往核查留下的文件时，无论它们问的是什么，都删去重做；"
    "另有其他文件的，不动。"
    " Start anew instead of going on (for parts): where the folder holds nothing but the files of an earlier run,"
    " whatever that was about, they are removed; where it holds other files, nothing is touched.",
)
@pass_speaker
def assess_command(
    speaker: Speaker,
    /,
    output: Path | None,
    faults_file: Path | None,
    engine: str | None,
    form: str,
    *,
    restart: bool,
    **options: Any,
) -> int:
    """核查一个文件（CSV、Excel、Parquet 或 JSON）：每一行要么有结论，要么说明问题。

    Assess a file, CSV, Excel, Parquet or JSON: every row is answered or reported.
    """
    used = engine_of(engine, options["file"], output, faults_file, restart=restart)
    if used != MEMORY and output is not None:
        asked = question(options)
        return assess_folder(speaker, asked, output, used, restart=restart, as_json=form == "json")
    targets = targets_of(output, faults_file, ANSWERS, FOLDERS)
    check_targets(targets, inputs_of(options))
    run = _Told(speaker, question(options), targets)
    if targets:
        run.write()
    if form == "json":
        run.print_json()
    else:
        run.tell()
    return FAULTS if run.faults else 0


class _Told:
    """One run, written and told."""

    def __init__(self, speaker: Speaker, asked: Question, targets: tuple[Path, ...]) -> None:
        self.speaker = speaker
        self.asked = asked
        self.targets = targets
        self.run = run_of(asked, speaker.languages, progress())
        self.faults = self.run.faults

    def write(self) -> None:
        """Write the answers and the faults."""
        *answers, beside = self.targets
        contents: dict[Path, Content] = {path: self.run.content(path) for path in answers}
        contents[beside] = faults_content(beside, self.faults, self.speaker)
        write_files(contents)

    def print_json(self) -> None:
        """Print the answers that are not written to a file, and the counts."""
        click.echo("".join(self.run.json()), nl=False)

    def tell(self) -> None:
        """Tell the counts, the rows if they are few, the faults, and where the files are."""
        self.run.finish()
        tell_summary(self.speaker, self.asked, self.run.summary)
        if not self.targets and self.run.summary.rows <= MOST_TOLD:
            self._tell_rows()
        tell_faults(self.speaker, self.faults, self.targets)
        tell_targets(self.speaker, self.targets)
        self.speaker.say(DISCLAIMER.zh, DISCLAIMER.en)

    def _tell_rows(self) -> None:
        for row in self.run.few():
            if not row.answers:
                self.speaker.say(
                    f"  第{row.number}行：有问题，见下", f"  row {row.number}: faults, see below"
                )
                continue
            zh = "；".join(f"{clause.zh}：{answer.zh}" for clause, answer in row.answers)
            en = "; ".join(f"{clause.en}: {answer.en}" for clause, answer in row.answers)
            self.speaker.say(f"  第{row.number}行：{zh}", f"  row {row.number}: {en}")
