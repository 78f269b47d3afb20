"""`povertypolicy.layers`: what a lower jurisdiction adds and changes, and who set what."""

import datetime as dt
import itertools
import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povertypolicy.authoring import (
    Household,
    Village,
    all_of,
    count,
    criterion,
    document,
    formula,
    listing,
    parameter,
    rules,
    since,
    standard,
    yuan_per_head,
)
from povertypolicy.deciding.policy import open_policy
from povertypolicy.errors import BadRule, DuplicateId, LayerConflict, UnknownClause
from povertypolicy.layers import (
    amended,
    layer,
    layered,
    lower_to,
    raise_to,
    replace,
    restore,
    suspend,
)
from povertypolicy.outcomes import Outcome

YES, NO, UNKNOWN, NOT_APPLICABLE = Outcome
PROVINCE = document("省〔2017〕1号", ("省文件", "paper of the province"))
CITY = document("市〔2017〕2号", ("市文件", "paper of the city"))
WORDS = ("例", "example")
DAY = "2017-07-01"


def line(id_, yuan, on="2017-01-01", *, paper=PROVINCE, until=None, prices_of=None):
    amount = yuan_per_head(yuan, cite=paper.at("一.1", str(yuan)), prices_of=prices_of)
    return parameter(id_, (f"线{yuan}", f"line of {yuan}"), since(on, amount), until=until)


LINE = line("p.line", 3300, until="2017-12-31")
SAFE = criterion("p.safe", WORDS, cite=PROVINCE.at("一.2"), means=Household.housing_assured)
RICH = criterion(
    "p.rich", WORDS, cite=PROVINCE.at("一.3"), means=Household.income_per_head.above(LINE)
)
EXIT = standard("household.exit", WORDS, all_of(RICH, SAFE), cite=PROVINCE.at("一.4"))
SIZE = formula("p.size", WORDS, Household.persons.listed().count(), cite=PROVINCE.at("一.5"))
USES = listing("p.uses", WORDS, [("road", ("路", "road"))], cite=PROVINCE.at("一.6"))
BASE = rules("p", ("某省", "P"), documents=[PROVINCE], clauses=[LINE, RICH, SAFE, EXIT, SIZE, USES])
RAISED = line("p/c.line", 4200, paper=CITY)


def city(*changes, name="p/c", clauses=(), extends="p"):
    label = ("某市", "C")
    return layer(name, label, extends=extends, documents=[CITY], clauses=clauses, changes=changes)


def asked(policy, clause, day=DAY, **facts):
    opened = open_policy(policy, day)
    return opened.ask(clause, opened.read(Household, facts)).outcome


def exits(policy, income, day=DAY):
    return asked(policy, "household.exit", day, income_per_head=income, housing_assured=True)


# --- what each act does --------------------------------------------------------------------------


@pytest.mark.parametrize(("income", "before", "after"), [(3301, YES, NO), (4201, YES, YES)])
def test_a_raised_line_is_raised_wherever_it_is_used_and_the_parent_stays(income, before, after):
    laid = layered(BASE, city(raise_to("p.line", RAISED)))
    assert exits(laid, income) is after
    assert exits(BASE, income) is before


@pytest.mark.parametrize(
    ("on", "until", "day", "outcome"),
    [
        ("2017-06-01", None, "2017-05-31", YES),
        ("2017-06-01", None, "2017-06-01", NO),
        ("2017-01-01", "2017-06-30", "2017-06-30", NO),
        ("2017-01-01", "2017-06-30", "2017-07-01", YES),
        ("2017-01-01", None, "2018-01-01", NO),
    ],
)
def test_on_each_day_the_higher_of_the_two_lines_counts(on, until, day, outcome):
    raised = line("p/c.line", 4200, on, paper=CITY, until=until)
    assert exits(layered(BASE, city(raise_to("p.line", raised))), 4000, day) is outcome


def test_a_line_that_the_parent_raises_further_later_on_counts():
    figures = [(3300, "2017-01-01"), (5000, "2017-09-01")]
    amounts = [since(on, yuan_per_head(y, cite=PROVINCE.at("一.1", str(y)))) for y, on in figures]
    rising = parameter("p.line", WORDS, *amounts)
    rich = criterion(
        "p.rich", WORDS, cite=PROVINCE.at("一"), means=Household.income_per_head.above(rising)
    )
    base = rules("p", WORDS, documents=[PROVINCE], clauses=[rising, rich])
    laid = layered(base, city(raise_to("p.line", RAISED)))
    for day, outcome in [("2017-08-31", YES), ("2017-09-01", NO)]:
        assert asked(laid, "p.rich", day, income_per_head=4500) is outcome


def test_a_lowered_line_is_the_lower_of_the_two():
    laid = layered(BASE, city(lower_to("p.line", line("p/c.line", 3000, paper=CITY))))
    assert exits(laid, 3001) is YES


def test_a_clause_that_is_replaced_keeps_its_old_self_inside_its_successor():
    stricter = criterion(
        "p/c.safe", WORDS, cite=CITY.at("二"), means=all_of(SAFE, Household.medical_assured)
    )
    laid = layered(BASE, city(replace("p.safe", stricter), raise_to("p.line", RAISED)))
    facts = {"income_per_head": 5000, "housing_assured": True}
    assert asked(laid, "household.exit", **facts, medical_assured=True) is YES
    assert asked(laid, "household.exit", **facts, medical_assured=False) is NO


def test_clauses_come_document_by_document_each_in_its_order():
    added = criterion("p/c.more", WORDS, cite=PROVINCE.at("一.3/一.4"), means=RICH)
    laid = layered(BASE, city(raise_to("p.line", RAISED), clauses=[added]))
    own = ["p.safe", "p.rich", "p/c.more", "household.exit", "p.size", "p.uses"]
    assert list(laid.by_id) == [*own, "p/c.line"]
    assert next(iter(amended(BASE, raise_to("p.line", RAISED)).by_id)) == "p/c.line"


def test_what_a_layer_adds_uses_the_changed_clauses():
    added = criterion("p/c.more", WORDS, cite=CITY.at("三"), means=RICH)
    laid = layered(BASE, city(raise_to("p.line", RAISED), clauses=[added]))
    assert asked(laid, "p/c.more", income_per_head=4000) is NO


def test_what_is_suspended_does_not_count_and_is_restored_as_it_was():
    off = amended(BASE, suspend("p.safe", cite=CITY.at("四")))
    assert asked(off, "household.exit", income_per_head=5000, housing_assured=False) is YES
    assert asked(off, "p.safe", housing_assured=True) is NOT_APPLICABLE
    on = amended(off, restore("p.safe", cite=CITY.at("五")))
    assert on.digest == BASE.digest != off.digest
    assert [origin.verb for origin in on.origin("p.safe")] == ["add", "suspend", "restore"]


def test_every_value_knows_who_set_it_and_what_it_replaced():
    laid = layered(BASE, city(raise_to("p.line", RAISED)))
    first, then = laid.origin("p/c.line")
    assert (first.layer, first.verb, first.before) == ("p", "add", None)
    assert (then.layer, then.verb, then.before) == ("p/c", "raise_to", LINE)
    assert then.cite.document is CITY
    [own] = laid.origin("household.exit")
    assert (own.layer, own.verb) == ("p", "add")
    assert laid.extends == ("p",)
    assert laid.documents == (PROVINCE, CITY)


def test_a_third_layer_knows_the_two_above():
    town = layer(
        "p/c/t",
        ("某县", "T"),
        extends="p/c",
        documents=[CITY],
        changes=[raise_to("p/c.line", line("p/c/t.line", 5000, paper=CITY))],
    )
    laid = layered(layered(BASE, city(raise_to("p.line", RAISED))), town)
    assert [origin.layer for origin in laid.origin("p/c/t.line")] == ["p", "p/c", "p/c/t"]
    assert laid.extends == ("p", "p/c")
    assert exits(laid, 4500) is NO


def test_a_layered_policy_travels():
    laid = layered(BASE, city(raise_to("p.line", RAISED)))
    arrived = pickle.loads(pickle.dumps(laid))
    assert arrived.digest == laid.digest
    assert exits(arrived, 4000) is NO
    assert [origin.verb for origin in arrived.origin("p/c.line")] == ["add", "raise_to"]


# --- what is refused -----------------------------------------------------------------------------

VILLAGE = criterion(
    "p/c.v",
    WORDS,
    cite=CITY.at("一"),
    means=Village.poor_persons.at_least(count(1, cite=CITY.at("一"))),
)
UNFIT = {
    "a line that is no higher": raise_to("p.line", line("p/c.line", 3300, paper=CITY)),
    "a line that is lower": raise_to("p.line", line("p/c.line", 3000, paper=CITY)),
    "a line in other prices": raise_to("p.line", line("p/c.line", 4200, paper=CITY, prices_of=2016)),
    "a line that is no lower": lower_to("p.line", RAISED),
    "a criterion raised": raise_to("p.safe", RAISED),
    "a line by a criterion": replace("p.line", SAFE),
    "a criterion of another subject": replace("p.safe", VILLAGE),
    "a standard by a criterion": replace("household.exit", SAFE),
    "a list by a criterion": replace("p.uses", SAFE),
    "a formula of another unit": replace("p.size", formula("p/c.s", WORDS, Household.income_per_head, cite=CITY.at("一"))),
    "what is not suspended": restore("p.safe", cite=CITY.at("一")),
}  # fmt: skip


@pytest.mark.parametrize("change", UNFIT.values(), ids=UNFIT)
def test_a_change_that_does_not_fit_is_refused_with_both_clauses_named(change):
    with pytest.raises(BadRule) as caught:
        layered(BASE, city(change))
    for language in ("zh", "en"):
        told = caught.value.text(language)
        assert BASE.find(change.target).info.id in told
        assert change.clause is None or change.clause.info.id in told


def test_suspending_twice_is_refused():
    off = amended(BASE, suspend("p.safe", cite=CITY.at("四")))
    with pytest.raises(BadRule, match="suspended already"):
        amended(off, suspend("p.safe", cite=CITY.at("四")))


def test_what_is_not_there_cannot_be_changed():
    with pytest.raises(UnknownClause, match=r"p\.safe"):
        layered(BASE, city(suspend("p.saef", cite=CITY.at("一"))))


def test_who_asks_for_a_clause_that_was_replaced_is_told_by_which():
    other = criterion("p/c.hut", WORDS, cite=CITY.at("二"), means=Household.housing_assured)
    laid = layered(BASE, city(replace("p.safe", other)))
    with pytest.raises(UnknownClause) as caught:
        laid.find("p.safe")
    assert "它已由“p/c.hut”代替" in caught.value.text("zh")
    assert '"p/c.hut" stands in its place' in caught.value.text("en")


def test_a_layer_lies_only_over_what_it_extends():
    with pytest.raises(BadRule, match='"q/c" extends "q"'):
        layered(BASE, city(name="q/c", extends="q"))


def test_an_id_that_the_parent_has_cannot_be_added():
    with pytest.raises(DuplicateId):
        layered(BASE, city(clauses=[criterion("p.safe", WORDS, cite=CITY.at("一"), means=RICH)]))


def test_a_clause_of_the_parent_cannot_be_added_again():
    with pytest.raises(DuplicateId):
        layered(BASE, city(clauses=[BASE.clauses[0]]))


OTHER = line("p/d.line", 4500, paper=CITY)


@pytest.mark.parametrize("turn", [1, -1])
def test_siblings_that_change_one_clause_are_refused_with_both_named(turn):
    siblings = [city(raise_to("p.line", RAISED)), city(raise_to("p.line", OTHER), name="p/d")]
    with pytest.raises(LayerConflict) as caught:
        layered(BASE, *siblings[::turn])
    for language in ("zh", "en"):
        told = caught.value.text(language)
        assert all(part in told for part in ("p.line", "p/c.line", "p/d.line", "p/c", "p/d"))


def test_one_layer_does_not_change_a_clause_twice():
    with pytest.raises(LayerConflict):
        layered(BASE, city(raise_to("p.line", RAISED), suspend("p.line", cite=CITY.at("一"))))


few = settings(max_examples=25)

# --- the algebra ---------------------------------------------------------------------------------

ACTS = {
    "p.line": [raise_to("p.line", line("p.line", yuan, paper=CITY)) for yuan in (4200, 4500)]
    + [suspend("p.line", cite=CITY.at("一"))],
    "p.safe": [
        suspend("p.safe", cite=CITY.at("二")),
        replace("p.safe", criterion("p.safe", WORDS, cite=CITY.at("二"), means=Household.food_assured)),
    ],
    "p.rich": [suspend("p.rich", cite=CITY.at("三"))],
    "household.exit": [
        replace("household.exit", standard("household.exit", WORDS, SAFE, cite=CITY.at("四")))
    ],
    "p.uses": [suspend("p.uses", cite=CITY.at("五"))],
}  # fmt: skip
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "income_per_head": st.sampled_from([3300, 3301, 4200, 4201, 4500, 4501]),
        "housing_assured": st.booleans(),
        "food_assured": st.booleans(),
    },
)


@st.composite
def disjoint(draw, parts=2):
    """Several lists of changes, of which no two are about one clause."""
    targets = draw(st.permutations(list(ACTS)))
    cuts = sorted(
        draw(st.lists(st.integers(0, len(targets)), min_size=parts - 1, max_size=parts - 1))
    )
    bounds = [0, *cuts, len(targets)]
    return [
        [draw(st.sampled_from(ACTS[t])) for t in targets[a:b]]
        for a, b in itertools.pairwise(bounds)
    ]


@few
@given(disjoint(), FACTS)
def test_disjoint_changes_commute(parts, facts):
    one, other = parts
    there = amended(amended(BASE, *one), *other)
    back = amended(amended(BASE, *other), *one)
    assert there.digest == back.digest
    assert asked(there, "household.exit", **facts) is asked(back, "household.exit", **facts)


@few
@given(disjoint(parts=3))
def test_resolution_is_associative(parts):
    one, two, three = parts
    step_by_step = amended(amended(amended(BASE, *one), *two), *three)
    assert amended(BASE, *one, *two, *three).digest == step_by_step.digest
    assert amended(amended(BASE, *one), *two, *three).digest == step_by_step.digest
    assert amended(amended(BASE, *one, *two), *three).digest == step_by_step.digest


@few
@given(disjoint(parts=1), st.sampled_from(["p.safe", "p.rich", "p.uses"]))
def test_suspend_then_restore_changes_nothing(parts, target):
    [changes] = parts
    base = amended(BASE, *(change for change in changes if change.target != target))
    off = amended(base, suspend(target, cite=CITY.at("一")))
    assert off.digest != base.digest
    assert amended(off, restore(target, cite=CITY.at("二"))).digest == base.digest


@few
@given(disjoint())
def test_layers_side_by_side_give_one_policy_in_any_order(parts):
    siblings = [city(*changes, name=f"p/{name}") for name, changes in zip("cd", parts, strict=True)]
    there, back = layered(BASE, *siblings), layered(BASE, *reversed(siblings))
    assert there.digest == back.digest
    assert list(there.by_id) == list(back.by_id)
    assert there.name == "p/c+p/d"


def test_nothing_leaks_into_the_parent_from_two_threads():
    before = BASE.digest
    days = [dt.date(2017, 1, 1) + dt.timedelta(days=n) for n in range(40)]

    def work(yuan):
        raised = line("p/c.line", yuan, paper=CITY)
        laid = layered(BASE, city(raise_to("p.line", raised)))
        return [(exits(laid, yuan, day), exits(laid, yuan + 1, day)) for day in days]

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(work, [4200, 4500] * 4))
    assert told == [[(NO, YES)] * len(days)] * 8
    assert BASE.digest == before
    assert exits(BASE, 3301) is YES
