"""Procedures: looked up, run as cases, replayed, checked; what is refused, in both languages."""

import datetime as dt
import json
import pickle

import procedure_samples
import pytest
from procedure_samples import AS_OF, GOOD, IDENTIFICATION, load, policy, row

from povertypolicy.clauses.procedures import KINDS
from povertypolicy.deciding.proceedings import BoundProcedure
from povertypolicy.deciding.replies import answer_of
from povertypolicy.deciding.sentences import clause_sentence
from povertypolicy.errors import BadSetting, InvalidData, UnknownClause
from povertypolicy.outcomes import Outcome
from povertypolicy.procedures.events import FORMS, KEYS, Event

ID = "yundong.identification"


def bound(rules_on=AS_OF, as_of=None):
    return policy(rules_on, as_of).procedure(ID)


def begun(number, **how):
    return bound().replay(GOOD[:number], **how)


def refused(call):
    with pytest.raises(InvalidData) as caught:
        call()
    return caught.value


def codes(error):
    return [fault.code for fault in error.faults]


# --- looked up -----------------------------------------------------------------------------------


def test_what_is_next_is_looked_up():
    looked = policy().look_up(ID, ["apply", "小组评议"])
    assert looked.value == {"valid": True, "next": "compare"}
    assert looked.value_label.zh == "次序：正确；下一步：县级比对"
    assert answer_of(looked) == {"valid": True, "next": "compare"}
    assert policy().look_up(ID, []).value == {"valid": True, "next": "apply"}
    assert policy().look_up(ID, ["discuss"]).value == {"valid": False, "next": "apply"}
    assert policy().look_up(ID, ["apply", "apply"]).value == {"valid": False, "next": "discuss"}
    ids = [step.id for step in IDENTIFICATION.steps]
    assert policy().look_up(ID, ids).value == {"valid": True, "next": "done"}
    assert policy().look_up(ID, ids[::-1]).value == {"valid": False, "next": "done"}
    assert policy().look_up(ID).outcome is Outcome.UNKNOWN
    assert policy("2026-01-01").look_up(ID, []).outcome is Outcome.NOT_APPLICABLE


def test_steps_are_looked_up_from_a_line_of_text():
    assert bound().ask_plain({"done": "apply, 小组评议"}).value["next"] == "compare"
    assert bound().ask_plain({"done": ""}).value["next"] == "apply"


@pytest.mark.parametrize(
    ("done", "zh", "en"),
    [
        ("apply", "应为列表", "A list is wanted"),
        (["aply"], "应为以下之一：农户申请", "One of apply, discuss"),
        ([3], "应为以下之一", "One of"),
    ],
)
def test_what_is_no_list_of_steps_is_refused(done, zh, en):
    error = refused(lambda: bound().ask(done))
    assert zh in error.text("zh")
    assert en in error.text("en")


def test_kinds_are_counted():
    assert IDENTIFICATION.counts() == {
        "application": 1,
        "deliberation": 2,
        "comparison": 1,
        "publicity": 2,
        "consent": 1,
        "review": 1,
        "approval": 1,
        "announcement": 1,
    }
    assert set(IDENTIFICATION.counts()) <= set(KINDS.ids())


def test_a_procedure_is_said_in_both_languages():
    zh, en = (clause_sentence(IDENTIFICATION, language) for language in ("zh", "en"))
    assert zh.startswith("1. 农户申请（农户，申请，申请书）；2. 小组评议")
    assert "6. 乡镇审核公示（乡镇，审核，公示，5天）" in zh
    assert zh.endswith("7. 县级公告（由谁做没有写，审定，公告）")
    assert en.startswith("1. application (household, application, letter of application); 2.")
    assert en.endswith("(who takes it is not said, approval, announcement)")


def test_a_length_has_a_citation_of_its_own():
    assert IDENTIFICATION.step("review").days == 5
    assert IDENTIFICATION.step("review").cite.fragments == ("公示5天",)
    assert [step.days for step in IDENTIFICATION.steps if step.days is not None] == [5]


# --- run as a case -------------------------------------------------------------------------------


def test_a_case_goes_step_by_step():
    case = bound().open()
    assert (case.next.id, case.is_final, case.state.standing.en) == ("apply", False, "not begun")
    for place, said in enumerate(GOOD):
        before = case
        case = case.record(said)
        assert len(before.events) == place
    assert case.is_final
    assert (case.next.kind, case.next.id, case.missing) == ("done", "done", ())
    assert case.state.standing.zh == "全部完成"
    assert case == bound().replay(GOOD)
    assert hash(case) == hash(bound().replay(GOOD))
    assert case.digest == policy().digest


def test_an_event_is_given_by_name_or_as_an_event():
    named = (
        bound().open().record(step="农户申请", day="2021年3月1日", actor="农户", records="申请书")
    )
    made = (
        bound()
        .open()
        .record(Event(day=dt.date(2021, 3, 1), step="apply", actor="household", records=("form",)))
    )
    assert named == made == begun(1)


def test_a_log_is_written_the_same_again():
    case = bound().replay(GOOD)
    text = case.log()
    assert bound().replay(json.loads(text)).log() == text
    assert bound().replay(json.loads(text)["event"]).log() == text
    assert bound().open().log() == '{"event": [\n]}\n'
    assert json.loads(text)["event"] == [{"event": "step", **r} for r in GOOD]


def test_what_was_not_recorded_is_missing():
    case = bound().open().record(step="apply", day="2021-03-01")
    assert [(one.kind, one.step) for one in case.missing] == [
        ("record", "apply"),
        ("actor", "apply"),
    ]
    assert "缺申请书" in case.missing[0].label.zh
    assert "no letter of application" in case.missing[0].label.en
    case = case.record(event="document", step="apply", day="2021-11-30", records=["form"])
    case = case.record(event="correction", refers_to=1, day="2021-12-01", actor="household")
    assert case.missing == ()
    assert len(case.events) == 3


# --- publicities ---------------------------------------------------------------------------------


def test_a_publicity_without_a_length_ends_on_the_day_recorded():
    case = begun(4)
    assert (case.next.kind, case.next.id) == ("publicity_end", "assembly")
    assert [one.kind for one in case.missing] == ["publicity"]
    consent = row("consent", "2021-03-28")
    assert codes(refused(lambda: case.record(consent))) == ["publicity-without-end"]
    case = case.record(GOOD[4])
    assert case.next.not_before == dt.date(2021, 3, 28)
    assert codes(refused(lambda: case.record(row("consent", "2021-03-27")))) == [
        "publicity-not-over"
    ]
    assert case.record({**consent, "actor": "household"}).missing == ()
    assert "2021-03-27" in "".join(text.en for text in case.rests_on)


def test_the_callers_length_is_said_to_be_the_callers():
    case = begun(4, publicity_days=7, source="a rule of the county")
    assert case.next.not_before == dt.date(2021, 3, 27)
    notes = [text.en for text in case.rests_on]
    assert "7 days, is the caller's (source: a rule of the county)" in notes[0]
    assert "由使用者给出（来源：a rule of the county）" in case.rests_on[0].zh
    assert begun(4).rests_on != case.rests_on


@pytest.mark.parametrize(
    ("first_counts", "too_early", "doubtful", "sure"),
    [(True, 26, None, 27), (False, 27, None, 28), (None, 26, 27, 28)],
)
def test_whether_the_first_day_counts_is_a_reading(first_counts, too_early, doubtful, sure):
    case = begun(4, publicity_days=7, source="x", first_counts=first_counts)
    early = row("consent", f"2021-03-{too_early}", actor="household")
    assert codes(refused(lambda: case.record(early))) == ["publicity-not-over"]
    assert case.record(row("consent", f"2021-03-{sure}", actor="household")).missing == ()
    if doubtful is not None:
        after = case.record(row("consent", f"2021-03-{doubtful}", actor="household"))
        assert [one.kind for one in after.missing] == ["reading"]
        assert "首日" in after.missing[0].label.zh


def test_the_length_that_the_document_prints_beats_the_callers():
    case = bound().replay(GOOD[:7], publicity_days=7, source="x", first_counts=True)
    assert case.next.not_before == dt.date(2021, 4, 6)


@pytest.mark.parametrize(
    ("how", "zh", "en"),
    [
        ({"publicity_days": 0, "source": "x"}, "1 到 366 的整数", "from 1 to 366"),
        ({"publicity_days": True, "source": "x"}, "整数", "whole number"),
        ({"publicity_days": 7}, "请写明来源", "name its source"),
        ({"publicity_days": 7, "source": " "}, "请写明来源", "name its source"),
    ],
)
def test_a_length_that_is_not_usable_is_refused(how, zh, en):
    with pytest.raises(BadSetting) as caught:
        bound().open(**how)
    assert zh in caught.value.text("zh")
    assert en in caught.value.text("en")


def test_a_length_for_no_publicity_is_refused():
    with pytest.raises(BadSetting, match="no publicity here"):
        policy().procedure("yundong.projects").open(publicity_days=7, source="x")


# --- objections, leads, corrections --------------------------------------------------------------


OBJECTION = {"event": "objection", "step": "assembly", "day": "2021-03-22"}


def settled(result, **more):
    return {"event": "resolution", "refers_to": 5, "day": "2021-03-25", "result": result, "source": "minutes", **more}  # fmt: skip


def test_an_objection_leaves_it_open_until_somebody_says_what_came_of_it():
    case = begun(4).record(OBJECTION)
    assert case.state.standing.zh == "待处理"
    assert "does not say what happens after an objection" in case.state.reasons[0].en
    assert (case.next.kind, case.next.id) == ("resolution", "assembly")
    assert "objection" in [one.kind for one in case.missing]
    error = refused(lambda: case.record(row("consent", "2021-03-28")))
    assert "objection-open" in codes(error)
    on = case.record(settled("go_on"))
    assert on.next.kind == "publicity_end"
    assert "as recorded; the document does not say" in on.rests_on[-1].en
    back = case.record(settled("back", step="discuss"))
    assert (back.next.id, back.state.done) == ("discuss", ("apply",))
    ended = case.record(settled("end"))
    assert (ended.is_final, ended.next.kind, ended.state.standing.en) == (True, "ended", "ended")
    assert codes(refused(lambda: ended.record(row("consent", "2021-04-01")))) == ["procedure-over"]


def test_a_household_that_does_not_agree_holds_the_procedure():
    case = begun(5).record(event="objection", step="consent", day="2021-03-28")
    assert codes(refused(lambda: case.record(row("consent", "2021-03-29")))) == ["objection-open"]
    case = case.record(
        event="resolution", refers_to=6, day="2021-03-30", result="go_on", source="x"
    )
    assert case.record(row("consent", "2021-03-30")).state.done[-1] == "consent"


def test_a_lead_goes_back_to_the_assembly_and_decides_nothing():
    lead = {"event": "lead", "lead": "house", "day": "2021-03-15"}
    case = begun(3).record(lead)
    assert case.next.id == "assembly"
    assert "decides nothing itself" in case.missing[0].label.en
    assert case.record(GOOD[3]).state.leads == ()
    late = begun(6).record({**lead, "day": "2021-03-30"})
    assert (late.next.id, late.state.done) == ("assembly", ("apply", "discuss", "compare"))
    assert [one.kind for one in late.missing] == ["lead"]
    again = late.record(row("assembly", "2021-04-02", actor="assembly", records=["minutes"]))
    assert again.state.leads == ()
    assert len(again.events) == 8


def test_a_correction_is_a_new_event():
    case = begun(2).record(
        event="correction", refers_to=2, day="2021-03-09", corrected_day="2021-03-04"
    )
    assert case.state.of("discuss").event.day == dt.date(2021, 3, 4)
    assert case.events[1].day == dt.date(2021, 3, 5)
    gone = begun(2).record(event="correction", refers_to=2, day="2021-03-09", withdrawn=True)
    assert (gone.next.id, len(gone.events)) == ("discuss", 3)
    assert gone.record(row("discuss", "2021-03-08")).next.id == "compare"
    error = refused(
        lambda: begun(2).record(event="correction", refers_to=1, day="2021-03-09", withdrawn=True)
    )
    assert codes(error) == ["step-before-predecessor"]
    error = refused(
        lambda: begun(2).record(
            event="correction", refers_to=1, day="2021-03-09", corrected_day="2021-03-07"
        )
    )
    assert codes(error) == ["day-before"]


# --- what is refused -----------------------------------------------------------------------------

REFUSED = [
    (0, {"step": "discuss", "day": "2021-03-01"}, "step-before-predecessor", "之前还须先做“农户申请”", '"application" has to come before'),
    (1, {"step": "apply", "day": "2021-03-02"}, "step-again", "已经做过", "was taken already"),
    (0, {"step": "nothing", "day": "2021-03-01"}, "not-a-word", "应为以下之一", "One of apply"),
    (0, {"step": "apply", "day": "2021-03-01", "actor": "county"}, "wrong-actor", "由农户做", "is for the household"),
    (0, {"step": "apply", "day": "2021-03-01", "records": ["letters"]}, "strange-record", "的资料是申请书", "are letter of application"),
    (1, {"step": "discuss", "day": "2021-02-28"}, "day-before", "早于应在其前的日期 2021-03-01", "lies before 2021-03-01"),
    (0, {"step": "apply", "day": "2022-01-01"}, "day-after-facts", "晚于事实日 2021-12-31", "after the day of the facts, 2021-12-31"),
    (0, {"step": "apply", "day": "2021-02-30"}, "no-such-day", "没有这一天", "There is no such day"),
    (0, {"step": "apply", "day": "soon"}, "not-a-day", "应为日期", "A day such as"),
    (0, {"step": "apply"}, "missing-part", "缺少“day”", '"day" is missing'),
    (0, {"day": "2021-03-01"}, "missing-part", "缺少“step”", '"step" is missing'),
    (0, {"step": "apply", "dya": "2021-03-01", "day": "2021-03-01"}, "unknown-key", "您是否想写“day”", 'Did you mean "day"'),
    (0, {"step": "apply", "day": "2021-03-01", "lead": "house"}, "not-of-event", "“步骤”不用“lead”", 'An event "step" has no "lead"'),
    (0, {"event": "party", "day": "2021-03-01"}, "not-a-word", "应为以下之一：步骤", "One of step, publicity_end"),
    (1, {"event": "publicity_end", "step": "apply", "day": "2021-03-09"}, "no-publicity", "不是公示", "is no publicity"),
    (3, {"event": "publicity_end", "step": "assembly", "day": "2021-03-19"}, "not-taken", "还没有做", "has not been taken"),
    (5, {"event": "publicity_end", "step": "assembly", "day": "2021-03-28"}, "publicity-ended", "已登记过最后一天", "is recorded already"),
    (6, {"event": "publicity_end", "step": "assembly", "day": "2021-03-28"}, "publicity-passed", "之后已有别的步骤", "Other steps have followed"),
    (7, {"event": "publicity_end", "step": "review", "day": "2021-04-03"}, "publicity-too-short", "应为 5 天，最早到 2021-04-05", "takes 5 days, until 2021-04-05"),
    (7, {"step": "announce", "day": "2021-04-05"}, "publicity-not-over", "没有期满", "is not over"),
    (2, {"event": "objection", "step": "discuss", "day": "2021-03-06"}, "objection-to-nothing", "不能有异议", "nothing can be objected to"),
    (5, {"event": "objection", "step": "assembly", "day": "2021-03-28"}, "objection-late", "公示最迟到 2021-03-27", "ran until 2021-03-27"),
    (4, {"event": "resolution", "refers_to": 2, "day": "2021-03-28", "result": "go_on", "source": "x"}, "resolves-nothing", "第2条不是待处理的异议", "Event 2 is no objection"),
    (4, {"event": "resolution", "refers_to": 2, "day": "2021-03-28", "result": "go_on"}, "missing-part", "缺少“source”", '"source" is missing'),
    (4, {"event": "resolution", "refers_to": 2, "day": "2021-03-28", "result": "back", "source": "x"}, "back-to-a-step", "写明退回到哪一步", 'names a "step"'),
    (2, {"event": "lead", "lead": "house", "day": "2021-03-28"}, "not-taken", "“县级比对”还没有做", '"comparison by the county" has not been taken'),
    (3, {"event": "lead", "lead": "boat", "day": "2021-03-28"}, "not-a-word", "应为以下之一：购房", "One of house, car"),
    (2, {"event": "correction", "refers_to": 3, "day": "2021-03-28", "withdrawn": True}, "correction-of-nothing", "没有第3条可以更正", "no event 3 before it to correct"),
    (2, {"event": "correction", "refers_to": 9, "day": "2021-03-28", "withdrawn": True}, "correction-of-nothing", "没有第9条", "no event 9"),
    (2, {"event": "correction", "refers_to": "two", "day": "2021-03-28", "withdrawn": True}, "not-an-event", "事件的编号", "number of an earlier event"),
    (2, {"event": "correction", "refers_to": 2, "day": "2021-03-28"}, "corrects-nothing", "改了什么", "what changes"),
    (2, {"event": "correction", "refers_to": 2, "day": "2021-03-28", "withdrawn": True, "actor": "group"}, "corrects-nothing", "两者取一", "one of the two"),
    (2, {"event": "correction", "refers_to": 2, "day": "2021-03-01", "withdrawn": True}, "day-before", "早于", "lies before"),
    (2, {"event": "correction", "refers_to": 2, "day": "2021-03-06", "corrected_day": "2021-03-07"}, "day-before", "早于", "lies before"),
    (2, {"event": "correction", "refers_to": 2, "day": "2022-03-06", "withdrawn": "是"}, "day-after-facts", "晚于事实日", "after the day of the facts"),
    (5, {"event": "correction", "refers_to": 5, "day": "2021-04-06", "actor": "county"}, "corrects-no-such-part", "没有“actor”可改", 'no "actor" to correct'),
    (2, {"event": "document", "step": "compare", "day": "2021-03-28", "records": ["x"]}, "not-taken", "还没有做", "has not been taken"),
    (2, {"event": "document", "step": "discuss", "day": "2021-03-04", "records": ["roll"]}, "day-before", "早于", "lies before"),
    (8, {"step": "apply", "day": "2021-05-01"}, "procedure-over", "程序已经结束", "The procedure is over"),
    (8, {"event": "objection", "step": "review", "day": "2021-05-01"}, "procedure-over", "补交资料或更正", "papers and corrections"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "event", "code", "zh", "en"), REFUSED)
def test_what_cannot_be_is_refused(number, event, code, zh, en):
    case = begun(number)
    error = refused(lambda: case.record(event))
    assert code in codes(error)
    assert zh in error.text("zh")
    assert en in error.text("en")
    assert all(fault.path.startswith(f"event[{number + 1}]") for fault in error.faults)
    assert case == begun(number)


def test_a_procedure_without_leads_refuses_one():
    case = policy().procedure("yundong.projects").open()
    error = refused(lambda: case.record(event="lead", lead="house", day="2021-03-01"))
    assert codes(error) == ["no-leads"]


def test_everything_wrong_with_an_event_and_a_log_is_told_at_once():
    error = refused(
        lambda: begun(1).record({"step": "apply", "day": "2022-02-01", "actor": "county"})
    )
    assert codes(error) == ["day-after-facts", "step-again", "wrong-actor"]
    error = refused(lambda: bound().replay([{"step": "x"}, {"step": "apply", "day": "?"}, 7]))
    assert codes(error) == ["missing-part", "not-a-word", "not-a-day", "not-an-object"]
    for wrong in ("text", 7, {"events": []}, None):
        assert codes(refused(lambda wrong=wrong: bound().replay(wrong))) == ["not-a-list"]


def test_no_message_tells_a_name():
    name = "王小明13800138000"
    rows = [
        {"step": name, "day": name, "actor": name},
        {"step": "apply", "day": "2021-03-01", "actor": name, "records": [name]},
        {name: "x", "step": "apply", "day": "2021-03-01", "source": name},
        {"event": name},
    ]
    checked = bound().check(rows)
    told = "".join(one.say("zh") + one.say("en") for one in checked.irregularities)
    told += "".join(str(one.label) for one in checked.missing)
    assert "王小明" not in told
    assert "13800138000" not in told


def test_a_day_of_the_rules_on_which_it_is_not_in_force_is_refused():
    with pytest.raises(BadSetting) as caught:
        bound("2026-01-01").open()
    assert "不在条款有效期内" in caught.value.text("zh")
    assert "not in force" in caught.value.text("en")


def test_what_is_no_procedure_is_told():
    with pytest.raises(UnknownClause, match=ID):
        policy().procedure("yundong.identificatio")
    opened = procedure_samples.policy()
    assert isinstance(opened.bound(ID), BoundProcedure)
    assert opened.lookup(ID) is opened.procedure(ID)


# --- logs from an archive ------------------------------------------------------------------------


def test_a_log_in_order_has_no_irregularity():
    checked = bound().check(GOOD)
    assert checked.irregularities == ()
    assert checked.state == bound().replay(GOOD).state


def test_everything_out_of_order_is_told_with_the_clause():
    log = [
        GOOD[0],
        GOOD[2],
        GOOD[1],
        {"step": "?", "day": "2021-03-11"},
        GOOD[3],
        row("consent", "2021-03-21"),
    ]
    checked = bound().check(log)
    told = [(one.number, one.fault.code) for one in checked.irregularities]
    assert told == [
        (2, "step-before-predecessor"),
        (3, "day-before"),
        (3, "step-after-successor"),
        (4, "not-a-word"),
        (6, "publicity-without-end"),
    ]
    assert all("云东〔2021〕7号 一.1" in one.say("zh") for one in checked.irregularities)
    assert checked.next.id == "review"
    assert checked.numbers == (1, 2, 3, 5, 6)


# --- travelling and digests ----------------------------------------------------------------------


def test_a_case_and_a_procedure_travel():
    case = begun(5, publicity_days=7, source="x", first_counts=True)
    arrived = pickle.loads(pickle.dumps(case))
    assert arrived == case
    assert arrived.next == case.next
    assert isinstance(pickle.loads(pickle.dumps(bound())), BoundProcedure)
    assert pickle.loads(pickle.dumps(policy())) == policy()


def test_a_digest_hangs_on_steps_actors_and_leads():
    import attrs

    from povertypolicy.policies import rules

    def digest(node):
        told = load()
        return rules("x", ("x", "x"), documents=told.documents, clauses=[node]).digest

    steps = IDENTIFICATION.steps
    others = [
        attrs.evolve(IDENTIFICATION, steps=steps[::-1]),
        attrs.evolve(IDENTIFICATION, steps=(attrs.evolve(steps[0], actor=None), *steps[1:])),
        attrs.evolve(IDENTIFICATION, leads=None),
    ]
    digests = {digest(node) for node in (IDENTIFICATION, *others)}
    assert len(digests) == 4


def test_the_forms_of_events_speak_of_their_parts():
    for needed, allowed in FORMS.values():
        assert {*needed, *allowed} <= set(KEYS)
