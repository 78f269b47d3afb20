"""Going on where a run stood, and starting anew: what is counted, what is refused, what is left."""

import json
from collections import Counter

import part_samples as samples
import pytest
from part_samples import ASKED
from pyarrow import parquet
from register_samples import policy
from test_register_parts import doubtful

from povertypolicy import Household, Village
from povertypolicy.errors import BadFile, BadSetting, InvalidData
from povertypolicy.register.parts import assess_parts, manifest, running

AGAIN = {"resume": False}


@pytest.fixture
def tables(tmp_path):
    households, persons = samples.drawn(11)
    cuts = samples.cuts_at(households, persons, [1030, 1080])
    return samples.tables_in(tmp_path, households, persons, cuts)


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def assess(tables, out, **how):
    return assess_parts(policy(), ASKED, tables, out, threads=1, **how)


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def stop_at(monkeypatch, last):
    """Stop a run before it decides a part."""
    part = running.Run.part

    def stopped(self, way, number):
        if number == last:
            raise KeyboardInterrupt
        return part(self, way, number)

    monkeypatch.setattr(running.Run, "part", stopped)


# --- going on --------------------------------------------------------------------------------------


def test_parts_that_are_decided_again_are_not_told_as_resumed(tables, out):
    first = assess(tables, out)
    assert (first.resumed, len(first.answers)) == (0, 3)
    first.answers[0].unlink()
    first.answers[1].write_bytes(b"spoilt")
    assert assess(tables, out).resumed == 1
    assert assess(tables, out).resumed == 3


def test_when_everything_is_decided_again_nothing_is_resumed(tmp_path, out, monkeypatch):
    samples.make_small(monkeypatch.setattr)
    households, persons = samples.drawn(19, faults=False)
    group = (len(persons) - 1) // 8 * 8 - 8
    persons[group + 3]["编号"] = persons[group + 1]["编号"]
    tables = samples.tables_in(tmp_path, households, persons, row_group_size=8)
    with monkeypatch.context() as patch:
        stop_at(patch, 3)
        with pytest.raises(KeyboardInterrupt):
            assess(tables, out)
    assert len(json.loads((out / manifest.NAME).read_text("utf-8"))["done"]) == 2
    result = assess(tables, out)
    assert doubtful(result) == ["Person"]
    assert result.resumed == 0


@pytest.mark.parametrize("shuffled", [False, True])
def test_what_is_done_is_digested_once(tmp_path, out, monkeypatch, shuffled):
    samples.make_small(monkeypatch.setattr)
    households, persons = samples.drawn(24, faults=False)
    if shuffled:
        persons.reverse()
    tables = samples.tables_in(tmp_path, households, persons, row_group_size=8)
    with monkeypatch.context() as patch:
        stop_at(patch, 3)
        with pytest.raises(KeyboardInterrupt):
            assess(tables, out)
    times: Counter[str] = Counter()
    digest = manifest.digest

    def counted(path):
        times[path.name] += 1
        return digest(path)

    monkeypatch.setattr(manifest, "digest", counted)
    assert assess(tables, out).resumed == 2
    assert times == {"part-00001.parquet": 1, "part-00002.parquet": 1}


# --- starting anew ---------------------------------------------------------------------------------


def test_with_changed_inputs_a_run_starts_anew(tables, tmp_path, out):
    assess(tables, out)
    assert (out / "tables-above.faults.csv").exists()
    households, _ = samples.drawn(12)
    samples.write(tables[Household], households, [40])
    (tables[Household] / "002.parquet").unlink()
    tables[Village].write_text("村编号,村名,户籍人口\nv1,云溪村,400\n", encoding="utf-8")
    with pytest.raises(BadSetting, match="resume=False"):
        assess(tables, out)
    result = assess(tables, out, **AGAIN)
    assert result.resumed == 0
    assert len(result.answers) < 3
    assess(tables, tmp_path / "fresh")
    assert content(out) == content(tmp_path / "fresh")


def test_of_another_question_a_run_starts_anew(tables, tmp_path, out):
    assess(tables, out)
    assess_parts(policy("2019-12-31"), ASKED[:1], tables, out, resume=False)
    assess_parts(policy("2019-12-31"), ASKED[:1], tables, tmp_path / "fresh")
    assert content(out) == content(tmp_path / "fresh")


@pytest.mark.parametrize("text", ["{}", "", "[1]", "\0", '{"edition": 0}'])
def test_with_a_damaged_manifest_a_run_starts_anew(tables, out, text):
    result = assess(tables, out)
    before = content(out)
    result.manifest.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match="resume=False"):
        assess(tables, out)
    assert assess(tables, out, **AGAIN).resumed == 0
    assert content(out) == before


def test_starting_anew_leaves_no_buckets_of_a_run_that_stopped(tmp_path, out, monkeypatch):
    samples.make_small(monkeypatch.setattr)
    households, persons = samples.drawn(25, faults=False)
    tables = samples.tables_in(tmp_path, households, persons[::-1])
    with monkeypatch.context() as patch:
        stop_at(patch, 2)
        with pytest.raises(KeyboardInterrupt):
            assess(tables, out)
    assert (out / ".buckets").exists()
    samples.tables_in(tmp_path, households, persons, row_group_size=8)
    assess(tables, out, **AGAIN)
    assert not (out / ".buckets").exists()


@pytest.mark.parametrize("name", ["notes.txt", "part-1.parquet", "part-00001.csv", "more"])
def test_with_a_stranger_in_the_folder_nothing_is_removed(tables, out, name):
    assess(tables, out)
    if name == "more":
        (out / name).mkdir()
    else:
        (out / name).write_bytes(b"mine")
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    with pytest.raises(BadFile, match="other files"):
        assess(tables, out, **AGAIN)
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == before


def test_without_a_manifest_files_of_such_names_are_strangers(tables, tmp_path, out):
    assess(tables, out)
    (out / manifest.NAME).unlink()
    before = content(out)
    for how in ({}, AGAIN):
        with pytest.raises(BadFile, match="other files"):
            assess(tables, out, **how)
    assert content(out) == before


def test_a_file_that_is_read_is_never_removed(tables, out):
    result = assess(tables, out)
    kept = out / "part-00003.parquet"
    rows = [parquet.read_table(path) for path in sorted(tables[Household].iterdir())]
    parquet.write_table(samples.pa.concat_tables(rows), kept)
    before = content(out)
    with pytest.raises(BadFile, match="other files"):
        assess({**tables, Household: kept}, out, **AGAIN)
    assert content(out) == before
    assert result.manifest.exists()


def test_nothing_is_removed_before_the_header_is_known_to_be_sound(tables, out):
    assess(tables, out)
    before = content(out)
    for path in tables[Household].iterdir():
        whole = parquet.read_table(path)
        parquet.write_table(whole.rename_columns(["天气", *whole.column_names[1:]]), path)
    with pytest.raises(InvalidData):
        assess(tables, out, **AGAIN)
    assert content(out) == before
