"""What a policy is asked with, as plain data: supplied numbers, a price index, readings.

The same form stands in a settings file (TOML or JSON) and in a golden case::

    [supply]
    "x.average" = { yuan_per_head = "16366.20", prices_of = 2014, source = "..." }
    [index]
    values = { 2014 = 100, 2016 = "103.5" }
    source = "..."
    [choose]
    "x.reading" = "narrow"
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from povertypolicy.deciding.policy import Policy
from povertypolicy.errors import BadFile, BadSetting, Fault, InvalidData, choices, hint
from povertypolicy.expr.values import Reject, number_of, shape, shown
from povertypolicy.parameters import Supplied, price_index
from povertypolicy.quantities import (
    Exact,
    Quantity,
    Unit,
    count,
    months,
    percent,
    points,
    square_metres,
    years,
    yuan,
    yuan_per_head,
)
from povertypolicy.register.decoding import read_text
from povertypolicy.register.objects import parse_json
from povertypolicy.texts import Text

Make = Callable[[Exact], Quantity[Any]]

UNITS: dict[str, Make] = {
    "yuan": yuan,
    "yuan_per_head": yuan_per_head,
    "percent": percent,
    "count": count,
    "points": points,
    "square_metres": square_metres,
    "years": years,
    "months": months,
}
"""The words for units in plain data."""

PARTS = ("supply", "index", "choose")
_PLACE = re.compile(r"\(at ([a-z0-9, ]+)\)")


def read_settings(path: Path) -> dict[str, Any]:
    """Return the plain data of a settings file, TOML or JSON.

    Raises:
        BadFile: when it cannot be read, or is no TOML.
        InvalidData: when it is no JSON, no object, or has unknown keys.
    """
    data = read_plain(path)
    faults = list(unknown_keys(data, PARTS, str(path)))
    if faults:
        raise InvalidData(faults)
    return dict(data)


def read_plain(path: Path) -> Any:
    """Return the data of a TOML or JSON file, numbers exact.

    Raises:
        BadFile: when it cannot be read, or is no TOML.
        InvalidData: when it is no JSON.
    """
    text = read_text(path)
    if path.suffix.lower() == ".json":
        return parse_json(text, str(path))
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        found = _PLACE.search(str(error))
        place = found[1] if found else "?"
        raise BadFile(
            file=str(path),
            zh=f"不是合法的 TOML（{place}）；请改正。",
            en=f"it is not valid TOML ({place}); correct it.",
        ) from None


def unknown_keys(
    data: object, known: tuple[str, ...], file: str, path: str = ""
) -> Iterator[Fault]:
    """Yield a fault for every key of an object that is not known, or one when it is no object."""
    if not isinstance(data, Mapping):
        parts: dict[str, Any] = {"wanted": Text("设置", "settings"), "shape": shape(data)}
        yield Fault("not-an-object", path, file, parts=parts)
        return
    for key in data:
        if key not in known:
            parts = {"key": shown(str(key)), "known": choices(known), **hint(str(key), known)}
            yield Fault("unknown-key", f"{path}.{shown(str(key))}".strip("."), file, parts=parts)


def apply_settings(policy: Policy, data: Mapping[str, Any]) -> Policy:
    """Return the policy asked with what `data` gives under ``supply``, ``index`` and ``choose``.

    Raises:
        UnknownClause: for a number the policy does not ask for, or a reading it does not have.
        BadSetting: for a value that is not usable.
    """
    for name, given in _table(data, "supply").items():
        quantity, source = _supplied(name, given)
        policy = policy.supply(name, quantity, source=source)
    if data.get("index") is not None:
        policy = policy.with_index(_index(data["index"]))
    for reading, option in _table(data, "choose").items():
        policy = policy.choose(reading, str(option))
    return policy


def _table(data: Mapping[str, Any], part: str) -> Mapping[str, Any]:
    table = data.get(part) or {}
    if not isinstance(table, Mapping):
        raise BadSetting(
            setting=part, zh="应为表（名 = 值）。", en="a table of names and values is wanted."
        )
    return table


def _supplied(name: str, given: Any) -> tuple[Quantity[Any], str]:
    given = given if isinstance(given, Mapping) else {}
    units = [key for key in given if key in UNITS]
    strange = set(given) - {*UNITS, "prices_of", "source"}
    if len(units) != 1 or strange:
        known = ", ".join(UNITS)
        raise BadSetting(
            setting=name,
            zh=f"应写成 {{单位 = 数, prices_of = 年, source = 来源}}，单位为 {known} 之一。",
            en=f"write {{unit = number, prices_of = year, source = text}}, the unit one of {known}.",
        )
    quantity = quantity_of(name, UNITS[units[0]], given[units[0]], given.get("prices_of"))
    return quantity, str(given.get("source", ""))


def quantity_of(name: str, make: Make, value: object, prices_of: object = None) -> Quantity[Any]:
    """Return a quantity from a number of plain data; `name` is what it is for.

    Raises:
        BadSetting: when it is no number, or the year is none.
    """
    try:
        quantity = make(number_of(value))
    except Reject:
        raise BadSetting(
            setting=name,
            zh="应为十进制数，如 16366.20。",
            en="a decimal number such as 16366.20 is wanted.",
        ) from None
    return Quantity(quantity.value, quantity.unit, _year(name, prices_of))


def _year(name: str, value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise BadSetting(
        setting=name,
        zh="prices_of 应为整数年，如 2014。",
        en="prices_of is a whole year such as 2014.",
    )


def _index(data: object) -> Any:
    known = {"values", "source", "assumed"}
    values = data.get("values") if isinstance(data, Mapping) and set(data) <= known else None
    if not isinstance(data, Mapping) or not isinstance(values, Mapping) or not values:
        raise BadSetting(
            setting="index",
            zh="应写成 {values = {年 = 指数, ...}, source = 来源, assumed = 是否假设}。",
            en="write {values = {year = number, ...}, source = text, assumed = true or false}.",
        )
    try:
        read = {int(year): number_of(value) for year, value in values.items()}
        return price_index(
            read, source=str(data.get("source", "")), assumed=data.get("assumed") is True
        )
    except (Reject, ValueError):
        raise BadSetting(
            setting="index",
            zh="年份应为整数，指数应为十进制数。",
            en="years are whole numbers and index values decimal numbers.",
        ) from None


def supplied_unit(policy: Policy, name: str) -> type[Unit] | None:
    """Return the unit of a number that the policy asks for, or None when it asks for no such number."""
    clause = policy.rules.by_id.get(name)
    return clause.unit if isinstance(clause, Supplied) else None
