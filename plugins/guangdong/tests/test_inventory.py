"""The inventory's worked cases, asked of our clauses through the reviewed map in `inventory/guangdong.toml`."""

import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import povertypolicy
from povertypolicy.clauses import DocumentCheck
from povertypolicy.cli.telling import coverage, status_of
from povertypolicy.errors import BadSetting, InvalidData
from povertypolicy.expr.facts import FACTS
from povertypolicy.expr.nodes import Relation, Up
from povertypolicy.outcomes import Outcome
from povertypolicy.quantities import Fen, Quantity, Share, exact

HERE = Path(__file__).parent
SHARED = HERE.parents[3] / "shared" / "clauses" / "guangdong.toml"
OUTCOMES = {
    Outcome.YES: True,
    Outcome.NO: False,
    Outcome.UNKNOWN: "undetermined",
    Outcome.NOT_APPLICABLE: "not_applicable",
}


def load(path):
    with path.open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


RULES_ON = "2017-12-31"
MAPPED = [e for path in sorted(HERE.glob("inventory/*.toml")) for e in load(path)["clause"]]
ENTRIES = {entry["id"]: entry for entry in MAPPED}
INVENTORY = {c["id"]: c for c in load(SHARED)["clause"]} if SHARED.is_file() else {}
POLICY = povertypolicy.policy("guangdong", rules_on="2016-06-04")
PROVEN = {id_ for id_, clause in POLICY.rules.by_id.items() if isinstance(clause, DocumentCheck)}
ASKED = [id_ for id_ in INVENTORY if id_ not in PROVEN]
EXAMPLES = [
    pytest.param(id_, example, id=f"{id_}-{number}")
    for id_ in ASKED
    for number, example in enumerate(
        [*INVENTORY[id_].get("examples", []), *INVENTORY[id_].get("held_out_examples", [])], 1
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


def in_yuan(template, given):
    value = fill(template["yuan"], given)
    return None if value is None else povertypolicy.yuan(value)


def among(template, given):
    items = fill(template["among"], given)
    return None if items is None else fill(template["item"], given) in items


RESHAPES = {
    "choose": choose,
    "reaches": reaches,
    "for_each": for_each,
    "yuan": in_yuan,
    "among": among,
}


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


def opened(entry, given):
    """Return the policy with what a case supplies."""
    day = entry.get("rules_on", RULES_ON)
    policy = povertypolicy.policy("guangdong", rules_on=day)
    if "as_of" in entry:
        policy = policy.on(day, fill(entry["as_of"], given))
    for id_, value in fill(entry.get("supply", {}), given).items():
        amount = povertypolicy.yuan_per_head(value["yuan_per_head"], prices_of=value["prices_of"])
        policy = policy.supply(id_, amount, source="the inventory's example")
    if "index" in entry:
        values = {int(year): value for year, value in fill(entry["index"], given).items()}
        policy = policy.with_index(
            povertypolicy.price_index(values, source="the inventory's example", assumed=True)
        )
    return policy


def asked(entry, given):
    """Ask one case about a subject; return our decision."""
    policy = opened(entry, given)
    ask = fill(entry.get("ask", entry["id"]), given)
    if "done" in entry:
        return ticked(policy.clause(ask), fill(entry["done"], given))
    known = subjects_of(policy)
    parts = [entry, *entry.get("above", [])] if "subject" in entry else []
    subjects = [
        policy.read(known[part["subject"]], fill(part.get("facts", {}), given)) for part in parts
    ]
    return policy.clause(ask).ask(*subjects)


def ticked(clause, done):
    """Ask a checklist about what was done and nothing else."""
    before = f"{clause.info.id.rpartition('.')[2]}_"
    names = {f.info.name.removeprefix(before): f.info.name for f in clause.asks()[clause.subject]}
    assert set(done) <= set(names)
    return clause.ask({name: item in done for item, name in names.items()})


def answered(entry, given):
    """Return our answer in the inventory's words: "invalid" where the map counts it as such."""
    allowed = entry.get("invalid", [])
    try:
        return looked_up(entry, given) if "lookup" in entry else decided(entry, given, allowed)
    except (InvalidData, BadSetting):
        assert "refused" in allowed, "refused, and the map does not say so"
        return "invalid"


def without(entry, given):
    """Return the members who alone do not do."""
    relation = entry["failing"]
    members = fill(entry["facts"], given)[relation]
    alone = ({**entry, "facts": {**entry["facts"], relation: [member]}} for member in members)
    asked_ = zip(members, (asked(one, given) for one in alone), strict=True)
    return [member["id"] for member, told in asked_ if told.outcome is not Outcome.YES]


def decided(entry, given, allowed):
    """Return the answer of a clause about a subject."""
    if "together" in entry:
        several = entry["together"].items()
        rest = {key: value for key, value in entry.items() if key != "together"}
        return {name: decided({**rest, "ask": ask}, given, allowed) for name, ask in several}
    decision = asked(entry, given)
    if "failing" in entry:
        return {"complete": decision.outcome is Outcome.YES, "missing": without(entry, given)}
    if "done" in entry:
        below = {f.info.id: f.outcome for f in decision.findings if f.info.id != decision.info.id}
        missing = [id_.rpartition(".")[2] for id_, told in below.items() if told is Outcome.NO]
        return {"complete": decision.outcome is Outcome.YES, "missing": missing}
    value = decision.value
    if isinstance(value, Quantity):
        number = value.number() * (100 if value.unit is Share else 1)
        return number == fill(entry["equals"], given) if "equals" in entry else number
    if decision.outcome is Outcome.UNKNOWN and {r.kind for r in decision.reasons} == {"zero"}:
        assert "zero" in allowed, "division by zero, and the map does not say so"
        return "invalid"
    outcome = decision.outcome
    said = value if outcome is None else outcome
    return worded(entry, said)


def looked_up(entry, given):
    """Return the answer of a list, table, split or schedule."""
    ask = fill(entry.get("ask", entry["id"]), given)
    arguments = {k: v for k, v in fill(entry["lookup"], given).items() if v is not None}
    reply = opened(entry, given).look_up(ask, **arguments)
    if reply.outcome is not None:
        return worded(entry, reply.outcome)
    value = reply.value
    if isinstance(value, dict):
        names = entry.get("parts", {name: name for name in value})
        return {theirs: plain(value[ours]) for theirs, ours in names.items()}
    return worded(entry, plain(value))


def plain(value):
    """Return a value of ours as the inventory writes it."""
    if isinstance(value, Fen):
        return Fraction(value, 100)
    if isinstance(value, Quantity):
        return value.number()
    return list(value) if isinstance(value, tuple) else value


def worded(entry, said):
    """Return an answer in the inventory's words."""
    own = said.value if isinstance(said, Outcome) else said
    words = entry.get("answers", {})
    if isinstance(own, str) and own in words:
        return words[own]
    return OUTCOMES[said] if isinstance(said, Outcome) else said


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
    if isinstance(value, dict):
        return {key: expected(item) for key, item in value.items()}
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
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
    assert set(ENTRIES) == set(ASKED)
    assert set(INVENTORY) >= PROVEN
    assert len(ENTRIES) == len(MAPPED)


@with_inventory
@pytest.mark.parametrize("id_", ASKED)
def test_every_input_is_used_or_said_to_be_unused(id_):
    entry = ENTRIES[id_]
    used = set(inputs_of({key: value for key, value in entry.items() if key != "unlike"}))
    assert used - {"item"} | set(entry.get("unused", {})) == set(INVENTORY[id_]["inputs"])


@with_inventory
@pytest.mark.parametrize("id_", INVENTORY)
def test_kind_force_and_last_day_are_those_of_the_inventory(id_):
    ours = POLICY.bound(id_).info
    theirs = INVENTORY[id_]
    assert ours.kind == theirs["kind"]
    assert theirs["force"] in (ours.force.value, "fact")
    assert ours.last == theirs.get("effective_to")
    assert ours.first == theirs["effective_from"]


@with_inventory
@pytest.mark.parametrize("id_", INVENTORY)
def test_what_must_compute_does_and_what_is_only_recorded_says_why(id_):
    bound, tier = POLICY.bound(id_), INVENTORY[id_]["tier"]
    status, _ = status_of(bound)
    assert (status == "recorded") is (tier == "record")
    assert (bound.info.recorded is not None) is (tier == "record")
    assert status in {"execute": ("computes", "data", "proven"), "data": ("computes", "data")}.get(
        tier, ("recorded",)
    )


@with_inventory
def test_all_clauses_of_the_inventory_are_there():
    counts = coverage(POLICY.bound(id_) for id_ in INVENTORY)
    assert sum(counts.values()) == len(INVENTORY) == 188
    assert counts["proven"] == 9
    assert counts["recorded"] == 10


def test_every_mapped_clause_is_built():
    for id_, entry in ENTRIES.items():
        assert POLICY.bound(id_).info.id == id_
        ask = entry.get("ask", id_)
        asked_ = [ask] if isinstance(ask, str) else [v for k, v in ask.items() if k != "choose"]
        assert all(POLICY.bound(each).info.id.startswith("guangdong.") for each in asked_)


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
