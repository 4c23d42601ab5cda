"""Feeds over REST: send rows in batches, and see how each fared."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.errors import HttpError

from beccaria.access.api import answered, asked, idempotent, performs
from beccaria.core.acts import Act
from beccaria.core.feeds import Feed, Way
from beccaria.core.refusal import BadInput, Hidden
from beccaria.feeds.actions import Sent, Wish, take

router = Router(tags=["feeds"])
Answer = tuple[int, dict[str, Any]]
MOST_ROWS: Final = 5_000
_HEADINGS: Final = 1
# What stands in a batch twice and says the same is told once by the first, and changes nothing.
_SAID_BEFORE: Final = ("unchanged", "")


def _sized(view: Callable[..., Answer]) -> Callable[..., Answer]:
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


def _rows(body: bytes) -> list[dict[str, Any]]:
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
    return rows


def _is_empty(row: dict[str, Any]) -> bool:
    return all(value is None or value == "" for value in row.values())


_BODY: Final = {
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


@router.post("/feeds/{kind}", response={200: dict[str, Any]}, openapi_extra=_BODY)
@performs(Act.FEED_LOAD)
@answered
@_sized
@idempotent
def batch(request: HttpRequest, kind: str) -> Answer:
    """Take rows in: each an object of columns, as in the file of that kind. All that can be taken is, at once.

    `each` says for every row, by its place, how it fared: taken, unchanged, corrected, rejected, held, or privileged:
    of those nothing was written. At most 5,000 rows and 2 MB; more is answered 413.
    """
    one = asked(request)
    if kind not in set(Feed):
        raise Hidden("There is no such kind of feed.")
    sha256 = hashlib.sha256(request.body).hexdigest()
    rows = _rows(request.body)
    found = take(
        Wish(
            kind=Feed(kind),
            source=Sent(rows=rows, sha256=sha256),
            name="",
            way=Way.BATCH,
            zone=timezone.get_default_timezone(),
        ),
        by=one.actor,
        at=one.at,
    )
    said = found.outcome
    each = [
        _fared(place, *found.each.get(place + _HEADINGS, _SAID_BEFORE)) for place in range(1, len(rows) + 1)
    ]
    return 200, {
        "import": found.id,
        "rows": said.rows,
        "new": said.new,
        "corrected": said.changed,
        "unchanged": said.unchanged - found.privileged - found.held,
        "rejected": said.rejected,
        "privileged": found.privileged,
        "held": found.held,
        "notes": list(said.notes),
        "each": each,
    }


def _fared(place: int, fared: str, why: str) -> dict[str, Any]:
    return {"row": place, "fared": fared, **({"why": why} if why else {})}
