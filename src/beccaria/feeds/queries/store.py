"""Which files hold what somebody may read, and what changed since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feeds import Feed
from beccaria.core.markings import Marking
from beccaria.feeds.models import Day, Import, Part
from beccaria.feeds.store import folders

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from pathlib import Path

    from beccaria.core.actors import Actor


def tables(
    kinds: Iterable[str], since: datetime | None, until: datetime | None, *, by: Actor
) -> dict[str, list[Path]]:
    """The Parquet files of each kind that hold rows from `since` (included) until `until` (excluded), by time.

    A file may hold rows outside: who reads filters by `at`. Every identifier stands in them once. Only files of
    prisons the actor may read; the system reads all. The columns are those of `core.feedfiles`, `establishment` a
    code, moments with their zone. Files never change; they stay a day after being replaced.
    """
    _may_read(by)
    wanted = [Feed(kind) for kind in kinds]
    found = Part.objects.filter(kind__in=wanted, replaced_at=None)
    if since is not None:
        found = found.filter(last_at__gte=since)
    if until is not None:
        found = found.filter(first_at__lt=until)
    paths: dict[str, list[Path]] = defaultdict(list)
    for one in found.order_by("kind", "month", "site", "made_at", "id"):
        paths[one.kind].append(folders.part(one.kind, one.month, one.site, one.id))
    return {kind.value: paths[kind.value] for kind in wanted}


def _may_read(by: Actor) -> None:
    """Raise Refused when the duty may not read bulk records anywhere."""
    site = None if by.everywhere else next(iter(sorted(by.sites)), None)
    require(Act.FEED_READ, by, Marking(site=site))


def days_changed(since: datetime | None, *, by: Actor, kinds: Iterable[str] = ()) -> list[tuple[str, date]]:
    """The kinds and days of which rows came, were corrected or went since a moment, in order; all days without one."""
    _may_read(by)
    found = Day.objects.all()
    if since is not None:
        found = found.filter(changed_at__gt=since)
    if wanted := list(kinds):
        found = found.filter(kind__in=wanted)
    return list(found.order_by("kind", "day").values_list("kind", "day").distinct())


def latest(kind: str, *, by: Actor) -> datetime | None:
    """The newest moment of which a row is kept; None when there is none."""
    _may_read(by)
    found: datetime | None = Part.objects.filter(kind=Feed(kind), replaced_at=None).aggregate(
        last=Max("last_at")
    )["last"]
    return found


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import wrote: of which kind, in which files."""

    kind: Feed
    paths: tuple[Path, ...]


def brought(import_id: str, *, by: Actor) -> Brought:
    """The files an import wrote; one written anew for a correction holds older rows too.

    A file that was replaced since is there for a day; whoever asks later than that finds none.
    """
    _may_read(by)
    one = Import.objects.get(pk=import_id)
    parts = Part.objects.filter(brought=one).order_by("month", "site", "id")
    paths = (folders.part(part.kind, part.month, part.site, part.id) for part in parts)
    return Brought(Feed(one.kind), tuple(path for path in paths if path.is_file()))


def taken(import_id: str, *, by: Actor) -> tuple[str, datetime | None, datetime | None]:
    """Kind of an import, and the first and last moment of its rows."""
    _may_read(by)
    one = Import.objects.get(pk=import_id)
    return one.kind, one.first_at, one.last_at
