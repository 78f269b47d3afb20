"""Invented workbooks, sound and malicious, built part by part."""

import struct
import zipfile
import zlib

from povertypolicy.register.workbook_cells import ROWS, letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
HEAD = f'<worksheet xmlns="{MAIN}"><sheetData>'
FOOT = "</sheetData></worksheet>"
TEXT, ERROR, INLINE = ' t="s"', ' t="e"', ' t="inlineStr"'
STRINGS = "xl/sharedStrings.xml"
SHEET = "xl/worksheets/sheet1.xml"
TITLES = '<row r="1"><c r="A1" t="inlineStr"><is><t>编号</t></is></c></row>'


def parts(*rows, names=("登记",), states=()):
    """Return the parts of a workbook; `rows` is the XML of the rows of each worksheet."""
    states = dict(states)
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="r{i}" state="{states.get(name, "visible")}"/>'
        for i, name in enumerate(names, 1)
    )
    relations = "".join(
        f'<Relationship Id="r{i}" Type="{REL}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i, _ in enumerate(names, 1)
    )
    strings = f'<Relationship Id="s" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>'
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="w" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}{strings}</Relationships>',
        STRINGS: f'<sst xmlns="{MAIN}"><si><t>云溪</t></si></sst>',
        **{f"xl/worksheets/sheet{i}.xml": HEAD + row + FOOT for i, row in enumerate(rows, 1)},
    }


def put(path, contents):
    """Write an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in contents.items():
            with archive.open(name, "w") as out:
                out.write(content.encode() if isinstance(content, str) else content)
    return path


def cell(address, xml="<v>1</v>", attributes=""):
    return f'<c r="{address}"{attributes}>{xml}</c>'


def sparse_corner(path):
    """Two cells in two corners: five kilobytes, 1.7 x 10^10 cells."""
    rows = f'<row r="1">{cell("A1")}</row><row r="{ROWS}">{cell(f"XFD{ROWS}")}</row>'
    return put(path, parts(rows))


def swollen(path, contents, part, *, head, block, times, tail):
    """Write an archive in which one part is `block` repeated: packed once, its packed bytes repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    pieces = []
    for plain, repeated in ((head, 1), (block, times), (tail, 1)):
        pieces += [packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH)] * repeated
    crc = zlib.crc32(head)
    for _ in range(times):
        crc = zlib.crc32(block, crc)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
        packed = zipfile.ZipInfo(part)
        archive.writestr(packed, b"".join(pieces) + packer.flush())
    size = len(head) + len(block) * times + len(tail)
    restate(path, part, method=8, crc=zlib.crc32(tail, crc), size=size)
    return path


def restate(path, part, *, method=8, crc, size):
    """Let both headers of a part say something else of it."""
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        local = archive.getinfo(part).header_offset
    central = data.rfind(b"PK\x01\x02", 0, data.rfind(part.encode()))
    for at in (local + 8, central + 10):
        struct.pack_into("<H", data, at, method)
    for at in (local + 14, central + 16):
        struct.pack_into("<L", data, at, crc)
    for at in (local + 22, central + 24):
        struct.pack_into("<L", data, at, size)
    path.write_bytes(data)


def many_cells(path):
    """5 x 10^7 cells without an address, in few bytes."""
    block = b"<row>" + b"<c><v>1</v></c>" * 1000 + b"</row>"
    contents = {name: xml for name, xml in parts("").items() if name != SHEET}
    return swollen(
        path, contents, SHEET, head=HEAD.encode(), block=block * 100, times=500, tail=FOOT.encode()
    )


def spaces(path):
    """One shared string of two thousand million spaces."""
    head = f'<sst xmlns="{MAIN}"><si><t>'.encode()
    contents = {name: xml for name, xml in parts(TITLES).items() if name != STRINGS}
    return swollen(
        path, contents, STRINGS, head=head, block=b" " * 10**7, times=200, tail=b"</t></si></sst>"
    )


def text_of_many(path):
    """A hundred thousand cells that each show the same string of 30,000 characters: 9 gigabytes of text."""
    rows = (
        "".join(f'<c r="{letters(column)}{row}" t="s"><v>0</v></c>' for column in range(1, 101))
        for row in range(1, 1001)
    )
    sheet = (
        HEAD + "".join(f'<row r="{row}">{cells}</row>' for row, cells in enumerate(rows, 1)) + FOOT
    )
    long = f'<sst xmlns="{MAIN}"><si><t>{"云" * 30_000}</t></si></sst>'
    return put(path, {**parts(""), SHEET: sheet, STRINGS: long})


def understated(path, bomb, part, size, told_crc):
    """Let the headers of a part say that it is smaller than it is; its checksum may fit the lie."""
    bomb(path)
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(part)
        crc = zlib.crc32(archive.open(part).read(size)) if told_crc else info.CRC
    restate(path, part, crc=crc, size=size)
    return path


BOMBS = {"a sparse corner": sparse_corner, "many cells": many_cells, "spaces": spaces}
