"""How one operation is written in Python."""

from collections import Counter
from collections.abc import Callable, Iterable

import attrs

from povertypolicy.expr.facts import DayFact
from povertypolicy.lowering.ops import Op


def literal(op: Op) -> str:
    """The value of a constant as source."""
    return repr(op.data[1])


_FOLDED = frozenset({"linear", "times", "less", "less_equal"})
"""Kinds that are written into their reader where they have just one."""


def read_once(needed: list[Op], outputs: list[Op]) -> frozenset[int]:
    """The operations that one other of their block reads, and nobody else: they need no variable."""
    readers: dict[int, list[Op]] = {}
    for op in needed:
        for arg in op.args:
            readers.setdefault(arg.index, []).append(op)
    kept = {op.index for op in outputs}
    return frozenset(
        op.index
        for op in needed
        if op.kind in _FOLDED
        and op.index not in kept
        and _folds_into(op, readers.get(op.index, []))
    )


def _folds_into(op: Op, readers: list[Op]) -> bool:
    if len(readers) != 1 or readers[0].block != op.block:
        return False
    truth = op.kind in ("less", "less_equal")
    return readers[0].kind == "guard" if truth else readers[0].kind in _FOLDED


@attrs.frozen
class Names:
    """How operations are called in the source: a literal, a variable, or the expression itself.

    `folded` are written into their reader, `sure` are known not to be missing where the source stands,
    `opened` are the places whose record is at hand as a dict.
    """

    folded: frozenset[int] = frozenset()
    sure: frozenset[int] = frozenset()
    opened: frozenset[str] = frozenset()

    def __call__(self, op: Op) -> str:
        """Return what stands for an operation."""
        if op.constant:
            return literal(op)
        if op.index in self.folded:
            return f"({(_VALUES.get(op.kind) or _EXPRESSIONS[op.kind])(op, self)})"
        return f"t{op.index}"

    def maybe(self, op: Op) -> bool:
        """Whether an operation can be missing here."""
        return op.maybe and op.index not in self.sure

    def read(self, op: Op) -> str:
        """How a fact is read, as it is recorded."""
        source, fact = op.data
        if fact.info.attribute:
            return self.part(source, fact.info.name)
        return f"{self.part(source, 'more')}.get({fact.info.name!r})"

    def part(self, source: str, name: str) -> str:
        """How one field of a record is read."""
        subject = variable(source)
        return f"of_{subject}[{name!r}]" if source in self.opened else f"{subject}.{name}"

    def tests(self, ops: Iterable[Op]) -> list[str]:
        """The tests that tell whether one of `ops` is missing."""
        found: dict[str, None] = {}
        for op in ops:
            if op.index in self.folded and self.maybe(op):
                found.update(dict.fromkeys(self.tests(op.args)))
            elif self.maybe(op):
                found[f"{self(op)} is None"] = None
        return list(found)


def expression(op: Op, name: Names) -> str:
    """The source of one operation that is no aggregate."""
    if op.kind in _EXPRESSIONS:
        return _EXPRESSIONS[op.kind](op, name)
    tests, value = name.tests(op.args), _VALUES[op.kind](op, name)
    return f"None if {' or '.join(tests)} else {value}" if tests else value


def variable(source: str) -> str:
    """The variable that holds the subject or row at a place."""
    if source.startswith("^") and "." not in source:
        return "u_" + source[1:]
    return f"r{source.count('/') + 1}" if source else "s"


def _get(op: Op, name: Names) -> str:
    value, subject = name.read(op), variable(op.data[0])
    if is_day(op):
        value = f"None if (d := {value}) is None else d.toordinal()"
    return f"None if {subject} is None else {value}" if subject.startswith("u_") else value


def is_day(op: Op) -> bool:
    """Whether an operation reads a day, which is counted in days from then on."""
    return op.kind == "get" and isinstance(op.data[1], DayFact)


def _rows(op: Op, name: Names) -> str:
    source, relation, _inside = op.data
    subject, value = variable(source), name.part(source, relation)
    return f"None if {subject} is None else {value}" if subject.startswith("u_") else value


def _linear(op: Op, name: Names) -> str:
    factors, plus = op.data[:2]
    terms = []
    for factor, arg in zip(factors, op.args, strict=True):
        sign = "-" if factor < 0 else "+"
        scaled = name(arg) if abs(factor) == 1 else f"{abs(factor)} * {name(arg)}"
        terms.append(f" {sign} {scaled}")
    if plus:
        terms.append(f" {'-' if plus < 0 else '+'} {abs(plus)}")
    value = "".join(terms).strip()
    return value[2:] if value.startswith("+ ") else value.replace("- ", "-", 1)


def _extreme(op: Op, name: Names) -> str:
    return f"{'min' if op.kind == 'least' else 'max'}({', '.join(map(name, op.args))})"


def _compared(op: Op, name: Names) -> str:
    return f"{name(op.args[0])} {'<' if op.kind == 'less' else '<='} {name(op.args[1])}"


def _is_one_of(op: Op, name: Names) -> str:
    words = sorted(op.data)
    value = name(op.args[0])
    return f"{value} == {words[0]!r}" if len(words) == 1 else f"{value} in {tuple(words)!r}"


def _and(op: Op, name: Names) -> str:
    every = " and ".join(map(name, op.args))
    if not name.maybe(op):
        return every
    false = " or ".join(f"{name(arg)} is False" for arg in op.args)
    return f"True if {every} else False if {false} else None"


def _or(op: Op, name: Names) -> str:
    some = " or ".join(map(name, op.args))
    if not name.maybe(op):
        return some
    return f"True if {some} else None if {' or '.join(name.tests(op.args))} else False"


def _if(op: Op, name: Names) -> str:
    condition, (then, otherwise, both) = name(op.args[0]), arms(op, name)
    if not name.maybe(op.args[0]):
        return f"{then} if {condition} else {otherwise}"
    return f"{then} if {condition} else {otherwise} if {condition} is False else {both}"


def arms(op: Op, name: Names) -> tuple[str, str, str]:
    """What a choice is where its condition holds, where it does not, and where it is not known."""
    _, then, otherwise, *unknown = map(name, op.args)
    if unknown:
        return then, otherwise, unknown[0]
    if op.data == "exact":
        return then, otherwise, f"{then} if {then} == {otherwise} else None"
    pick = f"{'min' if op.data == 'low' else 'max'}({then}, {otherwise})"
    tests = name.tests(op.args[1:3])
    return then, otherwise, f"None if {' or '.join(tests)} else {pick}" if tests else pick


def _agree(op: Op, name: Names) -> str:
    return f"{name(op.args[0])} if {' == '.join(map(name, op.args))} else None"


def _guard(op: Op, name: Names) -> str:
    condition, value = op.args
    met = attrs.evolve(name, sure=name.sure | _sure_if(condition))
    refused = [
        *name.tests(a for a in (condition,) if a.index in name.folded),
        f"not {name(condition)}",
        *met.tests(a for a in (value,) if a.index in name.folded),
    ]
    return f"None if {' or '.join(refused)} else {name(value)}"


def _sure_if(condition: Op) -> frozenset[int]:
    """The operations that cannot be missing where a condition holds."""
    strict = condition.kind in _VALUES or condition.kind == "and"
    below = (_sure_if(arg) for arg in condition.args) if strict else ()
    return frozenset({condition.index}).union(*below)


def _gap(op: Op, name: Names) -> str:
    left, right, step = map(name, op.args)
    return f"least_flip({left}, {right}, {step}, {op.data!r})"


_EXPRESSIONS: dict[str, Callable[[Op, Names], str]] = {
    "open": lambda _op, _name: "None",
    "get": _get,
    "rows": _rows,
    "and": _and,
    "or": _or,
    "if": _if,
    "agree": _agree,
    "guard": _guard,
}
"""Kinds that see to missing values themselves."""

_VALUES: dict[str, Callable[[Op, Names], str]] = {
    "size": lambda op, name: f"len({name(op.args[0])})",
    "linear": _linear,
    "times": lambda op, name: f"{name(op.args[0])} * {name(op.args[1])}",
    "least": _extreme,
    "greatest": _extreme,
    "less": _compared,
    "less_equal": _compared,
    "is_one_of": _is_one_of,
    "covers": lambda op, name: f"{name(op.args[0])}.issuperset({tuple(sorted(op.data))!r})",
    "not": lambda op, name: f"not {name(op.args[0])}",
    "age": lambda op, name: f"age_in_years({name(op.args[0])}, {op.data})",
    "gap": _gap,
}
"""Kinds that are missing when an argument is."""


OPENED_FROM = 3
"""With so many facts read from one record it pays to take its dict first."""


def opened(ops: Iterable[Op]) -> frozenset[str]:
    """The places from whose record several facts are read."""
    reads = Counter(op.data[0] for op in ops if op.kind == "get" and op.data[1].info.attribute)
    return frozenset(
        source
        for source, count in reads.items()
        if count >= OPENED_FROM and not variable(source).startswith("u_")
    )
