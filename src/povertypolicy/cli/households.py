"""The households of a question as columns, whatever the files, with where they stand and what the record says of them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from povertypolicy.cli.options import Question
from povertypolicy.errors import BadSetting, Fault
from povertypolicy.expr.facts import Fact, FlagFact
from povertypolicy.expr.fields import yes_no
from povertypolicy.expr.values import squeeze
from povertypolicy.subjects import Household, Subject, build, fact_columns

if TYPE_CHECKING:
    from povertypolicy.columns.data import Frame
    from povertypolicy.columns.segments import Flags
    from povertypolicy.register.reconciling import Grouping
    from povertypolicy.register.registers import Register


@attrs.frozen(eq=False)
class Households:
    """Rows as columns, which of them can be decided, all faults, and the group of each row if any was asked for.

    `silent` are the facts, of those asked for, that no row has a value for, good or bad.
    """

    frame: "Frame"
    good: "Flags"
    faults: Sequence[Fault]
    grouping: "Grouping | None"
    silent: frozenset[str]


def fact_named(policy_facts: tuple[Fact, ...], option: str, name: str) -> FlagFact[Any]:
    """Return the yes-or-no fact of households with a name, a label or a header; a new one where none has it.

    Raises:
        BadSetting: when it is a fact of another kind.
    """
    wanted = squeeze(name)
    known = fact_columns(Household, policy_facts)
    found = next((fact for header, fact in known.items() if squeeze(header) == wanted), None)
    if found is None:
        return yes_no((name, name)).on(Household, name)
    if not isinstance(found, FlagFact):
        raise BadSetting(
            setting=option,
            zh=f"“{found.info.label.zh}”不是“是/否”登记项。",
            en=f'"{found.info.label.en}" is not a yes-or-no fact.',
        )
    return found


def households(asked: Question, by: type[Subject] | None, recorded: Iterable[str]) -> Households:
    """Read the files of a question; `recorded` are the facts that some row should have a value for.

    Raises:
        PovertyPolicyError: when a file cannot be read, or nothing names what is grouped `by`.
    """
    return (_columns if asked.tabular else _records)(asked, by, frozenset(recorded))


def _columns(asked: Question, by: type[Subject] | None, recorded: frozenset[str]) -> Households:
    from povertypolicy.register.reconciling.placing import (  # noqa: PLC0415 - the border of an extra
        grouping_of,
    )

    register = asked.columns
    grouping = None if by is None else grouping_of(register, by)
    silent = frozenset(name for name in recorded if _silent(register, name))
    return Households(register.frame, register.good, register.faults, grouping, silent)


def _silent(register: "Register", name: str) -> bool:
    """Whether no row has a value, not even one that cannot be read; of a table without rows nothing is said."""
    from povertypolicy.columns.data import UNKNOWN  # noqa: PLC0415 - the border of an extra

    column = register.frame.columns.get(name)
    if column is None:
        return True
    if not len(register) or (column.values != UNKNOWN).any():
        return False
    return all(fault.path != name for fault in register.faults)


def _records(asked: Question, by: type[Subject] | None, recorded: frozenset[str]) -> Households:
    import numpy as np  # noqa: PLC0415 - the border of an extra

    from povertypolicy.columns.records import frame_of  # noqa: PLC0415 - the same
    from povertypolicy.register.reconciling import Grouping  # noqa: PLC0415 - the same
    from povertypolicy.register.reconciling.placing import nowhere  # noqa: PLC0415 - the same

    entries = asked.register.entries
    extensions = (*asked.policy.rules.extensions, *asked.extensions)
    subjects = [entry.subject or build(Household, {}) for entry in entries]
    holders = [{type(holder): holder for holder in entry.above} for entry in entries]
    kinds = [kind for kind in asked.files if kind in Household.ancestors()]
    above = {kind: [held.get(kind) for held in holders] for kind in kinds}
    if by is not None and by not in kinds:
        raise nowhere(by)
    ids = None if by is None else [None if one is None else one.id for one in above[by]]
    return Households(
        frame_of(Household, subjects, extensions, above),
        np.array([entry.subject is not None for entry in entries], np.bool_),
        asked.register.faults,
        None if ids is None else Grouping.of(ids),
        recorded - asked.register.given if entries else frozenset(),
    )
