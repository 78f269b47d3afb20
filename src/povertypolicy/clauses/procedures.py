"""Procedures that a document prescribes: steps in order, who takes each, of what kind it is, what it leaves behind."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

import attrs

from povertypolicy.citations import Citation
from povertypolicy.clauses.told import LookedUp, Told, not_given, word
from povertypolicy.errors import Fault, InvalidData
from povertypolicy.expr.nodes import Term, Vocabulary
from povertypolicy.expr.values import shape
from povertypolicy.texts import Text

DONE = "done"
"""What is next when every step has been taken; no step is called so."""

PUBLICITY, CONSENT = "publicity", "consent"

_SAID = {
    "application": Text("申请", "application"),
    "deliberation": Text("评议", "deliberation"),
    PUBLICITY: Text("公示", "publicity"),
    "comparison": Text("比对", "comparison"),
    "announcement": Text("公告", "announcement"),
    "verification": Text("核实", "verification"),
    CONSENT: Text("认可", "consent"),
    "notice": Text("告知", "notice"),
    "review": Text("审核", "review"),
    "approval": Text("审定", "approval"),
    "filing": Text("备案", "filing"),
    "marking": Text("标注", "marking"),
}
KINDS = Vocabulary(
    Text("步骤的种类", "kind of step"), tuple(Term(id_, label) for id_, label in _SAID.items())
)
"""The kinds of step; a step may have several, or none of these."""

WANTED = {DONE: Text("已完成的步骤，按先后", "steps done, in order")}
_VALID, _NEXT = Text("次序", "order"), Text("下一步", "next")
_ORDER = {True: Text("正确", "right"), False: Text("不对", "wrong")}
ALL_DONE = Text("全部完成", "all done")


@attrs.frozen
class Step:
    """A step. `actor` None: the document does not say who takes it.

    `records` are the papers it leaves, `days` is the length of its publicity; a length has its own citation.
    """

    id: str
    label: Text
    actor: Term | None = None
    kinds: tuple[str, ...] = ()
    records: tuple[Term, ...] = ()
    days: int | None = None
    cite: Citation | None = None

    @property
    def is_publicity(self) -> bool:
        """Whether something is made public, and objections may come."""
        return PUBLICITY in self.kinds


@attrs.frozen
class Leads:
    """What a comparison may bring up: never an answer, always back to the step in which people decide."""

    step: str
    back_to: str
    words: Vocabulary
    cite: Citation


@attrs.frozen(eq=False, repr=False)
class Procedure(LookedUp):
    """Steps in the order in which they have to be taken, each after the one before it."""

    steps: tuple[Step, ...]
    actors: Vocabulary
    leads: Leads | None = None

    @property
    def words(self) -> Vocabulary:
        """The steps as words."""
        return Vocabulary(self.info.label, tuple(Term(step.id, step.label) for step in self.steps))

    @property
    def wanted(self) -> dict[str, Text]:
        """What it is asked with."""
        return dict(WANTED)

    def step(self, id: str) -> Step:
        """Return one step by its id."""
        return self.steps[self.place(id)]

    def place(self, id: str) -> int:
        """Return which step it is, from 0."""
        return next(place for place, step in enumerate(self.steps) if step.id == id)

    def counts(self) -> Mapping[str, int]:
        """Count the steps of each kind: two deliberations, two publicities, one comparison, one announcement."""
        return Counter(kind for step in self.steps for kind in step.kinds)

    def read(self, name: str, value: object) -> object:  # noqa: ARG002 - there is one
        """Return the steps of a line such as ``apply,review``."""
        if not isinstance(value, str):
            return value
        return [part.strip() for part in value.replace("，", ",").split(",") if part.strip()]

    def answer(self, _day: dt.date, /, done: object = None) -> Told:
        """Say whether steps were done in order, and which one is next; `DONE` after the last.

        `valid` is whether each came right after the one before it, none twice; `next` is the first not done.

        Raises:
            InvalidData: when `done` is no list, or names a step that there is not.
        """
        if done is None:
            return not_given(WANTED.values())
        if not isinstance(done, list | tuple):
            raise InvalidData([Fault("not-a-list", path=DONE, parts={"shape": shape(done)})])
        taken = [word(self.words, one, f"{DONE}[{place}]") for place, one in enumerate(done)]
        valid = taken == [step.id for step in self.steps[: len(taken)]]
        after = next((step for step in self.steps if step.id not in taken), None)
        value: dict[str, Any] = {"valid": valid, "next": DONE if after is None else after.id}
        said = ALL_DONE if after is None else after.label
        return Told(value=value, lines=((_VALID, _ORDER[valid]), (_NEXT, said)))
