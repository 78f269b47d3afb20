"""Anhui's exit by hand in numpy: provincial line, net income of dated entries, on the library's segments and codes.

`signed` sums every entry once, with its sign; `by_kind` sums kind by kind, as the rule is written. Where a day or a kind
is unknown both find the least and the greatest income, where an amount is unknown none. An entry of unknown kind may
belong to each of the four sources, as in the library, whose bounds are those of the five sums together.
"""

from collections.abc import Callable

import attrs
import numpy as np
from anhui_drawing import EXPENSE, FIRST, LAST, LINE, OTHER
from numpy.typing import NDArray

from povertypolicy.columns.data import Below, Frame
from povertypolicy.columns.segments import Segments

CHUNK = 8192
"""Households at a time: their entries stay in the cache."""

SOURCES = 4
LAST_INCLUDED = 5
"""The last place of `member_class` of those who are counted whatever else is known."""

POVERTY = 1
"""The place of `poverty` in `dropout`."""

Codes = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


@attrs.frozen(eq=False)
class Told:
    """The exit, row by row: outcome, bits, the fen of income and of spending that would flip a comparison."""

    codes: Codes
    not_met: NDArray[np.uint16]
    unknown: NDArray[np.uint16]
    distance: Ints
    known: Flags
    spending: Ints
    spending_known: Flags

    @classmethod
    def of_size(cls, count: int) -> "Told":
        """Room for `count` rows."""
        kinds = np.uint8, np.uint16, np.uint16, np.int64, np.bool_, np.int64, np.bool_
        return cls(*(np.empty(count, kind) for kind in kinds))

    def part(self, start: int, stop: int) -> "Told":
        """Some rows, without copying."""
        return Told(*(values[start:stop] for values in attrs.astuple(self, recurse=False)))

    def differs(self, other: "Told") -> Flags:
        """Mark the rows that are not answered alike."""
        rows = np.zeros(len(self.codes), np.bool_)
        for one, two in zip(self.compared(), other.compared(), strict=True):
            rows |= one != two
        return rows

    def compared(self) -> tuple[NDArray[np.generic], ...]:
        """What is told of every row: distances are nothing where they are not known."""
        distances = self.distance * self.known, self.spending * self.spending_known
        return self.codes, self.not_met, self.unknown, self.known, self.spending_known, *distances


@attrs.frozen(eq=False)
class Income:
    """The least and the greatest net income of each household; neither is known where `lost`."""

    low: Ints
    high: Ints
    lost: Flags


Incomes = Callable[[Below], Income]


def decide(frame: Frame, incomes: Incomes, *, chunk: int = CHUNK) -> Told:
    """Return the exit of every household of a frame, chunk by chunk."""
    told = Told.of_size(len(frame))
    for start in range(0, len(frame), chunk):
        stop = min(start + chunk, len(frame))
        _decide(frame.part(start, stop), incomes, told.part(start, stop))
    return told


def _decide(frame: Frame, incomes: Incomes, told: Told) -> None:
    income = incomes(frame.below["entries"])
    counted = _counted(frame.below["persons"].frame)
    over = _over(income, counted, frame.below["persons"].segments, told)
    lead = _lead(frame, income, told)
    _conditions(frame, over, counted, lead, told)


# the income of a year


def _inside(entries: Frame) -> tuple[Flags, Flags]:
    """Which entries lie inside the window for sure, and of which the day is unknown."""
    day = entries.columns["day"]
    inside = (day.values >= FIRST) & (day.values <= LAST)
    if day.missing is None:
        return inside, np.zeros(len(day), np.bool_)
    return inside & ~day.missing, day.missing


def _lost(segments: Segments, may_count: Flags, missing: Flags | None) -> Flags:
    """Households with an unknown amount that may count."""
    if missing is None:
        return np.zeros(len(segments), np.bool_)
    return segments.any(may_count & missing)


def signed(below: Below) -> Income:
    """Every entry once, with its sign; then the few of which the day or the kind is unknown."""
    entries, segments = below.frame, below.segments
    kind, amount = entries.columns["kind"].values, entries.columns["amount"]
    inside, no_day = _inside(entries)
    no_kind = kind < 0
    doubtful = (inside & no_kind) | no_day
    known = (inside & ~no_kind).view(np.int8)
    signs = known - 2 * (known & (kind == EXPENSE))
    if amount.missing is not None:
        signs *= ~amount.missing
    total = segments.add(amount.values * signs)
    lost = _lost(segments, inside | no_day, amount.missing)
    rows = np.flatnonzero(doubtful)
    low, high = _ends(kind[rows], amount.values[rows])
    homes = np.searchsorted(segments.offsets, rows, side="right") - 1
    least, greatest = total.copy(), total
    np.add.at(least, homes, low)
    np.add.at(greatest, homes, high)
    return Income(least, greatest, lost)


def _ends(kinds: NDArray[np.int16], amounts: Ints) -> tuple[Ints, Ints]:
    """The least and the most that entries of unknown kind or day add; what a lost one adds does not matter."""
    no_kind, expense = kinds < 0, kinds == EXPENSE
    low = np.where(no_kind | expense, -amounts, 0)
    high = np.where(no_kind, SOURCES * amounts, np.where(expense, 0, amounts))
    return low, high


def by_kind(below: Below) -> Income:
    """Five sums of those that count for sure, five of those that may."""
    entries, segments = below.frame, below.segments
    kind, amount = entries.columns["kind"].values, entries.columns["amount"]
    inside, no_day = _inside(entries)
    may, no_kind = inside | no_day, kind < 0
    amounts = amount.values if amount.missing is None else amount.values * ~amount.missing
    sure: list[Ints] = []
    most: list[Ints] = []
    for place in range(SOURCES + 1):
        is_kind = kind == place
        sure.append(segments.add(amounts * (is_kind & inside)))
        most.append(segments.add(amounts * ((is_kind | no_kind) & may)))
    low = sure[0] + sure[1] + sure[2] + sure[3] - most[EXPENSE]
    high = most[0] + most[1] + most[2] + most[3] - sure[EXPENSE]
    return Income(low, high, _lost(segments, may, amount.missing))


# the members, and the line


def _counted(persons: Frame) -> Codes:
    """Who counts as a member: nearly all by their class, the others by dwelling and sharing."""
    columns = persons.columns
    words = columns["member_class"].values
    counted = (words.view(np.uint16) <= LAST_INCLUDED).view(np.uint8) << 1
    counted |= (words < 0).view(np.uint8)
    rows = np.flatnonzero(words == OTHER)
    resident, shares = (
        columns[name].values[rows] for name in ("permanent_resident", "shares_income_or_expense")
    )
    dwelling = columns["same_dwelling"].values[rows]
    counted[rows] = np.minimum(dwelling, np.maximum(resident, shares))
    return counted


def _over(income: Income, counted: Codes, segments: Segments, told: Told) -> Codes:
    """Whether income per head is over the line, and what is missing of it."""
    least = segments.count(counted == 2)
    most = least + segments.count(counted == 1)
    nothing = income.lost | (least == 0)
    if segments.unlisted is not None:
        nothing |= segments.unlisted
    worst = income.low > LINE * np.where(income.low >= 0, most, least)
    best = income.high > LINE * np.where(income.high >= 0, least, most)
    exact = (least == most) & (income.low == income.high)
    np.greater(exact, nothing, out=told.known)
    _flip(LINE * most - income.low, told.distance)
    return _between(worst, best, nothing)


def _between(worst: Flags, best: Flags, nothing: Flags) -> Codes:
    """Yes where even the worst is, no where not even the best is, else unknown."""
    codes = worst.view(np.uint8) + best.view(np.uint8)
    codes *= ~nothing
    codes += nothing.view(np.uint8)
    return codes


def _flip(room: Ints, distance: Ints) -> None:
    """Put the fen that it takes to be over what is so far away; on it, it takes one more."""
    np.add(room, room >= 0, out=distance)


def _lead(frame: Frame, income: Income, told: Told) -> Codes:
    """Whether spending on illness and schooling is over net income."""
    illness, schooling = (
        frame.columns[name] for name in ("illness_spending", "schooling_spending")
    )
    spending = illness.values + schooling.values
    nothing = income.lost.copy()
    for column in (illness, schooling):
        if column.missing is not None:
            nothing |= column.missing
    np.greater(income.low == income.high, nothing, out=told.spending_known)
    _flip(income.low - spending, told.spending)
    return _between(income.high < spending, income.low < spending, nothing)


# the conditions


def _conditions(frame: Frame, over: Codes, counted: Codes, lead: Codes, told: Told) -> None:
    """Put what is decided, and what was not met and unknown, bit by bit in reading order."""
    names = ("food_assured", "buys_own_clothing", "seasonal_clothing", "daily_change_of_clothing")
    worries = [frame.columns[name].values for name in names]
    no_worry = _all(worries)
    basics = _all([over, frame.columns["income_stable"].values, no_worry])
    housing = frame.columns["housing_assured"].values
    in_school, insured = _schooled(frame.below["persons"], counted), _insured(frame, counted)
    np.copyto(told.codes, _all([basics, housing, in_school, insured]))
    bits = [basics, no_worry, *worries, housing, in_school, insured, lead]
    for wanted, target in ((0, told.not_met), (1, told.unknown)):
        more = _marked(bits[8:], wanted).astype(np.uint16) << 8
        np.bitwise_or(more, _marked(bits[:8], wanted), out=target)


def _all(codes: list[Codes]) -> Codes:
    least = np.minimum(codes[0], codes[1])
    for more in codes[2:]:
        np.minimum(least, more, out=least)
    return least


def _marked(codes: list[Codes], wanted: int) -> Codes:
    """One bit for each of eight or fewer codes that are as wanted."""
    bits = (codes[0] == wanted).view(np.uint8)
    for place, more in enumerate(codes[1:], 1):
        bits |= (more == wanted).view(np.uint8) << np.uint8(place)
    return bits


def _schooled(below: Below, counted: Codes) -> Codes:
    """No member dropped out because of poverty."""
    words = below.frame.columns["dropout"].values
    out = (words == POVERTY).view(np.uint8) << 1
    out |= (words < 0).view(np.uint8)
    np.minimum(out, counted, out=out)
    return np.subtract(2, _told(below.segments, below.segments.greatest(out)))


def _insured(frame: Frame, counted: Codes) -> Codes:
    """All members who qualify are insured."""
    below = frame.below["persons"]
    columns = below.frame.columns
    needs = np.minimum(counted, columns["qualifies_for_insurance"].values)
    np.subtract(2, needs, out=needs)
    np.maximum(needs, columns["insured"].values, out=needs)
    return _told(below.segments, below.segments.least(needs))


def _told(segments: Segments, codes: Codes) -> Codes:
    """Unknown where the persons are not recorded."""
    if segments.unlisted is not None:
        codes[segments.unlisted] = 1
    return codes
