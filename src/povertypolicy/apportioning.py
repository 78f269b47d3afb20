"""Dividing a whole amount so that the parts add up."""

import math
from collections.abc import Sequence
from fractions import Fraction

from povertypolicy.errors import BadSetting
from povertypolicy.texts import Text

ROUNDING = Text("最大余数法，余数相同的在前者先得", "largest remainder, the first of equals first")
"""How the steps are given out that no part gets whole."""


def apportion(total: int, weights: Sequence[int | Fraction]) -> tuple[int, ...]:
    """Divide a whole number of steps by weights; the parts add up, and each is less than one step off its exact share.

    What does not divide goes, one step each, to the parts with the largest remainder; of equals the first comes first.

    >>> apportion(1501, [6, 3, 1])
    (901, 450, 150)

    Raises:
        BadSetting: when the amount or a weight is less than 0, or no weight is greater.
    """
    if total < 0 or any(weight < 0 for weight in weights) or not any(weights):
        raise BadSetting(
            setting="apportion",
            zh="金额和份额不得为负，且至少有一份大于零。",
            en="the amount and all weights are at least 0, and one weight is greater.",
        )
    scale = math.lcm(*(Fraction(weight).denominator for weight in weights))
    whole = [int(weight * scale) for weight in weights]
    every = sum(whole)
    shares = [divmod(total * weight, every) for weight in whole]
    left = total - sum(steps for steps, _ in shares)
    first = sorted(range(len(shares)), key=lambda place: (-shares[place][1], place))
    more = set(first[:left])
    return tuple(steps + (place in more) for place, (steps, _) in enumerate(shares))
