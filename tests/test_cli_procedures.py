"""The command `procedure`: steps and logs, in both languages and as JSON, and what is wrong with them."""

import csv
import json

import procedure_samples
import pytest
from click.testing import CliRunner
from procedure_samples import AS_OF, GOOD

from povertypolicy.cli.app import cli
from povertypolicy.procedures.events import KEYS

ID = "yundong.identification"


@pytest.fixture(autouse=True)
def _installed(monkeypatch):
    procedure_samples.install(monkeypatch)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def run(*args):
    told = [str(arg) for arg in args]
    return CliRunner().invoke(cli, ["procedure", "yundong", *told], catch_exceptions=False)


def as_json(folder, log=GOOD):
    path = folder / "log.json"
    path.write_text(json.dumps({"event": log}, ensure_ascii=False), encoding="utf-8")
    return path


def as_csv(folder, log=GOOD):
    path = folder / "log.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, KEYS)
        out.writeheader()
        for row in log:
            papers = {"records": ";".join(row["records"])} if "records" in row else {}
            out.writerow({**row, **papers})
    return path


def as_toml(folder, log=GOOD):
    path = folder / "log.toml"
    parts = ["\n".join(f"{key} = {json.dumps(value)}" for key, value in row.items()) for row in log]
    path.write_text("".join(f"[[event]]\n{part}\n" for part in parts), encoding="utf-8")
    return path


def test_the_steps_are_printed_in_both_languages():
    done = run(ID)
    assert done.exit_code == 0
    assert "  1. 农户申请  apply  农户，申请，申请书\n" in done.stdout
    assert (
        "  6. review and publicity by the township  review  township, review, publicity, 5 days\n"
        in done.stdout
    )
    assert "线索：购房、买车，回到“代表大会评议公示”" in done.stdout
    assert 'leads: house bought, car bought: back to "deliberation and publicity' in done.stdout
    assert "not an official decision" in done.stdout
    assert "不是官方认定" not in run(ID, "--lang", "en").stdout


def test_the_steps_as_json():
    told = json.loads(run(ID, "--format", "json").stdout)
    assert [step["step"] for step in told["steps"]][:2] == ["apply", "discuss"]
    assert told["steps"][5]["days"] == 5
    assert told["steps"][6]["actor"] is None
    assert told["leads"] == {"step": "compare", "back_to": "assembly", "words": ["house", "car"]}


@pytest.mark.parametrize("kind", [as_json, as_csv, as_toml])
def test_a_log_in_order_says_where_it_stands(tmp_path, kind):
    done = run(ID, "--log", kind(tmp_path), "--as-of", AS_OF)
    assert done.exit_code == 0, done.output
    assert "识别程序：全部完成" in done.stdout
    assert "procedure of identification: all done" in done.stdout
    assert "  ✓ 1. 农户申请  apply  农户，申请，申请书  2021-03-01" in done.stdout
    assert "下一步：全部完成" in done.stdout
    assert "我们的假定：公示日期按登记" in done.stdout
    half = run(ID, "--log", kind(tmp_path, GOOD[:4]), "--as-of", AS_OF, "--lang", "en")
    assert half.exit_code == 0
    assert "identification: under way" in half.stdout
    assert "next: end of: deliberation and publicity by the assembly" in half.stdout
    assert (
        "missing: deliberation and publicity by the assembly: the publicity has no end"
        in half.stdout
    )


def test_what_was_out_of_order_is_told_and_the_exit_code_says_so(tmp_path):
    log = as_json(tmp_path, [GOOD[0], GOOD[2], {"step": "nobody", "day": "x"}])
    done = run(ID, "--log", log, "--as-of", AS_OF)
    assert done.exit_code == 1
    assert "不合程序：event[2].step：“县级比对”之前还须先做“小组评议”" in done.stdout
    assert (
        'out of order: event[2].step: "deliberation in the group" has to come before' in done.stdout
    )
    told = json.loads(run(ID, "--log", log, "--as-of", AS_OF, "--format", "json").stdout)
    assert [one["code"] for one in told["irregularities"]] == [
        "step-before-predecessor",
        "not-a-day",
        "not-a-word",
    ]
    assert told["next"]["id"] == "discuss"
    assert len(told["events"]) == 2


def test_the_callers_length_and_reading_are_told(tmp_path):
    log = as_json(tmp_path, GOOD[:4])
    how = (
        "--as-of",
        AS_OF,
        "--publicity-days",
        7,
        "--source",
        "县里的规定",
        "--first-day",
        "counts",
    )
    done = run(ID, "--log", log, *how)
    assert done.exit_code == 0
    assert "公示天数 7 由使用者给出（来源：县里的规定）" in done.stdout
    assert "下一步：农户认可（最早 2021-03-27）" in done.stdout
    assert "next: consent of the household (not before 2021-03-27)" in done.stdout
    assert "reading chosen: the first day of a publicity counts" in done.stdout


@pytest.mark.parametrize(
    ("args", "code", "zh", "en"),
    [
        (("yundong.identificatio",), 2, "您是否想写“yundong.identification”", 'Did you mean "yundong.identification"'),
        ((ID, "--log", "LOG"), 2, "请写明事实日", "name the day of the facts"),
        ((ID, "--log", "gone.json", "--as-of", AS_OF), 2, "找不到文件", "there is no such file"),
        ((ID, "--log", "LOG", "--as-of", "2021-13-01"), 2, "应为存在的日期", "an existing day"),
        ((ID, "--log", "LOG", "--as-of", "2026-05-01"), 2, "不在条款有效期内", "not in force"),
        ((ID, "--log", "LOG", "--as-of", AS_OF, "--publicity-days", "7"), 2, "请写明来源", "name its source"),
        ((ID, "--log", "LIST", "--as-of", AS_OF), 1, "应为列表", "A list is wanted"),
        ((ID, "--log", "BROKEN", "--as-of", AS_OF), 1, "不是合法的 JSON", "Not valid JSON"),
        ((ID, "--log", "TWICE", "--as-of", AS_OF), 1, "名称“day”出现两次", 'The key "day" stands twice'),
        ((ID, "--log", "RAGGED", "--as-of", AS_OF), 1, "表头有", "headers"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_in_both_languages(tmp_path, args, code, zh, en):
    files = {
        "LIST": ("l.json", '{"events": []}'),
        "BROKEN": ("b.json", "{"),
        "TWICE": ("t.json", '[{"step": "apply", "day": "2021-03-01", "day": "2021-03-02"}]'),
        "RAGGED": ("r.csv", "step,day\napply\n"),
    }
    given = [as_json(tmp_path) if arg == "LOG" else arg for arg in args]
    for place, arg in enumerate(given):
        if arg in files:
            given[place] = tmp_path / files[arg][0]
            given[place].write_text(files[arg][1], encoding="utf-8")
    done = run(*given)
    assert done.exit_code == code, done.output
    assert zh in done.stderr
    assert en in done.stderr


def test_the_other_commands_know_procedures():
    invoke = CliRunner().invoke
    shown = invoke(cli, ["show", "yundong", ID], catch_exceptions=False)
    assert "1. 农户申请（农户，申请，申请书）" in shown.stdout
    assert "状态：计算" in shown.stdout
    assert "looked up by: done (steps done, in order)" in shown.stdout
    clauses = invoke(cli, ["clauses", "yundong"], catch_exceptions=False)
    assert f"{ID}  procedure  计算 computes" in clauses.stdout
    looked = invoke(cli, ["lookup", "yundong", ID, "done=apply,discuss"], catch_exceptions=False)
    assert (
        "procedure of identification: order: right; next: comparison by the county" in looked.stdout
    )
    told = invoke(
        cli, ["lookup", "yundong", ID, "done=", "--format", "json"], catch_exceptions=False
    )
    assert json.loads(told.stdout)["answer"] == {"valid": True, "next": "apply"}
