"""How nodes travel to other processes: what is declared once is referred to and comes back as itself, the rest by value."""

import sys
from abc import abstractmethod
from importlib import import_module
from typing import Any, SupportsIndex

from povertypolicy.errors import BadRule

MAIN = "__main__"
"""The module of a script is another one in every process, so nothing in it is referred to."""


class Declared:
    """A node that stands somewhere in a module."""

    __slots__ = ()

    @abstractmethod
    def _stands(self) -> tuple[type[Any], str, str]:
        """Return what the node is about, its module, and its path within it; an empty path when it stands nowhere."""

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        owner, module, path = self._stands()
        if "<locals>" in owner.__qualname__:
            raise BadRule(
                zh=f"“{owner.__name__}”在函数里声明，不能送到其他进程；请在模块里声明。",
                en=f"{owner.__name__} is declared inside a function and cannot travel to another process; "
                "declare it in a module.",
            )
        if path and module != MAIN and _at(sys.modules.get(module), path) is self:
            return arrived, (module, path)
        return super().__reduce_ex__(protocol)


def under(owner: type[Any], name: str) -> tuple[type[Any], str, str]:
    """Return where an attribute of a class stands."""
    return owner, owner.__module__, f"{owner.__qualname__}.{name}"


class Holder:
    """What a module calls by one name and holds many things, each under an attribute path of its own."""

    @abstractmethod
    def path_of(self, value: object) -> str:
        """Return the path of a thing; empty when it is not there."""


def name_in(module: str, value: object) -> str:
    """Return the name, or the path within a `Holder`, that a module has for a value; empty when it has none."""
    names = vars(sys.modules[module]) if module in sys.modules else {}
    held = ((n, n if v is value else _held(n, v, value)) for n, v in list(names.items()))
    return next((path for _, path in held if path), "")


def _held(name: str, holder: object, value: object) -> str:
    path = holder.path_of(value) if isinstance(holder, Holder) else ""
    return f"{name}.{path}" if path else ""


def caller(depth: int) -> str:
    """Return the name of the module that called the caller, `depth` calls up."""
    return str(sys._getframe(depth + 1).f_globals.get("__name__", ""))  # noqa: SLF001 - the one way to learn it


def arrived(module: str, path: str) -> Any:
    """Return what stands in a module of this process.

    Raises:
        BadRule: when it does not, so that the rules would not be those that were sent.
    """
    try:
        found = _at(import_module(module), path)
    except ImportError:
        found = None
    if found is None:
        raise BadRule(
            zh=f"这个进程里没有 {module} 的 {path}；请在这里安装同一版本的插件。",
            en=f"this process has no {path} in {module}; install the same version of the plugin here.",
        )
    return found


def _at(value: Any, path: str) -> Any:
    for step in path.split("."):
        value = getattr(value, step, None)
    return value
