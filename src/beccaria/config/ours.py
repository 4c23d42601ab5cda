"""Find a module of the same name in every app of ours: addresses, routers."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.conf import settings


def modules(name: str) -> Iterator[ModuleType]:
    """The module of this name in each app that has one, in the order of the apps."""
    for app in settings.OURS:
        if find_spec(f"{app}.{name}"):
            yield import_module(f"{app}.{name}")
