"""一.3、三.9 2017年的变化: results first, and households that are not poor in the sample."""

from povertypolicy.authoring import (
    Household,
    all_of,
    any_of,
    calendar_year,
    cases,
    criterion,
    undetermined,
    vocabulary,
    when,
    word,
    year,
)
from povertypolicy_national.deck import DECK
from povertypolicy_national.subjects import NationalInspection
from povertypolicy_national.timing import FIRST_DAY, LAST_DAY, ONLY_2017

CHANGES, SAMPLE = "一.3", "三.9"

LEADS = vocabulary(
    ("考核的主导内容", "leading element of the assessment"),
    reduction_results=("减贫成效", "results of poverty reduction"),
    other=("其他", "another"),
)
YEAR = calendar_year(("考核年度", "year of the assessment")).on(NationalInspection, "year")
LEAD = word(("考核的主导内容", "leading element of the assessment"), LEADS).on(
    NationalInspection, "lead"
)
LEAD_ASSUMES = (
    "何为“为主”没有量度，按登记；能量的只有约占一半的分值。",
    "What leads has no measure: as recorded. Only the share of about a half is a figure.",
)
RESULTS_LEAD = cases(
    when(
        YEAR.equals(year(2017, cite=DECK.at(CHANGES, "2017年国家考核"))),
        LEAD.equals("reduction_results"),
    ),
    otherwise=ONLY_2017,
)
RESULTS_FIRST = criterion(
    "national.province.assessment.ethos_reduction_first",
    ("以减贫成效为主", "results of poverty reduction lead"),
    cite=DECK.at(CHANGES, "2017年国家考核", "以减贫成效为主"),
    means=RESULTS_LEAD,
    kind="constraint",
    assumes=LEAD_ASSUMES,
    since=FIRST_DAY,
    until=LAST_DAY,
)

SAMPLED_IN = calendar_year(("抽样年度", "year of the sample")).on(Household, "sampled_in")
THIS_YEAR = year(2017, cite=DECK.at(SAMPLE, "今年的国家第三方评估"))
LATER = undetermined(
    ("讲稿只说今年，以后年度没有写", "the deck speaks of this year; later years are not said")
)
SAMPLE_ASSUMES = (
    "“今年”是2017年；2017年以前不抽非贫困户，由“扩大到”推出。",
    "This year is 2017; that earlier samples left them out follows from the word extended.",
)
IN_SAMPLE = criterion(
    "national.inspection.third_party.sample_scope",
    ("抽样范围扩大到非贫困户", "the sample reaches households that are not poor"),
    cite=DECK.at(SAMPLE, "省际交叉检查", "国家第三方评估", "抽样范围", "扩大到非贫困户"),
    means=any_of(
        Household.registered,
        SAMPLED_IN.equals(THIS_YEAR),
        all_of(SAMPLED_IN.above(THIS_YEAR), LATER),
    ),
    assumes=SAMPLE_ASSUMES,
    since=FIRST_DAY,
)
