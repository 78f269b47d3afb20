"""What rules are checked for when they are put together."""

from collections.abc import Iterable, Iterator
from typing import Any

from povertypolicy.clauses import Clause
from povertypolicy.criteria import Criterion
from povertypolicy.errors import BadRule, Cycle, DuplicateId, DuplicateLabel
from povertypolicy.expr.facts import FACTS, Fact
from povertypolicy.expr.nodes import Node, Relation, Up, children, walk
from povertypolicy.provenance import ClauseInfo
from povertypolicy.standards import Standard


def by_id(clauses: Iterable[Clause]) -> dict[str, Clause]:
    """Return clauses by id.

    Raises:
        DuplicateId: when two have one.
    """
    known: dict[str, Clause] = {}
    for clause in clauses:
        other = known.setdefault(clause.info.id, clause)
        if other is not clause:
            raise DuplicateId(id=clause.info.id, first=other.info.where, second=clause.info.where)
    return known


def refuse_cycles(clauses: Iterable[Clause]) -> None:
    """Refuse a clause that is defined by itself.

    Raises:
        Cycle: naming it.
    """
    done: set[int] = set()
    for clause in clauses:
        _descend(clause, done, set(), clause.info)


def _descend(node: Node, done: set[int], open_: set[int], about: ClauseInfo) -> None:
    if id(node) in done:
        return
    if id(node) in open_:
        raise Cycle(id=about.id, where=about.where)
    open_.add(id(node))
    for child in children(node):
        _descend(child, done, open_, about)
    open_.discard(id(node))
    done.add(id(node))


def refuse_deciding_leads(clauses: Iterable[Clause]) -> None:
    """A lead never decides: an advisory criterion may stand among `leads`, not inside a condition."""
    for clause in clauses:
        for node in walk(clause):
            beside = node.leads if isinstance(node, Standard) else ()
            for child in children(node):
                if isinstance(child, Criterion) and child.advisory and child not in beside:
                    raise BadRule(
                        zh=f"线索“{child.info.id}”不能用来作结论；请放入 leads=。",
                        en=f'The lead "{child.info.id}" cannot decide; put it into leads=.',
                        where=child.info.where,
                    )


def refuse_mixed_subjects(clauses: Iterable[Clause]) -> None:
    """Refuse a clause about two subjects at once.

    Raises:
        BadRule: naming it.
    """
    for clause in clauses:
        if reads_facts(clause):
            subject_of(clause)


def facts_of(clauses: Iterable[Clause]) -> tuple[Fact, ...]:
    """Return every fact that clauses read, each once.

    Raises:
        DuplicateLabel: when two facts of one subject share a name or header.
    """
    found: dict[int, Fact] = {}
    for clause in clauses:
        for node in walk(clause):
            if isinstance(node, FACTS):
                found.setdefault(id(node), node)
    refuse_shared_headers(found.values())
    return tuple(found.values())


def refuse_shared_headers(facts: Iterable[Fact]) -> None:
    """Refuse two facts under one name or table header.

    Raises:
        DuplicateLabel: naming both.
    """
    by_owner: dict[type[Any], dict[int, Fact]] = {}
    for fact in facts:
        own = by_owner.setdefault(fact.info.owner, {})
        own.update({id(f): f for f in fact.info.owner.facts.values()})
        own[id(fact)] = fact
    for owner, group in by_owner.items():
        taken: dict[str, Fact] = {}
        for fact in group.values():
            for header in fact.info.all_headers():
                other = taken.setdefault(header.lower(), fact)
                if other is not fact:
                    raise DuplicateLabel(
                        subject=owner.label,
                        label=header,
                        first=other.info.name,
                        second=fact.info.name,
                    )


def reads_facts(node: Node) -> bool:
    """Whether a clause is about some subject; a line or parameter is about none."""
    return any(isinstance(below, (*FACTS, Relation, Up)) for below in walk(node))


def subject_of(node: Node) -> type[Any]:
    """Return the subject that a clause is about, found from the facts and relations it reads.

    Raises:
        BadRule: when it reads none, or those of several subjects.
    """
    owners = list(dict.fromkeys(_owners(node)))
    if len(owners) != 1:
        names = ", ".join(owner.__name__ for owner in owners) or "-"
        about = getattr(node, "info", None)
        raise BadRule(
            zh=f"看不出条款是关于哪一种对象的（{names}）。",
            en=f"Cannot tell which subject the clause is about ({names}).",
            where=about.where if about else "",
        )
    return owners[0]


def _owners(node: Node) -> Iterator[type[Any]]:
    if isinstance(node, FACTS):
        yield node.info.owner
    elif isinstance(node, Relation | Up):
        yield node.owner
    elif hasattr(node, "relation"):
        yield node.relation.owner
    elif hasattr(node, "members"):
        yield node.members.relation.owner
    elif hasattr(node, "parent"):
        yield node.parent.owner
    else:
        for child in children(node):
            yield from _owners(child)
