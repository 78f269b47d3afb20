"""The hooks that a province's plugin implements.

A plugin is a distribution with an entry point in the group ``povertypolicy`` that names a module;
functions of that module marked with `impl` and called after a hook below are its implementations.
"""

from collections.abc import Iterable

import pluggy

from povertypolicy.layers import Layer
from povertypolicy.policies import Rules

PROJECT = "povertypolicy"
"""The name of the entry-point group and the prefix of every hook."""

spec = pluggy.HookspecMarker(PROJECT)
impl = pluggy.HookimplMarker(PROJECT)
"""Marks a function of a plugin as the implementation of the hook of the same name."""


@spec
def povertypolicy_policies() -> Iterable[Rules | Layer]:  # type: ignore[empty-body] # a specification has no body
    """Return the policies that the plugin supplies, each with the clauses of one jurisdiction.

    A `layer` says what it extends, a policy of this plugin or of another, and is laid over that.

    A policy is named after its jurisdiction: ``guangdong``, or ``anhui/maanshan`` for a city's layer.
    The name must begin with the name of the plugin's entry point.
    The hook is called when one of these policies is asked for, never at import of the library.
    """
