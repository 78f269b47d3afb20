"""`povertypolicy.testing.documents`: what rules cite stands in the document, and no sentence of it is copied."""

import pytest

from povertypolicy.authoring import (
    Household,
    criterion,
    document,
    parameter,
    rules,
    since,
    yuan_per_head,
)
from povertypolicy.testing.documents import (
    LONGEST_COPY,
    blocks,
    cited,
    copied,
    in_blocks,
    out_of_place,
)

PAPER = document("甲", ("甲", "A"))
TEXT = "1、一、甲\n乙低于 4000元。\n2、丙\n7、丁\n3、戊"
SENTENCE = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"


def test_a_text_is_cut_at_the_numbers_that_are_in_turn():
    assert blocks(TEXT) == {1: "一、甲乙低于4000元。", 2: "丙7、丁", 3: "戊"}
    assert in_blocks(TEXT, "三.2/三.3") == "丙7、丁戊"
    assert in_blocks(TEXT, "whole") == "一、甲乙低于4000元。丙7、丁戊"


@pytest.mark.parametrize(
    ("fragments", "lost"),
    [(("甲", "低于4000元"), []), (("低于", "甲"), ["甲"]), (("低于3000元",), ["低于3000元"])],
)
def test_fragments_have_to_stand_in_their_order(fragments, lost):
    assert out_of_place(PAPER.at("一.1", *fragments), in_blocks(TEXT, "一.1")) == lost


def test_every_citation_is_told_once_with_its_clause():
    cite = PAPER.at("一.1", "4000元")
    line = parameter("p.line", ("线", "line"), since("2017-01-01", yuan_per_head(4000, cite=cite)))
    low = criterion(
        "p.low",
        ("低", "low"),
        cite=PAPER.at("一.2", "低于"),
        means=Household.income_per_head.below(line),
    )
    policy = rules("p", ("某省", "P"), documents=[PAPER], clauses=[line, low])
    assert cited(policy) == [("p.line", cite), ("p.low", low.info.cite)]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (f'"{SENTENCE[:LONGEST_COPY]}"', 1),
        (f'"{SENTENCE[: LONGEST_COPY - 1]}"', 0),
        (f'"{SENTENCE[:12]}"\n    "{SENTENCE[12:24]}"', 3),
        (f'"{SENTENCE[:12]}", "{SENTENCE[12:24]}"', 0),
        (f"# {SENTENCE[:LONGEST_COPY]}", 1),
    ],
    ids=["a sentence", "a character less", "in two pieces", "terms of a list", "in a comment"],
)
def test_a_sentence_in_one_text_is_a_copy(tmp_path, said, found):
    (tmp_path / "a.py").write_text(said, encoding="utf-8")
    (tmp_path / "a.bin").write_text(SENTENCE, encoding="utf-8")
    assert len(list(copied(tmp_path, SENTENCE))) == found
