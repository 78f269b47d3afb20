"""What a clause asks for, as an empty form and as a JSON Schema."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from povertypolicy.deciding.asking import BoundClause
from povertypolicy.expr.facts import Fact, NumberFact
from povertypolicy.expr.nodes import Relation, walk
from povertypolicy.expr.relations import Many
from povertypolicy.subjects import PRICE_YEARS, Subject
from povertypolicy.texts import Text

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ID = Text("编号", "id")
_YEAR = Text("价格年份", "price year")


def form(clause: BoundClause, about: type[Subject] | None = None) -> dict[str, Any]:
    """Return the empty form of what a clause asks about its subject, one member of each kind within it.

    `about` names a subject above it instead, where the clause reads one.
    """
    asked = _Asked(clause)
    return asked.form(about or clause.subject)


def json_schema(clause: BoundClause, about: type[Subject] | None = None) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what a clause asks about its subject, or about one above it."""
    cls = about or clause.subject
    title = f"{clause.info.label.zh} {clause.info.label.en}（{cls.label.zh} {cls.label.en}）"
    return {"$schema": DIALECT, **_Asked(clause).schema(cls), "title": title}


def tables(clause: BoundClause) -> tuple[type[Subject], ...]:
    """Return the kinds of subject about which a clause asks anything: its own first, then members, then those above."""
    asked = _Asked(clause)
    kinds: dict[type[Subject], None] = dict.fromkeys(asked.below(clause.subject))
    return tuple(dict.fromkeys([*kinds, *clause.asks()]))


def decision_schema() -> dict[str, Any]:
    """Return the JSON Schema of a decision as plain data, of `povertypolicy.as_json`."""
    text = files("povertypolicy").joinpath("schemas/decision.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


class _Asked:
    """The facts and relations that a clause reads."""

    def __init__(self, clause: BoundClause) -> None:
        self.facts = clause.asks()
        self.relations = {
            (node.owner, node.name) for node in walk(clause.node) if isinstance(node, Relation)
        }

    def of(self, cls: type[Subject]) -> tuple[Fact, ...]:
        return self.facts.get(cls, ())

    def within(self, cls: type[Subject]) -> Iterator[tuple[str, Many[Any]]]:
        for name, relation in cls.relations.items():
            if (cls, name) in self.relations:
                yield name, relation

    def below(self, cls: type[Subject]) -> Iterator[type[Subject]]:
        yield cls
        for _, relation in self.within(cls):
            yield from self.below(relation.member())

    def priced(self, cls: type[Subject]) -> bool:
        return any(
            isinstance(fact, NumberFact) and fact.priced
            for kind in self.below(cls)
            for fact in self.of(kind)
        )

    def form(self, cls: type[Subject], *, inner: bool = False) -> dict[str, Any]:
        head: dict[str, Any] = {"id": None}
        if self.priced(cls) and not inner:
            head["prices_of"] = None
        facts = {fact.info.name: None for fact in self.of(cls)}
        members = {
            name: [self.form(relation.member(), inner=True)] for name, relation in self.within(cls)
        }
        return {**head, **facts, **members}

    def schema(self, cls: type[Subject], *, inner: bool = False) -> dict[str, Any]:
        properties: dict[str, Any] = {"id": {"type": ["string", "integer", "null"], **_title(_ID)}}
        if self.priced(cls) and not inner:
            year = {"minimum": PRICE_YEARS[0], "maximum": PRICE_YEARS[-1]}
            properties["prices_of"] = {"type": ["integer", "null"], **year, **_title(_YEAR)}
        for fact in self.of(cls):
            properties[fact.info.name] = {**fact.schema(), **_title(fact.info.label)}
        for name, relation in self.within(cls):
            properties[name] = {
                "type": ["array", "null"],
                "maxItems": relation.most,
                "items": self.schema(relation.member(), inner=True),
                **_title(relation.label),
            }
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": properties,
            **_title(cls.label),
        }


def _title(text: Text) -> dict[str, str]:
    return {"title": f"{text.zh} {text.en}"}
