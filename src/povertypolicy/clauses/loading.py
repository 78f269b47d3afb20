"""Clauses that are rows of a table: lists, checklists, tables, procedures and checks, read from TOML files of a plugin.

An entry says what every clause says (``id``, ``label``, ``place``, ``cite`` and, where needed, ``kind``, ``force``,
``assumes``, ``since``, ``until``, ``recorded``, ``derives``) and what its shape needs:

- ``[[list]]``: ``items`` and ``closed`` (default true);
- ``[[checklist]]`` and ``[[steps]]``: ``subject`` and ``items``;
- ``[[table]]``: ``keys``, ``values`` and ``rows`` (keys first), with ``open`` for what the document leaves open and
  ``otherwise`` for words without a row; or ``inverse_of`` with the id of a table that it turns round;
- ``[[procedure]]``: ``steps`` with their actors, kinds and records (`povertypolicy.clauses.procedure_entries`);
- ``[[check]]``: ``says``.

Whatever people read is a pair ``["中文", "English"]``; in a column without words such a pair is a text.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any, TypeAlias

import attrs

from povertypolicy.citations import Document
from povertypolicy.clauses import procedure_entries
from povertypolicy.clauses.checks import DocumentCheck
from povertypolicy.clauses.entries import Entry, WrongEntryError
from povertypolicy.clauses.lists import Listing, checklist, listing
from povertypolicy.clauses.procedures import Procedure
from povertypolicy.clauses.tables import Heading, Row, Table
from povertypolicy.errors import Fault, InvalidData, hint
from povertypolicy.expr.facts import FACTS, Fact
from povertypolicy.expr.nodes import Term, Vocabulary, walk
from povertypolicy.expr.travelling import Holder, caller
from povertypolicy.expr.values import squeeze
from povertypolicy.provenance import info
from povertypolicy.texts import Words

COMMON = frozenset({"id", "label", "place", "cite", "kind", "force", "assumes", "since", "until", "recorded", "derives"})  # fmt: skip
OWN = {
    "list": frozenset({"items", "closed"}),
    "checklist": frozenset({"items", "subject"}),
    "steps": frozenset({"items", "subject"}),
    "table": frozenset({"keys", "values", "rows", "open", "otherwise", "inverse_of"}),
    "procedure": procedure_entries.KEYS,
    "check": frozenset({"says"}),
}
KINDS = {
    "list": "vocabulary",
    "checklist": "checklist",
    "steps": "procedure",
    "table": "classification",
    "procedure": "procedure",
    "check": "constraint",
}


Said: TypeAlias = dict[str, Any]
"""What every clause says."""


class Loaded(Mapping[str, Any], Holder):
    """The clauses of TOML files by id, in the order of the files; `facts` are those of checklists and steps."""

    def __init__(self, clauses: Mapping[str, Any]) -> None:
        self._clauses = MappingProxyType(dict(clauses))
        held = [node for clause in clauses.values() for node in walk(clause)]
        self.facts = SimpleNamespace(
            **{_key(node): node for node in held if isinstance(node, FACTS)}
        )

    def __getitem__(self, id: str) -> Any:
        return self._clauses[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._clauses)

    def __len__(self) -> int:
        return len(self._clauses)

    def path_of(self, value: object) -> str:
        """Return the path of a fact."""
        key = _key(value) if isinstance(value, FACTS) else ""
        return f"facts.{key}" if key and getattr(self.facts, key, None) is value else ""


def _key(fact: Fact) -> str:
    return f"{fact.info.owner.__name__}_{fact.info.name}"


def load(*paths: Path, document: Document, subjects: Iterable[type[Any]] = ()) -> Loaded:
    """Return the clauses of TOML files by id, in the order of the files.

    `document` is what they cite; `subjects` are those whom checklists are about, named there as their class is in
    lower case. The module that calls it keeps what it returns under a name, so that policies can travel.

    Raises:
        InvalidData: with every fault, its file and its line.
    """
    known = {squeeze(kind.__name__): kind for kind in subjects}
    loader = _Loader(document, known, caller(1))
    for path in paths:
        loader.file(path)
    if loader.faults:
        raise InvalidData(loader.faults)
    return Loaded(loader.clauses)


@attrs.define(eq=False)
class _Loader:
    document: Document
    subjects: Mapping[str, type[Any]]
    module: str
    clauses: dict[str, Any] = attrs.field(factory=dict)
    faults: list[Fault] = attrs.field(factory=list)

    def file(self, path: Path) -> None:
        name = "/".join(path.parts[-2:])
        try:
            source = path.read_text(encoding="utf-8")
            data = tomllib.loads(source, parse_float=Decimal)
        except (OSError, UnicodeDecodeError) as error:
            self.faults.append(Fault("bad-toml", file=name, parts={"error": type(error).__name__}))
            return
        except tomllib.TOMLDecodeError as error:
            self.faults.append(Fault("bad-toml", file=name, parts={"error": str(error)}))
            return
        plain = _plain(source)
        for shape, entries in data.items():
            lines = _lines(shape, plain)
            entered = isinstance(entries, list) and len(lines) == len(entries)
            if shape not in OWN or not entered:
                called = shape if entered else f"[{shape}]"
                self._unknown(called, name, _first_line(shape, plain))
                continue
            for entry, line in zip(entries, lines, strict=True):
                self.entry(Entry(shape, entry, name, line, plain, self.faults))

    def _unknown(self, shape: str, file: str, line: int) -> None:
        parts = {"key": shape, "known": ", ".join(OWN), **hint(shape, OWN)}
        self.faults.append(Fault("unknown-key", file=file, row=line, path=shape, parts=parts))

    def entry(self, entry: Entry) -> None:
        try:
            clause = self.clause(entry)
        except WrongEntryError:
            return
        if clause.info.id in self.clauses:
            entry.wrong("id", "id-twice", other=self.clauses[clause.info.id].info.where)
            return
        self.clauses[clause.info.id] = clause

    def clause(self, entry: Entry) -> Any:
        shape = entry.shape
        _, said, made = entry.each(
            lambda: entry.strange(COMMON | OWN[shape]),
            lambda: entry.common(self.document, KINDS[shape]),
            partial(getattr(self, f"_{shape}"), entry),
        )
        return made(said.pop("id"), said.pop("words"), said)

    # each returns what makes the clause of what all clauses say

    def _list(self, entry: Entry) -> Any:
        closed = entry.data.get("closed", True)
        if not isinstance(closed, bool):
            raise entry.unlike("closed", "true 或 false", "true or false")
        items = entry.pairs(entry.data.get("items"), "items")
        return lambda id_, words, said: listing(id_, words, items, closed=closed, **said)

    def _checklist(self, entry: Entry) -> Any:
        subject, items = entry.each(
            partial(self._subject, entry), lambda: entry.pairs(entry.data.get("items"), "items")
        )
        how: Said = {"shape": entry.shape, "module": self.module}
        return lambda id_, words, said: checklist(id_, words, subject, items, **how, **said)

    _steps = _checklist

    def _subject(self, entry: Entry) -> type[Any]:
        subject = self.subjects.get(squeeze(entry.string("subject")))
        if subject is None:
            known = ", ".join(self.subjects)
            zh, en = known or "load(subjects=...) 给出的对象", known or "one of load(subjects=...)"
            raise entry.unlike("subject", zh, en)
        return subject

    def _check(self, entry: Entry) -> Any:
        says = entry.pair(entry.data.get("says"), "says")

        def made(id_: str, words: Words, said: Said) -> DocumentCheck:
            return DocumentCheck(info(id_, words, shape="check", **said), says)

        return made

    def _procedure(self, entry: Entry) -> Any:
        parts = procedure_entries.procedure_parts(entry, self.document)

        def made(id_: str, words: Words, said: Said) -> Procedure:
            return Procedure(info(id_, words, shape="procedure", **said), *parts)

        return made

    def _table(self, entry: Entry) -> Any:
        if "inverse_of" in entry.data:
            parts = self._inverse(entry)
            entry.strange(COMMON | {"inverse_of"})
        else:
            keys, values = entry.each(
                lambda: self._headings(entry, "keys"), lambda: self._headings(entry, "values")
            )
            parts = (keys, values, *_rows(entry, keys, values))

        def made(id_: str, words: Words, said: Said) -> Table:
            return Table(info(id_, words, shape="table", **said), *parts)

        return made

    def _inverse(self, entry: Entry) -> tuple[Any, ...]:
        """Turn a table of one key and one value round: which keys have a value."""
        table = self.clauses.get(entry.string("inverse_of"))
        if not isinstance(table, Table) or len(table.keys) != 1 or len(table.values) != 1:
            zh, en = (
                "前面一张一对一的表的编号",
                "the id of a table before it with one key and one value",
            )
            raise entry.unlike("inverse_of", zh, en)
        found: dict[str, list[str]] = {}
        for row in table.rows:
            for value in row.values:
                for word in value if isinstance(value, tuple) else (value,):
                    found.setdefault(word, []).append(row.key[0])
        turned = tuple(Row((word,), (tuple(keys),)) for word, keys in found.items())
        return table.values, table.keys, turned

    def _headings(self, entry: Entry, key: str) -> tuple[Heading, ...]:
        value = entry.data.get(key)
        if not isinstance(value, dict) or not value:
            raise entry.unlike(key, "列名 = { label, words }", "column = { label, words }")
        parts = (partial(self._heading, entry, n, v, f"{key}.{n}") for n, v in value.items())
        return tuple(entry.each(*parts))

    def _heading(self, entry: Entry, name: str, column: Any, key: str) -> Heading:
        if not isinstance(column, dict) or set(column) - {"label", "words"}:
            wanted = "{ label = [...], words = {...} }"
            raise entry.unlike(key, wanted, wanted)
        label = entry.pair(column.get("label"), key)
        words = column.get("words")
        if words is None:
            return Heading(name, label)
        if isinstance(words, str):
            source = self.clauses.get(words)
            if not isinstance(source, Listing):
                raise entry.unlike(key, "前面一张清单的编号", "the id of a list before it")
            return Heading(name, label, source.vocabulary)
        terms = tuple(Term(word, said) for word, said in entry.pairs(words, key))
        return Heading(name, label, Vocabulary(label, terms))


def _plain(source: str) -> list[str]:
    """Return the lines of a file, those inside of text in three quotes emptied."""
    quoted = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'', re.DOTALL)
    return quoted.sub(lambda text: "\n" * text[0].count("\n"), source).splitlines()


def _lines(shape: str, source: list[str]) -> list[int]:
    """Return the lines on which the entries of a kind start."""
    head = re.compile(rf"^\s*\[\[\s*{re.escape(shape)}\s*\]\]")
    return [number for number, line in enumerate(source, 1) if head.match(line)]


def _first_line(name: str, source: list[str]) -> int:
    """Return the line that first speaks of a table or key."""
    start = re.compile(rf"^\s*(?:\[+\s*)?{re.escape(name)}\b")
    return next((number for number, line in enumerate(source, 1) if start.match(line)), 1)


def _rows(
    entry: Entry, keys: tuple[Heading, ...], values: tuple[Heading, ...]
) -> tuple[tuple[Row, ...], Row | None]:
    """Return the rows of a table, and the row of all other words, None where there is none."""
    rows = entry.each(*(partial(_row, entry, row, keys, values) for row in entry.rows("rows")))
    rows += _left_open(entry, keys)
    known = [row.key for row in rows]
    for key in dict.fromkeys(key for key in known if known.count(key) > 1):
        entry.wrong("rows", "row-twice", row=", ".join(map(str, key)))
    otherwise = None
    if "otherwise" in entry.data:
        value = entry.data["otherwise"]
        cells = value if isinstance(value, list) and len(values) > 1 else [value]
        otherwise = _row(entry, cells, (), values, "otherwise")
    return tuple(rows), otherwise


def _left_open(entry: Entry, keys: tuple[Heading, ...]) -> list[Row]:
    """Return the rows that the document leaves open."""
    if "open" not in entry.data:
        return []
    if len(keys) > 1:
        zh, en = "只有一个键的表里的词", "words of a table with one key"
        raise entry.unlike("open", zh, en)
    told = entry.pairs(entry.data["open"], "open")
    return [Row((_word(entry, keys[0], key, "open"),), open_=reason) for key, reason in told]


def _row(
    entry: Entry,
    row: list[Any],
    keys: tuple[Heading, ...],
    values: tuple[Heading, ...],
    place: str = "rows",
) -> Row:
    wanted = len(keys) + len(values)
    if len(row) != wanted:
        zh = f"每行 {wanted} 格（{row[:1]} 行不是）"
        raise entry.unlike(place, zh, f"rows of {wanted} cells (that of {row[:1]} is not)")
    key = tuple(_key_word(entry, h, cell, place) for h, cell in zip(keys, row, strict=False))
    told = zip(values, row[len(keys) :], strict=True)
    return Row(key, tuple(_word(entry, heading, cell, place) for heading, cell in told))


def _key_word(entry: Entry, heading: Heading, cell: Any, place: str) -> Any:
    if isinstance(cell, list):
        raise entry.unlike(place, f"{heading.name} 的一个词", f"one word of {heading.name}")
    return _word(entry, heading, cell, place)


def _word(entry: Entry, heading: Heading, cell: Any, place: str) -> Any:
    if isinstance(cell, list) and heading.vocabulary is None:
        return entry.pair(cell, place)
    if isinstance(cell, list):
        return tuple(_word(entry, heading, item, place) for item in cell)
    if heading.vocabulary is not None and cell not in heading.vocabulary.ids():
        known = ", ".join(heading.vocabulary.ids())
        raise entry.unlike(
            place,
            f"{heading.name} 的词（{known}），不是 {cell}",
            f"words of {heading.name} ({known}), not {cell}",
        )
    return cell
