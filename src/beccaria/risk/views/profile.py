"""The common European profile of a person: as a page, to print, and as JSON that says how it must be handled."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from beccaria.access.api import Asked, confirm_purpose, performs, show
from beccaria.core.acts import Act
from beccaria.places import api as places
from beccaria.risk.actions.taking_out import take_profile
from beccaria.risk.pages.profile import profile_page
from beccaria.risk.queries.profile import ProfileRead, profile

_LONGEST_ID = 3


@performs(Act.PROFILE_READ)
@require_GET
def profile_of(request: HttpRequest, person: str) -> HttpResponse:
    """The profile, in our words or in the terms of the country asked for."""
    asked = cast("Asked", request)
    read = _read(request, person)
    show(request, *read.subjects)
    page = profile_page(read, places.packs(by=asked.actor), by=asked.actor, at=asked.at)
    return render(request, "risk/profile.html", {"page": page})


@performs(Act.PROFILE_READ, looks=False)
@require_GET
def profile_json(request: HttpRequest, person: str) -> HttpResponse:
    """The same as a file; that it was taken, and its digest, is in the ledger."""
    asked = cast("Asked", request)
    read = _read(request, person)
    content = take_profile(read, by=asked.actor, at=asked.at)
    # A file name is seen by mail servers and over shoulders: it names nobody.
    headers = {
        "Content-Disposition": f'attachment; filename="profile-{asked.at:%Y%m%d-%H%M%S}.json"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type="application/json", headers=headers)


def _read(request: HttpRequest, person: str) -> ProfileRead:
    asked = cast("Asked", request)
    reader = request.GET.get("reader", "")[: _LONGEST_ID + 1]
    read = profile(person, by=asked.actor, at=asked.at, reader=reader)
    confirm_purpose(request, read.whom.line.marking)
    return read
