"""Golden cases of procedures: the steps as a person read them, and logs.

::

    [[case]]
    name = "after the application the group deliberates"
    clause = "anhui.household.identification.procedure"
    lookup = { done = ["household_application"] }
    expect = { valid = true, next = "group_deliberation" }

    [[case]]
    name = "these steps in this order and no others"
    clause = "..."
    steps = [
      { step = "apply", actor = "household", kinds = ["application"], records = ["form"] },
      { step = "review", kinds = ["review", "publicity"], days = 5 },     # no actor: the document does not say
    ]
    leads = { step = "compare", back_to = "assembly", words = ["house"] }  # where there are any
    expect = "done"                              # what is next when they were all taken

    [[case]]
    name = "the review came before the publicity was over"
    clause = "..."
    log = [{ step = "apply", day = 2017-11-01 }, ...]   # as of the day of the facts of the file
    publicity_days = 7                           # with publicity_source = "..."; first_counts = true or false
    expect = { next = "review", missing = ["publicity"], wrong = ["publicity-not-over"] }

Of a log, `expect` holds what is next, the kinds of what is missing, and the codes of what was out of order.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from povertypolicy.clauses.procedures import DONE, Procedure, Step
from povertypolicy.deciding.policy import Policy
from povertypolicy.texts import Text

KEYS = ("steps", "log")
BESIDE = ("leads", "publicity_days", "publicity_source", "first_counts")
"""What stands beside them."""
_STEP = ("step", "actor", "kinds", "records", "days")
_EXPECTED = ("next", "missing", "wrong")


def form_faults(data: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    """Yield the keys that are not of the form they should have, and what is wanted."""
    steps, log = data.get("steps", []), data.get("log", [])
    if not isinstance(steps, list) or not all(_is_step(row) for row in steps):
        yield (
            "steps",
            Text(
                "{ step, actor, kinds, records, days } 的列表",
                "a list of { step, actor, kinds, records, days }",
            ),
        )
    if not isinstance(log, list):
        yield "log", Text("事件的列表", "a list of events")
    expect = data.get("expect")
    if "log" in data and not (isinstance(expect, Mapping) and set(expect) == set(_EXPECTED)):
        yield "expect", Text("{ next, missing, wrong }", "{ next, missing, wrong }")


def _is_step(row: object) -> bool:
    return isinstance(row, Mapping) and "step" in row and set(row) <= set(_STEP)


def different(policy: Policy, data: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield what is other than expected: what was wanted, and what there is.

    Raises:
        PovertyPolicyError: when the clause cannot be asked so.
    """
    pairs = _steps(policy, data) if "steps" in data else _log(policy, data)
    yield from (pair for pair in pairs if pair[0] != pair[1])


def _steps(policy: Policy, data: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    bound = policy.procedure(str(data["clause"]))
    node: Procedure = bound.node
    yield from zip(_wanted(data["steps"]), map(_row, node.steps), strict=False)
    ids = [row["step"] for row in data["steps"]]
    yield ids, [step.id for step in node.steps]
    yield data.get("leads"), _leads(node)
    for place, id_ in enumerate(ids):
        yield {"valid": True, "next": id_}, bound.ask(ids[:place]).value
        if place:
            yield {"valid": False, "next": ids[0]}, bound.ask([id_]).value
    yield {"valid": True, "next": data["expect"]}, bound.ask(ids).value
    yield data["expect"], DONE


def _wanted(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {"actor": None, "kinds": [], "records": [], "days": None, **row}


def _row(step: Step) -> dict[str, Any]:
    return {
        "step": step.id,
        "actor": None if step.actor is None else step.actor.id,
        "kinds": list(step.kinds),
        "records": [paper.id for paper in step.records],
        "days": step.days,
    }


def _leads(node: Procedure) -> dict[str, Any] | None:
    if node.leads is None:
        return None
    words = list(node.leads.words.ids())
    return {"step": node.leads.step, "back_to": node.leads.back_to, "words": words}


def _log(policy: Policy, data: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    named = {
        "publicity_days": "publicity_days",
        "publicity_source": "source",
        "first_counts": "first_counts",
    }
    how = {ours: data[key] for key, ours in named.items() if key in data}
    checked = policy.procedure(str(data["clause"])).check(data["log"], **how)
    expect = data["expect"]
    yield (
        expect["next"],
        checked.next.id if checked.next.kind in ("step", "done") else checked.next.kind,
    )
    yield expect["missing"], [one.kind for one in checked.missing]
    yield expect["wrong"], [one.fault.code for one in checked.irregularities]
