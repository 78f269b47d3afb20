"""Faults in the lowering and the printer are noticed: every mutant is killed by the oracle."""

import pytest
import test_operations as operations
import test_random_trees as trees
from oracle.asking import bounded_question, folding_question, question
from oracle.checking import check
from oracle.mutants import Mutant, survivors
from oracle.records import Seeded

SMALL = [
    Mutant("source", "'<' if op.kind == 'less' else '<='", "'<=' if op.kind == 'less' else '<='"),
    Mutant(
        "source",
        'false = " or ".join(f"{name(arg)} is False"',
        'false = " or ".join(f"not {name(arg)}"',
    ),
    Mutant("source", 'sign = "-" if factor < 0 else "+"', 'sign = "+"'),
    Mutant("printing", '"every": "True"', '"every": "False"'),
    Mutant(
        "printing",
        "if met:\n        return -(distance // step) if not",
        "if met:\n        return 1 - (distance // step) if not",
    ),
    Mutant(
        "algebra", 'return b.guard(b.all((*x.guards, *y.guards)), value, "zero")', "return value"
    ),
    Mutant("algebra", "low = _plus(b, x.low, y.high, -1)", "low = _plus(b, x.low, y.low, -1)"),
    Mutant("lower", "return [self.restate(x, year) for x in numbers]", "return numbers"),
    Mutant("lower", "return way.builder.all((part.applies, part.value))", "return part.value"),
]

MANY = [
    # the printer: missing values
    Mutant("source", 'found[f"{self(op)} is None"] = None', "pass"),
    Mutant(
        "source",
        "return f\"None if {' or '.join(tests)} else {value}\" if tests else value",
        "return value",
    ),
    Mutant("source", 'f"not {name(condition)}"', "'False'"),
    # the printer: three values
    Mutant(
        "source",
        'every = " and ".join(map(name, op.args))',
        'every = " or ".join(map(name, op.args))',
    ),
    Mutant(
        "source",
        'some = " or ".join(map(name, op.args))',
        'some = " and ".join(map(name, op.args))',
    ),
    Mutant("source", "False if {false} else None", "None if {false} else False"),
    Mutant(
        "source",
        "' == '.join(map(name, op.args))} else None",
        "' == '.join(map(name, op.args[:2]))} else None",
    ),
    Mutant(
        "source",
        'return then, otherwise, f"{then} if {then} == {otherwise} else None"',
        "return then, otherwise, then",
    ),
    Mutant(
        "source", "'min' if op.data == 'low' else 'max'", "'max' if op.data == 'low' else 'min'"
    ),
    Mutant(
        "source", "'min' if op.kind == 'least' else 'max'", "'max' if op.kind == 'least' else 'min'"
    ),
    Mutant("source", 'f"not {name(op.args[0])}"', 'f"{name(op.args[0])}"'),
    Mutant("source", ".issuperset(", ".issubset("),
    Mutant(
        "source",
        'f"{value} == {words[0]!r}" if len(words) == 1',
        'f"{value} != {words[0]!r}" if len(words) == 1',
    ),
    Mutant("source", 'else f"{abs(factor)} * {name(arg)}"', "else name(arg)"),
    Mutant(
        "source", "{'-' if plus < 0 else '+'} {abs(plus)}", "{'+' if plus < 0 else '+'} {abs(plus)}"
    ),
    # the printer: loops
    Mutant("printing", '"some": "False"', '"some": "None"'),
    Mutant(
        "printing",
        'f"elif {each} is None and {total} is False: {total} = None"',
        'f"elif {each} is None: {total} = None"',
    ),
    Mutant("printing", 'f"elif {each} is None and {total}: {total} = None"', '"pass"'),
    Mutant("printing", 'f"{each} is not False" if op.data[0] == "high" else each', "each"),
    Mutant(
        "printing",
        'sign = "<" if op.data[0] == "low" else ">"',
        'sign = ">" if op.data[0] == "low" else "<"',
    ),
    Mutant("printing", 'self.put(depth, f"if {_flag(op)}: {self.name(op)} = None")', "pass"),
    Mutant("printing", 'self.put(depth, f"if {table} is None: {names} = None")', "pass"),
    Mutant("printing", "helps = term.high <= 0 if", "helps = term.high >= 0 if"),
    Mutant("printing", "hurts = term.low >= 0 if", "hurts = term.high >= 0 if"),
    Mutant(
        "printing",
        "((day.month, day.day) < (birth.month, birth.day))",
        "((day.month, day.day) <= (birth.month, birth.day))",
    ),
    Mutant("printing", "-distance // step + 1\n", "-distance // step\n"),
    Mutant(
        "printing",
        "return -(-distance // step) if inclusive else distance // step + 1",
        "return distance // step + 1",
    ),
    # the arithmetic
    Mutant(
        "algebra",
        "high = low if x.exact and y.exact else _plus(b, x.high, y.low, -1)",
        "high = low",
    ),
    Mutant("algebra", "return (x.low,) if x.exact else (x.low, x.high)", "return (x.low,)"),
    Mutant("algebra", "(x.low[0].low >= 0 and y.low[0].low >= 0)", "True"),
    Mutant(
        "algebra",
        "away, near = (large, small) if lower else (small, large)",
        "away, near = (small, large)",
    ),
    Mutant("algebra", "if small is large or p[0].low >= 0:", "if True:"),
    Mutant(
        "algebra",
        "return b.agree((test(x.low, y.high), test(x.high, y.low)))",
        "return test(x.low, y.high)",
    ),
    Mutant("algebra", 'equal=bound == "at_most"', "equal=True"),
    Mutant("algebra", 'equal=bound == "at_least"', "equal=False"),
    Mutant("algebra", "return b.times(p[0], q[1]), b.times(q[0], p[1])", "return p[0], q[0]"),
    Mutant(
        "algebra",
        "*(b.any((condition, guard)) for guard in otherwise.guards),",
        "*otherwise.guards,",
    ),
    Mutant(
        "algebra", "guards = (*x.guards, *y.guards, positive)", "guards = (*x.guards, *y.guards)"
    ),
    Mutant("algebra", "return y.year if x.year is None else x.year", "return x.year"),
    Mutant("lower", "return attrs.evolve(result, year=None) if ratio else result", "return result"),
    Mutant("lower", "year = min(dated, key=", "year = max(dated, key="),
    Mutant("algebra", 'less, more = (p, q) if mode == "low" else (q, p)', "less, more = (p, q)"),
    Mutant(
        "algebra",
        'value = b.all((_one_way(b, "at_most", x, y), _one_way(b, "at_least", x, y)))',
        'value = b.any((_one_way(b, "at_most", x, y), _one_way(b, "at_least", x, y)))',
    ),
    # the nodes
    Mutant(
        "lower",
        "return way.builder.any((way.builder.not_(part.applies), part.value))",
        "return part.value",
    ),
    Mutant(
        "lower",
        "return way.builder.any(way.lower(part, spot).applies for part in parts)",
        "return way.builder.all(way.lower(part, spot).applies for part in parts)",
    ),
    Mutant("lower", "return not about.in_force(self.settings.rules_on)", "return False"),
    Mutant(
        "lower",
        'low = end("low" if meant.maybe else "exact")',
        'low = end("high" if meant.maybe else "exact")',
    ),
    Mutant(
        "lower",
        'return Num(end("low", term.low), end("high", term.high), year=term.year)',
        'return Num(end("low", term.low), end("low", term.high), year=term.year)',
    ),
    Mutant(
        "lower",
        "each = way.builder.all((meant, _holds(way, node.condition, inside)))",
        "each = _holds(way, node.condition, inside)",
    ),
    Mutant(
        "lower",
        "each = way.builder.any((way.builder.not_(meant), _stands(way, node.condition, inside)))",
        "each = _stands(way, node.condition, inside)",
    ),
    Mutant("lower", "if choice in (None, key)", "if True"),
    Mutant(
        "lower", 'equal = node.bound in ("by", "from_")', 'equal = node.bound in ("by", "after")'
    ),
    Mutant(
        "lower",
        'if node.bound in ("before", "by") else (line, recorded)',
        'if node.bound in ("before", "from_") else (line, recorded)',
    ),
    Mutant(
        "lower",
        "return self.subject if self.outer is None else self.outer.record",
        "return self.subject",
    ),
    Mutant("lower", "if node.listed.closed:", "if True:"),
    # what is written shorter or quicker
    Mutant(
        "quick",
        'test = " and ".join(f"{name(op)} is not None" for op in reads)',
        'test = " or ".join(f"{name(op)} is not None" for op in reads)',
    ),
    Mutant("quick", '("not " if self.negated else "")', '""'),
    Mutant("quick", "len(words) == len(set(words))", "True"),
    Mutant("quick", "alone = sum(len(step.serves) for step in steps) == 1", "alone = True"),
    Mutant("quick", "if all(factor in other for other in others)", "if True"),
    Mutant("quick", "if uses[op.index] == 1 and not sure.maybe(op)", "if uses[op.index] == 1"),
    Mutant(
        "quick", "if not reads or any(sure.maybe(arg) for arg in read_by_group):", "if not reads:"
    ),
    Mutant(
        "quick",
        "name.maybe(arg) and arg.index not in sure for arg in op.args",
        "False for arg in op.args",
    ),
    Mutant("printing", "alone=len(group) == 1 and not self.full", "alone=not self.full"),
    Mutant(
        "printing",
        'branches = [("if {}:", fork.then), ("elif {} is False:", fork.otherwise)]',
        'branches = [("if {}:", fork.then), ("elif not {}:", fork.otherwise)]',
    ),
    Mutant(
        "forks", "[place == arm for place in range(3)]", "[place in (arm, 0) for place in range(3)]"
    ),
    Mutant("forks", "if first_read is None or first_read > group[-1].index:", "if True:"),
    Mutant(
        "forks", "if users and op.index not in kept and all(inside):", "if users and all(inside):"
    ),
    Mutant(
        "forks",
        "if users and op.index not in kept and all(inside):",
        "if users and op.index not in kept and any(inside):",
    ),
    Mutant(
        "source", "if op.index in self.folded and self.maybe(op):", "if op.index in self.folded:"
    ),
    Mutant(
        "source",
        'return readers[0].kind == "guard" if truth else readers[0].kind in _FOLDED',
        "return True",
    ),
    Mutant("ops", "plus += factor * op.data[1]", "plus += op.data[1]"),
    Mutant("ops", "kept[op.index] = (before + factor, op)", "kept[op.index] = (factor, op)"),
    Mutant("algebra", "_rest(xn) + sign * _rest(yn)", "_rest(xn) + _rest(yn)"),
    Mutant(
        "ops",
        'maybe = any(arm.maybe for arm in arms) or (condition.maybe and mode == "exact")',
        'maybe = then.maybe or otherwise.maybe or (condition.maybe and mode == "exact")',
    ),
    Mutant("ops", "return self.const(a <= b if equal else a < b)", "return self.const(a < b)"),
    Mutant("ops", "ends = [sorted((f * a.low, f * a.high))", "ends = [(f * a.low, f * a.high)"),
    Mutant(
        "ops", 'return op.args[0] if op.kind == "not" else', 'return op if op.kind == "not" else'
    ),
    Mutant("ops", "if arg.constant and arg.data[1] is absorbing:", "if arg.constant:"),
    Mutant(
        "printing",
        "levels.get(need.index, 0) for need in needs), default=0) + aggregate",
        "levels.get(need.index, 0) for need in needs), default=0)",
    ),
    Mutant(
        "lower",
        "applies = way.builder.all([side.applies for side in sides])",
        "applies = way.yes()",
    ),
    Mutant("lower", "way.builder.any(both)", "way.builder.all(both)"),
    Mutant("lower", "(node.line or way.settings.as_of)", "(node.line or way.settings.rules_on)"),
    Mutant(
        "lower",
        "return Logic(way.builder.all((spoken.applies, one)), spoken.applies)",
        "return Logic(one, way.yes())",
    ),
    Mutant(
        "lower",
        "means, applies=way.builder.all((_holds(way, node.applies_when, spot), means.applies))",
        "means, applies=_holds(way, node.applies_when, spot)",
    ),
]
"""All must be killed; a mutant that cannot change any answer has no place here."""


def checks() -> None:
    trees.test_a_sum_with_two_ends_of_either_sign_over_a_count_with_two_ends()
    trees.test_a_case_that_hangs_on_an_open_line_leaves_two_ends(-100)
    operations.test_less_leaves_the_line_out_and_less_equal_takes_it_in()
    operations.test_not_turns_round_what_is_known(operations.YES, operations.NO)
    operations.test_a_choice_of_fixed_numbers_can_be_missing_by_its_third_case()
    for seed in range(100_000, 100_400):
        check(bounded_question(Seeded(seed)))
        check(bounded_question(Seeded(f"again {seed}")))
        check(folding_question(Seeded(seed)))
        check(question(Seeded(seed), depth=3))
        trees.distances_hold(seed)


@pytest.mark.hard
def test_the_checks_pass_without_a_fault():
    checks()


def test_a_few_faults_are_noticed():
    assert survivors(SMALL, checks) == []


@pytest.mark.hard
def test_every_fault_is_noticed():
    assert survivors(SMALL + MANY, checks) == []
