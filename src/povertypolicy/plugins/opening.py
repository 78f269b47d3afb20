"""The way in: the policy of an installed province on a day."""

import datetime as dt
from collections.abc import Iterable

from povertypolicy.deciding.policy import Policy, open_policy
from povertypolicy.plugins.loading import find_rules


def policy(
    name: str,
    *,
    rules_on: dt.date | str,
    as_of: dt.date | str | None = None,
    block: Iterable[str] = (),
) -> Policy:
    """Open the policy of an installed province on a day.

    `rules_on` picks the clauses in force, `as_of` is the day of the facts (the same day unless given);
    both are days or ISO text, because nothing here reads the clock.
    Only the plugin asked for is imported; `block` names plugins that must not be.

    Raises:
        UnknownPolicy: when no installed plugin supplies the name.
        PluginRefused: when the plugin could not be accepted.
        NotInForce: when the day lies before the policy.
        BadSetting: when there is no such day.
    """
    rules, _ = find_rules(name, block)
    return open_policy(rules, rules_on, as_of)
