"""Shared fixtures: the policy on a day, and how a test asks it."""

import pytest

import povertypolicy


@pytest.fixture
def policy():
    return povertypolicy.policy("guangdong", rules_on="2018-12-31")


@pytest.fixture
def with_average(policy):
    """The policy with an invented average of 16,400 yuan, whose 45 and 60 percent are 7,380 and 9,840."""
    average = povertypolicy.yuan_per_head(16400, prices_of=2018)
    return policy.supply("guangdong.rural_average", average, source="invented")


@pytest.fixture
def ask(policy):
    """Ask a clause about subjects given as plain data: ``ask(id, (Person, {...}), (Household, {...}))``."""

    def asked(clause, *subjects, of=policy):
        return of.ask(clause, *(of.read(cls, facts) for cls, facts in subjects))

    return asked
