"""Hypothesis strategies: what `oracle` draws, drawn so that a failure is shrunk."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from hypothesis import strategies as st
from oracle import asking, records

from povertypolicy.subjects import Household, Subject, Village

T = TypeVar("T")


class Drawn:
    """Chance from Hypothesis; the first of the options is the simplest."""

    def __init__(self, draw: Callable[[st.SearchStrategy[int]], int]) -> None:
        self._draw = draw

    def pick(self, options: Sequence[T]) -> T:
        return options[self._draw(st.integers(0, len(options) - 1))]


@st.composite
def questions(draw: st.DrawFn, depth: int = 4) -> asking.Question:
    """A random clause with settings, a subject and the subjects above it."""
    return asking.question(Drawn(draw), depth)


@st.composite
def bounded_questions(draw: st.DrawFn) -> asking.Question:
    """A random number or comparison about a household of which not every yes and no is known."""
    return asking.bounded_question(Drawn(draw))


@st.composite
def folding_questions(draw: st.DrawFn) -> asking.Question:
    """Several groups over the rows of a household."""
    return asking.folding_question(Drawn(draw))


@st.composite
def subjects(draw: st.DrawFn, cls: type[Subject], gaps: int = 4) -> Subject:
    """A random subject; one fact in `gaps` is missing, none where `gaps` is 0."""
    subject: Subject = records.record(Drawn(draw), cls, gaps=gaps)
    return subject


def households(gaps: int = 4) -> st.SearchStrategy[Subject]:
    """Random households with their persons and entries."""
    return subjects(Household, gaps)


def villages(gaps: int = 4) -> st.SearchStrategy[Subject]:
    """Random villages with their households."""
    return subjects(Village, gaps)
