"""Say which payments and requests for numbers meet a warning or a ban; asked anew with every look, as at the gate."""

from datetime import datetime, timedelta
from typing import Final

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.events import api as events
from beccaria.people import api as people
from beccaria.warnings.queries.gate import OnGuard, concerns, site_of, this_relationship
from beccaria.warnings.queries.shapes import Approached, Matched
from beccaria.warnings.recognising import Subject

DAYS: Final = 28


def approached(*, by: Actor, at: datetime, site: str = "") -> tuple[Approached, ...]:
    """What of the last four weeks meets something that holds now, the newest first. Raises BadInput, Refused."""
    here = site_of(by, site)
    require(Act.GATE_SEE, by, Marking(site=here))
    guard = OnGuard(by=by, at=at, site=here)
    if guard.is_idle:
        return ()
    since = at - timedelta(days=DAYS)
    # The same few pay again and again: each of them is compared once, not each of their payments.
    stopped = {
        one: matched
        for one in events.approachers(here, since=since, by=by)
        if (matched := _stops(guard, one))
    }
    met = events.approaches(here, since=since, of=stopped, by=by) if stopped else []
    prisoners = people.named({row.prisoner for row in met}, by=by)
    found = []
    for row in met:
        prisoner = prisoners.get(row.prisoner)
        number = prisoner.number if prisoner else ""
        if mine := tuple(
            this_relationship(one) for one in stopped[row.approacher] if concerns(one.what, number)
        ):
            found.append(Approached(row, prisoner, mine))
    return tuple(found)


def _stops(guard: OnGuard, one: events.Approacher) -> list[Matched]:
    """What somebody must look at before his money or number is let through."""
    said = Subject(names=(one.name,), account=one.account, address=one.address, phone=one.phone)
    matched = guard.of_person([one.record] if one.record else [], [said])
    return [each for each in matched if each.stops]
