"""Why something was found: the criteria behind it, counted by group."""

from collections.abc import Iterator, Mapping
from typing import Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from povertypolicy.columns.data import NO, UNKNOWN, YES
from povertypolicy.columns.deciding import Answer
from povertypolicy.columns.kernel import BITS
from povertypolicy.columns.planning import Told
from povertypolicy.columns.segments import Codes, Flags, Ints
from povertypolicy.register.reconciling.findings import (
    AT_RISK,
    FOUND,
    MISSED,
    WRONGLY_EXITED,
    WRONGLY_LISTED,
    Finding,
)
from povertypolicy.register.reconciling.settling import FIXED, LISTING, RECORD
from povertypolicy.register.reconciling.sums import summed
from povertypolicy.texts import Text

Side = Literal["met", "not_met", "unknown"]

SIDES: Mapping[Side, Text] = {
    "met": Text("符合", "met"),
    "not_met": Text("不符合", "not met"),
    "unknown": Text("待核实", "to be verified"),
}

AGAINST: Mapping[Finding, tuple[str, int]] = {
    MISSED: ("identification", YES),
    WRONGLY_LISTED: ("identification", NO),
    WRONGLY_EXITED: ("exit", NO),
    AT_RISK: ("identification", YES),
}
"""Which answer, and what it says, stands against the record."""


@attrs.frozen
class Reason:
    """A criterion and how it came out, or the record itself where it is open, behind a finding."""

    finding: Finding
    id: str
    label: Text
    side: Side

    @property
    def text(self) -> Text:
        """The reason in words."""
        side = SIDES[self.side]
        return Text(f"{self.label.zh}（{side.zh}）", f"{self.label.en} ({side.en})")


def reasons_of(answers: Mapping[str, Answer | None]) -> tuple[Reason, ...]:
    """Return every reason that there may be, in the order in which they are counted."""
    found = []
    for finding, (name, against) in AGAINST.items():
        answer = answers.get(name)
        for told in () if answer is None else answer.told:
            about = told.info
            found += [Reason(finding, about.id, about.label, s) for s in _sides(told, against)]
        fixed = FIXED if finding == WRONGLY_LISTED else FIXED[:1]
        found += [Reason(finding, field.path, field.label, "unknown") for field in fixed]
    return tuple(found)


def _sides(told: Told, against: int) -> Iterator[Side]:
    """A criterion is told as met only where it always applies and is always reached: else it may be neither."""
    if against == NO:
        yield "not_met"
    elif not told.paths and told.part.applies.constant and told.part.applies.data[1]:
        yield "met"
    yield "unknown"


@attrs.frozen(eq=False)
class Rows:
    """What the reasons of some rows are read from."""

    options: NDArray[np.uint8]
    answers: Mapping[str, tuple[Answer | None, Codes]]
    matters: Mapping[str, Flags]

    def marked(self, reason: Reason) -> Ints:
        """Return the rows that have a reason."""
        name, against = AGAINST[reason.finding]
        found = np.flatnonzero(self.options[list(AGAINST).index(reason.finding)] & FOUND)
        if reason.id in (RECORD, LISTING):
            return found[self.matters[reason.id][found]]
        answer, codes = self.answers[name]
        assert answer is not None  # noqa: S101 - only answers have reasons
        place = [told.info.id for told in answer.told].index(reason.id)
        word, bit = divmod(place, BITS)
        told = answer.answered
        not_met, unknown = (
            np.asarray(bits[word])[found] >> bit & 1 for bits in (told.not_met, told.unknown)
        )
        wanted = codes[found] == (UNKNOWN if reason.side == "unknown" else against)
        sides = {"unknown": unknown, "not_met": not_met, "met": 1 - (not_met | unknown)}
        rows: Ints = found[wanted & (sides[reason.side] != 0)]
        return rows


def count_reasons(
    rows: Rows, reasons: tuple[Reason, ...], levels: Mapping[str, Ints]
) -> dict[str, Ints]:
    """Return for each level how many households each group has of each reason: group, reason, households.

    `levels` gives the group of every row.
    """
    marked = [rows.marked(reason) for reason in reasons]
    which = np.repeat(np.arange(len(reasons)), [len(found) for found in marked])
    where = np.concatenate([*marked, np.zeros(0, np.int64)])
    return {
        level: summed(places[where], which, np.ones(len(where), np.int64))
        for level, places in levels.items()
    }
