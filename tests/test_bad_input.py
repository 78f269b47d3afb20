"""Bad input of every kind: each says what is wrong, where, and what to do, in both languages; good rows go on.

A kind gives the code of the message, a word of what to do in Chinese and in English, and its place.
"""

import json
import re
from pathlib import Path

import attrs
import pytest
import register_samples as samples
import sample_policy
from register_samples import HOUSEHOLDS, PERSONS, VILLAGES, lines, put, read

from povertypolicy import Household, Village, price_index
from povertypolicy.citations import document
from povertypolicy.criteria import criterion
from povertypolicy.deciding.policy import open_policy
from povertypolicy.errors import Fault, InvalidData, PovertyPolicyError
from povertypolicy.expr.fields import money, yes_no
from povertypolicy.expr.nodes import all_of, any_of
from povertypolicy.plugins.loading import find_rules
from povertypolicy.policies import rules
from povertypolicy.quantities import count, percent, yuan, yuan_per_head
from povertypolicy.register import check_targets, write_files
from povertypolicy.register.kinds import kind_named
from povertypolicy.register.settings import apply_settings, read_settings

CJK = re.compile(r"[\u4e00-\u9fff]")
QUOTED = re.compile(r'"[^"]*"|是/否')
HERE = document("测试〔2018〕1号", ("测试", "test"), issued="2018-01-01").at("一")


@attrs.frozen
class Kind:
    """One kind of bad input: how it is told."""

    name: str
    code: str
    zh: str
    en: str
    make: object = None
    where: tuple[str, ...] = ()
    good: tuple[int, ...] = ()
    how: dict = attrs.field(factory=dict)


def check_told(told: Fault | PovertyPolicyError, kind: Kind):
    """Both languages say what is wrong, where, and what to do; English quotes Chinese only as labels."""
    zh, en = told.text("zh"), told.text("en")
    assert CJK.search(zh), zh
    assert not CJK.search(QUOTED.sub("", en)), en
    assert kind.zh in zh, zh
    assert kind.en in en, en
    for place in kind.where:
        assert place in zh, (place, zh)
        assert place in en, (place, en)
    assert not re.search(r"\{\w*\}", zh + en), "a part of the message was left unfilled"


def kinds(*listed):
    return pytest.mark.parametrize("kind", listed, ids=[kind.name for kind in listed])


def changed(old, new, table=HOUSEHOLDS):
    assert old in table
    return table.replace(old, new)


def cell(new, old="h2,7000", table=HOUSEHOLDS):
    return changed(old, old.rpartition(",")[0] + "," + new, table)


def row_kind(name, code, zh, en, text, *where, good=(2, 4), **how):
    return Kind(name, code, zh, en, text, ("row 3", *where) if where else (), good, how)


# --- rows of the main table ----------------------------------------------------------------------

REMARK = "（元，2017年不变价）"
WAGE = f"工资性收入{REMARK}"

ROWS = (
    Kind("full-width digits", "full-width", "请改成半角", "write plain ones", cell("７０００"), (WAGE,)),
    Kind("letters for a number", "not-number", "请只写数字", "write digits only", cell("abc"), (WAGE,)),
    Kind("a figure in 万", "not-number", "请只写数字", "write digits only", cell("1.2万"), (WAGE,)),
    Kind("a negative amount", "out-of-range", "请核对", "check it", cell("-1"), (WAGE,)),
    Kind("a trillion yuan", "out-of-range", "请核对", "check it", cell("1000000000.01"), (WAGE,)),
    Kind("a tenth of a fen", "too-fine", "请先", "round it first", cell("7000.001"), (WAGE,)),
    Kind("NaN", "not-finite", "未知请留空", "leave it empty", cell("NaN"), (WAGE,)),
    Kind("infinity", "not-finite", "未知请留空", "leave it empty", cell("-Infinity"), (WAGE,)),
    Kind("1e400", "not-finite", "未知请留空", "leave it empty", cell("1e400"), (WAGE,)),
    Kind("neither yes nor no", "not-yes-no", "未知请留空", "leave it empty", changed("h2,7000,0,0,0,是", "h2,7000,0,0,0,也许"), ("住房安全",)),
    Kind("a number for yes or no", "not-yes-no", "是/否", "leave it empty", changed("h2,7000,0,0,0,是", "h2,7000,0,0,0,2"), ("住房安全",)),
    Kind("a cell short", "ragged-row", "请检查逗号", "check commas", changed("h2,7000,0,0,0", "h2,7000,0,0")),
    Kind("a cell too many", "ragged-row", "请检查逗号", "check commas", changed("h2,7000,0,0,0", "h2,7000,0,0,0,0")),
    Kind("a NUL byte", "nul-byte", "请重新导出", "export this row again", cell("70\x0000")),
    Kind("an open quote", "bad-quotes", "请补上或删去引号", "mend the quotes", cell('"7000')),
    Kind("text after a quote", "bad-quotes", "请补上或删去引号", "mend the quotes", cell('"70"00')),
    Kind("a row without end", "too-long", "请检查引号和换行", "check quotes and line ends", cell("7" * 140_000)),
    Kind("no id", "missing-key", "请填写", "fill it in", changed("h2,", ","), ("户编号",)),
    Kind("an id as Excel spoils it", "damaged-id", "文本", "text column", changed("h2,", "4.40101E+17,"), ("户编号",)),
    Kind("a village nobody knows", "no-parent", "请核对", "check it", changed("否,v1\nh3", "否,v7\nh3"), ("村编号",)),
)  # fmt: skip


@kinds(*ROWS)
def test_a_bad_row_is_told_and_the_good_ones_are_answered(tmp_path, kind):
    persons = None if kind.code in ("missing-key", "damaged-id") else PERSONS
    register = read(tmp_path, kind.make, persons)
    [fault] = register.faults
    assert (fault.code, fault.row) == (kind.code, 3)
    check_told(fault, kind)
    assert str(fault.row) in fault.where("zh")
    check_rows(register, answered=[2, 4], reported=[3])


def check_rows(register, answered, reported):
    """Rows in are rows out: each is answered or reported."""
    found = lines(register, ("yunxi.poor",))
    assert [line.row for line in found if not line.faults and line.decisions] == answered
    assert [line.row for line in found if line.faults and not line.decisions] == reported
    assert len(found) == len(answered) + len(reported)


def test_an_id_that_stands_twice(tmp_path):
    twice = HOUSEHOLDS + "h2,7000,0,0,0,是,否,v1\n"
    register = read(tmp_path, twice)
    kind = Kind("", "duplicate-key", "编号须唯一", "ids must be unique", where=("户编号",))
    assert [(f.code, f.row) for f in register.faults] == [
        ("duplicate-key", 3),
        ("duplicate-key", 5),
    ]
    for fault in register.faults:
        check_told(fault, kind)
    check_rows(register, answered=[2, 4], reported=[3, 5])


def test_a_day_and_several_other_faults_of_one_row_are_told_together(tmp_path):
    register = read(tmp_path, HOUSEHOLDS.replace("h2,7000,0,0,0,是", "h2,x,-1,1.234,NaN,?"))
    assert [f.code for f in register.faults] == [
        "not-number",
        "out-of-range",
        "too-fine",
        "not-finite",
        "not-yes-no",
    ]
    check_rows(register, answered=[2, 4], reported=[3])


# --- rows of the persons table -------------------------------------------------------------------

THIRD = "p3,h2,丙,有劳动能力,是,否,1970-09-30"

PEOPLE = (
    Kind("31 September", "no-such-day", "请核对月和日", "check month and day", "p3,h2,丙,有劳动能力,是,否,1970-09-31", ("出生日期",), (2, 4)),
    Kind("no day at all", "not-a-day", "2017-12-31", "2017-12-31", "p3,h2,丙,有劳动能力,是,否,九月", ("出生日期",), (2, 4)),
    Kind("a word nobody knows", "not-a-word", "有劳动能力", "able, partial", "p3,h2,丙,能干,是,否,1970-09-30", ("劳动能力",), (2, 4)),
    Kind("a person of an unknown household", "no-parent", "请核对", "check it", "p3,h7,丙,有劳动能力,是,否,1970-09-30", ("户编号",), (2, 3, 4)),
    Kind("a person of no household", "missing-link", "请填写", "fill it in", "p3,,丙,有劳动能力,是,否,1970-09-30", ("户编号",), (2, 3, 4)),
    Kind("a household id as Excel spoils it", "damaged-id", "文本", "text column", "p3,4.401E+17,丙,有劳动能力,是,否,1970-09-30", ("户编号",), (2, 3, 4)),
    Kind("an id that two persons have", "duplicate-key", "编号须唯一", "must be unique", "p6,h2,丙,有劳动能力,是,否,1970-09-30", ("编号",), (2,)),
)  # fmt: skip


@kinds(*PEOPLE)
def test_a_bad_person_is_told_and_holds_up_no_other_household(tmp_path, kind):
    register = read(tmp_path, persons=changed(THIRD, kind.make, PERSONS))
    fault = register.faults[0]
    assert (fault.code, fault.row) == (kind.code, 4)
    assert "persons.csv" in fault.where("zh")
    check_told(fault, kind)
    check_rows(register, [*kind.good], [row for row in (2, 3, 4) if row not in kind.good])


# --- headers -------------------------------------------------------------------------------------


def header(old, new):
    return changed(old, new)


HEADERS = (
    Kind("a misspelt header", "unknown-header", "您是否想写“转移性收入”", 'Did you mean "转移性收入"', header("转移性收入", "转移性收人"), ("转移性收人", "D")),
    Kind("a header nobody knows", "unknown-header", "删去该列", "remove the column", header(f"转移性收入{REMARK}", "彩票"), ("字字", "D")),
    Kind("a header with a person's number", "unknown-header", "9999", "9999", header(f"转移性收入{REMARK}", "440101199001011234")),
    Kind("two headers for one fact", "duplicate-header", "请只留一列", "keep one column", header(f"转移性收入{REMARK}", "wage income (2017 prices)"), ("D", "4")),
    Kind("a column without a header", "unnamed-header", "请写上表头", "name it", header(f"转移性收入{REMARK}", "")),
    Kind("万元", "header-unit", "请把数换算成元", "convert the figures to yuan", header("工资性收入（元，2017", "工资性收入（万元，2017"), ("B", "字字")),
    Kind("千元 in English", "header-unit", "请把数换算成元", "convert the figures to yuan", header(f"经营性收入{REMARK}", "business income (thousand yuan; 2017 prices)")),
    Kind("a unit on yes or no", "header-remark", "或删去括号", "or remove it", header("住房安全", "住房安全（元）"), ("F", "6")),
    Kind("a year that is no price year", "header-remark", "2014年不变价", "prices of 2014", header(f"经营性收入{REMARK}", "经营性收入（2017年）")),
    Kind("two price years", "price-years-differ", "只能用一个价格年份", "only one", header(f"经营性收入{REMARK}", "经营性收入（2014年不变价）"), ("2014", "2017")),
    Kind("a price year in some headers only", "price-year-missing", "请给每个金额列都写上", "in the header of every amount", header(f"经营性收入{REMARK}", "经营性收入（元）"), ("C", "2017")),
    Kind("another price year as argument", "price-years-differ", "只能用一个价格年份", "only one", HOUSEHOLDS, ("2014", "2017"), how={"prices_of": 2014}),
    Kind("no header at all", "no-known-header", "第一行应是表头", "the first row must hold headers", HOUSEHOLDS.partition("\n")[2]),
    Kind("no column to join by", "missing-header", "请加上该列", "add it", header("户编号", "略"), ("household id",), how={"ignore": ("略",)}),
)  # fmt: skip


@kinds(*HEADERS)
def test_a_bad_header_is_told_once_and_every_row_is_reported(tmp_path, kind):
    register = read(tmp_path, kind.make, **kind.how)
    fault = next(f for f in register.faults if f.code == kind.code)
    assert fault.row == 1
    assert "households.csv" in fault.file
    assert sum(f.code == kind.code for f in register.faults) == 1
    check_told(fault, kind)
    check_rows(register, [], [e.row for e in register.entries])
    assert len(register.entries) >= 2


def test_a_header_and_nothing_below(tmp_path):
    register = read(tmp_path, HOUSEHOLDS.partition("\n")[0])
    fault = next(f for f in register.faults if f.file.endswith("households.csv"))
    check_told(
        fault, Kind("", "no-rows", "请检查文件", "check the file", where=("households.csv",))
    )
    assert register.entries == ()


def test_a_column_that_is_not_there_leaves_open_and_is_named(tmp_path):
    without = "\n".join(
        ",".join(c for i, c in enumerate(line.split(",")) if i != 3)
        for line in HOUSEHOLDS.strip().split("\n")
    )
    first, *_ = lines(read(tmp_path, without), ("yunxi.poor",))
    assert first.decisions[0].outcome.value == "unknown"
    assert [m.path for m in first.decisions[0].missing] == ["transfer_income"]


# --- whole files ---------------------------------------------------------------------------------

FILES = (
    Kind("no encoding fits", "bad-file", "另存为 UTF-8", "save it as UTF-8", b"\xff\x80\x80,\xfe\n"),
    Kind("damaged UTF-8 with a mark", "bad-file", "请重新导出", "export it again", b"\xef\xbb\xbf" + HOUSEHOLDS.encode()[:-5] + b"\xff\n"),
    Kind("half a character of UTF-16", "bad-file", "请重新导出", "export it again", HOUSEHOLDS.encode("utf-16") + b"\x00"),
    Kind("UTF-16 without a mark", "bad-file", "请检查首行", "check quotes", "id,wage_income\n1,2\n".encode("utf-16-le")),
    Kind("an Excel workbook", "bad-file", "CSV UTF-8", "CSV UTF-8", b"PK\x03\x04" + b"\x00" * 40),
    Kind("an old Excel workbook", "bad-file", "CSV UTF-8", "CSV UTF-8", b"\xd0\xcf\x11\xe0" + b"\x00" * 40),
    Kind("an empty file", "bad-file", "选错了文件", "the right one", b""),
    Kind("only blanks", "bad-file", "选错了文件", "the right one", b"\xef\xbb\xbf \r\n \n"),
    Kind("a header that never ends", "bad-file", "请检查首行", "check quotes", b'id,"wage income\n1,2\n'),
    Kind("an encoding nobody knows", "bad-setting", "gb18030", "gb18030", HOUSEHOLDS, how={"encoding": "gbk-2030"}),
    Kind("an encoding that is no text", "bad-setting", "gb18030", "gb18030", HOUSEHOLDS, how={"encoding": "hex"}),
    Kind("the wrong encoding named", "bad-file", "写明编码", "name its encoding", HOUSEHOLDS.encode("gb18030"), how={"encoding": "utf-8"}),
)  # fmt: skip


@kinds(*FILES)
def test_a_file_that_cannot_be_read_is_told(tmp_path, kind):
    with pytest.raises(PovertyPolicyError) as caught:
        read(tmp_path, kind.make, **kind.how)
    assert caught.value.code == kind.code
    check_told(caught.value, kind)
    assert "households.csv" in str(caught.value) or kind.how


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [("nowhere.csv", "找不到文件", "no such file"), (".", "文件夹", "a folder")],
)
def test_a_path_that_is_no_file_is_told(tmp_path, name, zh, en):
    from povertypolicy.register import read_register

    with pytest.raises(PovertyPolicyError) as caught:
        read_register(Household, tmp_path / name)
    check_told(caught.value, Kind("", "bad-file", zh, en, where=(str(tmp_path),)))


# --- JSON ----------------------------------------------------------------------------------------

GOOD = '{"id": "h1", "prices_of": 2017, "wage_income": 6998, "persons": [{}, {}]}'
GONE = '{"id": "h3", "prices_of": 2017, "wage_income": 7000, "persons": [{}, {}]}'


def record(text):
    return f"[{GOOD}, {text}, {GONE}]"


RECORDS = (
    Kind("a key that stands twice", "repeated-json-key", "出现两次", "stands twice", '{"id": "h2", "wage_income": 1, "wage_income": 2}', ("[1]",)),
    Kind("a misspelt key", "unknown-key", "您是否想写“wage_income”", 'Did you mean "wage_income"', '{"id": "h2", "wage_incme": 1}', ("[1].wage_incme",)),
    Kind("a person's number as key", "unknown-key", "999999", "999999", '{"id": "h2", "440101199001011234": 1}'),
    Kind("a list where an object is wanted", "not-an-object", "应为对象", "An object", "[1, 2]", ("[1]",)),
    Kind("an object where a list is wanted", "not-a-list", "应为列表", "A list", '{"id": "h2", "persons": {"a": 1}}', ("[1].persons",)),
    Kind("text where persons are wanted", "not-an-object", "应为对象", "An object", '{"id": "h2", "persons": ["甲"]}', ("[1].persons[0]",)),
    Kind("NaN in JSON", "not-finite", "未知请留空", "leave it empty", '{"id": "h2", "wage_income": NaN}', ("[1].wage_income",)),
    Kind("Infinity in JSON", "not-finite", "未知请留空", "leave it empty", '{"id": "h2", "wage_income": -Infinity}', ("[1].wage_income",)),
    Kind("1e400 in JSON", "not-finite", "未知请留空", "leave it empty", '{"id": "h2", "wage_income": 1e400}', ("[1].wage_income",)),
    Kind("an exponent no machine holds", "not-finite", "未知请留空", "leave it empty", '{"id": "h2", "wage_income": 1e99999999999999999999}', ("[1].wage_income",)),
    Kind("a billionth of a billionth", "too-fine", "取整", "round it", '{"id": "h2", "wage_income": 1e-999999999}', ("[1].wage_income",)),
    Kind("five thousand digits", "not-finite", "未知请留空", "leave it empty", '{"id": "h2", "wage_income": ' + "9" * 5000 + "}", ("[1].wage_income",)),
    Kind("65 members", "too-many", "最多 64", "at most 64", '{"id": "h2", "persons": [' + ", ".join(["{}"] * 65) + "]}", ("[1].persons",)),
    Kind("an entry in other prices", "price-years-differ", "只能用一个价格年份", "only one", '{"id": "h2", "prices_of": 2017, "entries": [{"prices_of": 2014, "amount": 1}]}', ("[1]", "2014, 2017")),
    Kind("a price year that is none", "not-a-year", "1978", "1978", '{"id": "h2", "prices_of": "二〇一四"}', ("[1].prices_of",)),
    Kind("a number for a name", "not-text", "应为文字", "Text is wanted", '{"id": "h2", "head_name": 5}', ("[1].head_name",)),
    Kind("a word in a list nobody knows", "not-a-word", "介绍就业", "land, job, loan", '{"id": "h2", "measures": ["land", "moon"]}', ("[1].measures",)),
    Kind("a share above 100", "out-of-range", "请核对", "check it", '{"id": "h2", "loss_share": "100.01"}', ("[1].loss_share",)),
    Kind("an id that is no text", "not-text", "应为文字", "Text is wanted", '{"id": [1]}', ("[1].id",)),
)  # fmt: skip


@kinds(*RECORDS)
def test_a_bad_record_is_told_and_the_others_are_answered(tmp_path, kind):
    register = read(tmp_path, record(kind.make), None, None, "households.json")
    fault = next(f for f in register.faults if f.code == kind.code)
    check_told(fault, kind)
    assert "households.json" in fault.where("en")
    check_rows(register, answered=[1, 3], reported=[2])


WHOLE = (
    Kind("truncated JSON", "invalid-data", "第2行", "line 2", '[{"id": "h1"},\n {"id": '),
    Kind("JSON with a comment", "invalid-data", "第1行", "line 1", "[1, // no\n]"),
    Kind("a number for a register", "invalid-data", "households", "households", '{"household": [{"id": 1}]}'),
    Kind("a register that is no list", "invalid-data", "households", "households", '{"households": {"h1": {}}}'),
    Kind("something beside the register", "invalid-data", "households", "households", '{"households": [], "x": 1}'),
    Kind("brackets without end", "bad-file", "嵌套太深", "nested too deeply", "[" * 100_000),
)  # fmt: skip


@kinds(*WHOLE)
def test_json_that_is_no_register_is_told(tmp_path, kind):
    with pytest.raises(PovertyPolicyError) as caught:
        read(tmp_path, kind.make, None, None, "households.json")
    assert caught.value.code == kind.code
    check_told(caught.value, kind)
    assert "households.json" in caught.value.text("en")


# --- questions -----------------------------------------------------------------------------------

A = "yunxi.average"
WELL = yuan_per_head(9000, prices_of=2017)

QUESTIONS = (
    Kind("a day before the policy", "not-in-force", "请用该日或以后", "use that day or a later one", lambda p, _: p.on("2018-02-28"), ("2018-03-01",)),
    Kind("a day that does not exist", "bad-setting", "2017-12-31", "2017-12-31", lambda p, _: p.on("2018-09-31"), ("rules_on",)),
    Kind("facts of another century", "bad-setting", "请核对", "check it", lambda p, _: p.on("2018-12-31", "1818-12-31"), ("as_of",)),
    Kind("an unknown province", "unknown-policy", "您是否想写“yunxi”", 'Did you mean "yunxi"', lambda _p, _: find_rules("yunxo"), ("yunxo",)),
    Kind("an unknown standard", "unknown-clause", "您是否想写“household.exit”", 'Did you mean "household.exit"', lambda p, _: p.clause("household.exti"), ("household.exti",)),
    Kind("a village's clause for a household", "wrong-subject", "不能用来问户", "cannot be asked about household", lambda p, _: p.ask("village.exit", sample_policy.family()), ("village.exit",)),
    Kind("an unknown number supplied", "unknown-clause", "您是否想写", "Did you mean", lambda p, _: p.supply("yunxi.averge", WELL, source="s"), ("yunxi.averge",)),
    Kind("a number of another unit", "bad-setting", "元/人", "yuan per head", lambda p, _: p.supply(A, yuan(1, prices_of=2017), source="s"), (A,)),
    Kind("a negative number", "bad-setting", "应为正数", "must be positive", lambda p, _: p.supply(A, yuan_per_head(-1, prices_of=2017), source="s"), (A,)),
    Kind("a number without a source", "bad-setting", "请写明来源", "name its source", lambda p, _: p.supply(A, WELL, source=" "), (A,)),
    Kind("money without a price year", "bad-setting", "请写明年份", "in which year's prices", lambda p, _: p.supply(A, yuan_per_head(1), source="s"), (A,)),
    Kind("an unknown reading", "unknown-clause", "您是否想写", "Did you mean", lambda p, _: p.choose("yunxi.housin", "own"), ("yunxi.housin",)),
    Kind("an unknown option of a reading", "bad-setting", "own, wide", "own, wide", lambda p, _: p.choose("yunxi.housing", "none"), ("yunxi.housing",)),
    Kind("an index that is not positive", "bad-setting", "正数", "positive", lambda _p, _: price_index({2014: 0}, source="s")),
    Kind("an index without a source", "bad-setting", "写明来源", "need a source", lambda _p, _: price_index({2014: 100}, source="")),
    Kind("an unknown kind of subject", "unknown-clause", "您是否想写“Household”", 'Did you mean "Household"', lambda p, _: kind_named(p.rules, "Houshold"), ("Houshold",)),
    Kind("a settings file that is no TOML", "bad-file", "请改正", "correct it", lambda _p, d: read_settings(put(d, "s.toml", "supply = {")), ("s.toml",)),
    Kind("a settings file with a misspelt key", "invalid-data", "您是否想写“supply”", 'Did you mean "supply"', lambda _p, d: read_settings(put(d, "s.toml", "[suply]\nx = 1\n")), ("s.toml",)),
    Kind("a setting without a unit", "bad-setting", "单位", "unit", lambda p, _: apply_settings(p, {"supply": {A: 16366}}), (A,)),
    Kind("a setting that is no number", "bad-setting", "16366.20", "16366.20", lambda p, _: apply_settings(p, {"supply": {A: {"yuan_per_head": "many", "source": "s"}}}), (A,)),
    Kind("a setting that is infinite", "bad-setting", "16366.20", "16366.20", lambda p, _: apply_settings(p, {"supply": {A: {"yuan_per_head": "1e999999999", "source": "s"}}}), (A,)),
    Kind("an index without years", "bad-setting", "{年 = 指数", "{year = number", lambda p, _: apply_settings(p, {"index": {"source": "s"}}), ("index",)),
)  # fmt: skip


@kinds(*QUESTIONS)
def test_a_question_that_cannot_be_asked_is_told(tmp_path, kind, monkeypatch):
    samples.install(monkeypatch)
    with pytest.raises(PovertyPolicyError) as caught:
        kind.make(sample_policy.policy(), tmp_path)
    assert caught.value.code == kind.code
    check_told(caught.value, kind)


# --- facts in code, and files to write -----------------------------------------------------------

IN_CODE = (
    Kind("a bare number for money", "ambiguous-unit", "yuan(...)", "yuan(...)", lambda: Household(wage_income=7000), ("wage_income",)),
    Kind("money per head for money", "wrong-unit", "应为以元计的数", "a number of yuan is wanted", lambda: Household(wage_income=yuan_per_head(1)), ("wage_income",)),
    Kind("a share for a count", "wrong-unit", "应为个数", "a count is wanted", lambda: Village(registered_population=percent(5)), ("registered_population",)),
    Kind("a negative size", "out-of-range", "请核对", "check it", lambda: Village(registered_population=-1), ("registered_population",)),
    Kind("half a person", "too-fine", "最多 0 位", "at most 0", lambda: Village(registered_population="2.5"), ("registered_population",)),
    Kind("more poor than persons", "contradiction", "不能多于", "cannot exceed", lambda: Village(registered_population=10, poor_persons=11), ("poor_persons",)),
    Kind("a fact nobody declared", "unknown-key", "您是否想写“wage_income”", 'Did you mean "wage_income"', lambda: Household(wage_incom=yuan(1)), ("wage_incom",)),
)  # fmt: skip


@kinds(*IN_CODE)
def test_a_subject_that_cannot_be_is_told(kind):
    with pytest.raises(InvalidData) as caught:
        kind.make()
    [fault] = caught.value.faults
    assert fault.code == kind.code
    check_told(fault, kind)


def test_more_poor_than_persons_in_a_file(tmp_path):
    from povertypolicy.register import read_register

    rows = "村编号,户籍人口,贫困人口\nv1,100,5\nv2,10,11\n"
    register = read_register(Village, put(tmp_path, "v.csv", rows))
    [fault] = register.faults
    check_told(
        fault, Kind("", "contradiction", "不能多于", "cannot exceed", where=("贫困人口", "v.csv"))
    )
    assert [entry.subject is None for entry in register.entries] == [False, True]


def test_files_that_cannot_be_written_are_told(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    file = put(tmp_path, "in.csv", "x")
    cases = [
        ([tmp_path / "no" / "out.csv"], "请先建立", "make it first"),
        ([folder], "请换一个名字", "choose another name"),
        ([file], "请换一个名字", "choose another name"),
        ([tmp_path / "a", tmp_path / "a"], "请换一个名字", "choose another name"),
    ]
    for targets, zh, en in cases:
        with pytest.raises(PovertyPolicyError) as caught:
            check_targets(targets, [file])
        check_told(caught.value, Kind("", "bad-file", zh, en, where=(str(targets[0]),)))
    with pytest.raises(PovertyPolicyError) as caught:
        write_files({Path("/proc/povertypolicy.csv"): ["x"]})
    check_told(
        caught.value, Kind("", "bad-file", "请检查权限和磁盘空间", "check rights and disk space")
    )


# --- rules ---------------------------------------------------------------------------------------

WAGES = Household.wage_income


def _twice():
    one, two = (
        criterion("x.same", ("甲", "one"), cite=HERE, means=WAGES.above(yuan(1, cite=HERE)))
        for _ in range(2)
    )
    return rules("x", ("测试", "test"), documents=[HERE.document], clauses=[one, two])


def _one_header():
    first = money(("奖金", "bonus")).on(Household, "bonus")
    second = yes_no(("有奖金", "has a bonus"), "奖金").on(Household, "has_bonus")
    about = criterion(
        "x.bonus", ("甲", "one"), cite=HERE, means=all_of(second, first.above(yuan(1, cite=HERE)))
    )
    return rules("x", ("测试", "test"), documents=[HERE.document], clauses=[about])


RULES = (
    Kind("a number without citation", "uncited", "cite=", "cite=", lambda: WAGES.below(yuan(4000))),
    Kind("a bare number", "uncited", "parameter(...)", "parameter(...)", lambda: WAGES.below(4000)),
    Kind("a float", "not-a-number", "十进制", "decimal text", lambda: yuan(0.1)),
    Kind("a condition as truth value", "no-truth-value", "all_of(...)", "all_of(...)", lambda: bool(Household.food_assured)),
    Kind("a chained comparison", "no-truth-value", ".below(line)", ".below(line)", lambda: WAGES < 4000),
    Kind("a share against money", "unit-mismatch", "单位不合", "Units do not go together", lambda: WAGES.below(percent(45, cite=HERE))),
    Kind("money against money per head", "unit-mismatch", "单位不合", "Units do not go together", lambda: WAGES.below(yuan_per_head(1, cite=HERE))),
    Kind("persons against money", "unit-mismatch", "单位不合", "Units do not go together", lambda: WAGES.below(count(1, cite=HERE))),
    Kind("two clauses of one id", "duplicate-id", "编号须唯一", "an id of its own", _twice, ("x.same",)),
    Kind("two facts under one header", "duplicate-label", "请改其中一个", "rename one", _one_header),
    Kind("a citation without a place", "bad-citation", "须有位置", "needs a place", lambda: HERE.document.at(" ")),
    Kind("a sentence for a fragment", "bad-citation", "不抄句子", "never a sentence", lambda: HERE.document.at("一", "字" * 17)),
    Kind("a word that is not in the list", "bad-rule", "able", "able", lambda: sample_policy.Person.labour_capacity.equals("strong")),
    Kind("nothing to choose from", "bad-rule", "any_of", "any_of", any_of),
)  # fmt: skip


@kinds(*RULES)
def test_a_rule_written_wrongly_is_told(kind):
    with pytest.raises(PovertyPolicyError) as caught:
        kind.make()
    assert caught.value.code == kind.code
    check_told(caught.value, kind)


def test_there_are_at_least_forty_kinds():
    groups = (ROWS, PEOPLE, HEADERS, FILES, RECORDS, WHOLE, QUESTIONS, IN_CODE, RULES)
    names = [kind.name for group in groups for kind in group]
    assert len(names) == len(set(names))
    assert len(names) >= 40


def test_faults_as_data_name_their_place(tmp_path):
    [fault] = read(tmp_path, cell("x")).faults
    told = fault.as_json()
    assert json.loads(json.dumps(told)) == told
    assert (told["row"], told["column"], told["code"]) == (3, WAGE, "not-number")


def test_open_policy_needs_a_day():
    with pytest.raises(PovertyPolicyError):
        open_policy(sample_policy.load(), "")


def test_the_village_table_says_so(tmp_path):
    register = read(tmp_path, villages=VILLAGES.replace("户籍人口", "户籍人囗"))
    assert {fault.code for fault in register.faults} == {"unknown-header"}
    check_rows(register, [], [2, 3, 4])
