"""三.19 to 三.22: which village leaves the list."""

import datetime as dt

import polars as pl
import pytest

from povertypolicy import Outcome, Village, explain
from povertypolicy.register import register
from povertypolicy_anhui.province.village_exit import CollectiveAccount

YES, NO, UNKNOWN, _ = Outcome
ID = "anhui.village.exit"
EXITS = {
    "remaining_poor": 20,
    "total_population": 1000,
    "characteristic_industries": 1,
    "collective_income": 50_000,
    "stable_source": True,
    "infrastructure_improved": True,
    "services_improved": True,
}


def entry(day, amount, *, transfer=False):
    return {"day": dt.date.fromisoformat(day), "amount": amount, "transfer": transfer}


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, YES),
        ({"remaining_poor": 21}, NO),
        ({"characteristic_industries": 0}, NO),
        ({"collective_income": 49_999.99}, NO),
        ({"stable_source": False}, NO),
        ({"services_improved": None}, UNKNOWN),
        ({"services_improved": None, "infrastructure_improved": False}, NO),
    ],
)
def test_all_four_conditions_are_needed(ask, facts, outcome):
    assert ask("village.exit", (Village, {**EXITS, **facts})).outcome is outcome


def test_the_registered_population_does_not_stand_in_for_the_police_count(ask):
    village = {**EXITS, "total_population": None, "registered_population": 1000}
    decision = ask("village.exit", (Village, village))
    assert decision.outcome is UNKNOWN
    assert [missing.path for missing in decision.missing] == ["total_population"]


def test_a_rate_just_over_two_percent_is_not_rounded_down(ask):
    village = Village, {"remaining_poor": 2001, "total_population": 100_000}
    assert ask(f"{ID}.poverty_rate", village).outcome is NO


def test_nobody_lives_there(ask):
    village = Village, {"remaining_poor": 0, "total_population": 0}
    assert ask(f"{ID}.poverty_rate", village).outcome is UNKNOWN


def test_a_refusal_says_which_condition_in_both_languages(ask):
    decision = ask("village.exit", (Village, {**EXITS, "collective_income": 49_999}))
    assert "村集体年收入" in explain(decision, "zh")
    assert "collective income" in explain(decision, "en")


@pytest.mark.parametrize(
    ("entries", "fen"),
    [
        ([entry("2016-09-30", 9), entry("2016-10-01", 1)], 100),
        ([entry("2017-09-30", 2), entry("2017-10-01", 9)], 200),
        ([entry("2017-01-01", 3), entry("2017-01-01", 9, transfer=True)], 300),
        ([], 0),
    ],
)
def test_entries_count_inside_the_window_and_without_transfers(ask, entries, fen):
    decision = ask(f"{ID}.collective_income.itemised", (CollectiveAccount, {"entries": entries}))
    assert decision.value.value == fen


def test_a_register_of_villages_gets_the_same_answers(policy):
    table = pl.DataFrame(
        {
            "村编号": ["上溪", "下溪", "东坑"],
            "剩余未脱贫人口数": [20, 21, 20],
            "全村总人口数": [1000, 1000, None],
            "特色产业项数": [1, 1, 1],
            "不含转移性收入的村集体年收入（元）": [50_000, 50_000, 50_000],
            "村集体有稳定经济收入来源": ["是", "是", "是"],
            "基础设施明显改善": ["是", "是", "是"],
            "基本公共服务明显改善": ["是", "是", "是"],
        }
    )
    answers = register({Village: table}, policy=policy).assess(policy, ["village.exit"])
    assert answers.table["village.exit"].to_list() == ["yes", "no", "unknown"]
