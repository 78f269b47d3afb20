"""A whole county for the demo: read, decided, its villages worked out from its households, its record put beside the rule."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import invented_county
import numpy as np
from pyarrow import csv

import povertypolicy as pp
from povertypolicy.authoring import yes_no
from povertypolicy.errors import Fault
from povertypolicy.expr.nodes import Number
from povertypolicy.quantities import Count
from povertypolicy.register.levels import Levels, levels
from povertypolicy.register.reconciling import Grouping, Reconciliation, Recorded, reconcile_frame
from povertypolicy.register.registers import Register
from povertypolicy.register.reporting import faults_csv
from povertypolicy.register.results import Result
from povertypolicy.register.told import FAULT, ToldTable
from povertypolicy.register.writing import write_files
from povertypolicy.texts import LANGUAGES

HOUSEHOLDS = 20_000
STANDARDS = ("household.identification", "household.exit")
VILLAGE = "village.identification"
LEFT = yes_no((invented_county.EXITED, "has left poverty")).on(pp.Household, "left")
TOLD = 4


@contextmanager
def timed(zh: str, en: str) -> Iterator[None]:
    """Tell how long something took."""
    start = perf_counter()
    yield
    seconds = perf_counter() - start
    print(f"  {zh}：{seconds:.2f} 秒 / {en}: {seconds:.2f} s")


def show(policy: pp.Policy, folder: Path) -> None:
    """Show everything about the county."""
    folder.mkdir(exist_ok=True)
    paths = invented_county.write(folder, HOUSEHOLDS)
    tables = {
        pp.Household: paths["households"],
        pp.Person: paths["persons"],
        pp.Village: paths["villages"],
    }
    derive = {pp.Village.poor_persons: poor_persons(policy)}
    with timed(
        "读入三张表，核查每户每村", "reading three tables, deciding households and villages"
    ):
        found = levels(tables, policy, (*STANDARDS, VILLAGE), derive=derive, extensions=[LEFT])
    households, result = found.registers[pp.Household], found[pp.Household]
    with timed("写出结果：CSV 和 Excel", "writing the answers as CSV and as Excel"):
        write(folder, households, result)
    print_counts(policy, result)
    print_faults(households.faults)
    names = csv.read_csv(paths["villages"])["村名"].to_pylist()
    reconciled = reconcile(policy, households, names)
    write_files({folder / "reconciled.csv": reconciled.csv("village")})
    print_villages(policy, found, names, reconciled)
    for language in LANGUAGES:
        print(f"\n{reconciled.say(language, by='village', most=3)}")


def poor_persons(policy: pp.Policy) -> Number[pp.Village, Count]:
    """The poor persons of a village, counted from its households."""
    poor = policy.clause(STANDARDS[0]).node
    return pp.Village.households.where(poor).sum(pp.Household.persons.listed().count())


def write(folder: Path, households: Register, result: Result) -> None:
    """Write the answers as CSV in both languages and as a workbook in Chinese, the faults beside them."""
    workbook = folder / "answers.xlsx"
    write_files(
        {
            folder / "answers.csv": ToldTable(households, result).csv(),
            workbook: ToldTable(households, result, ("zh",)).workbook(workbook),
            folder / "faults.csv": faults_csv(households.faults, LANGUAGES),
        }
    )


def print_counts(policy: pp.Policy, result: Result) -> None:
    """Say how many rows have which answer."""
    counts = result.counts()
    rows, answered, faulty = counts["rows"], counts["answered"], counts["faulty"]
    print(f"  共 {rows:,} 行，{answered:,} 行有结论，{faulty:,} 行有问题")
    print(f"  {rows:,} rows: {answered:,} answered, {faulty:,} reported as faulty")
    for name, answers in counts["answers"].items():
        label = policy.clause(name).info.label
        print(f"  {label.zh} / {label.en}")
        for outcome in (o for o in pp.Outcome if o.value in answers):
            print(f"    {answers[outcome.value]:>6,}  {outcome.label.zh} / {outcome.label.en}")


def print_faults(faults: tuple[Fault, ...]) -> None:
    """Show the first fault of each kind."""
    kinds = Counter(fault.code for fault in faults)
    print(
        f"  问题 {len(faults):,} 处，{len(kinds)} 种 / {len(faults):,} faults of {len(kinds)} kinds"
    )
    for code, count in kinds.most_common():
        example = next(fault for fault in faults if fault.code == code)
        print(f"    {count:>6,}  {example.text('zh')}\n            {example.text('en')}")


def reconcile(policy: pp.Policy, households: Register, villages: list[str]) -> Reconciliation:
    """Put the record of every household beside the rule, by village."""
    village = households.frame.above[pp.Village].index
    return reconcile_frame(
        policy,
        households.frame,
        Recorded(exited=LEFT),
        by={"village": Grouping(np.array(villages), village)},
        good=households.good,
    )


def print_villages(
    policy: pp.Policy, found: Levels, names: list[str], reconciled: Reconciliation
) -> None:
    """Compare what the villages report of themselves with what their households come to."""
    villages = found.registers[pp.Village]
    reported = villages.assess(policy, [VILLAGE]).arrow[VILLAGE].to_pylist()
    by_household = found[pp.Village].arrow[VILLAGE].to_pylist()
    label = policy.clause(VILLAGE).info.label
    print(f"\n  {label.zh} / {label.en}")
    print_line("按各村自报的贫困人口", "poor persons as the villages report them", reported)
    print_line(
        "按逐户核查数出的贫困人口", "poor persons counted from their households", by_household
    )
    print(
        "    还不能定的村，占比的两端跨过 5% / Open, for the two ends lie on both sides of 5 percent:"
    )
    print("      村 village  自报 reported  核查 counted  户籍 registered  占比 share")
    registered, report = (
        villages.frame.columns[name].values.tolist()
        for name in ("registered_population", "poor_persons")
    )
    still_open = [place for place, answer in enumerate(by_household) if answer == "unknown"]
    for place in still_open[:TOLD]:
        ends = reconciled.by("village")[names[place]]["identified"].persons
        low, high = ends.certain, ends.certain + ends.possible
        people = registered[place]
        share = f"{low * 10000 // people / 100}%–{-(-high * 10000 // people) / 100}%"
        print(
            f"      {names[place]:<10}{report[place]:<15}{f'{low}–{high}':<15}{people:<17}{share}"
        )


def print_line(zh: str, en: str, answers: list[str]) -> None:
    """Say how many villages have which answer."""
    counts = Counter(answers)
    said = [
        (outcome.label, counts[outcome.value]) for outcome in pp.Outcome if counts[outcome.value]
    ]
    said.append((FAULT, counts["fault"]))
    print(f"    {zh}：{'，'.join(f'{one.zh} {count}' for one, count in said)}")
    print(f"      {en}: {', '.join(f'{one.en} {count}' for one, count in said)}")
