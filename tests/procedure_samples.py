"""A small invented policy of procedures; no such place or document exists."""

from importlib.metadata import EntryPoint
from pathlib import Path

from povertypolicy import Policy
from povertypolicy.citations import document
from povertypolicy.clauses.loading import load as load_clauses
from povertypolicy.deciding.policy import open_policy
from povertypolicy.plugins import finding, hooks
from povertypolicy.policies import Rules, rules

NOTICE = document("云东〔2021〕7号", ("云东办法", "Measures of Yundong"), issued="2021-01-01")
FILE = Path(__file__).with_suffix(".toml")
LOADED = load_clauses(FILE, document=NOTICE)
IDENTIFICATION, PROJECTS, SHOWN = LOADED.values()
AS_OF = "2021-12-31"


def load() -> Rules:
    """Put the clauses together."""
    clauses = LOADED.values()
    return rules("yundong", ("云东", "Yundong"), documents=[NOTICE], clauses=clauses)


def policy(rules_on: str = AS_OF, as_of: str | None = None) -> Policy:
    """Open the policy on a day."""
    return open_policy(load(), rules_on, as_of)


def row(step, day, **more):
    """A step as plain data."""
    return {"step": step, "day": day, **more}


GOOD = [
    row("apply", "2021-03-01", actor="household", records=["form"]),
    row("discuss", "2021-03-05", actor="group", records=["minutes", "roll"]),
    row("compare", "2021-03-10", actor="county"),
    row("assembly", "2021-03-20", actor="assembly", records=["minutes"]),
    row("assembly", "2021-03-27", event="publicity_end", source="notice on the board"),
    row("consent", "2021-03-28", actor="household"),
    row("review", "2021-04-01", actor="township"),
    row("announce", "2021-04-10", actor="county"),
]
"""A log in which everything is in order and nothing is missing."""


@hooks.impl
def povertypolicy_policies() -> list[Rules]:
    """Supply the policy: this module is its plugin."""
    return [load()]


def install(monkeypatch):
    """Let the policy be the one installed."""
    point = EntryPoint("yundong", "procedure_samples", hooks.PROJECT)
    monkeypatch.setattr(finding, "entry_points", lambda group: [point])
