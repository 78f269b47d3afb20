"""``reconcile``: the record beside the rule, on the command line."""

import csv
import io
import json

import pytest
import register_samples as samples
from click.testing import CliRunner
from register_samples import put

from povertypolicy.cli.app import cli

pytest.importorskip("pyarrow")

# Two persons and 7000 yuan are the line itself: less is poor. Allowance decides exits of those who cannot work.
HOUSEHOLDS = (
    "户编号,建档立卡,已脱贫,价格年份,工资性收入,经营性收入,转移性收入,生产经营性支出,住房安全,是否低保户,村编号\n"
    "h1,否,否,2017,6998,0,0,0,是,否,v1\n"  # missed
    "h2,否,否,2017,,0,0,0,是,否,v1\n"  # perhaps missed
    "h3,否,否,2017,7000,0,0,0,是,否,v1\n"
    "h4,是,否,2017,6000,0,0,0,是,否,v2\n"
    "h5,是,是,2017,9000,0,0,0,否,是,v2\n"  # wrongly exited: the house
    "h6,是,是,2017,9000,0,0,0,,是,v3\n"  # perhaps wrongly exited
    "h7,是,是,2017,6000,0,0,0,是,是,\n"  # at risk of return
)
PERSONS = "编号,户编号,劳动能力,是否参加医保,出生日期\n" + "".join(
    f"p{n}{m},h{n},完全丧失劳动能力,是,1970-01-01\n" for n in range(1, 8) for m in "ab"
)
VILLAGES = "村编号,村名,县编号\nv1,云溪村,k1\nv2,云山村,k2\nv3,云水村,k2\n"


@pytest.fixture(autouse=True)
def _terminal(monkeypatch):
    samples.sit_down(monkeypatch)


@pytest.fixture
def files(tmp_path):
    return {**samples.put_tables(tmp_path, HOUSEHOLDS, PERSONS, VILLAGES), "out": tmp_path}


def reconcile(files, *more, lang="en", standards=("identification=yunxi.poor", "household.exit")):
    asked = [option for name in standards for option in ("--standard", name)]
    others = [
        part for one in ("persons", "villages") if one in files for part in (f"--{one}", files[one])
    ]
    args = [
        "--lang", lang, "reconcile", files["households"], *others, "--policy", "yunxi",
        "--rules-on", "2018-12-31", "--choose", "yunxi.housing=own", *asked, *more,
    ]  # fmt: skip
    return CliRunner().invoke(cli, [str(arg) for arg in args], catch_exceptions=False)


EXITED = ("--recorded-exited", "已脱贫")


def test_what_is_found_is_told_as_bounds(files):
    done = reconcile(files, *EXITED)
    assert done.exit_code == 0
    for line in (
        "never listed: 3, listed: 1, exited: 3, status not known: 0",
        "missed: households certain 1, possible 1 more; persons certain 2, possible 2 more",
        "wrongly exited: households certain 1, possible 1 more; persons certain 2, possible 2 more",
        "at risk of return: households certain 1, possible 0 more; persons certain 2, possible 0 more",
        "by persons 33.33% to 66.67%",
    ):
        assert line in done.stdout, line
    zh = reconcile(files, *EXITED, lang="zh").stdout
    assert "漏评：确定1户2人，可能另有1户2人" in zh
    assert "未作判断" not in zh


def test_no_household_is_named(files):
    for lang in ("zh", "en", "both"):
        done = reconcile(files, *EXITED, "--by", "village", lang=lang)
        assert not any(f"h{number}" in done.stdout for number in range(1, 8))


def test_the_status_may_be_a_fact_by_any_of_its_names(files):
    first = reconcile(files, *EXITED, "--recorded-listed", "是否建档立卡")
    assert first.stdout == reconcile(files, *EXITED, "--recorded-listed", "registered").stdout
    assert first.stdout == reconcile(files, *EXITED).stdout
    taken = reconcile(files, "--recorded-exited", "on_allowance", "--ignore", "已脱贫")
    assert taken.exit_code == 0
    assert "exited: 3" in taken.stdout


def test_without_a_fact_for_exits_none_is_judged_and_that_is_said(files):
    done = reconcile(files, "--ignore", "已脱贫")
    assert "never listed: 3, listed: 4, exited: 0" in done.stdout
    assert "(--recorded-exited), so that wrong exits" in done.stdout
    assert "--recorded-exited" not in reconcile(files, *EXITED).stdout


def test_the_facts_of_the_listing_make_wrong_listings_certain(files):
    text = HOUSEHOLDS.replace("h4,是,否,2017,6000", "h4,是,否,2017,7000")
    files["households"] = put(files["out"], "households.csv", text)
    open_ = reconcile(files, *EXITED).stdout
    assert "wrongly listed: households certain 0, possible 1 more" in open_
    sure = reconcile(files, *EXITED, "--same-facts").stdout
    assert "wrongly listed: households certain 1, possible 0 more" in sure


def test_those_who_leave_the_list_are_no_contradiction_if_that_is_said(files):
    left = HOUSEHOLDS.replace("是,是,2017", "否,是,2017")
    files["households"] = put(files["out"], "households.csv", left)
    assert "contradictory record: 3" in reconcile(files, *EXITED).stdout
    done = reconcile(files, *EXITED, "--exited-leave")
    assert "exited: 3" in done.stdout
    assert "contradictory" not in done.stdout


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_groups_are_written_as_csv(files):
    out = files["out"] / "found.csv"
    done = reconcile(files, *EXITED, "--by", "village", "--output", out, lang="both")
    assert done.exit_code == 0
    assert "已写入" in done.stdout
    found = rows(out)
    assert [(row["层级 level"], row["村 village"], row["户数 households"]) for row in found] == [
        ("village", "", "1"),
        ("village", "v1", "3"),
        ("village", "v2", "2"),
        ("village", "v3", "1"),
        ("total", "合计 total", "7"),
    ]
    assert [row["漏评 确定户 missed certain households"] for row in found] == list("01001")
    assert rows(out.with_name("found.faults.csv")) == []


def test_a_village_that_is_called_total_is_not_taken_for_the_total(files):
    text = HOUSEHOLDS.replace(",v3\n", ",total\n")
    files["households"] = put(files["out"], "households.csv", text)
    put(files["out"], "villages.csv", VILLAGES.replace("v3,", "total,"))
    reconcile(files, *EXITED, "--by", "village", "--output", files["out"] / "found.csv")
    found = {(row["level"], row["village"]): row["households"] for row in rows(files["out"] / "found.csv")}  # fmt: skip
    assert found == {
        ("village", ""): "1",
        ("village", "total"): "1",
        ("village", "v1"): "3",
        ("village", "v2"): "2",
        ("total", "total"): "7",
    }
    reconcile(files, *EXITED, "--by", "county", "--output", files["out"] / "k.csv")
    assert [row["level"] for row in rows(files["out"] / "k.csv")] == ["county"] * 3 + ["total"]


def test_counties_come_from_the_table_of_villages(files):
    out = files["out"] / "found.json"
    reconcile(files, *EXITED, "--by", "county", "--output", out)
    told = json.loads(out.read_text("utf-8"))
    assert [(group["name"], group["households"]) for group in told["groups"]["county"]] == [
        ("", 1),
        ("k1", 3),
        ("k2", 3),
    ]
    assert json.loads(out.with_name("found.faults.json").read_text("utf-8")) == []
    printed = json.loads(reconcile(files, *EXITED, "--by", "county", "--format", "json").stdout)
    assert {**told, "faults": []} == printed


def test_a_village_needs_no_table_of_villages(files):
    args = ["--lang", "en", "reconcile", files["households"], "--policy", "yunxi", "--rules-on", "2018-12-31"]  # fmt: skip
    done = CliRunner().invoke(cli, [*map(str, args), *EXITED, "--by", "village"])
    assert done.exit_code == 0
    assert "v2:" in done.stdout
    county = CliRunner().invoke(cli, [*map(str, args), *EXITED, "--by", "county"])
    assert county.exit_code == 2
    assert "no table names the county" in county.stderr


def test_a_row_with_faults_is_counted_apart_and_told(files):
    files["households"] = put(files["out"], "households.csv", HOUSEHOLDS.replace("6998", "多"))
    out = files["out"] / "found.json"
    done = reconcile(files, *EXITED, "--output", out)
    assert done.exit_code == 1
    assert "faulty data, not decided: 1" in done.stdout
    assert "row 2" in done.stdout
    [fault] = json.loads(out.with_name("found.faults.json").read_text("utf-8"))
    assert fault["code"] == "not-number"


def in_json(files, exited="已脱贫"):
    """Give the households as JSON, with their persons; `exited` is the key of the status."""
    fields = HOUSEHOLDS.splitlines()[0].split(",")
    records = []
    for number, line in enumerate(HOUSEHOLDS.splitlines()[1:], 1):
        row = dict(zip(fields, line.split(","), strict=True))
        record = {
            "id": f"h{number}",
            "registered": row["建档立卡"],
            exited: row["已脱贫"],
            "prices_of": 2017,
            "wage_income": row["工资性收入"] or None,
            "business_income": 0,
            "transfer_income": 0,
            "production_expense": 0,
            "housing_assured": row["住房安全"] or None,
            "on_allowance": row["是否低保户"],
            "village_id": row["村编号"] or None,
            "persons": [{"labour_capacity": "none", "insured": True, "birth_date": "1970-01-01"}]
            * 2,
        }
        records.append({key: value for key, value in record.items() if value is not None})
    del files["persons"]
    files["households"] = put(files["out"], "h.json", json.dumps(records, ensure_ascii=False))


def test_json_is_reconciled_as_the_same_table_is(files):
    tables = reconcile(files, *EXITED, "--by", "village").stdout
    in_json(files)
    assert reconcile(files, *EXITED, "--by", "village").stdout == tables


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("option", ["--recorded-exited", "--recorded-listed"])
def test_a_status_that_json_does_not_hold_is_refused(files, option, kept):
    in_json(files)
    if not kept:  # with it every record has a fault, an unknown key
        text = files["households"].read_text("utf-8")
        files["households"].write_text(text.replace('"已脱贫"', '"food_assured"'), "utf-8")
    done = reconcile(files, option, "脱贫啦", lang="both")
    assert done.exit_code == 2
    assert "没有一条记录写了“脱贫啦”" in done.stderr
    assert 'no record says anything of "脱贫啦"' in done.stderr


def test_the_key_that_json_should_hold_is_told(files):
    in_json(files)
    text = files["households"].read_text("utf-8")
    files["households"].write_text(text.replace('"registered"', '"建档立卡"'), "utf-8")
    done = reconcile(files, *EXITED)
    assert done.exit_code == 2
    assert 'no record says anything of "registered poor household" (registered)' in done.stderr


@pytest.mark.parametrize("json_", [False, True])
def test_a_status_that_says_nothing_in_any_row_is_refused(files, json_):
    empty = HOUSEHOLDS.replace("是,是,2017", "是,,2017").replace(",否,2017", ",,2017")
    files["households"] = put(files["out"], "households.csv", empty)
    if json_:  # the other tables are then read record by record
        files["villages"] = put(
            files["out"], "v.json", '[{"id": "v1"}, {"id": "v2"}, {"id": "v3"}]'
        )
    done = reconcile(files, *EXITED)
    assert done.exit_code == 2
    assert '"--recorded-exited"' in done.stderr
    assert 'no record says anything of "已脱贫"' in done.stderr
    one = empty.replace("是,,2017", "是,是,2017", 1)
    files["households"] = put(files["out"], "households.csv", one)
    assert "listed: 0, exited: 1, status not known: 3" in reconcile(files, *EXITED).stdout


@pytest.mark.parametrize("json_", [False, True])
def test_a_status_that_cannot_be_read_is_told_as_faults(files, json_):
    odd = HOUSEHOLDS.replace("是,是,2017", "是,走了,2017").replace(",否,2017", ",,2017")
    files["households"] = put(files["out"], "households.csv", odd)
    if json_:
        files["villages"] = put(
            files["out"], "v.json", '[{"id": "v1"}, {"id": "v2"}, {"id": "v3"}]'
        )
    done = reconcile(files, *EXITED)
    assert done.exit_code == 1
    assert "faulty data, not decided: 3" in done.stdout


@pytest.mark.parametrize("name", ["households.csv", "h.json"])
def test_a_register_without_rows_is_told_as_a_fault(files, name):
    text = "[]" if name == "h.json" else HOUSEHOLDS.splitlines()[0] + "\n"
    files["households"] = put(files["out"], name, text)
    done = reconcile(files, *EXITED)
    assert done.exit_code == 1
    assert "There is not one record in it" in done.stdout


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--recorded-exited", "脱贫"), 'no column of the file is "脱贫"'),
        (("--recorded-exited", "工资性收入"), "not a yes-or-no fact"),
        (("--output", "x.csv"), "say by what with --by"),
        (("--output", "x.xlsx"), "only .csv, .json are written"),
        (("--standard", "yunxi.small"), "identification=STANDARD"),
        (("--standard", "exit=household.exit"), "one of each"),
        (("--subject", "county"), "cannot be asked about county"),
        (
            ("--recorded-exited", "建档立卡"),
            '"registered poor household" says already who was listed',
        ),
        (("--recorded-exited", "已脱贫", "--recorded-listed", " 已脱贫 "), "name another fact"),
        (
            ("--recorded-exited", "registered", "--recorded-listed", "是否建档立卡"),
            "name another fact",
        ),
        (("--ignore", "已脱贪"), 'Did you mean "已脱贫"?'),
    ],
)
def test_what_cannot_be_reconciled_is_refused(files, more, words):
    done = reconcile(files, *more)
    assert done.exit_code == 2
    assert words in done.stderr
    assert not list(files["out"].glob("x.*"))


@pytest.mark.parametrize(
    ("standard", "zh", "en"),
    [
        ("nosuch", "没有条款“nosuch”", 'has no clause "nosuch". There are'),
        ("household.exti", "您是否想写“household.exit”", 'Did you mean "household.exit"'),
        ("exit=household.exti", "您是否想写“household.exit”", 'Did you mean "household.exit"'),
        (
            "village.exit",
            "“village.exit”是关于行政村的，不能用来问户",
            '"village.exit" is about village',
        ),
        ("exit=village.exit", "不能用来问户", "cannot be asked about household"),
    ],
)
def test_a_standard_that_is_none_of_households_is_refused(files, standard, zh, en):
    done = reconcile(files, *EXITED, standards=(standard,), lang="both")
    assert done.exit_code == 2
    assert zh in done.stderr
    assert en in done.stderr
    assert "--subject" not in done.stderr


def test_the_standards_of_the_policy_are_asked_unless_some_are_named(files):
    done = reconcile(files, *EXITED, standards=())
    assert "identification (household.identification), exit (household.exit)" in done.stdout
    one = reconcile(files, *EXITED, standards=("household.exit",))
    assert "The record beside the rule: exit (household.exit)" in one.stdout
    assert "missed: households certain 0, possible 0" in one.stdout
