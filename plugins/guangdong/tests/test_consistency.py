"""The document checked against itself: each check is proven from the plugin's own figures, by the test of its name."""

import re
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

import povertypolicy
from povertypolicy.clauses import DocumentCheck
from povertypolicy.expr.nodes import walk
from povertypolicy.parameters import Parameter
from povertypolicy.subjects import LABOUR_CAPACITY

SHARED = Path(__file__).parents[4] / "shared"
INVENTORY = SHARED / "clauses" / "guangdong.toml"
FOUND = sorted((SHARED / "sources").glob("004*.txt"))
POLICY = povertypolicy.policy("guangdong", rules_on="2018-12-31")
CHECKS = {id_: c for id_, c in POLICY.rules.by_id.items() if isinstance(c, DocumentCheck)}
PERSONS = "guangdong.province.identification.poor_population"
HOUSEHOLDS = f"{PERSONS}.households"
EXITS = "guangdong.province.goal.cumulative_schedule"
GAPS = "guangdong.organisation.document.text_gaps"
NUMERALS = "一二三四五六七八九十"


# --- what is computed ----------------------------------------------------------------------------


def household_size(persons, households):
    if not households:
        return "invalid"
    mean = Fraction(persons, households)
    return {"mean": round(mean, 2), "plausible": mean >= 1}


def labour_split(able, partial, none, total):
    return able + partial + none == total


def schedule_sum(targets, total):
    return sum(targets) == total


def projected_average_2018(line_a, ratio_a, line_b, ratio_b):
    consistent = line_a * ratio_b == line_b * ratio_a
    return {"consistent": consistent, "implied_average": round(Fraction(line_a * 100) / ratio_a, 2)}


def implied_base_average(average_2018, growth_pct, years):
    return round(average_2018 / (1 + Fraction(growth_pct) / 100) ** years)


def project_count(announced, found):
    return {"complete": found == announced, "missing": announced - found}


def sharing_sum(shares_yuan, per_head_yuan):
    return sum(shares_yuan) == per_head_yuan


def pairing_partition(helpers, helped, self_organised, overlap):
    named = len(cities())
    return helped == 2 * helpers and not overlap and helpers + helped + self_organised == named


def item_numbering(found, last):
    return [number for number in range(1, last + 1) if number not in found]


COMPUTED = {
    "guangdong.province.consistency.household_size": household_size,
    "guangdong.province.consistency.labour_split": labour_split,
    "guangdong.province.consistency.schedule_sum": schedule_sum,
    "guangdong.province.consistency.projected_average_2018": projected_average_2018,
    "guangdong.province.consistency.implied_base_average": implied_base_average,
    "guangdong.project.consistency.project_count": project_count,
    "guangdong.fund.consistency.sharing_sum": sharing_sum,
    "guangdong.city.consistency.pairing_partition": pairing_partition,
    "guangdong.organisation.consistency.item_numbering": item_numbering,
}


# --- the plugin's own figures --------------------------------------------------------------------


def figure(id_):
    return POLICY.clause(id_).ask().value.number()


def percentage(line):
    """Return the percentage of a line: what it is where the average is a hundred yuan."""
    hundred = povertypolicy.yuan_per_head(100, prices_of=2018)
    policy = POLICY.supply("guangdong.rural_average", hundred, source="a hundred")
    return policy.clause(line).ask().value.number()


def targets():
    return [target.value.quantity.number() for target in POLICY.rules.by_id[EXITS].targets]


def items(part=""):
    """Return the numbers of the items that can be read, of one part or of all."""
    places = POLICY.rules.by_id[GAPS].keys[0].vocabulary.ids()
    read = [p for p in places if "." in p and POLICY.look_up(GAPS, p).value != "missing"]
    return [int(place.partition(".")[2]) for place in read if place.startswith(part)]


def pairs():
    rows = POLICY.rules.by_id["guangdong.city.pairing.map"].rows
    return [(*row.key, *row.values) for row in rows]


def cities():
    return {city for pair in pairs() for city in pair} - {"self"}


def average_2018():
    return Fraction(figure("guangdong.person.exit.projected_line_2018") * 100) / percentage(
        "guangdong.person.exit.line_formula"
    )


def says(name, *figures):
    """Whether what a check says has these figures."""
    told = POLICY.look_up(name).value
    return all(set(map(str, figures)) <= set(re.findall(r"[\d.]+", t)) for t in (told.zh, told.en))


# --- the checks ----------------------------------------------------------------------------------


def test_consistency_household_size():
    found = household_size(int(figure(PERSONS)), int(figure(HOUSEHOLDS)))
    assert found == {"mean": Fraction("2.49"), "plausible": True}
    assert says("guangdong.province.consistency.household_size", float(found["mean"]))


def test_consistency_labour_split():
    assert LABOUR_CAPACITY.ids() == ("able", "partial", "none")
    total = figure(PERSONS)
    assert labour_split(able=total - 2, partial=1, none=1, total=total)
    assert not labour_split(able=total - 2, partial=1, none=0, total=total)
    assert says("guangdong.province.consistency.labour_split", total)


def test_consistency_schedule_sum():
    assert schedule_sum(targets(), figure(PERSONS))
    assert says("guangdong.province.consistency.schedule_sum", figure(PERSONS))


def test_consistency_projected_average_2018():
    found = projected_average_2018(
        figure("guangdong.person.exit.projected_line_2018"),
        percentage("guangdong.person.exit.line_formula"),
        figure("guangdong.village.exit.projected_line_2018"),
        percentage("guangdong.village.exit.line_formula"),
    )
    assert found == {"consistent": True, "implied_average": Fraction("16366.67")}
    name = "guangdong.province.consistency.projected_average_2018"
    assert says(name, float(found["implied_average"]))


def test_consistency_implied_base_average():
    growth = figure("guangdong.province.goal.planned_growth") * 100
    found = implied_base_average(average_2018(), growth, len(targets()))
    assert says("guangdong.province.consistency.implied_base_average", found, 2018 - len(targets()))


def test_consistency_project_count():
    name = "guangdong.project.consistency.project_count"
    announced = NUMERALS.index(CHECKS[name].info.cite.fragments[0][0]) + 1
    found = project_count(announced, len(items("二")))
    assert found == {"complete": False, "missing": 1}
    assert says(name, announced, len(items("二")), found["missing"])


def test_consistency_sharing_sum():
    amount = POLICY.rules.by_id["guangdong.fund.finance.per_head_amount"]
    (per_head,) = {n.values[-1].value.quantity for n in walk(amount) if isinstance(n, Parameter)}
    split = POLICY.rules.by_id["guangdong.fund.finance.sharing_ratio"]
    assert [payer.shares for payer in split.payers] == [6, 3, 1]
    reply = POLICY.look_up(split.info.id, povertypolicy.yuan(per_head.number()))
    shares = [fen.yuan for fen in reply.value.values()]
    assert sharing_sum(shares, per_head.number())
    assert says("guangdong.fund.consistency.sharing_sum", *map(int, shares), per_head.number())


def test_consistency_pairing_partition():
    own = [city for city, helper in pairs() if helper == "self"]
    helped = [city for city, helper in pairs() if helper != "self"]
    helpers = {helper for _, helper in pairs()} - {"self"}
    overlap = len(helpers & set(own + helped)) + len(own + helped) - len({*own, *helped})
    assert pairing_partition(len(helpers), len(helped), len(own), overlap)
    assert all([h for _, h in pairs()].count(helper) == 2 for helper in helpers)
    name = "guangdong.city.consistency.pairing_partition"
    assert says(name, len(helpers), len(helped), len(own), len(cities()))


def test_consistency_item_numbering():
    missing = item_numbering(items(), last=25)
    assert missing == [5]
    assert max(items()) == 25
    assert says("guangdong.organisation.consistency.item_numbering", 1, *missing, max(items()))


@pytest.mark.skipif(not FOUND, reason="../shared/sources is not here")
def test_the_items_that_can_be_read_are_those_of_the_document():
    numbered = re.compile(r"^[\s#-]*(\d{1,2})\.\s*(?=[一-鿿])", re.MULTILINE)
    assert list(map(int, numbered.findall(FOUND[0].read_text(encoding="utf-8")))) == items()


# --- the inventory -------------------------------------------------------------------------------


def examples():
    if not INVENTORY.is_file():
        return []
    with INVENTORY.open("rb") as file:
        inventory = tomllib.load(file, parse_float=Fraction)["clause"]
    return [
        pytest.param(clause["id"], example, id=f"{clause['id']}-{number}")
        for clause in inventory
        if clause["id"] in COMPUTED
        for number, example in enumerate(
            [*clause.get("examples", []), *clause.get("held_out_examples", [])], 1
        )
    ]


@pytest.mark.parametrize(("id_", "example"), examples())
def test_an_example_of_the_inventory_has_the_same_answer(id_, example):
    assert COMPUTED[id_](**example["given"]) == example["expect"]


def test_every_check_is_proven_here():
    assert set(COMPUTED) == set(CHECKS)
    names = {"_".join(id_.split(".")[-2:]) for id_ in CHECKS}
    assert {f"test_{name}" for name in names} <= set(globals())
