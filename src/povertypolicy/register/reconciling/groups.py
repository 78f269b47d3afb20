"""What is counted of the groups of a register, such as its villages, and what it comes to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from povertypolicy.columns.segments import Flags, Ints
from povertypolicy.register.reconciling.combinations import COMBINATIONS, standing_of, table
from povertypolicy.register.reconciling.findings import (
    CERTAIN,
    CLASSES,
    MEASURES,
    POSSIBLE,
    Finding,
)
from povertypolicy.register.reconciling.rates import SETS, Amount, amount
from povertypolicy.register.reconciling.reasons import Reason
from povertypolicy.register.reconciling.standings import ANY, EXITED, LISTED, NEVER
from povertypolicy.register.reconciling.sums import summed


@attrs.frozen(eq=False)
class Grouping:
    """The group of every row, such as its village: a place in `names`, -1 where it is not recorded."""

    names: NDArray[np.str_]
    places: Ints

    @classmethod
    def of(
        cls, values: NDArray[Any] | Sequence[str | int | None], missing: Flags | None = None
    ) -> "Grouping":
        """Return the groups of values, numbers or texts; None and empty text are not recorded."""
        array = np.asarray(values)
        if array.dtype == object:
            array = np.array(["" if value is None else str(value) for value in values], np.str_)
        found, inverse = np.unique(array, return_inverse=True)
        names = found.astype(np.str_)
        places = inverse.astype(np.int64)
        if missing is not None:
            places[missing] = -1
        places[(names == "")[inverse]] = -1
        return cls(names, places)

    def used(self) -> tuple[NDArray[np.str_], Ints]:
        """Return the names that occur, with an empty one for -1, and the place of every row among them."""
        there = np.bincount(self.places + 1, minlength=len(self.names) + 1) > 0
        names = np.concatenate([np.array([""]), self.names])[there]
        places: Ints = (np.cumsum(there) - 1)[self.places + 1]
        return names, places


def everybody(rows: int) -> tuple[NDArray[np.str_], Ints]:
    """Return one name, and that every row stands under it."""
    return np.array(["total"]), np.zeros(rows, np.int64)


@attrs.frozen(eq=False)
class Tally:
    """What is counted of each group, such that the tallies of parts can be added.

    `combinations` has a row for each combination of codes that a group has: group, combination, households, persons,
    households of unknown size. `reasons` has one for each reason: group, reason, households. Both are in order.
    """

    names: NDArray[np.str_]
    combinations: Ints
    reasons: Ints


def added(tallies: Iterable[Tally]) -> Tally:
    """Return the tallies of several parts of a register as one; groups of one name are one."""
    parts = list(tallies)
    names, inverse = np.unique(np.concatenate([part.names for part in parts]), return_inverse=True)
    places = np.split(inverse.astype(np.int64), np.cumsum([len(part.names) for part in parts])[:-1])

    def total(name: str) -> Ints:
        columns = []
        for place, part in zip(places, parts, strict=True):
            rows = getattr(part, name)
            columns.append(np.column_stack([place[rows[:, 0]], rows[:, 1:]]))
        first, second, *amounts = np.concatenate(columns).T
        return summed(first, second, *amounts)

    return Tally(names, total("combinations"), total("reasons"))


@attrs.frozen
class Measure:
    """What was found of one measure, in households and in persons; persons only of households of known size."""

    finding: Finding
    households: Amount
    persons: Amount


@attrs.frozen
class Group:
    """The figures of a group.

    Households: `never`, `listed`, `exited` by their record, `unclear` where it leaves that open, `contradictory` where it
    cannot be; `not_judged` by the rule; `faults` that were not decided, which are in no other figure but `households`;
    `unsized` of which the persons are not known, which are in no figure of persons.
    """

    name: str
    households: int
    persons: int
    never: int
    listed: int
    exited: int
    unclear: int
    contradictory: int
    not_judged: int
    faults: int
    unsized: int
    measures: tuple[Measure, ...]
    reasons: tuple[tuple[Reason, int], ...] = attrs.field(repr=False)

    def __getitem__(self, finding: Finding | str) -> Measure:
        """Return one measure, by its id such as ``missed``."""
        for measure in self.measures:
            if finding in (measure.finding, measure.finding.id):
                return measure
        raise KeyError(finding)

    def top(self, finding: Finding, most: int) -> tuple[tuple[Reason, int], ...]:
        """Return the most frequent reasons of a finding, with how many households have each."""
        own = [pair for pair in self.reasons if pair[0].finding == finding]
        return tuple(sorted(own, key=lambda pair: -pair[1])[:most])


_CLASS = {name: place for place, name in enumerate(CLASSES)}


class Groups(Mapping[str, Group]):
    """The groups of one level by name, in the order of names; the empty name is of rows without one."""

    def __init__(self, tally: Tally, legend: tuple[Reason, ...]) -> None:
        self.tally = tally
        self.legend = legend

    def __len__(self) -> int:
        return len(self.tally.names)

    def __iter__(self) -> Iterator[str]:
        return iter(self.tally.names.tolist())

    def __getitem__(self, name: str) -> Group:
        return self.at(self._places[name])

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self)}

    def at(self, place: int) -> Group:
        """Return the group at a place in the order of names."""
        by_class, by_standing = self._classes[place].tolist(), self._standings[place].tolist()
        return Group(
            name=str(self.tally.names[place]),
            households=sum(by_class),
            persons=int(self._persons[place]),
            never=by_standing[NEVER],
            listed=by_standing[LISTED],
            exited=by_standing[EXITED],
            unclear=sum(by_standing[s] for s in range(1, ANY + 1) if s.bit_count() > 1),
            contradictory=by_class[_CLASS["contradictory"]],
            not_judged=by_class[_CLASS["not_judged"]],
            faults=by_class[_CLASS["fault"]],
            unsized=int(self._unsized[place]),
            measures=tuple(
                Measure(finding, *(amount(table[place].tolist()) for table in tables))
                for finding, tables in self._sets.items()
            ),
            reasons=self._reasons(place),
        )

    def worst(self) -> Ints:
        """Return the places of the groups with findings: most certain households first, then most possible ones."""
        certain = self._found(CERTAIN)
        possible = self._found(POSSIBLE)
        order = np.lexsort((-possible, -certain))
        return order[(certain + possible)[order] > 0]

    def _found(self, certainty: int) -> Ints:
        _, number, households, _, _ = self.tally.combinations.T
        there = table().certainties[number] == certainty
        return self._spread(0, households * there, 1)[:, 0]

    def _reasons(self, place: int) -> tuple[tuple[Reason, int], ...]:
        group, which, households = self.tally.reasons.T
        low, high = np.searchsorted(group, [place, place + 1])
        pairs = zip(which[low:high].tolist(), households[low:high].tolist(), strict=True)
        return tuple((self.legend[reason], count) for reason, count in pairs)

    # sums over combinations, of all groups at once

    @cached_property
    def _decided(self) -> Flags:
        decided: Flags = table().classes[self.tally.combinations[:, 1]] != _CLASS["fault"]
        return decided

    @cached_property
    def _classes(self) -> Ints:
        _, number, households, _, _ = self.tally.combinations.T
        return self._spread(table().classes[number], households, len(CLASSES))

    @cached_property
    def _standings(self) -> Ints:
        _, number, households, _, _ = self.tally.combinations.T
        return self._spread(standing_of(number), households * self._decided, ANY + 1)

    @cached_property
    def _persons(self) -> Ints:
        return self._spread(0, self.tally.combinations[:, 3] * self._decided, 1)[:, 0]

    @cached_property
    def _unsized(self) -> Ints:
        return self._spread(0, self.tally.combinations[:, 4] * self._decided, 1)[:, 0]

    @cached_property
    def _sets(self) -> dict[Finding, tuple[Ints, Ints]]:
        """For each measure how many households and persons each group has of each set of what may become of them."""
        _, number, households, persons, _ = self.tally.combinations.T
        found = {}
        for finding, options in zip(MEASURES, table().options, strict=True):
            kinds = options[number]
            found[finding] = (
                self._spread(kinds, households, SETS),
                self._spread(kinds, persons, SETS),
            )
        return found

    def _spread(self, column: NDArray[Any] | int, weight: Ints, columns: int) -> Ints:
        sums = np.zeros(len(self) * columns, np.int64)
        np.add.at(sums, self.tally.combinations[:, 0] * columns + column, weight)
        return sums.reshape(len(self), columns)


def tally_of(
    names: NDArray[np.str_], places: Ints, number: NDArray[np.int16], persons: Ints, reasons: Ints
) -> Tally:
    """Count the rows of each group; persons are -1 where not known."""
    unsized = persons < 0
    columns = (np.ones(len(places), np.int64), np.where(unsized, 0, persons), unsized)
    combinations = summed(places, number, *columns, kinds=COMBINATIONS)
    return Tally(names, combinations, reasons)
