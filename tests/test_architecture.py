"""Promises about the code itself: what an import costs, what is described, which codes exist."""

import ast
import inspect
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import povertypolicy
from povertypolicy import errors
from povertypolicy.errors import CATALOGUE, PovertyPolicyError
from povertypolicy.plugins import hooks

PACKAGE = Path(povertypolicy.__file__).parent
ROOT = Path(__file__).parents[1]
MODULES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {
    "click",
    "hypothesis",
    "mypy",
    "numpy",
    "openpyxl",
    "pandas",
    "polars",
    "pyarrow",
    "pyspark",
    "pytest",
    "sphinx",
    "yaml",
}
NEEDED = {"attr", "attrs", "dateutil", "pluggy", "six"}


def fresh(code, *options):
    done = subprocess.run(
        [sys.executable, *options, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


# --- imports -------------------------------------------------------------------------------------

EVERYTHING = "import povertypolicy as p; used = [getattr(p, name) for name in p.__all__]"
TELL = f"import sys; before = set(sys.modules); {EVERYTHING}; print(*(set(sys.modules) - before))"


def test_all_that_the_library_gives_loads_nothing_heavy():
    loaded = {name.partition(".")[0] for name in fresh(TELL)}
    assert "povertypolicy" in loaded
    assert loaded & HEAVY == set()
    strange = loaded - NEEDED - {"povertypolicy"} - set(sys.stdlib_module_names)
    assert strange == set()


def test_an_import_alone_loads_the_names_and_nothing_of_the_work():
    code = "import sys, povertypolicy; print(*(n for n in sys.modules if 'povertypolicy' in n))"
    assert set(fresh(code)) == {"povertypolicy", "povertypolicy._version"}


def test_importing_the_library_leaves_its_extras_alone():
    loaded = set(fresh(TELL))
    for extra in ("register", "cli", "testing"):
        assert not any(name.startswith(f"povertypolicy.{extra}") for name in loaded), extra


def test_the_library_works_with_its_three_dependencies_alone(tmp_path):
    for name in filter(find_spec, NEEDED):
        origin = Path(find_spec(name).origin)
        source = origin.parent if origin.name == "__init__.py" else origin
        (tmp_path / source.name).symlink_to(source)
    (tmp_path / "povertypolicy").symlink_to(PACKAGE)
    (tmp_path / "sample_policy.py").symlink_to(Path(__file__).parent / "sample_policy.py")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import sample_policy as s;"
        "print(s.policy().ask('yunxi.poor', s.family()).outcome.name)"
    )
    assert fresh(code, "-I", "-S") == ["YES"]


def test_importing_reaches_for_neither_network_nor_processes():
    code = (
        "import os, socket, sys\n"
        "def refuse(event, args):\n"
        "    if event.startswith(('socket.', 'subprocess.', 'os.putenv', 'os.system')):\n"
        "        raise RuntimeError(event)\n"
        "import attr, attrs, pluggy, dateutil.relativedelta\n"
        "sys.addaudithook(refuse)\n"
        f"{EVERYTHING}\n"
        "print('quiet')"
    )
    assert fresh(code) == ["quiet"]


# --- descriptions --------------------------------------------------------------------------------


def public(body, prefix=""):
    for node in body:
        named = isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
        if not named or node.name.startswith("_"):
            continue
        overloads = [
            d for d in node.decorator_list if isinstance(d, ast.Name) and d.id == "overload"
        ]
        if not overloads:
            yield f"{prefix}{node.name}", node
        if isinstance(node, ast.ClassDef):
            yield from public(node.body, f"{prefix}{node.name}.")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_public_thing_is_described(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    silent = [name for name, node in public(tree.body) if not ast.get_docstring(node)]
    assert silent == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_hides_in_a_function(path):
    """Except heavy optional libraries at their one border, which say so."""
    text = path.read_text(encoding="utf-8")
    hidden = [
        inner.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
        and "PLC0415 - " not in text.splitlines()[inner.lineno - 1]
    ]
    assert hidden == []


# --- error codes ---------------------------------------------------------------------------------

SOURCE = {path: path.read_text(encoding="utf-8") for path in MODULES}
CODE = re.compile(r"""\b(?:Fault|Reject|_fault|fault)\(\s*["']([a-z][a-z-]+)["']""")


def test_every_code_of_a_fault_has_a_text():
    used = {code for text in SOURCE.values() for code in CODE.findall(text)}
    assert len(used) > 15
    assert used - set(CATALOGUE) == set()


def test_every_text_of_the_catalogue_is_used():
    raised = {error.code for error in vars(errors).values() if is_error(error)}
    elsewhere = "\n".join(text for path, text in SOURCE.items() if path.name != "errors.py")
    unused = {code for code in set(CATALOGUE) - raised if f'"{code}"' not in elsewhere}
    assert unused == set()


def is_error(value):
    return inspect.isclass(value) and issubclass(value, PovertyPolicyError)


def test_every_error_is_raised_somewhere():
    elsewhere = "\n".join(text for path, text in SOURCE.items() if path.name != "errors.py")
    silent = [
        name
        for name, error in vars(errors).items()
        if is_error(error)
        and not error.__subclasses__()
        and not re.search(rf"\b{name}\(", elsewhere)
    ]
    assert silent == []


# --- hooks ---------------------------------------------------------------------------------------

HOOKS = [name for name in vars(hooks) if name.startswith(f"{hooks.PROJECT}_")]


@pytest.mark.parametrize("name", HOOKS)
def test_every_hook_has_its_test(name):
    tests = (Path(__file__).parent / "test_plugins.py").read_text(encoding="utf-8")
    assert f"def test_hook_{name}(" in tests


@pytest.mark.parametrize("name", HOOKS)
def test_every_hook_is_documented_with_its_signature(name):
    pages = [ROOT / "docs" / "plugins.md", ROOT / "docs" / "reference" / "plugins.md"]
    if not all(page.exists() for page in pages):
        pytest.skip("the pages are not beside the tests")
    told = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    tree = ast.parse(inspect.getsource(getattr(hooks, name)))
    function = tree.body[0]
    returns = ast.unparse(function.returns)
    written = f"{name}({ast.unparse(function.args)}) -> {returns}"
    assert written in told or "automodule:: povertypolicy.plugins.hooks" in told
