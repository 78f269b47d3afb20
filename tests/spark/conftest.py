"""A session of Spark on this machine, for all tests here; without Spark they are skipped, and say so."""

import os
import sys
import warnings
from pathlib import Path

import pytest

TESTS = str(Path(__file__).parent.parent)


@pytest.fixture(scope="session")
def spark():
    """Start Spark once; its workers find the policies of the tests."""
    sql = pytest.importorskip("pyspark.sql")
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = sql.SparkSession.builder.master("local[2]").appName("tests")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "3",
        "spark.sql.session.timeZone": "UTC",
        "spark.executorEnv.PYTHONPATH": TESTS,
    }.items():
        builder = builder.config(key, value)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Spark does with its sockets
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()
