"""Alternating measurements: A B A B ... in one process, so that a busy machine slows all alike.

Processor time is measured, not the clock on the wall: other programs take turns with this one.
"""

import gc
import time
from collections.abc import Callable, Iterable
from statistics import median, quantiles

import attrs


@attrs.frozen
class Contender:
    """One way of doing the work: a function that does a batch, and how many items the batch has."""

    name: str
    batch: Callable[[], object]
    items: int


@attrs.frozen
class Timed:
    """Microseconds per item, one figure for each batch."""

    name: str
    batches: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The median batch."""
        return median(self.batches)

    @property
    def least(self) -> float:
        """The fastest batch."""
        return min(self.batches)


@attrs.frozen
class Ratio:
    """How many times as long one contender takes as another.

    `middle`, `low` and `high` are median and quartiles over batches that ran next to each other;
    `least` is that of the fastest batches.
    """

    middle: float
    least: float
    low: float
    high: float

    @classmethod
    def of(cls, one: Timed, other: Timed) -> "Ratio":
        """Compare two contenders of one run."""
        pairs = [a / b for a, b in zip(one.batches, other.batches, strict=True)]
        low, middle, high = quantiles(pairs, n=4)
        return cls(middle, one.least / other.least, low, high)


def alternate(contenders: Iterable[Contender], rounds: int) -> dict[str, Timed]:
    """Run every contender once a round, in turn, and return the times by name; the collector waits."""
    taking_part = list(contenders)
    times: dict[str, list[float]] = {contender.name: [] for contender in taking_part}
    for contender in taking_part:
        contender.batch()
    gc.collect()
    gc.disable()
    for _ in range(rounds):
        for contender in taking_part:
            times[contender.name].append(_batch(contender))
    gc.enable()
    return {name: Timed(name, tuple(batches)) for name, batches in times.items()}


def _batch(contender: Contender) -> float:
    """Microseconds per item of one batch."""
    started = time.process_time_ns()
    contender.batch()
    return (time.process_time_ns() - started) / contender.items / 1000
