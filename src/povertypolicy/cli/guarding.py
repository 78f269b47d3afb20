"""What stands between an error and the user: its words, an exit code, and never a value of the data."""

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

import povertypolicy
from povertypolicy.cli.helping import Context, told
from povertypolicy.cli.speaking import Speaker, chosen, print_json, wants_json
from povertypolicy.errors import InvalidData, PovertyPolicyError
from povertypolicy.texts import Text

FAULTS, UNASKABLE, BROKEN, STOPPED = 1, 2, 3, 130
"""Exit codes: faults or failed cases; the question cannot be asked; a fault of the library itself; Ctrl-C."""

_HOME = Path(povertypolicy.__file__).parent


class Guarded(click.Group):
    """A group whose errors are told in two languages, without a traceback."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help."""
        return told(super().get_help_option(ctx))

    def main(  # type: ignore[override] # click's overloads tell apart what we always do
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **extra: Any
    ) -> int:
        """Run, tell what went wrong, and exit with the code for it."""
        given = list(sys.argv[1:] if args is None else args)
        try:
            found = super().main(given, standalone_mode=False, **extra)
            code = found if isinstance(found, int) else 0
        except BrokenPipeError:
            code = _silenced()
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - told without the values it may hold
            code = tell(given, error)
        if standalone_mode:
            sys.exit(code)
        return code


def _silenced() -> int:
    """Nobody reads the output any more: let nothing more be written to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAULTS


def tell(args: Sequence[str], error: BaseException) -> int:
    """Tell an error in words, and return the exit code for it."""
    if isinstance(error, NoArgsIsHelpError):
        click.echo(error.message, err=True)
        return UNASKABLE
    if isinstance(error, click.ClickException):
        return _tell(args, UNASKABLE, "usage", usage(error))
    if isinstance(error, InvalidData):
        faults = [fault.as_json() for fault in error.faults]
        return _tell(args, FAULTS, error.code, _text(error), faults)
    if isinstance(error, PovertyPolicyError):
        return _tell(args, UNASKABLE, error.code, _text(error))
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return _tell(args, STOPPED, "stopped", Text("已中断。", "Stopped."))
    return _tell(args, BROKEN, "internal", internal(error))


def _text(error: PovertyPolicyError) -> Text:
    return Text(error.text("zh"), error.text("en"))


def _tell(
    args: Sequence[str], code: int, name: str, text: Text, faults: list[Any] | None = None
) -> int:
    if wants_json(args):
        told: dict[str, Any] = {"code": name, "zh": text.zh, "en": text.en}
        print_json({"error": told if faults is None else {**told, "faults": faults}})
    else:
        Speaker(chosen(args)).say(text.zh, text.en, err=True)
    return code


def internal(error: BaseException) -> Text:
    """Tell an unexpected error by its type and its place in our code; its message stays unsaid."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _ours(f.filename)]
    where = "?"
    if frames:
        where = f"{Path(frames[-1].filename).relative_to(_HOME.parent)}:{frames[-1].lineno}"
    kind = type(error).__name__
    return Text(
        f"程序内部错误（{kind}，{where}）；请把这一行报告给维护者，不要附上数据。",
        f"An error of the program itself ({kind} at {where}); report this line to its maintainers, without data.",
    )


def _ours(filename: str) -> bool:
    return Path(filename).is_relative_to(_HOME)


def _near(names: Sequence[str] | None) -> str:
    return f"；您是否想写 {'、'.join(names)}" if names else ""


def usage(error: click.ClickException) -> Text:
    """Tell a wrong command line in both languages."""
    zh = "命令写法有误"
    if isinstance(error, click.NoSuchOption):
        zh = f"没有选项 {error.option_name}{_near(error.possibilities)}"
    elif isinstance(error, NoSuchCommand):
        zh = f"没有命令 {error.command_name}{_near(error.possibilities)}"
    elif error.message == "Missing command.":
        zh = "缺少命令"
    elif isinstance(error, click.MissingParameter) and error.param is not None:
        zh = f"缺少 {error.param.get_error_hint(error.ctx)}"
    elif isinstance(error, click.BadParameter) and error.param is not None:
        zh = f"{error.param.get_error_hint(error.ctx)} 的值不可用"
    context = getattr(error, "ctx", None)
    if context is None:
        return Text(f"{zh}。", error.format_message())
    line = f"{context.command_path} --help"
    message = error.format_message().rstrip(".")
    return Text(f"{zh}；请看 {line}。", f"{message}. See {line}.")
