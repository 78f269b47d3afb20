"""What of a large table is spilled to disk: what is decided on, and of recorded text, such as names, only its faults."""

import re
from functools import cached_property
from typing import Any

import attrs
import numpy as np
import pyarrow as pa

from povertypolicy.columns.segments import Ints
from povertypolicy.expr.facts import Fact, TextFact
from povertypolicy.register.buffers import is_text
from povertypolicy.register.columnar import typed
from povertypolicy.register.headers import Binding
from povertypolicy.register.parts.rowgroups import Kind, Large
from povertypolicy.register.parts.slicing import Rows
from povertypolicy.register.sheets import Sheet

_DIGIT = re.compile(r"\d", re.ASCII)


@attrs.frozen(eq=False, slots=False)
class Spill:
    """A large table on its way to disk and back; `binding` says what its columns are.

    Columns that are passed over are left out. Of recorded text nothing is kept but cells that are faults, without
    their content: as a person reads the fault, so it comes back.
    """

    table: Large
    binding: Binding = attrs.field(repr=False)
    extensions: tuple[Fact, ...] = attrs.field(repr=False)

    @property
    def kind(self) -> Kind:
        """What the rows are about."""
        return self.table.kind

    @cached_property
    def schema(self) -> Any:
        """The columns on disk: those of the table that are kept, in their order, and the numbers of rows."""
        fields = [self.table.schema.field(place) for place in self._places]
        kept = [
            field.with_type(_blank_type(field.type)) if place in self._texts else field
            for place, field in zip(self._places, fields, strict=True)
        ]
        return pa.schema([*kept, pa.field("", pa.int64())])

    @cached_property
    def _places(self) -> list[int]:
        return sorted({*self.binding.keys, *self.binding.links})

    @cached_property
    def _texts(self) -> dict[int, str]:
        """The names of the recorded texts, by the places of their columns."""
        facts = {
            **self.kind.facts,
            **{fact.info.name: fact for fact in self.extensions if fact.info.owner is self.kind},
        }
        return {
            place: key
            for place, key in self.binding.keys.items()
            if isinstance(facts.get(key), TextFact)
        }

    def packed(self, batch: Any, numbers: Ints) -> Any:
        """Return rows of the table as they are written; `numbers` are their places in it, the first being 1."""
        columns = [
            self._faulty(batch.column(place), self._texts[place])
            if place in self._texts
            else batch.column(place)
            for place in self._places
        ]
        return pa.record_batch([*columns, pa.array(numbers)], schema=self.schema)

    def unpacked(self, whole: Any) -> Rows:
        """Return rows as they are to be read, where they were in the table; what was left out is missing."""
        *kept, numbers = whole.columns
        at = dict(zip(self._places, kept, strict=True))
        none = pa.chunked_array([pa.nulls(len(whole))])
        columns = [at.get(place, none) for place in range(len(self.table.schema))]
        rows: Ints = numbers.to_numpy()
        return Rows(pa.Table.from_arrays(columns, names=self.table.schema.names), rows)

    def _faulty(self, column: Any, key: str) -> Any:
        """Return a column of recorded text without any cell but those that are faults."""
        sheet = Sheet(self.table.label, (key,), (column,), range(len(column)))
        read = typed(sheet, self.kind, Binding({0: key}), self.extensions, None)
        faulty, blank = read.told.marked(), _blank_type(column.type)
        if not faulty.any():
            return pa.nulls(len(column), blank)
        kept = column.take(pa.array(np.arange(len(column)), mask=~faulty))
        if blank == column.type and not (is_text(blank) or _is_bytes(blank)):
            return kept
        return pa.array([_blank(cell) for cell in kept.to_pylist()], blank)


def _blank_type(kind: Any) -> Any:
    """Return the type of cells that make the same faults as those of a type, and can hold no words."""
    if pa.types.is_dictionary(kind):
        return _blank_type(kind.value_type)
    if pa.types.is_integer(kind):
        return pa.null()
    if _is_bytes(kind):
        return pa.binary()
    if pa.types.is_struct(kind):
        return pa.struct([])
    return pa.list_(pa.null()) if pa.types.is_nested(kind) else kind


def _is_bytes(kind: Any) -> bool:
    tests = (
        pa.types.is_binary,
        pa.types.is_large_binary,
        pa.types.is_fixed_size_binary,
        pa.types.is_binary_view,
    )
    return any(test(kind) for test in tests)


def _blank(value: Any) -> Any:
    """Return a value that makes the same fault: an id that was taken for a number keeps its form alone."""
    if isinstance(value, str):
        return _DIGIT.sub("9", value)
    return type(value)() if isinstance(value, bytes | list | tuple | dict) else value
