"""Acknowledge warnings, pass on those nobody acknowledged in time, and send them to prisons concerned later."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.refusal import Hidden
from beccaria.ledger import api as ledger
from beccaria.warnings.models import Delivery, WarningRecord


@transaction.atomic
def acknowledge(warning_id: str, *, by: Actor, at: datetime) -> int:
    """Say, in one's duty, that the warning is read and acted on here. Doing it again changes nothing.

    A national duty cannot say so: it would answer for every prison at once. Returns how many of one's prisons it was
    acknowledged for. Raises Hidden, Refused.
    """
    mine = Delivery.objects.filter(warning_id=warning_id, superseded_at=None, site__in=sorted(by.sites))
    rows = list(mine.select_for_update().order_by("site", "version"))
    if not rows:
        raise Hidden("There is no such warning here to acknowledge.")
    waiting = [row for row in rows if row.acknowledged_at is None]
    for row in rows:
        require(Act.WARNING_ACKNOWLEDGE, by, row.marking)
    for row in waiting:
        row.acknowledged_at, row.acknowledged_by, row.acknowledged_as = at, by.user, by.duty.value
        row.save(update_fields=["acknowledged_at", "acknowledged_by", "acknowledged_as"])
    if waiting:
        ledger.record(
            Act.WARNING_ACKNOWLEDGE,
            by=by,
            subjects=[f"warning:{warning_id}", *(f"place:{row.site}" for row in waiting)],
            at=at,
            detail={"version": waiting[-1].version, "late": any(row.due_at < at for row in waiting)},
        )
    return len(waiting)


@transaction.atomic
def escalate_overdue(*, by: Actor, at: datetime) -> int:
    """Pass on what nobody acknowledged in time: to the heads of that prison, and to who wrote it.

    Two workers at once share the rows between them. Returns how many were passed on.
    """
    overdue = Delivery.objects.filter(
        acknowledged_at=None, superseded_at=None, escalated_at=None, due_at__lte=at
    )
    rows = list(overdue.select_for_update(skip_locked=True).order_by("due_at")[:2000])
    require(Act.WARNING_ESCALATE, by)
    Delivery.objects.filter(pk__in=[row.id for row in rows]).update(escalated_at=at)
    places: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        places[row.warning_id].append(f"place:{row.site}")
    for warning, sites in places.items():
        ledger.record(
            Act.WARNING_ESCALATE,
            by=by,
            subjects=[f"warning:{warning}", *sites],
            at=at,
            detail={"prisons": len(sites)},
        )
    return len(rows)


@transaction.atomic
def send_on(warning_id: str, sites: Iterable[str], *, watched: bool, by: Actor, at: datetime) -> int:
    """Send a warning that holds to further prisons; those that have it already are left out. The service only."""
    require(Act.WARNING_ESCALATE, by)
    row = WarningRecord.objects.get(pk=warning_id)
    had = set(Delivery.objects.filter(warning=row).values_list("site", flat=True))
    new = sorted(set(sites) - had - {row.site})
    origin = row.origins.get(version__number=row.current)
    if new:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT warnings_send(%s, %s, %s::text[], %s, %s, %s)",
                [row.id, row.current, new, watched, at, at + origin.within],
            )
        ledger.record(
            Act.WARNING_ESCALATE,
            by=by,
            subjects=[f"warning:{row.id}", *(f"place:{site}" for site in new)],
            at=at,
            detail={"what": "sent on", "prisons": len(new)},
        )
    return len(new)
