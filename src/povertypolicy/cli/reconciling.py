"""``reconcile``: the recorded status of every household beside what the rule says of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from povertypolicy.cli.guarding import FAULTS
from povertypolicy.cli.helping import command
from povertypolicy.cli.households import Households, fact_named, households
from povertypolicy.cli.options import (
    FILE,
    inputs_of,
    opened,
    question,
    question_options,
)
from povertypolicy.cli.outputs import (
    faults_content,
    progress,
    targets_of,
    tell_faults,
    tell_targets,
)
from povertypolicy.cli.speaking import Speaker, pass_speaker
from povertypolicy.deciding.policy import Policy
from povertypolicy.errors import BadSetting, WrongSubject
from povertypolicy.expr.facts import FlagFact
from povertypolicy.expr.values import squeeze
from povertypolicy.register import check_targets, write_files
from povertypolicy.register.writing import Content
from povertypolicy.subjects import County, Household, Subject, Village

if TYPE_CHECKING:
    from povertypolicy.register.reconciling import Reconciliation

KINDS = (".csv", ".json")
"""The kinds of file that the figures are written to."""

ROLES = ("identification", "exit")
"""What the standards are asked as."""

LEVELS: dict[str, type[Subject]] = {"village": Village, "county": County}


@command("reconcile", short_help="登记与标准对照。 The record beside the rule.")
@question_options
@click.option(
    "--recorded-listed",
    "listed",
    default="registered",
    metavar="NAME",
    help="哪一项登记（或哪一列）说明建档立卡，默认“建档立卡”。"
    " The fact or column that says who was listed; default: registered poor household.",
)
@click.option(
    "--recorded-exited",
    "exited",
    metavar="NAME",
    help="哪一项登记（或哪一列）说明已退出；不给则当作没有退出户。"
    " The fact or column that says who has exited; without it nobody has.",
)
@click.option(
    "--exited-leave",
    "leave",
    is_flag=True,
    help="退出后“建档立卡”改登“否”；默认仍为“是”。"
    " Those who exited are no longer recorded as listed; default: they still are.",
)
@click.option(
    "--same-facts",
    is_flag=True,
    help="文件里的登记项就是识别当时的，“错评”可以确定。"
    " The facts given are those by which households were listed, so that wrongly listed can be certain.",
)
@click.option(
    "--by",
    type=click.Choice(list(LEVELS)),
    help="按村或县分组。 Group by village or county.",
)
@click.option(
    "--output",
    type=FILE,
    help="结果文件：.csv 每组一行（须有 --by），或 .json。"
    " File for the figures: .csv with a row for each group (with --by), or .json.",
)
@click.option(
    "--faults",
    "faults_file",
    type=FILE,
    help="问题文件，.csv 或 .json；默认放在结果文件旁。"
    " File for the faults, .csv or .json; default: beside the figures.",
)
@pass_speaker
def reconcile_command(
    speaker: Speaker,
    /,
    output: Path | None,
    faults_file: Path | None,
    form: str,
    **options: Any,
) -> int:
    """登记与标准对照：漏评、错评、错退、返贫风险，各为“确定”或“可能”，不列出任何一户。

    The record beside the rule: who was missed, wrongly listed or wrongly exited, or is at risk of return,
    certainly or possibly. No household is named.
    """
    targets = targets_of(output, faults_file, KINDS, ("", ""))
    check_targets(targets, inputs_of(options))
    if output is not None and output.suffix.lower() == ".csv" and options["by"] is None:
        raise BadSetting(
            setting="--output",
            zh="CSV 每组一行，请用 --by 写明按什么分组；或写成 .json。",
            en="CSV has a row for each group: say by what with --by, or write .json.",
        )
    found, faults = _reconciled(options)
    if targets:
        *figures, beside = targets
        contents: dict[Path, Content] = {
            path: _content(path, found, options["by"], speaker) for path in figures
        }
        contents[beside] = faults_content(beside, faults, speaker)
        write_files(contents)
    if form == "json":
        told = {**found.as_json(), "faults": [fault.as_json() for fault in faults]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _tell(speaker, found, options)
        tell_faults(speaker, faults, targets)
        tell_targets(speaker, targets)
    return FAULTS if faults else 0


def _reconciled(options: Mapping[str, Any]) -> tuple["Reconciliation", Any]:
    """Ask the standards, and put the record beside what they say."""
    from povertypolicy.register.reconciling import (  # noqa: PLC0415 - the border of an extra
        Recorded,
        reconcile_frame,
    )

    roles = _roles(opened(options), options["standards"])
    asked = question({**options, "standards": tuple(roles.values())})
    if asked.kind is not Household:
        raise BadSetting(
            setting="--subject",
            zh="对照的是户的登记；请给户表。",
            en="households are reconciled; give a table of these.",
        )
    facts = asked.policy.rules.extensions
    listed = fact_named(facts, "--recorded-listed", options["listed"])
    recorded = {"--recorded-listed": listed}
    exited = None
    if options["exited"] is not None:
        exited = fact_named(facts, "--recorded-exited", options["exited"])
        _refuse_one_for_both(listed, exited)
        recorded["--recorded-exited"] = exited
    own = tuple(fact for fact in recorded.values() if not fact.info.attribute)
    asked = attrs.evolve(asked, extensions=own)
    by = options["by"]
    rows = households(asked, LEVELS.get(by), (fact.info.name for fact in recorded.values()))
    for option, fact in recorded.items():
        _refuse_silent(option, fact, rows)
    found = reconcile_frame(
        asked.policy,
        rows.frame,
        Recorded(listed, exited, exited_stay_listed=not options["leave"]),
        identification=roles.get("identification"),
        exit=roles.get("exit"),
        same_facts=options["same_facts"],
        by={} if rows.grouping is None else {by: rows.grouping},
        good=rows.good,
        progress=progress(),
    )
    return found, rows.faults


def _roles(policy: Policy, given: Sequence[str]) -> dict[str, str]:
    """Return the standards by role: those named, or those of the policy that are named for their role.

    Raises:
        UnknownClause: when the policy has no such standard.
        WrongSubject: when one is not about households.
        BadSetting: when it cannot be told what a standard is asked as, or there is none.
    """
    roles: dict[str, str] = {}
    named = tuple(given) or tuple(f"household.{role}" for role in ROLES)
    for one in named if given else filter(policy.rules.standards.__contains__, named):
        role, equals, name = one.partition("=")
        if not equals:
            role, name = one.rpartition(".")[2], one
        about = policy.clause(name).subject
        if not issubclass(Household, about):
            raise WrongSubject(clause=name, wanted=about.label, got=Household.label)
        if role not in ROLES or role in roles:
            raise BadSetting(
                setting=f"--standard {one}",
                zh="请写明它是识别还是退出标准，各一个：identification=标准，exit=标准。",
                en="say which it is, one of each: identification=STANDARD or exit=STANDARD.",
            )
        roles[role] = name
    if not roles:
        raise BadSetting(
            setting="--standard",
            zh="政策没有户的识别或退出标准；请写 identification=标准 或 exit=标准。",
            en="the policy has no standard of identification or exit of households;"
            " write identification=STANDARD or exit=STANDARD.",
        )
    return roles


def _refuse_one_for_both(listed: FlagFact[Any], exited: FlagFact[Any]) -> None:
    """Refuse one fact as the record of both.

    Raises:
        BadSetting: when it is.
    """
    if squeeze(listed.info.name) == squeeze(exited.info.name):
        raise BadSetting(
            setting="--recorded-exited",
            zh=f"“{exited.info.label.zh}”已用来说明建档立卡（--recorded-listed），不能又说明已退出；请另写一项。",
            en=f'"{exited.info.label.en}" says already who was listed (--recorded-listed);'
            " name another fact for who has exited.",
        )


def _refuse_silent(option: str, fact: FlagFact[Any], rows: Households) -> None:
    """Refuse a record that says nothing in any row.

    Raises:
        BadSetting: when no column is the fact, or no row has a value for it.
    """
    if fact.info.name not in rows.frame.columns:
        raise BadSetting(
            setting=option,
            zh=f"文件里没有“{fact.info.label.zh}”这一列；请写明记载它的列。",
            en=f'no column of the file is "{fact.info.label.en}"; name the one that records it.',
        )
    if fact.info.name in rows.silent:
        name, label = fact.info.name, fact.info.label
        zh, en = ("", "") if name == label.zh else (f"（{name}）", f" ({name})")
        raise BadSetting(
            setting=option,
            zh=f"没有一条记录写了“{label.zh}”{zh}；请写明记载它的一项或一列。",
            en=f'no record says anything of "{label.en}"{en}; name the fact or column that records it.',
        )


def _content(
    path: Path, found: "Reconciliation", level: str | None, speaker: Speaker
) -> Iterable[str]:
    if path.suffix.lower() == ".csv":
        return found.csv(level or "", speaker.languages)
    return [json.dumps(found.as_json(), ensure_ascii=False, indent=1), "\n"]


def _tell(speaker: Speaker, found: "Reconciliation", options: Mapping[str, Any]) -> None:
    for language in speaker.languages:
        click.echo(found.say(language, by=options["by"]))
    if options["exited"] is None:
        speaker.say(
            "没有写明哪一项登记说明已退出（--recorded-exited），所以不判断错退和返贫风险。",
            "No fact was named that says who has exited (--recorded-exited), so that wrong exits and the risk of"
            " return are not judged.",
        )
