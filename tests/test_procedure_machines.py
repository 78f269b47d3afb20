"""Every procedure of every installed policy as a state machine: no illegal order accepted, no legal one refused."""

import datetime as dt

import procedure_samples
import pytest
from hypothesis.stateful import run_state_machine_as_test
from procedure_machine import LARGE, SMALL, machine

from povertypolicy.clauses import Procedure
from povertypolicy.deciding.policy import open_policy
from povertypolicy.plugins.loading import Accepted, load_all

FIRST = dt.timedelta(days=60)


def bound_procedures():
    """Each procedure, on a day on which it is in force, with the day a while after that."""
    installed = [rules for r in load_all() if isinstance(r, Accepted) for rules in r.policies]
    for rules in (procedure_samples.load(), *installed):
        for clause in rules.clauses:
            if isinstance(clause, Procedure):
                first = clause.info.first or rules.issued or dt.date(2017, 1, 1)
                policy = open_policy(rules, first, first + FIRST)
                yield pytest.param(policy.procedure(clause.info.id), first, id=clause.info.id)


PROCEDURES = list(bound_procedures())


def lengths(bound):
    """Lengths to try: none, and the caller's where he may give one."""
    free = any(step.is_publicity and step.days is None for step in bound.node.steps)
    return [None, 3] if free else [None]


@pytest.mark.parametrize(("bound", "first"), PROCEDURES)
def test_a_procedure_is_a_state_machine(bound, first):
    for days in lengths(bound):
        run_state_machine_as_test(machine(bound, first, days=days), settings=SMALL)


@pytest.mark.hard
@pytest.mark.parametrize("first_counts", [True, False])
@pytest.mark.parametrize(("bound", "first"), PROCEDURES)
def test_a_procedure_is_a_state_machine_over_many_runs(bound, first, first_counts):
    for days in lengths(bound):
        made = machine(bound, first, days=days, first_counts=first_counts)
        run_state_machine_as_test(made, settings=LARGE)


@pytest.mark.parametrize(("bound", "first"), PROCEDURES)
def test_the_straight_way_is_accepted_and_every_other_next_step_refused(bound, first):
    """Exhaustive over the order: at each place every step is tried."""
    case, day = bound.open(), first
    for place, step in enumerate(bound.node.steps):
        for other in bound.node.steps:
            if other is not step:
                with pytest.raises(ValueError, match="step"):
                    case.record(step=other.id, day=day.isoformat())
        taken = [one.id for one in bound.node.steps[:place]]
        assert bound.ask(taken).value == {"valid": True, "next": step.id}
        case = case.record(step=step.id, day=day.isoformat())
        if step.is_publicity:
            day += 5 * dt.timedelta(days=1)
            case = case.record(event="publicity_end", step=step.id, day=day.isoformat())
        day += dt.timedelta(days=1)
    assert case.is_final
    assert case.next.id == "done"
    assert bound.ask(case.state.done).value == {"valid": True, "next": "done"}
