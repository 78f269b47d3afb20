"""Edges that once gave a wrong answer, distance or settlement."""

import pytest

from povertypolicy import Household, Outcome, Person, Village, price_index, yuan, yuan_per_head
from povertypolicy.authoring import (
    cases,
    count,
    criterion,
    document,
    indicator,
    min_,
    open_policy,
    percent,
    rules,
    undefined_term,
    when,
)
from povertypolicy.errors import BadSetting, OffPath, WrongSubject

DOC = document("示〔2020〕1号", ("示例", "example"), issued="2020-01-01")
CITE = DOC.at("一", "低于")
SIZE = Household.persons.listed().count()
NET = indicator(("收入", "income"), Household.wage_income + Household.transfer_income)
YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN


def policy(means, *more, day="2020-01-01"):
    clause = criterion("x.c", ("例", "example"), cite=CITE, means=means)
    made = rules("x", ("例", "example"), documents=[DOC], clauses=[clause, *more])
    return open_policy(made, day)


def family(**facts):
    return Household(prices_of=2014, persons=[Person(), Person()], transfer_income=yuan(0), **facts)


def test_two_records_without_a_price_year_do_not_compare():
    below = Household.income_per_head.below(Household.village.of(Village.income_per_head))
    poor = Household(income_per_head=yuan_per_head(1))
    decision = policy(below).ask("x.c", poor, Village(income_per_head=yuan_per_head(2)))
    assert decision.outcome is UNKNOWN
    assert [reason.kind for reason in decision.reasons] == ["prices-unstated"]


def test_a_person_asked_without_a_household_is_told_what_is_missing_and_nothing_of_prices():
    line = yuan_per_head(4000, prices_of=2014, cite=CITE)
    decision = policy(Person.household.of(Household.income_per_head.below(line))).ask(
        "x.c", Person()
    )
    assert decision.reasons == ()
    assert [missing.path for missing in decision.missing] == ["household.income_per_head"]


def test_a_clause_about_anything_does_not_answer_one_subject_by_the_rule_of_another():
    term = undefined_term("x.term", ("词", "term"), cite=CITE)
    opened = policy(Household.registered, term).define(
        "x.term", Household.registered, source="test"
    )
    assert opened.ask("x.term", Household(registered=True)).outcome is YES
    with pytest.raises((OffPath, WrongSubject)):
        opened.ask("x.term", Village())


def test_only_one_subject_of_a_kind_stands_above():
    clause = policy(Person.household.of(Household.registered)).clause("x.c")
    with pytest.raises(BadSetting):
        clause.ask(Person(), Household(registered=True), Household(registered=False))


def test_equals_on_a_chosen_number_is_compared_case_by_case():
    chosen = cases(when(Household.registered, SIZE), otherwise=SIZE + SIZE)
    assert policy(chosen.equals(count(5, cite=CITE))).ask("x.c", family()).outcome is NO


def test_a_birth_after_the_day_of_the_facts_has_no_age():
    from povertypolicy.authoring import years

    child = policy(Person.birth_date.age().below(years(16, cite=CITE)))
    decision = child.ask("x.c", {"birth_date": "2050-01-01"})
    assert decision.outcome is UNKNOWN
    assert [reason.kind for reason in decision.reasons] == ["future-day"]


def test_a_scaled_or_restated_quotient_has_no_distance_that_would_be_wrong():
    scaled = (NET / SIZE) * percent(45, cite=CITE)
    restated = (NET / SIZE).at_prices_of(2020)
    index = price_index({2014: 100, 2020: "103.5"}, source="invented", assumed=True)
    line = yuan_per_head(4000, prices_of=2020, cite=CITE)
    for number in (scaled, restated):
        opened = policy(number.at_least(line)).with_index(index)
        finding = opened.ask("x.c", family(wage_income=yuan(7000))).findings[0]
        assert (finding.outcome, finding.distance) == (NO, None)


def test_a_part_of_its_own_whole_has_no_distance():
    share = Household.transfer_income / (Household.wage_income + Household.transfer_income)
    poor = Household(wage_income=yuan(1000), transfer_income=yuan(3000))
    finding = policy(share.at_most(percent(50, cite=CITE))).ask("x.c", poor).findings[0]
    assert (finding.outcome, finding.distance) == (NO, None)


def test_a_number_read_twice_is_settled_only_for_the_values_tried():
    least = min_(Household.wage_income, NET - Household.wage_income - Household.wage_income)
    decision = policy(least.at_least(yuan(10, cite=CITE))).ask(
        "x.c", Household(transfer_income=yuan(20))
    )
    assert decision.outcome is UNKNOWN
    for settlement in decision.may_settle:
        for missing, span in settlement.values:
            assert span.low == span.high, missing
