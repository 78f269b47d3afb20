"""One entry of a TOML file of clauses: its values, and what is wrong with them, by file, line and key."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

import attrs

from povertypolicy.citations import Citation, Document
from povertypolicy.errors import BadCitation, Fault, hint
from povertypolicy.provenance import Force
from povertypolicy.texts import Text


class WrongEntryError(Exception):
    """An entry cannot be used; what is wrong has been noted."""


@attrs.define(eq=False)
class Entry:
    """One entry. `line` is where it starts, `source` are the lines of the file; what is wrong goes to `faults`."""

    shape: str
    data: Mapping[str, Any]
    file: str
    line: int
    source: list[str]
    faults: list[Fault]

    # what is wrong

    def wrong(self, key: str, code: str, **parts: Any) -> None:
        """Note a fault at the line of a key, or of the entry where it has none."""
        told = {"key": key, **parts}
        self.faults.append(Fault(code, file=self.file, row=self._line(key), path=key, parts=told))

    def _line(self, key: str) -> int:
        """The line of a key such as ``items.silk``, or of the nearest part of it that has one."""
        parts = key.split(".")
        for length in range(len(parts), 0, -1):
            whole = r"\s*\.\s*".join(map(re.escape, parts[:length]))
            start = re.compile(rf"^\s*{whole}\b[\w.\s]*=")
            for number in range(self.line, len(self.source)):
                line = self.source[number]
                if line.lstrip().startswith("[["):
                    break
                if start.match(line):
                    return number + 1
        return self.line

    def unlike(self, key: str, zh: str, en: str) -> WrongEntryError:
        """Note that a value is not of the form that is wanted."""
        self.wrong(key, "unlike-form", wanted=Text(zh, en))
        return WrongEntryError()

    def stop(self) -> NoReturn:
        """Give the entry up: what is wrong has been noted.

        Raises:
            WrongEntryError: always.
        """
        raise WrongEntryError

    def strange(self, known: Iterable[str]) -> None:
        """Note the keys that mean nothing here.

        Raises:
            WrongEntryError: when there are any.
        """
        known = sorted(known)
        strange = [key for key in self.data if key not in known]
        for key in strange:
            self.wrong(key, "unknown-key", known=", ".join(known), **hint(key, known))
        if strange:
            raise WrongEntryError

    # values; each raises WrongEntryError when it is not of the form that is wanted

    def each(self, *parts: Callable[[], Any]) -> list[Any]:
        """Return several parts, telling what is wrong in all of them."""
        found, wrong = [], False
        for part in parts:
            try:
                found.append(part())
            except WrongEntryError:
                wrong = True
        if wrong:
            raise WrongEntryError
        return found

    def pair(self, value: Any, key: str) -> Text:
        """Return a text in both languages."""
        match value:
            case [str(zh), str(en)] if zh.strip() and en.strip():
                return Text(zh, en)
        raise self.unlike(key, '["中文", "English"]', '["中文", "English"]')

    def string(self, key: str, default: str | None = None) -> str:
        """Return a text that is not empty."""
        value = self.data.get(key, default)
        if not isinstance(value, str) or not value.strip():
            raise self.unlike(key, "文字", "text")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.unlike(key, "文字的列表", "a list of texts")
        return tuple(value)

    def pairs(self, value: Any, key: str) -> tuple[tuple[str, Text], ...]:
        """Return names, each with a text in both languages."""
        if not isinstance(value, dict) or not value:
            raise self.unlike(key, "名称 = [中文, English] 的表", "a table of names and pairs")
        named = value.items()
        said = self.each(*(lambda n=n, v=v: self.pair(v, f"{key}.{n}") for n, v in named))
        return tuple(zip(value, said, strict=True))

    def rows(self, key: str) -> list[list[Any]]:
        """Return a list of lists."""
        value = self.data.get(key)
        if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
            raise self.unlike(key, "各行的列表", "a list of rows")
        return value

    # what every clause says

    def common(self, document: Document, kind: str) -> dict[str, Any]:
        """Return what every clause says, by the names under which clauses are declared."""
        named: dict[str, Callable[[], Any]] = {
            "id": lambda: self.string("id"),
            "words": lambda: self.pair(self.data.get("label"), "label"),
            "cite": lambda: self._cite(document),
            "kind": lambda: self.string("kind", kind),
            "force": self._force,
            "assumes": self._assumes,
            "since": lambda: self._day("since"),
            "until": lambda: self._day("until"),
            "recorded": self._recorded,
        }
        said = dict(zip(named, self.each(*named.values()), strict=True))
        return {**said, "where": f"{self.file}:{self.line}"}

    def _cite(self, document: Document) -> Citation:
        try:
            cite = document.at(self.string("place"), *self.strings("cite"))
        except BadCitation:
            zh, en = (
                "一处位置和不超过16个字的片段",
                "a place, and fragments of 16 characters at most",
            )
            raise self.unlike("cite", zh, en) from None
        derived = self.strings("derives")
        return cite.derives(*derived) if derived else cite

    def _force(self) -> Force:
        force, known = self.string("force", "must"), [f.value for f in Force]
        if force not in known:
            raise self.unlike("force", "、".join(known), ", ".join(known))
        return Force(force)

    def _day(self, key: str) -> str | None:
        value = self.data.get(key)
        if value is None or type(value) is dt.date:
            return None if value is None else value.isoformat()
        try:
            return dt.date.fromisoformat(self.string(key)).isoformat()
        except ValueError:
            raise self.unlike(
                key, "存在的日期，如 2018-12-31", "a day such as 2018-12-31"
            ) from None

    def _assumes(self) -> tuple[Text, ...]:
        value = self.data.get("assumes", [])
        if not isinstance(value, list) or not all(isinstance(item, list) for item in value):
            zh, en = (
                '成对文字的列表 [["中文", "English"], ...]',
                'a list of pairs [["中文", "English"], ...]',
            )
            raise self.unlike("assumes", zh, en)
        return tuple(self.pair(item, "assumes") for item in value)

    def _recorded(self) -> Text | None:
        value = self.data.get("recorded")
        return None if value is None else self.pair(value, "recorded")
