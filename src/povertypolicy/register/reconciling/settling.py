"""Which unknown field, if it were asked, would settle most households.

A household is settled when none of its findings is merely possible any more. The facts that its open answers still hang
on are known from the decision; when all of them are known it is settled for sure, whatever they turn out to be. It may
be settled by fewer.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import attrs
import numpy as np

from povertypolicy.columns.deciding import Answer
from povertypolicy.columns.kernel import BITS
from povertypolicy.columns.segments import Codes, Flags, Ints
from povertypolicy.lowering.lower import Reason
from povertypolicy.register.reconciling.sums import kinds_of
from povertypolicy.texts import Text

RECORD = "recorded"
LISTING = "at_listing"
BEYOND = "?"
"""Paths of what is no fact: the status, the facts of the listing; what no fact settles begins with the last one."""

CLOSE_LOOK = 128
"""How many of the most frequent combinations are tried as the next to be asked."""


@attrs.frozen
class Field:
    """Something that may be asked; `path` leads to the fact: ``persons.insured``."""

    path: str
    label: Text


FIXED = (
    Field(RECORD, Text("登记的状态", "the recorded status")),
    Field(LISTING, Text("识别当时的登记项", "the facts at the time of the listing")),
)

UNTOLD = Field(BEYOND, Text("只有代码，没有给出缺什么", "bare codes do not tell what is missing"))

Open = Counter[frozenset[str]]
"""How many households hang on each set of paths; a set with one beyond facts is settled by no asking."""


@attrs.frozen
class Step:
    """The next fields to be asked, mostly one: how many households they settle, and how many are settled by then."""

    fields: tuple[Field, ...]
    settles: int
    settled: int


@attrs.frozen
class Settling:
    """What to ask first. `open` households have possible findings; of these no fact settles `beyond`.

    `alone`: how many hang on one field only, most first. `steps`: asked one after the other, each the best next.
    `reasons`: why no fact settles the others, most frequent first; a household may have several.
    """

    open: int
    beyond: int
    reasons: tuple[tuple[Text, int], ...]
    alone: tuple[tuple[Field, int], ...]
    steps: tuple[Step, ...]


def open_sets(
    rows: Ints, matters: Mapping[str, Flags], answers: Mapping[str, tuple[Answer | None, Codes]]
) -> Open:
    """Count the sets of facts, and of reasons beyond them, that households hang on.

    `rows` are the households with a possible finding; `matters` says, for RECORD, LISTING and each of the answers by
    name, where it is open and a finding hangs on it.
    """
    columns: list[Ints] = []
    meanings: list[dict[int, str]] = []

    def note(bits: Ints, meaning: dict[int, str], where: Flags) -> None:
        columns.append(np.where(where[rows], bits[rows], 0).astype(np.int64))
        meanings.append(meaning)

    for path in (RECORD, LISTING):
        note(np.ones(len(matters[path]), np.int64), {0: path}, matters[path])
    for name, (answer, codes) in answers.items():
        if answer is None:
            note(np.ones(len(codes), np.int64), {0: UNTOLD.path}, matters[name])
            continue
        paths = [fact.path for fact in answer.legend.facts]
        reasons = [_beyond(reason).path for reason in answer.legend.reasons]
        for words, told in ((answer.missing, paths), (answer.reasons, reasons)):
            for word, bits in enumerate(words):
                note(bits, dict(enumerate(told[word * BITS : (word + 1) * BITS])), matters[name])
    ones, counts = kinds_of(columns)
    sets: Open = Counter()
    for kind, count in zip(np.stack(columns, 1)[ones], counts, strict=True):
        sets[frozenset(_paths(kind, meanings)) or frozenset([UNTOLD.path])] += int(count)
    return sets


def _paths(kind: Ints, meanings: list[dict[int, str]]) -> Iterator[str]:
    for bits, meaning in zip(kind, meanings, strict=True):
        yield from (path for bit, path in meaning.items() if int(bits) >> bit & 1)


def fields_of(answers: Iterable[Answer | None]) -> dict[str, Field]:
    """Return what may be asked, by path, in the order in which the rules read."""
    fields = {field.path: field for field in (*FIXED, UNTOLD)}
    for answer in answers:
        for fact in () if answer is None else answer.legend.facts:
            label = fact.label
            if "." in fact.path:
                owner = fact.owner.label
                label = Text(f"{label.zh}（{owner.zh}）", f"{label.en} ({owner.en})")
            fields.setdefault(fact.path, Field(fact.path, label))
        for reason in () if answer is None else answer.legend.reasons:
            field = _beyond(reason)
            fields.setdefault(field.path, field)
    return fields


def _beyond(reason: Reason) -> Field:
    return Field(f"{BEYOND}{reason.kind} {reason.label.en}", reason.label)


def settling(sets: Open, fields: Mapping[str, Field], most: int = 10) -> Settling:
    """Return what to ask first, in at most so many steps."""
    order = {path: place for place, path in enumerate(fields)}
    asked = {paths: n for paths, n in sets.items() if not any(map(_is_beyond, paths))}
    alone = [(fields[path], count) for (path, *more), count in asked.items() if not more]
    alone.sort(key=lambda pair: (-pair[1], order[pair[0].path]))
    why = Counter[str]()
    for paths, count in sets.items():
        why.update(dict.fromkeys(filter(_is_beyond, paths), count))
    reasons = sorted(why.items(), key=lambda pair: (-pair[1], order[pair[0]]))
    total = sets.total()
    steps = tuple(
        Step(tuple(fields[path] for path in sorted(new, key=order.__getitem__)), settles, settled)
        for new, settles, settled in _steps(asked, order, most)
    )
    return Settling(
        total,
        total - sum(asked.values()),
        tuple((fields[path].label, count) for path, count in reasons),
        tuple(alone),
        steps,
    )


def _is_beyond(path: str) -> bool:
    return path.startswith(BEYOND)


def _steps(
    asked: Mapping[frozenset[str], int], order: Mapping[str, int], most: int
) -> Iterator[tuple[frozenset[str], int, int]]:
    """Yield the fields that settle most households per field, after those before; ties go by the order of reading."""
    masks = {sum(1 << order[path] for path in paths): count for paths, count in asked.items()}
    known = settled = 0
    for _ in range(most):
        left = {mask: count for mask, count in masks.items() if mask & ~known}
        if not left:
            return
        tried = sorted(left, key=lambda mask: (-left[mask], mask))[:CLOSE_LOOK]
        gains: dict[int, int] = {}
        for new in {mask & ~known for mask in tried}:
            gains[new] = sum(count for mask, count in left.items() if not mask & ~(known | new))
        best = min(
            gains, key=lambda new: (-Fraction(gains[new], new.bit_count()), new.bit_count(), new)
        )
        known, settled = known | best, settled + gains[best]
        yield (
            frozenset(path for path, place in order.items() if best >> place & 1),
            gains[best],
            settled,
        )
