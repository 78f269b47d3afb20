"""The same graph of nodes with some nodes replaced; what does not lead to them stays the same objects."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast

import attrs

from povertypolicy.errors import Cycle
from povertypolicy.expr.base import Node, walk

Made: TypeAlias = Callable[["Rewriting"], Node]
"""Makes what stands instead of a node, given the rewriting for what lies below it."""


class Rewriting:
    """Returns values with `instead` in place of nodes, which are known by identity; every node is made once.

    Raises:
        Cycle: when two replacements stand inside each other.
    """

    def __init__(self, instead: Mapping[int, Made]) -> None:
        self._instead = instead
        self._done: dict[int, Node] = {}
        self._open: set[int] = set()

    def __call__(self, value: Any) -> Any:
        """Return a node, or a tuple with nodes in it, rewritten."""
        if isinstance(value, tuple):
            fresh = tuple(map(self, value))
            return value if all(map(_same, fresh, value)) else fresh
        if not isinstance(value, Node):
            return value
        if id(value) not in self._done:
            self._done[id(value)] = self._new(value)
        return self._done[id(value)]

    def replaces(self, node: Node) -> bool:
        """Whether something stands instead of a node."""
        return id(node) in self._instead

    def _new(self, node: Node) -> Node:
        made = self._instead.get(id(node))
        if made is None:
            return self.below(node)
        if id(node) in self._open:
            raise Cycle(id=getattr(getattr(node, "info", None), "id", type(node).__name__))
        self._open.add(id(node))
        fresh = made(self)
        self._open.discard(id(node))
        return fresh

    def below(self, node: Node) -> Node:
        """Return a node with everything below it rewritten, and not replaced itself."""
        old = {field.name: getattr(node, field.name) for field in attrs.fields(type(node))}
        changed = {name: new for name, value in old.items() if (new := self(value)) is not value}
        return attrs.evolve(node, **changed) if changed else node

    def keeping(self, kept: Node, node: Node, *alias: Node) -> Node:
        """Return a node with everything below it rewritten, except that `kept`, or an alias of it, is `kept`."""
        return _Keeping(self, kept, alias).below(node)


class _Keeping(Rewriting):
    """Rewrites what leads to one node, which stays; all the rest as `outside` does, so that it is made once."""

    def __init__(self, outside: Rewriting, kept: Node, alias: tuple[Node, ...]) -> None:
        super().__init__({id(node): lambda _: kept for node in (kept, *alias)})
        self._outside = outside

    def _new(self, node: Node) -> Node:
        own = self.replaces(node) or not self._outside.replaces(node)
        leads = own and any(map(self.replaces, walk(node)))
        return super()._new(node) if leads else cast("Node", self._outside(node))


def _same(one: object, other: object) -> bool:
    return one is other
