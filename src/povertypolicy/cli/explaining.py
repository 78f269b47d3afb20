"""``explain``: one row, with every reason."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from povertypolicy import as_json, explain, sheet
from povertypolicy.cli.helping import command
from povertypolicy.cli.options import FILE, Question, inputs_of, question, question_options
from povertypolicy.cli.outputs import MOST_TOLD
from povertypolicy.cli.speaking import Speaker, pass_speaker, print_json
from povertypolicy.errors import BadSetting, Fault, InvalidData
from povertypolicy.register import Entry, check_targets, write_files
from povertypolicy.texts import LANGUAGES, Language


@command("explain", short_help="说明一行的结论。 Explain one row.")
@question_options
@click.option("--row", type=int, help="第几行（表头是第 1 行）。 Row number; the header is row 1.")
@click.option("--id", "key", help="编号。 Id of the record.")
@click.option(
    "--sheet", "page", type=FILE, help="另存为可打印的核查表。 Save a printable check sheet, HTML."
)
@pass_speaker
def explain_command(
    speaker: Speaker,
    /,
    row: int | None,
    key: str | None,
    page: Path | None,
    form: str,
    **options: Any,
) -> int:
    """说明一行的结论：每一条的规则、登记值、差距和出处。

    Explain the answers for one row: each criterion with its rule, values, distance and source.
    """
    if page is not None:
        check_targets([page], inputs_of(options))
    asked = question(options)
    entry = _entry(asked, row, key)
    if entry.subject is None:
        raise InvalidData(entry.faults)
    decisions = list(asked.together.ask(entry.subject, *entry.above))
    if page is not None:
        language, whose = speaker.languages[0], entry.id or f"#{entry.row}"
        write_files({page: [sheet(d, language, whose=whose) for d in decisions]})
    if form == "json":
        print_json([as_json(decision) for decision in decisions])
    else:
        told = [explain(d, language) for d in decisions for language in speaker.languages]
        click.echo("\n\n".join(told))
    if page is not None and form == "text":
        speaker.say(f"核查表已写入：{page}", f"Check sheet written: {page}")
    return 0


def _entry(asked: Question, row: int | None, key: str | None) -> Entry:
    """Return the entry of a row or id; a file with one record needs neither."""
    found, last = (_in_columns if asked.tabular else _in_records)(asked, row, key and key.strip())
    faults = (asked.columns if asked.tabular else asked.register).faults
    if not last:
        raise InvalidData(faults)
    if row is None and key is None and len(found) != 1:
        raise BadSetting(
            setting="--row / --id",
            zh="文件里不止一条记录；请用 --row 或 --id 指明一条。",
            en="the file does not hold exactly one record; name one with --row or --id.",
        )
    if not found:
        zh, en = (_beside(faults, language) for language in LANGUAGES)
        raise BadSetting(
            setting="--row / --id",
            zh=f"没有这一条；行号到 {last} 为止。{zh}",
            en=f"there is no such record; the last row is {last}.{en}",
        )
    return found[0]


def _beside(faults: Sequence[Fault], language: Language) -> str:
    """Return the first faults of the files, those of whole tables before those of rows."""
    if not faults:
        return ""
    lines = "".join(f"\n- {fault.text(language)}" for fault in faults[:MOST_TOLD])
    return ("文件有问题：" if language == "zh" else " There are faults:") + lines


def _in_records(asked: Question, row: int | None, key: str | None) -> tuple[list[Entry], int]:
    """The entries of a row or id, and the number of the last row."""
    entries = asked.register.entries
    found = [
        entry
        for entry in entries
        if (row is None or entry.row == row) and (key is None or entry.id == key)
    ]
    return found, entries[-1].row if entries else 0


def _in_columns(asked: Question, row: int | None, key: str | None) -> tuple[list[Entry], int]:
    """The same of tables; no more than two entries are made."""
    register = asked.columns
    places = register.places(row=row, key=key)
    found = [register.entry(int(place)) for place in places[:2]]
    return found, int(register.rows[-1]) if len(register) else 0
