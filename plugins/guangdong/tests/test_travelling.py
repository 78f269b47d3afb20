"""The policy goes to another process and answers there as it does here."""

import json
import pickle
import subprocess
import sys

import pytest

from povertypolicy import Household, Person
from povertypolicy.deciding.plain import as_json
from povertypolicy_guangdong.identification import RURAL

ASSURED = {
    f"{name}_assured": True for name in ("food", "clothing", "education", "medical", "housing")
}
HOUSEHOLDS = [
    {"id": str(number), "prices_of": year, "income_per_head": income, "persons": persons, **facts}
    for number, (year, income, persons, facts) in enumerate(
        [
            (2018, 7380, [{"labour_capacity": "able"}], ASSURED),
            (2018, "7379.99", [{"labour_capacity": "able"}], ASSURED),
            (2018, 9000, [{"labour_capacity": "none"}], {**ASSURED, "on_allowance": True}),
            (2014, 3999, [{}], {"rural": True}),
            (2014, 4000, [{}], {}),
            (None, None, [], {}),
        ]
    )
]
NAMES = ("household.identification", "household.exit")
THERE = """
import json, pickle, sys
policy, rural, wages, persons = pickle.load(sys.stdin.buffer)
from povertypolicy import Household
from povertypolicy.deciding.plain import as_json
from povertypolicy_guangdong.identification import RURAL
households, names = json.loads(sys.argv[1])
print(json.dumps({
    "same": [rural is RURAL, wages is Household.wage_income, persons is Household.persons,
             any(node is RURAL for node in policy.rules.nodes())],
    "digest": policy.digest,
    "answers": [[as_json(policy.ask(name, policy.read(Household, data))) for name in names] for data in households],
}))
"""


def plain(policy):
    return [
        [as_json(policy.ask(name, policy.read(Household, data))) for name in NAMES]
        for data in HOUSEHOLDS
    ]


@pytest.mark.parametrize("supplied", [False, True])
def test_another_process_answers_alike(policy, with_average, supplied):
    mine = with_average if supplied else policy
    assert any(node is RURAL for node in mine.rules.nodes())
    done = subprocess.run(
        [sys.executable, "-c", THERE, json.dumps([HOUSEHOLDS, NAMES])],
        input=pickle.dumps((mine, RURAL, Household.wage_income, Household.persons)),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    theirs = json.loads(done.stdout)
    assert theirs["same"] == [True, True, True, True]
    assert theirs["digest"] == mine.digest
    assert theirs["answers"] == json.loads(json.dumps(plain(mine)))


def test_all_facts_of_the_policy_are_referred_to(policy):
    back = pickle.loads(pickle.dumps(policy))
    assert all(one is two for one, two in zip(back.rules.facts, policy.rules.facts, strict=True))
    assert any(fact.info.owner is Person for fact in policy.rules.extensions)
