"""`povertypolicy.subjects`: records become subjects, with every fault at once and nothing defaulted."""

import copy
import datetime as dt
import pickle
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povertypolicy import (
    County,
    Household,
    IncomeEntry,
    InvalidData,
    Person,
    Subject,
    Text,
    Village,
    count,
    read,
    write,
    yuan,
    yuan_per_head,
)
from povertypolicy.expr.facts import FACTS
from povertypolicy.expr.fields import yes_no
from povertypolicy.expr.relations import many

TRAINED = yes_no(("参加过培训", "has been trained")).on(Person, "trained")
SUBJECTS = (Person, IncomeEntry, Household, Village, County)
PLAIN = {
    "id": "7",
    "prices_of": 2014,
    "registered": True,
    "wage_income": "9000.50",
    "persons": [
        {"labour_capacity": "able", "birth_date": "1990-01-01", "insured": False},
        {"insured": True},
    ],
    "entries": [{"day": "2016-05-01", "kind": "wage", "amount": 100}],
}


def faults(build):
    with pytest.raises(InvalidData) as caught:
        build()
    return {(fault.code, fault.path) for fault in caught.value.faults}


# --- from plain data -----------------------------------------------------------------------------


def test_plain_data_become_a_subject():
    household = read(Household, PLAIN)
    assert household.wage_income == 900050
    assert household.persons[0].birth_date == dt.date(1990, 1, 1)
    assert household.persons[1].labour_capacity is None
    assert household.entries[0].amount == 10000
    assert (household.id, household.prices_of) == ("7", 2014)


def test_nothing_is_defaulted():
    for kind in SUBJECTS:
        subject = read(kind, {})
        known = {
            name: value
            for name, value in vars(subject).items()
            if value is not None and name not in ("more", "income_record")
        }
        assert known == {}


def test_what_is_read_is_written_and_read_again():
    household = read(Household, PLAIN)
    again = write(household)
    assert read(Household, again) == household
    assert again["wage_income"] == "9000.5"
    assert again["persons"][1] == {"insured": True}


def test_every_fault_is_told_at_once_with_its_path():
    data = {
        "wage_incom": 1,
        "registered": "也许",
        "prices_of": 1900,
        "id": 1.5,
        "persons": [{"birth_date": "2015-02-30"}, {"insured": 7, "nonsense": 1}, "某人"],
        "entries": {},
    }
    assert faults(lambda: read(Household, data)) == {
        ("unknown-key", "wage_incom"),
        ("not-yes-no", "registered"),
        ("not-a-year", "prices_of"),
        ("not-text", "id"),
        ("no-such-day", "persons[0].birth_date"),
        ("not-yes-no", "persons[1].insured"),
        ("unknown-key", "persons[1].aaaaaaaa"),
        ("not-an-object", "persons[2]"),
        ("not-a-list", "entries"),
    }


def test_a_misspelt_key_is_a_fault_with_a_suggestion():
    with pytest.raises(InvalidData) as caught:
        read(Household, {"wage_incom": 1})
    assert 'Did you mean "wage_income"?' in caught.value.text("en")
    assert "您是否想写“wage_income”？" in caught.value.text("zh")


@pytest.mark.parametrize("data", [None, [], "某户", 7])
def test_a_record_is_an_object(data):
    assert faults(lambda: read(Household, data)) == {("not-an-object", "")}


def test_too_many_members_are_refused():
    assert faults(lambda: read(Household, {"persons": [{}] * 65})) == {("too-many", "persons")}
    assert len(read(Household, {"persons": [{}] * 64}).persons) == 64


def test_no_members_are_known_and_missing_members_are_not():
    assert read(Household, {"persons": []}).persons == ()
    assert read(Household, {"persons": None}).persons is None


@pytest.mark.parametrize("year", [1978, "2014", " 2100 "])
def test_price_years(year):
    assert read(Household, {"prices_of": year}).prices_of == int(year)


@pytest.mark.parametrize("year", [1977, 2101, "二〇一四", "2014年", True, 2014.0, "２０１４"])
def test_what_is_no_price_year(year):
    assert faults(lambda: read(Household, {"prices_of": year})) == {("not-a-year", "prices_of")}


def test_members_state_no_other_price_year():
    assert faults(
        lambda: read(Household, {"prices_of": 2014, "entries": [{"prices_of": 2016}]})
    ) == {("price-years-differ", "entries[0]")}
    assert (
        read(Household, {"prices_of": 2014, "entries": [{"prices_of": 2014}, {}]}).prices_of == 2014
    )


def test_messages_never_show_a_value():
    secret = "赵某440106199001011234"
    with pytest.raises(InvalidData) as caught:
        read(
            Household,
            {"wage_income": secret, "registered": secret, "persons": [{"birth_date": secret}]},
        )
    assert len(caught.value.faults) == 3
    assert secret not in str(caught.value)
    assert "赵" not in str(caught.value)
    assert "4401" not in repr(caught.value.faults)


# --- from code -----------------------------------------------------------------------------------


def test_code_spells_money_out():
    assert Household(wage_income=yuan("9000.50")).wage_income == 900050
    assert faults(lambda: Household(wage_income=9000)) == {("ambiguous-unit", "wage_income")}
    assert faults(lambda: Household(wage_income=yuan_per_head(9000))) == {
        ("wrong-unit", "wage_income")
    }
    assert Village(registered_population=count(300)).registered_population == 300


def test_code_gives_members_as_subjects():
    assert faults(lambda: Household(persons=[{"insured": True}])) == {("not-an-object", "persons")}
    assert faults(lambda: Household(persons=[Village()])) == {("not-an-object", "persons")}
    assert Household(persons=(Person(insured=True),)).persons[0].insured is True


def test_every_fault_in_code_is_told_at_once():
    assert faults(lambda: Household(wage=1, registered="是", wage_income=1)) == {
        ("unknown-key", "wage"),
        ("not-yes-no", "registered"),
        ("ambiguous-unit", "wage_income"),
    }


def test_with_changes_some_facts_and_leaves_the_first_alone():
    first = Household(wage_income=yuan(1), registered=True)
    second = first.with_(wage_income=yuan(2), registered=None)
    assert (first.wage_income, second.wage_income) == (100, 200)
    assert (first.registered, second.registered) == (True, None)
    assert faults(lambda: first.with_(wage=1)) == {("unknown-key", "wage")}


def test_with_checks_contradictions_with_what_was_known():
    village = Village(registered_population=count(100))
    assert faults(lambda: village.with_(poor_persons=count(101))) == {
        ("contradiction", "poor_persons")
    }
    assert village.with_(poor_persons=count(100)).poor_persons == 100


def test_subjects_are_frozen_values():
    household = read(Household, PLAIN)
    with pytest.raises(AttributeError):
        household.registered = False
    assert household == read(Household, PLAIN)
    assert household != household.with_(registered=False)


def test_subjects_travel_to_other_processes():
    household = read(Household, {**PLAIN, "persons": [{"trained": True}]}, [TRAINED])
    for again in (pickle.loads(pickle.dumps(household)), copy.deepcopy(household)):
        assert again == household
        assert again.persons[0].more == {"trained": True}


def test_personal_facts_are_not_in_the_representation():
    told = repr(
        Person(name="某人", identity_number="440106", birth_date="1990-01-01", insured=True)
    )
    assert told == "Person(insured=True)"


def test_personal_facts_are_those_that_identify_somebody():
    personal = {
        f"{kind.__name__}.{name}"
        for kind in SUBJECTS
        for name, fact in kind.facts.items()
        if fact.info.personal
    }
    assert personal == {
        "Person.name",
        "Person.identity_number",
        "Person.birth_date",
        "Household.head_name",
    }


# --- facts that plugins add ----------------------------------------------------------------------


def test_a_plugin_adds_facts_without_touching_the_core():
    person = read(Person, {"trained": "是", "insured": True}, [TRAINED])
    assert person.more == {"trained": True}
    assert write(person, [TRAINED]) == {"insured": True, "trained": True}
    assert Person(more={TRAINED: False}).more == {"trained": False}


def test_added_facts_reach_the_members():
    household = read(Household, {"persons": [{"trained": True}]}, [TRAINED])
    assert household.persons[0].more["trained"] is True
    assert faults(lambda: read(Household, {"trained": True}, [TRAINED])) == {
        ("unknown-key", "aaaaaaa")
    }


def test_with_changes_added_facts_as_the_constructor_sets_them():
    person = Person(insured=True, more={TRAINED: False})
    assert person.with_(more={TRAINED: True}).more == {"trained": True}
    assert person.with_(insured=False).more == {"trained": False}


def test_a_plugin_declares_subjects_of_its_own():
    class Class(Subject):
        label = Text("培训班", "training class")
        full = yes_no(("满员", "full"))
        students = many(lambda: Person, ("学员", "students"), most=2)

    made = read(Class, {"full": True, "students": [{"insured": True}]})
    assert made.students[0].insured is True
    assert set(Class.facts) == {"full"}
    assert faults(lambda: read(Class, {"students": [{}, {}, {}]})) == {("too-many", "students")}
    assert Class.ancestors() == frozenset()


# --- the common subjects -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "record"),
    [
        ({}, None),
        ({"wage_income": 1}, "by_source"),
        ({"income_per_head": 1}, "per_head"),
        ({"income_per_head": 1, "transfer_income": 1, "income_record": "by_source"}, "by_source"),
        ({"income_per_head": 1, "income_record": "by_source"}, "by_source"),
        ({"wage_income": 1, "income_record": "per_head"}, "per_head"),
    ],
)
def test_a_household_says_by_its_form_how_income_is_recorded(data, record):
    assert read(Household, data).income_record == record


def test_income_in_two_forms_contradicts_while_the_record_does_not_say_which_holds():
    both = {"income_per_head": 1, "transfer_income": 1}
    assert faults(lambda: read(Household, both)) == {("contradiction", "income_per_head")}


def test_a_change_of_income_changes_the_form_that_the_record_shows():
    family = Household(income_per_head=yuan_per_head(3000))
    changed = family.with_(income_per_head=None, wage_income=yuan(9000))
    assert (family.income_record, changed.income_record) == ("per_head", "by_source")
    assert Household().with_(income_per_head=yuan_per_head(1)) == Household(
        income_per_head=yuan_per_head(1)
    )


def test_an_amount_cannot_state_other_prices_than_its_record():
    amount = yuan_per_head(3900, prices_of=2016)
    wrong = {("price-years-differ", "income_per_head")}
    assert faults(lambda: Household(prices_of=2014, income_per_head=amount)) == wrong
    assert faults(lambda: Household(income_per_head=amount)) == wrong
    assert Household(prices_of=2016, income_per_head=amount).income_per_head == 390_000


def test_more_poor_persons_than_persons_contradict():
    data = {"poor_persons": 11, "registered_population": 10}
    assert faults(lambda: read(Village, data)) == {("contradiction", "poor_persons")}
    assert faults(lambda: read(County, {"villages": [data]})) == {
        ("contradiction", "villages[0].poor_persons")
    }


@pytest.mark.parametrize("kind", SUBJECTS)
def test_every_fact_has_both_labels_and_a_table_header_of_its_own(kind):
    headers = [header for fact in kind.facts.values() for header in set(fact.info.all_headers())]
    assert len(headers) == len(set(headers))
    for name, fact in kind.facts.items():
        assert isinstance(fact, FACTS)
        assert fact.info.key == (kind, name)
        assert fact.info.label.zh != fact.info.label.en


def test_who_stands_above():
    assert Person.ancestors() == {Household, Village, County}
    assert Village.ancestors() == {County}
    assert County.ancestors() == frozenset()


class _Kinds:
    """What a record may hold under any name."""

    values: ClassVar = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
        ),
        max_leaves=8,
    )


@given(
    st.dictionaries(
        st.sampled_from([*Household.facts, "persons", "entries", "id", "prices_of", "x"]),
        _Kinds.values,
        max_size=6,
    )
)
def test_reading_anything_gives_a_subject_or_faults(data):
    try:
        household = read(Household, data)
    except InvalidData as error:
        assert error.faults  # noqa: PT017
    else:
        assert read(Household, write(household)) == household
