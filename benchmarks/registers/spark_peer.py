"""Registers in Spark: the library against the rules by hand in Spark SQL, Parquet in, answers out, alternating.

    PYTHONPATH=benchmarks .venv-spark/bin/python benchmarks/registers/spark_peer.py

It runs in the environment of `make test-spark`; that of the other benchmarks has no Spark.
The hand-written query groups the persons, joins, and computes codes 0, 1, 2, bits and distance in one pass.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from answers import IDENTIFIED, LEAVES, ON_ALLOWANCE, OUTCOMES, REACHES, names
from generating import FLAGS, header, tables
from households import ASSURED, ENTRY, EXIT, SOURCES, guangdong
from pyspark.sql import DataFrame, SparkSession

from povertypolicy import Household, Person
from povertypolicy.register.spark import assess_spark

HOUSEHOLDS = 708_000
ROUNDS = 7
WARM = 3
"""Rounds before anything counts, in which Java compiles."""

FILES = 4
AMOUNTS = " + ".join(f"`{header(name)}`" for name in SOURCES)
NET = f"{AMOUNTS} - `{header('production_expense')}`"
DISTANCE = "distance 2"
"""The end of the column for the distance that both tell; the first is about income recorded per head."""

QUERY = f"""
WITH members AS (
  SELECT household_id, count(*) AS size,
         max(CASE WHEN labour_capacity IS NULL THEN 1 WHEN labour_capacity = 'able' THEN 2 ELSE 0 END) AS able
  FROM persons GROUP BY household_id
), joined AS (
  SELECT h.id, m.size, coalesce(m.able, 1) AS able, {NET} AS net,
         {", ".join(f"coalesce(int({name}) * 2, 1) AS {name}" for name in FLAGS)}
  FROM households h LEFT JOIN members m ON h.id = m.household_id
), gaps AS (
  SELECT *, {ENTRY} * size - net AS to_entry, {EXIT} * size - net AS to_exit,
         least({", ".join(ASSURED)}) AS assured
  FROM joined
), coded AS (
  SELECT *, coalesce(int(to_entry > 0) * 2, 1) AS below, coalesce(int(to_exit <= 0) * 2, 1) AS reaches,
         CASE WHEN meets_allowance_policy = 2 THEN on_allowance ELSE 1 END AS otherwise
  FROM gaps
), routed AS (
  SELECT *, least(assured, CASE WHEN able = 2 THEN reaches WHEN able = 0 THEN otherwise
                                WHEN reaches = otherwise THEN reaches ELSE 1 END) AS leaves,
         able <> 0 AS to_income, able <> 2 AND meets_allowance_policy <> 0 AS to_allowance
  FROM coded
)
SELECT id, {{columns}} FROM routed
"""


def columns() -> str:
    """The columns of the answers, by the names that all contenders use."""
    words = ", ".join(f"'{word}'" for word in OUTCOMES[:3])

    def bits(code: int) -> str:
        income, allowance = (
            f"int(reaches = {code} AND to_income)",
            f"int(on_allowance = {code} AND to_allowance)",
        )
        return f"int(assured = {code}) + {income} * {REACHES} + {allowance} * {ON_ALLOWANCE}"

    told = []
    for standard, code, gap, of in (
        (IDENTIFIED, "below", "to_entry", ("int(below = 0)", "int(below = 1)")),
        (LEAVES, "leaves", "to_exit", (bits(0), bits(1))),
    ):
        parts = (f"elt({code} + 1, {words})", *of, f"{gap} - int({gap} <= 0)")
        told += [f"{part} AS `{name}`" for part, name in zip(parts, names(standard), strict=True)]
    return ", ".join(told)


def session(cores: int) -> SparkSession:
    """Start Spark on this machine."""
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{cores}]").appName("registers")
    for key, value in (
        ("spark.ui.enabled", "false"),
        ("spark.ui.showConsoleProgress", "false"),
        ("spark.driver.memory", "4g"),
        ("spark.sql.session.timeZone", "UTC"),
    ):
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def write(folder: Path, count: int) -> None:
    """Write a register as Parquet."""
    for name, table in zip(("households", "persons"), map(_plain, tables(count)), strict=True):
        (folder / name).mkdir(parents=True)
        size = -(-table.num_rows // FILES)
        for part in range(FILES):
            pq.write_table(table.slice(part * size, size), folder / name / f"{part}.parquet")


def _plain(table: pa.Table) -> pa.Table:
    """Return a table without dictionaries, which Spark does not know, and without villages, of which there is no table."""
    kept = table.select([name for name in table.column_names if name != "village_id"])
    return kept.cast(pa.schema([(f.name, _type(f.type)) for f in kept.schema]))


def _type(kind: Any) -> Any:
    return pa.string() if pa.types.is_dictionary(kind) else kind


def contenders(spark: SparkSession, folder: Path) -> dict[str, Callable[[], DataFrame]]:
    """Return what makes a DataFrame of answers."""
    households = spark.read.parquet(str(folder / "households"))
    persons = spark.read.parquet(str(folder / "persons"))
    households.createOrReplaceTempView("households")
    persons.createOrReplaceTempView("persons")
    policy = guangdong()
    asked = (IDENTIFIED, LEAVES)
    given = {Household: households, Person: persons}
    return {
        "by hand": lambda: spark.sql(QUERY.format(columns=columns())),
        "ours": lambda: assess_spark(policy, asked, given),
        "ours, ids not checked": lambda: assess_spark(policy, asked, given, check_ids=False),
    }


def differing(one: pa.Table, other: pa.Table) -> int:
    """Return how many households are not answered alike by hand and by the library."""
    one, other = one.sort_by("id"), other.sort_by("id")
    rows = pc.not_equal(one.column("id"), other.column("id"))
    for standard in (IDENTIFIED, LEAVES):
        outcome, not_met, unknown, distance = names(standard)
        pairs = (
            (outcome, standard),
            (not_met, f"{standard} not met"),
            (unknown, f"{standard} unknown"),
            (distance, f"{standard} {DISTANCE}"),
        )
        for mine, theirs in pairs:
            told, said = one.column(mine), other.column(theirs)
            if not pa.types.is_string(told.type):
                told, said = (column.cast(pa.int64()).fill_null(2**60) for column in (told, said))
            rows = pc.or_(rows, pc.not_equal(told, said))
    return int(pc.sum(rows.cast(pa.int64())).as_py())


def measured(run: Callable[[], DataFrame]) -> tuple[float, float]:
    """Seconds by the clock and of processors, from the tables given to every answer; Spark throws them away."""
    start, used = time.perf_counter(), processors()
    run().write.format("noop").mode("overwrite").save()
    return time.perf_counter() - start, processors() - used


def processors() -> float:
    """Seconds that this process and all below it have used: Spark's machine, and the workers."""
    used, below = {}, defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        process = int(path.parent.name)
        used[process] = sum(map(int, told[11:15]))
        below[int(told[1])].append(process)
    due, total = [os.getpid()], 0
    while due:
        process = due.pop()
        total += used.get(process, 0)
        due += below[process]
    return total / os.sysconf("SC_CLK_TCK")


Times = list[tuple[float, float]]


def middle(found: Times, place: int) -> float:
    """The median."""
    return round(statistics.median(times[place] for times in found), 2)


def least(found: Times) -> float:
    """The least time by the clock."""
    return round(min(seconds for seconds, _ in found), 2)


def ratio(found: Times, others: Times, place: int) -> float:
    """The median of the ratios of runs that followed each other."""
    pairs = zip(found, others, strict=True)
    return round(statistics.median(one[place] / other[place] for one, other in pairs), 2)


def main() -> None:
    """Measure and print."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--households", type=int, default=HOUSEHOLDS)
    told.add_argument("--rounds", type=int, default=ROUNDS)
    told.add_argument("--cores", type=int, default=2)
    options = told.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), options.households)
        spark = session(options.cores)
        runs = contenders(spark, Path(folder))
        wrong = differing(runs["by hand"]().toArrow(), runs["ours"]().toArrow())
        times: dict[str, Times] = {name: [] for name in runs}
        for turn in range(WARM + options.rounds):
            for name, run in runs.items():
                found = measured(run)
                times[name] += [found] if turn >= WARM else []
        spark.stop()
    print(
        json.dumps(
            {
                "households": options.households,
                "answered differently": wrong,
                "seconds": {name: middle(found, 0) for name, found in times.items()},
                "least seconds": {name: least(found) for name, found in times.items()},
                "processor seconds": {name: middle(found, 1) for name, found in times.items()},
                "ratio": {name: ratio(found, times["by hand"], 0) for name, found in times.items()},
                "processor ratio": {
                    name: ratio(found, times["by hand"], 1) for name, found in times.items()
                },
                "machine": f"{platform.machine()}, local[{options.cores}], {os.cpu_count()} cores",
                "python": platform.python_version(),
            },
            ensure_ascii=False,
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
