"""Answers about a register as tables that people read: labels instead of bits, distances in the printed unit.

A pattern of bits, a code or an amount is put in words once, however many rows have it.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import IO, Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray
from pyarrow.csv import WriteOptions, write_csv

from povertypolicy.columns.deciding import Answer
from povertypolicy.columns.kernel import BITS
from povertypolicy.columns.planning import Way
from povertypolicy.deciding.plain import both
from povertypolicy.errors import Fault
from povertypolicy.expr.nodes import unit_of
from povertypolicy.outcomes import Outcome
from povertypolicy.quantities import Quantity
from povertypolicy.register.registers import Register
from povertypolicy.register.reporting import Report
from povertypolicy.register.results import OUTCOMES, Result
from povertypolicy.register.workbook_output import as_workbook
from povertypolicy.register.writing import BOM, harmless
from povertypolicy.texts import LANGUAGES, Language, Text

ROWS = 65_536
"""How many rows are put in words at a time."""

FAULT = Text("有问题", "fault")
_ANSWER = Text("结论", "answer")
_SETS = {
    "not_met": Text("不符合的条目", "not met"),
    "unknown": Text("待核实的条目", "to be verified"),
    "missing": Text("缺少", "missing"),
    "reasons": Text("待定原因", "open because"),
}
_DISTANCE = Text("差距", "distance")
_FAULTS = Text("问题", "fault")


@attrs.frozen(eq=False)
class ToldTable:
    """The answers of a register as a table of text, in some languages."""

    register: Register
    result: Result
    languages: tuple[Language, ...] = LANGUAGES

    def header(self) -> list[str]:
        """Return the headers: id, row, status, then for every clause its answer, what it hangs on, its distances."""
        return [name for name, _ in self._columns()]

    def parts(self) -> Iterator[Any]:
        """Yield the table, some rows at a time, as Arrow tables of text."""
        columns = self._columns()
        for start in range(0, max(len(self.result), 1), ROWS):
            rows = slice(start, min(start + ROWS, len(self.result)))
            yield pa.table([make(rows) for _, make in columns], names=[name for name, _ in columns])

    def csv(self) -> Callable[[IO[bytes]], None]:
        """Return a function that writes the table as CSV that Excel opens rightly."""

        def write(stream: IO[bytes]) -> None:
            head = io.StringIO(BOM)
            head.seek(0, io.SEEK_END)
            csv.writer(head, lineterminator="\n").writerow(map(harmless, self.header()))
            stream.write(head.getvalue().encode())
            for part in self.parts():
                write_csv(part, stream, WriteOptions(include_header=False, quoting_style="needed"))

        return write

    def workbook(self, file: Any) -> Callable[[IO[bytes]], None]:
        """Return a function that writes the table as a workbook."""
        rows = (row for part in self.parts() for row in _rows(part))
        return as_workbook(self.header(), rows, file)

    def parquet(self) -> Callable[[IO[bytes]], None]:
        """Return a function that writes codes and bits, with their legend, as Parquet."""
        legend = json.dumps(self.result.legend, ensure_ascii=False)
        arrow = self.result.arrow
        metadata = {**(arrow.schema.metadata or {}), b"povertypolicy": legend.encode()}
        told = arrow.replace_schema_metadata(metadata)
        return lambda stream: pq.write_table(told, stream, compression="zstd")

    def first(self, count: int) -> Iterator[tuple[int, tuple[tuple[Text, Text], ...]]]:
        """Yield the first rows: the number of the row, and the answers in words; none where it has faults."""
        told = [(answer.info.label, *answers_of(answer)) for answer in self.result.answers]
        for row in range(min(count, len(self.result))):
            answers = ((label, words[codes[row]][1]) for label, codes, words in told)
            good = self.register.good[row]
            yield int(self.register.rows[row]), tuple(answers) if good else ()

    def json(self, report: Report, faults: Iterable[Fault], *, named: bool = True) -> Iterator[str]:
        """Yield the answers as one JSON object, a line of text for every row; ids only if `named`."""
        yield json.dumps(report.head(), ensure_ascii=False)[:-1] + ', "rows": [\n'
        for number, line in enumerate(self._lines(named=named)):
            yield (",\n" if number else "") + json.dumps(line, ensure_ascii=False)
        tail = {"summary": self.result.counts(), "faults": [fault.as_json() for fault in faults]}
        yield "\n], " + json.dumps(tail, ensure_ascii=False)[1:] + "\n"

    # columns

    def _columns(self) -> list[tuple[str, Callable[[slice], Any]]]:
        register, result = self.register, self.result
        columns: list[tuple[str, Callable[[slice], Any]]] = [
            ("id", lambda rows: _ids(register.ids, rows)),
            ("row", lambda rows: pa.array(register.rows[rows])),
            (
                "status",
                lambda rows: _picked(register.good[rows].view(np.int8), ("fault", "answered")),
            ),
        ]
        for answer in result.answers:
            columns += self._answer(answer)
        columns += [(_FAULTS.say(lang), self._faults(lang)) for lang in self.languages]
        digest = (result.digest,)
        return [
            *columns,
            ("digest", lambda rows: _picked(np.zeros(len(register.rows[rows]), np.int8), digest)),
        ]

    def _answer(self, answer: Answer) -> Iterator[tuple[str, Callable[[slice], Any]]]:
        codes, words = answers_of(answer)
        yield answer.name, partial(_said, codes, [word for word, _ in words])
        for lang in self.languages:
            labels = [label.say(lang) for _, label in words]
            yield f"{answer.name} {_ANSWER.say(lang)}", partial(_said, codes, labels)
        for kind, label in _SETS.items():
            sets, meant = sets_of(answer, kind)
            for lang in self.languages:
                said = [one.say(lang) for one in meant]
                joint = "；" if lang == "zh" else "; "
                yield f"{answer.name} {label.say(lang)}", partial(_joined, sets, said, joint)
        for way, distance in zip(answer.ways, answer.answered.distances, strict=True):
            yield self._distance_header(answer, way), partial(_printed, way, distance)

    def _distance_header(self, answer: Answer, way: Way) -> str:
        told = (
            f"{_DISTANCE.say(lang)}{'：' if lang == 'zh' else ': '}{way.of.say(lang)}"
            f"{'（' if lang == 'zh' else ' ('}{way.unit.label.say(lang)}{'）' if lang == 'zh' else ')'}"
            for lang in self.languages
        )
        return f"{answer.name} {way.info.id} {' '.join(told)}"

    def _faults(self, lang: Language) -> Callable[[slice], Any]:
        register = self.register

        def make(rows: slice) -> Any:
            told: list[str] = [""] * (rows.stop - rows.start)
            for bad in np.flatnonzero(~register.good[rows]):
                faults = register.faults_of(rows.start + int(bad))
                joint = "" if lang == "zh" else " "
                told[bad] = harmless(joint.join(fault.text(lang) for fault in faults))
            return pa.array(told, pa.string())

        return make

    def _lines(self, *, named: bool) -> Iterator[dict[str, Any]]:
        """Yield every row as plain data."""
        register = self.register
        answers = [(a.name, list(_answer_json(a))) for a in self.result.answers]
        ids = (
            register.ids.to_pylist()
            if named and register.ids is not None
            else [None] * len(register)
        )
        for row, (id_, number, good) in enumerate(
            zip(ids, register.rows.tolist(), register.good.tolist(), strict=True)
        ):
            faults = () if good else register.faults_of(row)
            yield {
                "id": id_,
                "row": number,
                "status": "answered" if good else "fault",
                "answers": {name: told[row] for name, told in answers} if good else {},
                "faults": [fault.as_json() for fault in faults],
            }


def _answer_json(answer: Answer) -> Iterator[dict[str, Any]]:
    codes, words = answers_of(answer)
    labels = {kind: sets_of(answer, kind) for kind in _SETS}
    paths = [fact.path for fact in answer.legend.facts]
    kinds = [reason.kind for reason in answer.legend.reasons]
    for row, code in enumerate(codes.tolist()):
        word, label = words[code]
        missing = _bits([bits[row] for bits in labels["missing"][0]])
        reasons = _bits([bits[row] for bits in labels["reasons"][0]])
        yield {
            "answer": word,
            "label": both(label),
            "missing": [
                {"path": paths[i], "label": both(labels["missing"][1][i])} for i in missing
            ],
            "reasons": [
                {"kind": kinds[i], "label": both(labels["reasons"][1][i])} for i in reasons
            ],
            "distances": [both(text) for text in _distances(answer, row)],
        }


def _distances(answer: Answer, row: int) -> Iterator[Text]:
    for way, distance in zip(answer.ways, answer.answered.distances, strict=True):
        if distance.known[row]:
            yield _distance_text(way, int(distance.values[row]))


def _distance_text(way: Way, steps: int) -> Text:
    amount = Quantity(Fraction(abs(steps), way.steps), way.unit)
    label = way.info.label
    return Text(
        f"{label.zh}：{way.of.zh}{'增加' if steps > 0 else '减少'}{amount.say('zh')}即改变结论",
        f"{label.en}: {amount.say('en')} {'more' if steps > 0 else 'less'} of {way.of.en} would change the answer",
    )


def answers_of(answer: Answer) -> tuple[NDArray[Any], list[tuple[str, Text]]]:
    """Return the answers as places among words, each with its label."""
    told = answer.answered
    if told.codes is not None:
        labels = [FAULT if word == "fault" else Outcome(word).label for word in OUTCOMES]
        return told.codes, list(zip(OUTCOMES, labels, strict=True))
    if told.words is not None:
        beside = [
            ("fault", FAULT),
            *((o.value, o.label) for o in (Outcome.NOT_APPLICABLE, Outcome.UNKNOWN)),
        ]
        terms = [(term.id, term.label) for term in answer.compiled.node.vocabulary.terms]
        return told.words + np.int16(len(beside)), beside + terms
    return _valued(answer)


def _valued(answer: Answer) -> tuple[NDArray[Any], list[tuple[str, Text]]]:
    """The numbers of a formula, each distinct one a word."""
    value = answer.answered.value
    assert value is not None  # noqa: S101 - neither codes nor words
    unit, year = unit_of(answer.compiled.node), answer.compiled.result.year
    words: dict[Any, int] = {None: 0}
    labels = [("unknown", Outcome.UNKNOWN.label)]
    codes = np.zeros(len(value.known), np.int64)
    pairs = np.stack([value.numerator, value.denominator])
    distinct, places = np.unique(pairs[:, value.known], axis=1, return_inverse=True)
    numbers = [Fraction(int(n), int(d)) for n, d in zip(*distinct, strict=True)]
    for number in numbers:
        if number not in words:
            words[number] = len(labels)
            said = Quantity(number, unit, year if isinstance(year, int) else None)
            labels.append((said.plain(), Text(said.say("zh"), said.say("en"))))
    if numbers:
        codes[value.known] = np.array([words[number] for number in numbers])[places.ravel()]
    return codes, labels


def sets_of(answer: Answer, kind: str) -> tuple[Sequence[NDArray[Any]], list[Text]]:
    """Return bit sets of a kind, and what each bit is."""
    if kind in ("not_met", "unknown"):
        sets = answer.answered.not_met if kind == "not_met" else answer.answered.unknown
        return sets, [told.info.label for told in answer.told]
    if kind == "missing":
        return answer.missing, [fact.label for fact in answer.legend.facts]
    return answer.reasons, [reason.label for reason in answer.legend.reasons]


def _bits(words: Sequence[Any]) -> list[int]:
    return [
        number * BITS + bit
        for number, word in enumerate(words)
        for bit in range(BITS)
        if int(word) >> bit & 1
    ]


def _said(codes: NDArray[Any], words: Sequence[str], rows: slice) -> Any:
    return _picked(codes[rows], words)


def _joined(sets: Sequence[NDArray[Any]], said: Sequence[str], joint: str, rows: slice) -> Any:
    """Put bit sets in words, each pattern once."""
    if not sets:
        return pa.nulls(rows.stop - rows.start, pa.string()).fill_null("")
    taken = [np.asarray(bits[rows]) for bits in sets]
    if len(taken) == 1:
        distinct, places = np.unique(taken[0], return_inverse=True)
        patterns = distinct.reshape(-1, 1)
    else:
        patterns, places = np.unique(np.stack(taken, axis=1), axis=0, return_inverse=True)
    words = [joint.join(said[bit] for bit in _bits(pattern.tolist())) for pattern in patterns]
    return _picked(places.ravel(), words)


def _picked(codes: NDArray[Any], words: Sequence[str]) -> Any:
    return pa.array(words, pa.string()).take(pa.array(codes))


def _ids(ids: Any, rows: slice) -> Any:
    size = rows.stop - rows.start
    if ids is None:
        return pa.nulls(size, pa.string()).fill_null("")
    told = ids.slice(rows.start, size).cast(pa.string()).fill_null("")
    if not pc.any(pc.match_substring_regex(told, _SUSPECT)).as_py():
        return told
    return pa.array([harmless(" ".join(text.split())) for text in told.to_pylist()], pa.string())


_SUSPECT = "^[ \n　\xa0]*[=+@\t\r＝＋－＠-]|[\r\n]"
"""Text that may have to be made harmless."""


def _printed(way: Way, distance: Any, rows: slice) -> Any:
    """Distances in the printed unit, empty where there is none."""
    known, values = distance.known[rows], distance.values[rows]
    one = Quantity(Fraction(1, way.steps), way.unit).number()
    if values.dtype != object and one.numerator == 1 and one.denominator in (1, 100):
        steps = pa.array(values, mask=~known)
        if one.denominator == 1:
            return steps.cast(pa.string()).fill_null("")
        exact = pc.multiply(steps.cast(pa.decimal128(19, 0)), pa.scalar(Decimal("0.01")))
        return exact.cast(pa.string()).fill_null("")
    told = np.full(len(known), "", object)
    distinct, places = np.unique(values[known], return_inverse=True)
    words = [Quantity(Fraction(int(v), way.steps), way.unit).plain() for v in distinct]
    if words:
        told[known] = np.array(words, object)[places.ravel()]
    return pa.array(told, pa.string())


def _rows(part: Any) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in part.columns), strict=True)
