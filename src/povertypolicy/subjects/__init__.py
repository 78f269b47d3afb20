"""Subjects: what facts are about."""

from povertypolicy.subjects.base import NOTHING_MORE, PRICE_YEARS, Reader, Subject, build, exceeds
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
    "Household",
    "IncomeEntry",
    "Person",
    "Reader",
    "Subject",
    "Village",
    "build",
    "exceeds",
    "fact_columns",
    "read",
    "read_into",
    "write",
]
