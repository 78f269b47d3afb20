"""The command line: every command, in both languages and as JSON, its exit codes, its words when something is wrong."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import lookup_samples
import pytest
import register_samples as samples
from click.testing import CliRunner
from register_samples import HOUSEHOLDS, PERSONS, put

from povertypolicy.cli import main
from povertypolicy.cli.app import cli
from povertypolicy.cli.guarding import internal
from povertypolicy.cli.speaking import languages_of
from povertypolicy.deciding.sentences import clause_sentence
from povertypolicy.plugins import finding

CJK = re.compile(r"[\u4e00-\u9fff]")
SUPPLY = ("--supply", "yunxi.average=9000.50@2017", "--supply-source", "公报 bulletin")


@pytest.fixture(autouse=True)
def _terminal(monkeypatch):
    samples.sit_down(monkeypatch)


@pytest.fixture
def files(tmp_path):
    return samples.put_tables(tmp_path)


def run(*args):
    return CliRunner().invoke(cli, [str(arg) for arg in args], catch_exceptions=False)


def assess(files, *more, lang="both", command="assess"):
    return run(
        "--lang", lang, command, files["households"], "--policy", "yunxi", "--rules-on", "2018-12-31",
        "--persons", files["persons"], "--villages", files["villages"], *more,
    )  # fmt: skip


# --- assess --------------------------------------------------------------------------------------


def test_assess_tells_the_counts_and_the_rows(files):
    done = assess(files, "--standard", "yunxi.poor", "--standard", "yunxi.small")
    assert done.exit_code == 0
    assert "共 3 条，已核查 3 条，有问题 0 条" in done.stdout
    assert "3 records, 3 answered, 0 with faults" in done.stdout
    assert "收入低于帮扶线（yunxi.poor）：符合 1，不符合 2" in done.stdout
    assert "small village (yunxi.small): met 3" in done.stdout
    assert "第2行：收入低于帮扶线：符合" in done.stdout
    assert "不是官方认定" in done.stdout


def test_all_standards_are_asked_unless_some_are_named(files):
    done = assess(files, *SUPPLY, lang="en")
    assert "identification (household.identification):" in done.stdout
    # 9,000.50 x 40 % = 3,600.20 a head, which none of the three reaches
    assert "exit (household.exit): not met 3" in done.stdout


@pytest.mark.parametrize(
    ("lang", "zh", "en"), [("zh", True, False), ("en", False, True), ("both", True, True)]
)
def test_the_language_is_the_one_chosen(files, lang, zh, en):
    for done in (
        assess(files, lang=lang),
        run(
            "assess",
            files["households"],
            "--policy",
            "yunxi",
            "--rules-on",
            "2018-12-31",
            "--lang",
            lang,
        ),
    ):
        assert ("已核查" in done.stdout) is zh
        assert ("answered" in done.stdout) is en


@pytest.mark.parametrize(
    ("environment", "languages"),
    [
        ({"LANG": "zh_CN.UTF-8"}, ("zh",)),
        ({"LANG": "en_GB.UTF-8"}, ("en",)),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.GB18030"}, ("zh",)),
        ({"LANG": "C.UTF-8"}, ("zh", "en")),
        ({}, ("zh", "en")),
    ],
)
def test_the_language_follows_the_terminal(monkeypatch, environment, languages):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert languages_of(None) == languages
    assert languages_of("en") == ("en",)


def test_answers_and_faults_are_written_to_files(files, tmp_path):
    files["persons"] = put(tmp_path, "persons.csv", PERSONS.replace("p3,h2,丙,有", "p3,h2,丙,无"))
    done = assess(files, "--output", tmp_path / "out.csv")
    assert done.exit_code == 1
    assert "已写入" in done.stdout
    answers = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert [(row["row"], row["status"]) for row in answers] == [
        ("2", "answered"),
        ("3", "fault"),
        ("4", "answered"),
    ]
    faults = list(csv.DictReader(io.StringIO((tmp_path / "out.faults.csv").read_text("utf-8-sig"))))
    assert [(row["row"], row["code"]) for row in faults] == [("4", "not-a-word")]


def test_the_faults_file_is_written_even_when_there_are_none(files, tmp_path):
    done = assess(files, "--output", tmp_path / "out.json", "--faults", tmp_path / "bad.json")
    assert done.exit_code == 0
    assert json.loads((tmp_path / "bad.json").read_text("utf-8")) == []
    told = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [row["id"] for row in told["rows"]] == ["h1", "h2", "h3"]
    assert told["summary"]["answered"] == 3


def test_assess_as_json(files):
    done = assess(files, "--format", "json")
    told = json.loads(done.stdout)
    assert [row["row"] for row in told["rows"]] == [2, 3, 4]
    assert {row["id"] for row in told["rows"]} == {
        None
    }  # ids may be people's: they go to files alone
    assert told["summary"]["rows"] == 3


def test_a_failing_write_leaves_no_result(files, tmp_path, monkeypatch):
    from povertypolicy.register import writing

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    done = assess(files, "--output", tmp_path / "out.csv")
    assert done.exit_code == 2
    assert "未留下任何结果文件" in done.stderr
    assert not list(tmp_path.glob("*out*"))


def test_settings_come_from_a_file_and_from_options(files, tmp_path):
    text = '[supply]\n"yunxi.average" = { yuan_per_head = "8700", prices_of = 2017, source = "公报" }\n[choose]\n"yunxi.housing" = "own"\n'
    settings = put(tmp_path, "settings.toml", text)
    by_file = assess(files, "--settings", settings, "--standard", "household.exit", lang="en")
    # 40 % of 8,700 is 3,480, which all reach
    assert "exit (household.exit): met 3" in by_file.stdout
    both = assess(files, "--settings", settings, *SUPPLY, "--standard", "household.exit", lang="en")
    assert "exit (household.exit): not met 3" in both.stdout
    plain = json.dumps(
        {"supply": {"yunxi.average": {"yuan_per_head": 8700, "prices_of": 2017, "source": "s"}}}
    )
    by_json = assess(
        files,
        "--settings",
        put(tmp_path, "s.json", plain),
        "--standard",
        "household.exit",
        lang="en",
    )
    assert "exit (household.exit): met 3" in by_json.stdout


def test_the_subject_may_be_named(tmp_path):
    villages = put(tmp_path, "v.csv", "村编号,村名,户籍人口\nv1,云溪村,400\n")
    done = run(
        "assess",
        villages,
        "--policy",
        "yunxi",
        "--rules-on",
        "2018-12-31",
        "--subject",
        "village",
        "--lang",
        "en",
    )
    assert "village exit (village.exit): to be verified 1" in done.stdout


def test_progress_is_told_on_a_terminal_only(files, monkeypatch):
    from povertypolicy.cli import outputs

    assert "assessing" not in assess(files).stderr
    assert outputs.progress() is None
    monkeypatch.setattr(outputs.sys.stderr.__class__, "isatty", lambda _: True, raising=False)
    assert outputs.progress() is not None


def test_progress_is_told_once_a_percent(capsys):
    from povertypolicy.cli.outputs import Progress

    progress = Progress()
    for done in range(1, 1001):
        progress(done, 1000)
    told = capsys.readouterr().err
    assert told.count("%") == 101  # from 0 to 100
    assert told.endswith("\r核查 assessing 100%\n")
    assert told.count("\n") == 1


# --- explain -------------------------------------------------------------------------------------


def test_explain_tells_every_reason(files):
    done = assess(files, "--row", "2", "--standard", "yunxi.poor", command="explain")
    assert done.exit_code == 0
    assert "收入低于帮扶线：符合" in done.stdout
    assert "income below the support line: met" in done.stdout
    assert "云溪〔2018〕3号 一.1" in done.stdout
    by_id = assess(files, "--id", "h1", "--standard", "yunxi.poor", command="explain")
    assert by_id.stdout == done.stdout


def test_explain_as_json_and_as_a_sheet(files, tmp_path):
    page = tmp_path / "sheet.html"
    done = assess(
        files,
        "--row",
        "2",
        "--standard",
        "yunxi.poor",
        "--format",
        "json",
        "--sheet",
        page,
        command="explain",
    )
    [told] = json.loads(done.stdout)
    assert told["clause"] == "yunxi.poor"
    html = page.read_text("utf-8")
    assert html.startswith("<!doctype html>")
    assert "核查表" in html


def test_explain_of_a_faulty_row_tells_its_faults(files, tmp_path):
    files["households"] = put(tmp_path, "households.csv", HOUSEHOLDS.replace("7000", "x"))
    done = assess(files, "--row", "3", command="explain")
    assert done.exit_code == 1
    assert "第3行" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ((), "请用 --row 或 --id"),
        (("--row", "9"), "行号到 4 为止"),
        (("--id", "440101199001011234"), "没有这一条"),
    ],
)
def test_explain_needs_one_record(files, more, words):
    done = assess(files, *more, command="explain")
    assert done.exit_code == 2
    assert words in done.stderr
    assert "440101199001011234" not in done.stderr


def test_explain_of_a_table_without_rows_says_so(files, tmp_path):
    header = HOUSEHOLDS.split("\n")[0]
    for more in ((), ("--row", "2"), ("--id", "h1")):
        files["households"] = put(tmp_path, "households.csv", f"{header}\n")
        done = assess(files, *more, command="explain")
        assert done.exit_code == 1
        assert "没有一条记录" in done.stderr
        assert "There is not one record in it" in done.stderr
        assert "does not hold exactly one" not in done.stderr
        files["households"] = put(tmp_path, "none.json", "[]")
        assert "There is not one record in it" in assess(files, *more, command="explain").stderr


def test_explain_tells_what_is_wrong_with_the_table_where_nothing_is_found(files, tmp_path):
    text = HOUSEHOLDS.replace("户编号", "户 号码", 1)
    files["households"] = put(tmp_path, "households.csv", text)
    done = assess(files, "--id", "h1", command="explain")
    assert done.exit_code == 2
    assert "没有这一条；行号到 4 为止。文件有问题：\n- " in done.stderr
    assert "the last row is 4. There are faults:\n- " in done.stderr
    assert "Unknown header in column A (no. 1)" in done.stderr
    sound = assess({**files, "households": put(tmp_path, "h.csv", HOUSEHOLDS)}, "--id", "h9", command="explain")  # fmt: skip
    assert "There are faults" not in sound.stderr


# --- which files --------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["assess", "explain"])
@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_json_beside_a_workbook_or_parquet_is_refused_in_its_own_words(files, tmp_path, command, suffix):  # fmt: skip
    files["households"] = put(tmp_path, "households.json", '[{"id": "h1"}]')
    files["villages"] = put(tmp_path, f"villages.{suffix}", b"PK\x03\x04")
    done = assess(files, command=command)
    assert done.exit_code == 2
    assert f"villages.{suffix}：JSON 只能与 JSON 或 CSV 一起读" in done.stderr
    assert "JSON goes with JSON and CSV, not with Excel or Parquet" in done.stderr
    assert "name it .xlsx" not in done.stderr
    turned = {**files, "villages": put(tmp_path, "v.json", '[{"id": "v1"}]')}
    turned["households"] = put(tmp_path, f"households.{suffix}", b"PK\x03\x04")
    assert f"households.{suffix}：JSON 只能" in assess(turned, command=command).stderr


@pytest.mark.parametrize(("mark", "suffix"), [("[序号]", "csv"), ("{序号}", "CSV"), ("[", "tsv"), ("{", "txt")])  # fmt: skip
@pytest.mark.parametrize("beside", ["csv", "json"])
def test_a_table_whose_header_begins_like_json_is_a_table(files, tmp_path, mark, suffix, beside):
    lines = HOUSEHOLDS.replace(",", "\t" if suffix == "tsv" else ",").splitlines()
    tab = "\t" if suffix == "tsv" else ","
    head = [mark, *("" for _ in lines[1:])]
    text = "".join(f"{cell}{tab}{line}\n" for cell, line in zip(head, lines, strict=True))
    files["households"] = put(tmp_path, f"h.{suffix}", text)
    if beside == "json":  # all tables are then read record by record
        files["villages"] = put(tmp_path, "v.json", '[{"id": "v1", "registered_population": 400}]')
    done = assess(files, "--standard", "yunxi.poor", "--ignore", mark, lang="en")
    assert "met 1, not met 2" in done.stdout, done.output


def test_a_file_of_no_known_ending_is_json_if_it_begins_like_it(files, tmp_path):
    files["households"] = put(tmp_path, "h.data", ' [{"id": "h1", "persons": [{}]}]')
    done = run("assess", files["households"], "--policy", "yunxi", "--rules-on", "2018-12-31")
    assert "1 answered" in done.stdout


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("备注说名", "您是否想写“备注说明”？"),
        ("工资性收入", "您是否想写“工资性收入（元，2017年不变价）”？"),
        ("电话号码", "没有一张表有这一列。请核对。"),
    ],
)
@pytest.mark.parametrize("command", ["assess", "explain"])
def test_a_column_to_pass_over_must_be_there(files, tmp_path, command, given, words):
    text = HOUSEHOLDS.replace("村编号\n", "村编号,备注说明\n").replace("v1\n", "v1,\n")
    files["households"] = put(tmp_path, "households.csv", text)
    done = assess(files, "--ignore", "备注说明", "--ignore", given, command=command)
    assert done.exit_code == 2
    assert f"“--ignore {given}”" in done.stderr
    assert words in done.stderr
    assert "no table has such a column." in done.stderr


def test_a_column_to_pass_over_may_be_of_any_table(files, tmp_path):
    files["villages"] = put(
        tmp_path, "villages.csv", "村编号,村名,户籍人口,备_注\nv1,云溪村,400,x\n"
    )
    plain = assess(files, "--ignore", "备注")
    assert plain.exit_code == 0, plain.output
    files["persons"] = put(tmp_path, "persons.csv", "\n\r\n" + PERSONS.replace("姓名", "Ｎａｍｅ"))
    assert assess(files, "--ignore", "备注", "--ignore", "name").exit_code == 0


def test_nothing_of_json_is_passed_over(tmp_path):
    file = put(tmp_path, "h.json", '[{"id": "h1", "备注": 1}]')
    done = run("assess", file, "--policy", "yunxi", "--rules-on", "2018-12-31", "--ignore", "备注")
    assert done.exit_code == 2
    assert "no table has such a column" in done.stderr


# --- looking -------------------------------------------------------------------------------------


def test_list_names_policies_and_refused_plugins(monkeypatch):
    from importlib.metadata import EntryPoint

    points = [
        EntryPoint("yunxi", "register_samples", "povertypolicy"),
        EntryPoint("broken", "no_such_module_anywhere", "povertypolicy"),
    ]
    monkeypatch.setattr(finding, "entry_points", lambda group: points)
    done = run("list", "--lang", "both")
    assert done.exit_code == 1
    assert "yunxi  云溪：云溪〔2018〕3号" in done.stdout
    assert "broken" in done.stdout
    assert "被拒绝" in done.stdout
    told = json.loads(run("list", "--format", "json").stdout)
    assert [policy["name"] for policy in told["policies"]] == ["yunxi"]
    assert told["refused"][0]["name"] == "broken"
    plugins = json.loads(run("plugins", "--format", "json").stdout)
    assert {p["name"]: p["state"] for p in plugins} == {"yunxi": "accepted", "broken": "refused"}
    text = run("plugins", "--lang", "en").stdout
    assert "accepted  povertypolicy_policies" in text


def test_nothing_installed_is_said(monkeypatch):
    monkeypatch.setattr(finding, "entry_points", lambda group: [])
    for command in ("list", "plugins"):
        done = run(command, "--lang", "both")
        assert done.exit_code == 0
        assert "没有安装" in done.stdout


def test_show_reads_a_clause_back_in_both_languages():
    done = run("show", "yunxi", "yunxi.poor")
    assert "人均收入低于帮扶线" in done.stdout
    assert "income per head is below support line" in done.stdout
    for part in (
        "云溪〔2018〕3号 一.1",
        "效力：必须",
        "force: must",
        "人口按登记的全体成员计",
        "sample_policy.py:",
        "自 2018-03-01 起",
    ):
        assert part in done.stdout, part
    told = json.loads(run("show", "yunxi", "yunxi.poor", "--format", "json").stdout)
    assert told["force"] == "must"
    assert told["sentence"]["en"].startswith("income per head is below")


def test_show_without_a_clause_introduces_the_policy():
    done = run("show", "yunxi", "--lang", "zh")
    for part in (
        "云溪〔2018〕3号",
        "标准：household.identification",
        "待定参数：yunxi.average",
        "yunxi.housing=own|wide",
        "yunxi.hardship",
    ):
        assert part in done.stdout, part


def test_every_clause_is_listed_with_shape_status_and_places():
    done = run("clauses", "yunxi", "--lang", "en")
    *lines, counted = done.stdout.strip().split("\n")
    assert len(lines) == len(samples.policy().rules.clauses)
    assert counted == "22 clauses: computes 19, data 2, recorded 1, proven by test 0"
    assert any(
        re.match(
            r"yunxi\.hardship  undefined  recorded  云溪〔2018〕3号 三\.2  .*sample_policy\.py:\d+",
            line,
        )
        for line in lines
    )
    told = json.loads(run("clauses", "yunxi", "--format", "json").stdout)
    assert {clause["status"] for clause in told} == {"computes", "data", "recorded"}
    assert all(clause["code"] and clause["place"] for clause in told)


# --- looking up ----------------------------------------------------------------------------------


@pytest.fixture
def yunbei(monkeypatch):
    lookup_samples.install(monkeypatch)


PLAN = ("yunbei", "yunbei.plan", "count=3", "city=临江")


@pytest.mark.usefixtures("yunbei")
def test_a_lookup_is_told_in_the_language_chosen():
    zh = run("lookup", *PLAN, "--lang", "zh")
    en = run("lookup", *PLAN, "--lang", "en")
    assert (zh.exit_code, en.exit_code) == (0, 0)
    assert zh.stdout.startswith(
        "筹资：省：36,000.00元；东港：18,000.00元；临江：6,000.00元\n  [云北〔2021〕5号 二.2“6:3:1”]\n"
    )
    assert en.stdout.startswith(
        "plan: province: 36,000.00 yuan; Donggang: 18,000.00 yuan; Linjiang: 6,000.00 yuan\n  [云北"
    )
    assert "不是官方认定" in zh.stdout
    assert "not an official decision" in en.stdout
    for both in (run("lookup", *PLAN, "--lang", "both"), run("lookup", *PLAN)):
        assert both.stdout == zh.stdout + en.stdout


@pytest.mark.usefixtures("yunbei")
@pytest.mark.parametrize(
    ("args", "zh", "en"),
    [
        (("yunbei.crops", "value=Tea"), "扶持作物：符合", "crops supported: met"),
        (("yunbei.crops", "value=bamboo"), "扶持作物：不符合", "crops supported: not met"),
        (("yunbei.pairing", "city=shiwan"), "    … 文字损坏", "    … the text is damaged"),
        (("yunbei.levers", "value=a=b"), "政策工具：待核实", "policy levers: to be verified"),
        (("yunbei.teams", "size=large", "terrain=hills"), "人数：5；队长：县里", "members: 5; lead: the county"),
        (("yunbei.sharing", "total=15.01"), "省：9.01元", "province: 9.01 yuan"),
        (("yunbei.targets", "year=2022"), "当年任务：200", "target of the year: 200"),
        (("yunbei.totals",), "合计核对：各年之和", "check of the totals: the years add up"),
        (("yunbei.teams", "terrain=hills"), "没有给出：规模", "not given: size"),
        (("yunbei.crops", "value=tea", "--rules-on", "2023-01-01"), "扶持作物：不适用", "crops supported: not applicable"),
    ],
)  # fmt: skip
def test_every_shape_is_looked_up(args, zh, en):
    done = run("lookup", "yunbei", *args, "--lang", "both")
    assert done.exit_code == 0
    assert zh in done.stdout
    assert en in done.stdout


@pytest.mark.usefixtures("yunbei")
@pytest.mark.parametrize(
    ("args", "answer"),
    [
        (("yunbei.crops", "value=茶"), "yes"),
        (("yunbei.levers", "value=bamboo"), "unknown"),
        (("yunbei.pairing", "city=平山"), "donggang"),
        (("yunbei.by_helper", "helper=donggang"), ["linjiang", "pingshan"]),
        (("yunbei.duties", "post=guide"), {"duties": ["visit", "report"], "standing": True, "by": "2021-03-31", "note": "full days"}),
        (("yunbei.plan", "count=1", "city=linjiang"), {"province": "12000", "donggang": "6000", "linjiang": "2000"}),
        (("yunbei.targets", "year=2023"), {"target": None, "cumulative": "300", "remaining": "200"}),
        (("yunbei.totals",), "the years add up to less than the total"),
    ],
)  # fmt: skip
def test_a_lookup_as_json(args, answer):
    done = run("lookup", "yunbei", *args, "--format", "json")
    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (told["clause"], told["answer"]) == (args[0], answer)
    assert set(told["answer_label"]) == set(told["label"]) == set(told["citation"]) == {"zh", "en"}
    assert bool(told["reasons"]) is (answer == "unknown")
    assert told["digest"] == lookup_samples.policy("2021-01-01").digest


@pytest.mark.usefixtures("yunbei")
@pytest.mark.parametrize(
    ("args", "code", "zh", "en"),
    [
        (("yunbei.pairing", "city=nowhere"), 1, "应为以下之一：临江、平山", "One of linjiang, pingshan"),
        (("yunbei.pairing", "city="), 1, "应为以下之一：临江、平山", "One of linjiang, pingshan"),
        (("yunbei.pairing", "citty=linjiang"), 1, "您是否想写“city”", 'Did you mean "city"'),
        (("yunbei.pairing", "linjiang"), 1, "“linjiang”应为NAME=VALUE", '"linjiang" should be NAME=VALUE'),
        (("yunbei.sharing", "total=ten"), 1, "应为数", "A number is wanted"),
        (("yunbei.sharing", "total=0.001"), 1, "小数位太多", "Too many decimal places"),
        (("yunbei.targets", "year=soon"), 1, "year", "year"),
        (("yunbei.met", "year=2021"), 2, "代码里用 clause(...) 或 ask(...)", "clause(...) or ask(...) in code"),
        (("yunbei.pairin", "city=linjiang"), 2, "您是否想写“yunbei.pairing”", 'Did you mean "yunbei.pairing"'),
        ((), 2, "缺少 'CLAUSE'", "Missing argument 'CLAUSE'"),
    ],
)  # fmt: skip
def test_a_lookup_that_cannot_be_taken_says_why(args, code, zh, en):
    done = run("--lang", "both", "lookup", "yunbei", *args)
    assert done.exit_code == code
    assert done.stdout == ""
    assert zh in done.stderr
    assert en in done.stderr


@pytest.mark.usefixtures("yunbei")
def test_every_value_without_a_name_is_told_at_once():
    done = run("lookup", "yunbei", "yunbei.teams", "hills", "large", "--format", "json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)["error"]
    assert [fault["code"] for fault in told["faults"]] == ["unlike-form"] * 2
    assert ["hills" in told["faults"][0]["zh"], "large" in told["faults"][1]["en"]] == [True, True]


@pytest.mark.usefixtures("yunbei")
def test_a_name_given_twice_is_refused():
    assert run("lookup", "yunbei", "yunbei.pairing", "city=linjiang", "city=luxi").exit_code != 0


@pytest.mark.usefixtures("yunbei")
@pytest.mark.parametrize("command", ["asks", "template"])
def test_what_is_looked_up_asks_for_no_facts(command):
    done = run(command, "yunbei", "yunbei.plan", "--lang", "both")
    assert done.exit_code == 2
    assert "lookup，给出：count, city" in done.stderr
    assert "line, with: count, city" in done.stderr


@pytest.mark.usefixtures("yunbei")
def test_the_clauses_of_every_status_are_counted_at_the_end():
    zh, en, both = (run("clauses", "yunbei", "--lang", lang).stdout for lang in ("zh", "en", "both"))  # fmt: skip
    counted = {
        "zh": "共 16 条：计算 6，数据 8，仅记录 1，由测试证明 1",
        "en": "16 clauses: computes 6, data 8, recorded 1, proven by test 1",
    }
    assert zh.splitlines()[-1] == counted["zh"]
    assert en.splitlines()[-1] == counted["en"]
    assert both.splitlines()[-2:] == [counted["zh"], counted["en"]]
    assert len(en.splitlines()) == 16 + 1
    told = json.loads(run("clauses", "yunbei", "--format", "json").stdout)
    statuses = [clause["status"] for clause in told]
    assert {status: statuses.count(status) for status in statuses} == {
        "computes": 6,
        "data": 8,
        "recorded": 1,
        "proven": 1,
    }


@pytest.mark.usefixtures("yunbei")
def test_a_clause_is_listed_with_its_shape_status_and_place_in_its_file():
    lines = run("clauses", "yunbei", "--lang", "en").stdout.splitlines()
    by_id = {line.partition("  ")[0]: line for line in lines}
    for id_, rest in {
        "yunbei.network": r"checklist  computes  云北〔2021〕5号 一\.2  tests/lookup_samples\.toml:\d+  three-level",
        "yunbei.filing": r"steps/procedure  recorded.*一\.3  tests/lookup_samples\.toml:\d+  steps of",
        "yunbei.crops": r"list/vocabulary  data  ",
        "yunbei.sharing": r"split/allocation  computes  .*  tests/lookup_samples\.py:\d+  sharing",
        "yunbei.pairing": r"table/classification  data  ",
        "yunbei.targets": r"schedule  computes  ",
        "yunbei.totals": r"check/constraint  proven by test  ",
    }.items():
        assert re.match(re.escape(id_) + "  " + rest, by_id[id_]), by_id[id_]
    assert list(by_id)[:-1] == list(lookup_samples.load().by_id)


@pytest.mark.usefixtures("yunbei")
def test_what_is_looked_up_is_shown_with_what_it_is_asked_with():
    done = run("show", "yunbei", "yunbei.plan")
    for part in (
        "查阅用：count（人数）、city（被帮扶市）",
        "looked up by: count (number of persons), city (helped city)",
        "状态：计算",
        "status: computes",
    ):
        assert part in done.stdout, part
    assert "about:" not in done.stdout
    told = json.loads(run("show", "yunbei", "yunbei.plan", "--format", "json").stdout)
    assert (told["subject"], told["looked_up_by"]) == (None, ["count", "city"])
    asked = json.loads(run("show", "yunbei", "yunbei.met", "--format", "json").stdout)
    assert (asked["subject"], asked["looked_up_by"]) == ("County", None)
    assert "looked up by" not in run("show", "yunbei", "yunbei.totals", "--lang", "en").stdout


@pytest.mark.usefixtures("yunbei")
def test_why_a_clause_is_only_recorded_is_shown():
    done = run("show", "yunbei", "yunbei.filing", "--lang", "both").stdout
    assert "仅记录" in done
    assert "只写了步骤" in done
    assert "the steps and no more are written down" in done
    told = json.loads(run("show", "yunbei", "yunbei.filing", "--format", "json").stdout)
    assert told["status"] == "recorded"
    assert told["recorded"]["en"] == "the steps and no more are written down"
    other = json.loads(run("show", "yunbei", "yunbei.network", "--format", "json").stdout)
    assert (other["status"], other["recorded"]) == ("computes", None)


PLACES = ["一.2", "一.3", "二.1", "二.2", "二.3", "三.1", "三.2", "三.3", "四", "四.1"]


@pytest.mark.usefixtures("yunbei")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_show_all_reads_out_every_clause_under_its_place(lang):
    told = run("show", "yunbei", "--all", "--lang", lang).stdout
    assert told.startswith(run("show", "yunbei", "--lang", lang).stdout)
    assert re.findall(r"^== (.*)$", told, re.MULTILINE) == PLACES
    found = re.findall(r"\[(yunbei\.[a-z_]+)\]$", told, re.MULTILINE)
    assert found == list(lookup_samples.load().by_id)
    for bound in lookup_samples.policy():
        assert f"  {clause_sentence(bound.node, lang)}\n" in told
    under = told.split("== 三.1\n")[1].split("== ")[0]
    assert re.findall(r"\[yunbei\.([a-z_]+)\]", under) == ["pairing", "by_helper", "of_donggang"]


@pytest.mark.usefixtures("yunbei")
def test_show_all_speaks_both_languages_and_json():
    zh, en, both = (run("show", "yunbei", "--all", *lang).stdout for lang in (("--lang", "zh"), ("--lang", "en"), ()))  # fmt: skip
    assert both == zh + en
    told = json.loads(run("show", "yunbei", "--all", "--format", "json").stdout)
    assert [clause["id"] for clause in told["all"]] == list(lookup_samples.load().by_id)
    assert told["name"] == "yunbei"
    assert "all" not in json.loads(run("show", "yunbei", "--format", "json").stdout)


def test_show_all_reads_out_what_is_asked_about_subjects_too():
    told = run("show", "yunxi", "--all", "--lang", "en").stdout
    assert "income per head is below support line" in told
    assert "about: household" in told
    assert "status: recorded" in told.split("[yunxi.hardship]")[1].split("\n\n")[0]


@pytest.mark.usefixtures("yunbei")
def test_a_calendar_year_is_asked_for_without_a_comma():
    assert "1949 至 2100年" in run("asks", "yunbei", "yunbei.met", "--lang", "zh").stdout


# --- what a clause asks --------------------------------------------------------------------------


@pytest.mark.parametrize("clause", [c.info.id for c in samples.policy()])
def test_every_clause_can_be_shown_and_asked_about(clause):
    shown = run("show", "yunxi", clause)
    assert shown.exit_code == 0
    assert CJK.search(shown.stdout)
    asked = run("asks", "yunxi", clause, "--lang", "both")
    assert asked.exit_code == 0
    assert f"[{clause}]" in asked.stdout


def test_asks_lists_facts_numbers_readings_and_terms():
    done = run("asks", "yunxi", "household.exit", "--lang", "both")
    for part in (
        "工资性收入  wage_income  0 至 1,000,000,000元",
        "yes/no",
        "yunxi.average",
        "own = own house",
        "able to work | ",
    ):
        assert part in done.stdout, part
    assert "yunxi.hardship" in run("asks", "yunxi", "household.identification").stdout
    told = json.loads(run("asks", "yunxi", "household.exit", "--format", "json").stdout)
    assert {fact["name"] for fact in told["facts"]["Person"]} >= {"insured", "labour_capacity"}


def test_template_gives_headers_a_form_and_a_schema(tmp_path):
    header = run("template", "yunxi", "household.exit", "--lang", "zh").stdout
    assert header.startswith("户编号,价格年份,")
    assert "工资性收入（元）" in header
    persons = run("template", "yunxi", "household.exit", "--table", "person", "--lang", "en").stdout
    assert persons.startswith("person id,household id,")
    empty = json.loads(run("template", "yunxi", "household.exit", "--format", "json").stdout)
    assert empty["persons"][0]["insured"] is None
    schema = json.loads(run("template", "yunxi", "household.exit", "--format", "schema").stdout)
    assert schema["$schema"].endswith("2020-12/schema")
    target = tmp_path / "empty.csv"
    assert run("template", "yunxi", "household.exit", "--output", target).exit_code == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


def test_an_empty_table_filled_in_is_assessed(tmp_path):
    header = run("template", "yunxi", "yunxi.poor", "--lang", "zh").stdout.strip()
    file = put(tmp_path, "h.csv", f"{header}\nh1,2017,6998,0,0,0\n")
    persons = run(
        "template", "yunxi", "yunxi.poor", "--table", "person", "--lang", "zh"
    ).stdout.strip()
    table = put(tmp_path, "p.csv", f"{persons}\np1,h1\np2,h1\n")
    done = run(
        "assess",
        file,
        "--persons",
        table,
        "--policy",
        "yunxi",
        "--rules-on",
        "2018-12-31",
        "--standard",
        "yunxi.poor",
        "--lang",
        "en",
    )
    assert "met 1" in done.stdout


def test_cases_are_run(tmp_path):
    text = 'policy = "yunxi"\nrules_on = "2018-12-31"\n[[case]]\nname = "line"\nclause = "yunxi.line"\nexpect = "3500"\n'
    good = put(tmp_path, "good.toml", text)
    bad = put(tmp_path, "bad.toml", text.replace("3500", "3501"))
    faulty = put(tmp_path, "faulty.toml", text.replace("clause", "claus"))
    assert run("cases", good, "--lang", "en").stdout == "1 cases, 1 passed, 0 failed.\n"
    done = run("cases", good, bad, "--lang", "both")
    assert done.exit_code == 1
    assert "expected 3501, got 3500" in done.stdout
    assert "应为 3501，得到 3500" in done.stdout
    told = json.loads(run("cases", bad, faulty, "--format", "json").stdout)
    assert told["results"][0]["passed"] is False
    assert told["faults"][0]["code"] == "unknown-key"
    assert run("cases", faulty).exit_code == 1


# --- what goes wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "zh", "en"),
    [
        (("--policy", "yunxo", "--rules-on", "2018-12-31"), "您是否想写“yunxi”", 'Did you mean "yunxi"'),
        (("--policy", "yunxi", "--rules-on", "2018-02-28"), "早于政策", "lies before"),
        (("--policy", "yunxi", "--rules-on", "2018-02-30"), "应为存在的日期", "an existing day"),
        (("--policy", "yunxi"), "缺少 '--rules-on'", "Missing option '--rules-on'"),
        (("--policy", "yunxi", "--rule-on", "2018-12-31"), "没有选项 --rule-on；您是否想写 --rules-on", "No such option"),
        (("--policy", "yunxi", "--rules-on", "2018-12-31", "--prices-of", "x"), "'--prices-of' 的值不可用", "Invalid value"),
        (("--policy", "yunxi", "--rules-on", "2018-12-31", "--prices-of", "17"), "1978", "1978"),
        (("--policy", "yunxi", "--rules-on", "2018-12-31", "--standard", "village.exit", "--subject", "household"), "不能用来问户", "cannot be asked about household"),
        (("--policy", "yunxi", "--rules-on", "2018-12-31", "--standard", "household.exti"), "household.exit", "household.exit"),
        (("--policy", "yunxi", "--rules-on", "2018-12-31", "--subject", "cat"), "没有对象“cat”", 'no kind of subject "cat"'),
        (("--policy", "yunxi", "--rules-on", "2018-12-31", "--subject", "county"), "没有关于这种对象的标准", "no standard about"),
        (("--policy", "yunxi", "--rules-on", "2018-12-31", "--supply", "yunxi.average:1"), "编号=数", "ID=VALUE"),
        (("--policy", "yunxi", "--rules-on", "2018-12-31", "--supply", "yunxi.average=x@2017", "--supply-source", "s"), "十进制数", "decimal number"),
        (("--policy", "yunxi", "--rules-on", "2018-12-31", "--supply", "yunxi.average=1@2017"), "--supply-source", "--supply-source"),
        (("--policy", "yunxi", "--rules-on", "2018-12-31", "--supply", "yunxi.averge=1@2017"), "您是否想写", "Did you mean"),
        (("--policy", "yunxi", "--rules-on", "2018-12-31", "--choose", "yunxi.housing=tent"), "own, wide", "own, wide"),
        (("--policy", "yunxi", "--rules-on", "2018-12-31", "--output", "/no/such/folder/x.csv"), "请先建立", "make it first"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["assess", "explain"])
def test_a_question_that_cannot_be_asked_exits_with_two(files, args, zh, en, command):
    if command == "explain" and "--output" in args:
        args = ("--sheet" if arg == "--output" else arg for arg in args)
    done = run("--lang", "both", command, files["households"], *args)
    assert done.exit_code == 2
    assert zh in done.stderr
    assert en in done.stderr
    assert "Traceback" not in done.stderr


def test_an_error_can_be_told_as_json(files):
    done = run(
        "assess",
        files["households"],
        "--policy",
        "yunxo",
        "--rules-on",
        "2018-12-31",
        "--format",
        "json",
    )
    assert done.exit_code == 2
    told = json.loads(done.stdout)["error"]
    assert told["code"] == "unknown-policy"
    assert CJK.search(told["zh"])
    bad = put(files["households"].parent, "bad.json", '[{"id": ')
    done = run("assess", bad, "--policy", "yunxi", "--rules-on", "2018-12-31", "--format=json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["error"]["faults"][0]["code"] == "bad-json"


def test_an_input_is_not_overwritten(files):
    done = assess(files, "--output", files["persons"])
    assert done.exit_code == 2
    assert files["persons"].read_text("utf-8") == PERSONS


@pytest.mark.parametrize("args", [(), ("--lang", "zh"), ("nonsense",)])
def test_without_a_command_the_way_on_is_shown(args):
    done = run(*args)
    assert done.exit_code == 2
    assert "--help" in done.stderr
    assert CJK.search(done.stderr)


def test_an_error_of_our_own_tells_type_and_place_but_no_value(files, monkeypatch):
    from povertypolicy.cli import assessing

    def broken(_):
        secret = "张三 440101199001011234"
        raise ValueError(secret)

    monkeypatch.setattr(assessing, "question", broken)
    done = assess(files)
    assert done.exit_code == 3
    assert "ValueError" in done.stderr
    assert "povertypolicy/cli/assessing.py:" in done.stderr
    assert "440101199001011234" not in done.output
    assert "张三" not in done.output


def test_an_error_from_nowhere_of_ours_is_still_told():
    assert "KeyError" in internal(KeyError("440101199001011234")).en


def test_ctrl_c_stops_quietly(files, monkeypatch):
    from povertypolicy.cli import assessing

    def stopped(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(assessing, "question", stopped)
    done = assess(files)
    assert done.exit_code == 130
    assert "已中断" in done.stderr


@pytest.mark.parametrize("command", ["", *cli.commands])
def test_help_speaks_both_languages(command):
    done = run(*command.split(), "--help")
    assert done.exit_code == 0
    assert "用法 Usage:" in done.stdout
    assert "选项 Options:" in done.stdout
    described = [p for p in cli.commands.get(command, cli).params if p.param_type_name == "option"]
    assert all(
        CJK.search(option.help) and re.search("[a-z]{3}", option.help) for option in described
    )


# --- as a user runs it ---------------------------------------------------------------------------


def script(*args, **environment):
    command = Path(sys.executable).with_name("povertypolicy")
    return subprocess.run(
        [command, *map(str, args)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={"PATH": "/usr/bin:/bin", **environment},
    )


def test_the_installed_command_runs():
    assert script("--version").stdout.startswith("povertypolicy, version")
    done = script("list", LANG="zh_CN.UTF-8")
    assert "guangdong" in done.stdout
    assert "标准：" in done.stdout


def test_a_terminal_without_chinese_does_not_crash():
    done = script("show", "guangdong", PYTHONIOENCODING="ascii", LANG="C")
    assert done.returncode == 0
    assert "Guangdong" in done.stdout


def test_a_reader_that_goes_away_does_not_crash():
    command = f"{Path(sys.executable).with_name('povertypolicy')} clauses guangdong | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, timeout=60
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_without_click_the_way_to_it_is_told(monkeypatch, capsys):
    for name in [n for n in sys.modules if n.startswith("povertypolicy.cli.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "click", None)
    with pytest.raises(SystemExit) as stopped:
        main(["list"])
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert 'pip install "povertypolicy[cli]"' in told
    assert CJK.search(told)


def test_a_workbook_is_written_as_one(files, tmp_path):
    from povertypolicy.register.workbooks import read_workbook

    done = assess(files, "--standard", "yunxi.poor", "--output", tmp_path / "answers.xlsx")
    assert done.exit_code == 0
    sheet = read_workbook(tmp_path / "answers.xlsx")
    columns = dict(zip(sheet.header, sheet.columns, strict=True))
    assert columns["yunxi.poor"] == ["yes", "no", "no"]
    assert columns["yunxi.poor 结论"] == ["符合", "不符合", "不符合"]
    assert (tmp_path / "answers.faults.csv").exists()


def test_parquet_is_written_with_its_legend(files, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    done = assess(files, "--standard", "yunxi.poor", "--output", tmp_path / "answers.parquet")
    assert done.exit_code == 0
    table = parquet.read_table(tmp_path / "answers.parquet")
    assert table.column("yunxi.poor").to_pylist() == ["yes", "no", "no"]
    [legend] = json.loads(table.schema.metadata[b"povertypolicy"])
    assert legend["clause"] == "yunxi.poor"


@pytest.mark.parametrize("name", ["answers.txt", "answers.xls", "answers"])
def test_another_kind_of_file_is_not_written(files, tmp_path, name):
    done = assess(files, "--output", tmp_path / name)
    assert done.exit_code == 2
    assert "只能写成 .csv、.xlsx、.json、.parquet" in done.stderr
    assert "only .csv, .xlsx, .json, .parquet are written" in done.stderr
    assert not list(tmp_path.glob("answers*"))


def test_answers_about_json_go_to_csv_or_json(tmp_path):
    records = [{"id": "h1", "prices_of": 2017, "persons": [{}]}]
    file = put(tmp_path, "h.json", json.dumps(records))
    args = ("assess", file, "--policy", "yunxi", "--rules-on", "2018-12-31", "--output")
    assert run(*args, tmp_path / "out.csv").exit_code == 0
    done = run(*args, tmp_path / "out.xlsx")
    assert done.exit_code == 2
    assert "about JSON" in done.stderr
    assert not (tmp_path / "out.xlsx").exists()
