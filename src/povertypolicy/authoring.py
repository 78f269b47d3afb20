"""Everything a province's plugin is written with, from one door.

>>> from povertypolicy.authoring import document
>>> document("示例〔2016〕1号", ("示例", "example"), issued="2016-06-04").at("一.2", "低于").place
'一.2'
"""

from povertypolicy.citations import Citation, Document, document
from povertypolicy.clauses import classification, formula, line, undefined_term
from povertypolicy.criteria import criterion
from povertypolicy.deciding.policy import open_policy
from povertypolicy.expr.fields import (
    area,
    money,
    money_per_head,
    months_of,
    number,
    recorded_day,
    recorded_text,
    share,
    word,
    word_list,
    years_of,
    yes_no,
)
from povertypolicy.expr.nodes import (
    NOT_APPLICABLE,
    all_of,
    any_of,
    cases,
    day,
    indicator,
    max_,
    min_,
    none_of,
    readings,
    undetermined,
    vocabulary,
    when,
    window,
)
from povertypolicy.expr.relations import many, up
from povertypolicy.parameters import parameter, since, supplied
from povertypolicy.plugins.hooks import impl
from povertypolicy.policies import Rules, clauses_of, rules
from povertypolicy.provenance import Force
from povertypolicy.quantities import (
    Area,
    Count,
    Money,
    MoneyPerHead,
    Months,
    Share,
    Years,
    count,
    months,
    percent,
    square_metres,
    years,
    yuan,
    yuan_per_head,
)
from povertypolicy.standards import standard
from povertypolicy.subjects import (
    INCOME_KINDS,
    INCOME_RECORDS,
    LABOUR_CAPACITY,
    County,
    Household,
    IncomeEntry,
    Person,
    Subject,
    Village,
)
from povertypolicy.texts import Text

__all__ = [
    "INCOME_KINDS",
    "INCOME_RECORDS",
    "LABOUR_CAPACITY",
    "NOT_APPLICABLE",
    "Area",
    "Citation",
    "Count",
    "County",
    "Document",
    "Force",
    "Household",
    "IncomeEntry",
    "Money",
    "MoneyPerHead",
    "Months",
    "Person",
    "Rules",
    "Share",
    "Subject",
    "Text",
    "Village",
    "Years",
    "all_of",
    "any_of",
    "area",
    "cases",
    "classification",
    "clauses_of",
    "count",
    "criterion",
    "day",
    "document",
    "formula",
    "impl",
    "indicator",
    "line",
    "many",
    "max_",
    "min_",
    "money",
    "money_per_head",
    "months",
    "months_of",
    "none_of",
    "number",
    "open_policy",
    "parameter",
    "percent",
    "readings",
    "recorded_day",
    "recorded_text",
    "rules",
    "share",
    "since",
    "square_metres",
    "standard",
    "supplied",
    "undefined_term",
    "undetermined",
    "up",
    "vocabulary",
    "when",
    "window",
    "word",
    "word_list",
    "years",
    "years_of",
    "yes_no",
    "yuan",
    "yuan_per_head",
]
