"""The answer of a clause for one subject."""

from typing import Any, NoReturn

from povertypolicy.deciding.compiled import Compiled
from povertypolicy.deciding.context import Context
from povertypolicy.deciding.detail import Detail, Missing
from povertypolicy.deciding.findings import Finding, blame, findings_of
from povertypolicy.deciding.settling import Settlement, settlements
from povertypolicy.errors import NoTruthValue, UnknownClause, choices, hint
from povertypolicy.expr.nodes import Word, unit_of
from povertypolicy.lowering.algebra import Num
from povertypolicy.lowering.lower import Reason, Spoken
from povertypolicy.outcomes import Outcome
from povertypolicy.policies import Rules, Settings
from povertypolicy.provenance import ClauseInfo
from povertypolicy.quantities import Quantity
from povertypolicy.subjects import Subject
from povertypolicy.texts import Text


class Decision:
    """What a clause says of one subject: the outcome or value at once, everything else when asked for.

    `trace` is the flat tuple that the compiled clause returned; findings are built on first access.
    """

    __slots__ = (
        "_blame",
        "_detail",
        "_findings",
        "compiled",
        "context",
        "related",
        "subject",
        "told",
        "trace",
    )

    _blame: tuple[Missing | Reason, ...]
    _detail: Detail
    _findings: tuple[Finding, ...]
    told: tuple[Outcome | None, ...]

    def __init__(
        self,
        context: Context,
        compiled: Compiled,
        subject: Subject,
        related: tuple[Subject | None, ...],
        trace: tuple[Any, ...],
    ) -> None:
        self.context = context
        self.compiled = compiled
        self.subject = subject
        self.related = related
        self.trace = trace

    def __bool__(self) -> NoReturn:
        raise NoTruthValue(what="Decision", instead="decision.outcome is Outcome.YES")

    def __repr__(self) -> str:
        return f"<Decision {self.info.id}: {self.value if self.outcome is None else self.outcome.name}>"

    # the answer

    @property
    def outcome(self) -> Outcome | None:
        """The outcome; None for a formula or classification that has a value."""
        try:
            return self.told[0]
        except AttributeError:
            self.told = (self.compiled.outcome_in(self.trace),)
            return self.told[0]

    @property
    def value(self) -> "Outcome | Quantity[Any] | str | None":
        """The answer itself: an outcome, a quantity, a word's id; None while a quantity is unknown."""
        result = self.compiled.result
        if isinstance(result, Num):
            return self._quantity(result)
        if isinstance(result, Spoken) and self.outcome is None:
            word: str = self.compiled.traced(result.value, self.trace)
            return word
        return self.outcome

    def _quantity(self, number: Num) -> Quantity[Any] | None:
        value = self.compiled.number_in(self.trace)
        if value is None:
            return None
        year = number.year if isinstance(number.year, int) else None
        return Quantity(value, unit_of(self.compiled.node), year)

    @property
    def info(self) -> ClauseInfo:
        """The clause: id, words, citation, force."""
        about: ClauseInfo = self.compiled.node.info
        return about

    @property
    def rules(self) -> Rules:
        """The rules that decided."""
        return self.context.rules

    @property
    def settings(self) -> Settings:
        """The days, supplied values and readings that were used."""
        return self.context.settings

    @property
    def digest(self) -> str:
        """The digest of rules and settings; the same digest means the same answers."""
        return self.context.digest

    @property
    def value_label(self) -> Text:
        """The answer in words."""
        value = self.value
        if isinstance(value, Outcome):
            return value.label
        if isinstance(value, Quantity):
            return Text(value.say("zh"), value.say("en"))
        if value is None:
            return Outcome.UNKNOWN.label
        node = self.compiled.node
        return node.vocabulary.term(value).label if isinstance(node, Word) else Text(value, value)

    # why

    @property
    def detail(self) -> Detail:
        """Every value behind the answer."""
        try:
            return self._detail
        except AttributeError:
            full = self.compiled.batch.full
            values = full.run(self.subject, *self.related)
            self._detail = Detail(self.compiled.lowered, full, values)
            return self._detail

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The finding of every criterion, in the order in which the rule reads."""
        try:
            return self._findings
        except AttributeError:
            self._findings = findings_of(self.compiled, self.detail)
            return self._findings

    def finding(self, clause: str) -> Finding:
        """Return the finding of one criterion, by its id.

        Raises:
            UnknownClause: when the answer does not rest on such a criterion.
        """
        by_id = {finding.info.id: finding for finding in self.findings}
        if clause not in by_id:
            raise UnknownClause(
                policy=self.rules.name,
                name=clause,
                kind_zh="条目",
                kind_en=f"criterion under {self.info.id}",
                known=choices(list(by_id)) or "-",
                **hint(clause, by_id),
            )
        return by_id[clause]

    @property
    def open(self) -> bool:
        """Whether the answer is UNKNOWN."""
        return self.outcome is Outcome.UNKNOWN

    def _blamed(self) -> tuple[Missing | Reason, ...]:
        try:
            return self._blame
        except AttributeError:
            found = blame(self.detail, self.compiled.result) if self.open else ()
            self._blame = tuple(dict.fromkeys(found))
            return self._blame

    @property
    def missing(self) -> tuple[Missing, ...]:
        """The unknown facts that still matter; once all are known the answer is settled, but for `reasons`."""
        return tuple(item for item in self._blamed() if isinstance(item, Missing))

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the answer is open other than for missing facts: a term not defined, a number not supplied, ..."""
        return tuple(item for item in self._blamed() if isinstance(item, Reason))

    @property
    def may_settle(self) -> tuple[Settlement, ...]:
        """The smallest sets of facts that settle the answer for some values, and those values."""
        if not self.open:
            return ()
        return settlements(self.compiled, self.detail, self.subject, self.related)
