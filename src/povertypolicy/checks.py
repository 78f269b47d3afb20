"""What rules are checked for when they are put together."""

from collections.abc import Iterable, Iterator
from typing import Any

from povertypolicy.citations import Citation, Document
from povertypolicy.clauses import Clause, Procedure, Schedule
from povertypolicy.criteria import Criterion
from povertypolicy.errors import BadRule, Cycle, DuplicateId, DuplicateLabel
from povertypolicy.expr.facts import FACTS, Fact
from povertypolicy.expr.nodes import Node, Readings, Relation, Up, children, walk
from povertypolicy.expr.relations import Many, Parent
from povertypolicy.expr.values import squeeze
from povertypolicy.parameters import Parameter
from povertypolicy.provenance import ClauseInfo
from povertypolicy.standards import Standard

HEAD = ("id", "prices_of", "more")
"""What every record has beside its facts; no fact may go by these names."""


def by_id(clauses: Iterable[Clause]) -> dict[str, Clause]:
    """Return clauses by id; ids and the names of standards are asked for alike, so they share one namespace.

    Raises:
        DuplicateId: when two clauses have one id or name.
    """
    clauses = tuple(clauses)
    named: dict[str, Clause] = {}
    for clause in clauses:
        for name in (clause.info.id, *([clause.name] if isinstance(clause, Standard) else ())):
            other = named.setdefault(name, clause)
            if other is not clause:
                raise DuplicateId(id=name, first=other.info.where, second=clause.info.where)
    return {clause.info.id: clause for clause in clauses}


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
    """A lead never decides: an advisory criterion may stand among `leads`, not inside a condition.

    Raises:
        BadRule: naming it.
    """
    for clause in clauses:
        for lead in deciding_leads(*_decided_by(clause)):
            raise BadRule(
                zh=f"线索“{lead.info.id}”不能用来作结论；请只放在 leads= 中。",
                en=f'The lead "{lead.info.id}" cannot decide; put it into leads= only.',
                where=lead.info.where,
            )


def deciding_leads(*nodes: Node) -> Iterator[Criterion[Any]]:
    """Yield the advisory criteria on which the answer of one of `nodes` would rest."""
    done: set[int] = set()
    due = list(reversed(nodes))
    while due:
        node = due.pop()
        if id(node) not in done:
            done.add(id(node))
            if isinstance(node, Criterion) and node.advisory:
                yield node
            due.extend(reversed(list(_decided_by(node))))


def _decided_by(node: Node) -> Iterable[Node]:
    return (node.means,) if isinstance(node, Standard) else children(node)


def refuse_unlike_readings(clauses: Iterable[Clause]) -> None:
    """Refuse readings of one name with different options: a choice between them would fit one and not the other.

    Raises:
        BadRule: naming both clauses.
    """
    known: dict[str, tuple[frozenset[str], Clause]] = {}
    for clause in clauses:
        for node in walk(clause):
            if isinstance(node, Readings):
                options = frozenset(option for option, *_ in node.options)
                others, first = known.setdefault(node.name, (options, clause))
                if others != options:
                    raise BadRule(
                        zh=f"释义“{node.name}”在“{first.info.id}”和“{clause.info.id}”中的读法不同；"
                        "请改用同样的读法，或另取名称。",
                        en=f'The readings "{node.name}" have other options in "{clause.info.id}" '
                        f'than in "{first.info.id}"; give them the same, or another name.',
                        where=clause.info.where,
                    )


def refuse_unlisted_documents(clauses: Iterable[Clause], documents: Iterable[Document]) -> None:
    """Refuse a clause that cites a document which the rules do not list.

    Raises:
        BadRule: naming clause and document.
    """
    listed = {(d.number, d.title, d.issued) for d in documents}
    for clause in clauses:
        for node in walk(clause):
            for cite in citations(node):
                paper = cite.document
                if (paper.number, paper.title, paper.issued) not in listed:
                    raise BadRule(
                        zh=f"“{clause.info.id}”的出处“{paper.number}”不在 documents= 中；请补上。",
                        en=f'"{clause.info.id}" cites "{paper.number}", which is not among '
                        "documents=; add it.",
                        where=clause.info.where,
                    )


def citations(node: Node) -> Iterator[Citation]:
    """Yield every citation that a node carries, dated values and targets included."""
    if hasattr(node, "cite"):
        yield node.cite
    if hasattr(node, "info") and isinstance(node.info, ClauseInfo):
        yield node.info.cite
    if isinstance(node, Parameter):
        yield from (since.value.cite for since in node.values)
    if isinstance(node, Schedule):
        yield from (target.value.cite for target in node.targets)
    if isinstance(node, Procedure):
        yield from (step.cite for step in node.steps if step.cite is not None)
        yield from () if node.leads is None else (node.leads.cite,)


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
        BadRule: when two kinds of subject have one name.
    """
    found: dict[int, Fact] = {}
    for clause in clauses:
        for node in walk(clause):
            if isinstance(node, FACTS):
                found.setdefault(id(node), node)
    refuse_kinds_of_one_name(found.values())
    refuse_shared_headers(found.values())
    return tuple(found.values())


def refuse_kinds_of_one_name(facts: Iterable[Fact]) -> None:
    """Refuse two kinds of subject of one name, which files and commands could not tell apart.

    Raises:
        BadRule: naming both.
    """
    known: dict[str, type[Any]] = {}
    for owner in dict.fromkeys(fact.info.owner for fact in facts):
        other = known.setdefault(owner.__name__, owner)
        if other is not owner:
            both = f"{other.__module__}, {owner.__module__}"
            raise BadRule(
                zh=f"两种对象同名“{owner.__name__}”（{both}）；请改其中一个。",
                en=f'Two kinds of subject are called "{owner.__name__}" ({both}); rename one.',
            )


def refuse_shared_headers(facts: Iterable[Fact]) -> None:
    """Refuse two facts under one name or table header, compared as tables are read.

    Raises:
        DuplicateLabel: naming both.
        BadRule: when a fact has a name that its subject uses for something else.
    """
    by_owner: dict[type[Any], dict[int, Fact]] = {}
    for fact in facts:
        own = by_owner.setdefault(fact.info.owner, {})
        own.update({id(f): f for f in fact.info.owner.facts.values()})
        own[id(fact)] = fact
    for owner, group in by_owner.items():
        _refuse_reserved(owner, group.values())
        taken: dict[str, Fact] = {}
        for fact in group.values():
            for header in fact.info.all_headers():
                other = taken.setdefault(squeeze(header), fact)
                if other is not fact:
                    raise DuplicateLabel(
                        subject=owner.label,
                        label=header,
                        first=other.info.name,
                        second=fact.info.name,
                    )


def _refuse_reserved(owner: type[Any], facts: Iterable[Fact]) -> None:
    head = {squeeze(name) for name in HEAD}
    related = {squeeze(n) for n, v in vars(owner).items() if isinstance(v, Many | Parent)}
    for fact in facts:
        for name in fact.info.all_headers():
            if squeeze(name) in head or (name == fact.info.name and squeeze(name) in related):
                raise BadRule(
                    zh=f"“{owner.label.zh}”已把“{name}”用于别处，"
                    f"登记项“{fact.info.name}”不能用它作名称或表头。",
                    en=f'A {owner.label.en} uses "{name}" for something else; '
                    f'the fact "{fact.info.name}" cannot have it as name or header.',
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
