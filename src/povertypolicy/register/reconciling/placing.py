"""Where the rows of a register stand: in which village or county, by the ids that tables name."""

from typing import Any

import numpy as np
import pyarrow as pa

from povertypolicy.errors import BadSetting
from povertypolicy.register.columnar import Kind, Typed
from povertypolicy.register.headers import id_headers
from povertypolicy.register.joining_columns import JoinedColumns
from povertypolicy.register.reconciling.groups import Grouping
from povertypolicy.register.registers import Register


def grouping_of(register: Register, kind: Kind) -> Grouping:
    """Return the rows of a register grouped by the subject of a kind above them, named by its id.

    A row that names none is in no group.

    Raises:
        BadSetting: when no table names subjects of that kind.
    """
    joined = register.linked.joined
    ids = _ids(joined, joined.main, kind)
    if ids is None:
        raise nowhere(kind)
    words = ids.dictionary_encode()
    names = np.array(words.dictionary.to_pylist(), np.str_)
    order = np.argsort(names)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    places = words.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return Grouping(names[order], np.where(places < 0, -1, rank[places]) if len(rank) else places)


def nowhere(kind: Kind) -> BadSetting:
    """Return the error of a register in which nothing names subjects of a kind."""
    zh, en, *_ = id_headers(kind)
    return BadSetting(
        setting=f"by {kind.__name__.lower()}",
        zh=f"没有一张表写明所属的{kind.label.zh}；需要“{zh}”这一列，或给出写有它的上级表。",
        en=f'no table names the {kind.label.en}: a column "{en}" is needed, or the table above that has it.',
    )


def _ids(joined: JoinedColumns, table: Typed, kind: Kind) -> Any:
    """Return the ids of the subjects of a kind above the rows of a table as Arrow text, None where nothing names them."""
    if kind in table.links:
        return table.links[kind].text
    for edge in joined.above(table):
        ids = _ids(joined, edge.parent, kind)
        if ids is not None:
            return ids.take(pa.array(edge.index, mask=edge.index < 0))
    return None
