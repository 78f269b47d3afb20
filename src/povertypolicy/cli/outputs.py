"""The files that a run over a register writes, and what is told of its faults and its progress."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from povertypolicy.cli.speaking import Speaker
from povertypolicy.errors import BadFile, Fault
from povertypolicy.register import faults_csv, faults_json
from povertypolicy.register.writing import Content

FAULT_FILES = (".csv", ".json")
"""The kinds of file that faults are written to."""

MOST_TOLD = 20
"""How many rows or faults are told on the terminal."""


def targets_of(
    output: Path | None, faults_file: Path | None, kinds: Sequence[str], also: tuple[str, str]
) -> tuple[Path, ...]:
    """Return the files to write, that of the faults last; `kinds` are the endings for the answers.

    `also` says, in Chinese and English, what else could be written.

    Raises:
        BadFile: for a kind of file that is not written.
    """
    for file, known, (zh, en) in ((output, kinds, also), (faults_file, FAULT_FILES, ("", ""))):
        if file is not None and file.suffix.lower() not in known:
            raise BadFile(
                file=str(file),
                zh=f"只能写成 {'、'.join(known)}{zh}；请改文件名。",
                en=f"only {', '.join(known)} are written{en}; change the name.",
            )
    if output is None:
        return () if faults_file is None else (faults_file,)
    kind = output.suffix if output.suffix.lower() in FAULT_FILES else ".csv"
    return (output, faults_file or output.with_name(f"{output.stem}.faults{kind}"))


def faults_content(path: Path, faults: Sequence[Fault], speaker: Speaker) -> Content:
    """Return what a file of faults is written of."""
    if path.suffix.lower() == ".json":
        return faults_json(faults)
    return faults_csv(faults, speaker.languages)


def tell_faults(speaker: Speaker, faults: Sequence[Fault], targets: Sequence[Path]) -> None:
    """Tell the first faults, and where the others are."""
    if faults:
        speaker.say(f"问题 {len(faults)} 处：", f"{len(faults)} fault(s):")
    for fault in faults[:MOST_TOLD]:
        speaker.say(f"- {fault.text('zh')}", f"- {fault.text('en')}")
    if len(faults) > MOST_TOLD:
        more = len(faults) - MOST_TOLD
        place = targets[-1] if targets else "--faults FILE"
        speaker.say(f"- 还有 {more} 处，见 {place}", f"- and {more} more, see {place}")


def tell_targets(speaker: Speaker, targets: Sequence[Path]) -> None:
    """Tell which files were written."""
    if targets:
        files = [str(path) for path in targets]
        speaker.say(f"已写入：{'、'.join(files)}", f"Written: {', '.join(files)}")


class Progress:
    """Tells on a terminal how much is done, whenever it is a percent more."""

    def __init__(self) -> None:
        self.told = -1

    def __call__(self, done: int, all_: int) -> None:
        """Tell that so many of all rows are done."""
        percent = done * 100 // max(all_, 1)
        if percent != self.told:
            self.told = percent
            end = "\n" if done >= all_ else ""
            click.echo(f"\r核查 assessing {percent}%{end}", nl=False, err=True)


def progress() -> Progress | None:
    """Return what tells the progress: nothing unless somebody watches a terminal."""
    return Progress() if sys.stderr.isatty() else None
