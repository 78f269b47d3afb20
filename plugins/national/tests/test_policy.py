"""The layer as a whole: how it is found, its order, its words, its README."""

import ast
import pickle
import re
from pathlib import Path

import pytest

import povertypolicy
import povertypolicy_national
from povertypolicy import BoundClause, Subject
from povertypolicy.outcomes import Outcome
from povertypolicy.parameters import Supplied
from povertypolicy.plugins.loading import Accepted, load_all
from povertypolicy_national.policy import NATIONAL

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
PACKAGE = Path(povertypolicy_national.__file__).parent
PLACES = ["一.1", "一.2", "一.3", "一.4", "一.5", "一.6", "三.9", "三.23", "三.32"]
PUT_TOGETHER = {"policy.py", "printed.py"}


def test_the_plugin_is_found_and_accepted():
    (result,) = load_all(only=["national"])
    assert isinstance(result, Accepted)
    assert [rules.name for rules in result.policies] == ["national"]
    assert NATIONAL.extends == ()
    assert NATIONAL.standards == {}


def test_clauses_stand_in_the_order_of_the_deck():
    first = [clause.info.cite.place.partition("/")[0] for clause in NATIONAL.clauses]
    assert list(dict.fromkeys(first)) == PLACES


def test_the_deck_bears_no_day_so_no_day_is_too_early():
    assert NATIONAL.issued is None
    assert povertypolicy.policy("national", rules_on="2010-01-01").rules is NATIONAL


@pytest.mark.parametrize("clause", NATIONAL.clauses, ids=lambda clause: clause.info.id)
def test_every_clause_speaks_both_languages(clause):
    texts = [clause.info.label, *clause.info.assumes]
    assert all(text.zh.strip() and text.en.strip().isascii() for text in texts)
    assert not any(mark in text.zh for text in texts for mark in ",;:()")


@pytest.mark.parametrize("clause", NATIONAL.clauses, ids=lambda clause: clause.info.id)
def test_every_clause_can_be_asked_and_explained_with_nothing_known(policy, clause):
    bound = policy.bound(clause.info.id)
    asks = isinstance(bound, BoundClause) and bound.subject is not Subject
    decision = bound.ask(*([bound.subject()] if asks else []))
    assert decision.outcome is Outcome.UNKNOWN
    assert getattr(decision, "missing", ()) or decision.reasons
    for language in ("zh", "en"):
        assert clause.info.label.say(language) in povertypolicy.explain(decision, language)


def test_the_policy_travels():
    assert pickle.loads(pickle.dumps(NATIONAL)).digest == NATIONAL.digest


def test_the_readme_runs():
    space = {}
    for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(compile(code, "README.md", "exec"), space)


def test_the_readme_names_every_supplied_number_and_module():
    supplied = [c.info.id for c in NATIONAL.clauses if isinstance(c, Supplied)]
    files = {c.info.where.partition("/")[2].partition(":")[0] for c in NATIONAL.clauses}
    modules = {name.removesuffix(".py").removesuffix(".toml") for name in files}
    assert supplied
    assert all(f"`{name}`" in README for name in [*supplied, *modules])


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.name)
def test_a_clause_is_read_at_a_glance(path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 250
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and path.name not in PUT_TOGETHER:
            assert node.end_lineno - node.lineno < 12, ast.unparse(node.targets[0])


@pytest.mark.parametrize("id_", NATIONAL.by_id)
def test_an_id_stands_once_in_code(id_):
    """So that one search finds the clause: in Python as its id, in a table as `id = ...`."""
    files = [*PACKAGE.glob("*.py"), *PACKAGE.glob("*.toml")]
    declared = re.compile(rf'^(    |id = )"{re.escape(id_)}"', re.MULTILINE)
    found = [m for path in files for m in declared.findall(path.read_text(encoding="utf-8"))]
    assert len(found) == 1
