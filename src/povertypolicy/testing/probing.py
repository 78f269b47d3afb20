"""Looking for an input on which two versions of one policy answer differently.

Answers differ when outcome or value does; the words of an explanation do not count.
"""

from collections.abc import Iterable, Iterator

import attrs

from povertypolicy.clauses.told import LookedUp
from povertypolicy.deciding.policy import Policy
from povertypolicy.policies import Rules, Settings
from povertypolicy.testing.inputs import Question, questions


@attrs.frozen(eq=False)
class Difference:
    """A question on which two versions of a clause differ, and the two answers."""

    clause: str
    question: Question
    before: object
    after: object

    def __str__(self) -> str:
        asked, settings = self.question, self.question.settings
        about = [asked.subject, *asked.above]
        return f"{self.clause} on {settings.rules_on}: {self.before} -> {self.after} for {about}"


class Prober:
    """Asks one version of a policy many questions, each once, so that other versions can be held against it."""

    def __init__(self, rules: Rules, seed: int = 0) -> None:
        self.rules = rules
        self.seed = seed
        self._asked: dict[str, _Asked] = {}

    def difference(self, other: Rules, clauses: Iterable[str]) -> Difference | None:
        """Return the first difference found in one of `clauses`, or None."""
        for clause in clauses:
            if isinstance(self.rules.by_id[clause], LookedUp):
                continue  # whatever stands in it is part of an answer: only a golden case can tell
            answers = _Answers(other, clause)
            for question, before in self._answered(clause):
                after = answers.to(question)
                if after != before:
                    return Difference(clause, question, before, after)
        return None

    def _answered(self, clause: str) -> Iterator[tuple[Question, object]]:
        if clause not in self._asked:
            fresh = questions(self.rules, clause, self.seed)
            self._asked[clause] = _Asked(_Answers(self.rules, clause), fresh)
        return iter(self._asked[clause])


@attrs.frozen(eq=False)
class _Asked:
    """Questions with their answers; what was asked once is kept, the rest is asked when wanted."""

    answers: "_Answers"
    fresh: Iterator[Question]
    known: list[tuple[Question, object]] = attrs.field(factory=list)

    def __iter__(self) -> Iterator[tuple[Question, object]]:
        yield from self.known
        for question in self.fresh:
            self.known.append((question, self.answers.to(question)))
            yield self.known[-1]


@attrs.frozen(eq=False)
class _Answers:
    """One clause of one version, under whatever settings."""

    rules: Rules
    clause: str
    known: dict[int, Policy] = attrs.field(factory=dict)

    def to(self, question: Question) -> object:
        """Outcome and value; a rule that cannot be asked answers with the name of its error."""
        clause = self._under(question.settings).clause(self.clause)
        try:
            decision = clause.ask(question.subject, *question.above)
        except Exception as error:  # noqa: BLE001 - see above
            return type(error).__name__
        return decision.outcome, decision.value

    def _under(self, settings: Settings) -> Policy:
        if id(settings) not in self.known:
            self.known[id(settings)] = Policy(self.rules, settings)
        return self.known[id(settings)]
