"""The library, called as its users call it."""

from collections.abc import Callable
from pathlib import Path

import generating
import pyarrow as pa
from answers import IDENTIFIED, LEAVES, Answered, Answers
from households import guangdong

from povertypolicy import Household, Person
from povertypolicy.columns.data import Frame
from povertypolicy.columns.deciding import Answer, decide
from povertypolicy.register.parts import assess_parts
from povertypolicy.register.registers import register

ASKED = (IDENTIFIED, LEAVES)
NET_INCOME = "disposable income of the household"
"""What the distances are about that all contenders tell."""
DISTANCE = "distance 2"
"""The end of its column's name; the first is about income that is recorded per head."""


def kernel(*, missing: bool = False) -> Callable[[Frame], tuple[Answer, ...]]:
    """Return the kernel, compiled at its first call; with `missing` it also tells what would settle the open."""
    together = guangdong().together(*ASKED)
    return lambda frame: decide(together, frame, names=ASKED, missing=missing)


def answers(told: tuple[Answer, ...]) -> Answers:
    """Return what the kernel says in the common form."""
    identified, leaves = map(_answered, told)
    return identified, leaves


def _answered(answer: Answer) -> Answered:
    said = answer.answered
    place = [way.of.en for way in answer.ways].index(NET_INCOME)
    distance = said.distances[place]
    return Answered(said.codes, said.not_met[0], said.unknown[0], distance.values, distance.known)


def whole() -> Callable[[pa.Table, pa.Table], pa.Table]:
    """Return the way from tables to a table with what all contenders tell."""
    policy = guangdong()

    def assess(households: pa.Table, persons: pa.Table) -> pa.Table:
        tables = {Household: households, Person: persons}
        return register(tables, policy=policy).assess(policy, ASKED, missing=False).table

    return assess


def parts(folder: Path, target: Path, households: int) -> None:
    """Assess as many households of the national register as are wanted, Parquet to Parquet."""
    policy = guangdong()
    files = [generating.paths(folder, number) for number, _ in generating.parts(households)]
    tables = dict(zip((Household, Person), map(list, zip(*files, strict=True)), strict=True))
    assess_parts(policy, ASKED, tables, target)
