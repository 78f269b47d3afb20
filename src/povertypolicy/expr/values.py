"""Values as files and callers give them: read without guessing, described without telling."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Any

from povertypolicy.expr.nodes import Vocabulary
from povertypolicy.texts import Text

LARGEST = 10**14
"""The greatest magnitude, in recorded steps, that a number fact may declare (one trillion yuan in fen)."""
_PLAIN = re.compile(r"[+-]?\d{1,24}(\.\d{1,24})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3}){1,7}(\.\d{1,24})?", re.ASCII)
_LONG_NUMBER = re.compile(r"\d{5}")
_LONGEST_SHOWN = 40
_FULL_WIDTH = re.compile("[０-９．]")
_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))",
    re.ASCII,
)
_YES = frozenset({"是", "有", "对", "true", "yes", "y", "1", "√"})
_NO = frozenset({"否", "无", "没有", "不是", "false", "no", "n", "0", "×"})


class Reject(Exception):
    """One value cannot be a fact; carries the code and parts of the fault, never the value."""

    def __init__(self, code: str, **parts: Any) -> None:
        self.code = code
        self.parts = parts
        super().__init__(code)


def shape(value: object) -> Text:
    """Describe a value without telling it: digits become 9, letters a, Chinese characters 字.

    >>> shape("张三 4401").zh
    '文字“字字 9999”'
    """
    if isinstance(value, bool):
        return Text("真假值", "a truth value")
    if isinstance(value, int | float | Decimal):
        return Text("数", "a number")
    if isinstance(value, str):
        masked = "".join(map(_mask, value[:24])) + ("…" if len(value) > 24 else "")  # noqa: PLR2004
        return Text(f"文字“{masked}”", f'text "{masked}"')
    if isinstance(value, dict):
        return Text("对象", "an object")
    if isinstance(value, list | tuple):
        return Text("列表", "a list")
    return Text(f"{type(value).__name__} 值", f"a value of type {type(value).__name__}")


@lru_cache(maxsize=4096)
def squeeze(header: str) -> str:
    """Return a header without what does not matter: case, width, spaces, underscores.

    >>> squeeze(" Wage_Income （元） ")
    'wageincome(元)'
    """
    return re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", header)).lower()


def shown(key: str) -> str:
    """Return a key or header as a message may show it: masked where it holds a number as long as a person's."""
    if _LONG_NUMBER.search(key):
        return masked(key)
    return key if len(key) <= _LONGEST_SHOWN else key[:_LONGEST_SHOWN] + "…"


def masked(text: str) -> str:
    """Return text with digits as 9, letters as a, Chinese characters as 字."""
    return "".join(map(_mask, text[:24]))


def _mask(character: str) -> str:
    if character.isdigit():
        return "9"
    if not character.isalpha():
        return character if character.isprintable() else "?"
    return "a" if character.isascii() else "字"


def number_of(value: object) -> Decimal:
    """Return the decimal number that a file's value stands for; floats are read to the 15 digits people see.

    Raises:
        Reject: when it stands for none.
    """
    if isinstance(value, int | Decimal | float) and not isinstance(value, bool):
        number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
        if not number.is_finite() or number.adjusted() > 30:  # noqa: PLR2004 - far beyond any range
            raise Reject("not-finite", shape=shape(value))
        if int(number.as_tuple().exponent) < -24:  # noqa: PLR2004 - else a fraction of a billion digits
            raise Reject("too-fine", places=24)
        return number
    if not isinstance(value, str):
        raise Reject("not-number", shape=shape(value))
    digits = value.strip()
    if _PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    if _FULL_WIDTH.search(digits):
        raise Reject("full-width", shape=shape(value))
    if digits.lower().lstrip("+-") in {"nan", "inf", "infinity"} or re.fullmatch(
        r"[+-]?\d+(\.\d+)?[eE][+-]?\d+", digits
    ):
        raise Reject("not-finite", shape=shape(value))
    raise Reject("not-number", shape=shape(value))


def flag_of(value: object) -> bool:
    """Return the truth value that a file's value stands for.

    Raises:
        Reject: when it stands for none.
    """
    said = str(value).strip().lower() if isinstance(value, str | int) else "?"
    if said in _YES or said in _NO:
        return said in _YES
    raise Reject("not-yes-no", shape=shape(value))


def day_of(value: object) -> dt.date:
    """Return the day that a file's value stands for.

    Raises:
        Reject: when it is no day of the calendar.
    """
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    match = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise Reject("not-a-day", shape=shape(value))
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise Reject("no-such-day", shape=shape(value)) from None


def word_of(vocabulary: Vocabulary, value: object) -> str:
    """Return the id of the word that a file's value names by id or label.

    Raises:
        Reject: when the vocabulary has no such word.
    """
    if isinstance(value, str):
        wanted = value.strip()
        for term in vocabulary.terms:
            if wanted in (term.id, term.label.zh) or wanted.lower() == term.label.en.lower():
                return term.id
    known = Text(
        "、".join(term.label.zh for term in vocabulary.terms),
        ", ".join(term.id for term in vocabulary.terms),
    )
    raise Reject("not-a-word", known=known, shape=shape(value))
