"""The page of a network: its chart, what the browser draws it from, and the picture for browsers without scripts."""

from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from beccaria.access.api import Asked, may_ever, performs
from beccaria.core.acts import Act
from beccaria.networks.pages import drawing
from beccaria.networks.pages.chart import banner_of, chart_page, lead_of, title_of
from beccaria.networks.pages.chart_data import data
from beccaria.networks.views.charted import charted
from beccaria.people import api as people


@performs(Act.NETWORK_READ)
def chart(request: HttpRequest, person: str = "", group: str = "") -> HttpResponse:
    """The network of a person or a group, as a chart and as tables."""
    found = charted(request, person=person, group=group)
    page = chart_page(
        found.what,
        form=found.form,
        query=found.query,
        more=found.more,
        hrefs=found.hrefs,
        asked=request.GET,
        may_export=may_ever(Act.NETWORK_EXPORT, cast("Asked", request).actor),
    )
    return render(request, "networks/chart.html", {"page": page})


@performs(Act.NETWORK_READ)
def chart_data(request: HttpRequest, person: str = "", group: str = "") -> HttpResponse:
    """What the browser draws, as JSON; everything in it stands on the page too."""
    found = charted(request, person=person, group=group)
    records = [record for dot in found.what.dots for record in dot.records]
    stays = people.custody_of(records, by=cast("Asked", request).actor)
    return _private(JsonResponse(data(found.what, stays, placed=found.placed)))


@performs(Act.NETWORK_READ)
def chart_picture(request: HttpRequest, person: str = "", group: str = "") -> HttpResponse:
    """The same drawn here, for browsers without scripts."""
    found = charted(request, person=person, group=group)
    what = found.what
    drawn = drawing.svg(what, title=title_of(what), lead=lead_of(what), banner=banner_of(what))
    return _private(HttpResponse(drawn, content_type="image/svg+xml"))


def _private(answer: HttpResponse) -> HttpResponse:
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
