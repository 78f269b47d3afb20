"""Worked cases of somebody else's list of clauses, asked of a policy through a reviewed map.

The list says, clause by clause, which inputs it has and what is expected of them; its words are its own. The map says
how those inputs are facts of the policy; it renames and reshapes, and changes no figure:

====================  =============================================================================================
``ask``               the clause of ours that answers, where it is not the one with the id of the list
``subject``           what it is asked about; ``above``: the subjects above it, nearest first
``facts``             ``"$input"`` is the value given, an input that is not given leaves the fact missing;
                      ``"$input.part"`` is a part of it, also of a day
``done``              the items of a checklist that are done; all others are not, but for those named in ``facts``;
                      answers complete and missing
``lookup``            the words, years and amounts with which a list, table, split or schedule is looked up
``parts``             the list's names of the parts of an answer, where they differ from ours: theirs = ours;
                      beside ``facts``: the answer is complete and missing under those names
``term``              whether the policy names this term, and whether it has a definition; ``defined_by``: from whom
``fraction``          true where the list writes a share as a part of one, not in percent
``equals``            the answer is whether our figure is this one
``together``          several clauses asked at once: theirs = the id of ours; with ``naming`` the answer is the names
                      of those that answer so
``failing``           the members who alone do not do; answers complete and missing
``each``              asks once for each item of a list given; the answers are a list too;
                      with ``sorted`` the answer is the list given in the order of ours, as given among equals
``rules_on, as_of``   the days; ``supply``, ``index``, ``choose_readings``: settings
``unused``            inputs that decide nothing, with the reason
``answers``           our outcome, word or "invalid" in the list's words, where they differ; also in the parts of a row
``invalid``           what "invalid" is with us: ``refused`` (facts or setting) or ``zero`` (division by zero)
``unlike``            examples that we do not reproduce: ``given`` and ``because``
====================  =============================================================================================

Templates may reshape what they put in (`povertypolicy.testing.templates`).
"""

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from povertypolicy.clauses import DocumentCheck
from povertypolicy.deciding.decision import Decision
from povertypolicy.deciding.policy import Policy
from povertypolicy.errors import BadSetting, InvalidData
from povertypolicy.outcomes import Outcome
from povertypolicy.parameters import price_index
from povertypolicy.plugins.opening import policy as open_installed
from povertypolicy.policies import Rules, undefined_terms
from povertypolicy.quantities import Fen, Quantity, Share, exact, percent, yuan_per_head
from povertypolicy.register.kinds import kind_named
from povertypolicy.subjects import Household
from povertypolicy.testing.templates import fill, inputs

Entry: TypeAlias = Mapping[str, Any]
"""What the map says of one clause."""

OUTCOMES = {
    Outcome.YES: True,
    Outcome.NO: False,
    Outcome.UNKNOWN: "undetermined",
    Outcome.NOT_APPLICABLE: "not_applicable",
}
SOURCE = "the example"


@attrs.frozen
class Listed:
    """Clauses of somebody else's list, by id; empty when the list is not here."""

    clauses: Mapping[str, Entry]

    @classmethod
    def read(cls, path: Path, *jurisdictions: str) -> "Listed":
        """Return the clauses of some jurisdictions from a TOML file, which may be absent."""
        found = read_toml(path)["clause"] if path.is_file() else []
        return cls({c["id"]: c for c in found if c["jurisdiction"] in jurisdictions})

    def examples(self, ids: Iterable[str]) -> list[tuple[str, int, Entry]]:
        """Return the worked cases of some clauses: id, number from 1, and the case."""
        several = {
            id_: [
                *self.clauses[id_].get("examples", []),
                *self.clauses[id_].get("held_out_examples", []),
            ]
            for id_ in ids
        }
        return [(id_, n, case) for id_, cases in several.items() for n, case in enumerate(cases, 1)]


def proven(rules: Rules) -> set[str]:
    """Return the ids of the checks of the document, which tests of their own prove."""
    return {id_ for id_, clause in rules.by_id.items() if isinstance(clause, DocumentCheck)}


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file with its decimal numbers exact."""
    with path.open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


@attrs.frozen
class Mapped:
    """A reviewed map over the clauses of one policy; `rules_on` is the day where an entry names none."""

    policy: str
    rules_on: str
    entries: Mapping[str, Entry]

    @classmethod
    def read(cls, policy: str, rules_on: str, paths: Iterable[Path]) -> "Mapped":
        """Return the map that stands in TOML files.

        Raises:
            ValueError: when a clause is mapped twice.
        """
        entries = [entry for path in paths for entry in read_toml(path)["clause"]]
        ids = [entry["id"] for entry in entries]
        twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
        if twice:
            raise ValueError(twice)
        return cls(policy, rules_on, {entry["id"]: entry for entry in entries})

    def opened(self, entry: Entry, given: Mapping[str, Any]) -> Policy:
        """Return the policy with what a case supplies."""
        day = entry.get("rules_on", self.rules_on)
        policy = open_installed(entry.get("policy", self.policy), rules_on=fill(day, given))
        if "as_of" in entry:
            policy = policy.on(fill(day, given), fill(entry["as_of"], given))
        for id_, value in fill(entry.get("supply", {}), given).items():
            if value is not None and None not in value.values():
                policy = policy.supply(id_, _amount(value), source=SOURCE)
        if "index" in entry:
            values = {int(year): value for year, value in fill(entry["index"], given).items()}
            policy = policy.with_index(price_index(values, source=SOURCE, assumed=True))
        for name, option in entry.get("choose_readings", {}).items():
            policy = policy.choose(name, option)
        return policy

    def answer(self, id_: str, given: Mapping[str, Any]) -> Any:
        """Return our answer in the list's words, or a list of answers where the case is asked item by item."""
        entry = self.entries[id_]
        if "each" not in entry:
            return self._answered(entry, given)
        items = fill(entry["each"], given)
        answers = [self._answered(entry, {**given, "item": item}) for item in items]
        if entry.get("sorted"):
            return [items[place] for place in sorted(range(len(items)), key=answers.__getitem__)]
        return "invalid" if "invalid" in answers else answers

    def same(self, id_: str, example: Mapping[str, Any]) -> bool:
        """Whether an example comes out as the list says."""
        return bool(self.answer(id_, example["given"]) == expected(example["expect"]))

    def unlike(self, id_: str, example: Mapping[str, Any]) -> str | None:
        """Return why an example is not reproduced, or None."""
        listed = self.entries[id_].get("unlike", [])
        return next((i["because"] for i in listed if i["given"] == example["given"]), None)

    def inputs_of(self, id_: str) -> set[str]:
        """Return the names of the inputs that an entry uses or says to be unused."""
        entry = self.entries[id_]
        used = inputs({key: value for key, value in entry.items() if key != "unlike"})
        own = {"item"} if "each" in entry else set()
        return set(used) - own | set(entry.get("unused", {}))

    def _answered(self, entry: Entry, given: Mapping[str, Any]) -> Any:
        """Return our answer: "invalid" where the map counts it as such."""
        allowed = entry.get("invalid", [])
        try:
            if "lookup" in entry:
                return self._looked_up(entry, given)
            if "term" in entry:
                return self._named(entry, given)
            return self._decided(entry, given, allowed)
        except (InvalidData, BadSetting):
            if "refused" not in allowed:
                raise
            return _worded(entry, "invalid")

    def _looked_up(self, entry: Entry, given: Mapping[str, Any]) -> Any:
        ask = fill(entry.get("ask", entry["id"]), given)
        arguments = {k: v for k, v in fill(entry["lookup"], given).items() if v is not None}
        reply = self.opened(entry, given).look_up(ask, **arguments)
        if reply.outcome is not None:
            return _worded(entry, reply.outcome)
        value = reply.value
        if isinstance(value, dict):
            names = entry.get("parts", {name: name for name in value})
            return {n: _worded(entry, _plain(value[ours])) for n, ours in names.items()}
        return _worded(entry, _plain(value))

    def _named(self, entry: Entry, given: Mapping[str, Any]) -> dict[str, bool]:
        """Return whether the policy names a term, and whether it is defined once somebody has defined it."""
        policy = self.opened(entry, given)
        term = f"{entry['id']}.{fill(entry['term'], given)}"
        known = term in undefined_terms(policy.rules)
        source = fill(entry.get("defined_by"), given)
        if known and source is not None:
            policy = policy.define(term, Household.registered, source=source)
        return {"known_term": known, "defined": term in policy.settings.definitions}

    def _decided(self, entry: Entry, given: Mapping[str, Any], allowed: Iterable[str]) -> Any:
        if "together" in entry:
            rest = {key: value for key, value in entry.items() if key != "together"}
            several = entry["together"].items()
            told = {n: self._decided({**rest, "ask": ask}, given, allowed) for n, ask in several}
            return [n for n in told if told[n] == entry["naming"]] if "naming" in entry else told
        decision = self._asked(entry, given)
        if "failing" in entry:
            missing = self._failing(entry, given)
            return _ticked_parts(entry, decision, missing)
        if "done" in entry or "parts" in entry:
            return _ticked_parts(entry, decision, _undone(decision))
        value = decision.value
        if isinstance(value, Quantity):
            percents = value.unit is Share and "fraction" not in entry
            number = value.number() * (100 if percents else 1)
            return number == fill(entry["equals"], given) if "equals" in entry else number
        unknown = decision.outcome is Outcome.UNKNOWN
        if "zero" in allowed and unknown and {r.kind for r in decision.reasons} == {"zero"}:
            return "invalid"
        return _worded(entry, value if decision.outcome is None else decision.outcome)

    def _asked(self, entry: Entry, given: Mapping[str, Any]) -> Decision:
        policy = self.opened(entry, given)
        ask = fill(entry.get("ask", entry["id"]), given)
        if "done" in entry:
            told = fill(entry.get("facts", {}), given)
            return _ticked(policy.clause(ask), fill(entry["done"], given), told)
        parts = [entry, *entry.get("above", [])] if "subject" in entry else []
        subjects = [
            policy.read(
                kind_named(policy.rules, part["subject"]), fill(part.get("facts", {}), given)
            )
            for part in parts
        ]
        return policy.clause(ask).ask(*subjects)

    def _failing(self, entry: Entry, given: Mapping[str, Any]) -> list[str]:
        """Return the members who alone do not do."""
        relation = entry["failing"]
        members = fill(entry["facts"], given)[relation]
        alone = ({**entry, "facts": {**entry["facts"], relation: [member]}} for member in members)
        told = [self._asked(one, given).outcome for one in alone]
        return [m["id"] for m, out in zip(members, told, strict=True) if out is not Outcome.YES]


# --- answers -------------------------------------------------------------------------------------


def expected(value: Any) -> Any:
    """Return an expectation with its numbers exact, as printed in yuan or percent."""
    if isinstance(value, list):
        return [expected(item) for item in value]
    if isinstance(value, dict):
        return {key: expected(item) for key, item in value.items()}
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return value
    if isinstance(value, int | Decimal):
        return exact(value)
    return exact(value) if value.replace(".", "").isdigit() else value


def _amount(value: Entry) -> Quantity[Any]:
    if "share" in value:
        return percent(value["share"] * 100)
    return yuan_per_head(value["yuan_per_head"], prices_of=value.get("prices_of"))


def _ticked(clause: Any, done: Iterable[str], beside: Mapping[str, Any]) -> Decision:
    """Ask a checklist about what was done, what is told beside it, and nothing else."""
    before = f"{clause.info.id.rpartition('.')[2]}_"
    facts = [f.info.name for f in clause.asks()[clause.subject] if f.info.name not in beside]
    names = {name.removeprefix(before): name for name in facts}
    strange = set(done) - set(names)
    if strange:
        raise ValueError(sorted(strange))
    ticks = {name: item in done for item, name in names.items()}
    told: Decision = clause.ask({**ticks, **beside})
    return told


def _undone(decision: Decision) -> list[str]:
    below = {f.info.id: f.outcome for f in decision.findings if f.info.id != decision.info.id}
    return [id_.rpartition(".")[2] for id_, told in below.items() if told is Outcome.NO]


def _ticked_parts(entry: Entry, decision: Decision, missing: list[str]) -> dict[str, Any]:
    """Return whether all is complete and what is missing, under the list's names for the two."""
    ours = {"complete": decision.outcome is Outcome.YES, "missing": missing}
    return {n: ours[name] for n, name in entry.get("parts", {n: n for n in ours}).items()}


def _plain(value: Any) -> Any:
    """Return a value of ours as the list writes it."""
    if isinstance(value, Fen):
        return Fraction(value, 100)
    if isinstance(value, Quantity):
        return value.number()
    return list(value) if isinstance(value, tuple) else value


def _worded(entry: Entry, said: Any) -> Any:
    """Return an answer in the list's words."""
    own = said.value if isinstance(said, Outcome) else said
    words = entry.get("answers", {})
    if isinstance(own, str) and own in words:
        return words[own]
    return OUTCOMES[said] if isinstance(said, Outcome) else said
