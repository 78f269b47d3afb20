"""Results: harmless in a spreadsheet, complete or absent on disk, taken back by whoever reads them."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
import register_samples as samples
from hypothesis import given
from hypothesis import strategies as st
from register_samples import HOUSEHOLDS, PERSONS, lines, read

from povertypolicy.errors import BadFile
from povertypolicy.register import Report, Summary, assess, faults_csv, faults_json, write_files
from povertypolicy.register.writing import csv_text, harmless

TRIGGERS = "=+-@\t\r＝＋－＠"


@given(st.sampled_from(TRIGGERS), st.text(max_size=12))
def test_text_that_begins_like_a_formula_is_made_harmless(first, rest):
    written = harmless(first + rest)
    number = rest.replace(".", "", 1)
    plain = first in "+-" and number.isascii() and number.isdigit() and rest[0] != "." != rest[-1]
    assert written == (first + rest if plain else "'" + first + rest)


@given(st.integers(), st.decimals(allow_nan=False, allow_infinity=False))
def test_real_numbers_are_untouched(whole, fraction):
    assert harmless(str(whole)) == str(whole)
    assert harmless(format(fraction, "f")) == format(fraction, "f")


@given(st.lists(st.lists(st.text(max_size=9), min_size=2, max_size=2), max_size=4))
def test_no_cell_of_a_file_begins_like_a_formula(rows):
    text = "".join(csv_text(rows))
    assert text == "" or text[0] == "\ufeff"
    for cells in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        for cell in cells:
            number = cell.replace(".", "", 1).lstrip("+-")
            assert cell[:1] not in TRIGGERS or not cell or number.isdigit()


def report(folder, **changes):
    register = read(folder, **changes)
    made = Report(samples.policy(), samples.ASKED)
    return made, register


def test_the_answers_as_csv(tmp_path):
    made, register = report(
        tmp_path, households=HOUSEHOLDS.replace("h2,7000", "=h2,x"), persons=PERSONS
    )
    text = "".join(made.csv(lines(register)))
    assert text.startswith("\ufeffid,row,status,yunxi.poor,yunxi.poor 结论,yunxi.poor answer,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["row"] for row in rows] == ["2", "3", "4"]
    assert [row["status"] for row in rows] == ["answered", "fault", "answered"]
    assert rows[0]["yunxi.poor"] == "yes"
    assert (rows[0]["yunxi.poor 结论"], rows[0]["yunxi.poor answer"]) == ("符合", "met")
    assert "2.00" in rows[0]["yunxi.poor distance"]  # two yuan more for the household of two
    assert rows[1]["id"] == "'=h2"
    assert "第3行" in rows[1]["问题"]
    assert "row 3" in rows[1]["fault"]
    assert rows[1]["yunxi.poor"] == ""
    assert {row["digest"] for row in rows} == {samples.policy().digest}


def test_the_answers_as_json(tmp_path):
    made, register = report(tmp_path, households=HOUSEHOLDS.replace("7000", "x"))
    summary = Summary()
    counted = summary.watch(assess(samples.policy(), register, samples.ASKED))
    told = json.loads("".join(made.json(counted, register.faults, summary)))
    assert told["digest"] == samples.policy().digest
    assert [row["status"] for row in told["rows"]] == ["answered", "fault", "answered"]
    assert told["rows"][0]["answers"]["yunxi.poor"]["answer"] == "yes"
    assert told["summary"]["rows"] == 3
    assert told["faults"][0]["code"] == "not-number"
    assert "9000.50" in json.dumps(told["settings"]).replace(",", "")


def test_an_answer_that_is_open_says_what_is_missing_and_why(tmp_path):
    text = HOUSEHOLDS.replace("h1,6998,0", "h1,6998,")
    made, register = report(tmp_path, households=text)
    first = next(
        iter(csv.DictReader(io.StringIO("".join(made.csv(lines(register)))[1:], newline="")))
    )
    assert first["yunxi.poor missing"] == "business income"
    assert first["yunxi.poor 缺少"] == "经营性收入"
    made = Report(samples.sample_policy.policy(), ("household.exit",))
    answered = assess(samples.sample_policy.policy(), register, ["household.exit"])
    first = next(iter(csv.DictReader(io.StringIO("".join(made.csv(answered))[1:], newline=""))))
    assert "supply yunxi.average" in first["household.exit open because"]


def test_faults_as_files(tmp_path):
    _, register = report(tmp_path, households=HOUSEHOLDS.replace("7000", "x"))
    [row] = csv.DictReader(
        io.StringIO("".join(faults_csv(register.faults, ("zh", "en")))[1:], newline="")
    )
    assert (row["row"], row["code"]) == ("3", "not-number")
    [told] = json.loads("".join(faults_json(register.faults)))
    assert told["row"] == 3
    assert json.loads("".join(faults_json([]))) == []


# --- complete or absent --------------------------------------------------------------------------


def left(folder):
    return sorted(path.name for path in folder.iterdir())


def test_files_are_written_whole_and_only_their_owner_reads_them(tmp_path):
    write_files({tmp_path / "a.csv": ["甲", "乙"], tmp_path / "b.csv": []})
    assert left(tmp_path) == ["a.csv", "b.csv"]
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "甲乙"
    assert (tmp_path / "a.csv").stat().st_mode & 0o077 == 0


def test_an_existing_file_keeps_its_rights(tmp_path):
    target = tmp_path / "a.csv"
    target.write_text("old")
    target.chmod(0o640)
    write_files({target: ["new"]})
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o640


def failing():
    yield "half"
    raise RuntimeError


@pytest.mark.parametrize("failing_first", [True, False])
def test_when_the_answers_fail_nothing_is_left(tmp_path, failing_first):
    a, b = tmp_path / "a.csv", tmp_path / "b.csv"
    contents = {a: failing(), b: ["x"]} if failing_first else {a: ["x"], b: failing()}
    with pytest.raises(RuntimeError):
        write_files(contents)
    assert left(tmp_path) == []


@pytest.mark.parametrize("step", range(6))
def test_whatever_call_fails_nothing_half_is_left(tmp_path, monkeypatch, step):
    """Each call that touches the disk fails in turn: make, write to disk, put in place, for two files."""
    calls = iter(range(9))

    def or_fail(function):
        def wrapped(*args, **rest):
            if next(calls) == step:
                raise OSError(28, "No space left on device")
            return function(*args, **rest)

        return wrapped

    from povertypolicy.register import writing

    monkeypatch.setattr(writing.tempfile, "mkstemp", or_fail(writing.tempfile.mkstemp))
    monkeypatch.setattr(writing.os, "fsync", or_fail(os.fsync))
    monkeypatch.setattr(Path, "replace", or_fail(Path.replace))
    with pytest.raises(BadFile) as caught:
        write_files({tmp_path / "a.csv": ["x"], tmp_path / "b.csv": ["y"]})
    assert left(tmp_path) == []
    assert "未留下任何结果文件" in caught.value.text("zh")


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "copies"])
@pytest.mark.parametrize("stop", [OSError(5, "Input/output error"), KeyboardInterrupt()], ids=repr)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_stop_at_the_second_file_leaves_the_old_results(tmp_path, monkeypatch, stop, when, links):
    a, b, c = (tmp_path / name for name in ("a.csv", "b.csv", "c.csv"))
    a.write_text("old a")
    b.write_text("old b")
    a.chmod(0o640)
    replace, calls = Path.replace, iter(range(9))

    def interrupted(self, target):
        second = next(calls) == 1
        if second and when == "before":
            raise stop
        replace(self, target)
        if second:
            raise stop

    def refused(*_, **__):
        raise OSError(1, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", refused)
    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(BadFile if isinstance(stop, OSError) else KeyboardInterrupt):
        write_files({a: ["new"], b: ["new"], c: ["new"]})
    assert left(tmp_path) == ["a.csv", "b.csv"]
    assert (a.read_text(), b.read_text()) == ("old a", "old b")
    assert a.stat().st_mode & 0o777 == 0o640


def test_results_are_replaced_and_no_backup_is_left(tmp_path):
    a, b = tmp_path / "a.csv", tmp_path / "b.csv"
    a.write_text("old")
    write_files({a: ["new"], b: ["new"]})
    assert left(tmp_path) == ["a.csv", "b.csv"]
    assert a.read_text() == b.read_text() == "new"


def test_a_target_that_became_a_folder_leaves_the_other_as_it_was(tmp_path):
    a, b = tmp_path / "a.csv", tmp_path / "b.csv"
    a.write_text("old")

    def late():
        yield "new"
        b.mkdir()

    with pytest.raises(BadFile):
        write_files({a: ["new"], b: late()})
    assert left(tmp_path) == ["a.csv", "b.csv"]
    assert a.read_text() == "old"


def test_answers_are_counted_by_the_name_asked(tmp_path):
    _, register = report(tmp_path)
    summary = Summary()
    list(summary.watch(assess(samples.policy(), register, ["household.exit"])))
    assert list(summary.answers) == ["household.exit"]
    assert sum(summary.answers["household.exit"].values()) == 3


def test_a_full_disk_leaves_nothing(tmp_path):
    code = f"""
        import resource, signal
        from pathlib import Path
        from povertypolicy.register import write_files
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            write_files({{Path({str(tmp_path)!r}) / "a.csv": ["x" * 600, "y" * 600]}})
        except OSError as error:
            print(error.text("en"))
    """
    done = run(code)
    assert "check rights and disk space" in done.stdout
    assert left(tmp_path) == []


def run(code):
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


SLOWLY = """
    import sys, time
    from pathlib import Path
    from povertypolicy.register import write_files

    def slowly():
        for _ in range(200):
            yield "x" * 4096
            time.sleep(0.0005)

    print("go", flush=True)
    folder = Path(sys.argv[1])
    write_files({folder / "a.csv": slowly(), folder / "b.csv": ["y"]})
"""


def kill(tmp_path, kills):
    for number in range(kills):
        folder = tmp_path / str(number)
        folder.mkdir()
        replaced = number % 2 == 1
        for name in ("a.csv", "b.csv") if replaced else ():
            (folder / name).write_text("old")
        code = textwrap.dedent(SLOWLY)
        command = [sys.executable, "-c", code, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            process.stdout.readline()
            time.sleep(number * 0.03)
            process.send_signal(signal.SIGKILL)
        for name, size in (("a.csv", 200 * 4096), ("b.csv", 1)):
            file = folder / name
            assert replaced or not file.exists() or file.stat().st_size == size
            assert not replaced or file.stat().st_size == size or file.read_text() == "old"


def test_killed_at_any_moment_the_files_are_complete_or_absent(tmp_path):
    kill(tmp_path, 6)


@pytest.mark.hard
def test_killed_a_thousand_times(tmp_path):
    for round_ in range(100):
        folder = tmp_path / f"r{round_}"
        folder.mkdir()
        kill(folder, 10)
