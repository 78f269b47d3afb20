"""Answers about a whole register as a table: outcomes, bits of criteria and of missing facts, distances, a legend.

Columns for a clause ``x``: ``x`` is the answer, never null; ``x not met`` and ``x unknown`` have a bit for each
criterion that was reached and is not met, or is unknown; ``x missing`` has one for each fact that an unknown answer
still hangs on, ``x reasons`` for what else keeps it open; ``x distance 1`` is the least change that flips a criterion,
in recorded steps, greater than 0 for more. A formula has ``x numerator`` and ``x denominator``, in base steps. The
legend says what each bit and distance is; bits beyond the 62nd go on in ``x not met 2``, and
bit columns have the narrowest type that holds their bits (uint8, uint16, uint32, int64).
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from povertypolicy.columns.deciding import Answer
from povertypolicy.columns.segments import Flags, Ints
from povertypolicy.deciding.plain import both

OUTCOMES = ("no", "unknown", "yes", "not_applicable", "fault")
"""The words for the codes of outcomes, in their order."""

STATUS = ("fault", "answered")
_BESIDE_WORDS = ("fault", "not_applicable", "unknown")
_NUMBERS = ("unknown", "value", "fault")
_FAULTY = 2
_MOST = 10**38 - 1


@attrs.frozen(eq=False, slots=False)
class Result:
    """The answers of several clauses about every row of a register; a row with faults has the answer ``fault``.

    `ids` is the column of ids, None when there is none; `rows` are the rows as a person counts them.
    """

    digest: str
    names: tuple[str, ...]
    answers: tuple[Answer, ...] = attrs.field(repr=False)
    ids: Any = attrs.field(repr=False)
    rows: Ints = attrs.field(repr=False)
    good: Flags = attrs.field(repr=False)
    back: Callable[[Any], Any] = attrs.field(repr=False)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def table(self) -> Any:
        """The answers as the caller's kind of table."""
        return self.back(self.arrow)

    @cached_property
    def arrow(self) -> Any:
        """The answers as an Arrow table, in the order of the register."""
        columns: dict[str, Any] = {} if self.ids is None else {"id": self.ids}
        columns["row"] = pa.array(self.rows)
        columns["status"] = _words(self.good.view(np.int8), STATUS)
        for answer in self.answers:
            columns.update(_columns(answer, self.good, lambda: self._nothing))
        columns["digest"] = _words(np.zeros(len(self), np.int8), (self.digest,))
        return pa.Table.from_arrays(list(columns.values()), list(columns))

    @cached_property
    def _nothing(self) -> Any:
        """A column of numbers without any."""
        return pa.nulls(len(self), pa.int64())

    @property
    def legend(self) -> list[dict[str, Any]]:
        """What the bits and distances of each clause are, in both languages, as plain data."""
        return [_legend(answer) for answer in self.answers]

    def counts(self) -> dict[str, Any]:
        """Return how many rows there are, how many were answered, and how many have each answer, by clause."""
        answered = int(np.count_nonzero(self.good))
        return {
            "rows": len(self),
            "answered": answered,
            "faulty": len(self) - answered,
            "answers": {answer.name: _counts(answer, self.good) for answer in self.answers},
        }


def _columns(answer: Answer, good: Flags, nothing: Callable[[], Any]) -> Iterator[tuple[str, Any]]:
    """Yield the columns of one clause; `nothing` gives a column of numbers without any."""
    name, told = answer.name, answer.answered
    codes, words = _answer(answer, good)
    yield name, _words(codes, words)
    if told.value is not None:
        known = told.value.known
        yield f"{name} numerator", _numbers(told.value.numerator, known)
        yield f"{name} denominator", _numbers(told.value.denominator, known)
    sets = {
        "not met": told.not_met,
        "unknown": told.unknown,
        "missing": answer.missing,
        "reasons": answer.reasons,
    }
    for kind, arrays in sets.items():
        for number, bits in enumerate(arrays, 1):
            column = f"{name} {kind}" + (f" {number}" if number > 1 else "")
            yield column, pa.array(bits)
    for number, distance in enumerate(told.distances, 1):
        leads = distance.leads
        column = _numbers(distance.values, distance.known) if leads else nothing()
        yield f"{name} distance {number}", column


def _answer(answer: Answer, good: Flags) -> tuple[NDArray[Any], Sequence[str]]:
    """Return the answers as places among words."""
    told = answer.answered
    if told.codes is not None:
        return told.codes.view(np.int8), OUTCOMES
    if told.words is not None:
        terms = answer.compiled.node.vocabulary.ids()
        return told.words + np.int16(len(_BESIDE_WORDS)), (*_BESIDE_WORDS, *terms)
    assert told.value is not None  # noqa: S101 - one of the three
    return np.where(good, told.value.known, np.int8(_FAULTY)), _NUMBERS


def _words(codes: NDArray[Any], words: Sequence[str]) -> Any:
    """Return places among words; they are ours, and need not be checked."""
    return pa.DictionaryArray.from_arrays(pa.array(codes), _dictionary(tuple(words)), safe=False)


@lru_cache(maxsize=256)
def _dictionary(words: tuple[str, ...]) -> Any:
    return pa.array(words, pa.string())


def _numbers(values: NDArray[Any], known: Flags) -> Any:
    """Return numbers, null where not known; beyond 64 bits as decimals, and beyond these as text."""
    if values.dtype != object:
        return _masked(values, known)
    numbers = [int(v) if k else None for v, k in zip(values, known, strict=True)]
    most = max((abs(number) for number in numbers if number is not None), default=0)
    if most <= np.iinfo(np.int64).max:
        return pa.array(numbers, pa.int64())
    if most <= _MOST:
        return pa.array(numbers, pa.decimal128(38, 0))
    return pa.array([None if number is None else str(number) for number in numbers])


def _masked(values: Ints, known: Flags) -> Any:
    """Return numbers without copying them."""
    valid = None if known.all() else pa.py_buffer(np.packbits(known, bitorder="little"))
    data = pa.py_buffer(np.ascontiguousarray(values))
    return pa.Array.from_buffers(pa.int64(), len(values), [valid, data])


def _counts(answer: Answer, good: Flags) -> dict[str, int]:
    codes, words = _answer(answer, good)
    counts = np.bincount(codes, minlength=len(words)).tolist()
    return {word: count for word, count in zip(words, counts, strict=True) if count}


def _legend(answer: Answer) -> dict[str, Any]:
    return {
        "name": answer.name,
        "clause": answer.info.id,
        "label": both(answer.info.label),
        "criteria": [
            {"bit": bit, "clause": told.info.id, "label": both(told.info.label)}
            for bit, told in enumerate(answer.told)
        ],
        "facts": [
            {"bit": bit, "path": fact.path, "label": both(fact.label)}
            for bit, fact in enumerate(answer.legend.facts)
        ],
        "reasons": [
            {"bit": bit, "kind": reason.kind, "label": both(reason.label)}
            for bit, reason in enumerate(answer.legend.reasons)
        ],
        "distances": [
            {
                "column": f"{answer.name} distance {number}",
                "clause": way.info.id,
                "label": both(way.info.label),
                "of": both(way.of),
                "unit": both(way.unit.label),
                "steps": way.steps * way.unit.base,
            }
            for number, way in enumerate(answer.ways, 1)
        ],
    }
