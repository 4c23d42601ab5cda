"""The board of a prison: wings with cells and people, one person chosen, one place tried with its verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Link, Row, Table, Tag
from beccaria.placement.pages.board_panel import Panel
from beccaria.placement.pages.parts import address, marking, strip
from beccaria.placement.queries.board import Board, Card, Cell, Wing

# So many groups have an edge of their own; the word stands beside it in every case.
_EDGES: Final = 8


@dataclass(frozen=True, slots=True)
class CardShown:
    """Somebody: who he is, his group with its edge, two signs at most."""

    id: str
    name: str
    number: str
    href: str
    group: str
    edge: str
    signs: tuple[tuple[str, str], ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell; `href` tries it for who is chosen, empty while nobody is."""

    code: str
    name: str
    free: str
    full: bool
    href: str
    tried: bool
    people: tuple[CardShown, ...]


@dataclass(frozen=True, slots=True)
class WingShown:
    """A column of the board."""

    code: str
    name: str
    count: str
    tensions: tuple[Tag, ...]
    href: str
    tried: bool
    cells: tuple[CellShown, ...]


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The whole board."""

    title: str
    lead: str
    here: str
    try_href: str
    others: tuple[Link, ...]
    views: tuple[Link, ...]
    view: str
    wings: tuple[WingShown, ...]
    table: Table | None
    legend: tuple[tuple[str, str], ...]
    panel: Panel | None
    chosen: str
    fault: str
    empty: EmptyState
    handling: HandlingStrip | None


def board_page(
    found: Board,
    mine: Mapping[str, str],
    *,
    chosen: str,
    tried: tuple[str, str],
    panel: Panel | None,
    fault: str,
    as_table: bool,
) -> BoardPage:
    """The board. `tried` is the wing and the cell asked about, empty where none is."""
    here = address("board", found.site)
    edges = _edges(found)
    shown = tuple(_wing(one, here, edges, chosen, tried) for one in found.wings)
    both = (Link(_("Board"), here), Link(_("Table"), f"{here}?as=table"))
    return BoardPage(
        title=_("Placement board: %(place)s") % {"place": found.name},
        lead=_(
            "Choose somebody, then a wing or a cell: at once it says whether he may live there and why. "
            "Nothing moves until a person decides."
        ),
        here=here,
        try_href=address("board_try", found.site),
        others=tuple(
            Link(name, address("board", code))
            for code, name in sorted(mine.items(), key=lambda one: one[1])
            if code != found.site
        ),
        views=both,
        view=both[as_table].href,
        wings=() if as_table else shown,
        table=_table(found, here) if as_table else None,
        legend=tuple((found.groups[group], edge) for group, edge in edges.items()),
        panel=panel,
        chosen=chosen,
        fault=fault,
        empty=EmptyState(
            _("No wings are known here, and nobody is held here whom you may see"),
            _("An administrator loads the estate and the register of custody."),
        ),
        handling=strip(
            [
                *(marking(one.level, one.handling) for one in found.people),
                *([panel.marking] if panel else []),
            ]
        ),
    )


def _edges(found: Board) -> dict[str, str]:
    """An edge for each of the largest groups; the others share a plain one."""
    counts: dict[str, int] = {}
    for card in found.people:
        if card.group:
            counts[card.group] = counts.get(card.group, 0) + 1
    order = sorted(counts, key=lambda group: (-counts[group], found.groups[group], group))
    return {
        group: f"edge-{number}" if number < _EDGES else "edge-other" for number, group in enumerate(order)
    }


def _wing(one: Wing, here: str, edges: Mapping[str, str], chosen: str, tried: tuple[str, str]) -> WingShown:
    return WingShown(
        one.code,
        one.name or _("wing not known"),
        _count(one),
        tuple(_tension(*pair) for pair in one.hostile),
        _try(here, chosen, one.code, "") if one.code else "",
        tried == (one.code, "") and bool(one.code),
        tuple(_cell_shown(cell, one, here, edges, chosen=chosen, tried=tried) for cell in one.cells),
    )


def _count(one: Wing) -> str:
    if one.places is None:
        return ngettext("%(count)d person", "%(count)d people", one.people) % {"count": one.people}
    return _("%(people)s of %(places)s, %(free)s free") % {
        "people": one.people,
        "places": one.places,
        "free": one.free,
    }


def _tension(one: str, other: str, feud: bool) -> Tag:  # noqa: FBT001  as the board holds it
    pair = {"one": one, "other": other}
    return Tag(
        _("feud: %(one)s and %(other)s") % pair if feud else _("rivals: %(one)s and %(other)s") % pair,
        "amber",
    )


def _cell_shown(
    cell: Cell, wing: Wing, here: str, edges: Mapping[str, str], *, chosen: str, tried: tuple[str, str]
) -> CellShown:
    free = cell.free
    said = "" if free is None else _("full") if not free else _("%(count)s free") % {"count": free}
    return CellShown(
        cell.code,
        cell.name or _("no cell known"),
        said,
        free == 0,
        _try(here, chosen, wing.code, cell.code) if cell.code else "",
        bool(cell.code) and tried == (wing.code, cell.code),
        tuple(_card(card, here, edges, chosen) for card in cell.people),
    )


def _try(here: str, chosen: str, wing: str, cell: str) -> str:
    if not chosen:
        return ""
    return f"{here}?{urlencode({'person': chosen, 'wing': wing, 'cell': cell})}"


def _card(one: Card, here: str, edges: Mapping[str, str], chosen: str) -> CardShown:
    group = _("%(group)s?") % {"group": one.group_name} if one.suspected else one.group_name
    return CardShown(
        one.id,
        one.name,
        one.number,
        f"{here}?person={one.id}",
        group,
        edges.get(one.group, ""),
        _signs(one),
        one.id == chosen,
    )


def _signs(one: Card) -> tuple[tuple[str, str], ...]:
    """Two at most, the gravest first: a sign and its word."""
    found = []
    if one.breach:
        found.append(("alert", _("is with somebody from whom he must be kept")))
    elif one.kept_apart:
        found.append(("shield", _("kept apart from somebody")))
    if one.moves:
        found.append(("next", _("an order to move him is open")))
    return tuple(found)


def _table(found: Board, here: str) -> Table:
    rows = tuple(
        Row(
            (
                card.name,
                card.number,
                wing.name or _("wing not known"),
                cell.name or _("no cell known"),
                card.group_name + ("?" if card.suspected else ""),
                "; ".join(word for _sign, word in _signs(card)),
            ),
            href=f"{here}?person={card.id}",
            marked=card.breach,
        )
        for wing in found.wings
        for cell in wing.cells
        for card in cell.people
    )
    heads = (_("Person"), _("Number"), _("Wing"), _("Cell"), _("Group"), _("To know"))
    return Table(
        _("Who lives where"),
        tuple(Column(head) for head in heads),
        rows,
        EmptyState(_("Nobody is held here")),
    )
