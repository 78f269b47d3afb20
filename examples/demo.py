"""What ``make demo`` shows: published figures judged, an invented register decided, one household explained."""

import sys
from collections import Counter
from pathlib import Path

import invented

import povertypolicy as pp
from povertypolicy.register import (
    Line,
    Register,
    Report,
    Summary,
    assess,
    read_register,
    write_files,
)
from povertypolicy.register.reporting import faults_csv
from povertypolicy.testing import cases
from povertypolicy.texts import LANGUAGES, Language

HERE = Path(__file__).parent
OUTPUT = Path("demo-output")
HOUSEHOLDS = 2000
STANDARDS = ("household.identification", "household.exit")


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


def decide(guangdong: pp.Policy) -> tuple[Register, list[Line]]:
    """Decide an invented register and leave the result files."""
    heading(f"虚构名册：{HOUSEHOLDS} 户", f"An invented register of {HOUSEHOLDS} households")
    households, persons = invented.write(OUTPUT, HOUSEHOLDS)
    extensions = guangdong.rules.extensions
    register = read_register(pp.Household, households, {pp.Person: persons}, extensions=extensions)
    summary = Summary()
    lines = list(summary.watch(assess(guangdong, register, STANDARDS)))
    report = Report(guangdong, STANDARDS)
    answers, faults = OUTPUT / "answers.csv", OUTPUT / "faults.csv"
    write_files({answers: report.csv(lines), faults: faults_csv(register.faults, LANGUAGES)})
    print(f"{summary.rows} 行：{summary.answered} 行有结论，{summary.faulty} 行有问题")
    print(f"{summary.rows} rows: {summary.answered} answered, {summary.faulty} reported as faulty")
    for clause, counts in summary.answers.items():
        label = guangdong.clause(clause).info.label
        print(f"  {label.zh} / {label.en}")
        for outcome, count in counts.most_common():
            said = pp.Outcome(outcome).label
            print(f"    {count:>5}  {said.zh} / {said.en}")
    print_faults(register)
    return register, lines


def print_faults(register: Register) -> None:
    """Show the first fault of each kind."""
    kinds = Counter(fault.code for fault in register.faults)
    print(f"  问题的种类 / Kinds of fault: {len(kinds)}")
    for code, count in kinds.most_common():
        example = next(fault for fault in register.faults if fault.code == code)
        print(f"    {count:>5}  {example.text('zh')}\n           {example.text('en')}")


def explain(lines: list[Line]) -> None:
    """Explain one household whose exit is open, in both languages."""
    heading("一户的说明", "One household explained")
    exits = (line.decisions[1] for line in lines if line.decisions)
    decision = next(exit_ for exit_ in exits if exit_.open and exit_.may_settle)
    languages: tuple[Language, ...] = LANGUAGES
    for language in languages:
        print(f"\n{pp.explain(decision, language)}")
    sheets = {OUTPUT / f"sheet.{lang}.html": [pp.sheet(decision, lang)] for lang in languages}
    write_files(sheets)


def main() -> None:
    OUTPUT.mkdir(exist_ok=True)
    published()
    _, lines = decide(policy())
    explain(lines)
    heading("结果文件", "Result files")
    for path in sorted(OUTPUT.iterdir()):
        print(f"  demo-output/{path.name}")


if __name__ == "__main__":
    main()
