"""Mutants: the rules of a policy with one figure, word or part changed.

Tests that stay green for a mutant do not hold the place that was changed. Rules are data, so a mutant
is the same graph of nodes with one node replaced; what does not lead to it stays the same objects.
"""

import datetime as dt
from collections.abc import Iterator
from functools import cached_property

import attrs

from povertypolicy.expr import nodes as n
from povertypolicy.expr.rewriting import Rewriting
from povertypolicy.policies import Rules
from povertypolicy.testing import changes as _of_nodes  # noqa: F401 - says what can change
from povertypolicy.testing import lookup_changes as _of_lookups  # noqa: F401 - the same
from povertypolicy.testing import procedure_changes as _of_procedures  # noqa: F401 - the same
from povertypolicy.testing.changing import Change, changes


@attrs.frozen(eq=False)
class Mutant:
    """Rules with one change. `clause` is the clause in whose text `place` lies."""

    original: Rules
    clause: str
    place: str
    target: n.Node
    change: Change

    @cached_property
    def rules(self) -> Rules:
        """The changed rules."""
        return replaced(self.original, self.target, self.change.node)

    @cached_property
    def affected(self) -> tuple[str, ...]:
        """The ids of all clauses that reach the changed place, in the order of the policy."""
        clauses = self.original.by_id.items()
        return tuple(id_ for id_, clause in clauses if any(map(self._is_target, n.walk(clause))))

    def _is_target(self, node: n.Node) -> bool:
        return node is self.target

    def __str__(self) -> str:
        place = ".".join(part for part in (self.place, self.change.field) if part)
        change = self.change
        return f"{self.clause} {place}: {change.kind}, {change.before} -> {change.after}"


def mutants(rules: Rules) -> Iterator[Mutant]:
    """Yield every mutant of `rules`, clause by clause; a node that clauses share is changed once.

    What the policies above say is changed there.
    """
    for clause, place, node in places(rules):
        if own(rules, clause):
            for change in changes(node, rules.issued or dt.date.min):
                yield Mutant(rules, clause, place, node, change)


def own(rules: Rules, clause: str) -> bool:
    """Whether a clause is said by the policy itself, and not by one that it extends."""
    return clause in rules.by_id and rules.origin(clause)[-1].layer == rules.name


def places(rules: Rules) -> Iterator[tuple[str, str, n.Node]]:
    """Yield every node once: the clause whose text it stands in, its path there, the node."""
    seen = {id(clause) for clause in rules.clauses}
    for clause in rules.clauses:
        yield clause.info.id, "", clause
        for place, node in _below(clause, "", seen):
            yield clause.info.id, place, node


def _below(node: n.Node, path: str, seen: set[int]) -> Iterator[tuple[str, n.Node]]:
    for field in attrs.fields(type(node)):
        for place, child in _nodes(getattr(node, field.name), f"{path}.{field.name}".lstrip(".")):
            if id(child) not in seen:
                seen.add(id(child))
                yield place, child
                yield from _below(child, place, seen)


def _nodes(value: object, path: str) -> Iterator[tuple[str, n.Node]]:
    if isinstance(value, n.Node):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _nodes(item, f"{path}[{index}]")


def replaced(rules: Rules, target: n.Node, instead: n.Node) -> Rules:
    """Return `rules` with `instead` wherever `target` stood; everything else that it does not concern is kept."""
    new = Rewriting({id(target): lambda _: instead})
    return attrs.evolve(rules, clauses=new(rules.clauses))
