"""Exact arithmetic over operations.

A number is a lower and an upper fraction of whole-number operations; for a plain number they are the same.
A quotient is never computed: comparisons are cross-multiplied. Every denominator is proven not negative,
and where it could be zero a guard makes the comparison unknown.
"""

from collections.abc import Callable
from fractions import Fraction
from math import lcm

import attrs

from povertypolicy.errors import BadRule
from povertypolicy.lowering.ops import Builder, Op

Fractional = tuple[Op, Op]
"""Numerator and denominator."""


@attrs.frozen(eq=False)
class Num:
    """A lowered number. `guards` must hold for it to exist, `year` is the year whose prices it is in.

    `cases` tells, of a number chosen by a condition, the condition and the two numbers.
    """

    low: Fractional
    high: Fractional
    guards: tuple[Op, ...] = ()
    year: object = None
    cases: tuple[Op, "Num", "Num"] | None = None

    @property
    def exact(self) -> bool:
        """Whether both ends are the same."""
        return self.low[0] is self.high[0] and self.low[1] is self.high[1]

    @property
    def constant(self) -> bool:
        """Whether it is a fixed number."""
        return self.exact and self.low[0].constant and self.low[1].constant

    def fraction(self) -> Fraction:
        """The fixed number."""
        return Fraction(self.low[0].data[1], self.low[1].data[1])


def fixed(b: Builder, value: Fraction, year: object = None) -> Num:
    """A fixed number."""
    end = (b.const(value.numerator), b.const(value.denominator))
    return Num(end, end, year=year)


def point(op: Op, denominator: Op, guards: tuple[Op, ...] = (), year: object = None) -> Num:
    """A number with both ends the same."""
    return Num((op, denominator), (op, denominator), guards, year)


def _plus(b: Builder, x: Fractional, y: Fractional, sign: int) -> Fractional:
    (xn, xd), (yn, yd) = x, y
    if xd is yd:
        return b.linear([*_terms(xn, 1), *_terms(yn, sign)], _rest(xn) + sign * _rest(yn)), xd
    if xd.constant and yd.constant:
        (xn, common), (yn, _) = _over_common(b, x, y)
        return b.linear([(1, xn), (sign, yn)]), common
    return b.linear([(1, b.times(xn, yd)), (sign, b.times(yn, xd))]), b.times(xd, yd)


def _over_common(b: Builder, x: Fractional, y: Fractional) -> tuple[Fractional, Fractional]:
    """Bring two fractions with fixed denominators to the least common one."""
    common = lcm(x[1].data[1], y[1].data[1])
    p, q = (b.linear([(common // d.data[1], m)]) for m, d in (x, y))
    return (p, b.const(common)), (q, b.const(common))


def _terms(op: Op, factor: int) -> list[tuple[int, Op]]:
    """Open an anonymous sum, so that a long sum is one operation."""
    if op.kind == "linear" and not op.data[2:]:
        return [(factor * f, a) for f, a in zip(op.data[0], op.args, strict=True)]
    return [(factor, op)]


def _rest(op: Op) -> int:
    return int(op.data[1]) if op.kind == "linear" and not op.data[2:] else 0


def add(b: Builder, x: Num, y: Num) -> Num:
    """The sum."""
    return _ends(x, y, lambda p, q: _plus(b, p, q, 1))


def subtract(b: Builder, x: Num, y: Num) -> Num:
    """The difference; the greatest of the second goes with the least of the first."""
    low = _plus(b, x.low, y.high, -1)
    high = low if x.exact and y.exact else _plus(b, x.high, y.low, -1)
    return Num(low, high, (*x.guards, *y.guards), _year(x, y))


def _year(x: Num, y: Num) -> object:
    """The year in whose prices both are by now; None where neither minds prices."""
    return y.year if x.year is None else x.year


def _ends(x: Num, y: Num, combine: Callable[[Fractional, Fractional], Fractional]) -> Num:
    low = combine(x.low, y.low)
    high = low if x.exact and y.exact else combine(x.high, y.high)
    return Num(low, high, (*x.guards, *y.guards), _year(x, y))


def multiply(b: Builder, x: Num, y: Num) -> Num:
    """The product. Where a sign is not known, its ends are among the products of the ends."""

    def product(p: Fractional, q: Fractional) -> Fractional:
        if p[0].constant and p[1].constant and q[0].constant and q[1].constant:
            whole = Fraction(p[0].data[1] * q[0].data[1], p[1].data[1] * q[1].data[1])
            return b.const(whole.numerator), b.const(whole.denominator)
        if q[0].constant and q[1].constant and p[1].constant:
            ratio = Fraction(q[0].data[1], q[1].data[1] * p[1].data[1])
            return b.times(p[0], b.const(ratio.numerator)), b.const(ratio.denominator)
        return b.times(p[0], q[0]), b.times(p[1], q[1])

    if (x.exact and y.exact) or (x.low[0].low >= 0 and y.low[0].low >= 0):
        return _ends(x, y, product)
    corners = [
        Num(end, end) for p in _distinct(x) for q in _distinct(y) for end in (product(p, q),)
    ]
    low, high = (extreme(b, kind, corners).low for kind in ("least", "greatest"))
    return Num(low, high, (*x.guards, *y.guards), _year(x, y))


def _distinct(x: Num) -> tuple[Fractional, ...]:
    return (x.low,) if x.exact else (x.low, x.high)


def divide(b: Builder, x: Num, y: Num) -> Num:
    """The quotient, kept as numerator and denominator.

    Raises:
        BadRule: when the divisor could be negative.
    """
    if y.low[0].low < 0:
        raise BadRule(
            zh="除数可能为负，不能相除；请把登记项的允许范围改为不小于 0。",
            en="The divisor could be negative; declare a range that starts at 0.",
        )
    positive = b.agree(b.less(b.const(0), end[0], equal=False) for end in (y.low, y.high))
    guards = (*x.guards, *y.guards, positive)
    if positive.constant and not positive.data[1]:
        y = fixed(b, Fraction(1), y.year)  # stands in for nought: the guard refuses the quotient

    def over(p: Fractional, small: Fractional, large: Fractional, *, lower: bool) -> Fractional:
        away, near = (large, small) if lower else (small, large)
        if small is large or p[0].low >= 0:
            q = away
        else:
            above = b.less(b.const(0), p[0], equal=True)
            q = (
                b.choose(above, away[0], near[0], "low"),
                b.choose(above, away[1], near[1], "low"),
            )
        return b.times(p[0], q[1]), b.times(p[1], q[0])

    low = over(x.low, y.low, y.high if not y.exact else y.low, lower=True)
    high = low if x.exact and y.exact else over(x.high, y.low, y.high, lower=False)
    return Num(low, high, guards, x.year)


def extreme(b: Builder, kind: str, numbers: list[Num]) -> Num:
    """The least or greatest of several numbers, two at a time over their common denominator."""

    def pick(p: Fractional, q: Fractional) -> Fractional:
        if p[1] is q[1]:
            return b.extreme(kind, (p[0], q[0])), p[1]
        return b.extreme(kind, (b.times(p[0], q[1]), b.times(q[0], p[1]))), b.times(p[1], q[1])

    best = numbers[0]
    for number in numbers[1:]:
        best = _ends(best, number, pick)
    return best


def choose(b: Builder, condition: Op, then: Num, otherwise: Num) -> Num:
    """One of two numbers; while the condition is unknown, bounded by both."""
    if condition.constant:
        chosen = then if condition.data[1] else otherwise
        return attrs.evolve(chosen, year=_year(then, otherwise))
    if (then.low, then.high, then.guards) == (otherwise.low, otherwise.high, otherwise.guards):
        return attrs.evolve(then, year=_year(then, otherwise))
    guards = (
        *(b.any((b.not_(condition), guard)) for guard in then.guards),
        *(b.any((condition, guard)) for guard in otherwise.guards),
    )

    def end(p: Fractional, q: Fractional, mode: str) -> Fractional:
        if p[1].constant and q[1].constant:
            p, q = _over_common(b, p, q)
        if p[1] is q[1]:
            return b.choose(condition, p[0], q[0], mode), p[1]
        less, more = (p, q) if mode == "low" else (q, p)
        first = b.less(b.times(less[0], more[1]), b.times(more[0], less[1]), equal=True)
        numerator, denominator = (
            b.choose(condition, p[i], q[i], mode, b.choose(first, p[i], q[i], "exact"))
            for i in (0, 1)
        )
        return numerator, denominator

    low = end(then.low, otherwise.low, "low")
    plain = then.exact and otherwise.exact and not condition.maybe
    high = low if plain else end(then.high, otherwise.high, "high")
    return Num(low, high, guards, _year(then, otherwise), (condition, then, otherwise))


def compare(b: Builder, bound: str, x: Num, y: Num) -> Op:
    """A comparison by cross-multiplication, answered when both ends agree, guarded against zero.

    A number chosen by a condition is compared case by case.
    """
    if x.cases is not None:
        condition, then, otherwise = x.cases
        met, unmet = compare(b, bound, then, y), compare(b, bound, otherwise, y)
        return b.choose(condition, met, unmet, "exact")
    if y.cases is not None:
        condition, then, otherwise = y.cases
        met, unmet = compare(b, bound, x, then), compare(b, bound, x, otherwise)
        return b.choose(condition, met, unmet, "exact")
    if bound == "equals":
        value = b.all((_one_way(b, "at_most", x, y), _one_way(b, "at_least", x, y)))
    else:
        value = _one_way(b, bound, x, y)
    return b.guard(b.all((*x.guards, *y.guards)), value, "zero")


def _one_way(b: Builder, bound: str, x: Num, y: Num) -> Op:
    def test(p: Fractional, q: Fractional) -> Op:
        left, right = crossed(b, p, q)
        if bound in ("below", "at_most"):
            return b.less(left, right, equal=bound == "at_most")
        return b.less(right, left, equal=bound == "at_least")

    if x.exact and y.exact:
        return test(x.low, y.low)
    return b.agree((test(x.low, y.high), test(x.high, y.low)))


def crossed(b: Builder, p: Fractional, q: Fractional) -> tuple[Op, Op]:
    """Return two whole numbers that compare as the two fractions do."""
    return b.times(p[0], q[1]), b.times(q[0], p[1])


def gap(b: Builder, bound: str, x: Num, y: Num) -> Op | None:
    """The least change of the left numerator, in its own steps, that flips the comparison.

    A bounded number has none while its ends differ.
    """
    if bound == "equals":
        return None
    if x.cases is not None:
        condition, then, otherwise = x.cases
        met, unmet = gap(b, bound, then, y), gap(b, bound, otherwise, y)
        return None if met is None or unmet is None else b.choose(condition, met, unmet, "exact")
    ends = zip(crossed(b, x.low, y.low), crossed(b, x.high, y.high), strict=True)
    left, right = (b.agree(pair) for pair in ends)
    step = b.agree((y.low[1], y.high[1]))
    most = max(abs(left.high - right.low), abs(right.high - left.low)) + 1
    op = b.make("gap", (left, right, step), bound, bounds=(0, most))
    return b.guard(b.all((*x.guards, *y.guards)), op, "zero")
