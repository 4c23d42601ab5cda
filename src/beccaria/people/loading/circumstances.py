"""Load where families live and what people need: what matters for where somebody lives, as the register says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from beccaria.core.feedfiles_circumstances import HOMES, NEEDS
from beccaria.people.actions.loading_rows import SINCE, UNTIL, OfPerson, in_order, load_of_person

if TYPE_CHECKING:
    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job, Outcome
    from beccaria.lib.tables import Value

_HOMES: Final = OfPerson(
    HOMES,
    "people_home",
    {
        "tie": "incoming.tie",
        "town": "incoming.town",
        "latitude": "incoming.latitude::float8",
        "longitude": "incoming.longitude::float8",
        "since": SINCE,
        "over_from": UNTIL,
    },
    frozenset({"until"}),
)
_NEEDS: Final = OfPerson(
    NEEDS,
    "people_needofperson",
    {"need": "incoming.need", "since": SINCE, "over_from": UNTIL},
    frozenset({"until"}),
)
_NORTHMOST, _EASTMOST = 90, 180


def load_homes(job: Job, *, by: Actor) -> Outcome:
    """Load where those who keep family ties live. Raises Refused, CannotRead; on an error nothing is loaded."""
    return load_of_person(job, _HOMES, by=by, judge=_home)


def load_needs(job: Job, *, by: Actor) -> Outcome:
    """Load what people need where they live. Raises Refused, CannotRead; on an error nothing is loaded."""
    return load_of_person(job, _NEEDS, by=by, judge=in_order)


def _home(values: dict[str, Value]) -> str | None:
    north, east = values["latitude"], values["longitude"]
    if (north is None) != (east is None):
        return "latitude: give latitude and longitude both, or leave both empty."
    if abs(float(str(north or 0))) > _NORTHMOST or abs(float(str(east or 0))) > _EASTMOST:
        return "latitude: it lies between -90 and 90, a longitude between -180 and 180: correct them."
    return in_order(values)
