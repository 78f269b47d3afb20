"""Rates that lie between two bounds."""

from collections.abc import Sequence
from fractions import Fraction

import attrs

from povertypolicy.register.reconciling.findings import FINE, FOUND
from povertypolicy.texts import Language

SETS = 8
"""How many sets there are of OUTSIDE, FINE and FOUND."""

_WITH_FINE = [number for number in range(SETS) if number & FINE]
_WITH_FOUND = [number for number in range(SETS) if number & FOUND]
_POSSIBLE = [number for number in _WITH_FOUND if number != FOUND]


@attrs.frozen
class Share:
    """A part of a whole as it was counted, not reduced; the whole is greater than 0."""

    numerator: int
    denominator: int

    @property
    def fraction(self) -> Fraction:
        """The exact share."""
        return Fraction(self.numerator, self.denominator)

    def hundredths(self, rounded: str) -> int:
        """Return hundredths of a percent, rounded ``down``, ``up`` or ``half-up``; for display only."""
        scaled = (
            2 * self.numerator * 10_000
            + {"down": 0, "half-up": 1, "up": 2}[rounded] * self.denominator
        )
        scaled -= rounded == "up"  # what is whole already stays
        return scaled // (2 * self.denominator)


@attrs.frozen
class Interval:
    """The least and the greatest that a rate may be, both included: it is one of those for each way the unknown may turn out.

    `low` and `high` are both None where nobody is in the rate, whatever turns out.
    """

    low: Share | None
    high: Share | None

    @property
    def sure(self) -> bool:
        """Whether it is one rate."""
        return (
            self.low is not None
            and self.high is not None
            and self.low.fraction == self.high.fraction
        )

    def percents(self) -> tuple[str, str]:
        """Return both bounds in percent with two decimals, for display: the lower rounded down, the upper up.

        Rounded so, they still hold the rate. One sure rate is rounded half up. Empty where there is none.
        """
        if self.low is None or self.high is None:
            return "", ""
        down, up = ("half-up", "half-up") if self.sure else ("down", "up")
        return _printed(self.low.hundredths(down)), _printed(self.high.hundredths(up))

    def say(self, language: Language) -> str:
        """Return the rate in words."""
        low, high = self.percents()
        if not low:
            return "无从计算" if language == "zh" else "not to be computed"
        if self.sure:
            return f"{low}%"
        return f"{low}%至{high}%" if language == "zh" else f"{low}% to {high}%"


def _printed(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"


def interval(counts: Sequence[int]) -> Interval:
    """Return the bounds of a rate from how many there are of each set of OUTSIDE, FINE and FOUND.

    The lower bound takes everybody who may be FINE as FINE and leaves out who may be OUTSIDE; the upper one takes
    everybody who may be FOUND as FOUND and leaves out the others if it may. Where that leaves nobody in the rate, every
    way that leaves somebody comes to the other bound.
    """
    sure = counts[FOUND]
    low = (sure, sure + sum(counts[number] for number in _WITH_FINE))
    found = sum(counts[number] for number in _WITH_FOUND)
    high = (found, found + counts[FINE])
    if not low[1]:
        low = high
    if not high[1]:
        high = low
    return Interval(Share(*low), Share(*high)) if low[1] else Interval(None, None)


@attrs.frozen
class Amount:
    """What was found of one measure: how many for sure, how many perhaps beside these, and the rate."""

    certain: int
    possible: int
    rate: Interval


def amount(counts: Sequence[int]) -> Amount:
    """Return what the counts of each set come to."""
    possible = sum(counts[number] for number in _POSSIBLE)
    return Amount(counts[FOUND], possible, interval(counts))
