"""Feeds over REST: send rows in batches, and see how each fared."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from beccaria.access.api import answered, asked, idempotent, performs
from beccaria.core.acts import Act
from beccaria.core.feeds import Feed, Way
from beccaria.core.refusal import Hidden
from beccaria.feeds.actions import Wish, take
from beccaria.lib import batches

router = Router(tags=["feeds"])


@router.post("/feeds/{kind}", response={200: dict[str, Any]}, openapi_extra=batches.BODY)
@performs(Act.FEED_LOAD)
@answered
@batches.sized
@idempotent
def batch(request: HttpRequest, kind: str) -> batches.Answer:
    """Take rows in: each an object of columns, as in the file of that kind. All that can be taken is, at once.

    `each` says for every row, by its place, how it fared: taken, unchanged, corrected, rejected, held, or privileged:
    of those nothing was written. At most 5,000 rows and 2 MB; more is answered 413.
    """
    one = asked(request)
    if kind not in set(Feed):
        raise Hidden("There is no such kind of feed.")
    came = batches.sent(request.body)
    found = take(
        Wish(
            kind=Feed(kind),
            source=came,
            name="",
            way=Way.BATCH,
            zone=timezone.get_default_timezone(),
        ),
        by=one.actor,
        at=one.at,
    )
    said = found.outcome
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
        "each": batches.each_row(len(came.rows), found.each),
    }
