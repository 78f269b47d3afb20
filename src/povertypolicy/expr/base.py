"""What all nodes share: no truth value, no order, a way to walk the tree."""

from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar, NoReturn

import attrs

from povertypolicy.errors import NoTruthValue

REMEDIES = {
    "<": ".below(line)",
    "<=": ".at_most(line)",
    ">": ".above(line)",
    ">=": ".at_least(line)",
}


@attrs.frozen(eq=False, repr=False)
class Node:
    """The root of all nodes."""

    instead: ClassVar[str] = "all_of(...), any_of(...) or none_of(...)"

    def __repr__(self) -> str:
        about = getattr(self, "info", None)
        name = getattr(about, "id", None) or getattr(about, "name", None)
        return f"<{type(self).__name__}{f' {name}' if name else ''}>"

    def __bool__(self) -> NoReturn:
        raise NoTruthValue(what=type(self).__name__, instead=self.instead)

    def __lt__(self, other: object) -> NoReturn:
        self._refuse("<")

    def __le__(self, other: object) -> NoReturn:
        self._refuse("<=")

    def __gt__(self, other: object) -> NoReturn:
        self._refuse(">")

    def __ge__(self, other: object) -> NoReturn:
        self._refuse(">=")

    def _refuse(self, operator: str) -> NoReturn:
        raise NoTruthValue(what=f"{type(self).__name__} {operator} ...", instead=REMEDIES[operator])


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes directly below `node`, in reading order."""
    for name in _names(type(node)):  # type: ignore[arg-type] # a class hashes, whatever its instances do
        yield from _nodes_in(getattr(node, name))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(kind))


def _nodes_in(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes_in(item)


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and every node below it once, parents first."""
    seen: set[int] = set()
    stack = [node]
    while stack:
        top = stack.pop()
        if id(top) not in seen:
            seen.add(id(top))
            yield top
            stack.extend(reversed(list(children(top))))
