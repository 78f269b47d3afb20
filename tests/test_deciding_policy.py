"""`povertypolicy.deciding.policy`: what may be asked, and every question that is refused."""

import datetime as dt

import pytest
import sample_policy

from povertypolicy import (
    County,
    Household,
    InvalidData,
    Outcome,
    Person,
    Village,
    count,
    percent,
    policy,
    price_index,
    yuan,
    yuan_per_head,
)
from povertypolicy.citations import document
from povertypolicy.clauses import undefined_term
from povertypolicy.criteria import criterion
from povertypolicy.deciding.policy import open_policy
from povertypolicy.errors import (
    BadSetting,
    NotInForce,
    UnknownClause,
    UnknownPolicy,
    WrongSubject,
)
from povertypolicy.expr.nodes import all_of
from povertypolicy.policies import rules
from povertypolicy.standards import standard

BASE = sample_policy.policy()
FAMILY = sample_policy.family()
AVERAGE = yuan_per_head(16000, prices_of=2017)
WORDS = ("例", "example")


# --- days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2018-12-31", dt.date(2018, 12, 31)])
def test_a_day_is_a_date_or_iso_text(day):
    assert BASE.on(day) == BASE
    assert BASE.on(day).settings.as_of == dt.date(2018, 12, 31)


NO_DAYS = ["2018-02-29", "2018年", "", dt.datetime(2018, 12, 31, tzinfo=dt.UTC)]


@pytest.mark.parametrize("day", [*NO_DAYS, None])
def test_rules_are_picked_by_a_day(day):
    with pytest.raises(BadSetting) as caught:
        BASE.on(day)
    assert caught.value.parts["setting"] == "rules_on"


@pytest.mark.parametrize("day", NO_DAYS)
def test_facts_are_of_a_day(day):
    with pytest.raises(BadSetting) as caught:
        BASE.on("2018-12-31", as_of=day)
    assert caught.value.parts["setting"] == "as_of"


def test_a_day_before_the_policy_is_refused():
    with pytest.raises(NotInForce) as caught:
        BASE.on("2018-02-28")
    assert caught.value.parts == {"day": "2018-02-28", "policy": "yunxi", "issued": "2018-03-01"}
    assert BASE.on("2018-03-01").settings.rules_on == dt.date(2018, 3, 1)


def test_the_facts_may_be_of_another_day_within_a_century():
    assert BASE.on("2018-12-31", as_of="1918-12-31").settings.as_of.year == 1918
    assert BASE.on("2018-12-31", as_of="2118-12-31").settings.as_of.year == 2118
    for far in ("1918-12-30", "2119-01-01"):
        with pytest.raises(BadSetting) as caught:
            BASE.on("2018-12-31", as_of=far)
        assert caught.value.parts["setting"] == "as_of"


@pytest.mark.parametrize("day", ["9999-12-31", "9950-01-01"])
def test_the_last_days_of_the_calendar_are_days(day):
    assert BASE.on(day).settings.rules_on == dt.date.fromisoformat(day)


def test_a_document_without_a_day_is_answered_on_any_day():
    undated = document("示〔〕1号", WORDS)
    clause = criterion("x.c", WORDS, cite=undated.at("一"), means=Household.registered)
    opened = open_policy(rules("x", WORDS, documents=[undated], clauses=[clause]), "1950-01-01")
    assert opened.ask("x.c", Household(registered=True)).outcome is Outcome.YES


def test_the_day_of_the_rules_and_the_day_of_the_facts_are_two():
    persons = [Person(birth_date="2003-06-30", out_of_school=True)]
    young = BASE.on("2018-12-31", as_of="2019-06-29").ask(
        "yunxi.school", FAMILY.with_(persons=persons)
    )
    grown = BASE.on("2018-12-31", as_of="2019-06-30").ask(
        "yunxi.school", FAMILY.with_(persons=persons)
    )
    assert (young.outcome, grown.outcome) == (Outcome.NO, Outcome.YES)


def test_the_value_of_a_parameter_is_that_of_the_day():
    rich = sample_policy.family(wage_income=yuan(7400))
    assert BASE.on("2018-12-31").ask("yunxi.poor", rich).outcome is Outcome.NO
    assert BASE.on("2019-01-01").ask("yunxi.poor", rich).outcome is Outcome.YES


def test_policies_that_are_not_installed_are_refused():
    with pytest.raises(UnknownPolicy):
        policy("no_such_province", rules_on="2018-12-31")


# --- supplying -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "source", "told"),
    [
        (yuan(16000, prices_of=2017), "表", "yuan per head"),
        (percent(45), "表", "yuan per head"),
        (16000, "表", "yuan per head"),
        (yuan_per_head(16000), "表", "prices_of"),
        (yuan_per_head(0, prices_of=2017), "表", "positive"),
        (yuan_per_head(-1, prices_of=2017), "表", "positive"),
        (AVERAGE, "", "source"),
        (AVERAGE, "  ", "source"),
    ],
)
def test_a_supplied_number_has_unit_price_year_sign_and_source(value, source, told):
    with pytest.raises(BadSetting) as caught:
        BASE.supply("yunxi.average", value, source=source)
    assert caught.value.parts["setting"] == "yunxi.average"
    assert told in caught.value.text("en")


def test_only_what_the_document_points_to_is_supplied():
    with pytest.raises(UnknownClause) as caught:
        BASE.supply("yunxi.averag", AVERAGE, source="表")
    assert 'Did you mean "yunxi.average"?' in caught.value.text("en")
    with pytest.raises(UnknownClause):
        BASE.supply("yunxi.line", AVERAGE, source="表")


def test_supplying_again_replaces():
    twice = BASE.supply("yunxi.average", AVERAGE, source="表").supply(
        "yunxi.average", yuan_per_head(9, prices_of=2017), source="表二"
    )
    assert twice["yunxi.average"].ask().value == yuan_per_head(9, prices_of=2017)


# --- readings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("housing", "allowance", "free", "own", "wide"),
    [
        (True, False, Outcome.YES, Outcome.YES, Outcome.YES),
        (False, False, Outcome.NO, Outcome.NO, Outcome.NO),
        (False, True, Outcome.UNKNOWN, Outcome.NO, Outcome.YES),
        (None, True, Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.YES),
    ],
)
def test_readings_agree_or_the_caller_chooses(housing, allowance, free, own, wide):
    subject = FAMILY.with_(housing_assured=housing, on_allowance=allowance)
    told = [
        asked.ask("yunxi.housed", subject).outcome
        for asked in (
            BASE,
            BASE.choose("yunxi.housing", "own"),
            BASE.choose("yunxi.housing", "wide"),
        )
    ]
    assert told == [free, own, wide]


def test_readings_that_differ_are_named():
    subject = FAMILY.with_(housing_assured=False, on_allowance=True)
    (reason,) = BASE.ask("yunxi.housed", subject).reasons
    assert reason.kind == "readings-differ"
    assert "yunxi.housing" in reason.label.zh
    assert "own house; own house or allowance" in reason.label.en


def test_only_readings_there_are_are_chosen():
    with pytest.raises(UnknownClause):
        BASE.choose("yunxi.houses", "own")
    with pytest.raises(BadSetting) as caught:
        BASE.choose("yunxi.housing", "narrow")
    assert "own, wide" in caught.value.text("en")


# --- definitions ---------------------------------------------------------------------------------


def test_a_definition_comes_later_with_its_source():
    asked = BASE.define("yunxi.hardship", Household.on_allowance, source="县发一号")
    subject = FAMILY.with_(on_allowance=True)
    assert BASE.ask("yunxi.hardship", subject).outcome is Outcome.UNKNOWN
    assert asked.ask("yunxi.hardship", subject).outcome is Outcome.YES


def test_two_definitions_of_one_term_name_both_sources():
    once = BASE.define("yunxi.hardship", Household.on_allowance, source="县发一号")
    with pytest.raises(BadSetting) as caught:
        once.define("yunxi.hardship", Household.registered, source="乡发二号")
    assert "县发一号" in caught.value.text("zh")
    assert "乡发二号" in caught.value.text("zh")


def test_a_definition_needs_a_term_and_a_source():
    with pytest.raises(UnknownClause) as caught:
        BASE.define("yunxi.hardships", Household.on_allowance, source="县")
    assert 'Did you mean "yunxi.hardship"?' in caught.value.text("en")
    with pytest.raises(BadSetting):
        BASE.define("yunxi.hardship", Household.on_allowance, source=" ")


@pytest.mark.parametrize("nothing", [True, "on_allowance", Household.wage_income, None])
def test_a_definition_is_a_condition(nothing):
    with pytest.raises(BadSetting):
        BASE.define("yunxi.hardship", nothing, source="县")


def test_a_definition_rests_on_no_lead():
    cite = sample_policy.NOTICE.at("一")
    lead = criterion("x.lead", WORDS, cite=cite, means=Household.registered, advisory=True)
    beside = standard("x.s", WORDS, Household.on_allowance, cite=cite, leads=(lead,))
    for resting in (
        lead,
        all_of(Household.on_allowance, lead),
        criterion("x.c", WORDS, cite=cite, means=Household.on_allowance, applies_when=lead),
        standard("x.t", WORDS, all_of(lead), cite=cite, leads=(lead,)),
    ):
        with pytest.raises(BadSetting) as caught:
            BASE.define("yunxi.hardship", resting, source="县")
        assert "x.lead" in caught.value.text("zh")
        assert "x.lead" in caught.value.text("en")
    defined = BASE.define("yunxi.hardship", beside, source="县")
    asked = defined.ask("yunxi.hardship", FAMILY.with_(on_allowance=True, registered=False))
    assert asked.outcome is Outcome.YES


def test_a_definition_may_use_another_term():
    cite = sample_policy.NOTICE.at("一")
    one, two = (undefined_term(f"x.{n}", WORDS, cite=cite) for n in ("one", "two"))
    both = standard("x.s", WORDS, all_of(one, Household.registered), cite=cite)
    loaded = rules("x", WORDS, documents=[sample_policy.NOTICE], clauses=[one, two, both])
    opened = open_policy(loaded, "2018-12-31").define(
        "x.one", all_of(two, Household.food_assured), source="县"
    )
    subject = Household(registered=True, food_assured=True)
    assert opened.ask("x.s", subject).outcome is Outcome.UNKNOWN
    defined = opened.define("x.two", Household.clothing_assured, source="乡")
    assert defined.ask("x.s", subject.with_(clothing_assured=True)).outcome is Outcome.YES


# --- asking --------------------------------------------------------------------------------------


def test_a_clause_is_asked_in_three_ways():
    by_policy = BASE.ask("yunxi.poor", FAMILY)
    by_clause = BASE.clause("yunxi.poor").ask(FAMILY)
    by_item = BASE["yunxi.poor"].ask(FAMILY)
    assert by_policy.trace == by_clause.trace == by_item.trace
    assert BASE.decide("yunxi.poor", FAMILY).outcome is Outcome.YES


def test_an_unknown_clause_gets_a_suggestion():
    with pytest.raises(UnknownClause) as caught:
        BASE.ask("household.exits", FAMILY)
    assert 'Did you mean "household.exit"?' in caught.value.text("en")
    with pytest.raises(UnknownClause):
        BASE["no such clause"]


@pytest.mark.parametrize("subject", [Village(), Person(), County(), None, 7, "某户"])
def test_a_clause_is_not_asked_about_something_else(subject):
    with pytest.raises(WrongSubject) as caught:
        BASE.ask("yunxi.poor", subject)
    assert caught.value.parts["clause"] == "yunxi.poor"
    assert "户" in caught.value.text("zh")
    assert "household" in caught.value.text("en")
    assert "某户" not in str(caught.value)


@pytest.mark.parametrize("above", [FAMILY, Person(), County])
def test_only_subjects_above_are_given_beside(above):
    with pytest.raises(WrongSubject):
        BASE.ask("yunxi.small", FAMILY, above)


def test_subjects_above_come_in_any_order_and_may_be_more_than_needed():
    village, county = Village(registered_population=count(500)), County()
    for above in ([village], [village, county], [county, village]):
        assert BASE.ask("yunxi.small", FAMILY, *above).outcome is Outcome.YES
    assert BASE.ask("yunxi.poor", FAMILY, village).outcome is Outcome.YES


def test_plain_data_are_read_on_the_way():
    plain = {"prices_of": 2017, "loss_share": "30.01", "registered": True}
    assert BASE.ask("yunxi.loss", plain).outcome is Outcome.YES
    with pytest.raises(InvalidData):
        BASE.ask("yunxi.loss", {"loss": 30})


def test_reading_knows_the_facts_that_the_policy_adds():
    household = BASE.read(Household, {"measures": ["land", "job"], "loss_share": 30})
    assert BASE.ask("yunxi.helped", household).outcome is Outcome.YES
    with pytest.raises(InvalidData):
        BASE.read(Household, {"measure": []})


def test_every_clause_of_a_policy_is_iterated_in_order():
    assert [clause.info.id for clause in BASE] == list(BASE.rules.by_id)
    assert [clause.info.id for clause in BASE if clause.is_standard] == [
        "household.identification",
        "household.exit",
        "village.exit",
    ]
    assert repr(BASE["yunxi.poor"]) == "<clause yunxi.poor of yunxi>"


def test_a_clause_tells_its_subject_and_what_it_asks():
    assert BASE["yunxi.poor"].subject is Household
    assert BASE["village.exit"].subject is Village
    asked = BASE["yunxi.small"].asks()
    assert {kind: [fact.info.name for fact in facts] for kind, facts in asked.items()} == {
        Village: ["registered_population"]
    }
    assert [fact.info.name for fact in BASE["yunxi.poor"].asks()[Household]] == [
        "wage_income",
        "business_income",
        "transfer_income",
        "production_expense",
    ]


def test_several_clauses_are_asked_at_once():
    names = ("yunxi.poor", "yunxi.insured", "household.exit", "yunxi.gift")
    together = BASE.together(*names).ask(FAMILY)
    alone = [BASE.ask(name, FAMILY) for name in names]
    assert [decision.outcome for decision in together] == [decision.outcome for decision in alone]
    assert [decision.value for decision in together] == [decision.value for decision in alone]
    assert together.outcomes == tuple(decision.outcome for decision in alone)
    assert len(together[1:3]) == 2
    for one, other in zip(together, alone, strict=True):
        assert one.findings == other.findings
        assert one.missing == other.missing
    with pytest.raises(UnknownClause):
        BASE.together("yunxi.poor", "nonsense")
    with pytest.raises(WrongSubject):
        BASE.together("yunxi.poor", "village.exit").ask(FAMILY)


def test_nothing_is_not_asked_at_once():
    with pytest.raises(BadSetting) as caught:
        BASE.together()
    assert "条款" in caught.value.text("zh")
    assert "clause" in caught.value.text("en")


# --- prices --------------------------------------------------------------------------------------


def test_an_index_restates_the_line():
    later = FAMILY.with_(prices_of=2018)
    (reason,) = BASE.ask("yunxi.poor", later).reasons
    assert reason.kind == "no-price-index"
    indexed = BASE.with_index(price_index({2017: 100, 2018: 102}, source="表"))
    assert indexed.ask("yunxi.poor", later).outcome is Outcome.YES
    at_the_line = later.with_(wage_income=yuan(7140))
    assert indexed.ask("yunxi.poor", at_the_line).outcome is Outcome.NO
    assert (
        indexed.ask("yunxi.poor", later.with_(wage_income=yuan("7139.99"))).outcome is Outcome.YES
    )


def test_a_record_that_states_no_year_is_not_guessed():
    (reason,) = BASE.ask("yunxi.poor", FAMILY.with_(prices_of=None)).reasons
    assert reason.kind == "prices-unstated"
