"""Empty tables: the headers of what a clause asks, in words that reading takes back."""

from collections.abc import Iterator

from povertypolicy.deciding.asking import BoundClause
from povertypolicy.deciding.forms import tables
from povertypolicy.expr.facts import NumberFact
from povertypolicy.register.headers import PRICE_HEADERS, UNIT_WORDS, id_headers, parents_of
from povertypolicy.subjects import Subject
from povertypolicy.texts import Language


def table_header(clause: BoundClause, cls: type[Subject], language: Language) -> list[str]:
    """Return the header of an empty table about `cls`: its id, the ids it links by, and the facts that are asked.

    The price year has a column of its own where amounts are priced; it may stand in the headers instead.
    """
    return list(_headers(clause, cls, 0 if language == "zh" else 1))


def _headers(clause: BoundClause, cls: type[Subject], spoken: int) -> Iterator[str]:
    yield id_headers(cls)[spoken]
    kinds = tables(clause)
    for parent in parents_of(cls, kinds):
        if parent in kinds:
            yield id_headers(parent)[spoken]
    facts = clause.asks().get(cls, ())
    if any(isinstance(fact, NumberFact) and fact.priced for fact in facts):
        yield PRICE_HEADERS[spoken]
    for fact in facts:
        label = (fact.info.label.zh, fact.info.label.en)[spoken]
        if isinstance(fact, NumberFact):
            unit = UNIT_WORDS[fact.unit][spoken]
            label += f"（{unit}）" if spoken == 0 else f" ({unit})"
        yield label
