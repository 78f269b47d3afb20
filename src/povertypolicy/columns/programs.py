"""Printed programs: the source, what it calls in 64 bits and in Python integers, and how it is compiled."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import numpy as np

from povertypolicy.columns import arithmetic
from povertypolicy.columns.segments import Segments
from povertypolicy.columns.views import View
from povertypolicy.lowering.ops import Block

NOT_APPLICABLE_WORD = -2
"""The place of no word at all; -1 is a word that is not known."""

_NAME = re.compile(r"\b[a-z]+\d+\w*\b")

Run = Callable[[View], Any]


@attrs.frozen(eq=False)
class Printed:
    """The source, what it calls, the words by the place that stands for them, the kinds of values, the numbers of tables."""

    source: str
    environment: dict[str, Any]
    words: tuple[str, ...]
    kinds: Mapping[int, str]
    tables: Mapping[Block, int]


def compiled_program(name: str, printed: Printed, replaced: Mapping[str, Any]) -> Run:
    """Return ``run`` of a program, some of what it calls replaced."""
    space = {**printed.environment, **replaced}
    exec(compile(printed.source, f"<povertypolicy columns: {name}>", "exec"), space)  # noqa: S102 - printed from frozen data
    run: Run = space["run"]
    return run


def freed(lines: list[tuple[str, str]], returned: str) -> list[tuple[str, str]]:
    """Delete every variable after the line that reads it last."""
    last: dict[str, int] = {}
    for number, (line, made) in enumerate(lines):
        for name in made.split():
            last[name] = number
        for name in _NAME.findall(line):
            if name in last:
                last[name] = number
    kept = set(_NAME.findall(returned))
    done: dict[int, list[str]] = {}
    for name, number in last.items():
        if name not in kept:
            done.setdefault(number, []).append(name)
    freed = []
    for number, (line, made) in enumerate(lines):
        gone = done.get(number)
        freed.append((f"{line}; del {', '.join(gone)}" if gone else line, made))
    return freed


def recoding(places: list[int]) -> Any:
    """The table that turns places of one vocabulary into those of the program."""
    return np.array([*places, NOT_APPLICABLE_WORD, -1], np.int16)


def lifted(segments: Segments, values: Any) -> Any:
    """Give every row the value of its group; what is the same everywhere stays as it is."""
    return segments.lift(values) if np.ndim(values) else values


def lifted_mask(segments: Segments, mask: Any) -> Any:
    """The same of a mask, which may be None."""
    return None if mask is None else lifted(segments, mask)


def into(fold: Any, target: Any, codes: Any) -> Any:
    """Fold codes into an array that nobody else holds; codes that are the same in every row are no array."""
    return fold(target, codes, out=target if np.ndim(target) else None)


def above(segments: Segments, *masks: Any) -> Any:
    """Where a row of each group is marked in one of several masks."""
    mask = arithmetic.either(*masks)
    return None if mask is None else segments.any(np.broadcast_to(mask, segments.rows))


_CALLED = (
    "age agree agree_codes choose choose_codes choose_words compared count covers either every greater guard_codes"
    " large least_flip lesser recoded said said_one size some total unmet wide_product wide_sum wide_total"
)
ENVIRONMENT: dict[str, Any] = {
    **{name: getattr(arithmetic, name) for name in _CALLED.split()},
    "lifted": lifted,
    "lifted_mask": lifted_mask,
    "above": above,
    "into": into,
    "logical_not": np.logical_not,
    "minimum": np.minimum,
    "maximum": np.maximum,
    "ALL": np.True_,
    "NO": np.uint8(0),
    "OPEN": np.uint8(1),
    "YES": np.uint8(2),
}
"""What the printed source calls."""

EXACTLY: dict[str, Any] = {
    **dict.fromkeys(("wide_product", "wide_sum", "wide_total"), arithmetic.no_mask),
    **{
        name: arithmetic.exactly(getattr(arithmetic, name))
        for name in ("agree", "choose", "count", "size", "total")
    },
    **{
        name: arithmetic.plainly(getattr(arithmetic, name))
        for name in ("age", "greater", "least_flip", "lesser")
    },
    "large": arithmetic.unbounded,
}
"""What replaces it where numbers are Python integers."""
