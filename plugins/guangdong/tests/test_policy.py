"""The policy as a whole: how it is found, its order, its days, its words."""

import re
from pathlib import Path

import pytest

import povertypolicy
from povertypolicy.errors import NotInForce
from povertypolicy.outcomes import Outcome
from povertypolicy.parameters import Supplied
from povertypolicy.plugins.loading import Accepted, load_all
from povertypolicy.standards import Standard
from povertypolicy_guangdong.notice import NOTICE
from povertypolicy_guangdong.policy import GUANGDONG

PLACES = ["一.2", "一.3", "一.4", "二.6", "二.7", "二.8", "二.9", "二.10", "二.11", "二.12"]
PLACES += ["三.14", "三.17", "四.19", "五.23"]


def test_the_plugin_is_found_and_accepted():
    (result,) = load_all(only=["guangdong"])
    assert isinstance(result, Accepted)
    assert [rules.name for rules in result.policies] == ["guangdong"]
    assert result.policies[0].extends is None


def test_clauses_stand_in_the_order_of_the_document():
    places = [clause.info.cite.place for clause in GUANGDONG.clauses]
    assert list(dict.fromkeys(places)) == PLACES
    assert places == sorted(places, key=PLACES.index)


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
    bound = policy.clause(clause.info.id)
    subject = () if bound.subject is povertypolicy.Subject else (bound.subject(),)
    decision = bound.ask(*subject)
    assert decision.outcome in (None, Outcome.UNKNOWN)
    assert decision.outcome is None or decision.missing or decision.reasons
    for language in ("zh", "en"):
        assert clause.info.label.say(language) in povertypolicy.explain(decision, language)


def test_the_readme_runs():
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})


def test_the_readme_names_every_supplied_number_and_module():
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    supplied = [c.info.id for c in GUANGDONG.clauses if isinstance(c, Supplied)]
    modules = {c.info.where.partition("/")[2].partition(".py")[0] for c in GUANGDONG.clauses}
    assert supplied
    assert all(f"`{name}`" in readme for name in [*supplied, *modules])
