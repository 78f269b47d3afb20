"""一.1 to 一.3: how many are poor, and what the campaign is to reach by when."""

import pytest

import povertypolicy
from povertypolicy import Outcome
from povertypolicy_guangdong.subjects import Province

YES, NO, UNKNOWN, _ = Outcome


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("identification.poor_population", 1_765_000),
        ("identification.poor_population.households", 708_000),
        ("identification.poor_village_total", 2277),
        ("goal.planned_growth", povertypolicy.percent(7).value),
    ],
)
def test_the_printed_figures(policy, figure, value):
    assert policy.clause(f"guangdong.province.{figure}").ask().value.number() == value


@pytest.mark.parametrize(
    ("year", "outcome"),
    [(2015, NO), (2016, YES), (2017, YES), (2018, YES), (2019, NO), (None, UNKNOWN)],
)
def test_the_campaign_has_three_years(ask, year, outcome):
    clause = "guangdong.organisation.campaign.period"
    assert ask(clause, (Province, {"year": year})).outcome is outcome


@pytest.mark.parametrize(
    ("standard", "outcome"), [("3000.01", YES), (3000, NO), ("2999.99", NO), (None, UNKNOWN)]
)
def test_the_allowance_standard_is_over_the_national_line(ask, policy, standard, outcome):
    line = povertypolicy.yuan_per_head(3000, prices_of=2016)
    supplied = policy.supply("guangdong.national_line", line, source="invented")
    clause = "guangdong.province.social_security.allowance_above_national_line"
    facts = {"prices_of": 2016, "allowance_standard": standard}
    assert ask(clause, (Province, facts), of=supplied).outcome is outcome
    assert ask(clause, (Province, facts)).outcome is UNKNOWN


@pytest.mark.parametrize(
    ("year", "target", "cumulative", "remaining"),
    [
        (2015, None, 0, 1_765_000),
        (2016, 500_000, 500_000, 1_265_000),
        (2017, 600_000, 1_100_000, 665_000),
        (2018, 665_000, 1_765_000, 0),
        (2019, None, 1_765_000, 0),
    ],
)
def test_exits_add_up_year_by_year(policy, year, target, cumulative, remaining):
    value = policy.look_up("guangdong.province.goal.cumulative_schedule", year).value
    assert (value["target"] and value["target"].number()) == target
    assert value["cumulative"].number() == cumulative
    assert value["remaining"].number() == remaining


@pytest.mark.parametrize(
    ("year", "persons_out", "outcome"),
    [
        (2016, 499_999, NO),
        (2016, 500_000, YES),
        (2017, 599_999, NO),
        (2017, 600_000, YES),
        (2018, 664_999, NO),
        (2018, 665_000, YES),
        (2018, None, UNKNOWN),
        (2015, 1_765_000, UNKNOWN),
        (2019, 1_765_000, UNKNOWN),
        (None, 665_000, UNKNOWN),
    ],
)
def test_the_task_of_a_year(ask, year, persons_out, outcome):
    clause = "guangdong.province.goal.yearly_exit_schedule"
    facts = {"year": year, "persons_out": persons_out}
    assert ask(clause, (Province, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("counted_on", "remaining", "outcome"),
    [
        ("2018-12-31", 0, YES),
        ("2018-12-30", 0, YES),
        ("2019-01-01", 0, NO),
        ("2018-12-31", 1, NO),
        ("2019-01-01", 1, NO),
        ("2018-12-30", 1, UNKNOWN),
        (None, 1, UNKNOWN),
        (None, 0, UNKNOWN),
        ("2018-12-31", None, UNKNOWN),
    ],
)
def test_nobody_is_poor_at_the_end_of_2018(ask, counted_on, remaining, outcome):
    clause = "guangdong.province.goal.all_poor_out_deadline"
    facts = {"counted_on": counted_on, "remaining_poor": remaining}
    assert ask(clause, (Province, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("year", "villages_out", "outcome"),
    [
        (2018, 2277, YES),
        (2018, 2276, NO),
        (2018, None, UNKNOWN),
        (2017, 2277, UNKNOWN),
        (2017, 0, UNKNOWN),
        (2019, 2277, UNKNOWN),
    ],
)
def test_every_village_is_off_the_list_at_the_end_of_2018(ask, year, villages_out, outcome):
    clause = "guangdong.province.goal.village_exit_schedule"
    facts = {"year": year, "villages_out": villages_out}
    assert ask(clause, (Province, facts)).outcome is outcome


@pytest.mark.parametrize(
    ("own", "average", "outcome"),
    [(100, 100, YES), ("100.01", 100, YES), ("99.99", 100, UNKNOWN), (100, None, UNKNOWN)],
)
def test_no_shortfall_of_services_is_decided(ask, own, average, outcome):
    facts = {"service_indicator": own, "average_service_indicator": average}
    decision = ask("guangdong.province.goal.service_parity", (Province, facts))
    assert decision.outcome is outcome


@pytest.mark.parametrize(
    ("income", "economy", "outcome"),
    [(7, 7, YES), ("7.01", 7, YES), ("6.99", 7, NO), (5, 4, YES), (7, None, UNKNOWN)],
)
def test_income_keeps_up_with_the_economy(ask, income, economy, outcome):
    facts = {"income_growth": income, "economic_growth": economy}
    clause = "guangdong.province.goal.income_growth_not_below_gdp"
    assert ask(clause, (Province, facts)).outcome is outcome
