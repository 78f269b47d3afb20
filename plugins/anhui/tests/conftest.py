"""Shared fixtures: the policy on a day, and how a test asks it."""

import pytest

import povertypolicy


@pytest.fixture
def policy():
    return povertypolicy.policy("anhui", rules_on="2017-12-31")


@pytest.fixture
def city():
    return povertypolicy.policy("anhui/maanshan", rules_on="2017-12-31")


@pytest.fixture
def ask(policy):
    """Ask a clause about subjects given as plain data: ``ask(id, (Person, {...}), (Household, {...}))``."""

    def asked(clause, *subjects, of=policy):
        return of.ask(clause, *(of.read(cls, facts) for cls, facts in subjects))

    return asked
