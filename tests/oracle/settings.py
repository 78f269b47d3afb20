"""Random settings: days, supplied numbers, a price index, readings, definitions."""

import datetime as dt
from types import MappingProxyType

from oracle.lines import RULES_ON, VALUES, Lines
from oracle.records import Chooser
from oracle.special import flags_of
from povertypolicy.parameters import (
    PriceIndex,
    SuppliedValue,
    price_index,
)
from povertypolicy.policies import Definition, Settings
from povertypolicy.subjects import Household, Person, Village


def settings(chooser: Chooser) -> Settings:
    """Random settings: days, supplied numbers, a price index, readings, definitions."""
    grow = Lines(chooser)
    given = {
        f"supplied.{unit.__name__}.1": SuppliedValue(grow.figure(unit).quantity, "source")
        for unit in VALUES
        if grow.pick(True, False)
    }
    indexes: tuple[PriceIndex | None, ...] = (
        None,
        price_index({2014: 100, 2016: "103.5", 2017: 110}, source="source"),
        price_index({2014: 100, 2016: 50}, source="source", assumed=True),
    )
    defined = {
        f"term {about.__name__}": Definition(grow.pick(*flags_of(about)), "source")
        for about in (Household, Person, Village)
        if grow.pick(True, False)
    }
    chosen = grow.pick(
        {}, {"scope": "narrow"}, {"scope": "wide", "scope 2": "narrow", "scope of three": "wide"}
    )
    return Settings(
        RULES_ON,
        grow.pick(RULES_ON, dt.date(2018, 2, 28), dt.date(2018, 3, 1)),
        MappingProxyType(given),
        grow.pick(*indexes),
        MappingProxyType(chosen),
        MappingProxyType(defined),
    )
