"""Spark says what the register in memory says, and what the library says of each subject alone."""

import random

import attrs
import pyarrow as pa
import pytest
from oracle.lines import DOC, LATER
from oracle.records import Seeded
from oracle.registers import CODES, alone
from oracle.registers import register as drawn_register
from part_samples import ASKED, VILLAGES, drawn, ids_as
from register_samples import policy

import povertypolicy
from povertypolicy import Household, Person, Village
from povertypolicy.deciding.policy import Policy
from povertypolicy.errors import BadSetting, InvalidData, UnknownClause
from povertypolicy.policies import rules
from povertypolicy.register.registers import register

pytest.importorskip("pyspark")

from spark_samples import by_row, frames, legends, recordable, tables_of

from povertypolicy.register.spark import assess_spark

pytestmark = pytest.mark.filterwarnings("ignore")
"""What Spark does with its sockets and with pandas is not ours."""

NAMES = (*ASKED, "yunxi.kind", "yunxi.gift")


def villages():
    head, *lines = VILLAGES.splitlines()
    rows = [line.split(",") for line in lines]
    return pa.table(dict(zip(head.split(","), map(list, zip(*rows, strict=True)), strict=True)))


def tables(seed, form=None, size=60, **how):
    """Draw a register in no order, with every kind of fault."""
    households, persons = drawn(seed, size=size, **how)
    draw = random.Random(seed)
    draw.shuffle(households)
    draw.shuffle(persons)
    if form is not None:
        households, persons = ids_as(households, form), ids_as(persons, form)
    made = {Household: households, Person: persons}
    return {kind: pa.Table.from_pylist(rows) for kind, rows in made.items()} | {Village: villages()}


def compare(spark, asked, names, given, **how):
    """Both say the same of every row; return the answers."""
    kept = {key: how[key] for key in ("about", "prices_of", "ignore") if key in how}
    expected = register(given, policy=asked, **kept).assess(asked, names)
    answers = assess_spark(asked, names, frames(spark, given), **how)
    told = answers.toArrow()
    assert told.num_rows == len(expected)
    assert by_row(told, legends(answers, names)) == by_row(expected.arrow, expected.legend)
    assert set(told.column_names) - {"faults"} >= set(expected.arrow.column_names) - {"row"} - {
        name for name in expected.arrow.column_names if " distance " in name
    }
    for row in told.to_pylist():
        assert (row["faults"] is None) == (row["status"] == "answered")
    return told, expected


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("buckets", [1, 5])
def test_registers_in_no_order_with_every_fault(spark, seed, buckets):
    told, expected = compare(spark, policy(), NAMES, tables(seed), buckets=buckets)
    assert 0 < expected.counts()["faulty"] < told.num_rows


@pytest.mark.parametrize(
    "form", [str, "H{}".format, " {} ".format], ids=["text", "words", "padded"]
)
def test_ids_that_are_text(spark, form):
    compare(spark, policy(), ASKED, tables(1, form), rows=40)


def test_ids_that_are_numbers_in_one_table_and_text_in_the_other(spark):
    given = tables(2)
    persons = given[Person].to_pylist()
    texts = pa.Table.from_pylist(ids_as(persons, " {}".format))
    _, expected = compare(spark, policy(), ASKED, {**given, Person: texts}, buckets=5)
    assert expected.counts()["answered"]


def test_persons_whose_id_stands_twice_in_different_buckets_are_found(spark):
    given = {
        Household: pa.table({"户编号": list(range(40)), "是否低保户": ["是"] * 40}),
        Person: pa.table({"编号": [7, *range(1, 40)], "户编号": list(range(40))}),
    }
    told, _ = compare(spark, policy(), ("yunxi.poor",), given, buckets=7)
    faults = {row["id"]: row["faults"] for row in told.to_pylist() if row["faults"]}
    assert set(faults) == {0, 7}
    assert all("duplicate-key" in said for said in faults.values())
    unchecked = assess_spark(
        policy(), ("yunxi.poor",), frames(spark, given), buckets=7, check_ids=False
    )
    assert unchecked.where("status = 'fault'").count() == 0


def test_many_ids_are_looked_at_by_the_workers(spark, monkeypatch):
    from povertypolicy.register.spark import moving

    monkeypatch.setattr(moving, "FEW", 0)
    compare(spark, policy(), ASKED, tables(3), rows=30)


def test_the_faults_are_told_without_values_and_numbers_of_rows(spark):
    told, _ = compare(spark, policy(), ASKED, tables(0), buckets=4)
    said = " ".join(row["faults"] for row in told.to_pylist() if row["faults"])
    assert "not-number" in said
    assert "很多" not in said
    assert "other-faults" not in said


def test_several_price_years(spark):
    households, persons = drawn(5, size=40, faults=False)
    plain = [
        {key.partition("（")[0]: value for key, value in row.items()} | {"价格年份": year}
        for row, year in zip(households, [2016, 2017, None, 2017] * 10, strict=True)
    ]
    given = {Household: pa.Table.from_pylist(plain), Person: pa.Table.from_pylist(persons)}
    compare(spark, policy(), NAMES, given | {Village: villages().slice(0, 2)}, buckets=6)


def test_the_price_year_of_all_by_argument(spark):
    households, persons = drawn(6, size=30, faults=False)
    plain = [{k.partition("（")[0]: v for k, v in row.items()} for row in households]
    given = {Household: pa.Table.from_pylist(plain), Person: pa.Table.from_pylist(persons)}
    compare(spark, policy(), ASKED, given, buckets=3, prices_of=2017, ignore=["村编号"])


def test_persons_are_decided_with_their_household(spark):
    from povertypolicy.citations import document
    from povertypolicy.criteria import criterion
    from povertypolicy.deciding.policy import open_policy

    paper = document("示〔2016〕1号", ("示例", "example"), issued="2016-01-01")
    covered = criterion(
        "people.covered",
        ("有保障", "is covered"),
        cite=paper.at("一"),
        means=Person.household.of(Household.housing_assured),
    )
    made = rules("people", ("试", "test"), documents=[paper], clauses=[covered])
    given = tables(7)
    del given[Village]
    given[Household] = given[Household].drop_columns(["村编号"])
    asked = open_policy(made, "2018-12-31")
    compare(spark, asked, ("people.covered",), given, about=Person, buckets=5)


def test_villages_are_decided_with_their_households_and_persons(spark):
    poor = Village.households.where(Household.on_allowance).sum(Household.persons.listed().count())
    asked = policy().derive(Village.poor_persons, poor)
    given = tables(8, faults=False)
    turned = {Village: villages().slice(0, 2), Household: given[Household], Person: given[Person]}
    compare(spark, asked, ("village.exit",), turned, buckets=2)


@pytest.mark.parametrize("seed", range(8))
def test_random_clauses_about_random_households(spark, seed):
    chooser = Seeded(f"spark {seed}")
    about = drawn_register(chooser, rows=12)
    while about.kind is not Household or len(about.subjects) < 4 or about.above:
        about = drawn_register(chooser, rows=12)
    about = attrs.evolve(about, subjects=tuple(map(recordable, about.subjects)))
    made = rules("test", ("测试", "test"), documents=[DOC, LATER], clauses=about.nodes)
    asked = Policy(made, about.settings)
    names = tuple(node.info.id for node in about.nodes)
    given = tables_of(about.subjects, made.extensions)
    told, expected = compare(spark, asked, names, given, buckets=3)
    one_by_one = alone(about, asked.together(*names))
    words = {code: outcome.value for outcome, code in CODES.items()}
    for row in told.to_pylist():
        for name, answers in zip(names, one_by_one, strict=True):
            said = answers[int(row["id"][1:])].answer
            if row["status"] == "answered" and row[name] in words.values() and said in words:
                assert row[name] == words[said]
    assert expected.counts()["answered"]


def test_guangdong(spark):
    households, persons = drawn(9, size=80)
    given = {Household: pa.Table.from_pylist(households), Person: pa.Table.from_pylist(persons)}
    given[Household] = given[Household].drop_columns(["村编号"])
    asked = povertypolicy.policy("guangdong", rules_on="2017-12-31")
    compare(spark, asked, ("household.identification", "household.exit"), given, rows=50)


# --- what cannot be asked ------------------------------------------------------------------------


def test_headers_are_looked_at_before_any_row(spark):
    given = frames(spark, tables(0))
    wrong = {**given, Household: given[Household].withColumnRenamed("户编号", "号")}
    with pytest.raises(InvalidData) as caught:
        assess_spark(policy(), ASKED, wrong)
    assert {fault.code for fault in caught.value.faults} == {"unknown-header"}
    with pytest.raises(InvalidData) as caught:
        assess_spark(policy(), ASKED, {**given, Person: given[Person].drop("户编号")})
    assert {fault.code for fault in caught.value.faults} == {"missing-header"}


def test_a_table_without_rows_is_told(spark):
    given = frames(spark, tables(0))
    with pytest.raises(InvalidData) as caught:
        assess_spark(policy(), ASKED, {**given, Person: given[Person].where("false")})
    assert [fault.code for fault in caught.value.faults] == ["no-rows"]


def test_what_is_no_table_of_spark_is_refused(spark):
    with pytest.raises(BadSetting):
        assess_spark(policy(), ASKED, {Household: tables(0)[Household]})
    with pytest.raises(BadSetting):
        assess_spark(policy(), ASKED, {})
    with pytest.raises(UnknownClause):
        assess_spark(policy(), ["household.exits"], frames(spark, tables(0)))
