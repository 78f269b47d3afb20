"""Do all contenders answer alike, row for row? Before anything is timed."""

from collections import defaultdict
from typing import Any

import answers as said
import bordering
import generating
import households as hh
import numpy as np
import numpy_peer
import ours
import polars_peer
import pyarrow as pa
from answers import Answered, Answers
from numpy.typing import NDArray

from povertypolicy import Decision, Household, Outcome

CODES = {
    Outcome.NO: 0,
    Outcome.UNKNOWN: 1,
    Outcome.YES: 2,
    Outcome.NOT_APPLICABLE: 3,
}
INCOME = (0, 1)
"""Which finding of identification, and of exit, compares the income."""


class Disagreement(Exception):
    """Two contenders answer differently."""


def same(name: str, theirs: Answers, ours: Answers) -> None:
    """Compare two contenders row for row.

    Raises:
        Disagreement: naming the contender, and how many rows differ.
    """
    for standard, one, other in zip((said.IDENTIFIED, said.LEAVES), theirs, ours, strict=True):
        rows = int(one.differs(other).sum())
        if rows:
            raise Disagreement(name, standard, rows)


def registers_agree(households: pa.Table, persons: pa.Table) -> None:
    """By hand in numpy and in Polars, and the library: every answer of every row.

    Raises:
        Disagreement: naming the contender.
    """
    frame = bordering.with_record(bordering.frame(households, persons))
    by_hand = numpy_peer.decide(frame)
    same("by running sums", numpy_peer.decide(frame, ables=numpy_peer.ables_by_sums), by_hand)
    same("two threads, other chunks", numpy_peer.decide(frame, chunk=5000, threads=2), by_hand)
    written = bordering.table(households["id"], by_hand)
    same("written and read", said.of_table(written), by_hand)
    for name, form in polars_peer.FORMS.items():
        same(name, said.of_table(form(households, persons).sort_by("id")), by_hand)
    same("the kernel", ours.answers(ours.kernel()(frame)), by_hand)
    whole = ours.whole()(households, persons)
    same("the register", said.of_table(whole, ours.DISTANCE), by_hand)


def scalar_agrees(count: int) -> None:
    """By hand in numpy, and the library asked household by household.

    Raises:
        Disagreement: naming the standard, and how many households differ.
    """
    households, persons = generating.tables(count, seed=3)
    by_hand = numpy_peer.decide(bordering.frame(households, persons))
    policy = hh.guangdong()
    subjects = [policy.read(Household, hh.plain(r)) for r in _records(households, persons)]
    one_by_one = [
        _collected([clause.ask(subject) for subject in subjects], income)
        for clause, income in zip(map(policy.clause, ours.ASKED), INCOME, strict=True)
    ]
    same("one by one", (one_by_one[0], one_by_one[1]), by_hand)
    together = policy.together(*ours.ASKED)
    outcomes = [together.ask(subject).outcomes for subject in subjects]
    codes = np.array([[CODES[outcome] for outcome in row] for row in outcomes])
    if (codes != np.stack([answered.codes for answered in by_hand], axis=1)).any():
        raise Disagreement("together")


def _records(households: pa.Table, persons: pa.Table) -> list[hh.Record]:
    members: dict[Any, list[hh.Record]] = defaultdict(list)
    for person in persons.to_pylist():
        capacity = {"labour_capacity": person["labour_capacity"]}
        members[person["household_id"]].append(capacity)
    return [
        {
            "id": str(row["id"]),
            "persons": members.get(row["id"]),
            **{name: row[generating.header(name)] for name in hh.AMOUNTS},
            **{name: row[name] for name in hh.FLAGS},
        }
        for row in households.to_pylist()
    ]


def _collected(decisions: list[Decision], income: int) -> Answered:
    rows = [
        (
            CODES[decision.outcome],
            _bits(decision, Outcome.NO),
            _bits(decision, Outcome.UNKNOWN),
            *_distance(decision, income),
        )
        for decision in decisions
    ]
    return Answered(*(np.array(column) for column in zip(*rows, strict=True)))


def _bits(decision: Decision, outcome: Outcome) -> int:
    findings = enumerate(decision.findings)
    return sum(1 << i for i, found in findings if found.reached and found.outcome is outcome)


def _distance(decision: Decision, income: int) -> tuple[int, bool]:
    distance = decision.findings[income].distance
    if distance is None:
        return 0, False
    steps = int(distance.quantity.value)
    return (steps if distance.more else -steps), True


def openfisca_agrees(count: int) -> tuple[int, int, int]:
    """OpenFisca, with nothing unknown and off the lines; what is left open here it calls no.

    Returns how many answers were compared, how many stand on a line, and how many of these it gets wrong.

    Raises:
        Disagreement: with the number of rows.
    """
    import openfisca_peer  # noqa: PLC0415 - where it is installed

    households, persons = generating.tables(count, known=True)
    by_hand = numpy_peer.decide(bordering.frame(households, persons))
    theirs = openfisca_peer.decide(openfisca_peer.system(), households, persons)
    on_a_line = np.logical_or.reduce([_on_the_line(answered) for answered in by_hand])
    wrong = np.zeros(count, np.bool_)
    for mine, other in zip(by_hand, theirs, strict=True):
        wrong |= (mine.codes == said.YES) != (other.codes == said.YES)
        wrong |= mine.not_met != other.not_met
    if (wrong & ~on_a_line).any():
        raise Disagreement("OpenFisca", int((wrong & ~on_a_line).sum()))
    return count, int(on_a_line.sum()), int((wrong & on_a_line).sum())


def _on_the_line(answered: Answered) -> NDArray[np.bool_]:
    """One fen less, or nothing at all, and the income would be below it."""
    return answered.known & (answered.distance == -1)
