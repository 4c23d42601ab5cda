"""Read the register of measures, for who decides and who oversees."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.measures import Kind, State
from beccaria.lib import paging
from beccaria.lib.paging import Page
from beccaria.measures.models import Measure
from beccaria.measures.queries import seen
from beccaria.measures.queries.shapes import Line

MOST: Final = 2_000
"""How many a file for a spreadsheet holds."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which measures are asked for; empty means all. `holding` only those in force."""

    site: str = ""
    kind: Kind | None = None
    holding: bool = False


def register(
    wanted: Wanted, *, by: Actor, at: datetime, cursor: str | None = None, size: int | None = None
) -> Page[Line]:
    """Decided measures, the newest first. Raises BadInput, Refused."""
    require(Act.MEASURE_REGISTER, by)
    at_most = min(size, MOST) if size else paging.size(None)
    found = list(paging.newest_first(_rows(wanted, by=by, at=at), "starts_at", paging.after(cursor), at_most))
    return paging.page(found, [Line.of(one, at=at) for one in found], "starts_at", at_most)


def _rows(wanted: Wanted, *, by: Actor, at: datetime) -> QuerySet[Measure]:
    found = seen.measures(by=by).filter(in_force_at__isnull=False)
    if wanted.site:
        found = found.filter(site=wanted.site)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.holding:
        found = found.filter(state=State.DECIDED, starts_at__lte=at, ends_at__gt=at)
    return found
