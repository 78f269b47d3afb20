"""Help with headings in both languages."""

from collections.abc import Callable
from typing import Any

import click

_HEADINGS = {"Options": "选项 Options", "Commands": "命令 Commands", "Arguments": "参数 Arguments"}


class Formatter(click.HelpFormatter):
    """Writes help with headings in both languages."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        super().write_usage(prog, args, prefix or "用法 Usage: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(_HEADINGS.get(heading, heading))


class Context(click.Context):
    """A context whose help speaks both languages."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help speaks both languages."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help."""
        return told(super().get_help_option(ctx))


def told(option: click.Option | None) -> click.Option | None:
    """Return the help option with its own help in both languages."""
    if option is not None:
        option.help = "这份说明。 This help."
    return option


def command(name: str, **settings: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """Declare a command."""
    return click.command(name, cls=Command, **settings)
