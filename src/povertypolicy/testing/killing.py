"""Whether the golden cases of a policy notice a mutant, and what it means when they do not."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

from povertypolicy.errors import RuleError
from povertypolicy.policies import Rules
from povertypolicy.testing.cases import Case, load, run_case
from povertypolicy.testing.mutation import Mutant, own
from povertypolicy.testing.probing import Difference, Prober

FORCES = "force.toml"
EQUIVALENTS = "equivalents.toml"


@attrs.frozen(eq=False)
class Verdict:
    """What became of a mutant: killed by a proof, accepted as equivalent, or a survivor.

    Of a survivor, `difference` is an input on which it differs; None where none was found.
    """

    mutant: Mutant
    killed_by: str = ""
    reason: str = ""
    difference: Difference | None = None

    @property
    def survives(self) -> bool:
        """Whether nothing accounts for it."""
        return not self.killed_by and not self.reason


@attrs.frozen(eq=False)
class Proofs:
    """What a province's folder holds against mutants of its rules.

    `cases` are the golden cases, `forces` says which clauses bind less than "must",
    `equivalents` are the mutants that a person accepted as no change, with the reason.
    """

    rules: Rules
    cases: tuple[Case, ...] = ()
    forces: Mapping[str, str] = attrs.field(factory=dict)
    equivalents: Mapping[str, str] = attrs.field(factory=dict)
    prober: Prober = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "prober", Prober(self.rules))

    @cached_property
    def cases_of(self) -> dict[str, list[Case]]:
        """The golden cases of each clause."""
        found: dict[str, list[Case]] = {id_: [] for id_ in self.rules.by_id}
        for case in self.cases:
            found[self.rules.find(str(case.data["clause"])).info.id].append(case)
        return found

    def failing(self, rules: Rules, clauses: Iterable[str]) -> Case | None:
        """Return the first golden case of `clauses` that fails under `rules`."""
        cases = (case for id_ in clauses for case in self.cases_of[id_])
        return next((case for case in cases if not _passes(case, rules)), None)

    def verdict(self, mutant: Mutant) -> Verdict:
        """Judge one mutant; a difference is looked for where nothing kills it, also when it is accepted."""
        if mutant.change.kind == "force":
            return self._verdict_on_force(mutant)
        try:
            mutant.rules  # noqa: B018 - made when first looked at
        except RuleError as error:
            return Verdict(mutant, killed_by=f"refused: {error.text('en')}")
        case = self.failing(mutant.rules, mutant.affected)
        if case is not None:
            return Verdict(mutant, killed_by=f"{Path(case.file).name} [{case.number}] {case.name}")
        difference = self.prober.difference(mutant.rules, mutant.affected)
        reason = "" if difference else self.equivalents.get(str(mutant), "")
        return Verdict(mutant, reason=reason, difference=difference)

    def _verdict_on_force(self, mutant: Mutant) -> Verdict:
        """A force changes what a NO is called, and no outcome: the list of forces has to tell."""
        told = self.forces.get(mutant.clause, "must")
        force = mutant.change.node.info.force  # type: ignore[attr-defined] # only clauses have a force
        return Verdict(mutant, killed_by="" if force.value == told else FORCES)

    def stale(self, verdicts: Iterable[Verdict]) -> list[str]:
        """Return the accepted equivalents of the policy's own clauses that no mutant needed."""
        needed = {str(verdict.mutant) for verdict in verdicts if verdict.reason}
        return [name for name in self.equivalents if name not in needed and self._is_mine(name)]

    def _is_mine(self, mutant: str) -> bool:
        """Whether an accepted mutant is one of this policy, and not of another one of the same folder."""
        clause = mutant.partition(" ")[0]
        if clause in self.rules.by_id:
            return own(self.rules, clause)
        below = clause.startswith(f"{self.rules.name}/")
        return not below and (not self.rules.extends or clause.startswith(f"{self.rules.name}."))


def _passes(case: Case, rules: Rules) -> bool:
    try:
        return run_case(case, lambda _: rules).passed
    except Exception:  # noqa: BLE001 - whatever breaks under a mutant, pytest would show it
        return False


def proofs_in(folder: Path, rules: Rules) -> Proofs:
    """Return the proofs of a province's folder: ``cases/*.toml``, ``tests/force.toml``, ``tests/equivalents.toml``."""
    cases = [case for path in sorted(folder.glob("cases/*.toml")) for case in load(path)]
    forces = _listed(folder / "tests" / FORCES).items()
    equivalents = _listed(folder / "tests" / EQUIVALENTS).get("equivalent", ())
    return Proofs(
        rules,
        tuple(case for case in cases if case.head["policy"] == rules.name),
        {clause: force for force, clauses in forces for clause in clauses},
        {mutant: item["reason"] for item in equivalents for mutant in item["mutants"]},
    )


def _listed(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
