"""China's provincial poverty-alleviation policies as code.

>>> import povertypolicy
>>> povertypolicy.Outcome.YES.label.en
'met'

`policy` opens a province's rules on a day; `Household`, `Person`, `Village` hold the facts;
`explain`, `as_json` and `sheet` tell a decision. Everything else has its place in a module.
"""

import importlib as _importlib
import typing as _typing

from povertypolicy._version import __version__

if _typing.TYPE_CHECKING:
    from povertypolicy.deciding.asking import BoundClause
    from povertypolicy.deciding.decision import Decision
    from povertypolicy.deciding.explain import explain
    from povertypolicy.deciding.plain import as_json
    from povertypolicy.deciding.policy import Policy
    from povertypolicy.deciding.sheet import sheet
    from povertypolicy.errors import Fault, InvalidData, PovertyPolicyError
    from povertypolicy.outcomes import Outcome
    from povertypolicy.parameters import price_index
    from povertypolicy.plugins.opening import policy
    from povertypolicy.quantities import (
        count,
        months,
        percent,
        points,
        square_metres,
        years,
        yuan,
        yuan_per_head,
    )
    from povertypolicy.subjects import (
        County,
        Household,
        IncomeEntry,
        Person,
        Subject,
        Village,
        read,
        write,
    )
    from povertypolicy.texts import Text

__all__ = [
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

_HOMES = {
    "deciding.asking": "BoundClause",
    "deciding.decision": "Decision",
    "deciding.explain": "explain",
    "deciding.plain": "as_json",
    "deciding.policy": "Policy",
    "deciding.sheet": "sheet",
    "errors": "Fault InvalidData PovertyPolicyError",
    "outcomes": "Outcome",
    "parameters": "price_index",
    "plugins.opening": "policy",
    "quantities": "count months percent points square_metres years yuan yuan_per_head",
    "subjects": "County Household IncomeEntry Person Subject Village read write",
    "texts": "Text",
}


if not _typing.TYPE_CHECKING:  # a type checker would take any name for one of ours

    def __getattr__(name: str) -> object:
        """Import a name when it is first used: a program waits only for what it needs."""
        for home, names in _HOMES.items():
            if name in names.split():
                module = _importlib.import_module(f"{__name__}.{home}")
                value: object = getattr(module, name)
                globals()[name] = value
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)  # noqa: TRY003 - as Python says it


def __dir__() -> list[str]:
    return __all__
