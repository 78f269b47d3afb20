"""Columns of price years: what each row states of itself."""

from typing import Any

import attrs
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from povertypolicy.columns.segments import Flags, Ints
from povertypolicy.expr.values import Reject
from povertypolicy.register.linking import YEAR
from povertypolicy.register.tables import PADDING
from povertypolicy.subjects import read_year

Years = NDArray[np.int16]
NO_YEAR = 0


@attrs.frozen(eq=False)
class Stated:
    """What the rows of a column of price years state.

    `written` is the year that compares with others, `read` the one that amounts are in; both 0 where there is none.
    They differ in what is written wrongly: `places` leads from each row to the reason in `reasons`, -1 for none.
    """

    written: Years
    read: Years
    empty: Flags
    places: Ints
    reasons: tuple[Reject, ...]

    def bad(self) -> dict[int, Reject]:
        """Return why rows cannot be read."""
        rows = np.flatnonzero(self.places >= 0)
        return {
            row: self.reasons[place]
            for row, place in zip(rows.tolist(), self.places[rows].tolist(), strict=True)
        }


def read_stated(data: Any) -> Stated:
    """Read a column of price years, each distinct value once."""
    if isinstance(data, pa.ChunkedArray):
        data = data.combine_chunks()
    if isinstance(data, list | tuple):
        values: list[Any] = list(dict.fromkeys(data))
        known = {value: place for place, value in enumerate(values)}
        places = np.fromiter((known[value] for value in data), np.int64, len(data))
    else:
        encoded = (
            data.dictionary_encode(null_encoding="encode")
            if not pa.types.is_dictionary(data.type)
            else data
        )
        values = [*encoded.dictionary.to_pylist(), None]
        places = (
            encoded.indices.fill_null(len(values) - 1)
            .to_numpy(zero_copy_only=False)
            .astype(np.int64)
        )
    written, read, reasons = zip(*map(_year, values), strict=True) if values else ((), (), ())
    told = [reason for reason in reasons if reason is not None]
    codes = iter(range(len(told)))
    numbered = [-1 if reason is None else next(codes) for reason in reasons]
    empty = [value in (None, "") for value in values]
    return Stated(
        np.array(written, np.int16)[places],
        np.array(read, np.int16)[places],
        np.array(empty, np.bool_)[places],
        np.array(numbered, np.int64)[places],
        tuple(told),
    )


def _year(value: Any) -> tuple[int, int, Reject | None]:
    """Return the year that is written, the year that is read, and why it cannot be."""
    value = value.strip(PADDING) if isinstance(value, str) else value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    written = int(text) if YEAR.fullmatch(text) else NO_YEAR
    try:
        return written, read_year(value) or NO_YEAR, None
    except Reject as reject:
        return written, NO_YEAR, reject
