"""Text in the two languages of the library.

Everything a person reads exists in Chinese and in English; `Text` holds the pair.
"""

from typing import Literal, TypeAlias

import attrs

Language: TypeAlias = Literal["zh", "en"]
"""A language that the library speaks."""

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@attrs.frozen
class Text:
    """The same thing said in Chinese and in English.

    >>> Text("户", "household").say("en")
    'household'
    """

    zh: str
    en: str

    def say(self, language: Language) -> str:
        """Return the text in one language."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return f"{self.zh} {self.en}"


Words: TypeAlias = Text | tuple[str, str]
"""What authors write where a `Text` is wanted: the pair ``(zh, en)``."""


def text(words: Words) -> Text:
    """Return `words` as a `Text`."""
    return words if isinstance(words, Text) else Text(*words)
