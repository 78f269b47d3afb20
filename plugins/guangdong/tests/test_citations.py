"""Every citation's fragments stand in the document, in order, in the item that is named; no sentence is copied."""

import re
from itertools import chain
from pathlib import Path

import pytest

import povertypolicy
from povertypolicy.testing.documents import cited, copied, out_of_place, squeezed
from povertypolicy_guangdong.notice import NOTICE

PLUGIN = Path(__file__).parents[1]
SOURCES = PLUGIN.parents[2] / "shared" / "sources"
FOUND = sorted(SOURCES.glob("004*.txt")) if SOURCES.is_dir() else []
with_document = pytest.mark.skipif(not FOUND, reason="../shared/sources is not here")
RULES = povertypolicy.policy("guangdong", rules_on="2016-06-04").rules
ITEM = re.compile(r"^[\s#-]*(\d{1,2})\.\s*(?=[一-鿿])", re.MULTILINE)
PART = re.compile(r"^[\s#]*[一二三王四五]、", re.MULTILINE)
"""The third part is printed with another character, which looks alike."""
CITED = cited(RULES)


def document():
    return FOUND[0].read_text(encoding="utf-8")


def items():
    """Return the numbered items of the document, whitespace ignored."""
    parts = ITEM.split(document())
    return dict(zip(map(int, parts[1::2]), map(squeezed, parts[2::2]), strict=True))


def text_at(place):
    """Return the text of a place: an item, several, a part, what stands before the parts, or all of it."""
    if place == "whole":
        return squeezed(document())
    head, *parts = PART.split(document())
    if place in ("head", "title"):
        return squeezed(head)
    numbers = [part.partition(".")[2] for part in place.split("/")]
    if all(numbers):
        return "".join(items()[int(number)] for number in numbers)
    return "".join(squeezed(parts["一二三四五".index(part)]) for part in place.split("/"))


@with_document
@pytest.mark.parametrize(
    ("id_", "cite"), CITED, ids=[f"{id_}-{number}" for number, (id_, _) in enumerate(CITED)]
)
def test_fragments_stand_in_their_item_in_this_order(id_, cite):
    assert out_of_place(cite, text_at(cite.place)) == []


def test_every_citation_is_of_this_document_and_most_have_operative_words():
    assert {cite.document for _, cite in CITED} == {NOTICE}
    assert all(cite.fragments for _, cite in CITED)


def test_derived_clauses_name_clauses_that_exist():
    derived = set(chain.from_iterable(cite.derived_from for _, cite in CITED))
    assert derived
    assert derived <= set(RULES.by_id)


@with_document
def test_no_sentence_of_the_document_is_in_the_plugin():
    assert list(copied(PLUGIN, document())) == []
