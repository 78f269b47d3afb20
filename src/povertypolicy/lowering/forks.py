"""Values that hang on one condition: what only one arm needs is computed only there."""

from collections.abc import Iterable, Iterator

import attrs

from povertypolicy.lowering.ops import Op

THEN, OTHERWISE = 1, 2


@attrs.frozen(eq=False)
class Fork:
    """Choices by one condition that are made together, and what only one of their arms needs."""

    choices: tuple[Op, ...]
    then: tuple[Op, ...]
    otherwise: tuple[Op, ...]

    @property
    def condition(self) -> Op:
        """What is chosen by."""
        return self.choices[0].args[0]

    @property
    def place(self) -> int:
        """The operation in whose place all is computed: the last choice."""
        return self.choices[-1].index


def forks(due: list[Op], needed: Iterable[Op], kept: frozenset[int]) -> list[Fork]:
    """Return the forks among operations of one block; `kept` are those that must be computed in any case."""
    readers: dict[int, list[Op]] = {}
    for op in needed:
        for arg in op.args:
            readers.setdefault(arg.index, []).append(op)
    found: list[Fork] = []
    left = list(due)
    for choices in sorted(_together(due, readers), key=lambda group: -group[-1].index):
        if all(choice in left for choice in choices):
            then, otherwise = (
                _only(arm, choices, left, readers, kept) for arm in (THEN, OTHERWISE)
            )
            if then or otherwise:
                found.append(Fork(tuple(choices), tuple(then), tuple(otherwise)))
                left = [op for op in left if op not in (*choices, *then, *otherwise)]
    return found


def _together(due: list[Op], readers: dict[int, list[Op]]) -> Iterator[list[Op]]:
    """Yield plain choices by the same condition, apart where one is needed before the next is made."""
    groups: dict[int, list[Op]] = {}
    for op in due:
        if op.kind == "if" and op.data == "exact" and len(op.args) == 3:  # noqa: PLR2004 - condition, then, otherwise
            groups.setdefault(op.args[0].index, []).append(op)
    for group in groups.values():
        first_read = min((r.index for op in group for r in readers.get(op.index, ())), default=None)
        if first_read is None or first_read > group[-1].index:
            yield group
        else:
            yield from ([op] for op in group)


def _only(
    arm: int, choices: list[Op], due: list[Op], readers: dict[int, list[Op]], kept: frozenset[int]
) -> list[Op]:
    """The operations that nothing needs but this arm of the choices."""
    found: set[int] = set()
    for op in reversed(due):
        users = readers.get(op.index, [])
        inside = (
            user.index in found or (user in choices and _stands_only(arm, op, user))
            for user in users
        )
        if users and op.index not in kept and all(inside):
            found.add(op.index)
    return [op for op in due if op.index in found]


def _stands_only(arm: int, op: Op, choice: Op) -> bool:
    return [arg is op for arg in choice.args] == [place == arm for place in range(3)]
