"""Payments and requests for numbers that meet a warning or a ban, as a page and as a line of Today."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from beccaria.access.api import answer, asked, performs, show
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput
from beccaria.warnings import queries
from beccaria.warnings.pages import approaching as pages
from beccaria.warnings.queries.gate import site_of
from beccaria.warnings.queries.shapes import Approached


@performs(Act.GATE_SEE)
@require_GET
def money(request: HttpRequest) -> HttpResponse:
    """What of the last weeks meets something that holds now."""
    by, at = asked(request).actor, asked(request).at
    site = site_of(by, request.GET.get("site", ""))
    found = queries.approached(by=by, at=at, site=site)
    show(request, *_subjects(found))
    return answer(request, "warnings/money.html", page=pages.money_page(found, site=site, by=by, now=at))


@performs(Act.GATE_SEE, poll=True)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """One line when money or a number is blocked; nothing for a duty that stands at no single gate."""
    by, at = asked(request).actor, asked(request).at
    try:
        site = site_of(by)
    except BadInput:
        return answer(request, "warnings/money_today.html", rows=())
    found = queries.approached(by=by, at=at, site=site)
    rows = pages.today_rows(found, site=site)
    if rows:
        show(request, *_subjects(found))
    return answer(request, "warnings/money_today.html", rows=rows)


def _subjects(found: tuple[Approached, ...]) -> list[str]:
    return [
        subject
        for one in found
        for subject in (f"event:{one.approach.id}", *(f"{each.kind}:{each.id}" for each in one.matches))
    ]
