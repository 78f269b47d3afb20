"""Clauses that are looked up: lists, tables, splits, schedules, procedures, checks of the document; and what they reply."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NoReturn

import attrs

from povertypolicy.clauses.told import Told, refuse_strange
from povertypolicy.deciding.context import Context
from povertypolicy.errors import Fault, InvalidData, NoTruthValue
from povertypolicy.expr.facts import Fact
from povertypolicy.outcomes import Outcome
from povertypolicy.provenance import ClauseInfo
from povertypolicy.quantities import Fen, Quantity, plain_number
from povertypolicy.subjects import Subject
from povertypolicy.texts import Text


@attrs.frozen(eq=False)
class Reply:
    """What a clause says that was looked up.

    `outcome` is YES or NO for a list, UNKNOWN with `reasons` where the document leaves it open, None beside a `value`:
    a word or several, amounts by payer, figures of a year.
    """

    context: Context = attrs.field(repr=False)
    info: ClauseInfo
    told: Told = attrs.field(repr=False)

    def __bool__(self) -> NoReturn:
        raise NoTruthValue(what="Reply", instead=".outcome or .value")

    @property
    def outcome(self) -> Outcome | None:
        """The outcome, None where there is a value."""
        return self.told.outcome

    @property
    def value(self) -> Any:
        """The value, None where there is none."""
        return self.told.value

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Why the answer is open."""
        return self.told.reasons

    @property
    def digest(self) -> str:
        """The digest of the policy."""
        return self.context.digest

    @property
    def value_label(self) -> Text:
        """The answer in words."""
        if self.told.outcome is not None:
            return self.told.outcome.label
        parts = self.told.lines
        if len(parts) == 1:
            return parts[0][1]
        return Text(
            "；".join(f"{label.zh}：{said.zh}" for label, said in parts),
            "; ".join(f"{label.en}: {said.en}" for label, said in parts),
        )


_NOT_IN_FORCE = Told(
    Outcome.NOT_APPLICABLE,
    reasons=(Text("这一天不在条款有效期内", "the clause is not in force on that day"),),
)


class BoundLookup:
    """A clause of a policy that is looked up, ready to be asked."""

    is_standard = False
    subject: type[Subject] = Subject
    """It is about no subject in particular."""

    def __init__(self, context: Context, node: Any) -> None:
        self.context = context
        self.node = node
        self.info: ClauseInfo = node.info

    def __repr__(self) -> str:
        return f"<clause {self.info.id} of {self.context.rules.name}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.context, self.node)

    @property
    def wanted(self) -> Mapping[str, Text]:
        """The names with which it is asked, and what they mean."""
        found: Mapping[str, Text] = self.node.wanted
        return found

    def asks(self) -> Mapping[type[Subject], tuple[Fact, ...]]:
        """Return the facts that the clause reads: none."""
        return {}

    def ask(self, /, *values: object, **named: object) -> Reply:
        """Look the clause up with what it wants, in its order or by name; what is left out leaves the answer open.

        Raises:
            InvalidData: for a name that it does not ask for, and for a word, year or amount that it cannot be asked with.
        """
        if len(values) > len(self.wanted):
            parts = {"count": len(values), "most": len(self.wanted)}
            raise InvalidData([Fault("too-many-values", parts=parts)])
        given = {**dict(zip(self.wanted, values, strict=False)), **named}
        refuse_strange(given, self.wanted)
        day = self.context.settings.rules_on
        if not self.info.in_force(day):
            return Reply(self.context, self.info, _NOT_IN_FORCE)
        known = {name: value for name, value in given.items() if value is not None}
        return Reply(self.context, self.info, self.node.answer(day, **known))

    def ask_plain(self, given: Mapping[str, object]) -> Reply:
        """Look the clause up with plain data, as a file or a command line gives them: amounts are in yuan.

        Raises:
            InvalidData: as `ask` does, and for what is no amount or number.
        """
        refuse_strange(given, self.wanted)
        return self.ask(**{name: self.node.read(name, value) for name, value in given.items()})


def answer_of(reply: Reply) -> Any:
    """Return a reply as plain data: an outcome, a word, words, a number as text, or parts by name."""
    return str(reply.outcome.value) if reply.outcome is not None else _plain(reply.value)


def _plain(value: Any) -> Any:
    """Return a value as plain data."""
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, Text):
        return value.en
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Fen):
        return plain_number(Fraction(value, 100))
    if isinstance(value, Quantity):
        return value.plain()
    return value.isoformat() if isinstance(value, dt.date) else value
