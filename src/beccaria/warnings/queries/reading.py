"""Read warnings: those one has, one of them, and how they went."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import F, Q

from beccaria.access.api import names_of, only, refusal, require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput
from beccaria.core.warning import Certainty, Scope, WarningKind, standing
from beccaria.lib import paging
from beccaria.lib.paging import Page
from beccaria.people import api as people
from beccaria.warnings.models import Delivery, Origin, Version, WarningRecord
from beccaria.warnings.queries import seen
from beccaria.warnings.queries.shapes import (
    DeliveryShown,
    OriginShown,
    VersionShown,
    WarningLine,
    WarningRead,
)
from beccaria.warnings.queries.waiting import to_acknowledge

HEAPS: Final = ("active", "waiting", "expired", "withdrawn")
_MOST_WAITING: Final = 500


def warnings(
    *,
    by: Actor,
    at: datetime,
    heap: str = "active",
    kind: str = "",
    cursor: str | None = None,
    size: int | None = None,
) -> Page[WarningLine]:
    """Warnings of one heap, newest first. Raises BadInput, Refused."""
    require(Act.WARNING_READ, by, _own_marking(by))
    if heap not in HEAPS:
        raise BadInput(
            "“%(heap)s” is not a heap: write one of %(choices)s.", heap=heap[:20], choices=", ".join(HEAPS)
        )
    if kind and kind not in set(WarningKind):
        raise BadInput(
            "“%(kind)s” is not a kind of warning: write one of %(choices)s.",
            kind=kind[:40],
            choices=", ".join(WarningKind),
        )
    rows = WarningRecord.objects.filter(kind=kind) if kind else WarningRecord.objects.all()
    rows = rows.filter(_in_heap(heap, by=by, at=at))
    at_most = paging.size(size)
    found = list(paging.newest_first(rows, "written_at", paging.after(cursor), at_most))
    return paging.page(found, _lines(found, by=by, at=at), "written_at", at_most)


def _own_marking(by: Actor) -> Marking:
    return Marking(site=by.home or next(iter(sorted(by.sites)), None))


def _in_heap(heap: str, *, by: Actor, at: datetime) -> Q:
    match heap:
        case "active":
            return Q(withdrawn_at=None, expires_at__gt=at)
        case "expired":
            return Q(withdrawn_at=None, expires_at__lte=at)
        case "withdrawn":
            return Q(withdrawn_at__isnull=False)
        case _:
            return Q(pk__in=to_acknowledge(by=by, at_most=_MOST_WAITING))


def _lines(rows: Iterable[WarningRecord], *, by: Actor, at: datetime) -> list[WarningLine]:
    wanted = list(rows)
    versions = {
        one.warning_id: one
        for one in Version.objects.filter(
            warning__in=[row.id for row in wanted], number=F("warning__current")
        )
    }
    here = _here(versions, by=by)
    return [line(row, versions[row.id], here.get(row.id), at=at) for row in wanted if row.id in versions]


def _here(warnings: Iterable[str], *, by: Actor) -> dict[str, Delivery]:
    """The newest delivery of each at the reader's own prisons."""
    own = [] if by.everywhere else sorted(by.sites)
    rows = Delivery.objects.filter(warning_id__in=list(warnings), site__in=own, superseded_at=None)
    return {row.warning_id: row for row in rows.order_by("version")}


def line(row: WarningRecord, version: Version, mine: Delivery | None, *, at: datetime) -> WarningLine:
    """A warning on one line."""
    waits = mine is not None and mine.acknowledged_at is None
    return WarningLine(
        id=row.id,
        reference=row.reference,
        kind=WarningKind(row.kind),
        site=row.site,
        level=row.level,
        handling=tuple(row.handling),
        number=row.current,
        standing=standing(row.withdrawn_at, row.expires_at, at=at),
        text=version.text,
        reason=version.reason,
        certainty=Certainty(version.certainty),
        subject=seen.subject(version),
        written_at=row.written_at,
        expires_at=row.expires_at,
        changed_at=version.written_at,
        why_changed=version.why_changed,
        withdrawn_at=row.withdrawn_at,
        sent_at=mine.sent_at if mine else None,
        waiting_until=mine.due_at if mine and waits else None,
        escalated_at=mine.escalated_at if mine and waits else None,
    )


def warning(warning_id: str, *, by: Actor, at: datetime) -> WarningRead:
    """One warning with the versions that were sent here; to its writer's prison, also how it went. Raises Hidden."""
    row = only(WarningRecord.objects.filter(pk=warning_id))
    versions = list(row.versions.order_by("-number"))
    rows = list(Delivery.objects.filter(warning=row).order_by("site", "-version"))
    mine = [one for one in rows if one.site in by.sites]
    shown = only(row.versions.filter(number=row.current))
    return WarningRead(
        line=line(row, shown, mine[0] if mine else None, at=at),
        versions=tuple(_version(one) for one in versions),
        mine=_deliveries(mine, named=True),
        deliveries=_deliveries([one for one in rows if one.site not in by.sites], named=False),
        origin=_origin(row, by=by),
    )


def _version(row: Version) -> VersionShown:
    return VersionShown(
        number=row.number,
        text=row.text,
        reason=row.reason,
        certainty=Certainty(row.certainty),
        subject=seen.subject(row),
        why_changed=row.why_changed,
        withdraws=row.withdraws,
        written_at=row.written_at,
    )


def _deliveries(rows: Iterable[Delivery], *, named: bool) -> tuple[DeliveryShown, ...]:
    kept = [row for row in rows if row.superseded_at is None]
    names = names_of({row.acknowledged_by for row in kept} - {""}) if named else {}
    return tuple(
        DeliveryShown(
            site=row.site or "",
            version=row.version,
            sent_at=row.sent_at,
            due_at=row.due_at,
            acknowledged_at=row.acknowledged_at,
            acknowledged_by=names.get(row.acknowledged_by, ""),
            acknowledged_as=row.acknowledged_as,
            escalated_at=row.escalated_at,
        )
        for row in kept
    )


def _origin(row: WarningRecord, *, by: Actor) -> OriginShown | None:
    found = Origin.objects.filter(version__warning_id=row.id, version__number=row.current).first()
    if found is None:
        return None
    lines = people.lines([found.person_id], by=by) if found.person_id else []
    return OriginShown(
        person=lines[0] if lines else None,
        visit=found.visit,
        scope=Scope(found.scope),
        to=tuple(found.to),
        within_minutes=int(found.within.total_seconds() // 60),
        written_by=names_of({found.written_by}).get(found.written_by, ""),
    )


def active(*, by: Actor, at: datetime, site: str | None = None) -> list[WarningLine]:
    """Every warning that holds, at one prison or wherever the reader may look; for recognising people."""
    rows = Version.objects.filter(
        warning__withdrawn_at=None, warning__expires_at__gt=at, number=F("warning__current")
    ).select_related("warning")
    if site is not None:
        here = Delivery.objects.filter(site=site).values("warning_id")
        rows = rows.filter(Q(warning__site=site) | Q(warning_id__in=here))
    del by  # judged by the row policy of this transaction
    return [line(row.warning, row, None, at=at) for row in rows.order_by("-warning__written_at", "id")]


def origins(ids: Iterable[str], *, by: Actor) -> dict[str, str]:
    """The records that one's own warnings are about, by warning; nothing for the warnings of others."""
    del by
    found = Origin.objects.filter(warning_id__in=list(ids), person__isnull=False)
    return {warning: str(person) for warning, person in found.values_list("warning_id", "person_id")}


def may_change(one: WarningLine, *, by: Actor) -> str | None:
    """Why the reader may not change this warning, or None."""
    marking = Marking(site=one.site, level=Level(one.level))
    return refusal(Act.WARNING_CHANGE, by, marking)
