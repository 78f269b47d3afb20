"""Measure registers against numpy and Polars by hand and OpenFisca-Core: ``python benchmarks/registers``.

registers            about three minutes; writes registers/results.json
registers --quick    a look, with the smaller registers
registers --readme   also puts the table into README.md
"""

import argparse
import json
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))

import alike  # noqa: E402
import attrs  # noqa: E402 - the folder above is on the path now
import generating  # noqa: E402
import measuring  # noqa: E402
import national  # noqa: E402
from run import machine  # noqa: E402

README = HERE.parent / "README.md"
MARKS = ("<!-- registers -->\n", "<!-- end of registers -->\n")
DISTRIBUTIONS = ("pyarrow", "polars")
HEAD = (
    "households",
    "what",
    "ms",
    "against",
    "ms",
    "ratio, by the clock",
    "in processor time",
    "target",
)


def row(line: measuring.Compared) -> tuple[str, ...]:
    """One comparison as the cells of a table."""
    ratio = line.ratio
    met = {None: "", True: " ✓", False: " ✗"}[line.met]
    return (
        f"{line.size:,}",
        line.what,
        f"{line.milliseconds:.2f}",
        line.against,
        f"{line.other_milliseconds:.2f}",
        f"{ratio.middle:.2f} (least {ratio.least:.2f}, quartiles {ratio.low:.2f}–{ratio.high:.2f})",
        f"{line.processor.middle:.2f}",
        line.target + met,
    )


def table(lines: list[measuring.Compared]) -> str:
    """The comparisons as a Markdown table."""
    cells = [HEAD, ("---",) * len(HEAD), *map(row, lines)]
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def put_into_readme(told: str) -> None:
    """Put a text between the marks of the page."""
    before, rest = README.read_text(encoding="utf-8").split(MARKS[0])
    _, after = rest.split(MARKS[1])
    README.write_text(f"{before}{MARKS[0]}{told}{MARKS[1]}{after}", encoding="utf-8")


def agreed(sizes: tuple[int, ...]) -> list[str]:
    """Let all answer alike, and say over how many."""
    alike.scalar_agrees(5000)
    for size in sizes:
        alike.registers_agree(*generating.tables(size))
    compared, on_a_line, wrong = alike.openfisca_agrees(sizes[-1])
    told = ", ".join(f"{size:,}" for size in sizes)
    return [
        f"Equal in every outcome, bit and distance: one by one, by hand and in columns (5,000); all forms ({told}).",
        f"OpenFisca-Core: {compared:,} households with nothing unknown, equal off the lines; on them {wrong:,} wrong of {on_a_line:,}.",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a look, with the smaller registers")
    parser.add_argument("--readme", action="store_true", help="put the table into README.md")
    asked = parser.parse_args()
    sizes = measuring.SIZES[:2] if asked.quick else measuring.SIZES
    about = machine()
    about["versions"] |= {name: version(name) for name in DISTRIBUTIONS}
    versions = ", ".join(f"{name} {number}" for name, number in about["versions"].items())
    where = f"{about['date']}, {about['machine']}, Python {about['python']}; {versions}."
    said = agreed(sizes)
    print(where, *said, sep="\n", flush=True)
    lines: list[measuring.Compared] = []
    for size in sizes:
        found = measuring.measured(size, 15 if asked.quick else 30)
        lines += found
        for line in found:
            print(*filter(None, row(line)), sep=" | ", flush=True)
    if not asked.quick:
        kept = {**about, "said": said, "figures": [attrs.asdict(line) for line in lines]}
        text = json.dumps(kept, ensure_ascii=False, indent=1)
        (HERE / "results.json").write_text(text + "\n", encoding="utf-8")
    if asked.readme:
        runs = national.kept()
        nation = [f"Parquet to Parquet:\n\n{national.table(runs)}"] if runs else []
        put_into_readme("\n\n".join([where, *said, table(lines), *nation]))


if __name__ == "__main__":
    main()
