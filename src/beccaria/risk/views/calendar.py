"""The review calendar, its piece of Today, its file, and the page on which one assessment is looked at again."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beccaria.access.api import Asked, answer, asked, may_ever, performs, show, tried
from beccaria.core.actors import Duty
from beccaria.core.acts import Act
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.risk import actions
from beccaria.risk.forms.reviewing import StillHoldsForm, wanted_of
from beccaria.risk.pages import calendar as pages
from beccaria.risk.pages.calendar_csv import as_csv
from beccaria.risk.pages.reviewing import review_page
from beccaria.risk.queries import calendar as queries
from beccaria.risk.queries import rescorings, reviewing
from beccaria.risk.queries.calendar_shapes import Calendar
from beccaria.risk.views.common import done


@performs(Act.REVIEW_SEE)
@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """What falls due: by week, by unit, and one by one."""
    one, wanted = asked(request), wanted_of(asked(request).GET)
    found = queries.calendar(wanted, by=one.actor, at=one.at, cursor=one.GET.get("after"))
    persons = _shown(one, found)
    page = pages.calendar_page(found, persons, wanted, by=one.actor, at=one.at)
    return answer(request, "risk/reviews.html", page=page)


@performs(Act.REVIEW_SEE)
@require_GET
def reviews_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file; the ledger names everybody in it."""
    one = asked(request)
    found = queries.calendar(wanted_of(one.GET), by=one.actor, at=one.at, at_most=queries.MOST)
    persons = _shown(one, found)
    file = HttpResponse(as_csv(found, persons, at=one.at), content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = 'attachment; filename="reviews.csv"'
    return file


@performs(Act.REVIEW_SEE, poll=True)
@require_GET
def reviews_today(request: HttpRequest) -> HttpResponse:
    """What is due, on Today, to whoever may look at it again."""
    one = asked(request)
    if not may_ever(Act.REVIEW_DO, one.actor):
        return answer(request, "risk/reviews_today.html", page=pages.TodayPiece(None, ()))
    found = queries.waiting(by=one.actor, at=one.at, at_most=pages.ON_TODAY)
    persons = _shown(one, found)
    is_head = one.actor.duty is Duty.HEAD
    page = pages.today_piece(found, persons, tells_head=is_head, at=one.at)
    return answer(request, "risk/reviews_today.html", page=page)


@performs(Act.REVIEW_SEE)
def review(request: HttpRequest, assessment: str) -> HttpResponse:
    """Look at one assessment again, and say that it still holds."""
    one = asked(request)
    found = reviewing.to_review(assessment, by=one.actor)
    form = StillHoldsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and tried(
        form, lambda: actions.still_holds(assessment, form.said(), by=one.actor, at=one.at)
    ):
        return done(request, "reviews", _("Reviewed. It holds on; the changes you saw are settled."))
    show(request, f"person:{found.fall.person}", f"assessment:{assessment}")
    person = people.person(found.fall.person, by=one.actor).line
    restated = rescorings.last_restated(assessment, by=one.actor)
    page = review_page(found, restated, person, by=one.actor, at=one.at)
    return answer(request, "risk/review.html", wrong=request.method == "POST", page=page, form=form)


def _shown(one: Asked, found: Calendar) -> dict[str, PersonShown]:
    persons = people.named({row.person for row in found.rows}, by=one.actor)
    show(one, *found.references(persons))
    return persons
