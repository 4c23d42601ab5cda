"""The pieces this app gives to other pages, and what its fields suggest while one types."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from beccaria.access.api import SEARCHES, SUGGESTIONS, answer, asked, may_ever, performs, show, take
from beccaria.core.acts import Act
from beccaria.core.refusal import TooFast
from beccaria.reports import queries
from beccaria.reports.pages import fragments as pages
from beccaria.reports.queries import records

_LONGEST = 200


@performs(Act.TODAY_SEE)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What is new for me, and what is due."""
    by, at = asked(request).actor, asked(request).at
    found = queries.today(by=by, at=at)
    # One's own observations are left out: this entry carries a name (rule 12).
    show(
        request,
        *(f"task:{one.id}" for one in found.tasks),
        *(f"version:{one.version_id}" for one in found.received),
        *(f"reveal:{one.id}" for one in found.reveals),
    )
    page = pages.today_piece(found, writes=may_ever(Act.OBSERVATION_SUBMIT, by), now=at)
    return answer(request, "reports/today.html", page=page)


@performs(Act.REPORT_READ)
@require_GET
def about_person(request: HttpRequest, person: str) -> HttpResponse:
    """The reports about a person that one may read."""
    by, at = asked(request).actor, asked(request).at
    found = queries.about_person(person, by=by)
    show(request, *(f"report:{one.id}" for one in found))
    hung = queries.hung_on(person, found, by=by)
    return answer(request, "reports/about.html", page=pages.about_piece(found, hung, now=at))


@performs(Act.INBOX_SEE)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Observations and reports that hold the words."""
    by, at = asked(request).actor, asked(request).at
    if not take(SEARCHES, by.user, at=at):
        raise TooFast("You search very fast: wait a moment.")
    words = request.GET.get("q", "").strip()[:_LONGEST]
    found = queries.search(words, by=by, cursor=request.GET.get("after"))
    show(request, *(f"{one.what}:{one.id}" for one in found.items))
    following = urlencode({"q": words, "after": found.next}) if found.next else ""
    next_href = f"{reverse('reports:search')}?{following}" if following else ""
    return answer(
        request, "reports/found.html", page=pages.found_piece(found.items, next_href=next_href, now=at)
    )


@performs(Act.PERSON_SEARCH)
@require_GET
def suggest_people(request: HttpRequest) -> HttpResponse:
    """People for the field of a new observation."""
    found = records.suggested_people(_typed(request), by=asked(request).actor)
    show(request, *(one.reference for one in found))
    return _items((one.id, one) for one in found)


@performs(Act.REPORT_LINK)
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """Records that an item could be linked to."""
    found = records.suggested(_typed(request), by=asked(request).actor)
    show(request, *(one.reference for one in found))
    return _items((one.reference, one) for one in found)


def _typed(request: HttpRequest) -> str:
    if not take(SUGGESTIONS, asked(request).actor.user, at=asked(request).at):
        raise TooFast("You type very fast: wait a moment.")
    return request.GET.get("q", "").strip()[:_LONGEST]


def _items(found: Iterable[tuple[str, records.Record]]) -> HttpResponse:
    return JsonResponse(
        {"items": [{"value": value, "label": one.name, "detail": one.detail} for value, one in found]}
    )
