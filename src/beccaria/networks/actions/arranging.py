"""Keep where somebody put people on a chart of his, so that he finds them there again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isfinite
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput
from beccaria.ledger.api import record
from beccaria.networks.models import ChartPlaces
from beccaria.networks.queries.chart import centre_of
from beccaria.people import api as people

MOST_PLACES: Final = 5_000
_FARTHEST: Final = 1_000.0


@transaction.atomic
def arrange(chart: str, places: Mapping[str, Sequence[float]], *, by: Actor, at: datetime) -> int:
    """Keep places on the actor's own chart `person:ID` or `group:ID`; who is not named stays where he was.

    Places of people the actor does not see are left out without a word. Returns how many people have a place now.
    Raises Hidden, Refused, BadInput.
    """
    require(Act.NETWORK_ARRANGE, by)
    centre_of(chart, by=by)
    if len(places) > MOST_PLACES:
        raise BadInput("A chart keeps up to %(most)s places: draw fewer people.", most=MOST_PLACES)
    good = {one: _place(given) for one, given in places.items()}
    seen = people.fellows(good, by)
    row, _new = ChartPlaces.objects.get_or_create(owner=by.user, chart=chart, defaults={"saved_at": at})
    kept = dict(row.places) | {one: good[one] for one in good if one in seen}
    row.places = dict(list(kept.items())[-MOST_PLACES:])
    row.saved_at = at
    row.save(update_fields=["places", "saved_at"])
    record(Act.NETWORK_ARRANGE, by=by, subjects=[chart], at=at, detail={"places": len(good)})
    return len(row.places)


def _place(given: Sequence[float]) -> list[float]:
    try:
        x, y = (float(one) for one in given)
    except (TypeError, ValueError):
        raise BadInput("A place is two numbers, across and down: send both.") from None
    if not (isfinite(x) and isfinite(y)) or max(abs(x), abs(y)) > _FARTHEST:
        raise BadInput("A place is two numbers, across and down: send both.")
    return [x, y]
