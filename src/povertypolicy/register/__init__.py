"""Registers: files in, every row answered or reported, files out.

Reading gives records (`tables` for CSV, `objects` for JSON); `headers` maps a table's headers to facts once;
`linking` joins persons, entries and villages to them; `assessing` decides them one by one; `writing` puts
results in files, whole or not at all.
"""

from povertypolicy.register.assessing import Line, Summary, assess
from povertypolicy.register.linking import Entry, Register
from povertypolicy.register.reading import Source, read_register
from povertypolicy.register.reporting import Report, faults_csv, faults_json
from povertypolicy.register.writing import check_targets, write_files

__all__ = [
    "Entry",
    "Line",
    "Register",
    "Report",
    "Source",
    "Summary",
    "assess",
    "check_targets",
    "faults_csv",
    "faults_json",
    "read_register",
    "write_files",
]
