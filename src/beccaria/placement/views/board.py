"""The board of a prison: who lives where, and a place tried for one person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from beccaria.access.api import answer, asked, performs, show
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput, Hidden
from beccaria.lib.spoken import in_words
from beccaria.people import api as people
from beccaria.placement.pages import board as pages
from beccaria.placement.pages import board_panel as panels
from beccaria.placement.queries import board as queries
from beccaria.placement.queries import trying

_ID = 36
_CODE = 40


@performs(Act.PLACEMENT_SEE)
@require_GET
def boards(request: HttpRequest) -> HttpResponse:
    """The board of the first of one's prisons."""
    mine = queries.mine(by=asked(request).actor)
    if not mine:
        raise Hidden("There is no establishment of your duty.")
    return redirect(reverse("placement:board", args=[min(mine, key=lambda code: (mine[code], code))]))


@performs(Act.PLACEMENT_SEE)
@require_GET
def board(request: HttpRequest, site: str) -> HttpResponse:
    """Who lives where in one prison, as a board or a table; with a person chosen, what is said of a place for him."""
    by, at = asked(request).actor, asked(request).at
    mine = _mine(request, site)
    found = queries.board(site, by=by, at=at)
    panel, fault = _panel(request, found, mine)
    show(
        request,
        f"place:{site}",
        *(f"person:{one.id}" for one in found.people),
        *(f"group:{one}" for one in found.groups),
    )
    page = pages.board_page(
        found,
        mine,
        chosen=_person(request),
        tried=_tried(request),
        panel=panel,
        fault=fault,
        as_table=request.GET.get("as") == "table",
    )
    return answer(request, "placement/board.html", wrong=bool(fault), page=page)


@performs(Act.PLACEMENT_SEE)
@require_GET
def board_try(request: HttpRequest, site: str) -> HttpResponse:
    """What is said of one place for one person: the panel alone."""
    by, at = asked(request).actor, asked(request).at
    mine = _mine(request, site)
    panel, fault = _panel(request, queries.spots(site, by=by, at=at), mine)
    return answer(request, "placement/board_panel.html", page=panels.panel_page(panel, fault))


def _mine(request: HttpRequest, site: str) -> dict[str, str]:
    mine = queries.mine(by=asked(request).actor)
    if site not in mine:
        raise Hidden("There is no such establishment, or it is not yours to see.")
    return mine


def _person(request: HttpRequest) -> str:
    return request.GET.get("person", "").strip()[:_ID]


def _tried(request: HttpRequest) -> tuple[str, str]:
    return request.GET.get("wing", "").strip()[:_CODE], request.GET.get("cell", "").strip()[:_CODE]


def _panel(
    request: HttpRequest, found: queries.Board, mine: dict[str, str]
) -> tuple[panels.Panel | None, str]:
    """The panel of who is chosen, or the sentence why nothing can be said of him. Raises Hidden."""
    by, at, person = asked(request).actor, asked(request).at, _person(request)
    if not person:
        return None, ""
    line = people.named([person], by=by).get(person)
    if line is None:
        raise Hidden("There is no such person, or he is not yours to see.")
    wing, cell = _tried(request)
    if wing and wing not in {one.code for one in found.wings}:
        raise Hidden("There is no such wing here, or it is not yours to see.")
    spot = _cell(found, wing, cell)
    try:
        trial = trying.trial(person, site=found.site, wing=wing, cell=spot, by=by, at=at)
    except BadInput as said:
        show(request, f"person:{person}")
        return None, in_words(said)
    show(request, f"person:{person}", *trial.records)
    return panels.panel_of(trial, line, found, at_sites=mine, by=by), ""


def _cell(found: queries.Board, wing: str, cell: str) -> queries.Cell | None:
    if not cell:
        return None
    for one in found.wings:
        if one.code == wing:
            for each in one.cells:
                if each.code == cell:
                    return each
    raise Hidden("There is no such cell here, or it is not yours to see.")
