"""Bringing rows together in Spark: all that belong to one another come to one bucket, and so to one worker."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs
import pyarrow as pa

from povertypolicy.register.columnar import Kind
from povertypolicy.register.keys import SPACE
from povertypolicy.register.spark.packing import BUCKET, ROWS, TABLE, Packing, looked_at, repeated
from povertypolicy.register.spark.planning import Plan
from povertypolicy.register.spark.working import job_of

KEY, OWN, LINK = "__key", "__own", "__link"

FEW = 5_000_000
"""Ids that the driver can hold."""

_PACKED = f"{BUCKET} int, {TABLE} int, {ROWS} binary"


@attrs.frozen(eq=False, slots=False)
class Moved:
    """The large tables of a plan; `frames` have their columns by place: ``c0``, ``c1``."""

    plan: Plan
    frames: Mapping[Kind, Any]
    buckets: int

    def answers(self, packed: bytes, schema: Any) -> Any:
        """Return the answers as a DataFrame, those about each bucket from one call."""
        first, *more = map(self._packed, self.plan.large)
        for frame in more:
            first = first.union(frame)
        return first.groupBy(BUCKET).applyInArrow(lambda rows: job_of(packed).answer(rows), schema)

    def repeated(self, kind: Kind, rows: int | None) -> Any | None:
        """Return the ids that stand more than once in a table of so many rows, as an Arrow array of text.

        Where they are few, the driver looks for them, which costs a third, and returns None where nothing is wrong.
        """
        ids = self.frames[kind].select(f"c{self._id(kind)}")
        if rows is not None and rows <= FEW:
            return looked_at(_column(ids))
        packing = Packing(0, (0,), 1, self.buckets, self._is_whole(kind, self._id(kind)))
        packed = _pack(ids, packing)
        return _column(packed.groupBy(BUCKET).applyInArrow(repeated, "id string"))

    def stated(self, kind: Kind) -> Any:
        """Return the distinct values of a column of price years, as an Arrow array."""
        return _column(self.frames[kind].select(f"c{self.plan.large[kind].prices}").distinct())

    def _packed(self, kind: Kind) -> Any:
        """Return the rows of a table packed by bucket."""
        plan, bound = self.plan, self.plan.large[kind]
        table, width = list(plan.large).index(kind), len(bound.schema)
        keys: tuple[int, ...]
        if kind is plan.first.kind:
            keys = (self._id(kind),)
        elif plan.parent(kind) is plan.first.kind:
            keys = bound.links(plan.first.kind)
        else:
            keys = (width,)
        packing = Packing(table, keys, width, self.buckets, self._numeric)
        return _pack(self._keyed(kind) if keys == (width,) else self.frames[kind], packing)

    def _keyed(self, kind: Kind) -> Any:
        """Return the rows of a table with the key of the row of the first table that they belong to."""
        f = functions()
        parent, frame = self.plan.parent(kind), self.frames[kind]
        if parent is self.plan.first.kind:
            return frame.withColumn(KEY, self._link(kind, parent))
        own = _text(f"c{self._id(parent)}").alias(OWN)
        holders = self._keyed(parent).select(own, KEY).dropDuplicates([OWN])
        columns = [*frame.columns, KEY]
        linked = frame.withColumn(LINK, self._link(kind, parent))
        return linked.join(holders, f.col(LINK) == f.col(OWN), "left").select(*columns)

    def _link(self, kind: Kind, parent: Kind) -> Any:
        """Return the ids of the subjects above; as they are, where one column names them."""
        places = self.plan.large[kind].links(parent)
        if self._numeric and parent is self.plan.first.kind:
            return functions().col(f"c{places[0]}")
        return functions().coalesce(*(_text(f"c{place}") for place in places))

    @cached_property
    def _numeric(self) -> bool:
        """Whether the keys of all large tables are whole numbers."""
        plan = self.plan
        first = plan.first.kind
        linked = [(b.kind, b.links(first)) for b in plan.below if b.links(first)]
        single = all(len(places) == 1 for _, places in linked)
        keys = [(first, self._id(first)), *((kind, places[0]) for kind, places in linked)]
        return single and all(self._is_whole(kind, place) for kind, place in keys)

    def _is_whole(self, kind: Kind, place: int) -> bool:
        return bool(pa.types.is_integer(self.plan.large[kind].schema.field(place).type))

    def _id(self, kind: Kind) -> int:
        place = self.plan.large[kind].id
        assert place is not None  # noqa: S101 - tables without are refused
        return place


def functions() -> Any:
    """Return the functions of Spark."""
    from pyspark.sql import functions as found  # noqa: PLC0415 - heavy, and only for those who have Spark

    return found


def _text(name: str) -> Any:
    """Return ids as they are compared."""
    f = functions()
    return f.nullif(f.btrim(f.col(name).cast("string"), f.lit(SPACE)), f.lit(""))


def _pack(frame: Any, packing: Packing) -> Any:
    return frame.mapInArrow(packing.pack, _PACKED)


def _column(frame: Any) -> Any:
    """Return the one column of a small frame."""
    return frame.toArrow().column(0).combine_chunks()
