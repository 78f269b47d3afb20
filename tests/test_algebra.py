"""`povertypolicy.lowering.algebra`: exact arithmetic over whole-number operations, held against fractions."""

from fractions import Fraction
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from povertypolicy import Subject, Text
from povertypolicy.errors import BadRule
from povertypolicy.expr.fields import number, yes_no
from povertypolicy.lowering import algebra
from povertypolicy.lowering.algebra import Num
from povertypolicy.lowering.ops import Builder
from povertypolicy.lowering.printing import compile_program, least_flip

BOUNDS = {
    "below": lambda x, y: x < y,
    "at_most": lambda x, y: x <= y,
    "above": lambda x, y: x > y,
    "at_least": lambda x, y: x >= y,
    "equals": lambda x, y: x == y,
}


class Sample(Subject):
    """Numbers and a truth value to compute with."""

    label = Text("样本", "sample")
    a = number(("甲", "a"), low=-9, high=9)
    b = number(("乙", "b"), low=-9, high=9)
    c = number(("丙", "c"), low=0, high=9)
    d = number(("丁", "d"), low=0, high=9)
    flag = yes_no(("真", "flag"))


class Desk:
    """A builder with a way to read facts and to run what was built."""

    def __init__(self):
        self.b = Builder()
        self.one = self.b.const(1)

    def get(self, name, over=1):
        fact = Sample.facts[name]
        bounds = (fact.low, fact.high)
        op = self.b.make("get", data=("", fact), block=(), bounds=bounds, maybe=True)
        return algebra.point(op, self.b.const(over))

    def flag(self):
        fact = Sample.facts["flag"]
        return self.b.make("get", data=("", fact), block=(), maybe=True)

    def run(self, *ops, **facts):
        given_ = SimpleNamespace(**{name: facts.get(name) for name in Sample.facts})
        program = compile_program("algebra", list(ops), (), full=False)
        row = program.run(given_)
        return [op.data[1] if op.constant else row[program.places[op.index]] for op in ops]

    def ends(self, num, **facts):
        """Return the two ends as fractions, None where a part is missing or a guard fails."""
        ops = [*num.low, *num.high, *num.guards]
        ln, ld, hn, hd, *guards = self.run(*ops, **facts)
        if any(guard is not True for guard in guards):
            return None, None
        return tuple(
            None if n is None or d in (None, 0) else Fraction(n, d) for n, d in ((ln, ld), (hn, hd))
        )


signed = st.integers(-9, 9)
positive = st.integers(0, 9)
scale = st.sampled_from([1, 2, 3, 10])
few = settings(max_examples=30)


# --- plain numbers -------------------------------------------------------------------------------


@given(signed, signed, scale, scale)
def test_sum_difference_and_product_are_exact(a, b, p, q):
    desk = Desk()
    x, y = desk.get("a", p), desk.get("b", q)
    left, right = Fraction(a, p), Fraction(b, q)
    for operate, expected in [
        (algebra.add, left + right),
        (algebra.subtract, left - right),
        (algebra.multiply, left * right),
    ]:
        assert desk.ends(operate(desk.b, x, y), a=a, b=b) == (expected, expected)


@given(signed, positive, scale, scale)
def test_a_quotient_is_exact_and_division_by_zero_has_no_value(a, c, p, q):
    desk = Desk()
    quotient = algebra.divide(desk.b, desk.get("a", p), desk.get("c", q))
    expected = None if c == 0 else Fraction(a, p) / Fraction(c, q)
    assert desk.ends(quotient, a=a, c=c) == (expected, expected)


@given(signed, signed, signed, scale, scale)
def test_longer_expressions_are_exact(a, b, c, p, q):
    desk = Desk()
    x, y = desk.get("a", p), desk.get("b", q)
    fixed = algebra.fixed(desk.b, Fraction(c, p))
    made = algebra.multiply(desk.b, algebra.subtract(desk.b, algebra.add(desk.b, x, y), fixed), y)
    expected = (Fraction(a, p) + Fraction(b, q) - Fraction(c, p)) * Fraction(b, q)
    assert desk.ends(made, a=a, b=b) == (expected, expected)


@pytest.mark.parametrize("bound", BOUNDS)
@few
@given(a=signed, b=signed, p=scale, q=scale)
def test_a_comparison_is_that_of_the_fractions(bound, a, b, p, q):
    desk = Desk()
    op = algebra.compare(desk.b, bound, desk.get("a", p), desk.get("b", q))
    assert desk.run(op, a=a, b=b) == [BOUNDS[bound](Fraction(a, p), Fraction(b, q))]


@pytest.mark.parametrize("bound", BOUNDS)
@few
@given(a=signed, c=positive, b=signed, d=positive)
def test_quotients_are_compared_without_dividing(bound, a, c, b, d):
    desk = Desk()
    x = algebra.divide(desk.b, desk.get("a"), desk.get("c"))
    y = algebra.divide(desk.b, desk.get("b"), desk.get("d"))
    op = algebra.compare(desk.b, bound, x, y)
    expected = None if 0 in (c, d) else BOUNDS[bound](Fraction(a, c), Fraction(b, d))
    assert desk.run(op, a=a, b=b, c=c, d=d) == [expected]
    assert "/" not in compile_program("x", [op], (), full=False).source.replace("//", "")


@given(signed, signed, signed)
def test_the_least_and_the_greatest(a, b, c):
    desk = Desk()
    numbers = [desk.get("a", 2), desk.get("b", 3), algebra.fixed(desk.b, Fraction(c))]
    values = [Fraction(a, 2), Fraction(b, 3), Fraction(c)]
    for kind, expected in (("least", min(values)), ("greatest", max(values))):
        made = algebra.extreme(desk.b, kind, numbers)
        assert desk.ends(made, a=a, b=b) == (expected, expected)


@pytest.mark.parametrize("missing", ["a", "b"])
@pytest.mark.parametrize("operate", [algebra.add, algebra.subtract, algebra.multiply])
def test_what_is_missing_stays_missing(missing, operate):
    desk = Desk()
    made = operate(desk.b, desk.get("a"), desk.get("b"))
    assert desk.ends(made, **({"a": 0, "b": 0} | {missing: None})) == (None, None)


def test_nothing_unknown_is_cancelled():
    desk = Desk()
    x = desk.get("a")
    nothing = algebra.subtract(desk.b, x, x)
    assert desk.ends(nothing, a=5) == (0, 0)
    assert desk.ends(nothing, a=None) == (None, None)
    none_of_it = algebra.multiply(desk.b, x, algebra.fixed(desk.b, Fraction(0)))
    assert desk.ends(none_of_it, a=None) == (None, None)


def test_a_divisor_that_could_be_negative_is_refused():
    desk = Desk()
    with pytest.raises(BadRule) as caught:
        algebra.divide(desk.b, desk.get("c"), desk.get("a"))
    assert "negative" in caught.value.text("en")


def test_fixed_numbers_are_computed_once_and_for_all():
    desk = Desk()
    x, y = (algebra.fixed(desk.b, Fraction(n, 3)) for n in (1, 2))
    for made in (algebra.add(desk.b, x, y), algebra.multiply(desk.b, x, y)):
        assert made.constant
    assert algebra.multiply(desk.b, x, y).fraction() == Fraction(2, 9)
    assert algebra.compare(desk.b, "below", x, y).data[1] is True


# --- bounded numbers -----------------------------------------------------------------------------


def either(desk, a, b):
    """A number that is `a` or `b` while the flag is unknown."""
    return algebra.choose(desk.b, desk.flag(), a, b)


@given(signed, signed, st.sampled_from([True, False, None]))
def test_a_chosen_number_lies_between_both_while_the_condition_is_unknown(a, b, flag):
    desk = Desk()
    made = either(desk, desk.get("a"), desk.get("b"))
    expected = {True: (a, a), False: (b, b), None: (min(a, b), max(a, b))}[flag]
    assert desk.ends(made, a=a, b=b, flag=flag) == expected


@pytest.mark.parametrize("operate", ["add", "subtract", "multiply", "divide"])
@few
@given(a=signed, b=signed, c=st.integers(1, 9), d=st.integers(1, 9))
def test_bounds_hold_every_value_and_are_reached(operate, a, b, c, d):
    desk = Desk()
    left = either(desk, desk.get("a"), desk.get("b"))
    right = (
        desk.get("c") if operate != "divide" else algebra.add(desk.b, desk.get("c"), desk.get("d"))
    )
    made = getattr(algebra, operate)(desk.b, left, right)
    sign = {
        "add": lambda x: x + c,
        "subtract": lambda x: x - c,
        "multiply": lambda x: x * c,
        "divide": lambda x: Fraction(x, c + d),
    }[operate]
    values = [sign(Fraction(x)) for x in (a, b)]
    assert desk.ends(made, a=a, b=b, c=c, d=d) == (min(values), max(values))


@given(signed, signed, st.integers(1, 9), st.integers(1, 9))
def test_bounds_on_both_sides_of_a_quotient(a, b, c, d):
    desk = Desk()
    left = either(desk, desk.get("a"), desk.get("b"))
    right = either(desk, desk.get("c"), desk.get("d"))
    low, high = desk.ends(algebra.divide(desk.b, left, right), a=a, b=b, c=c, d=d)
    values = [Fraction(x, y) for x, y in product((a, b), (c, d))]
    assert low <= min(values)
    assert max(values) <= high
    assert {low, high} <= set(values)


@pytest.mark.parametrize("bound", BOUNDS)
@few
@given(a=signed, b=signed, c=positive)
def test_a_bounded_number_compares_when_both_ends_agree(bound, a, b, c):
    desk = Desk()
    op = algebra.compare(desk.b, bound, either(desk, desk.get("a"), desk.get("b")), desk.get("c"))
    answers = {BOUNDS[bound](x, c) for x in (a, b)}
    expected = answers.pop() if len(answers) == 1 else None
    (told,) = desk.run(op, a=a, b=b, c=c)
    assert told is expected or (bound == "equals" and told is None)


@given(signed, signed)
def test_a_guard_of_the_branch_not_taken_does_not_matter(a, c):
    desk = Desk()
    assume(c >= 0)
    risky = algebra.divide(desk.b, desk.get("a"), desk.get("c"))
    made = algebra.choose(desk.b, desk.flag(), desk.get("a"), risky)
    assert desk.ends(made, a=a, c=c, flag=True) == (a, a)
    expected = None if c == 0 else Fraction(a, c)
    assert desk.ends(made, a=a, c=c, flag=False) == (expected, expected)


# --- distances -----------------------------------------------------------------------------------


@pytest.mark.parametrize("bound", [bound for bound in BOUNDS if bound != "equals"])
@given(left=st.integers(-200, 200), right=st.integers(-200, 200), step=st.integers(1, 30))
def test_the_least_flip_flips_and_one_less_does_not(bound, left, right, step):
    steps = least_flip(left, right, step, bound)
    met = BOUNDS[bound](left, right)
    towards = 1 if met == (bound in ("below", "at_most")) else -1

    def after(moved):
        return BOUNDS[bound](left + towards * moved * step, right)

    assert steps > 0
    assert after(steps) is not met
    assert after(steps - 1) is met


@pytest.mark.parametrize("bound", [bound for bound in BOUNDS if bound != "equals"])
@few
@given(a=signed, b=signed, p=scale, q=scale)
def test_the_gap_counts_steps_of_the_left_number(bound, a, b, p, q):
    desk = Desk()
    x, y = desk.get("a", p), desk.get("b", q)
    (steps,) = desk.run(algebra.gap(desk.b, bound, x, y), a=a, b=b)
    met = BOUNDS[bound](Fraction(a, p), Fraction(b, q))
    towards = 1 if met == (bound in ("below", "at_most")) else -1
    flipped = BOUNDS[bound](Fraction(a + towards * steps, p), Fraction(b, q))
    before = BOUNDS[bound](Fraction(a + towards * (steps - 1), p), Fraction(b, q))
    assert (flipped, before) == (not met, met)


@given(positive, positive, signed)
def test_a_bounded_number_has_a_gap_when_its_ends_agree(c, d, a):
    desk = Desk()
    x, y, line = desk.get("c"), desk.get("d"), desk.get("a")
    bounded = Num(x.low, y.high)
    both = [algebra.gap(desk.b, "below", number, line) for number in (bounded, x)]
    told, plain = desk.run(*both, a=a, c=c, d=d)
    assert told == (plain if c == d else None)


def test_an_equation_has_no_gap():
    desk = Desk()
    assert algebra.gap(desk.b, "equals", desk.get("a"), desk.get("c")) is None


@given(signed, signed, positive, st.sampled_from([True, False, None]))
def test_the_gap_of_a_chosen_number_is_that_of_the_number_chosen(a, b, c, flag):
    desk = Desk()
    x, y, line = desk.get("a"), desk.get("b"), desk.get("c")
    ops = [algebra.gap(desk.b, "below", number, line) for number in (either(desk, x, y), x, y)]
    chosen, first, second = desk.run(*ops, a=a, b=b, c=c, flag=flag)
    agreed = first if first == second else None
    assert chosen == {True: first, False: second, None: agreed}[flag]


def test_a_number_knows_whether_it_is_plain():
    desk = Desk()
    assert desk.get("a").exact
    assert not either(desk, desk.get("a"), desk.get("b")).exact
    assert isinstance(desk.get("a"), Num)
    assert not desk.get("a").constant
