"""Running through the parts of a register: several at a time, noting which are done."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import Event, Lock
from typing import Any

import attrs
import numpy as np
import pyarrow as pa

from povertypolicy.columns.data import Above, Frame
from povertypolicy.columns.deciding import Progress, decide
from povertypolicy.columns.segments import Flags
from povertypolicy.deciding.asking import Together
from povertypolicy.register.parts.cutting import Part, cut
from povertypolicy.register.parts.folders import SPILL, clear
from povertypolicy.register.parts.manifest import AS_GIVEN, PARTITIONED, Done, Manifest
from povertypolicy.register.parts.ordering import Order
from povertypolicy.register.parts.partitioning import Buckets, buckets_of, partition
from povertypolicy.register.parts.repeats import find_repeats
from povertypolicy.register.parts.results import Decided, Legend, unlike, write_part
from povertypolicy.register.parts.rowgroups import Kind, ascending
from povertypolicy.register.parts.slicing import OutOfOrderError, Slice, slices
from povertypolicy.register.parts.spilling import Spill
from povertypolicy.register.parts.tables import PartTables
from povertypolicy.register.parts.years import Prices, years_of
from povertypolicy.register.registers import Register
from povertypolicy.register.results import Result


class _IdsOutOfOrderError(Exception):
    """Ids of a table below do not stand in order, so that some may stand twice in different parts."""


class StoppedError(Exception):
    """Another part has failed, or the caller was interrupted."""


@attrs.define(eq=False)
class Run:
    """One run over a register.

    `asked` are the clauses, with the names under which they were asked and the digest of the policy; `resumed` is how
    many parts an earlier run had left done.
    """

    tables: PartTables
    asked: tuple[Together, tuple[str, ...], str]
    manifest: Manifest
    threads: int
    progress: Progress | None
    years: tuple[Prices, ...] = ()
    stop: Event = attrs.field(factory=Event)
    lock: Any = attrs.field(factory=Lock)
    finished: int = 0
    resumed: int = 0

    def all(self) -> None:
        """Decide all parts that are not done.

        When parts as given turn out not to hold whole households, tables are partitioned; when ids turn out not to be
        in order, those that stand twice are looked for. Either way everything is decided again.
        """
        while True:
            try:
                self.through(self.way())
            except _IdsOutOfOrderError:
                self.again(self.manifest.way, self.tables.ids)
            except OutOfOrderError:
                self.again(PARTITIONED, ())
            else:
                return

    def way(self) -> "_AsGiven | _Spilled":
        """Return the parts."""
        tables = self.tables
        if self.manifest.way == AS_GIVEN:
            parts = cut(tables.first, tables.below.values())
            if parts is not None:
                self.doubt(
                    kind for kind, at in tables.ids.items() if not ascending(tables.below[kind], at)
                )
                return _AsGiven(tables, parts)
            self.again(PARTITIONED, ())
        return _Spilled(self.buckets())

    def doubt(self, kinds: Iterable[Kind]) -> None:
        """Note tables whose ids may stand twice in different parts."""
        names = {*self.manifest.doubtful, *(kind.__name__ for kind in kinds)}
        self.manifest.doubtful = sorted(names)

    def again(self, way: str, doubtful: Iterable[Kind]) -> None:
        """Forget the parts that were done."""
        manifest = self.manifest
        manifest.way, manifest.ready, manifest.parts, manifest.legend = way, False, 0, None
        self.doubt(doubtful)
        manifest.done.clear()
        manifest.write()
        clear(manifest.folder)

    def buckets(self) -> Buckets:
        """Return the buckets, partitioning anew unless an earlier run has left those that are needed."""
        tables = self.tables
        spills = [
            Spill(table, tables.bindings[table.kind], tables.extensions) for table in tables.large
        ]
        buckets = buckets_of(self.manifest.folder / SPILL, spills)
        if not (self.manifest.ready and buckets.there(n - 1 for n in self.manifest.open)):
            self.doubt(partition(buckets, self.tables.ids))
            self.manifest.ready, self.manifest.parts = True, buckets.count
            self.manifest.write()
        return buckets

    def repeats(self) -> None:
        """Look for ids that stand twice, in the tables where they may."""
        for kind, place in self.tables.ids.items():
            if kind.__name__ in self.manifest.doubtful and kind not in self.tables.repeats:
                found = find_repeats(self.tables.below[kind], place, self.manifest.folder)
                self.tables.repeats[kind] = found

    def through(self, way: "_AsGiven | _Spilled") -> None:
        """Decide the parts that are not done."""
        manifest = self.manifest
        manifest.parts = way.count
        waiting = manifest.open
        self.resumed = manifest.parts - len(waiting)
        manifest.write()
        if waiting:
            self.years = years_of(self.tables)
            self.repeats()
        self.finished = manifest.counts["rows"]
        self.stop.clear()
        workers = max(1, min(self.threads, len(waiting)))
        running: dict[Future[tuple[Done, Legend | None]], int] = {}
        with ThreadPoolExecutor(workers) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) < workers:
                        number = waiting.pop(0)
                        running[pool.submit(self.part, way, number)] = number
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        number = running.pop(future)
                        self.note(number, *future.result())
                        way.forget(number)
            except BaseException:
                self.stop.set()
                raise
        way.end()

    def note(self, number: int, done: Done, legend: Legend | None) -> None:
        """Note that a part is done."""
        manifest = self.manifest
        if legend is not None:
            if manifest.legend not in (None, legend):
                raise unlike()
            manifest.legend = legend
        manifest.done[number] = done
        manifest.write()

    def part(self, way: "_AsGiven | _Spilled", number: int) -> tuple[Done, Legend | None]:
        """Decide one part."""
        orders = {kind: Order() for kind in self.tables.ids if kind not in self.tables.repeats}

        def decided() -> Iterator[Decided]:
            for rows in way.slices(number):
                if self.stop.is_set():
                    raise StoppedError
                register = self.tables.register(rows)
                if way.in_order:
                    _look(register, orders)
                yield self.decide(register), self.tables.faults(register)
                self.tell(len(register))

        try:
            return write_part(self.manifest.folder, number, decided)
        finally:
            pa.default_memory_pool().release_unused()

    def decide(self, register: Register) -> Result:
        """Decide some rows."""
        together, names, policy = self.asked
        frame, good = calm(register.frame, register.good), register.good
        answers = decide(together, frame, names=names, good=good, years=self.years)
        return Result(policy, names, answers, register.given, register.rows, good, register.back)

    def tell(self, rows: int) -> None:
        """Tell how far the run is."""
        if self.progress is not None:
            with self.lock:
                self.finished += rows
                self.progress(self.finished, self.tables.rows)


@attrs.frozen(eq=False)
class _AsGiven:
    """The parts of the input."""

    tables: PartTables
    parts: tuple[Part, ...]
    in_order = True

    @property
    def count(self) -> int:
        return len(self.parts)

    def slices(self, number: int) -> Iterator[Slice]:
        return slices(self.parts[number - 1], self.tables.first, self.tables.below)

    def forget(self, number: int) -> None:
        """Do nothing: the input stays."""

    def end(self) -> None:
        """Do nothing."""


@attrs.frozen(eq=False)
class _Spilled:
    """Buckets on disk, each in one slice."""

    buckets: Buckets
    in_order = False

    @property
    def count(self) -> int:
        return self.buckets.count

    def slices(self, number: int) -> Iterator[Slice]:
        yield self.buckets.rows(number - 1)

    def forget(self, number: int) -> None:
        self.buckets.remove(number - 1)

    def end(self) -> None:
        shutil.rmtree(self.buckets.folder, ignore_errors=True)


def _look(register: Register, orders: Mapping[Kind, Order]) -> None:
    """Make sure that the ids of tables go on in order, which row groups have promised."""
    for kind, order in orders.items():
        table = register.linked.joined.tables[kind]
        if table.ids is not None:
            order.next(table.given, table.ids)
        if not order.kept:
            raise _IdsOutOfOrderError


def calm(frame: Frame, good: Flags) -> Frame:
    """Let rows that are not decided have the price years of one that is: they ask for no program of their own."""
    places = np.flatnonzero(good)
    if not len(places) or len(places) == len(good):
        return frame
    one = places[0]
    years = frame.years
    if not isinstance(years, int):
        years = np.where(good, years, years[one])
    above: Mapping[Any, Above] = {
        kind: attrs.evolve(holders, index=np.where(good, holders.index, holders.index[one]))
        for kind, holders in frame.above.items()
    }
    return attrs.evolve(frame, years=years, above=above)
