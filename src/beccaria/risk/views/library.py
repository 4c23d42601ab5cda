"""The list of instruments, one of them whole, and two of its versions side by side."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from beccaria.access.api import Asked, performs
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput
from beccaria.risk.pages import library as pages
from beccaria.risk.pages.library_compare import compare_page
from beccaria.risk.queries import library as queries

_LONGEST = 6


@performs(Act.REFERENCE_READ)
@require_GET
def instruments(request: HttpRequest) -> HttpResponse:
    """Every instrument in its newest version."""
    asked = cast("Asked", request)
    page = pages.library_page(queries.library(by=asked.actor), by=asked.actor)
    return render(request, "risk/instruments.html", {"page": page})


@performs(Act.REFERENCE_READ)
@require_GET
def instrument(request: HttpRequest, instrument: str) -> HttpResponse:
    """One instrument whole, in its newest version or in the one asked for."""
    asked = cast("Asked", request)
    every = queries.versions(instrument, by=asked.actor)
    shown = queries.version(instrument, number(asked.GET.get("version", "")), by=asked.actor)
    return render(request, "risk/instrument.html", {"page": pages.instrument_page(shown, every)})


@performs(Act.REFERENCE_READ)
@require_GET
def instrument_compare(request: HttpRequest, instrument: str) -> HttpResponse:
    """Two versions side by side; without numbers the newest beside the one before it."""
    asked = cast("Asked", request)
    every = queries.versions(instrument, by=asked.actor)
    newest, before = every[0].instrument.version, every[min(1, len(every) - 1)].instrument.version
    first, second = (number(asked.GET.get(name, "")) for name in ("from", "to"))
    one = queries.version(instrument, first or before, by=asked.actor)
    other = queries.version(instrument, second or newest, by=asked.actor)
    return render(request, "risk/instrument_compare.html", {"page": compare_page(one, other)})


def number(text: str) -> int | None:
    """The number of a version as it was typed; None for nothing. Raises BadInput."""
    if not text:
        return None
    if not text.isdecimal() or len(text) > _LONGEST:
        raise BadInput("A version is a whole number, such as 1: choose one of the list.")
    return int(text)
