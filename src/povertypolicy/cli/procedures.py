"""``procedure``: the steps of a procedure, or where a log leads to and what was out of order in it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from povertypolicy.cli.guarding import FAULTS
from povertypolicy.cli.helping import command
from povertypolicy.cli.inputs import holds_json
from povertypolicy.cli.looking import open_to_look
from povertypolicy.cli.options import FILE, day_option, format_option, lang_option
from povertypolicy.cli.speaking import Speaker, pass_speaker, print_json
from povertypolicy.deciding.courses import course_data, procedure_data, procedure_lines
from povertypolicy.deciding.explain import DISCLAIMER, explain
from povertypolicy.deciding.proceedings import BoundProcedure, Checked
from povertypolicy.errors import BadSetting, Fault, InvalidData
from povertypolicy.procedures.events import KEYS
from povertypolicy.register.decoding import read_text
from povertypolicy.register.objects import repeated_keys
from povertypolicy.register.settings import read_plain
from povertypolicy.register.tables import read_csv


@command(
    "procedure", short_help="程序的步骤，或一份记录走到哪里。 A procedure, or where a log stands."
)
@click.argument("policy")
@click.argument("clause")
@click.option(
    "--log",
    type=FILE,
    help="事件记录（JSON、TOML 或 CSV）。 The log of events (JSON, TOML or CSV).",
)
@click.option(
    "--as-of", metavar="DAY", help="事实日，与 --log 同用。 The day of the facts, with --log."
)
@click.option(
    "--publicity-days",
    type=int,
    metavar="N",
    help="文件没有写的公示天数。 The length of publicities where the document sets none.",
)
@click.option("--source", default="", metavar="TEXT", help="天数的来源。 The source of the length.")
@click.option(
    "--first-day",
    type=click.Choice(["counts", "does-not-count"]),
    help="公示首日算不算；不写则两种读法并存。 Whether the first day counts; else both readings stand.",
)
@day_option
@lang_option
@format_option
@pass_speaker
def procedure_command(
    speaker: Speaker,
    /,
    *,
    policy: str,
    clause: str,
    log: Path | None,
    as_of: str | None,
    rules_on: str | None,
    form: str,
    **how: Any,
) -> int:
    """列出程序的步骤；有 --log 时，说明记录走到哪一步、下一步、缺什么、哪里不合程序。

    Print the steps of a procedure; with --log, where the log stands, what is next, what is missing,
    and what was out of order. The day of the facts is --as-of.
    """
    if log is None:
        return _tell_steps(speaker, open_to_look(policy, rules_on).procedure(clause), form)
    if as_of is None:
        raise BadSetting(
            setting="--as-of",
            zh="请写明事实日，如 2017-12-31：核对记录须有日期。",
            en="name the day of the facts, such as 2017-12-31: a log is checked as of a day.",
        )
    opened = open_to_look(policy, rules_on or as_of).on(rules_on or as_of, as_of)
    return _tell_log(speaker, _checked(opened.procedure(clause), log, how), form)


def _checked(bound: BoundProcedure, log: Path, how: dict[str, Any]) -> Checked:
    first = how["first_day"]
    return bound.check(
        _rows(log),
        publicity_days=how["publicity_days"],
        source=how["source"],
        first_counts=None if first is None else first == "counts",
    )


def _rows(log: Path) -> Any:
    """Return the entries of a log as plain data.

    Raises:
        BadFile: when it cannot be read.
        InvalidData: when rows of it cannot.
    """
    if log.suffix.lower() == ".toml" or holds_json(log):
        data = read_plain(log)
        _refuse(repeated_keys(data, {"event", *KEYS}), str(log))
        return data
    table = read_csv(read_text(log), str(log))
    _refuse((row.fault for row in table.rows if row.fault is not None), str(log))
    return [dict(zip(table.header, row.cells, strict=True)) for row in table.rows]


def _refuse(faults: Iterable[Fault], file: str) -> None:
    told = [fault.at(file=file) for fault in faults]
    if told:
        raise InvalidData(told)


def _tell_steps(speaker: Speaker, bound: BoundProcedure, form: str) -> int:
    if form == "json":
        print_json({**procedure_data(bound.node), "digest": bound.context.digest})
        return 0
    for language in speaker.languages:
        click.echo("\n".join(procedure_lines(bound.node, language)))
        click.echo(DISCLAIMER.say(language))
    return 0


def _tell_log(speaker: Speaker, checked: Checked, form: str) -> int:
    if form == "json":
        print_json(course_data(checked))
    else:
        for language in speaker.languages:
            click.echo(explain(checked, language))
    return FAULTS if checked.irregularities else 0
