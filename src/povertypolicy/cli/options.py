"""Options that several commands share, and the policy they add up to."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import click

import povertypolicy
from povertypolicy.cli.inputs import holds_json, refuse_mixed, refuse_unused
from povertypolicy.cli.speaking import CHOICES, Speaker
from povertypolicy.deciding.asking import Together
from povertypolicy.deciding.policy import Policy
from povertypolicy.errors import BadSetting
from povertypolicy.expr.facts import Fact
from povertypolicy.quantities import Count, Share, Unit
from povertypolicy.register import RecordRegister, Source, read_register
from povertypolicy.register.assessing import asked_about, standards_about
from povertypolicy.register.kinds import kind_named
from povertypolicy.register.settings import (
    UNITS,
    apply_settings,
    quantity_of,
    read_settings,
    supplied_unit,
)
from povertypolicy.register.sheets import no_workbook
from povertypolicy.subjects import County, Household, IncomeEntry, Person, Subject, Village

if TYPE_CHECKING:
    from povertypolicy.register.registers import Register as Columns

F = TypeVar("F", bound=Callable[..., Any])

_SUPPLY = re.compile(r"([^=@]+)=([^=@]+)(?:@(\d{4}))?")
_MADE = {make(1).unit: make for make in UNITS.values()}

FILE = click.Path(path_type=Path)

TABLES: dict[str, type[Subject]] = {
    "persons": Person,
    "entries": IncomeEntry,
    "households": Household,
    "villages": Village,
    "counties": County,
}
"""The options that name the other tables."""


def _set_language(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    speaker = ctx.ensure_object(Speaker)
    speaker.choice = value or speaker.choice


lang_option = click.option(
    "--lang",
    type=click.Choice(CHOICES),
    expose_value=False,
    callback=_set_language,
    help="输出语言；默认随终端。 Language of the output; default: the terminal's.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="输出格式。 Form of the output.",
)
day_option = click.option(
    "--rules-on",
    metavar="DAY",
    help="规则日，如 2017-12-31。 The day whose rules apply, such as 2017-12-31.",
)


def chain(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    """Return decorators as one, the first outermost."""

    def apply(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return apply


question_options = chain(
    click.argument("file", type=FILE),
    click.option("--policy", required=True, metavar="NAME", help="政策名。 Name of the policy."),
    click.option(
        "--standard",
        "standards",
        multiple=True,
        metavar="NAME",
        help="标准名或条款编号，可重复；默认为该对象的全部标准。"
        " A standard or clause id, repeatable; default: all standards about the subject.",
    ),
    click.option(
        "--subject",
        metavar="KIND",
        help="文件里是什么对象，如 household、village；默认由标准决定。"
        " What the file is about; default: what the standards are about.",
    ),
    click.option(
        "--rules-on",
        required=True,
        metavar="DAY",
        help="规则日，如 2017-12-31。 The day whose rules apply, such as 2017-12-31.",
    ),
    click.option(
        "--as-of",
        metavar="DAY",
        help="事实日；默认同规则日。 The day of the facts; default: the same.",
    ),
    click.option(
        "--persons", type=FILE, help="人口表，按户编号相连。 Table of persons, by household id."
    ),
    click.option(
        "--entries",
        type=FILE,
        help="收支明细表，按户编号相连。 Table of income entries, by household id.",
    ),
    click.option("--households", type=FILE, help="户表。 Table of households."),
    click.option(
        "--villages", type=FILE, help="村表，按村编号相连。 Table of villages, by village id."
    ),
    click.option("--counties", type=FILE, help="县表。 Table of counties."),
    click.option(
        "--prices-of",
        type=int,
        metavar="YEAR",
        help="金额是哪一年价格。 The year in whose prices the amounts are.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="HEADER",
        help="略过的列，可重复。 A column to pass over, repeatable.",
    ),
    click.option(
        "--worksheet",
        "worksheets",
        multiple=True,
        metavar="NAME",
        help="工作簿里用哪个工作表；其他表写 persons=名称 等，可重复。"
        " The worksheet to read of a workbook; of another table persons=NAME and so on, repeatable.",
    ),
    click.option(
        "--encoding",
        metavar="NAME",
        help="文件编码；默认自动判断。 Encoding of the files; default: found out.",
    ),
    click.option(
        "--supply",
        multiple=True,
        metavar="ID=VALUE[@YEAR]",
        help="文件没有印出的数，可重复。 A number that the document does not print, repeatable.",
    ),
    click.option(
        "--supply-source",
        default="",
        metavar="TEXT",
        help="这些数的来源。 The source of these numbers.",
    ),
    click.option(
        "--choose",
        multiple=True,
        metavar="READING=OPTION",
        help="选用的读法，可重复。 A reading to choose, repeatable.",
    ),
    click.option(
        "--settings",
        type=FILE,
        help="设置文件（TOML 或 JSON：supply、index、choose）。 Settings file (TOML or JSON).",
    ),
    lang_option,
    format_option,
)


@attrs.frozen(slots=False)
class Question:
    """What is asked of which files; the first is what it is about. They are read when they are needed."""

    policy: Policy
    names: tuple[str, ...]
    together: Together
    files: Mapping[type[Subject], Path]
    source: Source
    extensions: tuple[Fact, ...] = ()
    """Facts that are read besides those of the policy."""

    @property
    def kind(self) -> type[Subject]:
        """What the question is about."""
        return next(iter(self.files))

    @property
    def file(self) -> Path:
        """The file about it."""
        return self.files[self.kind]

    @property
    def tabular(self) -> bool:
        """Whether the files are tables; JSON is read record by record."""
        return not any(map(holds_json, self.files.values()))

    @cached_property
    def register(self) -> RecordRegister:
        """The files read record by record."""
        others = {kind: path for kind, path in self.files.items() if kind is not self.kind}
        extensions = (*self.policy.rules.extensions, *self.extensions)
        if self.source.worksheets:
            raise no_workbook(str(self.files[next(iter(self.source.worksheets))]))
        return read_register(
            self.kind, self.file, others, extensions=extensions, source=self.source
        )

    @cached_property
    def columns(self) -> "Columns":
        """The files read as columns."""
        from povertypolicy.register.registers import register  # noqa: PLC0415 - the border of an extra

        how = self.source
        return register(
            self.files,
            policy=self.policy,
            extensions=self.extensions,
            prices_of=how.prices_of,
            ignore=how.ignore,
            encoding=how.encoding,
            worksheets=how.worksheets,
        )


def question(options: Mapping[str, Any]) -> Question:
    """Open the policy and read the files that the shared options name.

    Raises:
        PovertyPolicyError: when one of them is not usable.
    """
    policy = opened(options)
    kind = _kind(policy, options)
    others = {cls: options[name] for name, cls in TABLES.items() if options[name] is not None}
    if kind in others:
        raise BadSetting(
            setting=str(others[kind]),
            zh=f"主文件已经是{kind.label.zh}表，不能再给一张。",
            en=f"the file itself is about {kind.label.en}; a second one cannot be given.",
        )
    names = tuple(options["standards"]) or standards_about(policy, kind)
    together = asked_about(policy, kind, names)
    worksheets = dict(_worksheet(kind, given) for given in options["worksheets"])
    source = Source(options["encoding"], options["prices_of"], options["ignore"], worksheets)
    files = {kind: options["file"], **others}
    for other in worksheets:
        if other not in files:
            raise BadSetting(
                setting="--worksheet",
                zh=f"没有给出{other.label.zh}表的文件。",
                en=f"no file was given for the table of {other.label.en}.",
            )
    refuse_mixed(files.values())
    refuse_unused(source, files)
    return Question(policy, names, together, files, source)


def _worksheet(main: type[Subject], given: str) -> tuple[type[Subject], str]:
    """Return which table a worksheet is named for: the main one, or that of an option such as ``persons=``."""
    table, equals, name = given.partition("=")
    named = TABLES.get(table.strip()) if equals else None
    return (main, given) if named is None else (named, name.strip())


def inputs_of(options: Mapping[str, Any]) -> list[Path]:
    """Return every file that the shared options read."""
    given = (options[name] for name in ("file", "settings", *TABLES))
    return [path for path in given if path is not None]


def opened(options: Mapping[str, Any]) -> Policy:
    """Open the policy with the settings given."""
    policy = povertypolicy.policy(
        options["policy"], rules_on=options["rules_on"], as_of=options["as_of"]
    )
    if options["settings"] is not None:
        policy = apply_settings(policy, read_settings(options["settings"]))
    for given in options["supply"]:
        policy = _supplied(policy, given, options["supply_source"])
    for given in options["choose"]:
        reading, _, option = given.partition("=")
        policy = policy.choose(reading.strip(), option.strip())
    return policy


def _supplied(policy: Policy, given: str, source: str) -> Policy:
    match = _SUPPLY.fullmatch(given.strip())
    if match is None:
        raise BadSetting(
            setting="--supply",
            zh="应写成 编号=数 或 编号=数@年，如 x.average=16366.20@2014。",
            en="write ID=VALUE or ID=VALUE@YEAR, such as x.average=16366.20@2014.",
        )
    name, value, year = (part and part.strip() for part in match.groups())
    unit: type[Unit] = supplied_unit(policy, name) or Count
    digits = value.rstrip("%") if unit is Share else value
    quantity = quantity_of(name, _MADE[unit], digits, year and int(year))
    if not source.strip() and supplied_unit(policy, name):
        raise BadSetting(
            setting=name,
            zh="请用 --supply-source 写明来源。",
            en="name its source with --supply-source.",
        )
    return policy.supply(name, quantity, source=source)


def _kind(policy: Policy, options: Mapping[str, Any]) -> type[Subject]:
    if options["subject"]:
        return kind_named(policy.rules, options["subject"])
    if options["standards"]:
        kind = policy.together(*options["standards"]).subject
        return Household if kind is Subject else kind
    return Household
