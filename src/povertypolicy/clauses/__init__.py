"""The shapes of clauses beside parameters, criteria and standards.

Formulas and classifications compute, as criteria and standards do. Lists, tables, splits, schedules, procedures and checks
of the document are looked up: they are asked with words, amounts and years instead of a subject.
"""

from typing import Any, TypeAlias

from povertypolicy.clauses.checks import DocumentCheck
from povertypolicy.clauses.formulas import (
    Classification,
    Formula,
    LineFormula,
    UndefinedTerm,
    classification,
    formula,
    line,
    undefined_term,
)
from povertypolicy.clauses.lists import Listing, checklist, listing
from povertypolicy.clauses.procedures import Procedure
from povertypolicy.clauses.schedules import Schedule, schedule
from povertypolicy.clauses.splits import Split, split
from povertypolicy.clauses.tables import Table
from povertypolicy.clauses.told import Told
from povertypolicy.criteria import Criterion
from povertypolicy.parameters import Parameter, Supplied
from povertypolicy.standards import Standard

Clause: TypeAlias = (
    Parameter[Any]
    | Supplied[Any]
    | Criterion[Any]
    | Standard[Any]
    | Formula[Any, Any]
    | LineFormula[Any]
    | Classification[Any]
    | UndefinedTerm[Any]
    | Listing
    | Table
    | Split
    | Schedule[Any]
    | Procedure
    | DocumentCheck
)
"""Any clause of a policy."""

LOOKED_UP = (Listing, Table, Split, Schedule, Procedure, DocumentCheck)
"""The shapes that are looked up: asked with words, amounts and years, and not lowered."""

SHAPES = (
    Parameter,
    Supplied,
    Criterion,
    Standard,
    Formula,
    LineFormula,
    Classification,
    UndefinedTerm,
    *LOOKED_UP,
)
"""Every shape of a clause."""

__all__ = [
    "LOOKED_UP",
    "SHAPES",
    "Classification",
    "Clause",
    "DocumentCheck",
    "Formula",
    "LineFormula",
    "Listing",
    "Procedure",
    "Schedule",
    "Split",
    "Table",
    "Told",
    "UndefinedTerm",
    "checklist",
    "classification",
    "formula",
    "line",
    "listing",
    "schedule",
    "split",
    "undefined_term",
]
