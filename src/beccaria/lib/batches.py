"""Read a batch that came over REST: rows as objects, not too many and not too large, and how each of them fared."""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import HttpError

from beccaria.core.refusal import BadInput
from beccaria.lib.tables_sent import Sent

Answer = tuple[int, dict[str, Any]]
MOST_ROWS: Final = 5_000
# What stands in a batch twice and says the same is told once by the first, and changes nothing.
_SAID_BEFORE: Final = ("unchanged", "")

BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["rows"],
                    "properties": {
                        "rows": {"type": "array", "maxItems": MOST_ROWS, "items": {"type": "object"}},
                    },
                }
            }
        },
    }
}
"""What the description of the interface says of a batch."""


def sized(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Refuse what is too large before it is read."""

    @wraps(view)
    def small(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if int(request.headers.get("Content-Length") or 0) > most:
            raise HttpError(
                413, f"A batch may have {most // 2**20} MB and {MOST_ROWS:,} rows: send it in parts."
            )
        return view(request, *args, **kwargs)

    return small


def sent(body: bytes) -> Sent:
    """The rows of a batch. Raises BadInput, HttpError when there are too many."""
    try:
        said = json.loads(body)
    except ValueError:
        raise BadInput("The body is not JSON: send {“rows”: [{“column”: value}]}.") from None
    rows = said.get("rows") if isinstance(said, dict) else None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise BadInput("There are no rows: send {“rows”: [{“column”: value}]}.")
    if len(rows) > MOST_ROWS:
        raise HttpError(413, f"A batch may have {MOST_ROWS:,} rows: send it in parts.")
    if (empty := next((place for place, row in enumerate(rows, start=1) if _is_empty(row)), 0)) > 0:
        raise BadInput("Row %(place)s is empty: leave it out.", place=str(empty))
    if any(isinstance(value, (dict, list)) for row in rows for value in row.values()):
        raise BadInput("A cell holds a list or an object: send texts and numbers only.")
    return Sent(rows=rows, sha256=hashlib.sha256(body).hexdigest())


def _is_empty(row: dict[str, Any]) -> bool:
    return all(value is None or value == "" for value in row.values())


def each_row(count: int, fared: Mapping[int, tuple[str, str]]) -> list[dict[str, Any]]:
    """How each row fared and why, by its place."""
    told = []
    for place in range(1, count + 1):
        how, why = fared.get(place, _SAID_BEFORE)
        told.append({"row": place, "fared": how, **({"why": why} if why else {})})
    return told
