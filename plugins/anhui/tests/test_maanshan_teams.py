"""三.33, 三.34: pairing, resident teams and their leaders."""

import pytest

from povertypolicy import Outcome, Village
from povertypolicy_anhui.maanshan.teams import ResidentTeam
from povertypolicy_anhui.subjects import Cadre

YES, NO, UNKNOWN, _ = Outcome
POSTING = "anhui/maanshan.cadre.posting"


@pytest.mark.parametrize(
    ("numbers", "outcome"), [((1, 2, 1), YES), ((1, 3, 1), NO), ((0, 2, 1), NO), ((1, 2, 2), NO)]
)
def test_a_village_is_paired_one_two_one(ask, city, numbers, outcome):
    names = ("city_leaders", "city_departments", "helping_enterprises")
    village = Village, dict(zip(names, numbers, strict=True))
    clause = "anhui/maanshan.village.pairing.one_two_one"
    assert ask(clause, village, of=city).outcome is outcome


@pytest.mark.parametrize(
    ("roles", "outcome"),
    [
        (["leader", "deputy_leader", "specialist"], YES),
        (["leader", "specialist"], NO),
        (["leader", "deputy_leader", "specialist", "specialist"], NO),
        (["leader", "leader", "specialist"], NO),
    ],
)
def test_a_resident_team_has_three_posts(ask, city, roles, outcome):
    team = ResidentTeam, {"members": [{"role": role} for role in roles]}
    clause = "anhui/maanshan.work_team.posting.poor_village_three"
    assert ask(clause, team, of=city).outcome is outcome


@pytest.mark.parametrize(
    ("rank", "township", "village"),
    [("section_chief", NO, NO), ("deputy_county", YES, YES), ("county", YES, UNKNOWN)],
)
def test_or_above_is_written_for_townships_only(ask, city, rank, township, village):
    cadre = {"posted_rank": rank, "party_member": True}
    sent = {**cadre, "sent_by": "paired_city_department", "is_first_secretary": True}
    assert ask(f"{POSTING}.township_team_leader", (Cadre, cadre), of=city).outcome is township
    assert ask(f"{POSTING}.poor_village_leader", (Cadre, sent), of=city).outcome is village


def test_zhengpugang_is_not_mentioned_outside_poor_villages(city):
    clause = "anhui/maanshan.household.pairing.non_poor_village_source"
    assert city.look_up(clause, "he_county", "non_poor").value == "he_county_cadres"
    assert city.look_up(clause, "zhengpugang", "non_poor").outcome is UNKNOWN
