"""In which language to speak, and speaking."""

import json
import os
from collections.abc import Iterable, Sequence
from typing import Any

import click

from povertypolicy.texts import LANGUAGES, Language, Text

CHOICES = ("zh", "en", "both")


def languages_of(choice: str | None) -> tuple[Language, ...]:
    """Return the languages of a choice; without one, that of the terminal; both when it names neither."""
    if choice == "both":
        return LANGUAGES
    named = choice or _locale()
    if named.startswith("zh"):
        return ("zh",)
    return ("en",) if named.startswith("en") else LANGUAGES


def _locale() -> str:
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next(filter(None, names), "").lower()


def chosen(args: Sequence[str]) -> str | None:
    """Return the ``--lang`` among arguments that may be wrong otherwise."""
    for number, arg in enumerate(args):
        if arg.startswith("--lang="):
            return arg.partition("=")[2]
        if arg == "--lang":
            return args[number + 1] if number + 1 < len(args) else None
    return None


def wants_json(args: Sequence[str]) -> bool:
    """Whether arguments that may be wrong otherwise ask for JSON."""
    pairs = zip(args, [*args[1:], ""], strict=True)
    return any(pair == ("--format", "json") or pair[0] == "--format=json" for pair in pairs)


class Speaker:
    """Says everything in the languages chosen."""

    def __init__(self, choice: str | None = None) -> None:
        self.choice = choice

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages to speak."""
        return languages_of(self.choice)

    def words(self, text: Text) -> str:
        """Return a short text in the languages chosen, on one line."""
        return " ".join(text.say(language) for language in self.languages)

    def say(self, zh: str, en: str, *, err: bool = False) -> None:
        """Print a text, a line for each language."""
        told = {"zh": zh, "en": en}
        for language in self.languages:
            click.echo(told[language], err=err)


def print_json(data: Any) -> None:
    """Print plain data."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def both(text: Text) -> dict[str, str]:
    """Return a text as plain data."""
    return {"zh": text.zh, "en": text.en}


def listed(items: Iterable[str], language: Language) -> str:
    """Return items in one line."""
    return ("、" if language == "zh" else ", ").join(items)


pass_speaker = click.make_pass_decorator(Speaker, ensure=True)
