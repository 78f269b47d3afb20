"""Declarations of facts, in the body of a subject or on a subject of another package.

One declaration gives expression and value: on the class the expression (``Household.wage_income``),
on an instance the value. A plugin declares facts of its own with ``money(...).on(Household, "name")``.
"""

import datetime as dt
from typing import Any, ClassVar, Generic, TypeVar, overload

import attrs

from povertypolicy.errors import BadRule
from povertypolicy.expr.facts import (
    DayFact,
    FactInfo,
    FlagFact,
    ListFact,
    NumberFact,
    TextFact,
    WordFact,
)
from povertypolicy.expr.nodes import Vocabulary
from povertypolicy.expr.travelling import caller
from povertypolicy.expr.values import LARGEST
from povertypolicy.quantities import (
    Area,
    Count,
    Money,
    MoneyPerHead,
    Months,
    Points,
    Share,
    Unit,
    Year,
    Years,
)
from povertypolicy.texts import Text, Words, text

S = TypeVar("S")
U = TypeVar("U", bound=Unit)


@attrs.define
class Field:
    """The declaration of a fact in the body of a subject; `bound` is the fact once the owner is known."""

    label: Text
    headers: tuple[str, ...]
    personal: bool = False
    bound: Any = attrs.field(default=None, init=False)

    kind: ClassVar[Any] = TextFact

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self.bound = self.bind(FactInfo(owner, name, self.label, self.headers, self.personal))

    def bind(self, info: FactInfo) -> Any:
        """Return the fact."""
        return self.kind(info)

    def _extension(self, owner: type[Any], name: str) -> Any:
        """Return the fact as the module that calls `on` declares it."""
        about = FactInfo(owner, name, self.label, self.headers, self.personal)
        return self.bind(attrs.evolve(about, attribute=False, where=caller(2)))


@attrs.define
class NumberField(Field, Generic[U]):
    """The declaration of a number fact."""

    unit: type[U] = attrs.field(kw_only=True)
    decimals: int = attrs.field(kw_only=True)
    low: int = attrs.field(kw_only=True)
    high: int = attrs.field(kw_only=True)
    priced: bool = attrs.field(kw_only=True, default=False)

    def __attrs_post_init__(self) -> None:
        if not -LARGEST <= self.low <= self.high <= LARGEST:
            raise BadRule(
                zh=f"“{self.label.zh}”的允许范围为空或过大。",
                en=f"The range of {self.label.en} is empty or too wide.",
            )

    def bind(self, info: FactInfo) -> NumberFact[Any, U]:
        """Return the fact."""
        return NumberFact(self.unit, info, self.decimals, self.low, self.high, self.priced)

    def on(self, owner: type[S], name: str) -> NumberFact[S, U]:
        """Declare the fact on a subject of another package."""
        fact: NumberFact[S, U] = self._extension(owner, name)
        return fact

    @overload
    def __get__(self, instance: None, owner: type[S]) -> NumberFact[S, U]: ...
    @overload
    def __get__(self, instance: object, owner: type[S]) -> int | None: ...
    def __get__(self, instance: object, owner: Any = None) -> Any:
        return self.bound if instance is None else None


@attrs.define
class FlagField(Field):
    """The declaration of a yes-or-no fact."""

    kind: ClassVar[Any] = FlagFact

    def on(self, owner: type[S], name: str) -> FlagFact[S]:
        """Declare the fact on a subject of another package."""
        fact: FlagFact[S] = self._extension(owner, name)
        return fact

    @overload
    def __get__(self, instance: None, owner: type[S]) -> FlagFact[S]: ...
    @overload
    def __get__(self, instance: object, owner: type[S]) -> bool | None: ...
    def __get__(self, instance: object, owner: Any = None) -> Any:
        return self.bound if instance is None else None


@attrs.define
class WordField(Field):
    """The declaration of a fact out of a vocabulary."""

    vocabulary: Vocabulary = attrs.field(kw_only=True)

    def bind(self, info: FactInfo) -> WordFact[Any]:
        """Return the fact."""
        return WordFact(self.vocabulary, info)

    def on(self, owner: type[S], name: str) -> WordFact[S]:
        """Declare the fact on a subject of another package."""
        fact: WordFact[S] = self._extension(owner, name)
        return fact

    @overload
    def __get__(self, instance: None, owner: type[S]) -> WordFact[S]: ...
    @overload
    def __get__(self, instance: object, owner: type[S]) -> str | None: ...
    def __get__(self, instance: object, owner: Any = None) -> Any:
        return self.bound if instance is None else None


@attrs.define
class ListField(Field):
    """The declaration of a fact that lists several words."""

    vocabulary: Vocabulary = attrs.field(kw_only=True)

    def bind(self, info: FactInfo) -> ListFact[Any]:
        """Return the fact."""
        return ListFact(self.vocabulary, info)

    def on(self, owner: type[S], name: str) -> ListFact[S]:
        """Declare the fact on a subject of another package."""
        fact: ListFact[S] = self._extension(owner, name)
        return fact

    @overload
    def __get__(self, instance: None, owner: type[S]) -> ListFact[S]: ...
    @overload
    def __get__(self, instance: object, owner: type[S]) -> frozenset[str] | None: ...
    def __get__(self, instance: object, owner: Any = None) -> Any:
        return self.bound if instance is None else None


@attrs.define
class DayField(Field):
    """The declaration of a day."""

    kind: ClassVar[Any] = DayFact

    def on(self, owner: type[S], name: str) -> DayFact[S]:
        """Declare the fact on a subject of another package."""
        fact: DayFact[S] = self._extension(owner, name)
        return fact

    @overload
    def __get__(self, instance: None, owner: type[S]) -> DayFact[S]: ...
    @overload
    def __get__(self, instance: object, owner: type[S]) -> dt.date | None: ...
    def __get__(self, instance: object, owner: Any = None) -> Any:
        return self.bound if instance is None else None


@attrs.define
class TextField(Field):
    """The declaration of text."""

    kind: ClassVar[Any] = TextFact

    def on(self, owner: type[S], name: str) -> TextFact[S]:
        """Declare the fact on a subject of another package."""
        fact: TextFact[S] = self._extension(owner, name)
        return fact

    @overload
    def __get__(self, instance: None, owner: type[S]) -> TextFact[S]: ...
    @overload
    def __get__(self, instance: object, owner: type[S]) -> str | None: ...
    def __get__(self, instance: object, owner: Any = None) -> Any:
        return self.bound if instance is None else None


def money(
    words: Words, *headers: str, low: int = 0, high: int = 10**9, priced: bool = False
) -> NumberField[Money]:
    """Declare an amount of money, recorded in yuan to the fen.

    `low` and `high` bound it in whole yuan, both included.
    A `priced` amount is in the prices of the year that the record states.
    """
    return NumberField(
        text(words), headers, unit=Money, decimals=2, low=low * 100, high=high * 100, priced=priced
    )


def money_per_head(
    words: Words, *headers: str, low: int = 0, high: int = 10**9, priced: bool = False
) -> NumberField[MoneyPerHead]:
    """Declare an amount of money per head, recorded in yuan to the fen."""
    return NumberField(
        text(words),
        headers,
        unit=MoneyPerHead,
        decimals=2,
        low=low * 100,
        high=high * 100,
        priced=priced,
    )


def number(words: Words, *headers: str, low: int = 0, high: int = 10**9) -> NumberField[Count]:
    """Declare a count, `low` and `high` included."""
    return NumberField(text(words), headers, unit=Count, decimals=0, low=low, high=high)


def share(
    words: Words, *headers: str, decimals: int = 2, low: int = 0, high: int = 100
) -> NumberField[Share]:
    """Declare a share or a rate, recorded in percent from `low` to `high`, both included."""
    step = 10**decimals
    return NumberField(
        text(words), headers, unit=Share, decimals=decimals, low=low * step, high=high * step
    )


def points_of(
    words: Words, *headers: str, decimals: int = 2, low: int = 0, high: int = 1000
) -> NumberField[Points]:
    """Declare points of a score, from `low` to `high`, both included."""
    step = 10**decimals
    return NumberField(
        text(words), headers, unit=Points, decimals=decimals, low=low * step, high=high * step
    )


def area(words: Words, *headers: str, high: int = 10**9) -> NumberField[Area]:
    """Declare an area, recorded in square metres to two places."""
    return NumberField(text(words), headers, unit=Area, decimals=2, low=0, high=high * 100)


def months_of(words: Words, *headers: str, high: int = 1200) -> NumberField[Months]:
    """Declare a number of months, 0 to `high`, both included."""
    return NumberField(text(words), headers, unit=Months, decimals=0, low=0, high=high)


def years_of(words: Words, *headers: str, high: int = 150) -> NumberField[Years]:
    """Declare a number of years, 0 to `high`, both included."""
    return NumberField(text(words), headers, unit=Years, decimals=0, low=0, high=high)


def calendar_year(words: Words, *headers: str) -> NumberField[Year]:
    """Declare a calendar year, 1949 to 2100, both included."""
    return NumberField(text(words), headers, unit=Year, decimals=0, low=1949, high=2100)


def yes_no(words: Words, *headers: str) -> FlagField:
    """Declare a yes-or-no fact."""
    return FlagField(text(words), headers)


def word(words: Words, vocabulary: Vocabulary, *headers: str) -> WordField:
    """Declare a fact out of a vocabulary."""
    return WordField(text(words), headers, vocabulary=vocabulary)


def word_list(words: Words, vocabulary: Vocabulary, *headers: str) -> ListField:
    """Declare a fact that lists several words of a vocabulary."""
    return ListField(text(words), headers, vocabulary=vocabulary)


def recorded_day(words: Words, *headers: str, personal: bool = False) -> DayField:
    """Declare a recorded day."""
    return DayField(text(words), headers, personal)


def recorded_text(words: Words, *headers: str, personal: bool = False) -> TextField:
    """Declare text that no rule reads."""
    return TextField(text(words), headers, personal)
