"""Numbers, lines, and the conditions that compare them.

Words decide (`Number.below`, ...), operators compute (``+ - * /``).
The subject type variable is invariant, so that a condition about households never joins one about villages.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Literal, TypeAlias, TypeVar, overload

import attrs

from povertypolicy.citations import Citation
from povertypolicy.errors import Uncited, UnitMismatch
from povertypolicy.expr.base import Node
from povertypolicy.quantities import (
    CitedQuantity,
    Count,
    Money,
    MoneyPerHead,
    Quantity,
    Share,
    Unit,
)
from povertypolicy.texts import Text, Words, text

S = TypeVar("S")
U = TypeVar("U", bound=Unit)
V = TypeVar("V", bound=Unit)
Operator: TypeAlias = Literal["+", "-", "*", "/"]
Bound: TypeAlias = Literal["below", "at_most", "above", "at_least", "equals"]


@attrs.frozen(eq=False, repr=False)
class Number(Node, Generic[S, U]):
    """A number about a subject: a fact, an indicator, or arithmetic over them.

    Money compares with money, money per head with money per head; a line is a cited quantity,
    a parameter, or another number of the same subject.
    """

    unit: type[U]
    instead: ClassVar[str] = ".below(line), .at_most(line), .above(line) or .at_least(line)"

    def below(self, line: "Line[S, U]") -> "Condition[S]":
        """Less than `line`, which is excluded: 低于, 不足, 不满."""
        return compare("below", self, line)

    def at_most(self, line: "Line[S, U]") -> "Condition[S]":
        """At most `line`, which is included: 以下, 以内, 不超过."""
        return compare("at_most", self, line)

    def above(self, line: "Line[S, U]") -> "Condition[S]":
        """More than `line`, which is excluded: 超过, 高于."""
        return compare("above", self, line)

    def at_least(self, line: "Line[S, U]") -> "Condition[S]":
        """At least `line`, which is included: 以上, 不低于, 达到."""
        return compare("at_least", self, line)

    def equals(self, line: "Line[S, U]") -> "Condition[S]":
        """Exactly `line`."""
        return compare("equals", self, line)

    def between(self, low: "Line[S, U]", high: "Line[S, U]") -> "Condition[S]":
        """From `low` to `high`, both included."""
        return AllOf((compare("at_least", self, low), compare("at_most", self, high)))

    def at_prices_of(self, year: int) -> "Number[S, U]":
        """The number restated in the prices of `year`, by the price index that the caller supplies."""
        return Restated(self.unit, self, year)

    def __add__(self, other: "Line[S, U]") -> "Number[S, U]":
        added: Number[S, U] = _arithmetic("+", self, other)
        return added

    def __sub__(self, other: "Line[S, U]") -> "Number[S, U]":
        left: Number[S, U] = _arithmetic("-", self, other)
        return left

    @overload
    def __mul__(self, other: "Line[S, Share]") -> "Number[S, U]": ...
    @overload
    def __mul__(self: "Number[S, MoneyPerHead]", other: "Line[S, Count]") -> "Number[S, Money]": ...
    @overload
    def __mul__(self: "Number[S, Count]", other: "Line[S, MoneyPerHead]") -> "Number[S, Money]": ...
    @overload
    def __mul__(self: "Number[S, Share]", other: "Line[S, V]") -> "Number[S, V]": ...
    def __mul__(self, other: Any) -> Any:
        return _arithmetic("*", self, other)

    def __rmul__(self, other: "CitedQuantity[Share]") -> "Number[S, U]":
        product: Number[S, U] = _arithmetic("*", self, other)
        return product

    @overload
    def __truediv__(self, other: "Line[S, U]") -> "Number[S, Share]": ...
    @overload
    def __truediv__(
        self: "Number[S, Money]", other: "Line[S, Count]"
    ) -> "Number[S, MoneyPerHead]": ...
    def __truediv__(self, other: Any) -> Any:
        return _arithmetic("/", self, other)


@attrs.frozen(eq=False, repr=False)
class Constant(Node, Generic[U]):
    """A number about no subject in particular: a cited figure, a parameter, arithmetic over them."""

    unit: type[U]

    @overload
    def __mul__(self, other: "CitedQuantity[Share] | Constant[Share]") -> "Constant[U]": ...
    @overload
    def __mul__(self, other: "Number[S, Share]") -> "Number[S, U]": ...
    @overload
    def __mul__(
        self: "Constant[MoneyPerHead]", other: "Number[S, Count]"
    ) -> "Number[S, Money]": ...
    @overload
    def __mul__(self: "Constant[Share]", other: "Number[S, V]") -> "Number[S, V]": ...
    def __mul__(self, other: Any) -> Any:
        return _arithmetic("*", self, other)

    def __rmul__(self, other: "CitedQuantity[Share]") -> "Constant[U]":
        result: Constant[U] = _arithmetic("*", self, other)
        return result


Line: TypeAlias = Number[S, U] | Constant[U] | CitedQuantity[U]
"""What a number can be compared with."""


@attrs.frozen(eq=False, repr=False)
class Literal_(Constant[U]):  # noqa: N801 - `Literal` is a name of typing
    """A figure that stands in a document, with its citation."""

    quantity: Quantity[U]
    cite: Citation


@attrs.frozen(eq=False, repr=False)
class Arithmetic(Number[S, U]):
    """One of ``+ - * /`` over two numbers; a quotient is never rounded."""

    operator: Operator
    left: Node
    right: Node


@attrs.frozen(eq=False, repr=False)
class LineArithmetic(Constant[U]):
    """Arithmetic over figures and parameters alone."""

    operator: Operator
    left: Node
    right: Node


@attrs.frozen(eq=False, repr=False)
class Extreme(Number[S, U]):
    """The greatest or least of several numbers."""

    greatest: bool
    parts: tuple[Node, ...]


@attrs.frozen(eq=False, repr=False)
class Restated(Number[S, U]):
    """A number restated in the prices of another year."""

    number: Node
    year: int


@attrs.frozen(eq=False, repr=False)
class Indicator(Number[S, U]):
    """A number with a name: computed once, shown in every explanation, never dissolved."""

    label: Text
    number: Node


def operand(value: object) -> Node:
    """Return a node for what an author wrote as an operand.

    Raises:
        Uncited: for a bare number or a quantity without a citation.
    """
    if isinstance(value, Number | Constant):
        return value
    if isinstance(value, CitedQuantity):
        return Literal_(value.quantity.unit, value.quantity, value.cite)
    raise Uncited(
        value=value if isinstance(value, int | float | Quantity) else type(value).__name__
    )


def unit_of(node: Node) -> type[Unit]:
    """Return the unit of a number or line."""
    unit: type[Unit] = node.unit  # type: ignore[attr-defined] # operand() lets only numbers and lines through
    return unit


def _arithmetic(operator: Operator, left: object, right: object) -> Any:
    first, second = operand(left), operand(right)
    unit = _result_unit(operator, unit_of(first), unit_of(second))
    if isinstance(first, Constant) and isinstance(second, Constant):
        return LineArithmetic(unit, operator, first, second)
    return Arithmetic(unit, operator, first, second)


def _result_unit(operator: Operator, left: type[Unit], right: type[Unit]) -> type[Unit]:
    if operator in "+-" and left is right:
        return left
    if operator == "*":
        if right is Share:
            return left
        if left is Share:
            return right
        if {left, right} == {MoneyPerHead, Count}:
            return Money
    if operator == "/":
        if left is right:
            return Share
        if (left, right) == (Money, Count):
            return MoneyPerHead
    zh, en = {
        "+": ("相加", "added to"),
        "-": ("相减", "subtracted from"),
        "*": ("相乘", "multiplied by"),
    }.get(operator, ("相除", "divided by"))
    raise UnitMismatch(left=_name(left), right=_name(right), verb_zh=zh, verb_en=en)


def _name(unit: type[Unit]) -> str:
    return unit.__name__


def compare(bound: Bound, left: object, right: object) -> "Compare[Any]":
    """Return the comparison of two numbers of one unit.

    Raises:
        Uncited: when the line has no citation.
        UnitMismatch: when the units differ.
    """
    first, second = operand(left), operand(right)
    _same_unit(first, [second])
    return Compare(bound, first, second)


def _same_unit(first: Node, others: Sequence[Node]) -> None:
    for other in others:
        if unit_of(first) is not unit_of(other):
            raise UnitMismatch(
                left=_name(unit_of(first)),
                right=_name(unit_of(other)),
                verb_zh="比较",
                verb_en="compared with",
            )


def max_(first: Number[S, U], *others: Line[S, U]) -> Number[S, U]:
    """The greatest of several numbers of one unit."""
    return _extreme(first, others, greatest=True)


def min_(first: Number[S, U], *others: Line[S, U]) -> Number[S, U]:
    """The least of several numbers of one unit."""
    return _extreme(first, others, greatest=False)


def _extreme(first: Number[S, U], others: tuple[object, ...], *, greatest: bool) -> Number[S, U]:
    parts = (first, *map(operand, others))
    _same_unit(first, parts)
    return Extreme(first.unit, greatest, parts)


def indicator(words: Words, number: Number[S, U]) -> Number[S, U]:
    """Name a number, so that it is computed once and shown wherever it matters."""
    return Indicator(number.unit, text(words), number)


@attrs.frozen(eq=False, repr=False)
class Condition(Node, Generic[S]):
    """Something about a subject that holds, does not hold, or is not known."""


@attrs.frozen(eq=False, repr=False)
class Compare(Condition[S]):
    """Two numbers held against each other, by cross-multiplication and without rounding."""

    bound: Bound
    left: Node
    right: Node


@attrs.frozen(eq=False, repr=False)
class AllOf(Condition[S]):
    """Every part holds; parts that do not apply are left out."""

    parts: tuple[Condition[Any], ...]
