"""Golden cases of lists, tables, splits and schedules, which are looked up, and of checklists, item by item.

::

    [[case]]
    name = "who helps Meizhou"
    clause = "guangdong.city.pairing.map"
    lookup = { city = "meizhou" }             # amounts in yuan
    expect = "guangzhou"                      # an outcome, a word, words, a number as text, or parts by name

    [[case]]
    name = "three levers, and others may be"
    clause = "guangdong.loan.finance.policy_levers"
    listed = ["relending", "rediscount", "differentiated_supervision"]   # these words and no others
    expect = "unknown"                        # what a word off the list gets

    [[case]]
    name = "all four, each needed"
    clause = "guangdong.county.medical.three_level_network"
    items = ["county", "town", "village", "telemedicine"]                # these items and no others
    expect = "no"                             # what the checklist answers with any one of them undone

Those of procedures, ``steps`` and ``log``, are in `povertypolicy.testing.procedures`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from povertypolicy.clauses.lists import Listing
from povertypolicy.deciding.asking import BoundClause
from povertypolicy.deciding.policy import Policy
from povertypolicy.deciding.replies import answer_of
from povertypolicy.testing import procedures
from povertypolicy.texts import Text

KEYS = ("lookup", "listed", "items", *procedures.KEYS)
_OFF_EVERY_LIST = "povertypolicy: no word of any list"


def is_lookup(data: Mapping[str, Any]) -> bool:
    """Whether a golden case is one of these."""
    return any(key in data for key in KEYS)


def form_faults(data: Mapping[str, Any]) -> Iterator[tuple[str, Text | None]]:
    """Yield the keys that are not of the form they should have, and what is wanted; None for nothing at all."""
    used = [key for key in KEYS if key in data]
    if len(used) > 1:
        one = Text(f"{'、'.join(KEYS)} 之一", f"one of {', '.join(KEYS)}")
        yield used[1], one
    wanted = Text("词的列表，至少一个", "a list of words, one at least")
    for key in ("listed", "items"):
        words = data.get(key, ["-"])
        if not isinstance(words, list) or not words or not all(isinstance(w, str) for w in words):
            yield key, wanted
    if not isinstance(data.get("lookup", {}), Mapping):
        yield "lookup", Text("名称 = 值 的表", "a table of names and values")
    yield from procedures.form_faults(data)
    for key in procedures.BESIDE:
        if key in data and not set(used) & set(procedures.KEYS):
            yield key, Text("steps 或 log 的一部分", "a part of steps or log")
    for key in ("subject", "facts", "above", "missing"):
        if used and key in data:
            yield key, None


def different(policy: Policy, data: Mapping[str, Any]) -> Iterator[Text]:
    """Yield what is other than expected.

    Raises:
        PovertyPolicyError: when the clause cannot be asked so.
    """
    if "listed" in data:
        yield from _listed(policy, data)
    elif "items" in data:
        yield from _items(policy, data)
    elif any(key in data for key in procedures.KEYS):
        yield from (_unlike(*pair) for pair in procedures.different(policy, data))
    else:
        reply = policy.lookup(str(data["clause"])).ask_plain(data["lookup"])
        yield from _compared(data["expect"], answer_of(reply))


def _compared(wanted: Any, got: Any) -> Iterator[Text]:
    if _like(wanted) != _like(got):
        yield _unlike(wanted, got)


def _unlike(wanted: Any, got: Any) -> Text:
    return Text(f"应为 {wanted}，得到 {got}", f"expected {wanted}, got {got}")


def _like(value: Any) -> Any:
    """Return plain data as they are compared: yes and no as words, numbers by their value."""
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    if isinstance(value, Mapping):
        return {name: _like(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_like(part) for part in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return str(value)


def _listed(policy: Policy, data: Mapping[str, Any]) -> Iterator[Text]:
    clause = policy.lookup(str(data["clause"]))
    if not isinstance(clause.node, Listing):
        yield Text("不是清单", "it is no list")
        return
    yield from _compared(sorted(data["listed"]), sorted(clause.node.vocabulary.ids()))
    yield from _compared("yes", answer_of(clause.ask(data["listed"][0])))
    yield from _compared(data["expect"], answer_of(clause.ask(_OFF_EVERY_LIST)))


def _items(policy: Policy, data: Mapping[str, Any]) -> Iterator[Text]:
    clause = policy.clause(str(data["clause"]))
    before = f"{clause.info.id.rpartition('.')[2]}_"
    facts = [fact.info.name for fact in clause.asks()[clause.subject]]
    yield from _compared(sorted(data["items"]), sorted(n.removeprefix(before) for n in facts))
    all_done: dict[str, bool | None] = dict.fromkeys(facts, True)
    yield from _compared("yes", _outcome(clause, all_done))
    for fact in facts:
        yield from _compared(data["expect"], _outcome(clause, {**all_done, fact: False}))
        yield from _compared("unknown", _outcome(clause, {**all_done, fact: None}))


def _outcome(clause: BoundClause, given: Mapping[str, Any]) -> str:
    outcome = clause.ask(given).outcome
    return "" if outcome is None else str(outcome.value)
