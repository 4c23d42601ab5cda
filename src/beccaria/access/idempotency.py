"""Answer a repeated POST with the answer already given, so that a retry on a bad line does nothing twice.

Follows the draft standard for the Idempotency-Key header (IETF HTTPAPI working group): the same key with another body
is refused, and two at the same moment wait for each other.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.db import connection
from django.http import HttpRequest

from beccaria.access.asked import Asked
from beccaria.access.models import Replay
from beccaria.core.refusal import BadInput

Answer = tuple[int, dict[str, Any]]
_LONGEST_KEY = 200


def idempotent(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Honour Idempotency-Key on an operation that returns (status, answer). Goes inside `performs`."""

    @wraps(view)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return view(request, *args, **kwargs)
        if len(key) > _LONGEST_KEY:
            raise BadInput("The Idempotency-Key is longer than 200 characters: use a UUID.")
        asked = cast("Asked", request)
        name = _digest(f"{asked.actor.user}\n{asked.method} {asked.path}\n{key}".encode())
        body = _digest(asked.body)
        _wait_for_twin(name)
        given = Replay.objects.filter(key=name).first()
        if given is not None:
            if given.body != body:
                raise BadInput("This Idempotency-Key was used for something else: take a new one.")
            return given.status, given.answer
        status, answer = view(request, *args, **kwargs)
        Replay.objects.create(
            key=name, body=body, status=status, answer=answer, at=asked.at, user=asked.actor.user
        )
        return status, answer

    return once


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _wait_for_twin(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(name[:15], 16)])
