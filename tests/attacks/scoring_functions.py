"""Find every public function of core that answers with a score, a band, a rank, a cost or an order."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from enum import IntEnum
from types import ModuleType
from typing import Any, Final

from beccaria import core

# Words with an order of gravity in them, that hold no number.
_GRADED: Final = {
    "Direction",
    "Moved",
    "Support",
    "Neutral",
    "Standing",
    "Confidence",
    "Likelihood",
    "Comparison",
}
_NUMBERS: Final = {"int", "float"}
_WORD: Final = re.compile(r"[A-Za-z_]\w*")


def modules() -> Iterator[ModuleType]:
    """Every module of core."""
    for found in pkgutil.walk_packages(core.__path__, f"{core.__name__}."):
        yield importlib.import_module(found.name)


def functions(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The public functions of a module, and of its public classes, by their names within core."""
    short = module.__name__.removeprefix(f"{core.__name__}.")
    for name, found in vars(module).items():
        if name.startswith("_") or getattr(found, "__module__", "") != module.__name__:
            continue
        if inspect.isfunction(found):
            yield f"{short}.{name}", found
        elif inspect.isclass(found):
            yield from ((f"{short}.{name}.{own}", each) for own, each in _of_class(found))


def _of_class(kind: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, found in vars(kind).items():
        inner = found.fget if isinstance(found, property) else getattr(found, "__func__", found)
        if not name.startswith("_") and inspect.isfunction(inner):
            yield name, inner


def scoring() -> dict[str, Callable[..., Any]]:
    """Every public function whose answer is, or holds, a number or a word with an order of gravity."""
    graded = _graded()
    return {
        name: found
        for module in modules()
        for name, found in functions(module)
        if _words(found.__annotations__.get("return", "")) & (graded | _NUMBERS)
    }


def _graded() -> set[str]:
    """The names of classes that hold a number or a word of gravity, however deep."""
    held: dict[str, set[str]] = {}
    known = set(_GRADED)
    for module in modules():
        for name, found in vars(module).items():
            if not inspect.isclass(found) or found.__module__ != module.__name__:
                continue
            if is_dataclass(found):
                held.setdefault(name, set()).update(*(_words(one.type) for one in fields(found)))
            if issubclass(found, IntEnum):
                known.add(name)
    while more := {name for name, words in held.items() if words & (known | _NUMBERS)} - known:
        known |= more
    return known


def _words(annotation: Any) -> set[str]:
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return set(_WORD.findall(text.replace(".", " ")))
