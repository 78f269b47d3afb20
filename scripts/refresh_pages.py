"""Run the examples of README and docs again and put their output into the pages.

``python scripts/refresh_pages.py`` after a change of wording; then read the difference.
Tests compare the pages with the output, so nothing stale can land; this only saves the typing.
"""

import contextlib
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FOLDERS = ("docs", "docs/register", "docs/zh")
PAGES = [*ROOT.glob("README*.md"), *(page for one in FOLDERS for page in (ROOT / one).glob("*.md"))]
FENCE = re.compile(r"^(`{3,})([^\n]*)\n(.*?)^\1\n", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OPTIONS = re.compile(r"\A(:\w+:.*\n)+\n?")
RUN = ("{testcode}", "{testsetup}", "python")
SHOWN = ("{testoutput}", "text")
MATCHES = doctest.OutputChecker().check_output


def masked(text: str) -> str:
    """Replace what changes with every rule: digests and line numbers."""
    text = re.sub(r"(digest|摘要) [0-9a-f]{16}", r"\1 ...", text)
    return re.sub(r"\.(py|toml):\d+", r".\1:...", text)


def examples(text: str, page: str) -> str:
    """Run the Python blocks of a page in order; put what each prints into the block below it."""
    space: dict[str, Any] = {"__name__": "page", "PROVINCE": ROOT / "docs/province"}
    run = RUN if "README" in page else RUN[:-1]  # elsewhere plain blocks are only shown
    said: str | None = None
    pieces, end = [], 0
    for block in FENCE.finditer(text):
        kind, body = block[2], block[3]
        if kind in run:
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(OPTIONS.sub("", body), page, "exec"), space)
            said = printed.getvalue() or None
        elif kind in SHOWN and said is not None:
            options = OPTIONS.match(body)
            if not MATCHES(OPTIONS.sub("", body), said, doctest.ELLIPSIS):
                shown = options[0] + masked(said) if options else said
                pieces += [text[end : block.start(3)], shown]
                end = block.end(3)
            said = None
    return "".join([*pieces, text[end:]])


def commands(text: str, language: str) -> str:
    """Run the console blocks of a page and put in what they print."""
    with tempfile.TemporaryDirectory() as folder:
        work = shutil.copytree(ROOT / "docs/register", Path(folder) / "register")
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "LC_ALL": language, "PATH": path}

        def run(block: re.Match[str]) -> str:
            lines = []
            for part in re.split(r"(?m)^(?=\$ )", block[1]):
                command, _, shown = part.partition("\n")
                if command:
                    lines += [command, *printed(command, shown.splitlines(), work, environment)]
            return "```console\n" + "\n".join(lines) + "\n```"

        return CONSOLE.sub(run, text)


def printed(command: str, shown: list[str], work: Path, environment: dict[str, str]) -> list[str]:
    """Run one command of ours; where the page ends with an ellipsis keep as many lines as it has."""
    if not command.startswith("$ povertypolicy"):
        return shown
    done = subprocess.run(
        command[2:],
        shell=True,
        cwd=work,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if not shown:
        return []
    lines = masked(done.stdout + done.stderr).rstrip("\n").splitlines()
    return [*lines[: len(shown) - 1], "..."] if shown[-1] == "..." else lines


def main() -> None:
    os.chdir(ROOT)
    for page in PAGES:
        before = page.read_text(encoding="utf-8")
        chinese = "zh" in (page.parent.name, page.stem.partition(".")[2][:2])
        after = examples(before, str(page))
        if page.stem == "command-line":
            after = commands(after, "zh_CN.UTF-8" if chinese else "en_US.UTF-8")
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(page.relative_to(ROOT))


if __name__ == "__main__":
    main()
