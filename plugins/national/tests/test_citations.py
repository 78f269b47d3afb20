"""Every citation's fragments stand in the document, in order, in the block that is named; no sentence is copied."""

import re
from itertools import chain
from pathlib import Path

import pytest

import povertypolicy
from povertypolicy.clauses import Schedule
from povertypolicy.expr.nodes import Literal_
from povertypolicy.parameters import Parameter
from povertypolicy_national.deck import DECK

PLUGIN = Path(__file__).parents[1]
SOURCES = PLUGIN.parents[2] / "shared" / "sources"
FOUND = sorted(SOURCES.glob("003*.txt")) if SOURCES.is_dir() else []
with_document = pytest.mark.skipif(not FOUND, reason="../shared/sources is not here")
POLICIES = [povertypolicy.policy(name, rules_on="2017-12-31") for name in ("national",)]
BLOCK = re.compile(r"^\s*(\d{1,2})、(?=.)", re.MULTILINE)
LONGEST_COPY = 22
"""Characters in one text; the terms of a list stand in the order of the deck, each a text of its own."""


def squeezed(text):
    return re.sub(r"\s", "", text)


def blocks():
    """Return the numbered blocks of the published text, whitespace ignored.

    The text numbers its blocks from 1; a number that is out of turn is an item of a slide.
    """
    text, found, place = FOUND[0].read_text(encoding="utf-8"), {}, 0
    starts = [(int(m[1]), m.start(), m.end()) for m in BLOCK.finditer(text)]
    turns = []
    for number, start, end in starts:
        if number == place + 1:
            turns.append((number, start, end))
            place = number
    for (number, _, end), after in zip(turns, [*turns[1:], (0, len(text), 0)], strict=True):
        found[number] = squeezed(text[end : after[1]])
    return found


def text_at(place):
    """Return the text of a place: one block or several, such as ``三.12/三.13``."""
    if place == "whole":
        return "".join(blocks().values())
    return "".join(blocks()[int(part.partition(".")[2])] for part in place.split("/"))


def citations():
    for policy in POLICIES:
        for clause in policy.rules.clauses:
            yield clause.info.id, clause.info.cite
            if isinstance(clause, Parameter):
                yield from ((clause.info.id, value.value.cite) for value in clause.values)
            if isinstance(clause, Schedule):
                yield from ((clause.info.id, target.value.cite) for target in clause.targets)
        for node in policy.rules.nodes():
            if isinstance(node, Literal_):
                yield "literal", node.cite


CITATIONS = list(dict.fromkeys(citations()))


@with_document
@pytest.mark.parametrize(
    ("id_", "cite"), CITATIONS, ids=[f"{id_}-{number}" for number, (id_, _) in enumerate(CITATIONS)]
)
def test_fragments_stand_in_their_block_in_this_order(id_, cite):
    text = text_at(cite.place)
    position = 0
    for fragment in cite.fragments:
        found = text.find(squeezed(fragment), position)
        assert found >= 0, f"{id_}: “{fragment}” does not follow in {cite.place}"
        position = found + len(squeezed(fragment))


def test_every_citation_is_of_this_document_and_has_operative_words():
    assert {cite.document for _, cite in CITATIONS} == {DECK}
    assert all(cite.fragments for _, cite in CITATIONS)


def test_derived_clauses_name_clauses_that_exist():
    derived = set(chain.from_iterable(cite.derived_from for _, cite in CITATIONS))
    assert derived <= {id_ for policy in POLICIES for id_ in policy.rules.by_id}


@with_document
def test_no_sentence_of_the_document_is_in_the_plugin():
    text = re.sub(r"[^一-鿿]", "", FOUND[0].read_text(encoding="utf-8"))
    runs = {text[i : i + LONGEST_COPY] for i in range(len(text) - LONGEST_COPY + 1)}
    files = [p for p in PLUGIN.rglob("*") if p.suffix in {".py", ".toml", ".md"}]
    assert files
    for path in files:
        for said in re.split(r'["\n]', path.read_text(encoding="utf-8")):
            ours = re.sub(r"[^一-鿿]", "", said)
            spans = range(len(ours) - LONGEST_COPY + 1)
            assert not [
                ours[i : i + LONGEST_COPY] for i in spans if ours[i : i + LONGEST_COPY] in runs
            ], path
