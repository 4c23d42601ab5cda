"""The pieces this app gives to other pages; the piece of Today comes again by itself when something is new."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from beccaria.access.api import answer, asked, performs, show
from beccaria.core.acts import Act
from beccaria.warnings import queries
from beccaria.warnings.pages import fragments as pages
from beccaria.warnings.queries.shapes import TodayShown


@performs(Act.WARNING_READ, poll=True)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What cannot wait."""
    return answer(
        request,
        "warnings/today.html",
        page=_today(request, queries.mark(by=asked(request).actor, at=asked(request).at)),
    )


@performs(Act.WARNING_READ, poll=True)
@require_GET
def today_rows(request: HttpRequest) -> HttpResponse:
    """The same again when it has changed since the mark; otherwise nothing, which costs next to nothing."""
    mark = queries.mark(by=asked(request).actor, at=asked(request).at)
    if mark == request.GET.get("mark"):
        return HttpResponse(status=204)
    return answer(request, "warnings/today_rows.html", page=_today(request, mark))


def _today(request: HttpRequest, mark: str) -> pages.TodayPiece:
    by, at = asked(request).actor, asked(request).at
    found: TodayShown = queries.today(by=by, at=at)
    show(
        request,
        *(f"warning:{one.id}" for one in found.waiting),
        *(f"warning:{one.warning}" for one in found.watched),
        *(f"ban:{one.id}" for one in found.ending),
    )
    return pages.today_piece(found, mark=mark, by=by, now=at)


@performs(Act.WARNING_READ)
@require_GET
def about_person(request: HttpRequest, person: str) -> HttpResponse:
    """Warnings and bans that may mean a person one may see."""
    by, at = asked(request).actor, asked(request).at
    found = queries.about_person(person, by=by, at=at)
    show(request, f"person:{person}", *(f"{one.kind}:{one.id}" for one in found))
    return answer(request, "warnings/about.html", page=pages.about_piece(person, found, by=by, now=at))
