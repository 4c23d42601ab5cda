"""The list of establishments, one establishment, and names offered while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from beccaria.access.api import performs, show
from beccaria.core.acts import Act
from beccaria.engines.folding import fold
from beccaria.places import countries, pages, queries
from beccaria.places.forms import FindForm

if TYPE_CHECKING:
    from beccaria.access.api import Asked

_OFFERED = 8


@performs(Act.PLACE_LIST)
def index(request: HttpRequest) -> HttpResponse:
    """Every establishment that answers the words and filters, with how full it is."""
    asked = cast("Asked", request)
    form = FindForm(request.GET or None, regions=queries.regions(by=asked.actor))
    form.is_valid()
    term = form.chosen("q")
    found = queries.establishments(
        by=asked.actor, term=term, region=form.chosen("region"), only_open=not form.chosen("shut")
    )
    guessed = bool(term) and not any(
        all(word in place.folded for word in fold(term).split()) for place in found
    )
    figures = queries.occupancy(by=asked.actor, establishments=found)
    page = pages.list_page(found, figures, form=form, term=term, guessed=guessed and bool(found))
    return render(request, "places/index.html", {"page": page})


@performs(Act.PLACE_READ)
def place(request: HttpRequest, code: str) -> HttpResponse:
    """One establishment: the same for everybody outside, its inside for those with a duty there."""
    asked = cast("Asked", request)
    found = queries.establishment(code, by=asked.actor)
    show(request, f"place:{found.code}")
    inside = queries.may_look_inside(found.code, by=asked.actor)
    page = pages.place_page(
        found,
        said=queries.statements(found.pk, by=asked.actor),
        names=queries.names(found.pk, by=asked.actor),
        units=queries.units(found.code, by=asked.actor) if inside else [],
        figures=queries.unit_occupancy(found.code, by=asked.actor) if inside else {},
        now_known=queries.occupancy(by=asked.actor, establishments=[found]).get(found.pk, pages.NOTHING),
        may_look_inside=inside,
        may_read_events=queries.may_read_events(found.code, by=asked.actor),
        packs=countries.packs_of(found.country, by=asked.actor),
    )
    return render(request, "places/place.html", {"page": page})


@performs(Act.PLACE_LIST, poll=True)
def suggest(request: HttpRequest) -> JsonResponse:
    """Establishments for a field that offers while one types; inside places only where the reader has a duty."""
    asked = cast("Asked", request)
    term = request.GET.get("q", "").strip()[:100]
    found = queries.establishments(by=asked.actor, term=term, only_open=True)[:_OFFERED] if term else []
    inside = queries.units_named(term, by=asked.actor)[: _OFFERED - len(found)] if term else []
    items = [{"value": one.code, "label": one.name, "detail": one.town or one.code} for one in found]
    items += [{"value": one.code, "label": one.name, "detail": one.code} for one in inside]
    return JsonResponse({"items": items})
