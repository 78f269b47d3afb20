"""Measure povertypolicy against hand-written Python, zen-engine and OpenFisca: ``make bench``.

run.py            about three minutes; writes results.json
run.py --quick    a look, in half a minute
run.py --readme   also puts the table into README.md
"""

import argparse
import datetime as dt
import json
import os
import platform
import random
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import agreeing
import attrs
import handwritten
import households as hh
import importing
import itemised
import peers
import reading
from timing import Contender, Ratio, Timed, alternate

from povertypolicy import BoundClause, Household, explain

HERE = Path(__file__).parent
MARKS = ("<!-- figures -->\n", "<!-- end of figures -->\n")
TOGETHER = ("household.identification", "household.exit")
DISTRIBUTIONS = ("povertypolicy", "attrs", "zen-engine", "OpenFisca-Core", "numpy")


@attrs.frozen
class Line:
    """One row of the table: what was measured, against what, and the figure to beat."""

    what: str
    figure: str
    against: str = ""
    ratio: Ratio | None = None
    target: str = ""
    met: bool | None = None


@attrs.frozen
class Size:
    """How much is run."""

    households: int
    batch: int
    slow: int
    rounds: int
    processes: int
    line: int


FULL = Size(households=2000, batch=400, slow=4, rounds=120, processes=15, line=500)
QUICK = Size(households=400, batch=200, slow=2, rounds=25, processes=5, line=100)


def over(name: str, decide: Callable[[Any], object], items: list[Any]) -> Contender:
    """A contender that decides one item after another."""

    def batch() -> None:
        for item in items:
            decide(item)

    return Contender(name, batch, len(items))


def compare(what: str, one: Timed, other: Timed, target: str = "") -> Line:
    """How much longer `one` takes than `other`; a target such as ``<= 1.5`` or ``>= 30``."""
    ratio = Ratio.of(one, other)
    met = None
    if target:
        bound, figure = target.split()
        met = ratio.middle <= float(figure) if bound == "<=" else ratio.middle >= float(figure)
    return Line(
        what, f"{one.middle:.2f} µs", f"{other.name}: {other.middle:.2f} µs", ratio, target, met
    )


# --- what is measured ----------------------------------------------------------------------------


def simple(size: Size) -> list[Line]:
    policy = hh.guangdong()
    records = hh.records(size.households)
    subjects = hh.built(policy, records)
    agreeing.simple_agrees(policy, records, subjects)
    compared = agreeing.openfisca_agrees(records, subjects, size.households // 4)
    wrong = agreeing.wrong_on_the_line(policy, size.line)
    few = subjects[: size.batch]
    known = [record for record in records if hh.is_known(record)]
    situations = [peers.openfisca_situation(record) for record in known[: size.slow]]
    together = policy.together(*TOGETHER)

    def batch() -> None:
        for subject in few:
            answers = together.ask(subject)
            answers.outcomes  # noqa: B018 - reading it is what is measured
            answers.trace  # noqa: B018

    ours = Contender("ours", batch, len(few))
    times = alternate([over("by hand", handwritten.simple, few), ours], size.rounds)
    slow = alternate(
        [
            ours,
            over("zen-engine", peers.zen_decider(), records[: 10 * size.slow]),
            over("OpenFisca", peers.openfisca_decider(), situations),
        ],
        size.rounds // 2,
    )
    return [
        Line("households on which ours, by hand and zen-engine agree", str(len(subjects))),
        Line("and OpenFisca, where nothing is unknown or on a line", str(compared)),
        *(
            Line(f"wrong answers on the lines, of {2 * size.line}: {name}", str(count))
            for name, count in wrong.items()
        ),
        compare(
            "identification and exit, outcomes and trace",
            times["ours"],
            times["by hand"],
            "<= 1.5",
        ),
        alone(
            "identification alone",
            policy.clause(TOGETHER[0]),
            handwritten.identification,
            few,
            size,
        ),
        alone(
            "exit alone (by hand: both)", policy.clause(TOGETHER[1]), handwritten.simple, few, size
        ),
        compare("zen-engine, against ours", slow["zen-engine"], slow["ours"], ">= 30"),
        compare("OpenFisca-Core, against ours", slow["OpenFisca"], slow["ours"], ">= 300"),
    ]


def alone(
    what: str, clause: BoundClause, by_hand: handwritten.Decide, few: list[Household], size: Size
) -> Line:
    """One clause asked alone."""
    times = alternate(
        [over("by hand", by_hand, few), Contender("ours", asking(clause, few), len(few))],
        size.rounds // 2,
    )
    return compare(what, times["ours"], times["by hand"])


def asking(clause: BoundClause, subjects: list[Household]) -> Callable[[], None]:
    """Ask one clause, and read outcome and trace."""

    def batch() -> None:
        for subject in subjects:
            decision = clause.ask(subject)
            decision.outcome  # noqa: B018 - reading it is what is measured
            decision.trace  # noqa: B018

    return batch


def from_entries(size: Size) -> list[Line]:
    policy = itemised.policy()
    draw = random.Random(2019)
    records = [hh.with_entries(record, draw) for record in hh.records(size.households)]
    for record in records:
        del record["meets_allowance_policy"]
    subjects = hh.built(policy, records)
    agreeing.itemised_agrees(policy, subjects)
    few = subjects[: size.batch]
    clause = policy.clause("household.exit")
    times = alternate(
        [
            over("by hand", handwritten.itemised, few),
            Contender("ours", asking(clause, few), len(few)),
        ],
        size.rounds,
    )
    entries = sum(len(record["entries"]) for record in records) / len(records)
    what = f"exit from {entries:.1f} dated entries, five sums in a window"
    return [compare(what, times["ours"], times["by hand"], "<= 1.9")]


def telling(size: Size) -> list[Line]:
    policy = hh.guangdong()
    subjects = hh.built(policy, hh.records(size.batch))[: size.batch // 4]
    clause = policy.clause("household.exit")
    for subject in subjects:
        explain(clause.ask(subject))

    def findings() -> None:
        for subject in subjects:
            clause.ask(subject).findings  # noqa: B018 - building them is what is measured

    def text() -> None:
        for decision in decisions:
            explain(decision, "zh")

    decisions = [clause.ask(subject) for subject in subjects]
    for decision in decisions:
        decision.findings  # noqa: B018 - so that the text alone is measured
    times = alternate(
        [
            Contender("findings", findings, len(subjects)),
            Contender("text", text, len(subjects)),
        ],
        max(5, size.rounds // 5),
    )
    told = times["text"]
    return [
        Line("findings of the exit, on first access", f"{times['findings'].middle:.0f} µs"),
        Line(
            "explanation as text, once the findings stand",
            f"{told.middle:.0f} µs (least {told.least:.0f})",
            target="<= 100 µs",
            met=told.least <= 100,
        ),
    ]


def from_dicts(size: Size) -> list[Line]:
    policy = hh.guangdong()
    data = [hh.plain(record) for record in hh.records(size.batch)][: size.batch // 4]
    times = alternate(
        [
            over("ours", lambda record: policy.read(Household, record), data),
            over("plain attrs", reading.plain, data),
            over("attrs with checks", reading.checked, data),
        ],
        max(5, size.rounds // 5),
    )
    return [
        compare("a household read from a dict", times["ours"], times["plain attrs"]),
        compare("the same", times["ours"], times["attrs with checks"]),
    ]


def imports(size: Size) -> list[Line]:
    taken = importing.process_times(size.processes)
    base = taken["attrs and pluggy"]
    more = taken["povertypolicy"] - base
    return [
        Line("a process that imports nothing", f"{taken['bare']:.0f} ms"),
        Line("import attrs, pluggy", f"{base:.0f} ms"),
        Line(
            "import povertypolicy, more than that",
            f"{more:+.0f} ms",
            target="<= 30 ms",
            met=more <= 30,
        ),
        *(
            Line(f"{name}, more than that", f"{taken[name] - base:+.0f} ms")
            for name in ("every public name", "Guangdong opened")
        ),
    ]


PARTS = (simple, from_entries, telling, from_dicts, imports)

# --- how it is told ------------------------------------------------------------------------------


def row(line: Line) -> tuple[str, str, str, str, str]:
    """One line as the cells of a table."""
    ratio = line.ratio
    told = (
        ""
        if ratio is None
        else f"{ratio.middle:.2f} (least {ratio.least:.2f}, quartiles {ratio.low:.2f}–{ratio.high:.2f})"
    )
    target = line.target + ("" if line.met is None else " ✓" if line.met else " ✗")
    return line.what, line.figure, line.against, told, target


def table(lines: Iterable[Line]) -> str:
    """The lines as a Markdown table."""
    head = [("what", "figure", "against", "ratio", "target"), ("---",) * 5]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in [*head, *map(row, lines)])


def machine() -> dict[str, Any]:
    """Where and when, and the versions of what took part."""
    return {
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} shared cores",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in DISTRIBUTIONS},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a look, in half a minute")
    parser.add_argument("--readme", action="store_true", help="put the table into README.md")
    asked = parser.parse_args()
    about = machine()
    versions = ", ".join(f"{name} {number}" for name, number in about["versions"].items())
    where = f"{about['date']}, {about['machine']}, Python {about['python']}; {versions}"
    print(where, "\n")
    lines: list[Line] = []
    for part in PARTS:
        found = part(QUICK if asked.quick else FULL)
        lines += found
        for line in found:
            print(*filter(None, row(line)), sep=" | ", flush=True)
    if not asked.quick:
        kept = {**about, "figures": [attrs.asdict(line) for line in lines]}
        text = json.dumps(kept, ensure_ascii=False, indent=1)
        (HERE / "results.json").write_text(text + "\n", encoding="utf-8")
    if asked.readme:
        readme = HERE / "README.md"
        before, rest = readme.read_text(encoding="utf-8").split(MARKS[0])
        _, after = rest.split(MARKS[1])
        told = f"{where}.\n\n{table(lines)}"
        readme.write_text(f"{before}{MARKS[0]}{told}{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
