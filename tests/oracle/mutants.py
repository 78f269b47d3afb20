"""Small faults put into the lowering and the printer, one at a time, while the library is running.

A mutant is a piece of source and what stands in its place. Its module is compiled anew, and the code of
every function that came out different is put under the function that is in use.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import attrs

PACKAGE = "povertypolicy.lowering"


@attrs.frozen
class Mutant:
    """One fault: in which module, what stands there, what stands there instead."""

    module: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.module}: {self.old.strip()} -> {self.new.strip()}"


class Stale(Exception):
    """A mutant does not fit the source any more: adapt it."""

    def __init__(self, mutant: Mutant, places: int) -> None:
        super().__init__(f"{mutant} (found {places} times)")


@contextmanager
def applied(mutant: Mutant) -> Iterator[None]:
    """Run with the fault in place.

    Raises:
        Stale: when the fault cannot be put there.
    """
    module = import_module(f"{PACKAGE}.{mutant.module}")
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    if source.count(mutant.old) != 1 or mutant.old.count("\n") != mutant.new.count("\n"):
        raise Stale(mutant, source.count(mutant.old))
    changed = _compiled(module, source.replace(mutant.old, mutant.new))
    pairs = [*_functions_changed(module, changed), *_words_changed(module, changed)]
    if not pairs:
        raise Stale(mutant, 1)
    try:
        for put, _, new in pairs:
            put(new)
        yield
    finally:
        for put, old, _ in pairs:
            put(old)


Change = tuple[Callable[[Any], None], Any, Any]
"""What puts a value in its place, the value before, the value with the fault."""


def _compiled(module: ModuleType, source: str) -> ModuleType:
    name = f"{module.__name__}_mutated"
    changed = ModuleType(name)
    changed.__file__ = module.__file__
    sys.modules[name] = changed  # attrs looks a class's module up
    try:
        exec(compile(source, str(module.__file__), "exec"), changed.__dict__)
    finally:
        del sys.modules[name]
    return changed


def _functions_changed(module: ModuleType, changed: ModuleType) -> Iterator[Change]:
    theirs = dict(_functions(changed.__dict__, changed.__name__, ""))
    for path, function in _functions(module.__dict__, module.__name__, ""):
        old = function.__code__
        if path in theirs and theirs[path].__code__ != old:
            yield partial(setattr, function, "__code__"), old, theirs[path].__code__


def _words_changed(module: ModuleType, changed: ModuleType) -> Iterator[Change]:
    """Words in the tables of a module."""
    for name, table in vars(module).items():
        if isinstance(table, dict) and not name.startswith("__"):
            for key, old in table.items():
                new = vars(changed)[name].get(key)
                if isinstance(old, str) and new != old:
                    yield partial(table.__setitem__, key), old, new


def _functions(names: Any, module: str, path: str) -> Iterator[tuple[str, FunctionType]]:
    """The functions that a module defines: at its top, in its classes, in its tables."""
    for name, value in list(names.items()):
        here = f"{path}.{name}"
        found = value.fget if isinstance(value, property) else value
        if isinstance(found, FunctionType) and found.__module__ == module:
            yield here, found
        elif isinstance(value, type) and value.__module__ == module:
            yield from _functions(vars(value), module, here)
        elif isinstance(value, dict) and not path and not name.startswith("__"):
            yield from _functions(value, module, here)


def survivors(mutants: list[Mutant], checks: Callable[[], None]) -> list[str]:
    """The mutants that the checks do not notice, and those that no longer apply."""
    left = []
    for mutant in mutants:
        try:
            with applied(mutant):
                if not fails(checks):
                    left.append(str(mutant))
        except Stale as stale:
            left.append(f"stale: {stale}")
    return left


def fails(checks: Callable[[], None]) -> bool:
    try:
        checks()
    except Exception:  # noqa: BLE001 - whatever goes wrong, the fault was noticed
        return True
    return False
