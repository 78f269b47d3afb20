"""Invented registers as Arrow tables, the same for everybody who is measured.

Amounts are whole fen of 2017, 1 % of them and of the flags and words unknown; 0.2 % of the households stand
exactly on each line, and of one in a thousand no person is recorded. Rows stand in the order of the household.
Nobody here exists.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from households import (
    AMOUNTS,
    ASSURED,
    ENTRY,
    EXIT,
    LIKELY,
    ON_A_LINE,
    PRICES_OF,
    UNKNOWN,
)
from numpy.typing import NDArray

FLAGS = (*ASSURED, "meets_allowance_policy", "on_allowance")
CAPACITIES = ("able", "partial", "none")
SHARES = (0.55, 0.15, 0.3)
EMPTY = 0.001
MOST_PERSONS = 12
VILLAGE = 120
"""Households in a village."""

REGISTER, NATION = 2.49, 3.04
"""Members of a mean household: of the province's register, and of the nation's."""

PART = 1_000_000
"""Households in one part of the national register."""

Tables = tuple[pa.Table, pa.Table]
"""Households, and their persons."""


def header(amount: str) -> str:
    """The header of a column of money."""
    return f"{amount} (fen, prices of {PRICES_OF})"


def tables(
    count: int, *, seed: int = 2017, first: int = 0, mean: float = REGISTER, known: bool = False
) -> Tables:
    """Draw `count` households, numbered from `first`, and their persons; `known` leaves nothing unknown."""
    draw = np.random.default_rng(seed)
    unknown = 0.0 if known else UNKNOWN
    sizes = np.clip(1 + draw.poisson(mean - 1, count), 1, MOST_PERSONS)
    if not known:
        sizes[draw.random(count) < EMPTY] = 0
    number = np.arange(first, first + count, dtype=np.int64)
    ids = 440_000_000_000 + 3 * number + draw.integers(0, 3, count)
    columns = {"id": pa.array(ids), "village_id": pa.array(number // VILLAGE)}
    for name, values in _amounts(draw, sizes).items():
        columns[header(name)] = _with_gaps(draw, values, unknown)
    for name, likely in zip(FLAGS, LIKELY, strict=True):
        columns[name] = _with_gaps(draw, draw.random(count) < likely, unknown)
    return pa.table(columns), _persons(draw, ids, sizes, 16 * first, unknown)


def _amounts(draw: np.random.Generator, sizes: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    """Four sources and an expense whose net is lognormal per head, or exactly one of the lines."""
    count = len(sizes)
    net = (np.exp(draw.normal(8.78, 0.55, count)) * sizes * 100).astype(np.int64)
    dice = draw.random(count)
    net = np.where(dice < ON_A_LINE, ENTRY * sizes, net)
    net = np.where((dice >= ON_A_LINE) & (dice < 2 * ON_A_LINE), EXIT * sizes, net)
    expense = (net * draw.uniform(0, 0.3, count)).astype(np.int64)
    gross = net + expense
    shares = draw.dirichlet([4, 2, 0.5, 1.5], count)
    parts = [(gross * shares[:, i]).astype(np.int64) for i in range(3)]
    return dict(zip(AMOUNTS, [*parts, gross - sum(parts), expense], strict=True))


def _persons(
    draw: np.random.Generator,
    ids: NDArray[np.int64],
    sizes: NDArray[np.int64],
    first: int,
    unknown: float,
) -> pa.Table:
    count = int(sizes.sum())
    words = draw.choice(len(CAPACITIES), count, p=SHARES).astype(np.int8)
    gaps = draw.random(count) < unknown
    return pa.table(
        {
            "id": pa.array(np.arange(first, first + count, dtype=np.int64)),
            "household_id": pa.array(np.repeat(ids, sizes)),
            "labour_capacity": pa.DictionaryArray.from_arrays(
                pa.array(words, mask=gaps), pa.array(CAPACITIES)
            ),
        }
    )


def _with_gaps(draw: np.random.Generator, values: NDArray, unknown: float) -> pa.Array:
    return pa.array(values, mask=draw.random(len(values)) < unknown if unknown else None)


def parts(total: int) -> Iterator[tuple[int, int]]:
    """Yield the number of each national part and how many households it holds."""
    for number, first in enumerate(range(0, total, PART)):
        yield number, min(PART, total - first)


def paths(folder: Path, number: int) -> tuple[Path, Path]:
    """Where a part stands: its households, and their persons."""
    return (
        folder / "households" / f"{number:02d}.parquet",
        folder / "persons" / f"{number:02d}.parquet",
    )


def write(folder: Path, total: int) -> None:
    """Write the national register, or the first `total` households of it, unless it stands there."""
    for kind in ("households", "persons"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for number, count in parts(total):
        households, persons = paths(folder, number)
        if households.exists() and pq.read_metadata(households).num_rows == count:
            continue
        drawn = tables(count, seed=9000 + number, first=number * PART, mean=NATION)
        for target, table in ((persons, drawn[1]), (households, drawn[0])):
            beside = target.with_suffix(".partial")
            pq.write_table(table, beside, compression="zstd")
            beside.replace(target)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
