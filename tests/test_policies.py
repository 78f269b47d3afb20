"""`povertypolicy.policies`: rules as data, equal by what they say."""

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
import sample_policy

from povertypolicy import (
    Household,
    Person,
    Subject,
    Village,
    count,
    price_index,
    yuan,
    yuan_per_head,
)
from povertypolicy.checks import subject_of
from povertypolicy.citations import document
from povertypolicy.clauses import undefined_term
from povertypolicy.criteria import criterion
from povertypolicy.deciding.policy import open_policy
from povertypolicy.digests import EDITION, digest_of
from povertypolicy.errors import BadRule, Cycle, DuplicateId, DuplicateLabel, UnknownClause
from povertypolicy.expr.fields import money, yes_no
from povertypolicy.expr.nodes import all_of, readings
from povertypolicy.parameters import parameter, since
from povertypolicy.policies import clauses_of, in_order, rules, undefined_terms
from povertypolicy.provenance import Force
from povertypolicy.standards import standard
from povertypolicy.texts import Text

DOC = document("示〔2020〕1号", ("示例", "example"), issued="2020-01-01")
OTHER = document("示〔2020〕2号", ("示例二", "example two"), issued="2019-06-01")
CITE = DOC.at("一", "低于")
WORDS = ("例", "example")


def put(*clauses, **words):
    return rules("x", WORDS, documents=[DOC, OTHER], clauses=clauses, **words)


def below(figure="4000", *, bound="below", id="x.c", words=WORDS, prices=2014, cite=CITE, **more):
    amount = yuan_per_head(figure, prices_of=prices, cite=cite)
    meaning = getattr(Household.income_per_head, bound)(amount)
    return criterion(id, words, cite=cite, means=meaning, **more)


# --- the digest ----------------------------------------------------------------------------------


def test_rules_loaded_twice_have_one_digest():
    assert sample_policy.load().digest == sample_policy.load().digest
    assert put(below()).digest == put(below()).digest


def test_the_digest_is_the_same_in_another_process():
    code = "import sample_policy; print(sample_policy.policy().digest)"
    for seed in ("0", "1"):
        told = subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parent,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert told.strip() == sample_policy.policy().digest


def test_where_a_clause_stands_in_code_does_not_matter():
    moved = attrs.evolve(below(), info=attrs.evolve(below().info, where="elsewhere.py:1"))
    assert put(moved).digest == put(below()).digest


CHANGES = {
    "figure": lambda: below("4000.01"),
    "price year": lambda: below(prices=2015),
    "no price year": lambda: below(prices=None),
    "bound word": lambda: below(bound="at_most"),
    "id": lambda: below(id="x.d"),
    "Chinese words": lambda: below(words=("例子", "example")),
    "English words": lambda: below(words=("例", "instance")),
    "place": lambda: below(cite=DOC.at("二", "低于")),
    "fragment": lambda: below(cite=DOC.at("一", "不足")),
    "document": lambda: below(cite=OTHER.at("一", "低于")),
    "derivation": lambda: below(cite=CITE.derives("x.y")),
    "last day": lambda: below(until="2020-12-31"),
    "force": lambda: below(force=Force.IN_PRINCIPLE),
    "kind": lambda: below(kind="constraint"),
    "assumption": lambda: below(assumes=("甲", "a")),
    "whom it is about": lambda: below(applies_when=Household.registered),
    "advice": lambda: below(advisory=True),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_of_a_rule_changes_the_digest(change):
    assert put(CHANGES[change]()).digest != put(below()).digest


def test_no_two_changes_have_one_digest():
    digests = {put(make()).digest for make in CHANGES.values()} | {put(below()).digest}
    assert len(digests) == len(CHANGES) + 1


def test_order_name_and_label_are_part_of_the_digest():
    first, second = below(), below(id="x.d")
    assert put(first, second).digest != put(second, first).digest
    made = [
        rules(name, words, documents=[DOC], clauses=[first])
        for name, words in (("x", WORDS), ("y", WORDS), ("x", ("他", "other")))
    ]
    assert len({each.digest for each in made}) == 3


DOCUMENTS = {
    "none besides": [DOC],
    "one more": [DOC, OTHER],
    "another number": [DOC, attrs.evolve(OTHER, number="示〔2020〕3号")],
    "another title": [DOC, attrs.evolve(OTHER, title=Text("示例三", "example three"))],
    "another day": [DOC, attrs.evolve(OTHER, issued=dt.date(2019, 6, 2))],
    "no day": [DOC, attrs.evolve(OTHER, issued=None)],
}


def test_documents_are_part_of_the_digest_and_their_copies_are_not():
    def digest(documents, clause):
        return rules("x", WORDS, documents=documents, clauses=[clause]).digest

    assert len({digest(papers, below()) for papers in DOCUMENTS.values()}) == len(DOCUMENTS)
    copied = attrs.evolve(DOC, source="a shelf")
    elsewhere = digest([copied], below(cite=copied.at("一", "低于")))
    assert elsewhere == digest([DOC], below())


def test_what_is_said_twice_or_held_in_a_variable_has_one_digest():
    def about(first, second):
        small = first.of(Village.registered_population).below(count(9, cite=CITE))
        poor = second.of(Village.poor_persons).above(count(1, cite=CITE))
        return put(criterion("x.c", WORDS, cite=CITE, means=all_of(small, poor))).digest

    village = Household.village
    assert village is not Household.village
    assert about(village, village) == about(Household.village, Household.village)
    line = yuan_per_head(4000, cite=CITE)
    shared = Household.income_per_head.below(line)
    means = [
        all_of(shared, shared),
        all_of(Household.income_per_head.below(line), Household.income_per_head.below(line)),
        all_of(shared, Household.income_per_head.at_most(line)),
    ]
    digests = [put(criterion("x.c", WORDS, cite=CITE, means=each)).digest for each in means]
    assert digests[0] == digests[1] != digests[2]


def test_the_range_of_a_fact_is_part_of_the_digest():
    def about(high):
        fact = money(("养老金", "pension"), high=high).on(Household, "pension")
        return put(criterion("x.c", WORDS, cite=CITE, means=fact.above(yuan(1, cite=CITE))))

    assert about(100).digest != about(101).digest


def test_the_day_of_a_value_is_part_of_the_digest():
    def dated(day):
        return put(parameter("x.p", WORDS, since(day, yuan_per_head(1, cite=CITE))))

    assert dated("2020-01-01").digest != dated("2020-01-02").digest


def test_the_edition_of_the_semantics_is_part_of_every_digest(monkeypatch):
    before = put(below()).digest
    monkeypatch.setattr("povertypolicy.digests.EDITION", EDITION + 1)
    assert put(below()).digest != before


def test_a_digest_is_sixteen_hexadecimal_digits():
    assert re.fullmatch("[0-9a-f]{16}", put(below()).digest)
    assert digest_of({"b": 1, "a": 2}) == digest_of({"a": 2, "b": 1})


# --- policies are equal by their digest ----------------------------------------------------------

BASE = sample_policy.policy()
SUPPLIED = yuan_per_head(16000, prices_of=2017)
REGISTERED = Household.registered

WHAT_IFS = {
    "rules_on": lambda p: p.on("2018-12-30"),
    "as_of": lambda p: p.on("2018-12-31", as_of="2018-12-30"),
    "supplied": lambda p: p.supply("yunxi.average", SUPPLIED, source="表"),
    "supplied amount": lambda p: p.supply(
        "yunxi.average", yuan_per_head(16001, prices_of=2017), source="表"
    ),
    "supplied year": lambda p: p.supply(
        "yunxi.average", yuan_per_head(16000, prices_of=2018), source="表"
    ),
    "source": lambda p: p.supply("yunxi.average", SUPPLIED, source="另一张表"),
    "index": lambda p: p.with_index(price_index({2014: 100, 2017: 103}, source="表")),
    "index value": lambda p: p.with_index(price_index({2014: 100, 2017: 104}, source="表")),
    "index source": lambda p: p.with_index(price_index({2014: 100, 2017: 103}, source="报")),
    "index assumed": lambda p: p.with_index(
        price_index({2014: 100, 2017: 103}, source="表", assumed=True)
    ),
    "reading": lambda p: p.choose("yunxi.housing", "own"),
    "other reading": lambda p: p.choose("yunxi.housing", "wide"),
    "definition": lambda p: p.define("yunxi.hardship", REGISTERED, source="县"),
    "other definition": lambda p: p.define("yunxi.hardship", Household.on_allowance, source="县"),
    "definition source": lambda p: p.define("yunxi.hardship", REGISTERED, source="乡"),
}


@pytest.mark.parametrize("what_if", WHAT_IFS)
def test_what_if_gives_a_new_policy_and_nothing_leaks_back(what_if):
    before = sample_policy.policy()
    asked = before.ask("household.exit", sample_policy.family()).outcome
    changed = WHAT_IFS[what_if](before)
    changed.ask("household.exit", sample_policy.family())
    assert changed != before
    assert before == BASE
    assert before.digest == BASE.digest
    assert before.settings == BASE.settings
    assert before.ask("household.exit", sample_policy.family()).outcome is asked


def test_no_two_what_ifs_are_one_policy():
    digests = {make(BASE).digest for make in WHAT_IFS.values()} | {BASE.digest}
    assert len(digests) == len(WHAT_IFS) + 1


@pytest.mark.parametrize("what_if", WHAT_IFS)
def test_the_same_what_if_gives_an_equal_policy(what_if):
    one, two = WHAT_IFS[what_if](sample_policy.policy()), WHAT_IFS[what_if](sample_policy.policy())
    assert one == two
    assert hash(one) == hash(two)
    assert len({one, two, BASE}) == 2


def test_the_order_of_what_ifs_does_not_matter():
    index = price_index({2014: 100, 2017: 103}, source="表")
    one = BASE.with_index(index).choose("yunxi.housing", "own")
    two = BASE.choose("yunxi.housing", "own").with_index(index)
    assert one == two


def test_settings_cannot_be_changed_from_outside():
    policy = BASE.choose("yunxi.housing", "own")
    with pytest.raises(TypeError):
        policy.settings.chosen["yunxi.housing"] = "wide"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        policy.settings = BASE.settings
    with pytest.raises(TypeError):
        policy.rules.by_id["x"] = None


# --- rules that do not hold together -------------------------------------------------------------


def test_an_id_stands_once_and_both_places_are_named():
    first, second = below(), below("5000")
    with pytest.raises(DuplicateId) as caught:
        put(first, second)
    assert caught.value.parts == {
        "id": "x.c",
        "first": first.info.where,
        "second": second.info.where,
    }
    assert "test_policies.py:" in caught.value.text("en")


def test_two_standards_of_one_name_are_refused():
    one, two = (
        standard("household.exit", WORDS, Household.registered, cite=CITE, id=id)
        for id in ("x.a", "x.b")
    )
    with pytest.raises(DuplicateId) as caught:
        put(one, two)
    places = (one.info.where, two.info.where)
    assert caught.value.parts == dict(
        zip(("id", "first", "second"), ("household.exit", *places), strict=True)
    )


@pytest.mark.parametrize("turned", [False, True])
def test_an_id_is_no_name_of_another_standard(turned):
    named = standard("household.exit", WORDS, Household.registered, cite=CITE, id="x.a")
    clauses = [named, below(id="household.exit")]
    clauses = clauses[::-1] if turned else clauses
    with pytest.raises(DuplicateId) as caught:
        put(*clauses)
    assert caught.value.parts["id"] == "household.exit"
    assert caught.value.parts["first"] == clauses[0].info.where
    assert caught.value.parts["second"] == clauses[1].info.where


@pytest.mark.parametrize("inside", [lambda lead: lead, lambda lead: all_of(lead, below())])
def test_a_lead_decides_nothing_though_it_stands_among_the_leads(inside):
    lead = below(id="x.lead", advisory=True)
    put(lead, standard("x.s", WORDS, Household.registered, cite=CITE, leads=(lead,)))
    with pytest.raises(BadRule) as caught:
        put(standard("x.s", WORDS, inside(lead), cite=CITE, leads=(lead,)))
    assert "x.lead" in caught.value.text("zh")
    assert "x.lead" in caught.value.text("en")


def read_as(id, **options):
    either = readings("x.r", WORDS, **{name: (WORDS, means) for name, means in options.items()})
    return criterion(id, WORDS, cite=CITE, means=either)


def test_readings_of_one_name_have_the_same_options():
    yes, no = Household.registered, Household.on_allowance
    one = read_as("x.a", own=yes, wide=no)
    assert put(one, read_as("x.b", own=no, wide=yes)).reading_options() == {"x.r": ("own", "wide")}
    for other in (read_as("x.b", own=yes, narrow=no), read_as("x.b", own=yes, wide=no, narrow=no)):
        with pytest.raises(BadRule) as caught:
            put(one, other)
        for language in ("zh", "en"):
            told = caught.value.text(language)
            assert told.startswith(other.info.where)
            assert all(name in told for name in ("x.r", "x.a", "x.b"))


CITING = {
    "clause": lambda: below(cite=OTHER.at("一")),
    "figure": lambda: criterion(
        "x.c",
        WORDS,
        cite=CITE,
        means=Household.income_per_head.below(yuan_per_head(1, cite=OTHER.at("一"))),
    ),
    "dated value": lambda: parameter(
        "x.c",
        WORDS,
        since("2020-01-01", yuan_per_head(1, cite=CITE)),
        since("2021-01-01", yuan_per_head(2, cite=OTHER.at("一"))),
    ),
}


@pytest.mark.parametrize("citing", CITING)
def test_only_documents_that_are_listed_are_cited(citing):
    clause = CITING[citing]()
    put(clause)
    with pytest.raises(BadRule) as caught:
        rules("x", WORDS, documents=[DOC], clauses=[clause])
    for language in ("zh", "en"):
        told = caught.value.text(language)
        assert told.startswith(clause.info.where)
        assert "x.c" in told
        assert OTHER.number in told


def test_rules_say_for_which_edition_they_are_written():
    assert put(below()).edition == EDITION
    assert put(below(), edition=EDITION + 1).edition == EDITION + 1


def test_one_clause_given_twice_is_one_id_given_once():
    clause = below()
    assert len(put(clause).by_id) == 1


@pytest.mark.parametrize(
    "header",
    [
        "户主",
        "head_name",
        "户主姓名",
        "NAME OF THE HEAD",
        "户 主",
        "HeadName",
        "ｎａｍｅ ｏｆ ｔｈｅ ｈｅａｄ",
    ],
)
def test_two_facts_under_one_header_are_refused(header):
    fact = yes_no(("甲", "a"), header).on(Household, "another")
    with pytest.raises(DuplicateLabel) as caught:
        put(criterion("x.c", WORDS, cite=CITE, means=fact))
    assert {caught.value.parts["first"], caught.value.parts["second"]} == {"head_name", "another"}


@pytest.mark.parametrize(
    "name", ["id", "prices_of", "more", "persons", "entries", "village", "Village", "pricesof"]
)
def test_what_a_record_holds_besides_is_no_name_of_a_fact(name):
    fact = yes_no(("甲", "a")).on(Household, name)
    with pytest.raises(BadRule) as caught:
        put(criterion("x.c", WORDS, cite=CITE, means=fact))
    assert name in caught.value.text("zh")
    assert name in caught.value.text("en")


@pytest.mark.parametrize("header", ["ID", "Prices of"])
def test_the_columns_of_id_and_price_year_are_no_headers_of_a_fact(header):
    fact = yes_no(("甲", "a"), header).on(Household, "another")
    with pytest.raises(BadRule):
        put(criterion("x.c", WORDS, cite=CITE, means=fact))


def test_a_relation_of_another_subject_is_a_name_like_any_other():
    fact = yes_no(("甲", "a")).on(Village, "persons")
    put(criterion("x.c", WORDS, cite=CITE, means=fact))


def test_two_facts_of_one_label_are_refused():
    one, two = (yes_no(("甲", "a")).on(Household, name) for name in ("one", "two"))
    with pytest.raises(DuplicateLabel):
        put(criterion("x.c", WORDS, cite=CITE, means=all_of(one, two)))
    elsewhere = yes_no(("甲", "a")).on(Village, "one")
    put(
        criterion("x.c", WORDS, cite=CITE, means=one),
        criterion("x.d", WORDS, cite=CITE, means=elsewhere),
    )


def test_a_clause_defined_by_itself_is_refused():
    circle = criterion("x.circle", WORDS, cite=CITE, means=Household.registered)
    object.__setattr__(circle, "means", all_of(circle, Household.registered))
    with pytest.raises(Cycle) as caught:
        put(circle)
    assert "x.circle" in caught.value.text("zh")
    assert caught.value.text("en").startswith(circle.info.where)


def test_a_longer_circle_is_refused():
    first = criterion("x.a", WORDS, cite=CITE, means=Household.registered)
    second = standard("x.b", WORDS, all_of(first, Household.food_assured), cite=CITE)
    object.__setattr__(first, "means", all_of(second))
    with pytest.raises(Cycle):
        put(first, second)


def test_a_shared_part_is_no_circle():
    shared = below()
    put(shared, standard("x.s", WORDS, all_of(shared, shared), cite=CITE))


def test_a_definition_that_needs_itself_is_refused():
    policy = open_policy(
        put(
            one := undefined_term("x.one", ("甲", "one"), cite=CITE),
            two := undefined_term("x.two", ("乙", "two"), cite=CITE),
            standard("x.s", WORDS, all_of(one, Household.registered), cite=CITE),
        ),
        "2020-01-01",
    )
    with pytest.raises(Cycle):
        policy.define("x.one", all_of(one, Household.registered), source="县")
    half = policy.define("x.one", all_of(two, Household.registered), source="县")
    with pytest.raises(Cycle):
        half.define("x.two", all_of(one, Household.registered), source="乡")


# --- looking at rules ----------------------------------------------------------------------------


def test_the_clauses_of_a_module_come_once_in_the_order_they_are_written():
    ids = [clause.info.id for clause in clauses_of(sample_policy, sample_policy)]
    assert ids[:3] == ["yunxi.line", "yunxi.average", "yunxi.exit_line"]
    assert len(ids) == len(set(ids))


def at(*places):
    return [
        undefined_term(f"x.{n}", (place, place), cite=DOC.at(place))
        for n, place in enumerate(places)
    ]


def placed(*groups):
    return [clause.info.cite.place for clause in in_order(*groups)]


def test_clauses_come_in_the_order_of_the_document():
    places = ["head", "title", "一", "一.1", "一.2", "一.10", "二", "二.3", "三.1", "十", "附则"]
    assert placed(at(*places)) == places
    assert placed(at(*reversed(places))) == places
    assert placed(at(*places[::2]), at(*places[1::2])) == places
    assert isinstance(in_order(at(*places)), tuple)
    assert in_order() == in_order([]) == ()


def test_a_clause_that_is_given_twice_is_taken_once():
    one, two = at("二", "一"), at("三")
    assert in_order(one, two, one) == (one[1], one[0], *two)


def test_of_several_places_the_first_counts():
    assert placed(at("二.1", "一.2/二.9", "一.3", "一.2", "head/三.1", "head", "二/三", "二")) == [
        "head",
        "head/三.1",
        "一.2",
        "一.2/二.9",
        "一.3",
        "二",
        "二/三",
        "二.1",
    ]


def test_clauses_of_one_place_come_as_they_are_given():
    first, second = at("一.1", "一.1"), at("一.1")
    assert in_order(second, first) == (*second, *first)
    assert in_order(first, second) == (*first, *second)
    assert in_order(reversed(first)) == tuple(reversed(first))


def test_places_that_are_no_part_and_item_come_last_as_they_are_given():
    assert placed(at("whole", "一.1", "附表")) == ["一.1", "whole", "附表"]


def test_a_clause_is_found_by_id_and_a_standard_by_name():
    loaded = sample_policy.load()
    assert loaded.find("yunxi.poor") is sample_policy.POOR
    assert loaded.find("household.exit") is sample_policy.EXIT
    with pytest.raises(UnknownClause) as caught:
        loaded.find("yunxi.pour")
    assert 'Did you mean "yunxi.poor"?' in caught.value.text("en")
    assert isinstance(caught.value, LookupError)


def test_readings_and_undefined_terms_are_listed():
    loaded = sample_policy.load()
    assert loaded.reading_options() == {"yunxi.housing": ("own", "wide")}
    assert list(undefined_terms(loaded)) == ["yunxi.hardship"]


def test_the_facts_that_a_policy_adds():
    assert {fact.info.name for fact in sample_policy.load().extensions} == {
        "measures",
        "loss_share",
    }


def test_a_policy_is_issued_with_its_first_document():
    both = rules("x", WORDS, documents=[DOC, OTHER], clauses=[below()])
    assert both.issued == dt.date(2019, 6, 1)
    undated = document("x", WORDS)
    assert rules("x", WORDS, documents=[undated], clauses=[]).issued is None


def test_the_subject_of_a_clause_is_found_from_what_it_reads():
    assert subject_of(below()) is Household
    assert subject_of(sample_policy.SMALL) is Household
    assert subject_of(sample_policy.VILLAGE_EXIT) is Village
    assert subject_of(Household.persons.listed().count()) is Household
    assert subject_of(Person.household.of(Household.registered)) is Person


def test_a_clause_about_two_subjects_is_refused_when_the_rules_are_built():
    large = Village.registered_population.above(count(5000, cite=CITE))
    mixed = criterion("x.c", WORDS, cite=CITE, means=all_of(Household.registered, large))
    with pytest.raises(BadRule) as caught:
        put(mixed)
    assert "Household" in caught.value.text("en")
    assert "Village" in caught.value.text("en")


def test_two_kinds_of_subject_of_one_name_are_refused():
    def kind():
        class Fund(Subject):
            label = Text("资金", "fund")
            spent = yes_no(("已用", "spent"))

        return Fund

    made = [criterion(f"x.{n}", WORDS, cite=CITE, means=kind().spent) for n in range(2)]
    with pytest.raises(BadRule) as caught:
        put(*made)
    for language in ("zh", "en"):
        assert "Fund" in caught.value.text(language)
