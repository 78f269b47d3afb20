"""Deciding every row of a register: chunks that fit the cache, one program for each price year.

One thread: the many short operations on a chunk would wait for each other in two, and two measured no faster.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from povertypolicy.columns.blaming import Legend, legend_of, missing_of
from povertypolicy.columns.data import UNKNOWN, Frame
from povertypolicy.columns.kernel import (
    BITS,
    FAULT,
    NOWHERE,
    WORD_FAULT,
    WORD_UNKNOWN,
    Answered,
    ClauseColumns,
    Distances,
    Kernel,
    Value,
    nowhere,
)
from povertypolicy.columns.planning import Told, Way
from povertypolicy.columns.segments import Flags, Ints
from povertypolicy.deciding.asking import Asked, Together
from povertypolicy.deciding.compiled import Batch, Compiled
from povertypolicy.provenance import ClauseInfo
from povertypolicy.subjects import Subject

CHUNK = 65_536
"""How many rows are decided at a time, with all the rows below them."""

Progress = Callable[[int, int], object]
"""Called with the number of rows done and the number of all."""


@attrs.frozen(eq=False)
class Answer:
    """What one clause says of every row, and what its bits and distances are about.

    `missing` tells, where the answer is unknown, which facts still matter: bit i is the i-th of `legend.facts`;
    `reasons` why else it is open: bit i is the i-th of `legend.reasons`. Both are empty where it was not asked.
    """

    name: str
    compiled: Compiled
    told: tuple[Told, ...]
    ways: tuple[Way, ...]
    legend: Legend
    answered: Answered
    missing: tuple[Ints, ...]
    reasons: tuple[Ints, ...]

    @property
    def info(self) -> ClauseInfo:
        """The clause."""
        about: ClauseInfo = self.compiled.node.info
        return about


def decide(
    together: Together,
    frame: Frame,
    *,
    names: tuple[str, ...] = (),
    good: Flags | None = None,
    missing: bool = True,
    chunk: int = CHUNK,
    progress: Progress | None = None,
    years: Iterable[Mapping[type[Any], int | None]] = (),
) -> tuple[Answer, ...]:
    """Ask clauses about every row of a frame; rows that are not `good` get the code of a fault.

    `names` are the names under which the clauses were asked. Without `missing` it is not told which facts an
    unknown answer still hangs on. The answers do not depend on `chunk`.
    `years` are price years by kind of subject which the bits and distances are made for although no row may have them,
    so that the parts of one register have the same.
    """
    run = _Run(
        together,
        frame,
        good,
        chunk=chunk,
        progress=progress,
        years=tuple(years),
        missing=missing,
    )
    return run.answers(names or tuple(clause.info.id for clause in together.clauses))


def kernels(together: Together) -> "Kernels":
    """Return the kernels of clauses, compiled once for each price year."""
    above = together.asked.above
    if Kernels not in above:
        above[Kernels] = Kernels(together.asked)
    found: Kernels = above[Kernels]
    return found


class Kernels:
    """The kernels of one question, by the price year of each kind of subject."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._known: dict[Any, Kernel] = {}
        self._legends: dict[tuple[Compiled, ...], Legend] = {}

    def legend(self, versions: tuple[ClauseColumns, ...]) -> Legend:
        """Return what the bits of a clause are about, over all its price years."""
        compiled = tuple(column.compiled for column in versions)
        if compiled not in self._legends:
            self._legends[compiled] = legend_of(compiled)
        return self._legends[compiled]

    def of(self, kind: type[Subject], prices: Mapping[type[Any], int | None]) -> Kernel:
        """Return the kernel for subjects of a kind in the prices of certain years."""
        key = (kind, frozenset(prices.items()))
        if key not in self._known:
            context = self.asked.context
            years = " ".join(str(year) for year in prices.values())
            name = f"{context.rules.name} {context.digest} {self.asked.name} {years}"
            batch = Batch(name, self.asked.nodes, kind, context.settings, dict(prices))
            self._known[key] = Kernel(batch)
        return self._known[key]


@attrs.frozen(eq=False)
class _Part:
    """One chunk: where it starts, its rows (None for all of them), the kernel that decides it."""

    start: int
    stop: int
    rows: Ints | None
    kernel: Kernel


class _Run:
    def __init__(
        self,
        together: Together,
        frame: Frame,
        good: Flags | None,
        *,
        chunk: int,
        progress: Progress | None,
        years: tuple[Mapping[type[Any], int | None], ...],
        missing: bool,
    ) -> None:
        self.frame = frame
        self.good = good
        self.kernels = kernels(together)
        self.progress = progress
        self.missing = missing
        self.chunk = chunk
        self.done = 0
        self.open: dict[tuple[Kernel, int], list[Ints]] = {}
        self.parts = list(self._parts(chunk, years))
        used = [self.kernels.of(frame.kind, prices) for prices in years]
        used = list(dict.fromkeys([*used, *(part.kernel for part in self.parts)]))
        self.clauses = used[0].batch.clauses
        self.frame = frame.only(used[0].read)
        self.sinks = tuple(
            _Sink(versions, self.kernels.legend(versions), frame.size, telling=missing)
            for versions in zip(*(kernel.columns for kernel in used), strict=True)
        )

    def _parts(
        self, chunk: int, years: tuple[Mapping[type[Any], int | None], ...]
    ) -> Iterator[_Part]:
        if self.frame.size:
            one = _one_year(self.frame)
        else:
            one = dict(years[0]) if years else {self.frame.kind: None}
        for start in range(0, max(self.frame.size, 1), chunk):
            stop = min(start + chunk, self.frame.size)
            if one is not None:
                yield _Part(start, stop, None, self.kernels.of(self.frame.kind, one))
                continue
            for rows, prices in _groups(self.frame.part(start, stop)):
                yield _Part(start, stop, rows, self.kernels.of(self.frame.kind, prices))

    def answers(self, names: tuple[str, ...]) -> tuple[Answer, ...]:
        """Decide all parts, then what the unknown answers hang on."""
        for part in self.parts:
            self._take(part, self._decide(part))
        for kernel, number, rows in self._questions():
            sink = self.sinks[number]
            sink.blame(rows, missing_of(kernel, number, sink.legend, self.frame.take(rows)))
        told = zip(self.sinks, names, self.clauses, strict=True)
        return tuple(sink.answer(name, clause, self.good) for sink, name, clause in told)

    def _decide(self, part: _Part) -> tuple[Answered, ...]:
        piece = self.frame.part(part.start, part.stop)
        return part.kernel.run(piece if part.rows is None else piece.take(part.rows))

    def _take(self, part: _Part, answered: tuple[Answered, ...]) -> None:
        places = slice(part.start, part.stop) if part.rows is None else part.rows + part.start
        told = zip(self.sinks, part.kernel.columns, answered, strict=True)
        for number, (sink, column, one) in enumerate(told):
            sink.put(places, column, one)
            rows = _open(one) if self.missing else None
            if rows is not None:
                where = (rows if part.rows is None else part.rows[rows]) + part.start
                self.open.setdefault((part.kernel, number), []).append(where)
        self._tell(part.stop - part.start if part.rows is None else len(part.rows))

    def _questions(self) -> Iterator[tuple[Kernel, int, Ints]]:
        """Yield the rows whose answer is unknown, by kernel and clause, some at a time."""
        for (kernel, number), found in self.open.items():
            rows = np.concatenate(found)
            for start in range(0, len(rows), self.chunk):
                yield kernel, number, rows[start : start + self.chunk]

    def _tell(self, size: int) -> None:
        self.done += size
        if self.progress is not None:
            self.progress(self.done, self.frame.size)


def _open(answered: Answered) -> Ints | None:
    """The rows whose answer is unknown, or None where there are none."""
    if answered.codes is not None:
        rows = np.flatnonzero(answered.codes == UNKNOWN)
    elif answered.words is not None:
        rows = np.flatnonzero(answered.words == WORD_UNKNOWN)
    else:
        assert answered.value is not None  # noqa: S101 - one of the three
        rows = np.flatnonzero(~answered.value.known)
    return rows if len(rows) else None


def _years(frame: Frame) -> tuple[list[type[Subject]], list[NDArray[np.int16]]]:
    """The kinds of subject that have a price year, and those of every row: 0 is not stated, -1 no subject at all."""
    kinds: list[type[Subject]] = [frame.kind]
    years = [np.broadcast_to(np.asarray(frame.years, np.int16), frame.size)]
    for kind, above in frame.above.items():
        of = np.broadcast_to(np.asarray(above.frame.years, np.int16), above.frame.size)
        taken = of[np.maximum(above.index, 0)] if above.frame.size else np.int16(0)
        kinds.append(kind)
        years.append(np.where(above.index < 0, np.int16(-1), taken))
    return kinds, years


def _one_year(frame: Frame) -> dict[type[Any], int | None] | None:
    """The price years by kind of subject where all rows have the same, else None."""
    if isinstance(frame.years, int) and not frame.above:
        return _prices([frame.kind], [frame.years])
    kinds, years = _years(frame)
    if not all((column == column[0]).all() for column in years):
        return None
    return _prices(kinds, [int(column[0]) for column in years])


def _groups(frame: Frame) -> Iterator[tuple[Ints, dict[type[Any], int | None]]]:
    """Yield the rows that have the same price years, and these years by kind of subject."""
    kinds, years = _years(frame)
    distinct, which = np.unique(np.stack(years, axis=1), axis=0, return_inverse=True)
    for number, combination in enumerate(distinct):
        rows = np.flatnonzero(which.ravel() == number)
        yield rows, _prices(kinds, [int(year) for year in combination])


def _prices(kinds: list[type[Subject]], years: list[int]) -> dict[type[Any], int | None]:
    """Price years by kind: 0 is not stated, -1 no subject at all."""
    return {kind: year or None for kind, year in zip(kinds, years, strict=True) if year >= 0}


class _Sink:
    """The answers of one clause, filled chunk by chunk. `versions` are that clause for each price year."""

    def __init__(
        self, versions: tuple[ClauseColumns, ...], legend: Legend, size: int, *, telling: bool
    ) -> None:
        self.telling = telling
        self.told = versions[0].told
        self.ways: list[Way] = []
        self.places = {column: self._places(column.ways) for column in versions}
        self.legend = legend
        self.size = size
        self.arrays: dict[str, NDArray[Any]] = {}
        # Where there is one version every row is written to, and memory need not be cleared.
        self.room = np.empty if len(versions) == 1 else np.zeros
        self.blamed: tuple[Ints, ...] = ()
        self.skipped: set[str] = set()

    def _places(self, ways: tuple[Way, ...]) -> tuple[int, ...]:
        """Where the distances of one version stand among those of all, which are added to where they are not there."""
        free = list(range(len(self.ways)))
        places = []
        for way in ways:
            place = next((i for i in free if self.ways[i].place == way.place), len(self.ways))
            if place == len(self.ways):
                self.ways.append(way)
            else:
                free.remove(place)
            places.append(place)
        return tuple(places)

    def put(self, rows: Any, column: ClauseColumns, answered: Answered) -> None:
        for name, values in _flat(answered, self.places[column]):
            held = self.arrays.get(name)
            if held is None and (values is NOWHERE.values or values is NOWHERE.known):
                self.skipped.add(name)
                continue
            if held is None:
                room = np.zeros if name in self.skipped else self.room
                held = self.arrays[name] = room(self.size, values.dtype)
            elif values.dtype == object and held.dtype != object:
                held = self.arrays[name] = held.astype(object)
            held[rows] = values

    def blame(self, rows: Ints, told: tuple[list[Ints], list[Ints]]) -> None:
        new = (*told[0], *told[1])
        if not self.blamed:
            self.blamed = tuple(np.zeros(self.size, np.int64) for _ in new)
        for held, bits in zip(self.blamed, new, strict=True):
            held[rows] = bits

    def answer(self, name: str, clause: Compiled, good: Flags | None) -> Answer:
        arrays = self.arrays
        words = range(-(-len(self.told) // BITS))
        bad = None if good is None or good.all() else ~good
        answered = Answered(
            arrays.get("codes"),
            arrays.get("words"),
            Value(arrays["numerator"], arrays["denominator"], arrays["known"])
            if "known" in arrays
            else None,
            tuple(arrays[f"not_met{i}"] for i in words),
            tuple(arrays[f"unknown{i}"] for i in words),
            tuple(self.distance(i) for i in range(len(self.ways))),
        )
        if bad is not None:
            _spoil(answered, bad)
            for bits in self.blamed:
                bits[bad] = 0
        facts, reasons = self.legend.fact_words, self.legend.reason_words
        blamed = self.blamed
        if self.telling and not blamed:
            blamed = (np.broadcast_to(np.int64(0), self.size),) * (facts + reasons)
        return Answer(
            name,
            clause,
            self.told,
            tuple(self.ways),
            self.legend,
            answered,
            blamed[:facts],
            blamed[facts:],
        )

    def distance(self, number: int) -> Distances:
        """The distances of one way; it may lead nowhere in any row."""
        values, known = (self.arrays.get(f"distance{number}{part}") for part in ("", "known"))
        if values is None or known is None:
            return nowhere(self.size)
        return Distances(values, known)


def _flat(answered: Answered, places: tuple[int, ...]) -> Iterator[tuple[str, NDArray[Any]]]:
    if answered.codes is not None:
        yield "codes", answered.codes
    if answered.words is not None:
        yield "words", answered.words
    if answered.value is not None:
        yield "numerator", answered.value.numerator
        yield "denominator", answered.value.denominator
        yield "known", answered.value.known
    for name, sets in (("not_met", answered.not_met), ("unknown", answered.unknown)):
        for number, bits in enumerate(sets):
            yield f"{name}{number}", bits
    for number, distance in zip(places, answered.distances, strict=True):
        yield f"distance{number}known", distance.known
        yield f"distance{number}", distance.values


def _spoil(answered: Answered, bad: Flags) -> None:
    """Mark rows that were not decided."""
    if answered.codes is not None:
        answered.codes[bad] = FAULT
    if answered.words is not None:
        answered.words[bad] = WORD_FAULT
    if answered.value is not None:
        answered.value.known[bad] = False
    for bits in (*answered.not_met, *answered.unknown):
        bits[bad] = 0
    for distance in (each for each in answered.distances if each.leads):
        distance.known[bad] = False
        distance.values[bad] = 0
