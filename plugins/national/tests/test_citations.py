"""Every citation's fragments stand in the document, in order, in the block that is named; no sentence is copied."""

from itertools import chain
from pathlib import Path

import pytest

import povertypolicy
from povertypolicy.testing.documents import cited, copied, in_blocks, out_of_place
from povertypolicy_national.deck import DECK

PLUGIN = Path(__file__).parents[1]
SOURCES = PLUGIN.parents[2] / "shared" / "sources"
FOUND = sorted(SOURCES.glob("003*.txt")) if SOURCES.is_dir() else []
with_document = pytest.mark.skipif(not FOUND, reason="../shared/sources is not here")
RULES = [povertypolicy.policy(name, rules_on="2017-12-31").rules for name in ("national",)]
CITED = cited(*RULES)


@pytest.fixture(scope="module")
def document():
    return FOUND[0].read_text(encoding="utf-8")


@with_document
@pytest.mark.parametrize(
    ("id_", "cite"), CITED, ids=[f"{id_}-{number}" for number, (id_, _) in enumerate(CITED)]
)
def test_fragments_stand_in_their_block_in_this_order(document, id_, cite):
    assert out_of_place(cite, in_blocks(document, cite.place)) == []


def test_every_citation_is_of_this_document_and_has_operative_words():
    assert {cite.document for _, cite in CITED} == {DECK}
    assert all(cite.fragments for _, cite in CITED)


def test_derived_clauses_name_clauses_that_exist():
    derived = set(chain.from_iterable(cite.derived_from for _, cite in CITED))
    assert derived
    assert derived <= {id_ for rules in RULES for id_ in rules.by_id}


@with_document
def test_no_sentence_of_the_document_is_in_the_plugin(document):
    assert list(copied(PLUGIN, document)) == []
