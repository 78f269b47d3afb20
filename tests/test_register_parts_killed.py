"""A run that is killed at any moment and started again ends with the same bytes."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import part_run
import part_samples as samples
import pytest

HERE = Path(__file__).parent


def killed(folder, out, lines, wait):
    """Kill a run after it has told so many lines and waited a little; return whether it still ran."""
    command = [sys.executable, HERE / "part_run.py", folder, out]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        for _ in range(lines):
            process.stdout.readline()
        time.sleep(wait)
        process.kill()
        process.stdout.read()
    assert process.returncode in (0, -signal.SIGKILL)
    return process.returncode != 0


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def complete(folder):
    """Return whether every file in its place can be read to the end."""
    return all(path.read_bytes()[-4:] == b"PAR1" for path in folder.glob("part-*.parquet"))


def check(tmp_path, seed, kills, *, shuffled):
    draw = random.Random(seed)
    households, persons = samples.drawn(seed, 120)
    if shuffled:
        draw.shuffle(persons)
    samples.tables_in(tmp_path, households, persons, row_group_size=8)
    part_run.main(tmp_path, tmp_path / "whole")
    expected = content(tmp_path / "whole")
    assert sum(name.endswith(".parquet") for name in expected) > 4
    out = tmp_path / "killed"
    times = 0
    for _ in range(kills):
        times += killed(tmp_path, out, draw.randint(1, 6), draw.random() * 0.05)
        if out.exists():
            assert complete(out)
    assert times
    part_run.main(tmp_path, out)
    assert content(out) == expected


@pytest.fixture(autouse=True)
def small(monkeypatch):
    samples.make_small(monkeypatch.setattr)


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_run_that_is_killed_ends_with_the_same_bytes(tmp_path, shuffled):
    check(tmp_path, 21, 2, shuffled=shuffled)


@pytest.mark.hard
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("shuffled", [False, True])
def test_five_kills_at_random_moments_end_with_the_same_bytes(tmp_path, seed, shuffled):
    check(tmp_path, 100 + seed, 5, shuffled=shuffled)
