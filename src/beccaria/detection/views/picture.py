"""The picture of the day, of the nation and of one prison."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from beccaria.access.api import answer, asked, performs, show
from beccaria.core.acts import Act
from beccaria.core.refusal import Hidden
from beccaria.detection.pages import picture as pages
from beccaria.detection.pages.picture_map import Place
from beccaria.detection.queries import picture as queries
from beccaria.places import api as places


@performs(Act.PICTURE_SEE)
@require_GET
def nation(request: HttpRequest) -> HttpResponse:
    """Every establishment of one's duty; whoever has one goes straight to it."""
    by, at = asked(request).actor, asked(request).at
    if by.home:
        return redirect(reverse("detection:picture_of", args=[by.home]))
    mine = [one for one in places.establishments(by=by) if by.everywhere or one.code in by.sites]
    found = queries.picture(by=by, at=at)
    spots = [Place(one.code, one.name, one.latitude, one.longitude) for one in mine]
    return answer(request, "detection/nation.html", page=pages.nation_page(found, spots))


@performs(Act.PICTURE_SEE)
@require_GET
def prison(request: HttpRequest, site: str) -> HttpResponse:
    """One establishment of one's duty."""
    by, at = asked(request).actor, asked(request).at
    known = {one.code: one.name for one in places.establishments(by=by)}
    if site not in known or not (by.everywhere or site in by.sites):
        raise Hidden("There is no such establishment, or it is not yours to see.")
    show(request, f"place:{site}")
    found = queries.picture(by=by, at=at, site=site)
    return answer(request, "detection/prison.html", page=pages.prison_page(found, known[site]))
