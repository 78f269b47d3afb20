"""How a register is decided: all at once in memory, part by part, or in Spark."""

import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from povertypolicy.cli.options import Question
from povertypolicy.errors import BadFile, BadSetting
from povertypolicy.register.assessing import Progress

MEMORY, PARTS, SPARK = ENGINES = ("memory", "parts", "spark")

_PARQUET = ".parquet"
_REASON = re.compile(
    r"^(?:povertypolicy\.errors\.\w+|(?=ModuleNotFoundError))(?:: )?(.*)$", re.MULTILINE
)
"""The errors of workers that hold no value of the data: ours, and what is not installed there."""


@attrs.frozen
class Written:
    """The results in a folder: the counts of all rows, what the bits are, and the files of faults.

    `parts` is how many parts there are and `resumed` how many of them an earlier run had done; 0 where there are none.
    """

    counts: Mapping[str, Any]
    legend: list[dict[str, Any]]
    faults: tuple[Path, ...] = ()
    parts: int = 0
    resumed: int = 0


def engine_of(
    named: str | None, file: Path, output: Path | None, faults: Path | None, *, restart: bool
) -> str:
    """Return the engine that is named, or the one that fits what is read and written.

    Raises:
        BadSetting: when one is named that does not fit.
    """
    folder = output is not None and (output.is_dir() or not output.suffix)
    fits = folder and _is_parquet(file)
    engine = named or (PARTS if fits else MEMORY)
    if engine == MEMORY and (restart or (named and folder)):
        raise BadSetting(
            setting="--restart" if restart else "--engine",
            zh="在内存中核查不分部分，结果写成一个文件，每次都从头做。",
            en="in memory there are no parts: the answers go to one file, anew every time.",
        )
    if engine != MEMORY and not fits:
        raise BadSetting(
            setting=f"--engine {engine}",
            zh="它读 Parquet 文件或文件夹，并把结果写到文件夹：请用 --output 写明文件夹。",
            en="it reads a file or folder of Parquet and writes to a folder: name that with --output.",
        )
    if engine != MEMORY and faults is not None:
        raise BadSetting(
            setting="--faults",
            zh="结果写到文件夹时，问题也在其中；请去掉它。",
            en="where the answers go to a folder, so do the faults; leave it out.",
        )
    return engine


def _is_parquet(path: Path) -> bool:
    if path.is_dir():
        return any(part.suffix.lower() == _PARQUET for part in path.iterdir())
    return path.suffix.lower() == _PARQUET


def in_parts(asked: Question, out: Path, progress: Progress | None, *, restart: bool) -> Written:
    """Assess part by part."""
    from povertypolicy.register.parts import assess_parts  # noqa: PLC0415 - the border of an extra

    how = asked.source
    told = assess_parts(
        asked.policy,
        asked.names,
        asked.files,
        out,
        prices_of=how.prices_of,
        ignore=how.ignore,
        encoding=how.encoding,
        worksheets=how.worksheets,
        progress=progress,
        resume=not restart,
    )
    return Written(told.counts, told.legend, told.faults, len(told.answers), told.resumed)


def in_spark(asked: Question, out: Path) -> Written:
    """Assess in Spark.

    Raises:
        BadSetting: when Spark is not installed or cannot be started.
        BadFile: when the folder for the answers holds something.
    """
    if out.exists() and any(out.iterdir()):
        raise BadFile(
            file=str(out),
            zh="输出文件夹里已有文件；请换一个空文件夹。",
            en="the folder for the answers holds files; choose an empty one.",
        )
    session = _session()
    from povertypolicy.register.spark import assess_spark  # noqa: PLC0415 - the border of an extra

    how = asked.source
    tables = {kind: _frame(session, asked, kind) for kind in asked.files}
    answers = assess_spark(
        asked.policy, asked.names, tables, prices_of=how.prices_of, ignore=how.ignore
    )
    legend = [answers.schema[name].metadata for name in asked.names if name in answers.schema.names]
    try:
        answers.write.mode("overwrite").parquet(str(out.resolve()))
    except BaseException as error:
        shutil.rmtree(out, ignore_errors=True)
        if isinstance(error, Exception):
            raise _stopped(error) from None
        raise
    return Written(_counted(session.read.parquet(str(out.resolve())), asked.names), legend)


def _counted(answers: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Count the rows by status and by the answer to each clause."""

    def by(column: str) -> Counter[str]:
        quoted = answers[f"`{column}`"]
        return Counter({row[0]: row[1] for row in answers.groupBy(quoted).count().collect()})

    status = by("status")
    return {
        "rows": status.total(),
        "answered": status["answered"],
        "faulty": status["fault"],
        "answers": {name: by(name) for name in names},
    }


def _session() -> Any:
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - heavy, and only for those who have Spark
    except ImportError:
        raise BadSetting(
            setting="--engine spark",
            zh='需要另装 Spark：pip install "povertypolicy[spark]"，并装有 Java 17；一台机器上可用 --engine parts。',
            en='it needs Spark: pip install "povertypolicy[spark]", and Java 17; on one machine --engine parts will do.',
        ) from None
    # Workers are this Python unless the user says otherwise; answers, about people, are readable by their owner alone.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {
        "spark.hadoop.fs.permissions.umask-mode": "077",
        "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower(),
    }
    try:
        session = SparkSession.builder.appName("povertypolicy").config(map=settings).getOrCreate()
        session.sparkContext.setLogLevel("OFF")  # a log may hold values of the data
    except Exception as error:  # noqa: BLE001 - whatever Java or Spark has to complain of
        raise BadSetting(
            setting="--engine spark",
            zh=f"Spark 启动不了（{type(error).__name__}）；请检查 Java 17 和 JAVA_HOME。",
            en=f"Spark cannot be started ({type(error).__name__}); check Java 17 and JAVA_HOME.",
        ) from None
    return session


def _stopped(error: Exception) -> BadSetting:
    """Return what is told of an error in Spark: its type, and the reason where it is one of our own words."""
    reason = _REASON.search(str(error))
    told = (
        type(error).__name__ if reason is None else f"{type(error).__name__}: {reason[1].strip()}"
    )
    return BadSetting(
        setting="--engine spark",
        zh=f"Spark 中途停止（{told}），未留下结果。",
        en=f"Spark stopped ({told}); no results were left.",
    )


def _frame(session: Any, asked: Question, kind: Any) -> Any:
    """Return a table as a DataFrame: Parquet read by Spark, a small table above read whole."""
    import pyarrow as pa  # noqa: PLC0415 - the border of an extra

    from povertypolicy.register.sources import load  # noqa: PLC0415 - the same

    path, how = asked.files[kind], asked.source
    if _is_parquet(path):
        return session.read.parquet(str(path.resolve()))
    sheet = load(path, kind, how.encoding, how.worksheets.get(kind)).sheet
    columns = [
        pa.array([None if cell is None else str(cell) for cell in column])
        if isinstance(column, list | tuple)
        else column
        for column in sheet.columns
    ]
    return session.createDataFrame(pa.table(columns, names=list(sheet.header)))
