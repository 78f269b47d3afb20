"""`povertypolicy.deciding.sentences`: every rule as a sentence that an officer can hold against the document."""

import re

import pytest
import sample_policy
import sample_shapes
import snapshot

from povertypolicy import Household, Person, count, yuan
from povertypolicy.citations import document
from povertypolicy.clauses.procedures import Procedure
from povertypolicy.deciding.sentences import SAY, clause_sentence, say
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.expr.nodes import all_of, any_of, none_of
from povertypolicy.texts import LANGUAGES

CLAUSES = (*sample_policy.load().clauses, *sample_shapes.CLAUSES)
CITE = document("示〔2020〕1号", ("示例", "example"), issued="2020-01-01").at("一")
WAGE, BUSINESS, EXPENSE = (
    Household.wage_income,
    Household.business_income,
    Household.production_expense,
)
SIZE = Household.persons.listed().count()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_of_a_whole_policy(language):
    rows = []
    for clause in CLAUSES:
        info = clause.info
        rows += [
            f"{info.id} — {info.label.say(language)} [{info.cite.say(language)}]",
            f"    {clause_sentence(clause, language)}",
        ]
    snapshot.agrees(f"sentences.{language}.txt", "\n".join(rows))


def test_the_policy_of_the_snapshot_uses_every_kind_of_node():
    used = {type(node) for clause in CLAUSES for node in n.walk(clause)}
    unsaid_anywhere = {
        f.TextFact,
        Procedure,
    }  # no rule reads text; steps are told by their own tests
    assert set(SAY) - used - unsaid_anywhere <= {n.Undefined, n.Up, n.Relation, n.Members}


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.info.id)
def test_chinese_sentences_have_full_width_punctuation(clause):
    told = clause_sentence(clause, "zh")
    wrong = r"[\u4e00-\u9fff“”][:;,?()]|[:;,?()][\u4e00-\u9fff“”]"
    assert re.findall(wrong, told) == []
    assert told.count("（") == told.count("）")


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.info.id)
def test_english_sentences_hold_no_chinese(clause):
    assert re.findall(r"[\u3000-\u9fff\uff00-\uffef]", clause_sentence(clause, "en")) == []


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        (WAGE + BUSINESS - EXPENSE, "工资性收入 + 经营性收入 - 生产经营性支出", "wage income + business income - production and business expense"),
        (WAGE - (BUSINESS - EXPENSE), "工资性收入 - （经营性收入 - 生产经营性支出）", "wage income - (business income - production and business expense)"),
        ((WAGE + BUSINESS) / SIZE, "（工资性收入 + 经营性收入） ÷ 家庭成员数", "(wage income + business income) ÷ the number of household members"),
        (WAGE / (BUSINESS / EXPENSE) if False else (WAGE / SIZE) * SIZE, "工资性收入 ÷ 家庭成员数 × 家庭成员数", "wage income ÷ the number of household members × the number of household members"),
        (SIZE / (SIZE / SIZE) if False else SIZE * (WAGE / SIZE), "家庭成员数 × 工资性收入 ÷ 家庭成员数", "the number of household members × wage income ÷ the number of household members"),
        (WAGE / (SIZE * (WAGE / SIZE)), "工资性收入 ÷ （家庭成员数 × 工资性收入 ÷ 家庭成员数）", "wage income ÷ (the number of household members × wage income ÷ the number of household members)"),
    ],
)  # fmt: skip
def test_brackets_stand_where_the_order_needs_them(number, zh, en):
    assert say(number, "zh") == zh
    assert say(number, "en") == en


A, B, C = Household.food_assured, Household.clothing_assured, Household.registered


@pytest.mark.parametrize(
    ("condition", "en"),
    [
        (all_of(A, B), "no worry about food, and no worry about clothing"),
        (all_of(A), "no worry about food"),
        (
            any_of(A, all_of(B, C)),
            "any of (no worry about food; no worry about clothing, and registered poor household)",
        ),
        (none_of(A), "not (no worry about food)"),
        (none_of(A, B), "none of (no worry about food; no worry about clothing)"),
        (
            all_of(Household.persons.listed().all(all_of(Person.insured, Person.on_allowance)), A),
            "every one of the household members: (has basic medical insurance, and receives the low-income allowance), and no worry about food",
        ),
        (
            Person.household.of(all_of(A, B)),
            "for its household, (no worry about food, and no worry about clothing)",
        ),
    ],
)
def test_a_reader_can_tell_what_belongs_together(condition, en):
    assert say(condition, "en") == en


def test_each_bound_is_said_with_its_own_word():
    line = yuan(1, cite=CITE)
    said = {
        bound: (say(getattr(WAGE, bound)(line), "zh"), say(getattr(WAGE, bound)(line), "en"))
        for bound in ("below", "at_most", "above", "at_least", "equals")
    }
    assert said == {
        "below": ("工资性收入低于1.00元", "wage income is below 1.00 yuan"),
        "at_most": ("工资性收入不超过1.00元", "wage income is at most 1.00 yuan"),
        "above": ("工资性收入高于1.00元", "wage income is above 1.00 yuan"),
        "at_least": ("工资性收入不低于1.00元", "wage income is at least 1.00 yuan"),
        "equals": ("工资性收入等于1.00元", "wage income equals 1.00 yuan"),
    }
    assert say(SIZE.above(count(3, cite=CITE)), "zh") == "家庭成员数高于3"
