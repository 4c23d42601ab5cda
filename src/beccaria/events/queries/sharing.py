"""Say with whom a person shared events, and read one incident with everybody who had a part in it."""

from collections import defaultdict
from datetime import datetime

from beccaria.core.actors import Actor
from beccaria.core.refusal import Hidden
from beccaria.events.models import Incident, IncidentPart, Visit
from beccaria.events.queries.shapes import Happening, IncidentRead, Lane, Shared
from beccaria.people import api as people

_MOST_EVENTS = 500
_Key = tuple[str, Lane, str, str, str]
_PRISONER, _VISITOR = "prisoner", "visitor"


def incident(incident_id: str, *, by: Actor) -> IncidentRead:
    """One incident. Raises Incident.DoesNotExist when hidden; persons the reader may not see are not named in it."""
    row = Incident.objects.get(pk=incident_id)
    parts = list(IncidentPart.objects.filter(incident_id=row.pk).values_list("person_id", "part"))
    known = people.named([person for person, _part in parts], by=by)
    seen = ((known[person], part) for person, part in parts if person in known)
    ordered = sorted(seen, key=lambda pair: (pair[1], pair[0].sorts, pair[0].id))
    return IncidentRead(Happening.of_incident(row), row.source, row.recorded_at, tuple(ordered))


def with_whom(person_id: str, *, by: Actor) -> tuple[Shared, ...]:
    """With whom a person shared incidents and visits, the most frequent first; of persons the reader may see.

    All records of a person count, his and the others', and each is shown once. Looks at his newest 500 incidents and
    visits. Raises Hidden for a person the reader may not see.
    """
    records = frozenset(people.records_of(person_id, by))
    if not records:
        raise Hidden("There is no such person, or he is not yours to see.")
    apart: dict[_Key, list[datetime]] = defaultdict(list)
    _incidents(records, apart)
    _visits(records, apart)
    fellows = people.fellows({other for other, *_rest in apart}, by)
    met: dict[_Key, list[datetime]] = defaultdict(list)
    for (other, lane, code, mine, theirs), moments in apart.items():
        if other in fellows:
            met[fellows[other][0], lane, code, mine, theirs] += moments
    known = people.named({other for other, *_rest in met}, by=by)
    shared = (
        Shared(known[other], lane, code, mine, theirs, len(moments), max(moments))
        for (other, lane, code, mine, theirs), moments in met.items()
        if other in known
    )
    return tuple(
        sorted(shared, key=lambda one: (-one.times, one.other.sorts, one.other.id, one.code, one.theirs))
    )


def _incidents(records: frozenset[str], met: dict[_Key, list[datetime]]) -> None:
    newest = Incident.objects.filter(parts__person_id__in=records).order_by("-at").distinct()[:_MOST_EVENTS]
    incidents = {row.pk: row for row in newest}
    mine: dict[str, list[str]] = defaultdict(list)
    theirs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for part in IncidentPart.objects.filter(incident_id__in=incidents):
        if part.person_id in records:
            mine[part.incident_id].append(part.part)
        else:
            theirs[part.incident_id].append((part.person_id, part.part))
    for key, row in incidents.items():
        for other, their_part in theirs[key]:
            for my_part in mine[key]:
                met[other, Lane.INCIDENTS, row.family, my_part, their_part].append(row.at)


def _visits(records: frozenset[str], met: dict[_Key, list[datetime]]) -> None:
    received = Visit.objects.filter(prisoner_id__in=records, visitor__isnull=False).order_by("-at")[
        :_MOST_EVENTS
    ]
    for one in received:
        met[str(one.visitor_id), Lane.VISITS, one.outcome, _PRISONER, _VISITOR].append(one.at)
    for one in Visit.objects.filter(visitor_id__in=records).order_by("-at")[:_MOST_EVENTS]:
        met[one.prisoner_id, Lane.VISITS, one.outcome, _VISITOR, _PRISONER].append(one.at)
