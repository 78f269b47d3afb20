"""Registers larger than memory: the same answers and faults as in memory, in whatever parts they come."""

import json
import random

import part_samples as samples
import pyarrow as pa
import pyarrow.compute as pc
import pytest
import sample_policy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from part_samples import ASKED
from pyarrow import parquet
from register_samples import policy

from povertypolicy import Household, Person, Village
from povertypolicy.criteria import criterion
from povertypolicy.deciding.policy import open_policy
from povertypolicy.errors import BadFile, BadSetting, InvalidData
from povertypolicy.expr.nodes import any_of
from povertypolicy.policies import rules
from povertypolicy.register import faults_csv
from povertypolicy.register.parts import PartsResult, assess_parts
from povertypolicy.register.parts import tables as part_tables
from povertypolicy.register.registers import register
from povertypolicy.texts import LANGUAGES


def answers(result: PartsResult) -> pa.Table:
    parts = [parquet.read_table(path) for path in result.answers]
    return pa.concat_tables(parts)


def rows_of(table):
    return [tuple(row.values()) for row in table.to_pylist()]


def compare(tables, out, **how):
    """Decide a register in parts and in memory; return the parts once both say the same."""
    result = assess_parts(policy(), ASKED, tables, out, **how)
    whole = register(tables, policy=policy(), **how)
    expected = whole.assess(policy(), ASKED)
    got = answers(result)
    assert got.column_names == expected.arrow.column_names
    order = pc.sort_indices(got["row"])
    assert rows_of(got.take(order)) == rows_of(expected.arrow)
    assert result.counts == sorted_counts(expected.counts())
    assert result.legend == expected.legend
    faults = "".join(faults_csv(whole.faults, LANGUAGES))
    assert samples.told(result.faults) == samples.told([faults])
    return result


def sorted_counts(counts):
    """Counts add up over parts: the order of words is nobody's."""
    return {**counts, "answers": {k: dict(v) for k, v in counts["answers"].items()}}


def way_of(result):
    return json.loads(result.manifest.read_text(encoding="utf-8"))["way"]


# --- the same answers as in memory -----------------------------------------------------------------


def test_parts_that_hold_whole_households_are_decided_as_they_are(tmp_path):
    households, persons = samples.drawn(1)
    cuts = samples.cuts_at(households, persons, [1030, 1080])
    tables = samples.tables_in(tmp_path, households, persons, cuts)
    result = compare(tables, tmp_path / "out")
    assert way_of(result) == "as given"
    assert len(result.answers) == 3
    assert answers(result)["row"].to_pylist() == list(range(1, len(households) + 1))


def test_a_file_of_many_row_groups_is_cut_between_them(tmp_path, monkeypatch):
    samples.make_small(monkeypatch.setattr)
    households, persons = samples.drawn(2, faults=False)
    tables = samples.tables_in(tmp_path, households, persons, row_group_size=8)
    result = compare(tables, tmp_path / "out")
    assert way_of(result) == "as given"
    assert len(result.answers) > 5


def test_one_row_group_is_decided_in_slices(tmp_path, monkeypatch):
    samples.make_small(monkeypatch.setattr)
    households, persons = samples.drawn(3, faults=False)
    result = compare(samples.tables_in(tmp_path, households, persons), tmp_path / "out")
    assert way_of(result) == "as given"
    assert parquet.read_metadata(result.answers[0]).num_row_groups > 5


def test_rows_in_any_order_are_brought_into_buckets_first(tmp_path, monkeypatch):
    samples.make_small(monkeypatch.setattr)
    households, persons = samples.drawn(4)
    random.Random(4).shuffle(persons)
    result = compare(samples.tables_in(tmp_path, households, persons), tmp_path / "out")
    assert way_of(result) == "partitioned"
    assert len(result.answers) > 3
    assert not (tmp_path / "out" / ".buckets").exists()


def test_a_row_without_an_id_and_with_a_bad_cell_has_both_faults(tmp_path, monkeypatch):
    samples.make_small(monkeypatch.setattr)
    households, persons = samples.drawn(6, faults=False)
    persons[3] |= {"编号": None, "劳动能力": "有"}
    random.Random(6).shuffle(persons)
    result = compare(samples.tables_in(tmp_path, households, persons), tmp_path / "out")
    assert way_of(result) == "partitioned"
    codes = {row[4] for row in samples.told(result.faults)}
    assert {"missing-key", "not-a-word"} <= codes


def test_a_small_part_need_not_be_in_order(tmp_path):
    households, persons = samples.drawn(5)
    random.Random(5).shuffle(persons)
    result = compare(samples.tables_in(tmp_path, households, persons), tmp_path / "out")
    assert way_of(result) == "as given"


def test_a_household_with_persons_in_another_part_is_found(tmp_path):
    households, persons = samples.drawn(6, faults=False)
    cuts = samples.cuts_at(households, persons, [1030, 1080])
    cuts = (cuts[0], [place + 3 for place in cuts[1]])
    result = compare(
        samples.tables_in(tmp_path, households, persons, cuts, row_group_size=5), tmp_path / "out"
    )
    assert way_of(result) == "as given"


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_answers_and_faults_depend_on_no_order_and_no_cut(data, tmp_path_factory, monkeypatch):
    samples.make_small(monkeypatch.setattr)
    check_any(data, tmp_path_factory.mktemp("register"))


@pytest.mark.hard
@settings(
    max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_answers_and_faults_depend_on_no_order_and_no_cut_hard(data, tmp_path_factory, monkeypatch):
    samples.make_small(monkeypatch.setattr)
    check_any(data, tmp_path_factory.mktemp("register"))


def check_any(data, folder):
    seed = data.draw(st.integers(0, 10**6))
    households, persons = samples.drawn(seed, data.draw(st.integers(1, 60)))
    forms = st.sampled_from([None, str, "{:>8}".format, "h{}".format])
    form = data.draw(forms)
    if form is not None:
        households, persons = samples.ids_as(households, form), samples.ids_as(persons, form)
        if form is str and data.draw(st.booleans()):
            persons = samples.ids_as(persons, int)
    if data.draw(st.booleans()):
        persons = [
            {**row, "编号": None if row["编号"] is None else f"{row['编号']:05}"} for row in persons
        ]
    draw = random.Random(seed)
    for rows in (households, persons):
        if data.draw(st.booleans()):
            draw.shuffle(rows)
    cuts = tuple(
        draw.sample(range(len(rows)), min(len(rows), data.draw(st.integers(0, 4))))
        for rows in (households, persons)
    )
    size = data.draw(st.sampled_from([None, 1, 5, 30]))
    if persons:
        compare(samples.tables_in(folder, households, persons, cuts, size), folder / "out")


def doubtful(result):
    return json.loads(result.manifest.read_text(encoding="utf-8"))["doubtful"]


@pytest.mark.parametrize("form", [int, "{:05}".format, "p{}".format])
def test_persons_that_stand_twice_in_different_parts_are_told(tmp_path, monkeypatch, form):
    samples.make_small(monkeypatch.setattr)
    households, persons = samples.drawn(17, faults=False)
    for row in persons:
        row["编号"] = form(row["编号"])
    persons[-1]["编号"] = persons[0]["编号"]
    persons[-2]["编号"] = persons[30]["编号"]
    result = compare(
        samples.tables_in(tmp_path, households, persons, row_group_size=8), tmp_path / "out"
    )
    assert len(result.answers) > 5
    codes = [fault[4] for fault in samples.told(result.faults)]
    assert codes.count("duplicate-key") == 4
    assert doubtful(result) == ["Person"]


def test_persons_whose_ids_are_in_order_are_not_looked_for_twice(tmp_path, monkeypatch):
    samples.make_small(monkeypatch.setattr)
    households, persons = samples.drawn(18, faults=False)
    tables = samples.tables_in(tmp_path, households, persons, row_group_size=8)
    assert doubtful(compare(tables, tmp_path / "out")) == []


def test_ids_that_are_not_as_row_groups_promise_are_looked_for(tmp_path, monkeypatch):
    samples.make_small(monkeypatch.setattr)
    households, persons = samples.drawn(19, faults=False)
    persons[3]["编号"] = persons[1]["编号"]
    tables = samples.tables_in(tmp_path, households, persons, row_group_size=8)
    assert doubtful(compare(tables, tmp_path / "out")) == ["Person"]


# --- what else may stand in a register -------------------------------------------------------------


ADULT = criterion(
    "people.covered",
    ("已有保障", "covered"),
    cite=sample_policy.NOTICE.at("五"),
    means=any_of(Person.insured, Person.household.of(Household.on_allowance)),
)


def test_persons_are_decided_beside_their_household(tmp_path, monkeypatch):
    samples.make_small(monkeypatch.setattr)
    people = open_policy(
        rules("people", ("人", "people"), documents=[sample_policy.NOTICE], clauses=[ADULT]),
        "2018-12-31",
    )
    households, persons = samples.drawn(7)
    tables = samples.tables_in(tmp_path, households, persons)
    result = assess_parts(people, ["people.covered"], tables, tmp_path / "out")
    expected = register(tables, about=Person, policy=people).assess(people, ["people.covered"])
    assert result.counts == expected.counts()
    got = answers(result)
    assert len(set(got["people.covered"].to_pylist())) > 2
    assert rows_of(got.take(pc.sort_indices(got["row"]))) == rows_of(expected.arrow)


def test_of_a_large_table_above_a_slice_gets_what_it_names(tmp_path, monkeypatch):
    monkeypatch.setattr(part_tables, "FEW", 0)
    samples.make_small(monkeypatch.setattr)
    households, persons = samples.drawn(16)
    compare(samples.tables_in(tmp_path, households, persons), tmp_path / "out")


def test_a_register_may_have_one_table(tmp_path):
    households, _ = samples.drawn(8)
    tables = {Household: samples.write(tmp_path / "households", households, [20])}
    tables[Village] = tmp_path / "villages.csv"
    tables[Village].write_text(samples.VILLAGES, encoding="utf-8")
    compare(tables, tmp_path / "out")


def big5_villages(path):
    """Write the villages in Big5, under a header that no other encoding reads so."""
    text = "id,村名,registered population\nv1,雲溪村,400\nv2,雲山村,600\nv3,雲水村,many\n"
    path.write_bytes(text.encode("big5"))
    return path


def test_the_encoding_that_is_named_is_that_of_the_tables_above(tmp_path):
    households, persons = samples.drawn(22)
    tables = samples.tables_in(tmp_path, households, persons)
    tables[Village] = big5_villages(tmp_path / "villages.csv")
    result = compare(tables, tmp_path / "out", encoding="big5")
    assert "no" in result.counts["answers"]["yunxi.small"]
    with pytest.raises(BadSetting, match="ways of reading"):
        assess_parts(policy(), ASKED, tables, tmp_path / "out", encoding="cp950")


def test_an_encoding_that_nobody_knows_is_refused_as_in_memory(tables, tmp_path):
    told = set()
    for run in (
        lambda: register(tables, policy=policy(), encoding="gb9"),
        lambda: assess_parts(policy(), ASKED, tables, tmp_path / "out", encoding="gb9"),
    ):
        with pytest.raises(BadSetting) as caught:
            run()
        told.add(caught.value.text("en"))
    assert len(told) == 1
    assert not (tmp_path / "out").exists()


def test_files_may_be_named_one_by_one(tmp_path):
    households, persons = samples.drawn(9, faults=False)
    tables = samples.tables_in(tmp_path, households, persons, ([20], [30]))
    named = {kind: sorted(path.iterdir()) for kind, path in tables.items() if path.is_dir()}
    named[Village] = tables[Village]
    one = assess_parts(policy(), ASKED, tables, tmp_path / "one")
    other = assess_parts(policy(), ASKED, named, tmp_path / "other")
    assert one.counts == other.counts
    assert one.answers[0].read_bytes() == other.answers[0].read_bytes()


def test_progress_counts_every_row_once(tmp_path, monkeypatch):
    samples.make_small(monkeypatch.setattr)
    households, persons = samples.drawn(10, faults=False)
    tables = samples.tables_in(tmp_path, households, persons, row_group_size=8)
    told = []
    assess_parts(
        policy(), ASKED, tables, tmp_path / "out", progress=lambda *both: told.append(both)
    )
    assert told[-1] == (len(households), len(households))
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_parts_in_the_prices_of_different_years_have_the_same_columns(tmp_path):
    households, persons = samples.drawn(20)
    plain = [{k.removesuffix(samples.PRICES): v for k, v in row.items()} for row in households]
    for place, row in enumerate(plain):
        row["价格年份"] = "2014" if place < 20 else "2017" if place < 40 else None
    tables = samples.tables_in(
        tmp_path, plain, persons, samples.cuts_at(households, persons, [1030, 1080])
    )
    result = assess_parts(policy(), ASKED, tables, tmp_path / "out")
    expected = register(tables, policy=policy()).assess(policy(), ASKED)
    assert len(result.answers) == 3
    assert result.counts == expected.counts()
    got = answers(result)
    for name in ("id", "row", "status", *ASKED):
        assert got[name].to_pylist() == expected.arrow[name].to_pylist()
    reasons = {reason["kind"] for clause in result.legend for reason in clause["reasons"]}
    assert "no-price-index" in reasons


# --- the manifest ----------------------------------------------------------------------------------


@pytest.fixture
def tables(tmp_path):
    households, persons = samples.drawn(11)
    cuts = samples.cuts_at(households, persons, [1030, 1080])
    return samples.tables_in(tmp_path, households, persons, cuts)


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_second_run_decides_nothing_again(tables, tmp_path):
    out = tmp_path / "out"
    first = assess_parts(policy(), ASKED, tables, out)
    before = {path: path.stat().st_mtime_ns for path in first.answers}
    told = []
    second = assess_parts(policy(), ASKED, tables, out, progress=lambda *both: told.append(both))
    assert told == []
    assert second.counts == first.counts
    assert {path: path.stat().st_mtime_ns for path in second.answers} == before


def test_a_part_that_was_lost_or_changed_is_decided_again(tables, tmp_path):
    out = tmp_path / "out"
    result = assess_parts(policy(), ASKED, tables, out)
    before = content(out)
    result.answers[0].unlink()
    result.answers[1].write_bytes(b"spoilt")
    assess_parts(policy(), ASKED, tables, out)
    assert content(out) == before


def test_without_resume_everything_is_decided_anew(tables, tmp_path):
    out = tmp_path / "out"
    assess_parts(policy(), ASKED, tables, out)
    before, told = content(out), []
    assess_parts(
        policy(), ASKED, tables, out, resume=False, progress=lambda *both: told.append(both)
    )
    assert told
    assert content(out) == before


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_bytes_do_not_depend_on_threads(tables, tmp_path, threads):
    one = assess_parts(policy(), ASKED, tables, tmp_path / "one", threads=1)
    other = assess_parts(policy(), ASKED, tables, tmp_path / "other", threads=threads)
    assert content(one.manifest.parent) == content(other.manifest.parent)


def test_results_of_another_question_are_refused(tables, tmp_path):
    out = tmp_path / "out"
    assess_parts(policy(), ASKED, tables, out)
    for other, names in ((policy(), ASKED[:1]), (policy("2019-12-31"), ASKED)):
        with pytest.raises(BadSetting, match="choose another folder"):
            assess_parts(other, names, tables, out)
    with pytest.raises(BadSetting, match="reading"):
        assess_parts(policy(), ASKED, tables, out, prices_of=2017)


def test_results_of_other_files_are_refused(tables, tmp_path):
    out = tmp_path / "out"
    assess_parts(policy(), ASKED, tables, out)
    households, _ = samples.drawn(12)
    samples.write(tables[Household], households, [20, 40])
    with pytest.raises(BadSetting, match="input files"):
        assess_parts(policy(), ASKED, tables, out)


def test_a_folder_with_other_files_is_refused(tables, tmp_path):
    with pytest.raises(BadFile, match="other files"):
        assess_parts(policy(), ASKED, tables, tmp_path)


def test_a_damaged_manifest_is_refused(tables, tmp_path):
    result = assess_parts(policy(), ASKED, tables, tmp_path / "out")
    result.manifest.write_text("{}", encoding="utf-8")
    with pytest.raises(BadFile, match="damaged"):
        assess_parts(policy(), ASKED, tables, tmp_path / "out")


def test_an_error_in_one_part_stops_the_run_and_keeps_what_is_done(tables, tmp_path):
    out = tmp_path / "out"
    last = max(tables[Household].iterdir())
    whole = last.read_bytes()
    stamp = last.stat()
    last.write_bytes(whole[:4] + bytes(200) + whole[204:])
    with pytest.raises(BadFile, match="sound Parquet"):
        assess_parts(policy(), ASKED, tables, out, threads=1)
    assert (out / "part-00002.parquet").exists()
    assert not (out / "part-00003.parquet").exists()
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []
    assert stamp.st_size == last.stat().st_size


# --- refusals before any work ----------------------------------------------------------------------


def test_a_header_nobody_knows_is_refused_at_once(tmp_path):
    households, persons = samples.drawn(13)
    tables = samples.tables_in(tmp_path, [{**row, "天气": 1} for row in households], persons)
    with pytest.raises(InvalidData) as caught:
        assess_parts(policy(), ASKED, tables, tmp_path / "out")
    assert {fault.code for fault in caught.value.faults} == {"unknown-header"}
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("cell", [None, "", "x"])
def test_a_column_without_a_header_is_refused_where_it_holds_anything(tmp_path, cell):
    households, persons = samples.drawn(13)
    households[-1][""] = cell
    households = [{**row, "": row.get("")} for row in households]
    tables = samples.tables_in(tmp_path, households, persons, ([30], []))
    if not cell:
        compare(tables, tmp_path / "out")
        return
    with pytest.raises(InvalidData) as caught:
        assess_parts(policy(), ASKED, tables, tmp_path / "out")
    assert caught.value.faults[0] in register(tables, policy=policy()).faults
    assert [fault.code for fault in caught.value.faults] == ["unnamed-header"]


def test_persons_that_name_no_household_are_refused(tmp_path):
    households, persons = samples.drawn(14)
    without = [{key: value for key, value in row.items() if key != "户编号"} for row in persons]
    tables = samples.tables_in(tmp_path, households, without)
    with pytest.raises(InvalidData) as caught:
        assess_parts(policy(), ASKED, tables, tmp_path / "out")
    assert [fault.code for fault in caught.value.faults] == ["missing-header"]


def test_a_table_without_rows_is_refused(tmp_path):
    households, persons = samples.drawn(15)
    tables = samples.tables_in(tmp_path, households, persons)
    (path,) = tables[Person].iterdir()
    parquet.write_table(parquet.read_table(path).slice(0, 0), path)
    with pytest.raises(InvalidData) as caught:
        assess_parts(policy(), ASKED, tables, tmp_path / "out")
    assert [fault.code for fault in caught.value.faults] == ["no-rows"]


def test_files_of_one_table_have_the_same_columns(tables, tmp_path):
    path = max(tables[Person].iterdir())
    parquet.write_table(parquet.read_table(path).drop_columns(["出生日期"]), path)
    with pytest.raises(BadFile, match="same columns"):
        assess_parts(policy(), ASKED, tables, tmp_path / "out")
