"""Answer a repeated POST with the answer already given, so that a retry on a bad line does nothing twice.

Follows the draft standard for the Idempotency-Key header (IETF HTTPAPI working group): the same key with another body
is refused, and two at the same moment wait for each other.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest

from beccaria.access.asked import Asked
from beccaria.access.models import Replay
from beccaria.core.refusal import BadInput
from beccaria.lib import together

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
        given = _given_already(name)
        if given is not None:
            given_body, given_status, given_answer = given
            if given_body != body:
                raise BadInput("This Idempotency-Key was used for something else: take a new one.")
            return given_status, given_answer
        status, answer = view(request, *args, **kwargs)
        together.insert(
            Replay(key=name, body=body, status=status, answer=answer, at=asked.at, user=asked.actor.user)
        )
        return status, answer

    return once


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _given_already(name: str) -> tuple[str, int, dict[str, Any]] | None:
    """Wait for a twin that is under way, then read what was answered: two statements, one message."""
    with together.one_message() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s); SELECT body, status, answer::text FROM access_replay WHERE key = %s",
            [int(name[:15], 16), name],
        )
        cursor.nextset()
        row = cursor.fetchone()
    return (row[0], row[1], json.loads(row[2])) if row else None
