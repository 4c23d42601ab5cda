"""Load feeds from files on the command line: each kind by its own columns."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from beccaria.core.feeds import Feed, Way
from beccaria.feeds.actions.taking import take, wish_of
from beccaria.feeds.loading.register import load_privileged

if TYPE_CHECKING:
    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job, Outcome

__all__ = [
    "load_calls",
    "load_canteen",
    "load_drones",
    "load_mail",
    "load_privileged",
    "load_scanners",
    "load_searches",
]


def _load(kind: Feed, job: Job, *, by: Actor) -> Outcome:
    """Load a file of this kind. Raises Refused, CannotRead, BadInput, Cannot; on an error nothing is loaded."""
    return take(wish_of(kind, job, way=Way.FILE), by=by, at=job.at).outcome


load_calls = partial(_load, Feed.CALLS)
load_mail = partial(_load, Feed.MAIL)
load_canteen = partial(_load, Feed.CANTEEN)
load_searches = partial(_load, Feed.SEARCHES)
load_drones = partial(_load, Feed.DRONES)
load_scanners = partial(_load, Feed.SCANNERS)
