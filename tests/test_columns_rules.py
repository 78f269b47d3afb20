"""Rules of every sort as columns: rows under rows, subjects above, settings, many criteria; and how they are asked."""

import datetime as dt
from itertools import product
from types import MappingProxyType
from typing import Any

import attrs
import numpy as np
import pytest
from oracle.lines import CITE
from oracle.records import EXTENSIONS, HOUSES, Seeded, record
from oracle.registers import Register, alone, batch, renamed, rows_of, sealed

from povertypolicy.clauses import classification, formula, undefined_term
from povertypolicy.columns.data import Above, Column, Frame
from povertypolicy.columns.deciding import decide
from povertypolicy.columns.kernel import FAULT, WORD_FAULT
from povertypolicy.columns.records import frame_of
from povertypolicy.criteria import criterion
from povertypolicy.expr import fields
from povertypolicy.expr import nodes as n
from povertypolicy.parameters import SuppliedValue, parameter, price_index, since, supplied
from povertypolicy.policies import Definition, Derivation, Settings
from povertypolicy.quantities import (
    Fen,
    Money,
    Quantity,
    count,
    percent,
    years,
    yuan,
    yuan_per_head,
)
from povertypolicy.subjects import Household, IncomeEntry, Person, Subject, Village, build

DAY = dt.date(2017, 12, 31)
PLAIN = Settings(DAY, DAY, index=price_index({2014: 100, 2016: "103.5", 2017: 110}, source="s"))
BY_NAME = {fact.info.name: fact for fact in EXTENSIONS}
INCOME, BALANCE = (BY_NAME[name] for name in ("test_income", "test_balance"))


def figure(value: Any) -> Any:
    return yuan(value, cite=CITE)


def asks(name: str, means: Any, **how: Any) -> Any:
    return criterion(
        f"test.{name}", (f"条件{name}", f"criterion {name}"), means=means, cite=CITE, **how
    )


def number(name: str, value: Any) -> Any:
    return formula(f"test.{name}", (f"数{name}", f"number {name}"), value, cite=CITE)


def random_register(
    kind: type[Subject], nodes: list[Any], settings: Settings = PLAIN, rows: int = 30
) -> Register:
    """Clauses about random subjects, two of which stand above others, or none does."""
    chance = Seeded(f"{kind.__name__} {nodes[0].info.id}")
    subjects = tuple(
        record(chance, kind, gaps=chance.pick((0, 0, 30, 6, 2)), most=3) for _ in range(rows)
    )
    above = {}
    for parent in (Household, Village):
        if parent not in kind.ancestors():
            continue
        some = [record(chance, parent, gaps=chance.pick((0, 5))) for _ in range(3)]
        unlisted = dict.fromkeys(parent.relations)
        some[2] = build(parent, {**some[2].__dict__, **unlisted})
        above[parent] = tuple(chance.pick((*some, None)) for _ in subjects)
    return Register(renamed(nodes), settings, kind, subjects, above)


def agree(kind: type[Subject], nodes: list[Any], settings: Settings = PLAIN, rows: int = 30) -> Any:
    """Check that clauses say the same of random subjects, alone and as columns; return what they say."""
    about = random_register(kind, nodes, settings, rows)
    together, frame = about.together(), about.frame()
    expected = alone(about, together)
    assert batch(together, frame) == expected
    assert batch(together, frame, chunk=4) == expected
    return expected


# --- rows and subjects above ---------------------------------------------------------------------

MEMBERS = Household.persons.listed()
INSURED = Household.persons.where(Person.insured)
AT_HOME = Person.household.of(MEMBERS.count())
POOR = Village.households.where(Household.registered)
WAGES = Household.entries.where(IncomeEntry.kind.equals("wage"))

PERSON = {
    "crowded": asks("a", AT_HOME.at_least(count(2, cite=CITE))),
    "all insured at home": asks("a", Person.household.of(MEMBERS.all(Person.insured))),
    "both": asks("a", n.all_of(Person.insured, Person.household.of(Household.registered))),
    "share of home": number("a", INCOME / AT_HOME),
    "what others have": number("a", Person.household.of(MEMBERS.sum(INCOME)) - INCOME),
    "wages at home": asks("a", Person.household.of(WAGES.sum(IncomeEntry.amount)).above(figure(2))),
    "poor in the village": number(
        "a", Person.household.of(Household.village.of(POOR.sum(MEMBERS.count())))
    ),
    "word": asks("a", Person.labour_capacity.is_one_of("able", "partial")),
    "grown": asks("a", Person.birth_date.age().at_least(years(18, cite=CITE))),
    "born": asks("a", Person.birth_date.before(n.day("2016-06-04", cite=CITE))),
}
VILLAGE = {
    "somebody": asks("a", Village.households.listed().any(MEMBERS.any(Person.insured))),
    "everybody": asks("a", POOR.all(MEMBERS.all(Person.insured))),
    "how many": number(
        "a", Village.households.where(INSURED.count().at_least(count(1, cite=CITE))).count()
    ),
    "all income": number("a", POOR.sum(INSURED.sum(INCOME))),
    "income a head": number("a", POOR.sum(MEMBERS.sum(INCOME)) / POOR.sum(MEMBERS.count())),
    "beside the village": asks(
        "a",
        POOR.all(
            n.compare(
                "at_least",
                MEMBERS.sum(INCOME),
                Household.village.of(Village.households.listed().count())
                * yuan_per_head("0.5", cite=CITE),
            )
        ),
    ),
    "few": asks("a", (POOR.sum(WAGES.sum(IncomeEntry.amount))).below(figure(3))),
    "share": asks(
        "a", (POOR.count() / Village.households.listed().count()).at_most(percent(50, cite=CITE))
    ),
    "households with nobody": asks(
        "a", Village.households.listed().any(n.none_of(MEMBERS.any(Person.insured)))
    ),
}


@pytest.mark.parametrize("name", PERSON)
def test_persons_with_the_household_and_village_above(name):
    (told,) = agree(Person, [PERSON[name]])
    assert len({str(said.answer) for said in told}) > 1


@pytest.mark.parametrize("name", VILLAGE)
def test_villages_over_households_over_persons(name):
    (told,) = agree(Village, [VILLAGE[name]])
    assert len({str(said.answer) for said in told}) > 1


def test_clauses_about_one_subject_are_asked_together():
    agree(Person, list(PERSON.values()))
    agree(Village, list(VILLAGE.values()))


# --- settings ------------------------------------------------------------------------------------

GIVEN = supplied("test.given", ("另给的线", "a line to give"), Money, cite=CITE)
TERM = undefined_term("test.term", ("困难", "hardship"), cite=CITE)
READ = n.readings(
    "scope",
    ("范围", "scope"),
    narrow=(("窄", "narrow"), MEMBERS.all(Person.insured)),
    wide=(("宽", "wide"), MEMBERS.any(Person.insured)),
    left=(("留", "left"), Household.registered),
)
LINE = parameter(
    "test.line", ("线", "line"), since("2016-06-04", figure(1)), since("2018-01-01", figure(3))
)
KIND = n.cases(n.when(READ, n.NOT_APPLICABLE), otherwise=Household.food_assured)
BRANCHES = n.cases(
    n.when(Household.registered, asks("first", Household.food_assured)),
    n.when(asks("met", Household.on_allowance), asks("second", Household.clothing_assured)),
    otherwise=asks("last", Household.housing_assured),
)
HOUSEHOLD = [
    asks("given", Household.wage_income.at_least(GIVEN)),
    asks("term", n.any_of(TERM, Household.registered)),
    asks("read", READ),
    asks("line", Household.wage_income.at_least(LINE)),
    asks("past", Household.registered, until="2017-12-30"),
    asks("limited", Household.food_assured, applies_when=TERM),
    asks("cases", KIND),
    number("balance", BALANCE.at_prices_of(2016) + Household.wage_income),
    classification(
        "test.word",
        ("类", "class"),
        HOUSES,
        n.when(READ, "brick"),
        n.when(TERM, n.NOT_APPLICABLE),
        n.when(Household.registered, n.undetermined(("没说", "not said"))),
        otherwise="adobe",
        cite=CITE,
    ),
    asks("branches", BRANCHES),
    asks("said", BY_NAME["test_house"].is_one_of("adobe")),
    asks("goods", BY_NAME["test_goods"].covers("stove", "quilt")),
    asks("open", n.all_of(n.undetermined(("没说", "not said")), Household.registered)),
]
SUPPLIED = {"test.given": SuppliedValue(Quantity(100, Money), "source")}
DEFINED = {
    "test.term": Definition(MEMBERS.sum(INCOME).below(figure(2)), "source"),
}


@pytest.mark.parametrize("day", ["2016-06-03", "2017-12-31", "2018-06-01"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"supplied": SUPPLIED},
        {"definitions": DEFINED},
        {"chosen": {"scope": "wide"}, "index": None},
        {"chosen": {"scope": "left"}, "supplied": SUPPLIED, "definitions": DEFINED},
    ],
)
def test_days_supplied_numbers_readings_and_definitions(day, changes):
    frozen = {key: MappingProxyType(v) if isinstance(v, dict) else v for key, v in changes.items()}
    ready = attrs.evolve(PLAIN, rules_on=dt.date.fromisoformat(day), **frozen)
    agree(Household, HOUSEHOLD, ready, rows=24)


def test_facts_that_are_worked_out_from_other_records():
    persons = POOR.sum(MEMBERS.count())
    derived = {
        fact.info.key: Derivation(fact, expression)
        for fact, expression in (
            (Village.poor_persons, persons),
            (Household.registered, MEMBERS.any(Person.insured)),
        )
    }
    ready = attrs.evolve(PLAIN, derived=MappingProxyType(derived))
    few = Village.poor_persons.at_most(count(2, cite=CITE))
    ratio = Village.poor_persons / Village.registered_population
    agree(Village, [asks("few", few), number("ratio", ratio), VILLAGE["all income"]], ready)
    agree(Person, [PERSON["both"], PERSON["poor in the village"]], ready)


# --- more bits than one integer holds ------------------------------------------------------------

MANY_FLAGS = [
    fields.yes_no((f"条{i}", f"flag {i}")).on(Household, f"rules_flag_{i}") for i in range(70)
]


def test_seventy_criteria_and_seventy_missing_facts_are_told_apart():
    parts = [asks(f"part_{i}", fact) for i, fact in enumerate(MANY_FLAGS)]
    node = asks("all", n.any_of(n.all_of(*parts[:35]), n.all_of(*parts[35:])))
    chance = Seeded("seventy")
    subjects = tuple(
        build(
            Household,
            {
                "more": {
                    fact.info.name: value
                    for fact in MANY_FLAGS
                    if (value := chance.pick((True, True, False, None, None))) is not None
                }
            },
        )
        for _ in range(20)
    )
    nobody = build(Household, {})
    about = Register(
        renamed([node]), PLAIN, Household, (*subjects, nobody), extensions=tuple(MANY_FLAGS)
    )
    together, frame = about.together(), about.frame()
    (answer,) = decide(together, frame)
    assert len(answer.answered.not_met) == len(answer.answered.unknown) == 2
    assert len(answer.missing) == 2
    told = rows_of(answer, frame.size)
    assert [told] == alone(about)
    assert len(told[-1].missing) == 70


@pytest.mark.parametrize("parts", [1, 7, 8, 9, 16, 17, 32, 33, 61, 62, 63])
def test_any_number_of_criteria_fits_its_bits(parts):
    node = asks("all", n.any_of(*(asks(f"part_{i}", MANY_FLAGS[i]) for i in range(parts))))
    values = [{}, {f"rules_flag_{parts - 1}": False}, {f"rules_flag_{parts - 1}": True}]
    subjects = tuple(build(Household, {"more": more}) for more in values)
    about = Register(renamed([node]), PLAIN, Household, subjects, extensions=tuple(MANY_FLAGS))
    assert batch(about.together(), about.frame()) == alone(about)


# --- exactly on the line -------------------------------------------------------------------------


@pytest.mark.parametrize("bound", ["below", "at_most", "above", "at_least", "equals"])
def test_rows_on_the_line_and_one_fen_beside_it(bound):
    means = n.compare(
        bound, Household.wage_income / MEMBERS.count(), yuan_per_head(4000, cite=CITE)
    )
    plain = n.compare(bound, Household.wage_income, yuan(4000, prices_of=2014, cite=CITE))
    rows = product((0, 1, 3), (-1, 0, 1), (2014, 2016, None))
    subjects = tuple(
        build(
            Household,
            {
                "wage_income": Fen(400_000 * (people or 1) + beside),
                "persons": (build(Person, {}),) * people,
                "prices_of": year,
            },
        )
        for people, beside, year in rows
    )
    about = Register(
        renamed([asks("head", means), asks("plain", plain)]), PLAIN, Household, subjects
    )
    assert batch(about.together(), about.frame()) == alone(about)


# --- how columns are asked -----------------------------------------------------------------------


def some_register() -> Register:
    chance = Seeded("asked")
    subjects = tuple(record(chance, Household, gaps=5) for _ in range(11))
    return Register(renamed(HOUSEHOLD), PLAIN, Household, subjects)


def test_rows_that_are_not_good_are_not_decided_and_leave_the_others_alone():
    about = some_register()
    together, frame = about.together(), about.frame()
    good = np.array([row % 3 != 1 for row in range(frame.size)])
    expected = batch(together, frame)
    for answer, rows in zip(decide(together, frame, good=good), expected, strict=True):
        told = answer.answered
        for row in range(frame.size):
            if good[row]:
                assert rows_of(answer, frame.size)[row] == rows[row]
                continue
            for codes, fault in ((told.codes, FAULT), (told.words, WORD_FAULT)):
                assert codes is None or codes[row] == fault
            assert told.value is None or not told.value.known[row]
            assert not any(bits[row] for bits in (*told.not_met, *told.unknown))
            assert not any(bits[row] for bits in (*answer.missing, *answer.reasons))
            assert not any(distance.known[row] for distance in told.distances)
    everybody = np.ones(frame.size, np.bool_)
    assert [rows_of(a, frame.size) for a in decide(together, frame, good=everybody)] == expected


def test_what_is_missing_need_not_be_told():
    about = some_register()
    together, frame = about.together(), about.frame()
    untold = [
        [attrs.evolve(said, missing=frozenset(), reasons=frozenset()) for said in rows]
        for rows in batch(together, frame)
    ]
    assert batch(together, frame, missing=False) == untold


def test_progress_is_told_to_the_last_row():
    about = some_register()
    told: list[tuple[int, int]] = []
    decide(
        about.together(),
        about.frame(),
        chunk=4,
        progress=lambda done, every: told.append((done, every)),
    )
    assert told == sorted(told)
    assert told[-1] == (11, 11)


def test_answers_are_called_as_they_were_asked_for():
    about = some_register()
    names = tuple(f"name {place}" for place in range(len(about.nodes)))
    answers = decide(about.together(), about.frame(), names=names)
    assert tuple(answer.name for answer in answers) == names
    assert [answer.info.id for answer in answers] == [node.info.id for node in about.nodes]
    assert [answer.name for answer in decide(about.together(), about.frame())] == [
        node.info.id for node in about.nodes
    ]


def test_nobody_is_decided_without_rows():
    about = attrs.evolve(some_register(), subjects=())
    for answer in decide(about.together(), sealed(frame_of(Household, [], EXTENSIONS))):
        told = answer.answered
        kind = answer.compiled.node
        arrays = [*told.not_met, *told.unknown, *answer.missing, *answer.reasons]
        assert all(len(array) == 0 for array in arrays)
        assert (told.codes is not None) == isinstance(kind, n.Condition)
        assert (told.words is not None) == isinstance(kind, n.Word)
        assert (told.value is not None) == isinstance(kind, n.Number)


def test_the_frame_is_never_written_to():
    about = some_register()
    before, frame = about.frame(), about.frame()
    batch(about.together(), frame, chunk=3)
    for name, column in frame.columns.items():
        assert np.array_equal(column.values, before.columns[name].values), name


def test_a_column_that_is_not_there_is_missing_in_every_row():
    about = attrs.evolve(some_register(), subjects=(build(Household, {}),) * 3)
    empty = Frame(Household, 3)
    expected = alone(about)
    assert batch(about.together(), empty) == expected
    assert batch(about.together(), empty, chunk=2) == expected


def test_one_year_for_all_rows_is_as_good_as_a_year_for_each():
    about = some_register()
    subjects = tuple(build(Household, {**s.__dict__, "prices_of": 2014}) for s in about.subjects)
    about = attrs.evolve(about, subjects=subjects)
    frame = attrs.evolve(about.frame(), years=2014)
    assert batch(about.together(), frame) == batch(about.together(), about.frame()) == alone(about)


def test_nobody_above_any_row_is_as_if_nothing_were_said_of_it():
    nodes = renamed([PERSON["crowded"], PERSON["poor in the village"]])
    subjects = tuple(build(Person, {"insured": flag}) for flag in (True, False, None))
    about = Register(nodes, PLAIN, Person, subjects)
    nowhere = Above(Frame(Household, 0), np.full(3, -1))
    frame = attrs.evolve(about.frame(), above={Household: nowhere})
    assert batch(about.together(), frame) == batch(about.together(), about.frame()) == alone(about)


def test_columns_that_miss_nothing_need_no_mask():
    (node,) = renamed([number("sum", Household.wage_income + Household.business_income)])
    subjects = tuple(
        build(Household, {"wage_income": Fen(i), "business_income": Fen(2 * i), "prices_of": 2014})
        for i in range(4)
    )
    about = Register((node,), PLAIN, Household, subjects)
    columns = {
        "wage_income": Column(np.arange(4), np.zeros(4, np.bool_)),
        "business_income": Column(np.arange(4) * 2),
    }
    frame = Frame(Household, 4, columns, years=2014)
    assert batch(about.together(), frame) == batch(about.together(), about.frame()) == alone(about)
