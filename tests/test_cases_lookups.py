"""Golden cases of what is looked up, of lists and checklists item by item, and of several days in one file."""

import subprocess
import sys

import attrs
import lookup_samples
import pytest
from lookup_samples import FIRST, LAST, NOTICE

from povertypolicy.errors import InvalidData
from povertypolicy.expr.nodes import AnyOf
from povertypolicy.policies import rules
from povertypolicy.testing.cases import load, run

HEAD = f'policy = "yunbei"\nrules_on = "{FIRST}"\n'
DAYS = f'policy = "yunbei"\nrules_on = ["{FIRST}", "{LAST}"]\n'


def find(name):
    assert name == "yunbei"
    return lookup_samples.load()


def case(clause, form, expect):
    return f'[[case]]\nname = "n"\nclause = "yunbei.{clause}"\n{form}\nexpect = {expect}\n'


def ran(folder, *cases, head=HEAD, found=find):
    file = folder / "golden.toml"
    file.write_text(head + "".join(cases), encoding="utf-8")
    return run(file, found)


def changed(clause, **fields):
    """The rules with one clause changed."""
    old = lookup_samples.load()
    clauses = [
        attrs.evolve(c, **fields) if c.info.id == f"yunbei.{clause}" else c for c in old.clauses
    ]
    return lambda _: rules("yunbei", old.label, documents=[NOTICE], clauses=clauses)


# --- one look ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "lookup", "expect"),
    [
        ("crops", '{ value = "茶" }', '"yes"'),
        ("crops", '{ value = "tea" }', "true"),
        ("crops", '{ value = "bamboo" }', '"no"'),
        ("crops", '{ value = "bamboo" }', "false"),
        ("levers", '{ value = "bamboo" }', '"unknown"'),
        ("levers", "{}", '"unknown"'),
        ("pairing", '{ city = "linjiang" }', '"donggang"'),
        ("pairing", '{ city = "石湾" }', '"unknown"'),
        ("pairing", '{ city = "luxi" }', '"unknown"'),
        ("by_helper", '{ helper = "donggang" }', '["linjiang", "pingshan"]'),
        ("teams", '{ terrain = "hills", size = "large" }', '{ members = 5, lead = "county" }'),
        ("teams", '{ terrain = "hills", size = "large" }', '{ lead = "county", members = "5" }'),
        ("duties", '{ post = "guide" }', '{ duties = ["visit", "report"], standing = true, by = 2021-03-31, note = "full days" }'),
        ("duties", '{ post = "clerk" }', '{ duties = ["report"], standing = "no", by = "2021-06-30", note = "half days" }'),
        ("sharing", "{ total = 10 }", '{ province = 6, helping_city = "3", home_city = 1 }'),
        ("sharing", '{ total = "15.01" }', '{ province = "9.01", helping_city = "4.5", home_city = "1.5" }'),
        ("sharing", "{ total = 15.01 }", "{ province = 9.01, helping_city = 4.5, home_city = 1.5 }"),
        ("plan", '{ count = 1, city = "linjiang" }', "{ province = 12000, donggang = 6000, linjiang = 2000 }"),
        ("plan", '{ count = 1, city = "songping" }', '"unknown"'),
        ("plan", "{ count = 1 }", '"unknown"'),
        ("targets", "{ year = 2022 }", "{ target = 200, cumulative = 300, remaining = 200 }"),
        ("targets", '{ year = "2022" }', "{ target = 200, cumulative = 300, remaining = 200 }"),
        ("totals", "{}", '"the years add up to less than the total"'),
    ],
)  # fmt: skip
def test_a_case_that_looks_up_passes(tmp_path, clause, lookup, expect):
    [result] = ran(tmp_path, case(clause, f"lookup = {lookup}", expect))
    assert result.passed, result.text().en


@pytest.mark.parametrize(
    ("clause", "lookup", "expect", "got"),
    [
        ("crops", '{ value = "tea" }', '"no"', "yes"),
        ("crops", '{ value = "bamboo" }', "true", "no"),
        ("levers", '{ value = "bamboo" }', '"no"', "unknown"),
        ("pairing", '{ city = "linjiang" }', '"xigang"', "donggang"),
        ("pairing", '{ city = "linjiang" }', '"Donggang"', "donggang"),
        ("pairing", '{ city = "linjiang" }', '["donggang"]', "donggang"),
        ("pairing", '{ city = "shiwan" }', '"donggang"', "unknown"),
        ("by_helper", '{ helper = "donggang" }', '["linjiang"]', "linjiang"),
        ("by_helper", '{ helper = "donggang" }', '["pingshan", "linjiang"]', "linjiang"),
        ("teams", '{ terrain = "hills", size = "large" }', '{ members = 4, lead = "county" }', "5"),
        ("teams", '{ terrain = "hills", size = "large" }', "{ members = 5 }", "county"),
        ("teams", '{ terrain = "hills", size = "large" }', '{ members = 5, lead = "county", more = 1 }', "county"),
        ("sharing", "{ total = 10 }", "{ province = 5, helping_city = 3, home_city = 2 }", "6"),
        ("plan", '{ count = 1, city = "linjiang" }', "{ province = 12000, helping_city = 6000, home_city = 2000 }", "linjiang"),
        ("targets", "{ year = 2022 }", "{ target = 200, cumulative = 301, remaining = 200 }", "300"),
        ("totals", "{}", '"yes"', "the years add up"),
    ],
)  # fmt: skip
def test_a_case_that_expects_something_else_fails(tmp_path, clause, lookup, expect, got):
    [result] = ran(tmp_path, case(clause, f"lookup = {lookup}", expect))
    assert not result.passed
    [wrong] = result.wrong
    assert wrong.zh.startswith("应为 ")
    assert wrong.en.startswith("expected ")
    assert got in wrong.zh.partition("得到")[2]
    assert got in wrong.en.partition(", got ")[2]
    assert "golden.toml [1] n" in result.text().zh


@pytest.mark.parametrize(
    ("clause", "lookup", "zh", "en"),
    [
        ("crops", '{ valeu = "tea" }', "您是否想写“value”", 'Did you mean "value"'),
        ("pairing", '{ city = "nowhere" }', "应为以下之一：临江", "One of linjiang"),
        ("sharing", '{ total = "ten" }', "应为数", "A number is wanted"),
        ("sharing", "{ total = 0.001 }", "小数位太多", "Too many decimal places"),
        ("targets", '{ year = "soon" }', "year", "year"),
        ("crop", "{}", "您是否想写“yunbei.crops”", 'Did you mean "yunbei.crops"'),
        ("met", "{}", "代码里用 clause(...) 或 ask(...)", "clause(...) or ask(...) in code"),
    ],
)
def test_a_look_that_cannot_be_taken_fails_and_says_why(tmp_path, clause, lookup, zh, en):
    first, second = ran(
        tmp_path,
        case(clause, f"lookup = {lookup}", '"yes"'),
        case("crops", 'lookup = { value = "tea" }', '"yes"'),
    )
    assert not first.passed
    assert zh in first.text().zh
    assert en in first.text().en
    assert second.passed


def test_without_a_form_of_its_own_a_case_asks_about_a_subject(tmp_path):
    [result] = ran(tmp_path, case("crops", "", '"yes"'))
    assert not result.passed
    assert "look_up(...)" in result.text().en
    facts = 'subject = "County"\nfacts = { year_of_it = 2021, done = 100 }'
    [asked] = ran(tmp_path, case("met", facts, '"yes"'))
    assert asked.passed
    assert asked.decision is not None


@pytest.mark.parametrize("parts", ["6.00, 3.00, 1.00", '"6.00", "3.00", "1.00"'])
def test_amounts_may_be_written_with_their_fen(tmp_path, parts):
    province, helping, home = parts.split(", ")
    expect = f"{{ province = {province}, helping_city = {helping}, home_city = {home} }}"
    [result] = ran(tmp_path, case("sharing", "lookup = { total = 10 }", expect))
    assert result.passed


# --- every word of a list ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "listed", "expect"),
    [
        ("crops", '["tea", "mulberry"]', '"no"'),
        ("crops", '["mulberry", "tea"]', "false"),
        ("levers", '["relending", "rediscount"]', '"unknown"'),
    ],
)
def test_these_words_and_no_others_stand_on_a_list(tmp_path, clause, listed, expect):
    [result] = ran(tmp_path, case(clause, f"listed = {listed}", expect))
    assert result.passed, result.text().en


@pytest.mark.parametrize(
    ("clause", "listed", "expect", "told"),
    [
        ("crops", '["tea"]', '"no"', ["expected ['tea'], got ['mulberry', 'tea']"]),
        ("crops", '["tea", "mulberry", "bamboo"]', '"no"', ["got ['mulberry', 'tea']"]),
        ("crops", '["tea", "mulbery"]', '"no"', ["expected ['mulbery', 'tea']"]),
        ("crops", '["tea", "tea"]', '"no"', ["expected ['tea', 'tea']"]),
        ("crops", '["bamboo", "tea"]', '"no"', ["got ['mulberry', 'tea']", "expected yes, got no"]),
        ("crops", '["tea", "mulberry"]', '"unknown"', ["expected unknown, got no"]),
        ("levers", '["relending", "rediscount"]', '"no"', ["expected no, got unknown"]),
        ("levers", '["relending"]', '"no"', ["expected ['relending']", "expected no, got unknown"]),
        ("pairing", '["linjiang"]', '"no"', ["it is no list"]),
    ],
)
def test_another_list_or_another_end_of_it_fails(tmp_path, clause, listed, expect, told):
    [result] = ran(tmp_path, case(clause, f"listed = {listed}", expect))
    assert not result.passed
    assert len(result.wrong) == len(told)
    for wrong, part in zip(result.wrong, told, strict=True):
        assert part in wrong.en
        assert wrong.zh.startswith(("应为 ", "不是清单"))


@pytest.mark.parametrize("clause", ["network", "met"])
def test_the_words_of_what_is_no_lookup_cannot_be_listed(tmp_path, clause):
    [result] = ran(tmp_path, case(clause, 'listed = ["county", "town", "village"]', '"no"'))
    assert not result.passed
    assert "clause(...) or ask(...) in code" in result.text().en


def test_a_list_that_has_ended_is_no_list_any_more(tmp_path):
    words = case("crops", 'listed = ["tea", "mulberry"]', '"no"')
    first, second = ran(tmp_path, words, head=DAYS)
    assert first.passed
    assert [wrong.en for wrong in second.wrong] == [
        "expected yes, got not_applicable",
        "expected no, got not_applicable",
    ]


# --- every item of a checklist -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "items"),
    [
        ("network", '["county", "town", "village"]'),
        ("network", '["village", "county", "town"]'),
        ("filing", '["publish", "review"]'),
    ],
)
@pytest.mark.parametrize("expect", ['"no"', "false"])
def test_these_items_and_no_others_are_needed(tmp_path, clause, items, expect):
    [result] = ran(tmp_path, case(clause, f"items = {items}", expect))
    assert result.passed, result.text().en


@pytest.mark.parametrize(
    ("clause", "items", "expect", "told"),
    [
        ("network", '["county", "town"]', '"no"', ["expected ['county', 'town'], got ['county', 'town', 'village']"]),
        ("network", '["county", "town", "village", "group"]', '"no"', ["got ['county', 'town', 'village']"]),
        ("network", '["county", "town", "vilage"]', '"no"', ["expected ['county', 'town', 'vilage']"]),
        ("network", '["county", "town", "village"]', '"unknown"', ["expected unknown, got no"] * 3),
        ("filing", '["publish", "review"]', '"yes"', ["expected yes, got no"] * 2),
    ],
)  # fmt: skip
def test_other_items_or_another_answer_fail(tmp_path, clause, items, expect, told):
    [result] = ran(tmp_path, case(clause, f"items = {items}", expect))
    assert not result.passed
    assert len(result.wrong) == len(told)
    assert all(part in wrong.en for wrong, part in zip(result.wrong, told, strict=True))


ITEMS = case("network", 'items = ["county", "town", "village"]', '"no"')


def test_one_item_of_several_is_noticed_where_all_are_needed(tmp_path):
    means = lookup_samples.LOADED["yunbei.network"].means
    [result] = ran(tmp_path, ITEMS, found=changed("network", means=AnyOf(means.parts)))
    each = ["expected no, got yes", "expected unknown, got yes"]
    assert [wrong.en for wrong in result.wrong] == each * 3
    [result] = ran(tmp_path, ITEMS, found=changed("network", means=means.parts[0]))
    assert not result.passed


def test_a_checklist_that_has_ended_is_noticed(tmp_path):
    info = lookup_samples.LOADED["yunbei.network"].info
    ended = changed("network", info=attrs.evolve(info, last=info.first))
    [result] = ran(tmp_path, ITEMS, found=ended)
    assert result.wrong[0].en == "expected yes, got not_applicable"
    assert result.wrong[-1].en == "expected unknown, got not_applicable"


def test_the_items_of_what_is_no_checklist_are_not_asked(tmp_path):
    looked, asked = ran(
        tmp_path,
        case("crops", 'items = ["tea", "mulberry"]', '"no"'),
        case("met", 'items = ["done", "year"]', '"no"'),
    )
    assert "look_up(...)" in looked.text().en
    assert not asked.passed


# --- several days --------------------------------------------------------------------------------


def test_every_case_is_run_on_every_day(tmp_path):
    results = ran(
        tmp_path,
        case("pairing", 'lookup = { city = "linjiang" }', '"donggang"'),
        case("crops", 'lookup = { value = "tea" }', '"yes"'),
        head=DAYS,
    )
    assert [(r.case.number, r.case.head["rules_on"]) for r in results] == [
        (1, FIRST),
        (1, LAST),
        (2, FIRST),
        (2, LAST),
    ]
    assert [result.passed for result in results] == [True, True, True, False]
    assert "expected yes, got not_applicable" in results[3].text().en


def test_cases_about_subjects_are_run_on_every_day_too(tmp_path):
    facts = 'subject = "County"\nfacts = { year_of_it = 2021, done = 100 }'
    results = ran(tmp_path, case("met", facts, '"yes"'), head=DAYS)
    assert [result.passed for result in results] == [True, True]
    assert [str(r.decision.context.settings.rules_on) for r in results] == [FIRST, LAST]


@pytest.mark.parametrize("days", ['"2021-06-30"', '["2021-06-30"]', "2021-06-30", "[2021-06-30]"])
def test_a_day_is_text_or_a_day_of_toml_alone_or_in_a_list(tmp_path, days):
    head = f'policy = "yunbei"\nrules_on = {days}\n'
    [result] = ran(tmp_path, case("crops", 'lookup = { value = "tea" }', '"yes"'), head=head)
    assert result.passed, result.text().en


def test_a_day_that_there_is_not_fails_on_that_day_alone(tmp_path):
    head = f'policy = "yunbei"\nrules_on = ["{FIRST}", "2021-02-30", "2020-12-31"]\n'
    results = ran(tmp_path, case("crops", 'lookup = { value = "tea" }', '"yes"'), head=head)
    assert [result.passed for result in results] == [True, False, False]
    assert "an existing day" in results[1].text().en
    assert "lies before" in results[2].text().en


def test_a_case_that_fails_says_on_which_day(tmp_path):
    words = case("crops", 'lookup = { value = "tea" }', '"yes"')
    _, second = ran(tmp_path, words, head=DAYS)
    assert LAST in second.text().zh
    assert LAST in second.text().en


def test_no_day_is_a_fault_of_the_file(tmp_path):
    head = 'policy = "yunbei"\nrules_on = []\n'
    with pytest.raises(InvalidData):
        ran(tmp_path, case("crops", 'lookup = { value = "tea" }', '"yes"'), head=head)


def test_pytest_runs_a_case_once_a_day(tmp_path):
    (tmp_path / "cases").mkdir()
    line = '[[case]]\nname = "the line"\nclause = "guangdong.household.identification.line"\nexpect = "4000"\n'
    days = 'policy = "guangdong"\nrules_on = ["2016-12-31", "2017-12-31", "2018-12-31"]\n'
    (tmp_path / "cases" / "some.toml").write_text(days + line, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "/dev/null", tmp_path],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=tmp_path,
    )
    assert "3 passed" in done.stdout, done.stdout


# --- the form ------------------------------------------------------------------------------------


def test_the_new_forms_are_known_and_others_are_told(tmp_path):
    file = tmp_path / "golden.toml"
    file.write_text(HEAD + case("crops", 'lokup = { value = "tea" }', '"yes"'), encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        load(file)
    [fault] = caught.value.faults
    assert fault.code == "unknown-key"
    assert 'Did you mean "lookup"' in fault.text("en")
    assert 'case[1] "n" lokup' in fault.path


@pytest.mark.parametrize("form", ["lookup = {}", 'listed = ["tea"]', 'items = ["county"]'])
def test_what_is_expected_is_always_said(tmp_path, form):
    file = tmp_path / "golden.toml"
    file.write_text(
        HEAD + f'[[case]]\nname = "n"\nclause = "yunbei.crops"\n{form}\n', encoding="utf-8"
    )
    with pytest.raises(InvalidData) as caught:
        load(file)
    assert [fault.code for fault in caught.value.faults] == ["missing-part"]


@pytest.mark.parametrize(
    ("form", "keys"),
    [
        ("lookup = 5", ["lookup"]),
        ("lookup = []", ["lookup"]),
        ('lookup = "tea"', ["lookup"]),
        ("listed = []", ["listed"]),
        ("listed = 5", ["listed"]),
        ('listed = "tea"', ["listed"]),
        ('listed = ["tea", 5]', ["listed"]),
        ("items = []", ["items"]),
        ("items = 5", ["items"]),
        ('items = "ab"', ["items"]),
        ('listed = ["tea"]\nitems = ["tea"]', ["items"]),
        ('lookup = { value = "tea" }\nlisted = ["tea", "mulberry"]', ["listed"]),
        ('lookup = { value = "tea" }\nsubject = "County"\nfacts = {}', ["subject", "facts"]),
        ('items = ["county"]\nabove = []', ["above"]),
        ('listed = ["tea"]\nmissing = ["done"]', ["missing"]),
        ("lookup = 5\nlisted = []", ["listed", "listed", "lookup"]),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_meant_is_a_fault_of_the_file(tmp_path, form, keys):
    with pytest.raises(InvalidData) as caught:
        ran(tmp_path, case("crops", form, '"yes"'))
    faults = caught.value.faults
    assert [fault.parts["key"] for fault in faults] == keys
    assert {fault.code for fault in faults} <= {"unlike-form", "beside"}
    for fault in faults:
        assert fault.file.endswith("golden.toml")
        assert 'case[1] "n"' in fault.path
        said = ("不能与", "has no place") if fault.code == "beside" else ("应为", "should be")
        assert f"“{fault.parts['key']}”{said[0]}" in fault.text("zh")
        assert f'"{fault.parts["key"]}" {said[1]}' in fault.text("en")
