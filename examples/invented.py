"""An invented register of households: seeded, plausible, with gaps and faults as real ones have.

Nobody in it exists. Money is in yuan of 2014, as Guangdong's line is.
"""

import csv
import random
from pathlib import Path

HOUSEHOLD_HEADERS = (
    "户编号",
    "户主姓名",
    "建档立卡",
    "工资性收入（元，2014年不变价）",
    "经营性收入（元，2014年不变价）",
    "财产性收入（元，2014年不变价）",
    "转移性收入（元，2014年不变价）",
    "生产经营性支出（元，2014年不变价）",
    "不愁吃",
    "不愁穿",
    "义务教育有保障",
    "基本医疗有保障",
    "住房安全有保障",
    "享受低保",
    "符合低保政策",
)
PERSON_HEADERS = ("人口编号", "户编号", "姓名", "出生日期", "劳动能力")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何"
GIVEN = "甲乙丙丁戊己庚辛壬癸"
SIZES = (1, 2, 2, 3, 3, 4, 4, 5, 6)
LABOUR = ("有劳动能力", "部分丧失劳动能力", "完全丧失劳动能力")
LINE = 4000
UNKNOWN = 0.01
ON_THE_LINE = 0.002


def write(folder: Path, households: int, seed: int = 20161123) -> tuple[Path, Path]:
    """Write ``households.csv`` and ``persons.csv`` and return their paths."""
    draw = random.Random(seed)
    rows, people = [], []
    for number in range(1, households + 1):
        row, members = _household(draw, f"H{number:05d}")
        rows.append(row)
        people.extend(members)
    _spoil(draw, rows, people)
    paths = folder / "households.csv", folder / "persons.csv"
    _table(paths[0], HOUSEHOLD_HEADERS, rows)
    _table(paths[1], PERSON_HEADERS, people)
    return paths


def _household(draw: random.Random, key: str) -> tuple[list[str], list[list[str]]]:
    size = draw.choice(SIZES)
    per_head = LINE if draw.random() < ON_THE_LINE else draw.lognormvariate(8.75, 0.5)
    amounts = [
        f"{fen // 100}.{fen % 100:02d}" for fen in _split(draw, round(per_head * 100) * size)
    ]
    flags = [
        "是" if draw.random() < share else "否"
        for share in (0.5, 0.985, 0.99, 0.97, 0.95, 0.93, 0.12, 0.15)
    ]
    registered, rest = flags[0], flags[1:]
    row = [key, _name(draw), registered, *amounts, *rest]
    row[3:] = ["" if draw.random() < UNKNOWN else cell for cell in row[3:]]
    return row, [_person(draw, key, place) for place in range(1, size + 1)]


def _split(draw: random.Random, total: int) -> list[int]:
    """Four incomes and an expense, in fen, whose balance is exactly `total`."""
    expense = round(total * draw.uniform(0, 0.3))
    weights = [draw.gammavariate(shape, 1) for shape in (4, 2, 0.5, 1.5)]
    incomes = [int((total + expense) * weight / sum(weights)) for weight in weights[:3]]
    return [*incomes, total + expense - sum(incomes), expense]


def _person(draw: random.Random, household: str, place: int) -> list[str]:
    year = draw.randint(1930, 2015)
    grown = 1956 <= year <= 2000
    labour = draw.choices(LABOUR, (80, 12, 8) if grown else (15, 25, 60))[0]
    born = f"{year}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    known = labour if draw.random() >= UNKNOWN else ""
    return [f"{household}-{place}", household, _name(draw), born, known]


def _name(draw: random.Random) -> str:
    return draw.choice(SURNAMES) + draw.choice(GIVEN) + draw.choice(GIVEN)


def _spoil(draw: random.Random, rows: list[list[str]], people: list[list[str]]) -> None:
    """Put in the faults that registers have: about one row in two hundred."""
    for row in draw.sample(rows, max(6, len(rows) // 200)):
        column, cell = draw.choice(
            [
                (3, "１２０００"),
                (4, "约8000"),
                (5, "NaN"),
                (6, "1200.005"),
                (8, "不详"),
                (7, "-300"),
                (0, rows[0][0]),
            ]
        )
        row[column] = cell
    for person in draw.sample(people, max(4, len(people) // 1000)):
        column, cell = draw.choice([(3, "1980-09-31"), (1, "H99999"), (4, "尚可"), (3, "七十岁")])
        person[column] = cell


def _table(path: Path, headers: tuple[str, ...], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows(rows)
