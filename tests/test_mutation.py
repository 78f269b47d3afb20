"""Mutants of rules: what can change, that nothing else does, and that the golden cases notice."""

import datetime as dt
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from random import Random

import attrs
import pytest
import sample_policy

from povertypolicy.criteria import criterion
from povertypolicy.expr.facts import FACTS
from povertypolicy.expr.nodes import Members, Node, Relation, Up, all_of, walk
from povertypolicy.lowering.lower import LOWER
from povertypolicy.outcomes import Outcome
from povertypolicy.plugins.loading import Accepted, load_all
from povertypolicy.policies import Rules, rules
from povertypolicy.testing.changes import CHANGES
from povertypolicy.testing.inputs import questions
from povertypolicy.testing.killing import Proofs, proofs_in
from povertypolicy.testing.mutation import Mutant, mutants, places, replaced
from povertypolicy.testing.probing import Prober

ROOT = Path(__file__).parents[1]
KINDS = {
    "applies_when dropped",
    "bound",
    "closed",
    "day",
    "day bound",
    "day in force",
    "dropped",
    "extreme",
    "figure",
    "force",
    "group",
    "negated",
    "operands",
    "operator",
    "order",
    "price year",
    "quantifier",
    "reading dropped",
    "result",
    "term dropped",
    "where dropped",
    "word",
    "word added",
}


@pytest.fixture(scope="module")
def original():
    return sample_policy.load()


@pytest.fixture(scope="module")
def everything(original):
    return list(mutants(original))


@pytest.fixture(scope="module")
def one_of_each(everything):
    """One mutant for every kind of change of every kind of node."""
    found = {(type(m.target), m.change.kind, m.change.field[:6]): m for m in everything}
    return list(found.values())


TWICE = criterion(
    "yunxi.twice",
    ("写了两次", "said twice"),
    cite=sample_policy.NOTICE.at("七"),
    means=all_of(sample_policy.Household.on_allowance, sample_policy.Household.on_allowance),
)
NO_CHANGE = "yunxi.twice means.parts[0]: dropped, Household.on_allowance -> nothing"


def small(*clauses):
    """The rules of some clauses of the sample alone."""
    return rules("yunxi", ("云溪", "Yunxi"), documents=[sample_policy.NOTICE], clauses=clauses)


def told(clause_rules, clause):
    prefix = f"{clause} "
    return [str(m).removeprefix(prefix) for m in mutants(clause_rules) if m.clause == clause]


def by_name(clause_rules, name):
    return next(mutant for mutant in mutants(clause_rules) if str(mutant) == name)


# --- what can change -----------------------------------------------------------------------------


def test_every_kind_of_change_occurs(everything):
    assert {mutant.change.kind for mutant in everything} == KINDS


def test_every_kind_of_node_says_what_can_change_in_it():
    assert set(CHANGES) == {*LOWER, Members, Relation, Up}


def test_every_figure_and_day_of_a_parameter():
    assert told(small(sample_policy.LINE), "yunxi.line") == [
        "values[0]: figure, 3,500.00 yuan per head (prices of 2017) -> 3,500.01 yuan per head (prices of 2017)",
        "values[0]: figure, 3,500.00 yuan per head (prices of 2017) -> 3,499.99 yuan per head (prices of 2017)",
        "values[0]: price year, 3,500.00 yuan per head (prices of 2017) -> 3,500.00 yuan per head (prices of 2018)",
        "values[0]: price year, 3,500.00 yuan per head (prices of 2017) -> 3,500.00 yuan per head (prices of 2016)",
        "values[0]: day, 2018-03-01 -> 2018-03-02",
        "values[1]: figure, 3,800.00 yuan per head (prices of 2017) -> 3,800.01 yuan per head (prices of 2017)",
        "values[1]: figure, 3,800.00 yuan per head (prices of 2017) -> 3,799.99 yuan per head (prices of 2017)",
        "values[1]: price year, 3,800.00 yuan per head (prices of 2017) -> 3,800.00 yuan per head (prices of 2018)",
        "values[1]: price year, 3,800.00 yuan per head (prices of 2017) -> 3,800.00 yuan per head (prices of 2016)",
        "values[1]: day, 2019-01-01 -> 2019-01-02",
        "values[1]: day, 2019-01-01 -> 2018-12-31",
        "values[0]: dropped, since 2018-03-01 -> nothing",
        "values[1]: dropped, since 2019-01-01 -> nothing",
        "info.first: day in force, 2018-03-01 -> 2018-03-02",
        "info.force: force, MUST -> IN_PRINCIPLE",
    ]


def test_every_word_of_a_criterion_with_a_last_day():
    assert told(small(sample_policy.SMALL), "yunxi.small") == [
        "means: negated, UpCondition -> NoneOf",
        "info.first: day in force, 2018-03-01 -> 2018-03-02",
        "info.last: day in force, 2020-12-31 -> 2021-01-01",
        "info.last: day in force, 2020-12-31 -> 2020-12-30",
        "info.last: day in force, 2020-12-31 -> None",
        "info.force: force, MUST -> IN_PRINCIPLE",
        "means.condition.bound: bound, at_most -> below",
        "means.condition.bound: bound, at_most -> equals",
        "means.condition.bound: bound, at_most -> at_least",
        "means.condition.bound: bound, at_most -> above",
        "means.condition.right.quantity: figure, 500 -> 501",
        "means.condition.right.quantity: figure, 500 -> 499",
    ]


def test_a_share_steps_by_a_hundredth_of_a_percent_point():
    assert "means.right.quantity: figure, 30% -> 30.01%" in told(
        small(sample_policy.LOSS), "yunxi.loss"
    )


def test_no_day_moves_before_the_first_document(everything, original):
    days = [m.change.after for m in everything if m.change.field == "info.first"]
    assert days
    assert min(map(dt.date.fromisoformat, days)) > original.issued


def test_every_mutant_is_told_apart(everything):
    assert len({str(mutant) for mutant in everything}) == len(everything)


def test_a_node_that_clauses_share_is_changed_once(original):
    nodes = [id(node) for _, _, node in places(original)]
    assert len(nodes) == len(set(nodes))
    assert set(nodes) == {id(node) for node in original.nodes()}


# --- one place and no other ----------------------------------------------------------------------


def test_every_mutant_has_other_rules_and_leaves_the_original_alone(original, one_of_each):
    before = original.digest
    digests = [mutant.rules.digest for mutant in one_of_each]
    assert before not in digests
    assert len(set(digests)) == len(digests)
    assert attrs.evolve(original).digest == before


def test_putting_the_place_back_gives_the_original_rules(original, one_of_each):
    for mutant in one_of_each:
        if mutant.change.kind != "term dropped":  # there stands a node that is used elsewhere, too
            back = replaced(mutant.rules, mutant.change.node, mutant.target)
            assert back.digest == original.digest, mutant


def test_what_does_not_lead_to_the_change_stays_the_same_objects(original, one_of_each):
    for mutant in one_of_each:
        kept = {id_ for id_, c in original.by_id.items() if mutant.rules.by_id[id_] is c}
        assert kept == set(original.by_id) - set(mutant.affected), mutant
        facts = [node for node in mutant.rules.nodes() if isinstance(node, FACTS)]
        assert {id(fact) for fact in facts} <= {id(fact) for fact in original.facts}


def test_a_shared_node_stays_shared(original):
    def nets(of: Rules) -> set[int]:
        return {id(n) for n in of.nodes() if getattr(n, "label", None) == sample_policy.NET.label}

    name = "yunxi.poor means.left.number.left.number.operator: operator, - -> +"
    mutant = by_name(original, name)
    assert len(nets(original)) == len(nets(mutant.rules)) == 1
    assert nets(original) != nets(mutant.rules)
    assert {"yunxi.poor", "yunxi.gross", "household.exit"} <= set(mutant.affected)


def test_affected_are_the_clauses_that_reach_the_place(original, one_of_each):
    def reaches(clause: Node, mutant: Mutant) -> bool:
        return any(node is mutant.target for node in walk(clause))

    for mutant in one_of_each:
        reaching = [id_ for id_, c in original.by_id.items() if reaches(c, mutant)]
        assert list(mutant.affected) == reaching
        assert mutant.clause in reaching


# --- looking for a difference --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "change"),
    [
        ("SMALL", "means.condition.bound: bound, at_most -> below"),
        ("SMALL", "means.condition.right.quantity: figure, 500 -> 501"),
        ("SMALL", "info.last: day in force, 2020-12-31 -> 2021-01-01"),
        ("LOSS", "means.right.quantity: figure, 30% -> 29.99%"),
        ("LOSS", "applies_when: applies_when dropped, Household.registered -> None"),
        ("SCHOOL", "means: group, NoneOf -> AllOf"),
        ("SCHOOL", "means.parts[0].members.condition: where dropped, AllOf -> None"),
        ("HOUSED", "means.options: reading dropped, wide -> nothing"),
        ("HELPED", "means.items[1]: dropped, job -> nothing"),
        (
            "ENTRIES",
            "number.members.condition.parts[0].parts[1].line: day, 2018-12-31 -> 2019-01-01",
        ),
    ],
)
def test_a_difference_is_found_with_an_input_that_shows_it(clause, change):
    node = getattr(sample_policy, clause)
    mutant = by_name(small(node), f"{node.info.id} {change}")
    found = Prober(mutant.original).difference(mutant.rules, mutant.affected)
    assert found is not None
    assert found.before != found.after
    assert str(found).startswith(f"{node.info.id} on ")


def test_the_difference_of_two_bound_words_lies_on_the_line():
    mutant = by_name(
        small(sample_policy.SMALL), "yunxi.small means.condition.bound: bound, at_most -> below"
    )
    found = Prober(mutant.original).difference(mutant.rules, mutant.affected)
    assert found.before == (Outcome.YES, Outcome.YES)
    assert found.after == (Outcome.NO, Outcome.NO)
    (village,) = found.question.above
    assert village.registered_population == 500


def test_no_difference_is_found_where_there_is_none():
    clause_rules = small(TWICE)
    mutant = by_name(clause_rules, NO_CHANGE)
    assert Prober(clause_rules).difference(mutant.rules, mutant.affected) is None


def test_a_rule_that_cannot_be_asked_differs():
    name = "yunxi.gift number.right.quantity: figure, 1.00 yuan -> 1.01 yuan"
    mutant = by_name(small(sample_policy.GIFT), name)
    quotient = attrs.evolve(sample_policy.PER_HEAD.number, left=sample_policy.SIZE.number)
    summed = sample_policy.Household.entries.listed().sum(quotient)
    broken = attrs.evolve(mutant, change=attrs.evolve(mutant.change, node=summed))
    found = Prober(broken.original).difference(broken.rules, broken.affected)
    assert found.after == "OffPath"


def test_the_same_seed_asks_the_same_questions():
    clause_rules = small(sample_policy.SCHOOL)

    def drawn(seed: int) -> list[object]:
        asked = questions(clause_rules, "yunxi.school", seed)
        return [next(asked).subject for _ in range(40)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


# --- killing -------------------------------------------------------------------------------------

CASE = """
policy = "yunxi"
rules_on = "2018-12-31"

[[case]]
name = "on the line"
clause = "yunxi.small"
subject = "Household"
facts = {{}}
above = [{{ subject = "Village", facts = {{ registered_population = {population} }} }}]
expect = "yes"
"""
ON_THE_LINE = "yunxi.small means.condition.bound: bound, at_most -> below"


def proofs_with(folder, clause_rules, cases="", force="", equivalents=""):
    for path, content in (
        ("cases/small.toml", cases),
        ("tests/force.toml", force),
        ("tests/equivalents.toml", equivalents),
    ):
        if content:
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(content, encoding="utf-8")
    return proofs_in(folder, clause_rules)


def test_a_case_on_the_line_kills_what_a_case_beside_it_does_not(tmp_path):
    clause_rules = small(sample_policy.SMALL)
    mutant = by_name(clause_rules, ON_THE_LINE)
    killed = proofs_with(tmp_path, clause_rules, CASE.format(population=500)).verdict(mutant)
    assert killed.killed_by == "small.toml [1] on the line"
    assert not killed.survives
    lived = proofs_with(tmp_path, clause_rules, CASE.format(population=499)).verdict(mutant)
    assert lived.survives
    assert lived.difference.question.above[0].registered_population == 500


def test_a_case_that_breaks_under_a_mutant_kills_it(tmp_path):
    clause_rules = small(sample_policy.SMALL)
    proofs = proofs_with(tmp_path, clause_rules, CASE.format(population=500))
    broken = small(sample_policy.LINE)
    assert proofs.failing(broken, ["yunxi.small"]).name == "on the line"


def test_an_accepted_equivalent_needs_that_no_difference_is_found(tmp_path):
    clause_rules = small(sample_policy.SMALL, TWICE)
    listed = (
        f'[[equivalent]]\nreason = "checked"\nmutants = ["{ON_THE_LINE}", "{NO_CHANGE}", "gone"]'
    )
    proofs = proofs_with(tmp_path, clause_rules, equivalents=listed)
    verdicts = [proofs.verdict(by_name(clause_rules, name)) for name in (ON_THE_LINE, NO_CHANGE)]
    assert [verdict.survives for verdict in verdicts] == [True, False]
    assert verdicts[1].reason == "checked"
    assert proofs.stale(verdicts) == [ON_THE_LINE, "gone"]


def test_a_force_is_held_by_the_list_of_forces(tmp_path):
    clause_rules = small(sample_policy.SCHOOL)
    mutant = by_name(clause_rules, "yunxi.school info.force: force, IN_PRINCIPLE -> MUST")
    assert Proofs(clause_rules).verdict(mutant).survives
    proofs = proofs_with(tmp_path, clause_rules, force='in_principle = ["yunxi.school"]')
    assert proofs.verdict(mutant).killed_by == "force.toml"


# --- the provinces -------------------------------------------------------------------------------

PROVINCES = [result for result in load_all() if isinstance(result, Accepted)]


def folder_of(province):
    module = import_module(province.found.entry_point.module)
    return next(f for f in Path(module.__file__).parents if (f / "pyproject.toml").is_file())


@pytest.mark.parametrize("province", PROVINCES, ids=lambda province: province.name)
def test_a_sample_of_the_mutants_of_a_province_is_killed(province):
    for found in province.policies:
        proofs = proofs_in(folder_of(province), found)
        assert proofs.failing(found, found.by_id) is None
        sample = Random(2016).sample(list(mutants(found)), 60)
        lived = [str(v.mutant) for v in map(proofs.verdict, sample) if v.survives]
        assert lived == []


def mutate(*arguments):
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "mutate.py"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_script_reports_and_its_status_says_whether_all_are_killed():
    done = mutate("--sample", "3", "--verbose")
    assert done.returncode == 0, done.stderr
    assert f"{PROVINCES[0].name}: 3 mutants, " in done.stdout
    assert "0 survive" in done.stdout
