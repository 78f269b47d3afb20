"""Whether ids stand in order, each greater than the one before, so that none can stand twice."""

from typing import Any

import attrs
import pyarrow as pa
import pyarrow.compute as pc

from povertypolicy.register.keys import Keys, read_keys


@attrs.define
class Order:
    """Looks at the ids of a table, batch after batch; without a `place` of its own there are none to look at."""

    place: int | None = None
    kept: bool = True
    last: Any = attrs.field(default=None, repr=False)

    def look(self, batch: Any) -> None:
        """Look at the next rows of the table."""
        if self.place is not None and self.kept:
            column = batch.column(self.place)
            self.next(column, read_keys(column))

    def next(self, column: Any, keys: Keys) -> None:
        """Look at the next ids: as they came, and as they were read."""
        if not len(keys) or not self.kept:
            return
        head = _value(keys, 0)
        after = self.last is None or (type(head) is type(self.last) and head > self.last)
        self.kept = keys.increasing and after and unpadded(column, keys)
        self.last = _value(keys, len(keys) - 1)


def unpadded(column: Any, keys: Keys) -> bool:
    """Whether ids that are texts were read as they came, so that they stand where the texts do."""
    if keys.numeric:
        return bool(pa.types.is_integer(column.type))
    texts = column.cast(pa.large_string())
    return bool(pc.all(pc.equal(texts, keys.values), min_count=0).as_py())


def _value(keys: Keys, row: int) -> Any:
    return keys.arrow[row].as_py() if not keys.numeric else int(keys.values[row])
