"""`povertypolicy.register.border`: every cell of a column comes to what the fact makes of it, value or refusal."""

import datetime as dt
import math
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from povertypolicy import Person
from povertypolicy.errors import BadSetting
from povertypolicy.expr.facts import DayFact, FlagFact, ListFact, NumberFact
from povertypolicy.expr.fields import (
    NumberField,
    area,
    money,
    number,
    points_of,
    recorded_day,
    recorded_text,
    share,
    word,
    word_list,
    yes_no,
)
from povertypolicy.expr.nodes import vocabulary
from povertypolicy.expr.values import Reject
from povertypolicy.quantities import Money
from povertypolicy.register.border import read_column
from povertypolicy.texts import text

WORDS = ("登记项", "fact")
COLOURS = vocabulary(WORDS, red=("红", "Red"), green=("绿", "Green"), blue=("蓝", "Blue"))
MONEY = money(WORDS, low=-1000, high=10**9).on(Person, "border_money")
SMALL = money(WORDS, low=1, high=2).on(Person, "border_small")
COUNT = number(WORDS, high=20).on(Person, "border_count")
WIDE = number(WORDS, low=-(10**14), high=10**14).on(Person, "border_wide")
ABOVE = number(WORDS, low=1000, high=10**6).on(Person, "border_above")
ODD = NumberField(text(WORDS), (), unit=Money, decimals=2, low=-150, high=250).on(
    Person, "border_odd"
)
SHARE = share(WORDS, decimals=4).on(Person, "border_share")
AREA = area(WORDS).on(Person, "border_area")
POINTS = points_of(WORDS).on(Person, "border_points")
FLAG = yes_no(WORDS).on(Person, "border_flag")
DAY = recorded_day(WORDS).on(Person, "border_day")
WORD = word(WORDS, COLOURS).on(Person, "border_word")
LIST = word_list(WORDS, COLOURS).on(Person, "border_list")
NUMBERS = [MONEY, SMALL, ODD, COUNT, WIDE, ABOVE, SHARE, AREA, POINTS]
FACTS = [*NUMBERS, FLAG, DAY, WORD, LIST]
PADDING = " \t\r\n\u3000\xa0\ufeff\u200b"

facts = st.sampled_from(FACTS)
numbers = st.sampled_from(NUMBERS)


def said(fact, cell):
    """What the fact itself makes of a cell: a value as columns hold it, None, or the code and parts of a refusal."""
    if isinstance(cell, str):
        cell = cell.strip(PADDING)
    if isinstance(fact, DayFact) and isinstance(cell, dt.datetime) and cell.timetz() == dt.time():
        cell = cell.date()
    try:
        value = fact.read(cell)
    except Reject as reject:
        return reject.code, reject.parts
    return None if value is None else coded(fact, value)


def coded(fact, value):
    if isinstance(fact, NumberFact):
        return int(value)
    if isinstance(fact, DayFact):
        return value.toordinal()
    if isinstance(fact, FlagFact):
        return 2 if value else 0
    order = list(fact.vocabulary.ids())
    if isinstance(fact, ListFact):
        return sum(2 ** order.index(one) for one in value)
    return order.index(value)


def held(fact, read):
    """The same of a column; that what is missing is harmless is checked on the way."""
    values, missing = read.column.values, read.column.missing
    assert len(read) == len(values)
    if isinstance(fact, FlagFact):
        assert values.dtype == np.uint8
        assert missing is None
        lacking = values == 1
    elif isinstance(fact, NumberFact | DayFact | ListFact):
        assert values.dtype == np.int64
        assert values.flags.c_contiguous
        assert missing is None or (missing.dtype == np.bool_ and len(missing) == len(values))
        lacking = np.zeros(len(values), bool) if missing is None else missing
        if isinstance(fact, NumberFact):
            assert all(fact.low <= value <= fact.high for value in values.tolist())
    else:
        assert values.dtype == np.int16
        assert missing is None
        lacking = values == -1
    assert all(lacking[row] for row in read.bad)
    plain = [None if no else value for value, no in zip(values.tolist(), lacking, strict=True)]
    for row, reject in read.bad.items():
        plain[row] = (reject.code, reject.parts)
    return plain


def agree(fact, data, cells, **options):
    __tracebackhide__ = True
    assert held(fact, read_column(fact, data, **options)) == [said(fact, cell) for cell in cells]


# --- cells as files give them --------------------------------------------------------------------

DIGITS = "0123456789"
plain_text = st.from_regex(r"[+-]?[0-9]{1,6}(\.[0-9]{1,3})?", fullmatch=True)
strange_numbers = [
    *(
        "",
        " ",
        "1,234.50",
        "1,23.4",
        "12,345",
        "４０００",
        "1．5",
        "1e3",
        "1E+17",
        "nan",
        "-inf",
        "5.",
    ),
    *(
        ".5",
        "+5",
        "-0",
        "007",
        "5 ",
        "\u30005\ufeff",
        "5\n",
        "\u2028 7",
        "٣",
        "5\x00",
        "1.50000",
        "12.0",
    ),
    *("9" * 24, "9" * 25, "0." + "0" * 24, "0." + "0" * 23 + "1", "100000000000000"),
]
strange_words = [
    *(
        "是",
        "否",
        "TRUE",
        " yes",
        "√",
        "×",
        "n",
        "2",
        "red",
        "红",
        "RED",
        " Green ",
        "红、绿",
        "紫",
    ),
    *("red;blue,", "、", "2017-12-31", "2017/1/5", "2017年2月3日", "20171231", "2017-02-30"),
    *("0000-01-01", "0001-01-01", "张三"),
]
strange_text = st.sampled_from([*strange_numbers, *strange_words])
texts = plain_text | strange_text | st.text(max_size=4) | st.text("0123456789.,+-e E", max_size=8)
integers = st.integers(-30, 30) | st.integers() | st.sampled_from([10**9, 10**14, 10**31, 2**63])


def beside(fen, steps):
    """A float some steps beside an amount, where a person sees the difference from about four on."""
    return fen / 100 + steps * math.ulp(fen / 100)


floats = (
    st.floats()
    | st.decimals(-2000, 2000, places=2).map(float)
    | st.integers(-(10**15), 10**15).map(lambda fen: fen / 100)
    | st.integers(-(10**6), 10**6).map(lambda fen: math.nextafter(fen / 100, math.inf))
    | st.integers(0, 10**6).map(lambda fen: fen / 100 + 0.1)
    | st.builds(beside, st.integers(9 * 10**10, 10**11), st.integers(-40, 40))
)
decimals = (
    st.decimals(-2000, 2000, places=2) | st.decimals() | st.decimals(allow_nan=False, places=30)
)
days = st.dates() | st.sampled_from([dt.date.min, dt.date.max])
moments = st.datetimes() | days.map(lambda day: dt.datetime.combine(day, dt.time()))
others = st.sampled_from(
    [b"5", dt.time(5), dt.timedelta(1), {"a": 1}, ["red"], ["red", "紫"], [], [None], (1,)]
)
cells = st.none() | texts | integers | floats | decimals | st.booleans() | days | moments | others


@given(facts, st.lists(cells, max_size=12))
def test_mixed_cells_come_to_what_the_fact_makes_of_each(fact, given):
    agree(fact, given, given)


@given(facts, st.lists(st.none() | texts, max_size=20))
def test_text_comes_to_what_the_fact_makes_of_it(fact, given):
    for kind in (pa.string(), pa.large_string(), pa.string_view()):
        agree(fact, pa.array(given, kind), given)


@given(numbers, st.lists(st.none() | floats, max_size=20))
def test_floats_are_read_to_the_digits_people_see(fact, given):
    agree(fact, pa.array(given, pa.float64()), given)


@given(
    facts, st.lists(st.none() | floats, max_size=8), st.sampled_from([pa.float32(), pa.float64()])
)
def test_floats_of_any_width_and_fact(fact, given, kind):
    array = pa.array(given, pa.float64()).cast(pa.float32(), safe=False)
    agree(fact, array.cast(kind), array.to_pylist())


INTS = [getattr(pa, f"{sign}int{width}")() for sign in ("", "u") for width in (8, 16, 32, 64)]


@given(facts, st.sampled_from(INTS), st.data())
def test_integers_of_any_width(fact, kind, data):
    limits = np.iinfo(kind.to_pandas_dtype())
    near = st.integers(max(limits.min, -30), 30)
    one = st.none() | near | st.integers(limits.min, limits.max)
    given = data.draw(st.lists(one, max_size=20))
    agree(fact, pa.array(given, kind), given)


WIDTHS = [pa.decimal32(9, 2), pa.decimal64(18, 4), pa.decimal128(38, 0), pa.decimal128(38, 2)]
WIDTHS += [
    pa.decimal128(38, 24),
    pa.decimal128(38, 30),
    pa.decimal128(38, -2),
    pa.decimal256(76, 4),
]


@given(facts, st.sampled_from(WIDTHS), st.data())
def test_decimals_of_any_width_and_scale(fact, kind, data):
    most = 10 ** (kind.precision + min(0, kind.scale)) - 1
    near = st.integers(-999, 999).map(lambda n: n * 10 ** max(0, kind.scale - 2) % most)
    steps = st.none() | st.integers(-most, most) | near
    drawn = data.draw(st.lists(steps, max_size=12))
    given = [None if n is None else decimal(n, kind.scale) for n in drawn]
    agree(fact, pa.array(given, kind), given)


def decimal(steps, scale):
    return Decimal((steps < 0, tuple(map(int, str(abs(steps)))), -scale))


@given(facts, st.lists(st.none() | st.booleans(), max_size=40), st.integers(0, 12))
def test_truth_values_of_slices_that_begin_within_a_byte(fact, given, start):
    agree(fact, pa.array(given, pa.bool_())[start:], given[start:])


@given(facts, st.lists(st.none() | days, max_size=12))
def test_days(fact, given):
    agree(fact, pa.array(given, pa.date32()), given)
    agree(fact, pa.array(given, pa.date64()), given)


@given(facts, st.sampled_from(["s", "ms", "us"]), st.lists(st.none() | moments, max_size=12))
def test_a_moment_is_a_day_at_midnight_only(fact, unit, given):
    array = pa.array(given, pa.timestamp("us")).cast(pa.timestamp(unit), safe=False)
    agree(fact, array, array.to_pylist())


lists_of_words = st.lists(st.none() | texts, max_size=4)
LISTS = [pa.list_(pa.string()), pa.large_list(pa.large_string()), pa.list_view(pa.string_view())]


@given(
    facts,
    st.sampled_from(LISTS),
    st.lists(st.none() | lists_of_words, max_size=8),
    st.integers(0, 3),
)
def test_lists_of_text(fact, kind, given, start):
    agree(fact, pa.array(given, kind)[start:], given[start:])


def test_lists_of_anything_else_are_refused_item_by_item():
    given = [[], [1], None, [1, None]]
    agree(LIST, pa.array(given, pa.list_(pa.int64())), given)
    fixed = [["red", "蓝"], None, ["green", "green"]]
    agree(LIST, pa.array(fixed, pa.list_(pa.string(), 2)), fixed)
    shared = pa.array(["red", "紫", "red"]).dictionary_encode()
    lists = pa.ListArray.from_arrays(pa.array([0, 1, 3], pa.int32()), shared)
    agree(LIST, lists, [["red"], ["紫", "red"]])


# --- how Arrow holds a column changes nothing ----------------------------------------------------

held_as = st.sampled_from(["sliced", "chunked", "dictionary", "dictionary chunks", "runs"])


@given(facts, st.lists(st.none() | texts, max_size=16), st.data(), held_as)
def test_slices_chunks_dictionaries_and_runs(fact, given, data, how):
    cut, end = sorted(data.draw(st.tuples(*[st.integers(0, len(given))] * 2)))
    array = pa.array(given, pa.string())
    parts = [array[:cut], array[cut:end], array[end:]]
    if how == "sliced":
        agree(fact, parts[1], given[cut:end])
    elif how == "chunked":
        agree(fact, pa.chunked_array(parts), given)
    elif how == "dictionary":
        agree(fact, array.dictionary_encode()[cut:], given[cut:])
    elif how == "dictionary chunks":
        agree(fact, pa.chunked_array([part.dictionary_encode() for part in parts]), given)
    elif given:
        agree(fact, pc.run_end_encode(array), given)


@given(
    numbers, st.lists(st.none() | st.integers(-40, 40), min_size=3, max_size=16), st.integers(0, 3)
)
def test_slices_of_numbers_with_and_without_nulls(fact, given, start):
    for array in (
        pa.array(given, pa.int32()),
        pa.array(given, pa.int32()).cast(pa.decimal128(13, 3)),
    ):
        agree(fact, array[start:], given[start:])
        agree(fact, pa.chunked_array([array[:2], array[2:]]), given)


def test_a_dictionary_is_the_files_own():
    words = pa.array(["紫", "Blue", None, "蓝", "red", "红"])
    column = pa.DictionaryArray.from_arrays(pa.array([1, 3, None, 2, 4, 5], pa.uint8()), words)
    read = read_column(WORD, column)
    assert read.column.values.tolist() == [2, 2, -1, -1, 0, 0]
    assert read.bad == {}, "a word that no row uses is no fault"
    used = read_column(WORD, pa.DictionaryArray.from_arrays(pa.array([1, 0, 0], pa.int64()), words))
    assert {row: reject.code for row, reject in used.bad.items()} == {
        1: "not-a-word",
        2: "not-a-word",
    }


def test_what_stands_under_nulls_is_never_read():
    valid = pa.py_buffer(bytes([0b101]))
    wild = pa.py_buffer(np.array([5, 2**62, 7], np.int64).tobytes())
    column = pa.Array.from_buffers(pa.int64(), 3, [valid, wild])
    agree(MONEY, column, [5, None, 7])
    agree(FLAG, column, [5, None, 7])
    cents = pa.py_buffer(np.array([5000, 0, 1234, 0, 10, 0], np.int64).tobytes())
    column = pa.Array.from_buffers(pa.decimal128(38, 3), 3, [valid, cents])
    agree(MONEY, column, [Decimal(5), None, Decimal("0.01")])
    column = pa.Array.from_buffers(pa.float64(), 3, [valid, wild])
    agree(MONEY, column, column.to_pylist())
    days = pa.Array.from_buffers(pa.timestamp("us"), 3, [valid, wild])
    read = read_column(DAY, days)
    assert sorted(read.bad) == [0, 2]
    hidden = pa.array([["red"], ["紫", "蓝"], ["green"]])
    lists = pa.ListArray.from_arrays(
        hidden.offsets, hidden.values, mask=pa.array([False, True, False])
    )
    agree(LIST, lists, [["red"], None, ["green"]])


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.info.name)
def test_columns_without_rows_or_without_values(fact):
    for empty in ([], pa.array([]), pa.array([], pa.string()), pa.chunked_array([], pa.int64())):
        agree(fact, empty, [])
    for kind in (
        pa.null(),
        pa.string(),
        pa.bool_(),
        pa.date32(),
        pa.decimal128(10, 2),
        pa.struct([]),
    ):
        agree(fact, pa.nulls(3, kind), [None] * 3)
    agree(fact, [None, None], [None, None])


class Own(pa.ExtensionType):
    def __init__(self):
        super().__init__(pa.int64(), "povertypolicy.test")

    def __arrow_ext_serialize__(self):
        return b""


def test_types_that_no_fact_is_made_of_are_refused_as_such():
    odd = pa.array([1, None], pa.time64("ns"))
    assert held(MONEY, read_column(MONEY, odd)) == [said(MONEY, dt.time(1)), None]
    odd = pa.array([1, None], pa.timestamp("ns", tz="Asia/Shanghai"))
    assert held(DAY, read_column(DAY, odd)) == [
        said(DAY, dt.datetime.combine(dt.date.min, dt.time(1))),
        None,
    ]
    odd = pa.ExtensionArray.from_storage(Own(), pa.array([1, None]))
    for fact in FACTS:
        ((code, _), nothing) = held(fact, read_column(fact, odd))
        assert code == said(fact, object())[0], "storage says nothing of what it means"
        assert nothing is None
    odd = pa.array([{"a": 1}, None])
    assert held(FLAG, read_column(FLAG, odd)) == [said(FLAG, {"a": 1}), None]


def test_a_day_that_python_does_not_have():
    read = read_column(
        DAY, pa.array([-719_163, 2_932_896, 2_932_897], pa.int32()).cast(pa.date32())
    )
    assert {row: reject.code for row, reject in read.bad.items()} == {
        0: "no-such-day",
        2: "no-such-day",
    }
    assert read.column.values[1] == dt.date.max.toordinal()


def test_limits_within_a_printed_unit():
    for cells_ in (
        [-2, -1, 2, 3],
        [Decimal("-1.5"), Decimal("-1.6"), Decimal("2.5"), Decimal("2.6")],
    ):
        agree(ODD, pa.array(cells_), cells_)
        assert sorted(read_column(ODD, pa.array(cells_)).bad) in ([0, 3], [1, 3])


# --- fen, and what cannot be a column ------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (150, 150),
        ("150", 150),
        ("100.0", 100),
        (100.0, 100),
        (Decimal("150.00"), 150),
        ("150.5", ("too-fine", {"places": 0})),
        (150.5, ("too-fine", {"places": 0})),
        (201, ("out-of-range", {"low": 100, "high": 200})),
        ("99", ("out-of-range", {"low": 100, "high": 200})),
    ],
)
def test_with_fen_a_number_is_whole_steps_and_so_are_its_limits(cell, wanted):
    for data in ([cell], [cell, None], pa.array([cell])):
        assert held(SMALL, read_column(SMALL, data, fen=True))[0] == wanted


def test_a_list_of_more_words_than_bits_is_refused_in_both_languages():
    many = vocabulary(WORDS, **{f"w{i}": (f"词{i}", f"word {i}") for i in range(63)})
    with pytest.raises(BadSetting, match="63") as caught:
        read_column(word_list(WORDS, many).on(Person, "border_many"), [])
    assert "登记项" in caught.value.text("zh")
    few = vocabulary(WORDS, **{f"w{i}": (f"词{i}", f"word {i}") for i in range(62)})
    fact = word_list(WORDS, few).on(Person, "border_few")
    assert read_column(fact, [["w61", "词0"]]).column.values.tolist() == [2**61 + 1]


def test_text_has_no_column():
    with pytest.raises(TypeError):
        read_column(recorded_text(WORDS).on(Person, "border_text"), ["a"])


def test_a_refusal_remembers_neither_value_nor_frame():
    read = read_column(DAY, ["2017-02-30", "张三"])
    for reject in read.bad.values():
        assert reject.__traceback__ is None
        assert reject.__context__ is None
        assert "张三" not in repr(reject.parts)


# --- no loops over good rows ---------------------------------------------------------------------


def test_good_rows_are_not_read_one_by_one(monkeypatch):
    size = 5000
    fen = np.arange(size) - 2500
    columns = [
        (MONEY, pa.array(fen)),
        (MONEY, pa.array(fen / 100, mask=fen % 7 == 0)),
        (MONEY, pa.array([f"{x / 100:.2f}" for x in fen])),
        (MONEY, pa.array([Decimal(int(x)).scaleb(-2) for x in fen])),
        (MONEY, fen.tolist()),
        (FLAG, pa.array(fen % 2 == 0, mask=fen % 7 == 0)),
        (SHARE, pa.array(fen % 90 / 7).cast(pa.decimal128(9, 4), safe=False)),
        (DAY, pa.array(fen.astype(np.int32)).cast(pa.date32())),
        (FLAG, pa.array(["是", "否", "", "y", "n"] * (size // 5))),
        (WORD, pa.array(["红", "green", "", "Blue", "red"] * (size // 5)).dictionary_encode()),
        (LIST, pa.array([["red"], ["绿", "Blue"], [], None, ["red"]] * (size // 5))),
        (LIST, pa.array(["red、绿", "", "Blue", "红", "red"] * (size // 5))),
    ]
    wanted = [held(fact, read_column(fact, column)) for fact, column in columns]
    asked = []
    for kind in {type(fact) for fact, _ in columns}:
        read = kind.read
        monkeypatch.setattr(
            kind, "read", lambda *a, _read=read, **k: asked.append(1) or _read(*a, **k)
        )
    for (fact, column), before in zip(columns, wanted, strict=True):
        asked.clear()
        assert held(fact, read_column(fact, column)) == before
        assert len(asked) <= 5
