"""What the deck lists, and what all has to be there; `cases/lists.toml` holds every word."""

import pytest

from povertypolicy import Outcome

YES, NO, UNKNOWN, _ = Outcome
# how many the deck names, one of them as it is printed, one that is not there, and what that gets
LISTS = [
    ("fund.use.positive_list", 10, ("社会扶贫", "文化节"), UNKNOWN),
    ("fund.use.negative_list.named", 8, ("楼堂馆所", "旅游广场"), UNKNOWN),
    ("village.measures.five_batches", 5, ("社会保障兜底一批", "其他一批"), NO),
]
CHECKLISTS = [
    ("province.assessment.evaluation_aspects", 12),
    ("inspection.third_party.indicators", 5),
    ("inspection.cross_province.focus_measures", 8),
    ("province.assessment.continuing_base", 4),
]


@pytest.mark.parametrize(("name", "members", "words", "off"), LISTS)
def test_a_list_has_what_the_deck_names(policy, name, members, words, off):
    clause = policy.lookup(f"national.{name}")
    assert len(clause.node.vocabulary.terms) == members
    assert [clause.ask(word).outcome for word in words] == [YES, off]


@pytest.mark.parametrize(("name", "items"), CHECKLISTS)
def test_every_item_has_to_be_there(policy, name, items):
    clause = policy.clause(f"national.{name}")
    facts = [fact.info.name for fact in clause.asks()[clause.subject]]
    assert len(facts) == items
    assert clause.ask(dict.fromkeys(facts, True)).outcome is YES
    for fact in facts:
        assert clause.ask({**dict.fromkeys(facts, True), fact: False}).outcome is NO


def test_three_reviews_are_planned_for_the_end_of_december_and_none_is_firm(policy):
    opening = "national.province.assessment.external_reviews_start"
    for review in ("第三方评估", "省际交叉考核", "资金绩效考评"):
        told = policy.look_up(opening, review).value
        assert told == {"planned": "end_of_december_2017", "firm": False}
    assert policy.look_up(opening, "健康扶贫考核").outcome is UNKNOWN
