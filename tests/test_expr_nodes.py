"""`povertypolicy.expr.nodes`: what can be written, and what is refused with a remedy."""

import datetime as dt

import attrs
import pytest

from povertypolicy import (
    Household,
    Person,
    Village,
    count,
    percent,
    square_metres,
    yuan,
    yuan_per_head,
)
from povertypolicy.citations import document
from povertypolicy.clauses import LOOKED_UP, SHAPES
from povertypolicy.errors import BadRule, NoTruthValue, Uncited, UnitMismatch
from povertypolicy.expr import facts, nodes
from povertypolicy.expr.facts import FACTS
from povertypolicy.expr.fields import word_list
from povertypolicy.expr.nodes import (
    NOT_APPLICABLE,
    AllOf,
    Arithmetic,
    Compare,
    ConditionCases,
    DayIs,
    LineArithmetic,
    Literal_,
    Node,
    NumberCases,
    Open,
    WordIs,
    all_of,
    any_of,
    cases,
    children,
    classify,
    day,
    indicator,
    max_,
    min_,
    none_of,
    operand,
    readings,
    undefined,
    undetermined,
    vocabulary,
    walk,
    when,
    window,
)
from povertypolicy.parameters import supplied
from povertypolicy.quantities import Area, Count, Money, MoneyPerHead, Share, Years
from povertypolicy.subjects import IncomeEntry

DOC = document("示〔2020〕1号", ("示例", "example"), issued="2020-01-01")
CITE = DOC.at("一")
NET = Household.wage_income
SIZE = Household.persons.listed().count()
PER_HEAD = NET / SIZE
LINE = yuan_per_head(4000, cite=CITE)
SHARE = supplied("x.share", ("比例", "share"), Share, cite=CITE)
AVERAGE = supplied("x.average", ("平均", "average"), MoneyPerHead, cite=CITE)
POOR = PER_HEAD.below(LINE)


def kinds():
    found = {*FACTS, *SHAPES}
    for module in (nodes, facts):
        found |= {
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Node)
        }
    return found


# --- truth values --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "remedy"),
    [
        (POOR, "all_of(...)"),
        (NET, ".below(line)"),
        (Household.registered, "all_of(...)"),
        (Person.labour_capacity, '.equals("word")'),
        (Household.persons, ".listed()"),
        (undetermined(("未定", "open")), "all_of(...)"),
    ],
)
def test_bool_raises_and_says_what_to_write(node, remedy):
    with pytest.raises(NoTruthValue) as caught:
        bool(node)
    assert remedy in caught.value.text("en")
    assert remedy in caught.value.text("zh")
    assert type(node).__name__ in caught.value.text("en")


@pytest.mark.parametrize(
    "misuse",
    [
        lambda: POOR and Household.registered,
        lambda: POOR or Household.registered,
        lambda: not POOR,
        lambda: POOR if Household.registered else None,
        lambda: 1 < NET < 2,
    ],
)
def test_python_words_of_logic_are_refused(misuse):
    with pytest.raises(NoTruthValue):
        misuse()


@pytest.mark.parametrize(
    ("sign", "remedy"),
    [
        ("<", ".below(line)"),
        ("<=", ".at_most(line)"),
        (">", ".above(line)"),
        (">=", ".at_least(line)"),
    ],
)
def test_signs_are_refused_with_the_word_to_write(sign, remedy):
    with pytest.raises(NoTruthValue) as caught:
        eval(f"NET {sign} 4000", {"NET": NET})
    assert remedy in caught.value.text("en")
    with pytest.raises(NoTruthValue):
        eval(f"4000 {sign} NET", {"NET": NET})


def test_nodes_are_compared_by_identity_and_frozen():
    assert NET == NET  # noqa: PLR0124 - identity is the point
    assert PER_HEAD.below(LINE) != PER_HEAD.below(LINE)
    assert len({POOR, POOR, PER_HEAD.below(LINE)}) == 2
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        POOR.bound = "above"


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "unit"),
    [
        (NET + NET, Money),
        (NET - NET, Money),
        (NET / SIZE, MoneyPerHead),
        (NET / NET, Share),
        (SIZE / SIZE, Share),
        (PER_HEAD * SIZE, Money),
        (SIZE * PER_HEAD, Money),
        (NET * SHARE, Money),
        (NET * percent(45, cite=CITE), Money),
        (percent(45, cite=CITE) * NET, Money),
        (PER_HEAD * percent(45, cite=CITE), MoneyPerHead),
        (AVERAGE * percent(45, cite=CITE), MoneyPerHead),
        (percent(45, cite=CITE) * AVERAGE, MoneyPerHead),
        (AVERAGE * SIZE, Money),
        (max_(NET, yuan(0, cite=CITE)), Money),
        (min_(PER_HEAD, LINE), MoneyPerHead),
        (indicator(("收入", "income"), NET), Money),
        (SIZE, Count),
        (Household.entries.listed().sum(IncomeEntry.amount), Money),
        (Person.birth_date.age(), Years),
        (Person.household.of(NET), Money),
        (NET.at_prices_of(2014), Money),
    ],
)
def test_units_come_out_right(node, unit):
    assert node.unit is unit


@pytest.mark.parametrize(
    "misuse",
    [
        lambda: NET + PER_HEAD,
        lambda: NET - SIZE,
        lambda: NET * NET,
        lambda: PER_HEAD / SIZE,
        lambda: SIZE / NET,
        lambda: NET + percent(1, cite=CITE),
        lambda: AVERAGE * yuan(1, cite=CITE),
        lambda: NET.below(LINE),
        lambda: PER_HEAD.below(percent(45, cite=CITE)),
        lambda: NET.at_least(SHARE),
        lambda: SIZE.equals(square_metres(1, cite=CITE)),
        lambda: PER_HEAD.between(LINE, yuan(1, cite=CITE)),
        lambda: max_(NET, PER_HEAD),
        lambda: min_(NET, AVERAGE),
    ],
)
def test_units_that_do_not_go_together_are_refused(misuse):
    with pytest.raises(UnitMismatch) as caught:
        misuse()
    assert caught.value.parts["left"] in caught.value.text("zh")
    assert caught.value.parts["right"] in caught.value.text("en")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (4000, "4000"),
        (4000.5, "4000.5"),
        (yuan_per_head(4000), "4,000.00 yuan per head"),
        ("4000", "str"),
        (None, "NoneType"),
    ],
)
def test_a_number_without_a_citation_is_refused(value, shown):
    for misuse in (
        lambda: PER_HEAD.below(value),
        lambda: PER_HEAD.at_most(value),
        lambda: PER_HEAD.above(value),
        lambda: PER_HEAD.at_least(value),
        lambda: PER_HEAD.equals(value),
        lambda: PER_HEAD.between(LINE, value),
        lambda: PER_HEAD + value,
        lambda: AVERAGE * value,
        lambda: max_(PER_HEAD, value),
        lambda: operand(value),
    ):
        with pytest.raises(Uncited) as caught:
            misuse()
        assert shown in caught.value.text("en")
        assert "cite=" in caught.value.text("zh")


def test_arithmetic_over_lines_is_about_no_subject():
    assert isinstance(AVERAGE * percent(45, cite=CITE), LineArithmetic)
    assert isinstance(AVERAGE * SIZE, Arithmetic)


def test_a_cited_quantity_becomes_a_figure_with_its_citation():
    figure = operand(LINE)
    assert isinstance(figure, Literal_)
    assert (figure.quantity, figure.cite) == (yuan_per_head(4000), CITE)


@pytest.mark.parametrize("bound", ["below", "at_most", "above", "at_least", "equals"])
def test_each_bound_is_its_own_word(bound):
    condition = getattr(PER_HEAD, bound)(LINE)
    assert isinstance(condition, Compare)
    assert (condition.bound, condition.left) == (bound, PER_HEAD)


def test_between_includes_both_ends():
    low, high = PER_HEAD.between(LINE, AVERAGE).parts
    assert (low.bound, high.bound) == ("at_least", "at_most")


# --- conditions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("join", [all_of, any_of, none_of])
@pytest.mark.parametrize("parts", [(), (True,), (POOR, None), (POOR, NET), ("registered",)])
def test_joining_takes_conditions_only(join, parts):
    with pytest.raises(BadRule) as caught:
        join(*parts)
    assert join.__name__ in caught.value.text("en")


def test_joining_keeps_the_order():
    assert all_of(POOR, Household.registered).parts == (POOR, Household.registered)


def test_readings_need_at_least_two():
    with pytest.raises(BadRule):
        readings("x", ("读法", "reading"), only=(("唯一", "only"), POOR))
    two = readings(
        "x", ("读法", "reading"), a=(("甲", "a"), POOR), b=(("乙", "b"), Household.registered)
    )
    assert [key for key, _, _ in two.options] == ["a", "b"]


def test_what_is_open_carries_its_reason():
    assert undetermined(("未定", "open")).reason.en == "open"
    term = undefined("x.term", ("名词", "term"), cite=CITE)
    assert (term.term, term.label.zh, term.cite) == ("x.term", "名词", CITE)


# --- words and days ------------------------------------------------------------------------------

WORDS = vocabulary(("类", "class"), poor=("贫", "poor"), other=("其他", "other"))


def test_a_vocabulary_keeps_its_words_in_order():
    assert WORDS.ids() == ("poor", "other")
    assert WORDS.term("poor").label.zh == "贫"
    assert WORDS.closed
    assert not vocabulary(("类", "class"), closed=False, a=("甲", "a")).closed


@pytest.mark.parametrize("words", [("no_such",), ("able", "no_such"), ()])
def test_a_word_outside_the_vocabulary_is_refused(words):
    with pytest.raises(BadRule) as caught:
        Person.labour_capacity.is_one_of(*words)
    assert "able, partial, none" in caught.value.text("en")


def test_equals_is_one_of_one_word():
    condition = Person.labour_capacity.equals("able")
    assert isinstance(condition, WordIs)
    assert condition.words == ("able",)


def test_classify_takes_words_of_the_vocabulary():
    word = classify(WORDS, when(POOR, "poor"), otherwise="other")
    assert word.branches == ((POOR, "poor"),)
    assert word.otherwise == "other"
    for open_end in (undetermined(("未定", "open")), NOT_APPLICABLE):
        assert classify(WORDS, when(POOR, "poor"), otherwise=open_end).otherwise is open_end
    with pytest.raises(BadRule):
        classify(WORDS, when(POOR, "rich"), otherwise="other")
    with pytest.raises(BadRule):
        classify(WORDS, when(POOR, "poor"), otherwise="rich")


def test_covers_means_every_word_when_none_is_named():
    listed = word_list(("措施", "measures"), WORDS).on(Household, "measures_of_nodes")
    assert listed.covers().items == ("poor", "other")
    assert listed.covers("poor").items == ("poor",)


def test_covers_refuses_a_word_outside_the_vocabulary():
    listed = word_list(("措施", "measures"), WORDS).on(Household, "measures_of_nodes")
    with pytest.raises(BadRule):
        listed.covers("no_such")


@pytest.mark.parametrize("bound", ["before", "by", "from_", "after"])
def test_each_day_bound_is_its_own_word(bound):
    condition = getattr(Person.birth_date, bound)(day("2000-02-29", cite=CITE))
    assert isinstance(condition, DayIs)
    assert (condition.bound, condition.line, condition.cite) == (bound, dt.date(2000, 2, 29), CITE)


def test_a_window_includes_both_ends():
    span = window("2016-01-01", "2016-12-31", cite=CITE)
    first, last = IncomeEntry.day.within(span).parts
    assert (first.bound, first.line) == ("from_", dt.date(2016, 1, 1))
    assert (last.bound, last.line) == ("by", dt.date(2016, 12, 31))


def test_a_window_does_not_end_before_it_begins():
    with pytest.raises(BadRule):
        window("2016-12-31", "2016-01-01", cite=CITE)


@pytest.mark.parametrize("written", ["2016-02-30", "2016/01/01", ""])
def test_no_such_day(written):
    with pytest.raises(ValueError, match=r"day|isoformat"):
        day(written, cite=CITE)


# --- cases, members, the subject above -----------------------------------------------------------


def test_cases_choose_conditions_or_numbers():
    condition = cases(when(POOR, Household.registered), otherwise=NOT_APPLICABLE)
    assert isinstance(condition, ConditionCases)
    assert condition.branches == ((POOR, Household.registered),)
    number = cases(when(POOR, NET), otherwise=NET + NET)
    assert isinstance(number, NumberCases)
    assert number.unit is Money


@pytest.mark.parametrize(
    "misuse",
    [
        lambda: cases(when(POOR, NET), otherwise=SIZE),
        lambda: cases(when(POOR, NET), otherwise=Household.registered),
        lambda: cases(when(POOR, Household.registered), otherwise=NET),
    ],
)
def test_cases_choose_alike(misuse):
    with pytest.raises((UnitMismatch, BadRule)):
        misuse()


def test_members_are_those_a_rule_means():
    able = Household.persons.where(Person.labour_capacity.equals("able"), ("劳力", "able"))
    assert able.label.en == "able"
    narrowed = able.where(Person.insured)
    assert isinstance(narrowed.condition, AllOf)
    assert narrowed.condition.parts == (able.condition, Person.insured)
    assert narrowed.label is None
    assert Household.persons.listed().condition is None


def test_the_subject_above_lends_numbers_and_conditions():
    assert Person.household.of(Household.registered).condition is Household.registered
    assert Person.household.of(NET).number is NET
    assert Village.county.parent.__name__ == "County"


# --- the tree ------------------------------------------------------------------------------------


def test_children_come_in_reading_order_and_walk_visits_once():
    shared = all_of(POOR, POOR)
    assert list(children(POOR)) == [POOR.left, POOR.right]
    visited = list(walk(shared))
    assert visited[:2] == [shared, POOR]
    assert len(visited) == len({id(node) for node in visited})
    branches = cases(when(POOR, Household.registered), otherwise=Open(POOR.left.unit.label))
    assert list(children(branches))[:2] == [POOR, Household.registered]


def test_every_node_is_in_the_closed_list():
    abstract = {
        Node,
        nodes.Number,
        nodes.Constant,
        nodes.Condition,
        nodes.Word,
        nodes.WordList,
        nodes.Day,
    }
    from povertypolicy.deciding.sentences import SAY
    from povertypolicy.lowering.lower import LOWER

    concrete = kinds() - abstract
    assert concrete - set(SAY) == set()
    assert set(SAY) - concrete == set()
    read_by_others = {nodes.Members, nodes.Relation, nodes.Up}
    assert set(LOWER) == concrete - read_by_others - set(LOOKED_UP)
    assert not read_by_others & set(LOOKED_UP)


def test_what_is_looked_up_cannot_stand_in_a_rule():
    for kind in LOOKED_UP:
        made = kind.__new__(kind)
        for rule in (lambda made=made: all_of(made), lambda made=made: operand(made)):
            with pytest.raises((BadRule, Uncited)):
                rule()


def test_area_is_no_count():
    with pytest.raises(UnitMismatch):
        max_(SIZE, square_metres(1, cite=CITE))
    assert Area.label.en == "m²"
    assert count(1).unit is Count
