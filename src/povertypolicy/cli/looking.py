"""Looking at policies: ``list``, ``plugins``, ``show``, ``clauses``, ``asks``, ``template``."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from povertypolicy.cli.guarding import FAULTS
from povertypolicy.cli.helping import command
from povertypolicy.cli.options import FILE, chain, day_option, format_option, lang_option
from povertypolicy.cli.speaking import Speaker, listed, pass_speaker, print_json
from povertypolicy.cli.telling import (
    about_all,
    about_clause,
    about_facts,
    about_policy,
    clause_json,
    coverage,
    tell_asks,
    tell_coverage,
    told_status,
)
from povertypolicy.deciding.forms import form as empty_form
from povertypolicy.deciding.forms import json_schema
from povertypolicy.deciding.policy import Policy, open_policy
from povertypolicy.plugins.loading import Accepted, Refused, Result, find_rules, load_all
from povertypolicy.register import check_targets, write_files
from povertypolicy.register.kinds import kind_named
from povertypolicy.register.templates import table_header
from povertypolicy.register.writing import csv_text
from povertypolicy.texts import LANGUAGES, Text

_FALLBACK_DAY = dt.date(2014, 1, 1)

looking_options = chain(day_option, lang_option, format_option)


def open_to_look(name: str, rules_on: str | None) -> Policy:
    """Open a policy to be looked at, on its last document's day unless another is named.

    Of documents without a day it is the day on which most of its clauses have begun.
    """
    rules, _ = find_rules(name)
    issued = [document.issued for document in rules.documents if document.issued is not None]
    begun = Counter(c.info.first for c in rules.clauses if c.info.first is not None)
    usual = begun.most_common(1)[0][0] if begun else _FALLBACK_DAY
    return open_policy(rules, rules_on or max(issued, default=usual))


@command("list", short_help="已安装的政策。 The policies installed.")
@lang_option
@format_option
@pass_speaker
def list_command(speaker: Speaker, form: str) -> int:
    """列出已安装的政策；被拒绝的插件附原因。

    List the policies installed, and the plugins refused with the reason.
    """
    results = load_all()
    if form == "json":
        print_json(
            {
                "policies": [about_policy(rules) for rules in _supplied(results)],
                "refused": [_plugin_json(r) for r in results if isinstance(r, Refused)],
            }
        )
        return _code(results)
    for rules in _supplied(results):
        documents = listed([document.number for document in rules.documents], "en")
        names = listed(rules.standards, "en")
        standards = Text(f"；标准：{names}", f"; standards: {names}") if names else Text("", "")
        speaker.say(
            f"{rules.name}  {rules.label.zh}：{documents}，{len(rules.clauses)} 条{standards.zh}",
            f"{rules.name}  {rules.label.en}: {documents}, {len(rules.clauses)} clauses{standards.en}",
        )
    _tell_refused(speaker, results)
    if not results:
        speaker.say("没有安装任何政策插件。", "No policy plugin is installed.")
    return _code(results)


@command("plugins", short_help="插件及其状态。 Plugins and their state.")
@lang_option
@format_option
@pass_speaker
def plugins_command(speaker: Speaker, form: str) -> int:
    """列出插件：名称、版本、状态、所实现的钩子。

    List the plugins: name, version, state, hooks.
    """
    results = load_all()
    if form == "json":
        print_json([_plugin_json(result) for result in results])
        return _code(results)
    for result in results:
        found, state = result.found, speaker.words(_STATES[type(result).__name__.lower()])
        hooks = ", ".join(result.hooks) if isinstance(result, Accepted) else ""
        click.echo(f"{found.name}  {found.distribution} {found.version}  {state}  {hooks}".rstrip())
    _tell_refused(speaker, results)
    if not results:
        speaker.say("没有安装任何插件。", "No plugin is installed.")
    return _code(results)


_STATES = {
    "accepted": Text("已接受", "accepted"),
    "refused": Text("被拒绝", "refused"),
    "blocked": Text("已屏蔽", "blocked"),
}


def _supplied(results: tuple[Result, ...]) -> Iterator[Any]:
    for result in results:
        if isinstance(result, Accepted):
            yield from result.policies


def _tell_refused(speaker: Speaker, results: tuple[Result, ...]) -> None:
    for result in results:
        if isinstance(result, Refused):
            speaker.say(result.error.text("zh"), result.error.text("en"))


def _code(results: tuple[Result, ...]) -> int:
    return FAULTS if any(isinstance(result, Refused) for result in results) else 0


def _plugin_json(result: Result) -> dict[str, Any]:
    found = result.found
    told: dict[str, Any] = {
        "name": found.name,
        "distribution": found.distribution,
        "version": found.version,
        "state": type(result).__name__.lower(),
    }
    if isinstance(result, Accepted):
        told |= {"policies": [r.name for r in result.policies], "hooks": list(result.hooks)}
    if isinstance(result, Refused):
        told["reason"] = {"zh": result.error.text("zh"), "en": result.error.text("en")}
    return told


@command("show", short_help="一条条款的意思。 What a clause means.")
@click.argument("policy")
@click.argument("clause", required=False)
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="全部条款，按文件顺序。 Every clause, in the document's order.",
)
@looking_options
@pass_speaker
def show_command(
    speaker: Speaker,
    /,
    *,
    policy: str,
    clause: str | None,
    every: bool,
    rules_on: str | None,
    form: str,
) -> int:
    """把条款读出来：意思、出处、效力、假定、代码位置；不写条款则介绍整个政策，加 --all 则读出全部条款。

    Print a clause back as the sentence it means, with citation, force, assumptions and place in code;
    without a clause, introduce the policy, and with --all read out every clause.
    """
    opened = open_to_look(policy, rules_on)
    if speaker.choice is None:
        speaker.choice = "both"
    if clause is None:
        told = about_policy(opened.rules)
        if form == "json":
            print_json({**told, "all": list(map(clause_json, opened))} if every else told)
            return 0
        for language in speaker.languages:
            click.echo("\n".join(told["text"][language]))
            click.echo(
                "".join(f"\n{line}" for line in about_all(opened, language)) if every else "",
                nl=every,
            )
        return 0
    bound = opened.bound(clause)
    if form == "json":
        print_json(clause_json(bound))
    else:
        told_in = [about_clause(bound, language) for language in speaker.languages]
        click.echo("\n\n".join(told_in))
    return 0


@command("clauses", short_help="全部条款。 All clauses.")
@click.argument("policy")
@looking_options
@pass_speaker
def clauses_command(speaker: Speaker, policy: str, rules_on: str | None, form: str) -> int:
    """列出全部条款：编号、形式、类别、状态、文件中的位置、代码位置。

    List every clause: id, shape, kind, status, place in the document and in the code.
    """
    opened = open_to_look(policy, rules_on)
    if form == "json":
        print_json([clause_json(bound) for bound in opened])
        return 0
    for bound in opened:
        about = bound.info
        kind = about.shape if about.kind == about.shape else f"{about.shape}/{about.kind}"
        place = speaker.words(
            Text(*(f"{about.cite.document.number} {about.cite.where(lang)}" for lang in LANGUAGES))
        )
        status = speaker.words(told_status(bound))
        click.echo(
            f"{about.id}  {kind}  {status}  {place}  {about.where}  {speaker.words(about.label)}"
        )
    told = tell_coverage(coverage(opened))
    speaker.say(told.zh, told.en)
    return 0


@command("asks", short_help="一条标准要哪些事实。 What a standard asks for.")
@click.argument("policy")
@click.argument("standard")
@looking_options
@pass_speaker
def asks_command(
    speaker: Speaker, policy: str, standard: str, rules_on: str | None, form: str
) -> int:
    """列出一条标准要读的事实、待定参数、读法和未定义名词。

    List the facts that a standard reads, and the numbers, readings and terms it leaves to others.
    """
    bound = open_to_look(policy, rules_on).clause(standard)
    if form == "json":
        print_json(about_facts(bound))
    else:
        for language in speaker.languages:
            click.echo("\n".join(tell_asks(bound, language)))
    return 0


@command("template", short_help="空白表。 An empty form.")
@click.argument("policy")
@click.argument("standard")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "schema"]),
    default="csv",
    help="表头、空白 JSON 或 JSON Schema。 Headers, an empty JSON form, or a JSON Schema.",
)
@click.option(
    "--table",
    metavar="KIND",
    help="哪种对象的表，如 person；默认为标准的对象。 Which table, such as person; default: the subject's.",
)
@click.option("--output", type=FILE, help="写入文件。 Write to a file.")
@day_option
@lang_option
@pass_speaker
def template_command(
    speaker: Speaker,
    /,
    *,
    policy: str,
    standard: str,
    form: str,
    table: str | None,
    output: Path | None,
    rules_on: str | None,
) -> int:
    """给出一条标准的空白表：CSV 表头、空白 JSON，或 JSON Schema。

    Give the empty form of what a standard asks: CSV headers, an empty JSON record, or a JSON Schema.
    """
    opened = open_to_look(policy, rules_on)
    bound = opened.clause(standard)
    kind = kind_named(opened.rules, table) if table else bound.subject
    if form == "csv":
        text = "".join(csv_text([list(table_header(bound, kind, speaker.languages[0]))]))
    else:
        data = empty_form(bound, kind) if form == "json" else json_schema(bound, kind)
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if output is None:
        click.echo(text.removeprefix("\ufeff").replace("\r\n", "\n"), nl=False)
        return 0
    check_targets([output], [])
    write_files({output: [text]})
    speaker.say(f"已写入：{output}", f"Written: {output}")
    return 0
