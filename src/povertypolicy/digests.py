"""Digests: rules are equal when they say the same, wherever they stand in code."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import attrs

from povertypolicy.citations import Document
from povertypolicy.expr.facts import FactInfo
from povertypolicy.expr.nodes import Node
from povertypolicy.provenance import ClauseInfo

EDITION = 1
"""The edition of the semantics; part of every digest. A change of meaning is a new edition."""

EDITIONS = frozenset({EDITION})
"""The editions for which rules may be written that this library reads."""


def digest_of(data: object) -> str:
    """Return the digest of plain data together with the edition of the semantics."""
    canonical = json.dumps(
        [EDITION, data], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def document_data(document: Document) -> list[Any]:
    """Return a document as plain data; where a copy can be found does not matter."""
    issued = None if document.issued is None else document.issued.isoformat()
    return [document.number, document.title.zh, document.title.en, issued]


def clause_data(clauses: Iterable[Node]) -> list[Any]:  # noqa: C901 - one table, filled from three sides
    """Return clauses as plain data: what is said once or twice stands once, referred to by number, children first."""
    numbers: dict[int, int] = {}
    rows: dict[str, int] = {}
    table: list[Any] = []

    def plain(value: object) -> object:  # noqa: PLR0911 - one line for each kind of value
        if isinstance(value, Node):
            return {"#": number(value)}
        if isinstance(value, Document):
            return document_data(value)
        if isinstance(value, ClauseInfo | FactInfo):
            return plain_fields(value, leave_out=("where",))
        if attrs.has(type(value)):
            return plain_fields(value)
        if isinstance(value, tuple | list):
            return [plain(item) for item in value]
        if isinstance(value, type):
            return value.__name__
        if isinstance(value, dt.date | Fraction):
            return str(value)
        if value is None or isinstance(value, str | int | bool):
            return value
        return getattr(value, "value", None) or repr(value)

    def plain_fields(value: Any, leave_out: tuple[str, ...] = ()) -> list[Any]:
        names = (field.name for field in attrs.fields(type(value)) if field.name not in leave_out)
        return [type(value).__name__, *(plain(getattr(value, name)) for name in names)]

    def number(node: Node) -> int:
        if id(node) not in numbers:
            data = plain_fields(node)
            row = rows.setdefault(json.dumps(data), len(table))
            if row == len(table):
                table.append(data)
            numbers[id(node)] = row
        return numbers[id(node)]

    return [table, [number(clause) for clause in clauses]]
