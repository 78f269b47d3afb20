"""Registers as columns: from files and callers' tables to answers."""

import sys
from collections import Counter

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import xlsxwriter
from columnar import assert_same, both_ways, files_of, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from register_samples import ASKED, HOUSEHOLDS, PERSONS, VILLAGES, policy, put

from povertypolicy import Household, IncomeEntry, Person, Village
from povertypolicy.authoring import Subject, Text, money, number, up, word
from povertypolicy.columns.records import subject_at
from povertypolicy.errors import BadFile, BadSetting, Fault, InvalidData, UnknownClause
from povertypolicy.expr.nodes import vocabulary
from povertypolicy.register import assess
from povertypolicy.register.delimited import read_delimited
from povertypolicy.register.headers import bind
from povertypolicy.register.registers import register
from povertypolicy.register.sheets import Sheet
from povertypolicy.register.tables import LONGEST, Table, read_csv
from povertypolicy.subjects import Form, Forms

EXTENSIONS = policy().rules.extensions
TEXTS = {Household: HOUSEHOLDS, Person: PERSONS, Village: VILLAGES}
NAMES = (*ASKED, "yunxi.kind", "yunxi.gift", "yunxi.care")


def read(folder, texts=TEXTS, **how):
    return register(files_of(folder, texts), policy=policy(), **how)


def values(frame, name):
    return frame.columns[name].values  # noqa: PD011 - a column of ours


# --- CSV at once and line by line ----------------------------------------------------------------

CELLS = st.sampled_from(
    [
        "",
        "a",
        "户",
        " a ",
        "\u3000",
        '"a"',
        '"a,b"',
        '"',
        'a"b',
        "\0",
        "\ufeff",
        "'",
        "=1",
        "é\u200b",
    ]
)
LINES = st.lists(st.lists(CELLS, min_size=0, max_size=4), max_size=8)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def assert_read_alike(text):
    table, sheet = read_csv(text, "f"), read_delimited(text, "f")
    rows = zip(*(column.to_pylist() for column in sheet.columns), strict=True)
    assert sheet.header == table.header
    good = [(row.number, row.cells) for row in table.rows if row.fault is None]
    assert list(zip(map(int, sheet.numbers), rows, strict=True)) == good
    assert list(sheet.odd) == [row for row in table.rows if row.fault is not None]


@settings(deadline=None)
@given(st.sampled_from(["a,b", "a", "\n \na,b,c", "a\tb", '"a\nb",c']), LINES, ENDS, st.booleans())
def test_lines_are_read_alike_all_at_once_and_one_by_one(header, lines, end, closed):
    mark = "\t" if "\t" in header else ","
    text = end.join([*header.split("\n"), *(mark.join(line) for line in lines)])
    assert_read_alike(text + end if closed else text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_below_a_header_is_read_alike(text):
    assert_read_alike("a,b\n" + text)


def test_a_line_that_is_too_long_is_told():
    assert_read_alike("a,b\n1,2\n" + "x" * LONGEST + ",\n3,4\n")
    assert_read_alike("a,b\n1," + "户" * (LONGEST - 2) + "\n")


# --- headers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header", ["工资性收入（分）", "wage income (fen, prices of 2017)", "income_per_head (fen)"]
)
def test_a_header_may_say_fen(header):
    binding = bind(Table("f", (header,), ()), Household, ())
    assert (binding.faults, binding.fen) == ((), {0})
    assert bind(Sheet("f", (header,), ([1],), [1]), Household, ()) == binding


@pytest.mark.parametrize("kind_header", [(Person, "劳动能力（分）"), (Village, "户籍人口（分）")])
def test_only_amounts_are_in_fen(kind_header):
    kind, header = kind_header
    assert len(bind(Table("f", (header,), ()), kind, ()).faults) == 1


@pytest.mark.parametrize("column", [["", ""], [None, None], pa.array(["", None]), pa.nulls(2)])
def test_a_column_without_a_header_may_stand_empty(column):
    sheet = Sheet("f", ("户编号", ""), (["a", "b"], column), [2, 3])
    assert bind(sheet, Household, ()).faults == ()
    filled = Sheet("f", ("户编号", ""), (["a", "b"], ["", 1]), [2, 3])
    assert [fault.code for fault in bind(filled, Household, ()).faults] == ["unnamed-header"]


def test_fen_and_yuan_are_the_same_money(tmp_path):
    fen = HOUSEHOLDS.replace("（元", "（分").replace("6998", "699800")
    fen = fen.replace("7000", "700000").replace("7002", "700200")
    one, columns = both_ways(tmp_path, {Household: fen}, EXTENSIONS)
    assert_same(one, columns)
    assert values(columns.frame, "wage_income").tolist() == [699800, 700000, 700200]


def test_a_part_of_a_fen_is_told(tmp_path):
    text = "户编号,工资性收入（分）\na,12.5\nb,1\n"
    one, columns = both_ways(tmp_path, {Household: text})
    for faults in (one.faults, columns.faults):
        assert [(f.code, f.row, f.column) for f in faults] == [("too-fine", 2, "工资性收入（分）")]


# --- the same from every kind of table -----------------------------------------------------------


def tables(folder, texts=TEXTS):
    """Return the sample tables as Arrow tables of text."""
    sheets = {kind: read_delimited(text, "f") for kind, text in texts.items()}
    return {
        kind: pa.table(list(sheet.columns), list(sheet.header)) for kind, sheet in sheets.items()
    }


def typed(kind, table):
    """Return an Arrow table with numbers, truth values, days and dictionaries."""
    columns = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        values = column.to_pylist()
        if name.startswith(("工资", "经营", "转移", "生产", "户籍")):
            columns[name] = pa.array([int(value) for value in values], pa.int64())
        elif name.startswith(("住房", "是否", "本人")):
            columns[name] = pa.array(
                [{"是": True, "否": False, "": None}[value] for value in values]
            )
        elif name.startswith("出生"):
            columns[name] = pa.array(pd.to_datetime(values).date)
        elif name == "劳动能力":
            columns[name] = pa.array(values).dictionary_encode()
        else:
            columns[name] = pa.array(values)
    return pa.table(columns)


MAKERS = {
    "pyarrow": lambda table: table,
    "pyarrow chunks": lambda table: pa.concat_tables([table.slice(0, 1), table.slice(1)]),
    "pyarrow batch": lambda table: table.combine_chunks().to_batches()[0],
    "polars": pl.from_arrow,
    "polars lazy": lambda table: pl.from_arrow(table).lazy(),
    "pandas": lambda table: table.to_pandas(),
    "pandas arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "pandas objects": lambda table: table.to_pandas().astype(object),
    "duckdb": duckdb.from_arrow,
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("shape", [lambda _kind, table: table, typed], ids=["text", "typed"])
def test_every_kind_of_table_says_the_same(tmp_path, make, shape):
    file = read(tmp_path)
    frames = {kind: make(shape(kind, table)) for kind, table in tables(tmp_path).items()}
    frame = register(frames, policy=policy())
    assert frame.faults == ()
    assert frame.rows.tolist() == [1, 2, 3]
    assert frame.ids.to_pylist() == file.ids.to_pylist() == ["h1", "h2", "h3"]
    for row in range(3):
        assert plain(subject_at(frame.frame, row)) == plain(subject_at(file.frame, row))
    result = frame.assess(policy(), NAMES)
    wanted = file.assess(policy(), NAMES)
    assert result.arrow.drop(["row"]).to_pydict() == wanted.arrow.drop(["row"]).to_pydict()
    assert type(result.table) is type(frames[Household])


def test_ids_may_be_numbers(tmp_path):
    households = pa.table({"户编号": [3, 1, 2], "工资性收入": [1, 2, 3]})
    persons = pa.table(
        {"户编号": pa.array([2, 3, 3], pa.int32()), "是否参加医保": [True, None, False]}
    )
    found = register({Household: households, Person: persons})
    assert found.faults == ()
    assert found.ids.to_pylist() == ["3", "1", "2"]
    assert found.given.to_pylist() == [3, 1, 2]
    below = found.frame.below["persons"]
    assert below.segments.sizes.tolist() == [2, 0, 1]
    assert values(below.frame, "insured").tolist() == [1, 0, 2]


def test_faults_of_a_frame_name_the_kind_and_rows_from_one():
    found = register({Household: pa.table({"户编号": ["a", "b"], "住房安全": ["是", "好"]})})
    [fault] = found.faults
    assert (fault.file, fault.row, fault.column) == ("户 household", 2, "住房安全")
    assert found.good.tolist() == [True, False]
    strange = register({Household: pa.table({"户编号": ["a"], "住房": ["是"]})})
    assert [(f.code, f.row) for f in strange.faults] == [("unknown-header", None)]


def test_floats_are_no_ids():
    found = register({Household: pd.DataFrame({"户编号": [1.0, None], "住房安全": [True, False]})})
    assert [(f.code, f.row) for f in found.faults] == [("damaged-id", 1), ("missing-key", 2)]


@pytest.mark.parametrize("folder", [False, True])
def test_parquet_files_and_folders_are_read(tmp_path, folder):
    paths = {}
    for kind, table in tables(tmp_path).items():
        path = tmp_path / f"{kind.__name__}.parquet"
        if folder:
            path = tmp_path / kind.__name__
            path.mkdir()
            parquet.write_table(table.slice(0, 1), path / "a.parquet")
            parquet.write_table(table.slice(1), path / "b.parquet")
        else:
            parquet.write_table(table, path)
        paths[kind] = path
    found = register(paths, policy=policy())
    assert found.faults == ()
    wanted = read(tmp_path).assess(policy(), NAMES).arrow
    assert found.assess(policy(), NAMES).arrow.drop(["row"]) == wanted.drop(["row"])


def test_parquet_that_is_none_or_does_not_fit_is_told(tmp_path):
    bad = put(tmp_path, "h.parquet", "no")
    with pytest.raises(BadFile):
        register({Household: bad})
    with pytest.raises(BadFile):
        register({Household: tmp_path / "none.parquet"})
    parquet.write_table(pa.table({"户编号": ["a"]}), tmp_path / "h.parquet")
    parquet.write_table(pa.table({"户编号": [1]}), tmp_path / "i.parquet")
    with pytest.raises(BadFile) as caught:
        register({Household: tmp_path})
    assert "i.parquet" in str(caught.value)


def test_workbooks_are_read(tmp_path):
    paths = {}
    for kind, table in tables(tmp_path).items():
        paths[kind] = tmp_path / f"{kind.__name__}.xlsx"
        with xlsxwriter.Workbook(paths[kind]) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, table.column_names)
            for number_, row in enumerate(zip(*table.to_pydict().values(), strict=True), 1):
                sheet.write_row(number_, 0, [int(c) if c.isdigit() else c for c in row])
    found = register(paths, policy=policy())
    assert found.faults == ()
    wanted = read(tmp_path).assess(policy(), NAMES).arrow
    assert found.assess(policy(), NAMES).arrow.to_pydict() == wanted.to_pydict()


def test_ids_that_a_spreadsheet_has_changed_are_told(tmp_path):
    path = tmp_path / "h.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        rows = [
            ("户编号", "住房安全", "户主姓名"),
            (12, "是", "某"),
            (440101199001011234, "是", "某"),
            ("h3", "是", 5),
        ]
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    found = register({Household: path})
    assert found.ids.to_pylist() == ["12", None, "h3"]
    assert [(fault.code, fault.row) for fault in found.faults] == [("damaged-id", 3)]


# --- what cannot be read -------------------------------------------------------------------------


def test_json_and_what_is_no_table_are_refused(tmp_path):
    with pytest.raises(BadFile):
        register({Household: put(tmp_path, "h.json", "[]")})
    with pytest.raises(BadSetting):
        register({Household: {"户编号": ["a"]}})
    with pytest.raises(BadSetting):
        register({})
    with pytest.raises(BadSetting):
        register({Person: pa.table({"户编号": ["a"]})}, about=Household)
    with pytest.raises(BadSetting):
        register({Village: pa.table({"村编号": ["a"]}), IncomeEntry: pa.table({"户编号": ["a"]})})


def test_about_says_which_table_is_the_main_one(tmp_path):
    found = read(tmp_path, about=Village)
    assert (found.kind, len(found)) == (Village, 1)
    assert found.frame.below["households"].frame.below["persons"].segments.sizes.tolist() == [
        2,
        2,
        2,
    ]


def test_columns_can_be_passed_over_and_encodings_named(tmp_path):
    text = "户编号,备注,住房安全\na,甲,是\n"
    path = put(tmp_path, "h.csv", text.encode("utf-16-le"))
    found = register({Household: path}, ignore=["备注"], encoding="utf-16-le")
    assert found.faults == ()
    with pytest.raises(BadSetting):
        register({Household: path}, encoding="klingon")
    with pytest.raises(BadSetting):
        register({Household: path}, prices_of=17)


# --- many bad rows -------------------------------------------------------------------------------


def test_of_many_bad_rows_each_is_told_once_and_the_rest_decided(tmp_path):
    size = 4_000
    households = ["户编号,住房安全"] + [f"h{i},{'?' if i % 20 == 3 else '是'}" for i in range(size)]
    persons = ["户编号,是否参加医保"] + [
        f"h{i},{'?' if i % 20 == 7 else '否'}" for i in range(size)
    ]
    persons += [f"z{i},是" for i in range(0, size, 20)] + ["h11,是,否"] * 5
    found = read(tmp_path, {Household: "\n".join(households), Person: "\n".join(persons)})
    codes = Counter(fault.code for fault in found.faults)
    assert codes == {"not-yes-no": size // 10, "no-parent": size // 20, "ragged-row": 5}
    assert int(found.good.sum()) == size - size // 10 - 1
    assert found.faults_of(5) == ()
    [fault] = found.faults_of(11)
    assert fault.code == "other-faults"
    assert "row 4202" in fault.text("en")


# --- subjects that say and contradict by declaration, or by code ---------------------------------

WAYS = vocabulary(("方式", "way"), short=("简", "short"), long=("详", "long"), full=("全", "full"))


class Declared(Subject):
    """A subject with three forms and an order of facts."""

    label = Text("登记", "record")
    forms = Forms(
        "way",
        (
            Form("short", ("a",), Text("甲", "A")),
            Form("long", ("b", "c"), Text("乙丙", "B and C")),
            Form("full", ("d",), Text("丁", "D")),
        ),
    )
    at_most = (("b", "c"), ("a", "d"))

    way = word(("方式", "way"), WAYS)
    a = number(("甲数", "a"))
    b = number(("乙数", "b"))
    c = number(("丙数", "c"))
    d = number(("丁数", "d"))


class Computed(Subject):
    """The same, by code."""

    label = Text("算出的登记", "computed record")
    declared = up(lambda: Declared)

    way = word(("方式", "way"), WAYS)
    a = number(("甲数", "a"))
    b = number(("乙数", "b"))
    c = number(("丙数", "c"))
    d = number(("丁数", "d"))

    @classmethod
    def complete(cls, values, changed=()):
        Declared.complete.__func__(Declared, values, changed)

    @classmethod
    def contradictions(cls, values):
        return Declared.contradictions.__func__(Declared, values)


WAY = st.sampled_from(["", "", "short", "long"])
NUMBERS = st.sampled_from(["", "", "1", "2", "x"])


@settings(deadline=None)
@given(st.lists(st.tuples(WAY, NUMBERS, NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=8))
def test_forms_and_contradictions_are_the_same_in_rows_and_columns(tmp_path_factory, rows):
    folder = tmp_path_factory.getbasetemp()
    text = "编号,方式,甲数,乙数,丙数,丁数\n"
    text += "".join(f"r{i},{','.join(row)}\n" for i, row in enumerate(rows))
    found = []
    for kind in (Declared, Computed):
        one, columns = both_ways(folder, {kind: text})
        assert_same(one, columns)
        found.append([(f.code, f.row, f.path, str(f.parts)) for f in columns.faults])
    assert found[0] == found[1]


def test_a_form_is_said_where_its_column_is_not_there(tmp_path):
    found = read(tmp_path, {Household: "户编号,人均可支配收入\na,5\nb,\n"})
    assert values(found.frame, "income_record").tolist() == [1, -1]


class Bill(Subject):
    """Money may contradict money."""

    label = Text("账", "bill")
    at_most = (("paid", "cost"),)
    cost = money(("费用", "cost"))
    paid = money(("已付", "paid"))


def test_numbers_that_exceed_others_are_told():
    found = register({Bill: pa.table({"费用": [1.5, None, 2.0], "已付": [1.51, 3.0, 2.0]})})
    [fault] = found.faults
    assert (fault.code, fault.row, fault.column) == ("contradiction", 1, "已付")
    assert found.ids is None


# --- answers -------------------------------------------------------------------------------------


def test_answers_are_those_of_one_by_one(tmp_path):
    households = HOUSEHOLDS + "h4,x,0,0,0,是,否,v1\nh5,,0,0,0,,否,\n"
    texts = {**TEXTS, Household: households}
    one, columns = both_ways(tmp_path, texts, EXTENSIONS)
    table = columns.assess(policy(), NAMES).arrow.to_pydict()
    for row, line in enumerate(assess(policy(), one, NAMES)):
        assert table["row"][row] == line.row
        assert table["status"][row] == line.status
        assert table["id"][row] == line.id
        for name, decision in zip(NAMES, line.decisions or [None] * len(NAMES), strict=True):
            assert table[name][row] == answer(decision), (name, row)
            missing = table.get(f"{name} missing")
            if decision is not None and missing is not None:
                assert missing[row].bit_count() == len(decision.missing)


def answer(decision):
    if decision is None:
        return "fault"
    if decision.outcome is not None:
        return decision.outcome.value
    return decision.value if isinstance(decision.value, str) else "value"


def test_counts_legend_and_digest(tmp_path):
    result = read(tmp_path, {**TEXTS, Household: HOUSEHOLDS.replace("7000", "x")}).assess(
        policy(), NAMES
    )
    counts = result.counts()
    assert (counts["rows"], counts["answered"], counts["faulty"]) == (3, 2, 1)
    assert counts["answers"]["yunxi.poor"] == {"yes": 1, "no": 1, "fault": 1}
    assert counts["answers"]["yunxi.gift"] == {"value": 2, "fault": 1}
    assert set(result.arrow["digest"].to_pylist()) == {policy().digest}
    legend = {about["name"]: about for about in result.legend}
    assert list(legend) == list(NAMES)
    exit_ = legend["household.exit"]
    assert [item["clause"] for item in exit_["criteria"]][:2] == ["yunxi.insured", "yunxi.school"]
    assert {"bit", "path", "label"} == set(exit_["facts"][0])
    assert set(exit_["label"]) == {"zh", "en"}
    for about in result.legend:
        for distance in about["distances"]:
            assert distance["column"] in result.arrow.column_names


def test_a_number_is_its_fraction_of_base_steps(tmp_path):
    table = read(tmp_path).assess(policy(), ["yunxi.gift"]).arrow
    # two persons at 50.50 yuan, and a yuan: 10,200 fen
    assert table["yunxi.gift numerator"].to_pylist() == [10_200] * 3
    assert table["yunxi.gift denominator"].to_pylist() == [1] * 3


def test_distances_are_null_where_there_is_none(tmp_path):
    table = (
        read(tmp_path, {**TEXTS, Household: HOUSEHOLDS.replace("7002", "")})
        .assess(policy(), ["yunxi.poor"])
        .arrow
    )
    column = table["yunxi.poor distance 1"]
    assert column.type == pa.int64()
    # h1 is 2 yuan below the line of 7,000 for two; h2 stands on it
    assert column.to_pylist() == [200, -1, None]


def test_all_standards_about_the_subject_are_asked_by_default(tmp_path):
    found = read(tmp_path)
    assert found.assess(policy()).names == ("household.identification", "household.exit")
    with pytest.raises(UnknownClause):
        found.assess(policy(), ["yunxi.nothing"])


def test_one_row_is_explained_by_its_id(tmp_path):
    found = read(tmp_path, {**TEXTS, Household: HOUSEHOLDS.replace("7000", "x")})
    decision = found.explain(policy(), "yunxi.poor", "h1")
    assert decision.outcome.value == "yes"
    assert found.explain(policy(), "yunxi.small", "h3").outcome.value == "yes"
    with pytest.raises(InvalidData) as caught:
        found.explain(policy(), "yunxi.poor", "h2")
    assert [fault.code for fault in caught.value.faults] == ["not-number"]
    with pytest.raises(BadSetting):
        found.explain(policy(), "yunxi.poor", "h9")


def test_faults_are_put_into_words_only_when_asked_for(tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(
        "povertypolicy.register.complaints.Fault",
        lambda *parts: made.append(1) or Fault(*parts),
    )
    found = read(tmp_path, {Household: "户编号,住房安全\n" + "a,?\n" * 50})
    assert found.good.sum() == 0
    assert made == []
    assert len(found.faults) == 100


def test_no_value_of_a_cell_stands_in_a_message(tmp_path):
    secret = "张三440106199001011234"
    texts = {
        Household: f"户编号,住房安全,工资性收入\n{secret},{secret},{secret}\n{secret},是,{secret}\n",
        Person: f"户编号,姓名,{secret}\n{secret}x,{secret},是\n{secret}\n",
    }
    found = read(tmp_path, texts)
    whole = "".join(fault.text(lang) for fault in found.faults for lang in ("zh", "en"))
    whole += "".join(
        f.text("zh") for row in range(len(found)) for f in found.faults_of(row)
    ) + repr(found)
    assert len(found.faults) > 4
    assert "440106" not in whole
    assert "张三" not in whole


def test_columns_are_loaded_only_when_they_are_used():
    import subprocess

    code = "import sys, povertypolicy.register; print('numpy' in sys.modules, 'pyarrow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_rows_without_order_are_put_in_order_and_found_again():
    rng = np.random.default_rng(7)
    size = 500
    order, persons = rng.permutation(size), rng.permutation(np.repeat(np.arange(size), 3))
    found = register(
        {
            Household: pa.table({"户编号": order}),
            Person: pa.table(
                {"户编号": persons, "出生日期": pa.array(persons.astype(np.int32), pa.date32())}
            ),
        }
    )
    assert found.faults == ()
    below = found.frame.below["persons"]
    days = values(below.frame, "birth_date").reshape(size, 3)
    epoch = days[order == 0][0][0]
    assert ((days - epoch) == order[:, None]).all()


def test_a_header_to_pass_over_is_a_name_and_not_its_letters():
    table = pa.table({"户编号": ["h1"], "备注": ["x"]})
    found = register({Household: table}, ignore="备注")
    assert (len(found), found.faults) == (1, ())


@pytest.mark.parametrize("row", [-1, 1, 99])
def test_a_row_that_is_not_there_is_told(row):
    found = register({Household: pa.table({"户编号": ["h1"]})})
    with pytest.raises(BadSetting, match="没有这一行"):
        found.entry(row)
    with pytest.raises(BadSetting, match="there is no such row"):
        found.faults_of(row)
