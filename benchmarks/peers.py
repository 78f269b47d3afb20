"""The same rules in zen-engine (a decision graph) and in OpenFisca-Core (a tax and benefit system)."""

import itertools
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import zen
from households import AMOUNTS, ASSURED, ENTRY, EXIT, FLAGS, SOURCES, Record
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Answers = tuple[Any, ...]
YEAR = "2017"

# --- zen-engine ----------------------------------------------------------------------------------


def _kleene_and(parts: list[str]) -> str:
    false = " or ".join(f"{part} == false" for part in parts)
    unknown = " or ".join(f"{part} == null" for part in parts)
    return f"({false}) ? false : (({unknown}) ? null : true)"


def _one_of_two(condition: str, then: str, otherwise: str) -> str:
    """Choose; while the condition is unknown, what both agree on."""
    both = f"({then} == {otherwise} ? {then} : null)"
    return f"{condition} == true ? {then} : ({condition} == false ? {otherwise} : {both})"


_ABLE = (
    "some(persons, #.labour_capacity == 'able') ? true : "
    "(some(persons, #.labour_capacity == null) ? null : false)"
)
_NET = (
    f"({' or '.join(f'{name} == null' for name in AMOUNTS)}) ? null : "
    f"{' + '.join(SOURCES)} - production_expense"
)


def _against(test: str) -> str:
    return f"(net == null or size == 0) ? null : net {test} * size"


STAGES: list[dict[str, str]] = [
    {"size": "len(persons)", "net": _NET, "able": _ABLE, "assured": _kleene_and(list(ASSURED))},
    {
        "identified": _against(f"< {ENTRY}"),
        "reaches": _against(f">= {EXIT}"),
        "allowance": "meets_allowance_policy == true ? on_allowance : null",
    },
    {"route": _one_of_two("able", "reaches", "allowance")},
    {
        "identified": "identified",
        "leaves": _kleene_and(["assured", "route"]),
        "assured": "assured",
        "reaches": "reaches",
        "on_allowance": "on_allowance",
        "net": "net",
    },
]


def zen_graph() -> str:
    """Return the decision graph as JSON."""
    nodes: list[dict[str, Any]] = [{"id": "in", "type": "inputNode", "name": "in"}]
    for number, expressions in enumerate(STAGES):
        content = {
            "expressions": [{"id": k, "key": k, "value": v} for k, v in expressions.items()],
            "passThrough": number < len(STAGES) - 1,
            "inputField": None,
            "outputPath": None,
            "executionMode": "single",
        }
        name = f"stage{number}"
        nodes.append({"id": name, "type": "expressionNode", "name": name, "content": content})
    nodes.append({"id": "out", "type": "outputNode", "name": "out"})
    for node in nodes:
        node["position"] = {"x": 0, "y": 0}
    edges = [
        {"id": f"{a['id']}-{b['id']}", "type": "edge", "sourceId": a["id"], "targetId": b["id"]}
        for a, b in itertools.pairwise(nodes)
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def zen_decider() -> Callable[[Record], Answers]:
    """Return zen's way to decide one record: both outcomes, the criteria, the income."""
    decision = zen.ZenEngine().create_decision(zen_graph())

    def decide(record: Record) -> Answers:
        said = decision.evaluate(record)["result"]
        return tuple(said.get(key) for key in STAGES[-1])

    return decide


# --- OpenFisca -----------------------------------------------------------------------------------

PERSON = build_entity("person", "persons", "", is_person=True)
HOUSEHOLD = build_entity(
    "household", "households", "", roles=[{"key": "member", "plural": "members", "label": "member"}]
)


def _net(household: Any, period: Any) -> Any:
    return sum(household(name, period) for name in SOURCES) - household(
        "production_expense", period
    )


def _per_head(household: Any, period: Any) -> Any:
    return household("net", period) / household.nb_persons()


def _identified(household: Any, period: Any) -> Any:
    return household("per_head", period) < ENTRY / 100


def _reaches(household: Any, period: Any) -> Any:
    return household("per_head", period) >= EXIT / 100


def _has_able(household: Any, period: Any) -> Any:
    return household.any(household.members("able", period))


def _assured(household: Any, period: Any) -> Any:
    return np.logical_and.reduce([household(flag, period) for flag in ASSURED])


def _leaves(household: Any, period: Any) -> Any:
    allowance = household("meets_allowance_policy", period) * household("on_allowance", period)
    route = np.where(household("has_able", period), household("reaches", period), allowance)
    return household("assured", period) * route


FORMULAS: dict[str, tuple[type, Callable[[Any, Any], Any]]] = {
    "net": (float, _net),
    "per_head": (float, _per_head),
    "identified": (bool, _identified),
    "reaches": (bool, _reaches),
    "has_able": (bool, _has_able),
    "assured": (bool, _assured),
    "leaves": (bool, _leaves),
}
ASKED = ("identified", "leaves", "assured", "reaches", "on_allowance", "net")


def openfisca_system() -> TaxBenefitSystem:
    """Return the rules as OpenFisca variables: amounts in yuan as its floats, no unknowns."""
    system = TaxBenefitSystem([PERSON, HOUSEHOLD])
    system.add_variable(_variable("able", bool, PERSON))
    for name in AMOUNTS:
        system.add_variable(_variable(name, float, HOUSEHOLD))
    for name in FLAGS:
        system.add_variable(_variable(name, bool, HOUSEHOLD))
    for name, (value_type, formula) in FORMULAS.items():
        system.add_variable(_variable(name, value_type, HOUSEHOLD, formula=formula))
    return system


def _variable(name: str, value_type: type, entity: Any, **more: Any) -> type[Variable]:
    parts = {
        "value_type": value_type,
        "entity": entity,
        "definition_period": DateUnit.YEAR,
        "label": name,
    }
    return type(name, (Variable,), {**parts, **more})


def openfisca_situation(record: Record) -> dict[str, Any]:
    """Return a record with nothing unknown as OpenFisca reads it."""
    persons = {
        f"p{i}": {"able": {YEAR: person["labour_capacity"] == "able"}}
        for i, person in enumerate(record["persons"])
    }
    household: dict[str, Any] = {"members": list(persons)}
    household.update({name: {YEAR: record[name] / 100} for name in AMOUNTS})
    household.update({name: {YEAR: record[name]} for name in FLAGS})
    return {"persons": persons, "households": {"h": household}}


def openfisca_decider() -> Callable[[dict[str, Any]], Answers]:
    """Return OpenFisca's way to decide one situation."""
    system = openfisca_system()

    def decide(situation: dict[str, Any]) -> Answers:
        simulation = SimulationBuilder().build_from_entities(system, situation)
        return tuple(simulation.calculate(name, YEAR)[0].item() for name in ASKED)

    return decide
