"""Bad input of Anhui, kind by kind: where it is told, what is wrong, and what to do, in both languages.

Nothing is put right in silence: it is a fault of reading, a finding of a clause, an event that is refused or told
when a log is checked, or a setting or layer that is refused.
"""

import re

import attrs
import pytest

from povertypolicy import Household, Outcome, explain, yuan_per_head
from povertypolicy.authoring import layer, parameter, raise_to, replace, since, suspend
from povertypolicy.errors import BadRule, BadSetting, InvalidData, LayerConflict, UnknownClause
from povertypolicy.layers import layered
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.province.cause import CauseForm
from povertypolicy_anhui.subjects import Cadre

CJK = re.compile(r"[\u4e00-\u9fff]")
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|“[^”]*”')


@attrs.frozen
class Kind:
    """One kind of bad input: its name, the input, and the fragments of both texts: what, where, what to do."""

    name: str
    given: object
    zh: tuple[str, ...]
    en: tuple[str, ...]
    code: str = ""


def kinds(listed):
    return pytest.mark.parametrize("kind", listed, ids=[kind.name for kind in listed])


def check_told(zh, en, kind):
    """Each language says it in its own words; English has Chinese only in quotes, as labels and citations are."""
    assert CJK.search(zh), zh
    assert [part for part in kind.zh if part not in zh] == [], zh
    assert [part for part in kind.en if part not in en] == [], en
    assert not re.search(r"\{\w*\}", zh + en), "a part of the message was left unfilled"


# --- faults of reading ---------------------------------------------------------------------------


def itemised(*entries, **facts):
    rows = [dict(zip(("day", "kind", "amount"), entry, strict=True)) for entry in entries]
    return {"net_income_record": "itemised", "entries": rows, **facts}


GOOD = ("2017-01-01", "wage", 3300)
UNREAD = (
    Kind("31 September", itemised(GOOD, ("2017-09-31", "wage", 1)), ("entries[1].day", "没有这一天", "请核对月和日"), ("entries[1].day", "no such day", "check month and day"), "no-such-day"),
    Kind("a kind of entry nobody knows", itemised(("2017-01-01", "lottery", 1)), ("entries[0].kind", "应为以下之一", "工资性收入"), ("entries[0].kind", "One of", "wage"), "not-a-word"),
    Kind("a negative amount", itemised(("2017-01-01", "expense", -1)), ("entries[0].amount", "超出允许范围", "请核对"), ("entries[0].amount", "outside", "check it"), "out-of-range"),
    Kind("a class of member nobody knows", {"persons": [{"member_class": "grandchild"}]}, ("persons[0].member_class", "应为以下之一", "同宅常住"), ("persons[0].member_class", "One of", "resident"), "not-a-word"),
    Kind("a way of recording nobody knows", {"net_income_record": "by_guess"}, ("net_income_record", "应为以下之一", "按明细登记"), ("net_income_record", "One of", "itemised"), "not-a-word"),
    Kind("half a deliberation", {"deliberations": "1.5"}, ("deliberations", "取整"), ("deliberations", "round it"), "too-fine"),
    Kind("a misspelt fact", {"asembly_accepts": True}, ("asembly_accepts", "您是否想写“assembly_accepts”"), ("asembly_accepts", 'Did you mean "assembly_accepts"'), "unknown-key"),
)  # fmt: skip


@kinds(UNREAD)
def test_facts_that_cannot_be_are_faults(policy, kind):
    with pytest.raises(InvalidData) as caught:
        policy.read(Household, kind.given)
    [fault] = caught.value.faults
    assert fault.code == kind.code
    check_told(fault.text("zh"), fault.text("en"), kind)
    assert not CJK.search(QUOTED.sub("", fault.text("en")))


def test_every_fault_is_told_at_once(policy):
    with pytest.raises(InvalidData) as caught:
        policy.read(Household, itemised(("2017-09-31", "lottery", -1)))
    codes = [fault.code for fault in caught.value.faults]
    assert sorted(codes) == ["no-such-day", "not-a-word", "out-of-range"]


# --- findings of clauses -------------------------------------------------------------------------

MAIN = {"main": True, "secondary": False}
OTHER = {"main": False, "secondary": True}
BOTH = {"main": True, "secondary": True}
FOUR = {"linked_households": 4, "helper_level": "township", "help_recorded_on": "2017-07-01"}
NOBODY = itemised(GOOD, persons=[{"member_class": "married_out"}])
WINDOW = "anhui.household.income.entries_in_window"
CAUSES = "anhui.household.cause.cardinality"
FOUND = (
    Kind("an entry before the window", (WINDOW, Household, itemised(GOOD, ("2016-09-30", "wage", 1))), ("违反", "不符合：第2项", "2016-10-01", "请核对"), ("breach", "not met by no. 2", "2016-10-01", "check whether its day is wrong")),
    Kind("an entry after the window", (WINDOW, Household, itemised(("2017-10-01", "wage", 1))), ("违反", "不符合：第1项", "2017-09-30", "不计入收入"), ("breach", "not met by no. 1", "2017-09-30", "not counted")),
    Kind("two main causes", (CAUSES, CauseForm, {"causes": [MAIN, MAIN]}), ("主要致贫原因1个：违反", "致贫原因数 = 2", "三.39"), ("one main cause: breach", "main cause = 2", "三.39")),
    Kind("no main cause", (CAUSES, CauseForm, {"causes": [OTHER]}), ("主要致贫原因1个：违反", "致贫原因数 = 0"), ("one main cause: breach", "main cause = 0")),
    Kind("three other causes", (CAUSES, CauseForm, {"causes": [MAIN, OTHER, OTHER, OTHER]}), ("不超过2个：违反", "致贫原因数 = 3", "减少1即改变结论"), ("two secondary causes: breach", "secondary cause = 3", "1 less of")),
    Kind("a cause that repeats the main one", (CAUSES, CauseForm, {"causes": [BOTH]}), ("不重复：违反", "符合：第1项"), ("repeats the main one: breach", "met by no. 1")),
    Kind("a helper of four households, for the province", ("anhui.cadre.helper.household_cap", Cadre, {"linked_households": 4}), ("偏离原则", "= 4", "减少1", "允许例外，须说明"), ("departure", "= 4", "1 less", "exceptions, which are to be explained")),
)  # fmt: skip


@kinds(FOUND)
def test_what_can_be_and_must_not_is_a_finding(policy, kind):
    clause, subject, facts = kind.given
    decision = policy.ask(clause, policy.read(subject, facts))
    assert decision.outcome is Outcome.NO
    check_told(explain(decision, "zh"), explain(decision, "en"), kind)


def test_an_entry_outside_the_window_is_not_counted(policy):
    outside = ("2017-10-01", "wage", 1)
    household = policy.read(
        Household, itemised(GOOD, outside, persons=[{"member_class": "resident"}])
    )
    assert policy.ask("anhui.household.income.per_capita", household).value.number() == 3300


def test_four_households_depart_in_the_province_and_breach_in_the_city(city):
    kind = Kind("", None, ("违反", "= 4", "减少1", "替换"), ("breach", "= 4", "1 less", "replaced"))
    clause = "anhui/maanshan.cadre.helper.rank_and_cap"
    decision = city.ask(clause, city.read(Cadre, FOUR))
    assert decision.outcome is Outcome.NO
    check_told(explain(decision, "zh"), explain(decision, "en"), kind)


@pytest.mark.parametrize("facts", [NOBODY, itemised(GOOD, persons=[])], ids=["none", "empty"])
def test_nobody_counted_leaves_income_per_head_open(policy, facts):
    kind = Kind(
        "", None, ("待核实", "没有可计入的人数"), ("to be verified", "nobody and nothing counts")
    )
    decision = policy.ask("anhui.household.income.per_capita", policy.read(Household, facts))
    assert decision.outcome is Outcome.UNKNOWN
    check_told(explain(decision, "zh"), explain(decision, "en"), kind)
    assert (
        policy.ask("household.identification", policy.read(Household, facts)).outcome
        is Outcome.UNKNOWN
    )


# --- events of a procedure -----------------------------------------------------------------------

EXIT = "anhui.household.exit.procedure"
FIRST = {"step": "deliberation_by_village_committees", "day": "2017-11-01", "actor": "village_two_committees"}  # fmt: skip
CHECKED = {"step": "verification_by_committees_and_team", "day": "2017-11-03", "actor": "village_two_committees_and_resident_team"}  # fmt: skip
AGREED = {"step": "household_acknowledgement", "day": "2017-11-04", "actor": "household"}
SHOWN = {"step": "village_publicity", "day": "2017-11-05", "actor": "village"}
REVIEW = {"step": "township_review", "day": "2017-11-20", "actor": "township"}
OBJECTION = {"event": "objection", "step": "village_publicity", "day": "2017-11-08"}
END = {"event": "publicity_end", "step": "village_publicity", "day": "2017-11-11"}
OPENED = [FIRST, CHECKED, AGREED, SHOWN]
OWN = {"publicity_days": 7, "source": "invented"}
EVENTS = (
    Kind("a step before its predecessor", ([FIRST, {**SHOWN, "actor": ""}], {}), ("event[2].step", "“村内公示”之前还须先做", "请先登记"), ("event[2].step", 'has to come before "publicity in the village"', "first"), "step-before-predecessor"),
    Kind("a step nobody knows", ([{**FIRST, "step": "deliberation_by_vilage_committees"}], {}), ("event[1].step", "应为以下之一"), ("event[1].step", "is wanted"), "not-a-word"),
    Kind("somebody else's step", ([{**FIRST, "actor": "township"}], {}), ("event[1].actor", "登记的不是", "请核对"), ("event[1].actor", "somebody else is recorded", "check it"), "wrong-actor"),
    Kind("a step on a day before the one before", ([FIRST, {**CHECKED, "day": "2017-10-31"}], {}), ("event[2].day", "2017-10-31 早于应在其前的日期 2017-11-01", "请核对"), ("event[2].day", "2017-10-31 lies before 2017-11-01", "check both days"), "day-before"),
    Kind("a step on 31 November", ([{**FIRST, "day": "2017-11-31"}], {}), ("event[1].day", "没有这一天", "请核对月和日"), ("event[1].day", "no such day", "check month and day"), "no-such-day"),
    Kind("a step after the day of the facts", ([{**FIRST, "day": "2018-01-01"}], {}), ("event[1].day", "晚于事实日 2017-12-31", "请核对"), ("event[1].day", "after the day of the facts", "check it"), "day-after-facts"),
    Kind("an objection without answer", ([*OPENED, OBJECTION, {**END, "day": "2017-11-12"}, REVIEW], {}), ("event[7]", "第5条的异议没有处理", "请先登记处理"), ("event[7]", "objection of event 5 is not settled", "record its resolution first"), "objection-open"),
    Kind("a publicity without end", ([*OPENED, REVIEW], {}), ("event[5].day", "公示没有结束", "publicity_end"), ("event[5].day", "has no end", "publicity_end"), "publicity-without-end"),
    Kind("a publicity shorter than the caller's length", ([*OPENED, {**END, "day": "2017-11-10"}], OWN), ("event[5].day", "应为 7 天", "最早到 2017-11-11", "请核对"), ("event[5].day", "takes 7 days", "2017-11-11 at the earliest", "Check it"), "publicity-too-short"),
    Kind("a correction of nothing", ([FIRST, {"event": "correction", "refers_to": 7, "corrected_day": "2017-11-02", "day": "2017-11-06"}], {}), ("event[2].refers_to", "没有第7条可以更正", "更正须指向在前"), ("event[2].refers_to", "no event 7", "name an earlier one"), "correction-of-nothing"),
    Kind("a step taken twice", ([FIRST, {**FIRST, "day": "2017-11-02"}], {}), ("event[2].step", "已经做过"), ("event[2].step", "taken already"), "step-again"),
)  # fmt: skip


@kinds(EVENTS)
def test_an_event_out_of_order_is_refused_and_told_in_an_archive(policy, kind):
    events, how = kind.given
    procedure = policy.procedure(EXIT)
    case = procedure.replay(events[:-1], **how)
    with pytest.raises(InvalidData) as caught:
        case.record(events[-1])
    assert kind.code in [fault.code for fault in caught.value.faults]
    fault = next(f for f in caught.value.faults if f.code == kind.code)
    check_told(fault.text("zh"), fault.text("en"), kind)
    assert not CJK.search(QUOTED.sub("", fault.text("en")))
    checked = procedure.check(events, **how)
    assert {(one.number, one.fault.code) for one in checked.irregularities} >= {(len(events), kind.code)}  # fmt: skip
    assert "三.18" in checked.irregularities[0].say("zh")


# --- settings and layers -------------------------------------------------------------------------

HERE = DECK.at("三.16", "2017年")
LINE = "anhui.household.exit.income_standard"
NATIONAL = "anhui.national_standard"
INVENTED = yuan_per_head(3000, prices_of=2017)
SETTINGS = (
    Kind("a reading nobody knows", lambda p: p.choose("anhui.exit.standrd", "national"), ("没有释义", "您是否想写“anhui.exit.standard”"), ("has no reading", 'Did you mean "anhui.exit.standard"'), UnknownClause),
    Kind("an option nobody knows", lambda p: p.choose("anhui.exit.standard", "city"), ("anhui.exit.standard", "可选：national, provincial"), ("anhui.exit.standard", "are: national, provincial"), BadSetting),
    Kind("a line without source", lambda p: p.supply(NATIONAL, INVENTED, source=" "), (NATIONAL, "请写明来源"), (NATIONAL, "name its source"), BadSetting),
    Kind("a line in no year's prices", lambda p: p.supply(NATIONAL, yuan_per_head(3000), source="s"), (NATIONAL, "请写明年份"), (NATIONAL, "in which year's prices"), BadSetting),
    Kind("a length of publicity without source", lambda p: p.procedure(EXIT).open(publicity_days=7), ("publicity_days", "请写明来源"), ("publicity_days", "name its source"), BadSetting),
)  # fmt: skip


def lower_city(amount=4000):
    value = since("2017-01-01", yuan_per_head(amount, cite=HERE))
    return parameter("anhui/x.line", ("某市标准", "line of a city"), value)


def laid(policy, *changes, name="anhui/x", extends="anhui"):
    own = layer(name, ("某市", "a city"), extends=extends, documents=[DECK], changes=changes)
    return layered(policy.rules, own)


LAYERS = (
    Kind("a change of a clause that is not there", lambda p: laid(p, suspend(f"{LINE}s", cite=HERE)), ("没有条款", f"您是否想写“{LINE}”"), ("has no clause", f'Did you mean "{LINE}"'), UnknownClause),
    Kind("a line raised to a lower one", lambda p: laid(p, raise_to(LINE, lower_city(3000))), (LINE, "没有比它更高"), (LINE, "is not higher"), BadRule),
    Kind("a line in the place of a condition", lambda p: laid(p, replace("anhui.household.exit.safe_housing", lower_city())), ("safe_housing", "不是同一类条款"), ("safe_housing", "not a clause of the same kind"), BadRule),
    Kind("one clause changed twice", lambda p: laid(p, suspend(LINE, cite=HERE), raise_to(LINE, lower_city())), (LINE, "请只留一处"), (LINE, "keep one of them"), LayerConflict),
    Kind("a layer over another province", lambda p: laid(p, extends="guangdong"), ("anhui/x", "上级是“guangdong”"), ("anhui/x", 'extends "guangdong"'), BadRule),
)  # fmt: skip


@kinds(SETTINGS + LAYERS)
def test_a_setting_or_layer_that_does_not_fit_is_refused(policy, kind):
    with pytest.raises(kind.code) as caught:
        kind.given(policy)
    check_told(caught.value.text("zh"), caught.value.text("en"), kind)


def test_there_are_more_than_fifteen_kinds():
    names = [kind.name for group in (UNREAD, FOUND, EVENTS, SETTINGS, LAYERS) for kind in group]
    assert len(names) == len(set(names))
    assert len(names) > 15
