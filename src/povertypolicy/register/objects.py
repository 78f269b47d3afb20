"""JSON text as objects: exact numbers, repeated keys kept as faults, nothing that crashes."""

import json
from collections.abc import Collection, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from povertypolicy.errors import BadFile, Fault, InvalidData, nearest
from povertypolicy.expr.values import masked, shape, shown
from povertypolicy.subjects import Subject

_MOST_DIGITS = 40
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".parquet")


def is_json(path: Path, start: str) -> bool:
    """Return whether a file is JSON: by its name or, where that names no kind of table, by how its text starts."""
    kind = path.suffix.lower()
    return kind == ".json" or (kind not in _TABLES and start.lstrip().startswith(("[", "{")))


class Object(dict[str, Any]):
    """A JSON object that remembers which of its keys stood in it twice."""

    repeated: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> Object:
    made = Object(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        made.repeated = tuple(dict.fromkeys(key for key in keys if keys.count(key) > 1))
    return made


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent that no machine holds
        return Decimal("Infinity")


def _integer(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= _MOST_DIGITS else _decimal(digits)


def parse_json(text: str, file: str) -> Any:
    """Return JSON text as plain data; NaN and the infinities arrive as decimals that no fact accepts.

    Raises:
        InvalidData: with line and column, when it is no JSON.
        BadFile: when it is nested deeper than anything real.
    """
    try:
        return json.loads(
            text,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=Decimal,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        parts = {"line": error.lineno, "col": error.colno}
        raise InvalidData([Fault("bad-json", file=file, parts=parts)]) from None
    except RecursionError:
        raise BadFile(
            file=file,
            zh="嵌套太深，不像名册；请检查文件。",
            en="it is nested too deeply for a register; check the file.",
        ) from None


def records_of(data: object, cls: type[Subject], file: str) -> tuple[str, list[Any]]:
    """Return the list of records in plain data, and the path that leads to it.

    Accepted: a list of objects, ``{"households": [...]}``, or one object alone.

    Raises:
        InvalidData: when the data hold no list of records.
    """
    plural = plural_of(cls)
    if isinstance(data, list):
        return "", data
    if isinstance(data, dict) and plural in data:
        others = sorted(set(data) - {plural})
        if others or not isinstance(data[plural], list):
            raise InvalidData([_no_records(file, plural, data[plural])])
        return plural, data[plural]
    if isinstance(data, dict) and not all(isinstance(value, list) for value in data.values()):
        return "", [data]
    raise InvalidData([_no_records(file, plural, data)])


def _no_records(file: str, plural: str, data: object) -> Fault:
    return Fault("no-records", file=file, parts={"plural": plural, "shape": shape(data)})


def plural_of(cls: type[Subject]) -> str:
    """Return the key under which a JSON file lists subjects of a kind: ``households``, ``counties``."""
    name = cls.__name__.lower()
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}s"


def known_keys(cls: type[Subject]) -> set[str]:
    """Return every key that JSON about subjects of a kind, and about those below them, may hold."""
    found: set[str] = {"id", "prices_of"}
    waiting, seen = [cls], {cls}
    while waiting:
        kind = waiting.pop()
        found.update(kind.facts, kind.relations)
        below = {relation.member() for relation in kind.relations.values()} - seen
        waiting.extend(below)
        seen |= below
    return found


def repeated_keys(data: object, known: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for every key that stood twice in one object, at any depth.

    A key is printed only when it is, or is near, a `known` one; else as its shape and its number among the keys: ``字字#2``.
    """
    stack: list[tuple[str, object]] = [("", data)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, Object):
            steps = {key: _step(key, number, known) for number, key in enumerate(value, 1)}
            for key in value.repeated:
                yield Fault("repeated-json-key", path, parts={"key": steps[key]})
            stack.extend((f"{path}.{steps[key]}".strip("."), value[key]) for key in value)
        elif isinstance(value, list):
            stack.extend((f"{path}[{i}]", item) for i, item in enumerate(value))


def _step(key: str, number: int, known: Collection[str]) -> str:
    return shown(key) if key in known or nearest(key, known) else f"{masked(key)}#{number}"
