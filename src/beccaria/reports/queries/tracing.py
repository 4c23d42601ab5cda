"""Read observations that name several people, for the service that proposes; and say which are visible still.

Nothing about who wrote one is read (rule 12).
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from beccaria.core.actors import Actor
from beccaria.core.markings import Marking
from beccaria.core.reporting import Stage
from beccaria.reports.models import Observation


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
