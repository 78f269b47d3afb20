"""Every kind of operation against a truth table that is written out, over all words of NO/UNKNOWN/YES to length three."""

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise, product
from typing import Any

import pytest

from povertypolicy import clauses
from povertypolicy.clauses.told import LookedUp
from povertypolicy.deciding.sentences import SAY
from povertypolicy.expr import facts as f
from povertypolicy.expr import fields
from povertypolicy.expr import nodes as n
from povertypolicy.expr.relations import many
from povertypolicy.lowering.lower import LOWER
from povertypolicy.lowering.ops import KINDS, Builder, Op
from povertypolicy.lowering.printing import compile_program
from povertypolicy.subjects import Subject, build
from povertypolicy.texts import Text

NO, UNKNOWN, YES = False, None, True
TRUTHS = (NO, UNKNOWN, YES)
RANK = {NO: 0, UNKNOWN: 1, YES: 2}
NUMBERS = (-2, None, 0, 3)
WORDS = [word for length in range(4) for word in product(TRUTHS, repeat=length)]
THINGS = n.vocabulary(("物", "things"), a=("甲", "a"), b=("乙", "b"))

TESTED: set[str] = set()


class Row(Subject):
    """A row with a truth value and a number."""

    label = Text("行", "row")
    truth = fields.yes_no(("真", "truth"))
    other = fields.yes_no(("另", "other"))
    amount = fields.number(("数", "amount"), low=-9, high=9)


class Table(Subject):
    """Three of each kind of fact, and rows."""

    label = Text("表", "table")
    rows = many(lambda: Row, ("行", "rows"), most=9)
    p = fields.yes_no(("甲", "p"))
    q = fields.yes_no(("乙", "q"))
    r = fields.yes_no(("丙", "r"))
    x = fields.number(("数甲", "x"), low=-9, high=9)
    y = fields.number(("数乙", "y"), low=-9, high=9)
    z = fields.number(("数丙", "z"), low=-9, high=9)
    thing = fields.word(("物", "thing"), THINGS)
    things = fields.word_list(("各物", "things"), THINGS)
    born = fields.recorded_day(("日", "born"))


def of(*kinds: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a test as the one of these kinds."""
    TESTED.update(kinds)
    return lambda test: test


class Bench:
    """Builds one operation and runs it, in the fast program and in the full one."""

    def __init__(self) -> None:
        self.b = Builder()

    def get(self, name: str) -> Op:
        fact = Table.facts[name]
        bounds = (fact.low, fact.high) if isinstance(fact, f.NumberFact) else (0, 0)
        return self.b.make("get", data=("", fact), bounds=bounds, maybe=True)

    def row(self, name: str) -> Op:
        fact = Row.facts[name]
        bounds = (fact.low, fact.high) if isinstance(fact, f.NumberFact) else (0, 0)
        return self.b.make("get", data=("rows", fact), block=("rows",), bounds=bounds, maybe=True)

    def rows(self) -> Op:
        return self.b.make("rows", data=("", "rows", "rows"), block=(), maybe=True)

    def fold(self, kind: str, *args: Op, data: Any = ("rows",), bounds: Any = (-99, 99)) -> Op:
        return self.b.make(kind, (self.rows(), *args), data, block=(), bounds=bounds, maybe=True)

    def runner(self, op: Op) -> Callable[..., Any]:
        """Return what runs the operation on a table with given facts."""
        if op.constant:
            return lambda **_: op.data[1]
        programs = [compile_program("bench", [op], (), full=full) for full in (False, True)]

        def run(**facts: Any) -> Any:
            if facts.get("rows") is not None:
                facts["rows"] = tuple(build(Row, row) for row in facts["rows"])
            table = build(Table, facts)
            fast, full = (program.run(table)[program.places[op.index]] for program in programs)
            assert fast is full or fast == full
            return fast

        return run


def spelled(values: Iterable[Any]) -> Iterator[tuple[bool, ...]]:
    """Every way to write some of the known values as constants."""
    return product(*((False,) if value is None else (False, True) for value in values))


def each_spelling(
    names: str, word: tuple[Any, ...], make: Callable[[Bench, list[Op]], Op]
) -> Iterator[Any]:
    """The value of an operation over a word, for every mixture of facts and constants."""
    for fixed in spelled(word):
        bench = Bench()
        args = [
            bench.b.const(value) if constant else bench.get(name)
            for name, value, constant in zip(names, word, fixed, strict=False)
        ]
        yield bench.runner(make(bench, args))(**dict(zip(names, word, strict=False)))


# --- truth values --------------------------------------------------------------------------------


@of("and", "const")
@pytest.mark.parametrize("word", WORDS)
def test_and_is_the_least_and_yes_of_nothing(word):
    expected = min(word, key=RANK.__getitem__, default=YES)
    assert set(each_spelling("pqr", word, lambda t, args: t.b.all(args))) == {expected}


@of("or")
@pytest.mark.parametrize("word", WORDS)
def test_or_is_the_greatest_and_no_of_nothing(word):
    expected = max(word, key=RANK.__getitem__, default=NO)
    assert set(each_spelling("pqr", word, lambda t, args: t.b.any(args))) == {expected}


@of("not")
@pytest.mark.parametrize(("value", "expected"), [(NO, YES), (UNKNOWN, UNKNOWN), (YES, NO)])
def test_not_turns_round_what_is_known(value, expected):
    assert set(each_spelling("p", (value,), lambda t, args: t.b.not_(*args))) == {expected}
    twice = each_spelling("p", (value,), lambda t, args: t.b.not_(t.b.not_(*args)))
    assert set(twice) == {value}


@of("if")
@pytest.mark.parametrize("word", list(product(TRUTHS, repeat=3)))
def test_if_takes_the_case_that_holds_or_what_both_say(word):
    met, then, otherwise = word
    expected = {YES: then, NO: otherwise, UNKNOWN: then if then is otherwise else UNKNOWN}[met]
    found = each_spelling("pqr", word, lambda t, args: t.b.choose(*args, "exact"))
    assert set(found) == {expected}


@of("if")
@pytest.mark.parametrize("mode", ["low", "high"])
@pytest.mark.parametrize("word", list(product(TRUTHS, NUMBERS, NUMBERS)))
def test_an_end_of_a_choice_is_the_worst_while_the_condition_is_unknown(word, mode):
    met, then, otherwise = word
    open_ = None if None in (then, otherwise) else (min if mode == "low" else max)(then, otherwise)
    expected = {YES: then, NO: otherwise, UNKNOWN: open_}[met]
    assert set(each_spelling("pxy", word, lambda t, args: t.b.choose(*args, mode))) == {expected}


@of("if")
@pytest.mark.parametrize("word", list(product(TRUTHS, NUMBERS, NUMBERS)))
def test_a_choice_with_a_third_case_takes_it_while_the_condition_is_unknown(word):
    met, then, otherwise = word
    for third in NUMBERS:
        bench = Bench()
        op = bench.b.choose(bench.get("p"), bench.get("x"), bench.get("y"), "exact", bench.get("z"))
        expected = {YES: then, NO: otherwise, UNKNOWN: third}[met]
        assert bench.runner(op)(p=met, x=then, y=otherwise, z=third) == expected


def test_a_choice_of_fixed_numbers_can_be_missing_by_its_third_case():
    bench = Bench()
    one, two = bench.b.const(1), bench.b.const(2)
    op = bench.b.choose(bench.get("p"), one, two, "low", bench.get("z"))
    run = bench.runner(bench.b.linear([(3, op)], 1))
    assert run(p=UNKNOWN, z=None) is None
    assert run(p=UNKNOWN, z=3) == 10
    assert run(p=YES, z=None) == 4


@of("agree")
@pytest.mark.parametrize("word", [word for word in WORDS if word])
def test_agree_is_what_all_say(word):
    expected = word[0] if all(a is b for a, b in pairwise(word)) else UNKNOWN
    found = each_spelling("pqr", word, lambda t, args: t.b.agree(args, "reason"))
    assert set(found) == {expected}


@of("guard")
@pytest.mark.parametrize("word", list(product(TRUTHS, repeat=2)))
def test_a_guard_lets_through_only_where_it_holds(word):
    holds, value = word
    expected = value if holds is YES else UNKNOWN
    assert set(each_spelling("pq", word, lambda t, args: t.b.guard(*args, "zero"))) == {expected}


@of("open")
def test_what_is_open_is_unknown():
    bench = Bench()
    assert bench.runner(bench.b.open("reason"))() is None


# --- groups --------------------------------------------------------------------------------------


def table_of(word: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"truth": truth} for truth in word]


@of("some", "rows", "get")
def test_some_is_the_greatest_of_the_rows_and_no_of_nobody():
    bench = Bench()
    run = bench.runner(bench.fold("some", bench.row("truth")))
    assert run(rows=None) is UNKNOWN
    for word in WORDS:
        assert run(rows=table_of(word)) is max(word, key=RANK.__getitem__, default=NO)


@of("every")
def test_every_is_the_least_of_the_rows_and_yes_of_nobody():
    bench = Bench()
    run = bench.runner(bench.fold("every", bench.row("truth")))
    assert run(rows=None) is UNKNOWN
    for word in WORDS:
        assert run(rows=table_of(word)) is min(word, key=RANK.__getitem__, default=YES)


@of("some", "every")
@pytest.mark.parametrize("kind", ["some", "every"])
@pytest.mark.parametrize("fixed", [NO, YES])
def test_a_group_of_one_fixed_value_has_it_unless_nobody_is_there(kind, fixed):
    bench = Bench()
    run = bench.runner(bench.fold(kind, bench.b.const(fixed)))
    assert run(rows=None) is UNKNOWN
    assert run(rows=[]) is (kind == "every")
    assert run(rows=table_of([YES, NO])) is fixed


@of("count", "size")
def test_a_count_has_those_that_are_surely_meant_and_those_that_may_be():
    bench = Bench()
    meant = bench.row("truth")
    low, high = (
        bench.runner(bench.fold("count", meant, data=(mode, ("rows",)))) for mode in ("low", "high")
    )
    size = bench.runner(bench.b.make("size", (bench.rows(),), bounds=(0, 9)))
    assert low(rows=None) is high(rows=None) is size(rows=None) is UNKNOWN
    for word in WORDS:
        rows = table_of(word)
        assert low(rows=rows) == word.count(YES)
        assert high(rows=rows) == word.count(YES) + word.count(UNKNOWN)
        assert size(rows=rows) == len(word)


@of("count")
@pytest.mark.parametrize(("fixed", "counted"), [(NO, 0), (YES, 2)])
def test_a_count_of_a_fixed_condition_is_exact(fixed, counted):
    bench = Bench()
    op = bench.fold("count", bench.b.const(fixed), data=("exact", ("rows",)))
    assert bench.runner(op)(rows=table_of([NO, UNKNOWN])) == counted


TERMS = (-2, None, 3)


@of("total")
@pytest.mark.parametrize("length", range(4))
def test_a_total_takes_what_is_certain_and_the_worst_of_the_rest(length):
    bench = Bench()
    args = bench.row("truth"), bench.row("amount")
    runs = {
        m: bench.runner(bench.fold("total", *args, data=(m, ("rows",)))) for m in ("low", "high")
    }
    both = bench.runner(
        bench.b.agree(bench.fold("total", *args, data=(m, ("rows",))) for m in ("low", "high"))
    )
    for word in product(product(TRUTHS, TERMS), repeat=length):
        rows = [{"truth": truth, "amount": amount} for truth, amount in word]
        terms = [(truth, amount) for truth, amount in word if truth is not NO]
        if any(amount is None for _, amount in terms):
            low = high = None
        else:
            sure = sum(amount for truth, amount in terms if truth is YES)
            low = sure + sum(amount for truth, amount in terms if truth is None and amount < 0)
            high = sure + sum(amount for truth, amount in terms if truth is None and amount > 0)
        assert (runs["low"](rows=rows), runs["high"](rows=rows)) == (low, high)
        assert both(rows=rows) == (low if low == high else None)
    assert runs["low"](rows=None) is runs["high"](rows=None) is None


@of("total")
@pytest.mark.parametrize("word", list(product(TERMS, repeat=3)))
def test_a_total_over_everybody_is_missing_where_a_term_is(word):
    bench = Bench()
    op = bench.fold("total", bench.b.const(YES), bench.row("amount"), data=("exact", ("rows",)))
    rows = [{"amount": amount} for amount in word]
    assert bench.runner(op)(rows=rows) == (None if None in word else sum(word))
    assert bench.runner(op)(rows=[]) == 0


@of("total", "count")
def test_groups_over_the_same_rows_share_a_loop_and_stay_apart():
    bench = Bench()
    truth, other, amount = (bench.row(name) for name in ("truth", "other", "amount"))
    ops = [
        bench.fold("some", truth),
        bench.fold("every", other),
        bench.fold("count", truth, data=("low", ("rows",))),
        bench.fold("total", other, amount, data=("high", ("rows",))),
    ]
    program = compile_program("bench", ops, (), full=False)
    assert program.source.count("for r1 in") == 1
    rows = [
        {"truth": YES, "other": NO, "amount": None},
        {"truth": UNKNOWN, "other": UNKNOWN, "amount": 3},
        {"truth": YES, "other": YES, "amount": 2},
    ]
    table = build(Table, {"rows": tuple(build(Row, row) for row in rows)})
    assert program.run(table) == (YES, NO, 2, 5)


# --- numbers -------------------------------------------------------------------------------------


def numbers(make: Callable[..., Op], expected: Callable[..., Any], names: str = "xy") -> None:
    """Hold an operation on numbers against plain arithmetic; missing where one of them is."""
    for word in product(NUMBERS, repeat=len(names)):
        wanted = None if None in word else expected(*word)
        found = set(each_spelling(names, word, lambda bench, args: make(bench.b, *args)))
        assert found == {wanted}, word


@of("linear")
def test_linear_adds_multiples():
    numbers(lambda b, x, y: b.linear([(3, x), (-2, y)], 5), lambda x, y: 3 * x - 2 * y + 5)
    numbers(lambda b, x, y: b.linear([(-1, x), (1, y)]), lambda x, y: y - x)
    numbers(lambda b, x, y: b.linear([(1, x), (1, y), (1, x)], -4), lambda x, y: 2 * x + y - 4)


@of("linear")
def test_what_is_unknown_is_never_cancelled():
    numbers(lambda b, x: b.linear([(1, x), (-1, x)]), lambda _: 0, "x")
    numbers(lambda b, x: b.linear([(0, x)], 7), lambda _: 7, "x")


@of("times")
def test_times_multiplies():
    numbers(lambda b, x, y: b.times(x, y), lambda x, y: x * y)
    numbers(lambda b, x: b.times(x, x), lambda x: x * x, "x")


@of("least", "greatest")
def test_least_and_greatest_pick_one():
    numbers(lambda b, *args: b.extreme("least", args), min, "xyz")
    numbers(lambda b, *args: b.extreme("greatest", args), max, "xyz")


@of("less", "less_equal")
def test_less_leaves_the_line_out_and_less_equal_takes_it_in():
    numbers(lambda b, x, y: b.less(x, y, equal=False), lambda x, y: x < y)
    numbers(lambda b, x, y: b.less(x, y, equal=True), lambda x, y: x <= y)


@of("gap")
@pytest.mark.parametrize("bound", ["below", "at_most", "above", "at_least"])
def test_the_gap_is_the_least_number_of_steps_that_flips(bound):
    tests = {
        "below": lambda x, y: x < y,
        "at_most": lambda x, y: x <= y,
        "above": lambda x, y: x > y,
        "at_least": lambda x, y: x >= y,
    }
    holds = tests[bound]
    bench = Bench()
    args = [bench.get("x"), bench.get("y"), bench.get("z")]
    run = bench.runner(bench.b.make("gap", args, bound, bounds=(0, 99)))
    for left, right, step in product(range(-9, 10), range(-9, 10), (1, 2, 3)):
        up = holds(left, right) is (bound in ("below", "at_most"))
        met = holds(left, right)
        flipped = next(
            k for k in range(99) if holds(left + (k if up else -k) * step, right) is not met
        )
        assert run(x=left, y=right, z=step) == flipped
    assert run(x=None, y=1, z=1) is run(x=1, y=None, z=1) is run(x=1, y=1, z=None) is None
    run(x=1, y=1, z=0)  # a divisor of nought is refused beside it, and must not raise


# --- words, lists, days --------------------------------------------------------------------------


@of("is_one_of")
@pytest.mark.parametrize("words", [{"a"}, {"a", "b"}])
def test_is_one_of_knows_the_words(words):
    bench = Bench()
    run = bench.runner(bench.b.make("is_one_of", (bench.get("thing"),), frozenset(words)))
    assert run(thing=None) is None
    assert run(thing="a") is True
    assert run(thing="b") is ("b" in words)


@of("covers")
@pytest.mark.parametrize("words", [{"a"}, {"a", "b"}])
def test_covers_wants_every_item(words):
    bench = Bench()
    run = bench.runner(bench.b.make("covers", (bench.get("things"),), frozenset(words)))
    assert run(things=None) is None
    assert run(things=frozenset()) is False
    assert run(things=frozenset("a")) is (words == {"a"})
    assert run(things=frozenset("ab")) is True


@of("age", "get")
@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2000-06-04", "2018-06-03", 17),
        ("2000-06-04", "2018-06-04", 18),
        ("2000-02-29", "2018-02-28", 17),
        ("2000-02-29", "2018-03-01", 18),
        ("2000-02-29", "2016-02-29", 16),
        ("2018-06-04", "2018-06-04", 0),
        (None, "2018-06-04", None),
    ],
)
def test_an_age_counts_the_birthdays_that_have_come(born, on, years):
    bench = Bench()
    as_of = dt.date.fromisoformat(on).toordinal()
    run = bench.runner(bench.b.make("age", (bench.get("born"),), as_of, bounds=(-200, 200)))
    assert run(born=None if born is None else dt.date.fromisoformat(born)) == years


# --- nothing is forgotten ------------------------------------------------------------------------


def test_every_kind_of_operation_has_a_test():
    assert TESTED == KINDS


ROOTS = {n.Node, n.Number, n.Constant, n.Condition, n.Word, n.WordList, n.Day, LookedUp}
"""What others derive from; no rule holds one of these itself."""
READ_BY_OTHERS = {n.Members, n.Relation, n.Up}
"""What is lowered together with the node that reads it."""


def kinds_of_node() -> list[type[n.Node]]:
    found, stack = [], [n.Node]
    while stack:
        kind = stack.pop()
        found.append(kind)
        stack.extend(kind.__subclasses__())
    return [
        k
        for k in dict.fromkeys(found)
        if k not in ROOTS and k.__module__.startswith("povertypolicy.")
        if getattr(sys.modules[k.__module__], k.__name__) is k  # not what attrs has replaced
    ]


@pytest.mark.parametrize("kind", kinds_of_node())
def test_every_kind_of_node_is_lowered_or_looked_up_and_has_words(kind):
    ways = [kind in LOWER, kind in READ_BY_OTHERS, kind in clauses.LOOKED_UP]
    assert ways.count(True) == 1
    assert kind in SAY


def test_what_is_looked_up_is_told_by_its_root():
    assert {kind for kind in kinds_of_node() if issubclass(kind, LookedUp)} == {*clauses.LOOKED_UP}


def test_every_shape_of_clause_is_a_kind_of_node_that_was_looked_at():
    assert {*clauses.SHAPES, *f.FACTS} <= set(kinds_of_node())
