"""Draw the picture of the day: establishments on a map, weeks as bars, wings by weeks as shades; each a table too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.core.actors import Level
from beccaria.detection.pages import parts, picture_map
from beccaria.detection.pages.picture_map import Map, Place
from beccaria.detection.queries.picture import Picture, Tally
from beccaria.lib import moments
from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Link, Row, Table
from beccaria.people import api as people

_SHADES: Final = 5
_TALL, _BAR, _GAP = 60, 30, 8
_NOTHING: Final = Tally()


@dataclass(frozen=True, slots=True)
class Bar:
    """One week of one kind."""

    x: int
    y: float
    height: float
    says: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind over twelve weeks."""

    name: str
    says: str
    bars: tuple[Bar, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shade:
    """One wing in one week: how many, and how dark."""

    words: str
    shade: int
    says: str


@dataclass(frozen=True, slots=True)
class WingRow:
    """A wing over twelve weeks."""

    wing: str
    cells: tuple[Shade, ...]


@dataclass(frozen=True, slots=True)
class NationPage:
    """The nation."""

    lead: str
    map: Map | None
    no_map: str
    table: Table
    lanes: tuple[Lane, ...]
    weeks: Table
    handling: HandlingStrip


@dataclass(frozen=True, slots=True)
class PrisonPage:
    """One prison."""

    title: str
    lead: str
    lanes: tuple[Lane, ...]
    weeks: Table
    heads: tuple[str, ...]
    wings: tuple[WingRow, ...]
    empty: EmptyState
    handling: HandlingStrip


def nation_page(found: Picture, places: Sequence[Place]) -> NationPage:
    """All establishments the reader has to do with."""
    return NationPage(
        lead=_lead(found),
        map=_map(found, places),
        no_map=_("The register gives no coordinates: the table says the same."),
        table=_places(found, places),
        lanes=_lanes(found),
        weeks=_weeks(found),
        handling=people.strip(int(Level.RESTRICTED)),
    )


def prison_page(found: Picture, name: str) -> PrisonPage:
    """One establishment."""
    return PrisonPage(
        title=_("Picture of the day: %(place)s") % {"place": name},
        lead=_lead(found),
        lanes=_lanes(found),
        weeks=_weeks(found),
        heads=tuple(_short(week) for week in found.weeks),
        wings=_wings(found),
        empty=EmptyState(
            _("No finds and no drones are recorded in these weeks"),
            _("What nobody searched for was not found: look at the searches too."),
        ),
        handling=people.strip(int(Level.RESTRICTED)),
    )


def _lead(found: Picture) -> str:
    whole = _NOTHING
    for one in found.by_week.values():
        whole = whole.plus(alerts=one.alerts, finds=one.finds, drones=one.drones)
    return _("In the last twelve weeks: %(what)s. As far as you may see it.") % {"what": _said(whole)}


def _said(one: Tally) -> str:
    return ", ".join(
        (
            ngettext("%(count)d alert", "%(count)d alerts", one.alerts) % {"count": one.alerts},
            ngettext("%(count)d find", "%(count)d finds", one.finds) % {"count": one.finds},
            ngettext("%(count)d drone", "%(count)d drones", one.drones) % {"count": one.drones},
        )
    )


def _map(found: Picture, places: Sequence[Place]) -> Map | None:
    return picture_map.drawn(
        places,
        {code: _all(tally) for code, tally in found.by_site.items()},
        says=_(
            "Each circle is an establishment; the larger, the more alerts, finds and drones in twelve weeks."
        ),
        words=lambda one: f"{one.name}: {_said(found.by_site.get(one.code, _NOTHING))}",
        address=lambda code: parts.address("picture_of", code),
    )


def _all(one: Tally) -> int:
    return one.alerts + one.finds + one.drones


def _places(found: Picture, places: Iterable[Place]) -> Table:
    columns = (
        Column(_("Establishment")),
        Column(_("Alerts"), numeric=True),
        Column(_("Finds"), numeric=True),
        Column(_("Drones"), numeric=True),
    )
    ordered = sorted(places, key=lambda one: (-_all(found.by_site.get(one.code, _NOTHING)), one.name))
    rows = tuple(
        Row(
            (
                Link(one.name, parts.address("picture_of", one.code)),
                *(str(count) for count in _three(found.by_site.get(one.code, _NOTHING))),
            )
        )
        for one in ordered
    )
    return Table(
        _("Establishments in the last twelve weeks"), columns, rows, EmptyState(_("No establishment"))
    )


def _three(one: Tally) -> tuple[int, int, int]:
    return one.alerts, one.finds, one.drones


def _lanes(found: Picture) -> tuple[Lane, ...]:
    kinds = ((_("Alerts"), "alerts"), (_("Finds"), "finds"), (_("Drones"), "drones"))
    return tuple(_lane(name, kind, found) for name, kind in kinds)


def _lane(name: str, kind: str, found: Picture) -> Lane:
    counts = {week: int(getattr(found.by_week.get(week, _NOTHING), kind)) for week in found.weeks}
    top = max(counts.values(), default=0)
    bars = tuple(
        Bar(
            place * (_BAR + _GAP),
            round(_TALL - _TALL * count / top, 1) if top else _TALL,
            round(_TALL * count / top, 1) if top else 0,
            f"{people.day(week)}: {count}",
        )
        for place, (week, count) in enumerate(counts.items())
    )
    says = _("%(name)s by week, %(all)d in all, at most %(most)d in a week") % {
        "name": name,
        "all": sum(counts.values()),
        "most": top,
    }
    return Lane(name, says, bars, len(found.weeks) * (_BAR + _GAP), _TALL)


def _weeks(found: Picture) -> Table:
    columns = (
        Column(_("Week of")),
        Column(_("Alerts"), numeric=True),
        Column(_("Finds"), numeric=True),
        Column(_("Drones"), numeric=True),
    )
    rows = tuple(
        Row((people.day(week), *(str(count) for count in _three(found.by_week.get(week, _NOTHING)))))
        for week in found.weeks
    )
    return Table(_("Weeks"), columns, rows, EmptyState(_("Nothing is recorded")))


def _wings(found: Picture) -> tuple[WingRow, ...]:
    top = max((one.finds + one.drones for rows in found.by_wing.values() for one in rows.values()), default=0)
    return tuple(
        WingRow(
            wing or _("wing not known"),
            tuple(_shade(rows.get(week, _NOTHING), week, top) for week in found.weeks),
        )
        for wing, rows in sorted(found.by_wing.items())
    )


def _shade(one: Tally, week: date, top: int) -> Shade:
    count = one.finds + one.drones
    words = str(count) if count else ""
    if one.drones:
        words = _("%(finds)d + %(drones)d d") % {"finds": one.finds, "drones": one.drones}
    dark = 0 if not count else max(1, round((_SHADES - 1) * count / top))
    return Shade(words, dark, f"{people.day(week)}: {_said(Tally(0, one.finds, one.drones))}")


def _short(week: date) -> str:
    return moments.short_day(week)
