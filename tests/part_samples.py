"""Invented registers in Parquet files for the tests of registers that are larger than memory, with every kind of fault."""

import csv
import io
import random
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import register_samples as samples
from pyarrow import parquet

from povertypolicy import Household, Person, Village
from povertypolicy.register.parts import cutting, partitioning, rowgroups, slicing

ASKED = samples.ASKED
PRICES = "（元，2017年不变价）"


def make_small(put=setattr):
    """Make parts, slices, batches and buckets so small that a small register has many."""
    put(cutting, "PART", 10)
    put(slicing, "SLICE", 25)
    put(slicing, "BATCH", 4)
    put(partitioning, "BUCKET", 40)
    put(rowgroups, "BATCH", 16)


def drawn(seed, size=60, faults=True):
    """Draw households in the order of their numbers, and their persons."""
    draw = random.Random(seed)
    households, persons = [], []
    number = 1000
    for _ in range(size):
        number += draw.choice([1, 1, 2, 7]) if not (faults and draw.random() < 0.03) else 0
        households.append(household(draw, number, faults=faults))
        persons += [
            person(draw, len(persons) + member, number, faults=faults)
            for member in range(draw.choice([0, 1, 2, 3, 5]))
        ]
    return households, persons


def household(draw, number, *, faults):
    odd = faults and draw.random() < 0.05
    return {
        "户编号": None if faults and draw.random() < 0.01 else number,
        f"工资性收入{PRICES}": "很多" if odd else draw.choice(["6998", "7000.50", "14000", None]),
        f"经营性收入{PRICES}": draw.choice(["0", "100"]),
        f"转移性收入{PRICES}": "0",
        f"生产经营性支出{PRICES}": "0",
        "住房安全": draw.choice(["是", "否", None]),
        "是否低保户": draw.choice(["是", "否"]),
        "村编号": draw.choice(["v1", "v2", None, *(["v3", "v9"] if faults else [])]),
    }


def person(draw, name, number, *, faults):
    if faults and draw.random() < 0.02:
        name = draw.choice([None, max(0, name - 1), name // 2])
    lost, odd = (faults and draw.random() < 0.02 for _ in range(2))
    return {
        "编号": name,
        "户编号": None if lost else number + 1 if faults and draw.random() < 0.02 else number,
        "劳动能力": "有" if odd else draw.choice(["有劳动能力", "完全丧失劳动能力", None]),
        "是否参加医保": draw.choice(["是", "否"]),
        "本人享受低保": draw.choice(["是", "否", None]),
        "出生日期": draw.choice(["1970-09-30", "2010-01-31"]),
    }


VILLAGES = "村编号,村名,户籍人口\nv1,云溪村,400\nv2,云山村,600\nv3,云水村,很多\n"


def ids_as(rows, form):
    """Return rows whose household ids are texts of a form."""
    column = "户编号"
    return [{**row, column: None if row[column] is None else form(row[column])} for row in rows]


def write(folder: Path, rows, cuts=(), row_group_size=None):
    """Write rows as the Parquet files of a folder, cut before some rows."""
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pylist(rows)
    ends = [0, *sorted(cuts), len(rows)]
    for number, (start, end) in enumerate(pairwise(ends)):
        path = folder / f"{number:03d}.parquet"
        parquet.write_table(table.slice(start, end - start), path, row_group_size=row_group_size)
    return folder


def tables_in(folder: Path, households, persons, cuts=((), ()), row_group_size=None):
    """Write a register; return its tables."""
    (folder / "villages.csv").write_text(VILLAGES, encoding="utf-8")
    return {
        Household: write(folder / "households", households, cuts[0], row_group_size),
        Person: write(folder / "persons", persons, cuts[1], row_group_size),
        Village: folder / "villages.csv",
    }


def cuts_at(households, persons, numbers):
    """Return where both tables are cut, so that whole households stay together."""
    column = "户编号"
    return tuple(
        [
            next((i for i, row in enumerate(rows) if (row[column] or 0) >= number), len(rows))
            for number in numbers
        ]
        for rows in (households, persons)
    )


def told(paths):
    """Return the faults in some files, without any order."""
    rows = []
    for path in paths:
        text = path.read_text(encoding="utf-8-sig") if isinstance(path, Path) else path
        rows += list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    return sorted(tuple(row.values()) for row in rows)
