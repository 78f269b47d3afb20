"""A small register of invented households for the tests of files, and the sample policy as an installed plugin."""

from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path

import sample_policy

from povertypolicy import Household, Person, Village
from povertypolicy.plugins import finding, hooks
from povertypolicy.quantities import yuan_per_head
from povertypolicy.register import Source, assess, read_register

HOUSEHOLDS = (
    "户编号,工资性收入（元，2017年不变价）,经营性收入（元，2017年不变价）,转移性收入（元，2017年不变价）,"
    "生产经营性支出（元，2017年不变价）,住房安全,是否低保户,村编号\n"
    "h1,6998,0,0,0,是,否,v1\n"
    "h2,7000,0,0,0,是,否,v1\n"
    "h3,7002,0,0,0,是,否,v1\n"
)
PERSONS = (
    "编号,户编号,姓名,劳动能力,是否参加医保,本人享受低保,出生日期\n"
    "p1,h1,甲,有劳动能力,是,否,1970-09-30\n"
    "p2,h1,乙,完全丧失劳动能力,是,否,1980-01-31\n"
    "p3,h2,丙,有劳动能力,是,否,1970-09-30\n"
    "p4,h2,丁,完全丧失劳动能力,是,否,1980-01-31\n"
    "p5,h3,戊,有劳动能力,是,否,1970-09-30\n"
    "p6,h3,己,完全丧失劳动能力,是,否,1980-01-31\n"
)
VILLAGES = "村编号,村名,户籍人口\nv1,云溪村,400\n"

ASKED = ("yunxi.poor", "household.exit", "yunxi.small")
OTHERS = {"persons": Person, "villages": Village}


@hooks.impl
def povertypolicy_policies():
    """Supply the sample policy: this module is its plugin."""
    return [sample_policy.load()]


def install(monkeypatch):
    """Let the sample policy be the one plugin installed."""
    point = EntryPoint("yunxi", "register_samples", hooks.PROJECT)
    monkeypatch.setattr(finding, "entry_points", lambda group: [point])


def sit_down(monkeypatch):
    """Let the sample policy be the one installed, and the terminal say nothing of its language."""
    install(monkeypatch)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def put_tables(folder, households=HOUSEHOLDS, persons=PERSONS, villages=VILLAGES):
    """Write the three tables of a register, and return their paths by name."""
    tables = {"households": households, "persons": persons, "villages": villages}
    return {name: put(folder, f"{name}.csv", text) for name, text in tables.items()}


@cache
def policy(rules_on="2018-12-31"):
    average = yuan_per_head("9000.50", prices_of=2017)
    return sample_policy.policy(rules_on).supply(
        "yunxi.average", average, source="an invented bulletin"
    )


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def read(
    folder, households=HOUSEHOLDS, persons=PERSONS, villages=VILLAGES, name="households.csv", **how
):
    """Read a register as it would come from three files; a table given as None is left out."""
    tables = {"persons": persons, "villages": villages}
    others = {
        OTHERS[table]: put(folder, f"{table}.csv", text)
        for table, text in tables.items()
        if text is not None
    }
    return read_register(
        Household,
        put(folder, name, households),
        others,
        extensions=policy().rules.extensions,
        source=Source(**how),
    )


def lines(register, clauses=ASKED):
    return list(assess(policy(), register, clauses))


def answers(register, clause="yunxi.poor"):
    """Return what becomes of each row: the answer of one clause, or ``fault``."""
    return {
        line.row: line.status if line.faults else line.decisions[0].outcome.value
        for line in lines(register, (clause,))
    }
