"""`povertypolicy.register.keys`: ids are joined as what they say, by number or by text."""

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from povertypolicy.register.keys import Keys, match, read_keys, repeats

PADDING = " \t\r\n\u3000\xa0\ufeff\u200b"


def told(keys):
    return [keys.at(row) for row in range(len(keys))]


def codes(keys):
    return {row: reject.code for row, reject in keys.bad.items()}


# --- reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        [5, None, 7, 5],
        ["5", "", " 7", "\u30005\ufeff"],
        ["5", None, 7, 5],
        pa.array([5, None, 7, 5]),
        pa.array([5, None, 7, 5], pa.uint8()),
        pa.array([5, None, 7, 5], pa.decimal128(38, 0)),
        pa.array(["5", "\u200b", "7 ", "5"]),
        pa.array(["5", None, "7", "5"], pa.string_view()),
        pa.array(["5", None, "7", "5"]).dictionary_encode(),
        pa.chunked_array([[5, None], [], [7, 5]]),
        pa.chunked_array([["5"], [""], ["7", "5"]]),
        pa.chunked_array([pa.array(["x", "5", None])[1:].dictionary_encode(), pa.array(["7", "5"]).dictionary_encode()]),
        pa.array(["x", "5", "\xa0", "7", "5", "y"], pa.large_string())[1:5],
    ],
    ids=lambda data: str(getattr(data, "type", "list")),
)  # fmt: skip
def test_ids_say_the_same_however_they_are_held(data):
    keys = read_keys(data)
    assert told(keys) == ["5", None, "7", "5"]
    assert keys.missing.tolist() == [False, True, False, False]
    assert keys.bad == {}
    rows, firsts = repeats(keys)
    assert (rows.tolist(), firsts.tolist()) == ([3], [0])


def test_numbers_stay_numbers_without_a_copy():
    numbers = np.arange(10)
    keys = read_keys(pa.array(numbers))
    assert keys.numeric
    assert np.shares_memory(keys.values, numbers)
    assert keys.missing is None
    assert not read_keys(pa.array(["1"])).numeric


def test_ids_keep_every_digit_and_zero():
    keys = read_keys(pa.array([2**64 - 1, None, 5], pa.uint64()))
    assert told(keys) == [str(2**64 - 1), None, "5"]
    assert told(read_keys([10**30, "007", -1])) == [str(10**30), "007", "-1"]
    assert told(read_keys([10**30, 4])) == [str(10**30), "4"]
    assert told(read_keys(pa.array([10**30], pa.decimal128(38, 0)))) == [str(10**30)]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (pa.array([5.0, None, 1e17]), {0: "damaged-id", 2: "damaged-id"}),
        (pa.array(["4.4052E+17", "4E5", "E5", "4e", "4e-5"]), {0: "damaged-id", 1: "damaged-id"}),
        (["4.4052e17", 5, 5.0], {0: "damaged-id", 2: "damaged-id"}),
        (pa.array([True, None]), {0: "not-text"}),
        ([True, Decimal(5), b"5", "\ud800"], dict.fromkeys(range(4), "not-text")),
        (pa.array([1], pa.timestamp("ns")), {0: "not-text"}),
        (pa.array([b"5", None]), {0: "not-text"}),
        (pa.array([Decimal("5.0")]), {0: "not-text"}),
        (pa.chunked_array([["5"], ["5", "1E5"]]), {2: "damaged-id"}),
    ],
)
def test_what_has_lost_digits_or_is_no_id_is_refused_and_missing(data, wanted):
    keys = read_keys(data)
    assert codes(keys) == wanted
    assert [row for row, id in enumerate(told(keys)) if id is None] == sorted(
        {
            *wanted,
            *(row for row in range(len(keys)) if data[row] is None or str(data[row]) == "None"),
        }
    )


def test_no_ids():
    for data in (
        [],
        pa.array([]),
        pa.array([], pa.string()),
        pa.chunked_array([], pa.int64()),
        [None],
    ):
        keys = read_keys(data)
        assert told(keys) == [None] * len(data)
        assert repeats(keys)[0].tolist() == []
        assert match(keys, read_keys(["5"])).tolist() == [-1] * len(data)
        assert match(read_keys(["5"]), keys).tolist() == [-1]


# --- joining -------------------------------------------------------------------------------------

few = st.integers(-3, 12)
far = st.sampled_from([-(2**63), 2**63 - 1, 10**12, 0, 1, 2])
ids = st.lists(st.none() | few, max_size=12) | st.lists(st.none() | far, max_size=8)
holders = st.sampled_from(
    [
        lambda given: pa.array(given, pa.int64()),
        lambda given: pa.array([None if id is None else str(id) for id in given], pa.string()),
        lambda given: [None if id is None else [id, str(id), f" {id}"][id % 3] for id in given],
    ]
)


def looked_up(wanted, known):
    first = {}
    for row, id in enumerate(known):
        first.setdefault(id, row)
    return [-1 if id is None else first.get(id, -1) for id in wanted]


@given(ids, ids, holders, holders)
def test_every_child_finds_the_first_row_with_its_id(children, parents, one, other):
    found = match(read_keys(one(children)), read_keys(other(parents)))
    assert found.dtype == np.int64
    assert found.tolist() == looked_up(children, parents)


@given(st.lists(few, unique=True, max_size=10), st.data(), holders, holders)
def test_children_in_the_order_of_their_parents(parents, data, one, other):
    sizes = data.draw(st.lists(st.integers(1, 4), min_size=len(parents), max_size=len(parents)))
    children = [id for id, size in zip(parents, sizes, strict=True) for _ in range(size)]
    found = match(read_keys(one(children)), read_keys(other(parents)))
    assert found.tolist() == looked_up(children, parents)
    doubled = match(read_keys(one(children)), read_keys(other([*parents, *parents[:1]])))
    assert doubled.tolist() == found.tolist()


@given(ids, holders)
def test_repeats_name_the_first_row(given, held):
    keys = read_keys(held(given))
    rows, firsts = repeats(keys)
    wanted = [
        (row, first) for row, first in enumerate(looked_up(given, given)) if first not in (-1, row)
    ]
    assert list(zip(rows.tolist(), firsts.tolist(), strict=True)) == wanted
    assert match(keys, keys).tolist() == looked_up(given, given)


def test_children_in_order_are_not_looked_up(monkeypatch):
    from povertypolicy.register import keys as module

    def refuse(children, parents):
        raise AssertionError

    monkeypatch.setattr(module, "_found", refuse)
    for kind in (pa.int64(), pa.string()):
        parents = read_keys(pa.array(range(100, 200), pa.int64()).cast(kind))
        children = read_keys(pa.array([100 + row // 3 for row in range(300)]).cast(kind))
        assert match(children, parents).tolist() == [row // 3 for row in range(300)]
        assert repeats(parents)[0].tolist() == []


def test_missing_never_matches_missing():
    keys = Keys(np.zeros(2, np.int64), np.array([True, False]))
    assert match(keys, keys).tolist() == [-1, 1]
    texts = read_keys(["", "0"])
    assert match(texts, texts).tolist() == [-1, 1]
    assert match(texts, keys).tolist() == [-1, 1]


def test_a_parent_without_id_is_nobodys_even_in_order():
    children = Keys(np.array([0, 0, 1]))
    parents = Keys(np.array([0, 1]), np.array([True, False]))
    assert match(children, parents).tolist() == [-1, -1, 1]


def test_the_greatest_and_the_least_numbers():
    ends = read_keys([2**63 - 1, -(2**63)])
    assert match(ends, read_keys([2**63 - 1])).tolist() == [0, -1]
    assert match(ends, read_keys([-(2**63), -(2**63) + 1])).tolist() == [-1, 0]


def test_slices_of_text_are_looked_at_where_they_are():
    texts = pa.array(["1", "2", "3", "4.4E17", " 5", ""], pa.large_string())
    keys = read_keys(texts[3:])
    assert (told(keys), codes(keys)) == ([None, "5", None], {0: "damaged-id"})


def test_what_stands_under_nulls_is_no_id():
    valid, wild = (
        pa.py_buffer(bytes([0b101])),
        pa.py_buffer(np.array([7, 7, 7], np.uint64).tobytes()),
    )
    for kind in (pa.int64(), pa.uint64()):
        keys = read_keys(pa.Array.from_buffers(kind, 3, [valid, wild]))
        assert told(keys) == ["7", None, "7"]
        assert match(keys, keys).tolist() == [0, -1, 0]
        assert [part.tolist() for part in repeats(keys)] == [[2], [0]]


def test_taken_ids():
    for keys in (read_keys([7, None, 5]), read_keys(["7", None, "5"])):
        taken = keys.take(np.array([2, 1, 2]))
        assert told(taken) == ["5", None, "5"]
        assert len(taken) == 3
