"""The rules as a good Python programmer would write them by hand, for speed, on the same objects.

The same semantics: an unknown stays unknown unless what is known settles the answer, and money is whole fen.
Each function returns what our trace holds: the outcomes as True, None or False, every criterion likewise
(so which of them failed or are unknown), and the income of the household. Calls cost, so there are few.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from households import ENTRY, EXIT, KINDS

from povertypolicy import Household

Truth = bool | None
Row = tuple[Any, ...]
FIRST, LAST = dt.date(2017, 1, 1), dt.date(2017, 12, 31)


def simple(h: Household) -> Row:  # noqa: C901, PLR0912, PLR0915 - as long as the rules are, for speed
    """Identification and exit from amounts by source."""
    wage, business, rents = h.wage_income, h.business_income, h.property_income
    transfer, expense = h.transfer_income, h.production_expense
    persons = h.persons
    net: int | None = None
    if not (
        wage is None or business is None or rents is None or transfer is None or expense is None
    ):
        net = wage + business + rents + transfer - expense
    poor: Truth = None
    reaches: Truth = None
    if net is not None and persons:
        size = len(persons)
        poor = net < ENTRY * size
        reaches = net >= EXIT * size
    recorded = h.income_record
    if recorded != "by_source":
        per_head = h.income_per_head
        poor_by_head = None if per_head is None else per_head < ENTRY
        reaches_by_head = None if per_head is None else per_head >= EXIT
        if recorded == "per_head":
            poor, reaches = poor_by_head, reaches_by_head
        else:
            poor = poor if poor is poor_by_head else None
            reaches = reaches if reaches is reaches_by_head else None
    able: Truth = None
    if persons is not None:
        able = False
        for person in persons:
            capacity = person.labour_capacity
            if capacity == "able":
                able = True
                break
            if capacity is None:
                able = None
    food, clothing, education = h.food_assured, h.clothing_assured, h.education_assured
    medical, housing = h.medical_assured, h.housing_assured
    assured: Truth = None
    if food and clothing and education and medical and housing:
        assured = True
    elif (
        food is False
        or clothing is False
        or education is False
        or medical is False
        or housing is False
    ):
        assured = False
    on_allowance = h.on_allowance
    if able:
        route = reaches
    else:
        route = on_allowance if h.more.get("meets_allowance_policy") else None
        if able is None and route is not reaches:
            route = None
    leaves: Truth = None
    if assured and route:
        leaves = True
    elif assured is False or route is False:
        leaves = False
    return poor, leaves, assured, reaches, on_allowance, net


def identification(h: Household) -> Row:
    """Identification alone."""
    wage, business, rents = h.wage_income, h.business_income, h.property_income
    transfer, expense = h.transfer_income, h.production_expense
    net: int | None = None
    if not (
        wage is None or business is None or rents is None or transfer is None or expense is None
    ):
        net = wage + business + rents + transfer - expense
    persons = h.persons
    poor = None if net is None or not persons else net < ENTRY * len(persons)
    recorded = h.income_record
    if recorded != "by_source":
        per_head = h.income_per_head
        by_head = None if per_head is None else per_head < ENTRY
        if recorded == "per_head":
            poor = by_head
        elif poor is not by_head:
            poor = None
    return poor, net


def itemised(h: Household) -> Row:  # noqa: C901, PLR0912, PLR0915 - as above
    """Exit from dated entries: one loop, with room for entries that may or may not be meant."""
    low: int | None = 0
    high: int | None = 0
    entries = h.entries
    if entries is None:
        low = high = None
    else:
        for entry in entries:
            day, kind, amount = entry.day, entry.kind, entry.amount
            if day is not None and not FIRST <= day <= LAST:
                continue
            if amount is None:
                low = high = None
                break
            if day is None or kind is None:
                if kind is None:
                    low -= amount
                    high += amount * (len(KINDS) - 1)
                elif kind == "expense":
                    low -= amount
                else:
                    high += amount
            elif kind == "expense":
                low -= amount
                high -= amount
            else:
                low += amount
                high += amount
    persons = h.persons
    reaches: Truth = None
    if low is not None and high is not None and persons:
        line = EXIT * len(persons)
        reaches = low >= line
        if reaches is not (high >= line):
            reaches = None
    able: Truth = None
    if persons is not None:
        able = False
        for person in persons:
            capacity = person.labour_capacity
            if capacity == "able":
                able = True
                break
            if capacity is None:
                able = None
    food, clothing, education = h.food_assured, h.clothing_assured, h.education_assured
    medical, housing = h.medical_assured, h.housing_assured
    assured: Truth = None
    if food and clothing and education and medical and housing:
        assured = True
    elif (
        food is False
        or clothing is False
        or education is False
        or medical is False
        or housing is False
    ):
        assured = False
    on_allowance = h.on_allowance
    if able:
        route = reaches
    else:
        route = on_allowance if h.registered else None
        if able is None and route is not reaches:
            route = None
    leaves: Truth = None
    if assured and route:
        leaves = True
    elif assured is False or route is False:
        leaves = False
    return leaves, assured, reaches, on_allowance, low


Decide = Callable[[Household], Row]
