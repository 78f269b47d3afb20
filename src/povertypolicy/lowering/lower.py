"""From nodes to operations: one small function per kind of node."""

from collections.abc import Callable
from typing import Any, TypeVar

import attrs

from povertypolicy.clauses import Classification, Formula, LineFormula, UndefinedTerm
from povertypolicy.criteria import Criterion
from povertypolicy.errors import BadRule, OffPath
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.lowering import algebra
from povertypolicy.lowering.algebra import Num
from povertypolicy.lowering.ops import Block, Builder, Op
from povertypolicy.parameters import Parameter, Supplied
from povertypolicy.policies import Settings
from povertypolicy.provenance import ClauseInfo
from povertypolicy.quantities import Share
from povertypolicy.standards import Standard
from povertypolicy.texts import Language, Text


@attrs.frozen
class Unstated:
    """The price year of a record that does not state one; two such records need not be in the same prices."""

    record: type[Any]


ABSENT = "absent"
"""The price year of a record that was not given: its amounts are missing, whatever the year."""

N = TypeVar("N", bound=n.Node)


@attrs.frozen(eq=False)
class Logic:
    """A lowered condition: its value where it applies, and whether it applies.

    `gap`, of a comparison, is the least change that flips it.
    """

    value: Op
    applies: Op
    gap: Op | None = None


@attrs.frozen(eq=False)
class Spoken:
    """A lowered word: its id, and whether the classification applies."""

    value: Op
    applies: Op


@attrs.frozen
class Reason:
    """Why a value is open although no fact is missing. `kind` is stable, `label` is for people."""

    kind: str
    label: Text

    def say(self, language: Language) -> str:
        """Return the reason in one language."""
        return self.label.say(language)


@attrs.frozen
class Spot:
    """Where a node is read: whose facts, inside which loop, and where that loop stands."""

    subject: type[Any]
    source: str
    block: Block
    outer: "Spot | None" = None

    @property
    def record(self) -> type[Any]:
        """The subject whose record states the price year: rows are in the prices of what they stand under."""
        return self.subject if self.outer is None else self.outer.record

    def up(self, parent: type[Any]) -> "Spot":
        """The subject above: the one whose rows are being read, or one given beside the subject."""
        spot: Spot | None = self
        while spot is not None and spot.block:
            spot = spot.outer
            if spot is not None and spot.subject is parent:
                return spot
        if self.block:
            raise BadRule(
                zh="明细表的行只能向上查找它所在的对象；请在上一级写这条规则。",
                en="Rows of a table can look up only to the subject they stand under; write the rule above.",
            )
        return Spot(parent, f"^{parent.__name__}", ())

    def down(self, relation: n.Relation[Any, Any]) -> "Spot":
        """The rows below."""
        above = self.source.startswith("^") and not self.block
        step = f"{self.source}.{relation.name}" if above else relation.name
        block = (*self.block, step)
        return Spot(relation.member, "/".join(block), block, self)


@attrs.frozen(eq=False)
class Lowered:
    """A clause as operations: the list, the roots, and the way back from nodes to operations."""

    node: n.Node
    builder: Builder
    result: Any
    memo: dict[tuple[int, str], Any]
    relations: dict[str, n.Relation[Any, Any]]
    parents: tuple[type[Any], ...]


@attrs.frozen(eq=False)
class Lowering:
    """The state of one way down."""

    settings: Settings
    prices: dict[type[Any], int | None]
    subject: type[Any]
    builder: Builder = attrs.field(factory=Builder)
    memo: dict[tuple[int, str], Any] = attrs.field(factory=dict)
    relations: dict[str, n.Relation[Any, Any]] = attrs.field(factory=dict)
    parents: dict[type[Any], None] = attrs.field(factory=dict)

    def lower(self, node: n.Node, spot: Spot) -> Any:
        """Lower one node at one spot, once."""
        key = (id(node), spot.source)
        if key not in self.memo:
            self.memo[key] = LOWER[type(node)](self, node, spot)
        return self.memo[key]

    # small helpers

    def yes(self) -> Op:
        """True."""
        return self.builder.const(True)  # noqa: FBT003 - the value itself

    def no(self) -> Op:
        """False."""
        return self.builder.const(False)  # noqa: FBT003 - the value itself

    def plain(self, value: Op) -> Logic:
        """A condition that always applies."""
        return Logic(value, self.yes())

    def open(self, kind: str, label: Text) -> Op:
        """A value that no fact settles."""
        return self.builder.open(Reason(kind, label))

    def get(self, fact: f.Fact, spot: Spot) -> Op:
        """Read a fact of the subject at `spot`.

        Raises:
            OffPath: when the fact belongs to another subject.
        """
        if fact.info.owner is not spot.subject:
            raise OffPath(
                subject=spot.subject.label, owner=fact.info.owner.label, fact=fact.info.name
            )
        bounds = (fact.low, fact.high) if isinstance(fact, f.NumberFact) else (0, 0)
        return self.builder.make(
            "get", data=(spot.source, fact), block=spot.block, bounds=bounds, maybe=True
        )

    def out_of_force(self, about: ClauseInfo) -> bool:
        """Whether a clause is not in force on the day that picks the rules."""
        return not about.in_force(self.settings.rules_on)

    # prices

    def together(self, spot: Spot, *nodes: n.Node) -> list[Num]:
        """Lower numbers that meet, in the prices of one year: the first that is no line sets it."""
        numbers: list[Num] = [self.lower(node, spot) for node in nodes]
        lines = [isinstance(node, n.Constant) for node in nodes]
        dated = [
            (line, x.year)
            for line, x in zip(lines, numbers, strict=True)
            if x.year not in (None, ABSENT)
        ]
        year = min(dated, key=lambda pair: pair[0])[1] if dated else None
        return [self.restate(x, year) for x in numbers]

    def restate(self, x: Num, year: object) -> Num:
        """Restate a number in the prices of another year, or leave it open with the reason."""
        if x.year == year or x.year is None:
            return x
        if x.year == ABSENT:
            return attrs.evolve(x, year=year)
        if isinstance(x.year, Unstated) or isinstance(year, Unstated):
            return self.lost(
                "prices-unstated",
                Text(
                    "没有写明金额是哪一年的价格",
                    "the record does not say in which year's prices it is",
                ),
                year,
            )
        index = self.settings.index
        ratio = None if index is None else index.ratio(x.year, year)  # type: ignore[arg-type] # years by now
        if ratio is None:
            label = Text(
                f"没有把{x.year}年价格换算成{year}年价格的指数",
                f"no price index leads from {x.year} to {year} prices",
            )
            return self.lost("no-price-index", label, year)
        scaled = algebra.multiply(self.builder, x, algebra.fixed(self.builder, ratio))
        return attrs.evolve(scaled, year=year)

    def lost(self, kind: str, label: Text, year: object = None) -> Num:
        """A number that no fact settles."""
        return algebra.point(self.open(kind, label), self.builder.const(1), year=year)


Handler = Callable[[Lowering, Any, Spot], Any]
LOWER: dict[type[n.Node], Handler] = {}
"""How each kind of node is lowered."""


def lowers(*kinds: type[n.Node]) -> Callable[[Handler], Handler]:
    """Register how kinds of node are lowered."""

    def register(handler: Handler) -> Handler:
        LOWER.update(dict.fromkeys(kinds, handler))
        return handler

    return register


def lower(
    node: n.Node, subject: type[Any], settings: Settings, prices: dict[type[Any], int | None]
) -> Lowered:
    """Lower a clause about `subject`; `prices` gives the price year of the records."""
    return lower_all((node,), subject, settings, prices)


def lower_all(
    nodes: tuple[n.Node, ...],
    subject: type[Any],
    settings: Settings,
    prices: dict[type[Any], int | None],
) -> Lowered:
    """Lower several clauses about one subject into one list, so that they share what they have in common."""
    way = Lowering(settings, prices, subject)
    results = [way.lower(node, Spot(subject, "", ())) for node in nodes]
    return Lowered(nodes[0], way.builder, results[0], way.memo, way.relations, tuple(way.parents))


# --- numbers -------------------------------------------------------------------------------------


@lowers(f.NumberFact)
def _number_fact(way: Lowering, node: f.NumberFact[Any, Any], spot: Spot) -> Num:
    derivation = way.settings.derived.get(node.info.key)
    if derivation is not None:
        return _in_one_piece(way, way.lower(derivation.expression, spot))
    year: object = None
    if node.priced:
        stated = way.prices.get(spot.record, ABSENT)
        year = Unstated(spot.record) if stated is None else stated
    return algebra.point(way.get(node, spot), way.builder.const(node.steps), year=year)


@lowers(n.Literal_)
def _literal(way: Lowering, node: n.Literal_[Any], _: Spot) -> Num:
    return algebra.fixed(way.builder, node.quantity.value, node.quantity.prices_of)


def _not_in_force(way: Lowering, about: ClauseInfo) -> Num:
    label = Text(f"{about.label.zh}当日未生效", f"{about.label.en} is not in force")
    return way.lost("not-in-force", label)


@lowers(Parameter)
def _parameter(way: Lowering, node: Parameter[Any], _: Spot) -> Num:
    cited = node.on(way.settings.rules_on)
    if cited is None or way.out_of_force(node.info):
        return _not_in_force(way, node.info)
    return algebra.fixed(way.builder, cited.quantity.value, cited.quantity.prices_of)


@lowers(Supplied)
def _supplied(way: Lowering, node: Supplied[Any], _: Spot) -> Num:
    if way.out_of_force(node.info):
        return _not_in_force(way, node.info)
    value = way.settings.supplied.get(node.info.id)
    if value is None:
        zh, en = node.info.label.zh, node.info.label.en
        label = Text(
            f"文件没有给出“{zh}”，请提供（{node.info.id}）",
            f"{en} is not printed: supply {node.info.id}",
        )
        return way.lost("not-supplied", label)
    return algebra.fixed(way.builder, value.quantity.value, value.quantity.prices_of)


_OPERATIONS = {
    "+": algebra.add,
    "-": algebra.subtract,
    "*": algebra.multiply,
    "/": algebra.divide,
}


@lowers(n.Arithmetic, n.LineArithmetic)
def _arithmetic(way: Lowering, node: n.Arithmetic[Any, Any], spot: Spot) -> Num:
    x, y = way.together(spot, node.left, node.right)
    result = _OPERATIONS[node.operator](way.builder, x, y)
    ratio = node.operator == "/" and node.unit is Share
    return attrs.evolve(result, year=None) if ratio else result


@lowers(n.Extreme)
def _extreme(way: Lowering, node: n.Extreme[Any, Any], spot: Spot) -> Num:
    parts = way.together(spot, *node.parts)
    return algebra.extreme(way.builder, "greatest" if node.greatest else "least", parts)


@lowers(n.Indicator, Formula, LineFormula)
def _named(way: Lowering, node: Any, spot: Spot) -> Num:
    if not isinstance(node, n.Indicator) and way.out_of_force(node.info):
        return _not_in_force(way, node.info)
    return _in_one_piece(way, way.lower(node.number, spot))


def _in_one_piece(way: Lowering, number: Num) -> Num:
    return attrs.evolve(number, low=_sealed(way, number.low), high=_sealed(way, number.high))


def _sealed(way: Lowering, end: algebra.Fractional) -> algebra.Fractional:
    """Keep a named sum in one piece, so that it is computed once and stands in the trace."""
    op = end[0]
    if op.kind != "linear" or op.data[2:]:
        return end
    return way.builder.make("linear", op.args, (*op.data, "named"), bounds=(op.low, op.high)), end[
        1
    ]


@lowers(n.Restated)
def _restated(way: Lowering, node: n.Restated[Any, Any], spot: Spot) -> Num:
    inner: Num = way.lower(node.number, spot)
    return way.restate(inner, node.year)


@lowers(n.Age)
def _age(way: Lowering, node: n.Age[Any], spot: Spot) -> Num:
    born: Op = way.lower(node.day, spot)
    as_of = way.settings.as_of.toordinal()
    age = way.builder.make("age", (born,), as_of, bounds=(-200, 200))
    past = way.builder.less(born, way.builder.const(as_of), equal=True)
    label = Text("日期在事实日之后", "the day lies after the day of the facts")
    known = way.builder.guard(past, age, Reason("future-day", label))
    return algebra.point(known, way.builder.const(1))


@lowers(n.UpNumber)
def _up_number(way: Lowering, node: n.UpNumber[Any, Any], spot: Spot) -> Num:
    number: Num = way.lower(node.number, _above(way, node.parent, spot))
    return number


@lowers(n.NumberCases)
def _number_cases(way: Lowering, node: n.NumberCases[Any, Any], spot: Spot) -> Num:
    arms = (then for _, then in node.branches)
    *chosen, result = way.together(spot, *arms, node.otherwise)
    for (condition, _), then in reversed(list(zip(node.branches, chosen, strict=True))):
        result = algebra.choose(way.builder, _holds(way, condition, spot), then, result)
    return result


# --- conditions ----------------------------------------------------------------------------------


def _holds(way: Lowering, condition: n.Condition[Any], spot: Spot) -> Op:
    """Whether a condition applies and holds."""
    part: Logic = way.lower(condition, spot)
    return way.builder.all((part.applies, part.value))


def _stands(way: Lowering, condition: n.Condition[Any], spot: Spot) -> Op:
    """Whether a condition does not apply or holds."""
    part: Logic = way.lower(condition, spot)
    return way.builder.any((way.builder.not_(part.applies), part.value))


def _any_applies(way: Lowering, parts: tuple[n.Condition[Any], ...], spot: Spot) -> Op:
    return way.builder.any(way.lower(part, spot).applies for part in parts)


@lowers(f.FlagFact)
def _flag(way: Lowering, node: f.FlagFact[Any], spot: Spot) -> Logic:
    derivation = way.settings.derived.get(node.info.key)
    if derivation is not None:
        derived: Logic = way.lower(derivation.expression, spot)
        return derived
    return way.plain(way.get(node, spot))


@lowers(n.Compare)
def _compare(way: Lowering, node: n.Compare[Any], spot: Spot) -> Logic:
    x, y = way.together(spot, node.left, node.right)
    value = algebra.compare(way.builder, node.bound, x, y)
    return Logic(value, way.yes(), algebra.gap(way.builder, node.bound, x, y))


@lowers(n.WordIs)
def _word_is(way: Lowering, node: n.WordIs[Any], spot: Spot) -> Logic:
    return _said(way, node.word, frozenset(node.words), spot)


def _said(way: Lowering, word: n.Word[Any], words: frozenset[str], spot: Spot) -> Logic:
    """Whether a word is one of several; no word at all is none of them."""
    spoken: Spoken = way.lower(word, spot)
    one = way.builder.make("is_one_of", (spoken.value,), words)
    return Logic(way.builder.all((spoken.applies, one)), spoken.applies)


@lowers(n.SameWord)
def _same_word(way: Lowering, node: n.SameWord[Any], spot: Spot) -> Logic:
    sides: list[Spoken] = [way.lower(word, spot) for word in (node.word, node.other)]
    both = [
        way.builder.all(
            [way.builder.make("is_one_of", (s.value,), frozenset({word})) for s in sides]
        )
        for word in node.word.vocabulary.ids()
    ]
    applies = way.builder.all([side.applies for side in sides])
    return Logic(way.builder.all((applies, way.builder.any(both))), applies)


@lowers(n.OnList)
def _on_list(way: Lowering, node: n.OnList[Any], spot: Spot) -> Logic:
    on = _said(way, node.word, frozenset(node.listed.ids()), spot)
    if node.listed.closed:
        return on
    zh, en = node.listed.label.zh, node.listed.label.en
    label = Text(f"“{zh}”列举未尽（等），未列的不能断定", f'"{en}" is not a closed list')
    beyond = way.open("open-list", label)
    value = way.builder.choose(on.value, way.yes(), beyond, "exact")
    return Logic(way.builder.all((on.applies, value)), on.applies)


@lowers(n.DayIs)
def _day_is(way: Lowering, node: n.DayIs[Any], spot: Spot) -> Logic:
    recorded: Op = way.lower(node.day, spot)
    line = way.builder.const((node.line or way.settings.as_of).toordinal())
    equal = node.bound in ("by", "from_")
    first, second = (recorded, line) if node.bound in ("before", "by") else (line, recorded)
    return way.plain(way.builder.less(first, second, equal=equal))


@lowers(n.Covers)
def _covers(way: Lowering, node: n.Covers[Any], spot: Spot) -> Logic:
    recorded: Op = way.lower(node.words, spot)
    return way.plain(way.builder.make("covers", (recorded,), frozenset(node.items)))


@lowers(n.AllOf)
def _all_of(way: Lowering, node: n.AllOf[Any], spot: Spot) -> Logic:
    value = way.builder.all(_stands(way, part, spot) for part in node.parts)
    return Logic(value, _any_applies(way, node.parts, spot))


@lowers(n.AnyOf)
def _any_of(way: Lowering, node: n.AnyOf[Any], spot: Spot) -> Logic:
    value = way.builder.any(_holds(way, part, spot) for part in node.parts)
    return Logic(value, _any_applies(way, node.parts, spot))


@lowers(n.NoneOf)
def _none_of(way: Lowering, node: n.NoneOf[Any], spot: Spot) -> Logic:
    value = way.builder.all(way.builder.not_(_holds(way, part, spot)) for part in node.parts)
    return Logic(value, _any_applies(way, node.parts, spot))


@lowers(n.ConditionCases)
def _condition_cases(way: Lowering, node: n.ConditionCases[Any], spot: Spot) -> Logic:
    result: Logic = way.lower(node.otherwise, spot)
    for condition, then in reversed(node.branches):
        holds, chosen = _holds(way, condition, spot), way.lower(then, spot)
        result = Logic(
            way.builder.choose(holds, chosen.value, result.value, "exact"),
            way.builder.choose(holds, chosen.applies, result.applies, "exact"),
        )
    return result


@lowers(n.UpCondition)
def _up_condition(way: Lowering, node: n.UpCondition[Any], spot: Spot) -> Logic:
    above = _above(way, node.parent, spot)
    part: Logic = way.lower(node.condition, above)
    return part


@lowers(n.Readings)
def _readings(way: Lowering, node: n.Readings[Any], spot: Spot) -> Logic:
    choice = way.settings.chosen.get(node.name)
    parts = [
        way.lower(condition, spot) for key, _, condition in node.options if choice in (None, key)
    ]
    options = [label for _, label, _ in node.options]
    reason = Reason(
        "readings-differ",
        Text(
            f"“{node.label.zh}”有几种读法，结论可能不同（{node.name}：{'；'.join(label.zh for label in options)}）",
            f"{node.label.en} can be read in several ways that may differ ({node.name}: {'; '.join(label.en for label in options)})",
        ),
    )
    return Logic(
        way.builder.agree((part.value for part in parts), reason),
        way.builder.agree((part.applies for part in parts), reason),
    )


@lowers(n.Open)
def _open(way: Lowering, node: n.Open, _: Spot) -> Logic:
    return way.plain(way.open("undetermined", node.reason))


@lowers(n.NotApplicable)
def _not_applicable(way: Lowering, _node: n.NotApplicable, _: Spot) -> Logic:
    return Logic(way.no(), way.no())


@lowers(n.Undefined, UndefinedTerm)
def _undefined(way: Lowering, node: n.Undefined[Any], spot: Spot) -> Logic:
    if isinstance(node, UndefinedTerm) and way.out_of_force(node.info):
        return Logic(way.no(), way.no())
    definition = way.settings.definitions.get(node.term)
    if definition is not None:
        defined: Logic = way.lower(definition.condition, spot)
        return defined
    label = Text(
        f"文件没有定义“{node.label.zh}”", f'the document does not define "{node.label.en}"'
    )
    return way.plain(way.open("undefined", label))


@lowers(Criterion)
def _criterion(way: Lowering, node: Criterion[Any], spot: Spot) -> Logic:
    if way.out_of_force(node.info):
        return Logic(way.no(), way.no())
    means: Logic = way.lower(node.means, spot)
    if node.applies_when is None:
        return means
    return attrs.evolve(
        means, applies=way.builder.all((_holds(way, node.applies_when, spot), means.applies))
    )


@lowers(Standard)
def _standard(way: Lowering, node: Standard[Any], spot: Spot) -> Logic:
    if way.out_of_force(node.info):
        return Logic(way.no(), way.no())
    for lead in node.leads:
        way.lower(lead, spot)
    means: Logic = way.lower(node.means, spot)
    return means


# --- words and days ------------------------------------------------------------------------------


@lowers(f.WordFact)
def _word_fact(way: Lowering, node: f.WordFact[Any], spot: Spot) -> Spoken:
    return Spoken(way.get(node, spot), way.yes())


@lowers(f.ListFact, f.DayFact, f.TextFact)
def _recorded(way: Lowering, node: f.ListFact[Any], spot: Spot) -> Op:
    return way.get(node, spot)


@lowers(Classification)
def _classification(way: Lowering, node: Classification[Any], spot: Spot) -> Spoken:
    if way.out_of_force(node.info):
        return Spoken(way.open("not-in-force", node.info.label), way.no())
    spoken: Spoken = way.lower(node.word, spot)
    return spoken


@lowers(n.WordCases)
def _word_cases(way: Lowering, node: n.WordCases[Any], spot: Spot) -> Spoken:
    result = _answer(way, node.otherwise)
    for condition, then in reversed(node.branches):
        holds, chosen = _holds(way, condition, spot), _answer(way, then)
        result = Spoken(
            way.builder.choose(holds, chosen.value, result.value, "exact"),
            way.builder.choose(holds, chosen.applies, result.applies, "exact"),
        )
    return result


def _answer(way: Lowering, answer: n.Answer) -> Spoken:
    if isinstance(answer, str):
        return Spoken(way.builder.const(answer), way.yes())
    if isinstance(answer, n.Open):
        return Spoken(way.open("undetermined", answer.reason), way.yes())
    return Spoken(way.builder.const(None), way.no())


# --- members -------------------------------------------------------------------------------------


def _above(way: Lowering, node: n.Up[Any, Any], spot: Spot) -> Spot:
    if node.owner is not spot.subject:
        raise OffPath(subject=spot.subject.label, owner=node.owner.label, fact=node.parent.__name__)
    above = spot.up(node.parent)
    if above.source.startswith("^"):
        way.parents[node.parent] = None
    return above


def _rows(way: Lowering, members: n.Members[Any, Any], spot: Spot) -> tuple[Op, Spot, Op]:
    """Return the rows, the spot inside, and whether a row is meant."""
    relation = members.relation
    if relation.owner is not spot.subject:
        raise OffPath(subject=spot.subject.label, owner=relation.owner.label, fact=relation.name)
    inside = spot.down(relation)
    way.relations[inside.source] = relation
    rows = way.builder.make(
        "rows", data=(spot.source, relation.name, inside.source), block=spot.block, maybe=True
    )
    meant = way.yes() if members.condition is None else _holds(way, members.condition, inside)
    return rows, inside, meant


@lowers(n.MembersCount)
def _count(way: Lowering, node: n.MembersCount[Any], spot: Spot) -> Num:
    rows, inside, meant = _rows(way, node.members, spot)
    most = node.members.relation.most
    one = way.builder.const(1)
    if meant.constant and meant.data[1]:
        size = way.builder.make("size", (rows,), bounds=(0, most))
        return algebra.point(size, one)

    def end(mode: str) -> Op:
        data = (mode, inside.block)
        return way.builder.make(
            "count", (rows, meant), data, block=spot.block, bounds=(0, most), maybe=True
        )

    low = end("low" if meant.maybe else "exact")
    high = end("high") if meant.maybe else low
    return Num((low, one), (high, one))


@lowers(n.MembersSum)
def _sum(way: Lowering, node: n.MembersSum[Any, Any], spot: Spot) -> Num:
    rows, inside, meant = _rows(way, node.members, spot)
    term: Num = way.lower(node.term, inside)
    if not (term.low[1].constant and term.high[1].constant) or term.guards:
        raise BadRule(
            zh="不能对商求和；请先分别求和再相除。",
            en="A quotient cannot be summed; sum numerator and denominator first.",
        )
    most = node.members.relation.most

    def end(mode: str, of: algebra.Fractional) -> algebra.Fractional:
        size = most * max(abs(of[0].low), abs(of[0].high))
        data = (mode, inside.block)
        op = way.builder.make(
            "total",
            (rows, meant, of[0]),
            data,
            block=spot.block,
            bounds=(min(0, most * of[0].low), size),
            maybe=True,
        )
        return op, of[1]

    if term.exact and not meant.maybe:
        both = end("exact", term.low)
        return Num(both, both, year=term.year)
    return Num(end("low", term.low), end("high", term.high), year=term.year)


@lowers(n.MembersAny)
def _some(way: Lowering, node: n.MembersAny[Any], spot: Spot) -> Logic:
    rows, inside, meant = _rows(way, node.members, spot)
    each = way.builder.all((meant, _holds(way, node.condition, inside)))
    return way.plain(
        way.builder.make("some", (rows, each), inside.block, block=spot.block, maybe=True)
    )


@lowers(n.MembersAll)
def _every(way: Lowering, node: n.MembersAll[Any], spot: Spot) -> Logic:
    rows, inside, meant = _rows(way, node.members, spot)
    each = way.builder.any((way.builder.not_(meant), _stands(way, node.condition, inside)))
    return way.plain(
        way.builder.make("every", (rows, each), inside.block, block=spot.block, maybe=True)
    )
