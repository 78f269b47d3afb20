"""Levels in one call: households feed villages, villages feed counties, and open facts keep their two ends."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow")

import columnar  # noqa: E402 - numpy and pyarrow may be absent
import part_samples  # noqa: E402

from povertypolicy.citations import document  # noqa: E402 - numpy and pyarrow may be absent
from povertypolicy.criteria import criterion  # noqa: E402
from povertypolicy.deciding.policy import open_policy  # noqa: E402
from povertypolicy.errors import BadSetting, Cycle, UnknownClause  # noqa: E402
from povertypolicy.expr.fields import number, yes_no  # noqa: E402
from povertypolicy.expr.nodes import operand  # noqa: E402
from povertypolicy.policies import rules  # noqa: E402
from povertypolicy.quantities import percent  # noqa: E402
from povertypolicy.register import registers  # noqa: E402
from povertypolicy.register.levels import levels  # noqa: E402
from povertypolicy.register.registers import register  # noqa: E402
from povertypolicy.standards import standard  # noqa: E402
from povertypolicy.subjects import County, Household, Person, Village  # noqa: E402

CITE = document("示〔2016〕1号", ("示例", "example"), issued="2016-01-01").at("一")
SHARES = (0, 10, 20, 50, 100)
COUNTY_POOR = number(("县贫困人口", "poor persons of the county")).on(County, "poor_persons")
POOR = criterion("test.poor", ("贫困户", "poor"), cite=CITE, means=Household.registered)
POOR_PERSONS = Village.households.where(POOR).sum(Household.persons.listed().count())
DERIVE = {
    Village.poor_persons: POOR_PERSONS,
    COUNTY_POOR: County.villages.listed().sum(Village.poor_persons),
}


def incidence(kind, poor, share):
    """A standard: the incidence is below a share."""
    name = kind.__name__.lower()
    line = operand(percent(share, cite=CITE))
    return standard(
        f"{name}.below_{share}",
        (f"低于{share}%", f"below {share} percent"),
        (poor / kind.registered_population).below(line),
        cite=CITE,
    )


RULES = rules(
    "test",
    ("试", "test"),
    documents=[CITE.document],
    clauses=[
        POOR,
        standard("household.identification", ("识别", "identification"), POOR, cite=CITE),
        *(incidence(Village, Village.poor_persons, share) for share in SHARES),
        *(incidence(County, COUNTY_POOR, share) for share in SHARES),
    ],
)
PLAIN = open_policy(RULES, "2017-12-31")
DERIVED = PLAIN
for fact, expression in DERIVE.items():
    DERIVED = DERIVED.derive(fact, expression)

FLAG = {True: "是", False: "否", None: None}


def tables(households, villages, counties):
    """Households (poor, persons, village), villages (population, county), counties (population)."""
    owners = [str(place) for place, (_, size, _) in enumerate(households) for _ in range(size)]
    text = pa.string()
    return {
        Household: pa.table(
            {
                "户编号": [str(place) for place in range(len(households))],
                "是否建档立卡": pa.array([FLAG[poor] for poor, _, _ in households], text),
                "村编号": [f"v{village}" for _, _, village in households],
            }
        ),
        Person: pa.table(
            {
                "人员编号": [f"p{place}" for place in range(len(owners))],
                "户编号": pa.array(owners, text),
            }
        ),
        Village: pa.table(
            {
                "村编号": [f"v{place}" for place in range(len(villages))],
                "村户籍人口": [population for population, _ in villages],
                "县编号": [f"k{county}" for _, county in villages],
            }
        ),
        County: pa.table(
            {"县编号": [f"k{place}" for place in range(len(counties))], "户籍人口": counties}
        ),
    }


EXAMPLE = tables(
    [(True, 3, 0), (False, 3, 0), (None, 2, 0), (False, 1, 1)], [(40, 0), (20, 0)], [60]
)


@st.composite
def places(draw):
    counties = draw(st.lists(st.integers(1, 30), min_size=1, max_size=2))
    villages = [
        (draw(st.integers(1, 20)), draw(st.integers(0, len(counties) - 1)))
        for _ in range(draw(st.integers(len(counties), 3)))
    ]
    poor = st.sampled_from([True, False, None])
    few = st.tuples(poor, st.integers(1, 3), st.integers(0, len(villages) - 1))
    # every village has a household, every county a village: where nothing is below, nothing is recorded
    every = [(draw(poor), draw(st.integers(1, 3)), place) for place in range(len(villages))]
    villages[: len(counties)] = [(n, place) for place, (n, _) in enumerate(villages)][
        : len(counties)
    ]
    return [*every, *draw(st.lists(few, max_size=4))], villages, counties


def completions(households):
    """Every way in which the open households may turn out."""
    ways = [(poor,) if poor is not None else (True, False) for poor, _, _ in households]
    for way in product(*ways):
        yield [(poor, size, place) for poor, (_, size, place) in zip(way, households, strict=True)]


def poor_in(households, wanted):
    return sum(size for poor, size, village in households if poor and village in wanted)


def expected(households, wanted, population):
    """The answers that all completions allow, by share: YES or NO where all agree."""
    shares = {Fraction(poor_in(way, wanted), population) for way in completions(households)}
    told = []
    for share in SHARES:
        below = {found < Fraction(share, 100) for found in shares}
        told.append("unknown" if len(below) == 2 else "yes" if below == {True} else "no")
    return told


def answers(result, kind):
    table = result.arrow
    columns = [
        table.column(f"{kind.__name__.lower()}.below_{share}").to_pylist() for share in SHARES
    ]
    return [list(row) for row in zip(*columns, strict=True)]


@given(places())
def test_an_incidence_is_decided_as_every_completion_decides_it(drawn):
    """YES and NO hold in every completion; what is UNKNOWN is open: the bounds are no wider than they must be."""
    households, villages, counties = drawn
    told = levels(tables(*drawn), DERIVED)
    assert answers(told[Village], Village) == [
        expected(households, {place}, population) for place, (population, _) in enumerate(villages)
    ]
    assert answers(told[County], County) == [
        expected(households, {v for v, (_, county) in enumerate(villages) if county == place}, size)
        for place, size in enumerate(counties)
    ]


@settings(max_examples=25)
@given(places())
def test_a_level_is_what_a_register_about_it_says(drawn):
    given_tables = tables(*drawn)
    told = levels(given_tables, DERIVED)
    for kind in (Household, Village, County):
        alone = register(given_tables, about=kind, policy=DERIVED).assess(DERIVED)
        assert told[kind].arrow.equals(alone.arrow)


@pytest.mark.parametrize("seed", range(3))
def test_the_faults_of_one_level_are_not_those_of_another(seed, tmp_path):
    """Joining tables adds to their faults: what is joined for one kind leaves what is read as it was."""
    given_tables = part_samples.tables_in(tmp_path, *part_samples.drawn(seed, size=40))
    policy = part_samples.samples.policy()
    told = levels(given_tables, policy)
    assert list(told) == [Household, Village]
    for kind in told:
        alone = register(given_tables, about=kind, policy=policy)
        assert told[kind].arrow.equals(alone.assess(policy).arrow)
        assert list(map(columnar.told, told.registers[kind].faults)) == list(
            map(columnar.told, alone.faults)
        )
    every = {columnar.told(f) for kind in told for f in told.registers[kind].faults}
    assert {columnar.told(fault) for fault in told.faults} == every
    assert len(told.faults) == len(every)


def test_every_kind_with_standards_is_answered_in_the_order_of_the_tables():
    told = levels(EXAMPLE, PLAIN, derive=DERIVE)
    assert list(told) == [Household, Village, County]
    column = "household.identification"
    assert told[Household].table.column(column).to_pylist() == ["yes", "no", "unknown", "no"]
    # 3 or 5 of 40, 0 of 20, 3 or 5 of 60
    assert told[Village].table.column("village.below_10").to_pylist() == ["unknown", "yes"]
    assert told[County].table.column("county.below_10").to_pylist() == ["yes"]
    assert told.policy == DERIVED
    assert {result.digest for result in told.values()} == {DERIVED.digest}


def test_without_a_derivation_what_is_recorded_counts():
    recorded = EXAMPLE[Village].append_column("贫困人口", pa.array([4, 2]))
    told = levels({**EXAMPLE, Village: recorded}, PLAIN, ["village.below_10"])
    assert told[Village].table.column("village.below_10").to_pylist() == ["no", "no"]
    recorded = EXAMPLE[Village].append_column("贫困人口", pa.array([3, 1]))
    told = levels({**EXAMPLE, Village: recorded}, PLAIN, ["village.below_10"])
    assert told[Village].table.column("village.below_10").to_pylist() == ["yes", "yes"]


def test_the_tables_are_read_once(monkeypatch):
    read = []
    load = registers.load

    def counting(table, kind, *rest):
        read.append(kind)
        return load(table, kind, *rest)

    monkeypatch.setattr(registers, "load", counting)
    assert len(levels(EXAMPLE, DERIVED)) == 3
    assert sorted(kind.__name__ for kind in read) == ["County", "Household", "Person", "Village"]


def test_only_what_is_named_is_asked():
    told = levels(EXAMPLE, DERIVED, ["county.below_20", "household.identification"])
    assert list(told) == [Household, County]
    assert told[County].names == ("county.below_20",)


def test_the_facts_of_a_derivation_are_read_though_no_rule_reads_them():
    lives = yes_no(("常住", "lives here")).on(Person, "lives")
    people = EXAMPLE[Person].append_column("常住", pa.array(["是"] + ["否"] * 8))
    poor = Village.households.where(POOR).sum(Household.persons.where(lives).count())
    told = levels({**EXAMPLE, Person: people}, PLAIN, derive={Village.poor_persons: poor})
    # 1 of 40, and none of the household that may be poor lives there
    assert told[Village].table.column("village.below_10").to_pylist() == ["yes", "yes"]


def test_a_household_that_cannot_be_read_holds_up_its_village_and_county_alone():
    bad = EXAMPLE[Household].set_column(1, "是否建档立卡", pa.array(["是", "否", "大概", "否"]))
    told = levels({**EXAMPLE, Household: bad}, DERIVED)
    assert told[Household].good.tolist() == [True, True, False, True]
    assert told[Village].good.tolist() == [False, True]
    assert told[County].good.tolist() == [False]
    [fault] = told.faults
    assert (fault.code, fault.row) == ("not-yes-no", 3)


def test_a_household_of_unknown_size_leaves_its_village_open():
    told = levels({**EXAMPLE, Person: EXAMPLE[Person].slice(3)}, DERIVED)
    assert told[Village].table.column("village.below_100").to_pylist() == ["unknown", "yes"]


def test_a_household_without_a_village_is_told():
    lost = EXAMPLE[Household].set_column(2, "村编号", pa.array(["v0", "v0", "v0", None]))
    told = levels({**EXAMPLE, Household: lost}, DERIVED)
    assert [(fault.code, fault.row) for fault in told.faults] == [("missing-link", 4)]


def test_what_cannot_be_asked_is_refused():
    with pytest.raises(BadSetting, match="没有这种对象的表"):
        levels({Household: EXAMPLE[Household]}, DERIVED, ["village.below_10"])
    with pytest.raises(BadSetting, match="至少给出一张"):
        levels({}, DERIVED)
    with pytest.raises(UnknownClause):
        levels({Person: EXAMPLE[Person]}, DERIVED)
    with pytest.raises(UnknownClause):
        levels(EXAMPLE, DERIVED, ["village.exti"])
    with pytest.raises(BadSetting):
        levels(EXAMPLE, PLAIN, derive={Village.poor_persons: Household.persons.listed().count()})
    with pytest.raises(Cycle):
        levels(EXAMPLE, PLAIN, derive={Village.poor_persons: Village.poor_persons})
