"""四.19: work teams and first secretaries."""

import pytest

from povertypolicy import Outcome, Village, explain
from povertypolicy_guangdong.subjects import Province, WorkTeam

YES, NO, UNKNOWN, _ = Outcome
ID = "guangdong.work_team.team"


@pytest.mark.parametrize(
    ("team", "secretary", "outcome"),
    [
        (True, True, YES),
        (False, True, NO),
        (True, False, NO),
        (None, False, NO),
        (True, None, UNKNOWN),
    ],
)
def test_both_posts_are_filled(ask, team, secretary, outcome):
    subject = Village, {"has_team": team, "has_first_secretary": secretary}
    assert ask("guangdong.village.team.coverage", subject).outcome is outcome


@pytest.mark.parametrize("needed", ["number_needed", "first_secretaries_needed"])
@pytest.mark.parametrize("villages", [0, 1, 2277])
def test_every_poor_village_needs_one(ask, needed, villages):
    subject = Province, {"villages_to_staff": villages}
    assert ask(f"guangdong.province.team.{needed}", subject).value.number() == villages


@pytest.mark.parametrize(
    ("months", "outcome"), [(35, NO), (36, YES), (37, NO), (0, NO), (None, UNKNOWN)]
)
def test_the_term_is_three_years(ask, months, outcome):
    assert ask(f"{ID}.term.met", (WorkTeam, {"term": months})).outcome is outcome


def test_another_term_departs_from_the_principle(policy, ask):
    assert policy.clause(f"{ID}.term").ask().value.number() == 36
    decision = ask(f"{ID}.term.met", (WorkTeam, {"term": 24}))
    assert "偏离原则" in explain(decision, "zh")
    assert "departure" in explain(decision, "en")


@pytest.mark.parametrize(("sent", "outcome"), [(0, NO), (1, YES), (5, YES), (None, UNKNOWN)])
def test_one_cadre_must_be_there_before_more_may(ask, sent, outcome):
    assert ask(f"{ID}.extra_cadres", (WorkTeam, {"cadres_sent": sent})).outcome is outcome


@pytest.mark.parametrize(
    ("helper", "sender"),
    [
        ("provincial_or_central_unit", "helping_unit"),
        ("own_prefecture", "city_county_bodies"),
    ],
)
def test_one_cadre_holds_both_posts(policy, helper, sender):
    assert policy.look_up(f"{ID}.sending_matrix", helper).value == {
        "leader_from": sender,
        "first_secretary_from": sender,
        "cadres": 1,
        "one_person": True,
    }


@pytest.mark.parametrize("given", [("pearl_delta_city",), ()])
def test_the_damaged_sentence_decides_nothing(policy, given):
    reply = policy.look_up(f"{ID}.sending_matrix", *given)
    assert reply.outcome is UNKNOWN
    assert reply.reasons
