"""What ``make demo`` shows: published figures judged, an invented register decided, a household explained, a county."""

import sys
from pathlib import Path

import county
import invented
import numpy as np

import povertypolicy as pp
from povertypolicy.register.registers import Register, register
from povertypolicy.register.reporting import faults_csv
from povertypolicy.register.results import Result
from povertypolicy.register.told import ToldTable
from povertypolicy.register.writing import Content, write_files
from povertypolicy.testing import cases
from povertypolicy.texts import LANGUAGES

HERE = Path(__file__).parent
OUTPUT = Path("demo-output")
HOUSEHOLDS = 2000


def heading(zh: str, en: str) -> None:
    print(f"\n== {zh} / {en}")


def published() -> None:
    """Judge the published figures that Guangdong's rules can judge."""
    heading("已公布的数字", "Published figures")
    for result in cases.run(HERE / "published.toml"):
        if result.decision is None or not result.passed:
            sys.exit(result.text().en)
        answer, data = result.decision.value_label, result.case.data
        print(f"{result.case.name}\n  {data['source']}\n  -> {answer.zh} / {answer.en}")
        for reason in result.decision.reasons:
            print(f"     {reason.label.zh} / {reason.label.en}")


def policy() -> pp.Policy:
    """Guangdong on the last day of 2016, with what its document does not print."""
    index = pp.price_index(
        {2014: 100, 2016: "103.4658"}, source="example index, not a published series", assumed=True
    )
    average = pp.yuan_per_head("14512.20", prices_of=2016)
    source = "press report of the 2016 survey, http://www.jinchengblades.com/jzxw/12739.html, not checked again"
    guangdong = pp.policy("guangdong", rules_on="2016-12-31").with_index(index)
    return guangdong.supply("guangdong.rural_average", average, source=source)


def decide(guangdong: pp.Policy) -> tuple[Register, Result]:
    """Decide an invented register and leave the result files."""
    heading(f"虚构名册：{HOUSEHOLDS:,} 户", f"An invented register of {HOUSEHOLDS:,} households")
    households, persons = invented.write(OUTPUT, HOUSEHOLDS)
    read = register({pp.Household: households, pp.Person: persons}, policy=guangdong)
    result = read.assess(guangdong, county.STANDARDS)
    files: dict[Path, Content] = {
        OUTPUT / "answers.csv": ToldTable(read, result).csv(),
        OUTPUT / "faults.csv": faults_csv(read.faults, LANGUAGES),
    }
    write_files(files)
    county.print_counts(guangdong, result)
    county.print_faults(read.faults)
    return read, result


def explain(guangdong: pp.Policy, read: Register, result: Result) -> None:
    """Explain one household whose exit is open and hangs on facts alone, in both languages."""
    heading("一户的说明", "One household explained")
    name = county.STANDARDS[1]
    table = result.arrow
    hangs = np.asarray(table[f"{name} missing"]) != 0
    hangs &= np.asarray(table[f"{name} reasons"]) == 0
    decision = read.explain(guangdong, name, table["id"][int(hangs.argmax())].as_py())
    for language in LANGUAGES:
        print(f"\n{pp.explain(decision, language)}")
    sheets = {OUTPUT / f"sheet.{lang}.html": [pp.sheet(decision, lang)] for lang in LANGUAGES}
    write_files(sheets)


def main() -> None:
    OUTPUT.mkdir(exist_ok=True)
    published()
    guangdong = policy()
    explain(guangdong, *decide(guangdong))
    heading(f"一个县：{county.HOUSEHOLDS:,} 户", f"A county of {county.HOUSEHOLDS:,} households")
    county.show(guangdong, OUTPUT / "county")
    heading("结果文件", "Result files")
    for path in sorted(path for path in OUTPUT.rglob("*") if path.is_file()):
        print(f"  {path.as_posix()}")


if __name__ == "__main__":
    main()
