"""Conditions put together: all of, any of, none of, cases, readings, and what the document leaves open."""

from typing import Any, Generic, TypeVar, overload

import attrs

from povertypolicy.citations import Citation
from povertypolicy.errors import BadRule
from povertypolicy.expr.base import Node
from povertypolicy.expr.numbers import AllOf, Condition, Line, Number, _same_unit, operand, unit_of
from povertypolicy.quantities import Unit
from povertypolicy.texts import Text, Words, text

S = TypeVar("S")
U = TypeVar("U", bound=Unit)
Then = TypeVar("Then")
Then_co = TypeVar("Then_co", covariant=True)


@attrs.frozen(eq=False, repr=False)
class AnyOf(Condition[S]):
    """At least one part holds; parts that do not apply are left out."""

    parts: tuple[Condition[Any], ...]


@attrs.frozen(eq=False, repr=False)
class NoneOf(Condition[S]):
    """No part holds; parts that do not apply are left out."""

    parts: tuple[Condition[Any], ...]


@attrs.frozen(eq=False, repr=False)
class ConditionCases(Condition[S]):
    """The condition of the first case that holds."""

    branches: tuple[tuple[Condition[Any], Condition[Any]], ...]
    otherwise: Condition[Any]


@attrs.frozen(eq=False, repr=False)
class NumberCases(Number[S, U]):
    """The number of the first case whose condition holds."""

    branches: tuple[tuple["Condition[Any]", Node], ...]
    otherwise: Node


@attrs.frozen(eq=False, repr=False)
class Readings(Condition[S]):
    """One clause read in several ways; the caller may choose, else they must agree."""

    name: str
    label: Text
    options: tuple[tuple[str, Text, Condition[Any]], ...]


@attrs.frozen(eq=False, repr=False)
class Open(Condition[Any]):
    """The document does not decide: always UNKNOWN, with the reason."""

    reason: Text


@attrs.frozen(eq=False, repr=False)
class NotApplicable(Condition[Any]):
    """The clause is not about this subject."""


@attrs.frozen(eq=False, repr=False)
class Undefined(Condition[S]):
    """A term that the document names and does not define: UNKNOWN until a definition is supplied."""

    term: str
    label: Text
    cite: Citation


NOT_APPLICABLE = NotApplicable()


def undetermined(reason: Words) -> Open:
    """What the document leaves open, with the reason: always UNKNOWN."""
    return Open(text(reason))


def undefined(term: str, label: Words, *, cite: Citation) -> "Undefined[Any]":
    """A term that a document only names; `Policy.define` can supply a definition."""
    return Undefined(term, text(label), cite)


def _parts(parts: tuple[object, ...], name: str) -> tuple[Condition[Any], ...]:
    wrong = [part for part in parts if not isinstance(part, Condition)]
    if not parts or wrong:
        got = type(wrong[0]).__name__ if wrong else "nothing"
        raise BadRule(
            zh=f"{name}(...) 需要条件，得到的是 {got}。",
            en=f"{name}(...) takes conditions, not {got}.",
        )
    return parts  # type: ignore[return-value] # every part was just seen to be a condition


def all_of(*parts: Condition[S]) -> Condition[S]:
    """Every part holds: NO as soon as one is NO, UNKNOWN while one is open."""
    return AllOf(_parts(parts, "all_of"))


def any_of(*parts: Condition[S]) -> Condition[S]:
    """At least one part holds."""
    return AnyOf(_parts(parts, "any_of"))


def none_of(*parts: Condition[S]) -> Condition[S]:
    """No part holds."""
    return NoneOf(_parts(parts, "none_of"))


def readings(name: str, label: Words, **options: tuple[Words, Condition[S]]) -> Condition[S]:
    """One clause read in several ways.

    Where the readings agree that is the outcome; where they differ, UNKNOWN naming them.
    A reading named in two clauses is one choice.
    """
    if len(options) < 2:  # noqa: PLR2004 - one reading is no choice
        raise BadRule(
            zh=f"释义“{name}”至少要有两种读法。",
            en=f'The reading "{name}" needs at least two options.',
        )
    return Readings(
        name,
        text(label),
        tuple((key, text(words), condition) for key, (words, condition) in options.items()),
    )


@attrs.frozen
class When(Generic[S, Then_co]):
    """One case: where `condition` holds, `then`."""

    condition: Condition[S]
    then: Then_co


def when(condition: Condition[S], then: Then) -> When[S, Then]:
    """One case of `cases`."""
    return When(condition, then)


@overload
def cases(*branches: When[S, Condition[S]], otherwise: Condition[S]) -> Condition[S]: ...
@overload
def cases(*branches: When[S, Line[S, U]], otherwise: Line[S, U]) -> Number[S, U]: ...
def cases(*branches: When[Any, Any], otherwise: Any) -> Any:
    """The first case whose condition holds; while a condition is unknown, the cases must agree.

    ``otherwise`` may be `NOT_APPLICABLE` or `undetermined(reason)` where conditions are chosen.

    Raises:
        BadRule: when conditions and numbers are mixed, or a case is about something else than a condition.
        UnitMismatch: when the numbers have different units.
    """
    conditions = _parts(tuple(branch.condition for branch in branches), "when")
    chosen = tuple(branch.then for branch in branches)
    if isinstance(otherwise, Condition):
        return ConditionCases(
            tuple(zip(conditions, _parts(chosen, "cases"), strict=True)), otherwise
        )
    if any(isinstance(then, Condition) for then in chosen):
        raise BadRule(
            zh="cases(...) 要么都选条件，要么都选数。",
            en="cases(...) chooses conditions or numbers, not both.",
        )
    last, numbers = operand(otherwise), tuple(map(operand, chosen))
    _same_unit(last, numbers)
    return NumberCases(unit_of(last), tuple(zip(conditions, numbers, strict=True)), last)
