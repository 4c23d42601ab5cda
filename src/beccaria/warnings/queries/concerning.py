"""Find, as the service itself, to which further prisons a warning that holds must go."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F

from beccaria.core.actors import Actor
from beccaria.core.warning import Match, Scope
from beccaria.events import api as events
from beccaria.people import api as people
from beccaria.places import api as places
from beccaria.warnings.models import Delivery, Origin
from beccaria.warnings.queries import gate, seen
from beccaria.warnings.recognising import Known, recognise

_AHEAD: Final = timedelta(days=3)
_SURE: Final = frozenset({Match.ALMOST_CERTAIN, Match.LIKELY})


@dataclass(frozen=True, slots=True)
class Further:
    """Prisons that have not got a warning and should; `watched` says whether its writer may know which."""

    warning: str
    sites: frozenset[str]
    watched: bool


def further(*, by: Actor, at: datetime) -> Iterator[Further]:
    """For each warning that holds, the prisons it must still go to."""
    rows = list(
        Origin.objects.filter(
            warning__withdrawn_at=None, warning__expires_at__gt=at, version__number=F("warning__current")
        ).select_related("version", "warning")
    )
    had: dict[str, set[str]] = defaultdict(set)
    for warning, site in Delivery.objects.filter(warning_id__in=[row.warning_id for row in rows]).values_list(
        "warning_id", "site"
    ):
        had[warning].add(str(site))
    estate = places.establishments(by=by, only_open=True)
    booked = _booked([row for row in rows if row.scope == Scope.LINKED], by=by, at=at)
    for row in rows:
        sites: set[str] = set()
        match row.scope:
            case Scope.ALL:
                sites = {one.code for one in estate}
            case Scope.REGION:
                sites = {one.code for one in estate if one.region in row.to}
            case Scope.LINKED:
                sites = booked[row.warning_id] | _known_at(row, by=by)
        new = sites - had[row.warning_id] - {row.warning.site}
        if new:
            yield Further(row.warning_id, frozenset(new), row.scope != Scope.LINKED)


def _booked(rows: list[Origin], *, by: Actor, at: datetime) -> dict[str, set[str]]:
    """At which prisons somebody is booked in the next days who may be meant; a mere namesake does not count."""
    found: dict[str, set[str]] = defaultdict(set)
    if not rows:
        return found
    known = Known([(row.warning_id, seen.subject(row.version)) for row in rows])
    visits = events.ahead(since=at - timedelta(hours=12), until=at + _AHEAD, by=by)
    lines = people.named({one.visitor for one in visits if one.visitor}, by=by)
    for visit in visits:
        for warning, how in known.matching(gate.visitor_of(visit, lines)):
            if how.match is not Match.ANOTHER:
                found[warning].add(visit.site)
    return found


def _known_at(row: Origin, *, by: Actor) -> set[str]:
    """At which prisons somebody is recorded or held who is almost certainly or likely meant."""
    subject = seen.subject(row.version)
    sites: set[str] = set()
    for name in subject.names[:3]:
        asked = people.Sought(
            name=name,
            born=subject.born,
            phone=subject.phone,
            document=subject.document,
            address=subject.address,
        )
        for one in people.match(asked, by=by):
            read = people.person(one.person.id, by=by)
            sure = [recognise(subject, each) for each in gate.described(read)]
            if any(how and how.match in _SURE for how in sure):
                sites |= {place for place in (one.person.site, _held(one.person)) if place}
    return sites


def _held(one: people.PersonShown) -> str:
    return one.held.establishment if one.held else ""
