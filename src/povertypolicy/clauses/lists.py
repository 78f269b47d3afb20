"""Lists that a document prints: words that stand on them, and items that all have to be there."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import attrs

from povertypolicy.citations import Citation
from povertypolicy.clauses.told import LookedUp, Told, left_open, not_given
from povertypolicy.criteria import Criterion
from povertypolicy.errors import BadRule
from povertypolicy.expr.facts import FactInfo, FlagFact
from povertypolicy.expr.nodes import Term, Vocabulary, all_of
from povertypolicy.expr.values import Reject, word_of
from povertypolicy.outcomes import Outcome
from povertypolicy.provenance import ClauseInfo, Force, info
from povertypolicy.texts import Text, Words, text

OFF_AN_OPEN_LIST = Text(
    "不在所列之中，而清单没有封闭，须由人判断",
    "it is not among those listed, and the list is open: a person has to decide",
)


@attrs.frozen(eq=False, repr=False)
class Listing(LookedUp):
    """A list that the document prints. Off a closed list is NO; off an open one (等) it is UNKNOWN."""

    vocabulary: Vocabulary

    @property
    def wanted(self) -> dict[str, Text]:
        """What it is asked with."""
        return {"value": self.vocabulary.label}

    def answer(self, _day: dt.date, /, value: object = None) -> Told:
        """Say whether a word, given by its id or a label, stands on the list."""
        if value is None:
            return not_given(self.wanted.values())
        try:
            word_of(self.vocabulary, value)
        except Reject:
            return Told(Outcome.NO) if self.vocabulary.closed else left_open(OFF_AN_OPEN_LIST)
        return Told(Outcome.YES)


def listing(
    id: str,
    words: Words,
    items: Iterable[tuple[str, Words]],
    *,
    cite: Citation,
    closed: bool = True,
    kind: str = "vocabulary",
    force: Force = Force.MUST,
    assumes: Words | tuple[Words, ...] = (),
    since: str | None = None,
    until: str | None = None,
    recorded: Words | None = None,
    where: str = "",
) -> Listing:
    """Declare a list; `closed` means that the document lists them all (no 等)."""
    about = info(
        id,
        words,
        cite=cite,
        shape="list",
        kind=kind,
        force=force,
        assumes=assumes,
        since=since,
        until=until,
        recorded=recorded,
        where=where,
    )
    terms = tuple(Term(key, text(label)) for key, label in items)
    return Listing(about, Vocabulary(about.label, terms, closed))


def checklist(
    id: str,
    words: Words,
    subject: type[Any],
    items: Iterable[tuple[str, Words]],
    *,
    cite: Citation,
    shape: str = "checklist",
    kind: str = "checklist",
    force: Force = Force.MUST,
    assumes: Words | tuple[Words, ...] = (),
    since: str | None = None,
    until: str | None = None,
    recorded: Words | None = None,
    where: str = "",
    module: str = "",
) -> Criterion[Any]:
    """Declare a list whose items all have to be there: a yes-or-no fact and a criterion for each, and all of them.

    The fact of an item is called as the last part of the clause's id and the item, such as ``stage_tasks_preschool``;
    its criterion has the clause's id and the item. `module` is the one in whose `load` the facts are found again.

    Raises:
        BadRule: when there are no items.
    """
    about = info(
        id,
        words,
        cite=cite,
        shape=shape,
        kind=kind,
        force=force,
        assumes=assumes,
        since=since,
        until=until,
        recorded=recorded,
        where=where,
    )
    parts = [_item(about, subject, key, text(label), module) for key, label in items]
    if not parts:
        raise BadRule(
            zh=f"清单“{id}”没有一项。",
            en=f'The list "{id}" has no items.',
            where=about.where,
        )
    return Criterion(about, all_of(*parts))


def _item(
    about: ClauseInfo, subject: type[Any], key: str, label: Text, module: str
) -> Criterion[Any]:
    name = f"{about.id.rpartition('.')[2]}_{key}"
    header = Text(f"{about.label.zh}：{label.zh}", f"{about.label.en}: {label.en}")
    fact: FlagFact[Any] = FlagFact(FactInfo(subject, name, header, attribute=False, where=module))
    own = attrs.evolve(
        about,
        id=f"{about.id}.{key}",
        label=label,
        assumes=(),
        first=None,
        last=None,
        recorded=None,
    )
    return Criterion(own, fact)
