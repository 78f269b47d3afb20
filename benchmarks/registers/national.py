"""The national register, Parquet to Parquet, part by part: seconds, and peak memory summed over processes.

national.py FOLDER                       29.48 million households in 30 parts, about a gigabyte; made when absent
national.py FOLDER --households 1000000 10000000 29480000     and fewer of them
national.py FOLDER --once "by hand" --households 1000000      one run, in this process
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))

import attrs  # noqa: E402 - the folder above is on the path now

NATION = 29_480_000
SIZES = (1_000_000, 10_000_000, NATION)
FOLDER = Path(tempfile.gettempdir()) / "povertypolicy-national"
RESULTS = HERE / "national.json"
BY_HAND, OURS = "by hand", "ours"
PAGE = os.sysconf("SC_PAGE_SIZE")
HEAD = ("households", "", "s", "processor s", "peak MB", "ratio, by the clock", "target")
MOST_TIMES, MOST_BYTES = 1.5, 600_000_000
EVERY = 0.02
"""Seconds between two looks at the memory."""


@attrs.frozen
class Run:
    """One run in a process of its own; `peak` is in bytes, of it and all below it at one moment."""

    name: str
    households: int
    seconds: float
    busy: float
    peak: int


def by_hand(folder: Path, target: Path, households: int) -> None:
    """Read, decide and write one part after the other; both cores decide, and Arrow's own threads read."""
    import numpy as np  # noqa: PLC0415 - the process that watches needs none of it
    import numpy_peer  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415
    from generating import FLAGS, header, parts, paths  # noqa: PLC0415
    from households import AMOUNTS, guangdong  # noqa: PLC0415

    columns = (["id", *map(header, AMOUNTS), *FLAGS], ["household_id", "labour_capacity"])
    digest = pa.array([guangdong().digest])
    for number, count in parts(households):
        files = zip(paths(folder, number), columns, strict=True)
        tables = (pq.read_table(path, columns=names) for path, names in files)
        answers = numpy_peer.arrow(*tables, threads=2)
        places = pa.array(np.zeros(count, np.int8))
        answers = answers.append_column("digest", pa.DictionaryArray.from_arrays(places, digest))
        pq.write_table(answers, target / f"part-{number + 1:05d}.parquet", compression="zstd")


def ours(folder: Path, target: Path, households: int) -> None:
    """Let the library do it all."""
    from ours import parts  # noqa: PLC0415 - the process that watches needs none of it

    parts(folder, target, households)


WAYS: dict[str, Callable[[Path, Path, int], None]] = {BY_HAND: by_hand, OURS: ours}

# --- watching ------------------------------------------------------------------------------------


def run(name: str, folder: Path, target: Path, households: int) -> Run:
    """Run one way in a process of its own, and watch it.

    Raises:
        CalledProcessError: when it fails.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    command = [sys.executable, __file__, str(folder), "--target", str(target), "--once", name]
    command += ["--households", str(households)]
    before, started, peak = os.times(), time.perf_counter(), 0
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            peak = max(peak, sum(_resident(pid) for pid in _family(process.pid)))
            time.sleep(EVERY)
    seconds, after = time.perf_counter() - started, os.times()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    busy = sum(after[2:4]) - sum(before[2:4])
    return Run(name, households, seconds, busy, peak)


def _family(root: int) -> set[int]:
    """A process and all that it started."""
    below = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            below[_parent(entry)].append(int(entry.name))
    found, waiting = set(), [root]
    while waiting:
        pid = waiting.pop()
        found.add(pid)
        waiting += below[pid]
    return found


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):  # it has ended
        return 0


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


# --- comparing -----------------------------------------------------------------------------------


def same(hand: Path, library: Path) -> int:
    """Compare the answers of both ways, part by part; return how many households.

    Raises:
        ValueError: naming the part that differs.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415 - the process that watches needs none of it until now
    from answers import of_table  # noqa: PLC0415
    from ours import DISTANCE  # noqa: PLC0415

    count = 0
    for path in sorted(hand.glob("*.parquet")):
        mine, theirs = pq.read_table(path), pq.read_table(library / path.name)
        pairs = zip(of_table(mine), of_table(theirs, DISTANCE), strict=True)
        if mine["id"] != theirs["id"] or any(a.differs(b).any() for a, b in pairs):
            raise ValueError(path.name)
        count += len(mine)
    return count


def measured(folder: Path, sizes: list[int], rounds: int, names: list[str]) -> list[Run]:
    """Run all ways in turn, `rounds` times each size."""
    runs = []
    with tempfile.TemporaryDirectory(dir=folder) as targets:
        for households in sizes:
            for _ in range(rounds):
                for name in names:
                    runs.append(run(name, folder, Path(targets) / name, households))
                    print(told(runs[-1]), flush=True)
            if len(names) > 1:
                counted = same(Path(targets) / BY_HAND, Path(targets) / OURS)
                print(f"equal row for row: {counted:,}", flush=True)
    return runs


def kept() -> list[Run]:
    """Return the runs of the last time; none where there was none."""
    if not RESULTS.exists():
        return []
    return [Run(**one) for one in json.loads(RESULTS.read_text(encoding="utf-8"))]


def told(one: Run) -> str:
    """A run as a line."""
    return (
        f"{one.name} | {one.households:,} households | {one.seconds:.1f} s | "
        f"busy {one.busy:.1f} s | peak {one.peak / 1e6:.0f} MB"
    )


def table(runs: list[Run]) -> str:
    """The runs as a Markdown table: medians, and the ratio of runs that stood next to each other."""
    cells = [HEAD, ("---",) * len(HEAD)]
    for households in dict.fromkeys(one.households for one in runs):
        some = [one for one in runs if one.households == households]
        by_name = {name: [one for one in some if one.name == name] for name in WAYS}
        cells += [
            _row(name, households, ran, by_name[BY_HAND]) for name, ran in by_name.items() if ran
        ]
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def _row(name: str, households: int, ran: list[Run], by_hand: list[Run]) -> tuple[str, ...]:
    seconds, busy = median(one.seconds for one in ran), median(one.busy for one in ran)
    peak = max(one.peak for one in ran)
    told = (f"{households:,}", name, f"{seconds:.1f}", f"{busy:.1f}", f"{peak / 1e6:.0f}")
    if name == BY_HAND or not by_hand:
        return (*told, "", "")
    pairs = list(zip(ran, by_hand, strict=True))
    clock = median(one.seconds / other.seconds for one, other in pairs)
    processor = median(one.busy / other.busy for one, other in pairs)
    met = clock <= MOST_TIMES and peak <= MOST_BYTES
    wanted = f"{'✓' if met else '✗'} <= {MOST_TIMES}, <= {MOST_BYTES / 1e6:.0f} MB"
    return (*told, f"{clock:.2f} ({processor:.2f} in processor time)", wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--households", nargs="+", type=int, default=list(SIZES))
    parser.add_argument("--ways", nargs="+", choices=list(WAYS), default=list(WAYS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--once", choices=list(WAYS), help="one run, in this process")
    parser.add_argument("--target", type=Path, help="where the answers of one run go")
    asked = parser.parse_args()
    if asked.once:
        asked.target.mkdir(parents=True, exist_ok=True)
        WAYS[asked.once](asked.folder, asked.target, asked.households[0])
        return
    generate = [sys.executable, str(HERE / "generating.py"), str(asked.folder)]
    subprocess.run([*generate, str(max(asked.households))], check=True)
    runs = measured(asked.folder, asked.households, asked.rounds, asked.ways)
    print(table(runs))
    text = json.dumps([attrs.asdict(one) for one in runs], indent=1)
    RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
