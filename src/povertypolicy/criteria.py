"""Criteria: conditions with a name, a citation and our reading."""

from typing import Generic, TypeVar

import attrs

from povertypolicy.citations import Citation
from povertypolicy.errors import BadRule
from povertypolicy.expr.nodes import Condition
from povertypolicy.provenance import ClauseInfo, Force, here, info
from povertypolicy.texts import Words

S = TypeVar("S")


@attrs.frozen(eq=False, repr=False)
class Criterion(Condition[S], Generic[S]):
    """A condition with a name and a citation.

    `applies_when` says whom it is about: where it is NO the outcome is NOT_APPLICABLE.
    `advisory` marks a clause that yields a lead for people to check and never decides.
    """

    info: ClauseInfo
    means: Condition[S]
    applies_when: Condition[S] | None = None
    advisory: bool = False


def criterion(
    id: str,
    words: Words,
    *,
    cite: Citation,
    means: Condition[S],
    applies_when: Condition[S] | None = None,
    force: Force = Force.MUST,
    kind: str = "criterion",
    assumes: Words | tuple[Words, ...] = (),
    since: str | None = None,
    until: str | None = None,
    advisory: bool = False,
    recorded: Words | None = None,
) -> Criterion[S]:
    """Declare a criterion.

    `since` and `until` are the first and the last day, both included, on which it is in force;
    without `since` that is from the day of the document on. `assumes` says in both languages
    what we had to assume where the document leaves something open; `recorded` why the document gives
    a direction and no more, where it does.

    Raises:
        BadRule: when `means` or `applies_when` is no condition.
    """
    parts: tuple[object, ...] = (means, applies_when)  # whatever an author without a checker wrote
    for part in parts:
        if part is not None and not isinstance(part, Condition):
            got = type(part).__name__
            raise BadRule(
                zh=f"标准条目“{id}”需要条件，得到的是 {got}。",
                en=f'The criterion "{id}" takes conditions, not {got}.',
                where=here(2),
            )
    about = info(
        id,
        words,
        cite=cite,
        shape="criterion",
        kind=kind,
        force=force,
        assumes=assumes,
        since=since,
        until=until,
        recorded=recorded,
    )
    return Criterion(about, means, applies_when, advisory)
