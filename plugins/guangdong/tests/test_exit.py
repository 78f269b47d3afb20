"""一.3: leaving poverty, to the fen and to the day."""

import pytest

from povertypolicy import Household, Outcome, Person, Village, price_index, yuan_per_head
from povertypolicy.errors import BadSetting

YES, NO, UNKNOWN, NOT_APPLICABLE = Outcome
ASSURED = dict.fromkeys(
    [f"{name}_assured" for name in ("food", "clothing", "education", "medical", "housing")],
    True,
)
ABLE = {"labour_capacity": "able"}


def household(income=None, *capacities, **facts):
    persons = [{"labour_capacity": capacity} for capacity in capacities]
    return Household, {
        "prices_of": 2018,
        "income_per_head": income,
        "persons": persons,
        **ASSURED,
        **facts,
    }


@pytest.mark.parametrize(
    ("income", "outcome"), [("7379.99", NO), ("7380", YES), ("7380.01", YES), ("7365", NO)]
)
def test_an_able_household_needs_45_percent_of_the_years_average(
    ask, with_average, income, outcome
):
    subject = household(income, "able", "none")
    assert ask("household.exit", subject, of=with_average).outcome is outcome
    person = ask("guangdong.person.exit.income_ratio", (Person, ABLE), subject, of=with_average)
    assert person.outcome is outcome


def test_the_lines_are_shares_of_the_average_unrounded(policy, with_average):
    assert with_average["guangdong.person.exit.line_formula"].ask().value.number() == 7380
    assert with_average["guangdong.village.exit.line_formula"].ask().value.number() == 9840
    average = yuan_per_head("16366.67", prices_of=2018)
    odd = policy.supply("guangdong.rural_average", average, source="invented")
    line = odd["guangdong.person.exit.line_formula"].ask().value
    assert (line.number() * 10000, line.prices_of) == (73650015, 2018)


def test_an_average_of_nothing_is_refused(policy):
    nothing = yuan_per_head(0, prices_of=2018)
    with pytest.raises(BadSetting):
        policy.supply("guangdong.rural_average", nothing, source="invented")


def test_the_printed_projections_are_figures_of_their_own(ask, policy):
    printed = "guangdong.person.exit.projected_line_2018"
    assert policy[printed].ask().value == yuan_per_head(7365, prices_of=2018)
    village = "guangdong.village.exit.projected_line_2018"
    assert policy[village].ask().value == yuan_per_head(9820, prices_of=2018)
    for income, outcome in (("7364.99", NO), ("7365", YES), ("7365.01", YES)):
        assert ask(f"{printed}.met", (Person, {}), household(income)).outcome is outcome
    for income, outcome in (("9819.99", NO), ("9820", YES), ("9820.01", YES)):
        facts = {"prices_of": 2018, "income_per_head": income}
        assert ask(f"{village}.met", (Village, facts)).outcome is outcome


@pytest.mark.parametrize("assurance", ASSURED)
def test_each_of_the_five_assurances_is_needed(ask, with_average, assurance):
    subject = household(9000, "able", **{assurance: False})
    assert ask("household.exit", subject, of=with_average).outcome is NO
    subject = household(9000, "able", **{assurance: None})
    decision = ask("household.exit", subject, of=with_average)
    assert decision.outcome is UNKNOWN
    assert [missing.path for missing in decision.missing] == [assurance]


@pytest.mark.parametrize(
    ("policy_met", "on_allowance", "outcome"),
    [
        (True, True, YES),
        (True, False, NO),
        (False, True, UNKNOWN),
        (False, False, UNKNOWN),
        (None, True, UNKNOWN),
    ],
)
def test_a_household_without_able_members_takes_the_allowance(
    ask, policy_met, on_allowance, outcome
):
    subject = household(
        None, "none", "partial", meets_allowance_policy=policy_met, on_allowance=on_allowance
    )
    assert ask("household.exit", subject).outcome is outcome


def test_what_the_document_leaves_open_is_the_reason(ask):
    subject = household(9000, "none", meets_allowance_policy=False, on_allowance=False)
    decision = ask("household.exit", subject)
    assert (decision.missing, [r.kind for r in decision.reasons]) == ((), ["undetermined"])


def test_a_failed_assurance_decides_even_what_is_otherwise_open(ask):
    subject = household(None, "none", meets_allowance_policy=False, food_assured=False)
    assert ask("household.exit", subject).outcome is NO


@pytest.mark.parametrize(
    ("capacity", "policy_met", "answer"),
    [
        ("able", None, "development_income_test"),
        ("partial", True, "low_income_allowance"),
        ("none", True, "low_income_allowance"),
        ("partial", False, UNKNOWN),
        (None, True, UNKNOWN),
    ],
)
def test_routes(ask, capacity, policy_met, answer):
    decision = ask(
        "guangdong.person.exit.route_by_labour_capacity",
        (Person, {"labour_capacity": capacity}),
        (Household, {"meets_allowance_policy": policy_met}),
    )
    assert decision.value == answer


@pytest.mark.parametrize("capacity", ["partial", "none"])
def test_the_income_test_is_only_about_those_able_to_work(ask, capacity):
    person = Person, {"labour_capacity": capacity}
    decision = ask("guangdong.person.exit.income_ratio", person, household(100))
    assert decision.outcome is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("income", "zone"),
    [
        ("4399.99", "under_entry"),
        ("4400", "between"),
        ("7379.99", "between"),
        ("7380", "at_or_over_exit"),
    ],
)
def test_zones_between_entry_and_exit(ask, with_average, income, zone):
    index = price_index({2014: 100, 2018: 110}, source="invented", assumed=True)
    decision = ask(
        "guangdong.household.consistency.entry_exit_gap",
        household(income),
        of=with_average.with_index(index),
    )
    assert decision.value == zone


@pytest.mark.parametrize(("income", "outcome"), [("9839.99", NO), ("9840", YES), ("9840.01", YES)])
def test_a_village_needs_60_percent(ask, with_average, income, outcome):
    subject = Village, {"prices_of": 2018, "income_per_head": income}
    assert ask("village.exit", subject, of=with_average).outcome is outcome
    by_id = ask("guangdong.village.exit.income_ratio", subject, of=with_average)
    assert by_id.outcome is outcome


@pytest.mark.parametrize(
    ("clause", "subject"),
    [
        ("household.exit", household(9000, "able")),
        ("village.exit", (Village, {"prices_of": 2018, "income_per_head": 9840})),
    ],
)
def test_the_goals_end_with_the_last_day_of_2018(ask, with_average, clause, subject):
    outcomes = [
        ask(clause, subject, of=with_average.on(day)).outcome
        for day in ("2018-12-31", "2019-01-01")
    ]
    assert outcomes == [YES, NOT_APPLICABLE]


@pytest.mark.parametrize(
    "clause",
    [
        "guangdong.person.exit.line_formula",
        "guangdong.village.exit.line_formula",
        "guangdong.person.exit.projected_line_2018",
        "guangdong.village.exit.projected_line_2018",
    ],
)
def test_the_lines_end_with_the_last_day_of_2018_too(with_average, clause):
    assert with_average.on("2018-12-31")[clause].ask().outcome is None
    decision = with_average.on("2019-01-01")[clause].ask()
    assert decision.outcome is UNKNOWN
    assert [reason.kind for reason in decision.reasons] == ["not-in-force"]
