"""Numpy source from the list of operations: straight-line code, one array a value, freed after its last use.

Numbers are a value ``t7`` and the masks of what it is made of (None where nothing is missing), conditions codes,
words places. Masks are united where they are read, each set of them once.
Every operation is computed over the table of its block; deeper it is lifted, upward it is aggregated.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from povertypolicy.columns.merging import BACK, MET_ON_LINE, Merged, merged
from povertypolicy.columns.programs import (
    ENVIRONMENT,
    NOT_APPLICABLE_WORD,
    Printed,
    freed,
    recoding,
)
from povertypolicy.expr.facts import FlagFact, ListFact, WordFact
from povertypolicy.expr.nodes import Relation
from povertypolicy.lowering.ops import AGGREGATES, Block, Op, closure

TRUTH, NUMBER, WORD, ANY = "truth", "number", "word", "any"
"""What an operation yields; `ANY` is a value that is open whatever it is."""

_KINDS = {
    **dict.fromkeys(("less", "less_equal", "is_one_of", "covers", "not", "and", "or", "some", "every"), TRUTH),
    **dict.fromkeys(("size", "linear", "times", "least", "greatest", "age", "gap", "count", "total"), NUMBER),
}  # fmt: skip
_KINDS |= {"open": ANY, "rows": "rows"}
_RECORDED = {FlagFact: TRUTH, WordFact: WORD}
_STRICT = frozenset(
    {"linear", "times", "least", "greatest", "less", "less_equal", "is_one_of", "covers", "not", "age", "gap"}
)  # fmt: skip
_LARGEST = 2**62


def print_program(
    outputs: Iterable[Op],
    relations: Mapping[str, Relation[Any, Any]],
    parents: Iterable[type[Any]],
    *,
    every: bool,
) -> Printed:
    """Print ``run(v)`` over the view of the subjects; it returns the outputs, and where numbers may have overflowed.

    A number is returned as values and mask. With `every` nothing is freed, and ``run`` returns all variables by name.
    """
    wanted = list(dict.fromkeys(outputs))
    needed = closure(wanted)
    together = Merged() if every else merged(needed, wanted)
    printer = _Printer(relations, together, every=every)
    for parent in parents:
        printer.parent(parent)
    for op in needed:
        printer.operation(op)
    lines = printer.lines
    if every:
        returned = "return locals()"
    else:
        told = "".join(f"{printer.told(op)}, " for op in wanted)
        returned = f"return ({told}), {printer.overflow()}"
    body = [line for line, _ in (lines if every else freed(lines, returned))]
    source = "\n".join(["def run(v):", *(f"    {line}" for line in body), f"    {returned}", ""])
    return Printed(source, printer.environment, tuple(printer.words), printer.kinds, printer.tables)


@attrs.define(eq=False)
class _Printer:
    relations: Mapping[str, Relation[Any, Any]]
    merged: Merged
    every: bool
    lines: list[tuple[str, str]] = attrs.field(factory=list)
    environment: dict[str, Any] = attrs.field(factory=lambda: dict(ENVIRONMENT))
    kinds: dict[int, str] = attrs.field(factory=dict)
    words: dict[str, int] = attrs.field(factory=dict)
    uniform: set[int] = attrs.field(factory=set)
    lacking: dict[int, frozenset[str]] = attrs.field(factory=dict)
    """The masks of each number: it is missing where one of them marks."""
    unions: dict[frozenset[str], str] = attrs.field(factory=dict)
    refusals: dict[str, str] = attrs.field(factory=dict)
    crossings: dict[int, str] = attrs.field(factory=dict)
    """Where the line of each distance is crossed."""
    lifted: dict[tuple[int, Block], str] = attrs.field(factory=dict)
    wide: dict[Block, list[str]] = attrs.field(factory=dict)
    tables: dict[Block, int] = attrs.field(factory=dict)
    views: dict[str, str] = attrs.field(factory=lambda: {"": "v"})

    def put(self, line: str, made: str) -> None:
        self.lines.append((line, made))

    def keep(self, value: Any) -> str:
        """Give the source a name for a value that it cannot print."""
        name = f"K{len(self.environment)}"
        self.environment[name] = value
        return name

    def parent(self, kind: type[Any]) -> None:
        view = f"u{len(self.views)}"
        self.views[f"^{kind.__name__}"] = view
        self.put(f"{view} = v.up({self.keep(kind)})", view)

    # how values are called

    def kind(self, op: Op) -> str:
        """What an operation yields."""
        found = self.kinds.get(op.index)
        if found is None:
            found = self.kinds[op.index] = self._kind(op)
        return found

    def _kind(self, op: Op) -> str:
        if op.kind == "const":
            return {"bool": TRUTH, "int": NUMBER}.get(op.data[0], WORD)
        if op.kind == "get":
            return next(
                (k for fact, k in _RECORDED.items() if isinstance(op.data[1], fact)), NUMBER
            )
        if op.kind in ("if", "agree", "guard"):
            return self._chosen_kind(op)
        open_ = [self.kind(arg) == ANY for arg in op.args]
        lost = any(open_) if op.kind in _STRICT else op.kind in ("and", "or") and all(open_)
        return ANY if lost else _KINDS[op.kind]

    def _chosen_kind(self, op: Op) -> str:
        values = op.args if op.kind == "agree" else op.args[1:]
        kinds = [self.kind(arg) for arg in values]
        if op.kind == "if":
            return next((kind for kind in kinds if kind != ANY), ANY)
        lost = ANY in kinds or (op.kind == "guard" and self.kind(op.args[0]) == ANY)
        return ANY if lost else kinds[0]

    def code(self, op: Op, block: Block) -> str:
        """The codes of a condition, in the rows of a block."""
        if self.kind(op) == ANY:
            return "OPEN"
        if op.constant:
            return "YES" if op.data[1] else "NO"
        return self.at(op, block, "t")

    def value(self, op: Op, block: Block) -> str:
        """The values of a number or set."""
        if self.kind(op) == ANY:
            return "0"
        if op.constant:
            return f"({op.data[1]})"
        return self.at(op, block, "t")

    def mask(self, op: Op, block: Block) -> str:
        """Where a number is missing."""
        return self.union(self.masks([op], block))

    def masks(self, ops: Iterable[Op], block: Block) -> frozenset[str]:
        """The masks of a value that is missing where one of several is."""
        return frozenset().union(*(self.masks_of(op, block) for op in ops))

    def masks_of(self, op: Op, block: Block) -> frozenset[str]:
        if self.kind(op) == ANY:
            return frozenset({"ALL"})
        masks = self.lacking.get(op.index, frozenset())
        if not masks or op.block == block or op.index in self.uniform:
            return masks
        return frozenset({self.at(op, block, "m")})

    def union(self, masks: frozenset[str]) -> str:
        """One mask for several."""
        if len(masks) < 2:  # noqa: PLR2004 - nothing to unite
            return next(iter(masks), "None")
        if masks not in self.unions:
            parts, rest = [], masks
            for known in sorted(self.unions, key=len, reverse=True):
                if known <= rest:
                    parts.append(self.unions[known])
                    rest -= known
            name = f"n{len(self.unions)}"
            self.put(f"{name} = either({', '.join([*parts, *sorted(rest)])})", name)
            self.unions[masks] = name
        return self.unions[masks]

    def refusal(self, condition: Op, block: Block) -> str:
        """The mask of what is guarded by a condition."""
        code = self.code(condition, block)
        if code not in self.refusals:
            name = self.refusals[code] = f"r{len(self.refusals)}"
            self.put(f"{name} = unmet({code})", name)
        return self.refusals[code]

    def number(self, op: Op, block: Block) -> str:
        """A number as the pair of both."""
        return f"({self.figure(op, block)}, {self.mask(op, block)})"

    def figure(self, op: Op, block: Block) -> str:
        """The values of a number, which may be a figure too large for an array."""
        if op.constant and abs(op.data[1]) > _LARGEST:
            return f"large({op.data[1]})"
        return self.value(op, block)

    def word(self, op: Op, block: Block) -> str:
        """The places of a word."""
        if self.kind(op) == ANY:
            return "(-1)"
        if op.constant:
            return f"({NOT_APPLICABLE_WORD if op.data[1] is None else self.place(op.data[1])})"
        here = self.at(op, block, "t")
        if op.kind != "get":
            return here
        places = [self.place(word) for word in op.data[1].vocabulary.ids()]
        return f"recoded({here}, {self.keep(recoding(places))})"

    def place(self, word: str) -> int:
        """The number of a word."""
        return self.words.setdefault(word, len(self.words))

    def at(self, op: Op, block: Block, letter: str) -> str:
        """A variable in the rows of a deeper block: what stands above is given to every row below."""
        if op.block == block or op.index in self.uniform:
            return f"t{op.index}" if letter == "t" else self.mask(op, block)
        below = self.at(op, block[:-1], letter)
        key = (op.index if letter == "t" else -1 - op.index, block)
        if key not in self.lifted:
            table = self.tables[block]
            lifted = f"{letter}{op.index}x{table}"
            maker = "lifted_mask" if letter == "m" else "lifted"
            self.put(f"{lifted} = {maker}(g{table}, {below})", lifted)
            self.lifted[key] = lifted
        return self.lifted[key]

    # operations

    def operation(self, op: Op) -> None:
        """Print one operation."""
        kind = self.kind(op)
        if op.constant or kind == ANY:
            return
        if op.kind not in ("get", "rows", *AGGREGATES, "size") and all(
            arg.constant or self.kind(arg) == ANY or arg.index in self.uniform for arg in op.args
        ):
            self.uniform.add(op.index)
        _PRINT[op.kind](self, op)

    def truth(self, op: Op, source: str) -> None:
        self.put(f"t{op.index} = {source}", f"t{op.index}")

    def pair(self, op: Op, source: str) -> None:
        """A number that is returned with its mask."""
        self.put(f"t{op.index}, m{op.index} = {source}", f"t{op.index} m{op.index}")
        self.lacking[op.index] = frozenset({f"m{op.index}"})

    def plain(self, op: Op, source: str, masks: frozenset[str]) -> None:
        """A number that is missing where what it is made of is."""
        self.truth(op, source)
        self.missing(op, masks)

    def missing(self, op: Op, masks: frozenset[str]) -> None:
        """Say where a number is missing."""
        self.lacking[op.index] = masks
        if self.every and masks:
            self.put(f"m{op.index} = {self.union(masks)}", f"m{op.index}")

    def may_overflow(self, op: Op, source: str, block: Block) -> None:
        """Print the check of an operation that can leave 64 bits, if it can."""
        if max(abs(op.low), abs(op.high)) > _LARGEST:
            name = f"h{op.index}"
            self.put(f"{name} = {source}", name)
            self.wide.setdefault(block, []).append(name)

    def overflow(self) -> str:
        """Where numbers may have overflowed, in the rows of the subject; called when all else is printed."""
        for block in sorted(self.wide, key=len, reverse=True):
            names = self.wide[block]
            if block:
                table = self.tables[block]
                name = f"h{table}x"
                self.put(f"{name} = above(g{table}, {', '.join(names)})", name)
                self.wide.setdefault(block[:-1], []).append(name)
        names = self.wide.get((), [])
        return f"either({', '.join(names)})" if names else "None"

    def told(self, op: Op) -> str:
        """What is returned of an output."""
        kind = self.kind(op)
        if kind == ANY:
            return "None"
        return {NUMBER: self.number, TRUTH: self.code, WORD: self.word}[kind](op, ())

    def _get(self, op: Op) -> None:
        source, fact = op.data
        view = self.views[source]
        if isinstance(fact, FlagFact):
            self.truth(op, f"{view}.truth({fact.info.name!r})")
        elif isinstance(fact, WordFact):
            self.truth(op, f"{view}.word({fact.info.name!r})")
        else:
            self.pair(op, f"{view}.number({fact.info.name!r})")

    def _rows(self, op: Op) -> None:
        source, relation, inside = op.data
        block: Block = tuple(inside.split("/"))
        table = self.tables[block] = len(self.tables)
        view = self.views[inside] = f"w{table}"
        member = self.keep(self.relations[inside].member)
        self.put(
            f"g{table}, {view} = {self.views[source]}.rows({relation!r}, {member})",
            f"g{table} {view}",
        )

    def table(self, rows: Op) -> str:
        """The segments of rows."""
        return f"g{self.tables[tuple(rows.data[2].split('/'))]}"

    def _size(self, op: Op) -> None:
        self.pair(op, f"size({self.table(op.args[0])})")

    def _linear(self, op: Op) -> None:
        factors, plus = op.data[:2]
        terms = [self.value(arg, op.block) for arg in op.args]
        parts = [
            f"{'-' if factor < 0 else '+'}= {term if abs(factor) == 1 else f'{abs(factor)} * {term}'}"
            for factor, term in zip(factors, terms, strict=True)
        ]
        if plus:
            parts.append(f"{'-' if plus < 0 else '+'}= {abs(plus)}")
        first, *rest = parts
        start = first.removeprefix("+= ").replace("-= ", "-", 1)
        if rest:
            start += f" {rest[0].replace('=', '', 1)}"
        self.plain(op, start, self.masks(op.args, op.block))
        for part in rest[1:]:
            self.put(f"t{op.index} {part}", f"t{op.index}")
        told = f"wide_sum({tuple(abs(float(f)) for f in factors)}, {float(abs(plus))}, ({', '.join(terms)},))"
        self.may_overflow(op, told, op.block)

    def _times(self, op: Op) -> None:
        first, second = (self.value(arg, op.block) for arg in op.args)
        self.plain(op, f"{first} * {second}", self.masks(op.args, op.block))
        self.may_overflow(op, f"wide_product({first}, {second})", op.block)

    def _extreme(self, op: Op) -> None:
        name = "lesser" if op.kind == "least" else "greater"
        first, *rest = (self.value(arg, op.block) for arg in op.args)
        source = first
        for other in rest:
            source = f"{name}({source}, {other})"
        self.plain(op, source, self.masks(op.args, op.block))

    def _compare(self, op: Op) -> None:
        if op.index not in self.merged.guards:
            self.truth(op, self.comparison(op, self.masks(op.args, op.block)))

    def comparison(self, op: Op, masks: frozenset[str]) -> str:
        """The codes of a comparison that is unknown where one of some masks marks."""
        gap, missing = self.merged.gaps.get(op.index), self.union(masks)
        if gap is None:
            first, second = (self.value(arg, op.block) for arg in op.args)
            sign = "<" if op.kind == "less" else "<="
            answer = f"{first} {sign} {second}"
        else:
            crossed = self.crossing(gap)
            answer = crossed if gap.data in MET_ON_LINE else f"logical_not({crossed})"
        return f"compared({answer}{'' if missing == 'None' else ', ' + missing})"

    def crossing(self, gap: Op) -> str:
        """Print a distance in single steps; where its line is crossed it is a step longer."""
        if gap.index not in self.crossings:
            left, right, _ = (self.value(arg, gap.block) for arg in gap.args)
            target, crossed = f"t{gap.index}", f"c{gap.index}"
            back = gap.data in BACK
            self.truth(gap, f"{right} - {left}")
            self.put(f"{crossed} = {target} {'<=' if back else '>='} 0", crossed)
            self.put(f"{target} {'-' if back else '+'}= {crossed}", target)
            self.crossings[gap.index] = crossed
        return self.crossings[gap.index]

    def _is_one_of(self, op: Op) -> None:
        (spoken,) = op.args
        if spoken.kind == "get":  # compared in the numbers of its own vocabulary
            order = list(spoken.data[1].vocabulary.ids())
            places = tuple(sorted(order.index(word) for word in op.data if word in order))
            word = self.at(spoken, op.block, "t")
        else:
            places = tuple(sorted(self.place(word) for word in op.data))
            word = self.word(spoken, op.block)
        call = f"said({word}, {places[0]})" if len(places) == 1 else f"said_one({word}, {places})"
        self.truth(op, call)

    def _covers(self, op: Op) -> None:
        (listed,) = op.args
        fact: ListFact[Any] = listed.data[1]
        order = list(fact.vocabulary.ids())
        bits = sum(1 << order.index(word) for word in op.data)
        value, mask = self.value(listed, op.block), self.mask(listed, op.block)
        self.truth(op, f"covers({value}, {bits}, {mask})")

    def _not(self, op: Op) -> None:
        self.truth(op, f"2 - {self.code(op.args[0], op.block)}")

    def _junction(self, op: Op) -> None:
        name = "minimum" if op.kind == "and" else "maximum"
        codes = sorted((self.code(arg, op.block) for arg in op.args), key=str.isupper)
        target = f"t{op.index}"
        self.truth(op, f"{name}({codes[0]}, {codes[1]})")
        here = [arg for arg in op.args if not arg.constant and self.kind(arg) != ANY]
        owned = len(here) > 1 and not any(arg.index in self.uniform for arg in here)
        for code in codes[2:]:
            fold = f"into({name}, {target}, {code})" if owned else f"{name}({target}, {code})"
            self.put(f"{target} = {fold}", target)

    def _if(self, op: Op) -> None:
        condition, then, otherwise, *unknown = op.args
        code, block = self.code(condition, op.block), op.block
        if self.kind(op) == TRUTH:
            self.truth(op, _choice(code, self.code(then, block), self.code(otherwise, block)))
        elif self.kind(op) == WORD:
            self.truth(
                op, f"choose_words({code}, {self.word(then, block)}, {self.word(otherwise, block)})"
            )
        else:
            arms = ", ".join(self.number(arm, block) for arm in (then, otherwise, *unknown))
            self.pair(op, f"choose({op.data!r}, {code}, {arms})")

    def _agree(self, op: Op) -> None:
        if self.kind(op) == TRUTH:
            self.truth(op, f"agree_codes({', '.join(self.code(arg, op.block) for arg in op.args)})")
        else:
            self.pair(op, f"agree({', '.join(self.number(arg, op.block) for arg in op.args)})")

    def _guard(self, op: Op) -> None:
        condition, value = op.args
        if self.merged.guards.get(value.index) is op:
            refused = self.refusal(condition, op.block)
            self.truth(op, self.comparison(value, self.masks(value.args, op.block) | {refused}))
        elif self.kind(op) == TRUTH:
            code = self.code(condition, op.block)
            self.truth(op, f"guard_codes({code}, {self.code(value, op.block)})")
        else:
            masks = self.masks_of(value, op.block) | {self.refusal(condition, op.block)}
            self.plain(op, self.figure(value, op.block), masks)

    def _age(self, op: Op) -> None:
        (born,) = op.args
        self.plain(
            op, f"age({self.value(born, op.block)}, {op.data})", self.masks([born], op.block)
        )

    def _gap(self, op: Op) -> None:
        left, right, step = (self.value(arg, op.block) for arg in op.args)
        masks = self.masks(op.args, op.block)
        if op in self.merged.gaps.values():
            self.crossing(op)
            self.missing(op, masks)
        else:
            self.plain(op, f"least_flip({left}, {right}, {step}, {op.data!r})", masks)
        self.may_overflow(op, f"wide_sum((1.0, 1.0), 1.0, ({left}, {right}))", op.block)

    def _some(self, op: Op) -> None:
        rows, each = op.args
        inside = tuple(rows.data[2].split("/"))
        self.truth(op, f"{op.kind}({self.table(rows)}, {self.code(each, inside)})")

    def _count(self, op: Op) -> None:
        rows, meant = op.args
        inside = tuple(rows.data[2].split("/"))
        self.pair(op, f"count({self.table(rows)}, {op.data[0]!r}, {self.code(meant, inside)})")

    def _total(self, op: Op) -> None:
        rows, meant, term = op.args
        inside = tuple(rows.data[2].split("/"))
        code = "None" if meant.constant and meant.data[1] else self.code(meant, inside)
        number = self.number(term, inside)
        self.pair(op, f"total({self.table(rows)}, {op.data[0]!r}, {code}, {number})")
        self.may_overflow(op, f"wide_total({self.table(rows)}, {number})", op.block)


def _choice(code: str, then: str, otherwise: str) -> str:
    """One of two codes."""
    if otherwise == "OPEN":
        return f"guard_codes({code}, {then})"
    if then == "OPEN":
        return f"guard_codes(2 - {code}, {otherwise})"
    return f"choose_codes({code}, {then}, {otherwise})"


_PRINT: dict[str, Callable[[_Printer, Op], None]] = {
    "get": _Printer._get,  # noqa: SLF001 - the table of this class
    "rows": _Printer._rows,  # noqa: SLF001
    "size": _Printer._size,  # noqa: SLF001
    "linear": _Printer._linear,  # noqa: SLF001
    "times": _Printer._times,  # noqa: SLF001
    "least": _Printer._extreme,  # noqa: SLF001
    "greatest": _Printer._extreme,  # noqa: SLF001
    "less": _Printer._compare,  # noqa: SLF001
    "less_equal": _Printer._compare,  # noqa: SLF001
    "is_one_of": _Printer._is_one_of,  # noqa: SLF001
    "covers": _Printer._covers,  # noqa: SLF001
    "not": _Printer._not,  # noqa: SLF001
    "and": _Printer._junction,  # noqa: SLF001
    "or": _Printer._junction,  # noqa: SLF001
    "if": _Printer._if,  # noqa: SLF001
    "agree": _Printer._agree,  # noqa: SLF001
    "guard": _Printer._guard,  # noqa: SLF001
    "age": _Printer._age,  # noqa: SLF001
    "gap": _Printer._gap,  # noqa: SLF001
    "some": _Printer._some,  # noqa: SLF001
    "every": _Printer._some,  # noqa: SLF001
    "count": _Printer._count,  # noqa: SLF001
    "total": _Printer._total,  # noqa: SLF001
}
"""How each kind of operation is printed; constants and open values are printed where they are read."""
