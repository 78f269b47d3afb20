"""``[[procedure]]`` of a TOML file: its actors, its steps and its leads, all faults told.

::

    [[procedure]]
    id = "..."
    actors.township = ["乡镇", "township"]
    steps.review.label = ["乡镇审核公示", "review and publicity by the township"]
    steps.review.actor = "township"              # left out where the document does not say who
    steps.review.kinds = ["review", "publicity"]
    steps.review.records.report = ["审核报告", "report of the review"]
    steps.review.days = 7                        # only where the document prints it, with
    steps.review.cite = ["公示7天"]              # the words that stand at the place of the entry
    leads.step = "comparison"                    # what a comparison brings up ...
    leads.back_to = "assembly"                   # ... goes back to this step
    leads.place = "三.11"
    leads.words.house = ["购房", "house bought"]
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from povertypolicy.citations import Citation, Document
from povertypolicy.clauses.entries import Entry
from povertypolicy.clauses.procedures import DONE, KINDS, PUBLICITY, Leads, Step
from povertypolicy.errors import BadCitation, hint
from povertypolicy.expr.nodes import Term, Vocabulary
from povertypolicy.texts import Text

KEYS = frozenset({"actors", "steps", "leads"})
_STEP = ("label", "actor", "kinds", "records", "days", "cite")
_LEADS = ("step", "back_to", "words", "place", "cite")
_ACTORS = Text("由谁做", "who takes the steps")
_LED = Text("线索", "lead")

Parts = tuple[tuple[Step, ...], Vocabulary, Leads | None]


def procedure_parts(entry: Entry, document: Document) -> Parts:
    """Return the steps, actors and leads of an entry.

    Raises:
        WrongEntryError: with every fault noted.
    """
    actors, named = entry.each(partial(_actors, entry), partial(_named, entry))
    steps = tuple(
        entry.each(*(partial(_step, entry, document, actors, id_, said) for id_, said in named))
    )
    _refuse_unlike_records(entry, steps)
    leads = _leads(entry, document, steps) if "leads" in entry.data else None
    return steps, actors, leads


def _actors(entry: Entry) -> Vocabulary:
    told = entry.pairs(entry.data["actors"], "actors") if "actors" in entry.data else ()
    return Vocabulary(_ACTORS, tuple(Term(id_, label) for id_, label in told))


def _named(entry: Entry) -> Iterable[tuple[str, Any]]:
    steps = entry.data.get("steps")
    if not isinstance(steps, dict) or not steps:
        raise entry.unlike("steps", "步骤 = { label, ... } 的表", "a table of steps { label, ... }")
    if DONE in steps:
        zh, en = f"“{DONE}”以外的名称", f'another name than "{DONE}"'
        raise entry.unlike(f"steps.{DONE}", zh, en)
    return steps.items()


def _step(entry: Entry, document: Document, actors: Vocabulary, id_: str, said: Any) -> Step:
    path = f"steps.{id_}"
    _table(entry, said, path, _STEP)
    label, actor, kinds, records, days = entry.each(
        lambda: entry.pair(said.get("label"), f"{path}.label"),
        partial(_actor, entry, actors, said, path),
        partial(_kinds, entry, said, path),
        partial(_records, entry, said, path),
        partial(_days, entry, said, path),
    )
    cite = _cite(entry, document, said, path) if "cite" in said else None
    return Step(id_, label, actor, kinds, records, days, cite)


def _table(entry: Entry, said: Any, path: str, known: tuple[str, ...]) -> None:
    """Refuse what is no table, and keys that mean nothing in it."""
    if not isinstance(said, dict):
        raise entry.unlike(path, "{ " + ", ".join(known) + " }", "{ " + ", ".join(known) + " }")
    strange = [key for key in said if key not in known]
    for key in strange:
        told = {"known": ", ".join(known), **hint(key, known)}
        entry.wrong(f"{path}.{key}", "unknown-key", **told)
    if strange:
        entry.stop()


def _actor(entry: Entry, actors: Vocabulary, said: Mapping[str, Any], path: str) -> Term | None:
    if "actor" not in said:
        return None
    if said["actor"] not in actors.ids():
        known = ", ".join(actors.ids())
        raise entry.unlike(f"{path}.actor", f"actors 之一（{known}）", f"one of actors ({known})")
    return actors.term(said["actor"])


def _kinds(entry: Entry, said: Mapping[str, Any], path: str) -> tuple[str, ...]:
    kinds, known = said.get("kinds", []), KINDS.ids()
    if not isinstance(kinds, list) or any(k not in known for k in kinds) or _twice(kinds):
        zh, en = (
            f"种类的列表（{'、'.join(known)}），不重复",
            f"a list of kinds ({', '.join(known)}), none twice",
        )
        raise entry.unlike(f"{path}.kinds", zh, en)
    return tuple(kinds)


def _twice(words: list[str]) -> bool:
    return len(set(words)) < len(words)


def _records(entry: Entry, said: Mapping[str, Any], path: str) -> tuple[Term, ...]:
    if "records" not in said:
        return ()
    told = entry.pairs(said["records"], f"{path}.records")
    return tuple(Term(id_, label) for id_, label in told)


def _days(entry: Entry, said: Mapping[str, Any], path: str) -> int | None:
    days = said.get("days")
    if days is None:
        return None
    if type(days) is not int or days < 1 or PUBLICITY not in _list(said.get("kinds")):
        zh, en = "公示的天数，正整数", "the days of a publicity, a whole number of 1 or more"
        raise entry.unlike(f"{path}.days", zh, en)
    if not any(str(days) in str(fragment) for fragment in _list(said.get("cite"))):
        zh, en = (
            f"含有“{days}”的片段：每个数都有出处",
            f'fragments with "{days}": no number without a citation',
        )
        raise entry.unlike(f"{path}.cite", zh, en)
    return days


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _cite(
    entry: Entry, document: Document, said: Mapping[str, Any], path: str, place: Any = None
) -> Citation:
    cite = said.get("cite", [])
    wrong = not isinstance(cite, list) or not all(isinstance(part, str) for part in cite)
    try:
        return document.at(place or entry.string("place"), *(("",) if wrong else cite))
    except BadCitation:
        zh, en = "不超过16个字的片段", "fragments of 16 characters at most"
        raise entry.unlike(f"{path}.cite", zh, en) from None


def _refuse_unlike_records(entry: Entry, steps: tuple[Step, ...]) -> None:
    """Refuse one name for two papers."""
    known: dict[str, Text] = {}
    for step in steps:
        for record in step.records:
            if known.setdefault(record.id, record.label) != record.label:
                zh, en = "同一名称用同样的文字", "the same words for one name"
                raise entry.unlike(f"steps.{step.id}.records", zh, en)


def _leads(entry: Entry, document: Document, steps: tuple[Step, ...]) -> Leads:
    said = entry.data["leads"]
    _table(entry, said, "leads", _LEADS)
    ids = [step.id for step in steps]
    for key in ("step", "back_to"):
        if said.get(key) not in ids:
            known = ", ".join(ids)
            raise entry.unlike(
                f"leads.{key}", f"步骤之一（{known}）", f"one of the steps ({known})"
            )
    words = entry.pairs(said.get("words"), "leads.words")
    place = said.get("place")
    if place is not None and (not isinstance(place, str) or not place.strip()):
        raise entry.unlike("leads.place", "文字", "text")
    terms = tuple(Term(id_, label) for id_, label in words)
    cite = _cite(entry, document, said, "leads", place)
    return Leads(said["step"], said["back_to"], Vocabulary(_LED, terms), cite)
