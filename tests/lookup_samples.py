"""A small invented policy of clauses that are looked up, beside such as are asked; no such place or document exists."""

from importlib.metadata import EntryPoint
from pathlib import Path

from povertypolicy import County, Policy, Village
from povertypolicy.citations import document
from povertypolicy.clauses import LOOKED_UP, Table, schedule, split
from povertypolicy.clauses.loading import load as load_clauses
from povertypolicy.criteria import criterion
from povertypolicy.deciding.policy import open_policy
from povertypolicy.expr.fields import calendar_year, number, word
from povertypolicy.parameters import parameter, since
from povertypolicy.plugins import finding, hooks
from povertypolicy.policies import Rules, in_order, rules
from povertypolicy.quantities import count, yuan

NOTICE = document("云北〔2021〕5号", ("云北帮扶办法", "Measures of Yunbei"), issued="2021-01-01")
FILE = Path(__file__).with_suffix(".toml")
LOADED = load_clauses(FILE, document=NOTICE, subjects=[County, Village])

PAIRING: Table = LOADED["yunbei.pairing"]
TEAMS: Table = LOADED["yunbei.teams"]
HOME_CITY = word(("所在市", "city it lies in"), PAIRING.keys[0].vocabulary).on(Village, "home_city")
DONE = number(("当年完成", "done in the year")).on(County, "done")
YEAR = calendar_year(("完成年份", "year of it")).on(County, "year_of_it")

PER_HEAD = parameter(
    "yunbei.per_head",
    ("人均标准", "amount per head"),
    since("2021-01-01", yuan(20000, cite=NOTICE.at("二.2", "2万元"))),
)
SHARES = {
    "province": (("省", "province"), 6),
    "helping_city": (("帮扶市", "helping city"), 3),
    "home_city": (("属地市", "home city"), 1),
}
SHARING = split("yunbei.sharing", ("分担", "sharing"), SHARES, cite=NOTICE.at("二.2", "6:3:1"))
PLAN = split(
    "yunbei.plan",
    ("筹资", "plan"),
    SHARES,
    cite=NOTICE.at("二.2", "6:3:1"),
    each=PER_HEAD,
    named=("helping_city", PAIRING),
    asker="home_city",
    nobody={"self": ("自行帮扶的，文件没有说由谁出", "who pays for a city that helps itself is not said")},
)  # fmt: skip
TOTAL = parameter(
    "yunbei.total",
    ("总任务", "task in all"),
    since("2021-01-01", count(500, cite=NOTICE.at("四", "500户"))),
)
TARGETS = schedule(
    "yunbei.targets",
    ("年度任务", "yearly targets"),
    {
        2021: count(100, cite=NOTICE.at("四", "100户")),
        2022: count(200, cite=NOTICE.at("四", "200户")),
        2024: count(150, cite=NOTICE.at("四", "150户")),
    },
    cite=NOTICE.at("四"),
    total=TOTAL,
)
MET = criterion(
    "yunbei.met",
    ("完成年度任务", "target of the year met"),
    cite=NOTICE.at("四", "完成"),
    means=TARGETS.met(YEAR, DONE),
)
OF_DONGGANG = criterion(
    "yunbei.of_donggang",
    ("由东港帮扶", "helped by Donggang"),
    cite=NOTICE.at("三.1", "东港"),
    means=PAIRING.of(HOME_CITY).equals("donggang"),
)
OTHERS = (PER_HEAD, SHARING, PLAN, TOTAL, TARGETS, MET, OF_DONGGANG)
FIRST, LAST = "2021-06-30", "2023-01-01"
"""A day on which everything is in force, and one on which the crops are not any more."""


def load() -> Rules:
    """Put the clauses together."""
    clauses = in_order(LOADED.values(), OTHERS)
    return rules("yunbei", ("云北", "Yunbei"), documents=[NOTICE], clauses=clauses)


def policy(rules_on: str = FIRST) -> Policy:
    """Open the policy on a day."""
    return open_policy(load(), rules_on)


LOOKUPS = tuple(id_ for id_, clause in load().by_id.items() if isinstance(clause, LOOKED_UP))


@hooks.impl
def povertypolicy_policies() -> list[Rules]:
    """Supply the policy: this module is its plugin."""
    return [load()]


def install(monkeypatch):
    """Let the policy be the one installed."""
    point = EntryPoint("yunbei", "lookup_samples", hooks.PROJECT)
    monkeypatch.setattr(finding, "entry_points", lambda group: [point])
