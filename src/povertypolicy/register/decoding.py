"""From bytes to text: a mark decides, then strict UTF-8, then strict GB18030, else the user is asked."""

import codecs
from pathlib import Path

from povertypolicy.errors import BadFile, BadSetting

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_text(path: Path, encoding: str | None = None) -> str:
    """Return the text of a file; `encoding` overrides what would be found out.

    Raises:
        BadFile: when it cannot be read, is a workbook, is empty, or is in no encoding that fits.
        BadSetting: when there is no encoding of that name.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadFile(file=str(path), **trouble(error)) from None
    if data.startswith(_WORKBOOKS):
        raise BadFile(
            file=str(path),
            zh="这是 Excel 工作簿；请把扩展名改为 .xlsx（旧格式 .xls 请另存为 .xlsx），或另存为“CSV UTF-8”。",
            en='this is an Excel workbook; name it .xlsx (save an old .xls as .xlsx), or save it as "CSV UTF-8".',
        )
    text = decode(data, str(path), encoding)
    if not text.strip():
        raise BadFile(
            file=str(path),
            zh="文件是空的；请检查是否选错了文件。",
            en="the file is empty; check that it is the right one.",
        )
    return text


def trouble(error: OSError) -> dict[str, str]:
    """Return in words why a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return {
            "zh": "找不到文件；请检查路径。",
            "en": "there is no such file; check the path.",
        }
    if isinstance(error, IsADirectoryError):
        return {
            "zh": "这是文件夹；请给出其中的文件。",
            "en": "this is a folder; name a file in it.",
        }
    if isinstance(error, PermissionError):
        return {
            "zh": "没有读取权限；请检查文件权限。",
            "en": "reading it is not permitted; check its permissions.",
        }
    return {
        "zh": f"读取失败（{type(error).__name__}）；请检查磁盘和路径。",
        "en": f"it cannot be read ({type(error).__name__}); check disk and path.",
    }


def decode(data: bytes, file: str, encoding: str | None = None) -> str:
    """Return bytes as text, without the mark at its head.

    Raises:
        BadFile: when the bytes are in no encoding that fits.
        BadSetting: when there is no encoding of that name.
    """
    if encoding is not None:
        return _strictly(data, file, _known(encoding)).removeprefix("\ufeff")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], file, name)
    for name in ("utf-8", "gb18030"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    raise BadFile(
        file=file,
        zh="既不是 UTF-8 也不是 GB18030；请另存为 UTF-8，或用 encoding 写明编码。",
        en="it is neither UTF-8 nor GB18030; save it as UTF-8, or name its encoding.",
    )


def _known(encoding: str) -> str:
    try:
        "a".encode(encoding)
    except (LookupError, UnicodeError):  # unknown, or no encoding of text
        raise BadSetting(
            setting="encoding",
            zh="没有这种编码；可写 utf-8、gb18030、big5、utf-16。",
            en="there is no such encoding; write utf-8, gb18030, big5 or utf-16.",
        ) from None
    return encoding


def _strictly(data: bytes, file: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        raise BadFile(
            file=file,
            zh=f"不是完好的 {encoding} 文件（第 {at + 1} 个字节有误）；请重新导出，或用 encoding 写明编码。",
            en=f"it is no sound {encoding} file (wrong at byte {at + 1}); export it again, or name its encoding.",
        ) from None
