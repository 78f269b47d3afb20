"""The kinds of subject that a policy is about, by name."""

from typing import Any

from povertypolicy.errors import UnknownClause, choices, hint
from povertypolicy.expr.facts import FACTS
from povertypolicy.expr.nodes import Relation, Up
from povertypolicy.policies import Rules
from povertypolicy.subjects import County, Household, IncomeEntry, Person, Subject, Village

COMMON: tuple[type[Subject], ...] = (Household, Person, IncomeEntry, Village, County)


def kinds_of(rules: Rules) -> dict[str, type[Subject]]:
    """Return the kinds of subject that rules know, by class name: the common ones and those of the policy."""
    kinds: list[type[Any]] = [*COMMON]
    for node in rules.nodes():
        if isinstance(node, FACTS):
            kinds.append(node.info.owner)
        elif isinstance(node, Relation):
            kinds += [node.owner, node.member]
        elif isinstance(node, Up):
            kinds += [node.owner, node.parent]
    found: dict[str, type[Any]] = {}
    for kind in kinds:
        found.setdefault(kind.__name__, kind)
    return found


def kind_named(rules: Rules, name: str) -> type[Subject]:
    """Return the kind of subject of a name, in any case, or of a label.

    Raises:
        UnknownClause: with a suggestion, when there is none.
    """
    kinds = kinds_of(rules)
    wanted = name.strip().lower()
    for known, kind in kinds.items():
        if wanted in (known.lower(), kind.label.zh, kind.label.en.lower()):
            return kind
    raise UnknownClause(
        policy=rules.name,
        name=name,
        kind_zh="对象",
        kind_en="kind of subject",
        known=choices(list(kinds)),
        **hint(name, list(kinds)),
    )
