"""What nobody may write: mypy --strict and pyright refuse every marked line, and nothing else.

A line that mypy no longer refuses makes its `type: ignore` an unused one, which is an error;
pyright is run over this file by `tests/test_typing.py`, which compares its lines with the marks.
"""

import povertypolicy
from povertypolicy import Household, Person, Village
from povertypolicy.citations import document
from povertypolicy.criteria import criterion
from povertypolicy.expr.nodes import all_of, any_of, cases, none_of, readings, when
from povertypolicy.parameters import parameter, since, supplied
from povertypolicy.quantities import (
    MoneyPerHead,
    Share,
    count,
    percent,
    yuan,
    yuan_per_head,
)
from povertypolicy.standards import standard

CITE = document("示〔2016〕1号", ("示例", "example"), issued="2016-01-01").at("一")
NET = Household.wage_income
SIZE = Household.persons.listed().count()
INCOME = NET / SIZE
POOR = INCOME.below(yuan_per_head(4000, cite=CITE))
VILLAGE_IS_LARGE = Village.registered_population.above(count(5000, cite=CITE))
AVERAGE = supplied("x.average", ("平均", "average"), MoneyPerHead, cite=CITE)
PART = supplied("x.part", ("比例", "share"), Share, cite=CITE)

# a number without a citation
INCOME.below(4000)  # type: ignore[arg-type]
INCOME.below(yuan_per_head(4000))  # type: ignore[arg-type]
INCOME.at_least(4000)  # type: ignore[arg-type]
NET + yuan(100)  # type: ignore[operator]
NET * 2  # type: ignore[operator]
AVERAGE * percent(45)  # type: ignore[operator]
SIZE.between(1, 9)  # type: ignore[arg-type]
since("2016-01-01", yuan_per_head(4000))  # type: ignore[arg-type]

# units that do not go together
INCOME.below(percent(45, cite=CITE))  # type: ignore[arg-type]
NET.below(PART)  # type: ignore[arg-type]
NET.below(yuan_per_head(4000, cite=CITE))  # type: ignore[arg-type]
INCOME.below(yuan(4000, cite=CITE))  # type: ignore[arg-type]
NET.below(INCOME)  # type: ignore[arg-type]
NET.below(AVERAGE)  # type: ignore[arg-type]
SIZE.above(yuan(1, cite=CITE))  # type: ignore[arg-type]
NET + INCOME  # type: ignore[operator]
NET + SIZE  # type: ignore[operator]
INCOME / SIZE  # type: ignore[operator]
NET * NET  # type: ignore[operator]

# households and villages in one rule
all_of(POOR, VILLAGE_IS_LARGE)  # type: ignore[misc]
any_of(POOR, VILLAGE_IS_LARGE)  # type: ignore[misc]
none_of(VILLAGE_IS_LARGE, POOR)  # type: ignore[misc]
cases(when(VILLAGE_IS_LARGE, POOR), otherwise=POOR)  # type: ignore[misc]
NET.below(Village.income_per_head)  # type: ignore[arg-type]
INCOME.below(Village.income_per_head)  # type: ignore[arg-type]
NET + Person.household.of(NET)  # type: ignore[operator]
Household.persons.listed().any(POOR)  # type: ignore[arg-type]
Household.persons.where(VILLAGE_IS_LARGE)  # type: ignore[arg-type]
Village.households.listed().any(VILLAGE_IS_LARGE)  # type: ignore[arg-type]
Household.village.of(POOR)  # type: ignore[arg-type]
Village.households.listed().sum(Village.registered_population)  # type: ignore[arg-type]

# clauses: their conditions and values
criterion("x", ("例", "x"), cite=CITE, means=POOR, applies_when=VILLAGE_IS_LARGE)  # type: ignore[misc]
criterion("x", ("例", "x"), means=POOR)  # type: ignore[call-arg]
standard("x", ("例", "x"), INCOME, cite=CITE)  # type: ignore[arg-type]
parameter("x", ("例", "x"), yuan(1, cite=CITE))  # type: ignore[arg-type]
readings("x", ("例", "x"), a=(("甲", "a"), POOR), b=(("乙", "b"), VILLAGE_IS_LARGE))  # type: ignore[misc]

# facts are what they were declared to be
INCOME.below("4000")  # type: ignore[arg-type]
Household.registered.below(AVERAGE)  # type: ignore[attr-defined]
Person.labour_capacity.equals(1)  # type: ignore[arg-type]
WAGE: str | None = Household().wage_income  # type: ignore[assignment]

# a name that is not there
NOTHING = povertypolicy.no_such_name  # type: ignore[attr-defined]
