"""Clauses that compute: formulas, derived lines, classifications; and terms that a document only names."""

from typing import Any, Generic, TypeVar

import attrs

from povertypolicy.citations import Citation
from povertypolicy.expr.nodes import (
    Answer,
    Constant,
    Number,
    Undefined,
    Vocabulary,
    When,
    Word,
    classify,
)
from povertypolicy.expr.nodes import undefined as _undefined
from povertypolicy.provenance import ClauseInfo, Force, info
from povertypolicy.quantities import Unit
from povertypolicy.texts import Words

S = TypeVar("S")
U = TypeVar("U", bound=Unit)


@attrs.frozen(eq=False, repr=False)
class Formula(Number[S, U]):
    """A number that a document defines: computed once, shown wherever it matters, never rounded."""

    info: ClauseInfo
    number: Number[S, U]


@attrs.frozen(eq=False, repr=False)
class LineFormula(Constant[U]):
    """A line that a document derives from other figures, such as 45 % of an average."""

    info: ClauseInfo
    number: Constant[U]


def formula(
    id: str,
    words: Words,
    number: Number[S, U],
    *,
    cite: Citation,
    kind: str = "formula",
    force: Force = Force.MUST,
    assumes: Words | tuple[Words, ...] = (),
    since: str | None = None,
    until: str | None = None,
    recorded: Words | None = None,
) -> Formula[S, U]:
    """Declare a formula about a subject."""
    about = info(
        id,
        words,
        cite=cite,
        shape="formula",
        kind=kind,
        force=force,
        assumes=assumes,
        since=since,
        until=until,
        recorded=recorded,
    )
    return Formula(number.unit, about, number)


def line(
    id: str,
    words: Words,
    number: Constant[U],
    *,
    cite: Citation,
    assumes: Words | tuple[Words, ...] = (),
    since: str | None = None,
    until: str | None = None,
) -> LineFormula[U]:
    """Declare a line that is derived from figures and parameters alone."""
    return LineFormula(
        number.unit,
        info(id, words, cite=cite, shape="formula", assumes=assumes, since=since, until=until),
        number,
    )


@attrs.frozen(eq=False, repr=False)
class Classification(Word[S], Generic[S]):
    """A clause that sorts subjects into words of a vocabulary."""

    info: ClauseInfo
    word: Word[S]


def classification(
    id: str,
    words: Words,
    vocabulary: Vocabulary,
    *branches: When[S, Answer],
    otherwise: Answer,
    cite: Citation,
    kind: str = "classification",
    force: Force = Force.MUST,
    assumes: Words | tuple[Words, ...] = (),
    since: str | None = None,
    until: str | None = None,
    recorded: Words | None = None,
) -> Classification[S]:
    """Declare a classification: the first case that holds names the word."""
    about = info(
        id,
        words,
        cite=cite,
        shape="classification",
        kind=kind,
        force=force,
        assumes=assumes,
        since=since,
        until=until,
        recorded=recorded,
    )
    return Classification(vocabulary, about, classify(vocabulary, *branches, otherwise=otherwise))


@attrs.frozen(eq=False, repr=False)
class UndefinedTerm(Undefined[S]):
    """A clause that only names a term; UNKNOWN until somebody defines it."""

    info: ClauseInfo


def undefined_term(
    id: str,
    words: Words,
    *,
    cite: Citation,
    kind: str = "undefined",
    since: str | None = None,
    assumes: Words | tuple[Words, ...] = (),
) -> UndefinedTerm[Any]:
    """Declare a term that the document names and does not define."""
    plain = _undefined(id, words, cite=cite)
    return UndefinedTerm(
        plain.term,
        plain.label,
        cite,
        info(id, words, cite=cite, shape="undefined", kind=kind, since=since, assumes=assumes),
    )
