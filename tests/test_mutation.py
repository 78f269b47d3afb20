"""Mutants of rules: what can change, that nothing else does, and that the golden cases notice."""

import datetime as dt
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from random import Random

import attrs
import lookup_samples
import pytest
import sample_policy

from povertypolicy.clauses import LOOKED_UP, Listing, Procedure, Schedule, Split, Table
from povertypolicy.criteria import criterion
from povertypolicy.expr.facts import FACTS
from povertypolicy.expr.nodes import Members, Node, Relation, Up, all_of, walk
from povertypolicy.lowering.lower import LOWER
from povertypolicy.outcomes import Outcome
from povertypolicy.plugins.loading import Accepted, load_all
from povertypolicy.policies import Rules, rules
from povertypolicy.testing.changing import CHANGES
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
    assert set(CHANGES) == {*LOWER, Members, Relation, Up, *LOOKED_UP}


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


# --- what is looked up ---------------------------------------------------------------------------

DATA = tuple(
    clause
    for clause in lookup_samples.load().clauses
    if isinstance(clause, LOOKED_UP) or clause.info.shape in ("checklist", "steps", "parameter")
)
BY_ID = {clause.info.id.removeprefix("yunbei."): clause for clause in DATA}


def data(*clauses):
    """The rules of some clauses of the sample that is looked up."""
    return rules(
        "yunbei", ("云北", "Yunbei"), documents=[lookup_samples.NOTICE], clauses=clauses or DATA
    )


def changed(id_):
    """What is changed in a clause itself, but for its days and force."""
    own = [m.change for m in mutants(data(BY_ID[id_])) if m.target is BY_ID[id_]]
    said = [f"{c.field}: {c.kind}, {c.before} -> {c.after}" for c in own]
    return [change for change in said if not change.startswith("info.")]


def test_every_kind_of_change_of_what_is_looked_up_occurs():
    kinds: dict[type[Node], set[str]] = {}
    for mutant in mutants(data()):
        kinds.setdefault(type(mutant.target), set()).add(mutant.change.kind)
    assert kinds[Listing] == {"closed", "dropped", "word", "day in force", "force"}
    assert kinds[Table] == {"cell", "dropped", "otherwise dropped", "day in force", "force"}
    assert kinds[Split] == {"figure", "dropped", "day in force", "force"}
    assert kinds[Schedule] == {"figure", "year", "dropped", "total dropped", "day in force", "force"}  # fmt: skip
    others = {
        type(BY_ID["totals"]),
        Procedure,
    }  # tests prove the one; the other has a file of its own
    assert set(LOOKED_UP) - set(kinds) == others


def test_every_member_of_a_list_is_dropped_and_renamed_and_its_end_turned():
    assert changed("crops") == [
        "vocabulary.closed: closed, True -> False",
        "vocabulary[0]: dropped, tea -> nothing",
        "vocabulary[0]: word, tea -> other_tea",
        "vocabulary[1]: dropped, mulberry -> nothing",
        "vocabulary[1]: word, mulberry -> other_mulberry",
    ]
    assert changed("levers")[0] == "vocabulary.closed: closed, False -> True"
    assert "info.last: day in force, 2022-12-31 -> None" in told(data(), "yunbei.crops")


def test_every_row_of_a_table_is_dropped_and_every_cell_changed():
    assert changed("pairing") == [
        "rows[0]: dropped, (donggang) -> nothing",
        "rows[0][0]: cell, donggang -> (xigang)",
        "rows[0][0]: cell, donggang -> (self)",
        "rows[1]: dropped, (donggang) -> nothing",
        "rows[1][0]: cell, donggang -> (xigang)",
        "rows[1][0]: cell, donggang -> (self)",
        "rows[2]: dropped, (self) -> nothing",
        "rows[2][0]: cell, self -> (donggang)",
        "rows[2][0]: cell, self -> (xigang)",
        "rows[3][0]: cell, the text is damaged -> (donggang)",
    ]
    assert changed("by_helper") == [
        "rows[0]: dropped, ((linjiang, pingshan)) -> nothing",
        "rows[0][0]: cell, (linjiang, pingshan) -> ((pingshan))",
        "rows[0][0]: cell, (linjiang, pingshan) -> ((linjiang))",
        "rows[1]: dropped, ((songping)) -> nothing",
        "rows[1][0]: cell, (songping) -> (())",
    ]


def test_the_cells_of_each_sort_change():
    assert changed("teams") == [
        "rows[0]: dropped, (5, county) -> nothing",
        "rows[0][0]: cell, 5 -> (6, county)",
        "rows[0][0]: cell, 5 -> (4, county)",
        "rows[0][1]: cell, county -> (5, town)",
        "rows[1]: dropped, (3, town) -> nothing",
        "rows[1][0]: cell, 3 -> (4, town)",
        "rows[1][0]: cell, 3 -> (2, town)",
        "rows[1][1]: cell, town -> (3, county)",
        "otherwise: otherwise dropped, (2, town) -> None",
        "otherwise[0]: cell, 2 -> (3, town)",
        "otherwise[0]: cell, 2 -> (1, town)",
        "otherwise[1]: cell, town -> (2, county)",
    ]
    cells = {change.partition(":")[0] for change in changed("duties") if "cell" in change}
    assert cells == {f"rows[{row}][{place}]" for row in range(2) for place in range(4)}
    days = [change for change in changed("duties") if change.startswith("rows[0][2]")]
    assert ["2021-07-01" in day or "2021-06-29" in day for day in days] == [True, True]
    [flag] = [change for change in changed("duties") if change.startswith("rows[0][1]")]
    assert "False -> ((report), True, " in flag


def test_every_cell_of_the_rest_is_changed():
    assert any(change.startswith("otherwise[0]") for change in changed("teams"))


def test_every_share_and_every_word_that_names_nobody():
    assert changed("plan") == [
        "payers[0]: figure, 6 -> 7",
        "payers[0]: figure, 6 -> 5",
        "payers[1]: figure, 3 -> 4",
        "payers[1]: figure, 3 -> 2",
        "payers[2]: figure, 1 -> 2",
        "payers[2]: figure, 1 -> 0",
        "nobody[0]: dropped, self -> nothing",
    ]
    below = {mutant.place for mutant in mutants(data(BY_ID["plan"]))}
    assert below == {"", "each", "named"}


def test_every_target_every_year_and_the_total():
    said = changed("targets")
    assert said[:4] == [
        "targets[0]: figure, 100 -> 101",
        "targets[0]: figure, 100 -> 99",
        "targets[0]: year, 2021 -> 2022",
        "targets[0]: year, 2021 -> 2020",
    ]
    assert {change.partition(",")[0] for change in said} == {
        f"targets[{place}]: {kind}" for place in range(3) for kind in ("figure", "year", "dropped")
    } | {"total: total dropped"}
    assert "values[0]: figure, 500 -> 501" in told(data(), "yunbei.total")


def test_a_mutant_of_a_schedule_has_a_short_name():
    assert max(map(len, changed("targets"))) < 80


def test_every_mutant_of_what_is_looked_up_has_other_rules_and_a_name_of_its_own():
    found = list(mutants(data()))
    digests = [mutant.rules.digest for mutant in found]
    assert data().digest not in digests
    assert len(set(digests)) == len(digests)
    assert len({str(mutant) for mutant in found}) == len(found)


LOOKED = """
policy = "yunbei"
rules_on = ["2021-01-01", "2022-12-31"]

[[case]]
name = "two crops"
clause = "yunbei.crops"
listed = ["tea", "mulberry"]
expect = "no"

[[case]]
name = "two levers and others"
clause = "yunbei.levers"
listed = ["relending", "rediscount"]
expect = "unknown"

[[case]]
name = "three levels"
clause = "yunbei.network"
items = ["county", "town", "village"]
expect = "no"

[[case]]
name = "two steps"
clause = "yunbei.filing"
items = ["publish", "review"]
expect = "no"

[[case]]
name = "Pingshan"
clause = "yunbei.pairing"
lookup = { city = "pingshan" }
expect = "donggang"

[[case]]
name = "Songping"
clause = "yunbei.pairing"
lookup = { city = "songping" }
expect = "self"

[[case]]
name = "Shiwan"
clause = "yunbei.pairing"
lookup = { city = "shiwan" }
expect = "unknown"

[[case]]
name = "whom Donggang helps"
clause = "yunbei.by_helper"
lookup = { helper = "donggang" }
expect = ["linjiang", "pingshan"]

[[case]]
name = "who helps itself"
clause = "yunbei.by_helper"
lookup = { helper = "self" }
expect = ["songping"]

[[case]]
name = "a large village in the hills"
clause = "yunbei.teams"
lookup = { terrain = "hills", size = "large" }
expect = { members = 5, lead = "county" }

[[case]]
name = "a small village in the hills"
clause = "yunbei.teams"
lookup = { terrain = "hills", size = "small" }
expect = { members = 3, lead = "town" }

[[case]]
name = "any other village"
clause = "yunbei.teams"
lookup = { terrain = "plain", size = "large" }
expect = { members = 2, lead = "town" }

[[case]]
name = "the clerk"
clause = "yunbei.duties"
lookup = { post = "clerk" }
expect = { duties = ["report"], standing = false, by = 2021-06-30, note = "half days" }

[[case]]
name = "the guide"
clause = "yunbei.duties"
lookup = { post = "guide" }
expect = { duties = ["visit", "report"], standing = true, by = 2021-03-31, note = "full days" }

[[case]]
name = "6:3:1"
clause = "yunbei.sharing"
lookup = { total = 1000 }
expect = { province = 600, helping_city = 300, home_city = 100 }

[[case]]
name = "6:3:1 of 20,000 a head"
clause = "yunbei.plan"
lookup = { count = 1, city = "linjiang" }
expect = { province = 12000, donggang = 6000, linjiang = 2000 }

[[case]]
name = "nobody named"
clause = "yunbei.plan"
lookup = { count = 1, city = "songping" }
expect = "unknown"

[[case]]
name = "20,000 a head"
clause = "yunbei.per_head"
expect = "20000"

[[case]]
name = "500 in all"
clause = "yunbei.total"
expect = "500"

[[case]]
name = "2021"
clause = "yunbei.targets"
lookup = { year = 2021 }
expect = { target = 100, cumulative = 100, remaining = 400 }

[[case]]
name = "2022"
clause = "yunbei.targets"
lookup = { year = 2022 }
expect = { target = 200, cumulative = 300, remaining = 200 }

[[case]]
name = "2024"
clause = "yunbei.targets"
lookup = { year = 2024 }
expect = { target = 150, cumulative = 450, remaining = 50 }
"""
ENDED = """
policy = "yunbei"
rules_on = "2023-01-01"

[[case]]
name = "no crops after 2022"
clause = "yunbei.crops"
lookup = { value = "tea" }
expect = "not_applicable"
"""


def lookups_in(folder, *texts):
    (folder / "cases").mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (folder / "cases" / f"{number}.toml").write_text(text, encoding="utf-8")
    (folder / "tests").mkdir(exist_ok=True)
    (folder / "tests" / "force.toml").write_text('in_principle = ["yunbei.filing"]')
    return proofs_in(folder, data())


def test_golden_cases_kill_every_mutant_of_what_is_looked_up(tmp_path):
    proofs = lookups_in(tmp_path, LOOKED, ENDED)
    assert proofs.failing(proofs.rules, proofs.rules.by_id) is None
    verdicts = [proofs.verdict(mutant) for mutant in mutants(proofs.rules)]
    assert [str(verdict.mutant) for verdict in verdicts if verdict.survives] == []


HEAD, *PARTS = LOOKED.split("[[case]]")


@pytest.mark.parametrize("part", range(len(PARTS)), ids=lambda part: PARTS[part].split('"')[1])
def test_without_one_of_the_cases_a_mutant_survives(tmp_path, part):
    rest = [f"[[case]]{other}" for number, other in enumerate(PARTS) if number != part]
    proofs = lookups_in(tmp_path, "".join([HEAD, *rest]), ENDED)
    clause = PARTS[part].split("clause = ")[1].split('"')[1]
    lived = [
        mutant
        for mutant in mutants(proofs.rules)
        if mutant.clause == clause and proofs.verdict(mutant).survives
    ]
    assert lived


def test_without_the_case_after_the_last_day_the_last_day_survives(tmp_path):
    proofs = lookups_in(tmp_path, LOOKED)
    lived = [str(m) for m in mutants(proofs.rules) if proofs.verdict(m).survives]
    assert lived == [
        "yunbei.crops info.last: day in force, 2022-12-31 -> 2023-01-01",
        "yunbei.crops info.last: day in force, 2022-12-31 -> None",
    ]


def test_no_input_is_looked_for_that_shows_a_difference_of_a_lookup():
    clause_rules = data(BY_ID["crops"])
    mutant = by_name(clause_rules, "yunbei.crops vocabulary[0]: dropped, tea -> nothing")
    assert Prober(clause_rules).difference(mutant.rules, mutant.affected) is None


def test_a_difference_of_a_checklist_is_found():
    clause_rules = data(BY_ID["network"])
    name = "yunbei.network means.parts[1]: dropped, yunbei.network.town -> nothing"
    mutant = by_name(clause_rules, name)
    found = Prober(clause_rules).difference(mutant.rules, mutant.affected)
    assert {found.before[0], found.after[0]} & {Outcome.NO, Outcome.UNKNOWN}


def test_the_force_of_an_item_is_held_by_that_of_its_checklist(tmp_path):
    name = "yunbei.filing means.parts[0].info.force: force, IN_PRINCIPLE -> MUST"
    mutant = by_name(data(), name)
    assert Proofs(data()).verdict(mutant).survives
    assert lookups_in(tmp_path, LOOKED).verdict(mutant).killed_by == "force.toml"


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
