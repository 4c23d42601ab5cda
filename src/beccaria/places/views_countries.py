"""The list of country packs, one pack, and two side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from beccaria.access.api import performs
from beccaria.core.acts import Act
from beccaria.places import countries
from beccaria.places.forms import CompareForm
from beccaria.places.pages_countries import pack_page, packs_page
from beccaria.places.pages_countries_compare import compare_page

if TYPE_CHECKING:
    from beccaria.access.api import Asked

_WRONG = 422


@performs(Act.REFERENCE_READ)
def index(request: HttpRequest) -> HttpResponse:
    """Every pack, with how much of it is known."""
    asked = cast("Asked", request)
    page = packs_page(countries.packs(by=asked.actor))
    return render(request, "places/countries.html", {"page": page})


@performs(Act.REFERENCE_READ)
def country(request: HttpRequest, pack_id: str) -> HttpResponse:
    """One pack, every fact with its source and how sure it is."""
    asked = cast("Asked", request)
    page = pack_page(countries.pack(pack_id, by=asked.actor))
    return render(request, "places/country.html", {"page": page})


@performs(Act.REFERENCE_READ)
def compare(request: HttpRequest) -> HttpResponse:
    """Two packs side by side, with what differs marked; the question which two until both are chosen."""
    asked = cast("Asked", request)
    packs = countries.packs(by=asked.actor)
    form = CompareForm(request.GET or None, packs=packs)
    chosen = form.chosen()
    one, other = (packs.get(each) for each in chosen)
    page = compare_page(form, one, other)
    status = _WRONG if form.is_bound and not form.is_valid() else 200
    return render(request, "places/countries_compare.html", {"page": page}, status=status)
