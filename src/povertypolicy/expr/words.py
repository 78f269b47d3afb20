"""Words out of vocabularies, lists of words, and days."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Literal, TypeAlias, TypeVar

import attrs

from povertypolicy.citations import Citation
from povertypolicy.errors import BadRule
from povertypolicy.expr.base import Node
from povertypolicy.expr.conditions import (
    NotApplicable,
    Open,
    When,
)
from povertypolicy.expr.numbers import AllOf, Condition, Number
from povertypolicy.quantities import Years
from povertypolicy.texts import Text, Words, text

S = TypeVar("S")
DayBound: TypeAlias = Literal["before", "by", "from_", "after"]


@attrs.frozen
class Term:
    """One word of a vocabulary: its id in code and its two labels."""

    id: str
    label: Text


@attrs.frozen
class Vocabulary:
    """A list of words; `closed` means that the document lists them all (no 等)."""

    label: Text
    terms: tuple[Term, ...]
    closed: bool = True

    def ids(self) -> tuple[str, ...]:
        """The ids of all terms, in order."""
        return tuple(term.id for term in self.terms)

    def term(self, id: str) -> Term:
        """Return one term by its id."""
        return next(term for term in self.terms if term.id == id)

    def check(self, words: Sequence[str]) -> None:
        """Refuse words that are not in the vocabulary, and no words at all.

        Raises:
            BadRule: with the words there are.
        """
        strange = [word for word in words if word not in self.ids()]
        if strange or not words:
            known = ", ".join(self.ids())
            raise BadRule(
                zh=f"“{self.label.zh}”没有词 {strange}；可用：{known}。",
                en=f"{self.label.en} has no word {strange}; there are: {known}.",
            )


def vocabulary(words: Words, *, closed: bool = True, **terms: Words) -> Vocabulary:
    """Declare a vocabulary: ``vocabulary(("劳动能力", "labour capacity"), able=("有", "able"), ...)``."""
    return Vocabulary(
        text(words), tuple(Term(key, text(label)) for key, label in terms.items()), closed
    )


@attrs.frozen(eq=False, repr=False)
class Word(Node, Generic[S]):
    """A word out of a vocabulary."""

    vocabulary: Vocabulary
    instead: ClassVar[str] = '.equals("word") or .is_one_of("word", ...)'

    def equals(self, word: str) -> Condition[S]:
        """The word is this one."""
        return self.is_one_of(word)

    def is_one_of(self, *words: str) -> Condition[S]:
        """The word is one of these.

        Raises:
            BadRule: when one of them is not in the vocabulary.
        """
        self.vocabulary.check(words)
        return WordIs(self, words)

    def is_on(self, listed: Vocabulary) -> Condition[S]:
        """The word stands on a list: off a closed list is NO, off an open one (等) UNKNOWN.

        Raises:
            BadRule: when the list has a word that this vocabulary does not have.
        """
        self.is_one_of(*listed.ids())
        return OnList(self, listed)

    def same_as(self, other: "Word[S]") -> Condition[S]:
        """Two recorded words are the same.

        Raises:
            BadRule: when they are words of two vocabularies.
        """
        if self.vocabulary.ids() != other.vocabulary.ids():
            raise BadRule(
                zh=f"“{self.vocabulary.label.zh}”和“{other.vocabulary.label.zh}”的词不同，不能比较。",
                en=f"{self.vocabulary.label.en} and {other.vocabulary.label.en} have other words; "
                "they cannot be compared.",
            )
        return SameWord(self, other)


@attrs.frozen(eq=False, repr=False)
class SameWord(Condition[S]):
    """Two words of one vocabulary are the same."""

    word: "Word[Any]"
    other: "Word[Any]"


@attrs.frozen(eq=False, repr=False)
class WordIs(Condition[S]):
    """A word is one of several."""

    word: "Word[Any]"
    words: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class OnList(Condition[S]):
    """A word stands on a list of the document; off a list that is not closed (等) is UNKNOWN."""

    word: "Word[Any]"
    listed: "Vocabulary"


Answer: TypeAlias = str | Open | NotApplicable
"""What a case of a classification answers: a word's id, what the document leaves open, or nothing."""


@attrs.frozen(eq=False, repr=False)
class WordCases(Word[S]):
    """A classification: the word of the first case whose condition holds."""

    branches: tuple[tuple[Condition[Any], Answer], ...]
    otherwise: Answer


@attrs.frozen(eq=False, repr=False)
class WordList(Node, Generic[S]):
    """Several words out of a vocabulary, complete once recorded."""

    vocabulary: Vocabulary

    def covers(self, *items: str) -> Condition[S]:
        """The recorded list holds every one of `items` (all words of the vocabulary when none is named).

        Raises:
            BadRule: when one of them is not in the vocabulary.
        """
        wanted = items or self.vocabulary.ids()
        self.vocabulary.check(wanted)
        return Covers(self, wanted)


@attrs.frozen(eq=False, repr=False)
class Covers(Condition[S]):
    """A recorded list holds every item asked for."""

    words: "WordList[Any]"
    items: tuple[str, ...]


def classify(words: Vocabulary, *branches: When[S, Answer], otherwise: Answer) -> Word[S]:
    """A classification: the answer of the first case whose condition holds.

    An answer is a word's id, `undetermined(reason)` or `NOT_APPLICABLE`.

    Raises:
        BadRule: when a word is not in the vocabulary.
    """
    answers = [*(branch.then for branch in branches), otherwise]
    words.check([word for word in answers if isinstance(word, str)] or words.ids())
    return WordCases(
        words, tuple((branch.condition, branch.then) for branch in branches), otherwise
    )


@attrs.frozen
class CitedDay:
    """A day that a document prints; None for the day of the facts."""

    day: dt.date | None
    cite: Citation


def day(iso: str, *, cite: Citation) -> CitedDay:
    """A day that a document prints, with its citation."""
    return CitedDay(dt.date.fromisoformat(iso), cite)


def day_of_facts(*, cite: Citation) -> CitedDay:
    """The day of the facts (`as_of`), such as the one on which somebody asks whether a duty still runs."""
    return CitedDay(None, cite)


@attrs.frozen
class Window:
    """A span of days, both ends included."""

    first: dt.date
    last: dt.date
    cite: Citation


def window(first: str, last: str, *, cite: Citation) -> Window:
    """A span of days that a document prints, both ends included.

    Raises:
        BadRule: when it ends before it begins.
    """
    span = Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last), cite)
    if span.last < span.first:
        raise BadRule(
            zh=f"时段 {first} 至 {last} 的终点早于起点。",
            en=f"The window {first} to {last} ends before it begins.",
        )
    return span


@attrs.frozen(eq=False, repr=False)
class Day(Node, Generic[S]):
    """A recorded day."""

    def before(self, line: CitedDay) -> Condition[S]:
        """Earlier than `line`, which is excluded."""
        return DayIs("before", self, line.day, line.cite)

    def by(self, line: CitedDay) -> Condition[S]:
        """No later than `line`, which is included."""
        return DayIs("by", self, line.day, line.cite)

    def from_(self, line: CitedDay) -> Condition[S]:
        """No earlier than `line`, which is included."""
        return DayIs("from_", self, line.day, line.cite)

    def after(self, line: CitedDay) -> Condition[S]:
        """Later than `line`, which is excluded."""
        return DayIs("after", self, line.day, line.cite)

    def within(self, span: Window) -> Condition[S]:
        """Inside a span of days, both ends included."""
        return AllOf(
            (DayIs("from_", self, span.first, span.cite), DayIs("by", self, span.last, span.cite))
        )

    def age(self) -> Number[S, Years]:
        """Completed years from this day to the day of the facts."""
        return Age(Years, self)


@attrs.frozen(eq=False, repr=False)
class DayIs(Condition[S]):
    """A recorded day lies before, by, from or after a cited day; None is the day of the facts."""

    bound: DayBound
    day: "Day[Any]"
    line: dt.date | None
    cite: Citation


@attrs.frozen(eq=False, repr=False)
class Age(Number[S, Years]):
    """Completed years from a recorded day to the day of the facts."""

    day: "Day[Any]"
