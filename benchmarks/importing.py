"""What an import costs: whole processes, in turn."""

import subprocess
import sys
import time
from statistics import median

PROGRAMS = {
    "bare": "pass",
    "attrs and pluggy": "import attrs, pluggy",
    "povertypolicy": "import povertypolicy",
    "every public name": "from povertypolicy import *",
    "Guangdong opened": "import povertypolicy; povertypolicy.policy('guangdong', rules_on='2017-12-31')",
}


def process_times(rounds: int) -> dict[str, float]:
    """Return the median milliseconds of a whole process for each program."""
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for program in PROGRAMS.values():
        _process(program)
    for _ in range(rounds):
        for name, program in PROGRAMS.items():
            times[name].append(_process(program))
    return {name: median(taken) for name, taken in times.items()}


def _process(program: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-I", "-c", program], check=True)
    return (time.perf_counter() - started) * 1000
