"""Standards: named decisions made of criteria."""

from typing import Generic, TypeVar

import attrs

from povertypolicy.citations import Citation
from povertypolicy.criteria import Criterion
from povertypolicy.expr.nodes import Condition
from povertypolicy.provenance import ClauseInfo, info
from povertypolicy.texts import Words

S = TypeVar("S")

SHARED_NAMES = (
    "household.identification",
    "household.exit",
    "village.identification",
    "village.exit",
    "county.exit",
)
"""Names that every province uses for the same decision."""


@attrs.frozen(eq=False, repr=False)
class Standard(Condition[S], Generic[S]):
    """A decision about a subject; itself a condition, so that levels can build on each other.

    `leads` are advisory criteria that are looked at beside it and never decide; none stands in `means`.
    """

    info: ClauseInfo
    name: str
    means: Condition[S]
    leads: tuple[Criterion[S], ...] = ()


def standard(
    name: str,
    words: Words,
    means: Condition[S],
    *,
    cite: Citation,
    id: str | None = None,
    kind: str = "standard",
    assumes: Words | tuple[Words, ...] = (),
    since: str | None = None,
    until: str | None = None,
    leads: tuple[Criterion[S], ...] = (),
) -> Standard[S]:
    """Declare a standard under a shared name (`SHARED_NAMES`) or one of the plugin's own.

    `id` is the clause id where the standard is itself a clause of the inventory; default: the name.
    """
    about = info(
        id or name,
        words,
        cite=cite,
        shape="standard",
        kind=kind,
        assumes=assumes,
        since=since,
        until=until,
    )
    return Standard(about, name, means, leads)
