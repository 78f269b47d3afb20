"""What a clause asks: empty forms and JSON Schemas that fit what reading takes; the schema of a decision."""

import json

import jsonschema
import pytest
import register_samples as samples
import sample_policy
from hypothesis import given
from hypothesis import strategies as st

import povertypolicy
from povertypolicy import Household, IncomeEntry, Person, Village, as_json
from povertypolicy.deciding.forms import decision_schema, form, json_schema, tables
from povertypolicy.errors import InvalidData
from povertypolicy.quantities import yuan
from povertypolicy.register.headers import bind
from povertypolicy.register.tables import Table
from povertypolicy.register.templates import table_header

POLICY = samples.policy()
ABOUT = [clause for clause in POLICY if clause.subject is not povertypolicy.Subject]
Checker = jsonschema.Draft202012Validator


FORMS = [
    pytest.param(clause, kind, id=f"{clause.info.id}-{kind.__name__}")
    for clause in ABOUT
    for kind in tables(clause)
]


def test_the_form_of_a_standard_holds_what_it_asks():
    empty = form(POLICY["household.exit"])
    assert set(empty) == {
        "id",
        "prices_of",
        "housing_assured",
        "on_allowance",
        "wage_income",
        "business_income",
        "transfer_income",
        "production_expense",
        "persons",
    }
    [member] = empty["persons"]
    assert set(member) == {
        "id",
        "insured",
        "birth_date",
        "on_allowance",
        "out_of_school",
        "labour_capacity",
    }


def test_members_are_in_the_form_even_when_they_are_only_counted():
    assert form(POLICY["yunxi.poor"])["persons"] == [{"id": None}]


def test_the_subject_above_has_a_form_of_its_own():
    assert tables(POLICY["yunxi.small"]) == (Household, Village)
    assert form(POLICY["yunxi.small"], Village) == {"id": None, "registered_population": None}


@pytest.mark.parametrize(("clause", "kind"), FORMS)
def test_every_empty_form_fits_its_schema_and_is_read(clause, kind):
    schema, empty = json_schema(clause, kind), form(clause, kind)
    Checker.check_schema(schema)
    Checker(schema).validate(empty)
    read = POLICY.read(kind, empty)
    assert all(read.__dict__[name] is None for name in kind.facts if name != "income_record")


@pytest.mark.parametrize(("clause", "kind"), FORMS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_empty_table_is_taken_back(clause, kind, language):
    header = table_header(clause, kind, language)
    binding = bind(
        Table("f", tuple(header), ()), kind, POLICY.rules.extensions, given=tables(clause)
    )
    assert binding.faults == ()
    asked = {fact.info.name for fact in clause.asks().get(kind, ())}
    assert asked <= set(binding.keys.values()) <= asked | {"id", "prices_of"}


def test_a_schema_refuses_what_reading_refuses():
    schema = json_schema(POLICY["household.exit"])
    for bad in (
        {"wage_incme": 1},
        {"housing_assured": "often"},
        {"persons": [{"labour_capacity": "strong"}]},
        {"persons": {}},
        {"prices_of": 17},
        {"wage_income": -1},
    ):
        assert not Checker(schema).is_valid(bad), bad
        with pytest.raises(InvalidData):
            POLICY.read(Household, bad)


MONEY = st.none() | st.integers(0, 10_000)
FLAG = st.none() | st.booleans()
PERSON = st.fixed_dictionaries(
    {},
    optional={
        "labour_capacity": st.sampled_from([None, "able", "partial", "none"]),
        "insured": FLAG,
        "on_allowance": FLAG,
        "out_of_school": FLAG,
        "birth_date": st.none() | st.dates().map(str),
    },
)
FAMILY = st.fixed_dictionaries(
    {},
    optional={
        "prices_of": st.sampled_from([None, 2014, 2017]),
        "wage_income": MONEY,
        "business_income": MONEY,
        "transfer_income": MONEY,
        "production_expense": MONEY,
        "housing_assured": FLAG,
        "on_allowance": FLAG,
        "persons": st.none() | st.lists(PERSON, max_size=3),
    },
)


@given(FAMILY)
def test_what_fits_the_schema_is_read_and_its_decision_fits_the_other(data):
    Checker(json_schema(POLICY["household.exit"])).validate(data)
    household = POLICY.read(Household, data)
    checker = Checker(decision_schema())
    for name in ("household.exit", "household.identification", "yunxi.kind", "yunxi.gross"):
        checker.validate(json.loads(json.dumps(as_json(POLICY.ask(name, household)))))


def test_the_decisions_of_every_clause_fit_the_schema():
    checker = Checker(decision_schema())
    Checker.check_schema(decision_schema())
    chosen = POLICY.choose("yunxi.housing", "own")
    families = [
        sample_policy.family(),
        Household(),
        sample_policy.family(persons=[]),
        sample_policy.family(wage_income=yuan("7000.01"), persons=[Person()] * 3),
        sample_policy.family(entries=[IncomeEntry(amount=yuan(1))]),
    ]
    villages = [Village(), Village(prices_of=2017, households=families), Village(households=[])]
    told = 0
    for policy in (POLICY, chosen, sample_policy.policy()):
        for clause in policy:
            about = {Household: families, Village: villages}.get(clause.subject, [None])
            for subject in about:
                checker.validate(as_json(clause.ask(subject)))
                told += 1
    assert told > 150


def test_a_changed_decision_does_not_fit_the_schema():
    good = as_json(POLICY.ask("household.exit", sample_policy.family()))
    checker = Checker(decision_schema())
    for change in (
        {"outcome": "maybe"},
        {"more": 1},
        {"digest": "x"},
        {"outcome": None},
        {"rules_on": "2018"},
    ):
        assert not checker.is_valid({**good, **change}), change
    assert not checker.is_valid({k: v for k, v in good.items() if k != "notice"})
