"""Reconciling a register, or one part of it after another."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from povertypolicy.columns.data import NOT_APPLICABLE, UNKNOWN, Frame
from povertypolicy.columns.deciding import Answer, Progress, decide
from povertypolicy.columns.kernel import FAULT
from povertypolicy.columns.segments import Codes, Flags, Ints
from povertypolicy.deciding.policy import Policy
from povertypolicy.errors import BadSetting
from povertypolicy.register.reconciling.combinations import certainty_of, numbers, table
from povertypolicy.register.reconciling.findings import FINDINGS, POSSIBLE, Finding
from povertypolicy.register.reconciling.groups import (
    Group,
    Grouping,
    Groups,
    Tally,
    added,
    everybody,
    tally_of,
)
from povertypolicy.register.reconciling.reasons import Reason, Rows, count_reasons, reasons_of
from povertypolicy.register.reconciling.reporting import (
    TOTAL,
    Asked,
    as_json,
    csv_of,
    say,
)
from povertypolicy.register.reconciling.settling import (
    LISTING,
    RECORD,
    Field,
    Open,
    Settling,
    fields_of,
    open_sets,
    settling,
)
from povertypolicy.register.reconciling.standings import Recorded, RecordedWord, same_size, within
from povertypolicy.texts import LANGUAGES, Language

STANDARDS = ("household.identification", "household.exit")
"""The standards that are asked unless others are named."""

Said = Answer | Codes | None
"""What a standard says of every row: its answer, which gives reasons too, or bare codes; None, it was not asked."""

_TOTAL = ""
_TAKEN = (_TOTAL, TOTAL.en)
"""What no level is called: the whole register is."""


@attrs.frozen(eq=False)
class RowFindings:
    """What was found of every row; nothing here is ever null.

    `classes` are places in CLASSES, `certainties` in CERTAINTIES: the class is the first of what was found, by weight.
    """

    numbers: NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def classes(self) -> Codes:
        """What became of each row."""
        return table().classes[self.numbers]

    @property
    def certainties(self) -> Codes:
        """Whether that is certain: 0 nothing was found, 1 possible, 2 certain."""
        return table().certainties[self.numbers]

    def of(self, finding: Finding) -> Codes:
        """Return whether one finding is made of each row: 0 no, 1 possible, 2 certain."""
        return certainty_of(table().options[FINDINGS.index(finding)][self.numbers])


@attrs.frozen(eq=False)
class Reconciliation:
    """A register reconciled: `rows`, the figures in all and by group, and what to ask first.

    `rows` is None where parts were added.
    """

    rows: RowFindings | None = attrs.field(repr=False)
    asked: Asked
    tallies: Mapping[str, Tally] = attrs.field(repr=False)
    legend: tuple[Reason, ...] = attrs.field(repr=False)
    fields: Mapping[str, Field] = attrs.field(repr=False)
    open: Open = attrs.field(repr=False)

    @property
    def totals(self) -> Group:
        """The figures of the whole register."""
        return self._groups(_TOTAL).at(0)

    @property
    def levels(self) -> tuple[str, ...]:
        """By what there are groups."""
        return tuple(level for level in self.tallies if level != _TOTAL)

    def by(self, level: str) -> Groups:
        """Return the figures of the groups of a level, such as ``village``, by name.

        Raises:
            BadSetting: when nothing was grouped so.
        """
        if level not in self.levels:
            known = ", ".join(self.levels) or "-"
            raise BadSetting(
                setting=level,
                zh=f"没有按它分组；有：{known}。",
                en=f"nothing was grouped by it; there is: {known}.",
            )
        return self._groups(level)

    def _groups(self, level: str) -> Groups:
        return Groups(self.tallies[level], self.legend)

    def would_settle(self, most: int = 10) -> Settling:
        """Return which unknown fields would settle most households, in at most so many steps."""
        return settling(self.open, self.fields, most)

    def say(self, language: Language, *, by: str | None = None, most: int = 5) -> str:
        """Tell the figures as text: in all, or of each group; no household is named. `most` reasons and steps are told."""
        groups = self.by(by) if by else None
        told = say(
            self.totals, groups, self.would_settle(most), self.asked, language=language, most=most
        )
        return "\n".join(told)

    def csv(self, level: str, languages: Sequence[Language] = LANGUAGES) -> Iterable[str]:
        """Yield a CSV file with a row for every group of a level, and the total in the last one."""
        return csv_of(level, [*self.by(level).values(), self.totals], languages)

    def as_json(self) -> dict[str, Any]:
        """Return everything but the rows as plain data."""
        groups = {level: self.by(level) for level in self.levels}
        return as_json(self.totals, groups, self.would_settle(), self.asked)


def reconcile(
    recorded: Recorded | RecordedWord | None = None,
    identification: Said = None,
    exit: Said = None,  # noqa: A002 - the name of the standard
    *,
    at_listing: Said = None,
    persons: Ints | None = None,
    by: Mapping[str, Grouping | NDArray[Any] | Sequence[Any]] | None = None,
    frame: Frame | None = None,
    asked: Asked | None = None,
) -> Reconciliation:
    """Put the recorded status of households beside what the rule says; arrays in, one value for each household.

    Args:
        recorded: how the record says they stand; the fact `Household.registered` unless told otherwise.
        identification: what the standard of identification says of them on the facts given.
        exit: what the standard of exit says of them.
        at_listing: what the standard of identification said on the facts by which they were listed. Without it a
            household on the list that the rule does not identify today is wrongly listed only possibly: it may have
            been identified rightly. Where the facts given are those of the listing, give `identification` again.
        persons: how many persons are counted in each household, -1 where not known.
        by: groups by the name of their level, such as ``{"village": codes}``.
        frame: the register, where `recorded` names facts.
        asked: what is told of the standards; made from the answers unless given.

    Raises:
        BadSetting: when arrays differ in length, hold other codes, nothing was asked, or a level is called ``total``.
    """
    answers = {"identification": identification, "exit": exit}
    if identification is None and exit is None:
        raise BadSetting(
            setting="identification",
            zh="识别和退出两项标准至少给出一项的结论。",
            en="give the answers of at least one of identification and exit.",
        )
    standings = (recorded or Recorded()).standings(frame)
    size = len(standings)
    said = {name: (_answer(one), _codes(name, one, size)) for name, one in answers.items()}
    listing = _codes("at_listing", at_listing, size, absent=UNKNOWN)
    number = numbers(standings, said["identification"][1], said["exit"][1], listing)
    counted = _persons(persons, size)
    own = {name: answer for name, (answer, _) in said.items()}
    legend = reasons_of(own)
    groups = {level: _grouping(level, given, size).used() for level, given in (by or {}).items()}
    groups = {_TOTAL: everybody(size), **groups}
    names = (RECORD, "identification", "exit", LISTING)
    told = table()
    matters = {name: told.matters[axis][number] for axis, name in enumerate(names)}
    if at_listing is identification:  # no other facts than those asked for already
        matters[LISTING] = np.zeros(size, np.bool_)
    options = told.options[: len(FINDINGS), number]
    reasons = count_reasons(
        Rows(options, said, matters),
        legend,
        {level: places for level, (_, places) in groups.items()},
    )
    possible = np.flatnonzero((certainty_of(options) == POSSIBLE).any(0))
    return Reconciliation(
        RowFindings(number),
        attrs.evolve(asked or Asked.of(own), listing=at_listing is not None),
        {
            level: tally_of(names, places, number, counted, reasons[level])
            for level, (names, places) in groups.items()
        },
        legend,
        fields_of(own.values()),
        open_sets(possible, matters, said),
    )


def add(parts: Iterable[Reconciliation]) -> Reconciliation:
    """Return the reconciliations of the parts of a register as one, without rows.

    Raises:
        BadSetting: when there are none, or they were not asked alike.
    """
    every = list(parts)
    first = every[0] if every else None
    if first is None or any(
        (one.asked, one.legend, one.levels) != (first.asked, first.legend, first.levels)
        for one in every
    ):
        raise BadSetting(
            setting="parts",
            zh="各部分应按同样的标准、同样的分组核对，且至少有一个部分。",
            en="parts must be asked the same standards and grouped alike, and there must be one.",
        )
    sets: Open = sum((one.open for one in every), Open())
    fields = {path: field for one in every for path, field in one.fields.items()}
    tallies = {level: added(one.tallies[level] for one in every) for level in first.tallies}
    return attrs.evolve(first, rows=None, tallies=tallies, fields=fields, open=sets)


def reconcile_frame(
    policy: Policy,
    frame: Frame,
    recorded: Recorded | RecordedWord | None = None,
    *,
    identification: str | None = STANDARDS[0],
    exit: str | None = STANDARDS[1],  # noqa: A002 - the name of the standard
    same_facts: bool = False,
    by: Mapping[str, Grouping | NDArray[Any] | Sequence[Any]] | None = None,
    good: Flags | None = None,
    persons: str = "persons",
    progress: Progress | None = None,
) -> Reconciliation:
    """Ask a policy about the households of a frame and reconcile them.

    `same_facts` says that the facts given are those by which households were listed. `persons` names the relation whose
    rows are counted. Rows that are not `good` are faults.

    Raises:
        UnknownClause: when the policy has no such standard; None asks none.
        BadSetting: when a status or group does not fit the frame.
    """
    names = [name for name in (identification, exit) if name is not None]
    told = decide(
        policy.together(*names),
        frame,
        names=tuple(names),
        good=good,
        progress=progress,
    )
    answers = dict(zip(names, told, strict=True))
    own = {
        "identification": answers.get(identification or ""),
        "exit": answers.get(exit or ""),
    }
    below = frame.below.get(persons)
    counted = None
    if below is not None:
        unlisted = below.segments.unlisted
        counted = (
            below.segments.sizes
            if unlisted is None
            else np.where(unlisted, -1, below.segments.sizes)
        )
    return reconcile(
        recorded,
        **own,
        at_listing=own["identification"] if same_facts else None,
        persons=counted,
        by=by,
        frame=frame,
        asked=Asked.of(own, policy),
    )


# --- what was given ------------------------------------------------------------------------------


def _answer(said: Said) -> Answer | None:
    return said if isinstance(said, Answer) else None


def _codes(name: str, said: Said, size: int, *, absent: int = NOT_APPLICABLE) -> Codes:
    """The codes of an answer; those of a standard that was not asked."""
    if said is None:
        return np.full(size, absent, np.uint8)
    codes = said.answered.codes if isinstance(said, Answer) else said
    if codes is None:
        raise BadSetting(
            setting=name,
            zh="应为答“符合”或“不符合”的标准，不是公式或分类。",
            en="a standard that answers yes or no is wanted, not a formula or classification.",
        )
    same_size(name, codes, size)
    within(name, codes, FAULT)
    return codes


def _persons(persons: Ints | None, size: int) -> Ints:
    if persons is None:
        return np.full(size, -1, np.int64)
    same_size("persons", persons, size)
    if persons.dtype.kind not in "ui" or (size and int(persons.max()) > _MOST_PERSONS):
        raise BadSetting(
            setting="persons",
            zh=f"应为每户人数，整数，至多{_MOST_PERSONS}；不详写-1。",
            en=f"whole numbers of persons are wanted, at most {_MOST_PERSONS}; -1 where not known.",
        )
    return persons


_MOST_PERSONS = 10**6
"""More persons than any household has, and so few that no sum leaves 64 bits."""


def _grouping(level: str, given: Any, size: int) -> Grouping:
    if level in _TAKEN:
        raise BadSetting(
            setting="by",
            zh=f"分组不能没有名称，也不能叫“{TOTAL.en}”：那是合计。",
            en=f'groups need a name, which is not "{TOTAL.en}": that is the whole.',
        )
    grouping = given if isinstance(given, Grouping) else Grouping.of(given)
    same_size(level, grouping.places, size)
    return grouping
