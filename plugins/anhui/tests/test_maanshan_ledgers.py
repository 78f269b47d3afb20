"""三.28 to 三.30: pieces that only some villages and households need."""

import pytest

from povertypolicy import Outcome
from povertypolicy_anhui.subjects import Record

YES, NO, UNKNOWN, NOT_APPLICABLE = Outcome
LEDGER = "anhui/maanshan.data_record.ledger_breeding"
HOUSEHOLD = {
    f"household_{piece}": True
    for piece in (
        "application_and_approval",
        "implementation_process",
        "acceptance",
        "fund_to_household_proof",
        "sales_proof",
    )
}


@pytest.mark.parametrize(
    ("self_operated", "record", "outcome"),
    [(False, False, YES), (True, False, NO), (True, True, YES), (None, False, UNKNOWN)],
)
def test_a_technician_serves_those_who_produce_on_their_own(
    ask, city, self_operated, record, outcome
):
    facts = {
        **HOUSEHOLD,
        "household_attained": False,
        "self_operated": self_operated,
        "household_technician_agreement_and_record": record,
    }
    assert ask(f"{LEDGER}.household", (Record, facts), of=city).outcome is outcome


@pytest.mark.parametrize(("attained", "outcome"), [(True, NO), (False, NOT_APPLICABLE)])
def test_only_a_village_that_reached_the_standard_adds_papers(ask, city, attained, outcome):
    facts = {
        "village_attained": attained,
        "village_attainment_extra_county_attainment_certificate": False,
    }
    assert ask(f"{LEDGER}.village_attainment_extra", (Record, facts), of=city).outcome is outcome


@pytest.mark.parametrize(
    ("mode", "proof"),
    [
        ("entrusted", ["entrusted_agreement"]),
        ("land_share", ["land_share_agreement"]),
        ("money_share", ["money_share_agreement"]),
        ("self_operated", ["seedling_photos", "feed_fertiliser_photos", "production_photos"]),
    ],
)
def test_each_way_of_production_has_its_proof(ask, city, mode, proof):
    facts = {"production_mode": mode, "process_proofs": proof}
    assert ask(f"{LEDGER}.household_process_by_mode", (Record, facts), of=city).outcome is YES
