"""Layers: what a lower jurisdiction adds to a policy and changes in it, each change cited.

A layer says what it extends and which clauses it changes, by id. Laying it over that policy gives a new policy:
what is changed is changed wherever it is used, and every clause knows who set it and what stood there before.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import Any, TypeAlias, cast

import attrs

from povertypolicy.checks import reads_facts, subject_of
from povertypolicy.citations import Citation, Document
from povertypolicy.clauses import Clause
from povertypolicy.digests import EDITION
from povertypolicy.errors import BadRule, DuplicateId, LayerConflict
from povertypolicy.expr.nodes import Condition, Constant, Node, Number, Word
from povertypolicy.expr.rewriting import Rewriting
from povertypolicy.parameters import Parameter, Since, moved
from povertypolicy.policies import Origin, Rules, Verb, in_order
from povertypolicy.standards import Standard
from povertypolicy.texts import Text, Words, text


@attrs.frozen(eq=False)
class Amendment:
    """One change of a clause, called by its id or by the name of a standard."""

    verb: Verb
    target: str
    cite: Citation
    clause: Clause | None = None


@attrs.frozen(eq=False, repr=False)
class Layer:
    """What a jurisdiction adds to the policy that it extends, and changes in it."""

    name: str
    label: Text
    extends: str
    documents: tuple[Document, ...]
    clauses: tuple[Clause, ...] = ()
    changes: tuple[Amendment, ...] = ()
    edition: int = EDITION

    def __repr__(self) -> str:
        counts = f"{len(self.clauses)} clauses, {len(self.changes)} changes"
        return f"<layer {self.name} over {self.extends}: {counts}>"


def layer(
    name: str,
    words: Words,
    *,
    extends: str,
    documents: Iterable[Document],
    clauses: Iterable[Clause] = (),
    changes: Iterable[Amendment] = (),
    edition: int = EDITION,
) -> Layer:
    """Put a layer together: `clauses` are added; `changes` are `replace`, `raise_to`, `lower_to`, `suspend`, `restore`."""
    return Layer(
        name, text(words), extends, tuple(documents), tuple(clauses), tuple(changes), edition
    )


def replace(target: str, clause: Clause, *, cite: Citation | None = None) -> Amendment:
    """Put `clause` in the place of another, wherever that is used; within `clause` itself the other stays what it was.

    `cite` is the place that orders it, that of `clause` unless given.
    """
    return Amendment("replace", target, cite or clause.info.cite, clause)


def raise_to(target: str, parameter: Parameter[Any]) -> Amendment:
    """Raise a parameter: from the first day of `parameter` on the higher of the two values counts."""
    return Amendment("raise_to", target, parameter.info.cite, parameter)


def lower_to(target: str, parameter: Parameter[Any]) -> Amendment:
    """Lower a parameter: from the first day of `parameter` on the lower of the two values counts."""
    return Amendment("lower_to", target, parameter.info.cite, parameter)


def suspend(target: str, *, cite: Citation) -> Amendment:
    """Put a clause out of force until a lower layer restores it."""
    return Amendment("suspend", target, cite)


def restore(target: str, *, cite: Citation) -> Amendment:
    """Put a suspended clause into force again, as it was."""
    return Amendment("restore", target, cite)


# --- laying layers over a policy -----------------------------------------------------------------


def layered(base: Rules, *layers: Layer) -> Rules:
    """Return a policy with layers laid over it, side by side; their order does not matter.

    Clauses come in the order of their documents, document by document. A policy of several layers is called after all of them. To lay one layer over another, call it again.

    Raises:
        BadRule: when a layer extends another policy, or a change does not fit what it changes.
        UnknownClause: when there is nothing of the name that is to be changed.
        LayerConflict: when two changes are about one clause.
        DuplicateId: when a layer adds an id that there is.
    """
    side_by_side = tuple(sorted(layers, key=lambda layer: layer.name))
    for layer in side_by_side:
        if layer.extends != base.name:
            raise BadRule(
                zh=f"“{layer.name}”的上级是“{layer.extends}”，不是“{base.name}”。",
                en=f'"{layer.name}" extends "{layer.extends}", not "{base.name}".',
            )
    return _laid(base, side_by_side, ordered=True)


def amended(base: Rules, *changes: Amendment) -> Rules:
    """Return a policy with changes made, under its own name; the documents of what replaces are listed, too.

    Raises:
        BadRule: when a change does not fit what it changes.
        UnknownClause: when there is nothing of the name that is to be changed.
        LayerConflict: when two changes are about one clause.
    """
    papers = tuple(c.clause.info.cite.document for c in changes if c.clause is not None)
    own = Layer(base.name, base.label, base.name, papers, (), changes, base.edition)
    return attrs.evolve(_laid(base, (own,), ordered=False), extends=base.extends)


Plan: TypeAlias = list[tuple[Clause, Layer, Amendment]]
"""What is changed, by whom, and how."""


@lru_cache(maxsize=64)
def _laid(base: Rules, layers: tuple[Layer, ...], *, ordered: bool) -> Rules:
    """Return a policy with layers over it; the same frozen values give the same one, which is made once."""
    plan = _plan(base, layers)
    new = Rewriting(
        {id(old): partial(_now, base.by_id[id_]) for old, id_ in base.earlier}
        | {
            id(change.clause): partial(_now, old)
            for old, _, change in plan
            if change.clause is not None
        }
        | {id(old): partial(_made, base, old, change) for old, _, change in plan}
    )
    kept = new(base.clauses)
    added = tuple(clause for layer in layers for clause in layer.clauses)
    _refuse_added_again(base, added)
    documents = tuple(
        dict.fromkeys([*base.documents, *(d for layer in layers for d in layer.documents)])
    )
    clauses = (*kept, *new(added))
    return Rules(
        name="+".join(layer.name for layer in layers),
        label=Text(
            "、".join(layer.label.zh for layer in layers),
            ", ".join(layer.label.en for layer in layers),
        ),
        documents=documents,
        clauses=_by_document(documents, clauses) if ordered else clauses,
        edition=max([base.edition, *(layer.edition for layer in layers)]),
        extends=(*base.extends, base.name),
        origins=_origins(base, kept, layers, plan),
        earlier=_earlier(base, kept),
    )


def _by_document(
    documents: tuple[Document, ...], clauses: tuple[Clause, ...]
) -> tuple[Clause, ...]:
    """Return clauses document by document, those of a document that is not listed last."""
    listed = [[c for c in clauses if c.info.cite.document == paper] for paper in documents]
    rest = [clause for clause in clauses if clause.info.cite.document not in documents]
    return (*(clause for group in listed for clause in in_order(group)), *rest)


def _refuse_added_again(base: Rules, added: Iterable[Clause]) -> None:
    """Refuse the very clause of the policy below: it would stand twice, and as if the layer had set it."""
    there = {id(clause) for clause in base.clauses}
    for clause in added:
        if id(clause) in there:
            where = clause.info.where
            raise DuplicateId(id=clause.info.id, first=where, second=where)


def _earlier(base: Rules, kept: tuple[Clause, ...]) -> tuple[tuple[Clause, str], ...]:
    called = {old.info.id: clause.info.id for old, clause in zip(base.clauses, kept, strict=True)}
    changed = zip(base.clauses, kept, strict=True)
    return (
        *((old, called[id_]) for old, id_ in base.earlier),
        *((old, clause.info.id) for old, clause in changed if old is not clause),
    )


def _plan(base: Rules, layers: tuple[Layer, ...]) -> Plan:
    plan = [(base.find(c.target), layer, c) for layer in layers for c in layer.changes]
    first: dict[int, tuple[Layer, Amendment]] = {}
    for old, layer, change in plan:
        other, before = first.setdefault(id(old), (layer, change))
        if before is not change:
            raise LayerConflict(
                target=old.info.id,
                first_layer=other.name,
                first=_told(before),
                second_layer=layer.name,
                second=_told(change),
            )
    return plan


def _told(change: Amendment) -> str:
    """Return by which clause, or from which place, a change is made."""
    return change.cite.say("zh") if change.clause is None else change.clause.info.id


def _origins(
    base: Rules, kept: tuple[Clause, ...], layers: tuple[Layer, ...], plan: Plan
) -> dict[str, tuple[Origin, ...]]:
    changed = {id(old): (layer, change) for old, layer, change in plan}
    found: dict[str, tuple[Origin, ...]] = {}
    for old, clause in zip(base.clauses, kept, strict=True):
        before = base.origin(old.info.id)
        if id(old) in changed:
            layer, change = changed[id(old)]
            before += (Origin(layer.name, layer.label, change.verb, change.cite, old),)
        found[clause.info.id] = before
    for layer in layers:
        for clause in layer.clauses:
            found[clause.info.id] = (Origin(layer.name, layer.label, "add", clause.info.cite),)
    return found


# --- what each change makes ----------------------------------------------------------------------


def _now(clause: Clause, rewriting: Rewriting) -> Node:
    """Return what stands today where a layer speaks of a clause that stood before, or of one of its changes."""
    return cast("Node", rewriting(clause))


def _made(base: Rules, old: Clause, change: Amendment, rewriting: Rewriting) -> Node:
    return _MAKERS[change.verb](base, old, change, rewriting)


def _replaced(base: Rules, old: Clause, change: Amendment, rewriting: Rewriting) -> Node:
    new = change.clause
    if new is None or not _fits(old, new):
        raise _unfit(old, change, "不是同一类条款", "is not a clause of the same kind")
    stood = (clause for clause, id_ in base.earlier if id_ == old.info.id)
    return rewriting.keeping(old, new, *stood)


def _moved(_base: Rules, old: Clause, change: Amendment, _rewriting: Rewriting) -> Node:
    new = change.clause
    if not isinstance(old, Parameter) or not isinstance(new, Parameter) or old.unit is not new.unit:
        raise _unfit(old, change, "不是同一单位的参数", "is not a parameter of the same unit")
    up = change.verb == "raise_to"
    if not all(_further(old, since, up=up) for since in new.values):
        zh, en = ("更高", "higher") if up else ("更低", "lower")
        raise _unfit(old, change, f"没有比它{zh}", f"is not {en}, or not in the same prices")
    return moved(old, new, up=up)


def _further(old: Parameter[Any], since: Since[Any], *, up: bool) -> bool:
    """Whether a new value lies beyond the one that was in force on its first day, in the same prices."""
    before = old.on(since.day) if old.info.in_force(since.day) else None
    if before is None:
        return True
    was, now = before.quantity, since.value.quantity
    return was.prices_of == now.prices_of and (now.value > was.value) is up and now != was


def _suspended(_: Rules, old: Clause, change: Amendment, rewriting: Rewriting) -> Node:
    if old.info.suspended is not None:
        raise _unfit(old, change, "已经暂停", "is suspended already")
    return _with_info(old, change.cite, rewriting)


def _restored(_: Rules, old: Clause, change: Amendment, rewriting: Rewriting) -> Node:
    if old.info.suspended is None:
        raise _unfit(old, change, "没有暂停，无从恢复", "is not suspended, so nothing is restored")
    return _with_info(old, None, rewriting)


def _with_info(old: Clause, suspended: Citation | None, rewriting: Rewriting) -> Node:
    about = attrs.evolve(old.info, suspended=suspended)
    return attrs.evolve(rewriting.below(old), info=about)  # type: ignore[call-arg] # every clause has one


_MAKERS: Mapping[str, Callable[[Rules, Any, Amendment, Rewriting], Node]] = {
    "replace": _replaced,
    "raise_to": _moved,
    "lower_to": _moved,
    "suspend": _suspended,
    "restore": _restored,
}


def _unfit(old: Clause, change: Amendment, zh: str, en: str) -> BadRule:
    new = old if change.clause is None else change.clause
    return BadRule(
        zh=f"对“{old.info.id}”的修改（{change.verb}）不成立：“{new.info.id}”{zh}。",
        en=f'"{old.info.id}" cannot be changed so ({change.verb}): "{new.info.id}" {en}.',
        where=new.info.where,
    )


def _fits(old: Clause, new: Clause) -> bool:
    """Whether a clause can stand wherever another is used."""
    if isinstance(old, Standard) and not (isinstance(new, Standard) and old.name == new.name):
        return False
    for kind in (Condition, Constant, Number, Word):
        if isinstance(old, kind):
            return isinstance(new, kind) and _alike(old, new)
    return type(old) is type(new)


def _alike(old: Any, new: Any) -> bool:
    """Whether two expressions of a kind have one unit or vocabulary, and one subject."""
    units = getattr(old, "unit", None) is getattr(new, "unit", None)
    words = [one.vocabulary.ids() for one in (old, new) if isinstance(one, Word)]
    subjects = {subject_of(one) for one in (old, new) if reads_facts(one)}
    return units and len(set(words)) <= 1 and len(subjects) <= 1
