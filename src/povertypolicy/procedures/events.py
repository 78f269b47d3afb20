"""Events: what happened on a day in the course of a procedure, and the form of each kind in plain data."""

import datetime as dt
from typing import Any

import attrs

from povertypolicy.expr.nodes import Term, Vocabulary
from povertypolicy.texts import Text

STEP, END, DOCUMENT = "step", "publicity_end", "document"
OBJECTION, RESOLUTION, LEAD, CORRECTION = "objection", "resolution", "lead", "correction"
GO_ON, BACK, STOP = "go_on", "back", "end"


def _words(label: Text, **terms: Text) -> Vocabulary:
    return Vocabulary(label, tuple(Term(id_, text) for id_, text in terms.items()))


EVENTS = _words(
    Text("事件的种类", "kind of event"),
    step=Text("步骤", "step"),
    publicity_end=Text("公示结束", "end of a publicity"),
    document=Text("补交资料", "papers handed in"),
    objection=Text("异议", "objection"),
    resolution=Text("处理", "resolution"),
    lead=Text("线索", "lead"),
    correction=Text("更正", "correction"),
)
RESULTS = _words(
    Text("处理结果", "result"),
    go_on=Text("继续", "goes on"),
    back=Text("退回", "goes back"),
    end=Text("终止", "ends"),
)

FORMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    STEP: (("step", "day"), ("actor", "records")),
    END: (("step", "day"), ("source",)),
    DOCUMENT: (("step", "day", "records"), ()),
    OBJECTION: (("step", "day"), ("source",)),
    RESOLUTION: (("refers_to", "day", "result", "source"), ("step",)),
    LEAD: (("lead", "day"), ("source",)),
    CORRECTION: (
        ("refers_to", "day"),
        ("corrected_day", "actor", "records", "withdrawn", "source"),
    ),
}
"""What each kind of event says: what it has to, and what it may."""


@attrs.frozen
class Event:
    """What happened on a day.

    A step was taken by `actor` and left `records`; its day is also the first day of its publicity.
    A `publicity_end` names the last day of a publicity. An `objection` was raised against a publicity, or a household
    did not consent to the step that is next. A `resolution` says on somebody's word (`source`) what came of the
    objection `refers_to`: it goes on, back to a step, or ends. A `lead` came up in a comparison. A `correction` says
    what the earlier event `refers_to` should have said, or that it is withdrawn; the earlier one stays in the log.
    Events count from 1.
    """

    event: str = STEP
    day: dt.date = attrs.field(kw_only=True)
    step: str = ""
    actor: str = ""
    records: tuple[str, ...] | None = None
    refers_to: int | None = None
    result: str = ""
    lead: str = ""
    source: str = ""
    corrected_day: dt.date | None = None
    withdrawn: bool = False


KEYS = tuple(field.name for field in attrs.fields(Event))
"""The names of what an event says, in the order in which they are written."""


def event_data(event: Event) -> dict[str, Any]:
    """Return an event as plain data; what it does not say is left out."""
    found: dict[str, Any] = {}
    for key in KEYS:
        value = getattr(event, key)
        if value is None or value == "" or value is False:
            continue
        if isinstance(value, dt.date):
            value = value.isoformat()
        found[key] = list(value) if isinstance(value, tuple) else value
    return found
