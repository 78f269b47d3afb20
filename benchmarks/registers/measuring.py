"""Registers of several sizes: kernel against kernel, and from Arrow to Arrow."""

import gc
import time
from collections.abc import Callable
from typing import Any

import attrs
import bordering
import generating
import numpy_peer
import openfisca_peer
import ours
import polars_peer
from timing import Contender, Ratio, Timed

SIZES = (1_000, 100_000, 708_000)
BY_HAND, BY_SUMS, ARROW = "by hand", "by hand, running sums", "by hand, from Arrow"
OURS, TELLING, WHOLE = "ours", "ours, telling what is missing", "ours, from Arrow"
OPENFISCA, TWO = "OpenFisca-Core", "by hand, two threads"
PLAIN_POLARS, *_ = polars_peer.FORMS


@attrs.frozen
class Both:
    """What one contender took: by the clock, and in processor time of all its threads."""

    clock: Timed
    processor: Timed


@attrs.frozen
class Compared:
    """One contender against another; `ratio` is by the clock."""

    size: int
    what: str
    against: str
    milliseconds: float
    other_milliseconds: float
    ratio: Ratio
    processor: Ratio
    target: str = ""
    threads: int = 1

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where there is none.

        Where both have one thread, processor time tells: other programs take turns with this one.
        """
        if not self.target:
            return None
        bound, figure = self.target.split()
        middle = (self.processor if self.threads == 1 else self.ratio).middle
        return middle <= float(figure) if bound == "<=" else middle >= float(figure)


def alternate(contenders: list[Contender], rounds: int) -> dict[str, Both]:
    """Run every contender once a round, in turn; the collector waits. Figures are microseconds per item."""
    clock: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    processor: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    for contender in contenders:
        contender.batch()
    gc.collect()
    gc.disable()
    for _ in range(rounds):
        for contender in contenders:
            started, busy = time.perf_counter_ns(), time.process_time_ns()
            contender.batch()
            processor[contender.name].append(
                (time.process_time_ns() - busy) / contender.items / 1000
            )
            clock[contender.name].append(
                (time.perf_counter_ns() - started) / contender.items / 1000
            )
    gc.enable()
    return {
        name: Both(Timed(name, tuple(batches)), Timed(name, tuple(processor[name])))
        for name, batches in clock.items()
    }


def compare(size: int, one: Both, other: Both, target: str = "", *, threads: int = 1) -> Compared:
    """How many times as long `one` takes as `other`."""
    return Compared(
        size,
        one.clock.name,
        other.clock.name,
        one.clock.middle * size / 1000,
        other.clock.middle * size / 1000,
        Ratio.of(one.clock, other.clock),
        Ratio.of(one.processor, other.processor),
        target,
        threads,
    )


def measured(size: int, rounds: int) -> list[Compared]:
    """Measure one size of register; the targets are those of the province's and of the smallest."""
    register = _Register(size)
    fast = alternate(register.fast(), rounds)
    slow = alternate(register.slow(), max(5, rounds // 6))
    return [*_kernels(size, fast), *_by_hand(size, fast, slow), *_whole(size, fast, slow)]


def _kernels(size: int, fast: dict[str, Both]) -> list[Compared]:
    real = size == SIZES[-1]
    return [
        compare(size, fast[OURS], fast[BY_HAND], "<= 1.15" if real else ""),
        compare(size, fast[TELLING], fast[BY_HAND]),
        compare(size, fast[TWO], fast[BY_HAND], threads=2),
        compare(size, fast[BY_SUMS], fast[BY_HAND]),
    ]


def _by_hand(size: int, fast: dict[str, Both], slow: dict[str, Both]) -> list[Compared]:
    return [
        compare(size, fast[ARROW], fast[BY_HAND]),
        *(compare(size, fast[name], fast[ARROW], threads=2) for name in polars_peer.FORMS),
        compare(size, slow[OPENFISCA], slow[BY_HAND]),
    ]


def _whole(size: int, fast: dict[str, Both], slow: dict[str, Both]) -> list[Compared]:
    real, small = size == SIZES[-1], size == SIZES[0]
    of_kernel = "<= 1.3" if real else "<= 5" if small else ""
    of_polars = {PLAIN_POLARS: "<= 0.4"} if real else {}
    return [
        compare(size, fast[WHOLE], fast[BY_HAND], of_kernel, threads=2),
        compare(size, fast[WHOLE], fast[ARROW], threads=2),
        *(
            compare(size, fast[WHOLE], fast[name], of_polars.get(name, ""), threads=2)
            for name in polars_peer.FORMS
        ),
        compare(size, slow[OPENFISCA], slow[WHOLE], ">= 4" if real else "", threads=2),
    ]


class _Register:
    """A register in every form that a contender starts from."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.tables = generating.tables(size)
        households, persons = self.tables
        self.frame = bordering.with_record(bordering.frame(households, persons))
        self.peopled = openfisca_peer.peopled(households, persons)

    def fast(self) -> list[Contender]:
        """Kernels, and all that start from Arrow but OpenFisca."""
        frame = self.frame
        ours_, telling = ours.kernel(), ours.kernel(missing=True)
        contenders = {
            BY_HAND: lambda: numpy_peer.decide(frame),
            OURS: lambda: ours_(frame),
            BY_SUMS: lambda: numpy_peer.decide(frame, ables=numpy_peer.ables_by_sums),
            TELLING: lambda: telling(frame),
            TWO: lambda: numpy_peer.decide(frame, threads=2),
            ARROW: lambda: numpy_peer.arrow(*self.tables),
            WHOLE: self._of_tables(ours.whole()),
            **{name: self._of_tables(form) for name, form in polars_peer.FORMS.items()},
        }
        return self._contenders(contenders)

    def slow(self) -> list[Contender]:
        """OpenFisca, and those it is compared with; its rules are compiled before."""
        rules = openfisca_peer.system()
        contenders = {
            BY_HAND: lambda: numpy_peer.decide(self.frame),
            OPENFISCA: lambda: openfisca_peer.decide(rules, self.peopled, self.tables[1]),
            WHOLE: self._of_tables(ours.whole()),
        }
        return self._contenders(contenders)

    def _of_tables(self, form: Callable[..., Any]) -> Callable[[], Any]:
        return lambda: form(*self.tables)

    def _contenders(self, batches: dict[str, Callable[[], Any]]) -> list[Contender]:
        return [Contender(name, batch, self.size) for name, batch in batches.items()]
