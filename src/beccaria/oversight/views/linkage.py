"""The page on how well people are told apart: counts only."""

from datetime import timedelta
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from beccaria.access.api import Asked, performs
from beccaria.core.acts import Act
from beccaria.oversight import pages, queries
from beccaria.places import api as places

_WEEKS = timedelta(weeks=12)


@performs(Act.LINKAGE_QUALITY_SEE)
def linkage(request: HttpRequest) -> HttpResponse:
    """What waits for review, what was reversed, and whether names of some cultures fare worse."""
    asked = cast("Asked", request)
    page = pages.linkage_page(
        queries.backlog(by=asked.actor),
        queries.weeks(since=asked.at - _WEEKS, by=asked.actor),
        queries.by_culture(by=asked.actor),
        queries.measured(by=asked.actor),
        {one.code: one.name for one in places.establishments(by=asked.actor)},
        by=asked.actor,
        at=asked.at,
    )
    return render(request, "oversight/linkage.html", {"page": page})
