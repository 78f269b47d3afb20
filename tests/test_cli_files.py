"""Which files the command line takes: workbooks of several sheets, folders of Parquet, part by part, Spark or not."""

import json
import sys

import pytest
import register_samples as samples
from click.testing import CliRunner
from register_samples import HOUSEHOLDS, PERSONS, put

pytest.importorskip("pyarrow")

import part_samples
import pyarrow as pa
from pyarrow import parquet

from povertypolicy import Household
from povertypolicy.cli import engines
from povertypolicy.cli.app import cli
from povertypolicy.errors import BadFile, BadSetting
from povertypolicy.register.parts import manifest, running
from povertypolicy.register.registers import register


@pytest.fixture(autouse=True)
def _installed(monkeypatch):
    samples.install(monkeypatch)


def assess(file, *more, command="assess", lang="en", standards=("yunxi.poor",)):
    asked = [option for name in standards for option in ("--standard", name)]
    args = [
        "--lang", lang, command, file, "--policy", "yunxi", "--rules-on", "2018-12-31", *asked, *more,
    ]  # fmt: skip
    return CliRunner().invoke(cli, [str(arg) for arg in args], catch_exceptions=False)


# --- columns to pass over ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xlsx", "parquet", "folder"])
def test_a_column_to_pass_over_must_be_in_a_table_of_any_kind(tmp_path, kind):
    households = HOUSEHOLDS.replace("（元，2017年不变价）", "(2017年不变价)")
    text = households.replace("村编号\n", "村编号,备注说明\n").replace("v1\n", "v1,x\n")
    if kind == "xlsx":
        file = workbook(tmp_path / "h.xlsx", 户=text, 人=PERSONS)
    else:
        file = tmp_path / "h.parquet" if kind == "parquet" else tmp_path / "h" / "0.parquet"
        file.parent.mkdir(exist_ok=True)
        header, *lines = (line.split(",") for line in text.splitlines())
        columns = dict(zip(header, map(list, zip(*lines, strict=True)), strict=True))
        parquet.write_table(pa.table(columns), file)
        file = file.parent if kind == "folder" else file
    sheet = ("--worksheet", "户") if kind == "xlsx" else ()
    assert assess(file, *sheet, "--ignore", "备注说明").exit_code == 0
    done = assess(file, *sheet, "--ignore", "备注说名")
    assert done.exit_code == 2
    assert 'Did you mean "备注说明"?' in done.stderr


# --- worksheets ----------------------------------------------------------------------------------


def workbook(path, **sheets):
    """Write CSV texts as the worksheets of one workbook."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(str(path))
    for name, text in sheets.items():
        sheet = book.add_worksheet(name)
        for number, line in enumerate(text.splitlines()):
            sheet.write_row(number, 0, line.split(","))
    book.close()
    return path


def test_the_worksheets_of_one_workbook_are_two_tables(tmp_path):
    # the headers of the sample hold commas in their remarks
    households = HOUSEHOLDS.replace("（元，2017年不变价）", "(2017年不变价)")
    book = workbook(tmp_path / "册.xlsx", 户=households, 人=PERSONS)
    done = assess(book, "--worksheet", "户", "--persons", book, "--worksheet", "persons=人")
    assert done.exit_code == 0, done.output
    assert "met 1, not met 2" in done.stdout
    explained = assess(
        book, "--worksheet", "户", "--persons", book, "--worksheet", "persons=人", "--id", "h1",
        command="explain",
    )  # fmt: skip
    assert "income below the support line: met" in explained.stdout


def test_of_several_worksheets_one_is_asked_for_with_the_way_to_name_it(tmp_path):
    book = workbook(tmp_path / "a.xlsx", 户=HOUSEHOLDS, 人=PERSONS)
    done = assess(book, lang="both")
    assert done.exit_code == 2
    assert "--worksheet 名称" in done.stderr
    assert "--worksheet NAME" in done.stderr
    assert "--worksheet persons=NAME" in done.stderr
    wrong = assess(book, "--worksheet", "户表")
    assert wrong.exit_code == 2
    assert "no worksheet of that name" in wrong.stderr


@pytest.mark.parametrize("name", ["a=b", "村=x"])
def test_a_worksheet_may_have_an_equals_sign_in_its_name(tmp_path, name):
    book = workbook(tmp_path / "a.xlsx", **{name: HOUSEHOLDS, "人": PERSONS})
    assert "3 records" in assess(book, "--worksheet", name).stdout


@pytest.mark.parametrize("name", ["h.csv", "h.json", "h.parquet"])
def test_what_is_no_workbook_has_no_worksheet(tmp_path, name):
    if name.endswith("parquet"):
        table = part_samples.pa.table({"户编号": ["h1"]})
        parquet.write_table(table, tmp_path / name)
    else:
        put(tmp_path, name, '[{"id": "h1"}]' if name.endswith("json") else HOUSEHOLDS)
    done = assess(tmp_path / name, "--worksheet", "户")
    assert done.exit_code == 2
    assert "no Excel workbook" in done.stderr


def test_a_worksheet_of_a_table_that_is_not_given_is_refused(tmp_path):
    book = workbook(tmp_path / "a.xlsx", 户=HOUSEHOLDS)
    done = assess(book, "--worksheet", "persons=人")
    assert done.exit_code == 2
    assert "no file was given for the table of person" in done.stderr


def test_worksheets_are_named_in_python_too(tmp_path):
    book = workbook(tmp_path / "a.xlsx", 户=HOUSEHOLDS, 人=PERSONS)
    assert len(register({Household: book}, worksheets={Household: "户"})) == 3
    with pytest.raises(BadFile, match="worksheets="):
        register({Household: book})
    frame = part_samples.pa.table({"户编号": ["h1"]})
    with pytest.raises(BadFile, match="不是 Excel 工作簿"):
        register({Household: frame}, worksheets={Household: "户"})


# --- folders of Parquet --------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    households, persons = part_samples.drawn(3, size=60, faults=False)
    cuts = part_samples.cuts_at(households, persons, (1040, 1080))
    part_samples.tables_in(tmp_path, households, persons, cuts)
    return tmp_path


def in_folder(folder, *more, **how):
    return assess(
        folder / "households", "--persons", folder / "persons", "--villages", folder / "villages.csv",
        *more, standards=("yunxi.poor", "yunxi.small"), **how,
    )  # fmt: skip


def told(path):
    tables = [parquet.read_table(part) for part in sorted(path.glob("part-*.parquet"))]
    return part_samples.pa.concat_tables(tables)


def test_a_folder_of_parquet_is_assessed_into_a_folder(folder):
    whole = in_folder(folder)
    parts = in_folder(folder, "--output", folder / "out")
    head = whole.stdout.split("\n")[:3]
    assert parts.stdout.split("\n")[:3] == head
    assert parts.exit_code == whole.exit_code
    assert "Resumed" not in parts.stdout
    in_one = in_folder(folder, "--output", folder / "out.parquet")
    assert in_one.exit_code == whole.exit_code
    one = parquet.read_table(folder / "out.parquet")
    for column in ("id", "yunxi.poor", "yunxi.small"):
        assert told(folder / "out").column(column).to_pylist() == one.column(column).to_pylist()


def test_a_run_goes_on_where_it_stood_and_says_so(folder, monkeypatch):
    part = running.Run.part

    def stopped(self, way, number):
        if number == 3:
            raise KeyboardInterrupt
        return part(self, way, number)

    monkeypatch.setattr(running.Run, "part", stopped)
    done = in_folder(folder, "--output", folder / "out", lang="both")
    assert done.exit_code == 130
    assert "run the same command again" in done.stderr
    assert "再次运行同一命令" in done.stderr
    monkeypatch.undo()
    samples.install(monkeypatch)
    left = len(json.loads((folder / "out" / manifest.NAME).read_text("utf-8"))["done"])
    again = in_folder(folder, "--output", folder / "out")
    assert 1 <= left <= 2
    assert f"Resumed: {left} of 3 parts" in again.stdout
    anew = in_folder(folder, "--output", folder / "out", "--restart", "--format", "json")
    assert json.loads(anew.stdout)["resumed"] == 0
    assert json.loads(anew.stdout)["summary"]["rows"] == 60
    assert "3 of 3" in in_folder(folder, "--output", folder / "out").stdout


def test_restart_starts_anew_whatever_the_earlier_run_was_about(folder):
    out = folder / "out"
    assert "60 records" in in_folder(folder, "--output", out).stdout
    parquet.write_table(
        parquet.read_table(folder / "households" / "000.parquet").slice(1),
        folder / "households" / "000.parquet",
    )
    refused = in_folder(folder, "--output", out, lang="both")
    assert refused.exit_code == 2
    assert "start anew with --restart" in refused.stderr
    assert "--restart" in refused.stderr.split("start anew")[0]
    anew = in_folder(folder, "--output", out, "--restart")
    assert "59 records" in anew.stdout
    (out / manifest.NAME).write_text("{}", "utf-8")
    assert in_folder(folder, "--output", out).exit_code == 2
    assert "59 records" in in_folder(folder, "--output", out, "--restart").stdout
    put(out, "notes.txt", "mine")
    stranger = in_folder(folder, "--output", out, "--restart")
    assert stranger.exit_code == 2
    assert "holds other files" in stranger.stderr
    assert (out / "notes.txt").read_text("utf-8") == "mine"


def test_the_encoding_holds_for_what_goes_into_a_folder_too(folder):
    text = "id,村名,registered population\nv1,雲溪村,400\nv2,雲山村,600\n"
    (folder / "villages.csv").write_bytes(text.encode("big5"))
    whole = in_folder(folder, "--encoding", "big5")
    parts = in_folder(folder, "--encoding", "big5", "--output", folder / "out")
    assert whole.exit_code == parts.exit_code == 0, parts.output
    assert parts.stdout.split("\n")[:3] == whole.stdout.split("\n")[:3]
    told_ = in_folder(folder, "--encoding", "gb9", "--output", folder / "other")
    assert told_.exit_code == 2
    assert "there is no such encoding" in told_.stderr


def test_faults_of_parts_are_told_by_their_files(tmp_path):
    part_samples.tables_in(tmp_path, *part_samples.drawn(3, size=60, faults=True))
    done = in_folder(tmp_path, "--output", tmp_path / "out")
    assert done.exit_code == 1
    assert f"faults: see {tmp_path / 'out' / 'part-00001.faults.csv'}" in done.stdout


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--output", "out", "--faults", "f.csv"), "so do the faults"),
        (("--output", "out.csv", "--restart"), "in memory there are no parts"),
        (("--output", "out", "--engine", "memory"), "in memory there are no parts"),
        (("--output", "out.csv", "--engine", "parts"), "writes to a folder"),
        (("--engine", "parts"), "writes to a folder"),
        (("--output", "out.csv", "--engine", "spark"), "writes to a folder"),
        (("--output", "out.txt"), "or a folder, where the file assessed is Parquet"),
    ],
)
def test_an_engine_that_does_not_fit_is_refused(folder, monkeypatch, more, words):
    monkeypatch.chdir(folder)
    done = in_folder(folder, *more)
    assert done.exit_code == 2
    assert words in done.stderr
    assert not list(folder.glob("out*"))


def test_a_folder_with_other_files_is_left_alone(folder):
    before = sorted(folder.rglob("*"))
    done = in_folder(folder, "--output", folder / "persons")
    assert done.exit_code == 2
    assert "holds other files" in done.stderr
    assert sorted(folder.rglob("*")) == before


def test_a_table_that_is_no_parquet_is_not_assessed_part_by_part(folder):
    file = put(folder, "h.csv", HOUSEHOLDS)
    done = assess(file, "--engine", "parts", "--output", folder / "out")
    assert done.exit_code == 2
    assert "it reads a file or folder of Parquet" in done.stderr


def test_without_spark_the_way_to_it_is_told(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    done = in_folder(folder, "--engine", "spark", "--output", folder / "out", lang="both")
    assert done.exit_code == 2
    assert 'pip install "povertypolicy[spark]"' in done.stderr
    assert "Java 17" in done.stderr
    assert "--engine parts" in done.stderr
    assert not (folder / "out").exists()


def test_spark_writes_into_an_empty_folder_only(folder):
    done = in_folder(folder, "--engine", "spark", "--output", folder / "persons")
    assert done.exit_code == 2
    assert "choose an empty one" in done.stderr


def test_an_error_in_spark_is_told_by_its_type_and_our_own_words_alone():
    secret = "张三 440101199001011234"
    ours = f"Traceback\n  x = {secret}\npovertypolicy.errors.BadSetting: 价格年份不同\nthe years differ\n"
    told_ = engines._stopped(RuntimeError(ours))
    assert "价格年份不同" in told_.text("zh")
    lost = engines._stopped(
        RuntimeError(f"{secret}\nModuleNotFoundError: No module named 'povertypolicy'\n")
    )
    assert "No module named 'povertypolicy'" in lost.text("en")
    strange = engines._stopped(RuntimeError(f"ValueError: {secret}"))
    assert "RuntimeError" in strange.text("en")
    for error in (told_, lost, strange):
        assert isinstance(error, BadSetting)
        assert "440101" not in error.text("zh") + error.text("en")
