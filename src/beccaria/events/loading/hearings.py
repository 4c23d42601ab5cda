"""Load hearings: when people must appear before which court."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from beccaria.core.feedfiles_circumstances import HEARINGS
from beccaria.people import api as people

if TYPE_CHECKING:
    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job, Outcome

_HEARINGS: Final = people.OfPerson(
    HEARINGS,
    "events_hearing",
    {
        "at": "incoming.at",
        "court": "incoming.court",
        "town": "coalesce(incoming.town, '')",
        "called_off": "coalesce(incoming.called_off, false)",
    },
    frozenset({"at"}),
)


def load_hearings(job: Job, *, by: Actor) -> Outcome:
    """Load them. Raises Refused, CannotRead; on an error nothing is loaded."""
    return people.load_of_person(job, _HEARINGS, by=by, judge=lambda _values: None)
