"""Finding, loading and accepting plugins, as a pipeline of values.

One broken plugin never takes the others down: it is refused by name, with the reason and the original exception.
"""

from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import EntryPoint
from typing import Any, TypeAlias

import attrs
import pluggy

from povertypolicy.digests import EDITIONS
from povertypolicy.errors import (
    BadRule,
    PluginRefused,
    PovertyPolicyError,
    UnknownPolicy,
    choices,
    hint,
)
from povertypolicy.layers import Layer, layered
from povertypolicy.plugins import hooks
from povertypolicy.plugins.finding import Found, find
from povertypolicy.policies import Rules


@attrs.frozen
class Accepted:
    """A plugin that was loaded and supplies policies."""

    found: Found
    policies: tuple[Rules, ...] = attrs.field(repr=False, eq=False)
    hooks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The plugin's name."""
        return self.found.name


@attrs.frozen
class Refused:
    """A plugin that could not be accepted, and why."""

    found: Found
    error: PluginRefused = attrs.field(eq=False)
    cause: BaseException | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def name(self) -> str:
        """The plugin's name."""
        return self.found.name


@attrs.frozen
class Blocked:
    """A plugin that the caller blocked; it was not imported."""

    found: Found

    @property
    def name(self) -> str:
        """The plugin's name."""
        return self.found.name


Result: TypeAlias = Accepted | Refused | Blocked


Parents: TypeAlias = Callable[[str], Rules]
"""Finds the policy of another plugin, by name, that a layer extends."""


def load(found: Found, parents: Parents | None = None) -> Accepted | Refused:
    """Import one plugin and take its policies, its layers laid over what they extend, or refuse it with the reason."""
    if found.entry_point is None:
        return _unreadable(found)
    try:
        module = found.entry_point.load()
        return _accept(found, module, parents or _nobody)
    except PluginRefused as error:
        own = error.parts["name"] == found.name
        return Refused(found, error, error.__cause__) if own else _refuse(found, error)
    except KeyboardInterrupt:
        raise
    except BaseException as cause:  # noqa: BLE001 - a plugin may raise or exit; the others go on
        return _refuse(found, cause)


def _unreadable(found: Found) -> Refused:
    kind = type(found.fault).__name__
    refusal = _refusal(
        found,
        f"发行包“{found.distribution}”的 entry_points.txt 读不出（{kind}）；请重新安装。",
        f'entry_points.txt of the distribution "{found.distribution}" cannot be read ({kind}); '
        "install it again.",
    )
    return Refused(found, refusal, found.fault)


def _refuse(found: Found, cause: BaseException) -> Refused:
    kind = type(cause).__name__
    if isinstance(cause, SystemExit):
        zh, en = "它在载入时退出程序。", "it exits while it is loaded."
    elif isinstance(cause, PovertyPolicyError):
        zh, en = cause.text("zh"), cause.text("en")
    else:
        zh = f"载入时出错（{kind}）。请用同版本的插件，或联系其维护者。"
        en = f"it raises {kind} while it is loaded; use a matching version or ask its maintainer."
    return Refused(
        found, PluginRefused(name=found.name, version=found.version, zh=zh, en=en), cause
    )


def _nobody(name: str) -> Rules:
    raise UnknownPolicy(name=name, known="-", **hint(name, ()))


def _accept(found: Found, module: Any, parents: Parents) -> Accepted:
    manager = pluggy.PluginManager(hooks.PROJECT)
    manager.add_hookspecs(hooks)
    manager.register(module, found.name)
    _refuse_unknown_hooks(found, manager, module)
    supplied = [rules for batch in manager.hook.povertypolicy_policies() for rules in batch]
    strange = [rules for rules in supplied if not isinstance(rules, Rules | Layer)]
    if not supplied or strange:
        raise _refusal(found, "它没有提供政策。", "it supplies no policies.")
    _refuse_names(found, [rules.name for rules in supplied])
    _refuse_editions(found, supplied)
    names = tuple(caller.name for caller in manager.get_hookcallers(module) or ())
    laid = _Laying(found, {one.name: one for one in supplied}, parents)
    return Accepted(found, tuple(laid.rules(one.name) for one in supplied), names)


class _Laying:
    """Lays the layers of one plugin over what they extend."""

    def __init__(
        self, found: Found, supplied: Mapping[str, Rules | Layer], parents: Parents
    ) -> None:
        self._found = found
        self._supplied = supplied
        self._parents = parents
        self._done: dict[str, Rules] = {}
        self._open: list[str] = []

    def rules(self, name: str) -> Rules:
        """Return one of the plugin's policies, or one of another plugin that a layer extends."""
        one = self._supplied.get(name)
        if one is None:
            return self._parents(name)
        if isinstance(one, Rules):
            return one
        if name not in self._done:
            self._done[name] = self._laid(one)
        return self._done[name]

    def _laid(self, one: Layer) -> Rules:
        if one.name in self._open:
            circle = " → ".join([*self._open, one.name])
            raise _refusal(
                self._found,
                f"它的各层绕了一圈（{circle}）。",
                f"its layers extend each other in a circle ({circle}).",
            )
        self._open.append(one.name)
        base = self.rules(one.extends)
        self._open.pop()
        return layered(base, one)


def _refuse_names(found: Found, names: list[str]) -> None:
    for name in names:
        if name.split("/")[0] != found.name:
            raise _refusal(
                found,
                f"它提供了别名政策“{name}”。",
                f'it supplies a policy of another name, "{name}".',
            )
        if names.count(name) > 1:
            raise _refusal(
                found, f"它两次提供了政策“{name}”。", f'it supplies the policy "{name}" twice.'
            )


def _refuse_editions(found: Found, supplied: list[Rules | Layer]) -> None:
    for rules in supplied:
        if rules.edition not in EDITIONS:
            known = ", ".join(map(str, sorted(EDITIONS)))
            raise _refusal(
                found,
                f"政策“{rules.name}”按语义第 {rules.edition} 版编写，"
                f"本库支持：{known}；请用相配的版本。",
                f'its policy "{rules.name}" is written for edition {rules.edition} of the semantics, '
                f"and this library supports {known}; use matching versions.",
            )


def _refuse_unknown_hooks(found: Found, manager: pluggy.PluginManager, module: Any) -> None:
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as cause:
        known = [name for name in vars(hooks) if name.startswith(f"{hooks.PROJECT}_")]
        unknown = [c.name for c in manager.get_hookcallers(module) or () if c.name not in known]
        name = unknown[0] if unknown else "?"
        near = hint(name, known)
        raise _refusal(
            found,
            f"它实现了不存在的钩子“{name}”。{near['hint_zh']}",
            f'it implements the hook "{name}", which does not exist.{near["hint_en"]}',
        ) from cause


def _refusal(found: Found, zh: str, en: str) -> PluginRefused:
    return PluginRefused(name=found.name, version=found.version, zh=zh, en=en)


class _Session:
    """One look at the installed plugins: each is loaded once, when it or what extends it is asked for."""

    def __init__(self, block: Iterable[str], entries: Iterable[EntryPoint] | None) -> None:
        self.found = find(entries)
        self.blocked = set(block)
        self.results: dict[str, list[Result]] = {}
        self._open: list[str] = []

    def load(self, name: str) -> list[Result]:
        """Return what became of the plugins of a name; two of one name are both refused."""
        if name not in self.results:
            self._open.append(name)
            same = [plugin for plugin in self.found if plugin.name == name]
            self.results[name] = [self._result(plugin, same) for plugin in same]
            self._open.pop()
        return self.results[name]

    def _result(self, plugin: Found, same: list[Found]) -> Result:
        if plugin.name in self.blocked:
            return Blocked(plugin)
        if len(same) > 1:
            others = ", ".join(one.distribution for one in same)
            zh, en = (
                f"多个发行包同名（{others}）。",
                f"several distributions have its name ({others}).",
            )
            return Refused(plugin, _refusal(plugin, zh, en))
        return load(plugin, self._rules)

    def _rules(self, name: str) -> Rules:
        """Return the policy that a layer extends.

        Raises:
            UnknownPolicy: when no plugin supplies it, or it is blocked.
            BadRule: when it needs that layer itself.
            PluginRefused: when its plugin was refused.
        """
        plugin = name.partition("/")[0]
        if plugin in self._open:
            circle = " → ".join([*self._open, plugin])
            raise BadRule(
                zh=f"各插件的层绕了一圈（{circle}）。",
                en=f"the layers of plugins extend each other in a circle ({circle}).",
            )
        return self.rules(name, self.load(plugin))

    def rules(self, name: str, results: Iterable[Result]) -> Rules:
        """Return the policy of a name out of what became of its plugins."""
        for result in results:
            if isinstance(result, Refused):
                raise result.error from result.cause
            if isinstance(result, Accepted):
                for rules in result.policies:
                    if rules.name == name:
                        return rules
        raise self.unknown(name)

    def unknown(self, name: str) -> UnknownPolicy:
        """Say that there is no such policy, and which there are."""
        loaded = [one for several in self.results.values() for one in several]
        supplied = [r.name for one in loaded if isinstance(one, Accepted) for r in one.policies]
        names = {plugin.name for plugin in self.found} - self.blocked
        known = sorted({*names, *supplied})
        return UnknownPolicy(name=name, known=choices(known) or "-", **hint(name, known))

    def told(self) -> tuple[Result, ...]:
        """Return what became of every plugin that was loaded, in the order of their names."""
        return tuple(one for name in sorted(self.results) for one in self.results[name])


def load_all(
    block: Iterable[str] = (),
    only: Iterable[str] | None = None,
    entries: Iterable[EntryPoint] | None = None,
) -> tuple[Result, ...]:
    """Find and load plugins, except those blocked; with `only`, import nothing but these and what they extend.

    Two plugins of one name are both refused, since nobody could say which one answered.
    """
    session = _Session(block, entries)
    wanted = None if only is None else set(only)
    for plugin in session.found:
        if wanted is None or plugin.name in wanted:
            session.load(plugin.name)
    return session.told()


def find_rules(
    name: str, block: Iterable[str] = (), entries: Iterable[EntryPoint] | None = None
) -> tuple[Rules, tuple[Result, ...]]:
    """Return the rules called `name`, importing only the plugin that supplies them and what it extends.

    Raises:
        UnknownPolicy: when no installed plugin has the name, or it is blocked.
        PluginRefused: when the plugin was refused.
    """
    session = _Session(block, entries)
    rules = session.rules(name, session.load(name.partition("/")[0]))
    return rules, session.told()
