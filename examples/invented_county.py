"""An invented county: every household with its persons and its village, drawn in columns from a seed.

Nobody in it exists. Money is in yuan of 2014, as Guangdong's line is. One household in a hundred lacks an income, and
one in a hundred of the other cells is empty. A few households stand exactly on the line. What is recorded as
registered and as exited is wrong for some. One town typed its tables by hand, and half of its rows are bad.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import invented
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv

Columns = dict[str, NDArray[Any]]

VILLAGE_FIRST = "上下东西南北前后新古"
VILLAGE_LAST = "溪岭坑塘桥坪洲岗湖田"
VILLAGES = len(VILLAGE_FIRST) * len(VILLAGE_LAST)
BAD_TOWN = range(40, 50)
BAD_ROWS = 0.5
UNKNOWN = 0.01
ON_THE_LINE = 0.005
EXIT_LINE = 6312
EXITED = "已脱贫"
STATUS = ("建档立卡", EXITED)
INCOMES = invented.HOUSEHOLD_HEADERS[3:7]
EXPENSE = invented.HOUSEHOLD_HEADERS[7]
ASSURED = dict(zip(invented.HOUSEHOLD_HEADERS[8:13], (0.985, 0.99, 0.97, 0.95, 0.93), strict=True))
ALLOWANCE = dict(zip(invented.HOUSEHOLD_HEADERS[13:], (0.12, 0.15), strict=True))
BAD_CELLS = (
    (INCOMES[0], "１２０００"),
    (INCOMES[1], "约8000"),
    (INCOMES[2], "NaN"),
    (INCOMES[3], "1200.005"),
    (EXPENSE, "-300"),
    ("不愁吃", "差不多"),
    ("不愁穿", "是 否"),
)


def write(folder: Path, households: int, seed: int = 20161123) -> Mapping[str, Path]:
    """Write the three tables as CSV and return their paths, by name."""
    draw = np.random.default_rng(seed)
    sizes = draw.choice(invented.SIZES, households)
    village = np.sort(draw.integers(0, VILLAGES, households))
    wealth = draw.normal(8.9, 0.15, VILLAGES)
    per_head = np.round(np.exp(draw.normal(wealth[village], 0.3)), 2)
    per_head[draw.random(households) < ON_THE_LINE] = invented.LINE
    income = np.rint(per_head * 100).astype(np.int64) * sizes
    told = _households(draw, village, income, per_head)
    tables = {
        "households": told,
        "persons": _persons(draw, told["户编号"], sizes),
        "villages": _villages(draw, village, sizes, income, told),
    }
    _blank(draw, tables)
    _spoil(draw, told, village)
    return {name: _write(folder / f"{name}.csv", columns) for name, columns in tables.items()}


def _households(
    draw: np.random.Generator, village: NDArray[Any], income: NDArray[Any], per_head: NDArray[Any]
) -> Columns:
    size = len(village)
    assured = {name: draw.random(size) < share for name, share in ASSURED.items()}
    listed, exited = _record(draw, per_head, np.all(list(assured.values()), axis=0))
    flags = {
        **dict(zip(STATUS, (listed, exited), strict=True)),
        **assured,
        **{name: draw.random(size) < share for name, share in ALLOWANCE.items()},
    }
    return {
        "户编号": _numbered("H{:05d}", size),
        "村编号": _numbered("V{:03d}", VILLAGES)[village],
        **_amounts(draw, income),
        **{name: np.where(flag, "是", "否").astype(object) for name, flag in flags.items()},
    }


def _record(
    draw: np.random.Generator, per_head: NDArray[Any], assured: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Who is registered and who has exited: rightly for most, as the county knew it then."""
    chance, later = draw.random((2, len(per_head)))
    poor = per_head < invented.LINE
    risen = ~poor & (per_head < 3 * invented.LINE) & (chance < 0.12)
    listed = poor & (chance < 0.95) | risen
    exited = risen & np.where(assured & (per_head > EXIT_LINE), later < 0.9, later < 0.08)
    exited |= poor & listed & (later < 0.03)
    return listed | (poor & (chance > 0.999)), exited


def _amounts(draw: np.random.Generator, income: NDArray[Any]) -> Columns:
    """Four incomes and an expense in whole fen, whose balance is exactly `income`."""
    expense = (income * draw.uniform(0, 0.3, len(income))).astype(np.int64)
    weights = draw.gamma((4, 2, 0.5, 1.5), 1, (len(income), 4))
    shares = weights / weights.sum(axis=1, keepdims=True)
    parts = ((income + expense)[:, None] * shares).astype(np.int64)
    parts[:, 3] += income + expense - parts.sum(axis=1)
    amounts = dict(zip((*INCOMES, EXPENSE), (*parts.T, expense), strict=True))
    return {name: np.char.mod("%.2f", fen / 100).astype(object) for name, fen in amounts.items()}


def _persons(draw: np.random.Generator, households: NDArray[Any], sizes: NDArray[Any]) -> Columns:
    owner = np.repeat(households, sizes)
    born = np.datetime64("1930-01-01") + draw.integers(0, 86 * 365, len(owner))
    grown = (born >= np.datetime64("1956-01-01")) & (born < np.datetime64("2000-01-01"))
    chance = draw.random(len(owner))
    able = np.where(grown, chance < 0.8, chance < 0.15)
    partial = np.where(grown, chance < 0.92, chance < 0.4)
    labour = np.select([able, partial], invented.LABOUR[:2], invented.LABOUR[2])
    return {
        "人口编号": _numbered("P{:06d}", len(owner)),
        "户编号": owner,
        "出生日期": born.astype(str).astype(object),
        "劳动能力": labour.astype(object),
    }


def _villages(
    draw: np.random.Generator,
    village: NDArray[Any],
    sizes: NDArray[Any],
    income: NDArray[Any],
    told: Columns,
) -> Columns:
    """The villages as they report themselves; their poor are those on the list who have not exited."""
    population = np.bincount(village, sizes, VILLAGES).astype(np.int64)
    on_the_list = (told["建档立卡"] == "是") & (told[EXITED] == "否")
    poor = np.bincount(village, sizes * on_the_list, VILLAGES).astype(np.int64)
    return {
        "村编号": _numbered("V{:03d}", VILLAGES),
        "村名": np.array([a + b + "村" for a in VILLAGE_FIRST for b in VILLAGE_LAST], object),
        "户籍人口": population + draw.integers(0, 20, VILLAGES),
        "相对贫困人口数": poor,
        "村人均可支配收入（元，2014年不变价）": (
            np.bincount(village, income, VILLAGES) / population / 100
        ).round(),
    }


def _blank(draw: np.random.Generator, tables: Mapping[str, Columns]) -> None:
    """Empty one cell in a hundred; of incomes, one in a hundred households lacks one."""
    households = tables["households"]
    size = len(households["户编号"])
    money = (*INCOMES, EXPENSE)
    lacking = np.where(draw.random(size) < UNKNOWN, draw.integers(0, len(money), size), -1)
    for number, name in enumerate(money):
        households[name][lacking == number] = ""
    for name in (*STATUS, *ASSURED, *ALLOWANCE):
        households[name][draw.random(size) < UNKNOWN] = ""
    labour = tables["persons"]["劳动能力"]
    labour[draw.random(len(labour)) < UNKNOWN] = ""


def _spoil(draw: np.random.Generator, households: Columns, village: NDArray[Any]) -> None:
    """Put a bad cell into half of the rows of one town, and one number there twice."""
    bad = np.isin(village, BAD_TOWN) & (draw.random(len(village)) < BAD_ROWS)
    kind = draw.integers(0, len(BAD_CELLS), len(village))
    for number, (name, cell) in enumerate(BAD_CELLS):
        households[name][bad & (kind == number)] = cell
    first, second, *_ = np.flatnonzero(np.isin(village, BAD_TOWN))
    households["户编号"][second] = households["户编号"][first]


def _numbered(form: str, count: int) -> NDArray[Any]:
    return np.array([form.format(number) for number in range(1, count + 1)], object)


def _write(path: Path, columns: Columns) -> Path:
    csv.write_csv(pa.table({name: pa.array(cells) for name, cells in columns.items()}), path)
    return path
