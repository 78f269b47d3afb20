"""Clauses ready to be asked: one by one, or several together."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, overload

from povertypolicy.checks import reads_facts, subject_of
from povertypolicy.deciding.compiled import Batch, Outcomes, Trace
from povertypolicy.deciding.context import Context
from povertypolicy.deciding.decision import Decision
from povertypolicy.errors import BadSetting, WrongSubject
from povertypolicy.expr.facts import FACTS, Fact
from povertypolicy.policies import nodes_read
from povertypolicy.standards import Standard
from povertypolicy.subjects import Subject, build, read

Above = tuple[Subject | None, ...]
new = object.__new__


class Asked:
    """Clauses of one policy about one subject, compiled together on first use for each price year."""

    def __init__(self, context: Context, nodes: tuple[Any, ...]) -> None:
        self.context = context
        self.nodes = nodes
        self.name = " + ".join(node.info.id for node in nodes)
        self.batches: dict[Any, Batch] = {}
        self.kind: type[Subject] | None = None
        self.ready: dict[int | None, Batch] = {}
        """What has been compiled for subjects of just this `kind` that need none above, by price year."""
        self.above: dict[type[Any], Any] = {}
        """What the floors above compile from the same question, by what it is."""

    @cached_property
    def subject(self) -> type[Subject]:
        """What the clauses are about; lines and parameters are about no subject in particular."""
        about = {kind: node for node in self.nodes if (kind := _about(node)) is not Subject}
        if len(about) > 1:
            (wanted, _), (got, node) = list(about.items())[:2]
            raise WrongSubject(clause=node.info.id, wanted=got.label, got=wanted.label)
        return next(iter(about), Subject)

    def batch(
        self, subject: Subject | Mapping[str, Any] | None, above: tuple[Subject, ...]
    ) -> tuple[Batch, Subject, Above]:
        """Return the compiled clauses, the subject, and the subjects above in the order they are read.

        Raises:
            WrongSubject: when the clauses are about something else, or a subject given does not stand above it.
        """
        fitted = self._fit(subject)
        by_type = {type(item): item for item in above}
        if len(by_type) != len(above):
            raise BadSetting(
                setting=self.name,
                zh="上级对象每一种只能给一个。",
                en="only one subject of each kind can stand above.",
            )
        for kind in by_type:
            if kind not in self.subject.ancestors():
                raise WrongSubject(
                    clause=self.name,
                    wanted=self.subject.label,
                    got=getattr(kind, "label", kind.__name__),
                )
        key: Any = (type(fitted), fitted.prices_of)
        if above:
            key = (key, frozenset((kind, item.prices_of) for kind, item in by_type.items()))
        batch = self.batches.get(key)
        if batch is None:
            batch = self.batches[key] = self._compile(fitted, above)
            if type(fitted) is self.subject and not (above or batch.lowered.parents):
                self.kind, self.ready[fitted.prices_of] = self.subject, batch
        return batch, fitted, tuple(by_type.get(parent) for parent in batch.lowered.parents)

    def _fit(self, subject: Subject | Mapping[str, Any] | None) -> Subject:
        if subject is None and self.subject is Subject:
            return build(Subject, {"prices_of": None})
        if isinstance(subject, Mapping):
            return read(self.subject, subject, self.context.rules.extensions)
        if isinstance(subject, Subject) and self.subject in (type(subject), Subject):
            return subject
        label = subject.label if isinstance(subject, Subject) else type(subject).__name__
        raise WrongSubject(clause=self.name, wanted=self.subject.label, got=label)

    def _compile(self, subject: Subject, above: tuple[Subject, ...]) -> Batch:
        prices = {type(item): item.prices_of for item in (subject, *above)}
        years = " ".join(str(year) for year in prices.values())
        name = f"{self.context.rules.name} {self.context.digest} {self.name} {years}"
        return Batch(name, self.nodes, type(subject), self.context.settings, prices)


def _about(node: Any) -> type[Subject]:
    about: type[Subject] = subject_of(node) if reads_facts(node) else Subject
    return about


class BoundClause:
    """A clause of a policy, ready to be asked."""

    def __init__(self, context: Context, node: Any) -> None:
        self.context = context
        self.node = node
        self.info = node.info
        self._asked = Asked(context, (node,))

    def __repr__(self) -> str:
        return f"<clause {self.info.id} of {self.context.rules.name}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return BoundClause, (self.context, self.node)

    @cached_property
    def subject(self) -> type[Subject]:
        """What the clause is about."""
        return self._asked.subject

    def ask(self, subject: Subject | Mapping[str, Any] | None = None, *above: Subject) -> Decision:
        """Ask the clause about a subject, or about plain data that are read as one.

        The subjects above it, where the rule reads them, follow in any order.

        Raises:
            WrongSubject: when the clause is about something else.
            InvalidData: when plain data are no such subject.
        """
        asked = self._asked
        if type(subject) is asked.kind and not above:
            ready = asked.ready.get(subject.prices_of)
            if ready is not None:
                # What Decision() does, without the call: here every tenth of a microsecond counts.
                decision = new(Decision)
                decision.context = self.context
                decision.compiled = ready.clauses[0]
                decision.subject = subject
                decision.related = ()
                decision.trace, decision.told = ready.ask(subject)
                return decision
        batch, fitted, related = asked.batch(subject, above)
        return Decision(
            self.context, batch.clauses[0], fitted, related, batch.run(fitted, *related)
        )

    def asks(self) -> Mapping[type[Subject], tuple[Fact, ...]]:
        """Return the facts that the clause reads, by subject, in reading order."""
        found: dict[type[Subject], dict[str, Fact]] = {}
        for node in nodes_read(self.node, self.context.settings):
            if isinstance(node, FACTS):
                found.setdefault(node.info.owner, {})[node.info.name] = node
        return {owner: tuple(group.values()) for owner, group in found.items()}

    @property
    def is_standard(self) -> bool:
        """Whether the clause is a standard."""
        return isinstance(self.node, Standard)


class Together:
    """Several clauses about one subject, asked at once: what they share is computed once."""

    def __init__(self, clauses: tuple[BoundClause, ...]) -> None:
        self.clauses = clauses
        self.asked = Asked(clauses[0].context, tuple(clause.node for clause in clauses))

    def __reduce__(self) -> tuple[Any, ...]:
        return Together, (self.clauses,)

    @cached_property
    def subject(self) -> type[Subject]:
        """What the clauses are about."""
        return self.asked.subject

    def ask(self, subject: Subject, *above: Subject) -> "Answers":
        """Ask every clause about a subject.

        Raises:
            WrongSubject: when a clause is about something else.
        """
        asked = self.asked
        if type(subject) is asked.kind and not above:
            ready = asked.ready.get(subject.prices_of)
            if ready is not None:
                answers = new(Answers)  # as in BoundClause.ask
                answers.asked = asked
                answers.batch = ready
                answers.subject = subject
                answers.related = ()
                answers.trace, answers.outcomes = ready.ask(subject)
                return answers
        batch, subject, related = asked.batch(subject, above)
        return Answers(asked, batch, subject, related, batch.ask(subject, *related))


class Answers(Sequence[Decision]):
    """The decisions of several clauses about one subject, in the order in which they were asked.

    `outcomes` are theirs; `trace` is the flat tuple that all share; a decision is built when it is taken out.
    """

    __slots__ = ("asked", "batch", "outcomes", "related", "subject", "trace")

    def __init__(
        self,
        asked: Asked,
        batch: Batch,
        subject: Subject,
        related: Above,
        told: tuple[Trace, Outcomes],
    ) -> None:
        self.asked = asked
        self.batch = batch
        self.subject = subject
        self.related = related
        self.trace, self.outcomes = told

    def __len__(self) -> int:
        return len(self.batch.clauses)

    @overload
    def __getitem__(self, index: int) -> Decision: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Decision, ...]: ...
    def __getitem__(self, index: int | slice) -> Decision | tuple[Decision, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        compiled = self.batch.clauses[index]
        return Decision(self.asked.context, compiled, self.subject, self.related, self.trace)
