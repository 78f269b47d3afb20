"""Policies as data: the rules of a jurisdiction, and the settings of a question.

Rules are frozen and equal by a digest of what they say; where they stand in code does not matter.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType, ModuleType
from typing import Any, Literal, TypeAlias

import attrs

from povertypolicy.checks import (
    by_id,
    facts_of,
    refuse_cycles,
    refuse_deciding_leads,
    refuse_mixed_subjects,
    refuse_unlike_readings,
    refuse_unlisted_documents,
)
from povertypolicy.citations import Citation, Document
from povertypolicy.clauses import SHAPES, Clause
from povertypolicy.digests import EDITION, clause_data, digest_of, document_data
from povertypolicy.errors import BadRule, UnknownClause, choices, hint
from povertypolicy.expr.facts import FACTS, Fact
from povertypolicy.expr.nodes import (
    Condition,
    Node,
    Readings,
    Undefined,
    walk,
)
from povertypolicy.parameters import PriceIndex, SuppliedValue
from povertypolicy.standards import Standard
from povertypolicy.texts import Text, Words, text

Verb: TypeAlias = Literal["add", "replace", "raise_to", "lower_to", "suspend", "restore"]


@attrs.frozen(eq=False)
class Origin:
    """How a layer came to say what a clause says: it added it, or changed what stood `before`."""

    layer: str
    label: Text
    verb: Verb
    cite: Citation
    before: Clause | None = None


@attrs.frozen
class Definition:
    """A definition of a term that a document only names, from somebody who takes responsibility for it."""

    condition: Condition[Any] = attrs.field(eq=False)
    source: str


@attrs.frozen
class Derivation:
    """A fact that is worked out from other records instead of being recorded."""

    fact: Fact = attrs.field(eq=False)
    expression: Node = attrs.field(eq=False)


@attrs.frozen
class Settings:
    """What a question fixes besides the facts.

    `rules_on` picks the clauses in force, `as_of` is the day of the facts; `derived` is by the key of the fact.
    """

    rules_on: dt.date
    as_of: dt.date
    supplied: Mapping[str, SuppliedValue] = attrs.field(
        factory=lambda: MappingProxyType({}), hash=False
    )
    index: PriceIndex | None = None
    chosen: Mapping[str, str] = attrs.field(factory=lambda: MappingProxyType({}), hash=False)
    definitions: Mapping[str, Definition] = attrs.field(
        factory=lambda: MappingProxyType({}), hash=False
    )
    derived: Mapping[tuple[type[Any], str], Derivation] = attrs.field(
        factory=lambda: MappingProxyType({}), hash=False
    )

    def __reduce__(self) -> tuple[Any, ...]:
        values = {field.name: getattr(self, field.name) for field in attrs.fields(Settings)}
        return _arrived_settings, (
            {k: dict(v) if isinstance(v, Mapping) else v for k, v in values.items()},
        )


def frozen(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values with every dict among them frozen."""
    return {k: MappingProxyType(v) if isinstance(v, dict) else v for k, v in values.items()}


def _arrived_settings(values: Mapping[str, Any]) -> Settings:
    return Settings(**frozen(values))


@attrs.frozen(eq=False, repr=False)
class Rules:
    """The clauses of a jurisdiction, in the order of its documents.

    `edition` is the edition of the semantics for which they were written.
    """

    name: str
    label: Text
    documents: tuple[Document, ...]
    clauses: tuple[Clause, ...]
    edition: int = EDITION
    extends: tuple[str, ...] = ()
    """The names of the policies that it extends, the highest first."""
    origins: Mapping[str, tuple[Origin, ...]] = attrs.field(factory=dict)
    """How the clauses came about that a layer added or changed, by id, oldest first; no part of the digest."""
    earlier: tuple[tuple[Clause, str], ...] = ()
    """What stood in the policies above in the place of a clause, with its id here: layers may be written with it."""
    facts: tuple[Fact, ...] = attrs.field(init=False)
    extensions: tuple[Fact, ...] = attrs.field(init=False)
    """The facts that the policy adds to subjects of other packages."""
    digest: str = attrs.field(init=False)
    by_id: Mapping[str, Clause] = attrs.field(init=False)
    standards: Mapping[str, Standard[Any]] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        put = object.__setattr__
        put(self, "by_id", MappingProxyType(by_id(self.clauses)))
        refuse_cycles(self.clauses)
        refuse_deciding_leads(self.clauses)
        refuse_mixed_subjects(self.clauses)
        refuse_unlike_readings(self.clauses)
        refuse_unlisted_documents(self.clauses, self.documents)
        put(self, "facts", facts_of(self.clauses))
        put(self, "extensions", tuple(f for f in self.facts if not f.info.attribute))
        put(self, "digest", digest_of(self._data()))
        put(
            self,
            "standards",
            MappingProxyType({c.name: c for c in self.clauses if isinstance(c, Standard)}),
        )

    def _data(self) -> list[Any]:
        return [
            clause_data(self.clauses),
            [self.name, self.label.zh, self.label.en, self.edition],
            [document_data(document) for document in self.documents],
        ]

    def __reduce__(self) -> tuple[Any, ...]:
        written = (field.name for field in attrs.fields(Rules) if field.init)
        return _arrived_rules, (self.digest, *(getattr(self, name) for name in written))

    def __repr__(self) -> str:
        return f"<rules of {self.name}: {len(self.clauses)} clauses, digest {self.digest}>"

    @property
    def issued(self) -> dt.date | None:
        """The day of the first document; questions about earlier days are refused. None: not stated."""
        return min((d.issued for d in self.documents if d.issued is not None), default=None)

    def origin(self, id: str) -> tuple[Origin, ...]:
        """Return how a clause came about, oldest first: who added it, then who changed it.

        Raises:
            UnknownClause: with a suggestion, when there is none.
        """
        about = self.find(id).info
        own = Origin(self.name, self.label, "add", about.cite)
        return self.origins.get(about.id, (own,))

    def nodes(self) -> Iterator[Node]:
        """Yield every node of every clause once."""
        seen: set[int] = set()
        for clause in self.clauses:
            for node in walk(clause):
                if id(node) not in seen:
                    seen.add(id(node))
                    yield node

    def reading_options(self) -> dict[str, tuple[str, ...]]:
        """Return the readings that a caller may choose: name and options."""
        return {
            n.name: tuple(o[0] for o in n.options) for n in self.nodes() if isinstance(n, Readings)
        }

    def find(self, name: str) -> Clause:
        """Return the clause with this id, or the standard with this name.

        Raises:
            UnknownClause: with a suggestion, when there is none.
        """
        found: Clause | None = self.standards.get(name, self.by_id.get(name))
        if found is None:
            known = list(dict.fromkeys([*self.standards, *self.by_id]))
            raise UnknownClause(
                policy=self.name,
                name=name,
                kind_zh="条款",
                kind_en="clause",
                known=choices(known),
                **(self._heir(name) or hint(name, known)),
            )
        return found

    def _heir(self, name: str) -> dict[str, str]:
        """Say which clause stands in the place of one of the policies above."""
        for id_, origins in self.origins.items():
            if any(one.before is not None and one.before.info.id == name for one in origins):
                zh, en = f"它已由“{id_}”代替。", f' "{id_}" stands in its place.'
                return {"hint_zh": zh, "hint_en": en}
        return {}


def _arrived_rules(digest: str, *written: Any) -> Rules:
    """Return rules that come from another process, as they were there.

    Raises:
        BadRule: when what they refer to says something else in this one.
    """
    found = Rules(*written)
    if found.digest != digest:
        raise BadRule(
            zh=f"政策“{found.name}”送到后与送出时不同（{digest}、{found.digest}）；两边请安装同一版本的插件。",
            en=f'The policy "{found.name}" says something else here than where it was sent from '
            f"({digest}, {found.digest}); install the same versions in both places.",
        )
    return found


def rules(
    name: str,
    words: Words,
    *,
    documents: Iterable[Document],
    clauses: Iterable[Clause],
    edition: int = EDITION,
) -> Rules:
    """Put the clauses of a jurisdiction together.

    `edition` is the edition of the semantics for which they were written; a plugin states it as a number.

    Raises:
        DuplicateId: when two clauses have one id, or the name of a standard is taken.
        DuplicateLabel: when two facts of one subject share a name or a table header.
        BadRule: when a clause is about several subjects or cites a document that is not listed,
            a lead would decide, readings of one name differ in their options, a fact has a reserved name,
            or two kinds of subject have one name.
        Cycle: when a clause is defined by itself.
    """
    return Rules(name, text(words), tuple(documents), tuple(clauses), edition)


def clauses_of(*modules: ModuleType) -> tuple[Clause, ...]:
    """Return the clauses of modules, each once, in the order in which they are written."""
    found: dict[int, Clause] = {}
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, SHAPES):
                found.setdefault(id(value), value)
    return tuple(found.values())


_PARTS = "一二三四五六七八九十"
_FIRST = ("head", "title")


def in_order(*groups: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return clauses by the place that they cite, such as ``二.6``; those of one place as they are given.

    ``head`` and ``title`` come first, a place that is no part and item last; of several places the first counts,
    and they come after that place alone.
    A clause that stands in several groups is taken once.
    """
    once = {id(clause): clause for group in groups for clause in group}
    return tuple(sorted(once.values(), key=_place))


def _place(clause: Clause) -> tuple[int, int, bool]:
    place, _, others = clause.info.cite.place.partition("/")
    part, _, item = place.partition(".")
    if part in _FIRST:
        return _FIRST.index(part) - len(_FIRST), 0, bool(others)
    number = int(item) if item.isdigit() else 0
    return (_PARTS.index(part) if part in tuple(_PARTS) else len(_PARTS)), number, bool(others)


def needed_terms(term: str, definitions: Mapping[str, Definition]) -> set[str]:
    """Return the terms that the definition of `term` needs, by itself or through other definitions."""
    needed: set[str] = set()
    due = [term]
    while due:
        definition = definitions.get(due.pop())
        below = walk(definition.condition) if definition else ()
        terms = {node.term for node in below if isinstance(node, Undefined)} - needed
        needed |= terms
        due.extend(terms)
    return needed


def nodes_read(node: Node, settings: Settings) -> Iterator[Node]:
    """Yield every node that the answer of a clause is made of: definitions, and derivations instead of their facts."""
    seen: set[int] = set()
    due = [node]
    while due:
        for below in walk(due.pop()):
            if id(below) in seen:
                continue
            seen.add(id(below))
            derivation = settings.derived.get(below.info.key) if isinstance(below, FACTS) else None
            if derivation is not None:
                due.append(derivation.expression)
                continue
            yield below
            if isinstance(below, Undefined) and below.term in settings.definitions:
                due.append(settings.definitions[below.term].condition)


def undefined_terms(clauses: Rules) -> dict[str, Undefined[Any]]:
    """Return the terms that a policy names without defining them."""
    return {node.term: node for node in clauses.nodes() if isinstance(node, Undefined)}


def settings_data(settings: Settings) -> list[Any]:
    """Return settings as plain data."""
    return [
        settings.rules_on.isoformat(),
        settings.as_of.isoformat(),
        {
            key: [str(v.quantity.value), v.quantity.unit.__name__, v.quantity.prices_of, v.source]
            for key, v in settings.supplied.items()
        },
        None
        if settings.index is None
        else [
            {str(y): str(v) for y, v in settings.index.values.items()},
            settings.index.source,
            settings.index.assumed,
        ],
        dict(settings.chosen),
        {key: [clause_data([d.condition]), d.source] for key, d in settings.definitions.items()},
        *(
            [f"{owner.__name__}.{name}", clause_data([derivation.expression])]
            for (owner, name), derivation in settings.derived.items()
        ),
    ]
