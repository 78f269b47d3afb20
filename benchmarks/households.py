"""Invented households, the same for everybody who is measured.

1 % of the flags and 1 % of the amounts are unknown; 0.2 % of the households stand exactly on each line.
Nobody here exists, and the register that they resemble is nobody's either.
"""

import itertools
import random
from typing import Any

import povertypolicy
from povertypolicy import Household, Policy, price_index, yuan_per_head

RULES_ON = "2017-12-31"
PRICES_OF = 2017
AVERAGE = "16366.20"
ENTRY = 420_000
EXIT = 736_479
"""Fen per head: 4,000 yuan of 2014 by an invented index of 105, and 45 % of the average."""

SOURCES = ("wage_income", "business_income", "property_income", "transfer_income")
AMOUNTS = (*SOURCES, "production_expense")
KINDS = ("wage", "business", "property", "transfer", "expense")
ASSURED = (
    "food_assured",
    "clothing_assured",
    "education_assured",
    "medical_assured",
    "housing_assured",
)
FLAGS = (*ASSURED, "meets_allowance_policy", "on_allowance")
LIKELY = (0.985, 0.99, 0.97, 0.96, 0.93, 0.6, 0.7)
CAPACITY = (("able", 0.55), ("partial", 0.15), ("none", 0.3))
UNKNOWN = 0.01
ON_A_LINE = 0.002

Record = dict[str, Any]
"""A household with amounts in fen and None for what is not known; `persons` and `entries` are records too."""


def guangdong() -> Policy:
    """Return Guangdong's policy with all that it leaves to the caller supplied."""
    policy = povertypolicy.policy("guangdong", rules_on=RULES_ON)
    average = yuan_per_head(AVERAGE, prices_of=PRICES_OF)
    index = price_index({2014: 100, PRICES_OF: 105}, source="invented", assumed=True)
    return policy.supply("guangdong.rural_average", average, source="invented").with_index(index)


def records(count: int, seed: int = 2017, *, known: bool = False) -> list[Record]:
    """Draw households; `known` leaves nothing unknown."""
    draw = random.Random(seed)
    return [_record(draw, i, None, 0.0 if known else UNKNOWN) for i in range(count)]


def on_the_line(count: int, line: int, seed: int = 2018) -> list[Record]:
    """Draw households exactly on a line, with nothing unknown and every assurance met."""
    draw = random.Random(seed)
    met = {**dict.fromkeys(ASSURED, True), "persons": None}
    drawn = []
    for i in range(count):
        record = _record(draw, i, line, 0.0)
        members = [{"labour_capacity": "able"} for _ in record["persons"]]
        drawn.append({**record, **met, "persons": members})
    return drawn


def _record(draw: random.Random, number: int, line: int | None, unknown: float) -> Record:
    size = min(12, 1 + int(draw.expovariate(0.5)))
    dice = draw.random()
    if line is None and dice < 2 * ON_A_LINE:
        line = ENTRY if dice < ON_A_LINE else EXIT
    per_head = int(draw.lognormvariate(8.78, 0.55) * 100) if line is None else line

    def perhaps(value: Any) -> Any:
        return None if draw.random() < unknown else value

    return {
        "id": str(number),
        "income_record": "by_source",
        "persons": [{"labour_capacity": perhaps(_capacity(draw))} for _ in range(size)],
        **{name: perhaps(amount) for name, amount in _amounts(draw, per_head * size).items()},
        **{
            flag: perhaps(draw.random() < likely)
            for flag, likely in zip(FLAGS, LIKELY, strict=True)
        },
    }


def _capacity(draw: random.Random) -> str:
    words, weights = zip(*CAPACITY, strict=True)
    word: str = draw.choices(words, weights)[0]
    return word


def _amounts(draw: random.Random, net: int) -> dict[str, int]:
    """Split a net income into four sources and an expense, to the fen."""
    expense = int(net * draw.uniform(0, 0.3))
    cuts = sorted(draw.randrange(net + expense + 1) for _ in range(3))
    ends = [0, *cuts, net + expense]
    parts = [high - low for low, high in itertools.pairwise(ends)]
    return dict(zip(AMOUNTS, [*parts, expense], strict=True))


def with_entries(record: Record, draw: random.Random) -> Record:
    """Return the household with its amounts as about eight entries, some of last year."""
    entries = [
        {"day": _day(draw, year), "kind": kind, "amount": amount}
        for kind, name in zip(KINDS, AMOUNTS, strict=True)
        for amount, year in _parts(draw, record[name])
    ]
    draw.shuffle(entries)
    kept = {key: value for key, value in record.items() if key not in (*AMOUNTS, "income_record")}
    return {**kept, "entries": entries}


def _parts(draw: random.Random, amount: int | None) -> list[tuple[int | None, int]]:
    if amount is None:
        return [(None, PRICES_OF)]
    first = draw.randrange(amount + 1)
    this_year = (
        [(first, PRICES_OF), (amount - first, PRICES_OF)] if first % 2 else [(amount, PRICES_OF)]
    )
    return [*this_year, (amount, PRICES_OF - 1)] if draw.random() < 0.1 else this_year


def _day(draw: random.Random, year: int) -> str | None:
    if draw.random() < UNKNOWN / 4:
        return None
    return f"{year}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"


def plain(record: Record) -> dict[str, Any]:
    """Return a household as a caller would hold it: yuan, and nothing where nothing is known."""
    data = {key: _yuan(key, value) for key, value in record.items() if value is not None}
    return {"prices_of": PRICES_OF, **data}


def _yuan(key: str, value: Any) -> Any:
    if key in (*AMOUNTS, "amount"):
        return value / 100
    if key == "entries":
        return [{k: _yuan(k, v) for k, v in entry.items() if v is not None} for entry in value]
    if key == "persons":
        return [{k: v for k, v in person.items() if v is not None} for person in value]
    return value


def is_known(record: Record) -> bool:
    """Tell whether nothing is unknown."""
    persons = record["persons"]
    return None not in record.values() and all(None not in person.values() for person in persons)


def is_on_a_line(record: Record) -> bool:
    """Tell whether the income per head is exactly one of the lines."""
    net = sum(record[name] for name in SOURCES) - record["production_expense"]
    return any(net == line * len(record["persons"]) for line in (ENTRY, EXIT))


def built(policy: Policy, drawn: list[Record]) -> list[Household]:
    """Return the households as subjects."""
    return [policy.read(Household, plain(record)) for record in drawn]
