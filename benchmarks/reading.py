"""The same record as plain attrs classes: without any check, and with checks like ours."""

from typing import Any

import attrs
from households import AMOUNTS, FLAGS


def _fen(value: float | None) -> int | None:
    if value is None:
        return None
    fen = round(value * 100)
    if abs(fen - value * 100) > 1e-6:
        raise ValueError(value)
    return fen


def _truth(_: object, field: "attrs.Attribute[Any]", value: object) -> None:
    if not (value is None or value is True or value is False):
        raise TypeError(field.name)


def _range(_: object, field: "attrs.Attribute[Any]", value: int | None) -> None:
    if value is not None and not 0 <= value <= 10**11:
        raise ValueError(field.name)


def _word(_: object, field: "attrs.Attribute[Any]", value: object) -> None:
    if value not in (None, "able", "partial", "none"):
        raise ValueError(field.name)


def _classes(*, checked: bool) -> tuple[type[Any], type[Any]]:
    """Make the two classes; checked ones convert yuan to fen and refuse what is no fact."""
    amount = {"converter": _fen, "validator": _range} if checked else {}
    flag = {"validator": _truth} if checked else {}
    word = {"validator": _word} if checked else {}
    person = attrs.make_class(
        "PlainPerson",
        {"labour_capacity": attrs.field(default=None, **word)},
        frozen=True,
        slots=True,
    )
    fields = {
        "id": attrs.field(default=None),
        "prices_of": attrs.field(default=None),
        "income_record": attrs.field(default=None),
        "persons": attrs.field(default=()),
        **{name: attrs.field(default=None, **amount) for name in AMOUNTS},
        **{name: attrs.field(default=None, **flag) for name in FLAGS},
    }
    return person, attrs.make_class("PlainHousehold", fields, frozen=True, slots=True)


PERSON, HOUSEHOLD = _classes(checked=False)
CHECKED_PERSON, CHECKED_HOUSEHOLD = _classes(checked=True)


def plain(data: dict[str, Any]) -> object:
    """Build the record without a check."""
    persons = tuple(PERSON(**person) for person in data["persons"])
    return HOUSEHOLD(**{**data, "persons": persons})


def checked(data: dict[str, Any]) -> object:
    """Build the record with attrs' own converters and validators."""
    persons = tuple(CHECKED_PERSON(**person) for person in data["persons"])
    return CHECKED_HOUSEHOLD(**{**data, "persons": persons})
