"""A policy as its users hold it: rules for a day, with what the caller supplied, ready to be asked."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

import attrs
from dateutil.relativedelta import relativedelta

from povertypolicy.checks import deciding_leads, subject_of
from povertypolicy.clauses import Procedure
from povertypolicy.clauses.told import LookedUp
from povertypolicy.deciding.asking import BoundClause, Together
from povertypolicy.deciding.context import Context
from povertypolicy.deciding.decision import Decision
from povertypolicy.deciding.proceedings import BoundProcedure
from povertypolicy.deciding.replies import BoundLookup, Reply
from povertypolicy.errors import BadSetting, Cycle, NotInForce, UnknownClause, choices, hint
from povertypolicy.expr.facts import FACTS, Fact, FlagFact, NumberFact
from povertypolicy.expr.nodes import Condition, Number
from povertypolicy.parameters import PriceIndex, Supplied, SuppliedValue
from povertypolicy.policies import (
    Definition,
    Derivation,
    Rules,
    Settings,
    frozen,
    needed_terms,
    nodes_read,
    undefined_terms,
)
from povertypolicy.quantities import Money, MoneyPerHead, Quantity, unit_words
from povertypolicy.subjects import Subject, read

T = TypeVar("T", bound=Subject)

DAY_ROOM = (100, 0, 0)
"""Years, months, days: a day of the facts further than this from the day of the rules is taken for a slip."""


def day_of(value: dt.date | str, setting: str) -> dt.date:
    """Return a day given as a date or as ISO text.

    Raises:
        BadSetting: when there is no such day.
    """
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise BadSetting(
            setting=setting,
            zh="应为存在的日期，如 2017-12-31。",
            en="an existing day such as 2017-12-31 is wanted.",
        ) from None


@attrs.frozen(eq=False, repr=False)
class Policy:
    """The rules of a jurisdiction on a day. Frozen: every change gives a new policy, and nothing leaks back."""

    rules: Rules
    settings: Settings
    _clauses: dict[str, BoundClause | BoundLookup] = attrs.field(
        factory=dict, init=False, repr=False
    )
    _together: dict[tuple[str, ...], Together] = attrs.field(factory=dict, init=False, repr=False)

    def __repr__(self) -> str:
        day = self.settings.rules_on.isoformat()
        return f"<policy {self.name} on {day}, digest {self.digest}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Policy) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> tuple[Any, ...]:
        return Policy, (self.rules, self.settings)

    @property
    def name(self) -> str:
        """The policy's name, such as ``guangdong``."""
        return self.rules.name

    @cached_property
    def context(self) -> Context:
        """Rules and settings under one digest."""
        return Context(self.rules, self.settings)

    @property
    def digest(self) -> str:
        """The digest of rules and settings."""
        return self.context.digest

    # what-if: each gives a new policy

    def on(self, rules_on: dt.date | str, as_of: dt.date | str | None = None) -> "Policy":
        """The policy on another day; `as_of`, the day of the facts, is the same day unless given.

        Raises:
            NotInForce: when the day lies before the policy's first document.
            BadSetting: when there is no such day, or the two days lie a century apart.
        """
        day = day_of(rules_on, "rules_on")
        issued = self.rules.issued
        if issued is not None and day < issued:
            raise NotInForce(day=day.isoformat(), policy=self.name, issued=issued.isoformat())
        facts_day = day if as_of is None else day_of(as_of, "as_of")
        apart = abs(relativedelta(facts_day, day))
        if (apart.years, apart.months, apart.days) > DAY_ROOM:
            raise BadSetting(
                setting="as_of",
                zh="与政策日期相差一百年以上，请核对。",
                en="it lies a century from the rules; check it.",
            )
        return self._with(rules_on=day, as_of=facts_day)

    def supply(self, id: str, value: Quantity[Any], *, source: str) -> "Policy":
        """Supply a number that the document points to and does not print, with its source.

        Raises:
            UnknownClause: when the policy asks for no such number.
            BadSetting: for a wrong unit, money without `prices_of`, a number that is not positive, or no source.
        """
        wanted = {c.info.id: c for c in self.rules.clauses if isinstance(c, Supplied)}
        if id not in wanted:
            raise self._unknown(id, "待定参数", "supplied parameter", list(wanted))
        if not isinstance(value, Quantity) or value.unit is not wanted[id].unit:  # type: ignore[redundant-expr] # callers need not use a type checker
            unit = unit_words(wanted[id].unit)
            raise BadSetting(setting=id, zh=f"应为{unit.zh}。", en=f"{unit.en} is wanted.")
        if value.unit in (Money, MoneyPerHead) and value.prices_of is None:
            raise BadSetting(
                setting=id,
                zh="请写明年份：prices_of=年。",
                en="say in which year's prices it is: prices_of=YEAR.",
            )
        if value.value <= 0:
            raise BadSetting(setting=id, zh="应为正数。", en="it must be positive.")
        if not source.strip():
            raise BadSetting(setting=id, zh="请写明来源。", en="name its source.")
        return self._with(supplied={**self.settings.supplied, id: SuppliedValue(value, source)})

    def with_index(self, index: PriceIndex) -> "Policy":
        """Use a price index to restate lines in the prices of the records."""
        return self._with(index=index)

    def choose(self, reading: str, option: str) -> "Policy":
        """Choose one reading of a clause that can be read in several ways; every result says so.

        Raises:
            UnknownClause: when there is no such reading.
            BadSetting: when it has no such option.
        """
        options = self.rules.reading_options()
        if reading not in options:
            raise self._unknown(reading, "释义", "reading", list(options))
        if option not in options[reading]:
            known = choices(options[reading])
            raise BadSetting(
                setting=reading,
                zh=f"没有这种读法，可选：{known}。",
                en=f"the readings are: {known}.",
            )
        return self._with(chosen={**self.settings.chosen, reading: option})

    def define(self, term: str, condition: Condition[Any], *, source: str) -> "Policy":
        """Define a term that the document only names.

        Raises:
            UnknownClause: when the policy has no such term.
            BadSetting: for something else than a condition, a condition that rests on a lead,
                a term that is defined already, or no source.
            Cycle: when the definition needs the term itself, also through other definitions.
        """
        terms = undefined_terms(self.rules)
        if term not in terms:
            raise self._unknown(term, "未定义名词", "undefined term", list(terms))
        if term in self.settings.definitions:
            other = self.settings.definitions[term].source
            raise BadSetting(
                setting=term,
                zh=f"已有定义（来源：{other}），又来一个（来源：{source}）。",
                en=f"it is defined already (by {other}) and again (by {source}).",
            )
        if not isinstance(condition, Condition):
            raise BadSetting(setting=term, zh="定义应为条件。", en="a definition is a condition.")
        for lead in deciding_leads(condition):
            raise BadSetting(
                setting=term,
                zh=f"定义用到线索“{lead.info.id}”，而线索不能用来作结论。",
                en=f'the definition uses the lead "{lead.info.id}", and a lead cannot decide.',
            )
        if not source.strip():
            raise BadSetting(setting=term, zh="请写明来源。", en="name its source.")
        definitions = {**self.settings.definitions, term: Definition(condition, source)}
        if term in needed_terms(term, definitions):
            raise Cycle(id=term)
        return self._with(definitions=definitions)

    def derive(self, fact: Fact, expression: Number[Any, Any] | Condition[Any]) -> "Policy":
        """Work a fact out from other records instead of taking what is recorded.

        So the poor persons of a village come from its households, and the incidence of a county from its villages;
        a count or sum keeps its two ends where the records leave it open.

        Raises:
            BadSetting: when the expression is about another subject, or of another kind or unit.
            Cycle: when it needs the fact itself, also through other derivations.
        """
        derivation = Derivation(fact, expression)
        refuse_unlike(derivation)
        derived = {**self.settings.derived, fact.info.key: derivation}
        policy = self._with(derived=derived)
        others = attrs.evolve(
            policy.settings,
            derived={key: value for key, value in derived.items() if key != fact.info.key},
        )
        if fact in nodes_read(expression, others):
            raise Cycle(id=f"{fact.info.owner.__name__}.{fact.info.name}")
        return policy

    def _with(self, **changes: Any) -> "Policy":
        return Policy(self.rules, attrs.evolve(self.settings, **frozen(changes)))

    def _unknown(self, name: str, zh: str, en: str, known: list[str]) -> UnknownClause:
        return UnknownClause(
            policy=self.name,
            name=name,
            kind_zh=zh,
            kind_en=en,
            known=choices(known) or "-",
            **hint(name, known),
        )

    # asking

    def clause(self, name: str) -> BoundClause:
        """Return a clause by id, or a standard by name, ready to be asked about a subject.

        Raises:
            UnknownClause: with a suggestion, when there is none.
            BadSetting: when the clause is looked up (`lookup`).
        """
        found = self.bound(name)
        if isinstance(found, BoundLookup):
            raise _looked_up(found)
        return found

    def lookup(self, name: str) -> BoundLookup:
        """Return a list, table, split, schedule, procedure or check by id, ready to be asked with words, amounts and years.

        Raises:
            UnknownClause: with a suggestion, when there is none.
            BadSetting: when the clause is about a subject (`clause`).
        """
        found = self.bound(name)
        if isinstance(found, BoundClause):
            raise BadSetting(
                setting=name,
                zh="这一条是问具体对象的；代码里用 clause(...) 或 ask(...)，命令行用 assess。",
                en="it is asked about a subject: clause(...) or ask(...) in code, assess on the command line.",
            )
        return found

    def bound(self, name: str) -> BoundClause | BoundLookup:
        """Return a clause of either kind.

        Raises:
            UnknownClause: with a suggestion, when there is none.
        """
        found = self._clauses.get(name)
        if found is None:
            node = self.rules.find(name)
            found = self._clauses[name] = _kind_of(node)(self.context, node)
        return found

    def procedure(self, name: str) -> BoundProcedure:
        """Return a procedure by id, to be run as a case: ``policy.procedure(id).open().record(step=..., day=...)``.

        Raises:
            UnknownClause: with a suggestion, when there is no such clause.
            BadSetting: when the clause is no procedure.
        """
        found = self.bound(name)
        if isinstance(found, BoundProcedure):
            return found
        known = choices([c.info.id for c in self.rules.clauses if isinstance(c, Procedure)])
        raise BadSetting(
            setting=name,
            zh=f"这一条不是程序；程序有：{known or '无'}。",
            en=f"it is no procedure; there are: {known or 'none'}.",
        )

    __getitem__ = clause

    def __iter__(self) -> Iterator[BoundClause | BoundLookup]:
        return (self.bound(id) for id in self.rules.by_id)

    def ask(self, name: str, subject: Subject | Mapping[str, Any], *above: Subject) -> Decision:
        """Ask a clause about a subject; the subjects above it, where a rule reads them, follow in any order.

        Raises:
            UnknownClause: when there is no such clause.
            WrongSubject: when the clause is about something else.
        """
        return self.clause(name).ask(subject, *above)

    def look_up(self, name: str, /, *values: object, **named: object) -> Reply:
        """Look up a list, table, split or schedule: ``policy.look_up("guangdong.city.pairing.map", "meizhou").value``.

        Raises:
            UnknownClause: when there is no such clause.
            InvalidData: for words, years or amounts that it cannot be asked with.
        """
        return self.lookup(name).ask(*values, **named)

    decide = ask

    def together(self, *names: str) -> Together:
        """Return several clauses about one subject, to be asked at once.

        Raises:
            UnknownClause: when there is no such clause.
            BadSetting: when none is named.
        """
        if not names:
            raise BadSetting(
                setting="together", zh="请至少写一个条款。", en="name at least one clause."
            )
        found = self._together.get(names)
        if found is None:
            found = Together(tuple(self.clause(name) for name in names))
            self._together[names] = found
        return found

    def read(self, cls: type[T], data: object) -> T:
        """Return a subject from plain data, with the facts that the policy adds.

        Raises:
            InvalidData: with every fault and its path.
        """
        return read(cls, data, self.rules.extensions)


def _kind_of(node: Any) -> type[BoundClause | BoundLookup]:
    if isinstance(node, Procedure):
        return BoundProcedure
    return BoundLookup if isinstance(node, LookedUp) else BoundClause


def _looked_up(found: BoundLookup) -> BadSetting:
    wanted = ", ".join(found.wanted)
    return BadSetting(
        setting=found.info.id,
        zh=f"这一条是查的，不问对象；代码里用 look_up(...)，命令行用 lookup，给出：{wanted or '无'}。",
        en="it is looked up and not asked about a subject: look_up(...) in code, lookup on the command "
        f"line, with: {wanted or 'nothing'}.",
    )


def refuse_unlike(derivation: Derivation) -> None:
    """Refuse a derivation that is not about what its fact is about.

    Raises:
        BadSetting: when the expression is about another subject, or of another kind or unit.
    """
    fact, expression = derivation.fact, derivation.expression
    if not isinstance(fact, FACTS):
        raise BadSetting(
            setting="derive",
            zh="请给出登记项本身，如 Village.poor_persons。",
            en="name the fact itself, such as Village.poor_persons.",
        )
    alike = isinstance(fact, FlagFact) and isinstance(expression, Condition)
    if isinstance(fact, NumberFact) and isinstance(expression, Number):
        alike = expression.unit is fact.unit
    if not alike:
        raise BadSetting(
            setting=fact.info.name,
            zh="算出的数须与登记项的单位相同；是否类登记项须由条件得出。",
            en="a number of the fact's own unit is wanted, or a condition where the fact is a yes or no.",
        )
    if subject_of(expression) is not fact.info.owner:
        raise BadSetting(
            setting=fact.info.name,
            zh=f"算式须是关于{fact.info.owner.label.zh}的。",
            en=f"the expression must be about the {fact.info.owner.label.en}.",
        )


def open_policy(
    rules: Rules, rules_on: dt.date | str, as_of: dt.date | str | None = None
) -> Policy:
    """Return the policy of `rules` on a day.

    Raises:
        NotInForce: when the day lies before the policy's first document.
        BadSetting: when there is no such day.
    """
    day = day_of(rules_on, "rules_on")
    return Policy(rules, Settings(day, day)).on(day, as_of)
