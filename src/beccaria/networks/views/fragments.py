"""The pieces this app gives to other pages, and the list of what is to be reviewed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from beccaria.access.api import answer, asked, performs, show
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput
from beccaria.networks import queries
from beccaria.networks.pages import fragments as pages
from beccaria.networks.queries import DueShown
from beccaria.networks.views.common import following

_ON_TODAY = 5


@performs(Act.MEMBERSHIP_READ)
@require_GET
def about_person(request: HttpRequest, person: str) -> HttpResponse:
    """Groups that a person one may see may belong to."""
    by, at = asked(request).actor, asked(request).at
    found = queries.of_person(person, by=by, at=at)
    show(request, f"person:{person}", *(f"membership:{one.id}" for one, _group in found))
    return answer(request, "networks/about.html", page=pages.about_piece(person, found, by=by))


@performs(Act.MEMBERSHIP_REVIEW, poll=True)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Challenges to answer and memberships to review."""
    by, at = asked(request).actor, asked(request).at
    reviews = queries.to_review(by=by, at=at, size=_ON_TODAY).items
    answers = queries.to_answer(by=by, at=at, at_most=_ON_TODAY)
    _shown(request, *reviews, *answers)
    page = pages.today_piece(reviews, answers, queries.counts_due(by=by, at=at), now=at)
    return answer(request, "networks/today.html", page=page)


@performs(Act.MEMBERSHIP_REVIEW)
@require_GET
def due(request: HttpRequest) -> HttpResponse:
    """Everything that is to be reviewed, the longest overdue first."""
    by, at = asked(request).actor, asked(request).at
    try:
        reviews = queries.to_review(by=by, at=at, cursor=request.GET.get("after"))
    except BadInput:
        reviews = queries.to_review(by=by, at=at)
    answers = queries.to_answer(by=by, at=at)
    _shown(request, *reviews.items, *answers)
    next_href = following("due", reviews.next)
    counts = queries.counts_due(by=by, at=at)
    page = pages.due_page(reviews, answers, counts, next_href=next_href, now=at)
    return answer(request, "networks/due.html", page=page)


def _shown(request: HttpRequest, *several: DueShown) -> None:
    show(
        request,
        *(f"membership:{one.member.id}" for one in several),
        *(f"person:{one.member.person.id}" for one in several),
    )
