"""Tables joined as columns: the same rows, faults and values as record by record."""

import pytest
import register_samples as samples
from columnar import assert_same, both_ways
from hypothesis import given, settings
from hypothesis import strategies as st
from register_samples import HOUSEHOLDS, PERSONS, VILLAGES

from povertypolicy import County, Household, IncomeEntry, Person, Village
from povertypolicy.register.assessing import answer_of, assess

EXTENSIONS = samples.policy().rules.extensions
ENTRIES = "户编号,日期,类别,金额（元，2017年不变价）\nh1,2018-01-01,wage,10\nh3,2018-01-02,expense,5.5\nh1,,wage,\n"
COUNTIES = "县编号,县名,户籍人口\nc1,甲县,100000\n"


def compare(folder, texts, **how):
    one, columns = both_ways(folder, texts, EXTENSIONS, **how)
    assert_same(one, columns)
    return columns


REGISTERS = {
    "plain": {Household: HOUSEHOLDS, Person: PERSONS, Village: VILLAGES},
    "alone": {Household: HOUSEHOLDS},
    "entries": {Household: HOUSEHOLDS, Person: PERSONS, IncomeEntry: ENTRIES},
    "villages": {Village: VILLAGES, Household: HOUSEHOLDS, Person: PERSONS},
    "persons": {Person: PERSONS, Household: HOUSEHOLDS, IncomeEntry: ENTRIES, Village: VILLAGES},
    "county": {
        Household: HOUSEHOLDS,
        Village: "村编号,县编号,户籍人口,贫困人口\nv1,c1,400,10\n",
        County: COUNTIES,
    },
    "bad person": {
        Household: HOUSEHOLDS,
        Person: PERSONS.replace("p3,h2,丙,有劳动能力", "p3,h2,丙,有"),
    },
    "ragged person": {Household: HOUSEHOLDS, Person: PERSONS.replace("p3,h2,丙,", "p3,h2,")},
    "ragged household": {
        Household: HOUSEHOLDS.replace("h2,7000,", "h2,"),
        Person: PERSONS,
        Village: VILLAGES,
    },
    "ragged person above": {
        Person: PERSONS.replace("p3,h2,丙,", "p3,h2,"),
        Household: HOUSEHOLDS,
        Village: VILLAGES,
    },
    "bad village": {
        Household: HOUSEHOLDS.replace("否,v1\nh2", "否,v2\nh2"),
        Village: VILLAGES + "v2,远,=1\n",
    },
    "ragged village": {
        Household: HOUSEHOLDS.replace("否,v1\nh2", "否,v2\nh2"),
        Person: PERSONS,
        Village: VILLAGES + "v2,远\n",
    },
    "too poor village": {
        Household: HOUSEHOLDS,
        Village: "村编号,户籍人口,贫困人口\nv1,400,401\n",
    },
    "no parent": {Household: HOUSEHOLDS, Person: PERSONS + "p7,h9,庚,,,,\np8,,辛,,,,\n"},
    "twice": {Household: HOUSEHOLDS.replace("h3,", "h1,"), Person: PERSONS},
    "thrice": {Household: HOUSEHOLDS.replace("h3,", "h1,").replace("h2,", "h1,"), Person: PERSONS},
    "no id": {Household: HOUSEHOLDS.replace("h2,", ","), Person: PERSONS},
    "damaged id": {
        Household: HOUSEHOLDS.replace("h2,", "4.4E+17,"),
        Person: PERSONS.replace("丙", "1E5"),
    },
    "header": {Household: HOUSEHOLDS.replace("转移性收入", "转移性收人"), Person: PERSONS},
    "no link": {Household: HOUSEHOLDS, Person: PERSONS.replace("户编号", "姓")},
    "no link column": {Household: HOUSEHOLDS, Person: "编号,参加基本医疗保险\np1,是\n"},
    "no ids": {Household: "工资性收入\n5\n", Person: PERSONS},
    "no persons": {Household: HOUSEHOLDS, Person: PERSONS.partition("\n")[0] + "\n"},
    "other year": {
        Household: HOUSEHOLDS,
        Person: PERSONS,
        IncomeEntry: ENTRIES.replace("2017", "2016"),
    },
    "unsorted": {
        Household: HOUSEHOLDS,
        Person: "\n".join([PERSONS.split("\n")[0], *reversed(PERSONS.strip().split("\n")[1:])]),
        IncomeEntry: ENTRIES,
    },
    "two forms": {
        Household: "户编号,工资性收入,登记的人均可支配收入,收入登记方式\n"
        "a,1,2,\nb,1,,\nc,,2,\nd,1,2,per_head\ne,,,\nf,x,2,\ng,1,x,\n"
    },
    "fen": {Household: "户编号,工资性收入（分，2017年不变价）\na,699800\nc,\nd,x\n"},
    "many": {
        Household: HOUSEHOLDS,
        Person: PERSONS + "".join(f"q{i},h1,某,,,,\n" for i in range(70)),
    },
}


@pytest.mark.parametrize("texts", REGISTERS.values(), ids=REGISTERS)
@pytest.mark.parametrize("year", [None, 2017, 2016])
def test_columns_say_what_records_say(tmp_path, texts, year):
    compare(tmp_path, texts, prices_of=year)


def test_rows_that_cannot_be_decided_are_those_with_faults(tmp_path):
    columns = compare(tmp_path, REGISTERS["bad person"])
    assert columns.good.tolist() == [True, False, True]
    [fault] = columns.faults_of(1)
    assert fault.code == "other-faults"
    assert "Person.csv，第4行" in fault.text("zh")


def test_who_has_no_rows_in_the_table_below_is_not_listed(tmp_path):
    columns = compare(tmp_path, {Household: HOUSEHOLDS, Person: PERSONS.split("p5")[0]})
    assert columns.frame.below["persons"].segments.unlisted.tolist() == [False, False, True]


def test_children_in_order_are_not_copied(tmp_path):
    columns = compare(tmp_path, REGISTERS["plain"])
    persons = columns.linked.joined.tables[Person]
    assert columns.frame.below["persons"].frame.columns["insured"] is persons.columns["insured"]


# --- price years ---------------------------------------------------------------------------------

YEARED = "户编号,价格年份,工资性收入\n"
DATED = "户编号,价格年份,金额\n"


@pytest.mark.parametrize(
    ("households", "entries"),
    [
        ("h1,2017,5\nh2,,5\nh3,2016,\n", "h1,2017,1\nh2,2017,1\nh3,2016,1\n"),
        ("h1,2017,5\nh2,,\nh3,x,\n", "h1,2016,1\nh2,2017,1\nh3,2016,1\n"),
        ("h1,,\nh2,,\nh3,1900,\n", "h1,2016,1\nh1,2017,1\nh2,1900,1\nh3,1900,1\n"),
        ("h1,,5\nh2,,x\nh3,02017,\n", "h1,2016,1\nh1,2016,1\nh2,2017,1\nh3,,1\n"),
        ("h1,20 17,5\nh2,,0\nh3,２０１７,\n", "h1,,1\nh1,,1\nh2,,1\nh3,,1\n"),
    ],
)
@pytest.mark.parametrize(
    "header", ["工资性收入", "工资性收入（2017年价格）", "工资性收入（1900年价格）"]
)
@pytest.mark.parametrize("year", [None, 2017])
def test_price_years_of_rows(tmp_path, households, entries, header, year):
    texts = {
        Household: YEARED.replace("工资性收入", header) + households,
        IncomeEntry: DATED + entries,
    }
    compare(tmp_path, texts, prices_of=year)


# --- random tables -------------------------------------------------------------------------------

IDS = st.sampled_from(["h1", "h2", "h3", "h4", "", "h1 ", "1E5"])
VILLAGE_IDS = st.sampled_from(["v1", "v2", "v3", ""])
MONEY = st.sampled_from(["", "0", "12.5", "3500", "x", "1.234", "-1", "７"])
FLAGS = st.sampled_from(["是", "否", "", "yes", "maybe"])
ABLE = st.sampled_from(["able", "有劳动能力", "none", "", "strong"])
DAYS = st.sampled_from(["1990-01-31", "2018年1月2日", "", "2018-02-30", "5"])
YEARS = st.sampled_from(["", "", "", "2017", "2016", "x"])
ODD = st.sampled_from(
    ["h1", "h2,是", '"h3', 'h1","x', "h1,h2,h3,h4,v1,v2,,,,,,", "", ",,,", "v1,v2", "h\0"]
)


def lines(header, *cells):
    row = st.tuples(*cells).map(",".join)
    rows = st.lists(st.one_of(row, row, row, row, row, ODD), max_size=7)
    return rows.map(lambda found: "\n".join([header, *found]) + "\n")


HOUSEHOLD_LINES = lines(
    "户编号,村编号,价格年份,工资性收入,登记的人均可支配收入,住房安全",
    IDS,
    VILLAGE_IDS,
    YEARS,
    MONEY,
    MONEY,
    FLAGS,
)
PERSON_LINES = lines(
    "编号,户编号,姓名,劳动能力,是否参加医保,出生日期",
    st.sampled_from(["p1", "p2", "p3", "p4", "p5", ""]),
    IDS,
    st.sampled_from(["甲", "乙", "1e3"]),
    ABLE,
    FLAGS,
    DAYS,
)
ENTRY_LINES = lines(
    "户编号,价格年份,金额,类别,日期", IDS, YEARS, MONEY, st.sampled_from(["wage", "", "?"]), DAYS
)
VILLAGE_LINES = lines(
    "村编号,户籍人口,贫困人口",
    VILLAGE_IDS,
    st.sampled_from(["100", "", "5"]),
    st.sampled_from(["", "7", "100"]),
)
TABLES = st.tuples(HOUSEHOLD_LINES, PERSON_LINES, ENTRY_LINES, VILLAGE_LINES)
KINDS = (Household, Person, IncomeEntry, Village)
ORDERS = st.sampled_from(
    [
        (Household, Person, IncomeEntry, Village),
        (Household, IncomeEntry, Village),
        (Household, Person),
        (Village, Household, Person),
        (Person, Household, IncomeEntry, Village),
        (Person, Household),
        (IncomeEntry, Household, Person),
    ]
)


@settings(deadline=None)
@given(TABLES, ORDERS, st.sampled_from([None, None, 2017]))
def test_random_tables_are_read_alike(tmp_path_factory, tables, order, year):
    texts = dict(zip(KINDS, tables, strict=True))
    folder = tmp_path_factory.getbasetemp()
    compare(folder, {kind: texts[kind] for kind in order}, prices_of=year)


@settings(deadline=None, max_examples=25)
@given(TABLES, ORDERS.filter(lambda order: order[0] is Household))
def test_random_tables_are_answered_alike(tmp_path_factory, tables, order):
    texts = dict(zip(KINDS, tables, strict=True))
    folder = tmp_path_factory.getbasetemp()
    one, columns = both_ways(folder, {kind: texts[kind] for kind in order}, EXTENSIONS)
    policy, names = samples.policy(), (*samples.ASKED, "yunxi.kind", "yunxi.neighbours")
    table = columns.assess(policy, names).arrow.to_pydict()
    for row, line in enumerate(assess(policy, one, names)):
        for name, decision in zip(names, line.decisions, strict=False):
            assert table[name][row] == answer_of(decision)
        assert table["status"][row] == line.status
