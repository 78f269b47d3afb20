"""The inventory's worked cases, asked of our clauses through the reviewed map in `inventory/guangdong.toml`."""

import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import povertypolicy
from povertypolicy.errors import BadSetting, InvalidData
from povertypolicy.expr.facts import FACTS
from povertypolicy.expr.nodes import Relation, Up
from povertypolicy.outcomes import Outcome
from povertypolicy.quantities import Quantity, Share, exact

HERE = Path(__file__).parent
SHARED = HERE.parents[3] / "shared" / "clauses" / "guangdong.toml"
SUBJECTS = ("person", "household", "village")
CREDIT = (
    "guangdong.loan.micro_credit.eligibility",
    "guangdong.loan.micro_credit.interest_and_guarantee",
)
OUTCOMES = {
    Outcome.YES: True,
    Outcome.NO: False,
    Outcome.UNKNOWN: "undetermined",
    Outcome.NOT_APPLICABLE: "not_applicable",
}


def load(path):
    with path.open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


def wanted(clause):
    """The part of the inventory that this plugin builds first."""
    ours = clause["id"].split(".")[1] in SUBJECTS or clause["id"] in CREDIT
    return clause["tier"] == "execute" and ours


MAP = load(HERE / "inventory" / "guangdong.toml")
ENTRIES = {entry["id"]: entry for entry in MAP["clause"]}
INVENTORY = {c["id"]: c for c in load(SHARED)["clause"] if wanted(c)} if SHARED.is_file() else {}
EXAMPLES = [
    pytest.param(id_, example, id=f"{id_}-{number}")
    for id_, clause in INVENTORY.items()
    for number, example in enumerate(
        [*clause.get("examples", []), *clause.get("held_out_examples", [])], 1
    )
]
with_inventory = pytest.mark.skipif(not INVENTORY, reason="../shared/clauses is not here")


# --- reading the map -----------------------------------------------------------------------------


def fill(template, given):
    """Return a template of the map with the given inputs put in."""
    if isinstance(template, str) and template.startswith("$"):
        return given.get(template[1:])
    if isinstance(template, list):
        return [fill(item, given) for item in template]
    if not isinstance(template, dict):
        return template
    for key, reshape in RESHAPES.items():
        if key in template:
            return reshape(template, given)
    return {key: fill(value, given) for key, value in template.items()}


def choose(template, given):
    value = fill(template["choose"], given)
    chosen = template.get(str(value).lower(), template.get("otherwise"))
    return None if value is None else fill(chosen, given)


def reaches(template, given):
    count = fill(template["count"], given)
    return None if count is None else count >= template["reaches"]


def for_each(template, given):
    items = fill(template["for_each"], given)
    items = range(items) if isinstance(items, int) else items
    return [fill(template["is"], {**given, "item": item}) for item in items]


RESHAPES = {"choose": choose, "reaches": reaches, "for_each": for_each}


def inputs_of(template):
    """Yield the names of the inputs that a part of the map uses."""
    if isinstance(template, str) and template.startswith("$"):
        yield template[1:]
    elif isinstance(template, list | dict):
        for item in template.values() if isinstance(template, dict) else template:
            yield from inputs_of(item)


def subjects_of(policy):
    """Return the subjects that a policy's rules speak of, by class name."""
    found = set()
    for node in policy.rules.nodes():
        if isinstance(node, FACTS):
            found.add(node.info.owner)
        elif isinstance(node, Relation | Up):
            found.add(node.owner)
    return {cls.__name__: cls for cls in found}


def asked(entry, given):
    """Ask one case; return our decision."""
    policy = povertypolicy.policy("guangdong", rules_on=entry.get("rules_on", MAP["rules_on"]))
    for id_, value in fill(entry.get("supply", {}), given).items():
        amount = povertypolicy.yuan_per_head(value["yuan_per_head"], prices_of=value["prices_of"])
        policy = policy.supply(id_, amount, source="the inventory's example")
    if "index" in entry:
        values = {int(year): value for year, value in fill(entry["index"], given).items()}
        policy = policy.with_index(
            povertypolicy.price_index(values, source="the inventory's example", assumed=True)
        )
    known = subjects_of(policy)
    parts = [entry, *entry.get("above", [])] if "subject" in entry else []
    subjects = [
        policy.read(known[part["subject"]], fill(part.get("facts", {}), given)) for part in parts
    ]
    return policy.clause(entry.get("ask", entry["id"])).ask(*subjects)


def answered(entry, given):
    """Return our answer in the inventory's words: "invalid" where the map counts it as such."""
    allowed = entry.get("invalid", [])
    try:
        decision = asked(entry, given)
    except (InvalidData, BadSetting):
        assert "refused" in allowed, "refused, and the map does not say so"
        return "invalid"
    value = decision.value
    if isinstance(value, Quantity):
        return value.number() * (100 if value.unit is Share else 1)
    if decision.outcome is Outcome.UNKNOWN and {r.kind for r in decision.reasons} == {"zero"}:
        assert "zero" in allowed, "division by zero, and the map does not say so"
        return "invalid"
    outcome = decision.outcome
    return (
        value if outcome is None else entry.get("answers", {}).get(outcome.value, OUTCOMES[outcome])
    )


def answer(entry, given):
    """Return our answer, or the list of our answers where the case is asked item by item."""
    if "each" not in entry:
        return answered(entry, given)
    items = fill(entry["each"], given)
    answers = [answered(entry, {**given, "item": item}) for item in items]
    return "invalid" if "invalid" in answers else answers


def expected(value):
    """Return an expectation with its numbers exact, as printed in yuan or percent."""
    if isinstance(value, list):
        return [expected(item) for item in value]
    if isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return exact(value)
    return exact(value) if value.replace(".", "").isdigit() else value


def unlike(entry, example):
    """Return why an example is not reproduced, or None."""
    listed = [item for item in entry.get("unlike", []) if item["given"] == example["given"]]
    return listed[0]["because"] if listed else None


# --- the tests -----------------------------------------------------------------------------------


@with_inventory
@pytest.mark.parametrize(("id_", "example"), EXAMPLES)
def test_an_example_of_the_inventory_has_the_same_answer_here(id_, example):
    entry = ENTRIES[id_]
    same = answer(entry, example["given"]) == expected(example["expect"])
    reason = unlike(entry, example)
    assert same is (reason is None), reason or "not reproduced, and not listed under `unlike`"


@with_inventory
def test_every_wanted_clause_is_mapped_and_nothing_else():
    assert set(ENTRIES) == set(INVENTORY)
    assert len(ENTRIES) == len(MAP["clause"]) == 44


@with_inventory
@pytest.mark.parametrize("id_", INVENTORY)
def test_every_input_is_used_or_said_to_be_unused(id_):
    entry = ENTRIES[id_]
    used = set(inputs_of({key: value for key, value in entry.items() if key != "unlike"}))
    assert used - {"item"} | set(entry.get("unused", {})) == set(INVENTORY[id_]["inputs"])


@with_inventory
@pytest.mark.parametrize("id_", INVENTORY)
def test_kind_force_and_last_day_are_those_of_the_inventory(id_):
    ours = povertypolicy.policy("guangdong", rules_on="2016-06-04").clause(id_).info
    theirs = INVENTORY[id_]
    assert ours.kind == theirs["kind"]
    assert theirs["force"] in (ours.force.value, "fact")
    assert ours.last == theirs.get("effective_to")
    assert ours.first == theirs["effective_from"]


def test_every_mapped_clause_is_built():
    policy = povertypolicy.policy("guangdong", rules_on="2016-06-04")
    for id_, entry in ENTRIES.items():
        assert policy.clause(id_).info.id == id_
        assert policy.clause(entry.get("ask", id_)).info.id.startswith("guangdong.")


def test_the_map_reshapes_as_it_says():
    given = {"n": 3, "flag": True, "list": [5, 7]}
    assert fill({"a": "$n", "b": "$absent"}, given) == {"a": 3, "b": None}
    assert fill({"choose": "$flag", "true": "x", "false": "y"}, given) == "x"
    assert fill({"choose": "$n", "0": 100, "otherwise": "$n"}, given) == 3
    assert fill({"choose": "$absent", "otherwise": "x"}, given) is None
    assert [fill({"reaches": k, "count": "$n"}, given) for k in (3, 4)] == [True, False]
    assert fill({"for_each": "$list", "is": {"s": "$item"}}, given) == [{"s": 5}, {"s": 7}]
    assert len(fill({"for_each": "$n", "is": {}}, given)) == 3
    assert expected(["4.99", 5, "between", True]) == [Fraction(499, 100), 5, "between", True]
