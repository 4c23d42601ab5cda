"""Groups side by side, as a page and as a table to take away, and the groups in one prison."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from beccaria.access.api import Asked, performs, refusal, show
from beccaria.core.acts import Act
from beccaria.core.refusal import Hidden
from beccaria.networks import queries
from beccaria.networks.pages import comparing as pages
from beccaria.networks.pages.here import here_page
from beccaria.networks.queries import instruments
from beccaria.networks.queries.card_shapes import Compared
from beccaria.places import api as places

_MOST_CHOSEN = 40


def _compared(asked: Asked) -> tuple[Compared, tuple[str, ...]]:
    chosen = tuple(dict.fromkeys(asked.GET.getlist("group")))[:_MOST_CHOSEN]
    one = asked.GET.get("by") or instruments.for_groups()[0].id
    if one not in {each.id for each in instruments.for_groups()}:
        one = instruments.for_groups()[0].id
    found = queries.compared(one, by=asked.actor, only=chosen)
    show(
        asked,
        *(f"group:{group}" for group in found.groups),
        *(f"scorecard:{card.id}" for card in found.cards.values()),
    )
    return found, chosen


@performs(Act.SCORECARD_READ)
@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Groups by one instrument, the gravest first."""
    asked = cast("Asked", request)
    found, chosen = _compared(asked)
    page = pages.compare_page(found, instruments.for_groups(), chosen, by=asked.actor, now=asked.at)
    return render(request, "networks/compare.html", {"page": page})


@performs(Act.NETWORK_EXPORT)
@require_GET
def compare_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file, of groups the reader may export; the ledger names each."""
    asked = cast("Asked", request)
    seen, _ = _compared(asked)
    mine = [
        group
        for group, card in seen.cards.items()
        if refusal(Act.NETWORK_EXPORT, asked.actor, card.marking) is None
    ]
    if not mine:
        raise Hidden("There is no such record, or it is not yours to see.")
    found = queries.compared(seen.instrument.id, by=asked.actor, only=mine)
    answer = HttpResponse(pages.as_csv(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.instrument.id}.csv"'
    return answer


@performs(Act.TENSION_SEE)
@require_GET
def here(request: HttpRequest) -> HttpResponse:
    """The groups in one of the reader's prisons now."""
    asked = cast("Asked", request)
    by, at = asked.actor, asked.at
    sites = (
        tuple(one.code for one in places.establishments(by=by, only_open=True))
        if by.everywhere
        else tuple(sorted(by.sites))
    )
    site = asked.GET.get("at") or next(iter(sites), "")
    if site not in sites:
        raise Hidden("There is no such record, or it is not yours to see.")
    found = queries.here(site, by=by, at=at)
    show(
        request,
        *(f"group:{one.group.id}" for one in found),
        *(f"person:{one.person.id}" for each in found for one in each.members),
    )
    page = here_page(found, site, sites if len(sites) > 1 else (), by=by, at=at)
    return render(request, "networks/here.html", {"page": page})
