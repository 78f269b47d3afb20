"""Lists, tables, splits, schedules and checks of a document: what they say when they are looked up, and what they refuse."""

import datetime as dt
import pickle
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import attrs
import lookup_samples
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lookup_samples import FIRST, LAST, LOADED, LOOKUPS, NOTICE, PAIRING, SHARES, TEAMS, policy

from povertypolicy import (
    County,
    Household,
    Outcome,
    Village,
    count,
    explain,
    percent,
    yuan,
    yuan_per_head,
)
from povertypolicy.apportioning import ROUNDING
from povertypolicy.citations import document
from povertypolicy.clauses import (
    DocumentCheck,
    Listing,
    Schedule,
    Split,
    Table,
    checklist,
    listing,
    schedule,
    split,
)
from povertypolicy.clauses.lists import OFF_AN_OPEN_LIST
from povertypolicy.clauses.schedules import NO_TARGET
from povertypolicy.clauses.tables import NO_ROW, Heading, Row
from povertypolicy.criteria import criterion
from povertypolicy.deciding.asking import BoundClause
from povertypolicy.deciding.policy import open_policy
from povertypolicy.deciding.replies import BoundLookup, answer_of
from povertypolicy.deciding.sentences import clause_sentence
from povertypolicy.errors import (
    BadRule,
    BadSetting,
    InvalidData,
    NoTruthValue,
    Uncited,
    UnknownClause,
)
from povertypolicy.expr.fields import money, word
from povertypolicy.expr.nodes import vocabulary
from povertypolicy.parameters import parameter, since
from povertypolicy.policies import rules
from povertypolicy.provenance import info
from povertypolicy.quantities import Fen, Year, year
from povertypolicy.register import register
from povertypolicy.texts import Text

YES, NO, UNKNOWN, OFF = Outcome.YES, Outcome.NO, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE
DOC = document("示〔2020〕1号", ("示例", "example"), issued="2020-01-01")
CITE = DOC.at("一")
WORDS = ("例", "example")
OPENED = policy()


def put(*clauses, on="2020-06-30"):
    """A policy of some clauses alone."""
    return open_policy(rules("x", WORDS, documents=[DOC], clauses=clauses), on)


def looked(id, *values, on=FIRST, **named):
    return policy(on).look_up(f"yunbei.{id}", *values, **named)


def refused(call):
    """The faults with which a call is refused, each by code and path."""
    with pytest.raises(InvalidData) as caught:
        call()
    for fault in caught.value.faults:
        assert fault.text("zh") != fault.text("en")
    return [(fault.code, fault.path) for fault in caught.value.faults]


# --- lists ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("tea", YES),
        ("mulberry", YES),
        ("茶", YES),
        ("Tea", YES),
        ("TEA", YES),
        (" 桑 ", YES),
        ("bamboo", NO),
        ("relending", NO),
        ("tea mulberry", NO),
        ("", NO),
        (3, NO),
    ],
)
def test_off_a_closed_list_is_no(said, expected):
    told = looked("crops", said)
    assert (told.outcome, told.value, told.reasons) == (expected, None, ())


@pytest.mark.parametrize("said", ["relending", "再贴现", "Re-Lending"])
def test_on_an_open_list_is_yes(said):
    assert looked("levers", said).outcome is YES


def test_off_an_open_list_is_left_open_with_the_reason():
    told = looked("levers", "tea")
    assert (told.outcome, told.value, told.reasons) == (UNKNOWN, None, (OFF_AN_OPEN_LIST,))


def test_a_list_made_in_code_is_closed_unless_said_otherwise():
    items = [("a", ("甲", "A")), ("b", ("乙", "B"))]
    closed = listing("x.l", WORDS, items, cite=CITE)
    open_ = listing("x.o", WORDS, items, cite=CITE, closed=False)
    asked = put(closed, open_)
    assert closed.vocabulary.ids() == ("a", "b")
    assert (closed.info.shape, closed.info.kind) == ("list", "vocabulary")
    assert [asked.look_up("x.l", said).outcome for said in ("a", "B", "c")] == [YES, YES, NO]
    assert [asked.look_up("x.o", said).outcome for said in ("乙", "c")] == [YES, UNKNOWN]
    assert closed.info.where.startswith("tests/test_clauses_lookups.py:")


# --- checklists ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"network_county": True, "network_town": True, "network_village": True}, YES),
        ({"network_county": False, "network_town": True, "network_village": True}, NO),
        ({"network_county": True, "network_town": False, "network_village": True}, NO),
        ({"network_county": True, "network_town": True, "network_village": False}, NO),
        ({"network_county": True, "network_town": True}, UNKNOWN),
        ({"network_village": False}, NO),
        ({}, UNKNOWN),
    ],
)
def test_every_item_of_a_checklist_has_to_be_there(facts, expected):
    assert policy().ask("yunbei.network", facts).outcome is expected


def test_a_checklist_tells_its_items():
    decision = policy().ask("yunbei.network", {"network_county": True, "network_town": False})
    told = {finding.info.id: finding.outcome for finding in decision.findings}
    assert told["yunbei.network.county"] is YES
    assert told["yunbei.network.town"] is NO
    assert told["yunbei.network.village"] is UNKNOWN
    assert "三级网络：镇级 = 否" in explain(decision, "zh")
    assert "three-level network: town = no" in explain(decision, "en")


def test_what_a_checklist_assumes_is_told_once_and_its_items_assume_nothing():
    decision = policy().ask("yunbei.network", {"network_county": False})
    assert explain(decision, "en").count("every level has to be there") == 1
    for name in ("network", "filing"):
        for part in LOADED[f"yunbei.{name}"].means.parts:
            about = part.info
            assert (about.assumes, about.recorded, about.first, about.last) == (
                (),
                None,
                None,
                None,
            )


def test_the_items_of_a_checklist_end_with_it():
    items = [("a", WORDS)]
    short = checklist("x.c", WORDS, County, items, cite=CITE, until="2020-12-31")
    assert put(short).ask("x.c", {"c_a": False}).outcome is NO
    assert put(short, on="2020-12-31").ask("x.c", {"c_a": False}).outcome is NO
    assert put(short, on="2021-01-01").ask("x.c", {"c_a": False}).outcome is OFF


def test_a_checklist_without_items_is_refused():
    with pytest.raises(BadRule) as caught:
        checklist("x.c", WORDS, County, [], cite=CITE)
    assert "x.c" in caught.value.text("zh")
    assert "no items" in caught.value.text("en")
    assert caught.value.text("en").startswith("tests/test_clauses_lookups.py:")


# --- tables --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("linjiang", "donggang"),
        ("平山", "donggang"),
        ("SONGPING", "self"),
    ],
)
def test_a_table_says_what_goes_with_a_word(said, value):
    told = looked("pairing", said)
    assert (told.outcome, told.value, told.reasons) == (None, value, ())
    assert looked("pairing", city=said).value == value


def test_a_value_is_told_by_its_label():
    assert looked("pairing", "songping").value_label == Text("自行帮扶", "helps itself")


def test_what_the_document_leaves_open_is_open_for_its_reason():
    told = looked("pairing", "石湾")
    assert (told.outcome, told.value) == (UNKNOWN, None)
    assert told.reasons == (Text("文字损坏", "the text is damaged"),)


def test_a_word_without_a_row_is_left_open():
    told = looked("pairing", "luxi")
    assert (told.outcome, told.value, told.reasons) == (UNKNOWN, None, (NO_ROW,))


@pytest.mark.parametrize("said", ["donggang", "", 3, True])
def test_a_word_that_a_column_does_not_have_is_refused(said):
    assert refused(lambda: looked("pairing", said)) == [("not-a-word", "city")]


def test_the_words_that_a_column_has_are_told():
    with pytest.raises(InvalidData) as caught:
        looked("pairing", "nowhere")
    assert "临江、平山、石湾、松坪、芦溪" in caught.value.text("zh")
    assert "linjiang, pingshan, shiwan, songping, luxi" in caught.value.text("en")


@pytest.mark.parametrize(
    ("terrain", "size", "members", "lead"),
    [
        ("hills", "large", 5, "county"),
        ("hills", "small", 3, "town"),
        ("plain", "large", 2, "town"),
        ("平原", "小村", 2, "town"),
    ],
)
def test_a_table_of_two_keys_and_two_values(terrain, size, members, lead):
    told = looked("teams", terrain, size)
    assert (told.outcome, told.value) == (None, {"members": members, "lead": lead})
    assert looked("teams", size=size, terrain=terrain).value == told.value


def test_the_values_of_a_row_are_told_one_by_one():
    told = looked("teams", "hills", "large").value_label
    assert told == Text("人数：5；队长：县里", "members: 5; lead: the county")


def test_the_keys_of_a_table_are_not_taken_for_each_other():
    assert refused(lambda: looked("teams", "large", "hills")) == [("not-a-word", "terrain")]
    assert refused(lambda: looked("teams", "hills", "hills")) == [("not-a-word", "size")]


def test_a_value_is_a_word_several_words_a_flag_a_day_or_a_text():
    value = looked("duties", "guide").value
    assert value == {
        "duties": ("visit", "report"),
        "standing": True,
        "by": dt.date(2021, 3, 31),
        "note": Text("全天", "full days"),
    }
    label = looked("duties", "clerk").value_label
    assert label.zh == "职责：报告；常驻：否；到岗日：2021-06-30；说明：半天"
    assert label.en == "duties: reports; standing: no; in place by: 2021-06-30; note: half days"
    assert answer_of(looked("duties", "guide")) == {
        "duties": ["visit", "report"],
        "standing": True,
        "by": "2021-03-31",
        "note": "full days",
    }


def test_a_table_turned_round_says_which_words_have_a_value():
    assert looked("by_helper", "donggang").value == ("linjiang", "pingshan")
    assert looked("by_helper", "自行帮扶").value == ("songping",)
    assert looked("by_helper", "donggang").value_label == Text("临江、平山", "Linjiang, Pingshan")
    assert looked("by_helper", "xigang").reasons == (NO_ROW,)


def table(*rows, keys=1, value=None, otherwise=None, named="key"):
    """A table in code: `keys` columns of free words, and a column of free values or words."""
    headings = tuple(Heading(f"{named}{n or ''}", Text("键", "key")) for n in range(keys))
    values = (Heading("value", Text("值", "value"), value),)
    return Table(info("x.t", WORDS, cite=CITE, shape="table"), headings, values, rows, otherwise)


def test_several_words_that_are_none_are_told_so():
    assert put(table(Row(("a",), ((),)))).look_up("x.t", "a").value_label == Text("无", "none")


def test_a_column_without_words_takes_any():
    asked = put(table(Row(("a",), ("甲",))))
    assert asked.look_up("x.t", "a").value == "甲"
    assert asked.look_up("x.t", "b").reasons == (NO_ROW,)


@pytest.mark.parametrize("key", [2016, dt.date(2016, 6, 3)])
def test_a_row_is_found_by_a_number_or_a_day(key):
    asked = put(table(Row((key,), ("甲",))))
    for said in (key, str(key)):
        assert asked.look_up("x.t", said).value == "甲"
    assert asked.look_up("x.t", "2017").reasons == (NO_ROW,)


def test_a_key_may_be_called_name():
    assert put(table(Row(("a",), ("甲",)), named="name")).look_up("x.t", name="a").value == "甲"


# --- a table in a rule ---------------------------------------------------------------------------

CITY_OUTCOMES = {
    "linjiang": YES,
    "pingshan": YES,
    "songping": NO,
    "shiwan": UNKNOWN,
    "luxi": UNKNOWN,
    None: UNKNOWN,
}


def in_both_ways(asked, clause, kind, facts):
    """What a clause answers one by one, and the same of a register as columns."""
    one = [asked.ask(clause, dict(zip(facts, row, strict=True))) for row in zip(*facts.values(), strict=True)]  # fmt: skip
    result = register({kind: pa.table(facts)}, policy=asked).assess(asked, [clause])
    answers = [str(code) for code in result.table[clause].to_pylist()]
    assert answers == [decision.outcome.value for decision in one]
    return one


def test_a_table_gives_a_rule_its_word_in_both_ways():
    facts = {"home_city": list(CITY_OUTCOMES)}
    decisions = in_both_ways(policy(), "yunbei.of_donggang", Village, facts)
    assert [decision.outcome for decision in decisions] == list(CITY_OUTCOMES.values())
    reasons = [[reason.label for reason in decision.reasons] for decision in decisions]
    assert reasons[3] == [Text("文字损坏", "the text is damaged")]
    assert reasons[4] == [NO_ROW]


TERRAIN = word(("地形", "terrain"), TEAMS.keys[0].vocabulary).on(Village, "terrain_of_teams")
SIZE = word(("规模", "size"), TEAMS.keys[1].vocabulary).on(Village, "size_of_teams")


def test_a_table_of_two_keys_gives_a_rule_the_word_of_a_column():
    lead = criterion(
        "x.lead", WORDS, cite=CITE, means=TEAMS.of(TERRAIN, SIZE, value="lead").equals("town")
    )
    facts = {
        "terrain_of_teams": ["hills", "hills", "plain", "plain", None, "hills", None],
        "size_of_teams": ["large", "small", "large", None, "large", None, "small"],
    }
    decisions = in_both_ways(put(lead), "x.lead", Village, facts)
    # On the plain the size does not matter, nor does the terrain of a small village.
    expected = [NO, YES, YES, YES, UNKNOWN, UNKNOWN, YES]
    assert [decision.outcome for decision in decisions] == expected


@pytest.mark.parametrize(
    ("made", "facts", "value"),
    [
        (TEAMS, (TERRAIN, SIZE), None),  # the first column holds numbers
        (TEAMS, (TERRAIN, SIZE), "members"),
        (TEAMS, (TERRAIN,), "lead"),
        (TEAMS, (TERRAIN, SIZE, SIZE), "lead"),
        (LOADED["yunbei.duties"], (TERRAIN,), "duties"),  # several words each
        (LOADED["yunbei.by_helper"], (TERRAIN,), None),
        (PAIRING, (), None),
    ],
)
def test_a_rule_takes_single_words_only(made, facts, value):
    with pytest.raises(BadRule) as caught:
        made.of(*facts, value=value)
    assert made.info.id in caught.value.text("zh")
    assert "single words" in caught.value.text("en")
    assert caught.value.parts["where"] == made.info.where


def test_a_rule_takes_no_column_that_is_not_there():
    with pytest.raises(BadRule):
        PAIRING.of(lookup_samples.HOME_CITY, value="halper")


# --- splits --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        (yuan("15.01"), (901, 450, 150)),
        (yuan(10), (600, 300, 100)),
        (yuan("0.01"), (1, 0, 0)),
        (yuan(0), (0, 0, 0)),
        (Fen(1501), (901, 450, 150)),
        (yuan(10**12), (6 * 10**13, 3 * 10**13, 10**13)),
    ],
)
def test_a_split_divides_to_the_fen(total, parts):
    told = looked("sharing", total)
    assert told.outcome is None
    assert told.value == dict(zip(SHARES, parts, strict=True))
    assert all(isinstance(part, Fen) for part in told.value.values())


@given(st.one_of(st.integers(0, 99), st.integers(0, 10**16)))
def test_the_parts_add_up_to_the_fen(fen):
    parts = OPENED.look_up("yunbei.sharing", Fen(fen)).value
    assert sum(parts.values()) == fen
    exact = [Fraction(fen * shares, 10) for _, shares in SHARES.values()]
    assert all(abs(p - share) < 1 for p, share in zip(parts.values(), exact, strict=True))


@given(st.integers(0, 10**7), st.sampled_from(["linjiang", "pingshan"]))
def test_the_parts_of_an_amount_per_head_add_up(persons, city):
    parts = OPENED.look_up("yunbei.plan", persons, city).value
    assert sum(parts.values()) == persons * 2_000_000
    assert list(parts) == ["province", "donggang", city]


def test_the_parts_are_told_in_words():
    label = looked("sharing", yuan("2501.01")).value_label
    assert label.zh == "省：1,500.61元；帮扶市：750.30元；属地市：250.10元"
    assert label.en == "province: 1,500.61 yuan; helping city: 750.30 yuan; home city: 250.10 yuan"
    told = answer_of(looked("sharing", yuan("2501.01")))
    assert told == {"province": "1500.61", "helping_city": "750.3", "home_city": "250.1"}


@pytest.mark.parametrize(
    ("total", "code"),
    [
        (20000, "ambiguous-unit"),
        (200.5, "ambiguous-unit"),
        ("20000", "ambiguous-unit"),
        (Fraction(20000), "ambiguous-unit"),
        (True, "ambiguous-unit"),
        (count(20000), "ambiguous-unit"),
        (percent(50), "ambiguous-unit"),
        (yuan("0.001"), "too-fine"),
        (yuan(Fraction(1, 3)), "too-fine"),
        (yuan("-0.01"), "out-of-range"),
    ],
)
def test_what_is_no_money_of_whole_fen_is_refused(total, code):
    assert refused(lambda: looked("sharing", total)) == [(code, "total")]


def test_a_bare_number_is_refused_with_what_to_write():
    with pytest.raises(InvalidData) as caught:
        looked("sharing", 20000)
    assert "yuan(...)" in caught.value.text("zh")
    assert "yuan(...)" in caught.value.text("en")


def test_fen_less_than_none_are_refused_as_yuan_are():
    assert refused(lambda: looked("sharing", Fen(-1))) == [("out-of-range", "total")]


@pytest.mark.parametrize("persons", [3, count(3)])
def test_an_amount_per_head_is_asked_with_persons(persons):
    told = looked("plan", persons, "linjiang").value
    assert told == {"province": 3_600_000, "donggang": 1_800_000, "linjiang": 600_000}


@pytest.mark.parametrize(
    ("persons", "code"),
    [
        (True, "ambiguous-unit"),
        (3.0, "ambiguous-unit"),
        ("3", "ambiguous-unit"),
        (yuan(3), "ambiguous-unit"),
        (Fen(3), "ambiguous-unit"),
        (count("1.5"), "too-fine"),
        (-1, "out-of-range"),
        (count(-1), "out-of-range"),
    ],
)  # fmt: skip
def test_what_is_no_number_of_persons_is_refused(persons, code):
    assert refused(lambda: looked("plan", persons, "linjiang")) == [(code, "count")]


def test_a_table_names_the_payers():
    told = looked("plan", count=1, city="平山")
    assert list(told.value) == ["province", "donggang", "pingshan"]
    assert told.value_label.zh == "省：12,000.00元；东港：6,000.00元；平山：2,000.00元"
    assert told.value_label.en.startswith("province: 12,000.00 yuan; Donggang: 6,000.00 yuan; ")


def test_a_payer_that_the_table_leaves_open_leaves_the_split_open():
    told = looked("plan", 1, "shiwan")
    assert (told.outcome, told.value) == (UNKNOWN, None)
    assert told.reasons == (Text("文字损坏", "the text is damaged"),)
    assert looked("plan", 1, "luxi").reasons == (NO_ROW,)


def test_a_word_that_names_nobody_leaves_the_split_open_for_its_own_reason():
    told = looked("plan", 1, "songping")
    assert (told.outcome, told.value) == (UNKNOWN, None)
    assert [reason.zh for reason in told.reasons] == ["自行帮扶的，文件没有说由谁出"]


def test_a_strange_city_is_refused_by_the_split_as_by_its_table():
    assert refused(lambda: looked("plan", 1, "donggang")) == [("not-a-word", "city")]


CITIES = vocabulary(("市", "city"), foshan=("甲市", "A"), gz=("乙市", "B"))
SAME = Table(
    info("x.t", WORDS, cite=CITE, shape="table"),
    (Heading("city", Text("市", "city"), CITIES),),
    (Heading("helper", Text("市", "city"), CITIES),),
    (Row(("foshan",), ("foshan",)), Row(("gz",), ("foshan",))),
)


def test_the_parts_add_up_where_one_payer_is_named_twice():
    made = split("x.s", WORDS, SHARES, cite=CITE, named=("helping_city", SAME), asker="home_city")
    parts = put(made).look_up("x.s", yuan(10), "foshan").value
    assert sum(parts.values()) == 1000


PER = parameter(
    "x.per",
    WORDS,
    since("2020-01-01", yuan(100, cite=CITE)),
    since("2021-01-01", yuan(200, cite=CITE)),
)
HALVES = {"a": (("甲", "A"), 1), "b": (("乙", "B"), 1)}


@pytest.mark.parametrize(("on", "each"), [("2020-12-31", 5000), ("2021-01-01", 10000)])
def test_an_amount_per_head_is_the_one_of_the_day(on, each):
    asked = put(PER, split("x.s", WORDS, HALVES, cite=CITE, each=PER), on=on)
    assert asked.look_up("x.s", 1).value == {"a": each, "b": each}


def test_before_there_is_an_amount_per_head_the_split_is_open():
    later = parameter("x.per", WORDS, since("2020-07-01", yuan(100, cite=CITE)))
    made = split("x.s", WORDS, HALVES, cite=CITE, each=later)
    told = put(later, made, on="2020-06-30").look_up("x.s", 1)
    assert (told.outcome, told.value) == (UNKNOWN, None)
    assert [reason.en for reason in told.reasons] == ["there is no amount per head on that day"]
    assert refused(lambda: put(later, made).look_up("x.s", -1)) == [("out-of-range", "count")]
    assert put(later, made, on="2020-07-01").look_up("x.s", 1).value == {"a": 5000, "b": 5000}


def test_an_amount_per_head_may_be_money_or_money_per_head():
    each = parameter("x.per", WORDS, since("2020-01-01", yuan_per_head(100, cite=CITE)))
    made = split("x.s", WORDS, HALVES, cite=CITE, each=each)
    assert put(each, made).look_up("x.s", 3).value == {"a": 15000, "b": 15000}


HEADS = parameter("x.heads", WORDS, since("2020-01-01", count(3, cite=CITE)))
HALF_FEN = parameter("x.half", WORDS, since("2020-01-01", yuan("0.005", cite=CITE)))
FREE = attrs.evolve(SAME, values=(Heading("helper", Text("市", "city")),))
LISTED = attrs.evolve(SAME, rows=(Row(("foshan",), (("foshan", "gz"),)),))


@pytest.mark.parametrize(
    ("shares", "more"),
    [
        ({}, {}),
        ({"a": (WORDS, 0)}, {}),
        ({"a": (WORDS, 2), "b": (WORDS, -1)}, {}),
        ({"a": (WORDS, 2), "b": (WORDS, 0)}, {}),
        ({"a": (WORDS, 0.5), "b": (WORDS, 1)}, {}),
        ({"a": (WORDS, True), "b": (WORDS, 1)}, {}),
        (HALVES, {"each": HEADS}),
        (HALVES, {"named": ("c", SAME), "asker": "b"}),
        (HALVES, {"named": ("a", SAME), "asker": "c"}),
        (HALVES, {"named": ("a", SAME)}),
        (HALVES, {"named": ("a", TEAMS), "asker": "b"}),
        (HALVES, {"named": ("a", FREE), "asker": "b"}),
        (HALVES, {"named": ("a", SAME), "asker": "b", "nobody": {"nowhere": WORDS}}),
        (HALVES, {"each": HALF_FEN}),
        (HALVES, {"named": ("a", SAME), "asker": "a"}),
        (HALVES, {"named": ("a", LISTED), "asker": "b"}),
    ],
)  # fmt: skip
def test_a_split_that_cannot_be_asked_is_refused_when_it_is_declared(shares, more):
    with pytest.raises(BadRule) as caught:
        split("x.s", WORDS, shares, cite=CITE, **more)
    for language in ("zh", "en"):
        assert "x.s" in caught.value.text(language)
        assert caught.value.text(language).startswith("tests/test_clauses_lookups.py:")


# --- schedules -----------------------------------------------------------------------------------

MORE = count(1, cite=CITE)


@pytest.mark.parametrize(
    ("year_", "target", "cumulative", "remaining"),
    [
        (2020, None, 0, 500),
        (2021, 100, 100, 400),
        (2022, 200, 300, 200),
        (2023, None, 300, 200),
        (2024, 150, 450, 50),
        (2030, None, 450, 50),
    ],
)
def test_a_schedule_says_what_a_year_brings_what_was_due_and_what_remains(
    year_, target, cumulative, remaining
):
    told = looked("targets", year_)
    assert told.outcome is None
    assert told.value == {
        "target": None if target is None else count(target),
        "cumulative": count(cumulative),
        "remaining": count(remaining),
    }


def test_a_schedule_is_told_in_words():
    assert looked("targets", 2022).value_label == Text(
        "当年任务：200；到年底累计：300；到年底剩余：200",
        "target of the year: 200; by the end of the year in all: 300; remaining at the end of the year: 200",
    )
    assert NO_TARGET.zh in looked("targets", 2023).value_label.zh
    assert NO_TARGET.en in looked("targets", 2023).value_label.en
    assert answer_of(looked("targets", 2023)) == {
        "target": None,
        "cumulative": "300",
        "remaining": "200",
    }


def test_what_remains_is_of_the_total_of_the_day():
    total = parameter(
        "x.total",
        WORDS,
        since("2020-07-01", count(5, cite=CITE)),
        since("2021-01-01", count(9, cite=CITE)),
    )
    made = schedule("x.s", WORDS, {2021: MORE}, cite=CITE, total=total)
    for on, remaining in (("2020-12-31", count(4)), ("2021-01-01", count(8))):
        assert put(total, made, on=on).look_up("x.s", 2021).value["remaining"] == remaining
    assert "remaining" not in put(total, made, on="2020-06-30").look_up("x.s", 2021).value


def test_without_a_total_nothing_is_said_to_remain():
    made = schedule("x.s", WORDS, {2021: yuan("1.50", cite=CITE)}, cite=CITE)
    told = put(made).look_up("x.s", 2021)
    assert told.value == {"target": yuan("1.50"), "cumulative": yuan("1.50")}
    assert put(made).look_up("x.s", 2020).value == {"target": None, "cumulative": yuan(0)}


@pytest.mark.parametrize("said", ["2021", 2021.0, True, dt.date(2021, 1, 1)])
def test_what_is_no_year_is_refused(said):
    with pytest.raises(InvalidData) as caught:
        looked("targets", said)
    assert [fault.path for fault in caught.value.faults] == ["year"]


def test_the_message_about_a_year_is_not_about_prices():
    with pytest.raises(InvalidData) as caught:
        looked("targets", "next year")
    assert "price" not in caught.value.text("en")
    assert "价格" not in caught.value.text("zh")


@pytest.mark.parametrize(
    "targets",
    [
        {},
        {2022: count(1, cite=CITE), 2021: count(2, cite=CITE)},
        {2021: count(1, cite=CITE), 2022: yuan(2, cite=CITE)},
    ],
)
def test_targets_are_of_one_unit_and_in_order(targets):
    with pytest.raises(BadRule) as caught:
        schedule("x.s", WORDS, targets, cite=CITE)
    assert "x.s" in caught.value.text("zh")
    assert "in the order of the years" in caught.value.text("en")
    assert caught.value.text("en").startswith("tests/test_clauses_lookups.py:")


def test_the_total_is_of_the_unit_of_the_targets():
    with pytest.raises(BadRule):
        schedule("x.s", WORDS, {2021: MORE}, cite=CITE, total=PER)


def test_a_target_without_a_citation_is_refused():
    with pytest.raises(Uncited):
        schedule("x.s", WORDS, {2021: count(1)}, cite=CITE)


def test_a_target_cites_a_document_that_is_listed():
    elsewhere = document("别〔2020〕2号", WORDS).at("一")
    with pytest.raises(BadRule):
        put(schedule("x.s", WORDS, {2021: count(1, cite=elsewhere)}, cite=CITE))


MET = [
    (2021, 100, YES),
    (2021, 101, YES),
    (2021, 99, NO),
    (2022, 200, YES),
    (2022, 199, NO),
    (2024, 149, NO),
    (2024, 150, YES),
    (2023, 10**6, UNKNOWN),
    (2020, 0, UNKNOWN),
    (2021, None, UNKNOWN),
    (None, 1, UNKNOWN),
]


def test_a_target_is_met_on_the_line_and_not_one_below_in_both_ways():
    facts = {"year_of_it": [y for y, _, _ in MET], "done": [done for _, done, _ in MET]}
    decisions = in_both_ways(policy(), "yunbei.met", County, facts)
    assert [decision.outcome for decision in decisions] == [expected for *_, expected in MET]
    assert [reason.label for reason in decisions[7].reasons] == [NO_TARGET]
    assert [missing.path for missing in decisions[9].missing] == ["done"]


def test_the_distance_to_a_target_is_told():
    told = explain(policy().ask("yunbei.met", {"year_of_it": 2022, "done": 150}), "en")
    assert "50 more of done in the year would change the answer" in told
    assert "year of it = 2022" in told


def test_a_target_may_be_money():
    spent = money(("花费", "spent")).on(County, "spent_of_schedules")
    made = schedule("x.s", WORDS, {2021: yuan("7.50", cite=CITE)}, cite=CITE)
    means = made.met(lookup_samples.YEAR, spent)
    asked = put(made, criterion("x.m", WORDS, cite=CITE, means=means))
    facts = {"year_of_it": [2021, 2021], "spent_of_schedules": ["7.50", "7.49"]}
    decisions = in_both_ways(asked, "x.m", County, facts)
    assert [decision.outcome for decision in decisions] == [YES, NO]


# --- checks --------------------------------------------------------------------------------------


def test_a_check_says_its_result():
    told = looked("totals")
    assert told.outcome is None
    assert (
        told.value
        == told.value_label
        == Text("各年之和少于总数", "the years add up to less than the total")
    )
    assert answer_of(told) == "the years add up to less than the total"


# --- what all of them share ----------------------------------------------------------------------

GIVEN = {
    "crops": ("tea",),
    "levers": ("relending",),
    "pairing": ("linjiang",),
    "by_helper": ("donggang",),
    "teams": ("hills", "large"),
    "duties": ("guide",),
    "sharing": (yuan(10),),
    "plan": (1, "linjiang"),
    "targets": (2021,),
    "totals": (),
}


def test_the_sample_has_every_shape():
    assert {f"yunbei.{id_}" for id_ in GIVEN} == set(LOOKUPS)
    kinds = {type(policy().lookup(id_).node) for id_ in LOOKUPS}
    assert kinds == {Listing, Table, Split, Schedule, DocumentCheck}


@pytest.mark.parametrize("id_", GIVEN)
def test_values_are_given_in_order_or_by_name(id_):
    bound = policy().lookup(f"yunbei.{id_}")
    named = dict(zip(bound.wanted, GIVEN[id_], strict=True))
    one, other = bound.ask(*GIVEN[id_]), bound.ask(**named)
    assert (one.outcome, one.value) == (other.outcome, other.value)
    assert one.outcome is YES or one.value is not None
    assert one.info.id == f"yunbei.{id_}"
    assert one.digest == policy().digest


@pytest.mark.parametrize(
    ("id_", "given", "reasons"),
    [
        ("crops", {}, ["扶持作物"]),
        ("pairing", {}, ["被帮扶市"]),
        ("teams", {}, ["地形", "规模"]),
        ("teams", {"terrain": "hills"}, ["规模"]),
        ("teams", {"size": "large"}, ["地形"]),
        ("teams", {"terrain": None, "size": "large"}, ["地形"]),
        ("sharing", {}, ["总额（元）"]),
        ("sharing", {"total": None}, ["总额（元）"]),
        ("plan", {}, ["人数", "被帮扶市"]),
        ("plan", {"count": 1}, ["被帮扶市"]),
        ("plan", {"city": "linjiang"}, ["人数"]),
        ("targets", {}, ["年份"]),
    ],
)
def test_what_is_not_given_leaves_the_answer_open_and_is_named(id_, given, reasons):
    told = looked(id_, **given)
    assert (told.outcome, told.value) == (UNKNOWN, None)
    assert [reason.zh for reason in told.reasons] == [f"没有给出：{label}" for label in reasons]
    wanted = {label.zh: label.en for label in policy().lookup(f"yunbei.{id_}").wanted.values()}
    assert [r.en for r in told.reasons] == [f"not given: {wanted[label]}" for label in reasons]


@pytest.mark.parametrize("id_", GIVEN)
def test_a_name_that_is_not_asked_for_is_refused(id_):
    bound = policy().lookup(f"yunbei.{id_}")
    assert refused(lambda: bound.ask(strange=1, odd=2)) == [
        ("unknown-key", "strange"),
        ("unknown-key", "odd"),
    ]
    assert refused(lambda: bound.ask_plain({"strange": "1"})) == [("unknown-key", "strange")]


@pytest.mark.parametrize(
    ("id_", "wrong", "right"),
    [
        ("crops", "valu", "value"),
        ("pairing", "citty", "city"),
        ("teams", "terrian", "terrain"),
        ("sharing", "totl", "total"),
        ("plan", "cuont", "count"),
        ("targets", "yaer", "year"),
    ],
)
def test_a_name_written_wrongly_is_told_with_the_one_meant(id_, wrong, right):
    with pytest.raises(InvalidData) as caught:
        looked(id_, **{wrong: 1})
    assert f"您是否想写“{right}”？" in caught.value.text("zh")
    assert f'Did you mean "{right}"?' in caught.value.text("en")


def test_more_values_than_are_asked_for_are_refused():
    for id_, given_ in GIVEN.items():
        assert refused(lambda given_=given_, id_=id_: looked(id_, *given_, "more")) == [
            ("too-many-values", "")
        ]


def test_the_message_about_too_many_values_is_not_about_records():
    with pytest.raises(InvalidData) as caught:
        looked("pairing", "linjiang", "pingshan")
    assert "record" not in caught.value.text("en")
    assert "登记" not in caught.value.text("zh")


def test_the_value_given_by_name_counts():
    assert looked("pairing", "linjiang", city="songping").value == "self"


# plain data


@pytest.mark.parametrize(
    ("id_", "given", "answer"),
    [
        ("crops", {"value": "茶"}, "yes"),
        ("crops", {"value": "bamboo"}, "no"),
        ("levers", {"value": "bamboo"}, "unknown"),
        ("pairing", {"city": "平山"}, "donggang"),
        ("by_helper", {"helper": "donggang"}, ["linjiang", "pingshan"]),
        ("teams", {"terrain": "hills", "size": "small"}, {"members": 3, "lead": "town"}),
        ("sharing", {"total": "15.01"}, {"province": "9.01", "helping_city": "4.5", "home_city": "1.5"}),
        ("sharing", {"total": "1,000"}, {"province": "600", "helping_city": "300", "home_city": "100"}),
        ("sharing", {"total": 10}, {"province": "6", "helping_city": "3", "home_city": "1"}),
        ("plan", {"count": "3", "city": "临江"}, {"province": "36000", "donggang": "18000", "linjiang": "6000"}),
        ("targets", {"year": "2022"}, {"target": "200", "cumulative": "300", "remaining": "200"}),
        ("targets", {"year": 2022}, {"target": "200", "cumulative": "300", "remaining": "200"}),
    ],
)  # fmt: skip
def test_plain_data_are_read_and_answered(id_, given, answer):
    assert answer_of(policy().lookup(f"yunbei.{id_}").ask_plain(given)) == answer


@pytest.mark.parametrize(
    ("id_", "given", "code", "path"),
    [
        ("sharing", {"total": "ten"}, "not-number", "total"),
        ("sharing", {"total": "1e3"}, "not-finite", "total"),
        ("sharing", {"total": "１０"}, "full-width", "total"),
        ("sharing", {"total": "0.001"}, "too-fine", "total"),
        ("sharing", {"total": "-1"}, "out-of-range", "total"),
        ("plan", {"count": "many", "city": "linjiang"}, "not-number", "count"),
        ("plan", {"count": "1.5", "city": "linjiang"}, "too-fine", "count"),
        ("pairing", {"city": "nowhere"}, "not-a-word", "city"),
    ],
)
def test_plain_data_that_are_no_amount_are_refused(id_, given, code, path):
    assert refused(lambda: policy().lookup(f"yunbei.{id_}").ask_plain(given)) == [(code, path)]


def test_plain_text_that_is_no_year_is_refused():
    with pytest.raises(InvalidData) as caught:
        policy().lookup("yunbei.targets").ask_plain({"year": "20 21"})
    assert [fault.path for fault in caught.value.faults] == ["year"]


# days


def ended(shape):
    """A clause of a shape that ends with 2020."""
    about = info("x.e", WORDS, cite=CITE, shape=shape, until="2020-12-31")
    return {
        "list": lambda: listing("x.e", WORDS, [("a", WORDS)], cite=CITE, until="2020-12-31"),
        "table": lambda: attrs.evolve(table(Row(("a",), ("甲",))), info=about),
        "split": lambda: split("x.e", WORDS, HALVES, cite=CITE, until="2020-12-31"),
        "schedule": lambda: schedule("x.e", WORDS, {2020: MORE}, cite=CITE, until="2020-12-31"),
        "check": lambda: DocumentCheck(about, Text("齐", "complete")),
    }[shape]()


ASKED = {"list": ("a",), "table": ("a",), "split": (yuan(1),), "schedule": (2020,), "check": ()}


@pytest.mark.parametrize("shape", ASKED)
def test_after_its_last_day_a_clause_is_not_in_force(shape):
    made = ended(shape)
    for on in ("2020-01-01", "2020-12-31"):
        told = put(made, on=on).look_up("x.e", *ASKED[shape])
        assert told.outcome is YES or told.value is not None
    told = put(made, on="2021-01-01").look_up("x.e", *ASKED[shape])
    assert (told.outcome, told.value) == (OFF, None)
    assert [reason.en for reason in told.reasons] == ["the clause is not in force on that day"]
    assert [reason.zh for reason in told.reasons] == ["这一天不在条款有效期内"]
    assert told.value_label == OFF.label


def test_out_of_force_nothing_is_looked_at_but_the_names():
    assert looked("crops", on=LAST).outcome is OFF
    assert refused(lambda: looked("crops", on=LAST, strange=1)) == [("unknown-key", "strange")]


def test_before_its_document_a_clause_is_not_in_force():
    later = document("示〔2020〕9号", WORDS, issued="2020-09-01")
    made = split("x.s", WORDS, HALVES, cite=later.at("一"))
    asked = rules("x", WORDS, documents=[DOC, later], clauses=[made])
    assert open_policy(asked, "2020-08-31").look_up("x.s", yuan(1)).outcome is OFF
    assert open_policy(asked, "2020-09-01").look_up("x.s", yuan(1)).outcome is None


# which clauses


@pytest.mark.parametrize("id_", LOOKUPS)
def test_what_is_looked_up_is_not_asked_about_a_subject(id_):
    opened = policy()
    names = ", ".join(opened.lookup(id_).wanted)
    for ask in (
        lambda: opened.clause(id_),
        lambda: opened[id_],
        lambda: opened.ask(id_, Household()),
        lambda: opened.together(id_),
        lambda: opened.together("yunbei.met", id_),
    ):
        with pytest.raises(BadSetting) as caught:
            ask()
        assert id_ in caught.value.text("zh")
        assert "look_up(...)" in caught.value.text("zh")
        assert f"lookup，给出：{names or '无'}。" in caught.value.text("zh")
        assert f"line, with: {names or 'nothing'}." in caught.value.text("en")


@pytest.mark.parametrize("id_", ["yunbei.met", "yunbei.network", "yunbei.per_head"])
def test_what_is_asked_about_a_subject_is_not_looked_up(id_):
    for ask in (lambda: policy().lookup(id_), lambda: policy().look_up(id_, "x")):
        with pytest.raises(BadSetting) as caught:
            ask()
        assert id_ in caught.value.text("zh")
        assert "代码里用 clause(...) 或 ask(...)" in caught.value.text("zh")
        assert "clause(...) or ask(...) in code" in caught.value.text("en")


@pytest.mark.parametrize("way", ["clause", "lookup", "bound"])
def test_a_clause_that_is_not_there_is_told_with_the_one_meant(way):
    with pytest.raises(UnknownClause) as caught:
        getattr(policy(), way)("yunbei.pairin")
    assert "您是否想写“yunbei.pairing”" in caught.value.text("zh")
    assert 'Did you mean "yunbei.pairing"' in caught.value.text("en")


def test_a_policy_gives_clauses_of_both_kinds():
    opened = policy()
    kinds = {bound.info.id: type(bound) for bound in opened}
    assert list(kinds) == list(opened.rules.by_id)
    assert {id_ for id_, kind in kinds.items() if kind is BoundLookup} == set(LOOKUPS)
    assert {kind for id_, kind in kinds.items() if id_ not in LOOKUPS} == {BoundClause}
    for id_, kind in kinds.items():
        assert type(opened.bound(id_)) is kind
        assert opened.bound(id_) is opened.bound(id_)


def test_a_reply_has_no_truth_value():
    with pytest.raises(NoTruthValue) as caught:
        bool(looked("crops", "tea"))
    assert ".outcome or .value" in caught.value.text("en")


# words


def test_a_reply_is_explained_in_both_languages():
    zh, en = (explain(looked("pairing", "shiwan"), language) for language in ("zh", "en"))
    assert zh.startswith("结对关系：待核实\n  [云北〔2021〕5号 三.1]\n    … 文字损坏\n")
    assert en.startswith(
        "pairing: to be verified\n  [云北〔2021〕5号 三.1]\n    … the text is damaged\n"
    )
    for told in (zh, en):
        assert policy().digest in told
        assert FIRST in told
    assert "不是官方认定" in zh
    assert "not an official decision" in en
    assert explain(looked("pairing", "linjiang"), "en").startswith("pairing: Donggang\n")


def test_what_was_assumed_and_why_it_is_only_recorded_is_explained():
    made = listing(
        "x.l",
        WORDS,
        [("a", WORDS)],
        cite=CITE,
        assumes=("按字面", "read as written"),
        recorded=("只有方向", "a direction and no more"),
    )
    told = put(made).look_up("x.l", "a")
    assert "按字面" in explain(told, "zh")
    assert "只有方向" in explain(told, "zh")
    assert "We assume: read as written" in explain(told, "en")
    assert "a direction and no more" in explain(told, "en")


SENTENCES = {
    "crops": ("茶、桑", "Tea, mulberry"),
    "levers": ("再贷款、再贴现等（清单未封闭）", "re-lending, rediscount, and others (the list is open)"),
    "pairing": (
        "临江→东港；平山→东港；松坪→自行帮扶；石湾→文字损坏",
        "Linjiang→Donggang; Pingshan→Donggang; Songping→helps itself; Shiwan→the text is damaged",
    ),
    "by_helper": ("东港→临江、平山；自行帮扶→松坪", "Donggang→Linjiang, Pingshan; helps itself→Songping"),
    "teams": (
        "山区，大村→人数：5，队长：县里；山区，小村→人数：3，队长：镇里；其他→人数：2，队长：镇里",
        "hills, large village→members: 5, lead: the county; hills, small village→members: 3, lead: the town; any other→members: 2, lead: the town",
    ),
    "targets": ("2021年 100；2022年 200；2024年 150", "2021: 100; 2022: 200; 2024: 150"),
    "totals": ("各年之和少于总数", "the years add up to less than the total"),
    "sharing": (
        f"总额分为 10 份：省 6、帮扶市 3、属地市 1；到分，{ROUNDING.zh}",
        f"the total in 10 shares: province 6, helping city 3, home city 1; to the fen, {ROUNDING.en}",
    ),
    "plan": (
        f"人数 × 人均标准（20,000.00元）分为 10 份：省 6、帮扶市 3、属地市 1；到分，{ROUNDING.zh}",
        f"the number of persons × amount per head (20,000.00 yuan) in 10 shares: province 6, helping city 3, home city 1; to the fen, {ROUNDING.en}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("id_", SENTENCES)
def test_a_clause_is_read_back_as_a_sentence(id_):
    node = policy().lookup(f"yunbei.{id_}").node
    zh, en = SENTENCES[id_]
    assert clause_sentence(node, "zh") == zh
    assert clause_sentence(node, "en") == en


# --- the digest, and travelling ------------------------------------------------------------------


def evolved(node, **changes):
    return attrs.evolve(node, **changes)


def words_of(node, *terms, closed=None):
    words = node.vocabulary
    closed = words.closed if closed is None else closed
    return evolved(node, vocabulary=evolved(words, terms=terms or words.terms, closed=closed))


def with_cell(node, row, place, cell):
    rows = list(node.rows)
    values = list(rows[row].values)
    values[place] = cell
    rows[row] = evolved(rows[row], values=tuple(values))
    return evolved(node, rows=tuple(rows))


def with_share(node, place, shares):
    payers = list(node.payers)
    payers[place] = evolved(payers[place], shares=shares)
    return evolved(node, payers=tuple(payers))


def with_target(node, place, **changes):
    targets = list(node.targets)
    targets[place] = evolved(targets[place], **changes)
    return evolved(node, targets=tuple(targets))


CHANGES = {
    "a member less": ("crops", lambda n: words_of(n, n.vocabulary.terms[0])),
    "another member": (
        "crops",
        lambda n: words_of(n, n.vocabulary.terms[0], evolved(n.vocabulary.terms[1], id="mulbery")),
    ),
    "another label": (
        "crops",
        lambda n: words_of(
            n, n.vocabulary.terms[0], evolved(n.vocabulary.terms[1], label=Text("桑树", "mulberry"))
        ),
    ),
    "members turned round": ("crops", lambda n: words_of(n, *reversed(n.vocabulary.terms))),
    "closed": ("levers", lambda n: words_of(n, closed=True)),
    "opened": ("crops", lambda n: words_of(n, closed=False)),
    "a cell": ("pairing", lambda n: with_cell(n, 0, 0, "xigang")),
    "a number": ("teams", lambda n: with_cell(n, 0, 0, 6)),
    "several words": ("duties", lambda n: with_cell(n, 1, 0, ("visit",))),
    "a flag": ("duties", lambda n: with_cell(n, 1, 1, False)),
    "a day": ("duties", lambda n: with_cell(n, 1, 2, dt.date(2021, 4, 1))),
    "a text": ("duties", lambda n: with_cell(n, 1, 3, Text("全周", "full days"))),
    "a row less": ("pairing", lambda n: evolved(n, rows=n.rows[1:])),
    "the key of a row": (
        "pairing",
        lambda n: evolved(n, rows=(evolved(n.rows[0], key=("luxi",)), *n.rows[1:])),
    ),
    "a reason": (
        "pairing",
        lambda n: evolved(n, rows=(*n.rows[:3], evolved(n.rows[3], open_=Text("缺", "missing")))),
    ),
    "no otherwise": ("teams", lambda n: evolved(n, otherwise=None)),
    "otherwise": ("teams", lambda n: evolved(n, otherwise=Row((), (1, "town")))),
    "a share": ("sharing", lambda n: with_share(n, 0, 7)),
    "payers turned round": ("sharing", lambda n: evolved(n, payers=n.payers[::-1])),
    "who is named": ("plan", lambda n: evolved(n, payer="home_city", asker="helping_city")),
    "nobody": ("plan", lambda n: evolved(n, nobody=())),
    "not per head": ("plan", lambda n: evolved(n, each=None)),
    "a target": (
        "targets",
        lambda n: with_target(n, 1, value=count(201, cite=n.targets[1].value.cite)),
    ),
    "a year": ("targets", lambda n: with_target(n, 1, year=2023)),
    "a target less": ("targets", lambda n: evolved(n, targets=n.targets[:-1])),
    "no total": ("targets", lambda n: evolved(n, total=None)),
    "a result": ("totals", lambda n: evolved(n, says=Text("相符", "it adds up"))),
}


def changed(name):
    id_, change = CHANGES[name]
    old = lookup_samples.load()
    node = old.by_id[f"yunbei.{id_}"]
    clauses = [change(node) if clause is node else clause for clause in old.clauses]
    return rules("yunbei", old.label, documents=[NOTICE], clauses=clauses)


def test_any_change_of_what_is_looked_up_changes_the_digest_and_no_two_are_alike():
    digests = [lookup_samples.load().digest, *(changed(name).digest for name in CHANGES)]
    assert len(set(digests)) == len(CHANGES) + 1


def test_rules_loaded_twice_have_one_digest():
    assert lookup_samples.load().digest == lookup_samples.load().digest


ANSWERS = [
    *((f"yunbei.{id_}", given) for id_, given in GIVEN.items()),
    ("yunbei.pairing", ("shiwan",)),
    ("yunbei.levers", ("tea",)),
    ("yunbei.plan", (1, "songping")),
]


def told_by(opened):
    replies = [opened.look_up(id_, *given) for id_, given in ANSWERS]
    asked = opened.ask("yunbei.network", {"network_county": True, "network_town": False})
    return [*(explain(reply, "zh") for reply in replies), explain(asked, "zh")]


def sent(value):
    return pickle.loads(pickle.dumps(value))


def test_a_policy_travels_with_all_of_them():
    opened = policy()
    before = told_by(opened)
    arrived = sent(opened)
    assert arrived == opened
    assert told_by(arrived) == before
    assert {type(arrived.bound(id_)) for id_ in LOOKUPS} == {BoundLookup}


def test_a_bound_lookup_and_a_reply_travel():
    bound = sent(policy().lookup("yunbei.plan"))
    assert bound.ask(1, "linjiang").value == looked("plan", 1, "linjiang").value
    reply = sent(looked("plan", 1, "songping"))
    assert (reply.outcome, reply.reasons) == (UNKNOWN, looked("plan", 1, "songping").reasons)
    assert reply.digest == policy().digest
    assert repr(bound) == "<clause yunbei.plan of yunbei>"


def test_a_policy_that_arrives_in_another_process_says_the_same(tmp_path):
    (tmp_path / "policy").write_bytes(pickle.dumps(policy()))
    code = (
        "import pickle, sys; from pathlib import Path\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        f"opened = pickle.loads(Path({str(tmp_path / 'policy')!r}).read_bytes())\n"
        "import test_clauses_lookups\n"
        "sys.stdout.reconfigure(encoding='utf-8')\n"
        "print('\\n--\\n'.join(test_clauses_lookups.told_by(opened)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.stderr == ""
    assert done.stdout == "\n--\n".join(told_by(policy())) + "\n"


def test_the_facts_of_a_loaded_checklist_come_back_as_themselves():
    facts = [part.means for part in LOADED["yunbei.network"].means.parts]
    assert all(one is other for one, other in zip(sent(facts), facts, strict=True))
    assert policy().read(County, {"network_county": True}).more


# --- years ---------------------------------------------------------------------------------------


def test_a_year_is_a_unit_of_its_own_and_is_written_without_a_comma():
    assert year(2016).unit is Year
    assert (year(2016).say("zh"), year(2016).say("en")) == ("2016年", "2016")
    about = criterion(
        "x.c", WORDS, cite=CITE, means=lookup_samples.YEAR.at_least(year(2016, cite=CITE))
    )
    told = put(about).ask("x.c", {"year_of_it": 2015})
    assert told.outcome is NO
    assert "完成年份不低于2016年" in explain(told, "zh")
    assert "year of it is at least 2016" in explain(told, "en")
    assert put(about).ask("x.c", {"year_of_it": 2016}).outcome is YES


@pytest.mark.parametrize(
    ("said", "fits"), [(1948, False), (1949, True), (2100, True), (2101, False)]
)
def test_a_calendar_year_lies_between_1949_and_2100(said, fits):
    if fits:
        assert policy().read(County, {"year_of_it": said}).more["year_of_it"] == said
        return
    assert refused(lambda: policy().read(County, {"year_of_it": said})) == [
        ("out-of-range", "year_of_it")
    ]


@pytest.mark.parametrize("said", [2016.5, "sixteen", yuan(2016)])
def test_what_is_no_calendar_year_is_refused(said):
    with pytest.raises(InvalidData):
        policy().read(County, {"year_of_it": said})


def test_a_year_of_another_unit_is_refused_in_whole_sentences():
    with pytest.raises(InvalidData) as caught:
        policy().read(County, {"year_of_it": yuan(2016)})
    assert "a number of  " not in caught.value.text("en")
