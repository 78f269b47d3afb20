"""An .xlsx workbook looked through before any parser sees it.

A legal workbook of five kilobytes can make a parser ask for 550 gigabytes, which ends the process. So the archive
is streamed, nothing of it is loaded, and what is sound is copied into a clean archive, which is all that the
parser is given: what was not looked through is not there.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO

import attrs

from povertypolicy.errors import BadFile
from povertypolicy.register.decoding import trouble
from povertypolicy.register.workbook_cells import (
    Extent,
    Malformed,
    Refused,
    in_bulk,
    letters,
    shown,
    strings,
    walked,
)

MEGABYTE = 1 << 20


@attrs.frozen
class Limits:
    """The most that a workbook may hold, each included; sizes in bytes.

    `cells` counts the block from the first cell to the last, the empty ones among them; where it is more than `small`,
    one in `sparse` must have content. `text` is what the cells of one worksheet show of the shared strings together.
    `ratio` is what a part of more than `packed` bytes may shrink by.
    """

    file: int = 256 * MEGABYTE
    entries: int = 4096
    unpacked: int = 1024 * MEGABYTE
    ratio: int = 100
    packed: int = 16 * MEGABYTE
    cells: int = 1 << 24
    small: int = 1 << 22
    sparse: int = 64
    text: int = 1024 * MEGABYTE


LIMITS = Limits()

_OLD = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_CHUNK = 1 << 18
_LONGEST = 1 << 19  # a cell holds 32,767 characters, and each may be written as an entity
_PARTS = re.compile(r"xl/.+\.(xml|rels)|_rels/\.rels|\[content_types\]\.xml", re.IGNORECASE)
_STRINGS = "xl/sharedstrings.xml"
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DIMENSION = re.compile(rb"<(?:[^\s<>]*:)?dimension\s[^<>]*/>")
_NO_START = (b"", b"/")
_NO_TEXT = re.compile(rb"<((?:[^\s<>/]*:)?)si\s*(?:/>|>\s*</(?:[^\s<>]*:)?si\s*>)")
_ERROR_CELL = re.compile(rb"(<(?:[^\s<>]*:)?c\s[^<>]*?\bt\s*=\s*)(?:\"e\"|'e')")

_OLD_OR_LOCKED = (
    "这是旧版 .xls 或加了密码的工作簿；请在 Excel 里去掉密码，另存为“Excel 工作簿（*.xlsx）”。",
    "this is an old .xls workbook, or one with a password; take the password off and save it as an Excel workbook (*.xlsx).",
)
_NO_WORKBOOK = (
    "这不是 .xlsx 工作簿；请检查是否选错了文件。",
    "this is no .xlsx workbook; check that it is the right file.",
)
_OTHER_ARCHIVE = (
    "这不是 .xlsx 工作簿（可能是 .xlsb、.ods 或别的文件）；请在 Excel 里另存为“Excel 工作簿（*.xlsx）”。",
    "this is no .xlsx workbook (perhaps .xlsb, .ods or another kind); save it as an Excel workbook (*.xlsx).",
)
_EMBEDDED = (
    "工作簿里嵌入了别的文件；请只保留表格，另存后再用。",
    "other files are embedded in the workbook; keep only the table and save it again.",
)


def guarded(path: Path, limits: Limits = LIMITS) -> IO[bytes]:
    """Return a clean copy of a workbook for a parser; a cell with an error stands in it as text such as ``#N/A``.

    Raises:
        BadFile: when it is no .xlsx workbook, is damaged, or would take more memory than any register.
    """
    try:
        with path.open("rb") as file:
            _check_file(file, limits)
            with zipfile.ZipFile(_Sparing(file)) as archive:
                return _copy(archive, limits)
    except Refused as why:
        raise BadFile(file=str(path), zh=why.zh, en=why.en) from None
    except OSError as error:
        raise BadFile(file=str(path), **trouble(error)) from None
    except Exception:  # noqa: BLE001 - a damaged archive makes zipfile raise nearly anything
        damaged = Malformed()
        raise BadFile(file=str(path), zh=damaged.zh, en=damaged.en) from None


@attrs.frozen
class _Sparing:
    """A file that is never read in one large piece: the directory of an archive may claim any size."""

    file: IO[bytes]

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size if 0 <= size <= MEGABYTE else MEGABYTE + 1)
        if len(data) > MEGABYTE:
            raise Malformed
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def seekable(self) -> bool:
        return True


def _check_file(file: IO[bytes], limits: Limits) -> None:
    head = file.read(len(_ZIP))
    if head == _OLD:
        raise Refused(*_OLD_OR_LOCKED)
    if head != _ZIP:
        raise Refused(*_NO_WORKBOOK)
    if file.seek(0, 2) > limits.file:
        raise _too_much("文件", "the file")


def _too_much(zh: str, en: str) -> Refused:
    return Refused(
        f"{zh}太大，不像是一份登记；请另存为 CSV 或 Parquet。",
        f"{en} is too large for a register; save it as CSV or Parquet.",
    )


def _copy(archive: zipfile.ZipFile, limits: Limits) -> IO[bytes]:
    """Return the parts of an archive that a parser of tables needs, each looked through."""
    parts = _parts(archive, limits)
    copy = BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as clean:
        looked = [_look_through(archive, part, clean, limits) for part in parts]
    shared = (part for part in parts if part.filename.casefold() == _STRINGS)
    longest, sizes = strings(piece for part in shared for piece in _pieces(archive, part))
    for part, extent in zip(parts, looked, strict=True):
        if extent.shared * longest <= limits.text:
            continue
        if shown(_pieces(archive, part), sizes, longest) > limits.text:
            raise _too_much("全部文字", "all the text")
    copy.seek(0)
    return copy


def _parts(archive: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    """Return the parts to look through, after a look at what the directory says of all of them."""
    entries = archive.infolist()
    names = {entry.filename.casefold() for entry in entries}
    if "xl/workbook.xml" not in names:
        raise Refused(*_OTHER_ARCHIVE)
    if len(entries) > limits.entries:
        raise _too_much("工作簿", "the workbook")
    if len(names) != len(entries):
        raise Malformed
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(*_OLD_OR_LOCKED)
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise _too_much("解压后的内容", "what is packed in it")
    parts = [entry for entry in entries if _PARTS.fullmatch(entry.filename)]
    if any(_swells(entry, limits) for entry in parts):
        raise _too_much("解压后的内容", "what is packed in it")
    if any(_holds_archive(archive, entry) for entry in entries):
        raise Refused(*_EMBEDDED)
    return parts


def _swells(entry: zipfile.ZipInfo, limits: Limits) -> bool:
    return entry.file_size > max(limits.packed, limits.ratio * entry.compress_size)


def _holds_archive(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    with archive.open(entry) as stream:
        return stream.read(len(_ZIP)) == _ZIP


def _look_through(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, clean: zipfile.ZipFile, limits: Limits
) -> Extent:
    """Copy one part, and return how far its cells reach."""
    extent, usual = Extent(), True
    with clean.open(part.filename, "w") as out:
        for piece in _pieces(archive, part):
            if b"\0" in piece or _DECLARED.search(piece):
                raise Malformed
            usual = usual and in_bulk(extent, piece)
            _check(extent, limits)
            out.write(_told(piece))
    if not usual:
        extent = walked(_pieces(archive, part))
        _check(extent, limits)
    return extent


def _told(piece: bytes) -> bytes:
    """Return XML in which a parser finds what it would leave out: errors as text, and empty shared strings.

    Leaving out an empty string would give each later one to the wrong cells.
    """
    if b"dimension" in piece:
        piece = _DIMENSION.sub(b"", piece)
    if b"si" in piece:
        piece = _NO_TEXT.sub(rb"<\1si><\1t></\1t></\1si>", piece)
    if b'"e"' in piece or b"'e'" in piece:
        piece = _ERROR_CELL.sub(rb'\1"str"', piece)
    return piece


def _check(extent: Extent, limits: Limits) -> None:
    if extent.area <= min(limits.cells, max(limits.small, limits.sparse * extent.used)):
        return
    raise _too_wide(f"{letters(extent.right)}{extent.bottom}")


def _too_wide(last: str) -> Refused:
    return Refused(
        f"有内容的单元格远至 {last}，范围太大；请删去表格以外的内容，或另存为 CSV 或 Parquet。",
        f"there are cells with content as far as {last}: too wide a range;"
        " delete what stands outside the table, or save it as CSV or Parquet.",
    )


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of a part, no tag cut in two, nor if possible a cell or string."""
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            rest += chunk
            cut = _cut(rest)
            if cut > 0:
                yield rest[:cut]
                rest = rest[cut:]
            if len(rest) > _LONGEST:
                raise _too_much("一格的文字", "the text of one cell")
    yield rest


def _cut(data: bytes) -> int:
    """Return where to cut: before a cell, a string or, if there is none, any tag that starts something."""
    cut = max(data.rfind(b"<c "), data.rfind(b"<si>"))
    if cut > 0:
        return cut
    cut = data.rfind(b"<")
    while cut > 0 and data[cut + 1 : cut + 2] in _NO_START:
        cut = data.rfind(b"<", 0, cut)
    return cut
