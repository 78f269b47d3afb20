"""`povertypolicy.lowering`: rules become lists of operations, and those become Python."""

import ast
import datetime as dt
import re
import traceback

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from povertypolicy import (
    Household,
    Outcome,
    Person,
    Subject,
    Text,
    Village,
    count,
    percent,
    price_index,
    yuan,
    yuan_per_head,
)
from povertypolicy.citations import document
from povertypolicy.criteria import criterion
from povertypolicy.deciding.policy import open_policy
from povertypolicy.errors import BadRule, OffPath
from povertypolicy.expr.fields import number, yes_no
from povertypolicy.expr.nodes import all_of, any_of, cases, none_of, when
from povertypolicy.expr.relations import many, up
from povertypolicy.lowering import ops
from povertypolicy.lowering.lower import lower
from povertypolicy.lowering.ops import Builder, deepest
from povertypolicy.lowering.printing import age_in_years, compile_program
from povertypolicy.policies import Settings, rules
from povertypolicy.subjects import IncomeEntry

DOC = document("示〔2020〕1号", ("示例", "example"), issued="2020-01-01")
CITE = DOC.at("一")
WORDS = ("例", "example")
DAY = dt.date(2020, 6, 30)
SETTINGS = Settings(DAY, DAY)
NET = Household.wage_income - Household.production_expense
SIZE = Household.persons.listed().count()
VILLAGE_IS_LARGE = Village.registered_population.above(count(100, cite=CITE))


def policy(means):
    clause = criterion("x.c", WORDS, cite=CITE, means=means)
    return open_policy(rules("x", WORDS, documents=[DOC], clauses=[clause]), DAY)


def outcome(means, subject, *above):
    return policy(means).ask("x.c", subject, *above).outcome


# --- operations ----------------------------------------------------------------------------------


def test_equal_operations_are_one():
    b = Builder()
    assert b.const(1) is b.const(1)
    assert b.const(1) is not b.const(True)
    fact = Household.facts["wage_income"]
    one, two = (b.make("get", data=("", fact), block=(), maybe=True) for _ in range(2))
    assert one is two
    assert b.linear([(1, one), (2, two)]) is b.linear([(3, one)])
    assert b.times(one, b.const(2)) is b.linear([(2, one)])
    assert b.all([one, one]) is one
    assert b.not_(b.not_(one)) is one


def test_what_is_certain_is_folded():
    b = Builder()
    yes, no = b.const(True), b.const(False)
    unknown = b.open("reason")
    assert b.all([unknown, no]) is no
    assert b.any([unknown, yes]) is yes
    assert b.all([unknown, yes]) is unknown
    assert b.any([]) is no
    assert b.all([]) is yes
    assert b.less(b.const(1), b.const(1), equal=False) is no
    assert b.less(b.const(1), b.const(1), equal=True) is yes
    assert b.choose(yes, unknown, no, "exact") is unknown
    assert b.agree([unknown, unknown]) is unknown
    assert b.guard(yes, unknown, "zero") is unknown


def test_rows_of_two_tables_do_not_stand_side_by_side():
    assert deepest([(), ("persons",), ("persons", "entries"), ()]) == ("persons", "entries")
    with pytest.raises(BadRule):
        deepest([("persons",), ("entries",)])


def test_every_kind_of_operation_can_be_printed():
    from povertypolicy.lowering import source

    printed = {*source._EXPRESSIONS, *source._VALUES} | ops.AGGREGATES | {"const"}
    assert printed == ops.KINDS


# --- the way down --------------------------------------------------------------------------------


def test_a_shared_part_is_lowered_once():
    shared = (NET / SIZE).below((NET / SIZE).at_prices_of(2014))
    lowered = lower(all_of(shared, any_of(shared, shared)), Household, SETTINGS, {})
    gets = [op for op in lowered.builder.ops if op.kind == "get"]
    assert len(gets) == len({op.data for op in gets})


def test_the_source_is_python_and_the_same_each_time():
    means = cases(
        when(Household.persons.listed().any(Person.insured), NET.below(yuan(1, cite=CITE))),
        otherwise=none_of(Household.registered),
    )
    sources = {policy(means).ask("x.c", Household()).compiled.batch.fast.source for _ in range(2)}
    assert len(sources) == 1
    ast.parse(sources.pop())


def test_no_float_and_no_division_is_printed():
    means = (NET / SIZE).at_least((NET * percent("33.333", cite=CITE)) / SIZE)
    source = policy(means).ask("x.c", Household()).compiled.batch.fast.source
    assert not re.search(r"\d\.\d", source)
    assert "/" not in source


@pytest.mark.parametrize(
    ("means", "reached"),
    [
        (Household.persons.listed().any(Household.registered), "registered"),
        (Person.household.of(Person.insured), "insured"),
        (Household.village.of(Household.registered), "registered"),
    ],
)
def test_a_fact_off_the_path_is_refused(means, reached):
    with pytest.raises(OffPath) as caught:
        lower(means, means_about(means), SETTINGS, {})
    assert reached in caught.value.text("zh")


def means_about(means):
    return Person if hasattr(means, "parent") and means.parent.owner is Person else Household


@pytest.mark.parametrize(
    ("registered", "insured", "expected"),
    [
        (True, [True, False], Outcome.YES),
        (False, [True, True], Outcome.NO),
        (None, [True], Outcome.UNKNOWN),
        (None, [False], Outcome.NO),
    ],
)
def test_rows_look_up_to_the_subject_they_stand_under(registered, insured, expected):
    both = all_of(Person.insured, Person.household.of(Household.registered))
    persons = [Person(insured=value) for value in insured]
    household = Household(registered=registered, persons=persons)
    assert outcome(Household.persons.listed().any(both), household) is expected


def test_from_there_they_look_further_up():
    means = Household.persons.listed().any(
        Person.household.of(Household.village.of(VILLAGE_IS_LARGE))
    )
    household = Household(persons=[Person()])
    village = Village(registered_population=count(101))
    assert outcome(means, household) is Outcome.UNKNOWN
    assert outcome(means, household, village) is Outcome.YES


class Meeting(Subject):
    """People who do not stand under their household here."""

    label = Text("会", "meeting")
    guests = many(lambda: Person, ("来人", "guests"), most=9)


def test_rows_do_not_look_up_to_what_they_do_not_stand_under():
    means = Meeting.guests.listed().any(Person.household.of(Household.registered))
    with pytest.raises(BadRule) as caught:
        lower(means, Meeting, SETTINGS, {})
    assert "above" in caught.value.text("en")


def test_a_quotient_is_not_summed():
    per_head = Household.wage_income / Household.persons.listed().count()
    with pytest.raises(BadRule) as caught:
        lower(
            Village.households.listed().sum(per_head).above(yuan_per_head(1, cite=CITE)),
            Village,
            SETTINGS,
            {},
        )
    assert "sum" in caught.value.text("en")


def test_a_divisor_that_could_be_negative_is_refused():
    with pytest.raises(BadRule):
        lower((NET / NET).above(percent(1, cite=CITE)), Household, SETTINGS, {})


class Class(Subject):
    """A training class with teams: two levels of rows."""

    label = Text("班", "class")
    teams = many(lambda: Team, ("组", "teams"), most=9)
    large = yes_no(("大", "large"))


class Team(Subject):
    """A team of a class."""

    label = Text("组", "team")
    of_class = up(lambda: Class)
    pupils = many(lambda: Pupil, ("学员", "pupils"), most=9)
    points = number(("分", "points"), low=-9, high=9)


class Pupil(Subject):
    """A pupil of a team."""

    label = Text("学员", "pupil")
    passed = yes_no(("通过", "passed"))
    marks = number(("成绩", "marks"), low=-9, high=9)


ALL_PASSED = Team.pupils.listed().all(Pupil.passed)
MARKS = Class.teams.where(ALL_PASSED).sum(Team.pupils.listed().sum(Pupil.marks))

pupils = st.lists(
    st.builds(
        Pupil,
        passed=st.sampled_from([True, False, None]),
        marks=st.none() | st.integers(-9, 9),
    ),
    max_size=3,
)
teams = st.lists(st.builds(Team, pupils=st.none() | pupils), max_size=3)


def conjunction(values):
    if False in values:
        return False
    return None if None in values else True


@given(st.none() | teams)
def test_rows_inside_rows_follow_the_same_logic(given_teams):
    room = Class(teams=given_teams)
    every = policy(Class.teams.listed().all(ALL_PASSED)).ask("x.c", room).outcome
    if given_teams is None:
        expected = None
    else:
        values = [
            None if team.pupils is None else conjunction([pupil.passed for pupil in team.pupils])
            for team in given_teams
        ]
        expected = conjunction(values)
    assert every is {True: Outcome.YES, False: Outcome.NO, None: Outcome.UNKNOWN}[expected]


@given(teams, st.integers(-30, 30))
def test_a_sum_over_rows_is_answered_only_when_its_bounds_agree(given_teams, line):
    room = Class(teams=given_teams)
    told = policy(MARKS.at_least(count(line, cite=CITE))).ask("x.c", room).outcome
    low = high = 0
    for team in given_teams:
        meant = (
            None if team.pupils is None else conjunction([pupil.passed for pupil in team.pupils])
        )
        if meant is False:
            continue
        if team.pupils is None or None in [pupil.marks for pupil in team.pupils]:
            assert told is Outcome.UNKNOWN
            return
        total = sum(pupil.marks for pupil in team.pupils)
        low += total if meant else min(0, total)
        high += total if meant else max(0, total)
    expected = Outcome.YES if low >= line else Outcome.NO if high < line else Outcome.UNKNOWN
    assert told is expected


@pytest.mark.parametrize(
    ("insured", "expected"),
    [
        ([True, True], Outcome.YES),
        ([True, None], Outcome.YES),
        ([False, None], Outcome.UNKNOWN),
        ([False, False], Outcome.NO),
        ([], Outcome.NO),
        (None, Outcome.UNKNOWN),
    ],
)
def test_counting_over_unknown_conditions(insured, expected):
    persons = None if insured is None else [Person(insured=value) for value in insured]
    at_least_one = Household.persons.where(Person.insured).count().at_least(count(1, cite=CITE))
    assert outcome(at_least_one, Household(persons=persons)) is expected
    assert (
        outcome(Household.persons.listed().any(Person.insured), Household(persons=persons))
        is expected
    )


def test_the_subject_above_is_given_or_missing():
    means = Household.village.of(VILLAGE_IS_LARGE)
    asked = policy(means)
    assert asked.ask("x.c", Household()).outcome is Outcome.UNKNOWN
    village = Village(registered_population=count(101))
    assert asked.ask("x.c", Household(), village).outcome is Outcome.YES
    assert asked.ask("x.c", Household()).missing[0].path == "village.registered_population"


# --- days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2000-06-30", "2020-06-29", 19),
        ("2000-06-30", "2020-06-30", 20),
        ("2000-02-29", "2019-02-28", 18),
        ("2000-02-29", "2019-03-01", 19),
        ("2000-02-29", "2020-02-29", 20),
        ("2020-06-30", "2020-06-29", -1),
    ],
)
def test_completed_years(born, on, years):
    days = [dt.date.fromisoformat(day).toordinal() for day in (born, on)]
    assert age_in_years(*days) == years


@given(st.dates(dt.date(1900, 1, 1)), st.integers(0, 40000))
def test_completed_years_are_those_of_the_calendar(born, later):
    if born.toordinal() + later > dt.date.max.toordinal():
        return
    on = born + dt.timedelta(days=later)
    expected = relativedelta(on, born).years
    if (born.month, born.day) == (2, 29) and (on.month, on.day) == (2, 28):
        expected = on.year - born.year - 1  # who is born on a leap day completes a year on 1 March
    assert age_in_years(born.toordinal(), on.toordinal()) == expected


# --- prices --------------------------------------------------------------------------------------

LINE = yuan(4000, prices_of=2014, cite=CITE)


@pytest.mark.parametrize(
    ("prices_of", "kind"), [(2014, None), (2016, "no-price-index"), (None, "prices-unstated")]
)
def test_amounts_know_their_prices(prices_of, kind):
    household = Household(prices_of=prices_of, wage_income=yuan(3999))
    decision = policy(Household.wage_income.below(LINE)).ask("x.c", household)
    assert [reason.kind for reason in decision.reasons] == ([] if kind is None else [kind])
    assert decision.outcome is (Outcome.YES if kind is None else Outcome.UNKNOWN)


def test_the_line_is_restated_exactly_and_never_the_income():
    asked = policy(Household.wage_income.below(LINE)).with_index(
        price_index({2014: 100, 2016: "103.333"}, source="表")
    )
    at = Household(prices_of=2016, wage_income=yuan("4133.32"))
    assert asked.ask("x.c", at).outcome is Outcome.NO
    assert asked.ask("x.c", at.with_(wage_income=yuan("4133.31"))).outcome is Outcome.YES


def test_a_line_without_a_price_year_compares_freely():
    free = policy(Household.wage_income.below(yuan(4000, cite=CITE)))
    for year in (2014, 2016, None):
        assert (
            free.ask("x.c", Household(prices_of=year, wage_income=yuan(1))).outcome is Outcome.YES
        )


# --- tracebacks ----------------------------------------------------------------------------------


def test_a_traceback_of_generated_code_shows_its_source_line():
    means = IncomeEntry.amount.above(yuan(1, cite=CITE))
    program = policy(means).ask("x.c", IncomeEntry()).compiled.batch.fast
    try:
        program.run(object())
    except AttributeError:
        told = traceback.format_exc()
    assert "s.amount" in told
    assert program.filename in told
    assert "x.c" in program.filename


def test_programs_of_two_policies_do_not_share_a_file_name():
    one, two = (policy(IncomeEntry.amount.above(yuan(n, cite=CITE))) for n in (1, 2))
    names = {p.ask("x.c", IncomeEntry()).compiled.batch.fast.filename for p in (one, two)}
    assert len(names) == 2


def test_an_empty_program_returns_nothing():
    assert compile_program("x", [], (), full=False).run(object()) == ()
