"""The rules in OpenFisca-Core, whole registers at once: amounts are its floats, and it knows no unknowns.

What is unknown it reads as its default: no, and nothing. Households of nobody make it fail: they are left out.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
from answers import ON_ALLOWANCE, REACHES, Answered, Answers
from generating import FLAGS, header
from households import AMOUNTS, ENTRY, EXIT
from numpy.typing import NDArray
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from peers import HOUSEHOLD, YEAR, openfisca_system

Formula = Callable[[Any, Any], Any]


def system() -> TaxBenefitSystem:
    """Return the rules of one household, with distances and bits added."""
    rules = openfisca_system()
    for name, kind, formula in (
        ("to_entry", float, _gap(ENTRY)),
        ("to_exit", float, _gap(EXIT)),
        ("not_met", int, _not_met),
    ):
        parts = {"value_type": kind, "entity": HOUSEHOLD, "definition_period": DateUnit.YEAR}
        rules.add_variable(type(name, (Variable,), {**parts, "label": name, "formula": formula}))
    return rules


def _gap(line: int) -> Formula:
    def gap(household: Any, period: Any) -> Any:
        return line / 100 * household.nb_persons() - household("net", period)

    return gap


def _not_met(household: Any, period: Any) -> Any:
    able, meets = household("has_able", period), household("meets_allowance_policy", period)
    income = able * ~household("reaches", period)
    allowance = ~able * meets * ~household("on_allowance", period)
    return ~household("assured", period) + REACHES * income + ON_ALLOWANCE * allowance


def decide(rules: TaxBenefitSystem, households: pa.Table, persons: pa.Table) -> Answers:
    """Return the answers from tables, the setting up of the simulation included."""
    simulation = _simulation(rules, households, persons)

    def asked(name: str) -> NDArray[Any]:
        return simulation.calculate(name, YEAR)

    identified, known = asked("identified"), np.ones(len(households), np.bool_)
    none = np.zeros(len(households), np.uint8)
    return (
        Answered(_codes(identified), ~identified, none, asked("to_entry"), known),
        Answered(_codes(asked("leaves")), asked("not_met"), none, asked("to_exit"), known),
    )


def peopled(households: pa.Table, persons: pa.Table) -> pa.Table:
    """The households that have a person."""
    return households.filter(
        np.isin(households["id"].to_numpy(), persons["household_id"].to_numpy())
    )


def _codes(truths: NDArray[np.bool_]) -> NDArray[np.uint8]:
    return truths.view(np.uint8) * np.uint8(2)


def _simulation(rules: TaxBenefitSystem, households: pa.Table, persons: pa.Table) -> Simulation:
    ids, of = households["id"].to_numpy(), persons["household_id"].to_numpy()
    builder = SimulationBuilder()
    builder.create_entities(rules)
    builder.declare_person_entity("person", np.arange(len(of)))
    instance = builder.declare_entity("household", np.arange(len(ids)))
    builder.join_with_persons(instance, np.searchsorted(ids, of), np.full(len(of), "member"))
    simulation = builder.build(rules)
    simulation.set_input("able", YEAR, _ables(persons))
    for name in AMOUNTS:
        simulation.set_input(name, YEAR, _filled(households, header(name), 0) / 100)
    for name in FLAGS:
        simulation.set_input(name, YEAR, _filled(households, name, False))  # noqa: FBT003 - its default
    return simulation


def _ables(persons: pa.Table) -> NDArray[np.bool_]:
    capacity = persons["labour_capacity"].combine_chunks()
    able = capacity.dictionary.to_pylist().index("able")
    return capacity.indices.fill_null(-1).to_numpy() == able


def _filled(table: pa.Table, name: str, default: Any) -> NDArray[Any]:
    return table[name].combine_chunks().fill_null(default).to_numpy(zero_copy_only=False)
