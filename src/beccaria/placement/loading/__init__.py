"""Load waiting lists of programmes and work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from beccaria.core.circumstances import FIRST, LAST
from beccaria.core.feedfiles_circumstances import WAITING
from beccaria.engines.folding import fold
from beccaria.people import api as people

if TYPE_CHECKING:
    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job, Outcome
    from beccaria.lib.tables import Value

_WAITING: Final = people.OfPerson(
    WAITING,
    "placement_waiting",
    {
        "kind": "incoming.kind",
        "what": "incoming.made_what",
        "name": "incoming.what",
        "priority": f"coalesce(incoming.priority, {LAST})",
        "since": people.SINCE,
        "over_from": people.UNTIL,
    },
    frozenset({"until"}),
)


def load_waiting(job: Job, *, by: Actor) -> Outcome:
    """Load them. Raises Refused, CannotRead; on an error nothing is loaded."""
    return people.load_of_person(job, _WAITING, by=by, judge=_judge)


def _judge(values: dict[str, Value]) -> str | None:
    values["made_what"] = fold(str(values["what"]))
    if not values["made_what"]:
        return f"what: “{values['what']}” has no letters: write its name."
    priority = values["priority"]
    if isinstance(priority, int) and not FIRST <= priority <= LAST:
        return f"priority: {priority} is not a number from {FIRST}, the most urgent, to {LAST}."
    return people.in_order(values)
