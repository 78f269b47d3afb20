"""Adding up by keys, in whole numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povertypolicy.columns.segments import Ints

DENSE = 4
"""All keys up to the greatest are laid out when there are at most so many times as many as rows."""

EXACT = 2**53
"""Up to here whole numbers are exact in floating point, in which numpy adds fastest."""


def distinct(keys: Ints) -> tuple[Ints, Ints]:
    """Return the keys that occur, in order, and the place of every row among them; keys are not negative."""
    span = int(keys.max(initial=-1)) + 1
    if span > DENSE * len(keys):
        found, places = np.unique(keys, return_inverse=True)
        return found, places
    there = np.zeros(span, np.bool_)
    there[keys] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[keys]


def summed(
    first: NDArray[Any], second: NDArray[Any], *amounts: NDArray[Any], kinds: int | None = None
) -> Ints:
    """Return a row for every pair of keys that occurs, in order: both keys, then the sum of each of the amounts.

    Neither keys nor amounts are negative; the second key is less than `kinds`.
    """
    if kinds is None:
        kinds = int(second.max(initial=0)) + 1
    pairs, places = distinct(first.astype(np.int64) * kinds + second)
    sums = np.zeros((len(pairs), 2 + len(amounts)), np.int64)
    sums[:, 0], sums[:, 1] = np.divmod(pairs, kinds)
    for column, amount in enumerate(amounts, 2):
        sums[:, column] = _total(places, amount, len(pairs))
    return sums


def _total(places: Ints, amount: NDArray[Any], groups: int) -> Ints:
    if int(amount.sum()) < EXACT:
        return np.bincount(places, amount, groups).astype(np.int64)
    total = np.zeros(groups, np.int64)
    np.add.at(total, places, amount)
    return total


def kinds_of(columns: Sequence[Ints]) -> tuple[Ints, Ints]:
    """Return the rows that differ, as places of one of each kind, and how often each kind occurs."""
    kind = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        values, place = distinct(column)
        _, kind = distinct(kind * max(len(values), 1) + place)
    counts = np.bincount(kind)
    one = np.zeros(len(counts), np.int64)
    one[kind] = np.arange(len(kind))
    return one, counts
