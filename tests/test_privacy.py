"""Nobody's data are told: invented names and identity numbers, planted where things fail, come out nowhere.

The identity numbers are invented: their area code 99 is given to no province, and their last digit is wrong on purpose.
"""

import io
import json
import logging
import random
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
import register_samples as samples
from click.testing import CliRunner

import povertypolicy
from povertypolicy import Household, InvalidData, Person
from povertypolicy.cli.app import cli
from povertypolicy.errors import PovertyPolicyError
from povertypolicy.register import assess, faults_csv, faults_json, read_register

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "梓涵雨泽浩宇欣怡子轩思远嘉懿若曦景行知夏望舒听澜"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def people(count):
    """Invented names of three or four characters, and numbers with a last digit that is wrong."""
    draw = random.Random(20160604)
    names, numbers = set(), set()
    while len(names) < count:
        names.add(draw.choice(SURNAMES) + "".join(draw.sample(GIVEN, draw.choice((3, 4)))))
    while len(numbers) < count:
        body = f"99{draw.randrange(10**4):04}{draw.randrange(1930, 2016)}{draw.randrange(1, 13):02}{draw.randrange(1, 29):02}{draw.randrange(1000):03}"
        right = "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]
        numbers.add(body + ("0" if right != "0" else "1"))
    return list(zip(sorted(names), sorted(numbers), strict=True))


PEOPLE = people(500)  # 500 names and 500 numbers
SECRETS = tuple(secret for person in PEOPLE for secret in person)
HEADER = "户编号,户主姓名,工资性收入（元，2017年不变价）,经营性收入,转移性收入,生产经营性支出,住房安全,是否低保户,建档立卡,价格年份"
PERSONS = "编号,户编号,姓名,身份证号,出生日期,劳动能力,是否参加医保,本人享受低保"


def household_rows():
    """Every row fails, each in another place and way, with a name and a number in it."""
    for number, (name, identity) in enumerate(PEOPLE):
        good = [f"h{number}", name, "6998", "0", "0", "0", "是", "否", "是", "2017"]
        kind, wrong = number % 14, list(good)
        if kind < 9:
            wrong[kind + 1 if kind else 2] = (
                (name, identity)[number % 2] if kind else identity + name
            )
            wrong[2] = wrong[2] if wrong[2] != "6998" else identity
        elif kind == 9:
            wrong = [*good, identity]
        elif kind == 10:
            wrong = [f'"{name}', identity, *good[2:]]
        elif kind == 11:
            wrong[1] = f"{name}\0{identity}"
        elif kind == 12:
            wrong[0] = PEOPLE[number - 1][1]
            wrong[9] = identity
        else:
            wrong[0], wrong[2] = "", name
        yield ",".join(wrong)


def person_rows():
    for number, (name, identity) in enumerate(PEOPLE):
        place = number % 7
        wrong = [f"p{number}", f"h{number}", name, identity, "1970-01-01", "有劳动能力", "是", "否"]
        if place in (4, 5, 6):
            wrong[place] = (identity, name)[number % 2]
        elif place == 0:
            wrong[1] = identity
        elif place == 1:
            wrong[0] = PEOPLE[0][1]
        elif place == 2:
            wrong = wrong[2:]
        else:
            wrong[4] = f"{identity[6:10]}-02-30"
        yield ",".join(wrong)


def csv_text(header, rows):
    return header + "\n" + "\n".join(rows) + "\n"


def json_text():
    records = []
    for number, (name, identity) in enumerate(PEOPLE):
        wrong = [
            {"wage_income": name},
            {"persons": [{"name": name, "birth_date": identity}]},
            {"persons": name},
            {"id": [name], "housing_assured": identity},
            {"prices_of": identity, "head_name": name},
            {identity: name},
            {"persons": [identity, {"labour_capacity": name}]},
            {"measures": [name, identity]},
        ][number % 8]
        records.append({"id": f"h{number}", "head_name": name, "registered": True, **wrong})
    return json.dumps({"households": records}, ensure_ascii=False)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("register")
    return {
        "households": samples.put(folder, "households.csv", csv_text(HEADER, household_rows())),
        "persons": samples.put(folder, "persons.csv", csv_text(PERSONS, person_rows())),
        "json": samples.put(folder, "households.json", json_text()),
        "folder": folder,
    }


def leaked(text):
    """Return the planted names and numbers that stand in a text."""
    return [secret for secret in SECRETS if secret in text]


def test_the_secrets_are_a_thousand_and_would_be_found(files):
    assert len(set(SECRETS)) == 1000
    planted = [
        set(leaked(files[name].read_text("utf-8"))) for name in ("households", "persons", "json")
    ]
    assert all(len(found) > 800 for found in planted)
    assert set().union(*planted) == set(SECRETS)
    assert leaked(f"... {SECRETS[7]} ...") == [SECRETS[7]]


@pytest.mark.parametrize("command", ["assess", "explain"])
@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("table", ["households", "json"])
def test_nothing_comes_out_of_the_command_line(files, monkeypatch, command, form, table):
    samples.install(monkeypatch)
    args = [
        "--lang",
        "both",
        command,
        files[table],
        "--policy",
        "yunxi",
        "--rules-on",
        "2018-12-31",
        "--format",
        form,
    ]
    if table == "households":
        args += ["--persons", files["persons"]]
    if command == "explain":
        args += ["--row", "3"]
    done = CliRunner().invoke(cli, [str(arg) for arg in args])
    assert done.exit_code == 1
    assert len(done.output) > 100
    assert leaked(done.output) == []
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_nothing_stands_in_the_faults_report(files, monkeypatch, tmp_path):
    samples.install(monkeypatch)
    for suffix in ("csv", "json"):
        args = [
            "assess", files["households"], "--persons", files["persons"], "--policy", "yunxi", "--rules-on", "2018-12-31",
            "--output", tmp_path / f"out.{suffix}", "--lang", "both",
        ]  # fmt: skip
        done = CliRunner().invoke(cli, [str(arg) for arg in args])
        assert done.exit_code == 1
        report = (tmp_path / f"out.faults.{suffix}").read_text("utf-8-sig")
        assert report.count("not-") > 200
        assert leaked(report) == []
        assert leaked(done.output) == []


def test_every_row_failed_and_is_told(files):
    register = read_register(Household, files["households"], {Person: files["persons"]})
    assert len(register.entries) == len(PEOPLE)
    assert all(entry.subject is None for entry in register.entries)
    for language in ("zh", "en"):
        assert leaked("\n".join(fault.text(language) for fault in register.faults)) == []
    assert leaked("".join(faults_csv(register.faults, ("zh", "en")))) == []
    assert leaked("".join(faults_json(register.faults))) == []
    assert leaked(repr(register.faults)) == []
    assert leaked(repr(register)) == []


def test_nothing_stands_in_a_log_or_traceback(files, caplog):
    """As a program would that reads record by record and logs what it catches."""
    log = logging.getLogger("somebody")
    policy = samples.policy()
    told = io.StringIO()
    caught = 0
    with caplog.at_level(logging.DEBUG):
        for record in json.loads(files["json"].read_text("utf-8"))["households"]:
            try:
                policy.read(Household, record)
            except PovertyPolicyError as error:
                caught += 1
                told.write(traceback.format_exc())
                told.write(repr(error))
                log.exception("a record cannot be read")
        for name, identity in PEOPLE:
            for bad in ({"wage_income": name}, {"name": 5, "birth_date": identity}):
                cls = Household if "wage_income" in bad else Person
                try:
                    povertypolicy.read(cls, bad)
                except InvalidData:
                    caught += 1
                    told.write(traceback.format_exc())
    assert caught > 1300
    assert leaked(told.getvalue()) == []
    assert leaked(caplog.text) == []


def test_nothing_stands_in_the_representation_of_good_subjects(files):
    for name, identity in PEOPLE[:50]:
        person = Person(id=identity, name=name, identity_number=identity)
        household = Household(id=identity, head_name=name, persons=[person])
        decision = samples.policy().ask("yunxi.poor", household)
        for thing in (
            person,
            household,
            decision,
            decision.missing,
            decision.findings,
            decision.trace,
        ):
            assert leaked(repr(thing)) == []
        assert leaked(povertypolicy.explain(decision, "zh")) == []
        assert leaked(json.dumps(povertypolicy.as_json(decision), ensure_ascii=False)) == []
        assert leaked(povertypolicy.sheet(decision)) == []


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("good.json", "povertypolicy.register.linking.read_into"),
        ("good.json", "povertypolicy.deciding.asking.Together.ask"),
        ("good.csv", "povertypolicy.register.registers.typed"),
        ("good.csv", "povertypolicy.register.registers.decide"),
    ],
)
def test_nothing_comes_out_of_an_error_of_our_own(files, monkeypatch, name, place):
    """Whatever breaks inside, with a person's data in its message, is told by its type and place alone."""
    samples.install(monkeypatch)
    texts = {
        "good.csv": f"户编号,户主姓名\nh1,{SECRETS[0]}\n",
        "good.json": json.dumps([{"id": "h1", "head_name": SECRETS[0]}]),
    }
    good = samples.put(files["folder"], name, texts[name])

    def broken(*_, **__):
        raise LookupError(" ".join(SECRETS[:20]))

    monkeypatch.setattr(place, broken)
    args = ["assess", str(good), "--policy", "yunxi", "--rules-on", "2018-12-31"]
    done = CliRunner().invoke(cli, args)
    assert done.exit_code == 3
    assert "LookupError" in done.output
    assert leaked(done.output) == []


@pytest.mark.parametrize("table", ["households", "persons", "json"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_comes_out_of_a_reconciliation(files, monkeypatch, tmp_path, table, form):
    samples.install(monkeypatch)
    beside = ["--persons", files["persons"]] if table == "persons" else []
    file = files["households" if table == "persons" else table]
    args = [
        "--lang", "both", "reconcile", file, "--policy", "yunxi", "--rules-on", "2018-12-31", *beside,
        "--format", form, "--output", tmp_path / "out.json",
    ]  # fmt: skip
    done = CliRunner().invoke(cli, [str(arg) for arg in args])
    assert done.exit_code == 1
    assert leaked(done.output) == []
    for written in ("out.json", "out.faults.json"):
        assert leaked((tmp_path / written).read_text("utf-8")) == []


@pytest.mark.parametrize("table", ["households", "json"])
def test_nothing_comes_out_of_the_installed_command(files, table, tmp_path):
    command = Path(sys.executable).with_name("povertypolicy")
    done = subprocess.run(
        [
            command, "assess", files[table], "--policy", "guangdong", "--rules-on", "2017-12-31",
            "--output", tmp_path / "out.csv",
        ],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert "faults" in done.stdout
    assert leaked(done.stdout + done.stderr) == []
    assert leaked((tmp_path / "out.faults.csv").read_text("utf-8-sig")) == []


def test_a_header_row_that_is_missing_tells_nobody(tmp_path, monkeypatch):
    """The first person is taken for the header; not even that is echoed."""
    samples.install(monkeypatch)
    rows = "\n".join(person_rows())
    file = samples.put(tmp_path, "p.csv", rows)
    register = read_register(Person, file)
    assert leaked("\n".join(f.text("zh") + f.text("en") for f in register.faults)) == []
    assert [f.code for f in register.faults if f.row == 1] == ["no-known-header"]
    assert all(line.faults for line in assess(samples.policy(), register, ["yunxi.line"]))


@pytest.mark.parametrize("secret", [*SECRETS[:6], "王小明", "zhangsanfeng"])
@pytest.mark.parametrize(
    "header",
    [
        "{}",
        "{}（元）",
        "工资性收入（{}）",
        "工资性收入（元，{}）",
        "住房安全（{}）",
        "户编号（{}）",
    ],
)
def test_a_name_in_a_header_is_not_told(tmp_path, header, secret):
    text = f"户编号,经营性收入,{header.format(secret)}\nh1,x,1\nh2,2,y\n"
    register = read_register(Household, samples.put(tmp_path, "h.csv", text))
    told = "\n".join(f.text("zh") + f.text("en") + repr(f) for f in register.faults)
    assert secret not in told
    assert "C列" in told
    assert "column C" in told
    assert all(entry.faults for entry in register.entries)


@pytest.mark.parametrize("secret", [*SECRETS[:6], "王小明"])
@pytest.mark.parametrize(
    "record",
    [
        '{{"id": "1", "{0}": {{"x": 1, "x": 2}}}}',
        '{{"id": "1", "{0}": 1, "{0}": 2}}',
        '{{"id": "1", "persons": [{{"{0}": [{{"x": 1, "x": 2}}]}}]}}',
        '{{"households": [{{"{0}": {{"a": 1}}, "id": "1"}}]}}',
        '{{"{0}": {{"income_per_head": 3}}, "b": {{"id": "1"}}}}',
        '{{"id": "1", "household": {{"{0}": 1}}, "{0}": {{"{0}": 1, "{0}": 2}}}}',
    ],
)
def test_a_name_that_is_a_key_is_not_told(tmp_path, record, secret):
    file = samples.put(tmp_path, "h.json", record.format(secret))
    register = read_register(Household, file)
    assert register.faults
    for told in register.faults:
        assert secret not in told.text("zh") + told.text("en") + repr(told)


def test_a_misspelt_key_that_stands_twice_is_told(tmp_path):
    file = samples.put(tmp_path, "h.json", '[{"id": "1", "wage_incom": 1, "wage_incom": 2}]')
    [twice, _] = read_register(Household, file).faults
    assert "wage_incom" in twice.text("zh")
