"""Invented households of Anhui as a frame: ten dated entries each, persons with a class of member. Nobody here exists.

Amounts are whole fen of 2017. 1 % of the flags, words, amounts and days are unknown, one entry in ten lies outside the
window; 0.2 % of the households stand exactly on the line, and of one in a thousand no person is recorded.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from povertypolicy import Household, IncomeEntry, Person
from povertypolicy.columns.data import Below, Column, Frame
from povertypolicy.columns.segments import Segments

LINE = 330_000
FIRST, LAST = 736_238, 736_602
"""1 October 2016 and 30 September 2017 as ordinals."""

ENTRIES = 10
ITEMISED, RESIDENT, OTHER = 1, 0, 13
"""Places in the vocabularies of `net_income_record` and `member_class`."""

WAGE, EXPENSE = 0, 4
UNKNOWN, ON_THE_LINE, OUTSIDE, EMPTY = 0.01, 0.002, 0.1, 0.001
MOST_PERSONS = 12
MEAN = 2.5
KINDS = (0.4, 0.2, 0.05, 0.15, 0.2)
CLASSES = (0.74, *(0.03,) * 5, *(0.01,) * 7, 0.04)
DROPOUTS = (0.985, 0.005, 0.01)
OF_PERSONS = {
    "same_dwelling": 0.8,
    "permanent_resident": 0.8,
    "shares_income_or_expense": 0.7,
    "qualifies_for_insurance": 0.98,
    "insured": 0.97,
}
OF_HOUSEHOLDS = {
    "income_stable": 0.95,
    "food_assured": 0.985,
    "buys_own_clothing": 0.99,
    "seasonal_clothing": 0.99,
    "daily_change_of_clothing": 0.99,
    "education_assured": 0.97,
    "medical_assured": 0.96,
    "housing_assured": 0.95,
    "assembly_accepts": 0.6,
    "comparison_flagged": 0.1,
}
SPENDING = ("illness_spending", "schooling_spending")

Draw = np.random.Generator
Ints = NDArray[np.int64]


def frame(count: int, seed: int = 2017) -> Frame:
    """Draw so many households with their persons and entries."""
    draw = np.random.default_rng(seed)
    sizes = np.clip(1 + draw.poisson(MEAN - 1, count), 1, MOST_PERSONS)
    on_the_line = draw.random(count) < ON_THE_LINE
    unlisted = (draw.random(count) < EMPTY) & ~on_the_line
    sizes[unlisted] = 0
    persons = Segments.of_sizes(sizes, unlisted if unlisted.any() else None)
    columns = {name: _flags(draw, count, likely) for name, likely in OF_HOUSEHOLDS.items()}
    columns |= {name: _amounts(draw, _spending(draw, count)) for name in SPENDING}
    columns["net_income_record"] = Column(np.full(count, ITEMISED, np.int16))
    below = {
        "persons": Below(_persons(draw, persons, on_the_line), persons),
        "entries": _entries(draw, sizes, on_the_line),
    }
    return Frame(Household, count, columns, below, years=2017)


def _persons(draw: Draw, segments: Segments, on_the_line: NDArray[np.bool_]) -> Frame:
    """Persons; those of households on the line live in the same dwelling for sure."""
    count = segments.rows
    classes = _words(draw, count, CLASSES)
    classes[segments.lift(on_the_line)] = RESIDENT
    columns = {name: _flags(draw, count, likely) for name, likely in OF_PERSONS.items()}
    columns["member_class"] = Column(classes)
    columns["dropout"] = Column(_words(draw, count, DROPOUTS))
    return Frame(Person, count, columns)


def _entries(draw: Draw, sizes: Ints, on_the_line: NDArray[np.bool_]) -> Below:
    """Ten entries of each household, on the line too where that is wanted."""
    shape = (len(sizes), ENTRIES)
    kinds = _words(draw, shape, KINDS)
    days, amounts = _days(draw, shape), _entry_amounts(draw, sizes)
    no_day, no_amount = draw.random((2, *shape)) < UNKNOWN
    rows = np.flatnonzero(on_the_line)
    kinds[rows] = np.maximum(kinds[rows], WAGE)
    no_day[rows] = no_amount[rows] = False
    _put_on_the_line(rows, sizes, kinds, days, amounts)
    columns = {
        "kind": Column(kinds.ravel()),
        "day": Column(days.ravel(), no_day.ravel()),
        "amount": Column(amounts.ravel(), no_amount.ravel()),
    }
    segments = Segments.of_sizes(np.full(len(sizes), ENTRIES))
    return Below(Frame(IncomeEntry, sizes.size * ENTRIES, columns), segments)


def _put_on_the_line(
    rows: Ints, sizes: Ints, kinds: NDArray[np.int16], days: Ints, amounts: Ints
) -> None:
    """Let the first entry of some households be the wage that brings them exactly to the line."""
    amounts[rows] //= 100
    kinds[rows, 0], days[rows, 0] = WAGE, FIRST
    signs = np.where(kinds[rows] == EXPENSE, -1, 1) * _inside(days[rows])
    others = (amounts[rows] * signs)[:, 1:].sum(axis=1)
    amounts[rows, 0] = LINE * sizes[rows] - others


def _inside(days: Ints) -> NDArray[np.bool_]:
    return (days >= FIRST) & (days <= LAST)


def _days(draw: Draw, shape: tuple[int, int]) -> Ints:
    """Days inside the window, its ends among them, and some in the two months before and after."""
    days = draw.integers(FIRST, LAST + 1, shape)
    before = draw.integers(FIRST - 60, FIRST, shape)
    after = draw.integers(LAST + 1, LAST + 61, shape)
    dice = draw.random(shape)
    days = np.where(dice < OUTSIDE / 2, before, days)
    return np.where(dice > 1 - OUTSIDE / 2, after, days)


def _entry_amounts(draw: Draw, sizes: Ints) -> Ints:
    """Amounts that come to a lognormal income per head, about as often under the line as over it."""
    year = np.exp(draw.normal(8.3, 0.5, len(sizes))) * sizes * 100
    parts = draw.uniform(0.2, 1.8, (len(sizes), ENTRIES)) / ENTRIES * 2
    return (year[:, np.newaxis] * parts).astype(np.int64)


def _spending(draw: Draw, count: int) -> Ints:
    return (np.exp(draw.normal(7, 1, count)) * 100).astype(np.int64)


def _amounts(draw: Draw, values: Ints) -> Column:
    return Column(values, draw.random(values.shape) < UNKNOWN)


def _flags(draw: Draw, count: int, likely: float) -> Column:
    codes = (draw.random(count) < likely).astype(np.uint8) * np.uint8(2)
    codes[draw.random(count) < UNKNOWN] = 1
    return Column(codes)


def _words(draw: Draw, shape: int | tuple[int, ...], shares: Sequence[float]) -> NDArray[np.int16]:
    words = np.searchsorted(np.cumsum(shares[:-1]), draw.random(shape), side="right")
    words[draw.random(shape) < UNKNOWN] = -1
    return words.astype(np.int16)
