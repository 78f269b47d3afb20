"""Finding, loading and accepting plugins, as a pipeline of values.

One broken plugin never takes the others down: it is refused by name, with the reason and the original exception.
"""

from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, EntryPoint, distributions, entry_points
from typing import Any, TypeAlias

import attrs
import pluggy

from povertypolicy.digests import EDITIONS
from povertypolicy.errors import PluginRefused, PovertyPolicyError, UnknownPolicy, choices, hint
from povertypolicy.plugins import hooks
from povertypolicy.policies import Rules


@attrs.frozen
class Found:
    """A plugin whose metadata were read; nothing of it was imported.

    `entry_point` is None, and `fault` says why, when its metadata could not be read.
    """

    name: str
    version: str
    distribution: str
    entry_point: EntryPoint | None = attrs.field(repr=False, eq=False)
    fault: Exception | None = attrs.field(default=None, repr=False, eq=False)


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


def find(entries: Iterable[EntryPoint] | None = None) -> tuple[Found, ...]:
    """Return the installed plugins, in the order of their names; imports nothing of them."""
    found = _installed() if entries is None else map(_found, entries)
    return tuple(sorted(found, key=lambda f: (f.name, f.distribution)))


def _installed() -> list[Found]:
    try:
        return [_found(point) for point in entry_points(group=hooks.PROJECT)]
    except Exception:  # noqa: BLE001 - the metadata of any distribution may be broken in any way
        return list(_one_by_one())


def _one_by_one() -> Iterator[Found]:
    """Yield the plugins of each distribution; of two with one name, the first on the path counts."""
    seen: set[str] = set()
    for distribution in distributions():
        name, version = _labels(distribution)
        if name in seen:
            continue
        seen |= {name} - {"?"}
        try:
            points = distribution.entry_points.select(group=hooks.PROJECT)
        except Exception as fault:  # noqa: BLE001 - see above
            for plugin in _names_in(distribution) or [name] * name.startswith(hooks.PROJECT):
                yield Found(plugin, version, name, None, fault)
        else:
            yield from map(_found, points)


def _names_in(distribution: Distribution) -> list[str]:
    """Return the names that stand under our group in entry points that cannot be read as a whole."""
    try:
        said = distribution.read_text("entry_points.txt") or ""
    except UnicodeDecodeError as fault:
        said = fault.object.decode(errors="replace")
    except Exception:  # noqa: BLE001 - nothing can be learnt from it
        return []
    names, group = [], ""
    for line in filter(None, map(str.strip, said.splitlines())):
        if line.startswith("["):
            group = line.strip("[]")
        elif group == hooks.PROJECT:
            names.append(line.split("=")[0].strip())
    return names


def _found(point: EntryPoint) -> Found:
    name, version = ("?", "?") if point.dist is None else _labels(point.dist)
    return Found(point.name, version, name, point)


def _labels(distribution: Distribution) -> tuple[str, str]:
    try:
        said = distribution.metadata
        name, version = (said[key] if key in said else "?" for key in ("Name", "Version"))  # noqa: SIM401 - no dict
    except Exception:  # noqa: BLE001 - metadata may be broken in any way
        return "?", "?"
    return name, version


def load(found: Found) -> Accepted | Refused:
    """Import one plugin and take its policies, or refuse it with the reason."""
    if found.entry_point is None:
        return _unreadable(found)
    try:
        module = found.entry_point.load()
        return _accept(found, module)
    except PluginRefused as error:
        return Refused(found, error, error.__cause__)
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


def _accept(found: Found, module: Any) -> Accepted:
    manager = pluggy.PluginManager(hooks.PROJECT)
    manager.add_hookspecs(hooks)
    manager.register(module, found.name)
    _refuse_unknown_hooks(found, manager, module)
    supplied = [rules for batch in manager.hook.povertypolicy_policies() for rules in batch]
    strange = [rules for rules in supplied if not isinstance(rules, Rules)]
    if not supplied or strange:
        raise _refusal(found, "它没有提供政策。", "it supplies no policies.")
    _refuse_names(found, [rules.name for rules in supplied])
    _refuse_editions(found, supplied)
    names = tuple(caller.name for caller in manager.get_hookcallers(module) or ())
    return Accepted(found, tuple(supplied), names)


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


def _refuse_editions(found: Found, supplied: list[Rules]) -> None:
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


def load_all(
    block: Iterable[str] = (),
    only: Iterable[str] | None = None,
    entries: Iterable[EntryPoint] | None = None,
) -> tuple[Result, ...]:
    """Find and load plugins, except those blocked; with `only`, import nothing else.

    Two plugins of one name are both refused, since nobody could say which one answered.
    """
    blocked, wanted = set(block), None if only is None else set(only)
    found = [f for f in find(entries) if wanted is None or f.name in wanted]
    names = [f.name for f in found]
    results: list[Result] = []
    for plugin in found:
        if plugin.name in blocked:
            results.append(Blocked(plugin))
        elif names.count(plugin.name) > 1:
            others = ", ".join(f.distribution for f in found if f.name == plugin.name)
            refusal = _refusal(
                plugin,
                f"多个发行包同名（{others}）。",
                f"several distributions have its name ({others}).",
            )
            results.append(Refused(plugin, refusal))
        else:
            results.append(load(plugin))
    return tuple(results)


def find_rules(
    name: str, block: Iterable[str] = (), entries: Iterable[EntryPoint] | None = None
) -> tuple[Rules, tuple[Result, ...]]:
    """Return the rules called `name`, importing only the plugin that supplies them.

    Raises:
        UnknownPolicy: when no installed plugin has the name, or it is blocked.
        PluginRefused: when the plugin was refused.
    """
    plugin = name.split("/", maxsplit=1)[0]
    results = load_all(block, only=[plugin], entries=entries)
    for result in results:
        if isinstance(result, Refused):
            raise result.error from result.cause
        if isinstance(result, Accepted):
            for rules in result.policies:
                if rules.name == name:
                    return rules, results
    supplied = [
        r.name for result in results if isinstance(result, Accepted) for r in result.policies
    ]
    known = sorted({*(f.name for f in find(entries) if f.name not in set(block)), *supplied})
    raise UnknownPolicy(name=name, known=choices(known) or "-", **hint(name, known))
