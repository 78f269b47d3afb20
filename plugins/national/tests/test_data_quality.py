"""一.4、三.32: figures of the system, feedback to the unit, audit of every province."""

import pytest

from povertypolicy import Outcome, count
from povertypolicy_national.subjects import NationalInspection, SystemFigure

YES, NO, UNKNOWN, _ = Outcome


@pytest.mark.parametrize(
    ("reported", "outcome"), [(120, YES), (121, NO), (119, NO), (None, UNKNOWN)]
)
def test_a_reported_figure_is_that_of_the_system(ask, reported, outcome):
    figure = (SystemFigure, {"reported": reported, "in_system": 120})
    assert ask("national.data_record.source.national_system", figure).outcome is outcome


@pytest.mark.parametrize(("fed_back", "outcome"), [(3, YES), (2, NO), (4, NO), (None, UNKNOWN)])
def test_every_problem_goes_to_its_unit(ask, fed_back, outcome):
    inspection = (NationalInspection, {"problems_found": 3, "problems_fed_back": fed_back})
    assert ask("national.inspection.feedback.point_to_point", inspection).outcome is outcome


def test_audit_covers_all_and_each_problem_is_an_item(ask):
    clause = "national.province.audit.full_coverage"
    facts = {"provinces_audited": 30, "provinces_total": 31, "audit_problems": 2}
    assert ask(clause, (NationalInspection, facts)).outcome is NO
    assert ask(f"{clause}.deduction_items", (NationalInspection, facts)).value == count(2)
