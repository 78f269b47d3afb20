"""The READMEs and the pages of the command line: every block runs, and prints what the page says."""

import contextlib
import doctest
import io
import re
import shlex
import shutil
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from click.testing import CliRunner

from povertypolicy.cli.app import cli
from povertypolicy.plugins import finding, hooks

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DIGEST = re.compile(r"(digest|摘要) [0-9a-f]{16}")
PART = re.compile(r"^(```\w+|## )", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+?)\)")

READMES = ["README.md", "README.zh-CN.md"]
TERMINALS = {
    "README.md": "en_US.UTF-8",
    "README.zh-CN.md": "zh_CN.UTF-8",
    "docs/command-line.md": "en_US.UTF-8",
    "docs/zh/command-line.md": "zh_CN.UTF-8",
}


def blocks(path):
    """Each block of Python, and the text that stands below it as its output, if any."""
    fences = [match.groups() for match in FENCE.finditer(path.read_text("utf-8"))]
    for (kind, body), (below, output) in zip(fences, [*fences[1:], ("", "")], strict=True):
        if kind == "python":
            yield body, output if below == "text" else ""


def told(output):
    """Output without the digest, which names the very rules that answered."""
    return DIGEST.sub(r"\1", output).splitlines()


@pytest.mark.parametrize("name", READMES)
def test_every_block_runs_and_prints_what_stands_below_it(name):
    space = {"__name__": "readme"}
    found = list(blocks(ROOT / name))
    assert len(found) >= 6
    for body, expected in found:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(body, name, "exec"), space)
        assert told(printed.getvalue()) == told(expected)


def test_the_readmes_are_counterparts():
    english, chinese = (
        [
            kind if kind.startswith("```") else "##"
            for kind in PART.findall((ROOT / name).read_text("utf-8"))
        ]
        for name in READMES
    )
    assert english == chinese


@pytest.mark.parametrize("name", READMES)
def test_links_lead_to_files(name):
    text = (ROOT / name).read_text("utf-8")
    links = LINK.findall(text)
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).exists()] == []


def commands(path):
    """Each command of a page's console blocks, and the output that stands below it, if any."""
    for kind, body in FENCE.findall(path.read_text("utf-8")):
        if kind == "console":
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                line, _, output = part.partition("\n")
                if line.startswith("povertypolicy "):
                    yield line, output


def install_qingxi(monkeypatch):
    """Let the province of the pages, which does not exist, be installed beside the others."""
    monkeypatch.syspath_prepend(ROOT / "docs" / "province" / "src")
    entry = EntryPoint("qingxi", "povertypolicy_qingxi", hooks.PROJECT)
    monkeypatch.setattr(finding, "entry_points", lambda group: [entry])


@pytest.mark.parametrize("name", TERMINALS)
def test_every_command_runs_and_prints_what_stands_below_it(name, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "docs" / "register", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    found = list(commands(ROOT / name))
    assert len(found) >= 4
    for line, expected in found:
        with monkeypatch.context() as patched:
            if " qingxi " in line:
                install_qingxi(patched)
            run = CliRunner().invoke(cli, shlex.split(line)[1:], env={"LC_ALL": TERMINALS[name]})
        assert run.exit_code in {0, 1}, run.output
        same = doctest.OutputChecker().check_output(expected, run.output, doctest.ELLIPSIS)
        assert same or not expected, f"{line}\n{run.output}"


@pytest.mark.parametrize("name", ["docs/command-line.md", "docs/zh/command-line.md"])
def test_every_command_is_on_the_page(name):
    told = {line.split()[1] for line, _ in commands(ROOT / name)}
    assert told == set(cli.commands)
