"""Quantities with a unit: money, money per head, shares, counts, points, areas, times.

A quantity is exact: its value is a `fractions.Fraction` in the base step of the unit
(fen for money, 1 for shares and counts, square metres for areas).
A quantity with a citation is a `CitedQuantity`, and only those can stand in a rule.
"""

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar, overload

import attrs

from povertypolicy.citations import Citation
from povertypolicy.errors import NotANumber
from povertypolicy.texts import Language, Text

Exact: TypeAlias = int | str | Decimal | Fraction
"""An exact number as authors write it; floats are refused."""


class Unit:
    """Marker of a unit; never instantiated.

    `base` is how many base steps make one of the printed unit (100 fen make one yuan).
    """

    label: ClassVar[Text]
    base: ClassVar[int] = 1
    decimals: ClassVar[int] = 0
    grouped: ClassVar[bool] = True
    """Whether thousands are set apart when it is printed."""


class Money(Unit):
    """Money of a whole subject, in fen."""

    label = Text("元", "yuan")
    base = 100
    decimals = 2


class MoneyPerHead(Unit):
    """Money per head, in fen; never compares with `Money`."""

    label = Text("元/人", "yuan per head")
    base = 100
    decimals = 2


class Share(Unit):
    """A part of a whole, or a ratio; 1 is the whole. Printed in percent."""

    label = Text("%", "%")
    decimals = 2


class Count(Unit):
    """A number of persons, households or things."""

    label = Text("", "")


class Points(Unit):
    """Points of a score, such as the 7 points of an assessment."""

    label = Text("分", "points")
    decimals = 2


class Area(Unit):
    """An area in square metres."""

    label = Text("平方米", "m²")
    decimals = 2


class Years(Unit):
    """A number of years, such as an age in completed years."""

    label = Text("岁", "years")


class Months(Unit):
    """A number of months."""

    label = Text("个月", "months")


class Year(Unit):
    """A calendar year, such as 2016."""

    label = Text("年", "")
    grouped = False


U = TypeVar("U", bound=Unit)


def unit_words(unit: type[Unit]) -> Text:
    """What a number of a unit is called where one is wanted."""
    names: dict[type[Unit], Text] = {
        Count: Text("个数", "a count"),
        Share: Text("比例", "a share"),
        Year: Text("年份", "a calendar year"),
    }
    return names.get(unit, Text(f"以{unit.label.zh}计的数", f"a number of {unit.label.en}"))


def exact(value: Exact) -> Fraction:
    """Return `value` as a fraction, refusing floats and text that is no decimal number.

    Raises:
        NotANumber: for a float, a bool, or text that is not a plain decimal number.
    """
    if isinstance(value, bool | float) or not isinstance(value, int | str | Decimal | Fraction):
        raise NotANumber(value=type(value).__name__)
    try:
        return Fraction(Decimal(value)) if isinstance(value, str) else Fraction(value)
    except (InvalidOperation, ValueError, OverflowError):
        raise NotANumber(value=type(value).__name__) from None


@attrs.frozen
class Quantity(Generic[U]):
    """An exact number of a unit, with the year whose prices it is in where that matters.

    `value` is in base steps: ``yuan(4000).value == 400000``.
    """

    value: Fraction
    unit: type[U]
    prices_of: int | None = None

    def number(self) -> Fraction:
        """The number in the printed unit (yuan, not fen)."""
        return self.value / self.unit.base

    def plain(self) -> str:
        """The number in the printed unit as exact text: a decimal, or a fraction where it has no end."""
        return plain_number(self.number())

    def say(self, language: Language) -> str:
        """Return the quantity as a person writes it."""
        return amount(self.value, self.unit, language) + prices(self.prices_of, language)

    def __str__(self) -> str:
        return self.say("en")


@attrs.frozen
class CitedQuantity(Generic[U]):
    """A quantity together with the place of a document that prints it."""

    quantity: Quantity[U]
    cite: Citation


def plain_number(value: Fraction) -> str:
    """Write a number exactly: as a decimal where it ends, else as a fraction.

    >>> plain_number(Fraction(12726, 25)), plain_number(Fraction(1, 3))
    ('509.04', '1/3')
    """
    rest, places = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest != 1:
        return str(value)
    return str(Decimal(int(value * 10**places)).scaleb(-places)) if places else str(value)


def decimal_text(value: Fraction, decimals: int, base: int = 1) -> str:
    """Write `value / base` with `decimals` places, or up to two more: exactly where they suffice, else rounded and marked ≈."""
    for places in range(decimals, decimals + 3):
        shifted, rest = divmod(value.numerator * 10**places, value.denominator * base)
        if rest == 0:
            number = Decimal(shifted).scaleb(-places)
            return f"{number:,}"
    rounded = round(value / base, decimals + 2)
    return f"≈{Decimal(rounded.numerator) / rounded.denominator:,.{decimals + 2}f}"


def amount(value: Fraction, unit: type[Unit], language: Language) -> str:
    """Write a value given in base steps with its unit."""
    if unit is Share:
        return percent_text(value) + "%"
    number = decimal_text(value, unit.decimals, unit.base)
    number = number if unit.grouped else number.replace(",", "")
    label = unit.label.say(language)
    gap = "" if language == "zh" or not label else " "
    return f"{number}{gap}{label}"


def percent_text(value: Fraction) -> str:
    """Write a share in percent with as many places as it needs, up to four."""
    hundred = value * 100
    for places in range(5):
        if (hundred * 10**places).denominator == 1:
            return decimal_text(hundred, places)
    return decimal_text(hundred, 2)


def prices(year: int | None, language: Language) -> str:
    """Return the remark that names the price year, or nothing."""
    if year is None:
        return ""
    return f"（{year}年价格）" if language == "zh" else f" (prices of {year})"


def _quantity(
    value: Exact,
    unit: type[Any],
    prices_of: int | None,
    cite: Citation | None,
    scale: Fraction | int,
) -> Any:
    quantity: Quantity[Any] = Quantity(exact(value) * scale, unit, prices_of)
    return quantity if cite is None else CitedQuantity(quantity, cite)


@overload
def yuan(value: Exact, *, prices_of: int | None = None) -> Quantity[Money]: ...
@overload
def yuan(value: Exact, *, prices_of: int | None = None, cite: Citation) -> CitedQuantity[Money]: ...
def yuan(value: Exact, *, prices_of: int | None = None, cite: Citation | None = None) -> Any:
    """Money of a whole subject, in yuan.

    >>> yuan("12.50").value
    Fraction(1250, 1)
    """
    return _quantity(value, Money, prices_of, cite, 100)


@overload
def yuan_per_head(value: Exact, *, prices_of: int | None = None) -> Quantity[MoneyPerHead]: ...
@overload
def yuan_per_head(
    value: Exact, *, prices_of: int | None = None, cite: Citation
) -> CitedQuantity[MoneyPerHead]: ...
def yuan_per_head(
    value: Exact, *, prices_of: int | None = None, cite: Citation | None = None
) -> Any:
    """Money per head, in yuan."""
    return _quantity(value, MoneyPerHead, prices_of, cite, 100)


@overload
def percent(value: Exact) -> Quantity[Share]: ...
@overload
def percent(value: Exact, *, cite: Citation) -> CitedQuantity[Share]: ...
def percent(value: Exact, *, cite: Citation | None = None) -> Any:
    """A share, in percent.

    >>> percent(45).value
    Fraction(9, 20)
    """
    return _quantity(value, Share, None, cite, Fraction(1, 100))


@overload
def count(value: Exact) -> Quantity[Count]: ...
@overload
def count(value: Exact, *, cite: Citation) -> CitedQuantity[Count]: ...
def count(value: Exact, *, cite: Citation | None = None) -> Any:
    """A number of persons, households or things."""
    return _quantity(value, Count, None, cite, 1)


@overload
def points(value: Exact) -> Quantity[Points]: ...
@overload
def points(value: Exact, *, cite: Citation) -> CitedQuantity[Points]: ...
def points(value: Exact, *, cite: Citation | None = None) -> Any:
    """Points of a score.

    >>> points("84.05").say("en")
    '84.05 points'
    """
    return _quantity(value, Points, None, cite, 1)


@overload
def square_metres(value: Exact) -> Quantity[Area]: ...
@overload
def square_metres(value: Exact, *, cite: Citation) -> CitedQuantity[Area]: ...
def square_metres(value: Exact, *, cite: Citation | None = None) -> Any:
    """An area in square metres."""
    return _quantity(value, Area, None, cite, 1)


@overload
def years(value: Exact) -> Quantity[Years]: ...
@overload
def years(value: Exact, *, cite: Citation) -> CitedQuantity[Years]: ...
def years(value: Exact, *, cite: Citation | None = None) -> Any:
    """A number of years."""
    return _quantity(value, Years, None, cite, 1)


@overload
def months(value: Exact) -> Quantity[Months]: ...
@overload
def months(value: Exact, *, cite: Citation) -> CitedQuantity[Months]: ...
def months(value: Exact, *, cite: Citation | None = None) -> Any:
    """A number of months."""
    return _quantity(value, Months, None, cite, 1)


@overload
def year(value: Exact) -> Quantity[Year]: ...
@overload
def year(value: Exact, *, cite: Citation) -> CitedQuantity[Year]: ...
def year(value: Exact, *, cite: Citation | None = None) -> Any:
    """A calendar year.

    >>> year(2016).say("zh"), year(2016).say("en")
    ('2016年', '2016')
    """
    return _quantity(value, Year, None, cite, 1)


class Fen(int):
    """Money as a household's record holds it: whole fen, an `int` that prints as yuan.

    >>> Fen(900000)
    yuan('9000.00')
    """

    __slots__ = ()

    @property
    def yuan(self) -> Decimal:
        """The amount in yuan."""
        return Decimal(int(self)).scaleb(-2)

    def __repr__(self) -> str:
        return f"yuan('{self.yuan}')"

    def __str__(self) -> str:
        return f"{self.yuan:,}元"
