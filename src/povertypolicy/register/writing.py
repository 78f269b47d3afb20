"""Files that are complete or absent: written beside, forced to disk, put in place in one step."""

import contextlib
import csv
import io
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from povertypolicy.errors import BadFile

Cell = str | int
"""What a table is written of; a number stays one, text is made harmless."""

Content = Iterable[str] | Callable[[IO[bytes]], object]
"""What a file is written of: pieces of text, or a function that writes bytes to a stream."""

_PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
BOM = "\ufeff"


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula; plain numbers stay as they are.

    >>> harmless("=1+1"), harmless("-12.50")
    ("'=1+1", '-12.50')
    """
    if _PLAIN_NUMBER.fullmatch(text):
        return text
    return f"'{text}" if _FORMULA.match(text.lstrip(" \n\u3000\xa0")) else text


def csv_text(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield rows as CSV text that Excel opens rightly: with a mark at its head, harmless cells, CRLF."""
    buffer = io.StringIO(BOM)
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def check_targets(targets: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Refuse files that could not be written, before any work is done.

    Raises:
        BadFile: for a folder that is not there, something that is no plain file, or a file that is read or named twice.
    """
    taken = {path.resolve() for path in inputs}
    for target in targets:
        if target.resolve() in taken:
            raise BadFile(
                file=str(target),
                zh="这个文件已另有用处（读取或写出）；请换一个名字。",
                en="this file is already read or written; choose another name.",
            )
        taken.add(target.resolve())
        if not target.parent.is_dir():
            raise BadFile(
                file=str(target),
                zh="没有这个文件夹；请先建立。",
                en="its folder does not exist; make it first.",
            )
        if target.exists() and not target.is_file():
            raise BadFile(
                file=str(target),
                zh="这不是普通文件；请换一个名字。",
                en="this is no plain file; choose another name.",
            )


def write_files(contents: Mapping[Path, Content]) -> None:
    """Write files, texts as UTF-8: either all of them stand complete in their places, or none does.

    The files are readable by their owner alone, since they are about people; an existing file keeps its rights.
    Whatever stops it, an interrupt too, files that stood there before stand there again.

    Raises:
        BadFile: when one cannot be written, or says itself why not; nothing is left behind.
    """
    waiting: dict[Path, Path] = {}
    kept: dict[Path, Path] = {}
    target = Path()
    try:
        for target, content in contents.items():
            waiting[target] = _beside(target, content)
        for target, temporary in waiting.items():
            if os.path.lexists(target):
                kept[target] = temporary.with_name(f"{temporary.name}.old")
                _keep(target, kept[target])
        for target, temporary in waiting.items():
            temporary.replace(target)
    except BaseException as error:
        _restore(waiting, kept)
        if isinstance(error, BadFile) or not isinstance(error, OSError):
            raise
        raise BadFile(
            file=str(target),
            zh=f"写不进去（{type(error).__name__}）；请检查权限和磁盘空间。未留下任何结果文件，原有的文件不变。",
            en=f"it cannot be written ({type(error).__name__}); check rights and disk space."
            " No result file was left, and files that stood there before are unchanged.",
        ) from None
    finally:
        _remove([*waiting.values(), *kept.values()])


def _keep(target: Path, backup: Path) -> None:
    """Keep what stands at a target, under another name."""
    try:
        os.link(target, backup, follow_symlinks=False)
    except OSError:  # a file system without hard links
        backup.touch(0o600)
        shutil.copy2(target, backup, follow_symlinks=False)


def _restore(waiting: Mapping[Path, Path], kept: dict[Path, Path]) -> None:
    """Undo the replacements made; a backup that cannot be put back is left beside its target."""
    for target, temporary in waiting.items():
        if os.path.lexists(temporary):
            continue
        if target not in kept:
            _remove([target])
            continue
        try:
            os.replace(kept[target], target)  # noqa: PTH105 - another call than the one that failed
        except OSError:
            del kept[target]


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _beside(target: Path, content: Content) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _write(file, content)
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
    except BaseException:
        _remove([temporary])
        raise
    return temporary


def _write(file: IO[bytes], content: Content) -> None:
    if callable(content):
        content(file)
    else:
        for chunk in content:
            file.write(chunk.encode("utf-8"))
    file.flush()
    os.fsync(file.fileno())
