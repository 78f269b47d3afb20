"""`povertypolicy.register`: files are read, joined and decided; every row is answered or reported."""

import json
from decimal import Decimal

import pytest
import register_samples as samples
from hypothesis import given
from hypothesis import strategies as st
from register_samples import HOUSEHOLDS, PERSONS, VILLAGES, answers, lines, put, read

from povertypolicy import Household, IncomeEntry, Person, Village, policy
from povertypolicy.errors import BadFile, BadSetting, InvalidData
from povertypolicy.register import Source, Summary, assess, read_register
from povertypolicy.register.decoding import decode
from povertypolicy.register.headers import bind, squeeze
from povertypolicy.register.tables import Table, read_csv

# 6,998 / 2 = 3,499 is below the line of 3,500; 3,500 and 3,501 are not.
POOR = {2: "yes", 3: "no", 4: "no"}


def test_three_tables_are_joined_and_decided(tmp_path):
    register = read(tmp_path)
    assert register.faults == ()
    assert answers(register) == POOR
    first = register.entries[0]
    assert [person.name for person in first.subject.persons] == ["甲", "乙"]
    assert [type(item) for item in first.above] == [Village]
    assert first.subject.prices_of == 2017
    assert answers(register, "yunxi.small") == {2: "yes", 3: "yes", 4: "yes"}


@pytest.mark.parametrize(
    "encoded",
    [
        HOUSEHOLDS.encode("utf-8"),
        HOUSEHOLDS.encode("utf-8-sig"),
        HOUSEHOLDS.encode("gb18030"),
        HOUSEHOLDS.encode("utf-16"),
        b"\xfe\xff" + HOUSEHOLDS.encode("utf-16-be"),
        HOUSEHOLDS.replace("\n", "\r\n").encode("gb18030"),
        HOUSEHOLDS.replace("\n", "\r").encode("utf-8"),
        HOUSEHOLDS.replace(",", "\t").encode("utf-16"),
        ("\n\n" + HOUSEHOLDS).encode("utf-8"),
    ],
    ids=["utf-8", "utf-8 mark", "gb18030", "utf-16", "utf-16 big", "crlf", "cr", "tabs", "blank"],
)
def test_encodings_line_ends_and_tabs_make_no_difference(tmp_path, encoded):
    found = answers(read(tmp_path, encoded))
    assert list(found.values()) == list(POOR.values())


def test_an_encoding_can_be_named(tmp_path):
    big5 = "household_id,wage_income,住房安全\nh1,6998,是\n"
    register = read(tmp_path, big5.encode("big5"), persons=None, villages=None, encoding="big5")
    assert register.entries[0].subject.housing_assured is True


@given(st.text(st.characters(codec="gb18030"), max_size=40))
def test_what_is_encoded_is_decoded(text):
    whole = "户编号,工资性收入\n" + text
    for encoding in ("utf-8", "gb18030"):
        assert decode(whole.encode(encoding), "f") == whole


def test_columns_may_stand_in_any_order_and_language(tmp_path):
    other = (
        "Village ID, WAGE_income (yuan; constant 2017 prices) ,safe housing assured,household id,"
        "transfer_income (2017 prices),Production and Business Expense (prices of 2017),on_allowance,"
        "生产经营性收入（2017年价格）\n"
        "v1,6998,yes,h1,0,0,no,0\nv1,7000,yes,h2,0,0,no,0\nv1,7002,yes,h3,0,0,no,0\n"
    )
    assert read(tmp_path, other).faults == ()
    assert answers(read(tmp_path, other)) == POOR


@pytest.mark.parametrize(
    ("header", "year"),
    [
        ("工资性收入", None),
        ("工资性收入（元）", None),
        ("工资性收入(元)", None),
        ("工资性收入（元，2014年不变价）", 2014),
        ("工资性收入（2014年可比价、元）", 2014),
        ("工资性收入 （2014年价格）", 2014),
        ("wage income (yuan, prices of 2014)", 2014),
        ("Wage Income (constant prices of 2014)", 2014),
        ("wage_income (2014 prices)", 2014),
        ("登记的人均可支配收入（元/人，2014年不变价）", 2014),
    ],
)
def test_a_header_may_state_unit_and_price_year(header, year):
    binding = bind(Table("f", (header,), ()), Household, ())
    assert binding.faults == ()
    assert binding.year == year
    assert next(iter(binding.keys.values())) in {"wage_income", "income_per_head"}


@given(st.sampled_from(["户编号", "Wage_Income (元)", "a b"]), st.text(" \t_　", max_size=5))
def test_spaces_case_and_width_of_a_header_do_not_matter(header, padding):
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and c != "_" else c for c in header)
    assert squeeze(padding + wide.upper() + padding) == squeeze(header)


def test_every_header_of_a_fact_is_taken(tmp_path):
    for fact in Household.facts.values():
        for header in fact.info.all_headers():
            binding = bind(Table("f", (header,), ()), Household, ())
            assert list(binding.keys.values()) == [fact.info.name], header


def test_the_price_year_may_be_an_argument_or_a_column(tmp_path):
    plain = HOUSEHOLDS.replace("（元，2017年不变价）", "")
    assert {e.subject.prices_of for e in read(tmp_path, plain, prices_of=2017).entries} == {2017}
    assert answers(read(tmp_path, plain)) == {2: "unknown", 3: "unknown", 4: "unknown"}
    column = plain.replace("户编号,", "户编号,价格年份,").replace("\nh", "\nh", 1)
    column = "\n".join(
        line if number in (0, 4) else line.replace(",", ",2017,", 1)
        for number, line in enumerate(column.split("\n"))
    )
    assert answers(read(tmp_path, column)) == POOR


def test_columns_can_be_passed_over(tmp_path):
    more = HOUSEHOLDS.replace("户编号,", "户编号,备注,").replace("\nh", "\nh")
    more = more.replace("h1,", "h1,x,").replace("h2,", "h2,,").replace("h3,", "h3,=1,")
    assert {f.code for f in read(tmp_path, more).faults} == {"unknown-header"}
    assert answers(read(tmp_path, more, ignore=("备注",))) == POOR


def test_empty_rows_are_no_records_but_are_counted(tmp_path):
    gaps = HOUSEHOLDS.replace("h2,", "\n,,,,,,,\nh2,")
    assert answers(read(tmp_path, gaps)) == {2: "yes", 5: "no", 6: "no"}


def test_a_household_that_no_person_names_has_members_that_are_not_known(tmp_path):
    register = read(tmp_path, persons=PERSONS.split("p5")[0])
    assert register.entries[2].subject.persons is None
    assert answers(register) == {2: "yes", 3: "no", 4: "unknown"}


def test_entries_are_joined_like_persons(tmp_path):
    entries = put(
        tmp_path,
        "e.csv",
        "户编号,日期,类别,金额（元，2017年不变价）\nh1,2018-01-01,工资性收入,10.50\nh1,2017-12-31,工资性收入,99\n",
    )
    file = put(tmp_path, "h.csv", "户编号,住房安全\nh1,是\n")
    register = read_register(Household, file, {IncomeEntry: entries})
    [line] = lines(register, ("yunxi.entries",))
    assert line.decisions[0].value.number() == Decimal("10.50")
    assert register.entries[0].subject.prices_of == 2017


def test_persons_can_be_the_main_file_with_households_and_villages_above(tmp_path):
    register = read_register(
        Person,
        put(tmp_path, "p.csv", PERSONS),
        {
            Household: put(tmp_path, "h.csv", HOUSEHOLDS),
            Village: put(tmp_path, "v.csv", VILLAGES),
        },
    )
    assert register.faults == ()
    assert [[type(item) for item in e.above] for e in register.entries] == [
        [Household, Village]
    ] * 6
    for entry in register.entries:  # two of each household stand in the file, and are its members
        household, village = entry.above
        assert len(household.persons) == 2
        assert entry.subject.name in {person.name for person in household.persons}
        assert village.households is None


PER_HEAD = "guangdong.person.identification.member_counted"
INCOMES = "户编号,工资性收入,经营性收入,财产性收入,转移性收入,生产经营性支出\nh1,6998,0,0,0,0\nh2,70000,0,0,0,0\nh3,0,0,0,0,0\n"


def by_persons(folder, persons, households=INCOMES, **how):
    files = {Household: put(folder, "h.csv", households)}
    source = Source(prices_of=how.pop("prices_of", 2014))
    return read_register(Person, put(folder, "p.csv", persons), files, source=source)


def test_a_rule_per_head_is_decided_for_persons_as_the_main_file(tmp_path):
    asked = policy("guangdong", rules_on="2016-12-31")
    found = list(assess(asked, by_persons(tmp_path, PERSONS), (PER_HEAD,)))
    told = [line.decisions[0].outcome.value for line in found]
    # 6,998 / 2 = 3,499 and 0 are below 4,000 yuan per head; 70,000 / 2 is not
    assert told == ["yes", "yes", "no", "no", "yes", "yes"]


@pytest.mark.parametrize("bad", ["p3,h2,丙,有,是,否,1970-09-30", "p3,h2,丙,"])
def test_a_faulty_person_of_the_main_file_holds_up_its_household(tmp_path, bad):
    good = "p3,h2,丙,有劳动能力,是,否,1970-09-30"
    assert good in PERSONS
    register = by_persons(tmp_path, PERSONS.replace(good, bad))
    assert [e.row for e in register.entries if e.faults] == [4, 5]
    assert [f.row for f in register.faults] == [4]
    own, other = register.entries[2].faults, register.entries[3].faults
    assert [f.code for f in own] == ["ragged-row" if bad.endswith(",") else "not-a-word"]
    assert [f.code for f in other] == ["other-faults"]
    assert "第4行" in other[0].text("zh")


def test_households_that_list_their_persons_keep_their_own_list(tmp_path):
    household = json.dumps([{"id": "h1", "persons": [{}, {}, {}]}])
    file = put(tmp_path, "h.json", household)
    persons = put(tmp_path, "p.csv", PERSONS.split("p3")[0])
    register = read_register(Person, persons, {Household: file})
    assert register.faults == ()
    assert {len(e.above[0].persons) for e in register.entries} == {3}


# --- price years of several tables ---------------------------------------------------------------

ENTRIES_2016 = "户编号,日期,类别,金额（2016年价格）\nh1,2016-01-01,工资性收入,5\n"


@pytest.mark.parametrize(
    ("households", "stated", "code"),
    [
        ("户编号,工资性收入\nh1,100\n", None, "price-years-differ"),
        ("户编号,工资性收入\nh1,\n", 2016, None),
        ("户编号,住房安全\nh1,是\n", 2016, None),
        ("户编号,工资性收入（2016年价格）\nh1,100\n", 2016, None),
        ("户编号,工资性收入（2014年价格）\nh1,100\n", None, "price-years-differ"),
        ("户编号,价格年份,工资性收入\nh1,2016,100\n", 2016, None),
    ],
)
def test_members_state_no_price_year_for_amounts_of_their_household(
    tmp_path, households, stated, code
):
    entries = put(tmp_path, "e.csv", ENTRIES_2016)
    file = put(tmp_path, "h.csv", households)
    register = read_register(Household, file, {IncomeEntry: entries})
    assert {f.code for f in register.faults} == ({code} if code else set())
    [entry] = register.entries
    assert (entry.subject and entry.subject.prices_of) == stated


def test_a_year_in_some_headers_only_is_a_fault_unless_the_caller_states_it(tmp_path):
    text = "户编号,工资性收入（2014年不变价）,财产性收入（元）\nh1,100,7\n"
    file = put(tmp_path, "h.csv", text)
    bad = read_register(Household, file)
    assert [f.code for f in bad.faults] == ["price-year-missing"]
    assert bad.entries[0].subject is None
    good = read_register(Household, file, source=Source(prices_of=2014))
    assert good.faults == ()
    assert good.entries[0].subject.prices_of == 2014


def test_villages_hold_their_households_and_those_their_persons(tmp_path):
    register = read_register(
        Village,
        put(tmp_path, "v.csv", VILLAGES),
        {Household: put(tmp_path, "h.csv", HOUSEHOLDS), Person: put(tmp_path, "p.csv", PERSONS)},
    )
    [entry] = register.entries
    assert [len(household.persons) for household in entry.subject.households] == [2, 2, 2]
    [line] = lines(register, ("village.exit",))
    assert line.decisions[0].outcome.value == "no"  # one in three is far above 2 %


# --- faults and their consequences ---------------------------------------------------------------


def told(register):
    return sorted((f.file.rpartition("/")[2], f.row, f.code) for f in register.faults)


def test_a_faulty_person_holds_up_only_the_household_it_belongs_to(tmp_path):
    register = read(tmp_path, persons=PERSONS.replace("p3,h2,丙,有劳动能力", "p3,h2,丙,有"))
    assert told(register) == [("persons.csv", 4, "not-a-word")]
    assert answers(register) == {2: "yes", 3: "fault", 4: "no"}
    [fault] = register.entries[1].faults
    assert fault.code == "other-faults"
    assert "persons.csv，第4行" in fault.text("zh")
    assert "persons.csv, row 4" in fault.text("en")


def test_an_unreadable_person_holds_up_every_household_it_may_belong_to(tmp_path):
    register = read(tmp_path, persons=PERSONS.replace("p3,h2,丙,", "p3,h2,"))
    assert told(register) == [("persons.csv", 4, "ragged-row")]
    assert answers(register) == {2: "yes", 3: "fault", 4: "no"}


def test_an_unreadable_household_does_not_hold_up_its_village(tmp_path):
    register = read(tmp_path, HOUSEHOLDS.replace("h2,7000,", "h2,"))
    assert answers(register) == {2: "yes", 3: "fault", 4: "no"}
    assert ("households.csv", 3, "ragged-row") in told(register)


def test_a_faulty_village_holds_up_its_households(tmp_path):
    villages = VILLAGES + "v2,远,=1\n"
    register = read(tmp_path, HOUSEHOLDS.replace("否,v1\nh2", "否,v2\nh2"), villages=villages)
    assert answers(register) == {2: "fault", 3: "no", 4: "no"}


def test_an_unreadable_village_holds_up_its_households(tmp_path):
    villages = VILLAGES + "v2,远\n"
    register = read(tmp_path, HOUSEHOLDS.replace("否,v1\nh2", "否,v2\nh2"), villages=villages)
    assert answers(register) == {2: "fault", 3: "no", 4: "no"}
    assert told(register) == [("villages.csv", 3, "ragged-row")]


def test_a_person_of_no_household_is_reported_and_the_rest_answered(tmp_path):
    register = read(tmp_path, persons=PERSONS + "p7,h9,庚,,,,\np8,,辛,,,,\n")
    assert told(register) == [("persons.csv", 8, "no-parent"), ("persons.csv", 9, "missing-link")]
    assert answers(register) == POOR


def test_both_rows_of_one_id_are_reported_whatever_their_order(tmp_path):
    twice = HOUSEHOLDS.replace("h3,", "h1,")
    register = read(tmp_path, twice, persons=PERSONS.split("p5")[0])
    assert answers(register) == {2: "fault", 3: "no", 4: "fault"}
    assert {f.row: f.parts["other"] for f in register.faults} == {2: 4, 4: 2}


def test_a_header_that_nobody_knows_leaves_no_row_answered(tmp_path):
    register = read(tmp_path, HOUSEHOLDS.replace("转移性收入", "转移性收人"))
    assert answers(register) == {2: "fault", 3: "fault", 4: "fault"}
    [fault] = register.faults
    assert (fault.row, fault.code) == (1, "unknown-header")
    assert "您是否想写“转移性收入”" in fault.text("zh")


def test_the_rows_after_an_open_quote_are_still_answered(tmp_path):
    register = read(tmp_path, HOUSEHOLDS.replace("h2,7000", 'h2,"7000'))
    assert answers(register) == {2: "yes", 3: "fault", 4: "no"}


def test_a_cell_over_two_lines_is_reported_line_by_line(tmp_path):
    register = read(tmp_path, HOUSEHOLDS.replace("h2,7000", 'h2,"70\n00"'))
    assert answers(register) == {2: "yes", 3: "fault", 4: "fault", 5: "no"}


def test_a_header_may_span_lines_as_excel_writes_it(tmp_path):
    wrapped = HOUSEHOLDS.replace(
        "工资性收入（元，2017年不变价）", '"工资性收入\n（元，2017年不变价）"'
    )
    assert list(answers(read(tmp_path, wrapped)).values()) == list(POOR.values())
    assert read_csv(wrapped, "f").rows[0].number == 2


@pytest.mark.parametrize(("main", "other"), [(Village, IncomeEntry), (IncomeEntry, Village)])
def test_a_table_that_has_no_place_beside_the_main_one_is_refused(tmp_path, main, other):
    files = {kind: put(tmp_path, f"{kind.__name__}.csv", "编号\n1\n") for kind in (main, other)}
    with pytest.raises(BadSetting):
        read_register(main, files[main], {other: files[other]})


# --- JSON ----------------------------------------------------------------------------------------

RECORD = {
    "id": "h1",
    "prices_of": 2017,
    "wage_income": 6998,
    "business_income": "0.00",
    "transfer_income": 0.0,
    "production_expense": 0,
    "persons": [{"labour_capacity": "able", "insured": True}, {"labour_capacity": "none"}],
}


def read_json(folder, data, **how):
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return read(folder, text, None, None, "households.json", **how)


@pytest.mark.parametrize("data", [[RECORD], {"households": [RECORD]}, RECORD])
def test_json_is_a_list_an_object_with_a_list_or_one_record(tmp_path, data):
    register = read_json(tmp_path, data)
    assert answers(register) == {1: "yes"}
    assert register.faults == ()


def test_numbers_of_json_are_exact(tmp_path):
    text = json.dumps([RECORD]).replace("6998", "6999.999999999999999999999")
    [fault] = read_json(tmp_path, text).faults
    assert fault.code == "too-fine"
    register = read_json(tmp_path, json.dumps([RECORD]).replace("6998", "6999.99"))
    assert answers(register) == {1: "yes"}
    assert register.entries[0].subject.wage_income == 699999


def test_a_fault_of_json_has_its_path_and_the_other_records_are_answered(tmp_path):
    bad = {**RECORD, "id": "h2", "persons": [{"insured": "maybe"}]}
    register = read_json(tmp_path, {"households": [RECORD, bad, {**RECORD, "id": "h3"}]})
    assert answers(register) == {1: "yes", 2: "fault", 3: "yes"}
    [fault] = register.faults
    assert fault.path == "households[1].persons[0].insured"
    assert "households[1].persons[0].insured" in fault.text("zh")


def test_persons_of_json_records_may_come_from_a_table(tmp_path):
    record = {**RECORD, "persons": None}
    register = read(tmp_path, json.dumps([record]), PERSONS.split("p3")[0], None, "h.json")
    assert answers(register) == {1: "yes"}
    twice = read(tmp_path, json.dumps([RECORD]), PERSONS.split("p3")[0], None, "h.json")
    assert [f.code for f in twice.faults] == ["given-twice"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=5) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "persons", "wage_income", "insured", "?"]), inner, max_size=3
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_answered_or_reported(tmp_path_factory, data):
    folder = tmp_path_factory.getbasetemp()
    try:
        register = read_json(folder, data)
    except (InvalidData, BadFile):
        return
    for line in lines(register, ("yunxi.poor",)):
        assert line.decisions or line.faults


@given(st.text(max_size=120))
def test_any_text_is_answered_or_reported(tmp_path_factory, text):
    folder = tmp_path_factory.getbasetemp()
    try:
        register = read(folder, "户编号,工资性收入,住房安全\n" + text, None, None)
    except (InvalidData, BadFile):
        return
    found = lines(register, ("yunxi.poor",))
    assert [line.row for line in found] == [entry.row for entry in register.entries]
    assert all(line.decisions or line.faults for line in found)


# --- deciding ------------------------------------------------------------------------------------


def test_one_by_one_and_from_a_file_give_the_same_answer(tmp_path):
    register = read(tmp_path)
    asked = samples.policy()
    for entry, line in zip(register.entries, lines(register), strict=True):
        for name, decision in zip(samples.ASKED, line.decisions, strict=True):
            alone = asked.ask(name, entry.subject, *entry.above)
            assert (alone.outcome, alone.missing) == (decision.outcome, decision.missing)


def test_the_summary_counts_every_row(tmp_path):
    summary = Summary()
    register = read(tmp_path, HOUSEHOLDS.replace("7000", "x"))
    for _ in summary.watch(assess(samples.policy(), register, ["yunxi.poor"])):
        pass
    assert (summary.rows, summary.answered, summary.faulty) == (3, 2, 1)
    assert summary.as_json()["answers"] == {"yunxi.poor": {"yes": 1, "no": 1}}


def test_progress_is_told_for_every_row(tmp_path):
    seen = []
    list(
        assess(samples.policy(), read(tmp_path), ["yunxi.poor"], progress=lambda *n: seen.append(n))
    )
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_all_standards_about_the_subject_are_asked_by_default(tmp_path):
    [first, *_] = assess(samples.policy(), read(tmp_path))
    assert [d.info.id for d in first.decisions] == ["household.identification", "household.exit"]


def test_a_source_refuses_a_year_that_is_none():
    with pytest.raises(BadSetting):
        Source(prices_of=17)
