"""The recorded status of a household beside what the rule says: what is found, for sure or perhaps.

What is found when everything is known (no other case is found; a household outside is in no rate):

==============  ==========  ====================================  =====================================
finding         among       found                                 outside
==============  ==========  ====================================  =====================================
missed          never       identification YES                    identification NOT_APPLICABLE
wrongly_listed  listed      identification NO, on these facts     either NOT_APPLICABLE, the other not
                            and on those of the listing           YES
wrongly_exited  exited      exit NO                               exit NOT_APPLICABLE
at_risk         exited      identification YES                    identification NOT_APPLICABLE
identified      everybody   identification YES                    identification NOT_APPLICABLE
==============  ==========  ====================================  =====================================

Where a status or an answer is unknown, every way in which it may turn out is looked at: what is found in all of them
is certain, what is found in some is possible. A rule that is not about a household says nothing against its record:
NOT_APPLICABLE is never a finding. All of this is read off one table of every combination.
"""

from collections.abc import Iterable
from functools import cache
from itertools import product
from math import prod
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from povertypolicy.columns.data import NO, NOT_APPLICABLE, UNKNOWN, YES
from povertypolicy.columns.kernel import FAULT
from povertypolicy.columns.segments import Codes, Flags
from povertypolicy.register.reconciling.findings import (
    AT_RISK,
    CERTAIN,
    CLASSES,
    FINDINGS,
    FINE,
    FOUND,
    MEASURES,
    MISSED,
    NONE,
    OUTSIDE,
    POSSIBLE,
    WRONGLY_EXITED,
    WRONGLY_LISTED,
)
from povertypolicy.register.reconciling.standings import ANY, CONTRADICTORY, EXITED, LISTED, NEVER

_SURE = (NO, YES, NOT_APPLICABLE)
_STANDING_CODES = tuple(range(ANY + 1))
_CODES = (NO, UNKNOWN, YES, NOT_APPLICABLE, FAULT)
SHAPE = (len(_STANDING_CODES), len(_CODES), len(_CODES), len(_CODES))
"""The axes of the table: standing, identification, exit, identification on the facts of the listing."""


COMBINATIONS = prod(SHAPE)


def judge(standing: int, identified: int, exits: int, listing: int) -> tuple[int, ...]:
    """Return for each of MEASURES whether a household is OUTSIDE, FINE or FOUND; everything is known.

    This is the reading itself: the table of this module.
    """
    both = YES if YES in (identified, listing) else max(identified, listing)
    return (
        _part(identified, YES, inside=standing == NEVER),
        _part(both, NO, inside=standing == LISTED),
        _part(exits, NO, inside=standing == EXITED),
        _part(identified, YES, inside=standing == EXITED),
        _part(identified, YES, inside=True),
    )


def _part(answer: int, against: int, *, inside: bool) -> int:
    if not inside or answer == NOT_APPLICABLE:
        return OUTSIDE
    return FOUND if answer == against else FINE


_May = tuple[tuple[int, ...], ...]
"""Which sure values each code of an axis may turn out to be."""


def _members() -> tuple[_May, ...]:
    """Which sure values each code may turn out to be, by axis."""
    standing = tuple(
        tuple(place for place in range(3) if bits >> place & 1) for bits in _STANDING_CODES
    )
    may = {UNKNOWN: (0, 1, 2), FAULT: ()}
    answer = tuple(may.get(code, (_SURE.index(code) if code in _SURE else -1,)) for code in _CODES)
    earlier = (*answer[:FAULT], (0, 1, 2))  # a fault in an earlier record leaves it open
    return standing, answer, answer, earlier


def _over(
    table: NDArray[np.uint8], axis: int, members: Iterable[tuple[int, ...]]
) -> NDArray[np.uint8]:
    """Join what a table says of the values that each code may be."""
    joined = [np.bitwise_or.reduce(table.take(may, axis), axis) for may in members]
    return np.stack(joined, axis)


@attrs.frozen(eq=False)
class Table:
    """What every combination of codes comes to, by its number.

    `options`: for each of MEASURES, what may become of a household. `classes` and `certainties`: places in CLASSES
    and CERTAINTIES. `matters`: for each axis, whether it is open and some finding hangs on it.
    """

    options: NDArray[np.uint8]
    classes: NDArray[np.uint8]
    certainties: NDArray[np.uint8]
    matters: Flags


@cache
def table() -> Table:
    """Return the table, made once."""
    sure = np.zeros((len(MEASURES), 3, 3, 3, 3), np.uint8)
    for standing, identified, exits, listing in product(range(3), repeat=4):
        told = judge(1 << standing, _SURE[identified], _SURE[exits], _SURE[listing])
        sure[:, standing, identified, exits, listing] = told
    members = _members()
    options: NDArray[Any] = sure
    for axis, may in enumerate(members, 1):
        options = _over(options, axis, may)
    options[-1, CONTRADICTORY] = options[-1, ANY]  # the incidence asks no status
    options = options.reshape(len(MEASURES), -1)
    classes, certainties = _classes(options[:-1])
    found = (sure[:-1] == FOUND).astype(np.uint8)
    matters = np.stack([_matters(found, axis, members) for axis in range(1, 5)])
    return Table(options, classes, certainties, matters)


def _classes(options: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    names = list(CLASSES)
    standing, identified, exits, _ = np.indices(SHAPE).reshape(4, -1)
    classes = np.where((options & FINE).any(0), 0, names.index("not_judged")).astype(np.uint8)
    certainties = np.zeros(len(classes), np.uint8)
    order = (WRONGLY_EXITED, AT_RISK, MISSED, WRONGLY_LISTED)
    for certainty in (POSSIBLE, CERTAIN):
        for finding in reversed(order):
            here = certainty_of(options[FINDINGS.index(finding)]) == certainty
            classes[here] = names.index(finding.id)
            certainties[here] = certainty
    for name, here in (
        ("contradictory", standing == CONTRADICTORY),
        ("fault", (identified == FAULT) | (exits == FAULT)),
    ):
        classes[here], certainties[here] = names.index(name), NONE
    return classes, certainties


def _matters(found: NDArray[np.uint8], axis: int, members: tuple[_May, ...]) -> Flags:
    """Whether a finding may change with what one axis turns out to be."""
    differs = []
    for may in members[axis - 1]:
        some = found.take(may, axis)
        first = some.take([0], axis) if may else some
        differs.append(
            (some != first).any(axis) if may else np.zeros_like(found.take(0, axis), np.bool_)
        )
    spread: NDArray[Any] = np.stack(differs, axis).astype(np.uint8)
    for other, others in enumerate(members, 1):
        if other != axis:
            spread = _over(spread, other, others)
    matters: Flags = spread.any(0).ravel()
    return matters


def certainty_of(options: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return NONE, POSSIBLE or CERTAIN for what may become of households."""
    return np.array([NONE] * 4 + [CERTAIN] + [POSSIBLE] * 3, np.uint8)[options]


def standing_of(number: NDArray[np.integer]) -> NDArray[np.integer]:
    """Return the status bits of combinations."""
    return number // (COMBINATIONS // SHAPE[0])


def numbers(standings: Codes, identified: Codes, exits: Codes, listing: Codes) -> NDArray[np.int16]:
    """Return the number of the combination of every row."""
    number = standings.astype(np.int16)
    for codes, count in zip((identified, exits, listing), SHAPE[1:], strict=True):
        number *= count
        number += codes
    return number
