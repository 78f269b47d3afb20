"""Facts: what is recorded about a subject.

A fact is at once an expression that rules read and the reader of its own values:
whole fen, a count, True or False, a word's id, a day, `None` when missing.
`povertypolicy.expr.fields` declares them.
"""

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any, Generic, TypeVar

import attrs

from povertypolicy.expr.nodes import Condition, Day, Node, Number, Word, WordList
from povertypolicy.expr.travelling import Declared, name_in, under
from povertypolicy.expr.values import Reject, day_of, flag_of, number_of, shape, word_of
from povertypolicy.quantities import (
    Fen,
    Money,
    MoneyPerHead,
    Quantity,
    Share,
    Unit,
    unit_words,
)
from povertypolicy.texts import Text

S = TypeVar("S")
U = TypeVar("U", bound=Unit)


@attrs.frozen
class FactInfo:
    """What every fact carries: whose it is, its name in code, its labels and table headers.

    A `personal` fact identifies somebody: its values never appear in a message, log or representation.
    `where` is the module that declares a fact which is no attribute of its owner.
    """

    owner: type[Any]
    name: str
    label: Text
    headers: tuple[str, ...] = ()
    personal: bool = False
    attribute: bool = True
    where: str = attrs.field(default="", eq=False)

    @property
    def key(self) -> tuple[type[Any], str]:
        """What makes the fact the same fact."""
        return (self.owner, self.name)

    def all_headers(self) -> tuple[str, ...]:
        """Every table header that names the fact."""
        return (self.name, self.label.zh, self.label.en, *self.headers)


class Recorded(Declared):
    """What facts of all kinds share: an attribute of its owner, or declared in a module."""

    __slots__ = ()

    info: FactInfo

    def _stands(self) -> tuple[type[Any], str, str]:
        about = self.info
        if about.attribute:
            return under(about.owner, about.name)
        return about.owner, about.where, name_in(about.where, self)


@attrs.frozen(eq=False, repr=False)
class NumberFact(Recorded, Number[S, U]):
    """A recorded number.

    `decimals` is the scale of the printed unit; `low` and `high`, both included, bound the recorded steps.
    """

    info: FactInfo
    decimals: int
    low: int
    high: int
    priced: bool = False

    @property
    def printed(self) -> int:
        """How many recorded steps make one printed unit: 100 fen a yuan, 100 hundredths a percent point."""
        return 100 if self.unit.base == 100 else int(10**self.decimals)  # noqa: PLR2004 - fen

    @property
    def steps(self) -> int:
        """How many recorded steps make one base step of the unit (1 for fen)."""
        if self.unit.base != 1:
            return 1
        return self.printed * (100 if self.unit is Share else 1)

    def read(self, value: object, *, code: bool = False) -> int | None:
        """Return recorded steps for a value as files or callers give it.

        Raises:
            Reject: when the value is not a number of this fact.
        """
        if value is None or value == "":
            return None
        if isinstance(value, Quantity):
            if value.unit is not self.unit:
                raise Reject("wrong-unit", wanted=unit_words(self.unit), got=unit_words(value.unit))
            return self._whole(*(value.value * self.steps).as_integer_ratio())
        if isinstance(value, Fen) and self.unit.base == 100:  # noqa: PLR2004 - fen
            return self._ranged(value)
        if code and self.unit in _SPELLED:
            raise Reject("ambiguous-unit", call=_SPELLED[self.unit])
        numerator, denominator = number_of(value).as_integer_ratio()
        return self._whole(numerator * self.printed, denominator)

    def _whole(self, numerator: int, denominator: int) -> int:
        steps, rest = divmod(numerator, denominator)
        if rest:
            raise Reject("too-fine", places=self.decimals)
        return self._ranged(Fen(steps) if self.unit.base == 100 else steps)  # noqa: PLR2004 - fen

    def _ranged(self, steps: int) -> int:
        if not self.low <= steps <= self.high:
            raise Reject(
                "out-of-range",
                low=self.printed_number(self.low),
                high=self.printed_number(self.high),
            )
        return steps

    def printed_number(self, steps: int) -> Decimal:
        """Recorded steps as the number a person writes."""
        return Decimal(int(steps)) / self.printed

    def write(self, steps: int) -> int | str:
        """Recorded steps as plain data."""
        number = self.printed_number(steps)
        return int(number) if number == number.to_integral_value() else str(number)

    def value_of(self, steps: int) -> Fraction:
        """Recorded steps in base steps of the unit."""
        return Fraction(int(steps), self.steps)

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the fact."""
        low, high = self.printed_number(self.low), self.printed_number(self.high)
        return {"type": ["number", "string", "null"], "minimum": int(low), "maximum": int(high)}


_SPELLED: dict[type[Unit], str] = {
    Money: "yuan(...)",
    MoneyPerHead: "yuan_per_head(...)",
    Share: "percent(...)",
}


@attrs.frozen(eq=False, repr=False)
class FlagFact(Recorded, Condition[S]):
    """A recorded yes or no."""

    info: FactInfo

    def read(self, value: object, *, code: bool = False) -> bool | None:
        """Return True, False, or None when missing.

        Raises:
            Reject: when the value is neither.
        """
        if value is None or value == "" or isinstance(value, bool):
            return value if isinstance(value, bool) else None
        if code:
            raise Reject("not-yes-no", shape=shape(value))
        return flag_of(value)

    def write(self, value: bool) -> bool:  # noqa: FBT001 - the value itself
        """The value as plain data."""
        return value

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the fact."""
        return {"type": ["boolean", "null"]}


@attrs.frozen(eq=False, repr=False)
class WordFact(Recorded, Word[S]):
    """A recorded word out of a vocabulary."""

    info: FactInfo

    def read(self, value: object, *, code: bool = False) -> str | None:  # noqa: ARG002 - one signature for all facts
        """Return the word's id, or None when missing.

        Raises:
            Reject: when the vocabulary has no such word.
        """
        return None if value is None or value == "" else word_of(self.vocabulary, value)

    def write(self, value: str) -> str:
        """The value as plain data."""
        return value

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the fact."""
        return {"enum": [*self.vocabulary.ids(), None]}


@attrs.frozen(eq=False, repr=False)
class ListFact(Recorded, WordList[S]):
    """Several recorded words; complete once given."""

    info: FactInfo

    def read(self, value: object, *, code: bool = False) -> frozenset[str] | None:  # noqa: ARG002
        """Return the set of word ids, or None when missing. Text is split at ``、 ； ， ; ,``.

        Raises:
            Reject: when one of the words is not in the vocabulary.
        """
        if value is None or value == "":
            return None
        if isinstance(value, str):
            value = [part for part in re.split("[、；，;,]", value) if part.strip()]
        if not isinstance(value, list | tuple | set | frozenset):
            raise Reject("not-a-list", shape=shape(value))
        return frozenset(word_of(self.vocabulary, item) for item in value)

    def write(self, value: frozenset[str]) -> list[str]:
        """The value as plain data."""
        return sorted(value)

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the fact."""
        return {
            "type": ["array", "null"],
            "items": {"enum": list(self.vocabulary.ids())},
            "uniqueItems": True,
        }


@attrs.frozen(eq=False, repr=False)
class DayFact(Recorded, Day[S]):
    """A recorded day."""

    info: FactInfo

    def read(self, value: object, *, code: bool = False) -> dt.date | None:  # noqa: ARG002
        """Return the day, or None when missing.

        Raises:
            Reject: when the value is no day of the calendar.
        """
        if value is None or value == "":
            return None
        return day_of(value)

    def write(self, value: dt.date) -> str:
        """The value as plain data."""
        return value.isoformat()

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the fact."""
        return {"type": ["string", "null"], "format": "date"}


@attrs.frozen(eq=False, repr=False)
class TextFact(Recorded, Node, Generic[S]):
    """Recorded text that no rule reads, such as a name."""

    info: FactInfo

    def read(self, value: object, *, code: bool = False) -> str | None:  # noqa: ARG002
        """Return the text, or None when missing.

        Raises:
            Reject: when the value is no text.
        """
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise Reject("not-text", shape=shape(value))
        return value

    def write(self, value: str) -> str:
        """The value as plain data."""
        return value

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the fact."""
        return {"type": ["string", "null"]}


Fact = (
    NumberFact[Any, Any]
    | FlagFact[Any]
    | WordFact[Any]
    | ListFact[Any]
    | DayFact[Any]
    | TextFact[Any]
)
"""Any fact."""


FACTS = (NumberFact, FlagFact, WordFact, ListFact, DayFact, TextFact)
