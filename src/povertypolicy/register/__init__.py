"""Registers: tables in, every row answered or reported, tables out.

`register` reads frames and files as columns and decides all rows at once; `reconcile` holds the recorded status
beside the answers; `assess_parts` goes through folders of Parquet part by part, `assess_spark` through a cluster.
They need the extra ``register`` and are imported when they are first used. `read_register` and `assess` go record by
record: they read JSON, and need nothing else.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from povertypolicy.register.assessing import Line, Summary, assess
from povertypolicy.register.linking import Entry, RecordRegister
from povertypolicy.register.reading import Source, read_register
from povertypolicy.register.reporting import Report, faults_csv, faults_json
from povertypolicy.register.writing import check_targets, write_files

if TYPE_CHECKING:
    from povertypolicy.register.parts import PartsResult, assess_parts
    from povertypolicy.register.reconciling import Reconciliation, Recorded, reconcile
    from povertypolicy.register.registers import Register, register
    from povertypolicy.register.results import Result
    from povertypolicy.register.spark import assess_spark

_COLUMNS = {
    "PartsResult": "parts",
    "Recorded": "reconciling",
    "Reconciliation": "reconciling",
    "Register": "registers",
    "Result": "results",
    "assess_parts": "parts",
    "assess_spark": "spark",
    "reconcile": "reconciling",
    "register": "registers",
}
"""What needs the extra, and the module that holds it."""

__all__ = [
    "Entry",
    "Line",
    "PartsResult",
    "Reconciliation",
    "RecordRegister",
    "Recorded",
    "Register",
    "Report",
    "Result",
    "Source",
    "Summary",
    "assess",
    "assess_parts",
    "assess_spark",
    "check_targets",
    "faults_csv",
    "faults_json",
    "read_register",
    "reconcile",
    "register",
    "write_files",
]


def __getattr__(name: str) -> Any:
    if name not in _COLUMNS:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_COLUMNS[name]}"), name)
