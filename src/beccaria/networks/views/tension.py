"""The tension map of an establishment, and what Today says of feuds that share a wing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from beccaria.access.api import answer, asked, performs, refusal, show
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.refusal import Hidden
from beccaria.networks.pages import tension as pages
from beccaria.networks.queries import tension as queries
from beccaria.people import api as people
from beccaria.places import api as places


@performs(Act.TENSION_SEE)
@require_GET
def tensions(request: HttpRequest) -> HttpResponse:
    """The map of the first of one's establishments."""
    mine = _mine(asked(request).actor)
    if not mine:
        raise Hidden("There is no establishment of your duty.")
    return redirect(reverse("networks:tension", args=[min(mine, key=lambda code: (mine[code], code))]))


@performs(Act.TENSION_SEE)
@require_GET
def tension(request: HttpRequest, site: str) -> HttpResponse:
    """Which groups live on which wings of one establishment."""
    by, at = asked(request).actor, asked(request).at
    mine = _mine(by)
    if site not in mine:
        raise Hidden("There is no such establishment, or it is not yours to see.")
    found = queries.tension(site, by=by, at=at)
    members = [one for group in found.groups for several in group.wings.values() for one in several]
    persons = people.named((one.person for one in members), by=by)
    show(
        request,
        f"place:{site}",
        *(f"group:{group.id}" for group in found.groups),
        *(f"membership:{one.membership}" for one in members),
        *(f"person:{one.person}" for one in members),
    )
    return answer(request, "networks/tension.html", page=pages.tension_page(found, persons, mine))


@performs(Act.TENSION_SEE, poll=True)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Feuding groups that share a wing at one's own establishments."""
    by, at = asked(request).actor, asked(request).at
    found = queries.feuds_on_one_wing(by=by, at=at)
    show(
        request,
        *dict.fromkeys(f"group:{group.id}" for _where, one in found for group in (one.one, one.other)),
    )
    return answer(request, "networks/tension_today.html", page=pages.tension_piece(found))


def _mine(by: Actor) -> dict[str, str]:
    """The establishments whose map the reader may see, by code with their names."""
    return {
        one.code: one.name
        for one in places.establishments(by=by)
        if refusal(Act.TENSION_SEE, by, Marking(site=one.code)) is None
    }
