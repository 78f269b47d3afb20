"""Measure Anhui's exit over a register with dated entries: ``python benchmarks/registers/anhui.py``.

registers/anhui.py                   some minutes
registers/anhui.py --households N    another size than a million
registers/anhui.py --readme          also puts the table into README.md
"""

import argparse
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))

import anhui_drawing  # noqa: E402 - the folder above is on the path now
import anhui_peer  # noqa: E402
import numpy as np  # noqa: E402
from alike import CODES, Disagreement  # noqa: E402
from anhui_peer import Told  # noqa: E402
from measuring import Both, Compared, alternate, compare  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from timing import Contender  # noqa: E402

import povertypolicy  # noqa: E402
from povertypolicy import Decision, Outcome, Policy  # noqa: E402
from povertypolicy.columns.data import Frame  # noqa: E402
from povertypolicy.columns.deciding import CHUNK, Answer, decide  # noqa: E402
from povertypolicy.columns.records import subject_at  # noqa: E402

README = HERE.parent / "README.md"
MARKS = ("<!-- anhui -->\n", "<!-- end of anhui -->\n")
HEAD = ("households", "what", "ms", "against", "ms", "ratio, in processor time", "target")
HOUSEHOLDS, OF_THE_PROVINCE, ASKED_ALONE = 1_000_000, 708_000, 3000
TARGET = "<= 1.5"
IDENTIFIED, LEAVES = "household.identification", "household.exit"
READINGS = {
    "anhui.exit.standard": "provincial",
    "anhui.exit.income": "net",
    "anhui.membership.scope": "dwelling_for_both",
}
INCOME, SPENDING = "net income", "spending on illness + spending on schooling"
"""What the distances are about."""

SIGNED, BY_KIND = "by hand, one signed sum", "by hand, kind by kind"
OURS, SMALL, TELLING = "ours", "ours, smaller chunks", "ours, telling what is missing"
BOTH = "ours, identification too"


def anhui() -> Policy:
    """Return Anhui's policy with its readings chosen."""
    policy = povertypolicy.policy("anhui", rules_on="2017-12-31")
    for name, reading in READINGS.items():
        policy = policy.choose(name, reading)
    return policy


def kernel(
    *names: str, missing: bool = False, chunk: int = CHUNK
) -> Callable[[Frame], tuple[Answer, ...]]:
    """Return the kernel, compiled at its first call."""
    together = anhui().together(*names)
    return lambda frame: decide(together, frame, names=names, missing=missing, chunk=chunk)


# do all answer alike?


def told(answer: Answer) -> Told:
    """What the kernel says of the exit, in the common form."""
    said, ways = answer.answered, [way.of.en for way in answer.ways]
    income, spending = (said.distances[ways.index(name)] for name in (INCOME, SPENDING))
    return Told(
        said.codes,
        said.not_met[0],
        said.unknown[0],
        income.values,
        income.known,
        spending.values,
        spending.known,
    )


def one_by_one(frame: Frame, count: int) -> tuple[NDArray[np.generic], ...]:
    """Outcomes, bits and the distances of the first households, asked alone."""
    policy = anhui()
    clause, extensions = policy.clause(LEAVES), policy.rules.extensions
    decisions = [clause.ask(subject_at(frame, row, extensions)) for row in range(count)]
    return tuple(np.array(column) for column in zip(*map(_row, decisions), strict=True))


def _row(decision: Decision) -> tuple[int, ...]:
    findings = decision.findings
    bits = (
        sum(1 << place for place, finding in enumerate(findings) if finding.outcome is outcome)
        for outcome in (Outcome.NO, Outcome.UNKNOWN)
    )
    distances = (finding.distance for finding in (findings[0], findings[-1]))
    steps = (0 if d is None else int(d.quantity.value) * (1 if d.more else -1) for d in distances)
    return CODES[decision.outcome], *bits, *steps


def _plainly(by_hand: Told, count: int) -> tuple[NDArray[np.generic], ...]:
    income, spending = by_hand.distance * by_hand.known, by_hand.spending * by_hand.spending_known
    all_ = by_hand.codes, by_hand.not_met, by_hand.unknown, income, spending
    return tuple(column[:count] for column in all_)


def _agrees_alone(frame: Frame, by_hand: Told, alone: int) -> None:
    pairs = zip(one_by_one(frame, alone), _plainly(by_hand, alone), strict=True)
    rows = int(np.logical_or.reduce([one != two for one, two in pairs]).sum())
    if rows:
        name = "one by one"
        raise Disagreement(name, rows)


def agree(frame: Frame, alone: int) -> str:
    """Compare all answers of every household, and say over how many.

    Raises:
        Disagreement: naming the contender, and how many rows differ.
    """
    by_hand = anhui_peer.decide(frame, anhui_peer.signed)
    others = {
        BY_KIND: anhui_peer.decide(frame, anhui_peer.by_kind, chunk=5000),
        OURS: told(kernel(LEAVES)(frame)[0]),
        BOTH: told(kernel(IDENTIFIED, LEAVES, chunk=5000)(frame)[1]),
    }
    for name, other in others.items():
        rows = int(by_hand.differs(other).sum())
        if rows:
            raise Disagreement(name, rows)
    _agrees_alone(frame, by_hand, alone)
    no, unknown, yes = np.bincount(by_hand.codes, minlength=3)
    on_the_line = np.count_nonzero(by_hand.known & (by_hand.distance == 1))
    return (
        f"Equal in every outcome, bit and distance: by hand in both ways and in columns ({len(frame):,}), "
        f"and asked one by one ({alone:,}). {yes:,} leave, {no:,} do not, {unknown:,} are open; "
        f"{on_the_line:,} stand on the line."
    )


# how long does it take?


def measured(frame: Frame, rounds: int) -> list[Compared]:
    """The exit with dated entries: ours against by hand."""
    batches = {
        SIGNED: lambda: anhui_peer.decide(frame, anhui_peer.signed),
        BY_KIND: lambda: anhui_peer.decide(frame, anhui_peer.by_kind),
        OURS: _batch(frame, kernel(LEAVES)),
        SMALL: _batch(frame, kernel(LEAVES, chunk=anhui_peer.CHUNK)),
    }
    found = _alternated(batches, len(frame), rounds)
    pairs = ((OURS, BY_KIND), (OURS, SIGNED), (SMALL, BY_KIND), (SMALL, SIGNED), (BY_KIND, SIGNED))
    return [
        compare(len(frame), found[one], found[other], TARGET if one == OURS else "")
        for one, other in pairs
    ]


def of_the_province(frame: Frame, rounds: int) -> list[Compared]:
    """Identification and exit over as many households as Guangdong's register has."""
    batches = {
        OURS: _batch(frame, kernel(LEAVES)),
        BOTH: _batch(frame, kernel(IDENTIFIED, LEAVES)),
        TELLING: _batch(frame, kernel(LEAVES, missing=True)),
    }
    found = _alternated(batches, len(frame), rounds)
    return [compare(len(frame), found[one], found[OURS]) for one in (BOTH, TELLING)]


def _batch(frame: Frame, of: Callable[[Frame], object]) -> Callable[[], object]:
    return lambda: of(frame)


def _alternated(
    batches: dict[str, Callable[[], object]], size: int, rounds: int
) -> dict[str, Both]:
    return alternate([Contender(name, batch, size) for name, batch in batches.items()], rounds)


# what is told


def row(line: Compared) -> tuple[str, ...]:
    """One comparison as the cells of a table."""
    ratio = line.processor
    met = {None: "", True: " ✓", False: " ✗"}[line.met]
    return (
        f"{line.size:,}",
        line.what,
        f"{line.milliseconds:.0f}",
        line.against,
        f"{line.other_milliseconds:.0f}",
        f"{ratio.middle:.2f} (least {ratio.least:.2f}, quartiles {ratio.low:.2f}–{ratio.high:.2f})",
        line.target + met,
    )


def table(lines: list[Compared]) -> str:
    """The comparisons as a Markdown table."""
    cells = [HEAD, ("---",) * len(HEAD), *map(row, lines)]
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def put_into_readme(text: str) -> None:
    """Put a text between the marks of the page."""
    before, rest = README.read_text(encoding="utf-8").split(MARKS[0])
    _, after = rest.split(MARKS[1])
    README.write_text(f"{before}{MARKS[0]}{text}{MARKS[1]}{after}", encoding="utf-8")


def where() -> str:
    """The machine, the day, and what took part."""
    from run import machine  # noqa: PLC0415 - it is a program too

    about = machine()
    versions = ", ".join(f"{name} {version(name)}" for name in ("povertypolicy", "numpy"))
    return f"{about['date']}, {about['machine']}, Python {about['python']}; {versions}."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--households", type=int, default=HOUSEHOLDS, help="how many to draw")
    parser.add_argument("--readme", action="store_true", help="put the table into README.md")
    parser.add_argument("--rounds", type=int, default=9, help="how often to measure")
    asked = parser.parse_args()
    frame = anhui_drawing.frame(asked.households)
    said = [where(), agree(frame, min(ASKED_ALONE, len(frame)))]
    print(*said, sep="\n", flush=True)
    lines = measured(frame, asked.rounds)
    of_province = frame.part(0, min(OF_THE_PROVINCE, len(frame)))
    lines += of_the_province(of_province, max(3, asked.rounds // 2))
    print(table(lines))
    if asked.readme:
        put_into_readme("\n\n".join([*said, table(lines)]))


if __name__ == "__main__":
    main()
