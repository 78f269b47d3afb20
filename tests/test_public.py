"""The names that the package gives to everybody."""

import doctest
import inspect
from importlib.metadata import requires, version

import pytest
from packaging.requirements import Requirement

import povertypolicy

NAMES = [
    "BoundClause",
    "County",
    "Decision",
    "Fault",
    "Household",
    "IncomeEntry",
    "InvalidData",
    "Outcome",
    "Person",
    "Policy",
    "PovertyPolicyError",
    "Subject",
    "Text",
    "Village",
    "__version__",
    "as_json",
    "count",
    "explain",
    "months",
    "percent",
    "points",
    "policy",
    "price_index",
    "read",
    "sheet",
    "square_metres",
    "write",
    "years",
    "yuan",
    "yuan_per_head",
]


def test_the_public_names_are_these_and_sorted():
    assert povertypolicy.__all__ == NAMES
    assert sorted(NAMES) == NAMES


def test_nothing_else_is_in_sight():
    assert dir(povertypolicy) == NAMES


def test_a_name_that_is_not_there_is_told_as_python_tells_it():
    with pytest.raises(AttributeError, match="no_such_name"):
        povertypolicy.no_such_name  # noqa: B018 - the access is the test
    with pytest.raises(ImportError, match="no_such_name"):
        from povertypolicy import no_such_name  # noqa: F401 - never arrives


@pytest.mark.parametrize("name", [name for name in NAMES if name != "__version__"])
def test_every_public_name_is_described(name):
    assert inspect.getdoc(getattr(povertypolicy, name))


def test_the_version_is_that_of_the_distribution():
    assert povertypolicy.__version__ == version("povertypolicy")


def test_the_core_needs_three_distributions():
    needed = {Requirement(text) for text in requires("povertypolicy") or ()}
    assert {need.name for need in needed if need.marker is None} == {
        "attrs",
        "pluggy",
        "python-dateutil",
    }


def test_the_first_lines_a_reader_tries_are_true():
    results = doctest.testmod(povertypolicy, raise_on_error=True)
    assert results.attempted >= 2
    assert results.failed == 0


def test_policy_takes_days_by_name():
    signature = inspect.signature(povertypolicy.policy)
    kinds = {name: parameter.kind for name, parameter in signature.parameters.items()}
    assert kinds.pop("name") is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert set(kinds) == {"rules_on", "as_of", "block"}
    assert set(kinds.values()) == {inspect.Parameter.KEYWORD_ONLY}
    assert signature.parameters["rules_on"].default is inspect.Parameter.empty
