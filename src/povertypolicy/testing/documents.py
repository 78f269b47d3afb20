"""Rules held against a copy of their document: what they cite stands there, and no sentence is copied."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from povertypolicy.checks import citations
from povertypolicy.citations import Citation
from povertypolicy.expr.nodes import walk
from povertypolicy.policies import Rules

LONGEST_COPY = 22
"""So many Chinese characters in a row are taken for a sentence of the document."""

_BLOCK = re.compile(r"^\s*(\d{1,2})、(?=.)", re.MULTILINE)
_WRITTEN = (".py", ".toml", ".md")


def squeezed(text: str) -> str:
    """Return text without white space, in which a published copy is broken at will."""
    return re.sub(r"\s", "", text)


def cited(*policies: Rules) -> list[tuple[str, Citation]]:
    """Return every citation of policies once, with the id of the clause in which it was first met."""
    found: dict[Citation, str] = {}
    for rules in policies:
        for clause in rules.clauses:
            for cite in (cite for node in walk(clause) for cite in citations(node)):
                found.setdefault(cite, clause.info.id)
    return [(id_, cite) for cite, id_ in found.items()]


def out_of_place(cite: Citation, text: str) -> list[str]:
    """Return the fragments of a citation that do not stand in a text in their order."""
    text, position, lost = squeezed(text), 0, []
    for fragment in map(squeezed, cite.fragments):
        found = text.find(fragment, position)
        if found < 0:
            lost.append(fragment)
        else:
            position = found + len(fragment)
    return lost


def blocks(text: str) -> dict[int, str]:
    """Return the blocks of a published text that numbers them from 1; a number out of turn is part of its block."""
    turns: list[tuple[int, int]] = []
    for match in _BLOCK.finditer(text):
        if int(match[1]) == len(turns) + 1:
            turns.append(match.span())
    ends = [*(start for start, _ in turns[1:]), len(text)]
    spans = zip(turns, ends, strict=True)
    return {n: squeezed(text[begin:end]) for n, ((_, begin), end) in enumerate(spans, 1)}


def in_blocks(text: str, place: str) -> str:
    """Return the text of a place in numbered blocks: one or several, such as ``三.12/三.13``; or ``whole``."""
    numbered = blocks(text)
    if place == "whole":
        return "".join(numbered.values())
    return "".join(numbered[int(part.partition(".")[2])] for part in place.split("/"))


def copied(folder: Path, text: str) -> Iterator[tuple[Path, str]]:
    """Yield what a folder says in one text that stands in the document like that, with its file.

    The terms of a list stand in the order of the document, each a text of its own.
    """
    runs = set(_runs(_chinese(text)))
    for path in sorted(p for p in folder.rglob("*") if p.suffix in _WRITTEN):
        joined = re.sub(r'"\s*"', "", path.read_text(encoding="utf-8"))  # as Python joins texts
        for said in re.split(r'["\n]', joined):
            yield from ((path, run) for run in _runs(_chinese(said)) if run in runs)


def _chinese(text: str) -> str:
    return re.sub(r"[^一-鿿]", "", text)


def _runs(text: str) -> Iterable[str]:
    return (text[i : i + LONGEST_COPY] for i in range(len(text) - LONGEST_COPY + 1))
