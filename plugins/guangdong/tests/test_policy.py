"""The policy as a whole: how it is found, its order, its days, its words."""

import ast
import re
from pathlib import Path

import pytest

import povertypolicy
import povertypolicy_guangdong
from povertypolicy import BoundClause
from povertypolicy.errors import NotInForce
from povertypolicy.outcomes import Outcome
from povertypolicy.parameters import Supplied
from povertypolicy.plugins.loading import Accepted, load_all
from povertypolicy.standards import Standard
from povertypolicy_guangdong.notice import NOTICE
from povertypolicy_guangdong.policy import GUANGDONG

PLACES = ["head", "title", "一.1", "一.2", "一.2/一.3", "一.3", "一.4", "二", "二/三"]
PLACES += [f"二.{item}" for item in range(6, 13)]
PLACES += ["三.13", "三.13/五.22", *(f"三.{item}" for item in range(14, 19))]
PLACES += ["四.19", "四.20", "四.21", *(f"五.{item}" for item in range(22, 26)), "whole"]


def test_the_plugin_is_found_and_accepted():
    (result,) = load_all(only=["guangdong"])
    assert isinstance(result, Accepted)
    assert [rules.name for rules in result.policies] == ["guangdong"]
    assert result.policies[0].extends == ()


def test_clauses_stand_in_the_order_of_the_document():
    places = [clause.info.cite.place for clause in GUANGDONG.clauses]
    assert set(places) == set(PLACES)
    first = [place.partition("/")[0] for place in places]
    order = list(dict.fromkeys(place.partition("/")[0] for place in PLACES))
    assert first == sorted(first, key=order.index)


def test_the_shared_standards_are_there():
    assert set(GUANGDONG.standards) == {
        "household.identification",
        "household.exit",
        "village.identification",
        "village.exit",
    }
    assert all(isinstance(standard, Standard) for standard in GUANGDONG.standards.values())


def test_the_policy_begins_with_its_document():
    assert GUANGDONG.issued == NOTICE.issued
    assert povertypolicy.policy("guangdong", rules_on="2016-06-04").rules is GUANGDONG
    with pytest.raises(NotInForce):
        povertypolicy.policy("guangdong", rules_on="2016-06-03")


@pytest.mark.parametrize("clause", GUANGDONG.clauses, ids=lambda clause: clause.info.id)
def test_every_clause_speaks_both_languages(clause):
    texts = [clause.info.label, *clause.info.assumes]
    assert all(text.zh.strip() and text.en.strip().isascii() for text in texts)
    assert not any(mark in text.zh for text in texts for mark in ",;:()")


@pytest.mark.parametrize("clause", GUANGDONG.clauses, ids=lambda clause: clause.info.id)
def test_every_clause_can_be_asked_and_explained_with_nothing_known(clause):
    policy = povertypolicy.policy("guangdong", rules_on="2017-12-31")
    bound = policy.bound(clause.info.id)
    asks = isinstance(bound, BoundClause) and bound.subject is not povertypolicy.Subject
    decision = bound.ask(*([bound.subject()] if asks else []))
    assert decision.outcome in (None, Outcome.UNKNOWN)
    assert decision.outcome is None or getattr(decision, "missing", ()) or decision.reasons
    for language in ("zh", "en"):
        assert clause.info.label.say(language) in povertypolicy.explain(decision, language)


def test_the_readme_runs():
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    space = {}
    for code in re.findall(r"```python\n(.*?)```", readme, re.DOTALL):
        exec(compile(code, "README.md", "exec"), space)


def test_the_readme_names_every_supplied_number_and_module():
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    supplied = [c.info.id for c in GUANGDONG.clauses if isinstance(c, Supplied)]
    files = {c.info.where.partition("/")[2].partition(":")[0] for c in GUANGDONG.clauses}
    modules = {name.removesuffix(".py") for name in files}
    assert supplied
    assert all(f"`{name}`" in readme for name in [*supplied, *modules])


PACKAGE = Path(povertypolicy_guangdong.__file__).parent
PUT_TOGETHER = {"policy.py", "printed.py"}


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.name)
def test_a_clause_is_read_at_a_glance(path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 250
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and path.name not in PUT_TOGETHER:
            assert node.end_lineno - node.lineno < 12, ast.unparse(node.targets[0])


@pytest.mark.parametrize("id_", GUANGDONG.by_id)
def test_an_id_stands_once_in_code(id_):
    """So that one search finds the clause: in Python as its id, in a table as `id = ...`."""
    files = [*PACKAGE.glob("*.py"), *PACKAGE.glob("*.toml")]
    declared = re.compile(rf'^(    |id = )"{re.escape(id_)}"', re.MULTILINE)
    found = [m for path in files for m in declared.findall(path.read_text(encoding="utf-8"))]
    named = [c.info.id for c in GUANGDONG.standards.values()]
    assert len(found) == 1 or id_ in named
