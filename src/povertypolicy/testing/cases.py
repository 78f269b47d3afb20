"""Golden cases: files that say, in data, what a clause answers about whom.

::

    policy = "guangdong"
    rules_on = "2018-12-31"          # as_of = "..." where the day of the facts is another

    [[case]]
    name = "4,000 itself is not below 4,000"
    clause = "household.identification"
    subject = "Household"
    facts = { prices_of = 2014, income_per_head = 4000 }
    expect = "no"                    # yes, no, unknown, not_applicable, a word, or a number as text
    missing = []                     # the paths of the missing facts, where that is tested too

``supply``, ``index`` and ``choose`` give settings (`povertypolicy.register.settings`), for the file or for one case;
``above = [{ subject = "Village", facts = { ... } }]`` gives the subjects above. `rules_on` may list several days:
every case is run on each. Clauses that are looked up have cases of their own form (`povertypolicy.testing.lookups`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs

from povertypolicy.deciding.decision import Decision
from povertypolicy.deciding.explain import explain
from povertypolicy.deciding.policy import Policy, open_policy
from povertypolicy.errors import Fault, InvalidData, PovertyPolicyError
from povertypolicy.expr.values import shape, shown
from povertypolicy.plugins.loading import find_rules
from povertypolicy.policies import Rules
from povertypolicy.quantities import Quantity
from povertypolicy.register.kinds import kind_named
from povertypolicy.register.reporting import code_of
from povertypolicy.register.settings import PARTS, apply_settings, read_plain, unknown_keys
from povertypolicy.subjects import Subject
from povertypolicy.testing import lookups, procedures
from povertypolicy.texts import Text

_FILE_KEYS = ("policy", "rules_on", "as_of", "case", *PARTS)
_CASE_KEYS = (
    "name",
    "clause",
    "subject",
    "facts",
    "above",
    "expect",
    "missing",
    "note",
    "source",
    *lookups.KEYS,
    *procedures.BESIDE,
    *PARTS,
)
_ABOUT = ("subject", "facts")
_NEEDED = ("name", "clause", "expect")

FindRules = Callable[[str], Rules]


@attrs.frozen
class Case:
    """One golden case, with the place it comes from."""

    file: str
    number: int
    name: str
    data: Mapping[str, Any] = attrs.field(repr=False)
    head: Mapping[str, Any] = attrs.field(repr=False)


@attrs.frozen
class Result:
    """What became of a case: passed, or what is different; `error` when it could not be asked at all."""

    case: Case
    wrong: tuple[Text, ...] = ()
    decision: Decision | None = attrs.field(default=None, repr=False)
    error: PovertyPolicyError | None = None

    @property
    def passed(self) -> bool:
        """Whether the answer is the one expected."""
        return not self.wrong and self.error is None

    def text(self) -> Text:
        """Return what is wrong, for people, with the whole explanation of the answer."""
        place = (
            f"{self.case.file} [{self.case.number}] {self.case.name} ({self.case.head['rules_on']})"
        )
        if self.error is not None:
            return Text(f"{place}\n{self.error.text('zh')}", f"{place}\n{self.error.text('en')}")
        zh, en = (["；".join(t.zh for t in self.wrong)], ["; ".join(t.en for t in self.wrong)])
        if self.decision is not None:
            zh.append(explain(self.decision, "zh"))
            en.append(explain(self.decision, "en"))
        return Text("\n".join([place, *zh]), "\n".join([place, *en]))


def load(path: Path | str) -> tuple[Case, ...]:
    """Return the cases of a file.

    Raises:
        BadFile: when it cannot be read.
        InvalidData: with every fault of its form, each with the case it is in.
    """
    file = str(path)
    data = read_plain(Path(path))
    faults = [*unknown_keys(data, _FILE_KEYS, file)]
    items = data.get("case") if isinstance(data, Mapping) else None
    if not faults:
        faults += _lacking(data, ("policy", "rules_on", "case"), file, "")
    if isinstance(items, list):
        for number, item in enumerate(items, 1):
            faults += _form_faults(item, file, number)
    elif items is not None:
        faults.append(Fault("not-a-list", "case", file, parts={"shape": shape(items)}))
    if faults or not isinstance(items, list):
        raise InvalidData(faults)
    head = {key: value for key, value in data.items() if key != "case"}
    if head["rules_on"] == []:
        wanted = Text("一个或几个日期", "one day or several")
        raise InvalidData(
            [Fault("unlike-form", "rules_on", file, parts={"key": "rules_on", "wanted": wanted})]
        )
    days = head["rules_on"] if isinstance(head["rules_on"], list) else [head["rules_on"]]
    return tuple(
        Case(file, number, str(item["name"]), item, {**head, "rules_on": day})
        for number, item in enumerate(items, 1)
        for day in days
    )


def _form_faults(item: object, file: str, number: int) -> Iterator[Fault]:
    name = item.get("name", "") if isinstance(item, Mapping) else ""
    place = f'case[{number}] "{shown(str(name))}"'
    strange = list(unknown_keys(item, _CASE_KEYS, file))
    yield from (attrs.evolve(fault, path=f"{place} {fault.path}".strip()) for fault in strange)
    if isinstance(item, Mapping):
        yield from _lacking(item, _NEEDED, file, place)
        for key, wanted in lookups.form_faults(item):
            code = "beside" if wanted is None else "unlike-form"
            beside = ", ".join(lookups.KEYS)
            told = {"key": key, "wanted": wanted, "beside": beside}
            yield Fault(code, place, file, parts=told)
        if "subject" in item or "facts" in item:
            yield from _lacking(item, _ABOUT, file, place)
        for key in ("above", "missing"):
            if not isinstance(item.get(key, []), list):
                yield Fault("not-a-list", f"{place} {key}", file, parts={"shape": shape(item[key])})
        for index, other in enumerate(_list(item.get("above"))):
            inside = f"{place} above[{index}]"
            found = list(unknown_keys(other, _ABOUT, file))
            yield from (attrs.evolve(f, path=f"{inside} {f.path}".strip()) for f in found)
            yield from _lacking(other, _ABOUT, file, inside) if isinstance(other, Mapping) else ()


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _lacking(
    data: Mapping[str, Any], needed: Iterable[str], file: str, place: str
) -> Iterator[Fault]:
    for key in needed:
        if key not in data:
            yield Fault("missing-part", place, file, parts={"key": key})


def run(path: Path | str, find: FindRules | None = None) -> tuple[Result, ...]:
    """Run the cases of a file against the installed policy, or against the rules that `find` returns for its name.

    Raises:
        BadFile: when the file cannot be read.
        InvalidData: when its form is faulty.
    """
    return tuple(run_case(case, find) for case in load(path))


def run_case(case: Case, find: FindRules | None = None) -> Result:
    """Ask one case; an error of the library becomes its result."""
    try:
        if lookups.is_lookup(case.data):
            return Result(case, tuple(lookups.different(opened(case, find), case.data)))
        decision = ask(case, find)
        return Result(case, tuple(_different(case, decision)), decision)
    except PovertyPolicyError as error:
        return Result(case, error=error)


def ask(case: Case, find: FindRules | None = None) -> Decision:
    """Return the decision of a case.

    Raises:
        PovertyPolicyError: when it cannot be asked.
    """
    policy = opened(case, find)
    if "subject" not in case.data:
        return policy.clause(str(case.data["clause"])).ask()
    subject = _subject(policy, case.data, case)
    above = [_subject(policy, item, case) for item in case.data.get("above", ())]
    return policy.ask(str(case.data["clause"]), subject, *above)


def opened(case: Case, find: FindRules | None = None) -> Policy:
    """Return the policy of a case with its settings.

    Raises:
        PovertyPolicyError: when it cannot be opened so.
    """
    name = str(case.head["policy"])
    rules = find_rules(name)[0] if find is None else find(name)
    policy = open_policy(rules, case.head["rules_on"], case.head.get("as_of"))
    return apply_settings(apply_settings(policy, case.head), case.data)


def _subject(policy: Policy, item: Mapping[str, Any], case: Case) -> Subject:
    kind = kind_named(policy.rules, str(item["subject"]))
    try:
        return policy.read(kind, item["facts"])
    except InvalidData as error:
        place = f"case[{case.number}]"
        raise InvalidData(
            attrs.evolve(fault, file=case.file, path=f"{place}.facts.{fault.path}")
            for fault in error.faults
        ) from None


def _different(case: Case, decision: Decision) -> Iterator[Text]:
    wanted, got = case.data["expect"], code_of(decision)
    if not _same(wanted, decision, got):
        yield Text(f"应为 {wanted}，得到 {got}", f"expected {wanted}, got {got}")
    if "missing" in case.data:
        paths = [missing.path for missing in decision.missing]
        if sorted(case.data["missing"]) != sorted(paths):
            told = ", ".join(case.data["missing"]) or "-"
            found = ", ".join(paths) or "-"
            yield Text(f"缺少的应为 {told}，得到 {found}", f"expected missing {told}, got {found}")


def _same(wanted: object, decision: Decision, got: str) -> bool:
    if isinstance(wanted, bool):
        return got == ("yes" if wanted else "no")
    if isinstance(decision.value, Quantity):
        try:
            return decision.value.number() == Fraction(str(wanted))
        except (ValueError, ZeroDivisionError):
            return False
    return str(wanted) == got
