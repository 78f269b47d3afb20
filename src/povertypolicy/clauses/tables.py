"""Tables that a document prints or that its sentences make up: what goes with what."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from povertypolicy.clauses.told import LookedUp, Told, left_open, not_given, word
from povertypolicy.errors import BadRule
from povertypolicy.expr.nodes import (
    Answer,
    Condition,
    Vocabulary,
    Word,
    all_of,
    classify,
    undetermined,
    when,
)
from povertypolicy.texts import Text

NO_ROW = Text("文件没有规定这种情况", "the document says nothing of this case")


@attrs.frozen
class Heading:
    """A column of a table: its name in code, its label, and the words it is filled with; None for other values."""

    name: str
    label: Text
    vocabulary: Vocabulary | None = None

    def word(self, value: object) -> str:
        """Return the id of a word of the column, given by its id or a label.

        Raises:
            InvalidData: when the column has no such word.
        """
        return plain(value) if self.vocabulary is None else word(self.vocabulary, value, self.name)

    def said(self, value: Any) -> Text:
        """Return a value of the column in words."""
        if isinstance(value, tuple):
            parts = [self.said(item) for item in value] or [Text("无", "none")]
            return Text("、".join(p.zh for p in parts), ", ".join(p.en for p in parts))
        if self.vocabulary is not None:
            return self.vocabulary.term(value).label
        if isinstance(value, Text):
            return value
        if isinstance(value, bool):
            return Text("是", "yes") if value else Text("否", "no")
        return Text(str(value), str(value))


@attrs.frozen
class Row:
    """A row: the words that it stands for, and what goes with them; with `open_`, why the document leaves it open."""

    key: tuple[str, ...]
    values: tuple[Any, ...] = ()
    open_: Text | None = None


@attrs.frozen(eq=False, repr=False)
class Table(LookedUp):
    """What goes with what. A value is a word, several words, a number, a text or a day.

    `otherwise` is the row of all words that have none; None where the document says nothing of them.
    """

    keys: tuple[Heading, ...]
    values: tuple[Heading, ...]
    rows: tuple[Row, ...]
    otherwise: Row | None = None

    @property
    def wanted(self) -> dict[str, Text]:
        """What it is asked with."""
        return {heading.name: heading.label for heading in self.keys}

    def answer(self, _day: dt.date, /, **given: object) -> Told:
        """Return what goes with some words: the value, or values by name where there are several.

        Raises:
            InvalidData: when a word is none of its column.
        """
        if len(given) < len(self.keys):
            return not_given(h.label for h in self.keys if h.name not in given)
        key = tuple(heading.word(given[heading.name]) for heading in self.keys)
        row = self.row(key)
        if row is None:
            return left_open(NO_ROW)
        if row.open_ is not None:
            return left_open(row.open_)
        lines = zip(self.values, row.values, strict=True)
        value: Any = dict(zip((h.name for h in self.values), row.values, strict=True))
        if len(self.values) == 1:
            (value,) = row.values
        return Told(value=value, lines=tuple((h.label, h.said(v)) for h, v in lines))

    def row(self, key: tuple[str, ...]) -> Row | None:
        """Return the row of some words."""
        wanted = tuple(map(plain, key))
        rows = (row for row in self.rows if tuple(map(plain, row.key)) == wanted)
        return next(rows, self.otherwise)

    def of(self, *facts: Word[Any], value: str | None = None) -> Word[Any]:
        """Return the word that goes with recorded words, for use in other clauses.

        Raises:
            BadRule: when the column named by `value` is not filled with single words.
        """
        names = [heading.name for heading in self.values]
        place = 0 if value is None else names.index(value) if value in names else -1
        vocabulary = self.values[place].vocabulary
        single = all(isinstance(r.values[place], str) for r in self.rows if r.open_ is None)
        if place < 0 or vocabulary is None or not single or len(facts) != len(self.keys):
            raise BadRule(
                zh=f"表“{self.info.id}”没有这一列，或它不是单个的词，或给出的登记项数目不对。",
                en=f'"{self.info.id}" has no such column of single words, or the facts are not as many as its keys.',
                where=self.info.where,
            )
        branches = [when(_all(facts, row.key), self._answer(row, place)) for row in self.rows]
        rest = (
            undetermined(NO_ROW) if self.otherwise is None else self._answer(self.otherwise, place)
        )
        return classify(vocabulary, *branches, otherwise=rest)

    @staticmethod
    def _answer(row: Row, place: int) -> Answer:
        if row.open_ is not None:
            return undetermined(row.open_)
        answer: str = row.values[place]
        return answer


def _all(facts: Sequence[Word[Any]], key: tuple[str, ...]) -> Condition[Any]:
    parts = [fact.equals(said) for fact, said in zip(facts, key, strict=True)]
    return parts[0] if len(parts) == 1 else all_of(*parts)


def plain(value: object) -> str:
    """Return a key as it is compared: a number or day is the same as its text."""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def pairs(table: Table) -> Iterator[tuple[Text, Text]]:
    """Yield each row in words: what it stands for, and what goes with it."""
    rows = table.rows if table.otherwise is None else (*table.rows, table.otherwise)
    for row in rows:
        keys = [h.said(k) for h, k in zip(table.keys, row.key, strict=False)]
        left = _joined(keys) if keys else Text("其他", "any other")
        if row.open_ is not None:
            yield left, row.open_
            continue
        values = zip(table.values, row.values, strict=True)
        if len(table.values) == 1:
            yield left, table.values[0].said(row.values[0])
        else:
            yield left, _joined([_named(h.label, h.said(v)) for h, v in values])


def _named(label: Text, value: Text) -> Text:
    return Text(f"{label.zh}：{value.zh}", f"{label.en}: {value.en}")


def _joined(parts: Sequence[Text]) -> Text:
    return Text("，".join(p.zh for p in parts), ", ".join(p.en for p in parts))
