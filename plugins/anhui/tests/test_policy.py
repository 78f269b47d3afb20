"""The layers as a whole: how they are found, what they change, their order, their words, their README."""

import ast
import pickle
import re
from pathlib import Path

import pytest

import povertypolicy
import povertypolicy_anhui
from povertypolicy import BoundClause, Subject
from povertypolicy.outcomes import Outcome
from povertypolicy.parameters import Supplied
from povertypolicy.plugins.loading import Accepted, load_all
from povertypolicy_anhui.policy import ANHUI, MAANSHAN

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
PACKAGE = Path(povertypolicy_anhui.__file__).parent
LAYERS = ("anhui", "anhui/maanshan")
POLICIES = {name: povertypolicy.policy(name, rules_on="2017-12-31") for name in LAYERS}
RULES = {name: policy.rules for name, policy in POLICIES.items()}
OWN = [
    pytest.param(name, clause, id=clause.info.id)
    for name, rules in RULES.items()
    for clause in rules.clauses
    if rules.origin(clause.info.id)[-1].layer == name
]
CHANGES = {
    "anhui/maanshan.household.exit.income_standard": "raise_to",
    "anhui/maanshan.household.exit.income_and_basics": "replace",
    "anhui/maanshan.village.exit.collective_income": "replace",
    "anhui/maanshan.cadre.helper.rank_and_cap": "replace",
    "anhui/maanshan.person.health.codes_051_190": "replace",
}
PARTS = "一二三"
PUT_TOGETHER = {"policy.py", "printed.py", "__init__.py"}
PIECE_BY_PIECE = {"ledgers.py"}
"""Its checklists give every piece its own words and place, and are as long as they have pieces."""


def test_the_plugin_is_found_with_what_it_stands_on():
    results = load_all(only=["national", "anhui"])
    assert all(isinstance(result, Accepted) for result in results)
    names = [rules.name for result in results for rules in result.policies]
    assert sorted(names) == ["anhui", "anhui/maanshan", "national"]


def test_the_city_stands_on_the_province_and_the_province_on_the_nation():
    assert (ANHUI.extends, MAANSHAN.extends) == ("national", "anhui")
    assert RULES["anhui"].extends == ("national",)
    assert RULES["anhui/maanshan"].extends == ("national", "anhui")


@pytest.mark.parametrize("name", LAYERS)
def test_every_clause_stands_once(name):
    rules = RULES[name]
    assert len(rules.clauses) == len(rules.by_id)
    assert set(rules.standards) == {"household.identification", "household.exit", "village.exit"}


def test_the_province_changes_nothing_and_the_city_five_clauses():
    told = {
        name: {
            clause.info.id: rules.origin(clause.info.id)[-1].verb
            for clause in rules.clauses
            if len(rules.origin(clause.info.id)) > 1
        }
        for name, rules in RULES.items()
    }
    assert told == {"anhui": {}, "anhui/maanshan": CHANGES}


def by_place(clause):
    part, _, item = clause.info.cite.place.partition("/")[0].partition(".")
    return PARTS.index(part), int(item)


@pytest.mark.parametrize("layer", [ANHUI, MAANSHAN], ids=lambda layer: layer.name)
def test_clauses_stand_in_the_order_of_the_deck(layer):
    assert list(layer.clauses) == sorted(layer.clauses, key=by_place)


@pytest.mark.parametrize("name", LAYERS)
def test_the_deck_bears_no_day_so_no_day_is_too_early(name):
    assert RULES[name].issued is None
    assert povertypolicy.policy(name, rules_on="2010-01-01").rules.digest == RULES[name].digest


@pytest.mark.parametrize(("name", "clause"), OWN)
def test_every_clause_speaks_both_languages(name, clause):
    texts = [clause.info.label, *clause.info.assumes]
    assert all(text.zh.strip() and text.en.strip().isascii() for text in texts)
    assert not any(mark in text.zh for text in texts for mark in ",;:()"), name


@pytest.mark.parametrize(("name", "clause"), OWN)
def test_every_clause_can_be_asked_and_explained_with_nothing_known(name, clause):
    policy = POLICIES[name].on(clause.info.last or "2017-12-31")
    bound = policy.bound(clause.info.id)
    asks = isinstance(bound, BoundClause) and bound.subject is not Subject
    decision = bound.ask(*([bound.subject()] if asks else []))
    assert decision.outcome in (None, Outcome.UNKNOWN)
    assert decision.outcome is None or getattr(decision, "missing", ()) or decision.reasons
    for language in ("zh", "en"):
        assert clause.info.label.say(language) in povertypolicy.explain(decision, language)


@pytest.mark.parametrize("name", LAYERS)
def test_the_policies_travel(name):
    assert pickle.loads(pickle.dumps(RULES[name])).digest == RULES[name].digest


def test_the_readme_runs():
    space = {}
    for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(compile(code, "README.md", "exec"), space)


def test_the_readme_names_every_module_supplied_number_reading_and_change():
    clauses = [param.values[1] for param in OWN]
    supplied = [c.info.id for c in clauses if isinstance(c, Supplied)]
    files = {c.info.where.partition(":")[0] for c in clauses}
    modules = {name.removesuffix(".py").removesuffix(".toml") for name in files}
    readings = {id_ for rules in RULES.values() for id_ in rules.reading_options()}
    assert supplied
    assert readings
    wanted = [*supplied, *modules, *readings, *CHANGES]
    assert [name for name in wanted if f"`{name}`" not in README] == []


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_clause_is_read_at_a_glance(path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 250
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and path.name not in PUT_TOGETHER | PIECE_BY_PIECE:
            assert node.end_lineno - node.lineno <= 20, ast.unparse(node.targets[0])


@pytest.mark.parametrize(("name", "clause"), OWN)
def test_an_id_is_found_in_code(name, clause):
    """So that one search finds the clause: its id, or its last part where the rest has a name."""
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.toml")]
    own, parts = clause.info.id, clause.info.id.split(".")
    tails = "|".join(re.escape(".".join(parts[i:])) for i in range(1, len(parts)))
    declared = re.compile(rf'"{re.escape(own)}"|f"\{{\w+\}}\.(?:{tails})"')
    found = [m for path in files for m in declared.findall(path.read_text(encoding="utf-8"))]
    assert found, name
