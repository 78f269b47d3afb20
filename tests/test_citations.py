"""`povertypolicy.citations`: where a rule stands."""

import datetime as dt

import pytest

from povertypolicy.citations import LONGEST_FRAGMENT, Document, document
from povertypolicy.errors import BadCitation
from povertypolicy.texts import Text

DOC = document(
    "示〔2020〕1号", ("示例办法", "Example measures"), issued="2020-01-01", source="馆藏"
)


def test_document_reads_an_iso_day():
    title = Text("示例办法", "Example measures")
    assert Document("示〔2020〕1号", title, dt.date(2020, 1, 1), "馆藏") == DOC
    with pytest.raises(ValueError, match="isoformat"):
        document("x", ("x", "x"), issued="2020年")


def test_a_document_may_state_no_day():
    assert document("x", ("x", "x")).issued is None


def test_a_citation_holds_place_and_fragments_in_order():
    cite = DOC.at("一.2", "低于", "4000元")
    assert (cite.document, cite.place, cite.fragments) == (DOC, "一.2", ("低于", "4000元"))
    assert cite.say("zh") == "示〔2020〕1号 一.2“低于”“4000元”"
    assert cite.say("en") == "示〔2020〕1号 一.2 “低于”“4000元”"
    assert DOC.at("一.2").say("en") == "示〔2020〕1号 一.2"


def test_a_derived_citation_names_what_it_derives_from():
    cite = DOC.at("一.2").derives("x.a", "x.b")
    assert cite.derived_from == ("x.a", "x.b")
    assert cite.say("zh") == "示〔2020〕1号 一.2（由 x.a、x.b 推出）"
    assert cite.say("en") == "示〔2020〕1号 一.2 (derived from x.a, x.b)"
    assert DOC.at("一.2").derived_from == ()


@pytest.mark.parametrize(
    ("place", "fragments"),
    [
        ("", ()),
        ("  ", ()),
        ("一", ("",)),
        ("一", ("好", "  ")),
        ("一", ("字" * (LONGEST_FRAGMENT + 1),)),
    ],
)
def test_a_citation_without_place_or_with_a_sentence_is_refused(place, fragments):
    with pytest.raises(BadCitation):
        DOC.at(place, *fragments)


def test_the_longest_fragment_is_included():
    assert DOC.at("一", "字" * LONGEST_FRAGMENT).fragments == ("字" * LONGEST_FRAGMENT,)


def test_the_message_shows_no_long_text():
    sentence = "某" * 40
    with pytest.raises(BadCitation) as caught:
        DOC.at("一", sentence)
    assert sentence not in str(caught.value)
