"""Whoever sends a moment over REST says of which zone it is: the service never guesses an hour."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, get_args

from ninja import Schema

from beccaria.config.rest import api


def _taken() -> Iterator[tuple[str, Any]]:
    """Every field of every schema that an address takes, and every parameter, with what it may be."""
    seen: set[type] = set()
    waiting = [
        model
        for _prefix, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
        for model in operation.models
    ]
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            yield f"{model.__name__}.{name}", field
            waiting += [
                one for one in _within(field.annotation) if isinstance(one, type) and issubclass(one, Schema)
            ]


def _within(annotation: Any) -> Iterator[Any]:
    yield annotation
    for one in get_args(annotation):
        yield from _within(one)


def test_every_moment_over_rest_carries_its_offset() -> None:
    fields = dict(_taken())
    guessed = [name for name, field in fields.items() if datetime in _within(field.annotation)]
    # The officer's own is refused by the action itself, which names the moment in its sentence.
    assert guessed == ["ObservationIn.occurred_at"]
