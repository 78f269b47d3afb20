"""What the printed source calls: Kleene logic on codes, numbers with masks, the least change that flips a comparison.

A code is 0 no, 1 unknown, 2 yes: *and* is the least, *or* the greatest, *not* is two less the code.
A mask is None where nothing is missing.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povertypolicy.columns.merging import BACK
from povertypolicy.columns.segments import Codes, Flags, Segments
from povertypolicy.columns.views import Number

Mask = Flags | None
WIDE = 2.0**62
"""Beyond this magnitude a number may not fit into 64 bits: such rows are decided in Python integers."""


def either(*masks: Mask) -> Mask:
    """Where one of several is missing."""
    given = [mask for mask in masks if mask is not None]
    if len(given) < 2:  # noqa: PLR2004 - nothing to unite
        return given[0] if given else None
    found: Flags = given[0] | given[1]
    for mask in given[2:]:
        found = np.logical_or(found, mask, out=found if np.ndim(found) else None)
    return found


def compared(answer: Any, missing: Mask = None) -> Codes:
    """Codes of a comparison; unknown where a side is missing. `answer` is taken over."""
    if missing is not None:
        if not np.ndim(missing):
            return compared(answer) if not missing else np.uint8(1)  # type: ignore[return-value] # the same everywhere
        if np.shape(answer) != np.shape(missing):
            answer = np.broadcast_to(answer, missing.shape).copy()
        np.greater(answer, missing, out=answer)
    codes: Codes = np.asarray(answer, np.bool_).view(np.uint8)
    codes = np.add(codes, codes, out=codes if codes.ndim else None)
    if missing is not None:
        codes |= missing.view(np.uint8)
    return codes


def said(words: NDArray[np.int16], place: int) -> Codes:
    """Whether words are a certain one."""
    return _worded(words == place, words)


def said_one(words: NDArray[np.int16], places: tuple[int, ...]) -> Codes:
    """Whether words are one of several."""
    answer = words == -3  # noqa: PLR2004 - no word at all: nothing is one of none
    for place in places:
        answer |= words == place
    return _worded(answer, words)


def _worded(answer: Flags, words: NDArray[np.int16]) -> Codes:
    if not np.ndim(words):
        return compared(answer, words < 0)
    codes: Codes = answer.view(np.uint8)
    codes += codes
    codes |= (words < 0).view(np.uint8)
    return codes


def covers(sets: NDArray[np.int64], wanted: int, missing: Mask) -> Codes:
    """Whether bit sets hold all wanted bits."""
    return compared((sets & wanted) == wanted, missing)


def recoded(words: NDArray[np.int16], table: NDArray[np.int16]) -> NDArray[np.int16]:
    """Words numbered otherwise; the last two entries of `table` are for not applicable and unknown."""
    return table[words]


# choices


def choose_codes(condition: Any, then: Any, otherwise: Any) -> Codes:
    """One of two codes; what both agree on while the condition is unknown."""
    if not np.ndim(condition):
        if condition != 1:
            same: Codes = np.asarray(then if condition else otherwise, np.uint8)
            return same
        return agree_codes(then, otherwise)
    # of three cheap operations one is dear where a side is a single number
    then, otherwise = (
        side if np.ndim(side) else np.full(len(condition), side, np.uint8)
        for side in (then, otherwise)
    )
    chosen: Codes = np.minimum(condition, then)
    other = np.subtract(2, condition)
    np.minimum(other, otherwise, out=other)
    np.maximum(chosen, other, out=chosen)
    np.minimum(then, otherwise, out=other)
    np.maximum(chosen, other, out=chosen)
    return chosen


def choose_words(condition: Codes, then: Any, otherwise: Any) -> NDArray[np.int16]:
    """One of two words; what both agree on while the condition is unknown."""
    chosen = np.where(condition == 2, then, otherwise).astype(np.int16, copy=False)  # noqa: PLR2004 - yes
    return np.where((condition == 1) & np.not_equal(then, otherwise), np.int16(-1), chosen)


def choose(
    mode: str, condition: Codes, then: Number, otherwise: Number, unknown: Number | None = None
) -> Number:
    """One of two numbers; while the condition is unknown, what `mode` says, or `unknown` if given."""
    if condition.size:
        if condition.min() == 2:  # noqa: PLR2004 - yes everywhere
            return then
        if condition.max() == 0:
            return otherwise
    yes, open_ = condition == 2, condition == 1  # noqa: PLR2004 - yes
    (a, ma), (b, mb) = then, otherwise
    values: Any = np.where(yes, a, b)
    missing = None
    if ma is not None or mb is not None:
        missing = np.where(yes, _mask(ma), _mask(mb))
    if not np.any(open_):
        return values, missing
    if unknown is not None:
        c, mc = unknown
        missing = either(missing, mc)
        if missing is not None:
            missing = np.where(open_, _mask(mc), np.where(yes, _mask(ma), _mask(mb)))
        return np.where(open_, c, values), missing
    if mode == "exact":
        apart: Any = np.not_equal(a, b)
    else:
        values = np.where(open_, np.minimum(a, b) if mode == "low" else np.maximum(a, b), values)
        apart = np.False_
    lost = open_ & (apart | _mask(ma) | _mask(mb))
    return values, lost if missing is None else missing | lost


def _mask(mask: Mask) -> Any:
    return np.False_ if mask is None else mask


def agree_codes(*codes: Codes) -> Codes:
    """The code that all have, else unknown."""
    low, high = np.minimum(codes[0], codes[1]), np.maximum(codes[0], codes[1])
    for other in codes[2:]:
        low, high = np.minimum(low, other), np.maximum(high, other)
    return np.where(low == high, low, np.uint8(1))


def agree(*numbers: Number) -> Number:
    """The number that all are, else missing."""
    first, missing = numbers[0][0], either(*(mask for _, mask in numbers))
    for other, _ in numbers[1:]:
        apart = np.not_equal(first, other)
        missing = apart if missing is None else missing | apart
    return first, missing


def guard_codes(condition: Codes, codes: Codes) -> Codes:
    """Codes where a condition holds, else unknown."""
    met = condition >> 1
    told: Codes = codes * met
    met ^= 1
    told |= met
    return told


def unmet(condition: Codes) -> Mask:
    """Where a condition does not hold for certain; None where it holds everywhere."""
    refused = condition != 2  # noqa: PLR2004 - yes
    return refused if refused.any() else None


# groups


def some(segments: Segments, codes: Codes) -> Codes:
    """Whether one row of each group holds."""
    return _listed(segments, segments.greatest(_all_rows(segments, codes)))


def every(segments: Segments, codes: Codes) -> Codes:
    """Whether every row of each group holds."""
    return _listed(segments, segments.least(_all_rows(segments, codes)))


def _listed(segments: Segments, codes: Codes) -> Codes:
    if segments.unlisted is not None:
        codes[segments.unlisted] = 1
    return codes


def _all_rows(segments: Segments, values: Any) -> Any:
    return values if np.ndim(values) else np.full(segments.rows, values)


def count(segments: Segments, mode: str, meant: Codes) -> Number:
    """How many rows of each group are meant; with `mode` high those that may be are counted too."""
    meant = _all_rows(segments, meant)
    marked = meant != 0 if mode == "high" else meant == 2  # noqa: PLR2004 - yes
    return segments.count(marked), segments.unlisted


def size(segments: Segments) -> Number:
    """How many rows each group has."""
    return segments.sizes, segments.unlisted


def total(segments: Segments, mode: str, meant: Any, term: Number) -> Number:
    """A sum over the rows of each group that are meant; an end of a bounded sum takes the worst of those that may be."""
    values, missing = (_all_rows(segments, part) for part in (term[0], _mask(term[1])))
    lost = None
    if meant is not None:
        meant = _all_rows(segments, meant)
        missing = missing & (meant != 0)
        worst = {"low": np.minimum, "high": np.maximum}.get(mode)
        doubtful = 0 if worst is None else np.where(meant == 1, worst(values, 0), 0)
        values = np.where(meant == 2, values, doubtful)  # noqa: PLR2004 - yes
    if missing.any():
        values = np.where(missing, 0, values)
        lost = segments.any(missing)
    return segments.add(values), either(lost, segments.unlisted)


# days and distances


def lesser(first: Any, second: Any) -> Any:
    """The lesser of two numbers."""
    return np.minimum(first, second)


def greater(first: Any, second: Any) -> Any:
    """The greater of two numbers."""
    return np.maximum(first, second)


def age(born: NDArray[np.int64], on: int) -> Any:
    """Completed years between days given as ordinals; who is born on 29 February completes them on 1 March."""
    birth, birthday = _calendar(np.asarray(born))
    day, anniversary = _calendar(np.asarray(on))
    return day - birth - (anniversary < birthday)


def _calendar(ordinals: NDArray[Any]) -> tuple[Any, Any]:
    """The years of days, and a number that orders the days within a year."""
    days = (ordinals.astype(np.int64) - 719_163).view("M8[D]")
    months, years = days.astype("M8[M]"), days.astype("M8[Y]")
    within = (months - years).astype(np.int64) * 32 + (days - months).astype(np.int64)
    return years.astype(np.int64) + 1970, within


def least_flip(left: Any, right: Any, step: Any, bound: str) -> Any:
    """The least change, in steps each worth `step` on the left, that flips ``left <bound> right``; 0 where a step is.

    It is greater than 0 where it takes more, less than 0 where it takes less.
    """
    back = bound in BACK
    room = right - left
    crossed = room <= 0 if back else room >= 0
    none = np.equal(step, 0)
    step = np.where(none, 1, step)
    room = -(-room // step) if back else room // step
    room = room - crossed if back else room + crossed
    return np.where(none, 0, whole(room))


# what might overflow


def wide_product(first: Any, second: Any) -> Any:
    """Where a product may not fit into 64 bits."""
    if _most(first) * _most(second) <= WIDE:
        return None
    return np.abs(np.asarray(first, float)) * np.abs(np.asarray(second, float)) > WIDE


def wide_sum(factors: tuple[float, ...], plus: float, terms: tuple[Any, ...]) -> Any:
    """Where a sum of multiples may not fit into 64 bits."""
    if sum(f * _most(t) for f, t in zip(factors, terms, strict=True)) + plus <= WIDE:
        return None
    size: Any = plus
    for factor, term in zip(factors, terms, strict=True):
        size = size + factor * np.abs(np.asarray(term, float))
    return size > WIDE


def wide_total(segments: Segments, term: Number) -> Any:
    """Where a sum over rows may not fit into 64 bits."""
    values = _all_rows(segments, term[0])
    if _most(values) * float(segments.sizes.max(initial=0)) <= WIDE:
        return None
    return segments.total(np.abs(values.astype(float))) > WIDE


def _most(values: Any) -> float:
    values = np.asarray(values)
    if not values.size:
        return 0.0
    return max(-float(values.min()), float(values.max()))


def large(figure: int) -> Any:
    """Refuse a figure that may not fit into 64 bits, which Numpy would cut off in silence."""
    raise OverflowError(figure)


def same_ratio(first: tuple[Any, Any], second: tuple[Any, Any]) -> Flags:
    """Whether two fractions, whose halves are arrays, are equal."""
    (a, b), (c, d) = first, second
    if max(_most(a) * _most(d), _most(b) * _most(c)) > WIDE:
        a, b = a.astype(object), b.astype(object)
    return np.asarray(a * d == b * c, np.bool_)


def whole(value: Any) -> NDArray[Any]:
    """Numbers as they are, in 64 bits or as Python integers."""
    array = np.asarray(value)
    return np.asarray(value, object) if array.dtype.kind == "u" else array


def narrowed(values: NDArray[Any]) -> NDArray[Any]:
    """Python integers in 64 bits, if they all fit."""
    if values.dtype == object and np.all((values >= -(2**63)) & (values < 2**63)):
        return values.astype(np.int64)
    return values


# the same in Python integers


def no_mask(*_: Any) -> Mask:
    """Nothing overflows: the numbers are Python integers."""
    return None


def unbounded(value: Any) -> NDArray[Any]:
    """Numbers as Python integers."""
    return np.asarray(value).astype(object)


def exactly(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of numbers, each given and returned with its mask, for Python integers."""

    def run(*args: Any) -> Number:
        values, missing = function(
            *((unbounded(arg[0]), arg[1]) if isinstance(arg, tuple) else arg for arg in args)
        )
        return unbounded(values), missing

    return run


def plainly(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of plain numbers for Python integers; words and days of its arguments stay as they are."""

    def run(*args: Any) -> NDArray[Any]:
        return unbounded(
            function(*(arg if isinstance(arg, str) else unbounded(arg) for arg in args))
        )

    return run
