"""Read observations that name several people, for the service that proposes; and say which are visible still.

Nothing about who wrote one is read (rule 12).
"""

import uuid
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from beccaria.core.actors import Actor
from beccaria.core.handling import HELD_BACK
from beccaria.core.markings import Marking
from beccaria.core.reporting import Stage
from beccaria.reports.models import Observation

# The identifier follows from the file's own, so that a file loaded twice finds what it left.
_OURS: Final = uuid.UUID("5f0a3c1e-8d6b-5b7e-9a41-3f2c64b0d9e7")


class Remark(NamedTuple):
    """One observation: its text, the persons the reporter named by record, when it was seen."""

    id: str
    text: str
    people: tuple[str, ...]
    at: datetime
    marking: Marking


def remarks(*, since: datetime, by: Actor) -> Iterator[Remark]:
    """Observations that name at least one person by record, in order of time; those given back are not finished."""
    del by  # judged by the row policy of this transaction
    rows = Observation.objects.filter(occurred_at__gte=since).exclude(people=[]).exclude(stage=Stage.RETURNED)
    for row in rows.order_by("occurred_at", "id").iterator():
        yield Remark(row.id, row.text, tuple(dict.fromkeys(row.people)), row.occurred_at, row.marking)


def visible_observations(ids: Collection[str], *, by: Actor) -> dict[str, str]:
    """The reference numbers of those of these observations that the reader may see."""
    del by
    return dict(Observation.objects.filter(pk__in=ids).values_list("pk", "reference"))


def loaded_as(key: str) -> str:
    """The identifier of an observation that was loaded, by the key it has in its file."""
    return str(uuid.uuid5(_OURS, f"observation:{key}"))


def loaded(keys: Collection[str], *, by: Actor) -> dict[str, Marking]:
    """The markings of observations by our identifier or the key of their file; hidden ones are left out."""
    del by
    ours = {loaded_as(key): key for key in keys} | {key: key for key in keys}
    return {ours[row.id]: row.marking for row in Observation.objects.filter(pk__in=ours).iterator()}


def as_file(*, since: datetime | None, until: datetime, by: Actor) -> Iterator[dict[str, Any]]:
    """Observations in the columns of their file, for calculations; people by our identifiers, no reporter (rule 12)."""
    del by
    rows = Observation.objects.filter(occurred_at__lt=until).exclude(stage=Stage.RETURNED)
    if since is not None:
        rows = rows.filter(occurred_at__gte=since)
    for row in rows.order_by("occurred_at", "id").iterator():
        yield {
            "observation_id": row.id,
            "occurred_at": row.occurred_at,
            "reported_at": row.received_at,
            "establishment": row.site,
            "place": row.place or None,
            "kind": row.kind,
            "text": row.text,
            "people": list(row.people),
        }


def kept_back(*, by: Actor) -> dict[str, str]:
    """The prison of each observation that handling keeps there, by identifier; "" for one that is no prison's."""
    del by
    rows = Observation.objects.filter(handling__overlap=HELD_BACK).values_list("pk", "site")
    return {key: site or "" for key, site in rows.iterator()}
