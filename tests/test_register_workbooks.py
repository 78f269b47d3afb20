"""Workbooks: looked through before they are parsed, read as a person sees them, written without a formula."""

import csv
import datetime as dt
import io
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import textwrap
import time
import tracemalloc
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
import register_samples as samples
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from workbook_samples import (
    BOMBS,
    ERROR,
    FOOT,
    HEAD,
    INLINE,
    MAIN,
    SHEET,
    STRINGS,
    TEXT,
    TITLES,
    cell,
    many_cells,
    parts,
    put,
    spaces,
    text_of_many,
    understated,
)

from povertypolicy import Household
from povertypolicy.errors import BadFile, BadSetting, PovertyPolicyError
from povertypolicy.register import read_register
from povertypolicy.register.sheets import damaged, id_text
from povertypolicy.register.workbook_cells import (
    COLUMNS,
    ROWS,
    Extent,
    Malformed,
    in_bulk,
    letters,
    number,
    walked,
)
from povertypolicy.register.workbook_guard import LIMITS, Limits, guarded
from povertypolicy.register.workbook_output import as_workbook, write_workbook
from povertypolicy.register.workbooks import read_workbook
from povertypolicy.register.writing import csv_text, write_files


def read_in_child(path):
    """Read a workbook in a process of its own; return what it printed, its seconds and its megabytes."""
    code = """
        import re, sys, time
        from pathlib import Path
        from povertypolicy.errors import BadFile
        from povertypolicy.register.workbooks import read_workbook
        start = time.perf_counter()
        try:
            sheet = read_workbook(Path(sys.argv[1]))
            told = f"{len(sheet.numbers)} rows"
        except BadFile as error:
            told = error.text("en")
        # ru_maxrss would count what the parent held when it forked
        status = Path("/proc/self/status").read_text()
        used = int(re.search(r"VmHWM:\\s*(\\d+)", status)[1]) // 1024
        print(told, time.perf_counter() - start, used, sep="|")
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-500:]
    told, seconds, megabytes = done.stdout.strip().split("|")
    return told, float(seconds), int(megabytes)


# --- bombs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_at_once_and_in_little_memory(tmp_path, bomb):
    path = BOMBS[bomb](tmp_path / "bomb.xlsx")
    assert path.stat().st_size < 4_000_000
    told, seconds, megabytes = read_in_child(path)
    assert "save it as CSV or Parquet" in told
    assert seconds < 2
    assert megabytes < 200


@pytest.mark.parametrize("told_crc", [True, False])
@pytest.mark.parametrize(("bomb", "part"), [(many_cells, SHEET), (spaces, STRINGS)])
def test_a_bomb_that_understates_its_size_is_refused(tmp_path, bomb, part, told_crc):
    path = understated(tmp_path / "bomb.xlsx", bomb, part, 1_000_000, told_crc)
    told, seconds, megabytes = read_in_child(path)
    assert "damaged" in told or "too large" in told
    assert seconds < 2
    assert megabytes < 200


def test_text_that_is_shown_by_too_many_cells_is_refused(tmp_path):
    told, _, megabytes = read_in_child(text_of_many(tmp_path / "bomb.xlsx"))
    assert "all the text is too large" in told
    assert megabytes < 200


@pytest.mark.hard
def test_a_good_workbook_of_two_million_cells_is_read(tmp_path):
    rows = ([f"h{i}", "是", i * 1.25, "云溪"] * 5 for i in range(100_000))
    write_workbook([f"c{i}" for i in range(20)], rows, tmp_path / "good.xlsx")
    told, seconds, megabytes = read_in_child(tmp_path / "good.xlsx")
    assert told == "100000 rows"
    assert seconds < 30
    assert megabytes < 1000


# --- what the guard refuses ----------------------------------------------------------------------


def refusal(path, sheet=None, limits=LIMITS):
    with pytest.raises(BadFile) as caught:
        read_workbook(path, sheet, limits)
    told = caught.value
    assert str(path) in told.text("zh")
    assert told.__suppress_context__ or told.__context__ is None
    return told.text("zh"), told.text("en")


def file(folder, content, name="a.xlsx"):
    path = folder / name
    path.write_bytes(content)
    return path


def locked(path):
    put(path, parts(TITLES))
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 1)
    path.write_bytes(data)
    return path


def twice(path):
    with zipfile.ZipFile(path, "w") as archive:
        for name, xml in [*parts(TITLES).items(), ("XL/workbook.xml", "<workbook/>")]:
            archive.writestr(name, xml)
    return path


def inner_archive():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    return buffer.getvalue()


DOCTYPE = '<!DOCTYPE sst [<!ENTITY a "b">]>'
STRANGE = {
    "nothing": (lambda p: file(p.parent, b""), "no .xlsx workbook"),
    "no archive": (lambda p: file(p.parent, b"a,b\n1,2\n"), "no .xlsx workbook"),
    "an old workbook": (
        lambda p: file(p.parent, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99),
        "password",
    ),
    "a password": (locked, "password"),
    "an archive cut off": (
        lambda p: file(p.parent, put(p, parts(TITLES)).read_bytes()[:-40]),
        "damaged",
    ),
    "a name twice": (twice, "damaged"),
    "another archive": (lambda p: put(p, {"content.xml": "<a/>"}), "no .xlsx workbook"),
    "an embedded file": (
        lambda p: put(p, {**parts(TITLES), "xl/embeddings/a.docx": inner_archive()}),
        "embedded",
    ),
    "an entity": (lambda p: put(p, {**parts(TITLES), STRINGS: DOCTYPE + "<sst/>"}), "damaged"),
    "UTF-16": (
        lambda p: put(p, {**parts(TITLES), SHEET: (HEAD + FOOT).encode("utf-16")}),
        "damaged",
    ),
    "no XML": (lambda p: put(p, {**parts(TITLES), SHEET: "a"}), "damaged"),
    "a bad relation": (
        lambda p: put(p, {**parts(TITLES), "xl/_rels/workbook.xml.rels": "<Relationships/>"}),
        "damaged",
    ),
    "a place no sheet has": (lambda p: put(p, parts(f"<row>{cell('XFE1')}</row>")), "damaged"),
    "a row no sheet has": (lambda p: put(p, parts(f"<row>{cell('A1048577')}</row>")), "damaged"),
    "row 0": (lambda p: put(p, parts(f"<row>{cell('A0')}</row>")), "damaged"),
    "a tag without end": (lambda p: put(p, parts("<c" + " " * 600_000)), "the text of one cell"),
    "a string that is not there": (
        lambda p: put(p, parts(cell("A1", "<v>9</v>", ' t="s"'))),
        "damaged",
    ),
    "an empty worksheet": (lambda p: put(p, parts("")), "empty"),
    "blanks only": (
        lambda p: put(p, parts(cell("A1", "<is><t> \u3000</t></is>", ' t="inlineStr"'))),
        "empty",
    ),
}


@pytest.mark.parametrize("kind", STRANGE)
def test_what_is_no_sound_workbook_is_refused_in_words(tmp_path, kind):
    make, told = STRANGE[kind]
    zh, en = refusal(make(tmp_path / "a.xlsx"))
    assert told in en
    assert re.search("[请另改]", zh)


def test_a_file_that_is_not_there(tmp_path):
    assert "there is no such file" in refusal(tmp_path / "none.xlsx")[1]
    assert "this is a folder" in refusal(tmp_path)[1]


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits(file=500), "the file is too large"),
        (Limits(entries=3), "the workbook is too large"),
        (Limits(unpacked=1000), "what is packed in it is too large"),
        (Limits(packed=10, ratio=1), "what is packed in it is too large"),
        (Limits(cells=3), "as far as B2"),
        (Limits(small=3, sparse=1), "as far as B2"),
        (Limits(text=10), "all the text is too large"),
    ],
    ids=repr,
)
def test_every_limit_binds(tmp_path, limits, told):
    rows = f"{cell('A1', '<v>0</v>', TEXT)}{cell('B2', '<v>0</v>', TEXT)}"
    path = put(tmp_path / "a.xlsx", parts(rows))
    assert told in refusal(path, limits=limits)[1]
    assert len(read_workbook(path).numbers) == 1


def test_text_shown_is_counted_to_the_byte(tmp_path):
    """The first string is shown once, the second twice, the third (with the end of the part) never."""
    strings = (
        f'<sst xmlns="{MAIN}"><si><t>abcdef</t></si><si><t>abc</t></si><si><t>x</t></si></sst>'
    )
    cells = zip(("A1", "A2", "A3"), (0, 1, 1), strict=True)
    rows = "".join(cell(address, f"<v>{place}</v>", TEXT) for address, place in cells)
    path = put(tmp_path / "a.xlsx", {**parts(rows), STRINGS: strings})
    sizes = [len(f"<si><t>{text}</t></si>") for text in ("abcdef", "abc", "abc")]
    assert read_workbook(path, limits=Limits(text=sum(sizes))).columns == (["abc", "abc"],)
    assert "all the text" in refusal(path, limits=Limits(text=sum(sizes) - 1))[1]


@pytest.mark.parametrize(
    "strings",
    [
        "<!--<si><t>a</t></si>--><si><t>{}</t></si>",
        '<si a="<si>"><t>{}</t></si>',
        "<?a <si><t>a</t></si>?><si><t>{}</t></si>",
    ],
)
def test_text_that_hides_from_the_count_is_counted_as_the_longest(tmp_path, strings):
    strings = f'<sst xmlns="{MAIN}">{strings.format("long " * 99)}</sst>'
    rows = "".join(cell(f"A{row}", "<v>0</v>", TEXT) for row in range(1, 11))
    path = put(tmp_path / "a.xlsx", {**parts(rows), STRINGS: strings})
    assert "all the text" in refusal(path, limits=Limits(text=10 * 495))[1]


def test_what_the_guard_did_not_look_through_is_not_in_its_copy(tmp_path):
    extra = {
        "xl/media/a.bmp": b"BM" + bytes(10**6),
        "docProps/app.xml": "<a/>",
        "xl/vbaProject.bin": b"x",
    }
    path = put(tmp_path / "a.xlsx", {**parts(TITLES), **extra})
    with zipfile.ZipFile(guarded(path)) as clean:
        assert set(clean.namelist()) == set(parts(TITLES))


# --- the extent of cells -------------------------------------------------------------------------

PLACES = st.tuples(st.integers(1, 40), st.integers(1, 800))


def column_of(place):
    return number(letters(place).encode())


@given(st.integers(1, COLUMNS))
def test_names_of_columns_go_both_ways(place):
    assert column_of(place) == place


@given(st.lists(PLACES, min_size=1, max_size=30), st.data())
def test_in_bulk_and_tag_by_tag_the_extent_is_the_same(places, data):
    forms = [
        '<c r="{}"><v>1</v></c>',
        '<c s="1" r="{}" t="n"><v>1</v></c>',
        '<x:c r="{}"><x:v>1</x:v></x:c>',
    ]
    form = data.draw(st.sampled_from(forms))
    xml = "".join(form.format(f"{letters(column)}{row}") for row, column in places)
    blank = f'<c r="{letters(COLUMNS)}{ROWS}" s="1"/>'
    piece = (xml + (blank if data.draw(st.booleans()) else "")).encode()
    extent = Extent()
    assert in_bulk(extent, piece)
    assert extent == walked([piece])
    rows, columns = [row for row, _ in places], [column for _, column in places]
    assert (extent.top, extent.bottom) == (min(rows), max(rows))
    assert (extent.left, extent.right) == (min(columns), max(columns))
    assert extent.used == len(places)
    assert extent.area == (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


@pytest.mark.parametrize(
    ("xml", "corner"),
    [
        ("<row><c><v>1</v></c><c><v>1</v></c></row><row><c><v>1</v></c></row>", (2, 2)),
        ('<row r="7"><c><v>1</v></c><c/><c><v>1</v></c></row>', (7, 3)),
        ('<row r="7"/><row><c><v>1</v></c></row>', (8, 1)),
        ('<row><c r="D9"><v>1</v></c><c><v>1</v></c></row>', (9, 5)),
        ("<row><c  r = 'D9' ><v>1</v></c></row>", (9, 4)),
        ('<row><c a="a>b" r="D9"><v>1</v></c></row>', (9, 4)),
        ('<row><c a="/>" r="D9"><v>1</v></c></row>', (9, 4)),
        ('<row><c\tr="d9"><v>1</v></c></row>', (9, 4)),
        ("<row><c r='A1'/></row>", (0, 0)),
        ('<x:row r="3"></x:row><x:row><x:c><x:v>1</x:v></x:c></x:row>', (4, 1)),
    ],
)
def test_cells_in_unusual_forms_are_placed_as_the_parser_places_them(tmp_path, xml, corner):
    extent = walked([xml.encode()])
    assert not in_bulk(Extent(), xml.encode())
    assert (extent.bottom, extent.right) == corner
    path = put(tmp_path / "a.xlsx", parts(xml))
    end = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).end or (-1, -1)
    assert (end[0] + 1, end[1] + 1) == corner


@pytest.mark.parametrize(
    "pieces",
    [
        [b'<c a="<c " r="D9"><v>1</v></c>'],
        [b'<c a="', b'<" r="D9"><v>1</v></c>'],
        [b'<c r="9"><v>1</v></c>'],
        [b'<c r="D-9"><v>1</v></c>'],
        [b'<c r="ABCD9"><v>1</v></c>'],
    ],
)
def test_a_cell_whose_place_cannot_be_told_is_malformed(pieces):
    with pytest.raises(Malformed):
        walked(pieces)


# --- reading -------------------------------------------------------------------------------------


def written(path, *rows, sheets=None):
    """Write a workbook with xlsxwriter as any user would; `sheets` are further worksheets, some hidden."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, hidden, content in [("登记", False, rows), *(sheets or [])]:
        sheet = book.add_worksheet(name)
        if hidden:
            sheet.hide()
        for row, cells in enumerate(content):
            for column, value in enumerate(cells):
                if isinstance(value, dt.date):
                    sheet.write_datetime(row, column, value, day)
                elif isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(row, column, value, value=7)
                elif value is not None:
                    sheet.write(row, column, value)
    book.close()
    return path


MOMENT = dt.datetime(2014, 1, 2, 3, 4)  # noqa: DTZ001 - a worksheet knows no zone


def test_a_worksheet_is_read_as_a_person_sees_it(tmp_path):
    path = written(
        tmp_path / "a.xlsx",
        (),
        (None, " 户 编号\n", "收入", "日期", "是", "公式", 2014, None),
        (),
        (None, "0012", 12.5, dt.date(2014, 1, 2), True, "=3+4"),
        (None, "  ", "\u3000"),
        (None, " 甲 ", 0, MOMENT, False, "=A1"),
    )
    sheet = read_workbook(path)
    assert sheet.file == str(path)
    assert sheet.header == ("", "户 编号", "收入", "日期", "是", "公式", "2014")
    assert list(sheet.numbers) == [4, 6]
    blank, ids, income, days, flags, formulas, year = sheet.columns
    assert ids == ["0012", "甲"]
    assert income == [12.5, 0.0]
    assert days == [dt.date(2014, 1, 2), MOMENT]
    assert flags == [True, False]
    assert formulas == [7.0, 7.0]
    assert blank == year == [None, None]
    assert sheet.odd == ()
    assert "0012" not in repr(sheet)


def test_a_column_without_header_is_kept_when_it_has_cells(tmp_path):
    path = written(tmp_path / "a.xlsx", ("编号", None, "b"), ("h1", None, 1, "x"))
    sheet = read_workbook(path)
    assert sheet.header == ("编号", "", "b", "")
    assert sheet.columns == (["h1"], [None], [1.0], ["x"])


def test_errors_are_text_and_merged_cells_hold_one_value(tmp_path):
    quoted = '<is><t> t=&quot;e&quot; "e"</t></is>'
    cells = (
        cell("A2", "<f>1/0</f><v>#DIV/0!</v>", ERROR),
        cell("A3", "<v>#N/A</v>", " t = 'e'"),
        cell("A4", quoted, INLINE),
    )
    rows = TITLES + "".join(f"<row>{xml}</row>" for xml in cells)
    merged = parts(rows)
    merged[SHEET] = merged[SHEET].replace(
        "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A4:B6"/></mergeCells>'
    )
    sheet = read_workbook(put(tmp_path / "a.xlsx", merged))
    assert sheet.columns == (["#DIV/0!", "#N/A", 't="e" "e"'],)
    assert [damaged(value) for value in sheet.columns[0]] == [True, True, False]


@pytest.mark.parametrize(
    "none", ["<si/>", "<si></si>", "<x:si/>", "<si><t/></si>", "<si><t></t></si>"]
)
def test_an_empty_shared_string_shifts_no_other(tmp_path, none):
    strings = f'<sst xmlns="{MAIN}" xmlns:x="{MAIN}"><si><t>编号</t></si>{none}<si><t>甲</t></si><si><t>乙</t></si></sst>'
    rows = "".join(f"<row>{cell(f'A{i + 1}', f'<v>{i}</v>', TEXT)}</row>" for i in range(4))
    sheet = read_workbook(put(tmp_path / "a.xlsx", {**parts(rows), STRINGS: strings}))
    assert (sheet.columns, list(sheet.numbers)) == ((["甲", "乙"],), [3, 4])


def test_a_dimension_that_lies_is_not_believed(tmp_path):
    lying = parts(TITLES + cell("A2"))
    lying[SHEET] = lying[SHEET].replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    assert read_workbook(put(tmp_path / "a.xlsx", lying)).columns == ([1.0],)


def test_formatted_cells_without_content_are_nothing(tmp_path):
    path = put(tmp_path / "a.xlsx", parts(TITLES + cell("A2") + f'<c r="XFD{ROWS}" s="0"/>'))
    assert read_workbook(path).columns == ([1.0],)


def test_the_worksheet_with_content_is_taken(tmp_path):
    sheets = [("空", False, ()), ("代码", True, [("a",), ("b",)])]
    path = written(tmp_path / "a.xlsx", ("编号",), ("h1",), sheets=sheets)
    assert read_workbook(path).columns == (["h1"],)
    assert read_workbook(path, "代码").columns == (["b"],)


def test_of_several_worksheets_one_must_be_named(tmp_path):
    sheets = [("乙村名单", False, [("编号",), ("h2",)]), ("空", False, ())]
    path = written(tmp_path / "a.xlsx", ("编号",), ("h1",), sheets=sheets)
    zh, en = refusal(path)
    assert "3 个工作表" in zh
    assert "--worksheet NAME" in en
    assert "乙村" not in zh + en
    assert read_workbook(path, "乙村名单").columns == (["h2"],)
    assert "among 3" in refusal(path, "丙")[1]
    assert "empty" in refusal(path, "空")[1]


def test_ids_that_a_spreadsheet_changed_are_damaged():
    for value in (440101199001011234.0, 1e14, -1e15, 12.5, float("nan"), float("inf")):
        assert damaged(value)
    for value in (True, dt.date(2014, 3, 1), dt.time(3, 1), dt.timedelta(1), "#N/A", "#REF!"):
        assert damaged(value)
    for value in (12.0, 12, 99999999999999.0, "440101199001011234", "#1", "0012", None):
        assert not damaged(value)
    assert [id_text(value) for value in (12.0, 12, "0012", None)] == ["12", "12", "0012", ""]


def test_whatever_the_parser_raises_is_told_in_words(tmp_path, monkeypatch):
    import python_calamine

    class PanicException(BaseException):
        pass

    def panics(error):
        def from_filelike(_):
            raise error

        monkeypatch.setattr(
            python_calamine, "CalamineWorkbook", SimpleNamespace(from_filelike=from_filelike)
        )

    path = put(tmp_path / "a.xlsx", parts(TITLES))
    for error in (PanicException("4401"), IndexError("4401"), MemoryError(), OSError(5, "4401")):
        panics(error)
        zh, en = refusal(path)
        assert "4401" not in zh + en
    panics(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        read_workbook(path)


@pytest.mark.parametrize("library", ["python_calamine", "xlsxwriter"])
def test_without_the_library_the_message_says_what_to_install(tmp_path, monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)
    path = put(tmp_path / "a.xlsx", parts(TITLES))
    ask = read_workbook if library == "python_calamine" else partial(write_workbook, ["a"], [])
    with pytest.raises(BadSetting) as caught:
        ask(path)
    for language in ("zh", "en"):
        assert "povertypolicy[excel]" in caught.value.text(language)


# --- writing -------------------------------------------------------------------------------------


def opened(data):
    """Return the parts of a workbook, each well-formed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}


def tags(trees):
    return {element.tag.rpartition("}")[2] for tree in trees.values() for element in tree.iter()}


def bytes_of(header, rows):
    stream = io.BytesIO()
    write_workbook(header, rows, stream)
    return stream.getvalue()


STARTS = st.sampled_from(
    [
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "＝",
        "＋",
        "－",
        "＠",
        "http://a.b/",
        "mailto:a@b",
        "internal:a!A1",
        "{=1}",
        "",
    ]
)
TEXTS = st.builds(str.__add__, STARTS, st.text(max_size=9))


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=4))
def test_a_workbook_holds_no_formula_and_no_link(rows):
    trees = opened(bytes_of(["=a", "http://a.b/"], rows))
    assert not tags(trees) & {"f", "hyperlink", "hyperlinks", "externalReference"}
    relations = [tree for name, tree in trees.items() if name.endswith(".rels")]
    assert all("TargetMode" not in link.attrib for tree in relations for link in tree)
    for element in trees[SHEET].iter(f"{{{MAIN}}}t"):
        shown = element.text or ""
        assert shown[:1] not in tuple("=@\t\r＝＋－＠") or not shown
        assert shown[:1] not in "+-" or re.fullmatch(r"|[+-]\d+(\.\d+)?", shown, re.ASCII)


def test_what_is_written_is_read_again(tmp_path):
    rows = [
        ["0012", "=1+1", Decimal("12.50"), dt.date(2014, 1, 2)],
        [None, "-12", 10**15, "http://a.b/"],
        ["440101199001011234", "甲", 10**15 - 1, Decimal("0.1234567890123456")],
        ["x", True, float("nan"), Decimal("NaN")],
    ]
    write_workbook(["编号", "b", "c", "d"], rows, tmp_path / "a.xlsx")
    ids, b, c, d = read_workbook(tmp_path / "a.xlsx").columns
    assert ids == ["0012", None, "440101199001011234", "x"]
    assert b == ["'=1+1", "-12", "甲", "True"]
    assert c == [12.5, "1000000000000000", 999999999999999.0, "nan"]
    assert d == ["2014-01-02", "http://a.b/", "0.1234567890123456", "NaN"]
    assert (tmp_path / "a.xlsx").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_the_same_cells_give_the_same_bytes(monkeypatch):
    first = bytes_of(["a"], [["b"], [1.5]])
    for zone in ("Asia/Shanghai", "UTC"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        later = time.time() + 10**8
        monkeypatch.setattr(time, "time", lambda later=later: later)
        assert bytes_of(["a"], [["b"], [1.5]]) == first
    monkeypatch.undo()
    time.tzset()


def left(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (["a"] * (COLUMNS + 1), []),
        (["a"], [["b"] * (COLUMNS + 1)]),
        (["a"], [["b" * 32_768]]),
        (["a"], [["\U0001f600" * 16_384]]),
    ],
    ids=[
        "columns of the header",
        "columns of a row",
        "characters",
        "characters outside the first plane",
    ],
)
def test_what_no_worksheet_holds_is_refused_and_nothing_is_left(tmp_path, header, rows):
    with pytest.raises(BadFile) as caught:
        write_workbook(header, rows, tmp_path / "a.xlsx")
    assert "CSV 或 Parquet" in caught.value.text("zh")
    assert str(tmp_path / "a.xlsx") in caught.value.text("en")
    assert left(tmp_path) == []


def test_a_worksheet_has_a_last_row(monkeypatch):
    from povertypolicy.register import workbook_output

    monkeypatch.setattr(workbook_output, "ROWS", 4)
    assert bytes_of(["a"], [["b"]] * 3)
    with pytest.raises(BadFile, match="at most 4 rows"):
        bytes_of(["a"], [["b"]] * 4)


@pytest.mark.hard
def test_a_full_worksheet_is_written_and_read_and_one_row_more_is_refused(tmp_path):
    write_workbook(["a"], ([i] for i in range(ROWS - 1)), tmp_path / "a.xlsx")
    sheet = read_workbook(tmp_path / "a.xlsx")
    assert (len(sheet.numbers), sheet.numbers[-1], sheet.columns[0][-1]) == (
        ROWS - 1,
        ROWS,
        ROWS - 2,
    )
    with pytest.raises(BadFile):
        write_workbook(["a"], ([i] for i in range(ROWS)), tmp_path / "b.xlsx")
    assert left(tmp_path) == ["a.xlsx"]


def test_rows_are_not_held_in_memory():
    rows = ([f"h{i}", "云溪" * 20, i] for i in range(5_000))
    tracemalloc.start()
    bytes_of(["a", "b", "c"], rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_500_000


def test_bytes_are_written_beside_and_put_in_place_with_the_texts(tmp_path):
    a, b, c = (tmp_path / name for name in ("a.csv", "b.xlsx", "c.parquet"))
    write_files(
        {a: ["x"], b: as_workbook(["编号"], [["h1"]], b), c: lambda stream: stream.write(b"PAR1")}
    )
    assert left(tmp_path) == ["a.csv", "b.xlsx", "c.parquet"]
    assert c.read_bytes() == b"PAR1"
    assert read_workbook(b).columns == (["h1"],)


def test_when_the_rows_fail_nothing_is_left(tmp_path):
    def failing():
        yield ["h1"]
        raise RuntimeError

    a, b = tmp_path / "a.csv", tmp_path / "b.xlsx"
    with pytest.raises(RuntimeError):
        write_files({a: ["x"], b: as_workbook(["编号"], failing(), b)})
    assert left(tmp_path) == []


@pytest.mark.parametrize("size", [2_000, 20_000, 200_000])
def test_a_full_disk_leaves_nothing(tmp_path, size):
    """The file may grow to `size` bytes only: the rows that wait, or the archive itself, hit the limit."""
    code = f"""
        import random, resource, signal
        from pathlib import Path
        from povertypolicy.errors import BadFile
        from povertypolicy.register.workbook_output import write_workbook
        draw = random.Random(1)
        rows = [[str(draw.random())] for _ in range(20_000)]
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
        try:
            write_workbook(["a"], rows, Path({str(tmp_path)!r}) / "a.xlsx")
        except BadFile as error:
            print(error.text("en"))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False
    )
    assert "check rights and disk space" in done.stdout
    assert left(tmp_path) == []


# --- killed --------------------------------------------------------------------------------------

ROWS_KILLED = 4000
SLOWLY = """
    import sys, time
    from pathlib import Path
    import xlsxwriter
    from povertypolicy.register.workbook_output import as_workbook
    from povertypolicy.register.writing import csv_text, write_files

    def rows():
        for i in range(4000):
            yield [f"h{i}", "云溪", i]
            if i % 20 == 0:
                time.sleep(0.0005)

    a, b = Path(sys.argv[1]) / "a.csv", Path(sys.argv[1]) / "b.xlsx"
    print("go", flush=True)
    write_files({a: csv_text(rows()), b: as_workbook(["a", "b", "c"], rows(), b)})
    print("done", flush=True)
"""


def kill(folder, kills, spread):
    """Kill writers at moments over `spread` seconds; return how many files stood complete, old or not at all."""
    rows = [[f"h{i}", "云溪", i] for i in range(ROWS_KILLED)]
    whole = {"a.csv": "".join(csv_text(rows)).encode(), "b.xlsx": bytes_of(["a", "b", "c"], rows)}
    found = Counter()
    for number_ in range(kills):
        place = folder / str(number_)
        place.mkdir()
        for name in whole if number_ % 2 else ():
            (place / name).write_bytes(b"old")
        command = [sys.executable, "-c", textwrap.dedent(SLOWLY), str(place)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            process.stdout.readline()
            time.sleep(number_ * spread / kills)
            process.send_signal(signal.SIGKILL)
        for name, content in whole.items():
            file_ = place / name
            assert file_.exists() or number_ % 2 == 0
            data = file_.read_bytes() if file_.exists() else b""
            assert data in (content, b"old" if number_ % 2 else b"")
            found["whole" if data == content else "old" if data else "absent"] += 1
    return found


def test_killed_at_any_moment_a_workbook_is_complete_or_absent(tmp_path):
    kill(tmp_path, 5, 1.0)


@pytest.mark.hard
def test_killed_a_hundred_times(tmp_path):
    found = kill(tmp_path, 100, 2.0)
    assert sum(found.values()) == 200
    assert min(found["whole"], found["old"], found["absent"]) > 0


# --- fuzz ----------------------------------------------------------------------------------------

TOKENS = [
    b"<",
    b">",
    b'"',
    b"&",
    b"&#0;",
    b"]]>",
    b"XFD1048576",
    b"99999999999",
    b"-1",
    b"1e999",
    b"NaN",
    b"0",
]
TOKENS += [
    b'r="A1"',
    b't="s"',
    b't="e"',
    b"<c>",
    b"</c>",
    b"<row>",
    b"</row>",
    b"<v>",
    b"<si/>",
    b"\0",
    b"\xff",
    b",",
    b"\n",
]


def mutated(draw, data):
    data = bytearray(data)
    for _ in range(draw.randint(1, 6)):
        at, size = draw.randrange(len(data) + 1), draw.randint(1, 12)
        match draw.randrange(5):
            case 0:
                data[at : at + 1] = bytes([draw.randrange(256)])
            case 1:
                data[at:at] = draw.choice(TOKENS)
            case 2:
                data[at : at + size] = b""
            case 3:
                data[at : at + size] = draw.choice(TOKENS)
            case _:
                start = draw.randrange(len(data) + 1)
                data[at:at] = data[start : start + 20 * size]
    return bytes(data)


def sound_workbooks():
    rows = list(csv.reader(io.StringIO(samples.HOUSEHOLDS)))
    simple = "".join(
        f'<row r="{i}">{cell(f"A{i}", "<v>0</v>", TEXT)}{cell(f"B{i}")}{cell(f"C{i}", "<v>#N/A</v>", ERROR)}</row>'
        for i in range(1, 6)
    )
    shared = io.BytesIO()
    put(shared, parts(simple))
    return [bytes_of(rows[0], rows[1:]), shared.getvalue()]


def broken(draw, kind, books):
    """Return mutated bytes: of a CSV file, of an archive, or of the XML in one."""
    if kind == "csv":
        text = mutated(draw, samples.HOUSEHOLDS.encode())
        return text.decode("utf-8", "ignore").encode() if draw.randrange(4) else text
    book = draw.choice(books)
    if kind == "zip":
        return mutated(draw, book)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    name = draw.choice([SHEET, SHEET, SHEET, *contents])
    buffer = io.BytesIO()
    put(buffer, {**contents, name: mutated(draw, contents[name])})
    return buffer.getvalue()


def answer(path, kind):
    """Return what became of a file: read, or the code of the documented error."""
    try:
        if kind == "csv":
            read_register(Household, path)
        else:
            sheet = read_workbook(path)
            assert {len(column) for column in sheet.columns} == {len(sheet.numbers)}
            assert len(sheet.header) == len(sheet.columns)
    except PovertyPolicyError as error:
        return error.code if error.text("zh") and error.text("en") else "silent"
    return "read"


def fuzz(folder, first, count):
    """Read mutated files; whatever is no documented error, or takes ten seconds, ends the process."""
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    found, books = Counter(), sound_workbooks()
    for seed in range(first, first + count):
        draw, kind = random.Random(seed), ("csv", "zip", "xml")[seed % 3]
        path = Path(folder) / ("a.csv" if kind == "csv" else "a.xlsx")
        path.write_bytes(broken(draw, kind, books))
        sys.stderr.write(f"seed {seed}\n")
        signal.alarm(10)
        found[f"{kind} {answer(path, kind)}"] += 1
        signal.alarm(0)
    sys.stdout.write(json.dumps(found))


def fuzz_in_child(folder, first, count):
    code = f"import test_register_workbooks as t; t.fuzz({str(folder)!r}, {first}, {count})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return Counter(json.loads(done.stdout))


def test_mutated_files_are_read_or_refused_in_words(tmp_path):
    found = fuzz_in_child(tmp_path, 0, 40)
    assert sum(found.values()) == 40


@pytest.mark.hard
def test_six_hundred_mutated_files(tmp_path):
    found = fuzz_in_child(tmp_path, 1000, 600)
    assert sum(found.values()) == 600
    assert {key.split()[0] for key in found} == {"csv", "zip", "xml"}
    assert (
        min(found["csv read"], found["xml read"], found["xml bad-file"], found["zip bad-file"]) > 0
    )
