"""Reconciliation: the recorded status of every household beside what the rule says of it.

What is found is a reading of the facts given, and no official verification. `combinations` holds the table of what is
found when; `rates` says how the bounds of a rate are reached; `settling`, which unknown field would settle most households.
"""

from povertypolicy.register.reconciling.findings import (
    AT_RISK,
    CERTAINTIES,
    CLASSES,
    FINDINGS,
    IDENTIFIED,
    MEASURES,
    MISSED,
    WRONGLY_EXITED,
    WRONGLY_LISTED,
    Finding,
)
from povertypolicy.register.reconciling.groups import Group, Grouping, Groups, Measure
from povertypolicy.register.reconciling.rates import Amount, Interval, Share
from povertypolicy.register.reconciling.reasons import Reason
from povertypolicy.register.reconciling.reconciling import (
    STANDARDS,
    Reconciliation,
    RowFindings,
    add,
    reconcile,
    reconcile_frame,
)
from povertypolicy.register.reconciling.settling import Field, Settling, Step
from povertypolicy.register.reconciling.standings import Recorded, RecordedWord

__all__ = [
    "AT_RISK",
    "CERTAINTIES",
    "CLASSES",
    "FINDINGS",
    "IDENTIFIED",
    "MEASURES",
    "MISSED",
    "STANDARDS",
    "WRONGLY_EXITED",
    "WRONGLY_LISTED",
    "Amount",
    "Field",
    "Finding",
    "Group",
    "Grouping",
    "Groups",
    "Interval",
    "Measure",
    "Reason",
    "Reconciliation",
    "Recorded",
    "RecordedWord",
    "RowFindings",
    "Settling",
    "Share",
    "Step",
    "add",
    "reconcile",
    "reconcile_frame",
]
