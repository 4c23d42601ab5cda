"""What the pages of places say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.lib.parts import Column, EmptyState, Fact, Link, Row, Table, Tag, Tile
from beccaria.places.queries import Occupancy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beccaria.core.countries import Pack
    from beccaria.lib.parts.rows import Part
    from beccaria.places.models import Establishment, Statement, Unit

_FULL = 1.0
_CROWDED = 1.2
_SHOWN_BARS = 12
_SHOWN_DAYS = 60
NOTHING = Occupancy(None, None, None)
_KINDS = {"wing": 1, "landing": 2, "cell": 3}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a picture: its words, its length and the mark of what there is room for, in percent of the width."""

    name: str
    href: str
    words: str
    length: float
    room: float


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars with a title that says what they show, in which unit, against what."""

    title: str
    note: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list of establishments."""

    form: Any
    lead: str
    tiles: tuple[Tile, ...]
    picture: Bars | None
    table: Table
    guessed: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """A wing, landing or cell with what hangs below it."""

    name: str
    words: str
    tag: Tag | None
    below: tuple[Branch, ...]
    count: int


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One establishment."""

    title: str
    lead: str
    closed: bool
    facts: tuple[Fact, ...]
    tiles: tuple[Tile, ...]
    happened: Link | None
    inside: tuple[Branch, ...]
    why_not_inside: str | None
    picture: Bars | None
    names: Table
    history: Table


def list_page(
    places: Sequence[Establishment], figures: dict[str, Occupancy], *, form: Any, term: str, guessed: bool
) -> ListPage:
    """The list with its picture, which shows the fullest first, and the same as a table."""
    known = [figures[place.pk] for place in places if place.pk in figures]
    usable = sum(one.usable or 0 for one in known if one.present is not None)
    present = sum(one.present or 0 for one in known if one.usable is not None)
    tiles = [Tile(len(places), ngettext("establishment", "establishments", len(places)))]
    if usable:
        tiles += [Tile(present, _("people present")), Tile(usable, _("usable places"))]
    return ListPage(
        form=form,
        lead=_("Every establishment of the service, and how full it is."),
        tiles=tuple(tiles),
        picture=_fullest(places, figures),
        table=_list_table(places, figures, term),
        guessed=guessed,
    )


def _list_table(places: Sequence[Establishment], figures: dict[str, Occupancy], term: str) -> Table:
    rows = tuple(
        Row(
            (
                place.name,
                place.code,
                place.town or place.region,
                place.kind,
                *_figures(figures.get(place.pk, NOTHING)),
                _state(place, figures.get(place.pk, NOTHING)),
            ),
            href=reverse("places:show", kwargs={"code": place.code}),
        )
        for place in places
    )
    heads = (_("Establishment"), _("Code"), _("Where"), _("Kind"))
    return Table(
        caption=_("Establishments, with the newest figures of their registers"),
        columns=(
            *(Column(head) for head in heads),
            Column(_("Usable places"), numeric=True),
            Column(_("Present"), numeric=True),
            Column(_("Per 100 places"), numeric=True),
            Column(_("State")),
        ),
        rows=rows,
        empty=EmptyState(
            _("No establishment is called that") if term else _("No establishments are loaded yet"),
            _("Try fewer letters, or the town.") if term else _("An administrator loads the register."),
        ),
    )


def _figures(one: Occupancy) -> tuple[str, str, str]:
    return (_count(one.usable), _count(one.present), "" if one.share is None else f"{100 * one.share:.0f}")


def _count(number: int | None) -> str:
    return "" if number is None else str(number_format(number, use_l10n=True, force_grouping=True))


def _state(place: Establishment, one: Occupancy) -> Part:
    if place.open is False:
        return Tag(_("closed"), "quiet")
    return _fullness(one) or ""


def _fullness(one: Occupancy) -> Tag | None:
    if one.share is None:
        return None
    if one.share > _CROWDED:
        return Tag(_("overcrowded"), "amber")
    if one.share > _FULL:
        return Tag(_("more people than places"), "amber")
    return Tag(_("room"), "good")


def _fullest(places: Sequence[Establishment], figures: dict[str, Occupancy]) -> Bars | None:
    shares = [
        (figures[place.pk].share or 0, place) for place in places if figures.get(place.pk, NOTHING).share
    ]
    shares.sort(key=lambda pair: (-pair[0], pair[1].name))
    top = shares[:_SHOWN_BARS]
    if not top:
        return None
    named = [
        (place.name, reverse("places:show", kwargs={"code": place.code}), share, f"{100 * share:.0f}")
        for share, place in top
    ]
    title = _("The fullest %(count)s of these: people present per 100 usable places") % {"count": len(top)}
    return Bars(title, _("The line marks 100: one person for each place."), _bars(named))


def _bars(named: Sequence[tuple[str, str, float, str]]) -> tuple[Bar, ...]:
    widest = max(_FULL, *(share for _name, _href, share, _words in named))
    return tuple(
        Bar(
            name=name,
            href=href,
            words=words,
            length=round(100 * share / widest, 1),
            room=round(100 * _FULL / widest, 1),
        )
        for name, href, share, words in named
    )


def place_page(
    place: Establishment,
    *,
    said: Sequence[Statement],
    names: Sequence[tuple[str, str, Any, Any]],
    units: Sequence[Unit],
    figures: dict[str, Occupancy],
    now_known: Occupancy,
    may_look_inside: bool,
    may_read_events: bool,
    packs: Sequence[Pack] = (),
) -> PlacePage:
    """One establishment: how full it is, what is inside for those with a duty there, what it was called and was."""
    where = ", ".join(part for part in (place.town, place.region, place.country) if part)
    return PlacePage(
        title=place.name,
        lead=" · ".join(part for part in (place.kind, where) if part),
        closed=place.open is False,
        facts=(*_facts(place), *_packs(packs)),
        tiles=_tiles(now_known),
        happened=_happened(place) if may_read_events else None,
        inside=_tree(units, figures) if may_look_inside else (),
        why_not_inside=None
        if may_look_inside
        else _("How it is laid out inside is shown to those with a duty there."),
        picture=_wings(units, figures) if may_look_inside else None,
        names=_names_table(names),
        history=_history_table(said),
    )


def _happened(place: Establishment) -> Link:
    return Link(_("What happened"), reverse("events:at_place", kwargs={"code": place.code}))


def _facts(place: Establishment) -> tuple[Fact, ...]:
    sexes = {"male": _("men"), "female": _("women"), "mixed": _("men and women")}
    known = (
        (_("Code"), place.code),
        (_("Security category"), place.category),
        (_("For"), sexes.get(place.sex, "")),
        (_("Address"), place.address),
        (_("State"), {True: _("open"), False: _("closed"), None: _("the register does not say")}[place.open]),
        (_("As of"), date_format(place.as_of, "DATE_FORMAT")),
    )
    return tuple(Fact(label, value) for label, value in known if value)


def _packs(packs: Sequence[Pack]) -> tuple[Fact, ...]:
    href = [reverse("places:country", kwargs={"pack_id": one.id}) for one in packs]
    label = _("Rules of the country") if len(packs) == 1 else _("Rules of the country, one of")
    return tuple(Fact(label, Link(one.english_name.words, to)) for one, to in zip(packs, href, strict=True))


def _tiles(one: Occupancy) -> tuple[Tile, ...]:
    found = []
    if one.usable is not None:
        found.append(Tile(one.usable, _("usable places")))
    if one.present is not None:
        found.append(Tile(one.present, _("people present")))
    if one.share is not None:
        found.append(Tile(round(100 * one.share), _("people per 100 places")))
    return tuple(found)


def _tree(units: Sequence[Unit], figures: dict[str, Occupancy]) -> tuple[Branch, ...]:
    children: dict[str | None, list[Unit]] = {}
    for unit in sorted(units, key=lambda unit: (_KINDS[unit.kind], unit.name, unit.code)):
        children.setdefault(unit.parent_id, []).append(unit)

    def grow(parent: str | None) -> tuple[Branch, ...]:
        return tuple(
            _branch(unit, figures.get(unit.pk, NOTHING), grow(unit.pk)) for unit in children.get(parent, ())
        )

    return grow(None)


def _branch(unit: Unit, one: Occupancy, below: tuple[Branch, ...]) -> Branch:
    words = [unit.use, unit.category and _("category %(letter)s") % {"letter": unit.category}]
    if one.usable is not None:
        words.append(ngettext("%(count)s place", "%(count)s places", one.usable) % {"count": one.usable})
    if one.present is not None:
        words.append(_("%(count)s present") % {"count": one.present})
    tag = Tag(_("closed"), "quiet") if unit.open is False else _fullness(one)
    return Branch(
        name=unit.name if unit.kind != "cell" else _("Cell %(name)s") % {"name": unit.name},
        words=" · ".join(word for word in words if word),
        tag=tag,
        below=below,
        count=len(below),
    )


def _wings(units: Sequence[Unit], figures: dict[str, Occupancy]) -> Bars | None:
    named = [
        (unit.name, "", share, f"{figures[unit.pk].present} / {figures[unit.pk].usable}")
        for unit in units
        if unit.kind == "wing" and (share := figures.get(unit.pk, NOTHING).share) is not None
    ]
    if not named:
        return None
    note = _("The line marks one person for each place.")
    return Bars(_("Wings: people present and usable places"), note, _bars(named))


def _names_table(names: Sequence[tuple[str, str, Any, Any]]) -> Table:
    rows = tuple(
        Row((name, source, _day(since), _day(until) if until else _("in use") if since else ""))
        for name, source, since, until in names
    )
    return Table(
        caption=_("Names, and who writes them so"),
        columns=(Column(_("Name")), Column(_("Source")), Column(_("Since")), Column(_("Until"))),
        rows=rows,
        empty=EmptyState(_("Only this name is known")),
    )


def _history_table(said: Sequence[Statement]) -> Table:
    rows = tuple(
        Row(
            (
                _day(one.as_of),
                one.kind or one.category,
                *_figures(Occupancy(one.capacity, one.unavailable, one.present)),
                {True: _("open"), False: _("closed"), None: ""}[one.open],
                one.source,
            )
        )
        for one in said[:_SHOWN_DAYS]
    )
    heads = (_("Usable places"), _("Present"), _("Per 100 places"))
    shown = {"shown": len(rows), "all": len(said)}
    return Table(
        caption=_("What the registers said, newest first (%(shown)s of %(all)s)") % shown,
        columns=(
            Column(_("Day")),
            Column(_("Kind")),
            *(Column(head, numeric=True) for head in heads),
            Column(_("State")),
            Column(_("Source")),
        ),
        rows=rows,
        empty=EmptyState(_("No register has said anything yet")),
    )


def _day(day: Any) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
