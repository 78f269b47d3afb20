"""Clauses as rows of TOML files: every kind is read, and every fault is told with its file, its line and its key."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from povertypolicy import County, Village
from povertypolicy.citations import document
from povertypolicy.clauses import DocumentCheck, Listing, Table
from povertypolicy.clauses.loading import load
from povertypolicy.clauses.tables import NO_ROW, Row
from povertypolicy.criteria import Criterion
from povertypolicy.deciding.policy import open_policy
from povertypolicy.errors import InvalidData
from povertypolicy.expr.facts import FlagFact
from povertypolicy.expr.nodes import AllOf
from povertypolicy.policies import rules
from povertypolicy.provenance import Force
from povertypolicy.texts import Text

DOC = document("示〔2020〕1号", ("示例", "example"), issued="2020-01-01")
CJK = re.compile(r"[\u4e00-\u9fff]")

LIST = """\
[[list]]
id = "x.list"
label = ["清单", "list"]
place = "一.1"
cite = ["包括", "等"]
items.tea = ["茶", "tea"]
items.silk = ["丝", "silk"]
"""
CHECKLIST = """\
[[checklist]]
id = "x.check.list"
label = ["核对表", "checklist"]
place = "一.2"
subject = "village"
items.road = ["路", "road"]
items.water = ["水", "water"]
"""
STEPS = """\
[[steps]]
id = "x.steps"
label = ["步骤", "steps"]
place = "一.2"
subject = "village"
items.road = ["路", "road"]
items.water = ["水", "water"]
"""
TABLE = """\
[[table]]
id = "x.table"
label = ["表", "table"]
place = "一.3"
keys.city = { label = ["市", "city"], words = { north = ["北", "North"], south = ["南", "South"], west = ["西", "West"] } }
values.helper = { label = ["帮扶市", "helper"], words = { port = ["港", "Port"], hill = ["山", "Hill"] } }
rows = [["north", "port"]]
"""
CHECK = """\
[[check]]
id = "x.check"
label = ["合计", "totals"]
place = "一.4"
says = ["相符", "they add up"]
"""
ENTRIES = (LIST, CHECKLIST, STEPS, TABLE, CHECK)
ALL = "\n".join(ENTRIES)


def written(folder, *texts, name="part"):
    files = [folder / f"{name}{number}.toml" for number, _ in enumerate(texts, 1)]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def read(folder, *texts, subjects=(County, Village)):
    return load(*written(folder, *texts), document=DOC, subjects=subjects)


def opened(clauses, on="2020-06-30"):
    return open_policy(rules("x", ("例", "example"), documents=[DOC], clauses=clauses.values()), on)


# --- what is read --------------------------------------------------------------------------------


def test_every_kind_of_entry_becomes_its_clause(tmp_path):
    clauses = read(tmp_path, ALL)
    assert {id_: (type(c), c.info.shape, c.info.kind) for id_, c in clauses.items()} == {
        "x.list": (Listing, "list", "vocabulary"),
        "x.check.list": (Criterion, "checklist", "checklist"),
        "x.steps": (Criterion, "steps", "procedure"),
        "x.table": (Table, "table", "classification"),
        "x.check": (DocumentCheck, "check", "constraint"),
    }
    labels = [clause.info.label for clause in clauses.values()]
    assert labels[0] == Text("清单", "list")
    assert labels[4] == Text("合计", "totals")


def test_clauses_come_in_the_order_of_the_files(tmp_path):
    clauses = read(tmp_path, TABLE, CHECK + LIST)
    assert list(clauses) == ["x.table", "x.check", "x.list"]
    assert list(read(tmp_path, "# nothing\n", LIST)) == ["x.list"]
    assert len(read(tmp_path)) == 0


def test_every_clause_knows_its_file_and_line(tmp_path):
    folder = tmp_path.name
    clauses = read(tmp_path, f"# a remark\n\n{LIST}\n{TABLE}", STEPS)
    assert clauses["x.list"].info.where == f"{folder}/part1.toml:3"
    assert clauses["x.table"].info.where == f"{folder}/part1.toml:11"
    assert clauses["x.steps"].info.where == f"{folder}/part2.toml:1"


def test_what_every_clause_may_say_is_read(tmp_path):
    more = (
        'kind = "procedure"\nforce = "encouraged"\nassumes = [["甲", "A"], ["乙", "B"]]\n'
        'until = "2020-12-31"\nrecorded = ["只有方向", "a direction"]\nderives = ["y.a", "y.b"]\n'
    )
    for kind in ENTRIES:
        head, rest = kind.split("\n", 1)
        [clause] = read(tmp_path, f"{head}\n{more}{rest}").values()
        about = clause.info
        assert (about.kind, about.force) == ("procedure", Force.ENCOURAGED)
        assert about.assumes == (Text("甲", "A"), Text("乙", "B"))
        assert (about.first, about.last) == (dt.date(2020, 1, 1), dt.date(2020, 12, 31))
        assert about.recorded == Text("只有方向", "a direction")
        assert about.cite.derived_from == ("y.a", "y.b")
        assert about.cite.document is DOC


def test_what_is_not_said_has_its_usual_meaning(tmp_path):
    for kind in (CHECKLIST, STEPS, TABLE, CHECK):
        [clause] = read(tmp_path, kind).values()
        about = clause.info
        assert (about.force, about.assumes, about.last, about.recorded) == (Force.MUST, (), None, None)  # fmt: skip
        assert (about.cite.fragments, about.cite.derived_from) == ((), ())
    assert read(tmp_path, LIST)["x.list"].info.cite == DOC.at("一.1", "包括", "等")


def test_a_last_day_may_be_a_day_of_toml(tmp_path):
    [clause] = read(tmp_path, LIST.replace("cite =", "until = 2020-12-31\ncite =")).values()
    assert clause.info.last == dt.date(2020, 12, 31)


def test_a_list_is_closed_unless_it_says_otherwise(tmp_path):
    for more, closed in (("", True), ("closed = true\n", True), ("closed = false\n", False)):
        head, rest = LIST.split("\n", 1)
        words = read(tmp_path, f"{head}\n{more}{rest}")["x.list"].vocabulary
        assert words.closed is closed
        assert [(term.id, term.label) for term in words.terms] == [
            ("tea", Text("茶", "tea")),
            ("silk", Text("丝", "silk")),
        ]
        assert words.label == Text("清单", "list")


@pytest.mark.parametrize(("entry", "name"), [(CHECKLIST, "list"), (STEPS, "steps")])
@pytest.mark.parametrize("subject", ["village", "Village", "VILLAGE"])
def test_a_checklist_asks_a_fact_of_its_subject_for_every_item(tmp_path, entry, name, subject):
    [clause] = read(tmp_path, entry.replace('"village"', f'"{subject}"')).values()
    assert isinstance(clause.means, AllOf)
    facts = [part.means for part in clause.means.parts]
    assert all(isinstance(fact, FlagFact) and fact.info.owner is Village for fact in facts)
    assert [fact.info.name for fact in facts] == [f"{name}_road", f"{name}_water"]
    label = clause.info.label
    assert facts[0].info.label == Text(f"{label.zh}：路", f"{label.en}: road")
    ids = [part.info.id for part in clause.means.parts]
    assert ids == [f"{clause.info.id}.road", f"{clause.info.id}.water"]
    assert [part.info.label for part in clause.means.parts] == [Text("路", "road"), Text("水", "water")]  # fmt: skip


def test_a_table_is_read_with_its_rows_what_is_open_and_the_rest(tmp_path):
    more = 'open.south = ["缺", "missing"]\notherwise = "hill"\n'
    made = read(tmp_path, TABLE + more)["x.table"]
    assert made.rows == (
        Row(("north",), ("port",)),
        Row(("south",), open_=Text("缺", "missing")),
    )
    assert made.otherwise == Row((), ("hill",))
    assert (made.keys[0].name, made.keys[0].label) == ("city", Text("市", "city"))
    assert made.keys[0].vocabulary.ids() == ("north", "south", "west")
    assert made.values[0].vocabulary.term("hill").label == Text("山", "Hill")
    plain = read(tmp_path, TABLE)["x.table"]
    assert (len(plain.rows), plain.otherwise) == (1, None)


def test_the_cells_of_a_table_are_words_numbers_flags_days_and_texts(tmp_path):
    cells = """
values.number = { label = ["数", "number"] }
values.flag = { label = ["否", "flag"] }
values.day = { label = ["日", "day"] }
values.text = { label = ["文", "text"] }
rows = [["north", ["port", "hill"], 3, false, 2020-06-01, ["甲", "A"]], ["south", [], -1, true, 2020-06-02, ["乙", "B"]]]
otherwise = ["hill", 0, false, 2020-06-03, ["丙", "C"]]
"""
    made = read(tmp_path, TABLE.replace('rows = [["north", "port"]]\n', cells))["x.table"]
    assert [heading.name for heading in made.values] == ["helper", "number", "flag", "day", "text"]
    assert made.rows[0].values == (("port", "hill"), 3, False, dt.date(2020, 6, 1), Text("甲", "A"))
    assert made.rows[1].values == ((), -1, True, dt.date(2020, 6, 2), Text("乙", "B"))
    assert made.otherwise == Row((), ("hill", 0, False, dt.date(2020, 6, 3), Text("丙", "C")))


def test_a_figure_with_a_point_is_exact(tmp_path):
    cells = 'values.rate = { label = ["率", "rate"] }\nrows = [["north", "port", 0.10]]\n'
    made = read(tmp_path, TABLE.replace('rows = [["north", "port"]]\n', cells))["x.table"]
    assert made.rows[0].values == ("port", Decimal("0.10"))


def test_the_only_value_of_all_the_rest_may_be_several_words(tmp_path):
    made = read(tmp_path, TABLE + 'otherwise = ["port", "hill"]\n')["x.table"]
    assert made.otherwise == Row((), (("port", "hill"),))


def test_a_table_of_two_keys(tmp_path):
    keys = 'keys.size = { label = ["规模", "size"], words = { big = ["大", "big"] } }\nrows = [["north", "big", "hill"]]\n'
    clauses = read(tmp_path, TABLE.replace('rows = [["north", "port"]]\n', keys))
    assert opened(clauses).look_up("x.table", "北", "big").value == "hill"
    assert opened(clauses).look_up("x.table", "south", "big").reasons == (NO_ROW,)


@pytest.mark.parametrize(("one", "other"), [("2016", "2017"), ("2016-06-03", "2016-06-04")])
def test_a_row_may_stand_for_a_number_or_a_day(tmp_path, one, other):
    text = swapped(TABLE, "keys.city", 'keys.since = { label = ["自", "since"] }')[0]
    clauses = read(
        tmp_path, text.replace('[["north", "port"]]', f'[[{one}, "port"], [{other}, "hill"]]')
    )
    (first,), (second,) = (row.key for row in clauses["x.table"].rows)
    asked = opened(clauses)
    assert [asked.look_up("x.table", key).value for key in (first, second)] == ["port", "hill"]
    assert asked.look_up("x.table", one).value == "port"
    assert asked.look_up("x.table", "2018").reasons == (NO_ROW,)


def test_a_column_takes_its_words_from_a_list_before_it(tmp_path):
    borrowed = TABLE.replace(
        'words = { port = ["港", "Port"], hill = ["山", "Hill"] }', 'words = "x.list"'
    ).replace('"port"', '"silk"')
    for texts in ((LIST + borrowed,), (LIST, borrowed)):
        clauses = read(tmp_path, *texts)
        assert clauses["x.table"].values[0].vocabulary is clauses["x.list"].vocabulary
        assert clauses["x.table"].values[0].label == Text("帮扶市", "helper")
        assert opened(clauses).look_up("x.table", "north").value_label == Text("丝", "silk")


INVERSE = """\
[[table]]
id = "x.inverse"
label = ["反表", "inverse"]
place = "一.3"
inverse_of = "x.table"
"""


@pytest.mark.parametrize("apart", [False, True])
def test_a_table_is_turned_round(tmp_path, apart):
    table = TABLE.replace('[["north", "port"]]', '[["west", "port"], ["north", "port"]]')
    table += 'open.south = ["缺", "missing"]\n'
    clauses = read(tmp_path, *((table, INVERSE) if apart else (table + INVERSE,)))
    one, other = clauses["x.table"], clauses["x.inverse"]
    assert (other.keys, other.values) == (one.values, one.keys)
    assert other.rows == (Row(("port",), (("west", "north"),)),)
    assert other.otherwise is None
    assert other.info.label == Text("反表", "inverse")


def test_a_table_of_several_words_is_turned_round_word_by_word(tmp_path):
    rows = '[["north", ["port", "hill"]], ["south", ["hill"]]]'
    table = TABLE.replace('[["north", "port"]]', rows)
    asked = opened(read(tmp_path, table + INVERSE))
    assert asked.look_up("x.inverse", "port").value == ("north",)
    assert asked.look_up("x.inverse", "hill").value == ("north", "south")


def test_the_result_of_a_check_is_read(tmp_path):
    clauses = read(tmp_path, CHECK)
    assert clauses["x.check"].says == Text("相符", "they add up")
    assert opened(clauses).look_up("x.check").value == Text("相符", "they add up")


def test_what_was_loaded_cannot_be_changed(tmp_path):
    clauses = read(tmp_path, LIST)
    with pytest.raises(TypeError):
        clauses["x.list"] = None
    with pytest.raises(TypeError):
        del clauses["x.list"]


def test_everything_that_was_loaded_can_be_asked(tmp_path):
    asked = opened(read(tmp_path, ALL))
    assert asked.look_up("x.list", "丝").outcome.value == "yes"
    facts = {"steps_road": True, "steps_water": True}
    assert asked.ask("x.steps", facts).outcome.value == "yes"
    assert asked.look_up("x.table", "south").reasons == (NO_ROW,)


# --- what is wrong -------------------------------------------------------------------------------


def faults(folder, *texts, subjects=(County, Village)):
    with pytest.raises(InvalidData) as caught:
        read(folder, *texts, subjects=subjects)
    for fault in caught.value.faults:
        zh, en = fault.text("zh"), fault.text("en")
        assert CJK.search(zh), zh
        assert not re.search(r"[{}]\w*[}]|None", zh + en.replace("{ label", "")), (zh, en)
        assert zh.endswith("。"), zh
        assert en.endswith("."), en
        assert fault.file in zh
        assert fault.file in en
        if fault.row is not None:
            assert f"第{fault.row}行" in zh
            assert f"row {fault.row}" in en
    return caught.value.faults


def swapped(entry, key, line):
    """An entry with another line for a key; None takes the line out, and one for a new key goes below the head."""
    lines = entry.splitlines()
    found = [n for n, old in enumerate(lines) if re.match(rf"{re.escape(key)}\s*=", old)]
    if not found:
        lines.insert(1, line)
        return "\n".join(lines) + "\n", 2
    if line is None:
        del lines[found[0]]
        return "\n".join(lines) + "\n", 1
    lines[found[0]] = line
    return "\n".join(lines) + "\n", found[0] + 1


PAIR = '["中文", "English"]'
LONG = "一二三四五六七八九十一二三四五六七"
WORDED = 'keys.city = { label = ["市", "city"], words = %s }'

FAULTS = [
    # the entry, the key, the line that stands instead, the key told, and words of the message
    *(
        (entry, *rest)
        for entry in ENTRIES
        for rest in [
            ("id", None, "id", "文字", "text"),
            ("id", "id = 3", "id", "文字", "text"),
            ("id", 'id = " "', "id", "文字", "text"),
            ("label", None, "label", PAIR, PAIR),
            ("label", 'label = "清单"', "label", PAIR, PAIR),
            ("label", 'label = ["清单"]', "label", PAIR, PAIR),
            ("label", 'label = ["清单", " "]', "label", PAIR, PAIR),
            ("label", 'label = ["", "list"]', "label", PAIR, PAIR),
            ("label", 'label = ["清单", 3]', "label", PAIR, PAIR),
            ("label", 'label = ["清单", "list", "more"]', "label", PAIR, PAIR),
            ("place", None, "place", "文字", "text"),
            ("place", 'place = ""', "place", "文字", "text"),
            ("kind", "kind = 3", "kind", "文字", "text"),
            ("kind", 'kind = ""', "kind", "文字", "text"),
            ("force", 'force = "shall"', "force", "must、in_principle", "must, in_principle"),
            ("force", "force = true", "force", "文字", "text"),
            ("assumes", 'assumes = "甲"', "assumes", "列表", "a list of pairs"),
            ("assumes", 'assumes = [["甲"]]', "assumes", PAIR, PAIR),
            ("recorded", 'recorded = "甲"', "recorded", PAIR, PAIR),
            ("recorded", "recorded = false", "recorded", PAIR, PAIR),
            ("derives", 'derives = "x.list"', "derives", "文字的列表", "a list of texts"),
            ("derives", "derives = [3]", "derives", "文字的列表", "a list of texts"),
        ]
    ),
    (LIST, "cite", 'cite = "等"', "cite", "文字的列表", "a list of texts"),
    (LIST, "cite", "cite = [3]", "cite", "文字的列表", "a list of texts"),
    (LIST, "cite", f'cite = ["等", "{LONG}"]', "cite", "不超过16个字", "16 characters at most"),
    (LIST, "cite", 'cite = ["等", " "]', "cite", "不超过16个字", "16 characters at most"),
    (LIST, "closed", 'closed = "no"', "closed", "true 或 false", "true or false"),
    (LIST, "closed", "closed = 0", "closed", "true 或 false", "true or false"),
    (CHECKLIST, "subject", None, "subject", "文字", "text"),
    (CHECKLIST, "subject", 'subject = "cat"', "subject", "county, village", "county, village"),
    (STEPS, "subject", "subject = 3", "subject", "文字", "text"),
    (CHECK, "says", None, "says", PAIR, PAIR),
    (CHECK, "says", 'says = "相符"', "says", PAIR, PAIR),
    (TABLE, "keys.city", None, "keys", "列名", "column"),
    (TABLE, "values.helper", None, "values", "列名", "column"),
    (TABLE, "keys.city", "keys = {}", "keys", "列名", "column"),
    (TABLE, "keys.city", 'keys = "city"', "keys", "列名", "column"),
    (TABLE, "keys.city", 'keys.city = "市"', "keys.city", "label", "label"),
    (TABLE, "keys.city", 'keys.city = { label = ["市", "city"], word = {} }', "keys.city", "words", "words"),
    (TABLE, "keys.city", 'keys.city = { words = { north = ["北", "North"] } }', "keys.city", PAIR, PAIR),
    (TABLE, "keys.city", WORDED % "{}", "keys.city", "表", "a table of names and pairs"),
    (TABLE, "keys.city", WORDED % "3", "keys.city", "表", "a table of names and pairs"),
    (TABLE, "keys.city", WORDED % '{ north = "北" }', "keys.city.north", PAIR, PAIR),
    (TABLE, "keys.city", WORDED % '"x.none"', "keys.city", "清单的编号", "the id of a list before it"),
    (TABLE, "keys.city", WORDED % '"x.table"', "keys.city", "清单的编号", "the id of a list before it"),
    (TABLE, "rows", None, "rows", "各行的列表", "a list of rows"),
    (TABLE, "rows", 'rows = "north"', "rows", "各行的列表", "a list of rows"),
    (TABLE, "rows", 'rows = [["north", "port"], "south"]', "rows", "各行的列表", "a list of rows"),
    (TABLE, "rows", 'rows = [["north", "port"], ["south"]]', "rows", "每行 2 格", "rows of 2 cells"),
    (TABLE, "rows", 'rows = [["north", "port", "hill"]]', "rows", "['north']", "['north']"),
    (TABLE, "rows", 'rows = [["east", "port"]]', "rows", "north, south, west", "not east"),
    (TABLE, "rows", 'rows = [["north", "valley"]]', "rows", "port, hill", "not valley"),
    (TABLE, "rows", 'rows = [["north", ["port", "valley"]]]', "rows", "port, hill", "not valley"),
    (TABLE, "rows", 'rows = [["north", 3]]', "rows", "port, hill", "not 3"),
    (TABLE, "rows", 'rows = [["north", "port"], ["north", "hill"]]', "rows", "不止一行", "more than one row"),
    (TABLE, "open", 'open.east = ["缺", "missing"]', "open", "north, south, west", "not east"),
    (TABLE, "open", 'open.south = "缺"', "open.south", PAIR, PAIR),
    (TABLE, "open", "open = {}", "open", "表", "a table of names and pairs"),
    (TABLE, "inverse_of", "inverse_of = 3", "inverse_of", "文字", "text"),
    (TABLE, "inverse_of", 'inverse_of = "x.none"', "inverse_of", "一对一", "one key and one value"),
    (TABLE, "inverse_of", 'inverse_of = "x.table"', "inverse_of", "一对一", "one key and one value"),
]  # fmt: skip


@pytest.mark.parametrize("made", FAULTS, ids=lambda made: f"{made[0][2:6]}-{made[1]}-{made[2]}")
def test_a_fault_is_told_with_file_line_and_key(tmp_path, made):
    entry, key, line, told, zh, en = made
    text, row = swapped(entry, key, line)
    [fault] = faults(tmp_path, f"# a remark\n{text}")
    assert fault.file == f"{tmp_path.name}/part1.toml"
    assert (fault.row, fault.path) == (row + 1, told)
    assert fault.code in ("unlike-form", "row-twice")
    assert zh in fault.text("zh")
    assert en in fault.text("en")
    if fault.code == "unlike-form":
        assert f"“{told}”应为" in fault.text("zh")
        assert f'"{told}" should be' in fault.text("en")


@pytest.mark.parametrize(
    ("entry", "line", "key", "meant"),
    [
        (LIST, "close = true", "close", "closed"),
        (LIST, 'subject = "village"', "subject", None),
        (CHECKLIST, "closed = true", "closed", None),
        (STEPS, 'says = ["a", "b"]', "says", None),
        (TABLE, 'otherwis = "port"', "otherwis", "otherwise"),
        (CHECK, 'lable = ["a", "b"]', "lable", "label"),
        (CHECK, "rows = []", "rows", None),
    ],
)
def test_a_key_that_an_entry_does_not_have_is_told_with_the_one_meant(
    tmp_path, entry, line, key, meant
):
    text, row = swapped(entry, key, line)
    [fault] = faults(tmp_path, text)
    assert (fault.code, fault.row, fault.path) == ("unknown-key", row, key)
    known = fault.text("en").partition("Known: ")[2]
    assert {"id", "label", "place", "until"} <= set(known.rstrip(".").split(", "))
    assert key not in known.rstrip(".").split(", ")
    if meant is not None:
        assert f"您是否想写“{meant}”" in fault.text("zh")
        assert f'Did you mean "{meant}"?' in fault.text("en")


@pytest.mark.parametrize(
    ("text", "key", "meant"),
    [
        ('[[lst]]\nid = "x.list"\n', "lst", "list"),
        ('[[tabel]]\nid = "x.list"\n', "tabel", "table"),
        ('[list]\nid = "x.list"\n', "[list]", "list"),
        ('list = "x"\n', "[list]", "list"),
        ("wholly_strange = 1\n", "[wholly_strange]", None),
    ],
)
def test_a_kind_of_entry_that_there_is_not_is_told_with_the_one_meant(tmp_path, text, key, meant):
    [fault] = faults(tmp_path, text)
    assert (fault.code, fault.path) == ("unknown-key", key)
    assert fault.file == f"{tmp_path.name}/part1.toml"
    assert "list, checklist, steps, table, procedure, check" in fault.text("zh")
    if meant is not None:
        assert f'Did you mean "{meant}"?' in fault.text("en")


@pytest.mark.parametrize("key", ["label", "items"])
def test_what_an_entry_lacks_is_told_at_its_own_head(tmp_path, key):
    lacking = "".join(line for line in LIST.splitlines(True) if not line.startswith(key))
    [fault] = faults(tmp_path, f"{CHECK}\n{lacking}\n{STEPS}")
    assert (fault.row, fault.path) == (7, key)


def test_what_is_no_toml_is_told_with_its_place(tmp_path):
    [fault] = faults(tmp_path, "# a remark\n[[list\n")
    assert (fault.code, fault.file) == ("bad-toml", f"{tmp_path.name}/part1.toml")
    assert "不能作为 TOML 读入" in fault.text("zh")
    assert "Not readable as TOML" in fault.text("en")
    assert "line 2" in fault.text("zh")
    assert "line 2" in fault.text("en")


@pytest.mark.parametrize("apart", [False, True])
def test_an_id_stands_once_and_both_places_are_told(tmp_path, apart):
    again = CHECK.replace("x.check", "x.list")
    [fault] = faults(tmp_path, *((LIST, again) if apart else (LIST + again,)))
    second = "part2.toml" if apart else "part1.toml"
    assert (fault.code, fault.path) == ("id-twice", "id")
    assert fault.file == f"{tmp_path.name}/{second}"
    assert fault.row == (2 if apart else 9)
    assert f"{tmp_path.name}/part1.toml:1" in fault.text("zh")
    assert f"{tmp_path.name}/part1.toml:1" in fault.text("en")


def test_a_row_that_the_document_leaves_open_has_no_other(tmp_path):
    [fault] = faults(tmp_path, TABLE + 'open.north = ["缺", "missing"]\n')
    assert (fault.code, fault.path) == ("row-twice", "rows")
    assert '"north" has more than one row' in fault.text("en")


TWO_KEYS = TABLE.replace(
    'rows = [["north", "port"]]',
    'keys.size = { label = ["规模", "size"], words = { big = ["大", "big"] } }\nrows = [["north", "big", "port"]]',
)


def test_words_that_are_left_open_are_those_of_one_key(tmp_path):
    [fault] = faults(tmp_path, TWO_KEYS + 'open.south = ["缺", "missing"]\n')
    assert (fault.code, fault.row, fault.path) == ("unlike-form", 9, "open")
    assert "one key" in fault.text("en")


def test_a_row_of_two_keys_stands_once(tmp_path):
    row = '["north", "big", "port"]'
    [fault] = faults(tmp_path, TWO_KEYS.replace(row, f"{row}, {row}"))
    assert '"north, big" has more than one row' in fault.text("en")


@pytest.mark.parametrize(
    "other",
    [
        LIST,
        TWO_KEYS,
        TABLE.replace("rows", 'values.more = { label = ["另", "more"] }\nrows').replace('"port"]]', '"port", 1]]'),
    ],
)  # fmt: skip
def test_only_a_table_of_one_key_and_one_value_is_turned_round(tmp_path, other):
    [fault] = faults(tmp_path, other + INVERSE.replace("x.table", "x.list" if other is LIST else "x.table"))  # fmt: skip
    assert (fault.code, fault.path) == ("unlike-form", "inverse_of")


def test_a_table_is_turned_round_after_it_was_read(tmp_path):
    [fault] = faults(tmp_path, INVERSE + TABLE)
    assert (fault.row, fault.path) == (5, "inverse_of")
    assert "before it" in fault.text("en")


def test_a_list_is_borrowed_after_it_was_read(tmp_path):
    borrowed = TABLE.replace("words = { port", 'words = "x.list", other = { port')
    assert faults(tmp_path, borrowed + LIST)[0].path == "values.helper"
    later = swapped(TABLE, "keys.city", WORDED % '"x.list"')[0]
    assert faults(tmp_path, later + LIST)[0].path == "keys.city"


@pytest.mark.parametrize(
    ("entry", "lines", "key"),
    [
        (LIST, None, "items"),
        (CHECKLIST, None, "items"),
        (STEPS, None, "items"),
        (LIST, "items = {}", "items"),
        (LIST, 'items = ["tea"]', "items"),
        (LIST, 'items.tea = "茶"', "items.tea"),
        (STEPS, 'items.road = ["路"]', "items.road"),
    ],
)
def test_items_are_names_and_pairs(tmp_path, entry, lines, key):
    kept = [line for line in entry.splitlines() if not line.startswith("items")]
    [fault] = faults(tmp_path, "\n".join([*kept, *([lines] if lines else [])]) + "\n")
    assert (fault.code, fault.path) == ("unlike-form", key)
    assert fault.row == (1 if lines is None else len(kept) + 1)


# --- several at once -----------------------------------------------------------------------------


def test_all_faulty_entries_of_all_files_are_told_at_once(tmp_path):
    first = swapped(LIST, "label", 'label = "清单"')[0] + swapped(CHECK, "says", None)[0]
    second = LIST + swapped(STEPS, "subject", 'subject = "cat"')[0] + '[[lst]]\nid = "x"\n'
    found = faults(tmp_path, first, "[[list\n", second)
    assert [(f.file.rpartition("/")[2], f.code, f.path) for f in found] == [
        ("part1.toml", "unlike-form", "label"),
        ("part1.toml", "unlike-form", "says"),
        ("part2.toml", "bad-toml", ""),
        ("part3.toml", "unlike-form", "subject"),
        ("part3.toml", "unknown-key", "lst"),
    ]
    assert [found[place].row for place in (0, 1, 3)] == [3, 8, 12]


def test_strange_keys_are_told_beside_another_fault_of_the_entry(tmp_path):
    text = LIST.replace('label = ["清单", "list"]', 'label = "清单"\nclose = true\nfors = "must"')
    found = faults(tmp_path, text)
    assert [(fault.row, fault.path) for fault in found] == [(4, "close"), (5, "fors"), (3, "label")]


def test_all_faults_of_an_entry_are_told_at_once(tmp_path):
    text = CHECKLIST.replace('["核对表", "checklist"]', '"核对表"').replace('"village"', '"cat"')
    text = text.replace('items.road = ["路", "road"]', 'force = "shall"\nitems.road = "路"')
    paths = {fault.path for fault in faults(tmp_path, text)}
    assert paths == {"label", "subject", "force", "items.road"}


def test_all_faulty_rows_are_told_at_once(tmp_path):
    text = TABLE.replace(
        '[["north", "port"]]', '[["east", "port"], ["north"], ["south", "valley"]]'
    )
    assert len(faults(tmp_path, text)) == 3


def test_a_fault_leaves_nothing_half_loaded(tmp_path):
    files = written(tmp_path, LIST, swapped(CHECK, "says", None)[0])
    with pytest.raises(InvalidData):
        load(*files, document=DOC)
    files[1].write_text(CHECK, encoding="utf-8")
    assert list(load(*files, document=DOC)) == ["x.list", "x.check"]


# --- where the place is told wrongly, or nothing is told at all ----------------------------------


@pytest.mark.parametrize("key", ["since", "until"])
@pytest.mark.parametrize("day", ['"2020-13-01"', '"next year"', "2020"])
def test_a_day_that_there_is_not_is_told(tmp_path, key, day):
    text, row = swapped(LIST, key, f"{key} = {day}")
    [fault] = faults(tmp_path, text)
    assert (fault.row, fault.path) == (row, key)


@pytest.mark.parametrize("day", ["2021-06-01", '"2021-06-01"'])
def test_an_entry_may_say_since_when_it_is_in_force(tmp_path, day):
    text, _ = swapped(LIST, "since", f"since = {day}")
    [listed] = read(tmp_path, text).values()
    assert str(listed.info.first) == "2021-06-01"


def test_the_line_of_an_item_is_its_own(tmp_path):
    [fault] = faults(tmp_path, LIST.replace('["丝", "silk"]', '"丝"'))
    assert (fault.row, fault.path) == (7, "items.silk")


def test_the_line_of_a_column_is_its_own(tmp_path):
    [fault] = faults(tmp_path, TWO_KEYS.replace('label = ["规模", "size"]', 'label = "规模"'))
    assert (fault.row, fault.path) == (7, "keys.size")


def test_the_line_of_an_unknown_kind_of_entry_is_told(tmp_path):
    [fault] = faults(tmp_path, LIST + '[[lst]]\nid = "x"\n')
    assert fault.row == 8


@pytest.mark.parametrize("otherwise", ['"valley"', '["port", "valley"]', "3"])
def test_a_fault_of_all_the_rest_is_told_of_it(tmp_path, otherwise):
    [fault] = faults(tmp_path, TABLE + f"otherwise = {otherwise}\n")
    assert (fault.row, fault.path) == (8, "otherwise")


def test_one_assumption_without_its_list_is_told_to_need_one(tmp_path):
    [fault] = faults(tmp_path, swapped(LIST, "assumes", 'assumes = ["甲", "A"]')[0])
    assert "list of pairs" in fault.text("en")


def test_without_subjects_a_checklist_is_told_to_name_none(tmp_path):
    [fault] = faults(tmp_path, CHECKLIST, subjects=())
    assert "load(subjects=...)" in fault.text("zh")
    assert "load(subjects=...)" in fault.text("en")


def test_a_key_is_one_word(tmp_path):
    [fault] = faults(tmp_path, TABLE.replace('[["north", ', '[[["north", "south"], '))
    assert fault.path == "rows"


def test_a_table_that_is_turned_round_has_no_rows_of_its_own(tmp_path):
    assert faults(tmp_path, TABLE + INVERSE + 'rows = [["port", "north"]]\n')


def test_text_that_looks_like_an_entry_is_text(tmp_path):
    says = 'says = ["""\n[[check]]\n""", "they add up"]\n'
    clauses = read(tmp_path, swapped(CHECK, "says", says)[0])
    assert "[[check]]" in clauses["x.check"].says.zh


# --- procedures ----------------------------------------------------------------------------------

PROCEDURE = """[[procedure]]
id = "x.procedure"
label = ["程序", "procedure"]
place = "一.1"
actors.town = ["镇", "town"]
steps.apply = { label = ["申请", "application"], actor = "town", kinds = ["application"], records = { form = ["表", "form"] } }
steps.show = { label = ["公示", "publicity"], kinds = ["publicity"], days = 5, cite = ["公示5天"] }
leads = { step = "apply", back_to = "show", cite = ["线索"], words = { car = ["买车", "car"] } }
"""


def test_a_procedure_has_its_steps_in_order(tmp_path):
    made = read(tmp_path, PROCEDURE)["x.procedure"]
    assert [step.id for step in made.steps] == ["apply", "show"]
    assert (made.info.shape, made.info.kind, made.steps[1].actor) == (
        "procedure",
        "procedure",
        None,
    )


@pytest.mark.parametrize(
    ("old", "new", "key", "row"),
    [
        ('actor = "town"', 'actor = "twon"', "steps.apply.actor", 6),
        ('kinds = ["application"]', 'kinds = ["party"]', "steps.apply.kinds", 6),
        ('kinds = ["application"]', "kinds = 3", "steps.apply.kinds", 6),
        ('kinds = ["application"]', 'kinds = ["review", "review"]', "steps.apply.kinds", 6),
        ("records = { form", "recrods = { form", "steps.apply.recrods", 6),
        ('["表", "form"]', '"form"', "steps.apply.records.form", 6),
        ("days = 5", "days = 0", "steps.show.days", 7),
        ("days = 5", "days = 7", "steps.show.cite", 7),
        ('cite = ["公示5天"]', "cite = 5", "steps.show.cite", 7),
        ('cite = ["公示5天"]', 'cite = ["公示5天' + "长" * 16 + '"]', "steps.show.cite", 7),
        ('kinds = ["publicity"], days', 'kinds = ["review"], days', "steps.show.days", 7),
        ("steps.show", "steps.done", "steps.done", 7),
        ('back_to = "show"', 'back_to = "shown"', "leads.back_to", 8),
        ('step = "apply", back', 'step = "aply", back', "leads.step", 8),
        ('words = { car = ["买车", "car"] }', "words = {}", "leads.words", 8),
        ('["镇", "town"]', '"town"', "actors.town", 5),
    ],
)
def test_a_fault_of_a_procedure_is_told_at_its_line(tmp_path, old, new, key, row):
    assert old in PROCEDURE
    found = faults(tmp_path, PROCEDURE.replace(old, new))
    assert (key, row) in [(fault.path, fault.row) for fault in found]
    assert all(fault.text("zh") and fault.text("en") for fault in found)


def test_a_procedure_without_steps_and_all_faults_of_its_steps_are_told(tmp_path):
    bare = "\n".join(line for line in PROCEDURE.splitlines() if not line.startswith("steps."))
    assert "steps" in [fault.path for fault in faults(tmp_path, bare)]
    twice = PROCEDURE.replace('actor = "town"', 'actor = "x"').replace("days = 5", "days = 7")
    assert {fault.path for fault in faults(tmp_path, twice)} == {
        "steps.apply.actor",
        "steps.show.cite",
    }
