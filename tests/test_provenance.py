"""`povertypolicy.provenance`: what every clause carries."""

import datetime as dt
from pathlib import Path

import pytest

from povertypolicy import Household, count
from povertypolicy.citations import document
from povertypolicy.clauses import (
    checklist,
    classification,
    formula,
    line,
    listing,
    schedule,
    split,
    undefined_term,
)
from povertypolicy.criteria import criterion
from povertypolicy.expr.nodes import vocabulary, when
from povertypolicy.parameters import parameter, since, supplied
from povertypolicy.policies import rules
from povertypolicy.provenance import ClauseInfo, Force
from povertypolicy.quantities import Count
from povertypolicy.standards import standard
from povertypolicy.texts import Text

DOC = document("示〔2020〕1号", ("示例", "example"), issued="2020-03-01")
CITE = DOC.at("一")
SIZE = Household.persons.listed().count()
WORDS = ("例", "example")


MAKERS = {
    "parameter": lambda: parameter("x", WORDS, since("2020-03-01", count(1, cite=CITE))),
    "supplied": lambda: supplied("x", WORDS, Count, cite=CITE),
    "criterion": lambda: criterion("x", WORDS, cite=CITE, means=Household.registered),
    "standard": lambda: standard("x", WORDS, Household.registered, cite=CITE),
    "formula": lambda: formula("x", WORDS, SIZE, cite=CITE),
    "line": lambda: line("x", WORDS, supplied("y", WORDS, Count, cite=CITE), cite=CITE),
    "classification": lambda: classification(
        "x",
        WORDS,
        vocabulary(WORDS, a=WORDS),
        when(Household.registered, "a"),
        otherwise="a",
        cite=CITE,
    ),
    "undefined": lambda: undefined_term("x", WORDS, cite=CITE),
    "listing": lambda: listing("x", WORDS, [("a", WORDS)], cite=CITE),
    "checklist": lambda: checklist("x", WORDS, Household, [("a", WORDS)], cite=CITE),
    "split": lambda: split("x", WORDS, {"a": (WORDS, 1)}, cite=CITE),
    "schedule": lambda: schedule("x", WORDS, {2021: count(1, cite=CITE)}, cite=CITE),
}
LINE_OF = {name: maker.__code__.co_firstlineno for name, maker in MAKERS.items()}


@pytest.mark.parametrize("name", MAKERS)
def test_every_clause_knows_where_it_stands_in_code(name):
    where = MAKERS[name]().info.where
    file, _, row = where.rpartition(":")
    assert file == "/".join(Path(__file__).parts[-2:])
    assert 0 <= int(row) - LINE_OF[name] <= 1


@pytest.mark.parametrize("name", MAKERS)
def test_every_clause_carries_id_words_shape_and_citation(name):
    info = MAKERS[name]().info
    assert (info.id, info.label) == ("x", Text(*WORDS))
    assert info.cite.document is DOC
    assert info.shape == {"line": "formula", "listing": "list"}.get(name, name)
    assert info.first == dt.date(2020, 3, 1)


def test_days_in_force_include_both_ends():
    info = criterion("x", WORDS, cite=CITE, means=Household.registered, until="2020-12-31").info
    assert not info.in_force(dt.date(2020, 2, 29))
    assert info.in_force(dt.date(2020, 3, 1))
    assert info.in_force(dt.date(2020, 12, 31))
    assert not info.in_force(dt.date(2021, 1, 1))


def test_a_clause_may_say_since_when_it_is_in_force():
    info = criterion("x", WORDS, cite=CITE, means=Household.registered, since="2021-06-01").info
    assert not info.in_force(dt.date(2021, 5, 31))
    assert info.in_force(dt.date(2021, 6, 1))


def test_without_days_a_clause_is_always_in_force():
    info = ClauseInfo("x", Text(*WORDS), CITE, "criterion")
    assert info.in_force(dt.date.min)
    assert info.in_force(dt.date.max)


def test_assumptions_are_one_pair_or_several():
    one, two = ("甲", "a"), ("乙", "b")
    made = [
        criterion("x", WORDS, cite=CITE, means=Household.registered, assumes=assumes).info.assumes
        for assumes in ((), one, Text(*one), (one, two), (Text(*one), two))
    ]
    assert made == [
        (),
        (Text(*one),),
        (Text(*one),),
        (Text(*one), Text(*two)),
        (Text(*one), Text(*two)),
    ]


RECORDED = {
    "criterion": lambda **more: criterion(
        "x", WORDS, cite=CITE, means=Household.registered, **more
    ),
    "formula": lambda **more: formula("x", WORDS, SIZE, cite=CITE, **more),
    "classification": lambda **more: classification(
        "x", WORDS, vocabulary(WORDS, a=WORDS), otherwise="a", cite=CITE, **more
    ),
    "listing": lambda **more: listing("x", WORDS, [("a", WORDS)], cite=CITE, **more),
    "checklist": lambda **more: checklist("x", WORDS, Household, [("a", WORDS)], cite=CITE, **more),
}


@pytest.mark.parametrize("name", RECORDED)
def test_a_clause_that_is_only_recorded_says_why(name):
    why = ("只有方向", "a direction and no more")
    assert RECORDED[name]().info.recorded is None
    for given in (why, Text(*why)):
        assert RECORDED[name](recorded=given).info.recorded == Text(*why)


def test_why_a_clause_is_only_recorded_is_part_of_the_digest():
    def digest(**more):
        return rules("x", WORDS, documents=[DOC], clauses=[RECORDED["criterion"](**more)]).digest

    assert digest() != digest(recorded=("只有方向", "a direction"))
    assert digest(recorded=("甲", "a")) != digest(recorded=("乙", "a"))


@pytest.mark.parametrize("name", ["listing", "checklist"])
def test_a_clause_of_a_file_says_where_it_stands_there(name):
    assert RECORDED[name](where="folder/lists.toml:7").info.where == "folder/lists.toml:7"


@pytest.mark.parametrize("force", Force)
def test_each_force_has_words_and_says_what_a_no_is(force):
    assert force.label.zh
    assert force.label.en
    assert force.no_is.zh
    assert force.no_is.en


def test_force_is_kept():
    assert Force.MUST.no_is.zh == "违反"
    assert Force.IN_PRINCIPLE.no_is == Text("偏离原则", "departure")
    assert "breach" not in Force.IN_PRINCIPLE.no_is.en
    for weak in set(Force) - {Force.MUST, Force.IN_PRINCIPLE}:
        assert "不算违反" in weak.no_is.zh
