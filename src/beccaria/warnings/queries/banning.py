"""Read bans: those that hold, those that are over, one of them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from beccaria.access.api import only, refusal
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.warning import BanOn
from beccaria.lib import paging
from beccaria.lib.paging import Page
from beccaria.warnings.models import Ban, BanOrigin
from beccaria.warnings.models.banning import EVERY_PRISON
from beccaria.warnings.queries import seen
from beccaria.warnings.queries.shapes import BanShown


def bans(
    *, by: Actor, at: datetime, over: bool = False, cursor: str | None = None, size: int | None = None
) -> Page[BanShown]:
    """Bans that hold, or those that are over, newest first. Raises BadInput."""
    ended = Q(ended_at__isnull=False) | Q(ends_at__lte=at)
    rows = Ban.objects.filter(ended if over else ~ended)
    at_most = paging.size(size)
    found = list(paging.newest_first(rows, "starts_at", paging.after(cursor), at_most))
    return paging.page(found, shown(found, by=by), "starts_at", at_most)


def ban(ban_id: str, *, by: Actor) -> BanShown:
    """One ban. Raises Hidden."""
    row = only(Ban.objects.filter(pk=ban_id))
    return shown([row], by=by)[0]


def active_bans(*, by: Actor, at: datetime, site: str | None = None) -> list[BanShown]:
    """Every ban that holds, at one prison or wherever the reader may look; for recognising people."""
    rows = Ban.objects.filter(ended_at=None, starts_at__lte=at, ends_at__gt=at)
    if site is not None:
        rows = rows.filter(Q(site=site) | Q(reaches__overlap=[site, EVERY_PRISON]))
    return shown(list(rows.order_by("ends_at", "id")), by=by)


def ending(*, by: Actor, at: datetime, within: timedelta) -> tuple[BanShown, ...]:
    """Bans of one's own prisons that lapse soon."""
    rows = Ban.objects.filter(ended_at=None, starts_at__lte=at, ends_at__gt=at, ends_at__lte=at + within)
    if not by.everywhere:
        rows = rows.filter(site__in=sorted(by.sites))
    return tuple(shown(list(rows.order_by("ends_at", "id")[:20]), by=by))


def shown(rows: Iterable[Ban], *, by: Actor) -> list[BanShown]:
    """Bans as they are told; the record behind one only to the prison that set it."""
    del by
    wanted = list(rows)
    origins = BanOrigin.objects.filter(ban_id__in=[row.id for row in wanted])
    persons: dict[str, str | None] = dict(origins.values_list("ban_id", "person_id"))
    return [_shown(row, persons.get(row.id)) for row in wanted]


def _shown(row: Ban, person: str | None) -> BanShown:
    return BanShown(
        id=row.id,
        reference=row.reference,
        on=BanOn(row.on),
        site=row.site,
        level=row.level,
        handling=tuple(row.handling),
        subject=seen.subject(row),
        prisoner_name=row.prisoner_name,
        prisoner_number=row.prisoner_number,
        ground=row.ground,
        reason=row.reason,
        authority=row.authority,
        notice=row.notice,
        contest=row.contest,
        reaches=tuple(row.reaches),
        starts_at=row.starts_at,
        until=row.ends_at,
        ended_at=row.ended_at,
        ended_why=row.ended_why,
        person=person,
    )


def may_end(one: BanShown, *, by: Actor) -> str | None:
    """Why the reader may not end this ban, or None."""
    return refusal(Act.BAN_END, by, Marking(site=one.site, level=Level(one.level)))
