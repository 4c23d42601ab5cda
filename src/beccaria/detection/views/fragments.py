"""The pieces that other pages show: alerts today, and alerts about a person."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from beccaria.access.api import answer, asked, may_ever, performs, show
from beccaria.core.acts import Act
from beccaria.detection.pages import alerts as pages
from beccaria.detection.pages.rules import links_of
from beccaria.detection.queries import alerts as queries
from beccaria.detection.queries import rules
from beccaria.people import api as people

_FEW = 3


@performs(Act.ALERT_READ, poll=True)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What waits at one's desk, and rules that suspended themselves, for those who may put them back."""
    by, at = asked(request).actor, asked(request).at
    found = queries.queue("new", by=by, at=at, at_most=_FEW)
    show(request, *(f"alert:{one.id}" for one in found.items))
    suspended = links_of(rules.suspended(by=by)) if may_ever(Act.RULE_CHANGE, by) else ()
    page = pages.today_piece(found, queries.waiting(by=by, at=at), suspended, by=by, now=at)
    return answer(request, "detection/today.html", page=page)


@performs(Act.ALERT_READ)
@require_GET
def about_person(request: HttpRequest, person: str) -> HttpResponse:
    """Open alerts that name a person one may see."""
    by, at = asked(request).actor, asked(request).at
    records = people.records_of(people.person(person, by=by).line.id, by=by)
    found = queries.about(records, by=by, at=at)
    show(request, f"person:{person}", *(f"alert:{one.id}" for one in found))
    return answer(request, "detection/about.html", page=pages.about_piece(found, by=by, now=at))
