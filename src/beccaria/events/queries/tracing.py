"""Read events as traces of who is in touch with whom, for what is proposed; and say which are visible still."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import connection

from beccaria.access.api import MARKING
from beccaria.core.actors import Actor
from beccaria.core.happenings import Decision, Direction, Outcome, Part
from beccaria.core.markings import Marking
from beccaria.events.models import CallRequest, Incident, Payment, Visit
from beccaria.events.queries.shapes import Lane

# Those who struck together stand on one side; a victim and his assailant do not.
_ONE_SIDE: Final = (Part.ASSAILANT.value, Part.FIGHTER.value)
# Who came, or was let come: a visit that was refused at the gate shows no company.
_CAME: Final = (Outcome.COMPLETED.value, Outcome.BOOKED.value)
_SIDES: Final = """
SELECT incident.id, array_agg(DISTINCT part.person_id), incident.at,
  incident.site, incident.level, incident.compartments, incident.handling
FROM events_incident incident JOIN events_incidentpart part ON part.incident_id = incident.id
WHERE incident.at >= %(since)s AND part.part = ANY (%(parts)s)
GROUP BY incident.id HAVING count(DISTINCT part.person_id) > 1 AND count(DISTINCT part.person_id) <= %(most)s
ORDER BY incident.at, incident.id
"""
_MOST_ON_A_SIDE: Final = 20


class EventTrace(NamedTuple):
    """An event by which somebody in custody and somebody outside, or several on a side, had to do with each other."""

    lane: Lane
    event: str
    persons: tuple[str, ...]
    outsider: str
    relationship: str
    at: datetime
    marking: Marking


def traces(*, since: datetime, by: Actor) -> Iterator[EventTrace]:
    """Visits that took place or are booked, money that came in, numbers asked for, those who struck side by side.

    Only of those outside who are a record: a name alone is nobody. Who stands only in an incident on the other side, or
    as a victim or witness, is not told.
    """
    del by  # judged by the row policy of this transaction
    said: dict[str, Any] = {"since": since, "parts": list(_ONE_SIDE), "most": _MOST_ON_A_SIDE}
    yield from _desk(Lane.VISITS, Visit, since, outcome__in=_CAME)
    yield from _desk(Lane.PAYMENTS, Payment, since, direction=Direction.IN.value)
    yield from _desk(
        Lane.CALLS,
        CallRequest,
        since,
        decision__in=[one.value for one in Decision if one is not Decision.REFUSED],
    )
    with connection.cursor() as cursor:
        cursor.execute(_SIDES, said)
        for event, persons, at, *marked in cursor.fetchall():
            yield EventTrace(Lane.INCIDENTS, event, tuple(sorted(persons)), "", "", at, _marking(marked))


def _desk(
    lane: Lane, model: type[Visit | Payment | CallRequest], since: datetime, **wanted: object
) -> Iterator[EventTrace]:
    visitor = ("visitor_id",) if model is Visit else ()
    said = () if model is Payment else ("relationship",)
    rows = model.objects.filter(at__gte=since, **wanted).order_by("at", "id")
    names = ("id", "prisoner_id", "described_id", *visitor, *said, "at", *MARKING)
    for row in rows.values(*names).iterator():
        if outsider := row.get("visitor_id") or row["described_id"]:
            yield EventTrace(
                lane,
                row["id"],
                (row["prisoner_id"],),
                outsider,
                row.get("relationship", ""),
                row["at"],
                _marking([row[name] for name in MARKING]),
            )


def _marking(values: list[object]) -> Marking:
    site, level, compartments, handling = values
    return Marking(
        site=site,  # type: ignore[arg-type]  # columns of a marked table, in order
        level=level,  # type: ignore[arg-type]  # the same
        compartments=frozenset(compartments),  # type: ignore[call-overload]  # the same
        handling=frozenset(handling),  # type: ignore[call-overload]  # the same
    )


def visible(ids: Collection[str], *, by: Actor) -> set[str]:
    """Which of these visits, payments, call requests and incidents the reader may see."""
    del by
    seen: set[str] = set()
    for kind in (Visit, Payment, CallRequest, Incident):
        seen |= set(kind.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return seen
