"""What the type checkers accept and refuse; the files are in `tests/typing`.

`make types` checks them with mypy too; here pyright reads the same marks,
and both checkers must refuse the marked lines and no others.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent
ACCEPTED, REFUSED = HERE / "typing" / "accepted.py", HERE / "typing" / "refused.py"
MARK = re.compile(r"  # type: ignore\[[\w-]+\]$")


def unmarked(folder):
    """Copy the refused lines without their marks, so that a checker tells each of them."""
    copy = folder / "refused_here.py"
    rows = REFUSED.read_text(encoding="utf-8").splitlines()
    copy.write_text("\n".join(MARK.sub("", row) for row in rows) + "\n", encoding="utf-8")
    return copy, {number for number, row in enumerate(rows, 1) if MARK.search(row)}


def run(command, **environment):
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def mypy(*paths):
    """Return the lines with an error, by file name."""
    pytest.importorskip("mypy")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file",
        "pyproject.toml",
        *map(str, paths),
    ]
    done = run(command, MYPYPATH="src")
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return [
        (Path(match[1]).name, int(match[2]))
        for match in re.finditer(r"^(.+?\.py):(\d+)(?::\d+)?: error:", done.stdout, re.MULTILINE)
    ]


@pytest.fixture(scope="module")
def pyright():
    """Run pyright, or skip where it cannot run: it needs node, and fetches itself when first run."""
    program = shutil.which("pyright", path=str(Path(sys.executable).parent))
    if program is None or shutil.which("node") is None:
        pytest.skip("pyright needs the package pyright and node")
    settings = {"PYRIGHT_PYTHON_GLOBAL_NODE": "1", "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    try:
        if run([program, "--version"], **settings).returncode != 0:
            pytest.skip("pyright cannot run here (no network to fetch it?)")
    except subprocess.TimeoutExpired:
        pytest.skip("pyright does not start here")

    def check(*paths):
        command = [program, "--outputjson", "--pythonpath", sys.executable, *map(str, paths)]
        done = run(command, **settings)
        told = json.loads(done.stdout)
        assert told["summary"]["filesAnalyzed"] == len(paths)
        return [
            (Path(found["file"]).name, found["range"]["start"]["line"] + 1)
            for found in told["generalDiagnostics"]
            if found["severity"] == "error"
        ]

    return check


def lines(errors, path):
    assert {name for name, _ in errors} <= {path.name}
    return {line for _, line in errors}


def test_mypy_accepts_what_authors_may_write():
    assert mypy(ACCEPTED) == []


def test_mypy_refuses_every_marked_line_and_no_other(tmp_path):
    copy, marked = unmarked(tmp_path)
    assert lines(mypy(copy), copy) == marked


def test_mypy_refuses_with_the_code_that_is_marked():
    assert mypy(REFUSED) == []


def test_pyright_accepts_what_authors_may_write(pyright):
    assert pyright(ACCEPTED) == []


def test_pyright_refuses_every_marked_line_and_no_other(pyright, tmp_path):
    copy, marked = unmarked(tmp_path)
    assert lines(pyright(copy), copy) == marked


def test_the_lines_of_the_acceptance_are_among_the_refused():
    _, rows = REFUSED, REFUSED.read_text(encoding="utf-8").splitlines()
    marked = {MARK.sub("", row) for row in rows if MARK.search(row)}
    assert {
        "INCOME.below(4000)",
        "INCOME.below(yuan_per_head(4000))",
        "NET.below(PART)",
        "NET.below(INCOME)",
        "all_of(POOR, VILLAGE_IS_LARGE)",
        "Village.households.listed().any(VILLAGE_IS_LARGE)",
    } <= marked
