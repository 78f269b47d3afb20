"""Levels in one call: what households are feeds the facts of villages, and villages feed counties.

Tables are read once; of the same tables a register is made about each kind of subject that has standards. Derived
facts keep their two ends where the records leave them open, so an answer of a village or a county holds
however the unknown turns out.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from povertypolicy.columns.deciding import Progress
from povertypolicy.deciding.policy import Policy
from povertypolicy.errors import BadSetting, Fault
from povertypolicy.expr.facts import FACTS, Fact
from povertypolicy.expr.nodes import Condition, Number, walk
from povertypolicy.register.assessing import asked_about, standards_about
from povertypolicy.register.columnar import Kind
from povertypolicy.register.reading import Source
from povertypolicy.register.registers import Register, read_tables
from povertypolicy.register.results import Result

Derived = Mapping[Any, Number[Any, Any] | Condition[Any]]
"""Facts, each with the expression that works it out from the records below, as for `Policy.derive`."""


class Levels(Mapping[Kind, Result]):
    """The results by kind of subject, in the order of the tables, with the registers and the policy they are from."""

    def __init__(
        self, policy: Policy, registers: Mapping[Kind, Register], results: Mapping[Kind, Result]
    ) -> None:
        self.policy = policy
        self.registers = registers
        self.results = results

    def __getitem__(self, kind: Kind) -> Result:
        return self.results[kind]

    def __iter__(self) -> Iterator[Kind]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault of every table, once; a household that names no village is one only where villages are asked."""
        every = (fault for register in self.registers.values() for fault in register.faults)
        return tuple({(f.file, f.row, f.column, f.code, f.text("en")): f for f in every}.values())


def levels(
    tables: Mapping[Kind, Any],
    policy: Policy,
    names: Iterable[str] = (),
    *,
    derive: Derived | None = None,
    extensions: Iterable[Fact] = (),
    prices_of: int | None = None,
    ignore: Iterable[str] = (),
    encoding: str | None = None,
    worksheets: Mapping[Kind, str] | None = None,
    progress: Progress | None = None,
) -> Levels:
    """Ask every kind of subject that has a table and standards, or clauses among `names`; return the results by kind.

    Tables and the ways to read them are those of `register`; results come in the order of the tables. A village
    of which a household has faults is not decided, since what it derives would not be known. A fact of a village
    that is derived is unknown to clauses about its households, which do not see each other.

    Raises:
        BadFile: when a file cannot be read at all.
        BadSetting: when a table is none or stands alone, an expression does not fit its fact, or a name no table.
        UnknownClause: when the policy has no such clause, or no standard about any of the tables.
        Cycle: when a derived fact needs itself.
    """
    derived = derive or {}
    for fact, expression in derived.items():
        policy = policy.derive(fact, expression)
    asked = _asked(policy, tuple(tables), tuple(names))
    facts = (*extensions, *_added(derived.values()))
    how = Source(encoding, prices_of, ignore, worksheets or {})
    read = read_tables(tables, policy, facts, how)
    registers = {kind: read.about(kind) for kind in asked}
    results = {
        kind: registers[kind].assess(policy, own, progress=progress) for kind, own in asked.items()
    }
    return Levels(policy, registers, results)


def _asked(
    policy: Policy, kinds: tuple[Kind, ...], names: tuple[str, ...]
) -> dict[Kind, tuple[str, ...]]:
    """Return what is asked of each kind of subject that is asked at all."""
    if not kinds:
        raise BadSetting(
            setting="tables",
            zh="没有表；请至少给出一张。",
            en="there is no table; give at least one.",
        )
    about = {name: policy.clause(name).subject for name in names}
    for name, kind in about.items():
        if kind not in kinds:
            raise BadSetting(
                setting=name,
                zh=f"它关于{kind.label.zh}，而没有这种对象的表。",
                en=f"it is about {kind.label.en}, and there is no table of these.",
            )
    told = {
        kind: tuple(name for name, subject in about.items() if subject is kind)
        if names
        else standards_about(policy, kind)
        for kind in kinds
    }
    asked = {kind: own for kind, own in told.items() if own}
    if not asked:
        asked_about(policy, kinds[0])  # raises: the policy has no standard about them
    return asked


def _added(expressions: Iterable[Any]) -> Iterator[Fact]:
    """Yield the facts that expressions read and that are on subjects of other packages."""
    for expression in expressions:
        for node in walk(expression):
            if isinstance(node, FACTS) and not node.info.attribute:
                yield node
