"""一.3、三.9: results lead; who may be in the sample."""

import pytest

from povertypolicy import Household, Outcome
from povertypolicy_national.subjects import NationalInspection

YES, NO, UNKNOWN, _ = Outcome


@pytest.mark.parametrize(
    ("year", "lead", "outcome"),
    [(2017, "reduction_results", YES), (2017, "other", NO), (2018, "other", UNKNOWN)],
)
def test_results_lead_in_2017(ask, year, lead, outcome):
    inspection = (NationalInspection, {"year": year, "lead": lead})
    assert ask("national.province.assessment.ethos_reduction_first", inspection).outcome is outcome


@pytest.mark.parametrize(
    ("registered", "year", "outcome"),
    [(True, 2016, YES), (False, 2017, YES), (False, 2016, NO), (False, 2018, UNKNOWN)],
)
def test_the_sample_reaches_those_who_are_not_poor(ask, registered, year, outcome):
    household = (Household, {"registered": registered, "sampled_in": year})
    assert ask("national.inspection.third_party.sample_scope", household).outcome is outcome


def test_about_a_half_is_told_and_marked_as_approximate(policy):
    share = "national.province.assessment.reduction_task_share"
    told = policy.look_up(share, year=2017).value
    assert (float(told["share"]), told["approximate"]) == (0.5, True)
    assert policy.look_up(share, year=2016).outcome is UNKNOWN
