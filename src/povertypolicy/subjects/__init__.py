"""Subjects: what facts are about."""

from povertypolicy.subjects.base import (
    NOTHING_MORE,
    PRICE_YEARS,
    Form,
    Forms,
    Reader,
    Subject,
    build,
    differing_years,
    exceeding,
    exceeds,
    read_year,
)
from povertypolicy.subjects.common import (
    INCOME_KINDS,
    INCOME_RECORDS,
    LABOUR_CAPACITY,
    County,
    Household,
    IncomeEntry,
    Person,
    Village,
)
from povertypolicy.subjects.records import fact_columns, read, read_into, write

__all__ = [
    "INCOME_KINDS",
    "INCOME_RECORDS",
    "LABOUR_CAPACITY",
    "NOTHING_MORE",
    "PRICE_YEARS",
    "County",
    "Form",
    "Forms",
    "Household",
    "IncomeEntry",
    "Person",
    "Reader",
    "Subject",
    "Village",
    "build",
    "differing_years",
    "exceeding",
    "exceeds",
    "fact_columns",
    "read",
    "read_into",
    "read_year",
    "write",
]
