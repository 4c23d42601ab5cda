"""Keep a question of placement as it was asked, to the letter, so that it can be answered elsewhere and later."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from beccaria.core.allocation.model import Instance


def stored(instance: Instance) -> dict[str, Any]:
    """Plain values that JSON can hold."""
    found: dict[str, Any] = _plain(instance)
    return found


def restored(document: Mapping[str, Any]) -> Instance:
    """The same question again."""
    found: Instance = _again(Instance, document)
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _again(kind: Any, value: Any) -> Any:
    """A value of this kind from its plain form."""
    origin, args = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _again(hints[name], one) for name, one in value.items()})  # type: ignore[operator]  # a class
    if origin is UnionType:
        return None if value is None else _again(next(one for one in args if one is not type(None)), value)
    if origin is frozenset:
        return frozenset(value)
    if origin is tuple:
        kinds = args[:1] * len(value) if args[-1] is Ellipsis else args
        return tuple(_again(one, each) for one, each in zip(kinds, value, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        return {key: _again(args[1], one) for key, one in value.items()}
    if isinstance(kind, type) and issubclass(kind, Enum | date):
        return date.fromisoformat(value) if issubclass(kind, date) else kind(value)
    return value
