"""`povertypolicy.comparing`: what differs between layers, days and provinces, and for whom."""

import pytest

from povertypolicy.authoring import (
    Household,
    MoneyPerHead,
    all_of,
    criterion,
    document,
    parameter,
    rules,
    since,
    standard,
    supplied,
    yuan_per_head,
)
from povertypolicy.comparing import compare
from povertypolicy.deciding.policy import open_policy
from povertypolicy.layers import layer, layered, raise_to, suspend

PAPER = document("省〔2017〕1号", ("省文件", "paper of the province"))
CITY = document("市〔2017〕2号", ("市文件", "paper of the city"))
DAY = "2017-07-01"
BOUNDS = {
    "above": "above 3,300.00 yuan per head and at most 4,200.00 yuan per head: yes under p, no under p/c",
    "at_least": "at least 3,300.00 yuan per head and below 4,200.00 yuan per head: yes under p, no under p/c",
    "below": "at least 3,300.00 yuan per head and below 4,200.00 yuan per head: yes under p/c, no under p",
    "at_most": "above 3,300.00 yuan per head and at most 4,200.00 yuan per head: yes under p/c, no under p",
}


def line(id_, yuan, paper=PAPER, *more):
    figures = [(yuan, "2017-01-01"), *more]
    amounts = [since(on, yuan_per_head(y, cite=paper.at("一", str(y)))) for y, on in figures]
    return parameter(id_, (f"线{yuan}", f"line of {yuan}"), *amounts)


def province(bound="above", limit=None, name="p"):
    limit = line(f"{name}.line", 3300) if limit is None else limit
    words = ("收入", "income")
    rich = criterion(
        f"{name}.rich",
        words,
        cite=PAPER.at("二"),
        means=getattr(Household.income_per_head, bound)(limit),
    )
    safe = criterion(
        f"{name}.safe", ("住房", "housing"), cite=PAPER.at("三"), means=Household.housing_assured
    )
    both = standard("household.exit", ("脱贫", "exit"), all_of(rich, safe), cite=PAPER.at("四"))
    return rules(name, ("某省", "P"), documents=[PAPER], clauses=[limit, rich, safe, both])


def city(*changes):
    return layer("p/c", ("某市", "C"), extends="p", documents=[CITY], changes=changes)


def kinds(comparison):
    return {difference.clause.info.id: difference.kind for difference in comparison.differences}


@pytest.mark.parametrize("bound", BOUNDS)
def test_a_raised_line_differs_for_those_between_the_two(bound):
    base = province(bound)
    laid = layered(base, city(raise_to("p.line", line("p/c.line", 4200, CITY))))
    comparison = compare(open_policy(base, DAY), open_policy(laid, DAY))
    assert kinds(comparison) == {"p.line": "changed", "p.rich": "rests", "household.exit": "rests"}
    assert comparison.same == 1
    changed, rich, both = comparison.differences
    assert (changed.left.info.id, changed.right.info.id) == ("p.line", "p/c.line")
    assert changed.whom == ()
    for difference in (rich, both):
        [whom] = difference.whom
        assert whom.en.endswith(BOUNDS[bound])
        assert "3,300.00" in whom.zh
        assert "4,200.00" in whom.zh


def test_the_sides_may_be_given_either_way_round():
    base = province()
    laid = layered(base, city(raise_to("p.line", line("p/c.line", 4200, CITY))))
    comparison = compare(open_policy(laid, DAY), open_policy(base, DAY))
    assert set(kinds(comparison)) == {"p/c.line", "p.rich", "household.exit"}
    assert comparison.differences[1].whom[0].en.endswith(BOUNDS["above"])


def test_two_days_differ_by_the_figures_in_force():
    base = province(limit=line("p.line", 3300, PAPER, (3500, "2018-01-01")))
    comparison = compare(open_policy(base, "2017-12-31"), open_policy(base, "2018-01-01"))
    assert kinds(comparison) == {"p.line": "changed", "p.rich": "rests", "household.exit": "rests"}
    assert "yes under 2017-12-31, no under 2018-01-01" in comparison.differences[1].whom[0].en


def test_a_policy_does_not_differ_from_itself():
    comparison = compare(open_policy(province(), DAY), open_policy(province(), DAY))
    assert comparison.differences == ()
    assert comparison.same == 4


def test_what_is_suspended_is_only_on_one_side():
    laid = layered(province(), city(suspend("p.safe", cite=CITY.at("一"))))
    comparison = compare(open_policy(province(), DAY), open_policy(laid, DAY))
    assert kinds(comparison)["p.safe"] == "only_left"


def test_two_provinces_meet_in_the_standards_they_share():
    comparison = compare(
        open_policy(province(), DAY),
        open_policy(province(name="q", limit=line("q.line", 4000)), DAY),
    )
    assert kinds(comparison) == {
        "p.line": "only_left",
        "p.rich": "only_left",
        "p.safe": "only_left",
        "household.exit": "rests",
        "q.line": "only_right",
        "q.rich": "only_right",
        "q.safe": "only_right",
    }
    exits = next(d for d in comparison.differences if d.clause.info.id == "household.exit")
    [whom] = exits.whom
    assert whom.en.endswith("at most 4,000.00 yuan per head: yes under p, no under q")


def test_a_number_that_was_supplied_is_compared_like_a_printed_one():
    wanted = supplied("p.average", ("平均", "average"), MoneyPerHead, cite=PAPER.at("五"))
    base = province(limit=wanted)
    there = open_policy(base, DAY).supply(
        "p.average", yuan_per_head(3300, prices_of=2017), source="a"
    )
    here = open_policy(base, DAY).supply(
        "p.average", yuan_per_head(4200, prices_of=2017), source="b"
    )
    assert kinds(compare(there, there)) == {}
    assert kinds(compare(there, here)) == {
        "p.average": "changed",
        "p.rich": "rests",
        "household.exit": "rests",
    }
