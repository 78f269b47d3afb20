"""`povertypolicy.apportioning`: the parts add up, and none is a whole step off its exact share."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povertypolicy.apportioning import apportion
from povertypolicy.errors import BadSetting

TOTALS = st.one_of(st.integers(0, 40), st.integers(0, 10**18))
WEIGHT = st.one_of(st.integers(0, 4), st.integers(0, 10**9), st.fractions(0, 9, max_denominator=12))
WEIGHTS = st.lists(WEIGHT, min_size=1, max_size=7).filter(any)


def exact_shares(total, weights):
    return [Fraction(total) * weight / sum(map(Fraction, weights)) for weight in weights]


def by_hand(total, weights):
    """One step at a time to whoever lacks most, the first of equals first: nothing here is divided or sorted."""
    shares = exact_shares(total, weights)
    parts = [share.numerator // share.denominator for share in shares]
    while sum(parts) < total:
        lacking = [share - part for share, part in zip(shares, parts, strict=True)]
        parts[lacking.index(max(lacking))] += 1
    return tuple(parts)


# --- what holds for every amount -----------------------------------------------------------------


@given(TOTALS, WEIGHTS)
def test_the_parts_are_whole_and_add_up(total, weights):
    parts = apportion(total, weights)
    assert len(parts) == len(weights)
    assert all(type(part) is int and part >= 0 for part in parts)
    assert sum(parts) == total


@given(TOTALS, WEIGHTS)
def test_each_part_is_less_than_one_step_off_its_exact_share(total, weights):
    shares = exact_shares(total, weights)
    assert all(
        abs(part - share) < 1 for part, share in zip(apportion(total, weights), shares, strict=True)
    )


@given(TOTALS, WEIGHTS)
def test_the_parts_are_those_found_by_hand(total, weights):
    assert apportion(total, weights) == by_hand(total, weights)


@given(TOTALS, WEIGHTS, st.fractions(Fraction(1, 9), 9, max_denominator=9))
def test_only_the_ratio_of_the_weights_counts(total, weights, scale):
    assert apportion(total, [weight * scale for weight in weights]) == apportion(total, weights)


@given(TOTALS, WEIGHTS)
def test_who_has_no_share_pays_nothing_and_who_has_more_pays_no_less(total, weights):
    parts = apportion(total, weights)
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)
    for part, weight in zip(parts, weights, strict=True):
        for other, lighter in zip(parts, weights, strict=True):
            assert weight <= lighter or part >= other


@given(TOTALS, WEIGHTS)
def test_of_equals_the_first_never_has_less_nor_two_steps_more(total, weights):
    parts = apportion(total, weights)
    for place, weight in enumerate(weights):
        later = [p for p, w in zip(parts[place:], weights[place:], strict=True) if w == weight]
        assert later == sorted(later, reverse=True)
        assert later[0] - later[-1] <= 1


# --- amounts written out -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (1501, [6, 3, 1], (901, 450, 150)),  # 900.6, 450.3, 150.1
        (1504, [6, 3, 1], (903, 451, 150)),  # 902.4, 451.2, 150.4: the first of the two .4
        (1, [1, 1, 1], (1, 0, 0)),
        (2, [1, 1, 1], (1, 1, 0)),
        (1, [1, 2, 1], (0, 1, 0)),  # .25, .5, .25
        (3, [1, 2, 1], (1, 1, 1)),  # .75, 1.5, .75: the largest remainders first
        (5, [1, 1], (3, 2)),
        (0, [6, 3, 1], (0, 0, 0)),
        (7, [0, 1, 0], (0, 7, 0)),
        (10, [Fraction(1, 3), Fraction(1, 6), Fraction(1, 2)], (3, 2, 5)),  # 3.3, 1.7, 5
        (10**20 + 1, [1, 1], (5 * 10**19 + 1, 5 * 10**19)),  # beyond what a float holds
    ],
)  # fmt: skip
def test_amounts_written_out(total, weights, parts):
    assert apportion(total, weights) == parts


def test_the_order_of_equals_decides_who_has_the_step():
    assert apportion(1, [1, 1]) == (1, 0)
    assert apportion(10, [4, 4, 4]) == (4, 3, 3)
    assert apportion(11, [4, 4, 4]) == (4, 4, 3)


@pytest.mark.parametrize(
    ("total", "weights"),
    [(-1, [1, 1]), (1, [1, -1]), (1, [2, -1]), (1, [0, 0]), (0, [0]), (1, []), (0, [])],
)
def test_what_cannot_be_divided_is_refused(total, weights):
    with pytest.raises(BadSetting) as caught:
        apportion(total, weights)
    assert "不得为负" in caught.value.text("zh")
    assert "at least 0" in caught.value.text("en")


# --- many ----------------------------------------------------------------------------------------


def check_many(rounds, seed):
    """Random amounts and weights, drawn fast and checked with whole numbers alone."""
    chance = Random(seed)
    for _ in range(rounds):
        weights = [chance.randrange(30) for _ in range(chance.randrange(1, 7))]
        weights[chance.randrange(len(weights))] += 1
        total = chance.randrange(10 ** chance.randrange(1, 13))
        every, parts = sum(weights), apportion(total, weights)
        off = [part * every - total * weight for part, weight in zip(parts, weights, strict=True)]
        assert sum(off) == 0, (total, weights)
        assert max(map(abs, off)) < every, (total, weights)
        # Who got a step had more left over than who got none, or as much and came first.
        rank = [(total * weight % every, -place) for place, weight in enumerate(weights)]
        got = [rank[place] for place, more in enumerate(off) if more > 0]
        none = [rank[place] for place, less in enumerate(off) if less < 0]
        assert not got or min(got) > max(none), (total, weights)


def test_twenty_thousand_random_amounts():
    check_many(20_000, seed=20)


@pytest.mark.hard
def test_a_million_random_amounts():
    check_many(1_000_000, seed=1)
