"""The rules by hand in numpy: as fast as we can write them, on the same segments, codes and masks as ours.

`decide` starts from a frame, whose codes and masks are prepared; `arrow` from the caller's tables.
Amounts are whole fen, unknown is the middle of 0, 1, 2, and all is done in chunks of whole households
that stay in the processor's cache, in room that is used again.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import bordering
import numpy as np
import pyarrow as pa
from answers import ON_ALLOWANCE, REACHES, Answered, Answers
from households import ASSURED, ENTRY, EXIT, SOURCES
from numpy.typing import NDArray

from povertypolicy.columns.data import Frame
from povertypolicy.columns.segments import Segments

CHUNK = 65_536
BY_SOURCE, ABLE, MISSING = 0, 0, -1
"""Places in the vocabularies of `income_record` and `labour_capacity`; and no word."""

Codes = NDArray[np.uint8]
Ables = Callable[[Segments, NDArray[np.int16]], Codes]
"""Says of every household whether a member is able to work, from the members' words."""


def ables(segments: Segments, words: NDArray[np.int16]) -> Codes:
    """By the segments' own primitive."""
    codes = (words == ABLE).view(np.uint8) << 1
    codes |= (words == MISSING).view(np.uint8)
    return segments.greatest(codes)


def ables_by_sums(segments: Segments, words: NDArray[np.int16]) -> Codes:
    """Without it: differences of one running sum of 16 bits, which may wrap around.

    A household has 64 persons at most, so one able member outweighs all that are unknown.
    """
    weights = np.multiply(words == ABLE, 65, dtype=np.uint16)
    weights += (words == MISSING).view(np.uint8)
    running = np.zeros(len(words) + 1, np.uint16)
    np.add.accumulate(weights, out=running[1:])
    ends = running.take(segments.offsets)
    sums = ends[1:] - ends[:-1]
    codes = (sums >= 65).view(np.uint8)
    codes += (sums > 0).view(np.uint8)
    return codes


class Room:
    """Arrays for one chunk, used again for every chunk."""

    def __init__(self, rows: int) -> None:
        self.net = np.empty(rows, np.int64)
        self.missing, self.flags = np.empty((2, rows), np.bool_)
        self.reaches, self.assured, self.route, self.spare = np.empty((4, rows), np.uint8)

    def first(self, rows: int) -> "Room":
        """The room for a chunk of fewer rows."""
        part = object.__new__(Room)
        vars(part).update({name: values[:rows] for name, values in vars(self).items()})
        return part


def decide(frame: Frame, *, chunk: int = CHUNK, threads: int = 1, ables: Ables = ables) -> Answers:
    """Return the answers for every household of a frame, chunk by chunk."""
    answers = Answered.of_size(len(frame)), Answered.of_size(len(frame))
    starts = range(0, len(frame), chunk)

    def some(mine: range) -> None:
        room = Room(min(chunk, len(frame)))
        for start in mine:
            stop = min(start + chunk, len(frame))
            identified, leaves = (answered.part(start, stop) for answered in answers)
            _decide(frame.part(start, stop), room.first(stop - start), ables, identified, leaves)

    if threads == 1:
        some(starts)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(some, [starts[i::threads] for i in range(threads)]))
    return answers


def _decide(frame: Frame, room: Room, ables: Ables, identified: Answered, leaves: Answered) -> None:
    persons = frame.below["persons"]
    able = ables(persons.segments, persons.frame.columns["labour_capacity"].values)
    if persons.segments.unlisted is not None:
        able |= persons.segments.unlisted.view(np.uint8)  # they have no rows, so it was 0
    _incomes(frame, persons.segments, room)
    for line, answered in ((ENTRY, identified), (EXIT, leaves)):
        _below(line, persons.segments, room, answered)
    np.equal(identified.codes, 0, out=identified.not_met.view(np.bool_))
    np.equal(identified.codes, 1, out=identified.unknown.view(np.bool_))
    np.subtract(2, leaves.codes, out=room.reaches)
    _exit(frame, able, room, leaves)


def _incomes(frame: Frame, segments: Segments, room: Room) -> None:
    """Put the net incomes into `net`, and where they or the household's size say nothing into `missing`."""
    amounts = [frame.columns[name] for name in SOURCES]
    expense = frame.columns["production_expense"]
    np.add(amounts[0].values, amounts[1].values, out=room.net)
    room.net += amounts[2].values
    room.net += amounts[3].values
    room.net -= expense.values
    np.equal(segments.sizes, 0, out=room.missing)
    for column in (*amounts, expense):
        if column.missing is not None:
            room.missing |= column.missing
    if "income_record" in frame.columns:  # no income per head is recorded in this register
        room.missing |= frame.columns["income_record"].values != BY_SOURCE


def _below(line: int, segments: Segments, room: Room, answered: Answered) -> None:
    """Compare the income with a line per head: `codes` say whether it is below, and by how much."""
    distance, codes = answered.distance, answered.codes
    np.multiply(segments.sizes, line, out=distance)
    distance -= room.net
    np.less_equal(distance, 0, out=room.flags)
    distance -= room.flags
    np.logical_not(room.missing, out=answered.known)
    np.subtract(1, room.flags.view(np.uint8), out=codes)
    codes += codes
    codes *= answered.known.view(np.uint8)
    codes += room.missing.view(np.uint8)


def _exit(frame: Frame, able: Codes, room: Room, leaves: Answered) -> None:
    """The assurances, and the route that able members choose: while unknown, what both ways agree on."""
    reaches, assured, route, spare = room.reaches, room.assured, room.route, room.spare
    first, second, *more = (frame.columns[name].values for name in ASSURED)
    np.minimum(first, second, out=assured)
    for codes in more:
        np.minimum(assured, codes, out=assured)
    meets = frame.columns["meets_allowance_policy"].values
    allowance = frame.columns["on_allowance"].values
    np.right_shift(meets, 1, out=spare)
    np.multiply(allowance, spare, out=route)
    spare ^= 1
    route += spare  # the allowance where the policy is met, else undetermined
    np.maximum(route, np.minimum(reaches, able, out=spare), out=route)
    np.subtract(2, able, out=spare)
    np.minimum(route, np.maximum(reaches, spare, out=spare), out=route)
    np.minimum(assured, route, out=leaves.codes)
    to_income = (able != 0).view(np.uint8) * np.uint8(REACHES)
    to_allowance = ((able != 2) & (meets != 0)).view(np.uint8) * np.uint8(ON_ALLOWANCE)
    for code, bits in ((0, leaves.not_met), (1, leaves.unknown)):
        np.equal(assured, code, out=bits.view(np.bool_))
        for told, reached in ((reaches, to_income), (allowance, to_allowance)):
            np.add(bits, np.multiply(np.equal(told, code), reached, out=spare), out=bits)


def arrow(households: pa.Table, persons: pa.Table, *, threads: int = 1) -> pa.Table:
    """Return a table of answers from tables."""
    answers = decide(bordering.frame(households, persons), threads=threads, ables=ables_by_sums)
    return bordering.table(households["id"], answers)
