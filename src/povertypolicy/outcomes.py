"""The four outcomes of a clause."""

import enum
from typing import NoReturn

from povertypolicy.errors import NoTruthValue
from povertypolicy.texts import Language, Text


class Outcome(enum.Enum):
    """What a condition, criterion or standard says of one subject.

    `UNKNOWN` is an answer: the facts given leave it open.
    `NOT_APPLICABLE` says that the clause is not about this subject; it is neutral in `all_of` and never a yes.
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> Text:
        """The outcome in words."""
        return _LABELS[self]

    def say(self, language: Language) -> str:
        """Return the outcome in one language."""
        return _LABELS[self].say(language)

    def __bool__(self) -> NoReturn:
        raise NoTruthValue(what=f"Outcome.{self.name}", instead="outcome is Outcome.YES")


def outcome_of(value: bool | None, applies: bool | None) -> Outcome:  # noqa: FBT001 - truth values
    """The outcome of a value and whether the clause applies."""
    if applies is True:
        return OUTCOMES[value]
    return Outcome.NOT_APPLICABLE if applies is False else Outcome.UNKNOWN


OUTCOMES = {True: Outcome.YES, False: Outcome.NO, None: Outcome.UNKNOWN}
"""The outcome of a condition that applies."""

_LABELS = {
    Outcome.YES: Text("符合", "met"),
    Outcome.NO: Text("不符合", "not met"),
    Outcome.UNKNOWN: Text("待核实", "to be verified"),
    Outcome.NOT_APPLICABLE: Text("不适用", "not applicable"),
}
