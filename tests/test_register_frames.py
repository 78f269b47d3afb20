"""`povertypolicy.register.frames`: whatever the caller's library, the same columns come of the same table."""

import datetime as dt
import subprocess
import sys
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from povertypolicy import Person
from povertypolicy.errors import BadSetting
from povertypolicy.expr.fields import money, number, recorded_day, word, word_list, yes_no
from povertypolicy.expr.nodes import vocabulary
from povertypolicy.register.border import read_column
from povertypolicy.register.frames import to_arrow
from povertypolicy.register.keys import read_keys

WORDS = ("登记项", "fact")
COLOURS = vocabulary(WORDS, red=("红", "red"), green=("绿", "green"))
FACTS = {
    "yuan": money(WORDS).on(Person, "frame_yuan"),
    "float": money(WORDS).on(Person, "frame_float"),
    "decimal": money(WORDS).on(Person, "frame_decimal"),
    "count": number(WORDS).on(Person, "frame_count"),
    "text": money(WORDS).on(Person, "frame_text"),
    "flag": yes_no(WORDS).on(Person, "frame_flag"),
    "word": word(WORDS, COLOURS).on(Person, "frame_word"),
    "category": word(WORDS, COLOURS).on(Person, "frame_category"),
    "day": recorded_day(WORDS).on(Person, "frame_day"),
    "list": word_list(WORDS, COLOURS).on(Person, "frame_list"),
}
TABLE = pa.table(
    {
        "id": pa.array(["h1", "h2", None, "h3"]),
        "yuan": pa.array([9000, 0, 1, 12], pa.int64()),
        "float": pa.array([0.1, None, 16366.2, 5.005]),
        "decimal": pa.array([Decimal("0.10"), None, Decimal("99.99"), Decimal(7)], pa.decimal128(10, 2)),
        "count": pa.array([3, None, 0, 1], pa.int32()),
        "text": pa.array(["1,234.50", "", None, "４"]),
        "flag": pa.array([True, False, None, True]),
        "word": pa.array(["红", None, "green", "紫"]),
        "category": pa.array(["red", None, "绿", "red"]).dictionary_encode(),
        "day": pa.array([dt.date(1950, 6, 15), None, dt.date(2017, 12, 31), dt.date(2000, 2, 29)]),
        "list": pa.array([["red"], [], None, ["red", "绿"]], pa.list_(pa.string())),
    }
)  # fmt: skip


def of_polars(table):
    return pytest.importorskip("polars").from_arrow(table)


def of_pandas(table):
    pytest.importorskip("pandas")
    return table.to_pandas()


def of_nullable_pandas(table):
    pandas = pytest.importorskip("pandas")
    kinds = {
        pa.int64(): pandas.Int64Dtype(),
        pa.int32(): pandas.Int32Dtype(),
        pa.float64(): pandas.Float64Dtype(),
        pa.bool_(): pandas.BooleanDtype(),
        pa.string(): pandas.StringDtype(),
    }
    return table.to_pandas(types_mapper=kinds.get)


def of_object_pandas(table):
    pandas = pytest.importorskip("pandas")
    rows = {
        name: pandas.Series(table[name].to_pylist(), dtype=object) for name in table.column_names
    }
    frame = pandas.DataFrame(rows)
    return frame.set_index(pandas.Index([7] * len(frame)))


def of_arrow_pandas(table):
    pandas = pytest.importorskip("pandas")
    return table.to_pandas(types_mapper=pandas.ArrowDtype)


def of_duckdb(table):
    return pytest.importorskip("duckdb").from_arrow(table)


class Foreign:
    """A table of a library that exports Arrow streams."""

    def __init__(self, table):
        self.table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self.table.__arrow_c_stream__(requested_schema)


MAKERS = {
    "arrow": lambda table: table,
    "sliced": lambda table: pa.concat_tables([table, table]).slice(3, 5).slice(1),
    "chunked": lambda table: pa.concat_tables([table[:1], table[1:1], table[1:]]),
    "batch": lambda table: table.combine_chunks().to_batches()[0],
    "reader": lambda table: table.to_reader(max_chunksize=3),
    "stream": Foreign,
    "polars": of_polars,
    "lazy polars": lambda table: of_polars(table).lazy(),
    "pandas": of_pandas,
    "nullable pandas": of_nullable_pandas,
    "object pandas": of_object_pandas,
    "arrow pandas": of_arrow_pandas,
    "duckdb": of_duckdb,
}
made = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


def held(given):
    """Every column as values, what is missing, and codes of what is refused."""
    columns = dict(zip(given.header, given.columns, strict=True))
    told = {}
    for name, fact in FACTS.items():
        read = read_column(fact, columns[name])
        missing = read.column.missing
        missing = [] if missing is None else missing.tolist()
        told[name] = (
            read.column.values.tolist(),
            missing,
            {r: j.code for r, j in read.bad.items()},
        )
    return told


WANTED = {
    "yuan": ([900000, 0, 100, 1200], [], {}),
    "float": ([10, 0, 1636620, 0], [False, True, False, True], {3: "too-fine"}),
    "decimal": ([10, 0, 9999, 700], [False, True, False, False], {}),
    "count": ([3, 0, 0, 1], [False, True, False, False], {}),
    "text": ([123450, 0, 0, 0], [False, True, True, True], {3: "full-width"}),
    "flag": ([2, 0, 1, 2], [], {}),
    "word": ([0, -1, 1, -1], [], {3: "not-a-word"}),
    "category": ([0, -1, 1, 0], [], {}),
    "day": ([712023, 719163, 736694, 730179], [False, True, False, False], {}),
    "list": ([1, 0, 0, 3], [False, False, True, False], {}),
}


@made
def test_the_same_columns_from_every_library(make):
    given = to_arrow(make(TABLE))
    assert given.header == tuple(TABLE.column_names)
    assert given.size == 4
    assert held(given) == WANTED
    keys = read_keys(given.columns[0])
    assert [keys.at(row) for row in range(4)] == ["h1", "h2", None, "h3"]


@made
def test_empty_tables(make):
    table = MAKERS["arrow"](TABLE[:0]) if make in (MAKERS["sliced"], MAKERS["batch"]) else TABLE[:0]
    if make is of_object_pandas:
        table = TABLE[:0]
        make = of_pandas
    given = to_arrow(
        pa.RecordBatch.from_pylist([], TABLE.schema) if make is MAKERS["batch"] else make(table)
    )
    assert given.header == tuple(TABLE.column_names)
    assert given.size == 0
    for values, missing, bad in held(given).values():
        assert (values, missing, bad) == ([], [], {})


def test_tables_without_columns():
    polars, pandas = pytest.importorskip("polars"), pytest.importorskip("pandas")
    for table in (
        pa.table({}),
        polars.DataFrame(),
        polars.LazyFrame(),
        pandas.DataFrame(),
        Foreign(pa.table({})),
    ):
        given = to_arrow(table)
        assert (given.header, given.columns, given.size) == ((), (), 0)


ANSWERS = pa.table(
    {
        "户编号": ["h1", "h2"],
        "answer": pa.array(["YES", "UNKNOWN"]).dictionary_encode(),
        "not_met": pa.array([0, 2**40]),
        "distance": pa.array([None, 5]),
    }
)


@made
def test_answers_come_back_as_the_callers_kind_of_table(make):
    table = make(TABLE)
    answer = to_arrow(table).back(ANSWERS)
    assert isinstance(answer, pa.Table if make is Foreign else type(table))
    again = to_arrow(answer)
    assert again.header == tuple(ANSWERS.column_names)
    text = [keys.at(row) for keys in map(read_keys, again.columns[:3]) for row in range(2)]
    assert text == ["h1", "h2", "YES", "UNKNOWN", "0", str(2**40)]


@made
def test_no_answers_come_back_too(make):
    table = make(TABLE)
    answer = to_arrow(table).back(ANSWERS[:0])
    assert isinstance(answer, pa.Table if make is Foreign else type(table))
    assert to_arrow(answer).size == 0


def test_arrow_backed_pandas_stays_arrow_backed():
    pandas = pytest.importorskip("pandas")
    answer = to_arrow(of_arrow_pandas(TABLE)).back(ANSWERS)
    assert all(isinstance(kind, pandas.ArrowDtype) for kind in answer.dtypes)
    answer = to_arrow(of_pandas(TABLE)).back(ANSWERS)
    assert not any(isinstance(kind, pandas.ArrowDtype) for kind in answer.dtypes)


def test_lazy_frames_come_back_lazy():
    polars = pytest.importorskip("polars")
    answer = to_arrow(of_polars(TABLE).lazy()).back(ANSWERS)
    assert isinstance(answer, polars.LazyFrame)
    assert answer.collect().height == 2


# --- what only pandas does -----------------------------------------------------------------------


def read_pandas(fact, values, **options):
    pandas = pytest.importorskip("pandas")
    given = to_arrow(pandas.DataFrame({"x": pandas.Series(values, **options)}))
    return read_column(fact, given.columns[0])


def test_an_object_column_of_everything_is_read_cell_by_cell():
    pandas = pytest.importorskip("pandas")
    mixed = [
        None,
        float("nan"),
        pandas.NA,
        pandas.NaT,
        5,
        "6",
        np.int64(7),
        np.float64(8.5),
        Decimal("9.25"),
        "x",
        True,
    ]
    read = read_pandas(FACTS["yuan"], mixed, dtype=object)
    assert read.column.missing.tolist() == [True] * 4 + [False] * 5 + [True] * 2
    assert read.column.values.tolist()[4:9] == [500, 600, 700, 850, 925]
    assert {row: reject.code for row, reject in read.bad.items()} == {
        9: "not-number",
        10: "not-number",
    }


def test_truth_values_with_gaps_are_objects_in_pandas():
    read = read_pandas(FACTS["flag"], [True, None, np.False_, float("nan"), "是"], dtype=object)
    assert (read.column.values.tolist(), read.bad) == ([2, 1, 0, 1, 2], {})


def test_counts_with_gaps_are_floats_in_pandas():
    read = read_pandas(FACTS["count"], [1, None, 3])
    assert (read.column.values.tolist(), read.column.missing.tolist()) == (
        [1, 0, 3],
        [False, True, False],
    )


def test_gaps_that_arose_in_calculation_are_missing_too():
    pandas = pytest.importorskip("pandas")
    for kind in ("Float64", pandas.ArrowDtype(pa.float64()), "float32"):
        sums = pandas.Series([0.0, 6.0, None]).astype(kind) / pandas.Series([0.0, 2.0, 1.0]).astype(
            kind
        )
        read = read_pandas(FACTS["count"], sums)
        assert (read.column.values.tolist(), read.bad) == ([0, 3, 0], {})
        assert read.column.missing.tolist() == [True, False, True]
    table = pa.table({"x": [float("nan"), 3.0, None]})
    given = to_arrow(table.to_pandas(types_mapper=pandas.ArrowDtype))
    assert given.columns[0].to_pylist() == [None, 3.0, None]
    assert [
        r.code for r in read_column(FACTS["count"], to_arrow(table).columns[0]).bad.values()
    ] == ["not-finite"]


def test_days_are_midnights_in_pandas():
    pandas = pytest.importorskip("pandas")
    moments = ["2017-12-31", None, "2017-12-31 08:00"]
    for kind in ("datetime64[ns]", "datetime64[s]", object):
        values = pandas.Series(pandas.to_datetime(pandas.Series(moments), format="ISO8601")).astype(
            kind
        )
        read = read_pandas(FACTS["day"], values)
        assert read.column.values[0] == dt.date(2017, 12, 31).toordinal()
        assert read.column.missing.tolist() == [False, True, True]
        assert {row: reject.code for row, reject in read.bad.items()} == {2: "not-a-day"}


def test_arrays_of_words_are_lists():
    read = read_pandas(
        FACTS["list"], [np.array(["red", "绿"], dtype=object), None, ["red"], "红;绿"], dtype=object
    )
    assert (read.column.values.tolist(), read.bad) == ([3, 0, 1, 3], {})


def test_an_id_that_pandas_made_a_float_is_refused():
    pandas = pytest.importorskip("pandas")
    given = to_arrow(pandas.DataFrame({"id": [440100200001011, None]}))
    keys = read_keys(given.columns[0])
    assert {row: reject.code for row, reject in keys.bad.items()} == {0: "damaged-id"}


def test_types_that_arrow_does_not_have_are_refused_not_misread():
    pandas = pytest.importorskip("pandas")
    read = read_pandas(FACTS["count"], pandas.period_range("2017-01", periods=2, freq="M"))
    assert {row: reject.code for row, reject in read.bad.items()} == {
        0: "not-number",
        1: "not-number",
    }
    read = read_pandas(FACTS["count"], [1 + 2j, 3j])
    assert len(read.bad) == 2


def test_headers_that_stand_twice_are_both_kept():
    pandas, duckdb = pytest.importorskip("pandas"), pytest.importorskip("duckdb")
    twice = pandas.DataFrame([[1, 2]], columns=["a", "a"])
    for table in (twice, duckdb.sql("select 1 as a, 2 as a"), pa.table([[1], [2]], ["a", "a"])):
        given = to_arrow(table)
        assert given.header == ("a", "a")
        assert [
            read_column(FACTS["count"], column).column.values.tolist() for column in given.columns
        ] == [[1], [2]]


def test_headers_that_are_no_text_and_frames_of_ones_own():
    pandas = pytest.importorskip("pandas")

    class Own(pandas.DataFrame):
        pass

    assert to_arrow(Own({2017: [1]})).header == ("2017",)


def test_objects_in_polars_are_not_read_as_addresses():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(
        {"a": polars.Series([5, "6", None], dtype=polars.Object), "b": [1, 2, 3]}
    )
    given = to_arrow(frame)
    assert given.header == ("a", "b")
    assert given.columns[0] == [5, "6", None]
    assert read_column(FACTS["count"], given.columns[0]).column.values.tolist() == [5, 6, 0]


def test_numbers_of_duckdb():
    duckdb = pytest.importorskip("duckdb")
    given = to_arrow(
        duckdb.sql("select 12.5 as a, sum(x) as b, 7::utinyint as c from range(4) t(x)")
    )
    read = [read_column(FACTS["yuan"], column).column.values.tolist() for column in given.columns]
    assert read == [[1250], [600], [700]]


# --- what is no table ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "table", [[1], {"a": [1]}, None, object(), "a", np.zeros(3)], ids=lambda t: type(t).__name__
)
def test_what_is_no_table_is_refused_in_both_languages(table):
    with pytest.raises(BadSetting) as caught:
        to_arrow(table, "Household")
    for language, word_ in (("zh", "可用"), ("en", "give a Polars")):
        text = caught.value.text(language)
        assert word_ in text
        for name in ("Household", type(table).__name__, "Polars", "pandas", "PyArrow", "DuckDB"):
            assert name in text


def test_parts_of_these_libraries_that_are_no_tables_are_refused():
    polars, pandas, duckdb = map(pytest.importorskip, ("polars", "pandas", "duckdb"))
    for strange in (pandas.Series([1]), polars.col("a"), duckdb.connect(), pa.int64()):
        with pytest.raises(BadSetting):
            to_arrow(strange)


def test_everything_else_works_where_none_of_these_libraries_is_installed():
    code = (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, *more):\n"
        "        if name.partition('.')[0] in {'pandas', 'polars', 'duckdb'}: raise ImportError(name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        "import pyarrow as pa\n"
        "from povertypolicy.register.frames import to_arrow\n"
        "from povertypolicy.register.border import read_column\n"
        "from povertypolicy import Household\n"
        "given = to_arrow(pa.table({'a': [1, None]}))\n"
        "print(*read_column(Household.wage_income, given.columns[0]).column.values)\n"
        "print(given.back(pa.table({'b': [5]}))['b'][0])\n"
        "print(read_column(Household.wage_income, pa.array([1], pa.timestamp('ns'))).bad[0].code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["100", "0", "5", "not-number"]
