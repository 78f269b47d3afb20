"""What can change in a procedure: the order of its steps, who takes them, of what kind they are, what they leave."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs

from povertypolicy.clauses import Procedure
from povertypolicy.clauses.procedures import KINDS, Leads, Step
from povertypolicy.expr.nodes import Term, Vocabulary
from povertypolicy.testing.changing import Change, mutates, put


@mutates(Procedure)
def _steps(node: Procedure, _: dt.date) -> Iterator[Change]:
    steps = node.steps
    for index, step in enumerate(steps):
        field = f"steps[{index}]"
        if index:
            swapped = (*steps[: index - 1], step, steps[index - 1], *steps[index + 1 :])
            before = steps[index - 1].id
            yield Change(
                "swapped",
                field,
                f"{before}, {step.id}",
                f"{step.id}, {before}",
                attrs.evolve(node, steps=swapped),
            )
        if len(steps) > 1:
            yield Change(
                "dropped", field, step.id, "nothing", attrs.evolve(node, steps=put(steps, index))
            )
        for kind, old, new, other in _of_step(step, node.actors):
            fresh = attrs.evolve(node, steps=put(steps, index, other))
            yield Change(kind, field, old, new, fresh)


def _of_step(step: Step, actors: Vocabulary) -> Iterator[tuple[str, str, str, Step]]:
    other = f"other_{step.id}"
    yield "word", step.id, other, attrs.evolve(step, id=other)
    yield from _actors(step, actors)
    for index, kind in enumerate(step.kinds):
        rest = attrs.evolve(step, kinds=put(step.kinds, index))
        yield "kind dropped", kind, "nothing", rest
    more = next(kind for kind in KINDS.ids() if kind not in step.kinds)
    yield "kind added", "nothing", more, attrs.evolve(step, kinds=(*step.kinds, more))
    for index, paper in enumerate(step.records):
        rest = attrs.evolve(step, records=put(step.records, index))
        yield "record dropped", paper.id, "nothing", rest
    paper = Term("other_paper", step.label)
    yield "record added", "nothing", paper.id, attrs.evolve(step, records=(*step.records, paper))
    if step.days is not None:
        for days in (step.days + 1, step.days - 1, None):
            yield "length", str(step.days), str(days), attrs.evolve(step, days=days)


def _actors(step: Step, actors: Vocabulary) -> Iterator[tuple[str, str, str, Step]]:
    now = "open" if step.actor is None else step.actor.id
    others = next((actor for actor in actors.terms if actor != step.actor), None)
    for actor in (others, None):
        if actor != step.actor:
            told = "open" if actor is None else actor.id
            yield "actor", now, told, attrs.evolve(step, actor=actor)


@mutates(Procedure)
def _leads(node: Procedure, _: dt.date) -> Iterator[Change]:
    leads = node.leads
    if leads is None:
        return
    for field, old, new, other in _of_leads(leads, [step.id for step in node.steps]):
        yield Change("lead", f"leads.{field}", old, new, attrs.evolve(node, leads=other))
    yield Change("leads dropped", "leads", "leads", "None", attrs.evolve(node, leads=None))


def _of_leads(leads: Leads, steps: list[str]) -> Iterator[tuple[str, str, str, Leads]]:
    for field in ("step", "back_to"):
        old = getattr(leads, field)
        for new in (step for step in steps if step != old):
            other: dict[str, Any] = {field: new}
            yield field, old, new, attrs.evolve(leads, **other)
    terms = leads.words.terms
    for index, term in enumerate(terms):
        rest = attrs.evolve(leads.words, terms=put(terms, index))
        yield f"words[{index}]", term.id, "nothing", attrs.evolve(leads, words=rest)
