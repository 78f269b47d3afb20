"""Rows under rows: groups against plain loops, frames cut and taken at all depths, and back to subjects."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
from oracle.records import EXTENSIONS, GOODS, Seeded, record
from oracle.registers import same_frame, sealed

from povertypolicy.columns.data import Above, Column, Frame
from povertypolicy.columns.records import above_at, frame_of, subject_at
from povertypolicy.columns.segments import Segments
from povertypolicy.columns.views import View
from povertypolicy.subjects import Household, Person, Village, build

SIZES: list[tuple[int, ...]] = [
    (),
    (0,),
    (1,),
    (0, 0, 0),
    (3,),
    (0, 2),
    (2, 0),
    (0, 1, 0, 0, 4, 0),
    (1, 1, 1),
    (40, 0, 1, 25),
    (15, 16, 14),
    (255, 0, 256, 3),
    (300,),
    (2, 66_000, 0, 1),
]
MANY = 1000
CODES = (0, 1, 2)
DENSITIES = [(weights, name) for weights, name in (((1, 0, 0), "no"), ((0, 1, 0), "unknown"))] + [
    ((0, 0, 1), "yes"),
    ((30, 1, 1), "few"),
    ((1, 1, 30), "most"),
    ((1, 1, 1), "mixed"),
]


def grouped(sizes: tuple[int, ...], rows: Any) -> list[list[Any]]:
    """The rows of each group, by a plain loop."""
    rest = iter(list(rows))
    return [[next(rest) for _ in range(size)] for size in sizes]


def drawn(sizes: tuple[int, ...], weights: tuple[int, ...], seed: str) -> np.ndarray:
    options = [code for code, weight in zip(CODES, weights, strict=True) for _ in range(weight)]
    chance = Seeded(seed)
    return np.array([chance.pick(options) for _ in range(sum(sizes))], np.uint8)


@pytest.mark.parametrize(("weights", "name"), DENSITIES)
@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("known", [False, True])
def test_groups_are_folded_as_by_a_plain_loop(sizes, weights, name, known):
    for seed in range(5 if sum(sizes) < MANY else 1):
        codes = drawn(sizes, weights, f"{name} {seed}")
        segments = Segments.of_sizes(np.array(sizes, np.int64))
        if known:  # where the group of each row was asked for before
            assert segments.parents.tolist() == [g for g, n in enumerate(sizes) for _ in range(n)]
        groups = grouped(sizes, codes.tolist())
        assert segments.least(codes).tolist() == [min(g, default=2) for g in groups]
        assert segments.greatest(codes).tolist() == [max(g, default=0) for g in groups]
        assert segments.any(codes == 1).tolist() == [1 in g for g in groups]
        assert segments.count(codes == 1).tolist() == [g.count(1) for g in groups]
        assert segments.add(codes).tolist() == [sum(g) for g in groups]
        assert segments.total(codes).tolist() == [float(sum(g)) for g in groups]
        assert segments.least(codes).dtype == segments.greatest(codes).dtype == np.uint8
        assert segments.count(codes == 1).dtype == segments.add(codes == 1).dtype == np.int64


@pytest.mark.parametrize("length", range(4))
def test_every_word_of_codes_has_its_least_and_greatest_among_other_groups(length):
    for word in product(CODES, repeat=length):
        for before, after in product(((), (0,), (2,), (1, 0)), repeat=2):
            sizes = [len(before), 0, len(word), 0, len(after)]
            segments = Segments.of_sizes(np.array(sizes))
            codes = np.array([*before, *word, *after], np.uint8)
            assert segments.least(codes)[2] == min(word, default=2)
            assert segments.greatest(codes)[2] == max(word, default=0)
            assert segments.least(codes)[[1, 3]].tolist() == [2, 2]
            assert segments.greatest(codes)[[1, 3]].tolist() == [0, 0]


@pytest.mark.parametrize("sizes", SIZES)
def test_sums_of_python_integers_never_wrap(sizes):
    values = [(-1) ** i * 3 * 10**18 * (i + 5) for i in range(sum(sizes))]
    segments = Segments.of_sizes(np.array(sizes, np.int64))
    found = segments.add(np.array(values, object))
    assert found.tolist() == [sum(g) for g in grouped(sizes, values)]
    assert all(type(value) is int for value in found)


def test_a_sum_that_fits_is_right_although_the_running_sum_wraps():
    segments = Segments.of_sizes(np.array([3, 0, 2, 1]))
    values = np.array([2**62, 2**62, -(2**62), 2**62, -5, 2**62], np.int64)
    assert segments.add(values).tolist() == [2**62, 0, 2**62 - 5, 2**62]


@pytest.mark.parametrize("sizes", SIZES)
def test_what_stands_above_is_given_to_every_row_below(sizes):
    values = np.arange(len(sizes)) * 7
    segments = Segments.of_sizes(np.array(sizes, np.int64))
    assert segments.lift(values).tolist() == [v * 7 for v, n in enumerate(sizes) for _ in range(n)]
    assert (len(segments), segments.rows) == (len(sizes), sum(sizes))
    assert segments.sizes.tolist() == list(sizes)


@pytest.mark.parametrize("sizes", SIZES)
def test_a_part_of_the_groups_keeps_their_sizes_and_which_are_not_listed(sizes):
    unlisted = np.array([size == 0 for size in sizes], np.bool_)
    segments = Segments.of_sizes(np.array(sizes, np.int64), unlisted)
    for start in range(len(sizes) + 1):
        for stop in range(start, len(sizes) + 1):
            part = segments.part(start, stop)
            assert part.offsets[0] == 0
            assert part.sizes.tolist() == list(sizes[start:stop])
            assert part.unlisted.tolist() == unlisted[start:stop].tolist()
    assert Segments.of_sizes(np.array([2, 1])).part(0, 1).unlisted is None


# --- frames --------------------------------------------------------------------------------------


def villages(seed: int, count: int = 4) -> list[Any]:
    chance = Seeded(seed)
    return [record(chance, Village, gaps=chance.pick((0, 3))) for _ in range(count)]


def households_under(seed: int) -> tuple[list[Any], dict[Any, list[Any]]]:
    chance = Seeded(f"above {seed}")
    shared = [*villages(seed, 2), None]
    households = [record(chance, Household, gaps=4) for _ in range(6)]
    return households, {Village: [chance.pick(shared) for _ in households]}


@pytest.mark.parametrize("seed", range(12))
def test_a_part_of_a_frame_is_the_frame_of_that_part(seed):
    subjects = villages(seed)
    frame = sealed(frame_of(Village, subjects, EXTENSIONS))
    for start in range(len(subjects) + 1):
        for stop in range(start, len(subjects) + 1):
            part = frame.part(start, stop)
            assert len(part) == part.size == stop - start
            assert same_frame(part, frame_of(Village, subjects[start:stop], EXTENSIONS))


@pytest.mark.parametrize("rows", [[], [2], [3, 1, 0, 2], [1, 1, 0, 1], [3, 3, 3, 0, 0]])
@pytest.mark.parametrize("seed", range(6))
def test_rows_that_are_taken_make_the_frame_of_those_subjects(seed, rows):
    subjects = villages(seed)
    taken = sealed(frame_of(Village, subjects, EXTENSIONS)).take(np.array(rows, np.int64))
    assert same_frame(taken, frame_of(Village, [subjects[row] for row in rows], EXTENSIONS))
    deep = taken.part(0, len(rows)).below["households"].frame.below["persons"]
    persons = [
        person for row in rows for h in subjects[row].households or () for person in h.persons or ()
    ]
    assert same_frame(deep.frame, frame_of(Person, persons, EXTENSIONS))


@pytest.mark.parametrize("cut", [lambda f: f.part(2, 5), lambda f: f.take(np.array([4, 2, 2]))])
@pytest.mark.parametrize("seed", range(6))
def test_rows_keep_the_subjects_above_them(seed: int, cut: Callable[[Frame], Frame]):
    households, above = households_under(seed)
    frame = frame_of(Household, households, EXTENSIONS, above)
    rows = cut(Frame(Household, 6, {"row": Column(np.arange(6))})).columns["row"].values
    piece = cut(frame)
    for place, row in enumerate(rows):
        found, wanted = above_at(piece, place, EXTENSIONS), above[Village][row]
        assert found == (() if wanted is None else (plain(wanted),))


def test_what_is_missing_everywhere_needs_no_column():
    frame = Frame(Household, 3)
    view = View(frame)
    values, missing = view.number("wage_income")
    assert np.all(np.broadcast_to(missing, 3))
    assert np.broadcast_to(values, 3).dtype == np.int64
    assert np.broadcast_to(view.truth("registered"), 3).tolist() == [1, 1, 1]
    assert np.broadcast_to(view.word("income_record"), 3).tolist() == [-1, -1, -1]
    segments, rows = view.rows("persons", Person)
    assert (segments.sizes.tolist(), segments.unlisted.tolist()) == ([0, 0, 0], [True] * 3)
    assert rows.size == 0
    up = view.up(Village)
    assert np.all(np.broadcast_to(up.number("income_per_head")[1], 3))
    assert up.rows("households", Household)[0].unlisted.tolist() == [True] * 3


def test_rows_under_a_subject_above_are_there_once_for_each_below_it():
    chance = Seeded("rows above")
    owners = [record(chance, Household, gaps=0, most=3) for _ in range(2)]
    none = build(Household, {"persons": None})
    given = [owners[1], None, owners[0], owners[1], none]
    frame = frame_of(Person, [build(Person, {})] * 5, EXTENSIONS, {Household: given})
    segments, rows = View(frame).up(Household).rows("persons", Person)
    assert segments.unlisted.tolist() == [False, True, False, False, True]
    listed = [owner.persons or () if owner is not None else () for owner in given]
    assert segments.sizes.tolist() == list(map(len, listed))
    codes = [{False: 0, None: 1, True: 2}[p.insured] for persons in listed for p in persons]
    assert rows.truth("insured").tolist() == codes


def test_an_exact_view_reads_python_integers_at_every_depth():
    households, above = households_under(3)
    view = View(frame_of(Household, households, EXTENSIONS, above), exact=True)
    _, persons = view.rows("persons", Person)
    _, neighbours = view.up(Village).rows("households", Household)
    for seen, name in (
        (view, "wage_income"),
        (view, "not a column"),
        (persons, "test_income"),
        (view.up(Village), "income_per_head"),
        (neighbours, "wage_income"),
        (View(Frame(Household, 2), exact=True).up(Village), "income_per_head"),
        (View(Frame(Household, 2), exact=True).rows("persons", Person)[1], "test_income"),
    ):
        assert not isinstance(seen.number(name)[0], np.integer), name
        assert np.asarray(seen.number(name)[0]).dtype.kind in "Oi", name
        assert not hasattr(seen.number(name)[0], "dtype") or seen.number(name)[0].dtype.kind == "O"


def test_nobody_above_is_nothing_known():
    frame = Frame(Person, 2, above={Household: Above(Frame(Household, 0), np.array([-1, -1]))})
    up = View(frame).up(Household)
    assert np.broadcast_to(up.truth("registered"), 2).tolist() == [1, 1]
    assert np.all(np.broadcast_to(up.number("wage_income")[1], 2))
    assert up.rows("persons", Person)[0].unlisted.tolist() == [True, True]


# --- back to subjects ----------------------------------------------------------------------------


def plain(subject: Any) -> Any:
    """The subject without its texts and ids, as columns keep it; what is not known of plugins' facts is left out."""
    values = {name: value for name, value in subject.__dict__.items() if name != "id"}
    for name in ("name", "head_name", "identity_number"):
        if name in values:
            values[name] = None
    values["more"] = {key: value for key, value in subject.more.items() if value is not None}
    for name in subject.relations:
        if values[name] is not None:
            values[name] = tuple(plain(row) for row in values[name])
    return build(type(subject), values)


def same(one: Any, other: Any) -> bool:
    """Whether two subjects are equal, the facts of plugins too, which equality leaves out of nothing."""
    return bool(one == other)


@pytest.mark.parametrize("kind", [Household, Person, Village])
@pytest.mark.parametrize("gaps", [0, 3, 1])
def test_a_subject_comes_back_from_its_columns(kind, gaps):
    for seed in range(25):
        chance = Seeded(f"{kind.__name__} {seed}")
        subjects = [record(chance, kind, gaps=gaps) for _ in range(3)]
        frame = sealed(frame_of(kind, subjects, EXTENSIONS))
        for row, subject in enumerate(subjects):
            found = subject_at(frame, row, EXTENSIONS)
            assert found == plain(subject)
            assert dict(found.more) == dict(plain(subject).more)
            assert found.prices_of == subject.prices_of
            assert all(
                type(found.__dict__[k]) is type(v)
                for k, v in plain(subject).__dict__.items()
                if k != "more"
            )
        again = frame_of(kind, [subject_at(frame, row, EXTENSIONS) for row in range(3)], EXTENSIONS)
        assert same_frame(again, frame)


def test_every_value_of_every_fact_comes_back():
    goods = next(fact for fact in EXTENSIONS if fact.info.name == "test_goods")
    listed = [
        frozenset(),
        *(frozenset({word}) for word in GOODS.ids()),
        frozenset(GOODS.ids()),
        None,
    ]
    subjects = [build(Household, {"more": {"test_goods": words}}) for words in listed]
    frame = frame_of(Household, subjects, EXTENSIONS)
    assert frame.columns["test_goods"].missing.tolist() == [words is None for words in listed]
    assert [
        subject_at(frame, i, EXTENSIONS).more.get("test_goods") for i in range(len(listed))
    ] == listed
    assert goods.vocabulary is GOODS
