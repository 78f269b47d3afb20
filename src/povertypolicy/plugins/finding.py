"""Finding plugins: their metadata are read, nothing of them is imported."""

from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, EntryPoint, distributions, entry_points

import attrs

from povertypolicy.plugins import hooks


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
