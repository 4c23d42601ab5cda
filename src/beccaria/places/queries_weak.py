"""Read weak points of buildings, and which of them can be reached from a wing, a landing or a cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from beccaria.access.api import only
from beccaria.core.actors import Actor
from beccaria.core.working_places import Near, Reach, Weakness
from beccaria.places.models import Unit, WeakPoint


@dataclass(frozen=True, slots=True)
class WeakPointRead:
    """A weak point. `unit` is the code from which it is reached, empty for the whole prison."""

    id: str
    site: str
    unit: str
    where: str
    kind: Weakness
    reach: Reach
    words: str
    found_on: date
    mended_at: datetime | None
    mended_what: str
    level: int
    handling: tuple[str, ...]


def weak_points(site: str, *, by: Actor, mended: bool = False) -> tuple[WeakPointRead, ...]:
    """The weak points of a prison that the reader may see, by where they are; mended ones only if asked."""
    del by  # judged by the row policy of this transaction
    rows = WeakPoint.objects.filter(site=site).select_related("unit").order_by("unit__code", "kind", "id")
    return tuple(map(_read, rows if mended else rows.filter(mended_at=None)))


def weak_point(weak_point_id: str, *, by: Actor) -> WeakPointRead:
    """One weak point. Raises Hidden."""
    del by  # the same
    return _read(only(WeakPoint.objects.filter(pk=weak_point_id).select_related("unit")))


def reached_from(site: str, codes: Iterable[str], *, by: Actor) -> dict[str, tuple[Near, ...]]:
    """For each of these wings, landings or cells what can be reached from it.

    What is reached from a wing is reached from all its cells; what is reached from one of its cells is near the wing.
    """
    points = weak_points(site, by=by)
    if not points:
        return {}
    above = _above(site)
    return {code: tuple(near for one in points if (near := _near(one, code, above))) for code in codes}


def _near(point: WeakPointRead, code: str, above: dict[str, str]) -> Near | None:
    if not point.unit or point.unit in _way_up(code, above):
        return Near(point.kind, point.reach)
    return Near(point.kind, Reach.NEAR) if code in _way_up(point.unit, above) else None


def _way_up(code: str, above: dict[str, str]) -> list[str]:
    """A unit and all it lies in; a register that goes in a circle ends where it began."""
    found: list[str] = []
    while code and code not in found:
        found.append(code)
        code = above.get(code, "")
    return found


def _above(site: str) -> dict[str, str]:
    return {
        code: parent
        for code, parent in Unit.objects.filter(site=site).values_list("code", "parent__code")
        if parent
    }


def _read(row: WeakPoint) -> WeakPointRead:
    return WeakPointRead(
        row.id,
        row.site or "",
        row.unit.code if row.unit else "",
        row.unit.name if row.unit else "",
        Weakness(row.kind),
        Reach(row.reach),
        row.words,
        row.found_on,
        row.mended_at,
        row.mended_why,
        row.level,
        tuple(row.handling),
    )
