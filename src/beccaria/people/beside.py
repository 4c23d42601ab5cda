"""Let a higher app put something beside the persons that are offered, such as warnings; people know nothing of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from beccaria.core.actors import Actor

Beside = Callable[..., Mapping[str, list[dict[str, Any]]]]
_asked: list[Beside] = []


def on_candidates(ask: Beside) -> None:
    """Have `ask(person_ids, by=Actor, at=moment)` say what belongs beside each person; called once, in `ready`.

    It answers a list of plain values for each person it has something about, and may only say what `by` may see.
    """
    if ask not in _asked:
        _asked.append(ask)


def beside_candidates(ids: Sequence[str], *, by: Actor, at: datetime) -> Mapping[str, list[dict[str, Any]]]:
    """All that the apps above put beside these persons."""
    found: dict[str, list[dict[str, Any]]] = {}
    for ask in _asked:
        for person, told in ask(ids, by=by, at=at).items():
            found.setdefault(person, []).extend(told)
    return found
