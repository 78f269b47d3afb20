"""Random figures, parameters and lines, with the names and places that random rules stand on."""

import datetime as dt
from fractions import Fraction
from typing import Any

from oracle.records import Chooser
from povertypolicy.citations import document
from povertypolicy.clauses import line
from povertypolicy.expr import nodes as n
from povertypolicy.parameters import (
    parameter,
    since,
    supplied,
)
from povertypolicy.quantities import (
    Area,
    CitedQuantity,
    Count,
    Money,
    MoneyPerHead,
    Months,
    Points,
    Quantity,
    Share,
    Years,
)
from povertypolicy.subjects import Household, IncomeEntry, Person, Subject, Village

DOC = document("测试〔2016〕1号", ("测试文件", "test document"), issued="2016-06-04")
LATER = document("测试〔2018〕2号", ("后来的文件", "a later document"), issued="2018-06-04")
CITE, CITE_LATER = DOC.at("一"), LATER.at("一")
RULES_ON = dt.date(2017, 12, 31)

PRICED = (Money, MoneyPerHead)
VALUES: dict[Any, tuple[int | str, ...]] = {
    Money: (0, 1, 2, 3, 4000, "1.50", "-1"),
    MoneyPerHead: (0, 1, 2, 3, 4000, "1.50"),
    Count: (0, 1, 2, 3, 10),
    Share: ("1", "0.45", "0.5", "0", "3", "-1"),
    Points: (0, 1, 7, "84.05"),
    Area: (0, 1, 3, "0.5"),
    Years: (0, 1, 17, 18, 16),
    Months: (1, 6),
}
DOWN = {Household: (Household.persons, Household.entries), Village: (Village.households,)}
UP: dict[Any, tuple[Any, ...]] = {
    Household: (Household.village,),
    Person: (Person.household,),
    IncomeEntry: (IncomeEntry.household,),
}
Rows = tuple[type[Subject], ...]
BOUNDS = ("below", "at_most", "above", "at_least", "equals")


class Lines:
    """Draws names, figures and lines that meet the numbers of `records`."""

    def __init__(self, chooser: Chooser) -> None:
        self.chooser = chooser
        self.names = 0

    def pick(self, *options: Any) -> Any:
        return self.chooser.pick(options)

    def label(self) -> tuple[str, str]:
        self.names += 1
        return (f"名{self.names}", f"name {self.names}")

    def id(self) -> str:
        self.names += 1
        return f"test.clause_{self.names}"

    def line(self, unit: Any, depth: int) -> Any:
        """A figure, a parameter, a supplied number, or a line made of them."""
        kind = self.pick("figure", "parameter", "supplied", *(["formula", "part"] * (depth > 0)))
        if kind == "figure":
            return self.figure(unit)
        if kind == "supplied":
            name = f"supplied.{unit.__name__}.{self.pick(1, 2)}"
            return supplied(name, self.label(), unit, cite=self.pick(CITE, CITE, CITE, CITE_LATER))
        if kind == "parameter":
            values = [
                since(day, self.figure(unit))
                for day in self.pick(
                    ("2016-06-04",),
                    ("2018-01-01",),
                    ("2016-06-04", "2017-12-31"),
                    ("2017-01-01", "2018-01-01"),
                )
            ]
            until = self.pick(None, None, None, "2017-12-30")
            return parameter(self.id(), self.label(), *values, until=until)
        part = self.line(unit, depth - 1)
        if isinstance(part, CitedQuantity):
            part = n.operand(part)
        part = part * self.figure(Share)
        if kind == "part":
            return part
        until = self.pick(None, None, "2017-12-30")
        return line(self.id(), self.label(), part, cite=CITE, until=until)

    def figure(self, unit: Any) -> CitedQuantity[Any]:
        year = self.pick(None, 2014, 2016, 2017) if unit in PRICED else None
        scale = 100 if unit in PRICED else 1
        return CitedQuantity(
            Quantity(Fraction(str(self.pick(*VALUES[unit]))) * scale, unit, year), CITE
        )
