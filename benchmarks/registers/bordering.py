"""By hand from Arrow to codes and masks, and from answers to Arrow: no copy where the form allows it."""

import numpy as np
import pyarrow as pa
from answers import IDENTIFIED, LEAVES, OUTCOMES, Answered, Answers, names
from generating import CAPACITIES, FLAGS, header
from households import AMOUNTS, PRICES_OF
from numpy.typing import NDArray

from povertypolicy import Household, Person
from povertypolicy.columns.data import Below, Column, Frame
from povertypolicy.columns.segments import Segments


class Disorder(Exception):
    """Persons out of the order of the households, or of none."""


def frame(households: pa.Table, persons: pa.Table) -> Frame:
    """Return households and their persons, who stand in the order of the households, as a frame."""
    columns = {name: _amounts(_one(households, header(name))) for name in AMOUNTS}
    columns |= {name: Column(_flags(_one(households, name))) for name in FLAGS}
    words = {"labour_capacity": Column(_words(_one(persons, "labour_capacity")))}
    below = Below(Frame(Person, len(persons), words), _segments(households, persons))
    return Frame(Household, len(households), columns, {"persons": below}, years=PRICES_OF)


def with_record(of: Frame) -> Frame:
    """Return a frame that also says how income is recorded, as the library's border adds it."""
    missing = np.logical_and.reduce([of.columns[name].missing for name in AMOUNTS])
    record = Column(-missing.astype(np.int16))
    columns = {**of.columns, "income_record": record}
    return Frame(of.kind, of.size, columns, of.below, of.above, of.years)


def table(ids: pa.ChunkedArray, answers: Answers) -> pa.Table:
    """Return answers as a table."""
    columns = {"id": ids}
    for standard, answered in zip((IDENTIFIED, LEAVES), answers, strict=True):
        columns |= dict(zip(names(standard), _columns(answered), strict=True))
    return pa.table(columns)


def _columns(answered: Answered) -> tuple[pa.Array, ...]:
    count = len(answered.codes)
    valid = np.packbits(answered.known, bitorder="little")
    distance = [pa.py_buffer(valid), pa.py_buffer(answered.distance)]
    return (
        pa.DictionaryArray.from_arrays(answered.codes.view(np.int8), pa.array(OUTCOMES)),
        pa.array(answered.not_met),
        pa.array(answered.unknown),
        pa.Array.from_buffers(pa.int64(), count, distance),
    )


def _one(of: pa.Table, name: str) -> pa.Array:
    """A column in one piece that starts at its buffer's first byte."""
    array = of.column(name).combine_chunks()
    if array.offset:
        array = pa.concat_arrays([array, array.slice(0, 0)])
    return array


def _valid(array: pa.Array) -> NDArray[np.uint8] | None:
    """1 where there is a value; None where there is one in every row."""
    mask = array.buffers()[0]
    return None if mask is None or not array.null_count else _bits(mask, len(array))


def _bits(buffer: pa.Buffer, count: int) -> NDArray[np.uint8]:
    return np.unpackbits(np.frombuffer(buffer, np.uint8), count=count, bitorder="little")


def _amounts(array: pa.Array) -> Column:
    values = np.frombuffer(array.buffers()[1], np.int64, len(array))
    valid = _valid(array)
    return Column(values, None if valid is None else (valid ^ 1).view(np.bool_))


def _flags(array: pa.Array) -> NDArray[np.uint8]:
    codes = _bits(array.buffers()[1], len(array))
    valid = _valid(array)
    if valid is None:
        return codes + codes
    codes &= valid
    codes += codes
    codes += valid ^ 1
    return codes


def _words(array: pa.DictionaryArray) -> NDArray[np.int16]:
    """Places in the vocabulary; -1 for none."""
    written = array.dictionary.to_pylist()
    places = np.array([CAPACITIES.index(word) for word in written], np.int16)
    kind = array.indices.type.to_pandas_dtype()
    codes = np.frombuffer(array.indices.buffers()[1], kind, len(array))
    in_order = written == list(CAPACITIES)
    words = codes.astype(np.int16) if in_order else places.take(codes, mode="clip")
    valid = _valid(array.indices)
    if valid is not None:
        words[valid == 0] = -1
    return words


def _segments(households: pa.Table, persons: pa.Table) -> Segments:
    """The persons of each household, both standing in the order of the households' ids.

    Who they are is not recorded where a household has no row.

    Raises:
        Disorder: when they do not.
    """
    ids = _one(households, "id").to_numpy()
    of = _one(persons, "household_id").to_numpy()
    offsets = np.empty(len(ids) + 1, np.int64)
    offsets[:-1] = np.searchsorted(of, ids)
    offsets[-1] = len(of)
    unlisted = offsets[1:] == offsets[:-1]
    filled = len(ids) - np.count_nonzero(unlisted)
    runs = np.count_nonzero(of[1:] != of[:-1]) + bool(len(of))
    if filled != runs or offsets[0] != 0:
        raise Disorder
    return Segments(offsets, unlisted if filled < len(ids) else None)
