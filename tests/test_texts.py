"""`povertypolicy.texts`: the pair of languages."""

import pytest

from povertypolicy.texts import LANGUAGES, Text, text

HOUSEHOLD = Text("户", "household")


@pytest.mark.parametrize(("language", "said"), [("zh", "户"), ("en", "household")])
def test_say_returns_one_language(language, said):
    assert HOUSEHOLD.say(language) == said


def test_the_languages_are_chinese_and_english():
    assert LANGUAGES == ("zh", "en")


def test_str_holds_both():
    assert str(HOUSEHOLD) == "户 household"


def test_text_takes_a_pair_or_leaves_a_text_alone():
    assert text(("户", "household")) == HOUSEHOLD
    assert text(HOUSEHOLD) is HOUSEHOLD


def test_a_pair_needs_both_languages():
    with pytest.raises(TypeError):
        text(("户",))


def test_texts_are_values():
    assert len({HOUSEHOLD, Text("户", "household"), Text("户", "family")}) == 2
    with pytest.raises(AttributeError):
        HOUSEHOLD.zh = "家"
