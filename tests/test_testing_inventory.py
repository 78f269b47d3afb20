"""`povertypolicy.testing.inventory` and `.templates`: how somebody else's cases become questions of ours."""

import datetime as dt
from fractions import Fraction

import pytest

from povertypolicy.quantities import yuan
from povertypolicy.testing.inventory import Listed, Mapped, expected
from povertypolicy.testing.templates import fill, inputs

GIVEN = {
    "n": 3,
    "flag": True,
    "list": [5, 7],
    "day": dt.date(2017, 10, 17),
    "table": {"a": 1, "b": {"c": 2}},
    "other": {"b": 1, "d": 1},
}
FILLED = {
    "a value given and one that is not": ({"a": "$n", "b": "$absent"}, {"a": 3, "b": None}),
    "a part": (["$table.b.c", "$day.month", "$n.x", "$absent.x"], [2, 10, None, None]),
    "choose by a flag": ({"choose": "$flag", "true": "x", "false": "y"}, "x"),
    "choose the rest": ({"choose": "$n", "0": 100, "otherwise": "$n"}, 3),
    "choose without a value": ({"choose": "$absent", "otherwise": "x"}, None),
    "reaches": ([{"reaches": k, "count": "$n"} for k in (3, 4)], [True, False]),
    "for each of a list": ({"for_each": "$list", "is": {"s": "$item"}}, [{"s": 5}, {"s": 7}]),
    "so many": ({"for_each": "$n", "is": {}}, [{}, {}, {}]),
    "yuan": ({"yuan": "$n"}, yuan(3)),
    "among": ([{"among": "$list", "item": k} for k in (5, 6)], [True, False]),
    "greatest": ({"greatest": "$list"}, 7),
    "given or absent": ([{"given": k, "absent": 0} for k in ("$n", "$absent")], [3, 0]),
    "at": ([{"at": "$table", "item": k} for k in ("a", "z")], [1, None]),
    "names": ({"names": ["$table", "$other", "$absent"]}, ["a", "b", "d"]),
    "alike": ([{"alike": ["$n", k]} for k in (3, 4)], [True, False]),
    "from": ({"from": 2, "to": "$n"}, [2, 3]),
    "times": ({"times": 100, "of": "$n"}, 300),
    "first": ([{"first": "$n", "item": k} for k in (2, 3)], [True, False]),
    "date": ({"date": [2014, 9, 31]}, "2014-09-31"),
    "aged": ({"aged": "$n", "on": dt.date(2017, 12, 31)}, dt.date(2014, 12, 31)),
}
OF_NOTHING = [
    {"reaches": 3, "count": "$absent"},
    {"for_each": "$absent", "is": {}},
    {"yuan": "$absent"},
    {"among": "$absent", "item": 1},
    {"greatest": "$absent"},
    {"at": "$absent", "item": "a"},
    {"from": 1, "to": "$absent"},
    {"times": 2, "of": "$absent"},
    {"first": "$absent", "item": 1},
    {"aged": "$absent", "on": dt.date(2017, 1, 1)},
]
MAP = """
[[clause]]
id = "x"
rules_on = "2017-01-01"
each = "$many"
facts = { a = "$n", b = { for_each = "$list", is = "$item" } }
unused = { c = "decides nothing" }
unlike = [{ given = { n = 1 }, because = "$no_input" }]
"""


@pytest.mark.parametrize(("template", "filled"), FILLED.values(), ids=FILLED)
def test_a_template_reshapes_as_it_says(template, filled):
    assert fill(template, GIVEN) == filled


@pytest.mark.parametrize("template", OF_NOTHING, ids=lambda template: next(iter(template)))
def test_what_is_not_given_stays_missing(template):
    assert fill(template, GIVEN) is None


def test_the_inputs_of_a_template_are_known():
    assert set(inputs({"a": "$n", "b": ["$table.b", {"yuan": "$list"}]})) == {"n", "table", "list"}


def test_a_map_says_which_inputs_it_uses_and_what_it_does_not_reproduce(tmp_path):
    path = tmp_path / "map.toml"
    path.write_text(MAP, encoding="utf-8")
    mapped = Mapped.read("p", "2017-01-01", [path])
    assert mapped.inputs_of("x") == {"many", "n", "list", "c"}
    assert mapped.unlike("x", {"given": {"n": 1}}) == "$no_input"
    assert mapped.unlike("x", {"given": {"n": 2}}) is None
    with pytest.raises(ValueError, match="x"):
        Mapped.read("p", "2017-01-01", [path, path])


def test_expectations_are_exact():
    told = expected(["4.99", 5, "between", True, {"a": "1.50"}])
    assert told == [Fraction(499, 100), 5, "between", True, {"a": Fraction(3, 2)}]


def test_a_list_that_is_not_here_is_empty(tmp_path):
    listed = Listed.read(tmp_path / "none.toml", "p")
    assert listed.clauses == {}
    assert listed.examples([]) == []


def test_the_cases_of_some_jurisdictions_are_listed_with_those_held_out(tmp_path):
    path = tmp_path / "list.toml"
    path.write_text(
        '[[clause]]\nid = "p.a"\njurisdiction = "p"\nexamples = [{ n = 1 }]\nheld_out_examples = [{ n = 2 }]\n'
        '[[clause]]\nid = "q.a"\njurisdiction = "q"\n',
        encoding="utf-8",
    )
    listed = Listed.read(path, "p")
    assert set(listed.clauses) == {"p.a"}
    assert listed.examples(["p.a"]) == [("p.a", 1, {"n": 1}), ("p.a", 2, {"n": 2})]
