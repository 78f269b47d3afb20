"""Golden cases: files of data, run against a policy, collected by pytest, told well when they fail."""

import subprocess
import sys
from pathlib import Path

import pytest
import sample_policy

from povertypolicy.errors import BadFile, InvalidData
from povertypolicy.testing.cases import load, run

ROOT = Path(__file__).parents[1]

HEAD = 'policy = "yunxi"\nrules_on = "2018-12-31"\n'
CASE = """
[[case]]
name = "3,499 a head is below 3,500"
clause = "yunxi.poor"
subject = "Household"
facts = { prices_of = 2017, wage_income = 6998, business_income = 0, transfer_income = 0, production_expense = 0, persons = [{}, {}] }
expect = "yes"
"""


def find(name):
    assert name == "yunxi"
    return sample_policy.load()


def ran(folder, text, head=HEAD):
    file = folder / "golden.toml"
    file.write_text(head + text, encoding="utf-8")
    return run(file, find)


def test_a_case_passes(tmp_path):
    [result] = ran(tmp_path, CASE)
    assert result.passed
    assert result.case.name == "3,499 a head is below 3,500"


@pytest.mark.parametrize(
    ("case", "expect"),
    [
        ('clause = "yunxi.line"', '"3500"'),
        ('clause = "yunxi.line"', "3500"),
        ('clause = "yunxi.line"', "3500.00"),
        ('clause = "yunxi.exit_line"\nsupply = { "yunxi.average" = { yuan_per_head = "9000.50", prices_of = 2017, source = "s" } }', '"3600.20"'),
        ('clause = "yunxi.exit_line"', '"unknown"'),
        ('clause = "yunxi.small"\nsubject = "Household"\nfacts = {}\nabove = [{ subject = "Village", facts = { registered_population = 500 } }]', '"yes"'),
        ('clause = "yunxi.small"\nsubject = "Household"\nfacts = {}\nabove = [{ subject = "Village", facts = { registered_population = 501 } }]', "false"),
        ('clause = "yunxi.kind"\nsubject = "Household"\nfacts = { income_per_head = 1, on_allowance = true }', '"unknown"'),
        ('clause = "yunxi.housed"\nsubject = "Household"\nfacts = { housing_assured = false, on_allowance = true }', '"unknown"'),
        ('clause = "yunxi.housed"\nchoose = { "yunxi.housing" = "wide" }\nsubject = "Household"\nfacts = { housing_assured = false, on_allowance = true }', "true"),
        ('clause = "yunxi.poor"\nindex = { values = { 2017 = 100, 2018 = "102.1" }, source = "s" }\nsubject = "Household"\nfacts = { prices_of = 2018, wage_income = "7146.99", business_income = 0, transfer_income = 0, production_expense = 0, persons = [{}, {}] }', '"yes"'),
        ('clause = "yunxi.poor"\nindex = { values = { 2017 = 100, 2018 = "102.1" }, source = "s" }\nsubject = "Household"\nfacts = { prices_of = 2018, wage_income = 7147, business_income = 0, transfer_income = 0, production_expense = 0, persons = [{}, {}] }', '"no"'),
        ('clause = "yunxi.poor"\nsubject = "Household"\nfacts = { prices_of = 2017 }\nmissing = ["wage_income", "business_income", "transfer_income", "production_expense", "persons"]', '"unknown"'),
        ('clause = "yunxi.loss"\nsubject = "Household"\nfacts = { registered = false }', '"not_applicable"'),
    ],
)  # fmt: skip
def test_what_a_case_can_say(tmp_path, case, expect):
    [result] = ran(tmp_path, f'[[case]]\nname = "n"\n{case}\nexpect = {expect}\n')
    assert result.passed, result.text().en


@pytest.mark.parametrize(
    ("old", "new", "zh", "en"),
    [
        ('expect = "yes"', 'expect = "no"', "应为 no，得到 yes", "expected no, got yes"),
        ('expect = "yes"', 'expect = "3499"', "应为 3499", "expected 3499, got yes"),
        ('expect = "yes"', 'expect = "yes"\nmissing = ["x"]', "缺少的应为 x，得到 -", "expected missing x, got -"),
        ("yunxi.poor", "yunxi.pour", "您是否想写", "Did you mean"),
        ("wage_income", "wage_incme", "case[1].facts.wage_incme", "case[1].facts.wage_incme"),
        ('"Household"', '"Village"', "case[1].facts", "case[1].facts"),
        ('"Household"', '"Houshold"', "您是否想写“Household”", 'Did you mean "Household"'),
        ("facts = {", 'supply = { "yunxi.average" = 5 }\nfacts = {', "yunxi.average", "yunxi.average"),
    ],
)  # fmt: skip
def test_a_case_that_fails_says_why(tmp_path, old, new, zh, en):
    [result] = ran(tmp_path, CASE.replace(old, new))
    assert not result.passed
    told = result.text()
    assert zh in told.zh
    assert en in told.en
    assert "golden.toml [1] 3,499 a head is below 3,500" in told.zh
    if result.decision is not None:
        assert "income below the support line: met" in told.en  # the whole explanation


def test_one_case_that_cannot_be_asked_does_not_stop_the_others(tmp_path):
    first, second = ran(tmp_path, CASE.replace("yunxi.poor", "yunxi.pour") + CASE)
    assert (first.passed, second.passed) == (False, True)


@pytest.mark.parametrize(
    ("head", "text", "codes"),
    [
        (HEAD, CASE.replace("clause =", "claus ="), ["unknown-key", "missing-part"]),
        (HEAD, CASE.replace('subject = "Household"\n', ""), ["missing-part"]),
        (
            HEAD,
            CASE.replace('name = "3,499 a head is below 3,500"\n', "") * 2,
            ["missing-part"] * 2,
        ),
        (HEAD, CASE + 'above = { subject = "Village" }\n', ["not-a-list"]),
        (HEAD, CASE + 'above = [{ subject = "Village" }]\n', ["missing-part"]),
        (HEAD, CASE + "above = [1]\n", ["not-an-object"]),
        ('policy = "yunxi"\n', CASE, ["missing-part"]),
        (HEAD + "rules = 1\n", CASE, ["unknown-key"]),
        (HEAD, "case = 1\n", ["not-a-list"]),
        (HEAD, "", ["missing-part"]),
    ],
)
def test_all_faults_of_a_file_are_told_with_file_and_case(tmp_path, head, text, codes):
    with pytest.raises(InvalidData) as caught:
        ran(tmp_path, text, head)
    assert [fault.code for fault in caught.value.faults] == codes
    assert all(fault.file.endswith("golden.toml") for fault in caught.value.faults)
    if "[[case]]" in text and head == HEAD:
        assert all("case[1]" in f.path or "case[2]" in f.path for f in caught.value.faults)


def test_a_file_that_is_no_toml_is_told(tmp_path):
    with pytest.raises(BadFile):
        ran(tmp_path, "[[case\n")


def test_the_golden_cases_of_every_plugin_can_be_loaded():
    files = sorted(ROOT.glob("plugins/*/cases/*.toml"))
    assert files
    for file in files:
        assert load(file)


# --- pytest --------------------------------------------------------------------------------------


def collected(folder, *options):
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "/dev/null", *options, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=folder,
    )  # fmt: skip


def golden(folder, text, name="cases"):
    (folder / name).mkdir()
    (folder / name / "some.toml").write_text(
        HEAD.replace("yunxi", "guangdong") + text, encoding="utf-8"
    )


LINE = '[[case]]\nname = "the line"\nclause = "guangdong.household.identification.line"\nexpect = "4000"\n'


def test_pytest_collects_golden_cases(tmp_path):
    golden(tmp_path, LINE + LINE.replace("4000", "4001").replace("the line", "wrong"))
    done = collected(tmp_path)
    assert "1 failed, 1 passed" in done.stdout
    assert "expected 4001, got 4000" in done.stdout
    assert "应为 4001，得到 4000" in done.stdout
    assert "Traceback" not in done.stdout


def test_pytest_tells_a_faulty_file(tmp_path):
    golden(tmp_path, LINE.replace("clause", "claus"))
    done = collected(tmp_path)
    assert "1 error" in done.stdout
    assert 'Did you mean "clause"' in done.stdout


def test_pytest_leaves_other_files_and_folders_alone(tmp_path):
    golden(tmp_path, LINE, "elsewhere")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "other.toml").write_text('x = "[[not a case"\n')
    assert "no tests ran" in collected(tmp_path).stdout
    assert "1 passed" in collected(tmp_path, "-o", "povertypolicy_cases=elsewhere").stdout


def test_the_pytest_plugin_loads_nothing_of_the_library(tmp_path):
    code = "import sys, povertypolicy_pytest; print(any(m.split('.')[0] == 'povertypolicy' for m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"
