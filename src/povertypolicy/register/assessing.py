"""Deciding a register one record at a time."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from povertypolicy.deciding.asking import Together
from povertypolicy.deciding.decision import Decision
from povertypolicy.deciding.policy import Policy
from povertypolicy.errors import Fault, UnknownClause, WrongSubject
from povertypolicy.register.linking import RecordRegister
from povertypolicy.subjects import Subject

Progress = Callable[[int, int], object]
"""Called with the number of records done and the number of all."""


@attrs.frozen
class Line:
    """What becomes of one record: a decision for every clause asked, by its name in `names`, or faults."""

    row: int
    id: str | None = attrs.field(repr=False)
    decisions: tuple[Decision, ...] = ()
    faults: tuple[Fault, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """``answered`` or ``fault``."""
        return "fault" if self.faults else "answered"


@attrs.define
class Summary:
    """How many records there were and what became of them, counted as the lines pass by.

    `answers` counts by the name under which a clause was asked.
    """

    rows: int = 0
    answered: int = 0
    answers: dict[str, Counter[str]] = attrs.field(factory=dict)

    @property
    def faulty(self) -> int:
        """How many records were reported instead of answered."""
        return self.rows - self.answered

    def watch(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Pass lines on, counting them."""
        for line in lines:
            self.rows += 1
            self.answered += not line.faults
            for name, decision in zip(line.names, line.decisions, strict=True):
                answers = self.answers.setdefault(name, Counter())
                answers[answer_of(decision)] += 1
            yield line

    def as_json(self) -> dict[str, Any]:
        """Return the counts as plain data."""
        answers = {clause: dict(counts) for clause, counts in self.answers.items()}
        return {
            "rows": self.rows,
            "answered": self.answered,
            "faulty": self.faulty,
            "answers": answers,
        }


def answer_of(decision: Decision) -> str:
    """Return what to count an answer under: the outcome, the word, or ``value`` for a number."""
    if decision.outcome is not None:
        return str(decision.outcome.value)
    return decision.value if isinstance(decision.value, str) else "value"


def standards_about(policy: Policy, cls: type[Subject]) -> tuple[str, ...]:
    """Return the names of the standards about a kind of subject, in the order of the policy."""
    return tuple(name for name in policy.rules.standards if policy.clause(name).subject is cls)


def asked_about(policy: Policy, cls: type[Subject], clauses: Iterable[str] = ()) -> Together:
    """Return clauses to be asked about a kind of subject; they default to all standards about it.

    Raises:
        UnknownClause: when the policy has no such clause, or no standard about such subjects.
        WrongSubject: when a clause is about something else.
    """
    names = tuple(clauses) or standards_about(policy, cls)
    if not names:
        raise UnknownClause(
            policy=policy.name,
            name=cls.__name__,
            kind_zh="关于这种对象的标准",
            kind_en="standard about",
            known=", ".join(policy.rules.standards) or "-",
        )
    together = policy.together(*names)
    if not issubclass(cls, together.subject):
        wanted = together.subject.label
        raise WrongSubject(clause=", ".join(names), wanted=wanted, got=cls.label)
    return together


def assess(
    policy: Policy,
    register: RecordRegister,
    clauses: Iterable[str] = (),
    *,
    progress: Progress | None = None,
) -> Iterator[Line]:
    """Yield a line for every record of a register, in its order; `clauses` default to all standards about it.

    Raises:
        UnknownClause: when the policy has no such clause, or no standard about such subjects.
        WrongSubject: when a clause is about something else.
    """
    names = tuple(clauses) or standards_about(policy, register.cls)
    return _lines(asked_about(policy, register.cls, names), names, register, progress)


def _lines(
    together: Together, names: tuple[str, ...], register: RecordRegister, progress: Progress | None
) -> Iterator[Line]:
    for done, entry in enumerate(register.entries, 1):
        if entry.subject is None:
            yield Line(entry.row, entry.id, (), entry.faults)
        else:
            decisions = tuple(together.ask(entry.subject, *entry.above))
            yield Line(entry.row, entry.id, decisions, names=names)
        if progress is not None:
            progress(done, len(register.entries))
