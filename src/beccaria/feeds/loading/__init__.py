"""Load feeds from files on the command line: each kind by its own columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beccaria.core.feeds import Feed, Way
from beccaria.feeds.actions.taking import Wish, take
from beccaria.feeds.loading.register import load_privileged

if TYPE_CHECKING:
    from collections.abc import Callable

    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job, Outcome

__all__ = ["LOADS", "load_privileged", "loads"]


def loads(kind: Feed) -> Callable[..., Outcome]:
    """What loads a file of this kind. Raises Refused, CannotRead, BadInput, Cannot; on an error nothing is loaded."""

    def load(job: Job, *, by: Actor) -> Outcome:
        return take(_wish(kind, job), by=by, at=job.at).outcome

    return load


def _wish(kind: Feed, job: Job) -> Wish:
    return Wish(
        kind=kind,
        source=job.path,
        name=job.path.name,
        way=Way.FILE,
        zone=job.zone,
        mapping=job.profile or {},
        site=job.site,
        dry_run=job.dry_run,
        otherwise=job.otherwise,
        tell=job.tell,
    )


LOADS = {kind.value: loads(kind) for kind in Feed}
