"""Policies, rules, settings and clauses go to other processes and come back saying the same."""

import copy
import pickle
import sys
import types

import pytest
import sample_policy
from sample_policy import LOSS_SHARE, RECEIVED, family, load, policy

from povertypolicy import Household, IncomeEntry, Person, Village, yuan
from povertypolicy.criteria import criterion
from povertypolicy.deciding.explain import explain
from povertypolicy.errors import BadRule
from povertypolicy.expr.fields import yes_no
from povertypolicy.expr.nodes import walk
from povertypolicy.expr.relations import many
from povertypolicy.parameters import price_index
from povertypolicy.policies import rules
from povertypolicy.quantities import yuan_per_head
from povertypolicy.subjects import Subject
from povertypolicy.texts import Text

INDEX = price_index({2017: 100, 2018: "102.1"}, source="invented", assumed=True)


def sent(value):
    return pickle.loads(pickle.dumps(value))


def module(monkeypatch, name="made_up_plugin", label="test"):
    made = types.ModuleType(name)
    made.FIELD, made.Household = yes_no(("试", label)), Household
    exec("FACT = FIELD.on(Household, 'test')", vars(made))
    monkeypatch.setitem(sys.modules, name, made)
    return made


def settled():
    return (
        policy()
        .with_index(INDEX)
        .supply("yunxi.average", yuan_per_head(9000, prices_of=2018), source="invented")
        .define("yunxi.hardship", Household.registered, source="invented")
        .derive(Village.poor_persons, POOR_PERSONS)
    )


POOR_PERSONS = Village.households.where(Household.registered).sum(
    Household.persons.listed().count()
)


@pytest.mark.parametrize("kind", [Person, Household, IncomeEntry, Village])
def test_facts_and_relations_of_shared_subjects_come_back_as_themselves(kind):
    declared = [*kind.facts.values(), *(getattr(kind, name) for name in kind.relations)]
    assert declared
    assert all(one is other for one, other in zip(sent(declared), declared, strict=True))


def test_a_fact_of_a_plugin_comes_back_as_itself():
    assert RECEIVED.info.where == LOSS_SHARE.info.where == "sample_policy"
    assert sent(RECEIVED) is RECEIVED
    assert copy.deepcopy(LOSS_SHARE) is LOSS_SHARE


def test_a_fact_that_stands_in_no_module_comes_back_by_value_and_once():
    fact = yes_no(("试", "test")).on(Household, "test")
    first, (second,) = sent((fact, [fact]))
    assert first is not fact
    assert first.info == fact.info
    assert first is second


def test_a_fact_of_a_script_comes_back_by_value(monkeypatch):
    made = module(monkeypatch, "__main__")
    assert made.FACT.info.where == "__main__"
    assert sent(made.FACT) is not made.FACT
    assert sent(made.FACT).info == made.FACT.info


def test_every_fact_of_a_policy_comes_back_as_itself():
    facts = {node.info.key: node for node in load().nodes() if hasattr(node, "decimals")}
    back = {node.info.key: node for node in sent(load()).nodes() if hasattr(node, "decimals")}
    assert facts
    assert all(back[key] is fact for key, fact in facts.items())


def test_what_clauses_share_they_share_on_the_other_side():
    assert len(list(sent(load()).nodes())) == len(list(load().nodes()))
    clause = sample_policy.EXIT
    assert len(list(walk(sent(clause)))) == len(list(walk(clause)))


@pytest.mark.parametrize("made", [policy, settled])
def test_a_policy_keeps_its_digest_its_settings_and_its_answers(made):
    mine, theirs = made(), sent(made())
    assert theirs == mine
    assert theirs.digest == mine.digest
    assert theirs.settings == mine.settings
    assert theirs.rules.digest == mine.rules.digest
    assert list(theirs.rules.by_id) == list(mine.rules.by_id)
    for name in ("household.identification", "household.exit"):
        for household in (family(), family(wage_income=yuan(900000)), Household()):
            one, other = mine.ask(name, household), theirs.ask(name, household)
            assert one.outcome is other.outcome
            assert explain(one, "zh") == explain(other, "zh")


def test_settings_that_came_cannot_be_changed():
    came = sent(settled().settings)
    for values in (came.supplied, came.index.values, came.definitions, came.derived):
        with pytest.raises(TypeError):
            values["yunxi.average"] = None


def test_what_was_compiled_stays_behind():
    fresh = pickle.dumps(policy())
    asked = policy()
    asked.ask("household.exit", family())
    assert len(pickle.dumps(asked)) == len(fresh)


def test_clauses_ready_to_be_asked_travel_after_they_were_asked():
    asked = policy()
    clause, both = asked["household.exit"], asked.together("household.exit", "yunxi.gift")
    wanted = clause.ask(family()).outcome, both.ask(family()).outcomes
    came, came_both = sent(clause), sent(both)
    assert (came.ask(family()).outcome, came_both.ask(family()).outcomes) == wanted
    assert came.context.digest == asked.digest


def test_a_subject_declared_in_a_function_is_refused_in_both_languages():
    class Team(Subject):
        label = Text("工作队", "team")
        ready = yes_no(("已到位", "is ready"))
        persons = many(lambda: Person, ("队员", "members"), most=10)

    for declared in (Team.ready, Team.persons, yes_no(("试", "test")).on(Team, "test")):
        with pytest.raises(BadRule) as caught:
            pickle.dumps(declared)
        assert "Team" in caught.value.text("zh")
        assert "declare it in a module" in caught.value.text("en")


def test_a_fact_that_the_other_side_does_not_have_is_told(monkeypatch):
    pickled = pickle.dumps(module(monkeypatch).FACT)
    monkeypatch.delitem(sys.modules, "made_up_plugin")
    with pytest.raises(BadRule) as caught:
        pickle.loads(pickled)
    assert "made_up_plugin" in caught.value.text("zh")
    assert "install the same version" in caught.value.text("en")


def test_rules_that_say_something_else_on_the_other_side_are_told(monkeypatch):
    made = module(monkeypatch)
    terms = policy().define("yunxi.hardship", made.FACT, source="invented")
    assert sent(terms) == terms

    clause = criterion(
        "yunxi.test", ("试", "test"), cite=sample_policy.NOTICE.at("一"), means=made.FACT
    )
    pickled = pickle.dumps(
        rules("yunxi", ("云溪", "Yunxi"), documents=[sample_policy.NOTICE], clauses=[clause])
    )
    assert pickle.loads(pickled).digest
    module(monkeypatch, label="another label")
    with pytest.raises(BadRule) as caught:
        pickle.loads(pickled)
    assert "送到后与送出时不同" in caught.value.text("zh")
    assert "something else here" in caught.value.text("en")
