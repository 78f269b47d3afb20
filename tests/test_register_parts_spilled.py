"""What stands on disk while tables are brought into buckets: no names, and for the owner alone."""

import datetime as dt
import os
import random
import stat
from decimal import Decimal

import part_samples as samples
import pyarrow as pa
import pytest
from part_samples import ASKED
from pyarrow import parquet
from register_samples import policy
from test_register_parts import compare, way_of

from povertypolicy import Person
from povertypolicy.register.parts import assess_parts

NAMES = "欧阳云溪", "上官云山", "440101199001011234"


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    samples.make_small(monkeypatch.setattr)


@pytest.fixture(autouse=True)
def _open_to_all():
    before = os.umask(0)
    yield
    os.umask(before)


def register_with(folder, column):
    """Write a register whose persons, in no order, have a column of their names."""
    households, persons = samples.drawn(23)
    random.Random(23).shuffle(persons)
    tables = samples.tables_in(folder, households, persons)
    (path,) = tables[Person].iterdir()
    whole = parquet.read_table(path)
    parquet.write_table(whole.append_column("姓名", column(len(whole))), path)
    return tables


def names(size):
    return pa.array([NAMES[place % len(NAMES)] for place in range(size)])


def cells_in(bucket):
    with pa.ipc.open_stream(bucket.read_bytes()) as stream:
        whole = stream.read_all()
    return {str(cell) for column in whole.columns for cell in column.to_pylist()}


class _Watch:
    """Looks at the folder of results whenever a slice is done."""

    def __init__(self, out):
        self.out = out
        self.modes = set()
        self.cells = set()
        self.bytes = b""

    def __call__(self, *_):
        spilled = self.out / ".buckets"
        self.modes.add((".", stat.S_IMODE(self.out.stat().st_mode)))
        self.modes.add((".buckets", stat.S_IMODE(spilled.stat().st_mode)))
        for bucket in spilled.iterdir():
            self.modes.add(("bucket", stat.S_IMODE(bucket.stat().st_mode)))
            self.cells |= cells_in(bucket)
            self.bytes += bucket.read_bytes()


def watched(tables, out, **how):
    watch = _Watch(out)
    result = assess_parts(policy(), ASKED, tables, out, threads=1, progress=watch, **how)
    assert way_of(result) == "partitioned"
    assert watch.cells
    return watch


def test_buckets_are_readable_by_their_owner_alone(tmp_path):
    watch = watched(register_with(tmp_path, names), tmp_path / "new" / "out")
    assert watch.modes == {(".", 0o700), (".buckets", 0o700), ("bucket", 0o600)}


def as_bytes(size):
    return names(size).cast(pa.binary())


def as_words(size):
    return names(size).dictionary_encode()


def as_lists(size):
    return pa.array([[name] for name in names(size).to_pylist()])


def as_objects(size):
    return pa.array([{"名": name} for name in names(size).to_pylist()])


@pytest.mark.parametrize("column", [names, as_words, as_bytes, as_lists, as_objects])
def test_names_are_never_in_buckets(tmp_path, column):
    tables = register_with(tmp_path, column)
    watch = watched(tables, tmp_path / "watched")
    for name in NAMES:
        assert not any(name in cell or str(name.encode()) in cell for cell in watch.cells)
        assert name.encode() not in watch.bytes
    compare(tables, tmp_path / "out")


def test_columns_that_are_passed_over_are_never_in_buckets(tmp_path):
    tables = register_with(tmp_path, names)
    (path,) = tables[Person].iterdir()
    whole = parquet.read_table(path)
    parquet.write_table(whole.rename_columns([*whole.column_names[:-1], "备注"]), path)
    watch = watched(tables, tmp_path / "watched", ignore=["备注"])
    assert not watch.cells & set(NAMES)
    compare(tables, tmp_path / "out", ignore=["备注"])


@pytest.mark.parametrize(
    "cells",
    [
        ["甲", "4.40101E+17", None, "", "4E5", "12e3", "乙"],
        [4.0, 4.4e17, 0.5, None],
        [float("nan"), 1.0],
        [4, 440101199001011234, None],
        [True, None],
        [Decimal("1.5"), None],
        [dt.date(2018, 3, 1), None],
        [b"a", b"", None],
        [["a"], [], None],
        [{"a": 1}, None],
        [None],
    ],
)
@pytest.mark.parametrize("encoded", [False, True])
def test_text_that_is_none_makes_the_faults_of_memory(tmp_path, cells, encoded):
    def column(size):
        told = pa.array([cells[place % len(cells)] for place in range(size)])
        if encoded and pa.types.is_string(told.type):
            return told.dictionary_encode()
        return told

    tables = register_with(tmp_path, column)
    assert way_of(compare(tables, tmp_path / "out")) == "partitioned"


def test_a_number_that_was_an_id_is_in_no_bucket(tmp_path):
    tables = register_with(tmp_path, lambda size: pa.array(["4.40101E+17"] * size))
    watch = watched(tables, tmp_path / "out")
    assert "9.99999E+99" in watch.cells
    assert "4.40101E+17" not in watch.cells
