"""`povertypolicy.errors`: one tree, one catalogue, both languages, no values of data."""

import pickle
import re
import string

import pytest

from povertypolicy import errors
from povertypolicy.errors import (
    CATALOGUE,
    AskError,
    BadRule,
    Fault,
    InvalidData,
    PovertyPolicyError,
    RuleError,
    UnknownPolicy,
    choices,
    hint,
    nearest,
    render,
)
from povertypolicy.texts import Text

PARTS = {
    name: f"<{name}>"
    for pair in CATALOGUE.values()
    for text in pair
    for _, name, _, _ in string.Formatter().parse(text)
    if name
}


def subclasses(cls):
    return [cls, *(below for sub in cls.__subclasses__() for below in subclasses(sub))]


ERRORS = [error for error in subclasses(PovertyPolicyError) if error.__module__ == errors.__name__]
RAISED = [error for error in ERRORS if not error.__subclasses__()]


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_text_exists_in_both_languages_and_speaks_of_the_same_parts(code):
    zh, en = CATALOGUE[code]
    fields = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (zh, en)
    ]
    pairs = {"hint_zh": "hint_en", "kind_zh": "kind_en", "verb_zh": "verb_en", "zh": "en"}
    assert {pairs.get(name, name) for name in fields[0]} == fields[1]
    assert "<" not in re.sub(r"<\w+>", "", render(code, PARTS, "zh"))


@pytest.mark.parametrize("code", CATALOGUE)
def test_chinese_is_written_with_full_width_punctuation(code):
    wrong = re.findall(r"[\u4e00-\u9fff“”}][:;,?()]|[:;,?()][\u4e00-\u9fff“”]", CATALOGUE[code][0])
    assert wrong == []


@pytest.mark.parametrize("error", RAISED)
def test_every_error_has_a_code_with_a_text(error):
    assert error.code in CATALOGUE
    assert error.__doc__


def test_codes_are_not_shared():
    codes = [error.code for error in RAISED]
    assert len(codes) == len(set(codes))


def test_the_tree_in_the_docstring_is_the_tree():
    drawn: list[tuple[str, str]] = []
    above = ["Exception"]
    for row in errors.__doc__.splitlines():
        match = re.match(r"^    ((?:│   |    )*)(├── |└── )?(\w+)", row)
        if match and match[3][0].isupper():
            depth = len(match[1]) // 4 + bool(match[2])
            above[depth + 1 :] = [match[3]]
            drawn.append((match[3], above[depth]))
    assert dict(drawn) == {error.__name__: error.__bases__[0].__name__ for error in ERRORS}
    assert len(drawn) == len(ERRORS)


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_holds_its_parts_and_speaks_both_languages(error):
    raised = (
        error([Fault("unknown-key", "x", parts=PARTS)]) if error is InvalidData else error(**PARTS)
    )
    if error not in RAISED:
        return
    assert raised.text("zh") != raised.text("en")
    assert str(raised) == f"{raised.text('zh')}\n{raised.text('en')}"


@pytest.mark.parametrize("error", RAISED)
def test_an_error_survives_another_process(error):
    raised = (
        error([Fault("unknown-key", "x", parts=PARTS)]) if error is InvalidData else error(**PARTS)
    )
    again = pickle.loads(pickle.dumps(raised))
    assert (type(again), again.parts, str(again)) == (error, raised.parts, str(raised))


def test_errors_are_also_what_python_calls_them():
    assert issubclass(errors.UnknownPolicy, LookupError)
    assert issubclass(errors.UnknownClause, LookupError)
    assert issubclass(errors.InvalidData, ValueError)
    assert issubclass(errors.WrongSubject, TypeError)
    assert issubclass(errors.BadFile, OSError)
    assert issubclass(errors.NoTruthValue, TypeError)
    assert all(
        issubclass(error, RuleError | AskError | InvalidData | errors.PluginRefused)
        for error in RAISED
    )


def test_a_rule_error_is_led_by_its_place_in_code():
    error = BadRule(zh="坏。", en="Bad.", where="x/lines.py:7")
    assert error.text("en") == "x/lines.py:7: Bad."
    assert error.text("zh") == "x/lines.py:7: 坏。"
    assert BadRule(zh="坏。", en="Bad.").text("en") == "Bad."


def test_parts_with_words_are_said_in_the_language():
    error = errors.WrongSubject(
        clause="x", wanted=Text("户", "household"), got=Text("村", "village")
    )
    assert "户" in error.text("zh")
    assert "household" not in error.text("zh")
    assert "household" in error.text("en")


def test_a_near_word_is_suggested_and_a_far_one_is_not():
    known = ["guangdong", "anhui"]
    assert nearest("guandong", known) == "guangdong"
    assert nearest("xyz", known) is None
    assert hint("guandong", known) == {
        "hint_zh": "您是否想写“guangdong”？",
        "hint_en": ' Did you mean "guangdong"?',
    }
    assert hint("xyz", known) == {"hint_zh": "", "hint_en": ""}
    error = UnknownPolicy(name="guandong", known="guangdong", **hint("guandong", known))
    assert 'Did you mean "guangdong"?' in error.text("en")


def test_long_choices_are_shortened():
    assert choices(["a", "b"]) == "a, b"
    assert choices([str(i) for i in range(9)]) == "0, 1, 2, 3, 4, 5, 6, 7, ..."


def test_a_fault_tells_its_place():
    fault = Fault("too-many", "persons", parts={"count": 3, "most": 2})
    assert fault.text("en").startswith("persons: ")
    assert fault.text("zh").startswith("persons：")
    placed = fault.at(file="a.csv", row=3, column="人口")
    assert placed.where("en") == 'a.csv, row 3, column "人口"'
    assert placed.where("zh") == "a.csv，第3行，“人口”列"
    assert fault.row is None
    assert Fault("bad-json", parts={"line": 1, "col": 2}).text("en").startswith("Not valid JSON")


def test_a_fault_is_plain_data():
    fault = Fault("too-many", "persons", row=2, file="a.csv", parts={"count": 3, "most": 2})
    assert fault.as_json() == {
        "code": "too-many",
        "file": "a.csv",
        "row": 2,
        "path": "persons",
        "zh": fault.text("zh"),
        "en": fault.text("en"),
    }


def test_invalid_data_tells_every_fault():
    faults = [Fault("unknown-key", f"x{i}", parts={"key": f"x{i}", "known": "y"}) for i in range(3)]
    error = InvalidData(faults)
    assert error.faults == tuple(faults)
    assert len(error.text("en").splitlines()) == len(error.text("zh").splitlines()) == 4
