"""Subjects from plain data and back."""

from collections.abc import Iterable
from typing import Any, TypeVar

from povertypolicy.errors import Fault, InvalidData
from povertypolicy.expr.facts import Fact
from povertypolicy.subjects.base import Reader, Subject

T = TypeVar("T", bound=Subject)


def read(cls: type[T], data: object, extensions: Iterable[Fact] = ()) -> T:
    """Return a subject from plain data (numbers in the printed unit: yuan, percent, square metres).

    `extensions` are the facts that plugins add.

    Raises:
        InvalidData: with every fault and its path: unknown keys, values that are no facts, contradictions.
    """
    faults: list[Fault] = []
    subject = read_into(cls, data, list(extensions), "", faults)
    if subject is None:
        raise InvalidData(faults)
    return subject


def read_into(
    cls: type[T], data: object, extensions: list[Fact], path: str, faults: list[Fault]
) -> T | None:
    """Return a subject from plain data, or None with the faults added to `faults`."""
    return Reader(code=False, extensions=extensions, faults=faults).subject(cls, data, path)


def write(subject: Subject, extensions: Iterable[Fact] = ()) -> dict[str, Any]:
    """Return a subject as plain data; missing facts are left out. `read` takes it back."""
    own = {fact.info.name: fact for fact in extensions if fact.info.owner is type(subject)}
    plain: dict[str, Any] = {}
    for name in ("id", "prices_of"):
        if getattr(subject, name) is not None:
            plain[name] = getattr(subject, name)
    for name, fact in {**subject.facts, **own}.items():
        value = subject.more.get(name) if name in own else subject.__dict__[name]
        if value is not None:
            plain[name] = fact.write(value)
    for name in subject.relations:
        members = subject.__dict__[name]
        if members is not None:
            plain[name] = [write(member, extensions) for member in members]
    return plain


def fact_columns(cls: type[Subject], extensions: Iterable[Fact]) -> dict[str, Fact]:
    """Return every table header of a subject, and the fact it names."""
    own = [fact for fact in extensions if fact.info.owner is cls]
    headers: dict[str, Fact] = {}
    for fact in (*cls.facts.values(), *own):
        for header in fact.info.all_headers():
            headers.setdefault(header.strip().lower(), fact)
    return headers
