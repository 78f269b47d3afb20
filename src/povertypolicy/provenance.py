"""What every clause carries: its id, its words, its place in document and code, its force and its days."""

import datetime as dt
import enum
import sys
from pathlib import PurePath

import attrs

from povertypolicy.citations import Citation
from povertypolicy.outcomes import Outcome
from povertypolicy.texts import Text, Words, text


class Force(enum.Enum):
    """How strongly a clause binds; decides what a NO is called."""

    MUST = "must"
    IN_PRINCIPLE = "in_principle"
    STRIVE = "strive"
    ENCOURAGED = "encouraged"
    CONDITIONAL = "conditional"
    MAY = "may"

    @property
    def label(self) -> Text:
        """The force in words."""
        return _FORCES[self]

    @property
    def no_is(self) -> Text:
        """What a NO is called under this force."""
        return _NO_IS.get(self, Text("未做到，不算违反", "not followed, no breach"))


_FORCES = {
    Force.MUST: Text("必须", "must"),
    Force.IN_PRINCIPLE: Text("原则上", "in principle"),
    Force.STRIVE: Text("力争", "strive for"),
    Force.ENCOURAGED: Text("鼓励", "encouraged"),
    Force.CONDITIONAL: Text("有条件的", "where conditions allow"),
    Force.MAY: Text("可以", "may"),
}
_NO_IS = {Force.MUST: Text("违反", "breach"), Force.IN_PRINCIPLE: Text("偏离原则", "departure")}


@attrs.frozen
class ClauseInfo:
    """The part that all clauses share.

    `first` and `last`, both included, are the days between which the clause is in force;
    `first` None means that the document states no day.
    `assumes` holds what we had to assume where the document leaves something open; `recorded` says why a clause
    is recorded and no more than what is certain is decided by it: a direction without a figure, say.
    `suspended` is the place where a lower layer suspends the clause: it is then in force on no day.
    """

    id: str
    label: Text
    cite: Citation
    shape: str
    kind: str = ""
    force: Force = Force.MUST
    assumes: tuple[Text, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    where: str = ""
    recorded: Text | None = None
    suspended: Citation | None = None

    @property
    def no_is(self) -> Text:
        """What a NO is called: a breach only for a constraint that binds."""
        plain = self.force is Force.MUST and self.kind != "constraint"
        return Outcome.NO.label if plain else self.force.no_is

    def in_force(self, day: dt.date) -> bool:
        """Whether the clause is in force on `day`."""
        begun = self.first is None or self.first <= day
        return begun and (self.last is None or day <= self.last) and self.suspended is None


def info(
    id: str,
    words: Words,
    *,
    cite: Citation,
    shape: str,
    kind: str = "",
    force: Force = Force.MUST,
    assumes: Words | tuple[Words, ...] = (),
    since: str | None = None,
    until: str | None = None,
    recorded: Words | None = None,
    where: str = "",
    depth: int = 2,
) -> ClauseInfo:
    """Return a clause's common part; the place in code is the caller's caller unless `where` names it.

    `since` and `until` are the first and the last day, both included, on which it is in force;
    without `since` that is from the day of the document on.
    """
    pairs = (
        (assumes,)
        if isinstance(assumes, Text) or (assumes and isinstance(assumes[0], str))
        else assumes
    )
    return ClauseInfo(
        id=id,
        label=text(words),
        cite=cite,
        shape=shape,
        kind=kind or shape,
        force=force,
        assumes=tuple(text(pair) for pair in pairs),
        first=cite.document.issued if since is None else dt.date.fromisoformat(since),
        last=None if until is None else dt.date.fromisoformat(until),
        where=where or here(depth + 1),
        recorded=None if recorded is None else text(recorded),
    )


def here(depth: int) -> str:
    """Return file and line of a caller, the file shortened to its last two parts."""
    frame = sys._getframe(depth)  # noqa: SLF001 - the one way to learn where a clause stands in code
    return "/".join(PurePath(frame.f_code.co_filename).parts[-2:]) + f":{frame.f_lineno}"
