"""What differs between two policies, clause by clause, and for whom: layers, days, provinces.

Clauses belong together when they have one id, decide the same standard, or one was put in the place of the other by a
layer. What differs is what the document says on the two days; a clause that only rests on one that differs says so.
"""

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

import attrs

from povertypolicy.clauses import SHAPES, Clause
from povertypolicy.deciding.policy import Policy
from povertypolicy.deciding.sentences import say
from povertypolicy.digests import clause_data
from povertypolicy.expr.nodes import Bound, Compare, Literal_, Node, Readings, Undefined, walk
from povertypolicy.parameters import Parameter, Supplied
from povertypolicy.policies import Rules
from povertypolicy.quantities import Quantity
from povertypolicy.standards import Standard
from povertypolicy.texts import Text

Kind: TypeAlias = Literal["only_left", "only_right", "changed", "rests"]


@attrs.frozen(eq=False)
class Difference:
    """One clause that differs.

    `kind` is ``changed``, ``only_left`` or ``only_right`` (not there, or not in force that day, on the other side),
    or ``rests``: the same words, resting on a clause that differs. `whom` says for whom the answer differs, where
    that can be told from two lines.
    """

    kind: Kind
    left: Clause | None
    right: Clause | None
    whom: tuple[Text, ...] = ()

    @property
    def clause(self) -> Clause:
        """The clause, that of the left where there is one."""
        return self.left if self.left is not None else self.right  # type: ignore[return-value]


@attrs.frozen(eq=False)
class Comparison:
    """Two policies side by side: what differs, and how many clauses say the same."""

    left: Policy
    right: Policy
    differences: tuple[Difference, ...]
    same: int


def compare(left: Policy, right: Policy) -> Comparison:
    """Compare two policies, each on its day; the differences come in the order of the documents, the left's first."""
    pairs = tuple(_pairs(left.rules, right.rules))
    found = [_difference(left, right, one, other) for one, other in pairs]
    differences = tuple(difference for difference in found if difference is not None)
    return Comparison(left, right, differences, len(pairs) - len(differences))


def _pairs(left: Rules, right: Rules) -> Iterator[tuple[Clause | None, Clause | None]]:
    met: set[str] = set()
    for one in left.clauses:
        other = _counterpart(one, left, right)
        if other is not None:
            met.add(other.info.id)
        yield one, other
    for other in right.clauses:
        if other.info.id not in met:
            yield None, other


def _counterpart(one: Clause, left: Rules, right: Rules) -> Clause | None:
    if isinstance(one, Standard) and one.name in right.standards:
        return right.standards[one.name]
    if one.info.id in right.by_id:
        return right.by_id[one.info.id]
    heirs = {before: id_ for id_ in right.by_id for before in _line(right, id_)}
    own = next((heirs[id_] for id_ in _line(left, one.info.id) if id_ in heirs), None)
    return None if own is None else right.by_id[own]


def _line(rules: Rules, id_: str) -> Iterator[str]:
    """Yield the ids under which a clause stood, today's first."""
    yield id_
    for origin in reversed(rules.origins.get(id_, ())):
        if origin.before is not None:
            yield origin.before.info.id


def _difference(
    left: Policy, right: Policy, one: Clause | None, other: Clause | None
) -> Difference | None:
    here, there = _stands(left, one), _stands(right, other)
    if one is None or other is None or here is not there:
        if not (here or there):
            return None
        return Difference("only_left" if here else "only_right", one, other)
    if not here or _says(left, one) == _says(right, other):
        return None
    rests = (
        one.info == other.info
        and not isinstance(one, Parameter)
        and _below(left, right, one, other)
    )
    return Difference(
        "rests" if rests else "changed", one, other, tuple(_whom(left, right, one, other))
    )


def _stands(policy: Policy, clause: Clause | None) -> bool:
    """Whether a clause is there and in force."""
    return clause is not None and clause.info.in_force(policy.settings.rules_on)


def _says(policy: Policy, clause: Clause) -> list[Any]:
    """Return all that a clause says on the day, with what the caller settled in it."""
    return [clause_data([clause]), [_settled(policy, node) for node in walk(clause)]]


def _settled(policy: Policy, node: Node) -> Any:
    settings = policy.settings
    if isinstance(node, Parameter | Supplied):
        return _figure(policy, node)
    if isinstance(node, Readings):
        return settings.chosen.get(node.name)
    if isinstance(node, Undefined):
        return settings.definitions.get(node.term)
    return node.info.in_force(settings.rules_on) if isinstance(node, SHAPES) else None


def _below(left: Policy, right: Policy, one: Clause, other: Clause) -> bool:
    """Whether clauses on which a clause rests differ."""
    pair = [
        [
            _says(policy, node)
            for node in walk(clause)
            if node is not clause and isinstance(node, SHAPES)
        ]
        for policy, clause in ((left, one), (right, other))
    ]
    return pair[0] != pair[1]


# --- for whom ------------------------------------------------------------------------------------


def _whom(left: Policy, right: Policy, one: Clause, other: Clause) -> Iterator[Text]:
    """Yield between which two figures the answers differ, for each number that both hold against a line."""
    here, there = _lines(left, one), _lines(right, other)
    for key, (node, low) in here.items():
        if key in there and there[key][1] != low:
            lower, higher = sorted((low, there[key][1]), key=_value)
            names = left.name, right.name
            if names[0] == names[1]:
                names = (f"{left.settings.rules_on}", f"{right.settings.rules_on}")
            first, second = names if lower == low else names[::-1]
            yield _between(node, lower, higher, first, second)


def _value(quantity: Quantity[Any]) -> Any:
    return quantity.value


def _lines(
    policy: Policy, clause: Clause
) -> dict[tuple[str, Bound], tuple[Compare[Any], Quantity[Any]]]:
    """Return what a clause holds against a figure in one direction, by its words."""
    found: dict[tuple[str, Bound], tuple[Compare[Any], Quantity[Any]]] = {}
    for node in walk(clause):
        if isinstance(node, Compare) and node.bound != "equals":
            figure = _figure(policy, node.right)
            if figure is not None:
                found.setdefault((say(node.left, "en"), node.bound), (node, figure))
    return found


def _figure(policy: Policy, node: Node) -> Quantity[Any] | None:
    """Return what a line is that day; None where it is worked out, or not known."""
    if isinstance(node, Literal_):
        return node.quantity
    if isinstance(node, Supplied):
        supplied = policy.settings.supplied.get(node.info.id)
        return None if supplied is None else supplied.quantity
    if isinstance(node, Parameter) and _stands(policy, node):
        cited = node.on(policy.settings.rules_on)
        return None if cited is None else cited.quantity
    return None


_ENDS: dict[Bound, tuple[Text, Text]] = {
    "above": (Text("高于", "above"), Text("不超过", "at most")),
    "at_least": (Text("不低于", "at least"), Text("低于", "below")),
    "at_most": (Text("高于", "above"), Text("不超过", "at most")),
    "below": (Text("不低于", "at least"), Text("低于", "below")),
}
"""How the span between two lines begins and ends: the number that answers differently on the two sides."""


def _between(
    node: Compare[Any], lower: Quantity[Any], higher: Quantity[Any], first: str, second: str
) -> Text:
    """Say whose answer differs; `first` is the side with the lower line."""
    begins, ends = _ENDS[node.bound]
    yes, no = (first, second) if node.bound in ("above", "at_least") else (second, first)
    zh = (
        f"{say(node.left, 'zh')}{begins.zh} {lower.say('zh')}、{ends.zh} {higher.say('zh')}的："
        f"{yes} 为是，{no} 为否"
    )
    en = (
        f"{say(node.left, 'en')} {begins.en} {lower.say('en')} and {ends.en} {higher.say('en')}: "
        f"yes under {yes}, no under {no}"
    )
    return Text(zh, en)
