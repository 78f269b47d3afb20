"""Where a rule stands: documents and places in them.

A citation names a document, a place, and short fragments that stand there in this order:
the bound word, the figure, the price year. It never holds a sentence.
"""

import datetime as dt

import attrs

from povertypolicy.errors import BadCitation
from povertypolicy.texts import Language, Text, Words, text

LONGEST_FRAGMENT = 16
"""A fragment is a few characters; a longer one would be a sentence of the document."""


PLACES = {
    "head": Text("文首", "head"),
    "title": Text("标题", "title"),
    "whole": Text("全文", "whole text"),
}
"""Places that are no part and item of a document, and what they are called."""


@attrs.frozen
class Document:
    """An official document.

    `number` is its own number (发文字号), `issued` the day it bears or None where it states none,
    `source` where a copy can be found.
    """

    number: str
    title: Text
    issued: dt.date | None = None
    source: str | None = None

    def at(self, place: str, *fragments: str) -> "Citation":
        """Return the citation of a place, with the operative words that stand there.

        Raises:
            BadCitation: when the place is empty, or a fragment is empty or long enough to be a sentence.
        """
        return Citation(self, place, fragments)


def document(
    number: str, title: Words, *, issued: str | None = None, source: str | None = None
) -> Document:
    """Declare a document; `issued` is an ISO day, or None where the document states none."""
    day = None if issued is None else dt.date.fromisoformat(issued)
    return Document(number, text(title), day, source)


@attrs.frozen
class Citation:
    """A place of a document, with its operative words.

    `derived_from` holds the ids of the clauses from which a derived clause is put together.
    """

    document: Document
    place: str
    fragments: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        bad = [f for f in self.fragments if not f.strip() or len(f) > LONGEST_FRAGMENT]
        if bad or not self.place.strip():
            raise BadCitation(
                place=self.place or "?", fragment=(bad or [""])[0], limit=LONGEST_FRAGMENT
            )

    def derives(self, *ids: str) -> "Citation":
        """Return the citation with the ids of the clauses it is put together from."""
        return attrs.evolve(self, derived_from=ids)

    def where(self, language: Language) -> str:
        """Return the place as a person writes it."""
        return PLACES[self.place].say(language) if self.place in PLACES else self.place

    def say(self, language: Language) -> str:
        """Return the citation as a person writes it."""
        place = self.where(language)
        words = "".join(f"“{fragment}”" for fragment in self.fragments)
        if language == "zh":
            derived = f"（由 {'、'.join(self.derived_from)} 推出）" if self.derived_from else ""
            return f"{self.document.number} {place}{words}{derived}"
        derived = f" (derived from {', '.join(self.derived_from)})" if self.derived_from else ""
        return f"{self.document.number} {place} {words}".rstrip() + derived
