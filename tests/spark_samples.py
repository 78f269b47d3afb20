"""Registers as Spark gets them, and answers in a form that does not depend on order, bits or names of columns."""

import json
from collections import Counter

import pyarrow as pa

from povertypolicy import Household, IncomeEntry, Person
from povertypolicy.expr.facts import ListFact, TextFact
from povertypolicy.subjects import build


def frames(spark, tables, parts=3):
    """Return Arrow tables as DataFrames of some parts."""
    return {kind: spark.createDataFrame(table).repartition(parts) for kind, table in tables.items()}


def by_row(table, legends):
    """Return what is said of each row, however columns and bits are arranged."""
    said = Counter()
    for row in table.to_pylist():
        clauses = [_said(row, legend) for legend in legends]
        said[str(row.get("id")), row["status"], row["digest"], tuple(clauses)] += 1
    return said


def _said(row, legend):
    name = legend["name"]
    marked = tuple(
        sorted(
            json.dumps({key: value for key, value in entry.items() if key != "bit"})
            for entry in entries
            if _bit(row, f"{name} {kind}", entry["bit"])
        )
        for kind, entries in (
            ("not met", legend["criteria"]),
            ("unknown", legend["criteria"]),
            ("missing", legend["facts"]),
            ("reasons", legend["reasons"]),
        )
    )
    distances = [
        json.dumps([int(row[told["column"]]), {k: v for k, v in told.items() if k != "column"}])
        for told in legend["distances"]
        if row[told["column"]] is not None
    ]
    numbers = [row.get(f"{name} {part}") for part in ("numerator", "denominator")]
    exact = tuple(None if number is None else int(number) for number in numbers)
    return json.dumps([row[name], marked, sorted(distances), exact])


def _bit(row, column, bit):
    word, place = divmod(bit, 62)
    bits = row[column if word == 0 else f"{column} {word + 1}"]
    return bits >> place & 1


def legends(answers, names):
    """Return the legends that the columns of a DataFrame carry."""
    return [json.loads(answers.schema[name].metadata["legend"]) for name in names]


def recordable(subject):
    """Return a subject as tables can hold it: no rows below are rows that nobody has recorded."""
    values = dict(subject.__dict__)
    for name in subject.relations:
        values[name] = tuple(map(recordable, values[name] or ())) or None
    return build(type(subject), values)


def tables_of(subjects, extensions):
    """Return households with persons and entries as Arrow tables of text."""
    rows = {Household: [], Person: [], IncomeEntry: []}
    for number, subject in enumerate(subjects):
        key = f"h{number}"
        rows[Household].append({"household_id": key, **_row(subject, extensions)})
        for kind, members in ((Person, subject.persons), (IncomeEntry, subject.entries)):
            rows[kind] += [{"household_id": key, **_row(m, extensions)} for m in members or ()]
    return {kind: pa.Table.from_pylist(some, _schema(some)) for kind, some in rows.items() if some}


def _schema(rows):
    return pa.schema(
        [(name, pa.string()) for name in dict.fromkeys(n for row in rows for n in row)]
    )


def _row(subject, extensions):
    year = None if subject.prices_of is None else str(subject.prices_of)
    row = {} if isinstance(subject, Person) else {"prices_of": year}
    own = [fact for fact in extensions if fact.info.owner is type(subject)]
    for fact in (*subject.facts.values(), *own):
        store = subject.__dict__ if fact.info.attribute else subject.more
        value = store.get(fact.info.name)
        if not isinstance(fact, TextFact):
            row[fact.info.name] = None if value is None else _text(fact, value)
    return row


def _text(fact, value):
    written = fact.write(value)
    return (
        "、".join(written)
        if isinstance(fact, ListFact)
        else str(written).replace("True", "是").replace("False", "否")
    )
